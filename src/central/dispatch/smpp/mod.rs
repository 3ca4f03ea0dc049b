//! An SMS centre that speaks SMPP 3.4.

mod link;
mod receipt;

use std::sync::Arc;

use rusmpp::pdus::SubmitSm;
use rusmpp::tlvs::MessageSubmissionRequestTlvValue as Parameter;
use rusmpp::types::{COctetString, OctetString};
use rusmpp::values::{DataCoding, EsmClass, Npi, RegisteredDelivery, Ton, UserMessageReference};
use rusmpp::{CommandStatus, Pdu};
use tokio::sync::{Mutex, mpsc};
use zeroize::Zeroizing;

use super::gateway::{Answer, End, Gateway, Letter, Sending};
use super::http::read_secret;
use super::settings::{LongMessages, SmppSettings};
use crate::domain::message::{Alphabet, FailReason, Letters, Sms};

pub(super) use link::Received;
use link::{Link, NoAnswer};
pub(super) use receipt::{Fate, Receipt, same_id};

/// 3GPP TS 23.040 9.2.3.24.1: concatenation with an 8-bit reference.
const CONCATENATION: u8 = 0x00;
/// 3GPP TS 23.040 9.2.3.24.15: national language single shift.
const SINGLE_SHIFT: u8 = 0x24;
/// 3GPP TS 23.038 6.2.1.2.4: Turkish.
const TURKISH: u8 = 0x01;
/// A user data header is there (SMPP 3.4 5.2.12).
const HAS_HEADER: u8 = 0x40;
/// A receipt is wanted, whether it arrives or not (SMPP 3.4 5.2.17).
const WANTS_RECEIPT: u8 = 0x01;

pub(super) struct Smpp {
    settings: SmppSettings,
    password: Zeroizing<String>,
    letters: Letters,
    link: Mutex<Option<Arc<Link>>>,
    receipts: mpsc::Sender<Received>,
}

impl Smpp {
    /// A gateway that binds at the first message, and where its delivery receipts come.
    ///
    /// # Errors
    /// What cannot be used, in words.
    pub(super) fn new(
        settings: SmppSettings,
        letters: Letters,
        receipts: mpsc::Sender<Received>,
    ) -> Result<Self, String> {
        let password = read_secret(&settings.password_file)?;
        link::check(&settings, &password)?;
        // The header of the single shift would stand beside the parameters of the parts.
        let letters = match (settings.long_messages, letters) {
            (LongMessages::Sar, Letters::Turkish) => Letters::Unicode,
            (_, letters) => letters,
        };
        Ok(Self {
            settings,
            password,
            letters,
            link: Mutex::new(None),
            receipts,
        })
    }

    async fn link(&self) -> Result<Arc<Link>, String> {
        let mut held = self.link.lock().await;
        if let Some(link) = held.as_ref().filter(|link| !link.is_closed()) {
            return Ok(link.clone());
        }
        let link = Link::bind(&self.settings, &self.password, self.receipts.clone()).await?;
        tracing::info!(gateway = self.name(), "bound");
        let link = Arc::new(link);
        *held = Some(link.clone());
        Ok(link)
    }

    async fn hand_over(&self, letter: &Letter) -> Answer {
        let sms = Sms::new(&letter.text, self.letters);
        let mut ids = Vec::new();
        for at in letter.parts_taken..sms.parts.len() {
            let Some(submit) = self.submit(letter, &sms, at) else {
                let end = End::Failed(FailReason::Recipient);
                let detail = "the number or the sender does not fit".to_owned();
                return Answer { ids, end, detail };
            };
            match self.submit_one(submit).await {
                Ok(id) => ids.push(id),
                Err((end, detail)) => return Answer { ids, end, detail },
            }
        }
        let (end, detail) = (End::Taken, "ESME_ROK".to_owned());
        Answer { ids, end, detail }
    }

    async fn submit_one(&self, submit: SubmitSm) -> Result<String, (End, String)> {
        let link = self.link().await.map_err(|said| (End::AWAY, said))?;
        let answer = match link.request(submit).await {
            Ok(answer) => answer,
            Err(NoAnswer::NotSent) => return Err((End::AWAY, "the connection ended".to_owned())),
            Err(NoAnswer::Lost) => {
                return Err((End::Lost { again: false }, "no answer".to_owned()));
            }
        };
        if answer.status() != CommandStatus::EsmeRok {
            let detail = format!("{:?}", answer.status());
            return Err((refusal(answer.status()), detail));
        }
        match answer.pdu() {
            Some(Pdu::SubmitSmResp(taken)) => Ok(same_id(taken.message_id().as_str())),
            _ => Ok(String::new()),
        }
    }

