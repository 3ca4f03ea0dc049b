//! Who comes back from the provider is signed in; everything else is refused.

use super::browser::Browser;
use super::provider::{Provider, SECRET, free_port};
use crate::support::central::Central;
use reqwest::Url;

const BACK: &str = "/edevlet/donus";
const SIGNED_IN: &str = "Ayşe Kaya";

struct Set {
    central: Central,
    _provider: Provider,
}

impl Set {
    fn new() -> Self {
        Self::with(0, |issuer| issuer.to_owned())
    }

    /// A provider whose clock is ahead, and a central that is told another issuer.
    fn with(ahead: i64, told: impl Fn(&str) -> String) -> Self {
        let mut central = Central::start();
        central.stop();
        let port = free_port();
        let provider = Provider::start(port, &central.url(), ahead);
        let url = central.url();
        let secret = central.settings.data_dir.join("edevlet.secret");
        std::fs::write(&secret, format!("{SECRET}\n")).expect("written");
        let edevlet = &mut central.settings.edevlet;
        edevlet.issuer = told(&provider.issuer);
        edevlet.client_id = "acikkapi".into();
        edevlet.secret_file = secret;
        edevlet.public_url = url;
        central.go_on();
        Self {
            central,
            _provider: provider,
        }
    }

    fn at(&self, path: &str) -> Url {
        format!("{}{path}", self.central.url())
            .parse()
            .expect("an address")
    }

    /// Where central sends a browser that wants to sign in.
    fn begin(&self, browser: &mut Browser) -> Url {
        match browser.step(&self.at("/edevlet/giris"), None) {
            Ok(url) => url,
            Err(page) => panic!("{}: {}", page.status, page.text),
        }
    }

    /// The address with the code the provider sends a browser back to.
    fn come_back(&self, browser: &mut Browser, who: &str) -> Url {
        let authorize = self.begin(browser);
        browser.sign_in_there(&authorize, who, BACK)
    }

    fn refused(&self, browser: &mut Browser, url: &Url) {
        let page = browser.open(url);
        assert_eq!(page.status, 403, "{}", page.text);
        let home = browser.open(&self.at("/"));
        assert!(!home.text.contains(SIGNED_IN), "nobody is signed in");
    }
}

fn changed(url: &Url, name: &str, value: &str) -> Url {
    let mut url = url.clone();
    let pairs: Vec<(String, String)> = url.query_pairs().into_owned().collect();
    let kept = pairs.iter().filter(|(known, _)| known != name);
    url.query_pairs_mut().clear().extend_pairs(kept);
    if !value.is_empty() {
        url.query_pairs_mut().append_pair(name, value);
    }
    url
}

fn told(url: &Url, name: &str) -> String {
    let mut pairs = url.query_pairs();
    let found = pairs.find(|(known, _)| known == name);
    found.expect(name).1.into_owned()
}

#[test]
fn whoever_the_provider_confirms_is_signed_in_and_out_again() {
    let set = Set::new();
    let mut browser = Browser::new();
    assert!(browser.open(&set.at("/")).text.contains("/edevlet/giris"));
    let authorize = set.begin(&mut browser);
    assert_eq!(told(&authorize, "code_challenge_method"), "S256");
    assert_eq!(told(&authorize, "response_type"), "code");
    let back = browser.sign_in_there(&authorize, "ayse", BACK);
    let home = browser.open(&back);
    assert_eq!((home.status, home.url.path()), (200, "/"));
    assert!(home.text.contains(SIGNED_IN), "{}", home.text);
    let held = "select count(*) from citizen_sessions where identity is not null";
    assert_eq!(set.central.database.value(held), "1");
    let plain = "select count(*) from citizen_sessions
         where position('10000000146'::bytea in identity) > 0";
    assert_eq!(set.central.database.value(plain), "0", "it is sealed");
    assert_eq!(
        set.central
            .database
            .value("select count(*) from oidc_attempts"),
        "0"
    );
    // Out here, and shown the way out there.
    let out = browser
        .step(&set.at("/cikis"), Some(&[]))
        .ok()
        .expect("out");
    let page = browser.open(&out);
    assert!(
        page.text.contains("/session/end?client_id=acikkapi"),
        "{}",
        page.text
    );
    assert!(!browser.open(&set.at("/")).text.contains(SIGNED_IN));
}

