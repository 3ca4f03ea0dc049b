//! The pages for citizens: apply, receive the number, follow, read the result.
//!
//! Turkish, English and Arabic, rendered here; a script (`assets/web/citizen.js`) only adds that a
//! lost connection loses nothing. [`start`] is the first page, [`apply`] the form and the number it
//! gives, [`follow`] everything behind a one-time code. [`session`] tells who proved what, [`identity`]
//! which applications somebody made while signed in, [`limits`] how much one address may ask, and
//! [`page`] is what every page has. Nothing about an application is told by its number alone, and a
//! number nobody has is answered like one that somebody has. All of it is in the database, so that
//! any instance of central can answer any request.

mod address;
mod apply;
mod assets;
mod fault;
mod follow;
mod forget;
mod identity;
mod language;
mod limits;
mod page;
pub mod session;
mod sign_in;
mod start;

use super::dispatch::DirectSms;
use super::error::CentralError;
use super::oidc::{self, SignIn};
use super::settings::Settings;
use super::upload;
use crate::catalog::Catalog;
use crate::i18n::{Locale, Text};
use crate::system::System;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderMap, HeaderName};
use axum::middleware;
use axum::routing::{get, post};
use deadpool_postgres::Pool;
use fault::Fault;
pub(super) use forget::watch;
use identity::IdentityKey;
use session::Visitor;
use std::sync::Arc;
use tokio::sync::Semaphore;

/// The first page.
pub(super) const HOME: &str = "/";
const APPLY: &str = "/basvuru";
const APPLY_AT: &str = "/basvuru/{office}";
const TOPICS: &str = "/basvuru/{office}/konu";
const RECEIVED: &str = "/basvuru/{office}/alindi/{application}";
const FOLLOW: &str = "/takip";
const CODE: &str = "/takip/kod";
const CASE: &str = "/takip/{application}";
const CASE_FILE: &str = "/takip/{application}/dosya/{hash}";
const MINE: &str = "/basvurularim";
const PRIVACY: &str = "/aydinlatma";
const SIGN_OUT: &str = "/cikis";
const SIGN_IN: &str = "/edevlet/giris";
const SIGNED_OUT: &str = "/edevlet/cikis";
const LANGUAGE: &str = "/dil/{code}";

/// Largest form without files.
const MAX_FORM_BYTES: usize = 640 * 1024;
/// Bytes of large forms that are read at once, in MiB.
const UPLOADS: usize = 256;

/// What every page has.
#[derive(Clone)]
struct Citizens {
    pool: Pool,
    catalog: Catalog,
    texts: Arc<[Text; 3]>,
    uploads: Arc<Semaphore>,
    sms: DirectSms,
    identity_key: IdentityKey,
    proxy_header: Option<HeaderName>,
    /// With e-Devlet, where that is set.
    sign_in: Option<SignIn>,
}

impl Citizens {
    fn text(&self, locale: Locale) -> Text {
        let [turkish, english, arabic] = &*self.texts;
        match locale {
            Locale::Tr => turkish.clone(),
            Locale::En => english.clone(),
            Locale::Ar => arabic.clone(),
        }
    }

    /// Who is asking.
    async fn visitor(&self, headers: &HeaderMap) -> Result<Option<Visitor>, Fault> {
        let client = self.pool.get().await?;
        Ok(session::current(&client, headers).await?)
    }
}

/// The routes of the pages.
pub(super) fn router<S>(
    (pool, catalog): (&Pool, Catalog),
    settings: &Settings,
    sms: DirectSms,
) -> Result<Router<S>, CentralError> {
    let citizens = Citizens {
        pool: pool.clone(),
        catalog,
        texts: Arc::new(Locale::OF_CITIZENS.map(Text::new)),
        uploads: Arc::new(Semaphore::new(UPLOADS)),
        sms,
        identity_key: IdentityKey::open(&settings.data_dir, &mut System)?,
        proxy_header: proxy_header(&settings.client_address_header)?,
        sign_in: SignIn::open(&settings.edevlet)?,
    };
    Ok(Router::new()
        .route(APPLY_AT, get(apply::show).post(apply::send))
        .layer(DefaultBodyLimit::max(upload::MOST_FORM_BYTES))
        .route(HOME, get(start::show))
        .route(APPLY, get(apply::offices))
        .route(TOPICS, get(apply::topics))
        .route(RECEIVED, get(apply::received))
        .route(FOLLOW, get(follow::ask).post(follow::send_code))
        .route(CODE, post(follow::check_code))
        .route(CASE, get(follow::show).post(follow::act))
        .route(CASE_FILE, get(follow::file))
        .route(MINE, get(follow::mine))
        .route(PRIVACY, get(start::privacy))
        .route(SIGN_OUT, post(start::sign_out))
        .route(SIGN_IN, get(sign_in::begin))
        .route(oidc::RETURN, get(sign_in::finish))
        .route(SIGNED_OUT, get(sign_in::signed_out))
        .route(LANGUAGE, get(language::choose))
        .route(assets::STYLE, get(assets::style))
        .route(assets::SCRIPT, get(assets::script))
        .route(assets::MANIFEST, get(assets::manifest))
        .route(assets::ICON, get(assets::icon))
        .route(assets::ICON_192, get(assets::icon_192))
        .route(assets::ICON_512, get(assets::icon_512))
        .route(assets::ICON_MASKABLE, get(assets::icon_maskable))
        .layer(DefaultBodyLimit::max(MAX_FORM_BYTES))
        .layer(middleware::from_fn_with_state(
            citizens.clone(),
            page::finish,
        ))
        .with_state(citizens))
}

fn proxy_header(setting: &str) -> Result<Option<HeaderName>, CentralError> {
    if setting.is_empty() {
        return Ok(None);
    }
    let header = setting.parse();
    let header = header.map_err(|_| CentralError::Serve(format!("{setting:?} is no header")));
    header.map(Some)
}
