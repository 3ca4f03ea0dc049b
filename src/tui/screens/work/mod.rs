//! The work lists: what waits for somebody, list by list.
//!
//! [`lists`] says which lists there are and in which order a role works through them, [`rows`] what
//! is shown of a page, [`filter`] narrows them to a unit or a clerk, [`view`] draws. One page of a
//! list is here at a time, and a page begins after the last row of the one before: the millionth
//! case costs what the first does.

mod filter;
mod keys;
pub(super) mod lists;
mod rows;
mod view;

#[cfg(test)]
pub(in crate::tui::screens) mod sample;
#[cfg(test)]
mod tests;

use std::collections::HashMap;

use ratatui::Frame;
use ratatui::layout::Rect;

use super::case::{CaseScreen, SamePerson};
use super::digit_list::{DigitList, DigitRow};
use super::following::Following;
use super::machine::Duty;
use super::refresh::Refresh;
use super::reviews::ReviewsScreen;
use crate::desk::view::{MessageList, StaffRow, WorkCounts, WorkFilter, WorkList};
use crate::desk::{Answer, Command, DeskError, Query, RequestId};
use crate::domain::calendar::istanbul_day;
use crate::domain::unit::{Unit, UnitCode};
use crate::i18n::Text;
use crate::tui::keymap::{Action, Keys};
use crate::tui::keys::{DOWN, FIRST, LIST, PAGE_DOWN, PAGE_UP, UP};
use crate::tui::screen::{Context, Message, Screen, ViewContext};
use crate::tui::widgets::table::Table;

pub use keys::WORK;

use filter::{FilterPanel, Narrowed};
use lists::{Listed, Place};
use rows::{Key, Page, Words};

/// The lists of one member of staff.
pub struct WorkScreen {
    duty: Duty,
    lists: DigitList<Listed>,
    list: Listed,
    /// The list was chosen by a person and not for them.
    chosen: bool,
    filter: WorkFilter,
    /// Where the pages up to the one shown begin.
    places: Vec<Place>,
    asked: Following,
    page: Option<Page>,
    /// Another page is on its way, the next or the one before.
    turning: Option<Turn>,
    table: Option<Table<Key>>,
    counting: Following,
    counts: WorkCounts,
    directory: Refresh,
    units: Vec<Unit>,
    unit_names: HashMap<UnitCode, String>,
    start: Refresh,
    staff: Vec<StaffRow>,
    telling: Option<RequestId>,
}

/// To which page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Turn {
    Forward,
    Back,
}

impl WorkScreen {
    /// The lists in the order of the role, the first one that is not empty open.
    #[must_use]
    pub fn new(duty: Duty) -> Self {
        let lists = lists::of(duty.role);
        let first = lists.first().copied();
        Self {
            list: first.unwrap_or(Listed::Cases(WorkList::Open)),
            lists: DigitList::new(
                lists
                    .into_iter()
                    .map(|list| DigitRow::new(list, ""))
                    .collect(),
            ),
            chosen: false,
            filter: WorkFilter::default(),
            places: vec![Place::Start],
            asked: Following::default(),
            page: None,
            turning: None,
            table: None,
            counting: Following::default(),
            counts: WorkCounts::default(),
            directory: Refresh::new(Query::Units),
            units: Vec::new(),
            unit_names: HashMap::new(),
            start: Refresh::new(Query::Start {
                counter: Some(duty.session.counter),
            }),
            staff: Vec::new(),
            telling: None,
            duty,
        }
    }

    fn ask(&mut self, cx: &mut Context<'_>) {
        let place = self.places.last().copied().unwrap_or(Place::Start);
        let query = self.list.query(&self.filter, place);
        self.asked.want(Some(query), cx);
    }

    fn count(&mut self, cx: &mut Context<'_>) {
        let filter = self.filter.clone();
        self.counting.want(Some(Query::WorkCounts { filter }), cx);
    }

    /// Shows another list, or the same one from its beginning or narrowed otherwise.
    fn show(&mut self, list: Listed, cx: &mut Context<'_>) {
        self.list = list;
        self.turning = None;
        self.lists.select(|known| *known == list);
        self.places = vec![Place::Start];
        self.page = None;
        self.table = None;
        self.ask(cx);
    }

    fn step_list(&mut self, forward: bool, cx: &mut Context<'_>) {
        let rows = self.lists.rows();
        let count = rows.len().max(1);
        let at = rows.iter().position(|row| row.value == self.list);
        let step = if forward { 1 } else { count - 1 };
        let next = rows.get((at.unwrap_or(0) + step) % count);
        if let Some(next) = next.map(|row| row.value) {
            self.chosen = true;
            self.show(next, cx);
        }
    }

