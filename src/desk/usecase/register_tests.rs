//! Registration, drafts, guidance and files.

use uuid::Uuid;

use super::fixture::{Play, line};
use crate::desk::command::{Command, Draft, Registration};
use crate::desk::done::Done;
use crate::desk::error::DeskError;
use crate::domain::application::{ApplicationKind, Registered, TopicCode};
use crate::domain::file::TakenFile;
use crate::domain::ids::{ApplicationId, DraftId, PersonId, VisitId};
use crate::domain::number::ApplicationNumber;
use crate::domain::registration::{AcceptedWarning, RegistrationDraft, RegistrationWarning};
use crate::domain::visit::GuidanceOutcome;

fn form() -> RegistrationDraft {
    RegistrationDraft {
        identity_number: "100 000 001 46".into(),
        given_name: "Şükrü".into(),
        family_name: "Iğdır".into(),
        phone: "0532 123 45 67".into(),
        topic: Some(TopicCode("12.01".into())),
        text: "Sokağımızın suyu akmıyor.".into(),
        ..RegistrationDraft::default()
    }
}

fn registration(form: RegistrationDraft) -> Registration {
    Registration {
        visit: None,
        draft: None,
        form,
        accepted: Vec::new(),
    }
}

impl Play {
    fn register(&mut self, registration: Registration) -> (Registered, PersonId) {
        let done = self.at(1, Command::Register(Box::new(registration)));
        let Done::Registered {
            application,
            person,
            number,
            ..
        } = done
        else {
            panic!("{done:?}");
        };
        let record = self.read(|read| read.application(application)).unwrap();
        assert_eq!((record.number, record.person), (number, person));
        (record, person)
    }

    fn register_form(&mut self, form: RegistrationDraft) -> (Registered, PersonId) {
        self.register(registration(form))
    }

    fn draft(&mut self, id: u128, form: RegistrationDraft) -> DraftId {
        let id = DraftId(Uuid::from_u128(id));
        let draft = Draft {
            id,
            counter: 1,
            visit: None,
            form,
        };
        self.at(1, Command::SaveDraft(Box::new(draft)));
        id
    }

    fn drafts(&mut self) -> usize {
        self.read(|read| read.drafts()).len()
    }

    fn open_visit(&mut self) -> VisitId {
        match self.at(1, Command::OpenVisit) {
            Done::VisitOpened { visit } => visit,
            other => panic!("{other:?}"),
        }
    }

    fn log_length(&self) -> usize {
        self.numbers("select seq from operations").len()
    }
}

fn warnings(record: &Registered) -> Vec<RegistrationWarning> {
    let accepted = record.private.accepted.iter();
    accepted.map(|accepted| accepted.warning).collect()
}

#[test]
fn numbers_follow_one_another_and_begin_again_each_istanbul_year() {
    let mut play = Play::new();
    let numbers: Vec<ApplicationNumber> = (0..3)
        .map(|_| play.register_form(form()).0.number)
        .collect();
    let sequences: Vec<u64> = numbers.iter().map(|number| number.sequence()).collect();
    assert_eq!(sequences, [1, 2, 3]);
    let first = numbers[0];
    assert_eq!(
        (first.office().to_string().as_str(), first.year()),
        ("06001", 26)
    );
    assert!((50..=99).contains(&first.database()));
    // One minute to midnight in Istanbul on New Year's Eve, then midnight: one day in UTC.
    play.set_clock("2026-12-31T20:59:00Z");
    assert_eq!(play.register_form(form()).0.number.sequence(), 4);
    play.set_clock("2026-12-31T21:00:00Z");
    let next = play.register_form(form()).0.number;
    assert_eq!((next.year(), next.sequence()), (27, 1));
    assert_eq!(next.database(), first.database());
}

#[test]
fn the_number_given_at_enrolment_is_used_from_then_on() {
    let mut play = Play::new();
    play.register_form(form());
    let enrolled = play
        .store
        .transact(|tx| -> Result<_, DeskError> { Ok(tx.set_device_number(4)?) });
    enrolled.unwrap();
    let number = play.register_form(form()).0.number;
    assert_eq!((number.database(), number.sequence()), (4, 1));
}

#[test]
fn a_draft_registered_twice_has_one_number() {
    let mut play = Play::new();
    let draft = play.draft(1, form());
    let sent = Registration {
        draft: Some(draft),
        ..registration(form())
    };
    let (first, _) = play.register(sent.clone());
    assert_eq!(first.application, ApplicationId(draft.0));
    assert_eq!(play.drafts(), 0);
    let before = play.log_length();
    let (again, _) = play.register(sent);
    assert_eq!(again, first);
    assert_eq!(play.log_length(), before);
    // A save that was under way when the form was sent does not bring the draft back.
    play.draft(1, form());
    assert_eq!(play.drafts(), 0);
}

