//! A channel: a client of the API with a key of its own, speaking real HTTPS.

use super::central::Central;
use acikkapi::central::{NewClient, Proof, admin};
use acikkapi::domain::application::Channel as Way;
use acikkapi::domain::ids::OfficeCode;
use chrono::Utc;
use data_encoding::{BASE64, HEXLOWER};
use reqwest::Method;
use reqwest::blocking::{Client, Response};
use ring::signature::{Ed25519KeyPair, KeyPair};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// A client of the API.
pub struct Channel {
    pub id: String,
    pub key: Ed25519KeyPair,
    seed: [u8; 32],
    http: Client,
    url: String,
}

/// A request, and what is wrong about its signature.
pub struct Wish {
    pub method: Method,
    /// Path and query.
    pub path: String,
    pub body: Option<Vec<u8>>,
    pub headers: Vec<(&'static str, String)>,
    /// Seconds the signature was made before now.
    pub age: i64,
    pub nonce: String,
    /// Covered components; the right ones where none is named.
    pub covered: Option<&'static str>,
}

/// What came back.
pub struct Answer {
    pub status: u16,
    pub headers: reqwest::header::HeaderMap,
    pub json: Value,
}

impl Answer {
    pub fn of(response: Response) -> Self {
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let text = response.text().expect("text");
        let json = serde_json::from_str(&text).unwrap_or(Value::String(text));
        Self {
            status,
            headers,
            json,
        }
    }

    /// The code of a problem, which has to be one of the API's shape.
    pub fn problem(&self) -> (u16, &str) {
        assert_eq!(self.headers["content-type"], "application/problem+json");
        assert_eq!(self.json["status"], self.status, "{}", self.json);
        let code = self.json["code"].as_str().expect("a code");
        assert_eq!(self.json["type"], format!("urn:acikkapi:problem:{code}"));
        (self.status, code)
    }

    /// The body of a success.
    pub fn well(self) -> Value {
        assert!((200..300).contains(&self.status), "{}", self.json);
        self.json
    }
}

/// Anything that asks over HTTPS without looking at the certificate.
pub fn http() -> Client {
    // Already there from an earlier test.
    let _ = rustls::crypto::ring::default_provider().install_default();
    Client::builder()
        .tls_danger_accept_invalid_certs(true)
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .expect("a client")
}

impl Wish {
    pub fn get(path: &str) -> Self {
        Self {
            method: Method::GET,
            path: path.into(),
            body: None,
            headers: Vec::new(),
            age: 0,
            nonce: Uuid::now_v7().to_string(),
            covered: None,
        }
    }

    pub fn post(path: &str, kind: &str, body: impl Into<Vec<u8>>) -> Self {
        Self {
            method: Method::POST,
            body: Some(body.into()),
            headers: vec![("content-type", kind.into())],
            ..Self::get(path)
        }
    }

    /// Hands in an application.
    pub fn apply(key: &str, body: &Value) -> Self {
        Self::post("/api/v1/applications", "application/json", body.to_string()).under(key)
    }

    pub fn under(mut self, key: &str) -> Self {
        self.headers.push(("idempotency-key", key.into()));
        self
    }
}

/// An application to office 32000.
pub fn application(text: &str) -> Value {
    json!({
        "office": "32000",
        "kind": "complaint",
        "topic": "11.04",
        "text": text,
        "applicant": {
            "identity_number": "10000000146", "given_name": "Şükriye", "family_name": "Iğdır",
            "phone": "0532 123 45 67",
        },
    })
}

impl Channel {
    /// One that is registered for the web and every office.
    pub fn registered(central: &Central, id: &str) -> Self {
        Self::with(central, id, |_| {})
    }

