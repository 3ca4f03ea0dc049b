//! The unit portal: a real central over a real PostgreSQL, in a real Chromium.

mod support;

#[path = "portal/accounts.rs"]
mod accounts;
#[path = "portal/sign_in.rs"]
mod sign_in;
#[path = "portal/visitor.rs"]
mod visitor;
