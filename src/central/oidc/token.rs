//! ID tokens (OpenID Connect Core 1.0 §3.1.3.7): who signed in, by the provider's signed word.

use super::crypto;
use jsonwebtoken::jwk::{Jwk, JwkSet, KeyAlgorithm, PublicKeyUse};
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode, decode_header};
use serde_json::{Map, Value};

/// Seconds clocks may differ by.
const LEEWAY: u64 = 60;

/// Why a token is not believed.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum TokenFault {
    #[error("the token cannot be read")]
    Unreadable,
    #[error("the token is signed with an algorithm that is not taken")]
    Algorithm,
    #[error("the provider has no key for the token")]
    NoKey,
    #[error("the token is not believed: {0}")]
    Wrong(String),
    #[error("the token is for another client")]
    Party,
    #[error("the token is not of this sign-in")]
    Nonce,
}

/// What a token has to say.
pub(super) struct Expected<'a> {
    pub(super) issuer: &'a str,
    pub(super) client_id: &'a str,
    pub(super) nonce: &'a str,
}

/// Verifies a token; what it says.
pub(super) fn verify(
    token: &str,
    keys: &JwkSet,
    expected: &Expected<'_>,
) -> Result<Map<String, Value>, TokenFault> {
    crypto::install();
    let header = decode_header(token).map_err(|_| TokenFault::Unreadable)?;
    if !crypto::ALGORITHMS.contains(&header.alg) {
        return Err(TokenFault::Algorithm);
    }
    let key = choose(keys, header.kid.as_deref(), header.alg).ok_or(TokenFault::NoKey)?;
    let key = DecodingKey::from_jwk(key).map_err(|_| TokenFault::NoKey)?;
    let mut validation = Validation::new(header.alg);
    validation.leeway = LEEWAY;
    validation.validate_nbf = true;
    validation.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
    validation.set_issuer(&[expected.issuer]);
    validation.set_audience(&[expected.client_id]);
    let claims = decode::<Map<String, Value>>(token, &key, &validation)
        .map_err(|error| TokenFault::Wrong(error.to_string()))?
        .claims;
    check_party(&claims, expected.client_id)?;
    check_issued(&claims)?;
    if claims.get("nonce").and_then(Value::as_str) != Some(expected.nonce) {
        return Err(TokenFault::Nonce);
    }
    Ok(claims)
}

/// The key the token names, or the only one there is for its algorithm.
fn choose<'a>(keys: &'a JwkSet, kid: Option<&str>, algorithm: Algorithm) -> Option<&'a Jwk> {
    let mut fitting = keys.keys.iter().filter(|key| {
        let common = &key.common;
        let signs = !matches!(common.public_key_use, Some(PublicKeyUse::Encryption));
        let named = kid.is_none_or(|kid| common.key_id.as_deref() == Some(kid));
        signs && named && common.key_algorithm.is_none_or(|alg| is(alg, algorithm))
    });
    let first = fitting.next()?;
    // Without a name it has to be clear which one is meant.
    (kid.is_some() || fitting.next().is_none()).then_some(first)
}

fn is(key: KeyAlgorithm, algorithm: Algorithm) -> bool {
    key.to_string() == format!("{algorithm:?}")
}

/// A token for several parties names the one it was issued to.
fn check_party(claims: &Map<String, Value>, client_id: &str) -> Result<(), TokenFault> {
    let several = claims
        .get("aud")
        .and_then(Value::as_array)
        .is_some_and(|aud| aud.len() > 1);
    match claims.get("azp") {
        Some(party) if party.as_str() == Some(client_id) => Ok(()),
        None if !several => Ok(()),
        _ => Err(TokenFault::Party),
    }
}

