//! A real Chromium, driven over WebDriver (W3C) as a person uses it: by what the page says, or by
//! keys alone.

use reqwest::blocking::Client;
use serde_json::{Value, json};
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// A page has this long to show what is looked for.
const PATIENCE: Duration = Duration::from_secs(20);
/// The name WebDriver gives a reference to an element.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";
const AXE: &str = include_str!("../assets/axe/axe.min.js");

/// Keys as WebDriver names them.
pub mod key {
    pub const TAB: &str = "\u{e004}";
    pub const ENTER: &str = "\u{e007}";
    pub const SHIFT: &str = "\u{e008}";
    pub const SPACE: &str = " ";
    pub const DOWN: &str = "\u{e015}";
}

/// A browser with an empty profile of its own.
pub struct Browser {
    driver: Child,
    session: String,
    client: Client,
    _profile: tempfile::TempDir,
}

impl Browser {
    /// With JavaScript, as most have it.
    pub fn start() -> Self {
        Self::with_preferences(json!({}))
    }

    /// With JavaScript switched off.
    pub fn without_script() -> Self {
        Self::with_preferences(json!({ "profile.managed_default_content_settings.javascript": 2 }))
    }

    fn with_preferences(preferences: Value) -> Self {
        let profile = tempfile::tempdir().expect("a folder");
        let mut driver = Command::new(find("chromedriver"))
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromedriver starts");
        let port = port_of(&mut driver);
        // Already there from an earlier test; a client wants one even for plain HTTP.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder()
            .timeout(Duration::from_secs(60))
            .build()
            .expect("a client");
        let folder = profile.path().display();
        let arguments = [
            "--headless=new",
            "--no-sandbox",
            "--disable-dev-shm-usage",
            "--disable-gpu",
            // A picture of the whole page is laid out without them.
            "--hide-scrollbars",
            "--lang=tr",
            "--no-first-run",
            // A service worker is not started behind a certificate that is only overlooked.
            "--ignore-certificate-errors",
            &format!("--user-data-dir={folder}"),
        ];
        let capabilities = json!({ "capabilities": { "alwaysMatch": {
            "acceptInsecureCerts": true,
            "goog:chromeOptions": {
                "binary": find("chromium"), "args": arguments, "prefs": preferences,
            },
        }}});
        let root = format!("http://127.0.0.1:{port}/session");
        let answer = client.post(&root).json(&capabilities).send();
        let answer: Value = answer.expect("chromedriver answers").json().expect("JSON");
        let id = answer["value"]["sessionId"].as_str();
        let id = id.unwrap_or_else(|| panic!("Chromium does not start: {answer}"));
        let browser = Self {
            driver,
            session: format!("{root}/{id}"),
            client,
            _profile: profile,
        };
        browser.resize(1280, 900);
        browser
    }

    pub fn resize(&self, width: u32, height: u32) {
        self.ask("window/rect", &json!({ "width": width, "height": height }));
    }

    pub fn open(&self, url: &str) {
        self.ask("url", &json!({ "url": url }));
    }

    pub fn address(&self) -> String {
        self.get("url").as_str().unwrap_or_default().to_owned()
    }

    /// The part of the address after the host.
    pub fn path(&self) -> String {
        let address = self.address();
        let after = address.splitn(4, '/').nth(3).unwrap_or_default();
        format!("/{after}")
    }

    pub fn title(&self) -> String {
        self.get("title").as_str().unwrap_or_default().to_owned()
    }

    pub fn source(&self) -> String {
        self.get("source").as_str().unwrap_or_default().to_owned()
    }

    /// What the page says.
    pub fn text(&self) -> String {
        self.text_of(&self.find("//body"))
    }

