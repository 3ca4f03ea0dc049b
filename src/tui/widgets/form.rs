//! A form: fields one under another, with their order, warnings and scrolling.

use std::cell::Cell;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::choice::Choice;
use super::date_field::DateField;
use super::line_input::LineInput;
use super::pick_field::PickField;
use super::text_area::TextArea;
use super::{Reply, fit};
use crate::text::CleanText;
use crate::tui::keymap::Keys;
use crate::tui::keys::{
    AREA, CHOICE, ENTER, FORM, LINE_DOWN, LINE_UP, NEXT_FIELD, PREVIOUS_FIELD, WRITING,
};
use crate::tui::screen::{Message, ViewContext};

/// Widest the column of labels gets.
const LABELS: usize = 24;

/// What a field is.
enum Widget {
    Line(LineInput),
    Area(Box<TextArea>, u16),
    Date(DateField),
    Choice(Choice),
    Pick(PickField),
}

/// A field of a form.
pub struct Field<F> {
    id: F,
    label: String,
    widget: Widget,
    section: Option<String>,
    hint: Option<String>,
    warning: Option<String>,
    /// The last thing typed or pasted did not fit.
    was_cut: bool,
    hidden: bool,
}

impl<F> Field<F> {
    /// Text of one line.
    #[must_use]
    pub fn line(id: F, label: impl Into<String>, limit: usize) -> Self {
        Self::new(id, label, Widget::Line(LineInput::new(limit)))
    }

    /// A code or password, shown as dots.
    #[must_use]
    pub fn secret(id: F, label: impl Into<String>, limit: usize) -> Self {
        Self::new(id, label, Widget::Line(LineInput::new(limit).masked()))
    }

    /// Text of many lines, shown in so many rows.
    #[must_use]
    pub fn area(id: F, label: impl Into<String>, limit: usize, rows: u16) -> Self {
        let area = Box::new(TextArea::new(limit));
        Self::new(id, label, Widget::Area(area, rows.max(1)))
    }

    /// A day.
    #[must_use]
    pub fn date(id: F, label: impl Into<String>) -> Self {
        Self::new(id, label, Widget::Date(DateField::default()))
    }

    /// One of a few things, all in view.
    #[must_use]
    pub fn choice(id: F, label: impl Into<String>, labels: Vec<String>) -> Self {
        Self::new(id, label, Widget::Choice(Choice::one(labels)))
    }

    /// Several of a few things, all in view.
    #[must_use]
    pub fn several(id: F, label: impl Into<String>, labels: Vec<String>) -> Self {
        Self::new(id, label, Widget::Choice(Choice::several(labels)))
    }

    /// One of many things, from a list that opens.
    #[must_use]
    pub fn pick(id: F, label: impl Into<String>, labels: Vec<String>) -> Self {
        Self::new(id, label, Widget::Pick(PickField::new(labels)))
    }

    /// One of many things, or a text of one's own.
    #[must_use]
    pub fn pick_or_text(id: F, label: impl Into<String>, labels: Vec<String>) -> Self {
        let pick = PickField::new(labels).or_own_text();
        Self::new(id, label, Widget::Pick(pick))
    }

    fn new(id: F, label: impl Into<String>, widget: Widget) -> Self {
        Self {
            id,
            label: label.into(),
            widget,
            section: None,
            hint: None,
            warning: None,
            was_cut: false,
            hidden: false,
        }
    }

    /// The same under a heading of its own.
    #[must_use]
    pub fn section(mut self, heading: impl Into<String>) -> Self {
        self.section = Some(heading.into());
        self
    }

    /// The same with an explanation, shown at the foot of the form while the field has the focus.
    #[must_use]
    pub fn hint(mut self, sentence: impl Into<String>) -> Self {
        self.hint = Some(sentence.into());
        self
    }

    fn text(&self) -> CleanText {
        match &self.widget {
            Widget::Line(input) => input.value(),
            Widget::Area(area, _) => area.value(),
            Widget::Date(date) => date.typed(),
            Widget::Pick(pick) => pick.text(),
            Widget::Choice(_) => CleanText::default(),
        }
    }

    fn set_text(&mut self, text: &str) {
        self.was_cut = false;
        match &mut self.widget {
            Widget::Line(input) => input.set(text),
            Widget::Area(area, _) => area.set(text),
            Widget::Date(date) => date.set(text),
            Widget::Pick(pick) => pick.set_text(text),
            Widget::Choice(_) => {}
        }
    }

    fn update(&mut self, message: &Message) -> Reply {
        let reply = match &mut self.widget {
            Widget::Line(input) => input.update(message),
            Widget::Area(area, _) => area.update(message),
            Widget::Date(date) => date.update(message),
            Widget::Choice(choice) => choice.update(message),
            Widget::Pick(pick) => pick.update(message),
        };
        if reply.changed() {
            self.was_cut = reply == Reply::Cut;
        }
        reply
    }

