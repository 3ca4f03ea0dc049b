//! Keys of the case page. Which of them act depends on where the case stands.

use std::collections::BTreeSet;

use ratatui::text::{Line, Span};
use uuid::Uuid;

use crate::desk::view::CaseView;
use crate::domain::case::{
    AnswerSource, Case, Competent, ContactWay, Outcome, PauseWhy, Stage, Step,
};
use crate::domain::ids::ApplicationId;
use crate::domain::review::Checklist;
use crate::domain::unit::UnitCode;
use crate::i18n::Text;
use crate::text::CleanText;
use crate::tui::chord::{Chord, Code};
use crate::tui::keymap::{Action, Binding, KeyTable, Keys};
use crate::tui::keys::LIST;
use crate::tui::screen::ViewContext;
use crate::tui::widgets::fit;

/// The step that is due now, whichever it is.
pub(super) const NEXT: Action = Action::new("case.next");
/// To a unit.
pub(super) const ROUTE: Action = Action::new("case.route");
/// Back from the unit.
pub(super) const RETURN: Action = Action::new("case.return");
/// Enters the unit's answer.
pub(super) const ANSWER: Action = Action::new("case.answer");
/// Checks the answer; the chief decides on an objection.
pub(super) const JUDGE: Action = Action::new("case.judge");
/// Notes a talk with the applicant.
pub(super) const CONTACT: Action = Action::new("case.contact");
/// Lets the clock stand.
pub(super) const PAUSE: Action = Action::new("case.pause");
/// Lets it go on.
pub(super) const RESUME: Action = Action::new("case.resume");
/// More time.
pub(super) const EXTEND: Action = Action::new("case.extend");
/// Answers the unit's question.
pub(super) const REPLY: Action = Action::new("case.reply");
/// The part of another unit.
pub(super) const CONTRIBUTE: Action = Action::new("case.contribute");
/// Whether it is solved.
pub(super) const SATISFIED: Action = Action::new("case.satisfied");
/// Opens it again.
pub(super) const REOPEN: Action = Action::new("case.reopen");
/// The same as another application.
pub(super) const MERGE: Action = Action::new("case.merge");
/// The applicant takes it back.
pub(super) const WITHDRAW: Action = Action::new("case.withdraw");
/// Somebody else is competent.
pub(super) const FORWARD: Action = Action::new("case.forward");
/// Shows or hides the numbers of the person.
pub(super) const UNMASK: Action = Action::new("case.unmask");
/// Another application of the same person.
pub(super) const ANOTHER: Action = Action::new("case.another");
/// The versions of the answer, side by side.
pub(super) const VERSIONS: Action = Action::new("case.versions");
/// Prints the receipt.
pub(super) const PRINT_RECEIPT: Action = Action::new("case.print-receipt");
/// Prints the cover letter to the unit.
pub(super) const PRINT_LETTER: Action = Action::new("case.print-letter");

/// Saves the files where they can be opened.
pub(super) const SAVE_FILES: Action = Action::new("case.save-files");

