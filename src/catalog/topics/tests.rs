use super::super::ListKind;
use super::*;
use crate::text::{CleanText, fold};
use std::collections::HashSet;

fn shipped() -> Topics {
    Topics::parse(ListKind::Topics.shipped()).unwrap()
}

/// Headings in use, in the order of their codes.
const HEADINGS: [&str; 17] = [
    "Valilik hizmetleri",
    "Çalışma ve sosyal güvenlik",
    "Çevre ve şehircilik",
    "Din hizmetleri",
    "Eğitim",
    "Ekonomi ve sanayi",
    "Emniyet ve güvenlik",
    "Enerji",
    "Gıda, tarım ve hayvancılık",
    "Tapu ve kadastro",
    "Kültür ve turizm",
    "Yerel yönetimler",
    "Orman ve su işleri",
    "Sağlık",
    "Sosyal hizmetler",
    "Gençlik ve spor",
    "Ulaştırma",
];

#[test]
fn the_shipped_list_is_whole() {
    let topics = shipped();
    let headings: Vec<&str> = topics.headings().map(|h| h.name.as_str()).collect();
    assert_eq!(headings, HEADINGS);
    assert!(topics.count() >= 200, "{}", topics.count());
    assert!(topics.version().starts_with("2026-07-"));
    let mut names = HashSet::new();
    for heading in topics.headings() {
        let under: Vec<&Topic> = topics.under(&heading.code).collect();
        assert!(under.len() >= 10, "{}", heading.name);
        assert!(
            under.last().unwrap().code.ends_with(".99"),
            "a place for the rest"
        );
        for topic in under {
            assert!(names.insert(fold(&topic.name)), "{} twice", topic.name);
            assert!(topic.synonyms.len() >= 2, "{}", topic.name);
            assert!(!topic.unit.is_empty() && !topic.name_en.is_empty());
            for text in topic.synonyms.iter().chain([&topic.name, &topic.unit]) {
                assert_eq!(CleanText::line(text).as_str(), text);
            }
        }
    }
}

#[test]
fn topics_are_named() {
    let topics = shipped();
    let water = topics.get("12.01").unwrap();
    assert_eq!(water.name(Locale::Tr), "İçme suyu kesintisi");
    assert_eq!(water.name(Locale::En), "Drinking water cut");
    assert_eq!(water.heading_code(), "12");
    assert_eq!(
        topics.full_name("12.01", Locale::Tr),
        "Yerel yönetimler / İçme suyu kesintisi"
    );
    assert_eq!(topics.full_name("12", Locale::En), "Local government");
    assert_eq!(topics.full_name("98.76", Locale::Tr), "98.76");
    assert_eq!(topics.get("98.76"), None);
}

#[test]
fn retired_topics_are_known_and_not_offered() {
    let text = "kod,ad,ad_en,aramalar,birim,durum\n\
                01,Su,Water,,Belediye,\n\
                01.01,Kuyu,Well,su kuyusu,Belediye,kaldirildi\n\
                01.02,Pınar,Spring,su kaynağı,Belediye,\n";
    let topics = Topics::parse(text).unwrap();
    assert!(topics.get("01.01").unwrap().retired);
    assert_eq!(topics.count(), 1);
    let codes = |query| -> Vec<&str> {
        let hits = topics.search(query, 9).into_iter();
        hits.map(|hit| hit.topic.code.as_str()).collect()
    };
    for query in ["kuyu", "01.01"] {
        assert_eq!(codes(query), Vec::<&str>::new());
    }
    assert_eq!(codes("su"), ["01.02"]);
    assert_eq!(codes("01"), ["01.02"]);
    let whole = topics.resolving(&shipped());
    assert_eq!(whole.get("01.02").unwrap().name, "Pınar");
    assert!(whole.get("12.01").is_some_and(|topic| topic.retired));
    assert_eq!((whole.count(), whole.headings().count()), (1, 1));
}

#[test]
fn a_list_must_not_lose_a_code() {
    let short = "kod,ad,ad_en,aramalar,birim,durum\n12,Yerel,Local,,,\n12.01,Su,Water,,,\n";
    let short = Topics::parse(short).unwrap();
    let lost = shipped().lost_in(&short);
    assert_eq!(lost.len(), shipped().topics.len() - 2);
    assert_eq!(short.lost_in(&shipped()), []);
}

#[test]
fn each_wrong_row_is_named() {
    let text = "kod,ad,ad_en,aramalar,birim,durum\n\
                01,Su,Water,,,\n\
                1.1,Kuyu,Well,,,\n\
                01.00,Kuyu,Well,,,\n\
                01.01,Kuyu,,,,\n\
                01.02,Kuyu,Well,,,gitti\n\
                02.01,Kuyu,Well,,,\n\
                01,Su,Water,,,\n\
                01.03,Kuyu,Well,,Birim,,fazla\n";
    let faults = Topics::parse(text).unwrap_err();
    let lines: Vec<_> = faults.iter().map(|fault| fault.line.unwrap()).collect();
    assert_eq!(lines, [3, 4, 5, 6, 7, 8, 9]);
    assert_eq!(faults[4].fault, Fault::NoHeading { code: "02".into() });
    assert!(matches!(faults[5].fault, Fault::Repeated { line: 2, .. }));
}