    fn keys(&self) -> Keys {
        match &self.widget {
            Widget::Line(_) | Widget::Date(_) => Keys::new().and(&WRITING).and(&FORM).typing(),
            Widget::Area(..) => Keys::new().and(&AREA).and(&WRITING).and(&FORM).typing(),
            Widget::Choice(_) => Keys::new().and(&CHOICE).and(&FORM),
            Widget::Pick(pick) if pick.is_open() => pick.keys(),
            Widget::Pick(pick) => pick.keys().and(&FORM),
        }
    }

    fn heading_height(&self) -> u16 {
        if self.section.is_some() { 2 } else { 0 }
    }

    fn widget_height(&self, width: u16) -> u16 {
        match &self.widget {
            Widget::Area(_, rows) => *rows,
            Widget::Choice(choice) => choice.height(width),
            Widget::Line(_) | Widget::Date(_) | Widget::Pick(_) => 1,
        }
    }

    /// What is unusual about the field: that something was cut, what the screen says, else what
    /// the field itself sees once it has been left.
    fn warning_lines(&self, width: u16, focused: bool, cx: &ViewContext<'_>) -> Vec<String> {
        let cut = self.was_cut.then(|| cx.text.get("tui-field-cut"));
        let own = match &self.widget {
            Widget::Date(date) if !focused => date.warning(cx.text),
            _ => None,
        };
        cut.iter()
            .chain(self.warning.as_ref().or(own.as_ref()))
            .flat_map(|sentence| {
                let lines = fit::wrap(sentence, usize::from(width).saturating_sub(2));
                let lead = |at: usize| {
                    if at == 0 {
                        cx.theme.glyphs.warning
                    } else {
                        " "
                    }
                };
                let led = move |(at, line): (usize, String)| format!("{} {line}", lead(at));
                lines.into_iter().enumerate().map(led)
            })
            .collect()
    }

    fn draw_widget(&self, frame: &mut Frame<'_>, area: Rect, focused: bool, cx: &ViewContext<'_>) {
        match &self.widget {
            Widget::Line(input) => input.draw(frame, area, focused, cx),
            Widget::Area(text, _) => text.draw(frame, area, focused, cx),
            Widget::Date(date) => date.draw(frame, area, focused, cx),
            Widget::Choice(choice) => choice.draw(frame, area, focused, cx),
            Widget::Pick(pick) => pick.draw(frame, area, focused, cx),
        }
    }
}

/// What a form made of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FormReply<F> {
    /// Nothing. Enter on the last field comes back so: a screen may take it for "ready".
    Ignored,
    /// The focus or a cursor moved.
    Used,
    /// The value of this field is another now.
    Changed(F),
}

/// Fields one under another. `F` names them, mostly an enum of the screen.
pub struct Form<F> {
    fields: Vec<Field<F>>,
    focus: usize,
    /// The first field drawn.
    first: Cell<usize>,
    revision: u64,
}

impl<F: Copy + PartialEq> Form<F> {
    /// A form; the first field has the focus.
    #[must_use]
    pub fn new(fields: Vec<Field<F>>) -> Self {
        Self {
            fields,
            focus: 0,
            first: Cell::new(0),
            revision: 0,
        }
    }

    /// Grows with every change the user makes; what is on disk is old when it differs.
    #[must_use]
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// The field that has the focus.
    #[must_use]
    pub fn focused(&self) -> Option<F> {
        self.fields.get(self.focus).map(|field| field.id)
    }

    /// Gives a field the focus, if it is shown.
    pub fn focus(&mut self, id: F) {
        let shown = |field: &Field<F>| field.id == id && !field.hidden;
        if let Some(at) = self.fields.iter().position(shown) {
            self.focus = at;
        }
    }

    /// What stands in a field; empty for choices.
    #[must_use]
    pub fn text(&self, id: F) -> CleanText {
        self.field(id).map(Field::text).unwrap_or_default()
    }

    /// Puts a text in a field, cleaned and cut at its limit.
    pub fn set_text(&mut self, id: F, text: &str) {
        if let Some(field) = self.field_mut(id) {
            field.set_text(text);
        }
    }

    /// The position of what is chosen in a choice or list.
    #[must_use]
    pub fn chosen(&self, id: F) -> Option<usize> {
        match &self.field(id)?.widget {
            Widget::Choice(choice) => choice.chosen(),
            Widget::Pick(pick) => pick.chosen(),
            _ => None,
        }
    }

