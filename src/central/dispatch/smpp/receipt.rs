//! Delivery receipts: what an SMS centre says became of a message it took.

use rusmpp::pdus::DeliverSm;
use rusmpp::tlvs::TlvValue;
use rusmpp::values::{MessageState as Code, MessageType};

use crate::domain::message::FailReason;

/// What a receipt says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in super::super) struct Receipt {
    /// The centre's id of the message or part, see [`same_id`]; empty where it names none.
    pub(in super::super) id: String,
    /// Our own reference of the message, where the centre gives it back.
    pub(in super::super) reference: Option<u16>,
    /// Digits of the number it was sent to.
    pub(in super::super) to: String,
    /// What became of it.
    pub(in super::super) fate: Fate,
}

/// What became of a message the centre took.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Fate {
    Delivered,
    Failed(FailReason),
}

/// Centres write an id with or without leading zeros, in capitals or not; this is one form of it.
pub(in super::super) fn same_id(id: &str) -> String {
    id.trim().trim_start_matches('0').to_ascii_lowercase()
}

/// Reads a receipt; `None` for a message that is none (somebody answered an SMS), and for the news
/// that a message is still on its way.
pub(super) fn read(deliver: &DeliverSm) -> Option<Receipt> {
    let kind = deliver.esm_class.message_type;
    if kind != MessageType::ShortMessageContainsMCDeliveryReceipt {
        return None;
    }
    let text = String::from_utf8_lossy(deliver.short_message().as_ref()).into_owned();
    let mut receipt = Receipt {
        id: field(&text, "id:").unwrap_or_default().to_owned(),
        reference: None,
        to: digits(deliver.source_addr.as_str()),
        fate: Fate::Failed(FailReason::Rejected),
    };
    let mut fate = field(&text, "stat:").and_then(fate_of_word);
    for value in deliver.tlvs().iter().filter_map(|tlv| tlv.value()) {
        match value {
            TlvValue::ReceiptedMessageId(id) => receipt.id = id.as_str().to_owned(),
            TlvValue::MessageState(code) => fate = fate_of_code(*code),
            TlvValue::UserMessageReference(reference) => {
                receipt.reference = Some(reference.value);
            }
            _ => {}
        }
    }
    receipt.id = same_id(&receipt.id);
    receipt.fate = fate?;
    Some(receipt)
}

fn digits(number: &str) -> String {
    number.chars().filter(char::is_ascii_digit).collect()
}

/// A value of the usual text of receipts (SMPP 3.4 appendix B):
/// `id:… sub:… dlvrd:… submit date:… done date:… stat:… err:… text:…`.
fn field<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    let at = text.find(name)? + name.len();
    text.get(at..)?.split_ascii_whitespace().next()
}

fn fate_of_word(word: &str) -> Option<Fate> {
    fate_of_code(match word {
        "DELIVRD" => Code::Delivered,
        "EXPIRED" => Code::Expired,
        "DELETED" => Code::Deleted,
        "UNDELIV" => Code::Undeliverable,
        "REJECTD" => Code::Rejected,
        "ACCEPTD" => Code::Accepted,
        "UNKNOWN" => Code::Unknown,
        _ => return None,
    })
}

fn fate_of_code(code: Code) -> Option<Fate> {
    Some(match code {
        // "Accepted" is read by somebody on behalf of the subscriber.
        Code::Delivered | Code::Accepted => Fate::Delivered,
        Code::Expired => Fate::Failed(FailReason::Expired),
        Code::Undeliverable => Fate::Failed(FailReason::Recipient),
        Code::Deleted | Code::Rejected => Fate::Failed(FailReason::Rejected),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use rusmpp::types::{COctetString, OctetString};
    use rusmpp::values::{EsmClass, UserMessageReference};

    fn deliver(esm_class: u8, text: &str) -> DeliverSm {
        DeliverSm::builder()
            .esm_class(EsmClass::from(esm_class))
            .source_addr(COctetString::from_string("905321234567".to_owned()).unwrap())
            .short_message(OctetString::from_string(text.to_owned()).unwrap())
            .build()
    }

    #[test]
    fn the_usual_text_is_read() {
        let text = |stat: &str| {
            format!(
                "id:00AB12 sub:001 dlvrd:001 submit date:2611241000 done date:2611241001 stat:{stat} err:000 text:id:9"
            )
        };
        for (stat, fate) in [
            ("DELIVRD", Some(Fate::Delivered)),
            ("EXPIRED", Some(Fate::Failed(FailReason::Expired))),
            ("UNDELIV", Some(Fate::Failed(FailReason::Recipient))),
            ("REJECTD", Some(Fate::Failed(FailReason::Rejected))),
            ("ENROUTE", None),
            ("UNKNOWN", None),
            ("", None),
        ] {
            let receipt = read(&deliver(0x04, &text(stat)));
            assert_eq!(receipt.as_ref().map(|receipt| receipt.fate), fate, "{stat}");
            if let Some(receipt) = receipt {
                assert_eq!(
                    (receipt.id.as_str(), receipt.to.as_str()),
                    ("ab12", "905321234567")
                );
            }
        }
    }

    #[test]
    fn parameters_stand_above_the_text() {
        let mut sm = deliver(0x04, "id:1 stat:UNDELIV");
        sm.set_tlvs(vec![]);
        let id = COctetString::from_string("77".to_owned()).unwrap();
        use rusmpp::tlvs::MessageDeliveryRequestTlvValue as Value;
        sm.push_tlv(Value::ReceiptedMessageId(id));
        sm.push_tlv(Value::MessageState(Code::Delivered));
        sm.push_tlv(Value::UserMessageReference(UserMessageReference {
            value: 513,
        }));
        let receipt = read(&sm).unwrap();
        assert_eq!(receipt.id, "77");
        assert_eq!(receipt.reference, Some(513));
        assert_eq!(receipt.fate, Fate::Delivered);
    }

    #[test]
    fn an_answer_to_an_sms_is_no_receipt() {
        assert_eq!(read(&deliver(0x00, "id:1 stat:DELIVRD")), None);
        assert_eq!(read(&deliver(0x04, "Teşekkürler")), None);
    }
}
