//! The unit portal: a real central over a real PostgreSQL, in a real Chromium.

mod support;

#[path = "portal/access.rs"]
mod access;
#[path = "portal/accounts.rs"]
mod accounts;
#[path = "portal/cases.rs"]
mod cases;
#[path = "portal/console.rs"]
mod console;
#[path = "portal/life.rs"]
mod life;
#[path = "portal/office.rs"]
mod office;
#[path = "portal/sign_in.rs"]
mod sign_in;
#[path = "portal/sitting.rs"]
mod sitting;
#[path = "portal/visitor.rs"]
mod visitor;
