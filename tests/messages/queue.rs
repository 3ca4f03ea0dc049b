//! What is queued, what is not sent, and what the desk ends itself.

use super::office::{Draft, Setting};
use super::partner::Partner;
use acikkapi::domain::case::{CaseMoved, Said, Step};
use acikkapi::domain::event::{Event, MessageMoved};
use acikkapi::domain::ids::{ApplicationId, MessageId, PersonId};
use acikkapi::domain::message::{MessageChannel, MessageStage, MessageState};
use acikkapi::domain::review::Checklist;
use acikkapi::domain::unit::UnitCode;
use acikkapi::sync::client::Central as _;
use std::thread::sleep;
use std::time::Duration;

const NUMBER: &str = "+905321234567";

#[test]
fn without_a_gateway_messages_wait_and_the_desk_may_telephone() {
    let setting = Setting::new("");
    let central = setting.serve();
    let office = setting.office(&central);
    let sms = Draft::sms(NUMBER, "x");
    let message = office.append(&sms);
    office.append(&Draft {
        channel: MessageChannel::Call,
        ..Draft::sms("", "x")
    });
    office.push();
    sleep(Duration::from_secs(3));
    setting.wait_for("queued 2");
    let said = setting
        .home
        .run_line("central messages --office 32001")
        .well();
    let rows: Vec<&str> = said.lines().collect();
    assert!(
        rows[1].starts_with("32001  telephone  waiting             1 "),
        "{said}"
    );
    assert!(
        rows[2].starts_with("32001  SMS        waiting             1 "),
        "{said}"
    );
    assert!(
        rows[3].starts_with("SMS wait: no gateway is set."),
        "{said}"
    );
    let moved = Event::MessageMoved(MessageMoved {
        message: MessageId(message),
        application: ApplicationId(sms.application),
        state: MessageState::Called,
    });
    office.desk.say(&moved);
    office.push();
    setting.wait_for("called 1, queued 1");
}

#[test]
fn the_same_is_told_to_the_same_recipient_once() {
    let provider = Partner::start("provider", "");
    let setting = Setting::new(&format!(
        "[messages]\nsms = \"http\"\n[sms_http]\nurl = \"http://{}/\"\n",
        provider.address
    ));
    let central = setting.serve();
    let (one, other) = (setting.office(&central), setting.office(&central));
    let draft = Draft::sms(NUMBER, "x");
    let elsewhere = Draft {
        to: "+905329999999".to_owned(),
        ..draft.clone()
    };
    let again = Draft {
        round: 1,
        ..draft.clone()
    };
    let later = Draft {
        stage: MessageStage::Concluded,
        ..draft.clone()
    };
    for draft in [&draft, &elsewhere, &again, &later] {
        one.append(draft);
    }
    other.append(&draft);
    one.push();
    other.push();
    setting.wait_for("dropped:duplicate 1, sent 4");
    let (here, there) = (NUMBER.to_owned(), "+905329999999".to_owned());
    assert_eq!(
        provider.taken("to"),
        [here.clone(), here.clone(), here, there]
    );
}

#[test]
fn what_was_erased_is_not_sent() {
    let provider = Partner::start("provider", "");
    let setting = Setting::new("");
    let central = setting.serve();
    let office = setting.office(&central);
    office.queue(&Draft::sms(NUMBER, "x"));
    central.stop();
    setting
        .database
        .execute("update person_keys set key = null, destroyed_at = now()");
    let file = setting.home.settings_file();
    let mut toml = std::fs::read_to_string(&file).expect("settings");
    toml += &format!(
        "[messages]\nsms = \"http\"\n[sms_http]\nurl = \"http://{}/\"\n",
        provider.address
    );
    std::fs::write(&file, toml).expect("written");
    let _central = setting.serve();
    setting.wait_for("dropped:erased 1");
    assert!(provider.taken("to").is_empty());
}

#[test]
fn central_does_not_start_with_a_gateway_it_cannot_use() {
    for (sections, said) in [
        ("[messages]\nsms = \"smpp\"\n", "[smpp] server"),
        ("[messages]\nsms = \"http\"\n", "[sms_http] url"),
        ("[email]\nserver = \"mail.example\"\n", "[email] server"),
        ("[email]\nserver = \"mail.example:25\"\n", "[email] from"),
    ] {
        let refused = Setting::new(sections).home.run_line("central run");
        assert_eq!(refused.code, 1);
        let last = refused.err.lines().last().unwrap_or_default();
        assert!(last.contains(said), "{sections}: {last}");
    }
}

/// After a restore nobody knows what was sent since the backup.
#[test]
fn what_was_queued_before_a_new_epoch_is_sent_only_where_it_is_known_by_its_key() {
    let centre = Partner::start("smsc", "");
    let provider = Partner::start("provider", "");
    let smpp = format!(
        "sms = \"smpp\"\n[smpp]\nserver = \"{}\"\nsystem_id = \"acikkapi\"\n",
        centre.address
    );
    let http = format!(
        "sms = \"http\"\n[sms_http]\nurl = \"http://{}/\"\nkey_header = \"Idempotency-Key\"\n",
        provider.address
    );
    for (gateway, states) in [(smpp, "unknown 1"), (http, "sent 1")] {
        let setting = Setting::new("[messages]\n");
        let central = setting.serve();
        let office = setting.office(&central);
        office.queue(&Draft::sms(NUMBER, "x"));
        central.stop();
        setting.home.run_line("central new-epoch").well();
        let file = setting.home.settings_file();
        let toml = std::fs::read_to_string(&file).expect("settings");
        std::fs::write(&file, toml + &gateway).expect("written");
        let _central = setting.serve();
        setting.wait_for(states);
    }
    assert!(centre.taken("to").is_empty());
    assert_eq!(provider.taken("to"), [NUMBER]);
}

/// Two desks were apart; what one of them did no longer fits.
#[test]
fn a_result_nobody_has_accepted_is_not_told() {
    let provider = Partner::start("provider", "");
    let setting = Setting::new(&format!(
        "[messages]\nsms = \"http\"\n[sms_http]\nurl = \"http://{}/\"\n",
        provider.address
    ));
    let central = setting.serve();
    let office = setting.office(&central);
    let route = Step::Route {
        unit: UnitCode::new("FEN").expect("a code"),
        others: Default::default(),
    };
    // There is no answer to accept.
    let checks = Checklist::stood();
    let steps = [
        (route, MessageStage::Routed),
        (Step::Accept { checks }, MessageStage::Concluded),
        (Step::Accept { checks }, MessageStage::Concluded),
    ];
    for ((step, stage), sequence) in steps.into_iter().zip(1..) {
        let (application, person) = office.desk.register(sequence);
        office.desk.say(&Event::CaseMoved(Box::new(CaseMoved {
            application: ApplicationId(application),
            person: PersonId(person),
            step,
            private: Said::default(),
        })));
        if sequence == 3 {
            // The message comes in another batch than the step.
            office.push();
        }
        office.append(&Draft {
            application,
            person,
            stage,
            ..Draft::sms(NUMBER, &format!("{stage:?}"))
        });
    }
    let last = office.desk.content().log.len() as u64;
    let rest = office.desk.batch_of(last, last);
    office.desk.client().push(&rest).expect("stored");
    setting.wait_for("dropped:refused 2, sent 1");
    assert_eq!(provider.taken("text"), ["Routed"]);
}
