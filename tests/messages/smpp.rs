//! Over SMPP.

use super::office::{Draft, Setting};
use super::partner::Partner;
use super::support::syncing::wait_until;
use std::thread::sleep;
use std::time::Duration;

/// A central whose SMS go to this centre.
fn setting(centre: &Partner, more: &str) -> Setting {
    Setting::new(&format!(
        "[messages]\nsms = \"smpp\"\nper_second = 200\n\
         [smpp]\nserver = \"{}\"\nsystem_id = \"acikkapi\"\n{more}\n",
        centre.address
    ))
}

/// The same, with one message under way at most.
fn one_at_a_time(centre: &Partner) -> Setting {
    let server = centre.address;
    Setting::new(&format!(
        "[messages]\nsms = \"smpp\"\nparallel = 1\n\
         [smpp]\nserver = \"{server}\"\nsystem_id = \"acikkapi\"\n"
    ))
}

fn number(n: usize) -> String {
    format!("+9053200000{n:02}")
}

/// The numbers of the first `count` messages as the centre gets them.
fn numbers(count: usize) -> Vec<String> {
    (0..count).map(|n| number(n).replace('+', "")).collect()
}

#[test]
fn every_message_arrives_once_though_the_centre_throttles() {
    let centre = Partner::start("smsc", "take throttle full take throttle take full");
    let setting = setting(&centre, "");
    let central = setting.serve();
    let office = setting.office(&central);
    let messages: Vec<_> = (0..20)
        .map(|n| office.append(&Draft::sms(&number(n), "Başvurunuz alındı")))
        .collect();
    office.push();
    setting.wait_for("delivered 20");
    assert_eq!(centre.taken("to"), numbers(20));
    assert_eq!(centre.count("refused"), 4);
    let told = office.told();
    for message in messages {
        assert_eq!(told[&message], ["sent", "delivered"]);
    }
    central.stop();
    wait_until("said good-bye", || centre.count("unbound") == 1);
}

#[test]
fn a_long_turkish_message_is_parts_that_belong_together() {
    let centre = Partner::start("smsc", "");
    let setting = setting(&centre, "");
    let central = setting.serve();
    let office = setting.office(&central);
    let text = "Başvurunuz değerlendirildi. ".repeat(10);
    office.queue(&Draft::sms(&number(1), text.trim()));
    setting.wait_for("delivered 1");
    let log = centre.log();
    let parts: Vec<_> = log
        .iter()
        .filter(|entry| entry["what"] == "taken")
        .collect();
    assert_eq!(parts.len(), 3);
    let mut whole = Vec::new();
    for (at, part) in parts.iter().enumerate() {
        assert_eq!(
            (&part["esm_class"], &part["coding"]),
            (&0x40.into(), &0.into())
        );
        assert_eq!(part["sender"], "ACIKKAPI");
        let octets = part["octets"].as_str().expect("a text").as_bytes();
        let octets = data_encoding::HEXLOWER.decode(octets).expect("octets");
        let [8, 0, 3, _, 3, number, 0x24, 1, 1, septets @ ..] = octets.as_slice() else {
            panic!("{octets:02x?}");
        };
        assert_eq!(usize::from(*number), at + 1);
        assert!(septets.len() <= 149);
        whole.extend_from_slice(septets);
    }
    // `ş`, `ğ` and `ı` are an escape and the letter without its mark.
    let read = String::from_utf8(whole).expect("letters of the default alphabet");
    let expected = text.trim().replace('ş', "\u{1b}s").replace('ğ', "\u{1b}g");
    assert_eq!(read, expected.replace('ı', "\u{1b}i"));
}

#[test]
fn parts_that_were_taken_are_not_sent_again() {
    let centre = Partner::start("smsc", "take throttle take full");
    let setting = setting(&centre, "long_messages = \"sar\"");
    let central = setting.serve();
    let office = setting.office(&central);
    // Three parts, in Unicode without a header.
    let text = "ş".repeat(67) + &"ğ".repeat(67) + &"ı".repeat(10);
    office.queue(&Draft::sms(&number(1), &text));
    setting.wait_for("delivered 1");
    let octets = |letter: &str, count| letter.repeat(count);
    let mut parts = [octets("015f", 67), octets("011f", 67), octets("0131", 10)];
    parts.sort();
    assert_eq!(centre.taken("octets"), parts);
    assert_eq!(centre.count("refused"), 2);
    let log = centre.log();
    let taken = log.iter().filter(|entry| entry["what"] == "taken");
    for part in taken {
        assert_eq!(
            (&part["esm_class"], &part["coding"]),
            (&0.into(), &8.into())
        );
    }
}

