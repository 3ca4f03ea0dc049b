//! From the counter to the applicant's telephone: the program on a real terminal, central as its
//! operator runs it, PostgreSQL, a unit's officer in Chromium, and an SMS centre as a process.

mod support;

#[path = "messages/office.rs"]
#[allow(dead_code, reason = "the message tests use all of it")]
mod office;
#[path = "messages/partner.rs"]
#[allow(dead_code, reason = "the message tests use all of it")]
mod partner;
#[path = "messages/partners/mail.rs"]
mod partner_mail;
#[path = "messages/partners/provider.rs"]
mod partner_provider;
#[path = "messages/partners/smsc.rs"]
mod partner_smsc;

use office::Setting;
use partner::Partner;
use support::browser::Browser;
use support::clerk::Clerk;
use support::program::Home;
use support::serving::{Serving, code_in};
use support::syncing::wait_until;
use support::{program, serving};

const OFFICE: &str = "32003";
const LOGIN: &str = "elif@egirdir.example";
const PASSWORD: &str = "yedi tepe üstünde bir ev";
const TCKN: &str = "10000000146";

/// The office, central, the officer at the unit and the SMS centre.
struct Journey {
    centre: Partner,
    setting: Setting,
    central: Serving,
    home: Home,
    clerk: Clerk,
}

impl Journey {
    fn begins() -> Self {
        let centre = Partner::start("smsc", "");
        let setting = Setting::new(&format!(
            "[messages]\nsms = \"smpp\"\n[smpp]\nserver = \"{}\"\nsystem_id = \"acikkapi\"\n",
            centre.address
        ));
        let central = setting.serve();
        let home = Home::new();
        let clerk = Clerk::sets_up(&home);
        let issue = format!("central enrol --office {OFFICE}");
        let code = code_in(&setting.home.run_line(&issue).well());
        let enrol = format!("device enrol --server {}", central.url);
        home.run_with_input(&enrol, &format!("{code}\n")).well();
        clerk.sees_everything_at_central();
        Self {
            centre,
            setting,
            central,
            home,
            clerk,
        }
    }

    /// Registers an application on water; its number. The directory knows whose it is.
    fn registers(&mut self) -> String {
        let clerk = &mut self.clerk;
        clerk.opens_the_form();
        clerk.types("Şükrü Işık");
        clerk.sees("Kayıtlı kişi bulunamadı");
        clerk.press("Enter");
        clerk.sees("Başvuru kaydı: Şükrü Işık");
        clerk.types(TCKN);
        clerk.press("Enter");
        clerk.types("0532 123 45 67");
        clerk.press("PgDn Tab Tab");
        clerk.types("su akmiyor");
        clerk.sees("▸ Yerel yönetimler / İçme suyu kesintisi");
        clerk.press("Enter");
        clerk.sees("▸ Metin");
        clerk.types("Sokağımızın suyu üç gündür akmıyor.");
        clerk.press("F10");
        let number = clerk.sees_the_number();
        clerk.press("Esc");
        clerk.sees("GÖRÜŞMEDE");
        clerk.step("Enter");
        clerk.step("Enter");
        number
    }

    /// The officer chooses a password and is in.
    fn officer_sits_down(&self) -> Browser {
        let add = [
            "central",
            "officer",
            "add",
            "--office",
            OFFICE,
            "--unit",
            "BELEDIYE",
            "--login",
            LOGIN,
            "--name",
            "Elif Aydın",
        ];
        let said = self.setting.home.run(&add).well();
        let code = said.lines().find_map(|line| line.strip_prefix("    "));
        let browser = Browser::without_script();
        browser.open(&format!("{}/birim/ilk-parola", self.central.url));
        browser.fill("E-posta adresi", LOGIN);
        browser.fill("Tek kullanımlık kod", code.expect("a code").trim());
        browser.fill("Yeni parola", PASSWORD);
        browser.fill("Yeni parola, bir daha", PASSWORD);
        browser.click("Parolayı belirle ve giriş yap");
        browser.see("Cevap bekleyenler");
        browser
    }

    /// The chief, at another terminal: the work list opens by itself.
    fn chief_sits_down(&self) -> Clerk {
        let mut chief = Clerk::at(&self.home, "desk --counter 2");
        chief.sees("Kim çalışıyor?");
        chief.press("y");
        chief.sees("Adı ve soyadı");
        chief.press("Nermin_Aksu Enter");
        chief.sees("Görevi nedir?");
        chief.press("3");
        chief.sees("2 Nermin Aksu");
        chief.press("2 Enter");
        chief.sees("Amirin kararında · 1 kayıt");
        chief
    }

