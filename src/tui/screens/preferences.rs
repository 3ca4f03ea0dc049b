//! The choices of language and colours, over whatever screen is open.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::digit_list::{DigitList, DigitRow};
use crate::i18n::{Locale, Text};
use crate::tui::keymap::Keys;
use crate::tui::screen::{Context, Message, Presence, Screen, ViewContext};
use crate::tui::theme::ThemeKind;

/// The choice of the language.
pub struct LanguagePanel {
    list: DigitList<Locale>,
}

impl Default for LanguagePanel {
    fn default() -> Self {
        Self {
            list: DigitList::new(languages()),
        }
    }
}

/// Every language by its own name: who looks for it reads that.
pub(super) fn languages() -> Vec<DigitRow<Locale>> {
    Locale::ALL
        .into_iter()
        .map(|locale| {
            let name = match locale {
                Locale::Tr => "Türkçe",
                Locale::En => "English",
                Locale::Ar => "العربية",
            };
            DigitRow::new(locale, name)
        })
        .collect()
}

impl Screen for LanguagePanel {
    fn title(&self, text: &Text) -> String {
        text.get("queue-language-title")
    }

    fn presence(&self) -> Presence {
        Presence::Modal
    }

    fn keys(&self) -> Keys {
        DigitList::<Locale>::keys()
    }

    fn update(&mut self, message: Message, cx: &mut Context<'_>) {
        if matches!(message, Message::Shown) {
            let locale = cx.text.locale();
            self.list.select(|row| *row == locale);
        } else if let Some(locale) = self.list.update(&message) {
            cx.speak(*locale);
            cx.pop();
        }
    }

    fn view(&self, frame: &mut Frame<'_>, area: Rect, cx: &ViewContext<'_>) {
        self.list.draw_modal(frame, area, &self.title(cx.text), cx);
    }
}

/// The choice of the colours.
pub struct ThemePanel {
    list: DigitList<ThemeKind>,
}

impl ThemePanel {
    /// The choice, with the names in the user's language.
    #[must_use]
    pub fn new(text: &Text) -> Self {
        let rows = ThemeKind::ALL
            .into_iter()
            .map(|kind| DigitRow::new(kind, text.get(name(kind))))
            .collect();
        Self {
            list: DigitList::new(rows),
        }
    }
}

fn name(kind: ThemeKind) -> &'static str {
    match kind {
        ThemeKind::Dark => "queue-theme-dark",
        ThemeKind::Light => "queue-theme-light",
        ThemeKind::HighContrast => "queue-theme-high-contrast",
        ThemeKind::NoColour => "queue-theme-no-colour",
    }
}

impl Screen for ThemePanel {
    fn title(&self, text: &Text) -> String {
        text.get("queue-theme-title")
    }

    fn presence(&self) -> Presence {
        Presence::Modal
    }

    fn keys(&self) -> Keys {
        DigitList::<ThemeKind>::keys()
    }

    fn update(&mut self, message: Message, cx: &mut Context<'_>) {
        if let Some(kind) = self.list.update(&message) {
            cx.colour(*kind);
            cx.pop();
        }
    }

    fn view(&self, frame: &mut Frame<'_>, area: Rect, cx: &ViewContext<'_>) {
        self.list.draw_modal(frame, area, &self.title(cx.text), cx);
    }
}
