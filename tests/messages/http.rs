//! Over a provider's HTTP interface.

use super::office::{Draft, Setting};
use super::partner::Partner;
use super::support::syncing::wait_until;

const KEY: &str = "key_header = \"Idempotency-Key\"";

/// A central whose SMS go to this provider.
fn setting(provider: &Partner, more: &str) -> Setting {
    Setting::new(&format!(
        "[messages]\nsms = \"http\"\nper_second = 200\nletters = \"plain\"\n\
         [sms_http]\nurl = \"http://{}/v1/messages\"\nid = \"/data/id\"\n{more}\n",
        provider.address
    ))
}

fn number(n: usize) -> String {
    format!("+9053200000{n:02}")
}

fn numbers(count: usize) -> Vec<String> {
    (0..count).map(number).collect()
}

#[test]
fn every_message_is_taken_once_whatever_happens_on_the_way() {
    let provider = Partner::start("provider", "take busy lose broken take lose busy");
    let setting = setting(&provider, KEY);
    let central = setting.serve();
    let office = setting.office(&central);
    for n in 0..12 {
        office.append(&Draft::sms(&number(n), "Şükrü'nün \"işi\"\nbitti"));
    }
    office.push();
    setting.wait_for("sent 12");
    assert_eq!(provider.taken("to"), numbers(12));
    assert_eq!(provider.taken("text")[0], "Sukru'nun \"isi\"\nbitti");
    assert_eq!((provider.count("busy"), provider.count("repeated")), (2, 2));
    assert!(office.told().values().all(|told| *told == ["sent"]));
    central.stop();
}

#[test]
fn without_a_key_a_lost_reply_stays_in_doubt() {
    let provider = Partner::start("provider", "lose take");
    let setting = setting(&provider, "");
    let central = setting.serve();
    let office = setting.office(&central);
    office.queue(&Draft::sms(&number(0), "x"));
    setting.wait_for("unknown 1");
    office.queue(&Draft::sms(&number(1), "y"));
    setting.wait_for("sent 1, unknown 1");
    assert_eq!(provider.taken("to"), numbers(2));
}

#[test]
fn what_the_provider_refuses_fails_with_a_reason() {
    let provider = Partner::start("provider", "refuse");
    let setting = setting(&provider, KEY);
    let central = setting.serve();
    let office = setting.office(&central);
    office.queue(&Draft::sms(&number(0), "x"));
    setting.wait_for("failed:rejected 1");
    assert!(provider.taken("to").is_empty());
}

#[test]
fn killed_in_the_middle_it_is_sent_again_by_its_key() {
    let provider = Partner::start("provider", "slow");
    let setting = setting(&provider, KEY);
    let central = setting.serve();
    let office = setting.office(&central);
    office.queue(&Draft::sms(&number(0), "x"));
    wait_until("taken", || provider.taken("to").len() == 1);
    drop(central);
    let _another = setting.serve();
    setting.wait_for("sent 1");
    assert_eq!(provider.taken("to"), numbers(1));
    assert_eq!(provider.count("repeated"), 1);
}
