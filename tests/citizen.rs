//! The pages for citizens: a real central over a real PostgreSQL, in a real Chromium, with a provider
//! that takes the SMS.

mod support;

#[path = "citizen/applying.rs"]
mod applying;
#[path = "citizen/following.rs"]
mod following;
#[path = "citizen/journey.rs"]
mod journey;
#[path = "citizen/looks.rs"]
mod looks;
#[path = "citizen/lost.rs"]
mod lost;
#[path = "citizen/office.rs"]
mod office;
#[path = "citizen/provider.rs"]
mod provider;
// Officers sign in by it, too; nobody does here.
#[allow(dead_code)]
#[path = "portal/visitor.rs"]
mod visitor;
