//! The provider: what it tells of itself (OpenID Connect Discovery 1.0), its keys, and what it gives for
//! a code.
//!
//! What it tells is kept for an hour in memory: an instance that does not have it asks.

use super::attempt::{Attempt, Secrets};
use super::settings::OidcSettings;
use super::token::{self, Expected, TokenFault};
use jsonwebtoken::jwk::JwkSet;
use reqwest::{Client, RequestBuilder, Url};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::Mutex;
use zeroize::Zeroizing;

/// How long what the provider tells of itself is kept.
const KEPT: Duration = Duration::from_secs(3600);
/// An answer may take this long.
const PATIENCE: Duration = Duration::from_secs(10);
/// Longest answer.
const MOST_BYTES: usize = 512 * 1024;
const DISCOVERY: &str = "/.well-known/openid-configuration";

/// Why nobody could be signed in.
#[derive(Debug, thiserror::Error)]
pub(super) enum ProviderFault {
    #[error("the provider cannot be asked: {0}")]
    Away(String),
    #[error("the provider answered with HTTP {0}")]
    Status(u16),
    #[error("the provider's answer cannot be used: {0}")]
    Odd(String),
    #[error(transparent)]
    Token(#[from] TokenFault),
}

impl From<reqwest::Error> for ProviderFault {
    fn from(error: reqwest::Error) -> Self {
        // Addresses carry codes.
        Self::Away(super::super::error::describe(&error.without_url()))
    }
}

/// What a provider tells of itself.
#[derive(Debug, Clone, Deserialize)]
struct Metadata {
    issuer: String,
    authorization_endpoint: Endpoint,
    token_endpoint: Endpoint,
    jwks_uri: Endpoint,
    userinfo_endpoint: Option<Endpoint>,
    end_session_endpoint: Option<Endpoint>,
    #[serde(default)]
    token_endpoint_auth_methods_supported: Vec<String>,
    #[serde(default)]
    authorization_response_iss_parameter_supported: bool,
}

/// An address secrets may be sent to.
#[derive(Debug, Clone, Deserialize)]
#[serde(try_from = "String")]
struct Endpoint(Url);

impl TryFrom<String> for Endpoint {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let url = Url::parse(&text).map_err(|_| "not an address")?;
        check(&url)?;
        Ok(Self(url))
    }
}

/// What is known of it, and since when.
struct Known {
    at: Instant,
    metadata: Metadata,
    keys: JwkSet,
}

/// What it gives for a code.
#[derive(Deserialize)]
struct Tokens {
    id_token: String,
    access_token: String,
}

pub(super) struct Provider {
    pub(super) settings: OidcSettings,
    http: Client,
    secret: Zeroizing<String>,
    known: Mutex<Option<Arc<Known>>>,
}

impl Provider {
    /// # Errors
    /// What of the settings cannot be used, in words.
    pub(super) fn new(settings: OidcSettings) -> Result<Self, String> {
        for (name, value) in [
            ("issuer", &settings.issuer),
            ("public_url", &settings.public_url),
        ] {
            Endpoint::try_from(value.clone()).map_err(|why| format!("{name}: {why}"))?;
        }
        if settings.client_id.is_empty() {
            return Err("client_id is empty".into());
        }
        let path = &settings.secret_file;
        let secret = std::fs::read_to_string(path);
        let secret = secret.map_err(|error| format!("{}: {error}", path.display()))?;
        // Another one that is already there does as well.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let http = Client::builder()
            .timeout(PATIENCE)
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .map_err(|error| error.to_string())?;
        Ok(Self {
            settings,
            http,
            secret: Zeroizing::new(secret.trim().to_owned()),
            known: Mutex::new(None),
        })
    }

