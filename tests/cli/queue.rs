//! `acikkapi queue …`.

use super::program::Home;
use acikkapi::catalog::Catalog;
use acikkapi::desk::System;
use acikkapi::desk::demo::Demo;
use acikkapi::domain::calendar::istanbul_day;
use acikkapi::domain::event::Event;
use acikkapi::domain::source::Source;
use acikkapi::domain::staff::Actor;
use acikkapi::store::{Location, Reader, Store, StoreError};
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::Value;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// A clock that is set by hand, in microseconds; its random bytes are those of the system.
#[derive(Clone, Default)]
struct Clock(Arc<AtomicI64>);

impl Source for Clock {
    fn now(&mut self) -> DateTime<Utc> {
        let micros = self.0.load(Ordering::Relaxed);
        DateTime::from_timestamp_micros(micros).expect("an instant")
    }

    fn fill(&mut self, bytes: &mut [u8]) {
        System.fill(bytes);
    }
}

/// A desk that has worked until half past three in the afternoon of 10 March 2026.
struct Office {
    home: Home,
}

impl Office {
    /// The demonstration's day, in a file encrypted as a desk's is.
    fn new() -> Self {
        let now = "2026-03-10T12:30:00Z".parse().expect("an instant");
        let demo = Demo::make(&Catalog::load(None).0, now, 1).expect("made");
        let reader = Reader::open(&demo.location()).expect("opens");
        let office = reader.read().office().expect("read").expect("set up");
        let day = istanbul_day(now);
        let before = (now - TimeDelta::days(1), Event::OfficeConfigured(office));
        let events = reader.read().events_of(day).expect("read");

        let home = Home::new();
        let location = Location::in_folder(&home.path(".local/share/acikkapi"));
        let clock = Clock::default();
        let mut store = Store::open(location, Box::new(clock.clone())).expect("opens");
        let appended = store.transact(|tx| {
            for (at, event) in std::iter::once(before).chain(events) {
                clock.0.store(at.timestamp_micros(), Ordering::Relaxed);
                tx.tick();
                tx.append(Actor::Program, event)?;
            }
            Ok::<_, StoreError>(())
        });
        appended.expect("appended");
        Self { home }
    }

    fn well(&self, line: &str) -> String {
        self.home
            .run_line(&format!("queue {line} --lang en"))
            .well()
    }

    fn json(&self, line: &str) -> Value {
        serde_json::from_str(&self.well(&format!("{line} --json"))).expect("JSON")
    }
}

#[test]
fn a_day_of_the_desk_is_played_again() {
    let office = Office::new();
    let said = office.well("replay 10.03.2026");

    let reproduced = "recorded calls are in the order of the office's rule (quota k=2).";
    assert!(said.contains(reproduced), "{said}");
    assert!(said.contains("\nquota k=2 * "), "{said}");

    let report = office.json("replay 2026-03-10");
    assert_eq!(report["days"][0]["same"], report["days"][0]["calls"]);
    let figures = |outcome: usize| report["outcomes"][outcome]["classes"].clone();
    let own = (0..9).find(|at| report["outcomes"][*at]["quota"] == 2);
    assert_eq!(figures(own.expect("listed")), figures(0));

    let week = office.json("replay 2026-03-13 --until 2026-03-09");
    assert_eq!(week["outcomes"], report["outcomes"]);
}

#[test]
fn a_model_is_made_like_a_day() {
    let office = Office::new();
    let like = "simulate --visitors 2000 --like 10.03.2026 --counters";
    let nine = office.json(&format!("{like} 9"));
    let eighteen = office.json(&format!("{like} 18"));
    assert_eq!(nine["model"]["counters"], 9);
    let load = |report: &Value| report["model"]["load"].as_f64().expect("a number");
    assert!((load(&nine) / load(&eighteen) - 2.0).abs() < 1e-9);
    let first_come = |report: &Value| report["outcomes"][0]["classes"][1]["mean"].as_f64();
    assert!(first_come(&nine) > first_come(&eighteen));
}

#[test]
fn the_same_seed_gives_the_same_simulation() {
    let home = Home::new();
    let run = |seed| {
        let line = format!("queue simulate --visitors 2000 --seed {seed} --priority 12,5");
        home.run_line(&line).well()
    };
    assert_eq!(run(1), run(1));
    assert_ne!(run(1), run(2));
    assert!(run(1).contains("mutlak öncelik"), "{}", run(1));
}

#[test]
fn what_cannot_be_compared_is_told() {
    let home = Home::new();
    let said = home
        .run_line("queue simulate --lang en --per-hour 60")
        .complaint(1);
    assert!(said.contains("At least 7 counters are needed"), "{said}");
    home.run_line("queue simulate --priority 70 --priority 40")
        .complaint(1);
    home.run_line("queue simulate --ratio 1.5").complaint(2);
    home.run_line("queue simulate --minutes viel").complaint(2);
    home.run_line("queue simulate --until 10.03.2026")
        .complaint(2);
    home.run_line("queue replay 30.02.2026").complaint(2);
    let said = home.run_line("queue replay 10.03.2026").complaint(1);
    assert!(said.contains("desk.db"), "{said}");

    let office = Office::new();
    for line in ["replay 01.01.2020", "simulate --like 01.01.2020"] {
        let said = office.home.run_line(&format!("queue {line}")).complaint(1);
        assert!(said.contains("01.01.2020"), "{said}");
    }
}
