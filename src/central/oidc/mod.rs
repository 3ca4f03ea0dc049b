//! Signing in with e-Devlet: OpenID Connect, authorization code with PKCE.
//!
//! [`SignIn::begin`] sends a browser to the [`provider`] with a fresh [`attempt`];
//! [`SignIn::finish`] takes what it comes back with. Believed is only an ID [`token`] the provider
//! signed, for us, just now, for this attempt; everything else is refused. The pages are in
//! [`citizen`](super::citizen).

mod attempt;
mod crypto;
mod provider;
mod settings;
mod token;

pub use settings::OidcSettings;

use super::citizen::session::Identity;
use super::error::{CentralError, describe};
use crate::domain::identity::check_number;
use crate::domain::person::PersonKind;
use crate::text::CleanText;
use deadpool_postgres::Pool;
use provider::{Provider, ProviderFault};
use serde::Deserialize;
use serde_json::{Map, Value};
use std::sync::Arc;

/// Where the provider sends the browser back to.
pub(super) const RETURN: &str = "/edevlet/donus";
/// Seconds a sign-in at the provider may take.
pub(super) const SECONDS: i32 = attempt::MINUTES * 60;
const MOST_NAME: usize = 100;

/// Why nobody was signed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SignInFault {
    /// Given up at the provider, too late, or not to be believed.
    Refused,
    /// The provider confirmed somebody without telling a sound identity number.
    Nobody,
    /// The provider does not answer.
    ProviderAway,
    /// The database does not answer.
    Away,
}

impl From<tokio_postgres::Error> for SignInFault {
    fn from(error: tokio_postgres::Error) -> Self {
        tracing::error!(error = describe(&error), "database");
        Self::Away
    }
}

impl From<deadpool_postgres::PoolError> for SignInFault {
    fn from(error: deadpool_postgres::PoolError) -> Self {
        tracing::error!(error = describe(&error), "database");
        Self::Away
    }
}

impl From<ProviderFault> for SignInFault {
    fn from(fault: ProviderFault) -> Self {
        tracing::warn!(reason = describe(&fault), "sign-in");
        match fault {
            ProviderFault::Away(_) => Self::ProviderAway,
            ProviderFault::Status(status) if status >= 500 => Self::ProviderAway,
            ProviderFault::Status(_) | ProviderFault::Odd(_) | ProviderFault::Token(_) => {
                Self::Refused
            }
        }
    }
}

/// Where a browser is sent to, and what it has to bring back.
pub(super) struct Begun {
    pub(super) url: String,
    pub(super) state: String,
}

/// What a browser comes back with (RFC 6749 §4.1.2, RFC 9207).
#[derive(Deserialize)]
pub(super) struct Returned {
    #[serde(default)]
    state: String,
    code: Option<String>,
    iss: Option<String>,
}

/// Signing in with a provider.
#[derive(Clone)]
pub(super) struct SignIn(Arc<Provider>);

impl SignIn {
    /// `None` where no provider is set.
    ///
    /// # Errors
    /// [`CentralError::SignIn`].
    pub(super) fn open(settings: &OidcSettings) -> Result<Option<Self>, CentralError> {
        if settings.issuer.is_empty() {
            return Ok(None);
        }
        let provider = Provider::new(settings.clone()).map_err(CentralError::SignIn)?;
        Ok(Some(Self(Arc::new(provider))))
    }

    /// Begins a sign-in.
    pub(super) async fn begin(&self, pool: &Pool) -> Result<Begun, SignInFault> {
        let client = pool.get().await?;
        let attempt = attempt::begin(&client).await?;
        drop(client);
        let url = self.0.authorize(&attempt).await?;
        Ok(Begun {
            url: url.into(),
            state: attempt.state,
        })
    }

    /// Ends it: who it is. `kept` is the state the browser kept.
    pub(super) async fn finish(
        &self,
        pool: &Pool,
        returned: &Returned,
        kept: Option<&str>,
    ) -> Result<Identity, SignInFault> {
        let refused = |why: &str| {
            tracing::warn!(reason = why, "sign-in");
            SignInFault::Refused
        };
        // Both are secrets of this browser alone; the comparison's time tells nothing to others.
        if returned.state.is_empty() || kept != Some(returned.state.as_str()) {
            return Err(refused("the answer is not of this browser's sign-in"));
        }
        let client = pool.get().await?;
        let secrets = attempt::redeem(&client, &returned.state).await?;
        // No connection is held while the provider is asked.
        drop(client);
        let secrets = secrets.ok_or_else(|| refused("the sign-in is over"))?;
        self.0.check_issuer(returned.iss.as_deref()).await?;
        let code = returned.code.as_deref();
        let code = code.ok_or_else(|| refused("given up at the provider"))?;
        let claims = self.0.claims(code, &secrets).await?;
        identity(&claims, &self.0.settings).ok_or_else(|| {
            tracing::warn!(reason = "no sound identity number", "sign-in");
            SignInFault::Nobody
        })
    }

    /// Where one signs out at the provider too, if it offers that.
    pub(super) async fn sign_out(&self) -> Option<String> {
        let url = self.0.sign_out().await;
        url.ok().flatten().map(String::from)
    }
}

/// Who a provider's claims tell of; `None` without a sound identity number.
fn identity(claims: &Map<String, Value>, settings: &OidcSettings) -> Option<Identity> {
    let text = |claim: &str| match claims.get(claim) {
        Some(Value::String(text)) => CleanText::line(text).into_string(),
        Some(Value::Number(number)) => number.to_string(),
        _ => String::new(),
    };
    let number = text(&settings.identity_number);
    let sound = [PersonKind::Citizen, PersonKind::Foreigner]
        .into_iter()
        .any(|kind| check_number(kind, &number).warning.is_none());
    let name = |claim: &str| text(claim).chars().take(MOST_NAME).collect();
    (sound && !number.is_empty()).then(|| Identity {
        given_name: name(&settings.given_name),
        family_name: name(&settings.family_name),
        identity_number: number,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use std::path::Path;

    #[test]
    fn who_it_is_is_told_by_a_sound_number() {
        let settings = OidcSettings::off(Path::new("/"));
        let of = |number: Value| {
            let claims = json!({
                "identity_number": number, "given_name": "Ayşe\u{0}", "family_name": "Kaya",
            });
            identity(claims.as_object().unwrap(), &settings)
        };
        let known = of(json!("10000000146")).unwrap();
        assert_eq!(
            (known.given_name.as_str(), known.family_name.as_str()),
            ("Ayşe", "Kaya")
        );
        assert!(of(json!(10000000146_u64)).is_some());
        for wrong in [
            json!("10000000147"),
            json!(""),
            json!(null),
            json!(["10000000146"]),
        ] {
            assert_eq!(of(wrong.clone()), None, "{wrong}");
        }
    }
}