    /// The positions of all that is chosen in a field of several.
    #[must_use]
    pub fn all_chosen(&self, id: F) -> Vec<usize> {
        match self.field(id).map(|field| &field.widget) {
            Some(Widget::Choice(choice)) => choice.all_chosen().collect(),
            _ => Vec::new(),
        }
    }

    /// Chooses in a choice or list; in a field of several, besides what is chosen. `None` lets all
    /// go.
    pub fn choose(&mut self, id: F, at: Option<usize>) {
        match self.field_mut(id).map(|field| &mut field.widget) {
            Some(Widget::Choice(choice)) => match at {
                Some(at) => choice.set(at, true),
                None => choice.clear(),
            },
            Some(Widget::Pick(pick)) => pick.choose(at),
            _ => {}
        }
    }

    /// Gives a list other labels.
    pub fn set_labels(&mut self, id: F, labels: Vec<String>) {
        if let Some(Widget::Pick(pick)) = self.field_mut(id).map(|field| &mut field.widget) {
            pick.set_labels(labels);
        }
    }

    /// Sets or takes away the warning under a field. A warning never stands in the way.
    pub fn set_warning(&mut self, id: F, sentence: Option<String>) {
        if let Some(field) = self.field_mut(id) {
            field.warning = sentence;
        }
    }

    /// Shows or hides a field; what is in it stays.
    pub fn set_shown(&mut self, id: F, shown: bool) {
        let Some(at) = self.fields.iter().position(|field| field.id == id) else {
            return;
        };
        self.fields[at].hidden = !shown;
        if at == self.focus && !shown && !self.step(true) {
            self.step(false);
        }
    }

    fn field(&self, id: F) -> Option<&Field<F>> {
        self.fields.iter().find(|field| field.id == id)
    }

    fn field_mut(&mut self, id: F) -> Option<&mut Field<F>> {
        self.fields.iter_mut().find(|field| field.id == id)
    }

    /// The tables that act where the focus is. A screen adds its own outside them.
    #[must_use]
    pub fn keys(&self) -> Keys {
        self.fields
            .get(self.focus)
            .map_or_else(|| Keys::new().and(&FORM), Field::keys)
    }

    /// Takes a message: for the field with the focus, or to move the focus.
    pub fn update(&mut self, message: &Message) -> FormReply<F> {
        let Some(field) = self.fields.get_mut(self.focus) else {
            return FormReply::Ignored;
        };
        let id = field.id;
        match field.update(message) {
            Reply::Ignored => {}
            Reply::Used => return FormReply::Used,
            Reply::Changed | Reply::Cut => {
                let accepted = matches!(field.widget, Widget::Pick(_)) && !field.text().is_empty();
                self.revision += 1;
                if accepted {
                    self.step(true);
                }
                return FormReply::Changed(id);
            }
        }
        let moved = match message {
            Message::Action(NEXT_FIELD | ENTER | LINE_DOWN) => self.step(true),
            Message::Action(PREVIOUS_FIELD | LINE_UP) => self.step(false),
            _ => return FormReply::Ignored,
        };
        match (moved, message) {
            (false, Message::Action(ENTER)) => FormReply::Ignored,
            _ => FormReply::Used,
        }
    }

    /// Moves the focus to the next or the previous shown field. Whether there is one.
    fn step(&mut self, forward: bool) -> bool {
        let shown = |at: &usize| self.fields.get(*at).is_some_and(|field| !field.hidden);
        let to = if forward {
            (self.focus + 1..self.fields.len()).find(shown)
        } else {
            (0..self.focus).rev().find(shown)
        };
        self.focus = to.unwrap_or(self.focus);
        to.is_some()
    }

    /// Draws the fields around the one with the focus, and its hint at the foot.
    pub fn draw(&self, frame: &mut Frame<'_>, area: Rect, cx: &ViewContext<'_>) {
        let area = area.intersection(frame.area());
        let foot = u16::from(self.fields.iter().any(|field| field.hint.is_some()));
        let body = Rect {
            height: area.height.saturating_sub(foot),
            ..area
        };
        if body.is_empty() {
            return;
        }
        let label_cells = self.label_cells();
        let heights = self.heights(body.width.saturating_sub(label_cells), cx);
        let first = self.first_shown(&heights, body.height);
        self.first.set(first);
        let mut y = body.y;
        let mut open = None;
        let mut below = false;
        for (at, height) in heights.iter().enumerate().skip(first) {
            if *height == 0 {
                continue;
            }
            if y >= body.bottom() {
                below = true;
                break;
            }
            let place = Rect {
                y,
                height: (*height).min(body.bottom() - y),
                ..body
            };
            let field = self.draw_field(frame, place, at, label_cells, cx);
            if at == self.focus {
                open = Some(field);
            }
            y += *height;
        }
        draw_more(frame, body, (first > 0, below), cx);
        self.draw_hint(frame, area, foot, cx);
        if let (Some(place), Some(Widget::Pick(pick))) =
            (open, self.fields.get(self.focus).map(|f| &f.widget))
            && pick.is_open()
        {
            pick.draw_list(frame, place, area, cx);
        }
    }

