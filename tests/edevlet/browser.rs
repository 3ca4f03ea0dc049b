//! As much of a browser as signing in takes: cookies of each server, redirects, forms.

use crate::support::channel::http;
use reqwest::Url;
use reqwest::blocking::{Client, Response};
use reqwest::header::{COOKIE, LOCATION, SET_COOKIE};
use std::collections::BTreeMap;

#[derive(Default)]
pub struct Browser {
    client: Option<Client>,
    /// By port, since all servers are on this machine, and name.
    cookies: BTreeMap<(u16, String), String>,
}

/// A page: its address, status and text.
pub struct Page {
    pub url: Url,
    pub status: u16,
    pub text: String,
}

impl Browser {
    pub fn new() -> Self {
        Self {
            client: Some(http()),
            ..Self::default()
        }
    }

    fn send(&mut self, url: &Url, form: Option<&[(&str, &str)]>) -> Response {
        let port = url.port().expect("a port");
        let ours = self.cookies.iter().filter(|((of, _), _)| *of == port);
        let pairs: Vec<String> = ours
            .map(|((_, name), value)| format!("{name}={value}"))
            .collect();
        let client = self.client.as_ref().expect("a client");
        let request = match form {
            None => client.get(url.clone()),
            Some(fields) => client
                .post(url.clone())
                .header("content-type", "application/x-www-form-urlencoded")
                .body(serde_urlencoded::to_string(fields).expect("a form")),
        };
        let answer = request
            .header(COOKIE, pairs.join("; "))
            .send()
            .expect("answered");
        for set in answer.headers().get_all(SET_COOKIE) {
            let set = set.to_str().expect("text");
            let pair = set.split(';').next().expect("a pair");
            let (name, value) = pair.split_once('=').expect("a pair");
            let gone = value.is_empty() || set.to_ascii_lowercase().contains("max-age=0");
            let key = (port, name.to_owned());
            if gone {
                self.cookies.remove(&key);
            } else {
                self.cookies.insert(key, value.to_owned());
            }
        }
        answer
    }

    /// One request; where it leads to, if anywhere.
    pub fn step(&mut self, url: &Url, form: Option<&[(&str, &str)]>) -> Result<Url, Page> {
        let answer = self.send(url, form);
        match answer.headers().get(LOCATION) {
            Some(to) => Ok(url.join(to.to_str().expect("text")).expect("an address")),
            None => Err(Page {
                url: url.clone(),
                status: answer.status().as_u16(),
                text: answer.text().expect("text"),
            }),
        }
    }

    /// The page an address leads to, or the first address on the way for which `stop` holds.
    pub fn go(&mut self, from: &Url, stop: impl Fn(&Url) -> bool) -> Result<Url, Page> {
        let mut url = self.step(from, None)?;
        for _ in 0..20 {
            if stop(&url) {
                return Ok(url);
            }
            url = self.step(&url, None)?;
        }
        panic!("it goes round and round at {url}");
    }

    /// The page an address leads to.
    pub fn open(&mut self, url: &Url) -> Page {
        match self.go(url, |_| false) {
            Err(page) => page,
            Ok(url) => panic!("stopped at {url}"),
        }
    }

    /// Fills in the provider's pages (who one is, then that it is wanted) until it sends the browser
    /// back; the address with the code.
    pub fn sign_in_there(&mut self, authorize: &Url, who: &str, back: &str) -> Url {
        let stop = |url: &Url| url.path() == back;
        let mut at = self.go(authorize, stop);
        for _ in 0..3 {
            let page = match at {
                Ok(url) => return url,
                Err(page) => page,
            };
            let prompt = if page.text.contains("name=\"login\"") {
                "login"
            } else {
                "consent"
            };
            let fields = [("prompt", prompt), ("login", who), ("password", "x")];
            let next = self.step(&page.url, Some(&fields));
            at = match next {
                Ok(url) if stop(&url) => Ok(url),
                Ok(url) => self.go(&url, stop),
                Err(page) => panic!("{}: {}", page.status, page.text),
            };
        }
        panic!("the provider did not send the browser back");
    }
}
