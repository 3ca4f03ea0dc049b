//! Secrets in cookies and forms: 256 random bits that the database knows by their hash alone.

use data_encoding::BASE64URL_NOPAD;
use sha2::{Digest, Sha256};

const BYTES: usize = 32;

/// A secret somebody was given, or says to have been.
#[derive(Clone)]
pub(super) struct Secret(String);

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret")
    }
}

impl Secret {
    /// A new one, never given twice.
    pub(super) fn fresh() -> Result<Self, getrandom::Error> {
        let mut random = [0; BYTES];
        getrandom::fill(&mut random)?;
        Ok(Self(BASE64URL_NOPAD.encode(&random)))
    }

    /// One that somebody presents.
    pub(super) fn presented(token: &str) -> Self {
        Self(token.to_owned())
    }

    pub(super) fn as_str(&self) -> &str {
        &self.0
    }

    /// What is kept of it.
    pub(super) fn hash(&self) -> Vec<u8> {
        Sha256::digest(self.0.as_bytes()).to_vec()
    }

    /// What every form of its session carries. It follows from the secret, which no other site can
    /// read, and does not tell it.
    pub(super) fn csrf(&self) -> String {
        BASE64URL_NOPAD.encode(&Sha256::digest(format!("csrf {}", self.0)))
    }

    /// Whether a form was made for its session.
    pub(super) fn has_made(&self, csrf: &str) -> bool {
        // Both are hashes of a secret, so the time the comparison takes tells nothing.
        csrf == self.csrf()
    }
}
