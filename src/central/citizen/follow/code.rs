//! One-time codes: who has the applicant's telephone may read the application.
//!
//! A number nobody has is answered like any other, in the same time: whether a code is sent is found
//! out after the answer has gone. A code has six digits, is good for five minutes and once, may be
//! mistyped four times, and is kept as a hash that the form's own secret goes into: who has the
//! database alone cannot try all of them.

use super::super::super::secret::Secret;
use super::super::super::web::FieldError;
use super::super::address::Address;
use super::super::fault::Fault;
use super::super::limits::{self, Counted};
use super::super::page::{self, Frame};
use super::super::session;
use super::super::{CASE, Citizens, FOLLOW, language};
use crate::central::case_file;
use crate::central::intake;
use crate::domain::number::{ApplicationNumber, NumberError};
use crate::domain::phone::{PhoneKind, normalise};
use crate::i18n::Text;
use crate::text::{CleanText, ascii_digit};
use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Redirect, Response};
use deadpool_postgres::{Client, Transaction};
use rand::RngExt;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use tokio_postgres::types::ToSql;
use zeroize::Zeroizing;

/// Minutes a code is good for.
const MINUTES: i32 = 5;
/// Times a code may be typed.
const TRIES: i32 = 5;
/// First bytes of what is hashed; changes only if the hash does.
const DOMAIN: &[u8] = b"acikkapi one-time code 1";
/// Characters of a wrong number that are shown again.
const SHOWN: usize = 40;

#[derive(Template)]
#[template(path = "citizen/follow.html")]
struct Ask {
    frame: Frame,
    number: String,
    /// Whether somebody has a list of their own applications.
    mine: bool,
}

/// `GET /takip`.
pub(in super::super) async fn ask(
    State(citizens): State<Citizens>,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    let visitor = citizens.visitor(&headers).await?;
    let text = citizens.text(language::of(&headers));
    let page = Ask {
        frame: Frame::new(text, "citizen-follow-title", FOLLOW).of(visitor.as_ref()),
        number: String::new(),
        mine: visitor.is_some_and(|visitor| visitor.identity.is_some()),
    };
    Ok(page::answer_open(&page, &page.frame))
}

fn ask_again(text: Text, number: &str, error: FieldError) -> Response {
    let page = Ask {
        frame: Frame::new(text, "citizen-follow-title", FOLLOW).with_errors(vec![error]),
        number: CleanText::line(number)
            .as_str()
            .chars()
            .take(SHOWN)
            .collect(),
        mine: false,
    };
    page::answer(&page, &page.frame)
}

/// The form of the number.
#[derive(Deserialize)]
pub(in super::super) struct Asked {
    #[serde(default)]
    number: String,
}

#[derive(Template)]
#[template(path = "citizen/code.html")]
struct CodePage {
    frame: Frame,
    number: String,
    asked: String,
    minutes: i32,
}

/// `POST /takip`: sends a code, or seems to.
pub(in super::super) async fn send_code(
    State(citizens): State<Citizens>,
    headers: HeaderMap,
    Address(address): Address,
    Form(form): Form<Asked>,
) -> Result<Response, Fault> {
    let text = citizens.text(language::of(&headers));
    let number = match ApplicationNumber::parse(&form.number) {
        Ok(number) => number,
        Err(error) => {
            return Ok(ask_again(
                text.clone(),
                &form.number,
                mistyped(error, &text),
            ));
        }
    };
    let mut client = citizens.pool.get().await?;
    let transaction = client.transaction().await?;
    // A code that a crash forgets is asked for again.
    let quick = "set local synchronous_commit = off";
    transaction.batch_execute(quick).await?;
    limits::take(&transaction, Counted::CodesFrom(address)).await?;
    for counted in [Counted::CodesFor(number), Counted::CodesInADayFor(number)] {
        match limits::take(&transaction, counted).await {
            Err(Fault::TooMuch { minutes }) => {
                let values = [("minutes", minutes.into())];
                let sentence = text.with("citizen-codes-too-many", &values);
                let error = FieldError {
                    field: "number",
                    sentence,
                };
                return Ok(ask_again(text, &form.number, error));
            }
            taken => taken?,
        }
    }
    let code = Zeroizing::new(format!("{:06}", rand::rng().random_range(0..1_000_000)));
    let asked = Secret::fresh().map_err(|_| Fault::Away)?;
    let asked = asked.as_str().to_owned();
    remember(&transaction, (&asked, number), &code).await?;
    transaction.commit().await?;
    drop(client);
    // The answer does not wait for it, so that it takes the same time for every number.
    tokio::spawn(deliver(citizens, text.clone(), number, code));
    Ok(code_page(text, (number, asked), Vec::new()))
}

