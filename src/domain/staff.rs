//! Who works at the desk.

use serde::{Deserialize, Serialize};

use super::ids::StaffId;

/// Who did it: a member of staff, or the program itself (a day that closes, a timed return).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Actor {
    /// A member of staff.
    Staff(StaffId),
    /// The program itself.
    Program,
}

/// As the log names the actor: an id, never a name.
impl std::fmt::Display for Actor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Staff(staff) => staff.fmt(f),
            Self::Program => f.write_str("program"),
        }
    }
}