/// What visitors say, and the topic a clerk would choose.
const QUERIES: &[(&str, &str)] = &[
    ("su kesik", "12.01"),
    ("musluk akmıyor", "12.01"),
    ("muslugum akmiyor", "12.01"),
    ("SULAR KESİLDİ", "12.01"),
    ("su faturası çok geldi", "12.03"),
    ("elektirik yok", "08.01"),
    ("elektrik kesintisi", "08.01"),
    ("elektrik faturam yüksek", "08.03"),
    ("sokak lambasi yanmiyor", "08.07"),
    ("kömür yardımı istiyorum", "08.13"),
    ("komur", "08.13"),
    ("işsizim iş arıyorum", "02.01"),
    ("issizlik maasi", "02.02"),
    ("emekli olmak istiyorum", "02.09"),
    ("emekli maaşım yatmadı", "02.10"),
    ("kıdem tazminatı", "02.17"),
    ("sigortasız çalıştırıyor", "02.13"),
    ("hastaneden randevu alamıyorum", "14.01"),
    ("mhrs", "14.01"),
    ("engelli raporu", "14.08"),
    ("engelli maaşı", "15.06"),
    ("ozurlu maasi", "15.06"),
    ("65 yaş maaşı", "15.05"),
    ("yaşlılık aylığı", "15.05"),
    ("evde bakım parası", "15.07"),
    ("kocam beni dövüyor", "15.14"),
    ("kadın sığınma evi", "15.14"),
    ("kira yardımı", "15.03"),
    ("gıda kolisi", "15.02"),
    ("okula kayıt yapmıyorlar", "05.01"),
    ("öğretmen yok", "05.03"),
    ("okul servisi gelmiyor", "05.06"),
    ("zorbalık", "05.11"),
    ("burs", "05.09"),
    ("kyk yurdu çıkmadı", "16.01"),
    ("tapu devri", "10.01"),
    ("babamdan kalan tarla miras", "10.02"),
    ("tapuda isim yanlış", "10.04"),
    ("arazi ölçümü", "10.07"),
    ("kentsel dönüşüm", "03.01"),
    ("riskli yapi", "03.01"),
    ("kaçak yapı", "03.05"),
    ("gürültü", "03.11"),
    ("koku var tavuk çiftliği", "03.12"),
    ("toki kura", "03.03"),
    ("hava kirlilgi", "03.09"),
    ("cami çatısı akıyor", "04.01"),
    ("hac", "04.05"),
    ("köyümüze imam lazım", "04.02"),
    ("fahiş fiyat", "06.01"),
    ("internet yavaş", "06.17"),
    ("uyuşturucu satıyorlar", "07.04"),
    ("dolandırıldım", "07.05"),
    ("trafik cezasi itiraz", "07.08"),
    ("silah ruhsatı", "07.11"),
    ("başıboş köpek", "09.17"),
    ("sokak kopekleri", "09.17"),
    ("çiftçi kaydı", "09.01"),
    ("mazot desteği yatmadı", "09.02"),
    ("domuz zarar veriyor", "13.09"),
    ("orman yangini", "13.01"),
    ("dere taştı", "13.11"),
    ("sondaj kuyu", "13.13"),
    ("köy yolu bozuk", "12.06"),
    ("yolumuz çamur asfalt", "12.05"),
    ("çöp alınmıyor", "12.09"),
    ("kanalizasyon taştı", "12.04"),
    ("otobüs gelmiyor", "12.15"),
    ("sivrisinek ilaçlama", "12.17"),
    ("vali ile görüşmek istiyorum", "01.01"),
    ("apostil", "01.03"),
    ("ikamet izni uzatma", "01.11"),
    ("pasaport", "01.14"),
    ("adres değişikliği", "01.16"),
    ("vatandaşlık başvurusu", "01.17"),
    ("deprem konutu hak sahibi", "01.07"),
    ("memur şikayet", "01.21"),
    ("şehit yakını", "01.10"),
    ("define kazısı", "11.02"),
    ("hgs cezası", "17.06"),
    ("araç muayene", "17.09"),
    ("hızlı tren", "17.10"),
    ("edevlet şifresi", "17.15"),
    ("e-devlet sifremi unuttum", "17.15"),
    ("spor salonu yapılsın", "16.03"),
    ("yüzme havuzu", "16.05"),
    ("drinking water", "12.01"),
    ("natural gas", "08.09"),
    ("doğalgaz gelsin", "08.09"),
    ("aile hekimi", "14.05"),
    ("diş randevusu", "14.13"),
    ("ambulans geç geldi", "14.11"),
    ("tekerlekli sandalye", "14.10"),
    ("huzurevi", "15.18"),
    ("evim yandı", "15.24"),
    ("evlat edinmek istiyorum", "15.16"),
];

