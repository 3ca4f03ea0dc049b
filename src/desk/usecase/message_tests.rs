use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::desk::command::{CaseAction, CaseCommand, Command, Registration};
use crate::desk::usecase::fixture::{Play, line};
use crate::domain::application::TopicCode;
use crate::domain::case::{AnswerSource, Outcome, Said};
use crate::domain::ids::ApplicationId;
use crate::domain::message::MessageChannel;
use crate::domain::registration::RegistrationDraft;
use crate::domain::review::Checklist;
use crate::domain::unit::Unit;
use crate::store::Message;
use crate::text::CleanText;

fn water() -> UnitCode {
    UnitCode::new("SU").unwrap()
}

impl Play {
    /// An application nobody has routed, of an applicant who filled the form in like this.
    fn applied(&mut self, fill: impl FnOnce(&mut RegistrationDraft)) -> ApplicationId {
        let unit = Unit::new(water(), line("Su ve Kanalizasyon İdaresi"));
        self.at(1, Command::RecordUnits(vec![unit]));
        let mut form = RegistrationDraft {
            given_name: "Şükrü".into(),
            family_name: "Iğdır".into(),
            phone: "0532 123 45 67".into(),
            topic: Some(TopicCode("12.01".into())),
            text: "Sokağımızın suyu akmıyor.".into(),
            ..RegistrationDraft::default()
        };
        fill(&mut form);
        let registration = Registration {
            visit: None,
            draft: None,
            form,
            accepted: Vec::new(),
        };
        match self.at(1, Command::Register(Box::new(registration))) {
            Done::Registered { application, .. } => application,
            other => panic!("{other:?}"),
        }
    }

    fn act(&mut self, application: ApplicationId, action: CaseAction) -> Result<Done, DeskError> {
        let command = CaseCommand {
            application,
            action,
            draft: None,
        };
        self.try_at(1, Command::Case(Box::new(command)))
    }

    fn messages(&mut self, application: ApplicationId) -> Vec<Message> {
        self.read(|read| read.messages_of(application))
    }

    fn stages_told(&mut self, application: ApplicationId) -> Vec<(MessageStage, u32)> {
        let messages = self.messages(application);
        messages
            .iter()
            .map(|message| (message.stage, message.round))
            .collect()
    }
}

fn route() -> CaseAction {
    CaseAction::Route {
        unit: water(),
        others: BTreeSet::new(),
        note: CleanText::default(),
    }
}

fn answer() -> CaseAction {
    CaseAction::Answer {
        outcome: Outcome::Negative,
        source: AnswerSource::Paper,
        said: Said::text(line("Hat yenilenene kadar giderilemez.")),
        attachments: Vec::new(),
    }
}

fn accept() -> CaseAction {
    CaseAction::Accept {
        checks: Checklist::stood(),
        note: line("uygun"),
    }
}

fn reason() -> CleanText {
    line("gerekçe")
}

#[test]
fn the_applicant_is_told_at_every_stage() {
    let mut play = Play::new();
    let id = play.applied(|_| {});
    let steps = [
        route(),
        CaseAction::Extend {
            days: 10,
            reason: reason(),
        },
        CaseAction::Extend {
            days: 20,
            reason: reason(),
        },
        CaseAction::Pause {
            why: PauseWhy::Applicant,
            reason: reason(),
        },
        CaseAction::Resume {
            note: CleanText::default(),
        },
        answer(),
        accept(),
        CaseAction::Reopen { reason: reason() },
    ];
    for step in steps {
        play.act(id, step).unwrap();
    }
    use MessageStage::*;
    assert_eq!(
        play.stages_told(id),
        [
            (Registered, 0),
            (Routed, 0),
            (Extended, 0),
            (Extended, 1),
            (AskedForInformation, 0),
            (Concluded, 0),
            (Reopened, 0),
        ]
    );
}

