//! What takes no disk: pastes, lists, topics, frames.

mod support;

use std::fmt::Write as _;
use std::hint::black_box;

use acikkapi::catalog::Catalog;
use acikkapi::text::{CleanText, fold};
use support::figures::{Bench, Figure};

/// Bytes of the largest paste that is looked at.
const PASTE: usize = 10_000_000;

/// What visitors say, from a clear word to a slip of the keyboard.
const SAID: [&str; 8] = [
    "hastane randevusu",
    "sosyal yardim",
    "yol bozuk",
    "is ariyorum",
    "emekli maasi kesildi",
    "tapu",
    "sokak lambasi yanmıyor",
    "hastne rndevu",
];

fn main() {
    let mut bench = Bench::new("computing");
    pastes(&mut bench);
    lists(&mut bench);
}

fn pastes(bench: &mut Bench) {
    const FLOOR: &str = "floor: copying 10 MB of text";
    let plain = "Köyümüzde on gündür içme suyu akmıyor.\n".repeat(PASTE / 42);
    let mut hostile = String::new();
    for nth in 0..PASTE / 60 {
        let _ = write!(
            hostile,
            "\u{1b}[31mşu\u{202e}a{nth}\0e\u{301}\u{301}\u{200b} 👨\u{200d}👩 "
        );
    }
    let text = plain.clone();
    bench.floor(Figure::new(FLOOR), move || drop(black_box(text.clone())));
    bench.measure(
        Figure::new("clean a paste of 10 MB, plain text").over(FLOOR),
        || CleanText::block(&plain),
    );
    bench.measure(
        Figure::new("clean a paste of 10 MB, full of control codes and marks").over(FLOOR),
        || CleanText::block(&hostile),
    );
    bench.measure(Figure::new("fold a name for the search"), || {
        fold("Şükrü Iğdır-Karadağlıoğlu")
    });
}

fn lists(bench: &mut Bench) {
    bench.measure(Figure::new("load the lists"), || Catalog::load(None));
    bench.measure_on(
        Figure::new("load the neighbourhoods, at the first use"),
        &mut (),
        |()| Catalog::load(None).0,
        |(), catalog| catalog.neighbourhoods().count(),
    );
    let (catalog, _) = Catalog::load(None);
    let mut nth = 0;
    bench.measure(Figure::new("search the topics"), || {
        nth += 1;
        catalog.topics().search(SAID[nth % SAID.len()], 10).len()
    });
}
