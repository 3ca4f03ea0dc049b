//! A case: one page that tells its story, and the steps that can be taken with it.
//!
//! [`story`] tells who, what, where it is, whose turn it is, how long is left and what the
//! applicant was told; [`history`] what happened. [`keys`] says which steps the case allows; each
//! opens a [`sheet`] that asks for what the step needs, by the plans in [`steps`] and [`review`],
//! [`begun`] keeps what is typed on a sheet, so that it comes back after any end of the program;
//! or a page on which something is picked: [`route`], [`merge`], [`versions`].

pub(super) mod begun;
mod history;
pub mod keys;
pub mod merge;
mod review;
pub mod route;
pub mod sheet;
pub(super) mod steps;
mod story;
pub mod versions;
pub(super) mod words;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::refresh::Refresh;
use crate::catalog::Catalog;
use crate::desk::command::{Command, PrintOrder};
use crate::desk::view::CaseView;
use crate::desk::{Answer, DeskError, Done, Query, RequestId, SavedFiles};
use crate::domain::case::Stage;
use crate::domain::ids::{ApplicationId, PersonId};
use crate::domain::person::Person;
use crate::domain::unit::Unit;
use crate::i18n::Text;
use crate::papers::PaperKind;
use crate::text::CleanText;
use crate::tui::keymap::{Action, Keys};
use crate::tui::screen::{Context, Message, Screen, ViewContext};
use crate::tui::widgets::scroll::{Scroll, draw_more};
use crate::tui::widgets::{fit, place};
use begun::Begun;
use merge::MergeScreen;
use route::RouteScreen;
use sheet::{Plan, Sheet};
use story::Story;
use versions::VersionsScreen;

pub use story::OPEN_NUMBER;

/// The history stands beside the story from this width on.
const TWO_COLUMNS: u16 = 104;

/// Somebody an application was just looked at of, given back to the screen beneath: they want
/// another one registered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SamePerson {
    pub id: PersonId,
    pub person: Person,
}

/// The page.
pub struct CaseScreen {
    catalog: Catalog,
    asked: Refresh,
    directory: Refresh,
    /// Units by name, for the history.
    units: Vec<Unit>,
    view: Option<Box<CaseView>>,
    /// The desk has answered that there is none.
    missing: bool,
    /// Whether the numbers of the person are shown whole.
    open: bool,
    scroll: Scroll,
    printing: Option<RequestId>,
}

impl CaseScreen {
    /// The page of an application's case.
    #[must_use]
    pub fn new(catalog: Catalog, id: ApplicationId) -> Self {
        Self {
            catalog,
            asked: Refresh::new(Query::Case(id)),
            directory: Refresh::new(Query::Units),
            units: Vec::new(),
            view: None,
            missing: false,
            open: false,
            scroll: Scroll::default(),
            printing: None,
        }
    }

    fn show(&mut self, result: Result<Answer, DeskError>, cx: &mut Context<'_>) {
        match result {
            Ok(Answer::Case(view)) => {
                self.missing = view.is_none();
                self.view = view;
            }
            Ok(Answer::Units(directory)) => self.units = directory.units,
            Ok(_) => {}
            Err(error) => cx.fail(error.sentence(cx.text)),
        }
    }

    fn print(&mut self, kind: PaperKind, cx: &mut Context<'_>) {
        if let (Some(view), None) = (&self.view, self.printing) {
            self.printing = Some(cx.command(Command::Print(PrintOrder {
                application: view.application.record.application,
                kind,
                language: cx.text.locale(),
            })));
        }
    }

    fn save_files(&mut self, cx: &mut Context<'_>) {
        if let (Some(view), None) = (&self.view, self.printing) {
            let application = view.application.record.application;
            self.printing = Some(cx.command(Command::SaveFiles { application }));
        }
    }