    /// Where a browser is sent to sign in.
    pub(super) async fn authorize(&self, attempt: &Attempt) -> Result<Url, ProviderFault> {
        let known = self.known(None).await?;
        let mut url = known.metadata.authorization_endpoint.0.clone();
        url.query_pairs_mut().extend_pairs([
            ("response_type", "code"),
            ("client_id", &self.settings.client_id),
            ("redirect_uri", &self.settings.redirect_uri()),
            ("scope", &self.settings.scope),
            ("state", &attempt.state),
            ("nonce", &attempt.secrets.nonce),
            ("code_challenge", &attempt.secrets.challenge()),
            ("code_challenge_method", "S256"),
        ]);
        Ok(url)
    }

    /// Where a browser is sent to sign out at the provider too, if it offers that.
    pub(super) async fn sign_out(&self) -> Result<Option<Url>, ProviderFault> {
        let known = self.known(None).await?;
        Ok(known
            .metadata
            .end_session_endpoint
            .clone()
            .map(|Endpoint(mut url)| {
                let home = format!("{}/", self.settings.public_url.trim_end_matches('/'));
                url.query_pairs_mut().extend_pairs([
                    ("client_id", self.settings.client_id.as_str()),
                    ("post_logout_redirect_uri", &home),
                ]);
                url
            }))
    }

    /// Refuses an answer another provider's (RFC 9207).
    pub(super) async fn check_issuer(&self, told: Option<&str>) -> Result<(), ProviderFault> {
        let known = self.known(None).await?;
        let metadata = &known.metadata;
        let right = match told {
            Some(issuer) => issuer == metadata.issuer,
            None => !metadata.authorization_response_iss_parameter_supported,
        };
        right
            .then_some(())
            .ok_or_else(|| ProviderFault::Odd("it comes from another issuer".into()))
    }

    /// What the provider says of whoever got the code; only what it signed, and what it told over
    /// its own line of the same person.
    pub(super) async fn claims(
        &self,
        code: &str,
        secrets: &Secrets,
    ) -> Result<Map<String, Value>, ProviderFault> {
        let known = self.known(None).await?;
        let tokens: Tokens = self.exchange(&known.metadata, code, secrets).await?;
        let mut claims = self.verified(known, &tokens, secrets).await?;
        let missing = !claims.contains_key(&self.settings.identity_number);
        let known = self.known(None).await?;
        let endpoint = known.metadata.userinfo_endpoint.clone();
        if let Some(Endpoint(url)) = endpoint.filter(|_| missing) {
            let request = self.http.get(url).bearer_auth(&tokens.access_token);
            let told: Map<String, Value> = read(request).await?;
            if told.get("sub") != claims.get("sub") {
                return Err(ProviderFault::Odd("it tells of another person".into()));
            }
            for (name, value) in told {
                claims.entry(name).or_insert(value);
            }
        }
        Ok(claims)
    }

    /// Verifies the ID token, with fresh keys where it names one that is not known.
    async fn verified(
        &self,
        known: Arc<Known>,
        tokens: &Tokens,
        secrets: &Secrets,
    ) -> Result<Map<String, Value>, ProviderFault> {
        let verify = |known: &Known| {
            let expected = Expected {
                issuer: &known.metadata.issuer,
                client_id: &self.settings.client_id,
                nonce: &secrets.nonce,
            };
            token::verify(&tokens.id_token, &known.keys, &expected)
        };
        match verify(&known) {
            Err(TokenFault::NoKey) => Ok(verify(&*self.known(Some(known.at)).await?)?),
            verified => Ok(verified?),
        }
    }

