//! An office that queues messages, and the central it sends them through.

use super::program::Home;
use super::serving::{Serving, code_in};
use super::support::desk::Desk;
use super::support::postgres::Database;
use super::support::syncing::wait_until;
use acikkapi::domain::event::{Event, MessageQueued, MessageText};
use acikkapi::domain::ids::{ApplicationId, MessageId, PersonId};
use acikkapi::domain::message::{MessageChannel, MessageLanguage, MessageStage};
use acikkapi::sync::body;
use acikkapi::sync::client::Central as _;
use acikkapi::sync::wire::PersonKey;
use acikkapi::text::CleanText;
use std::collections::BTreeMap;
use std::convert::Infallible;
use std::fs;
use std::path::Path;
use uuid::Uuid;

/// Central's database and folder, and the settings all its processes have.
pub struct Setting {
    pub database: Database,
    pub home: Home,
}

impl Setting {
    /// Central with these sections of settings.
    pub fn new(sections: &str) -> Self {
        let database = Database::fresh();
        let home = Home::with_settings(&format!(
            "language = \"en\"\n[central]\nlisten = \"127.0.0.1:0\"\ndatabase = {:?}\n\
             names = [\"localhost\"]\n{sections}",
            database.url
        ));
        let folder = home.path(".local/share/acikkapi/central");
        fs::create_dir_all(&folder).expect("a folder");
        for name in ["smpp.password", "sms_http.secret"] {
            fs::write(folder.join(name), "gizli\n").expect("written");
        }
        Self { database, home }
    }

    /// Starts a process of central.
    pub fn serve(&self) -> Serving {
        Serving::start(&self.home)
    }

    /// An office enrolled at this process.
    pub fn office(&self, central: &Serving) -> Office {
        let said = self.home.run_line("central enrol --office 32001").well();
        let mut desk = Desk::new("32001");
        desk.enrol(&central.url, &code_in(&said)).expect("enrolled");
        Office { desk }
    }

    /// How many messages are in each state, such as `sent 2, unknown 1`.
    pub fn states(&self) -> String {
        self.database.value(
            "select string_agg(state || ' ' || n, ', ' order by state)
               from (select state || coalesce(':' || reason, '') as state, count(*) as n
                       from messages group by 1) as states",
        )
    }

    /// Waits until the messages' states are these.
    pub fn wait_for(&self, states: &str) {
        let what = format!("came to {states}");
        wait_until(&what, || {
            let now = self.states();
            if now != states {
                std::thread::sleep(std::time::Duration::from_millis(100));
            }
            now == states
        });
    }

    /// Everything of central's folder, to look for what must not be there.
    pub fn folder(&self) -> std::path::PathBuf {
        Path::new(&self.home.path("")).to_owned()
    }
}

pub struct Office {
    pub desk: Desk,
}

/// A message to be queued.
#[derive(Clone)]
pub struct Draft {
    pub application: Uuid,
    pub person: Uuid,
    pub stage: MessageStage,
    pub round: u32,
    pub channel: MessageChannel,
    pub to: String,
    pub text: String,
}

impl Draft {
    /// To an applicant of their own, about an application of its own.
    pub fn sms(to: &str, text: &str) -> Self {
        Self {
            application: Uuid::now_v7(),
            person: Uuid::now_v7(),
            stage: MessageStage::Registered,
            round: 0,
            channel: MessageChannel::Sms,
            to: to.to_owned(),
            text: text.to_owned(),
        }
    }
}

impl Office {
    /// Queues a message and sends it to central.
    pub fn queue(&self, draft: &Draft) -> Uuid {
        let message = self.append(draft);
        self.push();
        message
    }

    /// Queues a message.
    pub fn append(&self, draft: &Draft) -> Uuid {
        let message = Uuid::now_v7();
        let event = Event::MessageQueued(Box::new(MessageQueued {
            message: MessageId(message),
            application: ApplicationId(draft.application),
            person: PersonId(draft.person),
            stage: draft.stage,
            round: draft.round,
            channel: draft.channel,
            language: MessageLanguage::Tr,
            private: MessageText {
                to: CleanText::line(&draft.to),
                text: CleanText::block(&draft.text),
            },
        }));
        self.know(draft.person);
        self.desk.say(&event);
        message
    }

    /// Gives the person a key that is the same at every desk.
    fn know(&self, person: Uuid) {
        let keys = &mut self.desk.content().keys;
        if keys.iter().all(|known| known.person != person) {
            let key = data_encoding::BASE64.encode(&key(person));
            keys.push(PersonKey { person, key });
        }
    }

    /// Sends everything to central.
    pub fn push(&self) {
        self.desk.push_all().expect("stored");
    }

    /// What the feed says became of each message, in order.
    pub fn told(&self) -> BTreeMap<Uuid, Vec<String>> {
        let page = self.desk.client().feed(0).expect("a feed");
        let mut told: BTreeMap<Uuid, Vec<String>> = BTreeMap::new();
        for operation in page.entries.into_iter().filter_map(|entry| entry.operation) {
            let Ok(event) = body::open::<Infallible>(
                (operation.op_id, &operation.kind),
                &operation.body,
                |_| Ok(None),
            );
            if let Some(Event::MessageMoved(moved)) = event {
                told.entry(moved.message.0)
                    .or_default()
                    .push(moved.state.name().to_owned());
            }
        }
        told
    }
}

/// Any key, the same for a person each time.
fn key(person: Uuid) -> [u8; 32] {
    let mut key = [7; 32];
    key[..16].copy_from_slice(person.as_bytes());
    key
}
