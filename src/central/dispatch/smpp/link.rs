//! One bound connection to an SMS centre.
//!
//! A task owns the socket: it writes requests, gives answers to whoever waits for them by their
//! sequence number, passes delivery receipts on, and tests a silent connection. Whoever asked
//! learns for certain whether a request may have left: one that was never written may be sent
//! again, one without an answer may not.

use std::collections::HashMap;
use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use rusmpp::pdus::{BindTransceiver, DeliverSm, DeliverSmResp};
use rusmpp::tokio_codec::CommandCodec;
use rusmpp::types::COctetString;
use rusmpp::values::InterfaceVersion;
use rusmpp::{Command, CommandId, CommandStatus, Pdu};
use tokio::net::TcpStream;
use tokio::sync::{mpsc, oneshot};
use tokio::time::{Instant, timeout};
use tokio_util::codec::Framed;

use super::super::settings::SmppSettings;
use super::receipt::{self, Receipt};

/// Requests waiting to be written; the worker keeps them fewer.
const QUEUE: usize = 256;

/// A receipt, and where to say whether it is kept. The centre is told only then.
pub(in super::super) struct Received {
    pub(in super::super) receipt: Receipt,
    pub(in super::super) kept: oneshot::Sender<bool>,
}

/// Why there is no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NoAnswer {
    /// The request was not written.
    NotSent,
    /// It was, at least in part.
    Lost,
}

struct Request {
    pdu: Pdu,
    answer: oneshot::Sender<Result<Command, NoAnswer>>,
}

enum Outgoing {
    Request(Request),
    Reply(Command),
    Unbind,
}

/// A bound connection. It ends when this is dropped.
pub(super) struct Link {
    outgoing: mpsc::Sender<Outgoing>,
    patience: Duration,
}

impl Link {
    /// Connects and binds as a transceiver.
    ///
    /// # Errors
    /// Why not, in words without secrets.
    pub(super) async fn bind(
        settings: &SmppSettings,
        password: &str,
        receipts: mpsc::Sender<Received>,
    ) -> Result<Self, String> {
        let patience = Duration::from_secs(settings.answer_seconds as u64);
        let connect = TcpStream::connect(settings.server.as_str());
        let stream = timeout(patience, connect)
            .await
            .map_err(|_| "no connection in time")?;
        let stream = stream.map_err(|_| "no connection")?;
        // A message is small and its answer is waited for.
        let _ = stream.set_nodelay(true);
        let mut framed = Framed::new(stream, CommandCodec::new());
        let bind = bind_request(settings, password)?;
        let sent = framed.send(Command::new(CommandStatus::EsmeRok, 1, bind));
        timeout(patience, sent)
            .await
            .map_err(|_| "no answer to the bind")?
            .map_err(|_| "the connection broke")?;
        let answer = timeout(patience, framed.next())
            .await
            .map_err(|_| "no answer to the bind")?;
        let answer = answer.and_then(Result::ok).ok_or("the connection broke")?;
        if answer.status() != CommandStatus::EsmeRok {
            return Err(format!("bind refused: {:?}", answer.status()));
        }
        let (outgoing, queue) = mpsc::channel(QUEUE);
        let replies = outgoing.downgrade();
        let task = Task {
            framed,
            queue,
            replies,
            receipts,
            waiting: HashMap::new(),
            sequence: 1,
            enquire: Duration::from_secs(settings.enquire_seconds as u64),
            patience,
        };
        tokio::spawn(task.run());
        Ok(Self { outgoing, patience })
    }

    /// Whether the connection has ended.
    pub(super) fn is_closed(&self) -> bool {
        self.outgoing.is_closed()
    }

    /// Sends a request and waits for its answer.
    pub(super) async fn request(&self, pdu: impl Into<Pdu>) -> Result<Command, NoAnswer> {
        let (answer, answered) = oneshot::channel();
        let pdu = pdu.into();
        let request = Outgoing::Request(Request { pdu, answer });
        if self.outgoing.send(request).await.is_err() {
            return Err(NoAnswer::NotSent);
        }
        match timeout(self.patience, answered).await {
            Ok(Ok(answer)) => answer,
            // The task never drops a request silently; should it, nobody knows how far it came.
            Ok(Err(_)) | Err(_) => Err(NoAnswer::Lost),
        }
    }

    /// Says good-bye.
    pub(super) async fn unbind(&self) {
        // The connection may have ended by itself.
        let _ = self.outgoing.send(Outgoing::Unbind).await;
    }
}

fn bind_request(settings: &SmppSettings, password: &str) -> Result<BindTransceiver, String> {
    fn text<const MOST: usize>(name: &str, value: &str) -> Result<COctetString<1, MOST>, String> {
        let text = COctetString::from_string(value.to_owned());
        text.map_err(|_| format!("{name}: at most {} plain characters", MOST - 1))
    }
    Ok(BindTransceiver::builder()
        .system_id(text("system_id", &settings.system_id)?)
        .password(text("password", password)?)
        .system_type(text("system_type", &settings.system_type)?)
        .interface_version(InterfaceVersion::Smpp3_4)
        .build())
}

/// What has to hold before the first message.
pub(super) fn check(settings: &SmppSettings, password: &str) -> Result<(), String> {
    if !settings.server.contains(':') {
        return Err("server: no port".to_owned());
    }
    bind_request(settings, password).map(drop)
}