    fn printed(&mut self, result: Result<Done, DeskError>, cx: &mut Context<'_>) {
        self.printing = None;
        match result {
            Ok(Done::Printed { file, printed }) => {
                let key = if printed { "case-printed" } else { "case-kept" };
                let file = CleanText::line(&file.display().to_string());
                cx.inform(cx.text.with(key, &[("file", file.as_str().into())]));
            }
            Ok(Done::FilesSaved(saved)) => cx.inform(saved_sentence(&saved, cx.text)),
            Ok(_) => {}
            Err(error) => cx.fail(error.sentence(cx.text)),
        }
    }

    /// Opens the page of a step.
    fn act(&self, action: Action, view: &CaseView, cx: &mut Context<'_>) {
        let record = &view.application.record;
        match action {
            keys::NEXT => {
                if let Some(next) = keys::next(&view.case) {
                    self.act(next, view, cx);
                }
            }
            keys::ROUTE => {
                let suggested = view.suggested.as_ref().map(|unit| unit.code.clone());
                cx.push(RouteScreen::new(record.application, suggested));
            }
            keys::MERGE => {
                let applicant = view.application.person.full_name();
                let of = (Begun::new(action, view), applicant);
                cx.push(MergeScreen::new(self.catalog.clone(), of, cx.text));
            }
            keys::VERSIONS => cx.push(VersionsScreen::new(view, cx.text)),
            keys::ANOTHER => cx.give_back(SamePerson {
                id: record.person,
                person: view.application.person.clone(),
            }),
            action => {
                if let Some(plan) = self.plan(action, view, cx.text) {
                    cx.push(Sheet::new(Begun::new(action, view), plan, cx.text));
                }
            }
        }
    }

    /// What the sheet of a step asks.
    fn plan(&self, action: Action, view: &CaseView, text: &Text) -> Option<Plan> {
        Some(match action {
            keys::RETURN => steps::returned(),
            keys::ANSWER => steps::answer(),
            keys::JUDGE => match view.case.stage {
                Stage::UnderReview { outcome, .. } => review::review(view, outcome, text),
                _ => review::chief(view, text),
            },
            keys::CONTACT => steps::contact(),
            keys::PAUSE => steps::paused(),
            keys::RESUME => steps::resumed(view),
            keys::EXTEND => steps::extended(),
            keys::REPLY => steps::reply(view),
            keys::CONTRIBUTE => steps::contribution(view),
            keys::SATISFIED => steps::satisfied(),
            keys::REOPEN => steps::reopened(),
            keys::WITHDRAW => steps::withdrawn(),
            keys::FORWARD => steps::forwarded(&self.catalog),
            _ => return None,
        })
    }

    fn draw_wide(
        &self,
        story: &Story<'_>,
        frame: &mut Frame<'_>,
        area: Rect,
        cx: &ViewContext<'_>,
    ) {
        let left = Rect {
            width: area.width / 2,
            ..area
        };
        let right = Rect {
            x: left.right() + 1,
            width: area.width - left.width - 1,
            ..area
        };
        let mut lines = story.first(left.width, cx);
        lines.push(Line::default());
        lines.extend(story.more(left.width, cx));
        for (row, line) in left.rows().zip(lines) {
            frame.render_widget(line, row);
        }
        let mut lines = vec![heading("case-heading-history", cx)];
        lines.extend(history::lines((story.view, story.units), right.width, cx));
        lines.push(Line::default());
        lines.push(heading("case-heading-text", cx));
        lines.extend(story.text(right.width, cx));
        self.draw_scrolled(frame, right, lines, cx);
    }

    fn draw_narrow(
        &self,
        story: &Story<'_>,
        frame: &mut Frame<'_>,
        area: Rect,
        cx: &ViewContext<'_>,
    ) {
        let mut lines = story.first(area.width, cx);
        lines.push(heading("case-heading-history", cx));
        lines.extend(history::lines((story.view, story.units), area.width, cx));
        lines.push(heading("case-heading-text", cx));
        lines.extend(story.text(area.width, cx));
        lines.push(Line::default());
        lines.extend(story.more(area.width, cx));
        self.draw_scrolled(frame, area, lines, cx);
    }

