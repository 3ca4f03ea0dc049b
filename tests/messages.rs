//! Messages end to end: desks that queue, central as its operator runs it (several processes, some
//! killed), PostgreSQL, and on the other side of the socket server processes that throttle, are
//! silent, and lose their replies. What counts is what arrived there.

mod support;

#[path = "messages/email.rs"]
mod email;
#[path = "messages/http.rs"]
mod http;
#[path = "messages/office.rs"]
mod office;
#[path = "messages/partner.rs"]
mod partner;
#[path = "messages/partners/mail.rs"]
mod partner_mail;
#[path = "messages/partners/provider.rs"]
mod partner_provider;
#[path = "messages/partners/smsc.rs"]
mod partner_smsc;
#[path = "messages/queue.rs"]
mod queue;
#[path = "messages/smpp.rs"]
mod smpp;

use support::{program, serving};
