//! The first run: four short steps, and what is typed stays when one goes back.
//!
//! [`forms`] asks, [`Answers`] keeps what was answered whatever the language of the labels.

mod forms;

#[cfg(test)]
mod tests;

use std::num::NonZeroU32;
use std::rc::Rc;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::digit_list::DigitList;
use super::keys::{SEARCH, UNITS};
use super::machine::{Duty, Machine};
use super::preferences::languages;
use crate::catalog::units::OfficeKind;
use crate::desk::{Command, DeskError, Done, RequestId, Session};
use crate::domain::deadline::DeadlineRule;
use crate::domain::event::{CaseRules, OfficeConfigured};
use crate::domain::ids::{Counter, OfficeCode};
use crate::domain::queue::{ClassRanking, Policy};
use crate::domain::staff::Role;
use crate::i18n::{Locale, Text};
use crate::text::CleanText;
use crate::tui::chord::Chord;
use crate::tui::keymap::{Action, Binding, KeyTable, Keys};
use crate::tui::keys::ENTER;
use crate::tui::screen::{Context, Message, Screen, ViewContext};
use crate::tui::widgets::fit;
use crate::tui::widgets::form::{Form, FormReply};

use forms::Ask;

/// To the next step.
pub const NEXT: Action = Action::new("setup.next");

/// Keys of every step.
pub static SETUP: KeyTable = KeyTable::new(
    "setup",
    "queue-keys-setup",
    &[
        Binding::new(NEXT, &[Chord::f(10), Chord::ctrl('s')], "queue-setup-next").weight(85),
        Binding::new(
            PREVIOUS,
            &[Chord::key(crate::tui::chord::Code::Esc)],
            "queue-setup-previous",
        )
        .weight(84),
    ],
);

/// Completes the set-up.
pub const COMPLETE: Action = Action::new("setup-last.complete");

/// Keys of the last step, beside those of every step.
pub static SETUP_LAST: KeyTable = KeyTable::new(
    "setup-last",
    "queue-keys-setup",
    &[Binding::new(
        COMPLETE,
        &[Chord::f(10), Chord::ctrl('s')],
        "queue-setup-complete",
    )
    .weight(86)],
);

/// To the step before.
pub const PREVIOUS: Action = Action::new("setup.previous");

/// A step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    Language,
    Office,
    Rules,
    Clerk,
}

impl Step {
    const ALL: [Self; 4] = [Self::Language, Self::Office, Self::Rules, Self::Clerk];

    fn heading(self) -> &'static str {
        match self {
            Self::Language => "queue-setup-language",
            Self::Office => "queue-setup-office",
            Self::Rules => "queue-setup-rules",
            Self::Clerk => "queue-setup-clerk",
        }
    }

    /// Lines for the questions; what there is to know follows below. Lists need room to open.
    fn body_height(self) -> u16 {
        match self {
            Self::Language => 4,
            Self::Office => 14,
            Self::Rules => 6,
            Self::Clerk => 8,
        }
    }

    fn intro(self) -> &'static str {
        match self {
            Self::Language => "queue-setup-language-intro",
            Self::Office => "queue-setup-office-intro",
            Self::Rules => "queue-setup-rules-intro",
            Self::Clerk => "queue-setup-clerk-intro",
        }
    }
}

/// What has been answered so far.
#[derive(Debug, Clone)]
struct Answers {
    /// Province plate.
    province: Option<u8>,
    office: Option<OfficeCode>,
    office_name: CleanText,
    policy: Policy,
    deadline_rule: DeadlineRule,
    leave_counts: bool,
    clerk: CleanText,
    role: Role,
    counter: Option<Counter>,
}

impl Default for Answers {
    fn default() -> Self {
        Self {
            province: None,
            office: None,
            office_name: CleanText::default(),
            policy: Policy::default(),
            deadline_rule: DeadlineRule::default(),
            leave_counts: false,
            clerk: CleanText::default(),
            role: Role::default(),
            counter: Some(1),
        }
    }
}

/// The quotas on offer, the last without any.
const QUOTAS: [Option<NonZeroU32>; 5] = [
    NonZeroU32::new(1),
    NonZeroU32::new(2),
    NonZeroU32::new(3),
    NonZeroU32::new(4),
    None,
];

/// The first run.
pub struct SetupScreen {
    machine: Rc<Machine>,
    step: Step,
    languages: DigitList<Locale>,
    form: Form<Ask>,
    answers: Answers,
    setting_up: Option<RequestId>,
}

