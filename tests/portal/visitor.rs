//! Plain HTTPS requests, as a browser or anything else could send them.

use super::support::central::Central;
use reqwest::StatusCode;
use reqwest::blocking::{Client, Response};
use reqwest::header::{CONTENT_TYPE, COOKIE, SET_COOKIE};
use reqwest::redirect::Policy;

pub const OFFICE: &str = "32000";
pub const LOGIN: &str = "elif.aydin@isparta.example";
pub const PASSWORD: &str = "mor kestane yağmuru";
const FORM: &str = "application/x-www-form-urlencoded";

/// A browser that keeps no cookie and follows no redirect.
pub struct Visitor {
    client: Client,
    url: String,
}

impl Visitor {
    pub fn of(central: &Central) -> Self {
        // Already there from an earlier test.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder()
            .tls_danger_accept_invalid_certs(true)
            .redirect(Policy::none())
            .build()
            .expect("a client");
        Self {
            client,
            url: central.url(),
        }
    }

    pub fn get(&self, path: &str, cookie: &str) -> Response {
        let request = self.client.get(format!("{}{path}", self.url));
        request.header(COOKIE, cookie).send().expect("answered")
    }

    pub fn post(&self, path: &str, cookie: &str, fields: &[(&str, &str)]) -> Response {
        let request = self.client.post(format!("{}{path}", self.url));
        let request = request
            .header(COOKIE, cookie)
            .header(CONTENT_TYPE, FORM)
            .body(encoded(fields));
        request.send().expect("answered")
    }

    pub fn sign_in(&self, login: &str, password: &str) -> Response {
        self.post(
            "/birim/giris",
            "",
            &[("login", login), ("password", password)],
        )
    }

    /// With a header in place of a cookie.
    pub fn get_as(&self, path: &str, name: &str, value: &str) -> Response {
        let request = self.client.get(format!("{}{path}", self.url));
        request.header(name, value).send().expect("answered")
    }

    /// Sends a form with files, as a browser does.
    pub fn post_files(
        &self,
        path: &str,
        cookie: &str,
        fields: &[(&str, &str)],
        files: &[(&str, &[u8])],
    ) -> Response {
        const BOUNDARY: &str = "--------made-up-boundary";
        let mut body = Vec::new();
        for (name, value) in fields {
            let head =
                format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n");
            body.extend_from_slice(head.as_bytes());
            body.extend_from_slice(value.as_bytes());
            body.extend_from_slice(b"\r\n");
        }
        for (name, bytes) in files {
            let head = format!(
                "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{name}\"\r\n\
                 Content-Type: application/octet-stream\r\n\r\n"
            );
            body.extend_from_slice(head.as_bytes());
            body.extend_from_slice(bytes);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(format!("--{BOUNDARY}--\r\n").as_bytes());
        let kind = format!("multipart/form-data; boundary={BOUNDARY}");
        let request = self.client.post(format!("{}{path}", self.url));
        let request = request.header(COOKIE, cookie).header(CONTENT_TYPE, kind);
        request.body(body).send().expect("answered")
    }

    /// Sends a form with one more header.
    pub fn post_saying(
        &self,
        path: &str,
        (name, value): (&str, &str),
        fields: &[(&str, &str)],
    ) -> Response {
        let request = self.client.post(format!("{}{path}", self.url));
        let request = request.header(name, value).header(CONTENT_TYPE, FORM);
        request.body(encoded(fields)).send().expect("answered")
    }

    /// Signs in with one more header.
    pub fn sign_in_saying(&self, name: &str, value: &str) -> Response {
        let fields = [("login", LOGIN), ("password", PASSWORD)];
        self.post_saying("/birim/giris", (name, value), &fields)
    }

    pub fn choose(&self, code: &str) -> Response {
        self.choose_for(LOGIN, code, PASSWORD)
    }

    pub fn choose_for(&self, login: &str, code: &str, password: &str) -> Response {
        let fields = [
            ("login", login),
            ("code", code),
            ("password", password),
            ("again", password),
        ];
        self.post("/birim/ilk-parola", "", &fields)
    }

    /// Whether somebody is signed in with this cookie.
    pub fn is_in(&self, cookie: &str) -> bool {
        self.get("/birim", cookie).status() == StatusCode::OK
    }
}

/// The session's cookie of an answer that let somebody in.
pub fn cookie(answer: &Response) -> String {
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    let set = answer.headers()[SET_COOKIE].to_str().expect("text");
    set.split(';').next().expect("a cookie").to_owned()
}

pub fn said(answer: Response) -> String {
    assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
    answer.text().expect("text")
}

/// A form's fields as they are sent.
fn encoded(fields: &[(&str, &str)]) -> String {
    let escaped = |text: &str| -> String {
        let byte = |byte: u8| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => char::from(byte).to_string(),
            other => format!("%{other:02X}"),
        };
        text.bytes().map(byte).collect()
    };
    let pairs = fields
        .iter()
        .map(|(name, value)| format!("{}={}", escaped(name), escaped(value)));
    pairs.collect::<Vec<_>>().join("&")
}

/// What every form of a page carries.
pub fn csrf_in(page: &str) -> String {
    let after = page.split("name=\"csrf\" value=\"").nth(1);
    let value = after.and_then(|after| after.split('"').next());
    value.expect("a form").to_owned()
}
