//! A mail server.
//!
//! The SMTP dialogue is led step by step instead of by a transport, to know how far it went: until
//! the text was handed over nothing can have been sent, and it may be tried again; if the answer
//! to the text is lost, nobody knows.

use std::time::Duration;

use lettre::message::header::ContentType;
use lettre::message::{Mailbox, MaybeString, SinglePart};
use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{AsyncSmtpConnection, TlsParameters};
use lettre::transport::smtp::commands::{Data, Mail, Rcpt};
use lettre::transport::smtp::extension::ClientId;
use lettre::{Address, Message};
use zeroize::Zeroizing;

use super::gateway::{Answer, End, Gateway, Letter, Sending};
use super::http::read_secret;
use super::settings::{EmailSecurity, EmailSettings};
use crate::domain::message::FailReason;

pub(super) struct Email {
    settings: EmailSettings,
    host: String,
    port: u16,
    from: Mailbox,
    password: Zeroizing<String>,
}

impl Email {
    /// # Errors
    /// What cannot be used, in words.
    pub(super) fn new(settings: EmailSettings) -> Result<Self, String> {
        let (host, port) = settings.server.rsplit_once(':').ok_or("server: no port")?;
        let port = port.parse().map_err(|_| "server: the port is no number")?;
        let from = settings
            .from
            .parse()
            .map_err(|error| format!("from: {error}"))?;
        Ok(Self {
            host: host.to_owned(),
            port,
            from,
            password: read_secret(&settings.password_file)?,
            settings,
        })
    }

    fn timeout(&self) -> Duration {
        Duration::from_secs(self.settings.answer_seconds as u64)
    }

    async fn connect(&self) -> Result<AsyncSmtpConnection, Error> {
        let ourselves = ClientId::default();
        let tls = || TlsParameters::new(self.host.clone());
        let (first, then) = match self.settings.security {
            EmailSecurity::Tls => (Some(tls()?), None),
            EmailSecurity::StartTls => (None, Some(tls()?)),
            EmailSecurity::None => (None, None),
        };
        let server = (self.host.as_str(), self.port);
        let timeout = Some(self.timeout());
        let mut connection =
            AsyncSmtpConnection::connect_tokio1(server, timeout, &ourselves, first, None).await?;
        if let Some(tls) = then {
            connection.starttls(tls, &ourselves).await?;
        }
        if !self.settings.user.is_empty() {
            let password = self.password.as_str().to_owned();
            let credentials = Credentials::new(self.settings.user.clone(), password);
            let mechanisms = [Mechanism::Plain, Mechanism::Login];
            connection.auth(&mechanisms, &credentials).await?;
        }
        Ok(connection)
    }

    fn message(&self, letter: &Letter, to: Address) -> Option<Vec<u8>> {
        let (subject, body) = letter.text.split_once('\n').unwrap_or((&letter.text, ""));
        // The same each time, so that a mail program shows a repeated one once.
        let domain = self.from.email.domain();
        let id = format!("<{}@{domain}>", letter.message);
        let message = Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(None, to))
            .subject(subject.trim())
            .message_id(Some(id))
            .singlepart(
                SinglePart::builder()
                    .header(ContentType::TEXT_PLAIN)
                    .body(MaybeString::String(body.trim().to_owned())),
            );
        message.ok().map(|message| message.formatted())
    }

    async fn hand_over(&self, letter: &Letter) -> Answer {
        let Ok(to) = letter.to.parse::<Address>() else {
            return Answer::none(End::Failed(FailReason::Recipient), "not an address");
        };
        let Some(message) = self.message(letter, to.clone()) else {
            return Answer::none(End::Failed(FailReason::Content), "not a message");
        };
        let mut connection = match tokio::time::timeout(self.timeout(), self.connect()).await {
            Ok(Ok(connection)) => connection,
            Ok(Err(error)) => return Answer::none(End::AWAY, said(&error)),
            Err(_) => return Answer::none(End::AWAY, "no answer in time"),
        };
        // The message is ASCII, with its letters encoded: no parameter is needed.
        let mail = Mail::new(Some(self.from.email.clone()), Vec::new());
        let before = async {
            let sender = connection.command(mail).await;
            sender.map_err(|error| refused(&error, FailReason::Account))?;
            let recipient = connection.command(Rcpt::new(to, Vec::new())).await;
            recipient.map_err(|error| refused(&error, FailReason::Recipient))?;
            let data = connection.command(Data).await;
            data.map_err(|error| refused(&error, FailReason::Rejected))
        };
        match tokio::time::timeout(self.timeout(), before).await {
            Ok(Ok(_)) => {}
            Ok(Err(answer)) => {
                connection.abort().await;
                return answer;
            }
            Err(_) => return Answer::none(AGAIN, "no answer in time"),
        }
        let answer = tokio::time::timeout(self.timeout(), connection.message(&message)).await;
        let lost = End::Lost { again: false };
        let answer = match answer {
            Ok(Ok(_)) => Answer::none(End::Taken, "accepted"),
            Ok(Err(error)) if error.status().is_some() => refused(&error, FailReason::Content),
            Ok(Err(_)) => Answer::none(lost, "the connection broke"),
            Err(_) => Answer::none(lost, "no answer in time"),
        };
        // Whatever becomes of the farewell, the message has its answer.
        let _ = tokio::time::timeout(Duration::from_secs(2), connection.quit()).await;
        answer
    }
}

/// This message waits; the others go on.
const AGAIN: End = End::Later {
    after: None,
    whole_gateway: false,
};

/// A refusal before or after the text: 5xx for good, 4xx and a broken connection for now.
fn refused(error: &Error, reason: FailReason) -> Answer {
    let end = if error.is_permanent() {
        End::Failed(reason)
    } else {
        AGAIN
    };
    Answer::none(end, said(error))
}

/// The status alone: servers repeat the address in their words.
fn said(error: &Error) -> String {
    match error.status() {
        Some(code) => format!("SMTP {code}"),
        None if error.is_timeout() => "no answer in time".to_owned(),
        None if error.is_tls() => "no TLS".to_owned(),
        None => "no connection".to_owned(),
    }
}

impl Gateway for Email {
    fn name(&self) -> &'static str {
        "email"
    }

    fn may_repeat(&self) -> bool {
        false
    }

    fn parts(&self, _text: &str) -> usize {
        1
    }

    fn send<'a>(&'a self, letter: &'a Letter) -> Sending<'a> {
        Box::pin(self.hand_over(letter))
    }
}
