//! Keys as the desk understands them: one chord for one physical intention.
//!
//! Terminals tell the same key press in several ways, and a Turkish keyboard has four letters where
//! others have two. [`Press::from_event`] settles all of it once, so that key tables can be plain data.

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use crate::i18n::Text;
use crate::text::lower_tr;

/// A key without its modifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Code {
    /// A letter (lower case; `i` and `ı` are one), digit, sign or the space bar.
    Char(char),
    /// Any of the digits 1–9. Only in key tables: it stands for nine chords.
    Digits,
    /// A function key.
    F(u8),
    /// Enter, also as Ctrl+M and Ctrl+J.
    Enter,
    /// Escape.
    Esc,
    /// Tab, also as Ctrl+I.
    Tab,
    /// Backspace, also as Ctrl+H.
    Backspace,
    /// Delete.
    Delete,
    /// Insert.
    Insert,
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Arrow left.
    Left,
    /// Arrow right.
    Right,
    /// Home.
    Home,
    /// End.
    End,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
}

/// A key with its modifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Chord {
    /// The key.
    pub code: Code,
    /// Ctrl, Alt and Shift. Shift is never set on characters: Caps Lock must not change a command.
    pub mods: KeyModifiers,
}

impl Chord {
    /// A key alone.
    #[must_use]
    pub const fn key(code: Code) -> Self {
        Self {
            code,
            mods: KeyModifiers::NONE,
        }
    }

    /// A letter (give it in lower case, `i` for all four i), digit or sign alone.
    #[must_use]
    pub const fn char(c: char) -> Self {
        Self::key(Code::Char(c))
    }

    /// A function key alone.
    #[must_use]
    pub const fn f(number: u8) -> Self {
        Self::key(Code::F(number))
    }

    /// A letter with Ctrl.
    #[must_use]
    pub const fn ctrl(c: char) -> Self {
        Self::char(c).with_ctrl()
    }

    /// The same with Ctrl held.
    #[must_use]
    pub const fn with_ctrl(self) -> Self {
        self.holding(KeyModifiers::CONTROL)
    }

    /// The same with Alt held.
    #[must_use]
    pub const fn with_alt(self) -> Self {
        self.holding(KeyModifiers::ALT)
    }

    /// The same with Shift held; for keys that are not characters.
    #[must_use]
    pub const fn with_shift(self) -> Self {
        self.holding(KeyModifiers::SHIFT)
    }

    const fn holding(self, modifier: KeyModifiers) -> Self {
        Self {
            code: self.code,
            mods: self.mods.union(modifier),
        }
    }

    /// Whether pressing `pressed` is pressing this chord of a table.
    #[must_use]
    pub fn matches(self, pressed: Self) -> bool {
        let digit = matches!(pressed.code, Code::Char('1'..='9'));
        self == pressed || (self.code == Code::Digits && digit && self.mods == pressed.mods)
    }

    /// How the chord is written on the hint line and in the help, as it is printed on keyboards.
    #[must_use]
    pub fn display(self, text: &Text) -> String {
        let mut shown = String::new();
        for (modifier, name) in [
            (KeyModifiers::CONTROL, "Ctrl+"),
            (KeyModifiers::ALT, "Alt+"),
            (KeyModifiers::SHIFT, "Shift+"),
        ] {
            if self.mods.contains(modifier) {
                shown.push_str(name);
            }
        }
        match self.code {
            Code::Char(' ') => shown.push_str(&text.get("tui-key-space")),
            Code::Char(c) => shown.extend(c.to_uppercase()),
            Code::F(number) => shown.push_str(&format!("F{number}")),
            code => shown.push_str(code_name(code)),
        }
        shown
    }
}

const fn code_name(code: Code) -> &'static str {
    match code {
        Code::Digits => "1–9",
        Code::Enter => "Enter",
        Code::Esc => "Esc",
        Code::Tab => "Tab",
        Code::Backspace => "Backspace",
        Code::Delete => "Del",
        Code::Insert => "Ins",
        Code::Up => "↑",
        Code::Down => "↓",
        Code::Left => "←",
        Code::Right => "→",
        Code::Home => "Home",
        Code::End => "End",
        Code::PageUp => "PgUp",
        Code::PageDown => "PgDn",
        Code::Char(_) | Code::F(_) => "",
    }
}

/// A key press: the chord it is, and the character it types where text is being written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Press {
    /// The chord, for key tables.
    pub chord: Chord,
    /// The character as typed, for text fields.
    pub typed: Option<char>,
}

impl Press {
    /// Understands a terminal's key event; `None` for releases and keys the desk has no use for.
    #[must_use]
    pub fn from_event(event: KeyEvent) -> Option<Self> {
        if event.kind == KeyEventKind::Release {
            return None;
        }
        let held =
            event.modifiers & (KeyModifiers::CONTROL | KeyModifiers::ALT | KeyModifiers::SHIFT);
        if let KeyCode::Char(c) = event.code {
            return Some(character(c, held));
        }
        let (code, held) = match event.code {
            KeyCode::BackTab => (Code::Tab, held | KeyModifiers::SHIFT),
            other => (named_key(other)?, held),
        };
        // A Shift still held from the last capital must not turn Backspace or an arrow into nothing.
        let held = match code {
            Code::Tab | Code::F(_) => held,
            _ => held - KeyModifiers::SHIFT,
        };
        Some(Self {
            chord: Chord { code, mods: held },
            typed: None,
        })
    }
}

