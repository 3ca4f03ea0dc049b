//! The way in, the same for all officials: a login with a password, or a first password with a
//! one-time code. Guessing is slowed down before anything is looked at, and no connection is held
//! while a password is hashed: others need it.

use super::super::web::FieldError;
use super::code::OneTimeCode;
use super::fault::Fault;
use super::page::{self, Site};
use super::password::{self, Hashing, Weakness};
use super::throttle::{self, Leave, Subject};
use crate::i18n::Text;
use crate::text::CleanText;
use askama::Template;
use axum::response::Response;
use deadpool_postgres::Pool;
use serde::Deserialize;
use tokio_postgres::{Client, Error};

/// Accounts of one kind of officials.
pub(in crate::central) trait Accounts {
    type Account;

    /// Whose attempts are counted.
    fn subject(login: &str) -> Subject;

    /// The account somebody signs in to.
    async fn account(client: &Client, login: &str) -> Result<Option<Self::Account>, Error>;

    /// Its hash, unless none was chosen or nobody can sign in with it.
    fn password_hash(account: &Self::Account) -> Option<&str>;

    /// Name and login: what no password may be.
    fn names(account: &Self::Account) -> (&str, &str);

    /// Whether `code` is good for the account now.
    async fn knows_code(
        client: &Client,
        account: &Self::Account,
        code: &OneTimeCode,
    ) -> Result<bool, Error>;

    /// Uses the code up and keeps the password; whether the code was still good.
    async fn choose_password(
        client: &Client,
        account: &Self::Account,
        chosen: (&OneTimeCode, &str),
    ) -> Result<bool, Error>;
}

/// What the forms of a site need to let somebody in.
pub(in crate::central) struct Door<'a> {
    pub(in crate::central) site: &'static Site,
    pub(in crate::central) pool: &'a Pool,
    pub(in crate::central) hashing: &'a Hashing,
    pub(in crate::central) text: &'a Text,
}

/// Who was let in, or what has to be corrected.
pub(in crate::central) type Entry<A> = Result<<A as Accounts>::Account, Vec<FieldError>>;

#[derive(Template)]
#[template(path = "portal/sign_in.html")]
struct SignInPage {
    frame: page::Frame,
    login: String,
    /// What was typed before the session was over, or nothing.
    carried: String,
}

/// The sign-in page of a site.
pub(in crate::central) fn sign_in_page(
    site: &'static Site,
    text: Text,
    (login, carried): (String, String),
    errors: Vec<FieldError>,
) -> Response {
    let frame = site.frame(text, site.sign_in_title, site.sign_in);
    let page = SignInPage {
        frame: frame.with_errors(errors),
        login,
        carried,
    };
    page::answer(&page, &page.frame)
}

/// The form of the first password.
#[derive(Deserialize)]
pub(in crate::central) struct FirstPassword {
    #[serde(default)]
    login: String,
    #[serde(default)]
    code: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    again: String,
}

#[derive(Template)]
#[template(path = "portal/first_password.html")]
struct FirstPasswordPage {
    frame: page::Frame,
    login: String,
    code: String,
    password_hint: String,
}

/// The page of the first password of a site.
pub(in crate::central) fn first_page(
    site: &'static Site,
    text: Text,
    (login, code): (String, String),
    errors: Vec<FieldError>,
) -> Response {
    let least = password::MIN_CHARACTERS as u64;
    let password_hint = text.with("portal-password-hint", &[("least", least.into())]);
    let frame = site.frame(text, "portal-first-title", site.first_password);
    let page = FirstPasswordPage {
        frame: frame.with_errors(errors),
        login,
        code,
        password_hint,
    };
    page::answer(&page, &page.frame)
}

/// The form of the sign-out button.
#[derive(Deserialize)]
pub(in crate::central) struct SignOut {
    #[serde(default)]
    pub(in crate::central) csrf: String,
}

impl FirstPassword {
    /// Login and code as they are shown again.
    pub(in crate::central) fn shown(&self) -> (String, String) {
        let line = |typed: &str| CleanText::line(typed).into_string();
        (line(&self.login), line(&self.code))
    }

