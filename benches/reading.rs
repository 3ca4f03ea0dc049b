//! What the screens ask, on small and large offices: searches, look-ups, the queue.

mod support;

use acikkapi::desk::DeskError;
use acikkapi::domain::calendar::istanbul_day;
use acikkapi::domain::priority::Lane;
use acikkapi::domain::queue::{Policy, decide};
use acikkapi::store::{Reader, Reads};
use rand::rngs::StdRng;
use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};
use support::data::{self, Counter};
use support::figures::{Bench, Figure, ms, us};

/// Rows a screen shows.
const ROWS: usize = 50;
/// Visitors who wait.
const QUEUE: u32 = 300;

fn main() {
    let mut bench = Bench::new("reading");
    for applications in data::sizes() {
        search(&mut bench, applications);
        queue(&mut bench, applications);
    }
}

/// Names as they are typed: mostly two whole words, often their beginnings, sometimes in capitals
/// or without the Turkish letters, sometimes of nobody.
struct Typed {
    names: Vec<(String, String)>,
    random: StdRng,
}

impl Typed {
    fn new(read: Reads<'_>) -> Self {
        let mut names = Vec::new();
        for letter in 'a'..='z' {
            for person in read.find_persons(&letter.to_string(), 40).expect("read") {
                let person = person.person;
                names.push((
                    person.given_name.to_string(),
                    person.family_name.to_string(),
                ));
            }
        }
        Self {
            names,
            random: StdRng::seed_from_u64(1),
        }
    }

    fn two_words(&mut self) -> String {
        let random = &mut self.random;
        let (given, family) = self.names.choose(random).expect("people");
        // Of another person as often as not: the pair may be nobody's.
        let (_, other) = self.names.choose(random).expect("people");
        let family = if random.random_bool(0.5) {
            family
        } else {
            other
        };
        match random.random_range(0..10) {
            0..3 => format!("{} {}", beginning(given, 3), beginning(family, 3)),
            3 => format!("{} {}", beginning(given, 1), beginning(family, 1)),
            4 => format!("{} {}", given.to_uppercase(), family.to_uppercase()),
            _ => format!("{given} {family}"),
        }
    }
}

fn beginning(name: &str, letters: usize) -> String {
    name.chars().take(letters).collect()
}

fn search(bench: &mut Bench, applications: u32) {
    let names = [
        "two-word name search",
        "person search",
        "number look-up",
        "phone look-up",
    ]
    .map(|name| format!("{name}, {applications} applications"));
    if !names.iter().any(|name| bench.wants(name)) {
        return;
    }
    let reader = Reader::open(&data::office(applications)).expect("opens");
    let read = reader.read();
    let typed = &mut Typed::new(read);
    let [by_name, persons, number, phone] = names;
    bench.measure_on(
        Figure::new(&by_name).within(ms(5)),
        typed,
        Typed::two_words,
        |_, typed| read.find_applications(&typed, ROWS).expect("read"),
    );
    bench.measure_on(
        Figure::new(&persons).within(ms(5)),
        typed,
        Typed::two_words,
        |_, typed| read.find_persons(&typed, ROWS).expect("read"),
    );
    let some = read.find_applications("a", 1000).expect("read").rows;
    let random = &mut StdRng::seed_from_u64(1);
    bench.measure_on(
        Figure::new(&number),
        random,
        |random| some.choose(random).expect("one").number.to_string(),
        |_, typed| read.find_applications(&typed, ROWS).expect("read"),
    );
    bench.measure_on(
        Figure::new(&phone),
        random,
        |random| format!("0500 {:07}", random.random_range(0..10_000_000)),
        |_, typed| read.find_applications(&typed, ROWS).expect("read"),
    );
}

/// On a queue that is filled in a transaction and rolled back afterwards.
fn queue(bench: &mut Bench, applications: u32) {
    let names = ["who is next", "list of both lanes"]
        .map(|name| format!("{name}, {QUEUE} waiting, {applications} applications"));
    if !names.iter().any(|name| bench.wants(name)) {
        return;
    }
    let counter = &mut Counter::open(&data::office(applications), 1);
    let seat = (&counter.catalog, counter.session);
    let undone = counter.store.transact(|tx| {
        data::give_tickets(tx, seat, QUEUE)?;
        let (read, day) = (tx.read(), istanbul_day(tx.now()));
        let [next, lanes] = &names;
        bench.measure(Figure::new(next).within(us(100)), || {
            let first = Lane::ALL.map(|lane| read.first_waiting(day, lane).expect("read"));
            let run = read.run(day).expect("read");
            decide(
                &Policy::default(),
                run,
                first[0].is_some(),
                first[1].is_some(),
            )
        });
        bench.measure(Figure::new(lanes), || {
            Lane::ALL.map(|lane| read.waiting(day, lane, 200).expect("read"))
        });
        // Nothing of it stays.
        Err::<(), _>(DeskError::NotFound)
    });
    assert!(matches!(undone, Err(DeskError::NotFound)));
}
