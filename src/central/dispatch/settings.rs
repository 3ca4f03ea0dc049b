//! How messages leave central, as its operator sets it.

use std::path::{Path, PathBuf};

use crate::domain::message::{Letters, MessageChannel};

/// Settings of the message worker.
#[derive(Debug, Clone)]
pub struct MessageSettings {
    /// Which gateway takes SMS.
    pub sms: SmsWay,
    /// Which letters SMS are written with.
    pub letters: Letters,
    /// Messages of one channel under way at once: sent and not yet answered.
    pub parallel: usize,
    /// Most messages handed to gateways in a second.
    pub per_second: usize,
    /// Hours after which a message that no gateway took has failed.
    pub give_up_hours: usize,
    /// The SMPP gateway.
    pub smpp: SmppSettings,
    /// The HTTP gateway.
    pub http: HttpSettings,
    /// The mail server.
    pub email: EmailSettings,
}

/// Which gateway takes SMS.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum SmsWay {
    /// None: they wait.
    #[default]
    Off,
    /// An SMS centre that speaks SMPP 3.4.
    Smpp,
    /// A provider's HTTP interface.
    Http,
}

/// An SMS centre that speaks SMPP 3.4.
#[derive(Debug, Clone)]
pub struct SmppSettings {
    /// Host and port.
    pub server: String,
    /// Our name there.
    pub system_id: String,
    /// Kind of system, where the centre asks for it.
    pub system_type: String,
    /// File of the password; no file, no password.
    pub password_file: PathBuf,
    /// Who the messages come from: a name of 11 characters at most, or a number.
    pub sender: String,
    /// Seconds an answer may take; after that nobody knows whether the message was taken.
    pub answer_seconds: usize,
    /// Seconds without a word after which the link is tested.
    pub enquire_seconds: usize,
    /// How parts of a long message say that they belong together.
    pub long_messages: LongMessages,
}

/// How parts of a long message say that they belong together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum LongMessages {
    /// A user data header in each part (3GPP TS 23.040).
    #[default]
    Udh,
    /// The parameters `sar_…` of SMPP.
    Sar,
}

/// A provider's HTTP interface. Address, headers and body may have `{to}`, `{text}`, `{sender}`,
/// `{key}` and `{secret}`.
#[derive(Debug, Clone)]
pub struct HttpSettings {
    /// Address.
    pub url: String,
    /// Method.
    pub method: HttpMethod,
    /// Headers, each `Name: value`.
    pub headers: Vec<String>,
    /// Body.
    pub body: String,
    /// How values are written in the body, and its content type.
    pub body_kind: BodyKind,
    /// File of the secret that stands for `{secret}`.
    pub secret_file: PathBuf,
    /// Who the messages come from.
    pub sender: String,
    /// Header with a key that is the same whenever a message is sent again, by which the provider
    /// knows it; empty if the provider knows no such key.
    pub key_header: String,
    /// Where in a JSON answer the message's id is (a JSON pointer, RFC 6901); empty for an answer
    /// that counts by its status alone.
    pub id: String,
    /// Seconds an answer may take.
    pub answer_seconds: usize,
}

/// Method of a request.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum HttpMethod {
    #[default]
    Post,
    Put,
    Get,
}

/// How a body is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum BodyKind {
    /// JSON; values are escaped as in a JSON text.
    #[default]
    Json,
    /// As an HTML form sends it; values are percent-encoded.
    Form,
}

/// A mail server.
#[derive(Debug, Clone)]
pub struct EmailSettings {
    /// Host and port; empty: e-mails wait.
    pub server: String,
    /// How the connection is protected.
    pub security: EmailSecurity,
    /// User; empty where the server asks for none.
    pub user: String,
    /// File of the password.
    pub password_file: PathBuf,
    /// Who the e-mails come from, such as `Açık Kapı <acikkapi@valilik.example>`.
    pub from: String,
    /// Seconds an answer may take.
    pub answer_seconds: usize,
}

/// How a connection to a mail server is protected.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum EmailSecurity {
    /// Begins in the clear and changes to TLS; without it nothing is sent.
    #[default]
    StartTls,
    /// TLS from the first byte.
    Tls,
    /// None: only for a server on the same machine.
    None,
}

impl MessageSettings {
    /// Whether messages of this channel leave at all.
    #[must_use]
    pub fn has_gateway(&self, channel: MessageChannel) -> bool {
        match channel {
            MessageChannel::Sms => self.sms != SmsWay::Off,
            MessageChannel::Email => !self.email.server.is_empty(),
            MessageChannel::Call => false,
        }
    }

    /// Most messages under way at once.
    pub const MOST_PARALLEL: usize = 200;
    /// Most messages in a second.
    pub const MOST_PER_SECOND: usize = 1000;
    /// Most hours a message is tried for: a week.
    pub const MOST_HOURS: usize = 168;
    /// Most seconds an answer may take.
    pub const MOST_SECONDS: usize = 300;

    /// Without a gateway; secrets are looked for in `folder`.
    #[must_use]
    pub fn without_gateways(folder: &Path) -> Self {
        Self {
            sms: SmsWay::Off,
            letters: Letters::Turkish,
            parallel: 8,
            per_second: 20,
            give_up_hours: 48,
            smpp: SmppSettings {
                server: String::new(),
                system_id: String::new(),
                system_type: String::new(),
                password_file: folder.join("smpp.password"),
                sender: "ACIKKAPI".to_owned(),
                answer_seconds: 30,
                enquire_seconds: 30,
                long_messages: LongMessages::Udh,
            },
            http: HttpSettings {
                url: String::new(),
                method: HttpMethod::Post,
                headers: vec!["Authorization: Bearer {secret}".to_owned()],
                body: r#"{"to": "{to}", "text": "{text}", "from": "{sender}"}"#.to_owned(),
                body_kind: BodyKind::Json,
                secret_file: folder.join("sms_http.secret"),
                sender: "ACIKKAPI".to_owned(),
                key_header: String::new(),
                id: String::new(),
                answer_seconds: 30,
            },
            email: EmailSettings {
                server: String::new(),
                security: EmailSecurity::StartTls,
                user: String::new(),
                password_file: folder.join("email.password"),
                from: String::new(),
                answer_seconds: 60,
            },
        }
    }
}