impl SetupScreen {
    /// The first step.
    #[must_use]
    pub fn new(machine: Rc<Machine>, text: &Text) -> Self {
        let mut languages = DigitList::new(languages());
        languages.select(|locale| *locale == text.locale());
        Self {
            machine,
            step: Step::Language,
            languages,
            form: Form::new(Vec::new()),
            answers: Answers::default(),
            setting_up: None,
        }
    }

    fn go_to(&mut self, step: Step, text: &Text) {
        self.step = step;
        let places = self.machine.catalog.places();
        self.form = match step {
            Step::Language => Form::new(Vec::new()),
            Step::Office => forms::office(&self.answers, places, text),
            Step::Rules => forms::rules(&self.answers, text),
            Step::Clerk => forms::clerk(&self.answers, text),
        };
    }

    fn next(&mut self, cx: &mut Context<'_>) {
        match self.lacking() {
            Some((ask, key)) => {
                self.form.focus(ask);
                self.form.set_warning(ask, Some(cx.text.get(key)));
            }
            None => match Step::ALL.into_iter().find(|step| *step > self.step) {
                Some(step) => self.go_to(step, cx.text),
                None => self.set_up(cx),
            },
        }
    }

    fn previous(&mut self, text: &Text) {
        let earlier = Step::ALL.into_iter().rev().find(|step| *step < self.step);
        if let Some(step) = earlier {
            self.go_to(step, text);
        }
    }

    /// What this step still needs, and the sentence that asks for it.
    fn lacking(&self) -> Option<(Ask, &'static str)> {
        let answers = &self.answers;
        match self.step {
            Step::Language | Step::Rules => None,
            Step::Office if answers.province.is_none() => {
                Some((Ask::Province, "queue-setup-province-missing"))
            }
            Step::Office if answers.office.is_none() => {
                Some((Ask::Office, "queue-setup-office-missing"))
            }
            Step::Office if answers.office_name.is_blank() => {
                Some((Ask::OfficeName, "queue-setup-office-name-missing"))
            }
            Step::Office => None,
            Step::Clerk if answers.clerk.is_blank() => {
                Some((Ask::Clerk, "queue-setup-clerk-missing"))
            }
            Step::Clerk if answers.counter.is_none() => {
                Some((Ask::Counter, "queue-start-counter-wrong"))
            }
            Step::Clerk => None,
        }
    }

    fn set_up(&mut self, cx: &mut Context<'_>) {
        if self.setting_up.is_some() {
            return;
        }
        if let Some(office) = self.office() {
            let topics = self.machine.catalog.topics();
            let units = OfficeKind::of(office.office).example_units(topics);
            let staff = self.answers.clerk.clone();
            self.setting_up = Some(cx.command(Command::SetUp {
                office,
                staff,
                role: self.answers.role,
                units,
            }));
        }
    }

    fn office(&self) -> Option<OfficeConfigured> {
        let answers = &self.answers;
        Some(OfficeConfigured {
            office: answers.office?,
            name: answers.office_name.clone(),
            policy: answers.policy,
            ranking: ClassRanking::default(),
            deadline_rule: answers.deadline_rule,
            leave_counts: answers.leave_counts,
            case_rules: CaseRules::default(),
        })
    }

    fn done(&mut self, result: Result<Done, DeskError>, cx: &mut Context<'_>) {
        self.setting_up = None;
        let (staff, office, counter) = match (result, self.office(), self.answers.counter) {
            (Ok(Done::SetUp { staff }), Some(office), Some(counter)) => (staff, office, counter),
            (Err(error), ..) => {
                cx.fail(error.sentence(cx.text));
                return;
            }
            _ => return,
        };
        let session = Session { staff, counter };
        if let Some(key) = &self.machine.key_file {
            let key = key.display().to_string();
            cx.warn(cx.text.with("queue-setup-back-up", &[("key", key.into())]));
        }
        Duty {
            machine: self.machine.clone(),
            session,
            clerk: self.answers.clerk.clone(),
            role: self.answers.role,
            office: office.office,
            office_name: office.name,
        }
        .begin(cx);
    }

    fn fill(&mut self, message: &Message, cx: &mut Context<'_>) {
        match self.form.update(message) {
            FormReply::Changed(ask) => {
                let places = self.machine.catalog.places();
                forms::take(&mut self.form, &mut self.answers, ask, places);
            }
            FormReply::Ignored if matches!(message, Message::Action(ENTER)) => self.next(cx),
            FormReply::Ignored | FormReply::Used => {}
        }
    }
}

impl Screen for SetupScreen {
    fn title(&self, text: &Text) -> String {
        text.get("queue-setup-title")
    }

