//! A lost connection: central is away, and comes back.

use super::office::{Applied, FORM, JPEG, Office, PHONE, TEXT};
use super::support::browser::Browser;
use super::support::syncing::wait_until;

const READY: &str = "navigator.serviceWorker.ready.then(ready => Boolean(ready.active))";

fn begin(office: &Office) -> Browser {
    let browser = Browser::start();
    browser.open(&office.url(FORM));
    browser.wait_for(READY);
    // From its second page on the worker sees what is opened.
    browser.open(&office.url("/takip"));
    browser.open(&office.url(FORM));
    browser.wait_for("Boolean(navigator.serviceWorker.controller)");
    browser
}

fn fill_in(browser: &Browser) {
    browser.fill("Ne istiyorsunuz?", TEXT);
    browser.fill("Ad", "Ayşe");
    browser.fill("Soyad", "Yılmaz");
    browser.fill("Cep telefonu", PHONE);
}

#[test]
fn what_was_typed_waits_and_arrives_once_when_the_connection_is_back() {
    let mut office = Office::new();
    let browser = begin(&office);
    fill_in(&browser);
    let folder = tempfile::tempdir().expect("a folder");
    let photo = folder.path().join("lamba.jpg");
    std::fs::write(&photo, JPEG).expect("written");
    browser.attach("Fotoğraf ya da belge ekle", &[&photo]);
    office.central.stop();
    browser.click("Başvuruyu gönder");
    browser.see("Başvurunuz bu cihazda saklandı");
    browser.see("Henüz bize ulaşmadı");
    super::looks::looks_right(&browser, "waiting");
    // Another page, still without a connection, and the form once more: nothing is forgotten.
    browser.open(&office.url("/"));
    browser.see("Size nasıl yardımcı olalım?");
    browser.see("Başvurunuz bu cihazda saklandı");
    browser.open(&office.url(FORM));
    browser.see("Başvuru formu");
    assert_eq!(
        browser.value("Ne istiyorsunuz?"),
        "",
        "the next one is another application"
    );
    assert_eq!(office.count("cases"), 0);
    office.central.go_on();
    wait_until("sent", || office.count("cases") == 1);
    browser.see("bekleyen başvurunuz gönderildi");
    browser.reload();
    browser.see("bekleyen başvurunuz gönderildi");
    assert_eq!(office.count("cases"), 1, "once");
    browser.click("Bu cihazda bekleyen başvurunuz gönderildi. Numaranızı görün");
    browser.see("Başvurunuz alındı");
    let applied = Applied::at(&office, &browser.path());
    browser.see(&applied.number);
    let files = "select count(*) from case_files where used";
    assert_eq!(office.central.database.value(files), "1");
    browser.open(&office.url("/"));
    browser.see("Size nasıl yardımcı olalım?");
    assert!(!browser.text().contains("bekleyen başvurunuz"));
}

#[test]
fn an_answer_that_was_lost_makes_no_second_application() {
    let office = Office::new();
    let browser = begin(&office);
    fill_in(&browser);
    // The form arrives, and its answer does not: the script is told that the connection broke.
    browser.run(
        "const send = window.fetch; let first = true;
         window.fetch = async (...what) => {
             const answer = await send(...what);
             if (first && what[1] && what[1].method === 'POST' && answer.redirected) { first = false; throw new TypeError('lost'); }
             return answer;
         };
         document.querySelector('form[data-form]').insertAdjacentHTML('beforeend', '<input type=hidden name=seen value=\"*\">')",
    );
    browser.click("Başvuruyu gönder");
    wait_until("stored", || office.count("cases") == 1);
    browser.see("bekleyen başvurunuz gönderildi");
    assert_eq!(office.count("cases"), 1);
    browser.click("Bu cihazda bekleyen başvurunuz gönderildi. Numaranızı görün");
    browser.see("ikinci bir başvuru oluşmadı");
}

#[test]
fn a_form_half_written_is_there_the_next_time_and_can_be_forgotten() {
    let mut office = Office::new();
    let browser = begin(&office);
    fill_in(&browser);
    browser.click("Şikâyet");
    browser.open(&office.url("/"));
    browser.see("Size nasıl yardımcı olalım?");
    office.central.stop();
    browser.open(&office.url(FORM));
    browser.see("Daha önce yazdıklarınız bu cihazda saklanmıştı");
    assert_eq!(browser.value("Ne istiyorsunuz?"), TEXT);
    browser.wait_for("document.querySelector('[value=complaint]').checked");
    browser.click("Yazdıklarımı bu cihazdan sil");
    browser.wait_for("document.getElementById('text').value === ''");
    office.central.go_on();
    browser.open(&office.url("/"));
    browser.open(&office.url(FORM));
    browser.see("Başvuru formu");
    assert_eq!(browser.value("Ne istiyorsunuz?"), "");
    // What belongs to somebody is on no telephone.
    let kept = "caches.keys().then(names => Promise.all(names.map(name => caches.open(name).then(one => one.keys()))))
        .then(all => all.flat().every(one => !new URL(one.url).pathname.startsWith('/takip/')
            && !new URL(one.url).pathname.includes('alindi')))";
    browser.wait_for(kept);
}
