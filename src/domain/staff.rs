//! Who works at the desk.

use serde::{Deserialize, Serialize};

use super::ids::StaffId;

/// Who did it: a member of staff, the applicant, or the program itself (a day that closes, a timed
/// return).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Actor {
    /// A member of staff.
    Staff(StaffId),
    /// The applicant, on the web or through another channel.
    Applicant,
    /// The program itself.
    Program,
}

/// As the log names the actor: an id, never a name.
impl std::fmt::Display for Actor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Staff(staff) => staff.fmt(f),
            Self::Applicant => f.write_str("applicant"),
            Self::Program => f.write_str("program"),
        }
    }
}

/// What a member of staff does here.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Receives visitors at a counter.
    #[default]
    Clerk,
    /// Mihmandar.
    Escort,
    /// Runs the desk.
    Supervisor,
    /// The mülki idare amiri: governor or district governor.
    Chief,
    /// Sees to the computers.
    Administrator,
    /// Answers for a service unit, in central's portal; does not work at the desk.
    UnitOfficer,
}

impl Role {
    /// Who may be chosen at a desk, in the order a form offers them.
    pub const AT_DESK: [Self; 5] = [
        Self::Clerk,
        Self::Supervisor,
        Self::Chief,
        Self::Escort,
        Self::Administrator,
    ];
}