    /// Waits until the page says this.
    pub fn see(&self, said: &str) {
        let until = Instant::now() + PATIENCE;
        loop {
            let body = self
                .try_find("//body")
                .and_then(|body| self.try_text_of(&body));
            if body.as_ref().is_some_and(|text| text.contains(said)) {
                return;
            }
            assert!(Instant::now() < until, "no {said:?} in {body:?}");
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// Writes into the field with this label, in place of what is there.
    pub fn fill(&self, label: &str, text: &str) {
        let field = self.field(label);
        self.ask(&format!("element/{field}/clear"), &json!({}));
        self.ask(&format!("element/{field}/value"), &json!({ "text": text }));
    }

    /// Chooses these files in the field with this label.
    pub fn attach(&self, label: &str, files: &[&Path]) {
        let field = self.field(label);
        let paths: Vec<_> = files
            .iter()
            .map(|file| file.display().to_string())
            .collect();
        let text = paths.join("\n");
        self.ask(&format!("element/{field}/value"), &json!({ "text": text }));
    }

    /// What stands in the field with this label.
    pub fn value(&self, label: &str) -> String {
        let field = self.field(label);
        let value = self.get(&format!("element/{field}/property/value"));
        value.as_str().unwrap_or_default().to_owned()
    }

    /// Clicks the link, button, choice or fold that says this.
    pub fn click(&self, said: &str) {
        let said = literal(said);
        let xpath = format!(
            "//a[normalize-space()={said}]|//button[normalize-space()={said}]\
             |//label[normalize-space()={said}]|//summary[normalize-space()={said}]"
        );
        let target = self.find(&xpath);
        self.ask(&format!("element/{target}/click"), &json!({}));
    }

    /// Clicks the link, button or choice that begins with this, or has it in small letters.
    pub fn click_part(&self, said: &str) {
        let said = literal(said);
        let xpath = format!("(//a|//label)[contains(normalize-space(), {said})]");
        let target = self.find(&xpath);
        self.ask(&format!("element/{target}/click"), &json!({}));
    }

    /// Clicks the last button that says this.
    pub fn click_last(&self, said: &str) {
        let said = literal(said);
        let target = self.find(&format!("(//button[normalize-space()={said}])[last()]"));
        self.ask(&format!("element/{target}/click"), &json!({}));
    }

    /// Has this cookie (`name=value`) for the page that is open.
    pub fn set_cookie(&self, cookie: &str) {
        let (name, value) = cookie.split_once('=').expect("a cookie");
        let params = json!({
            "name": name, "value": value, "url": self.address(), "path": "/", "secure": true,
        });
        let command = json!({ "cmd": "Network.setCookie", "params": params });
        self.ask("goog/cdp/execute", &command);
    }

    pub fn reload(&self) {
        self.ask("refresh", &json!({}));
    }

    /// A screen of this size, however small, as a telephone has it.
    pub fn narrow(&self, width: u32, height: u32) {
        let params =
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        let command = json!({ "cmd": "Emulation.setDeviceMetricsOverride", "params": params });
        self.ask("goog/cdp/execute", &command);
    }

    /// Why Chromium would not install the page as an app.
    pub fn installability_errors(&self) -> Vec<String> {
        let command = json!({ "cmd": "Page.getInstallabilityErrors", "params": {} });
        let found = self.ask("goog/cdp/execute", &command);
        let errors = found["installabilityErrors"].as_array().cloned();
        let errors = errors.unwrap_or_default().into_iter();
        errors.map(|error| error.to_string()).collect()
    }

    /// Presses keys, one after the other; those before a plus stay down.
    pub fn press(&self, keys: &[&str]) {
        let down = keys
            .iter()
            .map(|key| json!({ "type": "keyDown", "value": key }));
        let up = keys
            .iter()
            .rev()
            .map(|key| json!({ "type": "keyUp", "value": key }));
        let actions: Vec<Value> = down.chain(up).collect();
        let body = json!({ "actions": [{ "type": "key", "id": "keys", "actions": actions }] });
        self.ask("actions", &body);
    }

    /// Types a text on the keyboard, wherever the focus is.
    pub fn type_text(&self, text: &str) {
        for letter in text.chars() {
            self.press(&[letter.to_string().as_str()]);
        }
    }

    /// What has the focus: its text, its label, or its name.
    pub fn focused(&self) -> String {
        let active = self.get("element/active");
        let element = active[ELEMENT].as_str().expect("something has the focus");
        let label = self.get(&format!("element/{element}/computedlabel"));
        label.as_str().unwrap_or_default().trim().to_owned()
    }

    /// Goes on with Tab until this has the focus.
    pub fn tab_to(&self, label: &str) {
        let mut passed = Vec::new();
        while passed.len() < 60 {
            self.press(&[key::TAB]);
            let focused = self.focused();
            if focused == label {
                return;
            }
            passed.push(focused);
        }
        panic!("Tab does not reach {label:?}; it passed {passed:?}");
    }

    /// What axe-core finds wrong by WCAG 2.2 AA on the page, one line each. Needs JavaScript.
    pub fn violations(&self) -> Vec<String> {
        let run = format!(
            "{AXE}; const done = arguments[arguments.length - 1];
             axe.run(document, {{ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa',
                 'best-practice'] }}).then(found => done(found.violations.map(v =>
                 v.id + ': ' + v.nodes.map(n => n.html + ' ' + n.failureSummary).join(' | '))),
                 error => done([String(error)]));"
        );
        let found = self.ask("execute/async", &json!({ "script": run, "args": [] }));
        let found = found.as_array().expect("a list").iter();
        found
            .map(|line| line.as_str().unwrap_or_default().to_owned())
            .collect()
    }

    /// Light or dark, as somebody's system may ask for.
    pub fn colour_scheme(&self, scheme: &str) {
        let features = json!([{ "name": "prefers-color-scheme", "value": scheme }]);
        let command =
            json!({ "cmd": "Emulation.setEmulatedMedia", "params": { "features": features } });
        self.ask("goog/cdp/execute", &command);
    }

    /// Runs a script on the page.
    pub fn run(&self, script: &str) {
        self.ask("execute/sync", &json!({ "script": script, "args": [] }));
    }

    /// Waits until a script's result on the page is true.
    pub fn wait_for(&self, script: &str) {
        let run = format!(
            "const done = arguments[arguments.length - 1];
             Promise.resolve({script}).then(done, error => done(String(error)));"
        );
        let body = json!({ "script": run, "args": [] });
        let until = Instant::now() + PATIENCE * 2;
        loop {
            let said = self.ask("execute/async", &body);
            if said == true {
                return;
            }
            assert!(Instant::now() < until, "{script}: {said}");
            std::thread::sleep(Duration::from_millis(100));
        }
    }

    /// A number a script computes on the page.
    pub fn number(&self, script: &str) -> f64 {
        let body = json!({ "script": format!("return {script};"), "args": [] });
        self.ask("execute/sync", &body).as_f64().expect("a number")
    }

    /// Keeps a picture of the whole page in `target/screenshots`.
    pub fn picture(&self, name: &str) {
        let whole = json!({
            "cmd": "Page.captureScreenshot", "params": { "captureBeyondViewport": true },
        });
        let picture = self.ask("goog/cdp/execute", &whole);
        let bytes = data_encoding::BASE64
            .decode(picture["data"].as_str().expect("a picture").as_bytes())
            .expect("base64");
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("../screenshots");
        fs::create_dir_all(&folder).expect("a folder");
        fs::write(folder.join(format!("{name}.png")), bytes).expect("written");
    }

    fn field(&self, label: &str) -> String {
        let said = literal(label);
        self.find(&format!(
            "//*[@id=//label[normalize-space()={said}]/@for]|//label[normalize-space()={said}]//input"
        ))
    }

    fn text_of(&self, element: &str) -> String {
        self.try_text_of(element).expect("the element is there")
    }

    fn try_text_of(&self, element: &str) -> Option<String> {
        let answer = self.call(
            self.client
                .get(format!("{}/element/{element}/text", self.session)),
        );
        answer.ok()?.as_str().map(str::to_owned)
    }

    fn find(&self, xpath: &str) -> String {
        let until = Instant::now() + PATIENCE;
        loop {
            if let Some(found) = self.try_find(xpath) {
                return found;
            }
            assert!(Instant::now() < until, "no {xpath} in\n{}", self.text_now());
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    fn text_now(&self) -> String {
        let body = self
            .try_find("//body")
            .and_then(|body| self.try_text_of(&body));
        body.unwrap_or_default()
    }

    fn try_find(&self, xpath: &str) -> Option<String> {
        let query = json!({ "using": "xpath", "value": xpath });
        let request = self
            .client
            .post(format!("{}/element", self.session))
            .json(&query);
        self.call(request).ok()?[ELEMENT]
            .as_str()
            .map(str::to_owned)
    }

    fn get(&self, path: &str) -> Value {
        let request = self.client.get(format!("{}/{path}", self.session));
        self.call(request)
            .unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    fn ask(&self, path: &str, body: &Value) -> Value {
        let request = self
            .client
            .post(format!("{}/{path}", self.session))
            .json(body);
        self.call(request)
            .unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    fn call(&self, request: reqwest::blocking::RequestBuilder) -> Result<Value, Value> {
        let answer = request.send().expect("chromedriver answers");
        let well = answer.status().is_success();
        let mut body: Value = answer.json().expect("JSON");
        let value = body["value"].take();
        if well { Ok(value) } else { Err(value) }
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // Closes Chromium; should that fail, ending the driver closes it too.
        let _ = self.client.delete(&self.session).send();
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

/// An XPath literal; no text of the pages has both kinds of quotes.
fn literal(text: &str) -> String {
    if text.contains('\'') {
        format!("\"{text}\"")
    } else {
        format!("'{text}'")
    }
}

/// The driver chooses a free port and says which.
fn port_of(driver: &mut Child) -> u16 {
    let said = BufReader::new(driver.stdout.take().expect("piped"));
    for line in said.lines() {
        let line = line.expect("text");
        if let Some((_, port)) = line.split_once("successfully on port ") {
            return port.trim_end_matches('.').parse().expect("a port");
        }
    }
    panic!("chromedriver ended");
}

fn find(program: &str) -> PathBuf {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path)
        .map(|folder| folder.join(program))
        .find(|candidate| candidate.is_file())
        .unwrap_or_else(|| {
            panic!("{program} not found: these tests need Chromium (Debian: apt install chromium chromium-driver)")
        })
}
