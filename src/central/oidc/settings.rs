//! How e-Devlet, or another OpenID provider, is reached.

use std::path::{Path, PathBuf};

/// Settings of the sign-in with an OpenID provider.
#[derive(Debug, Clone)]
pub struct OidcSettings {
    /// The provider's issuer, such as `https://giris.turkiye.gov.tr`; nobody signs in where it is
    /// empty.
    pub issuer: String,
    /// Our name there.
    pub client_id: String,
    /// File of the secret the provider gave us.
    pub secret_file: PathBuf,
    /// Address citizens reach central by, such as `https://basvuru.acikkapi.gov.tr`.
    pub public_url: String,
    /// Scopes that are asked for, beginning with `openid`.
    pub scope: String,
    /// Claim with the identity number.
    pub identity_number: String,
    /// Claim with the given name.
    pub given_name: String,
    /// Claim with the family name.
    pub family_name: String,
}

impl OidcSettings {
    /// Nobody signs in; the secret's usual place is in `folder`.
    #[must_use]
    pub fn off(folder: &Path) -> Self {
        Self {
            issuer: String::new(),
            client_id: String::new(),
            secret_file: folder.join("edevlet.secret"),
            public_url: String::new(),
            scope: "openid profile".into(),
            identity_number: "identity_number".into(),
            given_name: "given_name".into(),
            family_name: "family_name".into(),
        }
    }

    /// Where the provider sends the citizen back to.
    pub(super) fn redirect_uri(&self) -> String {
        format!("{}{}", self.public_url.trim_end_matches('/'), super::RETURN)
    }
}
