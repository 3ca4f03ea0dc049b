//! An SMS centre. Plan: `take`, `throttle`, `full`, `unknown_number`, `lose` (takes and breaks the
//! connection instead of answering), `silent` (takes, never answers, and sends no receipt), `slow` (takes and answers
//! after 30 seconds), `nothing` (takes, but no receipt comes). A receipt comes after each message
//! it took, when it cannot be delivered at once with the next connection; of a lost one it names
//! our reference.

use crate::partner::{Script, listen};
use futures_util::{SinkExt, StreamExt};
use rusmpp::pdus::{BindTransceiverResp, DeliverSm, SubmitSm, SubmitSmResp};
use rusmpp::tlvs::{MessageDeliveryRequestTlvValue as Parameter, TlvValue};
use rusmpp::tokio_codec::CommandCodec;
use rusmpp::types::{COctetString, OctetString};
use rusmpp::values::{EsmClass, UserMessageReference};
use rusmpp::{Command, CommandId, CommandStatus, Pdu};
use serde_json::json;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::net::TcpStream;
use tokio_util::codec::Framed;

type Link = Framed<TcpStream, CommandCodec>;

struct Centre {
    script: Script,
    /// Receipts for the next connection.
    receipts: Mutex<Vec<DeliverSm>>,
    next_id: Mutex<u32>,
}

pub fn serve(script: Script) {
    let listener = listen();
    listener.set_nonblocking(true).expect("set");
    let centre = Arc::new(Centre {
        script,
        receipts: Mutex::default(),
        next_id: Mutex::new(0xa0),
    });
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    runtime.expect("a runtime").block_on(async {
        let listener = tokio::net::TcpListener::from_std(listener).expect("a listener");
        loop {
            let (stream, _) = listener.accept().await.expect("a connection");
            tokio::spawn(
                centre
                    .clone()
                    .connection(Framed::new(stream, CommandCodec::new())),
            );
        }
    });
}

impl Centre {
    async fn connection(self: Arc<Self>, mut link: Link) {
        let mut sequence = 1000;
        while let Some(Ok(command)) = link.next().await {
            let answer =
                |pdu: Pdu| Command::new(CommandStatus::EsmeRok, command.sequence_number(), pdu);
            let sent = match (command.id(), command.pdu()) {
                (CommandId::BindTransceiver, Some(Pdu::BindTransceiver(bind))) => {
                    let known =
                        bind.system_id.as_str() == "acikkapi" && bind.password.as_str() == "gizli";
                    let mut reply = answer(BindTransceiverResp::default().into());
                    if !known {
                        reply.status = CommandStatus::EsmeRbindfail;
                    }
                    self.script
                        .note(json!({"what": if known { "bound" } else { "refused" }}));
                    link.send(reply).await
                }
                (CommandId::SubmitSm, Some(Pdu::SubmitSm(submit))) => {
                    let action = self.script.next();
                    match self.submit(submit, &action) {
                        Some(reply) => {
                            if action == "slow" {
                                tokio::time::sleep(Duration::from_secs(30)).await;
                            }
                            let mut reply = reply;
                            reply.sequence_number = command.sequence_number();
                            link.send(reply).await
                        }
                        None if action == "silent" => Ok(()),
                        None => return,
                    }
                }
                (CommandId::EnquireLink, _) => link.send(answer(Pdu::EnquireLinkResp)).await,
                (CommandId::Unbind, _) => {
                    self.script.note(json!({"what": "unbound"}));
                    let _ = link.send(answer(Pdu::UnbindResp)).await;
                    return;
                }
                (CommandId::DeliverSmResp, _) => {
                    self.script.note(json!({"what": "receipt kept"}));
                    Ok(())
                }
                _ => Ok(()),
            };
            if sent.is_err() {
                return;
            }
            let receipts = std::mem::take(&mut *self.receipts.lock().expect("unpoisoned"));
            for receipt in receipts {
                sequence += 1;
                let deliver = Command::new(CommandStatus::EsmeRok, sequence, receipt);
                if link.send(deliver).await.is_err() {
                    return;
                }
            }
        }
    }

    /// The answer; `None` where there is none.
    fn submit(&self, submit: &SubmitSm, action: &str) -> Option<Command> {
        let refused = match action {
            "throttle" => Some(CommandStatus::EsmeRthrottled),
            "full" => Some(CommandStatus::EsmeRmsgqful),
            "unknown_number" => Some(CommandStatus::EsmeRinvdstadr),
            _ => None,
        };
        let octets = submit.short_message().as_ref();
        self.script.note(json!({
            "what": if refused.is_some() { "refused" } else { "taken" },
            "action": action,
            "to": submit.destination_addr.as_str(),
            "octets": data_encoding::HEXLOWER.encode(octets),
            "esm_class": u8::from(submit.esm_class),
            "coding": u8::from(submit.data_coding),
            "sender": submit.source_addr.as_str(),
        }));
        if let Some(status) = refused {
            return Some(Command::new(status, 0, SubmitSmResp::default()));
        }
        let id = {
            let mut next = self.next_id.lock().expect("unpoisoned");
            *next += 1;
            format!("{:010X}", *next)
        };
        if !matches!(action, "nothing" | "silent") {
            let receipt = receipt(submit, &id);
            self.receipts.lock().expect("unpoisoned").push(receipt);
        }
        if matches!(action, "lose" | "silent") {
            return None;
        }
        let id = COctetString::from_string(id).expect("an id");
        let answer = SubmitSmResp::builder().message_id(id).build();
        Some(Command::new(CommandStatus::EsmeRok, 0, answer))
    }
}

fn receipt(submit: &SubmitSm, id: &str) -> DeliverSm {
    let text = format!(
        "id:{id} sub:001 dlvrd:001 submit date:2611241000 done date:2611241001 stat:DELIVRD err:000 text:"
    );
    let mut receipt = DeliverSm::builder()
        .source_addr(submit.destination_addr.clone())
        .destination_addr(submit.source_addr.clone())
        .esm_class(EsmClass::from(0x04))
        .short_message(OctetString::from_string(text).expect("it fits"))
        .build();
    let reference = submit.tlvs().iter().find_map(|tlv| match tlv.value() {
        Some(TlvValue::UserMessageReference(reference)) => Some(reference.value),
        _ => None,
    });
    let reference = UserMessageReference::new(reference.expect("it is always given"));
    receipt.push_tlv(Parameter::UserMessageReference(reference));
    receipt
}
