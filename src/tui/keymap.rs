//! Key maps as data: which chord asks for which action, in which context, and how that is explained.
//!
//! The hint line, the help overlay and the command palette are all made from these tables, so a key
//! that works is a key that is documented.

use super::chord::{Chord, Press};

/// Something the user can ask for. The id names it in tests and logs: `queue.call-next`.
///
/// Actions are constants beside the code that performs them and are matched like enum variants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Action(&'static str);

impl Action {
    /// Declares an action.
    #[must_use]
    pub const fn new(id: &'static str) -> Self {
        Self(id)
    }

    /// The id: the table's id, a dot, the action's own name.
    #[must_use]
    pub const fn id(self) -> &'static str {
        self.0
    }
}

/// One row of a key table.
#[derive(Debug)]
pub struct Binding {
    /// What it asks for.
    pub action: Action,
    /// The chords that ask for it; the first is the one shown on the hint line.
    pub chords: &'static [Chord],
    /// Key of the short label (hint line, palette): a verb, two words at most. The sentence in the
    /// help has the same key with `-help` after it.
    pub label: &'static str,
    /// Place on the hint line when there is too little room; 0 is never shown there.
    pub weight: u8,
}

impl Binding {
    /// A row of ordinary weight (50).
    #[must_use]
    pub const fn new(action: Action, chords: &'static [Chord], label: &'static str) -> Self {
        Self {
            action,
            chords,
            label,
            weight: 50,
        }
    }

    /// Key of the sentence in the help.
    #[must_use]
    pub fn help(&self) -> String {
        format!("{}-help", self.label)
    }

    /// The same with another weight, 1–100; the heaviest stay when the hint line is short of room.
    #[must_use]
    pub const fn weight(mut self, weight: u8) -> Self {
        self.weight = weight;
        self
    }

    /// The same kept off the hint line; the help still tells it.
    #[must_use]
    pub const fn quiet(self) -> Self {
        self.weight(0)
    }
}

/// What a table is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum TableKind {
    /// Things to get done; they are in the command palette too.
    Commands,
    /// Moving and editing inside a widget; of no use in a palette.
    Editing,
}

/// The keys of one context: the queue, a form, a text field.
#[derive(Debug)]
pub struct KeyTable {
    /// Names the context in tests: `queue`.
    pub id: &'static str,
    /// Key of the heading in the help.
    pub title: &'static str,
    /// Whether the palette lists it.
    pub kind: TableKind,
    /// The rows, in the order of the help.
    pub bindings: &'static [Binding],
}

impl KeyTable {
    /// A table of commands.
    #[must_use]
    pub const fn new(id: &'static str, title: &'static str, bindings: &'static [Binding]) -> Self {
        Self {
            id,
            title,
            kind: TableKind::Commands,
            bindings,
        }
    }

    /// The same as a table of editing keys.
    #[must_use]
    pub const fn editing(mut self) -> Self {
        self.kind = TableKind::Editing;
        self
    }

    fn binding(&self, pressed: Chord) -> Option<&'static Binding> {
        self.bindings
            .iter()
            .find(|binding| binding.chords.iter().any(|chord| chord.matches(pressed)))
    }
}

/// A pressed digit that a table lists as [`Chord`] of [`super::chord::Code::Digits`]: it reaches the
/// screen as the character, since the digit says what is wanted.
pub const DIGIT: Action = Action::new("digit");

/// What a key press means in a context.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meaning {
    /// An action of an active table.
    Action(Action),
    /// A character: text where text is written, else a letter no table has.
    Char(char),
    /// Nothing here.
    Nothing,
}

/// The tables that act at this moment, innermost first.
#[derive(Debug, Clone, Default)]
pub struct Keys {
    tables: Vec<&'static KeyTable>,
    typing: bool,
    alone: bool,
    off: Vec<Action>,
}

impl Keys {
    /// No table yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a table outside those already there: where both have a chord, the inner one has it.
    #[must_use]
    pub fn and(mut self, table: &'static KeyTable) -> Self {
        if !self.alone {
            self.tables.push(table);
        }
        self
    }