#[test]
fn what_visitors_say_finds_the_topic() {
    let topics = shipped();
    let mut failures = Vec::new();
    let mut firsts = 0;
    for (query, code) in QUERIES {
        let hits = topics.search(query, 10);
        let place = hits.iter().position(|hit| hit.topic.code == *code);
        firsts += usize::from(place == Some(0));
        if place.is_none_or(|place| place > 2) {
            let found: Vec<&str> = hits.iter().take(4).map(|h| h.topic.name.as_str()).collect();
            let wanted = topics.get(code).map_or("?", |t| &t.name);
            failures.push(format!("{query} -> {wanted} at {place:?}: {found:?}"));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
    assert!(
        firsts * 100 >= QUERIES.len() * 90,
        "first: {firsts} of {}",
        QUERIES.len()
    );
}

#[test]
fn a_topic_is_found_while_its_name_is_typed() {
    let topics = shipped();
    for (typed, code) in [
        ("elektrik kes", "08.01"),
        ("hasta", "14.01"),
        ("nüf", "01.15"),
        ("k", ""),
    ] {
        let hits = topics.search(typed, 40);
        assert!(!hits.is_empty(), "{typed}");
        assert!(
            code.is_empty() || hits.iter().any(|hit| hit.topic.code == code),
            "{typed}"
        );
    }
}

#[test]
fn each_topic_is_found_by_its_own_name_and_its_own_words() {
    let topics = shipped();
    for topic in topics.in_use().filter(|topic| !topic.is_heading()) {
        let hits = topics.search(&topic.name, 1);
        assert_eq!(hits[0].topic.name, topic.name);
        if topic.code.ends_with(".99") {
            continue;
        }
        for synonym in &topic.synonyms {
            let hits = topics.search(synonym, 5);
            let found = hits.iter().any(|hit| hit.topic.code == topic.code);
            assert!(found, "{synonym} -> {}", topic.name);
        }
    }
}

#[test]
fn codes_find_with_and_without_the_dot() {
    let topics = shipped();
    for query in ["12.01", "1201", " 12.01 "] {
        assert_eq!(topics.search(query, 5)[0].topic.code, "12.01");
    }
    let under: Vec<&Topic> = topics
        .search("12", 99)
        .iter()
        .map(|hit| hit.topic)
        .collect();
    assert!(under.starts_with(&topics.under("12").collect::<Vec<_>>()));
    assert_eq!(topics.search("112", 5)[0].topic.code, "07.23");
}

#[test]
fn nothing_is_found_where_nothing_is_meant() {
    let topics = shipped();
    for query in ["", "   ", "!?", "qwxzqwxz", "🙂"] {
        assert_eq!(topics.search(query, 5), [], "{query}");
    }
}

mod properties {
    use super::*;
    use proptest::prelude::*;
    use std::sync::LazyLock;

    static TOPICS: LazyLock<Topics> = LazyLock::new(shipped);

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]

        #[test]
        fn any_query_is_taken(query in any::<String>(), limit in 0usize..20) {
            let hits = TOPICS.search(&query, limit);
            prop_assert!(hits.len() <= limit);
            prop_assert!(hits.is_sorted_by(|one, other| one.score >= other.score));
            prop_assert!(hits.iter().all(|hit| hit.score.is_finite() && !hit.topic.retired));
        }

        #[test]
        fn spelling_does_not_matter(at in 0..QUERIES.len()) {
            let (query, _) = QUERIES[at];
            let hits = TOPICS.search(query, 5);
            prop_assert_eq!(&TOPICS.search(&fold(query), 5), &hits);
            prop_assert_eq!(&TOPICS.search(&crate::text::upper_tr(query), 5), &hits);
        }

        #[test]
        fn one_slip_in_a_long_word_still_finds(at in 0usize..373, slip in 1usize..6) {
            let all: Vec<&Topic> = TOPICS.in_use().filter(|t| !t.is_heading()).collect();
            let topic = all[at % all.len()];
            let name = fold(&topic.name);
            let mut words: Vec<String> = name.split(' ').map(str::to_owned).collect();
            let longest = words.iter_mut().max_by_key(|word| word.len()).unwrap();
            let place = slip % (longest.len() - 1);
            longest.remove(place);
            let hits = TOPICS.search(&words.join(" "), 3);
            prop_assert!(hits.iter().any(|hit| hit.topic.code == topic.code), "{}", words.join(" "));
        }
    }
}
