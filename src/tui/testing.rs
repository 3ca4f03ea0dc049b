//! For tests of screens: drive an app by key names and take pictures of what it draws.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use crossterm::event::{Event as TerminalEvent, KeyCode, KeyEvent, KeyModifiers};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::style::{Color, Modifier};

use super::app::{App, Event};
use super::screen::Screen;
use super::theme::Theme;
use crate::i18n::{Locale, Text};

/// The time in tests: 24 November 2026, 14:05 in Türkiye.
pub(crate) fn noon() -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_518_300, 0).expect("a time")
}

/// An app in Turkish and the dark theme that shows `screen`.
pub(crate) fn app(screen: impl Screen + 'static) -> App {
    app_with(screen, Locale::Tr, Theme::default())
}

/// An app in some language and theme.
pub(crate) fn app_with(screen: impl Screen + 'static, locale: Locale, theme: Theme) -> App {
    App::new(Text::new(locale), theme, screen, noon())
}

/// Presses keys, written with spaces between: `F1`, `Esc`, `Enter`, `Tab`, `S-Tab`, `Down`, `C-p`,
/// `A-b`, and anything else as a text typed letter by letter (`_` is the space bar).
pub(crate) fn press(app: &mut App, keys: &str) {
    for event in presses(keys) {
        send(app, TerminalEvent::Key(event));
    }
}

/// The key presses such a text stands for.
pub(crate) fn presses(keys: &str) -> Vec<KeyEvent> {
    let letter = |c| KeyCode::Char(if c == '_' { ' ' } else { c });
    keys.split(' ')
        .filter(|key| !key.is_empty())
        .flat_map(|key| match named(key) {
            Some(event) => vec![event],
            None => key
                .chars()
                .map(|c| KeyEvent::new(letter(c), KeyModifiers::NONE))
                .collect(),
        })
        .collect()
}

fn named(key: &str) -> Option<KeyEvent> {
    let (mods, key) = match key.split_once('-') {
        Some(("C", rest)) => (KeyModifiers::CONTROL, rest),
        Some(("A", rest)) => (KeyModifiers::ALT, rest),
        Some(("S", rest)) => (KeyModifiers::SHIFT, rest),
        _ => (KeyModifiers::NONE, key),
    };
    let code = match key {
        "Esc" => KeyCode::Esc,
        "Enter" => KeyCode::Enter,
        "Tab" if mods == KeyModifiers::SHIFT => KeyCode::BackTab,
        "Tab" => KeyCode::Tab,
        "Up" => KeyCode::Up,
        "Down" => KeyCode::Down,
        "Left" => KeyCode::Left,
        "Right" => KeyCode::Right,
        "Home" => KeyCode::Home,
        "End" => KeyCode::End,
        "PgUp" => KeyCode::PageUp,
        "PgDn" => KeyCode::PageDown,
        "Del" => KeyCode::Delete,
        "Backspace" => KeyCode::Backspace,
        _ => match (key.strip_prefix('F').and_then(|n| n.parse().ok()), mods) {
            (Some(number), _) => KeyCode::F(number),
            (None, KeyModifiers::NONE) => return None,
            (None, _) => KeyCode::Char(key.chars().next()?),
        },
    };
    Some(KeyEvent::new(code, mods))
}

/// Pastes a text.
pub(crate) fn paste(app: &mut App, text: &str) {
    send(app, TerminalEvent::Paste(text.to_owned()));
}

/// Lets seconds pass.
pub(crate) fn wait(app: &mut App, seconds: i64) {
    app.handle(Event::Tick, noon() + TimeDelta::seconds(seconds));
}

fn send(app: &mut App, event: TerminalEvent) {
    app.handle(Event::Terminal(event), noon());
}

/// What the app draws in a terminal of this size, as text; `◂row,column` at the end is the cursor.
pub(crate) fn picture(app: &mut App, width: u16, height: u16) -> String {
    picture_at(app, (width, height), noon())
}

/// Compares what an app draws in a small and in a large terminal with the pictures of this name.
macro_rules! assert_pictures {
    ($name:expr, $app:expr) => {
        for (width, height) in [(80, 24), (120, 40)] {
            let picture = $crate::tui::testing::picture($app, width, height);
            insta::assert_snapshot!(format!("{}_{width}x{height}", $name), picture);
        }
    };
}
pub(crate) use assert_pictures;

/// The same at another time.
pub(crate) fn picture_at(app: &mut App, size: (u16, u16), now: DateTime<Utc>) -> String {
    let mut terminal = drawn(app, size, now);
    let mut picture = text_of(terminal.backend().buffer());
    if terminal.backend().cursor_visible() {
        let at = terminal.get_cursor_position().expect("a cursor");
        picture.push_str(&format!("◂{},{}\n", at.y, at.x));
    }
    picture
}

/// The same with the styles: under each row, a letter for the style of each cell, and at the end
/// what the letters mean.
pub(crate) fn styled_picture(app: &mut App, width: u16, height: u16) -> String {
    styled_picture_at(app, (width, height), noon())
}

/// The same at another time.
pub(crate) fn styled_picture_at(app: &mut App, size: (u16, u16), now: DateTime<Utc>) -> String {
    let terminal = drawn(app, size, now);
    let buffer = terminal.backend().buffer();
    let mut letters: BTreeMap<String, char> = BTreeMap::new();
    let mut legend = Vec::new();
    let mut picture = String::new();
    for (y, line) in text_of(buffer).lines().enumerate() {
        let mut styles = String::new();
        for x in 0..buffer.area.width {
            let cell = &buffer[(x, u16::try_from(y).expect("a row"))];
            let style = style_name(cell.fg, cell.bg, cell.modifier);
            if style == "plain" {
                styles.push(' ');
                continue;
            }
            let next = char::from(b'a' + u8::try_from(letters.len()).expect("few styles"));
            let letter = *letters.entry(style.clone()).or_insert_with(|| {
                legend.push(format!("{next} {style}"));
                next
            });
            styles.push(letter);
        }
        picture.push_str(line);
        picture.push('\n');
        let styles = styles.trim_end();
        if !styles.is_empty() {
            picture.push_str(&format!("{styles}\n"));
        }
    }
    picture.push_str(&legend.join("\n"));
    picture
}

fn style_name(fg: Color, bg: Color, modifier: Modifier) -> String {
    let mut parts = Vec::new();
    if fg != Color::Reset {
        parts.push(format!("{fg:?}"));
    }
    if bg != Color::Reset {
        parts.push(format!("on {bg:?}"));
    }
    parts.extend(modifier.iter_names().map(|(name, _)| name.to_lowercase()));
    if parts.is_empty() {
        "plain".into()
    } else {
        parts.join(" ")
    }
}

fn drawn(app: &mut App, (width, height): (u16, u16), now: DateTime<Utc>) -> Terminal<TestBackend> {
    app.handle(Event::Terminal(TerminalEvent::Resize(width, height)), now);
    let mut terminal = Terminal::new(TestBackend::new(width, height)).expect("a terminal");
    terminal.draw(|frame| app.view(frame)).expect("a frame");
    terminal
}

fn text_of(buffer: &Buffer) -> String {
    let mut text = String::new();
    for y in 0..buffer.area.height {
        let mut line = String::new();
        let mut covered = 0;
        for x in 0..buffer.area.width {
            // The cells a wide sign covers hold nothing of their own.
            if covered > 0 {
                covered -= 1;
                continue;
            }
            let symbol = buffer[(x, y)].symbol();
            covered = unicode_width::UnicodeWidthStr::width(symbol).saturating_sub(1);
            line.push_str(symbol);
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}