    async fn exchange(
        &self,
        metadata: &Metadata,
        code: &str,
        secrets: &Secrets,
    ) -> Result<Tokens, ProviderFault> {
        let redirect_uri = self.settings.redirect_uri();
        let mut form = vec![
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", &redirect_uri),
            ("code_verifier", &secrets.verifier),
        ];
        let client_id = &self.settings.client_id;
        let request = self.http.post(metadata.token_endpoint.0.clone());
        let methods = &metadata.token_endpoint_auth_methods_supported;
        let has = |method: &str| methods.iter().any(|known| known == method);
        // Basic where nothing is said (Discovery §3); each half is encoded first (RFC 6749 §2.3.1).
        let request = if has("client_secret_post") && !has("client_secret_basic") {
            form.extend([
                ("client_id", client_id.as_str()),
                ("client_secret", &self.secret),
            ]);
            request
        } else {
            let secret = Zeroizing::new(encoded(&[("", &self.secret)]));
            let name = encoded(&[("", client_id)]);
            let half = |text: &str| text.trim_start_matches('=').to_owned();
            request.basic_auth(half(&name), Some(half(&secret)))
        };
        let kind = "application/x-www-form-urlencoded";
        let request = request.header("content-type", kind).body(encoded(&form));
        read(request).await
    }

    /// What is known of the provider; asked again after an hour, or if `stale` is what is known.
    async fn known(&self, stale: Option<Instant>) -> Result<Arc<Known>, ProviderFault> {
        let mut kept = self.known.lock().await;
        let good = |known: &&Arc<Known>| known.at.elapsed() < KEPT && Some(known.at) != stale;
        if let Some(known) = kept.as_ref().filter(good) {
            return Ok(known.clone());
        }
        let issuer = &self.settings.issuer;
        let url = format!("{}{DISCOVERY}", issuer.trim_end_matches('/'));
        let metadata: Metadata = read(self.http.get(url)).await?;
        if metadata.issuer != *issuer {
            return Err(ProviderFault::Odd("it calls itself otherwise".into()));
        }
        let keys = read(self.http.get(metadata.jwks_uri.0.clone())).await?;
        let known = Arc::new(Known {
            at: Instant::now(),
            metadata,
            keys,
        });
        *kept = Some(known.clone());
        Ok(known)
    }
}

/// Secrets travel encrypted, or do not leave the machine.
fn check(url: &Url) -> Result<(), &'static str> {
    let here = matches!(url.host_str(), Some("127.0.0.1" | "[::1]" | "localhost"));
    match url.scheme() {
        "https" => Ok(()),
        "http" if here => Ok(()),
        _ => Err("an address has to begin with https://"),
    }
}

/// Fields as a form sends them.
fn encoded(fields: &[(&str, &str)]) -> String {
    let url = Url::parse_with_params("https://form.invalid/", fields);
    let query = url.ok().and_then(|url| url.query().map(str::to_owned));
    query.unwrap_or_default()
}

async fn read<T: DeserializeOwned>(request: RequestBuilder) -> Result<T, ProviderFault> {
    let mut response = request.header("accept", "application/json").send().await?;
    if !response.status().is_success() {
        return Err(ProviderFault::Status(response.status().as_u16()));
    }
    let mut body = Zeroizing::new(Vec::new());
    while let Some(chunk) = response.chunk().await? {
        if body.len() + chunk.len() > MOST_BYTES {
            return Err(ProviderFault::Odd("it is too long".into()));
        }
        body.extend_from_slice(&chunk);
    }
    // What the reader complains of may quote the token.
    serde_json::from_slice(&body).map_err(|_| ProviderFault::Odd("it is not what was asked".into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_secret_travels_in_the_clear() {
        for (url, good) in [
            ("https://giris.turkiye.gov.tr", true),
            ("http://127.0.0.1:3000", true),
            ("http://localhost:3000", true),
            ("http://giris.turkiye.gov.tr", false),
            ("http://127.0.0.1.example", false),
            ("ftp://giris.turkiye.gov.tr", false),
            ("giris.turkiye.gov.tr", false),
        ] {
            assert_eq!(Endpoint::try_from(url.to_owned()).is_ok(), good, "{url}");
        }
    }

    #[test]
    fn fields_are_encoded_as_a_form() {
        assert_eq!(
            encoded(&[("a", "b c&d"), ("e", "ğ=+")]),
            "a=b+c%26d&e=%C4%9F%3D%2B"
        );
        assert_eq!(encoded(&[("", "a:b")]), "=a%3Ab");
    }
}
