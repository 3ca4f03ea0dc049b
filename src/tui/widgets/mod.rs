//! Parts screens are made of. Pure: no I/O, no clock; what they need comes in.

pub mod big_number;
pub mod choice;
pub mod date_field;
pub mod dialog;
pub mod fit;
pub mod form;
pub mod fuzzy;
pub mod hints;
pub mod line_input;
pub mod modal;
pub mod pick_field;
pub mod pick_list;
pub mod place;
pub mod prompt;
pub mod scroll;
pub mod status;
pub mod table;
pub mod text_area;
pub mod toast;
pub mod too_small;
mod typed;

/// What a widget made of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reply {
    /// Nothing; somebody else may use it.
    Ignored,
    /// It moved a cursor, opened a list or the like.
    Used,
    /// It changed the value.
    Changed,
    /// It changed the value, but what was typed or pasted did not fit and was cut at the limit.
    Cut,
}

impl Reply {
    /// Whether the value is another now.
    #[must_use]
    pub fn changed(self) -> bool {
        matches!(self, Self::Changed | Self::Cut)
    }

    /// Whether the message found its taker.
    #[must_use]
    pub fn taken(self) -> bool {
        self != Self::Ignored
    }

    fn when(taken: bool) -> Self {
        if taken { Self::Used } else { Self::Ignored }
    }
}