    fn keys(&self) -> Keys {
        let keys = match self.step {
            Step::Language => DigitList::<Locale>::keys(),
            _ => self.form.keys(),
        };
        let keys = match self.step {
            Step::Clerk => keys.and(&SETUP_LAST),
            _ => keys,
        };
        // Nobody looks at records before saying who they are.
        keys.and(&SETUP)
            .without_if(self.step == Step::Language, PREVIOUS)
            .without(SEARCH)
            .without(UNITS)
    }

    fn update(&mut self, message: Message, cx: &mut Context<'_>) {
        match message {
            Message::Done(request, result) if self.setting_up == Some(request) => {
                self.done(result, cx);
            }
            Message::Translated => self.go_to(self.step, cx.text),
            Message::Action(NEXT | COMPLETE) => self.next(cx),
            Message::Action(PREVIOUS) => self.previous(cx.text),
            message if self.step == Step::Language => {
                if let Some(locale) = self.languages.update(&message) {
                    cx.speak(*locale);
                    // The labels are made when the texts have changed.
                    self.step = Step::Office;
                }
            }
            message => self.fill(&message, cx),
        }
    }

    fn view(&self, frame: &mut Frame<'_>, area: Rect, cx: &ViewContext<'_>) {
        let inside = Rect {
            x: area.x + 2,
            width: area.width.saturating_sub(4).min(90),
            y: area.y + 1,
            height: area.height.saturating_sub(1),
        };
        let mut lines = vec![self.way(cx), Line::default()];
        lines.extend(paragraph(
            &cx.text.get(self.step.intro()),
            inside.width,
            cx.theme.text,
        ));
        lines.push(Line::default());
        let head = u16::try_from(lines.len()).unwrap_or(u16::MAX);
        frame.render_widget(ratatui::text::Text::from(lines), inside);
        let foot = self.foot(inside.width, cx);
        let foot_height = u16::try_from(foot.len()).unwrap_or(0);
        let room = inside.height.saturating_sub(head + foot_height);
        let body = Rect {
            y: inside.y.saturating_add(head),
            height: self.step.body_height().min(room),
            ..inside
        }
        .intersection(inside);
        let below = Rect {
            y: body.bottom(),
            height: foot_height,
            ..inside
        };
        frame.render_widget(ratatui::text::Text::from(foot), below.intersection(inside));
        match self.step {
            Step::Language => self.languages.draw(frame, body, true, cx),
            _ => {
                self.form.draw(frame, body, cx);
            }
        }
    }
}

impl SetupScreen {
    /// The steps, with the one we are at.
    fn way(&self, cx: &ViewContext<'_>) -> Line<'static> {
        let mut spans = Vec::new();
        for (number, step) in (1..).zip(Step::ALL) {
            if number > 1 {
                let between = format!("  {}  ", cx.theme.glyphs.step);
                spans.push(Span::styled(between, cx.theme.muted));
            }
            let style = if step == self.step {
                cx.theme.accent
            } else {
                cx.theme.muted
            };
            let name = cx.text.get(step.heading());
            spans.push(Span::styled(format!("{number} {name}"), style));
        }
        Line::from(spans)
    }

    /// What there is to know below the questions.
    fn foot(&self, width: u16, cx: &ViewContext<'_>) -> Vec<Line<'static>> {
        let text = cx.text;
        match self.step {
            Step::Office => match self.answers.office {
                Some(code) => {
                    let code = code.to_string();
                    let sentence = text.with("queue-setup-code", &[("code", code.into())]);
                    paragraph(&sentence, width, cx.theme.muted)
                }
                None => Vec::new(),
            },
            Step::Clerk => {
                let path = self.machine.database.display().to_string();
                let database = text.with("queue-setup-database", &[("path", path.into())]);
                let mut lines = paragraph(&database, width, cx.theme.muted);
                if let Some(key) = &self.machine.key_file {
                    let path = key.display().to_string();
                    let key = text.with("queue-setup-key", &[("path", path.into())]);
                    lines.extend(paragraph(&key, width, cx.theme.muted));
                    let advice = text.get("queue-setup-key-advice");
                    lines.extend(paragraph(&advice, width, cx.theme.warning));
                }
                lines
            }
            Step::Rules => match self.form.focused().and_then(forms::explanation) {
                Some(key) => paragraph(&text.get(key), width, cx.theme.muted),
                None => Vec::new(),
            },
            Step::Language => Vec::new(),
        }
    }
}

fn paragraph(sentence: &str, width: u16, style: Style) -> Vec<Line<'static>> {
    fit::wrap(sentence, usize::from(width))
        .into_iter()
        .map(|line| Line::styled(line, style))
        .collect()
}
