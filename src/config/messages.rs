//! The settings of the message worker.

use super::read::{Choice, Reader};
use crate::central::dispatch::{
    BodyKind, EmailSecurity, HttpMethod, LongMessages, MessageSettings, SmsWay,
};
use crate::domain::message::Letters;

const MOST_SECONDS: usize = MessageSettings::MOST_SECONDS;

pub(super) fn read(reader: &mut Reader<'_>, messages: &mut MessageSettings) {
    reader.choice("messages.sms", &mut messages.sms);
    reader.choice("messages.letters", &mut messages.letters);
    let most = MessageSettings::MOST_PARALLEL;
    reader.number("messages.parallel", 1..=most, &mut messages.parallel);
    let most = MessageSettings::MOST_PER_SECOND;
    reader.number("messages.per_second", 1..=most, &mut messages.per_second);
    let most = MessageSettings::MOST_HOURS;
    reader.number(
        "messages.give_up_hours",
        1..=most,
        &mut messages.give_up_hours,
    );
    read_smpp(reader, messages);
    read_http(reader, messages);
    read_email(reader, messages);
}

fn read_smpp(reader: &mut Reader<'_>, messages: &mut MessageSettings) {
    let smpp = &mut messages.smpp;
    reader.text("smpp.server", &mut smpp.server);
    reader.text("smpp.system_id", &mut smpp.system_id);
    reader.text("smpp.system_type", &mut smpp.system_type);
    reader.path("smpp.password_file", &mut smpp.password_file);
    reader.text("smpp.sender", &mut smpp.sender);
    reader.number(
        "smpp.answer_seconds",
        1..=MOST_SECONDS,
        &mut smpp.answer_seconds,
    );
    reader.number(
        "smpp.enquire_seconds",
        1..=MOST_SECONDS,
        &mut smpp.enquire_seconds,
    );
    reader.choice("smpp.long_messages", &mut smpp.long_messages);
}

fn read_http(reader: &mut Reader<'_>, messages: &mut MessageSettings) {
    let http = &mut messages.http;
    reader.text("sms_http.url", &mut http.url);
    reader.choice("sms_http.method", &mut http.method);
    reader.texts("sms_http.headers", &mut http.headers);
    reader.text("sms_http.body", &mut http.body);
    reader.choice("sms_http.body_kind", &mut http.body_kind);
    reader.path("sms_http.secret_file", &mut http.secret_file);
    reader.text("sms_http.sender", &mut http.sender);
    reader.text("sms_http.key_header", &mut http.key_header);
    reader.text("sms_http.id", &mut http.id);
    reader.number(
        "sms_http.answer_seconds",
        1..=MOST_SECONDS,
        &mut http.answer_seconds,
    );
}

fn read_email(reader: &mut Reader<'_>, messages: &mut MessageSettings) {
    let email = &mut messages.email;
    reader.text("email.server", &mut email.server);
    reader.choice("email.security", &mut email.security);
    reader.text("email.user", &mut email.user);
    reader.path("email.password_file", &mut email.password_file);
    reader.text("email.from", &mut email.from);
    reader.number(
        "email.answer_seconds",
        1..=MOST_SECONDS,
        &mut email.answer_seconds,
    );
}

impl Choice for SmsWay {
    const NAMES: &'static [(&'static str, Self)] = &[
        ("off", Self::Off),
        ("smpp", Self::Smpp),
        ("http", Self::Http),
    ];
}

impl Choice for Letters {
    const NAMES: &'static [(&'static str, Self)] = &[
        ("turkish", Self::Turkish),
        ("unicode", Self::Unicode),
        ("plain", Self::Plain),
    ];
}

impl Choice for LongMessages {
    const NAMES: &'static [(&'static str, Self)] = &[("udh", Self::Udh), ("sar", Self::Sar)];
}

impl Choice for HttpMethod {
    const NAMES: &'static [(&'static str, Self)] =
        &[("post", Self::Post), ("put", Self::Put), ("get", Self::Get)];
}

impl Choice for BodyKind {
    const NAMES: &'static [(&'static str, Self)] = &[("json", Self::Json), ("form", Self::Form)];
}

impl Choice for EmailSecurity {
    const NAMES: &'static [(&'static str, Self)] = &[
        ("starttls", Self::StartTls),
        ("tls", Self::Tls),
        ("none", Self::None),
    ];
}
