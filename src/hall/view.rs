//! Draws the display: numbers and counters, nothing of a visitor.

use chrono::{DateTime, Utc};
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::style::{Modifier, Style};
use ratatui::symbols::border;
use ratatui::text::Line;
use ratatui::widgets::Block;

use super::board::{CALLS, Hall, Notice};
use super::huge;
use crate::domain::calendar::written_time;
use crate::i18n::Text;
use crate::store::Announcement;
use crate::tui::theme::{GlyphSet, Theme};
use crate::tui::widgets::fit;

/// What everything is drawn with.
pub struct Look<'a> {
    /// The texts.
    pub text: &'a Text,
    /// Colours and signs.
    pub theme: &'a Theme,
    /// The present instant.
    pub now: DateTime<Utc>,
}

/// The frame of a call on a console without lines, and of a new one there.
const ASCII: border::Set<'static> = ascii_frame("+", "-", "|");
const ASCII_FRESH: border::Set<'static> = ascii_frame("#", "#", "#");

const fn ascii_frame(
    corner: &'static str,
    across: &'static str,
    down: &'static str,
) -> border::Set<'static> {
    border::Set {
        top_left: corner,
        top_right: corner,
        bottom_left: corner,
        bottom_right: corner,
        vertical_left: down,
        vertical_right: down,
        horizontal_top: across,
        horizontal_bottom: across,
    }
}

/// Draws everything.
pub fn draw(frame: &mut Frame<'_>, hall: &Hall, look: &Look<'_>) {
    let area = frame.area();
    frame.buffer_mut().set_style(area, look.theme.text);
    // The head and the foot are a row each, until there is room for large digits.
    let edge = match area.height / 10 {
        0..3 => 1,
        rows => rows.min(6),
    };
    let before = area.height / 4 + 1;
    let [head, last, before, foot] = Layout::vertical([
        Constraint::Length(edge),
        Constraint::Min(0),
        Constraint::Length(before),
        Constraint::Length(edge),
    ])
    .areas(area);
    draw_head(frame, head, hall.office(), look);
    let today = hall.today(look.now);
    let waiting = today.map(|(_, waiting)| waiting);
    draw_foot(frame, foot, (waiting, hall.is_unreachable()), look);
    let Some((calls, _)) = today else {
        return;
    };
    match calls.split_first() {
        Some((call, earlier)) => {
            draw_last(frame, last, (call, hall.notice(call, look.now)), look);
            draw_earlier(frame, before, (earlier, hall), look);
        }
        None => draw_nobody(frame, last.union(before), look),
    }
}

fn draw_head(frame: &mut Frame<'_>, area: Rect, office: &str, look: &Look<'_>) {
    let style = look.theme.status;
    frame.buffer_mut().set_style(area, style);
    let clock = written_time(look.now);
    let width = match area.height {
        0..3 => 7,
        rows => (rows * 10).min(area.width / 3),
    };
    let [name, time] =
        Layout::horizontal([Constraint::Min(0), Constraint::Length(width)]).areas(area);
    let room = usize::from(name.width.saturating_sub(2));
    let office = fit::cut(office, room, look.theme.glyphs.ellipsis);
    let bold = style.add_modifier(Modifier::BOLD);
    frame.render_widget(Line::styled(format!(" {office}"), bold), middle(name));
    draw_huge(frame, time, &clock, (style, look));
}

fn draw_foot(
    frame: &mut Frame<'_>,
    area: Rect,
    (waiting, unreachable): (Option<u32>, bool),
    look: &Look<'_>,
) {
    let label = format!(" {}: ", look.text.get("hall-waiting"));
    let width = u16::try_from(fit::width(&label)).unwrap_or(area.width);
    let count = waiting.map_or_else(String::new, |count| count.to_string());
    let digits = u16::try_from(count.len()).unwrap_or(1);
    let room = match area.height {
        0..3 => digits,
        rows => digits * rows * 2,
    };
    let [name, number, rest] = Layout::horizontal([
        Constraint::Length(width),
        Constraint::Length(room),
        Constraint::Min(0),
    ])
    .areas(area);
    frame.render_widget(Line::styled(label, look.theme.title), middle(name));
    draw_huge(frame, number, &count, (look.theme.title, look));
    if unreachable {
        let sign = look.theme.glyphs.warning;
        let sentence = format!(" {sign} {} ", look.text.get("hall-stale"));
        let room = usize::from(rest.width);
        let sentence = fit::cut(&sentence, room, look.theme.glyphs.ellipsis);
        let line = Line::styled(sentence, look.theme.danger).right_aligned();
        frame.render_widget(line, middle(rest));
    }
}