    /// One that is registered otherwise.
    pub fn with(central: &Central, id: &str, change: impl FnOnce(&mut NewClient)) -> Self {
        let mut seed = [0; 32];
        getrandom::fill(&mut seed).expect("random bytes");
        let key = Ed25519KeyPair::from_seed_unchecked(&seed).expect("a key");
        let public = key.public_key().as_ref().try_into().expect("32 bytes");
        let mut new = NewClient {
            id: id.into(),
            name: format!("{id} istemcisi"),
            proof: Proof::Key(public),
            channels: vec![Way::Web],
            offices: Vec::new(),
            per_minute: 6000,
        };
        change(&mut new);
        central
            .administer(async |settings| admin::add_client(settings, &new).await)
            .expect("registered");
        Self {
            id: id.into(),
            key,
            seed,
            http: http(),
            url: central.url(),
        }
    }

    /// The key as `openssl genpkey` writes one (RFC 8410 §7).
    pub fn private_pem(&self) -> String {
        const BEFORE: &str = "302e020100300506032b657004220420";
        let before = HEXLOWER.decode(BEFORE.as_bytes()).expect("hexadecimal");
        let der = BASE64.encode(&[before.as_slice(), &self.seed].concat());
        format!("-----BEGIN PRIVATE KEY-----\n{der}\n-----END PRIVATE KEY-----\n")
    }

    /// The same key under another name.
    pub fn named(self, id: &str) -> Self {
        Self {
            id: id.into(),
            ..self
        }
    }

    /// The same, asking at another address.
    pub fn at(&self, url: &str) -> Self {
        Self {
            id: self.id.clone(),
            key: Ed25519KeyPair::from_seed_unchecked(&self.seed).expect("a key"),
            seed: self.seed,
            http: http(),
            url: url.to_owned(),
        }
    }

    pub fn send(&self, wish: &Wish) -> Answer {
        let mut request = self
            .http
            .request(wish.method.clone(), format!("{}{}", self.url, wish.path));
        for (name, value) in self.signed(wish) {
            request = request.header(name, value);
        }
        if let Some(body) = &wish.body {
            request = request.body(body.clone());
        }
        Answer::of(request.send().expect("answered"))
    }

    pub fn get(&self, path: &str) -> Answer {
        self.send(&Wish::get(path))
    }

    pub fn apply(&self, key: &str, body: &Value) -> Answer {
        self.send(&Wish::apply(key, body))
    }

    /// The headers of a signed request (RFC 9421), written down by hand.
    pub fn signed(&self, wish: &Wish) -> Vec<(&'static str, String)> {
        let mut headers = wish.headers.clone();
        if let Some(body) = &wish.body {
            let digest = BASE64.encode(&Sha256::digest(body));
            headers.push(("content-digest", format!("sha-256=:{digest}:")));
        }
        let uri = format!("{}{}", self.url, wish.path);
        let mut covered = vec![
            ("@method", wish.method.to_string()),
            ("@target-uri", uri.clone()),
        ];
        covered.extend(headers.clone());
        if let Some(named) = wish.covered {
            covered.retain(|(name, _)| named.split(' ').any(|other| other == *name));
        }
        let names: Vec<String> = covered
            .iter()
            .map(|(name, _)| format!("\"{name}\""))
            .collect();
        let created = Utc::now().timestamp() - wish.age;
        let parameters = format!(
            "({});created={created};expires={};nonce=\"{}\";keyid=\"{}\";alg=\"ed25519\"",
            names.join(" "),
            created + 60,
            wish.nonce,
            self.id,
        );
        let lines = covered
            .iter()
            .map(|(name, value)| format!("\"{name}\": {value}\n"));
        let base = lines.collect::<String>() + &format!("\"@signature-params\": {parameters}");
        let signature = BASE64.encode(self.key.sign(base.as_bytes()).as_ref());
        headers.push(("signature-input", format!("sig={parameters}")));
        headers.push(("signature", format!("sig=:{signature}:")));
        headers
    }
}

impl Central {
    /// Tells that an office is set up, as its desk does.
    pub fn open_office(&self, code: &str) {
        let office: OfficeCode = code.parse().expect("an office");
        super::file_desk::FileDesk::enrolled(&office.to_string(), self).sync_all();
    }
}
