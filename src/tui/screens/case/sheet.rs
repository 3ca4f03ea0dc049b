//! A page that asks for what a step with a case needs, or a decision: what is to be read first above,
//! a form below. It stays as it is until the desk has taken the step, and meanwhile the desk has what is
//! typed as a draft, so that nothing typed is lost.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::begun::{self, Begun};
use crate::desk::command::{CaseAction, CaseCommand, Choice, Command, DecideCommand, Typed};
use crate::desk::{DeskError, Done, RequestId};
use crate::domain::decision::ReviewItem;
use crate::domain::ids::DraftId;
use crate::i18n::Text;
use crate::text::CleanText;
use crate::tui::chord::Chord;
use crate::tui::keymap::{Action, Binding, KeyTable, Keys};
use crate::tui::keys::{ENTER, PAGE_DOWN, PAGE_UP};
use crate::tui::screen::{Context, Message, Screen, ViewContext};
use crate::tui::screens::keeper::Keeper;
use crate::tui::widgets::dialog::Dialog;
use crate::tui::widgets::form::{Field, Form, FormReply};
use crate::tui::widgets::scroll::{Scroll, draw_more};
use crate::tui::widgets::{fit, place};

/// Takes the step.
pub(super) const SAVE: Action = Action::new("case-sheet.save");
/// The answer is appropriate.
pub(super) const ACCEPT_ANSWER: Action = Action::new("case-review.accept");
/// The answer is not.
pub(super) const OBJECT: Action = Action::new("case-review.object");
/// The chief agrees with the objection.
pub(super) const SEND_BACK: Action = Action::new("case-chief.send-back");
/// The chief does not.
pub(super) const UPHOLD: Action = Action::new("case-chief.uphold");
/// Leaves; the desk keeps what was typed.
const LEAVE: Action = Action::new("case-sheet.leave");
/// Leaves and throws away what was typed.
const DROP: Action = Action::new("case-sheet.drop");
/// What is to be read, one page on or back.
const READ_ON: Action = Action::new("case-sheet.read-on");
const READ_BACK: Action = Action::new("case-sheet.read-back");

pub(in crate::tui::screens) const BACK_BINDING: Binding =
    Binding::new(READ_BACK, &[Chord::f(7)], "case-read-back").weight(60);
pub(in crate::tui::screens) const ON_BINDING: Binding =
    Binding::new(READ_ON, &[Chord::f(8)], "case-read-on").weight(61);

/// Keys of a step that can be taken one way.
pub static SHEET: KeyTable = KeyTable::new(
    "case-sheet",
    "case-keys-sheet",
    &[
        Binding::new(SAVE, &[Chord::f(10), Chord::ctrl('s')], "case-save").weight(94),
        BACK_BINDING,
        ON_BINDING,
    ],
);

/// Keys of the review of an answer.
pub static REVIEW: KeyTable = KeyTable::new(
    "case-review",
    "case-keys-review",
    &[
        Binding::new(
            ACCEPT_ANSWER,
            &[Chord::f(10), Chord::ctrl('s')],
            "case-accept",
        )
        .weight(94),
        Binding::new(OBJECT, &[Chord::f(9)], "case-object").weight(93),
        BACK_BINDING,
        ON_BINDING,
    ],
);

/// Keys of the chief's decision.
pub static CHIEF: KeyTable = KeyTable::new(
    "case-chief",
    "case-keys-chief",
    &[
        Binding::new(
            SEND_BACK,
            &[Chord::f(10), Chord::ctrl('s')],
            "case-send-back",
        )
        .weight(94),
        Binding::new(UPHOLD, &[Chord::f(9)], "case-uphold").weight(93),
        BACK_BINDING,
        ON_BINDING,
    ],
);

/// What is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::tui::screens) enum Ask {
    Choice,
    Second,
    Checks,
    Whom,
    Days,
    Day,
    Time,
    Text,
    Ground,
}

impl Ask {
    pub(super) const ALL: [Self; 9] = [
        Self::Choice,
        Self::Second,
        Self::Checks,
        Self::Whom,
        Self::Days,
        Self::Day,
        Self::Time,
        Self::Text,
        Self::Ground,
    ];

