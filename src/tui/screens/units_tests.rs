use super::*;
use crate::tui::screens::bench::{Bench, LARGE};
use crate::tui::screens::queue::sample;
use crate::tui::screens::work::sample::units;

fn bench() -> Bench {
    let catalog = sample::machine().catalog.clone();
    let mut bench = Bench::new(UnitsScreen::new(catalog), sample::now());
    bench.answer(Answer::Units(units()));
    bench
}

#[test]
fn a_unit_is_found_by_anything_known_of_it() {
    for (typed, found) in [
        ("belediye", "Belediye Başkanlığı"),
        ("SAGLIK", "İlçe Sağlık Müdürlüğü"),
        ("vakfi", "Sosyal Yardımlaşma"),
        ("0312_123_45_68", "Sosyal Yardımlaşma"),
    ] {
        let mut bench = bench();
        bench.press(typed);
        let screen = bench.screen();
        assert!(screen.contains(found), "{typed}: {screen}");
        let others = ["Belediye Başkanlığı", "Eski Eser"];
        let others = others.iter().filter(|name| **name != found);
        assert!(
            others.clone().all(|name| !screen.contains(name)),
            "{typed}: {screen}"
        );
    }
}

#[test]
fn a_topic_finds_its_unit() {
    let catalog = sample::machine().catalog.clone();
    let topic = catalog.topics().get("15.02").unwrap().name.clone();
    let mut bench = bench();
    bench.press(&topic.replace(' ', "_"));
    assert!(bench.says("Sosyal Yardımlaşma"), "{}", bench.screen());
    bench.press("zzz");
    assert!(bench.says("Uyan birim yok."));
}

#[test]
fn pictures() {
    insta::assert_snapshot!("units", bench().screen());
    let mut bench = bench();
    bench.press("vakfı");
    insta::assert_snapshot!("units_found", bench.screen());
    insta::assert_snapshot!("units_large", bench.sized(LARGE).screen());
}