#[test]
fn what_the_centre_refuses_for_good_fails_at_once() {
    let centre = Partner::start("smsc", "unknown_number");
    let setting = setting(&centre, "");
    let central = setting.serve();
    let office = setting.office(&central);
    let message = office.queue(&Draft::sms(&number(1), "x"));
    setting.wait_for("failed:recipient 1");
    assert_eq!(office.told()[&message], ["failed"]);
    assert!(centre.taken("to").is_empty());
}

#[test]
fn a_lost_reply_is_never_sent_again_and_a_receipt_settles_it() {
    let centre = Partner::start("smsc", "lose");
    let setting = setting(&centre, "");
    let central = setting.serve();
    let office = setting.office(&central);
    let lost = office.queue(&Draft::sms(&number(0), "x"));
    setting.wait_for("unknown 1");
    // The next message binds anew; the receipt of the first comes by that connection.
    office.queue(&Draft::sms(&number(1), "y"));
    setting.wait_for("delivered 2");
    assert_eq!(office.told()[&lost], ["unknown", "delivered"]);
    assert_eq!(centre.taken("to"), numbers(2));
}

#[test]
fn a_silent_centre_leaves_a_message_in_doubt() {
    let centre = Partner::start("smsc", "silent");
    let setting = setting(&centre, "answer_seconds = 1");
    let central = setting.serve();
    let office = setting.office(&central);
    let message = office.queue(&Draft::sms(&number(0), "x"));
    setting.wait_for("unknown 1");
    sleep(Duration::from_secs(4));
    setting.wait_for("unknown 1");
    assert_eq!(office.told()[&message], ["unknown"]);
    assert_eq!(centre.taken("to"), numbers(1), "it is not sent again");
}

#[test]
fn killed_in_the_middle_nothing_is_sent_twice_and_the_rest_goes_on() {
    let centre = Partner::start("smsc", "take nothing slow");
    let setting = one_at_a_time(&centre);
    let central = setting.serve();
    let office = setting.office(&central);
    for n in 0..6 {
        office.append(&Draft::sms(&number(n), "x"));
    }
    office.push();
    // The third was taken; its reply is on its way when the program is killed.
    wait_until("the third taken", || centre.taken("to").len() == 3);
    drop(central);
    let _another = setting.serve();
    // The one in doubt is settled by its receipt; the second has none.
    setting.wait_for("delivered 5, sent 1");
    assert_eq!(centre.taken("to"), numbers(6), "each exactly once");
}

#[test]
fn two_instances_share_the_work_and_repeat_none_of_it() {
    let centre = Partner::start("smsc", "throttle take take full");
    let setting = setting(&centre, "");
    let (one, other) = (setting.serve(), setting.serve());
    let office = setting.office(&one);
    for n in 0..60 {
        office.append(&Draft::sms(&number(n), "x"));
    }
    office.push();
    setting.wait_for("delivered 60");
    assert_eq!(centre.taken("to"), numbers(60));
    assert_eq!(centre.count("bound"), 2, "both took part");
    one.stop();
    other.stop();
}

#[test]
fn a_wrong_password_keeps_messages_until_it_is_right() {
    let centre = Partner::start("smsc", "");
    let setting = setting(&centre, "");
    let password = setting
        .folder()
        .join(".local/share/acikkapi/central/smpp.password");
    std::fs::write(&password, "yanlis").expect("written");
    let central = setting.serve();
    let office = setting.office(&central);
    office.queue(&Draft::sms(&number(0), "x"));
    wait_until("refused", || centre.count("refused") > 0);
    setting.wait_for("queued 1");
    central.stop();
    std::fs::write(&password, "gizli").expect("written");
    let _central = setting.serve();
    setting.wait_for("delivered 1");
    assert_eq!(centre.taken("to"), numbers(1));
}