    fn turn_page(&mut self, turn: Turn, cx: &mut Context<'_>) {
        match turn {
            Turn::Forward => self.places.extend(self.page.as_ref().and_then(Page::end)),
            Turn::Back => {
                self.places.pop();
            }
        }
        self.turning = Some(turn);
        self.ask(cx);
    }

    /// Where a key that moves leads, if beyond the page.
    fn beyond(&self, action: Action) -> Option<Turn> {
        let (page, table) = (self.page.as_ref()?, self.table.as_ref()?);
        if self.turning.is_some() {
            return None;
        }
        let selected = table.selected().copied();
        let at_last = selected == page.key(page.len().checked_sub(1)?);
        let at_first = selected == page.key(0);
        match action {
            DOWN | PAGE_DOWN if at_last && page.more() => Some(Turn::Forward),
            UP | PAGE_UP if at_first && self.places.len() > 1 => Some(Turn::Back),
            _ => None,
        }
    }

    fn move_in_list(&mut self, message: &Message, cx: &mut Context<'_>) {
        if let Message::Action(action) = message {
            if let Some(turn) = self.beyond(*action) {
                self.turn_page(turn, cx);
                return;
            }
            if *action == FIRST && self.places.len() > 1 {
                self.show(self.list, cx);
                return;
            }
        }
        if let Some(table) = &mut self.table {
            table.update(message);
        }
    }

    fn selected(&self) -> Option<Key> {
        self.table.as_ref().and_then(Table::selected).copied()
    }

    fn act(&mut self, action: Action, cx: &mut Context<'_>) {
        match action {
            keys::OPEN => {
                if let Some(key) = self.selected() {
                    let catalog = self.duty.machine.catalog.clone();
                    cx.push(CaseScreen::new(catalog, key.application));
                }
            }
            keys::REVIEWS => cx.push(ReviewsScreen::new(self.duty.clone())),
            keys::NEXT_LIST => self.step_list(true, cx),
            keys::PREVIOUS_LIST => self.step_list(false, cx),
            keys::UNIT => {
                let chosen = self.filter.unit.as_ref();
                cx.push(FilterPanel::of_unit(&self.units, chosen, cx.text));
            }
            keys::CLERK => {
                let chosen = self.filter.clerk;
                cx.push(FilterPanel::of_clerk(&self.staff, chosen, cx.text));
            }
            keys::TOLD if self.telling.is_none() => {
                if let Some(message) = self.selected().and_then(|key| key.message) {
                    self.telling = Some(cx.command(Command::MessageCalled { message }));
                }
            }
            action => self.move_in_list(&Message::Action(action), cx),
        }
    }

    fn digit(&mut self, c: char, cx: &mut Context<'_>) {
        if let Some(list) = self.lists.update(&Message::Char(c)).copied() {
            self.chosen = true;
            if list != self.list {
                self.show(list, cx);
            }
        }
    }

    fn narrow(&mut self, narrowed: Narrowed, cx: &mut Context<'_>) {
        let mut filter = self.filter.clone();
        match narrowed {
            Narrowed::Unit(unit) => filter.unit = unit,
            Narrowed::Clerk(clerk) => filter.clerk = clerk,
        }
        if filter != self.filter {
            self.filter = filter;
            self.show(self.list, cx);
            self.count(cx);
        }
    }

    fn answered(
        &mut self,
        request: RequestId,
        result: Result<Answer, DeskError>,
        cx: &mut Context<'_>,
    ) {
        let fresh = self.asked.answered(request, cx);
        let counted = self.counting.answered(request, cx);
        let mine = fresh == Some(true)
            || counted == Some(true)
            || self.directory.answered(request, cx)
            || self.start.answered(request, cx);
        if !mine {
            return;
        }
        if fresh == Some(true) && result.is_err() {
            self.turning = None;
        }
        match result {
            Ok(Answer::Work(page)) => self.take(Page::Cases(page), cx),
            Ok(Answer::Messages(page)) => self.take(Page::Messages(page), cx),
            Ok(Answer::WorkCounts(counts)) => self.take_counts(counts, cx),
            Ok(Answer::Units(view)) => {
                let names = view.units.iter();
                let names = names.map(|unit| (unit.code.clone(), unit.name.to_string()));
                self.unit_names = names.collect();
                self.units = view.units;
                self.list_rows(cx.now, cx.text);
            }
            Ok(Answer::Start(start)) => self.staff = start.staff,
            Ok(_) => {}
            Err(error) => cx.fail(error.sentence(cx.text)),
        }
    }