#[test]
fn an_answer_counts_once_and_in_its_own_browser() {
    let set = Set::new();
    let mut browser = Browser::new();
    let back = set.come_back(&mut browser, "ayse");
    let mut stranger = Browser::new();
    set.refused(&mut stranger, &back);
    // The stranger's attempt did not use it up.
    assert!(browser.open(&back).text.contains(SIGNED_IN));
    let again = browser.open(&back);
    assert_eq!(again.status, 403);

    // A code that was used, under a new state of the same browser.
    let mut other = Browser::new();
    let authorize = set.begin(&mut other);
    let replayed = changed(&back, "state", &told(&authorize, "state"));
    set.refused(&mut other, &replayed);
    // Somebody else's fresh code, slipped into this browser (its PKCE verifier is another one).
    let fresh = set.come_back(&mut Browser::new(), "ayse");
    let authorize = set.begin(&mut other);
    let slipped = changed(&fresh, "state", &told(&authorize, "state"));
    set.refused(&mut other, &slipped);
}

#[test]
fn a_wrong_state_nonce_issuer_or_code_is_refused() {
    let set = Set::new();
    for (name, value) in [
        ("state", "wrong"),
        ("state", ""),
        ("iss", "http://127.0.0.1:1"),
        ("iss", ""),
        ("code", "wrong"),
        ("code", ""),
    ] {
        let mut browser = Browser::new();
        let back = set.come_back(&mut browser, "ayse");
        set.refused(&mut browser, &changed(&back, name, value));
    }
    let mut browser = Browser::new();
    let authorize = changed(&set.begin(&mut browser), "nonce", "another");
    let back = browser.sign_in_there(&authorize, "ayse", BACK);
    set.refused(&mut browser, &back);
    let given_up = set.begin(&mut browser);
    let given_up = format!(
        "{BACK}?error=access_denied&state={}",
        told(&given_up, "state")
    );
    set.refused(&mut browser, &set.at(&given_up));
    let late = set.come_back(&mut browser, "ayse");
    set.central
        .database
        .execute("update oidc_attempts set ends_at = now()");
    set.refused(&mut browser, &late);
}

#[test]
fn a_token_that_is_over_or_from_the_future_is_refused() {
    for ahead in [-7200, 7200] {
        let set = Set::with(ahead, |issuer| issuer.to_owned());
        let mut browser = Browser::new();
        let back = set.come_back(&mut browser, "ayse");
        set.refused(&mut browser, &back);
    }
}

#[test]
fn a_provider_that_calls_itself_otherwise_is_not_asked() {
    let set = Set::with(0, |issuer| issuer.replace("127.0.0.1", "localhost"));
    let page = Browser::new().open(&set.at("/edevlet/giris"));
    assert_eq!(page.status, 403, "{}", page.text);
}

#[test]
fn without_an_identity_number_nobody_is_signed_in() {
    let set = Set::new();
    let mut browser = Browser::new();
    let back = set.come_back(&mut browser, "nobody");
    set.refused(&mut browser, &back);
}

#[test]
fn without_a_provider_nothing_is_offered_and_one_that_is_away_is_said() {
    let central = Central::start();
    let at = |path: &str| {
        format!("{}{path}", central.url())
            .parse()
            .expect("an address")
    };
    let mut browser = Browser::new();
    assert!(!browser.open(&at("/")).text.contains("edevlet"));
    assert_eq!(browser.open(&at("/edevlet/giris")).status, 404);
    assert_eq!(browser.open(&at("/edevlet/donus?state=x")).status, 404);
    let set = Set::new();
    drop(set._provider);
    let page = browser.open(
        &format!("{}/edevlet/giris", set.central.url())
            .parse()
            .expect("url"),
    );
    assert_eq!(page.status, 503, "{}", page.text);
}