#[test]
fn an_sms_has_the_number_and_nothing_else_of_the_applicant() {
    let mut play = Play::new();
    let id = play.applied(|_| {});
    for step in [route(), answer(), accept()] {
        play.act(id, step).unwrap();
    }
    let number = play
        .read(|read| read.application(id))
        .unwrap()
        .number
        .to_string();
    for message in play.messages(id) {
        assert_eq!(message.channel, MessageChannel::Sms);
        assert_eq!(message.to.as_str(), "+905321234567");
        let text = message.text.as_str();
        assert!(text.contains(&number), "{text}");
        for secret in [
            "Şükrü",
            "Iğdır",
            "Su ve",
            "olumsuz",
            "Hat yenilenene",
            "532",
        ] {
            assert!(!text.contains(secret), "{text}");
        }
    }
}

#[test]
fn way_and_language_are_the_applicants() {
    let mut play = Play::new();
    let by_mail = play.applied(|form| {
        form.notify = MessageChannel::Email;
        form.email = "sukru@example.org".into();
        form.language = MessageLanguage::En;
    });
    for step in [route(), answer(), accept()] {
        play.act(by_mail, step).unwrap();
    }
    let messages = play.messages(by_mail);
    let last = messages.last().unwrap();
    assert_eq!(last.channel, MessageChannel::Email);
    assert_eq!(last.to.as_str(), "sukru@example.org");
    assert!(
        last.text
            .as_str()
            .starts_with("Your application has been concluded: ")
    );
    assert!(
        last.text.as_str().contains("Outcome: negative."),
        "{}",
        last.text
    );
    let routed = messages[1].text.as_str();
    assert!(routed.contains("(Su ve Kanalizasyon İdaresi)"), "{routed}");

    let by_nobody = play.applied(|form| {
        form.given_name = "Ayşe".into();
        form.notify = MessageChannel::Call;
        form.phone = "0246 123 45 67".into();
    });
    let messages = play.messages(by_nobody);
    assert_eq!(messages[0].channel, MessageChannel::Call);
    assert_eq!(messages[0].to.as_str(), "+902461234567");
}

#[test]
fn a_step_that_is_refused_tells_nobody() {
    let mut play = Play::new();
    let id = play.applied(|_| {});
    assert!(play.act(id, accept()).is_err());
    let bare = CaseAction::Extend {
        days: 5,
        reason: CleanText::default(),
    };
    assert!(play.act(id, bare).is_err());
    assert_eq!(play.stages_told(id), [(MessageStage::Registered, 0)]);
}

fn actions() -> impl Strategy<Value = Vec<CaseAction>> {
    let checks = Checklist::default();
    let reason = reason();
    let one = prop_oneof![
        Just(route()),
        Just(answer()),
        Just(answer()),
        Just(accept()),
        Just(CaseAction::Object {
            checks,
            reason: reason.clone()
        }),
        Just(CaseAction::SendBack {
            note: CleanText::default()
        }),
        Just(CaseAction::Uphold {
            reason: reason.clone()
        }),
        Just(CaseAction::Reopen {
            reason: reason.clone()
        }),
        Just(CaseAction::Withdraw { reason }),
    ];
    prop::collection::vec(one, 1..14)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn nothing_of_an_answer_is_told_before_it_is_accepted(actions in actions()) {
        let mut play = Play::new();
        let id = play.applied(|_| {});
        let mut accepted = 0;
        for action in actions {
            let accepts = matches!(action, CaseAction::Accept { .. } | CaseAction::Uphold { .. });
            accepted += u32::from(play.act(id, action).is_ok() && accepts);
            let told = play.stages_told(id);
            let results = told.iter().filter(|(stage, _)| *stage == MessageStage::Concluded);
            let rounds: Vec<u32> = results.map(|(_, round)| *round).collect();
            prop_assert_eq!(rounds, (0..accepted).collect::<Vec<_>>());
        }
    }
}