fn mistyped(error: NumberError, text: &Text) -> FieldError {
    let key = match error {
        NumberError::TooShort { .. } => "citizen-number-short",
        NumberError::NotDigits => "citizen-number-not-digits",
        NumberError::TooLong { .. } | NumberError::CheckDigits | NumberError::NeverGiven => {
            "citizen-number-mistyped"
        }
    };
    FieldError {
        field: "number",
        sentence: text.get(key),
    }
}

fn code_page(
    text: Text,
    (number, asked): (ApplicationNumber, String),
    errors: Vec<FieldError>,
) -> Response {
    let page = CodePage {
        frame: Frame::new(text, "citizen-code-title", FOLLOW).with_errors(errors),
        number: number.to_string(),
        asked,
        minutes: MINUTES,
    };
    page::answer(&page, &page.frame)
}

async fn remember(
    transaction: &Transaction<'_>,
    (asked, number): (&str, ApplicationNumber),
    code: &str,
) -> Result<(), tokio_postgres::Error> {
    let insert = transaction
        .prepare_cached(
            "insert into citizen_codes (asked_hash, code_hash, expires_at)
             values ($1, $2, now() + make_interval(mins => $3))",
        )
        .await?;
    let values: [&(dyn ToSql + Sync); 3] = [
        &Secret::presented(asked).hash(),
        &code_hash((asked, number), code),
        &MINUTES,
    ];
    transaction.execute(&insert, &values).await?;
    Ok(())
}

fn code_hash((asked, number): (&str, ApplicationNumber), code: &str) -> Vec<u8> {
    let digest = Sha256::new()
        .chain_update(DOMAIN)
        .chain_update(asked)
        .chain_update(number.to_string())
        .chain_update(code);
    digest.finalize().to_vec()
}

/// Sends the code, where there is an application with this number and a telephone that takes it.
async fn deliver(
    citizens: Citizens,
    text: Text,
    number: ApplicationNumber,
    code: Zeroizing<String>,
) {
    let phone = match phone_of(&citizens, number).await {
        Ok(Some(phone)) => phone,
        Ok(None) => return,
        Err(fault) => {
            tracing::error!(?fault, "a one-time code was not sent");
            return;
        }
    };
    let values = [
        ("number", number.to_string().into()),
        ("code", code.as_str().into()),
        ("minutes", MINUTES.into()),
    ];
    let said = Zeroizing::new(text.with("citizen-code-sms", &values));
    citizens.sms.send(phone.as_str(), said).await;
}

/// The applicant's telephone number, where it takes SMS.
async fn phone_of(
    citizens: &Citizens,
    number: ApplicationNumber,
) -> Result<Option<Zeroizing<String>>, Fault> {
    let mut client = citizens.pool.get().await?;
    let Some(filed) = intake::find(&client, number).await? else {
        return Ok(None);
    };
    let transaction = client.transaction().await?;
    let office = filed.office.to_string();
    let whole = case_file::open_whole(&transaction, &office, filed.application).await?;
    let phone = whole.and_then(|whole| whole.applicant.phone);
    Ok(phone.and_then(|phone| {
        let takes_sms = matches!(
            normalise(phone.as_str()).kind,
            PhoneKind::Mobile | PhoneKind::Foreign
        );
        takes_sms.then(|| Zeroizing::new(phone.into_string()))
    }))
}

