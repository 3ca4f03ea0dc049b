//! A central restored from an old backup is given back what it has lost, by the desks.

use crate::support::cases::{answer, recorded_unit, route};
use crate::support::central::Central;
use crate::support::file_desk::FileDesk;
use acikkapi::catalog::Catalog;
use acikkapi::central::intake::{self, Intake};
use acikkapi::central::own;
use acikkapi::domain::application::Channel;
use acikkapi::domain::case::{Outcome, Stage, Step};
use acikkapi::domain::event::{Event, MessageMoved, MessageQueued, MessageText};
use acikkapi::domain::ids::{ApplicationId, MessageId, PersonId};
use acikkapi::domain::message::{MessageChannel, MessageLanguage, MessageStage, MessageState};
use acikkapi::domain::registration::RegistrationDraft;
use acikkapi::domain::review::Checklist;
use acikkapi::domain::staff::Actor;
use acikkapi::system::System;
use acikkapi::text::CleanText;
use uuid::Uuid;

const OFFICE: &str = "06001";

/// The whole feed, in its order.
fn feed(central: &Central) -> Vec<String> {
    let ids = "select string_agg(op_id::text, ' ' order by position) from operations";
    let ids = central.database.value(ids);
    ids.split(' ').map(str::to_owned).collect()
}

/// What the message worker does once a gateway has taken a message.
fn sent(central: &Central, application: Uuid, message: Uuid) {
    let moved = Event::MessageMoved(MessageMoved {
        message: MessageId(message),
        application: ApplicationId(application),
        state: MessageState::Sent,
    });
    central.with_pool(async |pool| {
        let mut client = pool.get().await.expect("a connection");
        let transaction = client.transaction().await.expect("begun");
        own::lock(&transaction, OFFICE).await.expect("locked");
        let moved = [moved];
        let acted = (Actor::Program, moved.as_slice());
        let appended = own::append(&transaction, OFFICE, acted, &mut System).await;
        appended.expect("written");
        let state = "update messages set state = 'sent'";
        transaction.execute(state, &[]).await.expect("told");
        transaction.commit().await.expect("committed");
    });
}

/// A citizen applies on the web; the application.
fn apply(central: &Central) -> Uuid {
    let application = Uuid::now_v7();
    let intake = Intake {
        application: ApplicationId(application),
        office: OFFICE.parse().expect("an office"),
        form: RegistrationDraft {
            given_name: "Ali".into(),
            family_name: "Yurttaş".into(),
            text: "Sokağımızda su akmıyor.".into(),
            channel: Channel::Web,
            ..RegistrationDraft::default()
        },
        accepted: Vec::new(),
        files: Vec::new(),
    };
    let (catalog, _) = Catalog::load(None);
    let received = central
        .with_pool(async |pool| intake::register(pool, &catalog, &intake, &mut System).await);
    received.expect("registered");
    application
}

fn queue_message(desk: &FileDesk, (application, person): (Uuid, Uuid)) -> Uuid {
    let message = Uuid::now_v7();
    desk.append(Event::MessageQueued(Box::new(MessageQueued {
        message: MessageId(message),
        application: ApplicationId(application),
        person: PersonId(person),
        stage: MessageStage::Extended,
        round: 0,
        channel: MessageChannel::Sms,
        language: MessageLanguage::Tr,
        private: MessageText {
            to: CleanText::line("+905320000001"),
            text: CleanText::line("Süre uzatıldı."),
        },
    })));
    message
}

fn sync(desks: &[&FileDesk]) {
    for _ in 0..2 {
        desks.iter().for_each(|desk| desk.sync_all());
    }
}