    /// The name under which the desk keeps what stands in the field. The ticks of a checklist are
    /// not kept: they say something of the answer that is read now.
    pub(super) fn name(self) -> Option<&'static str> {
        Some(match self {
            Self::Choice => "choice",
            Self::Second => "second",
            Self::Checks => return None,
            Self::Whom => "whom",
            Self::Days => "days",
            Self::Day => "day",
            Self::Time => "time",
            Self::Text => "text",
            Self::Ground => "ground",
        })
    }
}

/// Makes the fields in a language.
pub(in crate::tui::screens) type Fields = Box<dyn Fn(&Text) -> Vec<Field<Ask>>>;
/// Makes the step of what was filled in, or names the sentence that says what is wrong.
pub(in crate::tui::screens) type Decide = Box<dyn Fn(&Form<Ask>) -> Result<Taken, &'static str>>;

/// What a page hands to the desk.
#[derive(Debug, Clone)]
pub(in crate::tui::screens) enum Taken {
    /// A step with the case.
    Step(CaseAction),
    /// A decision on what waits, with its reason.
    Decision(ReviewItem, Choice, CleanText),
}

/// Given back to the screen beneath once the desk has a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::tui::screens) struct Decided {
    pub(in crate::tui::screens) choice: Choice,
}

impl Taken {
    fn choice(&self) -> Option<Choice> {
        match self {
            Self::Step(_) => None,
            Self::Decision(_, choice, _) => Some(*choice),
        }
    }

    fn command(self, begun: &Begun, draft: Option<DraftId>) -> Command {
        match self {
            Self::Step(action) => Command::Case(Box::new(CaseCommand {
                application: begun.application,
                action,
                draft,
            })),
            Self::Decision(item, choice, reason) => Command::Decide(Box::new(DecideCommand {
                item,
                choice,
                reason,
                draft,
            })),
        }
    }
}

/// What a sheet asks and does.
pub(in crate::tui::screens) struct Plan {
    /// Key of its title, which also names the step that was taken.
    pub(in crate::tui::screens) title: &'static str,
    pub(in crate::tui::screens) keys: &'static KeyTable,
    /// To be read first: the key of a heading, and what stands under it.
    pub(in crate::tui::screens) lead: Vec<(&'static str, String)>,
    pub(in crate::tui::screens) fields: Fields,
    /// Rows the form is left beside what is read.
    pub(in crate::tui::screens) form_rows: u16,
    /// What each key of the table does.
    pub(in crate::tui::screens) ways: Vec<(Action, Decide)>,
}

impl Plan {
    /// A step that is taken one way, with nothing to be read first.
    pub(super) fn step(
        title: &'static str,
        fields: impl Fn(&Text) -> Vec<Field<Ask>> + 'static,
        decide: impl Fn(&Form<Ask>) -> Result<CaseAction, &'static str> + 'static,
    ) -> Self {
        Self {
            title,
            keys: &SHEET,
            lead: Vec::new(),
            fields: Box::new(fields),
            form_rows: FORM_ROWS,
            ways: vec![(SAVE, Box::new(move |form| decide(form).map(Taken::Step)))],
        }
    }

    /// The same with something to be read first, unless it is blank.
    pub(in crate::tui::screens) fn reading(
        mut self,
        heading: &'static str,
        text: impl Into<String>,
    ) -> Self {
        let text = text.into();
        if !text.trim().is_empty() {
            self.lead.push((heading, text));
        }
        self
    }
}

/// The page.
pub(in crate::tui::screens) struct Sheet {
    begun: Begun,
    keeper: Keeper<Typed>,
    /// It came back as it was left.
    came_back: bool,
    plan: Plan,
    form: Form<Ask>,
    reading: Scroll,
    saving: Option<RequestId>,
    /// What is on its way to the desk, if that is a decision.
    deciding: Option<Choice>,
}

impl Sheet {
    pub(in crate::tui::screens) fn new(begun: Begun, plan: Plan, text: &Text) -> Self {
        let mut form = Form::new((plan.fields)(text));
        let came_back = begun.fill(&mut form);
        Self {
            keeper: Keeper::new(begun::typed(&form), came_back),
            begun,
            came_back,
            form,
            plan,
            reading: Scroll::default(),
            saving: None,
            deciding: None,
        }
    }

