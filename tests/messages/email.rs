//! By e-mail.

use super::office::{Draft, Setting};
use super::partner::Partner;
use acikkapi::domain::message::MessageChannel;

fn setting(server: &Partner) -> Setting {
    Setting::new(&format!(
        "[messages]\nper_second = 200\n[email]\nserver = \"{}\"\nsecurity = \"none\"\n\
         from = \"Açık Kapı <acikkapi@valilik.example>\"\n",
        server.address
    ))
}

fn email(to: &str) -> Draft {
    Draft {
        channel: MessageChannel::Email,
        ..Draft::sms(to, "Başvurunuz alındı: 1\n\nSayın başvuran, …")
    }
}

#[test]
fn an_email_arrives_once_with_subject_and_letters() {
    let server = Partner::start("mail", "later take");
    let setting = setting(&server);
    let central = setting.serve();
    let office = setting.office(&central);
    office.queue(&email("ayse@example.org"));
    setting.wait_for("sent 1");
    assert_eq!(server.taken("to"), ["ayse@example.org"]);
    assert_eq!(server.count("later"), 1);
    let text = &server.taken("text")[0];
    let header = |name: &str| {
        text.lines()
            .find(|line| line.starts_with(name))
            .map(str::to_owned)
    };
    assert!(
        header("Message-ID: <").is_some_and(|id| id.ends_with("@valilik.example>")),
        "{text}"
    );
    assert!(header("Subject: =?utf-8?").is_some(), "{text}");
    assert!(text.is_ascii(), "{text}");
    central.stop();
}

#[test]
fn a_lost_reply_and_an_unknown_user_are_told_apart() {
    let server = Partner::start("mail", "lose");
    let setting = setting(&server);
    let central = setting.serve();
    let office = setting.office(&central);
    office.queue(&email("ayse@example.org"));
    setting.wait_for("unknown 1");
    office.append(&email("nobody@example.org"));
    office.append(&email("no address"));
    office.push();
    setting.wait_for("failed:recipient 2, unknown 1");
    assert_eq!(server.taken("to"), ["ayse@example.org"]);
}
