//! A field of a form: its label, its widget, and what stands under it.

use std::rc::Rc;

use ratatui::Frame;
use ratatui::layout::Rect;

use crate::text::CleanText;
use crate::tui::keymap::Keys;
use crate::tui::keys::{AREA, CHOICE, FORM, WRITING};
use crate::tui::screen::{Message, ViewContext};
use crate::tui::widgets::choice::Choice;
use crate::tui::widgets::date_field::DateField;
use crate::tui::widgets::line_input::LineInput;
use crate::tui::widgets::pick_field::PickField;
use crate::tui::widgets::pick_list::Finder;
use crate::tui::widgets::text_area::TextArea;
use crate::tui::widgets::{Reply, fit};

/// What a field is.
pub(super) enum Widget {
    Line(LineInput),
    Area(Box<TextArea>, Rows),
    Date(DateField),
    Choice(Choice),
    /// A choice in one row; the others are at the foot of the form while it has the focus.
    ShortChoice(Choice),
    Pick(PickField),
}

/// Rows of a text of many lines.
#[derive(Clone, Copy)]
pub(super) struct Rows {
    usual: u16,
    /// While the field has the focus.
    focused: u16,
}

/// A field of a form.
pub struct Field<F> {
    pub(super) id: F,
    pub(super) label: String,
    pub(super) widget: Widget,
    pub(super) section: Option<String>,
    pub(super) begins_column: bool,
    pub(super) beside: bool,
    pub(super) hint: Option<String>,
    pub(super) notes: Vec<String>,
    pub(super) warnings: Vec<String>,
    /// The last thing typed or pasted did not fit.
    was_cut: bool,
    pub(super) hidden: bool,
}

impl<F: Copy> Field<F> {
    /// Its name.
    #[must_use]
    pub fn id(&self) -> F {
        self.id
    }

    /// Text of one line.
    #[must_use]
    pub fn line(id: F, label: impl Into<String>, limit: usize) -> Self {
        Self::new(id, label, Widget::Line(LineInput::new(limit)))
    }