#[test]
fn a_draft_stays_until_it_is_registered_or_dropped() {
    let mut play = Play::new();
    let first = play.draft(1, form());
    let second = play.draft(2, RegistrationDraft::default());
    play.register_form(form());
    assert_eq!(play.drafts(), 2);
    play.at(1, Command::DropDraft(second));
    play.at(1, Command::DropDraft(second));
    let left = play.read(|read| read.drafts());
    assert_eq!(left[0].0.id, first);
    assert_eq!(left.len(), 1);
}

#[test]
fn an_empty_form_is_registered_with_every_warning_and_no_reason() {
    let mut play = Play::new();
    let (record, _) = play.register_form(RegistrationDraft::default());
    use RegistrationWarning::*;
    let all = [
        IdentityNumberMissing,
        NameMissing,
        PhoneMissing,
        TopicMissing,
        TextMissing,
    ];
    assert_eq!(warnings(&record), all);
    let reasons = record.private.accepted.iter();
    assert!(reasons.clone().all(|accepted| accepted.reason.is_empty()));
}

#[test]
fn the_clerks_reason_stays_with_its_warning_and_others_fall_away() {
    let mut play = Play::new();
    let accepted = |warning, reason| AcceptedWarning {
        warning,
        reason: line(reason),
    };
    let (record, _) = play.register(Registration {
        form: RegistrationDraft {
            phone: String::new(),
            ..form()
        },
        accepted: vec![
            accepted(RegistrationWarning::PhoneMissing, "telefonu yok"),
            accepted(RegistrationWarning::TopicMissing, "sonra seçildi"),
        ],
        ..registration(form())
    });
    let expected = [accepted(RegistrationWarning::PhoneMissing, "telefonu yok")];
    assert_eq!(record.private.accepted, expected);
}

#[test]
fn a_likely_duplicate_is_noticed_by_topic_and_by_text() {
    let mut play = Play::new();
    let is_duplicate = |play: &mut Play, form: RegistrationDraft| {
        let (record, _) = play.register_form(form);
        warnings(&record).contains(&RegistrationWarning::LikelyDuplicate)
    };
    assert!(!is_duplicate(&mut play, form()));
    assert!(is_duplicate(&mut play, form()));
    let same_text = RegistrationDraft {
        topic: Some(TopicCode("12.02".into())),
        text: "SOKAĞIMIZIN suyu  akmıyor!".into(),
        ..form()
    };
    assert!(is_duplicate(&mut play, same_text));
    let other = RegistrationDraft {
        topic: Some(TopicCode("12.05".into())),
        text: "Kaldırım bozuk.".into(),
        ..form()
    };
    assert!(!is_duplicate(&mut play, other));
    let someone_else = RegistrationDraft {
        identity_number: "100 000 002 14".into(),
        ..form()
    };
    assert!(!is_duplicate(&mut play, someone_else));
    // Nobody is a duplicate of everybody else without a number.
    let unknown = RegistrationDraft {
        identity_number: String::new(),
        ..form()
    };
    assert!(!is_duplicate(&mut play, unknown.clone()));
    assert!(!is_duplicate(&mut play, unknown));
}

#[test]
fn a_returning_visitor_is_recorded_again_only_when_something_changed() {
    let mut play = Play::new();
    let (_, person) = play.register_form(form());
    let chosen = RegistrationDraft {
        person: Some(person),
        ..form()
    };
    let before = play.log_length();
    assert_eq!(play.register_form(chosen.clone()).1, person);
    // The application and the message with its number.
    assert_eq!(play.log_length(), before + 2);
    let moved = RegistrationDraft {
        phone: "0542 000 00 00".into(),
        ..chosen
    };
    assert_eq!(play.register_form(moved).1, person);
    assert_eq!(play.log_length(), before + 5);
    let known = play.read(|read| read.person(person)).unwrap();
    assert_eq!(known.phone.unwrap().as_str(), "+905420000000");
}

#[test]
fn somebody_typed_over_a_returning_visitor_does_not_become_them() {
    let mut play = Play::new();
    let (_, person) = play.register_form(form());
    let other = RegistrationDraft {
        person: Some(person),
        identity_number: "100 000 002 14".into(),
        given_name: "Ayşe".into(),
        ..form()
    };
    let (_, other) = play.register_form(other);
    assert_ne!(other, person);
    let known = play.read(|read| read.person(person)).unwrap();
    assert_eq!(known.given_name.as_str(), "Şükrü");
}

