//! How the applications of the days before went on: one of each kind a desk meets.

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};

use super::COUNTER;
use super::stage::Stage;
use crate::desk::command::{CaseAction, CaseCommand, Command};
use crate::desk::error::DeskError;
use crate::domain::case::{AnswerSource, Competent, ContactWay, Outcome, PauseWhy, Said};
use crate::domain::ids::ApplicationId;
use crate::domain::review::{Check, Checklist};
use crate::text::CleanText;

/// Something that happened so many days after the registration.
type Chapter = (u64, Action);

/// What happened.
#[derive(Debug, Clone, Copy)]
enum Action {
    Answered(Outcome, &'static str, &'static str),
    Accepted,
    Objected(&'static str),
    SentBack,
    Paused(&'static str),
    NotReached(&'static str),
    Returned(&'static str),
    Forwarded(&'static str, &'static str),
    Solved,
}

use Action as A;

const GROUND: &str = "3071 sayılı Kanun md. 7; 2577 sayılı Kanun uyarınca altmış gün içinde idare mahkemesinde dava açılabilir.";

/// The stories, in the order of the cases. A case without one is with its unit.
const STORIES: [&[Chapter]; 13] = [
    &[
        (
            1,
            A::Answered(
                Outcome::Positive,
                "Köy içme suyu motoru onarılmış, depoya su verilmeye başlanmıştır. Onarım süresince iki kez tankerle su dağıtılmıştır.",
                "",
            ),
        ),
        (1, A::Accepted),
        (4, A::Solved),
    ],
    &[
        (
            2,
            A::Answered(
                Outcome::PartlyPositive,
                "Çöken bölüm stabilize malzemeyle doldurulmuştur. Yolun tamamı önümüzdeki yılın yatırım programına teklif edilecektir.",
                GROUND,
            ),
        ),
        (3, A::Accepted),
    ],
    &[
        (
            3,
            A::Answered(Outcome::Negative, "Uygun ilan bulunmamaktadır.", ""),
        ),
        (
            3,
            A::Objected(
                "Cevapta gerekçe ve başvuranın ne yapabileceği yazılmamış; İŞKUR programlarından söz edilmemiş.",
            ),
        ),
    ],
    &[],
    &[(
        1,
        A::Paused("Hanenin gelir belgesi eksik; başvurandan istendi."),
    )],
    &[(
        4,
        A::Answered(
            Outcome::PartlyPositive,
            "Hasar tespiti yapılmış, tutanak ilçe müdürlüğüne gönderilmiştir. Sürek avı izni için köy muhtarlığının başvurusu gerekmektedir.",
            GROUND,
        ),
    )],
    &[
        (
            1,
            A::Answered(Outcome::Negative, "Kayıtlarda hasta görünmemektedir.", ""),
        ),
        (
            1,
            A::Objected(
                "Hastanın bu hizmete kayıt olmak istediği yazılı; cevap sorulanı karşılamıyor.",
            ),
        ),
        (2, A::SentBack),
        (
            3,
            A::Answered(
                Outcome::Positive,
                "Hastanın kaydı yapılmış, ilk ev ziyareti tamamlanmıştır. Hasta yatağı üç gün içinde teslim edilecektir.",
                "",
            ),
        ),
        (3, A::Accepted),
    ],
    &[(
        2,
        A::NotReached("Hangi ihaleyi sorduğu netleştirilecek; telefon açılmadı."),
    )],
    &[(
        2,
        A::Answered(
            Outcome::Positive,
            "Bildirilen plakanın denetimi yapılmış, işletmeye idari para cezası uygulanmıştır.",
            "",
        ),
    )],
    &[(
        1,
        A::Forwarded(
            "Maden ve Petrol İşleri Genel Müdürlüğü",
            "Ruhsat ve patlatma izni Genel Müdürlüğün yetkisindedir.",
        ),
    )],
    &[(
        1,
        A::Returned(
            "Yurt kaydı Kredi ve Yurtlar il birimince yürütülür; birimimizin görevinde değil.",
        ),
    )],
    &[],
    &[(
        1,
        A::Answered(
            Outcome::Positive,
            "Başvuru dosyası yeniden değerlendirilmek üzere heyete alınmıştır.",
            "",
        ),
    )],
];

/// What of the stories is still to come.
#[derive(Default)]
pub(super) struct Stories(Vec<(NaiveDate, ApplicationId, Action)>);

impl Stories {
    /// Case number `nth` was registered.
    pub(super) fn begin(&mut self, nth: usize, application: ApplicationId, day: NaiveDate) {
        let story = STORIES.get(nth).copied().unwrap_or_default();
        self.0.extend(
            story
                .iter()
                .map(|(days, action)| (day + Days::new(*days), application, *action)),
        );
    }

    /// Tells what happened until a day, in the minutes after `at`.
    pub(super) fn until(
        &mut self,
        stage: &mut Stage<'_, '_>,
        day: NaiveDate,
        mut at: DateTime<Utc>,
    ) -> Result<(), DeskError> {
        // A stable sort: the chapters of one story stay in order.
        self.0.sort_by_key(|(due, ..)| *due);
        let come = self.0.partition_point(|(due, ..)| *due <= day);
        let chapters: Vec<_> = self.0.drain(..come).collect();
        for (_, application, action) in chapters {
            at += TimeDelta::seconds(40);
            stage.at(at);
            let action = action.taken(at);
            let command = CaseCommand {
                application,
                action,
                draft: None,
            };
            stage.does(COUNTER, Command::Case(Box::new(command)))?;
        }
        Ok(())
    }
}

impl Action {
    fn taken(self, at: DateTime<Utc>) -> CaseAction {
        let line = CleanText::line;
        match self {
            Self::Answered(outcome, text, ground) => CaseAction::Answer {
                outcome,
                source: AnswerSource::Paper,
                said: Said {
                    text: line(text),
                    legal_ground: line(ground),
                    file_names: Vec::new(),
                },
                attachments: Vec::new(),
            },
            Self::Accepted => CaseAction::Accept {
                checks: Checklist::stood(),
                note: CleanText::default(),
            },
            Self::Objected(reason) => CaseAction::Object {
                checks: Checklist::stood()
                    .with(Check::Answers, false)
                    .with(Check::Grounds, false),
                reason: line(reason),
            },
            Self::SentBack => CaseAction::SendBack {
                note: CleanText::default(),
            },
            Self::Paused(reason) => CaseAction::Pause {
                why: PauseWhy::Applicant,
                reason: line(reason),
            },
            Self::NotReached(note) => CaseAction::Contact {
                way: ContactWay::Call,
                reached: false,
                call_back: Some(at + TimeDelta::hours(2)),
                note: line(note),
            },
            Self::Returned(reason) => CaseAction::Return {
                reason: line(reason),
            },
            Self::Forwarded(to, reason) => CaseAction::Forward {
                to: Competent::Authority(line(to)),
                reason: line(reason),
            },
            Self::Solved => CaseAction::Satisfied {
                solved: true,
                note: CleanText::default(),
            },
        }
    }
}
