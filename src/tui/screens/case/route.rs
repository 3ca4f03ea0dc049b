//! Picks the unit a case goes to, and others that are asked for their part.

use std::collections::BTreeSet;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::super::refresh::Refresh;
use crate::desk::command::{CaseAction, CaseCommand, Command};
use crate::desk::view::UnitsView;
use crate::desk::{Answer, Query, RequestId};
use crate::domain::ids::ApplicationId;
use crate::domain::unit::{Unit, UnitCode};
use crate::i18n::Text;
use crate::text::CleanText;
use crate::tui::chord::{Chord, Code};
use crate::tui::keymap::{Action, Binding, KeyTable, Keys};
use crate::tui::keys::{LIST, WRITING};
use crate::tui::screen::{Context, Message, Screen, ViewContext};
use crate::tui::widgets::pick_list::{PickItem, PickList};
use crate::tui::widgets::{fit, place};

/// To the unit under the marker.
const SEND: Action = Action::new("case-route.send");

/// Keys of the page.
pub static ROUTE: KeyTable = KeyTable::new(
    "case-route",
    "case-keys-route",
    &[Binding::new(
        SEND,
        &[Chord::key(Code::Enter), Chord::f(10)],
        "case-route-send",
    )
    .weight(94)],
);

/// The page.
pub(super) struct RouteScreen {
    application: ApplicationId,
    suggested: Option<UnitCode>,
    asked: Refresh,
    units: Vec<Unit>,
    others: BTreeSet<UnitCode>,
    list: PickList<UnitCode>,
    /// The directory has come.
    known: bool,
    sending: Option<RequestId>,
}

impl RouteScreen {
    /// For an application, with the unit its topic belongs to on top.
    pub(super) fn new(application: ApplicationId, suggested: Option<UnitCode>) -> Self {
        Self {
            application,
            suggested,
            asked: Refresh::new(Query::Units),
            units: Vec::new(),
            others: BTreeSet::new(),
            list: PickList::new(Vec::new()),
            known: false,
            sending: None,
        }
    }

    fn take_units(&mut self, view: UnitsView, text: &Text) {
        self.units = view.units;
        self.units.retain(|unit| !unit.closed);
        // Stable: the others keep their Turkish order.
        let suggested = self.suggested.clone();
        self.units
            .sort_by_key(|unit| Some(&unit.code) != suggested.as_ref());
        self.known = true;
        self.show(text);
    }

    fn show(&mut self, text: &Text) {
        let items = self.units.iter().map(|unit| {
            let mut detail = Vec::new();
            if self.suggested.as_ref() == Some(&unit.code) {
                detail.push(text.get("case-unit-suggested"));
            }
            if self.others.contains(&unit.code) {
                detail.push(text.get("case-unit-asked-too"));
            }
            PickItem::new(unit.code.clone(), unit.name.as_str()).with_detail(detail.join(", "))
        });
        self.list.set_items(items.collect());
    }

    /// Asks the unit under the marker for its part as well, or no more.
    fn toggle(&mut self, text: &Text) {
        let Some(unit) = self.list.selected().cloned() else {
            return;
        };
        if !self.others.remove(&unit) {
            self.others.insert(unit);
        }
        self.show(text);
    }

    fn send(&mut self, cx: &mut Context<'_>) {
        let (None, Some(unit)) = (self.sending, self.list.selected().cloned()) else {
            return;
        };
        let mut others = self.others.clone();
        others.remove(&unit);
        let application = self.application;
        let note = CleanText::default();
        let action = CaseAction::Route { unit, others, note };
        self.sending = Some(cx.command(Command::Case(Box::new(CaseCommand {
            application,
            action,
            draft: None,
        }))));
    }

    /// The unit that will be responsible, and those asked for their part.
    fn consequence(&self, text: &Text) -> String {
        let Some(unit) = self.list.selected_item() else {
            return String::new();
        };
        let others = self.others.iter().filter(|other| *other != unit.key());
        let values = [
            ("unit", unit.label().into()),
            ("others", others.count().into()),
        ];
        text.with("case-route-consequence", &values)
    }
}

impl Screen for RouteScreen {
    fn title(&self, text: &Text) -> String {
        text.get("case-route")
    }

    fn keys(&self) -> Keys {
        Keys::new().and(&ROUTE).and(&LIST).and(&WRITING).typing()
    }

    fn update(&mut self, message: Message, cx: &mut Context<'_>) {
        match message {
            Message::Shown | Message::Changed => self.asked.ask(cx),
            Message::Answered(request, result) if self.asked.answered(request, cx) => {
                match result {
                    Ok(Answer::Units(view)) => self.take_units(view, cx.text),
                    Ok(_) => {}
                    Err(error) => cx.fail(error.sentence(cx.text)),
                }
            }
            Message::Done(request, result) if self.sending == Some(request) => {
                self.sending = None;
                match result {
                    Ok(_) => {
                        let step = cx.text.get("case-route");
                        cx.done(cx.text.with("case-done", &[("step", step.into())]));
                        cx.pop();
                    }
                    Err(error) => cx.fail(error.sentence(cx.text)),
                }
            }
            Message::Action(SEND) => self.send(cx),
            Message::Char(' ') => self.toggle(cx.text),
            Message::Translated => self.show(cx.text),
            message => {
                self.list.update(&message);
            }
        }
    }

    fn view(&self, frame: &mut Frame<'_>, area: Rect, cx: &ViewContext<'_>) {
        if self.known && self.units.is_empty() {
            let said = fit::wrap(&cx.text.get("case-no-units"), usize::from(area.width) - 4);
            for (row, line) in area.rows().zip(said) {
                frame.render_widget(Line::styled(format!("  {line}"), cx.theme.warning), row);
            }
            return;
        }
        let hint = format!(" {}", cx.text.get("case-route-how"));
        frame.render_widget(Line::styled(hint, cx.theme.muted), place::row(area, 0));
        let list = Rect {
            x: area.x + 1,
            width: area.width.saturating_sub(2),
            ..place::rows(area, 2, area.height.saturating_sub(4))
        };
        self.list.draw(frame, list, cx);
        let consequence = format!(" {}", self.consequence(cx.text));
        let room = usize::from(area.width);
        let consequence = fit::cut(&consequence, room, cx.theme.glyphs.ellipsis);
        let last = place::last_row(area);
        frame.render_widget(Line::styled(consequence, cx.theme.title), last);
    }
}