/// Keys of the page.
pub static CASE: KeyTable = KeyTable::new(
    "case",
    "case-keys",
    &[
        Binding::new(NEXT, &[Chord::key(Code::Enter)], "case-next").weight(94),
        Binding::new(ROUTE, &[Chord::char('1')], "case-route").quiet(),
        Binding::new(RETURN, &[Chord::char('2')], "case-return").quiet(),
        Binding::new(ANSWER, &[Chord::char('3')], "case-answer").quiet(),
        Binding::new(JUDGE, &[Chord::char('4')], "case-judge").quiet(),
        Binding::new(CONTACT, &[Chord::char('5')], "case-contact").quiet(),
        Binding::new(PAUSE, &[Chord::char('6')], "case-pause").quiet(),
        Binding::new(RESUME, &[Chord::char('7')], "case-resume").quiet(),
        Binding::new(EXTEND, &[Chord::char('8')], "case-extend").quiet(),
        Binding::new(REPLY, &[Chord::char('9')], "case-reply").quiet(),
        Binding::new(REOPEN, &[Chord::char('0')], "case-reopen").quiet(),
        Binding::new(SATISFIED, &[Chord::char('m')], "case-satisfied").quiet(),
        Binding::new(CONTRIBUTE, &[Chord::char('k')], "case-contribute").quiet(),
        Binding::new(FORWARD, &[Chord::char('y')], "case-forward").quiet(),
        Binding::new(MERGE, &[Chord::char('b')], "case-merge").quiet(),
        Binding::new(WITHDRAW, &[Chord::char('g')], "case-withdraw").quiet(),
        Binding::new(UNMASK, &[Chord::f(3)], "case-unmask").quiet(),
        Binding::new(ANOTHER, &[Chord::f(4)], "case-another").quiet(),
        Binding::new(VERSIONS, &[Chord::f(6)], "case-versions").quiet(),
        Binding::new(PRINT_RECEIPT, &[Chord::f(7)], "case-print-receipt").quiet(),
        Binding::new(PRINT_LETTER, &[Chord::f(8)], "case-print-letter").quiet(),
        Binding::new(SAVE_FILES, &[Chord::f(9)], "case-save-files").quiet(),
    ],
);

/// The actions that are a step with the case.
const STEPS: [Action; 15] = [
    ROUTE, RETURN, ANSWER, JUDGE, CONTACT, PAUSE, RESUME, EXTEND, REPLY, CONTRIBUTE, SATISFIED,
    REOPEN, MERGE, WITHDRAW, FORWARD,
];

/// The tables that act on a case as it stands.
pub(super) fn of(view: &CaseView) -> Keys {
    let mut keys = Keys::new().and(&LIST).and(&CASE);
    for action in STEPS {
        keys = keys.without_if(!allows(&view.case, action), action);
    }
    keys.without_if(next(&view.case).is_none(), NEXT)
        .without_if(view.case.answers == 0, VERSIONS)
        .without_if(view.case.stage.unit().is_none(), PRINT_LETTER)
        .without_if(!has_files(view), SAVE_FILES)
}

fn has_files(view: &CaseView) -> bool {
    let mut steps = view.history.iter();
    let with_answer = steps.any(|step| !step.moved.step.attachments().is_empty());
    with_answer || !view.application.record.attachments.is_empty()
}

/// Whether the case can take the step behind an action. The rule is the domain's: it is asked
/// about a step of the kind.
fn allows(case: &Case, action: Action) -> bool {
    if action == JUDGE {
        let checks = Checklist::default();
        return case.allows(&Step::Accept { checks }) || case.allows(&Step::Uphold);
    }
    example(case, action).is_some_and(|step| case.allows(&step))
}

/// The name of the page behind an action, under which it is kept what is typed on it. The check of
/// an answer and the chief's decision have one key and are two pages.
pub(super) fn sheet(action: Action, case: &Case) -> &'static str {
    match (action, &case.stage) {
        (JUDGE, Stage::BeforeChief { .. }) => "case.decide",
        (action, _) => action.id(),
    }
}

/// The page a step is taken on, if what is typed on it is kept.
pub(in crate::tui::screens) fn sheet_of(step: &Step) -> Option<&'static str> {
    Some(match step {
        Step::Return => RETURN.id(),
        Step::Answer { .. } => ANSWER.id(),
        Step::Accept { .. } | Step::Object { .. } => JUDGE.id(),
        Step::SendBack { .. } | Step::Uphold => "case.decide",
        Step::Reply => REPLY.id(),
        Step::Contribute { .. } => CONTRIBUTE.id(),
        Step::Pause { .. } => PAUSE.id(),
        Step::Resume { .. } => RESUME.id(),
        Step::Extend { .. } => EXTEND.id(),
        Step::Withdraw => WITHDRAW.id(),
        Step::Merge { .. } => MERGE.id(),
        Step::Forward { .. } => FORWARD.id(),
        Step::Reopen { .. } => REOPEN.id(),
        Step::Contact { .. } => CONTACT.id(),
        Step::Satisfied { .. } => SATISFIED.id(),
        Step::Route { .. } | Step::Take { .. } | Step::Ask => return None,
        Step::Receive { .. } | Step::Escalate { .. } => return None,
    })
}