    /// Hands what is typed over if it is time, else asks to be woken when it is. A step on its way
    /// has everything with it.
    fn keep_when_due(&mut self, cx: &mut Context<'_>) {
        if self.saving.is_some() {
            return;
        }
        match self.keeper.due_in(cx.now) {
            Some(wait) if wait.is_zero() => self.keep(cx),
            Some(wait) => cx.wake_in(wait),
            None => {}
        }
    }

    /// Hands to the desk what it lacks, whatever is on its way. A page without a word is no draft.
    fn keep(&mut self, cx: &mut Context<'_>) {
        let typed = begun::typed(&self.form);
        if !self.keeper.lacks(&typed) {
            self.keeper.unchanged();
        } else if self.is_begun() || self.keeper.is_stored() {
            let draft = Box::new(self.begun.draft(typed.clone()));
            let request = cx.command(Command::SaveCaseDraft(draft));
            self.keeper.sent(typed, request);
        }
    }

    /// Leaves. The desk keeps what was typed, unless nothing is left of it.
    fn leave(&mut self, cx: &mut Context<'_>) {
        if self.is_begun() {
            self.keep(cx);
            cx.inform(cx.text.get("case-kept-typed"));
        } else if self.keeper.is_stored() {
            cx.command(Command::DropCaseDraft(self.begun.id));
        }
        cx.pop();
    }

    fn drop_typed(&self, cx: &mut Context<'_>) {
        if self.keeper.is_stored() {
            cx.command(Command::DropCaseDraft(self.begun.id));
        }
        cx.inform(cx.text.get("case-dropped"));
        cx.pop();
    }

    /// Makes everything that holds words again.
    fn translate(&mut self, text: &Text) {
        let mut made = Form::new((self.plan.fields)(text));
        for ask in Ask::ALL {
            made.set_text(ask, self.form.text(ask).as_str());
            for at in self.form.all_chosen(ask) {
                made.choose(ask, Some(at));
            }
            if let Some(at) = self.form.chosen(ask) {
                made.choose(ask, Some(at));
            }
        }
        if let Some(field) = self.form.focused() {
            made.focus(field);
        }
        self.form = made;
    }

    fn take(&mut self, way: Action, cx: &mut Context<'_>) {
        let found = self.plan.ways.iter().find(|(action, _)| *action == way);
        let (None, Some((_, decide))) = (self.saving, found) else {
            return;
        };
        match decide(&self.form) {
            Ok(taken) => {
                // First, so that it is there if the step cannot be taken.
                self.keep(cx);
                let draft = self.keeper.is_stored().then_some(self.begun.id);
                self.deciding = taken.choice();
                self.saving = Some(cx.command(taken.command(&self.begun, draft)));
            }
            Err(wrong) => cx.warn(cx.text.get(wrong)),
        }
    }

    fn done(&mut self, result: Result<Done, DeskError>, cx: &mut Context<'_>) {
        self.saving = None;
        match result {
            Ok(done) => {
                cx.done(self.said(&done, cx.text));
                match self.deciding {
                    Some(choice) => cx.give_back(Decided { choice }),
                    None => cx.pop(),
                }
            }
            Err(error) => cx.fail(error.sentence(cx.text)),
        }
    }

    /// What is said of a step that was taken.
    fn said(&self, done: &Done, text: &Text) -> String {
        if let Done::Decided {
            number: Some(number),
        } = done
        {
            let values = [("number", number.to_string().into())];
            return text.with("reviews-done-number", &values);
        }
        let step = text.get(self.plan.title);
        text.with("case-done", &[("step", step.into())])
    }

    /// The desk answered to what was handed over.
    fn kept(&mut self, request: RequestId, result: Result<Done, DeskError>, cx: &mut Context<'_>) {
        let failed = self.keeper.answered(request, result.is_ok(), cx.now);
        if let (Some(true), Err(error)) = (failed, result) {
            cx.fail(error.sentence(cx.text));
        }
        self.keep_when_due(cx);
    }

    /// Whether something was typed; a choice alone is quickly made again.
    fn is_begun(&self) -> bool {
        let typed = |ask: &Ask| !self.form.text(*ask).is_blank();
        Ask::ALL.iter().any(typed)
    }