    /// Opens the case's page by its number.
    fn opens(&mut self, number: &str) {
        self.clerk.press("9");
        self.clerk.sees("Başvuru ara");
        self.clerk.types(number);
        self.clerk.sees("İçme suyu kesintisi");
        self.clerk.press("Enter");
        self.clerk.sees("Sıra kimde");
    }

    /// Waits until the case stands there at central too.
    fn central_knows(&self, stage: &str) {
        let stands = "select stage from cases";
        wait_until(stage, || self.setting.database.value(stands) == stage);
    }

    /// What the SMS centre took, in the order it came.
    fn sent(&self) -> Vec<String> {
        let log = self.centre.log();
        let taken = log.iter().filter(|entry| entry["what"] == "taken");
        taken
            .map(|entry| entry["octets"].as_str().expect("octets").to_owned())
            .collect()
    }
}

#[test]
fn an_application_goes_from_the_counter_over_an_objection_to_the_applicants_telephone() {
    let mut journey = Journey::begins();
    let number = journey.registers();
    journey.central_knows("at_unit");
    journey.setting.wait_for("delivered 1");

    let officer = journey.officer_sits_down();
    officer.click(&number);
    officer.see("Sokağımızın suyu üç gündür akmıyor.");
    officer.click("Üzerime al");
    officer.see("Başvuruyu üzerinize aldınız.");
    officer.click("Olumsuz");
    officer.fill("Cevap ve gerekçesi", "Yapılacak bir şey yoktur.");
    officer.fill(
        "Yasal dayanak ve başvuranın izleyebileceği yol",
        "5393 sayılı Kanun.",
    );
    officer.click("Cevabı gönder");
    officer.see("Cevabınız Açık Kapı bürosuna gönderildi.");

    journey.opens(&number);
    let clerk = &mut journey.clerk;
    clerk.sees("Yapılacak bir şey yoktur.");
    clerk.press("4");
    clerk.sees("Cevabı incele");
    clerk.press("4 Tab");
    clerk.types("Arızanın ne zaman giderileceği yazılmamış.");
    clerk.press("F9");
    clerk.sees("Mülki idare amirinde");
    let mut chief = journey.chief_sits_down();
    chief.sees(&number);
    chief.press("Enter");
    chief.sees("Sıra kimde");
    chief.press("4");
    chief.sees("Amirin kararı");
    chief.press("F10");
    chief.sees("Birimde");
    journey.clerk.sees("Birimde");
    journey.central_knows("at_unit");
    assert_eq!(journey.sent().len(), 1, "nothing of the answer was told");

    officer.open(&format!("{}/birim", journey.central.url));
    officer.see("Düzeltilecek");
    officer.click(&number);
    officer.see("Arızanın ne zaman giderileceği yazılmamış.");
    officer.click("Olumlu");
    officer.fill("Cevap ve gerekçesi", "Motor bugün onarıldı, su verildi.");
    officer.click("Cevabı gönder");
    officer.see("Cevabınız Açık Kapı bürosuna gönderildi.");

    let clerk = &mut journey.clerk;
    clerk.sees("Motor bugün onarıldı, su verildi.");
    clerk.press("F6");
    let versions = clerk.sees("Yapılacak bir şey yoktur.");
    assert!(versions.contains("Motor bugün onarıldı"), "{versions}");
    clerk.press("Esc");
    clerk.sees("Sıra kimde");
    clerk.press("4");
    clerk.sees("Cevabı incele");
    clerk.press("1 2 3 4");
    clerk.press("F10");
    clerk.sees("Sonuçlandı");
    journey.setting.wait_for("delivered 2");
    journey.clerk.sees("ulaştı");
    assert!(journey.sent().len() > 1);
    let to = journey.centre.taken("to");
    assert!(to.iter().all(|to| to == "905321234567"), "{to:?}");

    // The applicant is content, and the record says so.
    let clerk = &mut journey.clerk;
    clerk.press("m");
    clerk.sees("Çözüldü mü?");
    clerk.press("1 F10");
    clerk.sees("Başvuran sorunun çözüldüğünü söyledi");
    journey.central_knows("concluded");
    journey.home.run_line("doctor").well();
}