    /// The request for one part; `None` where number or sender cannot be written.
    fn submit(&self, letter: &Letter, sms: &Sms, at: usize) -> Option<SubmitSm> {
        let (source_ton, source_npi, source) = sender(&self.settings.sender);
        let to = letter.to.strip_prefix('+').unwrap_or(&letter.to);
        let text = sms.alphabet.encode(sms.parts.get(at)?);
        let long = sms.parts.len() > 1;
        // An SMS has 255 parts at most.
        let (count, number) = (
            u8::try_from(sms.parts.len()).ok()?,
            u8::try_from(at + 1).ok()?,
        );
        let reference = letter.reference();
        let header = match self.settings.long_messages {
            LongMessages::Udh => header(
                sms.alphabet,
                long.then_some([reference as u8, count, number]),
            ),
            LongMessages::Sar => Vec::new(),
        };
        let esm_class = if header.is_empty() { 0 } else { HAS_HEADER };
        let mut submit = SubmitSm::builder()
            .source_addr_ton(source_ton)
            .source_addr_npi(source_npi)
            .source_addr(COctetString::from_string(source).ok()?)
            .dest_addr_ton(Ton::International)
            .dest_addr_npi(Npi::Isdn)
            .destination_addr(COctetString::from_string(to.to_owned()).ok()?)
            .esm_class(EsmClass::from(esm_class))
            .registered_delivery(RegisteredDelivery::from(WANTS_RECEIPT))
            .data_coding(match sms.alphabet {
                Alphabet::Unicode => DataCoding::Ucs2,
                Alphabet::Default | Alphabet::Turkish => DataCoding::McSpecific,
            })
            .short_message(OctetString::from_vec([header, text].concat()).ok()?)
            .build();
        submit.push_tlv(Parameter::UserMessageReference(UserMessageReference::new(
            reference,
        )));
        if long && self.settings.long_messages == LongMessages::Sar {
            submit.push_tlv(Parameter::SarMsgRefNum(reference));
            submit.push_tlv(Parameter::SarTotalSegments(count));
            submit.push_tlv(Parameter::SarSegmentSeqnum(number));
        }
        Some(submit)
    }

    /// Says good-bye to the centre.
    pub(super) async fn close(&self) {
        if let Some(link) = self.link.lock().await.take() {
            link.unbind().await;
        }
    }
}

impl Gateway for Smpp {
    fn name(&self) -> &'static str {
        "smpp"
    }

    fn may_repeat(&self) -> bool {
        false
    }

    fn parts(&self, text: &str) -> usize {
        Sms::new(text, self.letters).parts.len()
    }

    fn send<'a>(&'a self, letter: &'a Letter) -> Sending<'a> {
        Box::pin(self.hand_over(letter))
    }
}

/// The user data header: which part this is of how many, and that the Turkish single shift table
/// is used; nothing where neither needs saying.
fn header(alphabet: Alphabet, part: Option<[u8; 3]>) -> Vec<u8> {
    let mut elements = Vec::new();
    if let Some(part) = part {
        elements.extend([CONCATENATION, 3]);
        elements.extend(part);
    }
    if alphabet == Alphabet::Turkish {
        elements.extend([SINGLE_SHIFT, 1, TURKISH]);
    }
    if elements.is_empty() {
        return elements;
    }
    // At most 8 octets.
    let length = elements.len() as u8;
    elements.insert(0, length);
    elements
}

/// Type, numbering plan and address of the sender: a number with a country code, a short number,
/// or a name.
fn sender(sender: &str) -> (Ton, Npi, String) {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match sender.strip_prefix('+') {
        Some(number) if digits(number) => (Ton::International, Npi::Isdn, number.to_owned()),
        _ if digits(sender) => (Ton::NetworkSpecific, Npi::Unknown, sender.to_owned()),
        _ => (Ton::Alphanumeric, Npi::Unknown, sender.to_owned()),
    }
}

/// What a status other than success means.
fn refusal(status: CommandStatus) -> End {
    use CommandStatus::{
        EsmeRinvbndsts, EsmeRinvcmdlen, EsmeRinvdcs, EsmeRinvdstadr, EsmeRinvdstnpi,
        EsmeRinvdstton, EsmeRinvesmclass, EsmeRinvmsglen, EsmeRinvsrcadr, EsmeRinvsrcnpi,
        EsmeRinvsrcton, EsmeRinvtlvlen, EsmeRinvtlvstream, EsmeRinvtlvval, EsmeRmsgqful,
        EsmeRprohibited, EsmeRsyserr, EsmeRthrottled, EsmeRtlvnotallwd, EsmeRxTAppn,
    };
    match status {
        EsmeRthrottled | EsmeRmsgqful | EsmeRsyserr | EsmeRxTAppn | EsmeRinvbndsts => End::AWAY,
        EsmeRinvdstadr | EsmeRinvdstton | EsmeRinvdstnpi => End::Failed(FailReason::Recipient),
        EsmeRinvsrcadr | EsmeRinvsrcton | EsmeRinvsrcnpi | EsmeRprohibited => {
            End::Failed(FailReason::Account)
        }
        EsmeRinvmsglen | EsmeRinvcmdlen | EsmeRinvdcs | EsmeRinvesmclass | EsmeRinvtlvlen
        | EsmeRinvtlvstream | EsmeRinvtlvval | EsmeRtlvnotallwd => End::Failed(FailReason::Content),
        _ => End::Failed(FailReason::Rejected),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_header_says_only_what_is_needed() {
        let part = Some([0xab, 3, 2]);
        assert!(header(Alphabet::Default, None).is_empty());
        assert!(header(Alphabet::Unicode, None).is_empty());
        assert_eq!(header(Alphabet::Turkish, None), [3, 0x24, 1, 1]);
        assert_eq!(header(Alphabet::Default, part), [5, 0, 3, 0xab, 3, 2]);
        assert_eq!(
            header(Alphabet::Turkish, part),
            [8, 0, 3, 0xab, 3, 2, 0x24, 1, 1]
        );
    }

    #[test]
    fn a_sender_is_a_number_or_a_name() {
        assert_eq!(sender("+905321234567").0, Ton::International);
        assert_eq!(sender("3224").0, Ton::NetworkSpecific);
        assert_eq!(sender("ACIKKAPI").0, Ton::Alphanumeric);
    }

    #[test]
    fn a_status_means_again_or_never() {
        for status in [CommandStatus::EsmeRthrottled, CommandStatus::EsmeRmsgqful] {
            assert_eq!(refusal(status), End::AWAY);
        }
        let refused = refusal(CommandStatus::EsmeRinvdstadr);
        assert_eq!(refused, End::Failed(FailReason::Recipient));
    }
}
