//! Two offices at one central, and everybody who may ask.

use super::office::{Applied, Office, UNIT};
use super::support::desk::Desk;
use super::support::program::configured;
use super::visitor::{PASSWORD, Visitor, cookie};
use reqwest::Method;
use reqwest::blocking::Client;
use reqwest::header::{AUTHORIZATION, CONTENT_TYPE, COOKIE};
use reqwest::redirect::Policy;

/// What the applicant of the first office wrote.
pub const ASKED: &str = "Kuyumuzun suyu bulanık akıyor.";
const OFFICE: &str = "32000";
const OTHER: &str = "06001";

/// Who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Caller {
    /// With nothing.
    Stranger,
    /// A device of the office.
    Device,
    /// A device of another office.
    OtherDevice,
    /// A device of the office whose credential was withdrawn.
    Revoked,
    /// A device of the office that is set aside after a fork.
    SetAside,
    /// An officer of the office's unit, signed in.
    Officer,
    /// An officer of another office.
    OtherOfficer,
    /// An administrator of central, signed in.
    Administrator,
}

impl Caller {
    pub const ALL: [Self; 8] = [
        Self::Stranger,
        Self::Device,
        Self::OtherDevice,
        Self::Revoked,
        Self::SetAside,
        Self::Officer,
        Self::OtherOfficer,
        Self::Administrator,
    ];
}

/// The two offices.
pub struct World {
    office: Office,
    applied: Applied,
    application: String,
    number: String,
    device: String,
    other_application: String,
    /// Header and value of each caller.
    credentials: Vec<(Caller, Option<(reqwest::header::HeaderName, String)>)>,
    client: Client,
    before: String,
}

fn bearer(desk: &Desk) -> String {
    let credentials = desk.content().credentials.clone().expect("enrolled");
    let (office, secret) = (&credentials.office, credentials.secret.as_str());
    format!("Bearer {office}.{}.{secret}", desk.device.simple())
}

impl World {
    pub fn new() -> Self {
        let office = Office::new();
        let central = &office.central;
        let visitor = Visitor::of(central);
        let applied = office.routed(ASKED, 3);
        let enrolled = || Desk::enrolled(OFFICE, central);
        let [device, revoked, set_aside] = [enrolled(), enrolled(), enrolled()];
        // It takes applications from the web.
        device.say(&configured(OFFICE, "Isparta Valiliği"));
        device.push_all().expect("stored");
        let other = Desk::enrolled(OTHER, central);
        let its_neighbour = Desk::enrolled(OTHER, central);
        let (other_application, _) = its_neighbour.register(1);
        its_neighbour.push_all().expect("stored");
        let number = central.database.value(&format!(
            "select device_number from devices where device_id = '{}'",
            revoked.device
        ));
        central.revoke(OFFICE, number.parse().expect("a number"));
        central.database.execute(&format!(
            "update devices set quarantined_at = now() where device_id = '{}'",
            set_aside.device
        ));
        let officer = office.elif();
        let code = central.officer(OTHER, UNIT, "uzak@ankara.example", "Uzak Er");
        let other_officer = cookie(&visitor.choose_for("uzak@ankara.example", &code, PASSWORD));
        let login = "nil.oz@icisleri.example";
        let code = central.administrator(login, "Nil Öz");
        let fields = [
            ("login", login),
            ("code", &code),
            ("password", PASSWORD),
            ("again", PASSWORD),
        ];
        let administrator = cookie(&visitor.post("/yonetim/ilk-parola", "", &fields));
        let credentials = vec![
            (Caller::Stranger, None),
            (Caller::Device, Some((AUTHORIZATION, bearer(&device)))),
            (Caller::OtherDevice, Some((AUTHORIZATION, bearer(&other)))),
            (Caller::Revoked, Some((AUTHORIZATION, bearer(&revoked)))),
            (Caller::SetAside, Some((AUTHORIZATION, bearer(&set_aside)))),
            (Caller::Officer, Some((COOKIE, officer))),
            (Caller::OtherOfficer, Some((COOKIE, other_officer))),
            (Caller::Administrator, Some((COOKIE, administrator))),
        ];
        let client = Client::builder()
            .tls_danger_accept_invalid_certs(true)
            .redirect(Policy::none())
            .build()
            .expect("a client");
        let mut world = Self {
            application: applied.record.application.to_string(),
            number: applied.number().to_string(),
            device: device.device.to_string(),
            other_application: other_application.to_string(),
            applied,
            credentials,
            client,
            before: String::new(),
            office,
        };
        world.before = world.stored();
        world
    }

    /// The status and the body of an answer. `{office}` and the like stand for the first office's.
    pub fn ask(&self, caller: Caller, (method, asks): (&str, &str)) -> (u16, String) {
        let path = asks
            .replace("{office}", OFFICE)
            .replace("{application}", &self.application)
            .replace("{number}", &self.number);
        let method: Method = method.parse().expect("a method");
        let url = format!("{}{path}", self.office.central.url());
        let mut request = self.client.request(method.clone(), url);
        let held = self.credentials.iter().find(|(who, _)| *who == caller);
        if let Some((_, Some((name, value)))) = held {
            request = request.header(name, value);
        }
        if method != Method::GET {
            let kind = if path.starts_with("/v1") || path.starts_with("/api") {
                "application/json"
            } else {
                "application/x-www-form-urlencoded"
            };
            request = request.header(CONTENT_TYPE, kind).body("csrf=x&act=take");
        }
        let answer = request.send().expect("an answer");
        let status = answer.status().as_u16();
        (
            status,
            String::from_utf8_lossy(&answer.bytes().expect("a body")).into_owned(),
        )
    }

    /// What must not be told to a caller.
    pub fn secrets_from(&self, caller: Caller) -> Vec<&str> {
        let theirs = [self.application.as_str(), &self.number, ASKED, "Kaya"];
        match caller {
            Caller::Device | Caller::Officer => vec![&self.other_application],
            // Sees computers, never applications.
            Caller::Administrator => theirs
                .into_iter()
                .chain([self.other_application.as_str()])
                .collect(),
            Caller::OtherDevice | Caller::OtherOfficer => {
                theirs.into_iter().chain([self.device.as_str()]).collect()
            }
            _ => theirs
                .into_iter()
                .chain([self.device.as_str(), &self.other_application])
                .collect(),
        }
    }

    fn stored(&self) -> String {
        self.office.central.database.value(
            "concat((select count(*) from operations), ' ', (select count(*) from case_files), ' ',
                (select count(*) from devices where revoked_at is not null), ' ',
                (select count(*) from enrolment_codes), ' ', (select count(*) from forks))",
        )
    }

    /// All that was refused left nothing behind.
    pub fn nothing_changed(&self) {
        assert_eq!(self.stored(), self.before);
        assert_eq!(self.office.steps(&self.applied), "route");
    }

    pub fn application(&self) -> &str {
        &self.application
    }

    pub fn number(&self) -> &str {
        &self.number
    }

    pub fn device(&self) -> &str {
        &self.device
    }

    pub fn other_application(&self) -> &str {
        &self.other_application
    }
}