    /// Gives the form a message.
    fn give(&mut self, message: &Message, cx: &mut Context<'_>) {
        let reply = self.form.update(message);
        if let FormReply::Changed(_) = reply {
            self.keeper.changed(cx.now);
            self.keep_when_due(cx);
        }
        let last = matches!(message, Message::Action(ENTER));
        if let ([(only, _)], true, FormReply::Ignored) = (&*self.plan.ways, last, reply) {
            self.take(*only, cx);
        }
    }

    fn reading_lines(&self, width: u16, cx: &ViewContext<'_>) -> Vec<Line<'static>> {
        let room = usize::from(width.saturating_sub(3));
        let mut lines = Vec::new();
        for (heading, text) in &self.plan.lead {
            let heading = format!(" {}", cx.text.get(heading));
            lines.push(Line::styled(heading, cx.theme.muted));
            let text = fit::wrap(text, room).into_iter();
            lines.extend(text.map(|line| Line::from(format!("  {line}"))));
        }
        lines
    }
}

/// How the page is shared: what is read gets what it needs, but leaves the form its rows.
fn shares(area: Rect, lines: usize, form: u16) -> (Rect, Rect) {
    let most = area.height.saturating_sub(form + 1);
    let read = u16::try_from(lines).unwrap_or(u16::MAX).min(most);
    if read == 0 {
        return (place::rows(area, 0, 0), area);
    }
    (place::rows(area, 0, read), place::below(area, read + 1))
}

/// Rows of a form with a choice, a text and its hint.
pub(super) const FORM_ROWS: u16 = 11;

impl Screen for Sheet {
    fn title(&self, text: &Text) -> String {
        text.get(self.plan.title)
    }

    fn keys(&self) -> Keys {
        if self.form.list_is_open() {
            return self.form.keys();
        }
        let keys = self.form.keys().and(self.plan.keys);
        let nothing = self.plan.lead.is_empty();
        keys.without_if(nothing, READ_BACK)
            .without_if(nothing, READ_ON)
    }

    fn update(&mut self, message: Message, cx: &mut Context<'_>) {
        match message {
            Message::Done(request, result) if self.saving == Some(request) => {
                self.done(result, cx);
            }
            Message::Done(request, result) => self.kept(request, result, cx),
            Message::Tick => self.keep_when_due(cx),
            Message::Closing => self.keep(cx),
            Message::Action(READ_ON) => self.reading.update(PAGE_DOWN),
            Message::Action(READ_BACK) => self.reading.update(PAGE_UP),
            Message::Action(LEAVE) => self.leave(cx),
            Message::Action(DROP) => self.drop_typed(cx),
            Message::Action(way) if self.plan.ways.iter().any(|(known, _)| *known == way) => {
                self.take(way, cx);
            }
            Message::Translated => self.translate(cx.text),
            // Nothing may change what is on its way to the desk.
            _ if self.saving.is_some() => {}
            message => self.give(&message, cx),
        }
    }

    fn back(&mut self, cx: &mut Context<'_>) {
        if !self.is_begun() {
            self.leave(cx);
            return;
        }
        let text = cx.text;
        let title = text.get("case-leave-title");
        let question = Dialog::question(title, text.get("case-leave-question"))
            .button(text.get("case-leave-stay"), None)
            .button(text.get("case-leave-go"), Some(LEAVE))
            .button(text.get("case-leave-drop"), Some(DROP));
        cx.push(question);
    }

    fn view(&self, frame: &mut Frame<'_>, area: Rect, cx: &ViewContext<'_>) {
        let area = if self.came_back {
            let said = format!(" {}", cx.text.get("case-came-back"));
            frame.render_widget(Line::styled(said, cx.theme.muted), place::row(area, 0));
            place::below(area, 1)
        } else {
            area
        };
        let lines = self.reading_lines(area.width, cx);
        let (read, form) = shares(
            area,
            lines.len(),
            self.plan.form_rows.min(area.height * 2 / 3),
        );
        let more = self.reading.draw(frame, read, lines);
        draw_more(frame, read, more, cx);
        self.form.draw(frame, form, cx);
    }
}