    /// What is wrong before anything is looked up.
    fn errors(&self, text: &Text) -> Vec<FieldError> {
        let mut errors = Vec::new();
        demand(&mut errors, text, "login", self.login.trim());
        demand(&mut errors, text, "code", self.code.trim());
        demand(&mut errors, text, "password", &self.password);
        if errors.is_empty() && self.password != self.again {
            let sentence = text.get("portal-password-differs");
            errors.push(FieldError {
                field: "again",
                sentence,
            });
        }
        errors
    }
}

impl Door<'_> {
    /// Who signs in with a password.
    pub(in crate::central) async fn sign_in<A: Accounts>(
        &self,
        login: &str,
        password: &str,
    ) -> Result<Entry<A>, Fault> {
        let mut errors = Vec::new();
        demand(&mut errors, self.text, "login", login);
        demand(&mut errors, self.text, "password", password);
        if !errors.is_empty() {
            return Ok(Err(errors));
        }
        let client = self.pool.get().await?;
        let subject = A::subject(login);
        if let Some(wait) = self.must_wait(&client, &subject).await? {
            return Ok(Err(vec![wait]));
        }
        let account = A::account(&client, login).await?;
        drop(client);
        let kept = account.as_ref().and_then(A::password_hash);
        let kept = kept.map(str::to_owned);
        let verified = self.hashing.verify(password, kept).await?;
        let Some(account) = account.filter(|_| verified) else {
            let wrong = self.text.get("portal-sign-in-wrong");
            return Ok(Err(vec![FieldError::whole(wrong)]));
        };
        throttle::clear(&*self.pool.get().await?, &subject).await?;
        Ok(Ok(account))
    }

    /// Who has chosen a first password with a one-time code.
    pub(in crate::central) async fn choose<A: Accounts>(
        &self,
        form: &FirstPassword,
    ) -> Result<Entry<A>, Fault> {
        let errors = form.errors(self.text);
        if !errors.is_empty() {
            return Ok(Err(errors));
        }
        let wrong = |field, sentence| Ok(Err(vec![FieldError { field, sentence }]));
        let wrong_code = || wrong("code", self.text.get(self.site.code_wrong));
        let (login, typed) = form.shown();
        let client = self.pool.get().await?;
        let subject = A::subject(&login);
        if let Some(wait) = self.must_wait(&client, &subject).await? {
            return Ok(Err(vec![wait]));
        }
        let account = A::account(&client, &login).await?;
        let Some((account, code)) = account.zip(OneTimeCode::parse(&typed)) else {
            return wrong_code();
        };
        if !A::knows_code(&client, &account, &code).await? {
            return wrong_code();
        }
        // The code is right: what is wrong with the password is no guess.
        throttle::clear(&client, &subject).await?;
        drop(client);
        let (name, login) = A::names(&account);
        if let Err(weakness) = password::check(&form.password, name, login) {
            return wrong("password", weakness_sentence(weakness, self.text));
        }
        let hash = self.hashing.hash(&form.password).await?;
        let client = self.pool.get().await?;
        if !A::choose_password(&client, &account, (&code, &hash)).await? {
            return wrong_code();
        }
        Ok(Ok(account))
    }

    async fn must_wait(
        &self,
        client: &Client,
        subject: &Subject,
    ) -> Result<Option<FieldError>, Fault> {
        let Leave::In { seconds } = throttle::take(client, subject).await? else {
            return Ok(None);
        };
        let minutes = (seconds + 59) / 60;
        let values = [("minutes", minutes.into())];
        let sentence = self.text.with("portal-sign-in-wait", &values);
        Ok(Some(FieldError::whole(sentence)))
    }
}

/// Asks for a field that was left empty.
fn demand(errors: &mut Vec<FieldError>, text: &Text, field: &'static str, value: &str) {
    if value.is_empty() {
        let sentence = text.get(match field {
            "login" => "portal-login-empty",
            "code" => "portal-code-empty",
            _ => "portal-password-empty",
        });
        errors.push(FieldError { field, sentence });
    }
}

/// What is wrong with a password, for its owner.
fn weakness_sentence(weakness: Weakness, text: &Text) -> String {
    match weakness {
        Weakness::Short => {
            let least = password::MIN_CHARACTERS as u64;
            text.with("portal-password-short", &[("least", least.into())])
        }
        Weakness::Long => {
            let most = password::MAX_CHARACTERS as u64;
            text.with("portal-password-long", &[("most", most.into())])
        }
        Weakness::Guessable => text.get("portal-password-guessable"),
    }
}
