use super::super::ListKind;
use super::*;
use crate::domain::message::{Alphabet, Letters, Sms as ShortMessage};

fn shipped(kind: ListKind) -> Messages {
    Messages::parse(kind.shipped()).unwrap()
}

const LANGUAGES: [ListKind; 2] = [ListKind::MessagesTr, ListKind::MessagesEn];

fn longest() -> Values {
    Values {
        number: "32001-26-01-00001-47".into(),
        office: "Şereflikoçhisar Kaymakamlığı".into(),
        unit: "Çevre, Şehircilik ve İklim Değişikliği İl Müdürlüğü".into(),
        due: "01.12.2026".into(),
        outcome: "kısmen olumlu".into(),
        phone: "0312 123 45 67".into(),
    }
}

/// The shipped file with one line in the place of another.
fn changed(from: &str, to: &str) -> String {
    let text = ListKind::MessagesTr.shipped();
    assert!(text.contains(from), "{from}");
    text.replacen(from, to, 1)
}

fn faults(text: &str) -> Vec<(Option<u64>, Fault)> {
    let faults = Messages::parse(text).unwrap_err();
    faults
        .into_iter()
        .map(|fault| (fault.line, fault.fault))
        .collect()
}

#[test]
fn every_stage_and_channel_has_a_text() {
    for kind in LANGUAGES {
        let messages = shipped(kind);
        for stage in MessageStage::ALL {
            let written = |channel: &MessageChannel| {
                stage.is_for_applicant() || *channel != MessageChannel::Sms
            };
            for channel in MessageChannel::ALL.into_iter().filter(written) {
                let text = messages.compose(stage, channel, &longest());
                assert!(text.as_str().contains("32001-26-01-00001-47"), "{stage:?}");
                let nothing = Values {
                    number: "1".into(),
                    office: "X".into(),
                    ..Values::default()
                };
                let bare = messages.compose(stage, channel, &nothing).into_string();
                assert!(!bare.contains(['{', '[', ']', '}']), "{bare}");
            }
        }
    }
}

#[test]
fn a_shipped_sms_is_two_parts_at_most_and_one_or_two_in_plain_letters() {
    for kind in LANGUAGES {
        let messages = shipped(kind);
        for stage in MessageStage::ALL {
            let text = messages.compose(stage, Sms, &longest());
            let turkish = ShortMessage::new(text.as_str(), Letters::Turkish);
            assert!(turkish.parts.len() <= 2, "{text}");
            assert_ne!(turkish.alphabet, Alphabet::Unicode, "{text}");
        }
    }
}

#[test]
fn outcomes_have_words_in_both_languages() {
    let words = |kind| Outcome::ALL.map(|outcome| shipped(kind).outcome(outcome).to_owned());
    let turkish = words(ListKind::MessagesTr);
    assert_eq!(turkish, ["olumlu", "kısmen olumlu", "olumsuz"]);
    let english = words(ListKind::MessagesEn);
    assert_eq!(english, ["positive", "partly positive", "negative"]);
    let empty = changed("outcome-negative = olumsuz", "outcome-negative =");
    let column = "outcome-negative";
    assert_eq!(faults(&empty)[0].1, Fault::Missing { column });
}

#[test]
fn an_email_begins_with_its_subject() {
    let text = shipped(ListKind::MessagesTr).compose(Concluded, Email, &longest());
    let mut lines = text.as_str().lines();
    assert_eq!(
        lines.next(),
        Some("Başvurunuz sonuçlandı: 32001-26-01-00001-47")
    );
    assert_eq!(lines.next(), Some(""));
    assert!(text.as_str().contains("Sonuç: kısmen olumlu."));
}

#[test]
fn each_fault_is_named_with_its_line() {
    let line = |text: &str, start: &str| {
        let at = text
            .lines()
            .position(|line| line.starts_with(start))
            .unwrap();
        Some(at as u64 + 1)
    };
    let text = changed("routed-sms =", "routed-sms = {tckn}");
    let found = faults(&text);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].0, line(&text, "routed-sms"));
    assert!(matches!(
        &found[0].1,
        Fault::UnknownSlot { slot, allowed } if slot == "tckn" && allowed.contains(&"due")
            && !allowed.contains(&"unit")
    ));
    for (from, to, fault) in [
        (
            "concluded-sms =",
            "concluded-sms = {outcome}",
            Fault::SlotNotHere {
                slot: "outcome",
                name: "concluded-sms",
            },
        ),
        (
            "reopened-sms =",
            "reopened-sms = [",
            Fault::Unpaired { sign: '[' },
        ),
        (
            "reopened-sms =",
            "reopened-sms = x\nroutde-sms =",
            Fault::UnknownText {
                name: "routde-sms".into(),
            },
        ),
        (
            "reopened-sms =",
            "nothing\nreopened-sms =",
            Fault::StrayLine,
        ),
    ] {
        assert_eq!(faults(&changed(from, to))[0].1, fault);
    }
    let long = format!("routed-sms = {}", "a".repeat(501));
    let limit = 500;
    let column = "routed-sms";
    assert_eq!(
        faults(&changed("routed-sms =", &long))[0].1,
        Fault::TooLong { column, limit }
    );
    let twice = changed("routed-email =", "routed-sms = y\nrouted-email =");
    assert!(matches!(&faults(&twice)[0].1, Fault::Repeated { value, .. } if value == "routed-sms"));
    let found = faults("");
    assert_eq!(found.len(), TEXTS.len() + OUTCOMES.len());
    assert_eq!(
        found[0],
        (
            None,
            Fault::Missing {
                column: "registered-sms"
            }
        )
    );
}