    fn take(&mut self, page: Page, cx: &mut Context<'_>) {
        if page.len() == 0 && self.places.len() > 1 {
            // The rest of the list was done meanwhile.
            self.turn_page(Turn::Back, cx);
            return;
        }
        // The row one comes to: the first of the next page, the last of the one before.
        let landing = self.turning.take().and_then(|turn| match turn {
            Turn::Forward => page.key(0),
            Turn::Back => page.key(page.len().checked_sub(1)?),
        });
        self.page = Some(page);
        self.list_rows(cx.now, cx.text);
        if let (Some(key), Some(table)) = (landing, &mut self.table) {
            table.select(&key);
        }
    }

    fn take_counts(&mut self, counts: WorkCounts, cx: &mut Context<'_>) {
        self.counts = counts;
        self.name_lists(cx.text);
        let full = |row: &&DigitRow<Listed>| row.value.count(&self.counts) > 0;
        let first = self.lists.rows().iter().find(full).map(|row| row.value);
        if let (false, Some(list)) = (std::mem::replace(&mut self.chosen, true), first)
            && list != self.list
        {
            self.show(list, cx);
        }
    }

    fn name_lists(&mut self, text: &Text) {
        let rows = self.lists.rows().iter().map(|row| {
            let count = lists::counted(row.value.count(&self.counts));
            DigitRow::new(row.value, row.value.name(text)).with_detail(count)
        });
        let list = self.list;
        self.lists = DigitList::new(rows.collect());
        self.lists.select(|known| *known == list);
    }

    fn list_rows(&mut self, now: chrono::DateTime<chrono::Utc>, text: &Text) {
        let Some(page) = &self.page else {
            return;
        };
        let rows = page.rows(&self.words(now, text));
        let empty = text.get("work-nothing");
        let columns = page.columns(text);
        let table = self.table.get_or_insert_with(|| Table::new(columns, empty));
        table.set_rows(rows);
    }

    fn words<'a>(&'a self, now: chrono::DateTime<chrono::Utc>, text: &'a Text) -> Words<'a> {
        Words {
            catalog: &self.duty.machine.catalog,
            units: &self.unit_names,
            text,
            today: istanbul_day(now),
            call_backs: self.list == Listed::Cases(WorkList::CallBacks),
        }
    }
}

impl Screen for WorkScreen {
    fn title(&self, text: &Text) -> String {
        text.get("work-title")
    }

    fn keys(&self) -> Keys {
        let to_call = self.list == Listed::Messages(MessageList::ToCall);
        let nothing = self.selected().is_none();
        Keys::new()
            .and(&WORK)
            .and(&LIST)
            .without_if(nothing, keys::OPEN)
            .without_if(nothing || !to_call, keys::TOLD)
    }

    fn update(&mut self, message: Message, cx: &mut Context<'_>) {
        match message {
            Message::Shown => {
                self.duty.announce(cx);
                self.name_lists(cx.text);
                if self.page.is_some() {
                    self.asked.again(cx);
                    self.counting.again(cx);
                } else {
                    self.ask(cx);
                    self.count(cx);
                }
                // The directory and the staff change seldom: not on every change.
                self.directory.ask(cx);
                self.start.ask(cx);
            }
            Message::Changed => {
                self.asked.again(cx);
                self.counting.again(cx);
            }
            Message::Translated => {
                self.table = None;
                self.name_lists(cx.text);
                self.list_rows(cx.now, cx.text);
            }
            Message::Answered(request, result) => self.answered(request, result, cx),
            Message::Done(request, result) if self.telling == Some(request) => {
                self.telling = None;
                match result {
                    Ok(_) => cx.done(cx.text.get("work-told-done")),
                    Err(error) => cx.fail(error.sentence(cx.text)),
                }
            }
            Message::Returned(value) => match value.take::<Narrowed>() {
                Ok(narrowed) => self.narrow(narrowed, cx),
                Err(other) => {
                    if let Ok(same) = other.take::<SamePerson>() {
                        cx.give_back(same);
                    }
                }
            },
            Message::Action(action) => self.act(action, cx),
            Message::Char(c) => self.digit(c, cx),
            Message::Done(..) | Message::Paste(_) | Message::Tick | Message::Closing => {}
        }
    }

    fn view(&self, frame: &mut Frame<'_>, area: Rect, cx: &ViewContext<'_>) {
        view::draw(self, frame, area, cx);
    }
}