    /// Draws lines from the one scrolled to.
    fn draw_scrolled(
        &self,
        frame: &mut Frame<'_>,
        area: Rect,
        lines: Vec<Line<'static>>,
        cx: &ViewContext<'_>,
    ) {
        let more = self.scroll.draw(frame, area, lines);
        draw_more(frame, area, more, cx);
    }
}

fn heading(key: &str, cx: &ViewContext<'_>) -> Line<'static> {
    Line::styled(format!(" {}", cx.text.get(key)), cx.theme.accent)
}

impl Screen for CaseScreen {
    fn title(&self, text: &Text) -> String {
        match &self.view {
            Some(view) => view.application.record.number.to_string(),
            None => text.get("search-title-application"),
        }
    }

    fn keys(&self) -> Keys {
        match &self.view {
            Some(view) => keys::of(view),
            None => Keys::new(),
        }
    }

    fn update(&mut self, message: Message, cx: &mut Context<'_>) {
        match message {
            Message::Shown | Message::Changed => {
                self.asked.ask(cx);
                self.directory.ask(cx);
            }
            Message::Answered(request, result) => {
                let ours = self.asked.answered(request, cx);
                if ours || self.directory.answered(request, cx) {
                    self.show(result, cx);
                }
            }
            Message::Action(keys::UNMASK) => self.open = !self.open,
            Message::Done(request, result) if self.printing == Some(request) => {
                self.printed(result, cx);
            }
            Message::Action(keys::PRINT_RECEIPT) => self.print(PaperKind::Receipt, cx),
            Message::Action(keys::PRINT_LETTER) => self.print(PaperKind::Letter, cx),
            Message::Action(keys::SAVE_FILES) => self.save_files(cx),
            Message::Action(action) => {
                self.scroll.update(action);
                if let Some(view) = &self.view {
                    self.act(action, view, cx);
                }
            }
            _ => {}
        }
    }

    fn view(&self, frame: &mut Frame<'_>, area: Rect, cx: &ViewContext<'_>) {
        let Some(view) = &self.view else {
            if self.missing {
                let said = format!("  {}", cx.text.get("search-missing"));
                frame.render_widget(Line::styled(said, cx.theme.warning), area);
            }
            return;
        };
        let story = Story {
            view,
            catalog: &self.catalog,
            units: &self.units,
            open: self.open,
        };
        frame.render_widget(story.head(cx), place::row(area, 0));
        let actions = keys::lines(view, area.width, cx);
        let height = u16::try_from(actions.len()).unwrap_or(0);
        let rows = place::rows(area, area.height.saturating_sub(height), height);
        for (row, line) in rows.rows().zip(actions) {
            frame.render_widget(line, row);
        }
        if let Some(said) = keys::begun(view, cx.text) {
            let said = fit::cut(&said, usize::from(area.width) - 1, cx.theme.glyphs.ellipsis);
            let row = place::row(area, area.height.saturating_sub(height + 1));
            frame.render_widget(Line::styled(format!(" {said}"), cx.theme.accent), row);
        }
        let rest = place::rows(area, 1, area.height.saturating_sub(height + 2));
        if area.width >= TWO_COLUMNS {
            self.draw_wide(&story, frame, rest, cx);
        } else {
            self.draw_narrow(&story, frame, rest, cx);
        }
    }
}

/// How many files were saved and where, and how many are awaited.
fn saved_sentence(saved: &SavedFiles, text: &Text) -> String {
    let mut sentences = Vec::new();
    if let Some(folder) = saved.files.first().and_then(|file| file.parent()) {
        let folder = CleanText::line(&folder.display().to_string());
        let count = saved.files.len() as u64;
        let values = [("count", count.into()), ("folder", folder.as_str().into())];
        sentences.push(text.with("case-files-saved", &values));
    }
    if saved.awaited > 0 {
        let values = [("count", (saved.awaited as u64).into())];
        sentences.push(text.with("case-files-awaited", &values));
    }
    sentences.join(" ")
}

#[cfg(test)]
mod tests;
