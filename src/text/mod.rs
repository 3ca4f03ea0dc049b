//! The trust boundary for text, and Turkish casing and folding.
//!
//! Everything typed, pasted, imported or received becomes a [`CleanText`] before the program
//! keeps or shows it. [`fold()`] is the one form used to compare and search, [`collation_key`] the
//! one order of lists.

mod clean;
mod collate;
mod digits;
mod escape;
mod fold;
mod mask;
mod plain;
mod turkish;

pub use clean::CleanText;
pub use collate::{CollationKey, collation_key};
pub use digits::{ascii_digit, is_separator};
pub use fold::fold;
pub use mask::masked;
pub use plain::plain_letters;
pub use turkish::{lower_tr, title_tr, upper_tr};
