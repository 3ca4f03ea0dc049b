//! What a gateway is: it takes one message and says what became of it.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use uuid::Uuid;
use zeroize::Zeroizing;

use crate::domain::message::FailReason;

/// A message on its way to a gateway.
pub(super) struct Letter {
    pub(super) message: Uuid,
    /// Telephone number in E.164, or e-mail address.
    pub(super) to: Zeroizing<String>,
    pub(super) text: Zeroizing<String>,
    /// Parts an earlier attempt handed over; they are not sent again.
    pub(super) parts_taken: usize,
}

impl Letter {
    /// A number of 16 bits the message is known by at an SMS centre, besides the id that one gives.
    pub(super) fn reference(&self) -> u16 {
        reference(self.message)
    }
}

/// See [`Letter::reference`].
pub(super) fn reference(message: Uuid) -> u16 {
    let [.., high, low] = message.into_bytes();
    u16::from_be_bytes([high, low])
}

impl fmt::Debug for Letter {
    /// Never prints whom or what.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let message = self.message;
        f.debug_struct("Letter")
            .field("message", &message)
            .finish_non_exhaustive()
    }
}

/// What became of an attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Answer {
    /// Ids the gateway gave to the parts it took in this attempt, in order.
    pub(super) ids: Vec<String>,
    pub(super) end: End,
    /// In the gateway's words or numbers; nothing personal.
    pub(super) detail: String,
}

impl Answer {
    /// Nothing was taken.
    pub(super) fn none(end: End, detail: impl Into<String>) -> Self {
        let (ids, detail) = (Vec::new(), detail.into());
        Self { ids, end, detail }
    }
}

/// How an attempt ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum End {
    /// All of it was taken.
    Taken,
    /// What is left was not taken; it can be tried again.
    Later {
        /// Not before this time has passed.
        after: Option<Duration>,
        /// Whether it is the gateway that takes nothing now, so that the others wait too.
        whole_gateway: bool,
    },
    /// It was refused for good.
    Failed(FailReason),
    /// Nobody knows whether it was taken.
    Lost {
        /// Whether it may be sent again all the same, since the gateway knows it by its key.
        again: bool,
    },
}

impl End {
    /// The gateway cannot be reached, or takes nothing now.
    pub(super) const AWAY: Self = Self::Later {
        after: None,
        whole_gateway: true,
    };
}

/// An answer in the making.
pub(super) type Sending<'a> = Pin<Box<dyn Future<Output = Answer> + Send + 'a>>;

/// A way to the recipients.
pub(super) trait Gateway: Send + Sync {
    /// As attempts are recorded and logged.
    fn name(&self) -> &'static str;

    /// Whether a message whose attempt nobody finished (the process died) may be sent again, since
    /// the gateway knows it by its key.
    fn may_repeat(&self) -> bool;

    /// How many parts a text makes.
    fn parts(&self, text: &str) -> usize;

    /// Hands a message over. Ends within the time limits of the gateway's settings.
    fn send<'a>(&'a self, letter: &'a Letter) -> Sending<'a>;
}
