//! What happens to the applications after their registration: routed, answered, objected to,
//! concluded, opened again, with the shares and times a busy province has.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use chrono::{Days, NaiveDate};
use rand::RngExt;
use rand::rngs::StdRng;

use crate::desk::command::{CaseAction, CaseCommand};
use crate::domain::case::{AnswerSource, Competent, ContactWay, Outcome, Said};
use crate::domain::ids::ApplicationId;
use crate::domain::review::{Check, Checklist};
use crate::domain::unit::UnitCode;
use crate::text::CleanText;

/// Share of applications that are withdrawn, and of those that go to another authority.
const WITHDRAWN: f64 = 0.02;
const FORWARDED: f64 = 0.02;
/// Share of units that find themselves not competent.
const RETURNED: f64 = 0.05;
/// Share that nobody answers for months.
const FORGOTTEN: f64 = 0.003;
/// Share of answers the desk objects to, and of objections the chief agrees with.
const OBJECTED: f64 = 0.07;
const AGREED: f64 = 0.8;
/// Share of applicants who say whether it is solved, and of those for whom it is not.
const TOLD: f64 = 0.35;
const UNSOLVED: f64 = 0.22;
/// Share of unsolved ones who have it opened again.
const REOPENED: f64 = 0.1;
/// Share of applicants who are telephoned meanwhile.
const CALLED: f64 = 0.12;

/// Days a unit takes to answer: how many of twenty take how long. Most keep the term.
const ANSWER_DAYS: [u64; 20] = [1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4, 5, 5, 6, 6, 7, 7, 8, 10, 14];

const ANSWERS: [&str; 5] = [
    "Konu yerinde incelenmiş, gerekli çalışma programa alınmıştır.",
    "Başvurunuz değerlendirilmiş, talebiniz uygun bulunmuştur. Belgelerinizle birimimize gelmeniz yeterlidir.",
    "Yapılan incelemede talebinizin karşılanması için gereken koşulların oluşmadığı görülmüştür.",
    "Ekiplerimiz yönlendirilmiş, arıza giderilmiştir.",
    "Dosyanız ilgili komisyonda görüşülmüş, sonucu adresinize ayrıca bildirilecektir.",
];
const GROUND: &str = "3071 sayılı Kanun md. 7. Bu işleme karşı altmış gün içinde idare mahkemesinde dava açabilirsiniz.";
const OBJECTION: &str = "Cevap sorulanı karşılamıyor; gerekçesi ve başvuru yolu yazılmamış.";
const WITHDRAWAL: &str = "Başvuran, konunun çözüldüğünü bildirdi.";
const RETURN: &str = "Konu birimin görev alanında değil.";
const REOPENING: &str = "Başvuran sorunun sürdüğünü bildirdi.";
const NOT_OURS: &str = "Karar verme yetkisi belediyededir.";
const CALL: &str = "Başvuranla görüşüldü, durum anlatıldı.";

/// What is next for an application.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Next {
    Call,
    Route,
    Return,
    Withdraw,
    Forward,
    Answer,
    Review,
    Decide,
    Tell,
}

/// What is due on a day, in the order it was planned.
type Due = (NaiveDate, u64, ApplicationId, Next);

/// Applications whose life goes on, by the day it does.
#[derive(Default)]
pub(super) struct Lives {
    due: BinaryHeap<Reverse<Due>>,
    /// Numbers what is due, so that the order of a day does not hang on random identifiers.
    last: u64,
    /// Units of the office.
    pub(super) units: Vec<UnitCode>,
}

impl Lives {
    /// Steps whose day has come.
    pub(super) fn due_on(&self, day: NaiveDate) -> usize {
        let due = self.due.iter();
        due.filter(|Reverse((due, ..))| *due <= day).count()
    }

    /// An application was registered; whether it waits in triage.
    pub(super) fn begin(
        &mut self,
        (application, in_triage): (ApplicationId, bool),
        day: NaiveDate,
        random: &mut StdRng,
    ) {
        if in_triage {
            self.later((application, Next::Route), (day, 0));
        }
        if random.random_bool(CALLED) {
            self.later((application, Next::Call), (day, 1));
        }
        let next = if random.random_bool(FORGOTTEN) {
            return;
        } else if random.random_bool(WITHDRAWN) {
            Next::Withdraw
        } else if random.random_bool(FORWARDED) {
            Next::Forward
        } else if random.random_bool(RETURNED) {
            Next::Return
        } else {
            Next::Answer
        };
        let days = match next {
            Next::Answer => answer_days(random),
            _ => random.random_range(1..4),
        };
        self.later((application, next), (day, days));
    }

