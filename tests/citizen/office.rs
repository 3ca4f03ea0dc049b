//! A governorship with a desk and a unit, at a central whose SMS go to a provider.

use super::provider::Provider;
use super::support::central::Central;
use super::support::desk::Desk;
use super::support::syncing::wait_until;
use super::visitor::Visitor;
use acikkapi::central::citizen::session::{self, Identity};
use acikkapi::central::dispatch::SmsWay;
use acikkapi::domain::application::TopicCode;
use acikkapi::domain::case::{AnswerSource, CaseMoved, Outcome, Said, Step};
use acikkapi::domain::event::{Event, OfficeConfigured};
use acikkapi::domain::ids::{ApplicationId, PersonId};
use acikkapi::domain::review::Checklist;
use acikkapi::domain::unit::{Unit, UnitCode};
use acikkapi::sync::wire::PersonKey;
use acikkapi::text::CleanText;
use deadpool_postgres::Pool;
use reqwest::StatusCode;
use reqwest::header::LOCATION;

pub const OFFICE: &str = "32000";
pub const OFFICE_NAME: &str = "Isparta Valiliği";
pub const FORM: &str = "/basvuru/32000";
pub const UNIT_NAME: &str = "Fen İşleri Müdürlüğü";
pub const TEXT: &str =
    "Gül Sokak'taki üç lamba üç haftadır yanmıyor. Akşamları çocuklar karanlıkta dönüyor.";
pub const PHONE: &str = "0532 123 45 67";
pub const JPEG: &[u8] = b"\xff\xd8\xff\xe0 a made up photograph";

pub struct Office {
    pub central: Central,
    pub provider: Provider,
    pub desk: Desk,
}

impl Office {
    pub fn new() -> Self {
        Self::with_header("")
    }

    /// Behind a proxy that tells addresses in this header.
    pub fn with_header(header: &str) -> Self {
        let provider = Provider::start();
        let central = Central::with(|settings| {
            settings.client_address_header = header.to_owned();
            let messages = &mut settings.messages;
            messages.sms = SmsWay::Http;
            messages.per_second = 200;
            messages.http.url = format!("http://{}/v1/messages", provider.address);
            messages.http.headers = Vec::new();
        });
        let desk = Desk::enrolled(OFFICE, &central);
        let office = OFFICE.parse().expect("an office");
        let name = CleanText::line(OFFICE_NAME);
        desk.say(&Event::OfficeConfigured(OfficeConfigured::usual(
            office, name,
        )));
        let mut unit = Unit::new(unit(), CleanText::line(UNIT_NAME));
        unit.topics = ["08", "12"].map(|code| TopicCode(code.into())).to_vec();
        desk.say(&Event::UnitRecorded(Box::new(unit)));
        desk.push_all().expect("accepted");
        Self {
            central,
            provider,
            desk,
        }
    }