#[test]
fn somebody_known_is_found_by_number_and_name_and_nothing_known_is_lost() {
    let mut play = Play::new();
    let (_, person) = play.register_form(form());
    let typed = RegistrationDraft {
        given_name: "SUKRU".into(),
        family_name: "igdir".into(),
        phone: String::new(),
        ..form()
    };
    assert_eq!(play.register_form(typed).1, person);
    let known = play.read(|read| read.person(person)).unwrap();
    assert_eq!(known.phone.unwrap().as_str(), "+905321234567");
}

#[test]
fn an_erased_person_who_comes_again_is_somebody_new() {
    let mut play = Play::new();
    let (_, person) = play.register_form(form());
    let erased = play
        .store
        .transact(|tx| -> Result<_, DeskError> { Ok(tx.erase(person)?) });
    erased.unwrap();
    for form in [form(), RegistrationDraft::default()] {
        let chosen = RegistrationDraft {
            person: Some(person),
            ..form
        };
        assert_ne!(play.register_form(chosen).1, person);
    }
}

#[test]
fn each_kind_has_its_terms() {
    let mut play = Play::new();
    let (plain, _) = play.register_form(form());
    assert_eq!(plain.deadline.due.to_string(), "2026-03-17");
    assert_eq!(plain.legal_deadline, None);
    let signed = RegistrationDraft {
        signed_petition: true,
        ..form()
    };
    let (record, _) = play.register_form(signed.clone());
    assert_eq!(record.legal_deadline.unwrap().due.to_string(), "2026-04-09");
    let asked = RegistrationDraft {
        application_kind: ApplicationKind::InformationRequest,
        ..signed
    };
    let (record, _) = play.register_form(asked);
    // Fifteen working days, of which 19 (afternoon) to 22 March are the feast.
    assert_eq!(record.legal_deadline.unwrap().due.to_string(), "2026-04-01");
    assert_eq!(
        record.topics_version,
        super::fixture::catalog().topics().version()
    );
}

#[test]
fn an_application_of_a_closed_visit_is_still_registered() {
    let mut play = Play::new();
    let visit = play.open_visit();
    play.at(1, Command::FinishVisit { visit });
    let (record, person) = play.register(Registration {
        visit: Some(visit),
        ..registration(form())
    });
    assert_eq!(record.visit, Some(visit));
    let visitor = play.read(|read| read.visit(visit)).unwrap().visitor;
    assert_eq!(play.read(|read| read.visitors_of(person)), [visitor]);
    let unknown = Registration {
        visit: Some(VisitId(Uuid::nil())),
        ..registration(form())
    };
    let missing = play.try_at(1, Command::Register(Box::new(unknown)));
    assert!(matches!(missing, Err(DeskError::NotFound)));
}

#[test]
fn guidance_counts_the_minutes_since_the_last() {
    let mut play = Play::new();
    let visit = play.open_visit();
    let give = |note: &str| Command::GiveGuidance {
        visit,
        topic: None,
        outcome: GuidanceOutcome::Solved,
        note: line(note),
    };
    play.wait(7);
    play.at(1, give("e-Devlet şifresi"));
    play.wait(5);
    play.at(1, Command::FinishVisit { visit });
    play.wait(60);
    play.at(1, give("sonradan yazıldı"));
    assert_eq!(
        play.numbers("select minutes from guidance order by given_at"),
        [7, 5]
    );
}

#[test]
fn a_file_is_kept_for_its_application() {
    let mut play = Play::new();
    let path = play.folder.path().join("dilekçe.pdf");
    std::fs::write(&path, b"%PDF-1.7 imzali dilekce").unwrap();
    let done = play.at(1, Command::Attach { file: path });
    let Done::Attached { attachment, name } = done else {
        panic!("{done:?}");
    };
    let unused = TakenFile::of_bytes("b.pdf", b"%PDF-1.7 baska".to_vec()).unwrap();
    let other = unused.attachment.hash.clone();
    play.store.transact(|tx| super::attach(tx, unused)).unwrap();
    let (record, _) = play.register_form(RegistrationDraft {
        attachments: vec![(attachment.clone(), name.to_string())],
        ..form()
    });
    assert_eq!(record.attachments, std::slice::from_ref(&attachment));
    assert_eq!(record.private.file_names, [line("dilekçe.pdf")]);
    play.set_clock("2026-03-20T07:30:00Z");
    play.try_as(None, Command::OpenDay).unwrap();
    assert!(
        play.read(|read| read.attachment(&attachment.hash))
            .is_some()
    );
    assert_eq!(play.read(|read| read.attachment(&other)), None);
}