    /// The next step whose day has come, and what follows from it.
    pub(super) fn step(&mut self, day: NaiveDate, random: &mut StdRng) -> Option<CaseCommand> {
        let Reverse((due, ..)) = self.due.peek()?;
        if *due > day {
            return None;
        }
        let Reverse((.., application, next)) = self.due.pop()?;
        let action = self.act((application, next), day, random);
        Some(CaseCommand {
            application,
            action,
            draft: None,
        })
    }

    fn act(
        &mut self,
        (application, next): (ApplicationId, Next),
        day: NaiveDate,
        random: &mut StdRng,
    ) -> CaseAction {
        let mut then = |next, days| self.later((application, next), (day, days));
        match next {
            Next::Call => CaseAction::Contact {
                way: ContactWay::Call,
                reached: true,
                call_back: None,
                note: CleanText::line(CALL),
            },
            Next::Route => CaseAction::Route {
                unit: self.units[random.random_range(0..self.units.len())].clone(),
                others: Default::default(),
                note: CleanText::default(),
            },
            Next::Return => {
                then(Next::Route, 0);
                then(Next::Answer, answer_days(random));
                CaseAction::Return {
                    reason: CleanText::line(RETURN),
                }
            }
            Next::Withdraw => CaseAction::Withdraw {
                reason: CleanText::line(WITHDRAWAL),
            },
            Next::Forward => CaseAction::Forward {
                to: Competent::Authority(CleanText::line("Belediye Başkanlığı")),
                reason: CleanText::line(NOT_OURS),
            },
            Next::Answer => {
                then(Next::Review, random.random_range(0..3));
                answer(random)
            }
            Next::Review if random.random_bool(OBJECTED) => {
                then(Next::Decide, 1);
                CaseAction::Object {
                    checks: Checklist::stood().with(Check::Answers, false),
                    reason: CleanText::line(OBJECTION),
                }
            }
            Next::Review => {
                if random.random_bool(TOLD) {
                    then(Next::Tell, random.random_range(1..15));
                }
                CaseAction::Accept {
                    checks: Checklist::stood(),
                    note: CleanText::default(),
                }
            }
            Next::Decide if random.random_bool(AGREED) => {
                then(Next::Answer, random.random_range(1..5));
                CaseAction::SendBack {
                    note: CleanText::default(),
                }
            }
            Next::Decide => CaseAction::Uphold {
                reason: CleanText::line("Cevap yeterlidir."),
            },
            Next::Tell => {
                let solved = !random.random_bool(UNSOLVED);
                if !solved && random.random_bool(REOPENED) {
                    then(Next::Route, 0);
                    then(Next::Answer, answer_days(random));
                    return CaseAction::Reopen {
                        reason: CleanText::line(REOPENING),
                    };
                }
                CaseAction::Satisfied {
                    solved,
                    note: CleanText::default(),
                }
            }
        }
    }

    fn later(&mut self, (application, next): (ApplicationId, Next), (day, days): (NaiveDate, u64)) {
        self.last += 1;
        let due = (after(day, days), self.last, application, next);
        self.due.push(Reverse(due));
    }
}

fn answer_days(random: &mut StdRng) -> u64 {
    ANSWER_DAYS[random.random_range(0..ANSWER_DAYS.len())]
}

fn answer(random: &mut StdRng) -> CaseAction {
    let outcome = Outcome::ALL[random.random_range(0..Outcome::ALL.len())];
    let legal_ground = match outcome {
        Outcome::Positive => CleanText::default(),
        _ => CleanText::line(GROUND),
    };
    let source = match random.random_range(0..4) {
        0 => AnswerSource::Telephone,
        _ => AnswerSource::Paper,
    };
    CaseAction::Answer {
        outcome,
        source,
        said: Said {
            text: CleanText::line(ANSWERS[random.random_range(0..ANSWERS.len())]),
            legal_ground,
            file_names: Vec::new(),
        },
        attachments: Vec::new(),
    }
}

fn after(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_add_days(Days::new(days)).unwrap_or(day)
}
