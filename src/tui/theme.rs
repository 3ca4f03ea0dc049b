//! Colours and signs by meaning.
//!
//! Only the sixteen ANSI colours, which the user's terminal defines and every terminal has. No
//! meaning rests on colour alone: what is selected has a marker, a warning its sign, and so on, so
//! the theme without colour says the same.

use ratatui::style::{Color, Modifier, Style};

/// The themes on offer.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ThemeKind {
    /// For a dark background; the default.
    #[default]
    Dark,
    /// For a light background.
    Light,
    /// Black and white with bold, for weak eyes and bad screens.
    HighContrast,
    /// No colour at all: bold, underline and reverse only.
    NoColour,
}

impl ThemeKind {
    /// Every theme.
    pub const ALL: [Self; 4] = [Self::Dark, Self::Light, Self::HighContrast, Self::NoColour];

    /// The theme to use when `NO_COLOR` has this value: set to anything but the empty text it asks
    /// for no colour (<https://no-color.org>).
    #[must_use]
    pub fn heeding_no_color(self, no_color: Option<&std::ffi::OsStr>) -> Self {
        match no_color {
            Some(value) if !value.is_empty() => Self::NoColour,
            _ => self,
        }
    }
}

/// The signs that can be drawn.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum GlyphSet {
    /// Lines, arrows and blocks of Unicode.
    #[default]
    Unicode,
    /// ASCII only, for consoles without a Unicode font.
    Ascii,
}

