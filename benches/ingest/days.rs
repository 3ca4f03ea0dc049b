//! What desks send: days of an office, as the program writes them.
//!
//! Of two visitors one applies and one is helped at once. The first leaves eight operations (ticket,
//! call, visit, person, registration, routing by rule, message, end of the visit) and later three
//! more when the answer came (answer typed in, accepted, message); the second five. So a batch of 500
//! has about 31 registrations, 94 steps of cases, 63 messages and 31 keys, each sealed as at the desk.

use super::parts::cases::{answer, moved, route};
use super::parts::desk::Desk;
use super::parts::events;
use acikkapi::domain::case::{Outcome, Step};
use acikkapi::domain::event::{Event, MessageQueued, MessageText};
use acikkapi::domain::ids::{ApplicationId, MessageId, PersonId};
use acikkapi::domain::message::{MessageChannel, MessageLanguage, MessageStage};
use acikkapi::domain::review::Checklist;
use acikkapi::sync::wire::{Operation, PersonKey, PushRequest};
use acikkapi::text::CleanText;
use axum::body::Bytes;
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::json;
use std::io::Write as _;
use uuid::Uuid;

/// Operations of a batch.
pub const BATCH: usize = 500;
/// Words of a petition.
const PETITION: &str = "Mahallemizdeki parkın aydınlatması üç haftadır çalışmıyor. Akşam saatlerinde \
     çocuklarımızla parka çıkamıyoruz; geçen hafta komşumuz karanlıkta düşüp kolunu incitti. \
     Muhtarlığa ve belediyenin çağrı merkezine bildirdik, bir sonuç alamadık. Direklerin onarılmasını \
     ve kavşaktaki yaya geçidinin de aydınlatılmasını arz ederim.";

/// A desk and what it has to send.
pub struct Days {
    pub office: String,
    pub device: Uuid,
    pub batches: Vec<Batch>,
}

/// A batch on its way.
pub struct Batch {
    pub operations: Vec<Operation>,
    pub keys: Vec<PersonKey>,
    /// As it travels: JSON, packed.
    pub packed: Bytes,
}

impl Days {
    /// So many batches of an office.
    pub fn of(office: &str, batches: usize) -> Self {
        let desk = Desk::new(office);
        let mut sequence = 0;
        while desk.content().log.len() < batches * BATCH {
            sequence += 1;
            visit(&desk, sequence);
        }
        let content = desk.content();
        let chunks = content.log.chunks_exact(BATCH).take(batches);
        let mut sent = 0;
        let batches = chunks.map(|operations| {
            let bodies = operations.iter();
            // The keys of a batch are those of the persons in it: in the order they came.
            let new = bodies.filter(|one| one.kind == "person_recorded").count();
            let keys = content.keys[sent..sent + new].to_vec();
            sent += new;
            pack(operations.to_vec(), keys)
        });
        Self {
            office: office.to_owned(),
            device: desk.device,
            batches: batches.collect(),
        }
    }

    /// The same days without what is needed only to compare.
    pub fn packed_only(mut self) -> Self {
        for batch in &mut self.batches {
            batch.operations = Vec::new();
            batch.keys = Vec::new();
        }
        self
    }
}

fn pack(operations: Vec<Operation>, keys: Vec<PersonKey>) -> Batch {
    let request = PushRequest { operations, keys };
    let json = serde_json::to_vec(&request).expect("JSON");
    // As a desk packs it.
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(&json).expect("memory");
    Batch {
        packed: encoder.finish().expect("memory").into(),
        operations: request.operations,
        keys: request.keys,
    }
}

/// A visitor who applies, and one who is helped at once.
fn visit(desk: &Desk, sequence: u64) {
    let ticket = Uuid::now_v7();
    let visit = Uuid::now_v7();
    arrives(desk, (ticket, visit), sequence);
    let person = PersonId(Uuid::now_v7());
    desk.say(&Event::PersonRecorded(events::recorded(
        person,
        "Yılmazoğlu",
    )));
    let number = events::number(&desk.office, 1, sequence);
    let mut record = events::registered(number, person);
    record.private.text = CleanText::block(PETITION);
    let case = (record.application.0, person.0);
    desk.say(&Event::ApplicationRegistered(Box::new(record)));
    desk.step(case, route("FEN", &[]));
    desk.say(&message(case, MessageStage::Registered));
    desk.append("visit_closed", json!({ "visit": visit }));
    let (ticket, visit) = (Uuid::now_v7(), Uuid::now_v7());
    arrives(desk, (ticket, visit), sequence);
    desk.append(
        "guidance_given",
        json!({ "visit": visit, "service": "e-devlet", "difficulty": "sign_in", "minutes": 7,
                "outcome": "solved" }),
    );
    desk.append("visit_closed", json!({ "visit": visit }));
    desk.say(&moved(case, answer(Outcome::Positive), PETITION));
    desk.step(case, accept());
    desk.say(&message(case, MessageStage::Concluded));
}

fn accept() -> Step {
    Step::Accept {
        checks: Checklist {
            answers: true,
            reasoned: true,
            grounds: true,
            polite: true,
            private: true,
        },
    }
}

fn arrives(desk: &Desk, (ticket, visit): (Uuid, Uuid), number: u64) {
    desk.append(
        "ticket_issued",
        json!({ "ticket": ticket, "day": "2026-05-04", "number": number % 200, "lane": "ordinary",
                "rank": 0, "visitor": Uuid::now_v7() }),
    );
    desk.append(
        "ticket_called",
        json!({ "ticket": ticket, "counter": 3, "run": 0 }),
    );
    desk.append(
        "visit_opened",
        json!({ "visit": visit, "ticket": ticket, "counter": 3 }),
    );
}

fn message((application, person): (Uuid, Uuid), stage: MessageStage) -> Event {
    Event::MessageQueued(Box::new(MessageQueued {
        message: MessageId(Uuid::now_v7()),
        application: ApplicationId(application),
        person: PersonId(person),
        stage,
        round: 0,
        channel: MessageChannel::Sms,
        language: MessageLanguage::Tr,
        private: MessageText {
            to: CleanText::line("+905321234567"),
            text: CleanText::line("Başvurunuz alındı. Numaranız: 06001-26-01-00001-11"),
        },
    }))
}
