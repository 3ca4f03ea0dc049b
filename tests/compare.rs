//! Desks and central find out whether they hold the same, and mend it: over real HTTPS, a real
//! PostgreSQL and the desks' real files.

mod support;

#[path = "compare/nightly.rs"]
mod nightly;
#[path = "compare/restored.rs"]
mod restored;
#[path = "compare/set_aside.rs"]
mod set_aside;