fn named_key(code: KeyCode) -> Option<Code> {
    Some(match code {
        KeyCode::F(number) => Code::F(number),
        KeyCode::Enter => Code::Enter,
        KeyCode::Esc => Code::Esc,
        KeyCode::Tab => Code::Tab,
        KeyCode::Backspace => Code::Backspace,
        KeyCode::Delete => Code::Delete,
        KeyCode::Insert => Code::Insert,
        KeyCode::Up => Code::Up,
        KeyCode::Down => Code::Down,
        KeyCode::Left => Code::Left,
        KeyCode::Right => Code::Right,
        KeyCode::Home => Code::Home,
        KeyCode::End => Code::End,
        KeyCode::PageUp => Code::PageUp,
        KeyCode::PageDown => Code::PageDown,
        _ => return None,
    })
}

fn character(c: char, held: KeyModifiers) -> Press {
    let command = held & (KeyModifiers::CONTROL | KeyModifiers::ALT);
    // Ctrl and Alt together are AltGr, which types a character (@, €, #) on Turkish keyboards.
    let types = command.is_empty() || command == KeyModifiers::CONTROL | KeyModifiers::ALT;
    let letter = one_letter(c);
    if types {
        return Press {
            chord: Chord::char(letter),
            typed: Some(c),
        };
    }
    let code = match (command == KeyModifiers::CONTROL, letter) {
        (true, 'i') => Code::Tab,
        (true, 'm' | 'j') => Code::Enter,
        (true, 'h') => Code::Backspace,
        _ => Code::Char(letter),
    };
    // What terminals send as a control letter is the key itself.
    let itself = !matches!(code, Code::Char(_));
    Press {
        chord: Chord {
            code,
            mods: if itself { KeyModifiers::NONE } else { command },
        },
        typed: None,
    }
}

/// Lower case, the four Turkish i as one.
fn one_letter(c: char) -> char {
    match lower_tr(c.encode_utf8(&mut [0; 4])).chars().next() {
        Some('ı') => 'i',
        Some(lower) => lower,
        None => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Locale;

    fn press(code: KeyCode, mods: KeyModifiers) -> Press {
        Press::from_event(KeyEvent::new(code, mods)).expect("a key of ours")
    }

    #[test]
    fn the_four_i_and_caps_lock_are_one_key() {
        for c in ['i', 'İ', 'ı', 'I'] {
            for mods in [KeyModifiers::NONE, KeyModifiers::SHIFT] {
                let press = press(KeyCode::Char(c), mods);
                assert_eq!(press.chord, Chord::char('i'), "{c}");
                assert_eq!(press.typed, Some(c), "text keeps the letter itself");
            }
        }
        let upper = press(KeyCode::Char('Ş'), KeyModifiers::SHIFT);
        assert_eq!(upper.chord, Chord::char('ş'));
    }

    #[test]
    fn control_letters_that_are_keys_become_those_keys() {
        for (c, code) in [
            ('i', Code::Tab),
            ('İ', Code::Tab),
            ('ı', Code::Tab),
            ('I', Code::Tab),
            ('m', Code::Enter),
            ('j', Code::Enter),
            ('h', Code::Backspace),
        ] {
            let press = press(KeyCode::Char(c), KeyModifiers::CONTROL);
            assert_eq!(press.chord, Chord::key(code), "{c}");
            assert_eq!(press.typed, None);
        }
        assert_eq!(
            press(
                KeyCode::Char('P'),
                KeyModifiers::CONTROL | KeyModifiers::SHIFT
            )
            .chord,
            Chord::ctrl('p')
        );
    }

    #[test]
    fn shift_tab_is_one_chord_however_it_is_told() {
        let shift_tab = Chord::key(Code::Tab).with_shift();
        assert_eq!(press(KeyCode::BackTab, KeyModifiers::NONE).chord, shift_tab);
        assert_eq!(
            press(KeyCode::BackTab, KeyModifiers::SHIFT).chord,
            shift_tab
        );
        assert_eq!(press(KeyCode::Tab, KeyModifiers::SHIFT).chord, shift_tab);
    }

    #[test]
    fn alt_gr_types() {
        let press = press(
            KeyCode::Char('@'),
            KeyModifiers::CONTROL | KeyModifiers::ALT,
        );
        assert_eq!(press.typed, Some('@'));
    }

    #[test]
    fn releases_and_strange_keys_are_nothing() {
        let mut release = KeyEvent::new(KeyCode::Enter, KeyModifiers::NONE);
        release.kind = KeyEventKind::Release;
        assert_eq!(Press::from_event(release), None);
        let lock = KeyEvent::new(KeyCode::CapsLock, KeyModifiers::NONE);
        assert_eq!(Press::from_event(lock), None);
    }

    #[test]
    fn chords_are_written_as_on_the_keyboard() {
        let text = Text::new(Locale::Tr);
        for (chord, shown) in [
            (Chord::f(1), "F1"),
            (Chord::ctrl('p'), "Ctrl+P"),
            (Chord::key(Code::Tab).with_shift(), "Shift+Tab"),
            (Chord::char(' '), "Boşluk"),
            (Chord::char('ş'), "Ş"),
            (Chord::key(Code::Digits), "1–9"),
        ] {
            assert_eq!(chord.display(&text), shown);
        }
    }

    #[test]
    fn digits_stand_for_the_nine() {
        let any = Chord::key(Code::Digits);
        assert!(any.matches(Chord::char('1')) && any.matches(Chord::char('9')));
        assert!(!any.matches(Chord::char('0')) && !any.matches(Chord::ctrl('1')));
    }
}