    pub fn visitor(&self) -> Visitor {
        Visitor::of(&self.central)
    }

    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.central.url())
    }

    pub fn count(&self, table: &str) -> u32 {
        let count = self
            .central
            .database
            .value(&format!("select count(*) from {table}"));
        count.parse().expect("a number")
    }

    /// Applies, and gets the number.
    pub fn apply(&self, more: &[(&str, &str)]) -> Applied {
        let mut fields = usual();
        fields.retain(|(name, _)| more.iter().all(|(other, _)| name != other));
        fields.extend(more);
        let answer = self.visitor().post_files(FORM, "", &fields, &[]);
        let status = answer.status();
        let to = answer.headers().get(LOCATION).cloned();
        let said = answer.text().expect("text");
        assert_eq!(status, StatusCode::SEE_OTHER, "{said}");
        let to = to.expect("an address").to_str().expect("text").to_owned();
        Applied::at(self, &to)
    }

    /// What the desk, the unit or the chief does.
    pub fn step(&self, applied: &Applied, step: Step, said: Said) {
        self.know_key(applied.person);
        let moved = CaseMoved {
            application: applied.id,
            person: applied.person,
            step,
            private: said,
        };
        self.desk.say(&Event::CaseMoved(Box::new(moved)));
        self.desk.push_all().expect("accepted");
        // The test desk's clock stands still.
        self.happened("now()");
    }

    /// When the desk's steps happened.
    pub fn happened(&self, at: &str) {
        self.central.database.execute(&format!(
            "update operations set device_time = {at} where kind = 'case_moved' and actor <> 'applicant'"
        ));
    }

    pub fn answer(&self, applied: &Applied, outcome: Outcome, said: &str) {
        let answer = Step::Answer {
            outcome,
            source: AnswerSource::Paper,
            attachments: Vec::new(),
        };
        let said = Said {
            text: CleanText::block(said),
            legal_ground: CleanText::block("5393 sayılı Kanun m. 14"),
            ..Said::default()
        };
        self.step(applied, answer, said);
    }

    pub fn accept(&self, applied: &Applied) {
        let checks = Checklist::stood();
        self.step(applied, Step::Accept { checks }, Said::default());
    }

    /// A desk has the keys of the persons in its feed.
    fn know_key(&self, person: PersonId) {
        let known = self
            .desk
            .content()
            .keys
            .iter()
            .any(|key| key.person == person.0);
        if !known {
            let key = self.central.database.value(&format!(
                "select encode(key, 'base64') from person_keys where person_id = '{person}'"
            ));
            let key = PersonKey {
                person: person.0,
                key,
            };
            self.desk.content().keys.push(key);
        }
    }

    /// Steps of a case at central.
    pub fn steps(&self, applied: &Applied) -> String {
        self.central.database.value(&format!(
            "select string_agg(concat(body::json ->> 'step', ':', actor = 'applicant'), ' ' order by position)
               from case_steps join operations using (office_id, position)
              where application_id = '{}'",
            applied.id
        ))
    }

    /// Asks for a code and types it: the session's cookie and the page.
    pub fn enter(&self, applied: &Applied) -> (String, String) {
        let visitor = self.visitor();
        let earlier = self.provider.codes().len();
        let page = visitor.post("/takip", "", &[("number", &applied.number)]);
        let page = page.text().expect("text");
        let code = self.provider.code_after(earlier);
        let typed = [
            ("number", applied.number.as_str()),
            ("asked", hidden(&page, "asked")),
            ("code", &code),
        ];
        let answer = visitor.post("/takip/kod", "", &typed);
        let cookie = super::visitor::cookie(&answer);
        let path = answer.headers()[LOCATION]
            .to_str()
            .expect("text")
            .to_owned();
        (cookie, path)
    }

    /// The cookie of somebody who signed in.
    pub fn signed_in(&self, identity: Identity) -> String {
        let start = async |pool: &Pool| session::start(pool, &identity).await;
        let cookie = self.central.with_pool(start).expect("a session");
        cookie.split(';').next().expect("a cookie").to_owned()
    }

    /// Waits for the number's SMS, so that it is not taken for a code's.
    pub fn wait_for_number(&self, applied: &Applied) {
        wait_until("the number", || {
            let taken = self.provider.taken();
            taken.iter().any(|sms| sms.text.contains(&applied.number))
        });
    }
}

/// An application that was received.
pub struct Applied {
    pub id: ApplicationId,
    pub person: PersonId,
    pub number: String,
    /// Address of the page with the number.
    pub path: String,
}

impl Applied {
    pub fn at(office: &Office, path: &str) -> Self {
        let id = path.split(['/', '?']).nth(4).expect("an id");
        let database = &office.central.database;
        let of = |column: &str, table: &str| {
            database.value(&format!(
                "select {column} from {table} where application_id = '{id}'"
            ))
        };
        Self {
            id: ApplicationId(id.parse().expect("an id")),
            person: PersonId(of("person_id", "cases").parse().expect("an id")),
            number: of("number", "applications"),
            path: path.to_owned(),
        }
    }
}

pub fn unit() -> UnitCode {
    UnitCode::new("FEN").expect("a code")
}

/// A form nobody would have a word about.
pub fn usual() -> Vec<(&'static str, &'static str)> {
    vec![
        ("application_kind", "complaint"),
        ("text", TEXT),
        ("topic", "12.01"),
        ("province", "32"),
        ("person_kind", "citizen"),
        ("identity_number", "10000000146"),
        ("given_name", "Ayşe"),
        ("family_name", "Yılmaz"),
        ("phone", PHONE),
        ("notify", "sms"),
        ("language", "tr"),
        ("act", "send"),
    ]
}

/// The value of a hidden field.
pub fn hidden<'a>(page: &'a str, name: &str) -> &'a str {
    let start = format!("name=\"{name}\" value=\"");
    let after = page.split(start.as_str()).nth(1);
    let value = after.and_then(|after| after.split('"').next());
    value.unwrap_or_else(|| panic!("no {name} in {page}"))
}