#[test]
fn everything_since_the_backup_comes_back_once_and_in_its_order() {
    let mut central = Central::start();
    let desk = FileDesk::enrolled(OFFICE, &central);
    let other = FileDesk::enrolled(OFFICE, &central);
    desk.append(recorded_unit("NUFUS"));
    let number = desk.register("Gönül").to_string();
    sync(&[&desk, &other]);
    let case = other.case_of(&number);
    assert!(desk.step(case, route("NUFUS", &[]), "buyurun"));
    sync(&[&desk, &other]);
    central.stop();
    let backup = central.database.back_up();
    central.go_on();
    // After the backup: the unit answers in the portal, a citizen applies on the web, the applicant
    // is written to, and the other desk accepts the answer.
    central
        .step(OFFICE, case.0, answer(Outcome::Positive))
        .expect("answered");
    let application = apply(&central);
    let message = queue_message(&desk, case);
    other.register("Sonra");
    sync(&[&desk, &other]);
    sent(&central, case.0, message);
    let accept = Step::Accept {
        checks: Checklist::stood(),
    };
    assert!(other.step(case, accept, "uygun"));
    sync(&[&desk, &other]);
    let before = feed(&central);
    let applicants = other.applicants();
    assert!(
        applicants.iter().any(|name| name == "Yurttaş"),
        "{applicants:?}"
    );
    // The server burns.
    central.stop();
    central.database.restore(&backup);
    central.go_on();
    assert!(feed(&central).len() < before.len());
    central.new_epoch();
    // Work goes on before anything is given back.
    desk.register("Yeni");
    sync(&[&desk, &other]);
    let after = feed(&central);
    assert_eq!(
        after[..before.len()],
        before,
        "the same operations in the same order"
    );
    assert_eq!(after.len(), before.len() + 2, "and the new one");
    assert_eq!(central.database.value("select count(*) from reviews"), "0");
    let state = "select string_agg(state || ' ' || attempts, ',') from messages
        where stage = 'extended'";
    assert_eq!(
        central.database.value(state),
        "sent 0",
        "nobody is written to twice"
    );
    assert!(matches!(
        central.case(OFFICE, case.0).stage,
        Stage::Concluded { .. }
    ));
    let known = central.case(OFFICE, application);
    // A desk that comes new has it all, opened with the keys that came back too.
    let third = FileDesk::enrolled(OFFICE, &central);
    sync(&[&third, &desk, &other]);
    for one in [&desk, &other, &third] {
        assert_eq!(one.case(case.0), central.case(OFFICE, case.0));
        assert_eq!(one.case(application), known);
        let mut names = one.applicants();
        names.sort();
        assert_eq!(names, ["Gönül", "Sonra", "Yeni", "Yurttaş"]);
        assert!(one.compare().agrees());
        one.assert_sound();
    }
}

#[test]
fn what_a_desk_that_is_gone_had_sent_is_given_back_by_the_others() {
    let mut central = Central::start();
    let gone = FileDesk::enrolled(OFFICE, &central);
    let desk = FileDesk::enrolled(OFFICE, &central);
    central.stop();
    let backup = central.database.back_up();
    central.go_on();
    gone.register("Gönül");
    gone.guide(3);
    sync(&[&gone, &desk]);
    let before = feed(&central);
    drop(gone);
    central.stop();
    central.database.restore(&backup);
    central.go_on();
    central.new_epoch();
    desk.sync_all();
    assert_eq!(feed(&central), before);
    assert!(desk.compare().agrees());
    assert_eq!(desk.applicants(), ["Gönül"]);
    desk.assert_sound();
}

#[test]
fn a_restored_desk_and_a_restored_central_lose_nothing_together() {
    let mut central = Central::start();
    let desk = FileDesk::enrolled(OFFICE, &central);
    central.stop();
    let backup = central.database.back_up();
    central.go_on();
    desk.register("Birinci");
    desk.sync_all();
    // Both are restored: the desk to a copy that had sent the first and not the second.
    desk.register("İkinci");
    let copy = desk.back_up();
    desk.restore(&copy);
    desk.enrol(&central, &central.url());
    sync(&[&desk]);
    central.stop();
    central.database.restore(&backup);
    central.go_on();
    central.new_epoch();
    desk.enrol(&central, &central.url());
    sync(&[&desk]);
    let applications = "select count(*) || ' ' || count(distinct number) from applications";
    assert_eq!(central.database.value(applications), "2 2");
    assert_eq!(central.database.value("select count(*) from reviews"), "0");
    let other = FileDesk::enrolled(OFFICE, &central);
    sync(&[&other, &desk]);
    for one in [&desk, &other] {
        let mut names = one.applicants();
        names.sort();
        assert_eq!(names, ["Birinci", "İkinci"]);
        assert!(one.compare().agrees());
        one.assert_sound();
    }
}
