//! Following an application: by its number and a one-time code, or signed in.
//!
//! [`code`] gives and checks the codes, [`access`] says which application somebody may read, [`story`]
//! says in plain words what passed, [`page`] shows it, and [`mod@act`] is what the applicant does: says
//! whether it is solved, has it opened again, takes it back. Of an answer nothing is told before it
//! was accepted.

mod access;
mod act;
mod code;
mod mine;
mod page;
mod story;

pub(super) use act::act;
pub(super) use code::{ask, check_code, send_code};
pub(super) use mine::mine;
pub(super) use page::{file, show};