/// Signs by meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Glyphs {
    /// Which set this is.
    pub set: GlyphSet,
    /// Before the selected row and the focused field.
    pub marker: &'static str,
    /// Something went well.
    pub done: &'static str,
    /// Look at this.
    pub warning: &'static str,
    /// Something failed.
    pub error: &'static str,
    /// For your information.
    pub info: &'static str,
    /// Between parts of a line.
    pub separator: &'static str,
    /// Between steps of the way that led here.
    pub step: &'static str,
    /// A horizontal line.
    pub rule: &'static str,
    /// Where text is cut.
    pub ellipsis: &'static str,
    /// A choice taken, and one not taken.
    pub radio: [&'static str; 2],
    /// A box ticked, and one not ticked.
    pub tick: [&'static str; 2],
    /// More above, more below.
    pub more: [&'static str; 2],
    /// The priority lane.
    pub priority: &'static str,
}

const UNICODE: Glyphs = Glyphs {
    set: GlyphSet::Unicode,
    marker: "▸",
    done: "✓",
    warning: "!",
    error: "✗",
    info: "i",
    separator: "│",
    step: "›",
    rule: "─",
    ellipsis: "…",
    radio: ["(•)", "( )"],
    tick: ["[x]", "[ ]"],
    more: ["↑", "↓"],
    priority: "★",
};

const ASCII: Glyphs = Glyphs {
    set: GlyphSet::Ascii,
    marker: ">",
    done: "+",
    warning: "!",
    error: "x",
    info: "i",
    separator: "|",
    step: ">",
    rule: "-",
    ellipsis: "~",
    radio: ["(*)", "( )"],
    tick: ["[x]", "[ ]"],
    more: ["^", "v"],
    priority: "*",
};

/// Styles by meaning, and the signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Theme {
    /// Which theme this is.
    pub kind: ThemeKind,
    /// Signs.
    pub glyphs: Glyphs,
    /// Ordinary text.
    pub text: Style,
    /// Text of less weight: labels, units, explanations.
    pub muted: Style,
    /// Headings.
    pub title: Style,
    /// What the eye should find first.
    pub accent: Style,
    /// A result.
    pub success: Style,
    /// Look at this.
    pub warning: Style,
    /// A failure or a danger.
    pub danger: Style,
    /// The selected row of the list that has the focus.
    pub selected: Style,
    /// The selected row of a list without the focus.
    pub selected_idle: Style,
    /// The label of the field that has the focus.
    pub focus: Style,
    /// A text field.
    pub field: Style,
    /// The text field that has the focus.
    pub field_focus: Style,
    /// What stands in an empty field.
    pub placeholder: Style,
    /// Letters that match what was typed.
    pub matched: Style,
    /// Keys on the hint line.
    pub key: Style,
    /// Lines and frames.
    pub line: Style,
    /// The status line.
    pub status: Style,
    /// The priority lane.
    pub priority: Style,
}

impl Theme {
    /// A theme with a set of signs.
    #[must_use]
    pub fn new(kind: ThemeKind, glyphs: GlyphSet) -> Self {
        let glyphs = match glyphs {
            GlyphSet::Unicode => UNICODE,
            GlyphSet::Ascii => ASCII,
        };
        match kind {
            ThemeKind::Dark => coloured(kind, glyphs, &DARK),
            ThemeKind::Light => coloured(kind, glyphs, &LIGHT),
            ThemeKind::HighContrast => high_contrast(glyphs),
            ThemeKind::NoColour => no_colour(glyphs),
        }
    }
}

impl Theme {
    /// The style of a screen under a modal: everything of little weight, nothing selected.
    #[must_use]
    pub fn behind(&self) -> Style {
        Style::reset().patch(self.text).patch(self.muted)
    }
}

impl Default for Theme {
    fn default() -> Self {
        Self::new(ThemeKind::default(), GlyphSet::default())
    }
}

/// What differs between the dark and the light theme.
struct Palette {
    muted: Color,
    accent: Color,
    success: Color,
    warning: Color,
    danger: Color,
    selected: (Color, Color),
    status: (Color, Color),
}

const DARK: Palette = Palette {
    muted: Color::DarkGray,
    accent: Color::Cyan,
    success: Color::Green,
    warning: Color::Yellow,
    danger: Color::LightRed,
    selected: (Color::Black, Color::Cyan),
    status: (Color::White, Color::Blue),
};

const LIGHT: Palette = Palette {
    muted: Color::DarkGray,
    accent: Color::Blue,
    success: Color::Green,
    warning: Color::Magenta,
    danger: Color::Red,
    selected: (Color::White, Color::Blue),
    status: (Color::White, Color::Blue),
};

fn coloured(kind: ThemeKind, glyphs: Glyphs, palette: &Palette) -> Theme {
    let plain = Style::new();
    let (selected_fg, selected_bg) = palette.selected;
    let (status_fg, status_bg) = palette.status;
    Theme {
        kind,
        glyphs,
        text: plain,
        muted: plain.fg(palette.muted),
        title: plain.add_modifier(Modifier::BOLD),
        accent: plain.fg(palette.accent).add_modifier(Modifier::BOLD),
        success: plain.fg(palette.success),
        warning: plain.fg(palette.warning),
        danger: plain.fg(palette.danger).add_modifier(Modifier::BOLD),
        selected: plain.fg(selected_fg).bg(selected_bg),
        selected_idle: plain.add_modifier(Modifier::BOLD),
        focus: plain.fg(palette.accent).add_modifier(Modifier::BOLD),
        field: plain,
        field_focus: plain.add_modifier(Modifier::UNDERLINED),
        placeholder: plain.fg(palette.muted),
        matched: plain
            .fg(palette.accent)
            .add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
        key: plain.fg(palette.accent).add_modifier(Modifier::BOLD),
        line: plain.fg(palette.muted),
        status: plain.fg(status_fg).bg(status_bg),
        priority: plain.fg(palette.warning).add_modifier(Modifier::BOLD),
    }
}

fn high_contrast(glyphs: Glyphs) -> Theme {
    let plain = Style::new().fg(Color::White).bg(Color::Black);
    let bold = plain.add_modifier(Modifier::BOLD);
    let inverse = Style::new()
        .fg(Color::Black)
        .bg(Color::White)
        .add_modifier(Modifier::BOLD);
    Theme {
        kind: ThemeKind::HighContrast,
        glyphs,
        text: plain,
        muted: plain,
        title: bold,
        accent: bold.fg(Color::LightYellow),
        success: bold.fg(Color::LightGreen),
        warning: bold.fg(Color::LightYellow),
        danger: bold.fg(Color::LightRed).add_modifier(Modifier::UNDERLINED),
        selected: inverse,
        selected_idle: bold.add_modifier(Modifier::UNDERLINED),
        focus: bold.fg(Color::LightYellow),
        field: plain.add_modifier(Modifier::UNDERLINED),
        field_focus: bold.add_modifier(Modifier::UNDERLINED),
        placeholder: plain,
        matched: bold
            .fg(Color::LightYellow)
            .add_modifier(Modifier::UNDERLINED),
        key: bold.fg(Color::LightYellow),
        line: plain,
        status: inverse,
        priority: bold.fg(Color::LightYellow),
    }
}

fn no_colour(glyphs: Glyphs) -> Theme {
    let plain = Style::new();
    let bold = plain.add_modifier(Modifier::BOLD);
    let underlined = plain.add_modifier(Modifier::UNDERLINED);
    let reversed = plain.add_modifier(Modifier::REVERSED);
    Theme {
        kind: ThemeKind::NoColour,
        glyphs,
        text: plain,
        muted: plain,
        title: bold,
        accent: bold,
        success: plain,
        warning: bold,
        danger: bold.add_modifier(Modifier::UNDERLINED),
        selected: reversed,
        selected_idle: bold,
        focus: bold,
        field: plain,
        field_focus: underlined,
        placeholder: plain,
        matched: bold.add_modifier(Modifier::UNDERLINED),
        key: bold,
        line: plain,
        status: reversed,
        priority: bold,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn styles(theme: &Theme) -> [(&'static str, Style); 19] {
        [
            ("text", theme.text),
            ("muted", theme.muted),
            ("title", theme.title),
            ("accent", theme.accent),
            ("success", theme.success),
            ("warning", theme.warning),
            ("danger", theme.danger),
            ("selected", theme.selected),
            ("selected_idle", theme.selected_idle),
            ("focus", theme.focus),
            ("field", theme.field),
            ("field_focus", theme.field_focus),
            ("placeholder", theme.placeholder),
            ("matched", theme.matched),
            ("key", theme.key),
            ("line", theme.line),
            ("status", theme.status),
            ("priority", theme.priority),
            ("default", Style::new()),
        ]
    }

    #[test]
    fn only_the_sixteen_colours() {
        for kind in ThemeKind::ALL {
            for (role, style) in styles(&Theme::new(kind, GlyphSet::Unicode)) {
                for colour in [style.fg, style.bg].into_iter().flatten() {
                    assert!(
                        !matches!(colour, Color::Rgb(..) | Color::Indexed(_)),
                        "{kind:?} {role}: {colour:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn no_colour_has_none() {
        for (role, style) in styles(&Theme::new(ThemeKind::NoColour, GlyphSet::Unicode)) {
            assert_eq!((style.fg, style.bg), (None, None), "{role}");
        }
    }

    #[test]
    fn what_is_selected_looks_unlike_text_in_every_theme() {
        for kind in ThemeKind::ALL {
            let theme = Theme::new(kind, GlyphSet::Unicode);
            for style in [
                theme.selected,
                theme.selected_idle,
                theme.matched,
                theme.field_focus,
            ] {
                assert_ne!(style, theme.text, "{kind:?}");
            }
        }
    }

    #[test]
    fn ascii_signs_are_ascii() {
        let glyphs = Theme::new(ThemeKind::Dark, GlyphSet::Ascii).glyphs;
        assert!(format!("{glyphs:?}").is_ascii());
    }

    #[test]
    fn no_color_is_heeded_when_it_says_something() {
        let heed = |value: Option<&str>| {
            ThemeKind::Light.heeding_no_color(value.map(std::ffi::OsStr::new))
        };
        assert_eq!(heed(Some("1")), ThemeKind::NoColour);
        assert_eq!(heed(Some("")), ThemeKind::Light);
        assert_eq!(heed(None), ThemeKind::Light);
    }
}