fn check_issued(claims: &Map<String, Value>) -> Result<(), TokenFault> {
    let issued = claims.get("iat").and_then(Value::as_f64);
    let now = jsonwebtoken::get_current_timestamp() as f64;
    match issued {
        Some(issued) if issued <= now + LEEWAY as f64 => Ok(()),
        _ => Err(TokenFault::Wrong("issued in the future".into())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use data_encoding::BASE64URL_NOPAD;
    use jsonwebtoken::get_current_timestamp;
    use ring::rand::SystemRandom;
    use ring::signature::{Ed25519KeyPair, KeyPair};
    use serde_json::json;

    struct Signer(Ed25519KeyPair);

    impl Signer {
        fn new() -> Self {
            let pkcs8 = Ed25519KeyPair::generate_pkcs8(&SystemRandom::new()).unwrap();
            Self(Ed25519KeyPair::from_pkcs8(pkcs8.as_ref()).unwrap())
        }

        fn keys(&self) -> JwkSet {
            let x = BASE64URL_NOPAD.encode(self.0.public_key().as_ref());
            let key = json!({"kty": "OKP", "crv": "Ed25519", "kid": "one", "use": "sig", "x": x});
            serde_json::from_value(json!({"keys": [key]})).unwrap()
        }

        fn token(&self, header: &Value, claims: &Value) -> String {
            let part = |value: &Value| BASE64URL_NOPAD.encode(value.to_string().as_bytes());
            let message = format!("{}.{}", part(header), part(claims));
            let signature = self.0.sign(message.as_bytes());
            format!("{message}.{}", BASE64URL_NOPAD.encode(signature.as_ref()))
        }
    }

    const EXPECTED: Expected<'static> = Expected {
        issuer: "https://issuer.example",
        client_id: "acikkapi",
        nonce: "n",
    };

    fn claims() -> Value {
        let now = get_current_timestamp();
        json!({
            "iss": "https://issuer.example", "aud": "acikkapi", "sub": "1", "nonce": "n",
            "iat": now, "exp": now + 300,
        })
    }

    fn header() -> Value {
        json!({"alg": "EdDSA", "kid": "one"})
    }

    #[test]
    fn a_right_token_is_believed() {
        let signer = Signer::new();
        let token = signer.token(&header(), &claims());
        assert_eq!(
            verify(&token, &signer.keys(), &EXPECTED).unwrap()["sub"],
            "1"
        );
        let without_name = signer.token(&json!({"alg": "EdDSA"}), &claims());
        assert!(verify(&without_name, &signer.keys(), &EXPECTED).is_ok());
    }

    #[test]
    fn a_token_that_says_something_else_is_not() {
        let signer = Signer::new();
        let now = get_current_timestamp();
        for (claim, value) in [
            ("iss", json!("https://elsewhere.example")),
            ("iss", json!(null)),
            ("aud", json!("another")),
            ("aud", json!(["acikkapi", "another"])),
            ("azp", json!("another")),
            ("nonce", json!("m")),
            ("nonce", json!(null)),
            ("exp", json!(now - 61)),
            ("exp", json!(null)),
            ("iat", json!(now + 120)),
            ("iat", json!(null)),
            ("nbf", json!(now + 120)),
            ("sub", json!(null)),
        ] {
            let mut wrong = claims();
            wrong[claim] = value.clone();
            if value.is_null() {
                wrong.as_object_mut().unwrap().remove(claim);
            }
            let token = signer.token(&header(), &wrong);
            let verified = verify(&token, &signer.keys(), &EXPECTED);
            assert!(verified.is_err(), "{claim} {value}");
        }
    }

    #[test]
    fn another_key_or_no_signature_is_not_enough() {
        let signer = Signer::new();
        let forged = Signer::new().token(&header(), &claims());
        assert!(verify(&forged, &signer.keys(), &EXPECTED).is_err());
        let unnamed = signer.token(&json!({"alg": "EdDSA", "kid": "two"}), &claims());
        let refused = verify(&unnamed, &signer.keys(), &EXPECTED);
        assert_eq!(refused, Err(TokenFault::NoKey));
        let shared = signer.token(&json!({"alg": "HS256", "kid": "one"}), &claims());
        let refused = verify(&shared, &signer.keys(), &EXPECTED);
        assert_eq!(refused, Err(TokenFault::Algorithm));
        let token = signer.token(&json!({"alg": "none"}), &claims());
        assert_eq!(
            verify(&token, &signer.keys(), &EXPECTED),
            Err(TokenFault::Unreadable)
        );
        for odd in ["", "a", "a.b", "a.b.c", "..", &"x".repeat(100_000)] {
            assert!(verify(odd, &signer.keys(), &EXPECTED).is_err());
        }
    }
}