/// The form of the code.
#[derive(Deserialize)]
pub(in super::super) struct Typed {
    #[serde(default)]
    number: String,
    #[serde(default)]
    asked: String,
    #[serde(default)]
    code: String,
}

/// What became of a code that was typed.
enum Checked {
    Right,
    Wrong {
        left: i32,
    },
    /// It is used, too old, or was mistyped too often.
    Over,
}

/// `POST /takip/kod`.
pub(in super::super) async fn check_code(
    State(citizens): State<Citizens>,
    headers: HeaderMap,
    Address(address): Address,
    Form(form): Form<Typed>,
) -> Result<Response, Fault> {
    let text = citizens.text(language::of(&headers));
    let number = ApplicationNumber::parse(&form.number).map_err(|_| Fault::Unreadable)?;
    let client = citizens.pool.get().await?;
    limits::take(&client, Counted::GuessesFrom(address)).await?;
    let code: String = form.code.chars().filter_map(ascii_digit).take(9).collect();
    let field_error = |sentence| FieldError {
        field: "code",
        sentence,
    };
    if code.is_empty() {
        let error = field_error(text.get("citizen-code-empty"));
        return Ok(code_page(text, (number, form.asked), vec![error]));
    }
    match check(&client, (&form.asked, number), &code).await? {
        Checked::Right => {}
        Checked::Wrong { left } => {
            let error = field_error(text.with("citizen-code-wrong", &[("left", left.into())]));
            return Ok(code_page(text, (number, form.asked), vec![error]));
        }
        Checked::Over => {
            let error = FieldError {
                field: "number",
                sentence: text.get("citizen-code-over"),
            };
            return Ok(ask_again(text, &number.to_string(), error));
        }
    }
    let filed = intake::find(&client, number).await?;
    let filed = filed.ok_or(Fault::NotFound)?;
    let cookie = session::grant(&client, &headers, number).await?;
    let page = CASE.replace("{application}", &filed.application.to_string());
    tracing::info!(office = %filed.office, "an applicant follows an application");
    let mut response = Redirect::to(&page).into_response();
    if let Some(cookie) = cookie.and_then(|cookie| cookie.parse().ok()) {
        response.headers_mut().insert(SET_COOKIE, cookie);
    }
    Ok(response)
}

/// Counts a try, and looks whether it is right; a right one is used up with it.
async fn check(
    client: &Client,
    (asked, number): (&str, ApplicationNumber),
    code: &str,
) -> Result<Checked, Fault> {
    // One statement, so that a hundred tries at once are a hundred.
    let count = client
        .prepare_cached(
            "update citizen_codes
                set tries = tries + 1, used = code_hash = $2
              where asked_hash = $1 and expires_at > now() and not used and tries < $3
             returning used, tries",
        )
        .await?;
    let hash = code_hash((asked, number), code);
    let values: [&(dyn ToSql + Sync); 3] = [&Secret::presented(asked).hash(), &hash, &TRIES];
    let row = client.query_opt(&count, &values).await?;
    Ok(match row {
        Some(row) if row.get(0) => Checked::Right,
        Some(row) if row.get::<_, i32>(1) < TRIES => Checked::Wrong {
            left: TRIES - row.get::<_, i32>(1),
        },
        _ => Checked::Over,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_needs_secret_number_and_code() {
        let number = |text: &str| ApplicationNumber::parse(text).unwrap();
        let one = number("32000-26-01-00001-58");
        let hash = code_hash(("secret", one), "123456");
        assert_eq!(hash, code_hash(("secret", one), "123456"));
        assert_ne!(hash, code_hash(("other", one), "123456"));
        assert_ne!(hash, code_hash(("secret", one), "123457"));
    }
}