    /// Cells of the column of labels with the marker before and the gap after it.
    fn label_cells(&self) -> u16 {
        let longest = self
            .fields
            .iter()
            .map(|field| fit::width(&field.label))
            .max()
            .unwrap_or(0);
        u16::try_from(longest.min(LABELS) + 4).unwrap_or(0)
    }

    /// Rows of each field; 0 for hidden ones.
    fn heights(&self, width: u16, cx: &ViewContext<'_>) -> Vec<u16> {
        self.fields
            .iter()
            .enumerate()
            .map(|(at, field)| {
                if field.hidden {
                    return 0;
                }
                let warnings = field.warning_lines(width, at == self.focus, cx).len();
                field.heading_height()
                    + field.widget_height(width)
                    + u16::try_from(warnings).unwrap_or(0)
            })
            .collect()
    }

    /// The first field to draw so that the one with the focus is whole, the view moving as little
    /// as can be and not further than the end.
    fn first_shown(&self, heights: &[u16], room: u16) -> usize {
        let rows = |from: usize, to: usize| -> u32 {
            heights[from..to]
                .iter()
                .map(|height| u32::from(*height))
                .sum()
        };
        let room = u32::from(room);
        let after_focus = (self.focus + 1).min(heights.len());
        let mut first = self.first.get().min(self.focus);
        while first < self.focus && rows(first, after_focus) > room {
            first += 1;
        }
        while first > 0 && rows(first - 1, heights.len()) <= room {
            first -= 1;
        }
        first
    }

    /// Draws one field. Gives the place of its widget.
    fn draw_field(
        &self,
        frame: &mut Frame<'_>,
        place: Rect,
        at: usize,
        label_cells: u16,
        cx: &ViewContext<'_>,
    ) -> Rect {
        let theme = cx.theme;
        let field = &self.fields[at];
        let focused = at == self.focus;
        let mut rest = place;
        if let Some(heading) = &field.section {
            let line = Rect {
                y: place.y + 1,
                height: 1,
                ..place
            };
            let heading = Line::styled(heading.as_str(), theme.title);
            frame.render_widget(heading, line.intersection(place));
            rest.y += 2;
            rest.height = rest.height.saturating_sub(2);
        }
        if rest.height == 0 {
            return rest;
        }
        let (marker, style) = if focused {
            (theme.glyphs.marker, theme.focus)
        } else {
            (" ", theme.muted)
        };
        let label = fit::cut(&field.label, LABELS, theme.glyphs.ellipsis);
        let label = Line::from(Span::styled(format!("{marker} {label}"), style));
        frame.render_widget(label, Rect { height: 1, ..rest });
        let right = Rect {
            x: rest.x + label_cells.min(rest.width),
            width: rest.width.saturating_sub(label_cells + 1),
            ..rest
        };
        let widget = Rect {
            height: field.widget_height(right.width).min(right.height),
            ..right
        };
        field.draw_widget(frame, widget, focused, cx);
        for (row, warning) in
            (widget.bottom()..rest.bottom()).zip(field.warning_lines(right.width, focused, cx))
        {
            let line = Line::from(Span::styled(warning, theme.warning));
            let place = Rect {
                y: row,
                height: 1,
                ..right
            };
            frame.render_widget(line, place);
        }
        widget
    }

    fn draw_hint(&self, frame: &mut Frame<'_>, area: Rect, foot: u16, cx: &ViewContext<'_>) {
        let hint = self
            .fields
            .get(self.focus)
            .and_then(|field| field.hint.as_ref());
        if let (1, Some(hint)) = (foot, hint) {
            let place = Rect {
                y: area.bottom().saturating_sub(1),
                height: 1,
                ..area
            };
            let hint = fit::cut(hint, usize::from(area.width), cx.theme.glyphs.ellipsis);
            frame.render_widget(Line::styled(hint, cx.theme.muted), place);
        }
    }
}

/// Marks at the right edge that there are fields above or below.
fn draw_more(
    frame: &mut Frame<'_>,
    body: Rect,
    (above, below): (bool, bool),
    cx: &ViewContext<'_>,
) {
    let [up, down] = cx.theme.glyphs.more;
    for (there, sign, y) in [(above, up, body.y), (below, down, body.bottom() - 1)] {
        if there {
            let line = Rect {
                y,
                height: 1,
                ..body
            };
            frame.render_widget(Line::styled(sign, cx.theme.accent).right_aligned(), line);
        }
    }
}