/// The line about the last text that was begun and is no step yet, with the key that opens it.
pub(super) fn begun(view: &CaseView, text: &Text) -> Option<String> {
    let keys = of(view);
    let open = |action: &Action| {
        let rows = keys.tables().flat_map(|(_, rows)| rows);
        let row = rows.into_iter().find(|row| row.action == *action)?;
        Some((keys.shown_chord(row)?.display(text), text.get(row.label)))
    };
    let (key, step) = view.drafts.iter().find_map(|draft| {
        let named = |action: &&Action| sheet(**action, &view.case) == draft.sheet;
        open(STEPS.iter().find(named)?)
    })?;
    let values = [("key", key.into()), ("step", step.into())];
    Some(text.with("case-begun", &values))
}

/// A step of the kind an action takes.
fn example(case: &Case, action: Action) -> Option<Step> {
    let term = case.term.clone();
    Some(match action {
        ROUTE => Step::Route {
            unit: UnitCode::new("ANY").ok()?,
            others: BTreeSet::new(),
        },
        RETURN => Step::Return,
        ANSWER => Step::Answer {
            outcome: Outcome::Positive,
            source: AnswerSource::Paper,
            attachments: Vec::new(),
        },
        CONTACT => Step::Contact {
            way: ContactWay::Call,
            reached: true,
            call_back: None,
        },
        PAUSE => Step::Pause {
            why: PauseWhy::Applicant,
        },
        RESUME => Step::Resume { term },
        EXTEND => Step::Extend { term },
        REPLY => Step::Reply,
        CONTRIBUTE => Step::Contribute {
            unit: case.others.first()?.clone(),
            attachments: Vec::new(),
        },
        SATISFIED => Step::Satisfied { solved: true },
        REOPEN => Step::Reopen { term },
        MERGE => Step::Merge {
            into: ApplicationId(Uuid::nil()),
        },
        WITHDRAW => Step::Withdraw,
        FORWARD => Step::Forward {
            to: Competent::Authority(CleanText::default()),
        },
        _ => return None,
    })
}

/// The step that is due as the case stands; `None` when nothing is.
pub(super) fn next(case: &Case) -> Option<Action> {
    match case.stage {
        Stage::Triage => Some(ROUTE),
        Stage::AtUnit { .. } if case.question => Some(REPLY),
        Stage::AtUnit { .. } if case.paused.is_some() => Some(RESUME),
        Stage::AtUnit { .. } => Some(ANSWER),
        Stage::UnderReview { .. } | Stage::BeforeChief { .. } => Some(JUDGE),
        Stage::Concluded { .. } if case.solved.is_none() => Some(SATISFIED),
        _ => None,
    }
}

/// The keys that act on a case, as lines of so many cells: the step that is due stands out.
pub(super) fn lines(view: &CaseView, width: u16, cx: &ViewContext<'_>) -> Vec<Line<'static>> {
    const GAP: &str = "   ";
    let keys = of(view);
    let due = next(&view.case);
    let tables = keys.tables().filter(|(table, _)| table.id == CASE.id);
    let rows = tables.flat_map(|(_, rows)| rows);
    let mut lines = vec![Vec::new()];
    let mut used = 0;
    for row in rows.filter(|row| row.action != NEXT) {
        let Some(chord) = keys.shown_chord(row) else {
            continue;
        };
        let (key, label) = (chord.display(cx.text), cx.text.get(row.label));
        let cells = fit::width(&key) + fit::width(&label) + 1 + GAP.len();
        if used + cells > usize::from(width) + GAP.len() - 1 && used > 0 {
            lines.push(Vec::new());
            used = 0;
        }
        let style = if Some(row.action) == due {
            cx.theme.title
        } else {
            cx.theme.muted
        };
        if let Some(line) = lines.last_mut() {
            line.push(Span::raw(if used == 0 { " " } else { GAP }));
            line.push(Span::styled(format!("{key} "), cx.theme.key));
            line.push(Span::styled(label, style));
        }
        used += cells;
    }
    lines.into_iter().map(Line::from).collect()
}