struct Task {
    framed: Framed<TcpStream, CommandCodec>,
    queue: mpsc::Receiver<Outgoing>,
    /// Weak, so that the link's end ends the task.
    replies: mpsc::WeakSender<Outgoing>,
    receipts: mpsc::Sender<Received>,
    waiting: HashMap<u32, oneshot::Sender<Result<Command, NoAnswer>>>,
    sequence: u32,
    enquire: Duration,
    patience: Duration,
}

impl Task {
    async fn run(mut self) {
        let mut heard = Instant::now();
        let mut asked = false;
        loop {
            let silence = if asked { self.patience } else { self.enquire };
            let goes_on = tokio::select! {
                outgoing = self.queue.recv() => match outgoing {
                    Some(outgoing) => self.write(outgoing).await,
                    None => {
                        self.send(Pdu::Unbind).await;
                        false
                    }
                },
                incoming = self.framed.next() => {
                    heard = Instant::now();
                    asked = false;
                    match incoming {
                        Some(Ok(command)) => self.take(command).await,
                        _ => false,
                    }
                }
                () = tokio::time::sleep_until(heard + silence) => {
                    if asked {
                        false
                    } else {
                        heard = Instant::now();
                        asked = true;
                        self.send(Pdu::EnquireLink).await
                    }
                }
            };
            if !goes_on {
                break;
            }
        }
        self.end();
    }

    /// Tells everybody who waits what is known of their request.
    fn end(mut self) {
        self.queue.close();
        while let Ok(outgoing) = self.queue.try_recv() {
            if let Outgoing::Request(request) = outgoing {
                let _ = request.answer.send(Err(NoAnswer::NotSent));
            }
        }
        for (_, answer) in self.waiting.drain() {
            let _ = answer.send(Err(NoAnswer::Lost));
        }
    }

    /// Whether the connection goes on.
    async fn write(&mut self, outgoing: Outgoing) -> bool {
        match outgoing {
            Outgoing::Request(request) => {
                let sequence = self.next_sequence();
                // Before the first byte leaves: from here on it may have been sent.
                self.waiting.insert(sequence, request.answer);
                let command = Command::new(CommandStatus::EsmeRok, sequence, request.pdu);
                self.put(command).await
            }
            Outgoing::Reply(command) => self.put(command).await,
            Outgoing::Unbind => self.send(Pdu::Unbind).await,
        }
    }

    async fn send(&mut self, pdu: Pdu) -> bool {
        // Nobody waits any more for those whose time is over.
        self.waiting.retain(|_, answer| !answer.is_closed());
        let sequence = self.next_sequence();
        self.put(Command::new(CommandStatus::EsmeRok, sequence, pdu))
            .await
    }

    async fn put(&mut self, command: Command) -> bool {
        matches!(
            timeout(self.patience, self.framed.send(command)).await,
            Ok(Ok(()))
        )
    }

    fn next_sequence(&mut self) -> u32 {
        // SMPP 3.4 5.1.4: 1 to 0x7fffffff.
        self.sequence = if self.sequence >= 0x7fff_ffff {
            1
        } else {
            self.sequence + 1
        };
        self.sequence
    }

    /// Whether the connection goes on.
    async fn take(&mut self, command: Command) -> bool {
        let sequence = command.sequence_number();
        let reply = |pdu: Pdu| Command::new(CommandStatus::EsmeRok, sequence, pdu);
        match command.id() {
            CommandId::SubmitSmResp | CommandId::GenericNack => {
                // An answer that comes too late finds nobody; its receipt may settle it.
                if let Some(answer) = self.waiting.remove(&sequence) {
                    let _ = answer.send(Ok(command));
                }
                true
            }
            CommandId::EnquireLink => self.put(reply(Pdu::EnquireLinkResp)).await,
            CommandId::EnquireLinkResp => true,
            CommandId::DeliverSm => match command.pdu() {
                Some(Pdu::DeliverSm(deliver)) => self.deliver(deliver, sequence).await,
                _ => true,
            },
            CommandId::Unbind => {
                self.put(reply(Pdu::UnbindResp)).await;
                false
            }
            CommandId::UnbindResp => false,
            _ => {
                let nack = CommandStatus::EsmeRinvcmdid;
                self.put(Command::new(nack, sequence, Pdu::GenericNack))
                    .await
            }
        }
    }

    async fn deliver(&mut self, deliver: &DeliverSm, sequence: u32) -> bool {
        let answer = move |status| Command::new(status, sequence, DeliverSmResp::default());
        let Some(receipt) = receipt::read(deliver) else {
            return self.put(answer(CommandStatus::EsmeRok)).await;
        };
        let (kept, is_kept) = oneshot::channel();
        let received = Received { receipt, kept };
        if self.receipts.try_send(received).is_err() {
            // The centre offers it again later.
            return self.put(answer(CommandStatus::EsmeRxTAppn)).await;
        }
        let replies = self.replies.clone();
        tokio::spawn(async move {
            let status = match is_kept.await {
                Ok(true) => CommandStatus::EsmeRok,
                _ => CommandStatus::EsmeRxTAppn,
            };
            if let Some(replies) = replies.upgrade() {
                // The connection may have ended meanwhile; the centre offers it again then.
                let _ = replies.send(Outgoing::Reply(answer(status))).await;
            }
        });
        true
    }
}
