//! The screens with a real desk behind them, on a real file.

mod support;

#[path = "screens/counters.rs"]
mod counters;
#[path = "screens/days.rs"]
mod days;
#[path = "screens/first_run.rs"]
mod first_run;
#[path = "screens/registration.rs"]
mod registration;
#[path = "screens/reviews.rs"]
mod reviews;
#[path = "screens/visits.rs"]
mod visits;