    /// Says that no table outside acts for the moment, such as while a list is open; only the
    /// global one does.
    #[must_use]
    pub fn alone(mut self) -> Self {
        self.alone = true;
        self
    }

    /// Puts these tables inside all of `outer`, which go on acting.
    #[must_use]
    pub fn within(mut self, outer: Self) -> Self {
        self.tables.extend(outer.tables);
        self.off.extend(outer.off);
        self.typing |= outer.typing;
        self.alone |= outer.alone;
        self
    }

    /// Adds the global table, outside all others.
    #[must_use]
    pub(super) fn and_global(mut self, table: &'static KeyTable) -> Self {
        self.tables.push(table);
        self
    }

    /// Says that text is being written: characters are text, whatever the tables say.
    #[must_use]
    pub fn typing(mut self) -> Self {
        self.typing = true;
        self
    }

    /// Takes out an action that cannot be done just now: its key does nothing and is not shown.
    #[must_use]
    pub fn without(mut self, action: Action) -> Self {
        self.off.push(action);
        self
    }

    /// [`Keys::without`] when `condition` holds.
    #[must_use]
    pub fn without_if(self, condition: bool, action: Action) -> Self {
        if condition {
            self.without(action)
        } else {
            self
        }
    }

    /// Whether characters are text at this moment.
    #[must_use]
    pub fn is_typing(&self) -> bool {
        self.typing
    }

    /// What a key press means here.
    #[must_use]
    pub fn meaning(&self, press: Press) -> Meaning {
        if let (true, Some(c)) = (self.typing, press.typed) {
            return Meaning::Char(c);
        }
        let bound = self
            .tables
            .iter()
            .filter_map(|table| table.binding(press.chord))
            .find(|binding| self.is_on(binding.action));
        match (bound, press.typed) {
            (Some(binding), Some(c)) if binding.action == DIGIT => Meaning::Char(c),
            (Some(binding), _) => Meaning::Action(binding.action),
            (None, Some(c)) => Meaning::Char(c),
            (None, None) => Meaning::Nothing,
        }
    }

    /// The active tables, innermost first, each with the rows that can be reached.
    pub fn tables(&self) -> impl Iterator<Item = (&'static KeyTable, Vec<&'static Binding>)> + '_ {
        self.tables.iter().enumerate().map(|(at, table)| {
            let rows = table
                .bindings
                .iter()
                .filter(|binding| !self.chords_from(at, binding).is_empty())
                .collect();
            (*table, rows)
        })
    }

    /// The chord to show for a row of an active table: the first that reaches it.
    #[must_use]
    pub fn shown_chord(&self, binding: &Binding) -> Option<Chord> {
        self.chords(binding).first().copied()
    }

    /// The chords that reach a row of an active table: an inner table or writing may have taken
    /// some.
    #[must_use]
    pub fn chords(&self, binding: &Binding) -> Vec<Chord> {
        let holds = |table: &KeyTable| table.bindings.iter().any(|row| std::ptr::eq(row, binding));
        self.tables
            .iter()
            .position(|table| holds(table))
            .map(|at| self.chords_from(at, binding))
            .unwrap_or_default()
    }

    fn chords_from(&self, at: usize, binding: &Binding) -> Vec<Chord> {
        if !self.is_on(binding.action) {
            return Vec::new();
        }
        binding
            .chords
            .iter()
            .copied()
            .filter(|chord| self.reaches(at, *chord))
            .collect()
    }

    fn reaches(&self, at: usize, chord: Chord) -> bool {
        let text = self.typing
            && chord.mods.is_empty()
            && matches!(
                chord.code,
                super::chord::Code::Char(_) | super::chord::Code::Digits
            );
        let taken = self.tables[..at].iter().any(|inner| {
            inner
                .binding(chord)
                .is_some_and(|binding| self.is_on(binding.action))
        });
        !text && !taken
    }

    fn is_on(&self, action: Action) -> bool {
        !self.off.contains(&action)
    }
}

#[cfg(test)]
#[path = "keymap_tests.rs"]
mod tests;
