//! Which passwords are good, and how they are kept.
//!
//! Length and not being easily guessed are asked for; composition and regular changes are not
//! (OWASP ASVS 5.0 V6.2, NIST SP 800-63B-4 section 3.1.1).

use super::super::CentralError;
use super::fault::Fault;
use crate::text::fold;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use std::collections::BTreeSet;
use std::sync::Arc;
use tokio::sync::Semaphore;

/// Fewest characters.
pub(in crate::central) const MIN_CHARACTERS: usize = 12;
/// A longer one is a paste gone wrong; hashing it would cost nothing more.
pub(in crate::central) const MAX_CHARACTERS: usize = 200;
/// Different characters that have to remain when what everybody tries first is taken away.
const MIN_DIFFERENT: usize = 5;

/// OWASP's Password Storage Cheat Sheet: Argon2id with 19 MiB, two passes, one lane.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
/// Hashes computed at once: bounds memory, and what guessing can cost the desks.
const AT_ONCE: usize = 2;

/// What is tried first by whoever guesses: words, names, keyboard rows and numbers.
const COMMON: &str = include_str!("../../../assets/data/common-passwords.txt");

/// What is wrong with a password.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::central) enum Weakness {
    /// Shorter than [`MIN_CHARACTERS`].
    Short,
    /// Longer than [`MAX_CHARACTERS`].
    Long,
    /// Little remains when common words, numbers, and the owner's own name and address are taken away.
    Guessable,
}

/// Looks whether `password` is good for the officer with this name and login.
pub(in crate::central) fn check(password: &str, name: &str, login: &str) -> Result<(), Weakness> {
    let length = password.chars().count();
    if length < MIN_CHARACTERS {
        return Err(Weakness::Short);
    }
    if length > MAX_CHARACTERS {
        return Err(Weakness::Long);
    }
    let own = [fold(name), fold(login)].join(" ");
    let own = own.split_whitespace().filter(|word| word.len() > 2);
    let common = COMMON
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    let mut pieces: Vec<&str> = common.chain(own).collect();
    // The longest first: "fenerbahce" before "fener".
    pieces.sort_by_key(|piece| std::cmp::Reverse(piece.len()));
    let mut rest = fold(password).replace(' ', "");
    for piece in pieces {
        rest = rest.replace(piece, "");
    }
    let others = password.chars().filter(|c| !c.is_alphanumeric());
    let different: BTreeSet<char> = rest.chars().chain(others).collect();
    if different.len() < MIN_DIFFERENT {
        return Err(Weakness::Guessable);
    }
    Ok(())
}

/// Hashes passwords, a few at a time and off the threads that answer.
#[derive(Clone)]
pub(in crate::central) struct Hashing {
    places: Arc<Semaphore>,
    /// Compared with when nobody has the login, so that it takes the same time.
    nobody: Arc<str>,
}

impl Hashing {
    pub(in crate::central) fn new() -> Result<Self, CentralError> {
        let mut random = [0; 32];
        getrandom::fill(&mut random).map_err(|error| CentralError::Serve(error.to_string()))?;
        let nobody = hash(&random).map_err(|error| CentralError::Serve(error.to_string()))?;
        Ok(Self {
            places: Arc::new(Semaphore::new(AT_ONCE)),
            nobody: nobody.into(),
        })
    }

    /// The hash to keep, in PHC form.
    pub(in crate::central) async fn hash(&self, password: &str) -> Result<String, Fault> {
        let password = normalised(password);
        let hashed = self.off_thread(move || hash(password.as_bytes())).await?;
        hashed.map_err(|_| Fault::Away)
    }

    /// Whether `password` is the one `hash` was made of; with none, no and as slowly.
    pub(in crate::central) async fn verify(
        &self,
        password: &str,
        hash: Option<String>,
    ) -> Result<bool, Fault> {
        let somebody = hash.is_some();
        let hash = hash.unwrap_or_else(|| self.nobody.to_string());
        let password = normalised(password);
        let verify = move || hasher().map(|argon2| verified(&argon2, &password, &hash));
        let verified = self.off_thread(verify).await?.unwrap_or(false);
        Ok(verified && somebody)
    }

    async fn off_thread<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Fault> {
        let _place = self.places.acquire().await.map_err(|_| Fault::Away)?;
        let done = tokio::task::spawn_blocking(work).await;
        done.map_err(|_| Fault::Away)
    }
}

/// The same password typed on another keyboard may come decomposed.
fn normalised(password: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    password.nfc().collect()
}

fn verified(argon2: &Argon2<'_>, password: &str, hash: &str) -> bool {
    argon2.verify_password(password.as_bytes(), hash).is_ok()
}

fn hash(password: &[u8]) -> Result<String, argon2::password_hash::Error> {
    Ok(hasher()?.hash_password(password)?.to_string())
}

fn hasher() -> Result<Argon2<'static>, argon2::Error> {
    let params = Params::new(MEMORY_KIB, PASSES, 1, None)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAME: &str = "Ayşe Yılmaz";
    const LOGIN: &str = "ayse.yilmaz@isparta.bel.tr";

    #[test]
    fn long_passwords_nobody_guesses_are_good() {
        for good in [
            "mor kestane yağmuru",
            "Köprüden-Dört-Kaz",
            "x7#Qp!mZ2rTw",
            "dokuz balık uçtu",
            "芝麻开门很久很久以前有山",
        ] {
            assert_eq!(check(good, NAME, LOGIN), Ok(()), "{good}");
        }
    }

    #[test]
    fn what_is_tried_first_is_refused() {
        for bad in [
            "123456789012",
            "Parola123456",
            "ŞİFRE-şifre-1234",
            "Galatasaray1905!",
            "qwertyuiop123",
            "aaaaaaaaaaaaaaa",
            "Ayse.Yilmaz2026",
            "isparta32isparta",
            "password password",
        ] {
            assert_eq!(check(bad, NAME, LOGIN), Err(Weakness::Guessable), "{bad}");
        }
    }

    #[test]
    fn length_is_counted_in_characters() {
        assert_eq!(check("çğüşöıÇĞÜŞÖ", NAME, LOGIN), Err(Weakness::Short));
        assert_eq!(check("ç7ğ-üw?şöxıq", NAME, LOGIN), Ok(()));
        let long = "uzun bir cümle ".repeat(20);
        assert_eq!(check(&long, NAME, LOGIN), Err(Weakness::Long));
    }

    #[tokio::test]
    async fn a_hash_knows_its_password() {
        let hashing = Hashing::new().unwrap();
        let kept = hashing.hash("köprüden dört kaz").await.unwrap();
        assert!(
            kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
            "{kept}"
        );
        let decomposed = "ko\u{308}pru\u{308}den do\u{308}rt kaz";
        for (password, hash, expected) in [
            ("köprüden dört kaz", Some(kept.clone()), true),
            (decomposed, Some(kept.clone()), true),
            ("köprüden dört kuş", Some(kept), false),
            ("köprüden dört kaz", None, false),
            ("köprüden dört kaz", Some("nonsense".into()), false),
        ] {
            assert_eq!(hashing.verify(password, hash).await.unwrap(), expected);
        }
    }
}