/// The call everybody looks for, in a frame that is thick while it is new.
fn draw_last(
    frame: &mut Frame<'_>,
    area: Rect,
    (call, notice): (&Announcement, Notice),
    look: &Look<'_>,
) {
    let fresh = notice != Notice::Usual;
    let lines = match (look.theme.glyphs.set, fresh) {
        (GlyphSet::Unicode, false) => border::PLAIN,
        (GlyphSet::Unicode, true) => border::THICK,
        (GlyphSet::Ascii, false) => ASCII,
        (GlyphSet::Ascii, true) => ASCII_FRESH,
    };
    let block = Block::bordered().border_set(lines);
    let inner = block.inner(area);
    let style = style_of(notice, look);
    frame.buffer_mut().set_style(area, style);
    frame.render_widget(block.border_style(style), area);
    draw_call(frame, inner, (call, notice), look);
}

/// The calls before it, side by side under a rule.
fn draw_earlier(
    frame: &mut Frame<'_>,
    area: Rect,
    (calls, hall): (&[Announcement], &Hall),
    look: &Look<'_>,
) {
    let [rule, rest] = Layout::vertical([Constraint::Length(1), Constraint::Min(0)]).areas(area);
    let theme = look.theme;
    let line = theme.glyphs.rule.repeat(usize::from(rule.width));
    frame.render_widget(Line::styled(line, theme.line), rule);
    let heading = format!(" {} ", look.text.get("hall-previous"));
    let place = Rect {
        x: rule.x + rule.width.min(1),
        width: rule.width.saturating_sub(1),
        ..rule
    };
    frame.render_widget(Line::styled(heading, theme.title), place);
    let places = Layout::horizontal([Constraint::Fill(1); CALLS - 1]).split(rest);
    for (call, place) in calls.iter().zip(places.iter()) {
        let notice = hall.notice(call, look.now);
        frame.buffer_mut().set_style(*place, style_of(notice, look));
        draw_call(frame, *place, (call, notice), look);
    }
}

/// A number and its counter, each under its word.
fn draw_call(
    frame: &mut Frame<'_>,
    area: Rect,
    (call, notice): (&Announcement, Notice),
    look: &Look<'_>,
) {
    let style = style_of(notice, look);
    let mark = match notice {
        Notice::Usual => String::new(),
        Notice::Fresh { .. } => look.theme.glyphs.marker.repeat(3) + " ",
    };
    if area.height < 3 {
        // A window on a clerk's screen, made as small as can be.
        let line = mark + &in_words(call, area.width, look);
        let line = fit::cut(&line, usize::from(area.width), look.theme.glyphs.ellipsis);
        let bold = style.add_modifier(Modifier::BOLD);
        return frame.render_widget(Line::styled(line, bold).centered(), middle(area));
    }
    let [number, counter] = Layout::horizontal([Constraint::Fill(5), Constraint::Fill(3)])
        .spacing(1)
        .areas(area);
    let words = [
        (
            number,
            call.number.to_string(),
            mark + &look.text.get("hall-number"),
        ),
        (
            counter,
            call.counter.to_string(),
            look.text.get("hall-counter"),
        ),
    ];
    for (place, digits, word) in words {
        let [label, room] =
            Layout::vertical([Constraint::Length(1), Constraint::Min(0)]).areas(place);
        frame.render_widget(Line::styled(word, style).centered(), label);
        draw_huge(frame, room, &digits, (style, look));
    }
}

/// A call in ordinary letters: as it is called out, or with a sign where there is no room for that.
fn in_words(call: &Announcement, width: u16, look: &Look<'_>) -> String {
    let Announcement {
        number, counter, ..
    } = call;
    let values = [("number", (*number).into()), ("counter", (*counter).into())];
    let words = look.text.with("hall-call", &values);
    if fit::width(&words) < usize::from(width) {
        words
    } else {
        format!("{number} {} {counter}", look.theme.glyphs.step)
    }
}

fn draw_nobody(frame: &mut Frame<'_>, area: Rect, look: &Look<'_>) {
    let sentence = look.text.get("hall-nobody");
    let line = Line::styled(sentence, look.theme.title).centered();
    frame.render_widget(line, middle(area));
}

fn draw_huge(frame: &mut Frame<'_>, area: Rect, text: &str, (style, look): (Style, &Look<'_>)) {
    let set = look.theme.glyphs.set;
    huge::draw(frame.buffer_mut(), area, text, (style, set));
}

fn style_of(notice: Notice, look: &Look<'_>) -> Style {
    match notice {
        Notice::Fresh { inverted: true } => look.theme.selected,
        _ => look.theme.accent,
    }
}

/// The row in the middle of an area.
fn middle(area: Rect) -> Rect {
    Rect {
        y: area.y + area.height.saturating_sub(1) / 2,
        height: area.height.min(1),
        ..area
    }
}

#[cfg(test)]
#[path = "view_tests.rs"]
mod tests;