    /// Text of many lines, shown in so many rows, and in more where the form has room.
    #[must_use]
    pub fn area(id: F, label: impl Into<String>, limit: usize, rows: u16) -> Self {
        let rows = Rows {
            usual: rows.max(1),
            focused: rows.max(1),
        };
        Self::new(
            id,
            label,
            Widget::Area(Box::new(TextArea::new(limit)), rows),
        )
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

    /// One of a few things, the chosen one in view; the others come to the foot of the form while
    /// the field has the focus.
    #[must_use]
    pub fn short_choice(id: F, label: impl Into<String>, labels: Vec<String>) -> Self {
        Self::new(id, label, Widget::ShortChoice(Choice::one(labels)))
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
            begins_column: false,
            beside: false,
            hint: None,
            notes: Vec::new(),
            warnings: Vec::new(),
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

    /// The same at the top of a second column where the form is wide enough for two.
    #[must_use]
    pub fn begins_column(mut self) -> Self {
        self.begins_column = true;
        self
    }

    /// The same in the row of the field before it where there is room for two.
    #[must_use]
    pub fn beside(mut self) -> Self {
        self.beside = true;
        self
    }

    /// The same with an explanation, shown at the foot of the form while the field has the focus.
    #[must_use]
    pub fn hint(mut self, sentence: impl Into<String>) -> Self {
        self.hint = Some(sentence.into());
        self
    }

    /// The same choice with `at` chosen; the choice can change but not be let go.
    #[must_use]
    pub fn always(mut self, at: usize) -> Self {
        if let Widget::Choice(choice) | Widget::ShortChoice(choice) = &mut self.widget {
            choice.set(at, true);
            choice.keep_one();
        }
        self
    }

    /// The same text of many lines in at least so many rows while it has the focus.
    #[must_use]
    pub fn roomy(mut self, rows: u16) -> Self {
        if let Widget::Area(_, of) = &mut self.widget {
            of.focused = rows.max(of.usual);
        }
        self
    }

    /// The same list searched by `finder` instead of by the letters of the labels.
    #[must_use]
    pub fn found_by(mut self, finder: impl Fn(&str) -> Vec<usize> + 'static) -> Self {
        if let Widget::Pick(pick) = &mut self.widget {
            let finder: Finder = Rc::new(finder);
            pick.find_by(finder);
        }
        self
    }

    pub(super) fn text(&self) -> CleanText {
        match &self.widget {
            Widget::Line(input) => input.value(),
            Widget::Area(area, _) => area.value(),
            Widget::Date(date) => date.typed(),
            Widget::Pick(pick) => pick.text(),
            Widget::Choice(_) | Widget::ShortChoice(_) => CleanText::default(),
        }
    }

    pub(super) fn set_text(&mut self, text: &str) {
        self.was_cut = false;
        match &mut self.widget {
            Widget::Line(input) => input.set(text),
            Widget::Area(area, _) => area.set(text),
            Widget::Date(date) => date.set(text),
            Widget::Pick(pick) => pick.set_text(text),
            Widget::Choice(_) | Widget::ShortChoice(_) => {}
        }
    }

    pub(super) fn update(&mut self, message: &Message) -> Reply {
        let reply = match &mut self.widget {
            Widget::Line(input) => input.update(message),
            Widget::Area(area, _) => area.update(message),
            Widget::Date(date) => date.update(message),
            Widget::Choice(choice) | Widget::ShortChoice(choice) => choice.update(message),
            Widget::Pick(pick) => pick.update(message),
        };
        if reply.changed() {
            self.was_cut = reply == Reply::Cut;
        }
        reply
    }

    pub(super) fn keys(&self) -> Keys {
        match &self.widget {
            Widget::Line(_) | Widget::Date(_) => Keys::new().and(&WRITING).and(&FORM).typing(),
            Widget::Area(..) => Keys::new().and(&AREA).and(&WRITING).and(&FORM).typing(),
            Widget::Choice(_) | Widget::ShortChoice(_) => Keys::new().and(&CHOICE).and(&FORM),
            Widget::Pick(pick) if pick.is_open() => pick.keys(),
            Widget::Pick(pick) => pick.keys().and(&FORM),
        }
    }

    pub(super) fn widget_height(&self, width: u16, focused: bool) -> u16 {
        match &self.widget {
            Widget::Area(_, rows) if focused => rows.focused,
            Widget::Area(_, rows) => rows.usual,
            Widget::Choice(choice) => choice.height(width),
            Widget::Line(_) | Widget::Date(_) | Widget::ShortChoice(_) | Widget::Pick(_) => 1,
        }
    }

    /// Rows the field may need at the foot of a form so wide.
    pub(super) fn foot_height(&self, width: u16) -> u16 {
        let choices = match &self.widget {
            Widget::ShortChoice(choice) => choice.height(width),
            _ => 0,
        };
        let hint = self
            .hint
            .as_ref()
            .map_or(0, |hint| fit::wrap(hint, usize::from(width)).len());
        choices.max(u16::try_from(hint).unwrap_or(u16::MAX))
    }

    /// What is unusual about the field: that something was cut, what the screen says, else what
    /// the field itself sees once it has been left.
    pub(super) fn warning_lines(
        &self,
        width: u16,
        focused: bool,
        cx: &ViewContext<'_>,
    ) -> Vec<String> {
        let cut = self.was_cut.then(|| cx.text.get("tui-field-cut"));
        let own = match &self.widget {
            Widget::Date(date) if !focused && self.warnings.is_empty() => date.warning(cx.text),
            _ => None,
        };
        let sentences = cut.iter().chain(&self.warnings).chain(&own);
        sentences
            .flat_map(|sentence| {
                let lines = fit::wrap(sentence, usize::from(width).saturating_sub(2));
                let signs = std::iter::once(cx.theme.glyphs.warning).chain(std::iter::repeat(" "));
                signs
                    .zip(lines)
                    .map(|(sign, line)| format!("{sign} {line}"))
            })
            .collect()
    }

    pub(super) fn note_lines(&self, width: u16) -> Vec<String> {
        self.notes
            .iter()
            .flat_map(|note| fit::wrap(note, usize::from(width)))
            .collect()
    }

    pub(super) fn draw_widget(
        &self,
        frame: &mut Frame<'_>,
        area: Rect,
        focused: bool,
        cx: &ViewContext<'_>,
    ) {
        match &self.widget {
            Widget::Line(input) => input.draw(frame, area, focused, cx),
            Widget::Area(text, _) => text.draw(frame, area, focused, cx),
            Widget::Date(date) => date.draw(frame, area, focused, cx),
            Widget::Choice(choice) => choice.draw(frame, area, focused, cx),
            Widget::ShortChoice(choice) => choice.draw_chosen(frame, area, focused, cx),
            Widget::Pick(pick) => pick.draw(frame, area, focused, cx),
        }
    }
}
