use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::*;

fn line(text: &str) -> String {
    CleanText::line(text).into_string()
}

fn block(text: &str) -> String {
    CleanText::block(text).into_string()
}

#[test]
fn terminal_sequences_vanish_whole() {
    assert_eq!(line("a\x1b[31mkırmızı\x1b[0mb"), "akırmızıb");
    assert_eq!(line("a\x1b]0;başlık\x07b"), "ab");
    assert_eq!(line("a\x1b]8;;http://x\x1b\\bağ\x1b]8;;\x1b\\b"), "abağb");
    assert_eq!(line("a\u{9b}2Jb\u{90}q\u{9c}c"), "abc");
    assert_eq!(line("\x1b\x1b[31m\x1b]x"), "x");
}

#[test]
fn an_unfinished_sequence_does_not_swallow_the_petition() {
    assert_eq!(
        block("\x1b]Sayın Valim,\nsokağımız"),
        "Sayın Valim,\nsokağımız"
    );
}

#[test]
fn controls_bidi_and_invisible_characters_vanish() {
    assert_eq!(line("a\0b\u{7}c\u{7f}d\u{84}e"), "abcde");
    assert_eq!(
        line("a\u{202e}b\u{2066}c\u{200f}d\u{61c}e\u{2069}"),
        "abcde"
    );
    assert_eq!(
        line("a\u{200b}b\u{feff}c\u{ad}d\u{2060}e\u{200c}f\u{180e}"),
        "abcdef"
    );
    assert_eq!(line("a\u{3164}b\u{115f}c\u{2800}d\u{34f}e"), "abcde");
    assert_eq!(
        line("a\u{e000}b\u{fdd0}c\u{ffff}d\u{10ffff}e\u{e0041}"),
        "abcde"
    );
}

#[test]
fn space_is_folded_in_a_line_and_kept_in_a_block() {
    assert_eq!(
        line("  Ali \t\n\r\n Veli\u{a0}\u{2003}\u{2028}Can "),
        "Ali Veli Can"
    );
    assert_eq!(
        block("a\r\nb\rc\n\nd\u{2028}e\u{85}f\u{b}g"),
        "a\nb\nc\n\nd\ne\nf\ng"
    );
    assert_eq!(block("\ta\u{a0}b  c "), "    a b  c ");
    assert!(CleanText::block(" \n ").is_blank() && !CleanText::block(" \n ").is_empty());
    assert!(CleanText::line(" \n ").is_empty());
}

#[test]
fn a_sequence_between_cr_and_lf_makes_two_breaks() {
    assert_eq!(block("a\r\x1b[0m\nb"), "a\n\nb");
}

#[test]
fn letters_are_composed() {
    assert_eq!(line("S\u{327}u\u{308}kru\u{308} I\u{307}"), "Şükrü İ");
}

#[test]
fn towers_of_marks_are_cut_and_marks_without_a_base_dropped() {
    let tower = format!("a{}b", "\u{316}".repeat(100));
    assert_eq!(line(&tower), format!("a{}b", "\u{316}".repeat(4)));
    assert_eq!(line("\u{301}a \u{301}b"), "a b");
    assert_eq!(block("a\n\u{301}b"), "a\nb");
}

#[test]
fn emoji_stay_whole() {
    for emoji in ["🙂", "👨‍👩‍👧‍👦", "👩‍❤️‍👨", "🏳️‍🌈", "👋🏽", "🇹🇷", "❤️"]
    {
        assert_eq!(line(emoji), emoji);
    }
    assert_eq!(line("a\u{200d}b\u{fe0f}"), "ab");
    assert_eq!(line("🙂\u{200d}a\u{200d}🙂\u{200d}"), "🙂a🙂");
    assert_eq!(line("1\u{fe0f}"), "1");
    assert_eq!(line("🙂\u{200d}↔\u{338}"), "🙂↮");
}

#[test]
fn what_comes_from_json_is_cleaned() {
    let text: CleanText = serde_json::from_str(r#""a\u001b[31mb\r\nc""#).unwrap();
    assert_eq!(text.as_str(), "ab\nc");
    assert_eq!(serde_json::to_string(&text).unwrap(), r#""ab\nc""#);
}

#[test]
fn display_obeys_the_width() {
    assert_eq!(format!("{:>4}|", CleanText::line("ab")), "  ab|");
}

/// The worst kinds by themselves, then ten megabytes of all of them and Turkish in turn. A
/// quadratic step would take hours, not seconds.
#[test]
fn ten_megabytes_take_linear_time() {
    const WORST: [&str; 8] = [
        "\x1b]",
        "\x1b[1;",
        "\x1b]0;x\x07",
        "\u{316}",
        "e\u{301}",
        "👩\u{200d}",
        "\u{202e}ş",
        "\u{9d}",
    ];
    let started = Instant::now();
    for unit in WORST {
        let text = unit.repeat((2 << 20) / unit.len());
        assert!(CleanText::block(&text).as_str().len() <= text.len());
    }
    let all = format!("{} Sokağımızın yolu bozuk.\r\n", WORST.concat());
    let text = all.repeat((10 << 20) / all.len());
    let clean = CleanText::line(&text);
    assert!(clean.as_str().ends_with("Sokağımızın yolu bozuk."));
    assert!(started.elapsed() < Duration::from_secs(120));
}

/// Strings made of the pieces that matter, in any order.
fn nasty() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        any::<String>(),
        "[\\x00-\\x1f\\x7f-\\x9f]{1,4}",
        "[\u{300}-\u{36f}\u{fe00}-\u{fe0f}\u{20d0}-\u{20ff}]{1,6}",
        prop::sample::select(vec![
            "\x1b",
            "\x1b[",
            "\x1b]",
            "\x1b\\",
            "\x1bP",
            "\u{9b}",
            "\u{9d}",
            "\u{9c}",
            "\x07",
            "31m",
            "ş",
            "İ",
            "i\u{307}",
            "\u{200d}",
            "\u{fe0f}",
            "🙂",
            "👩",
            "❤",
            "\u{1f3fd}",
            "\u{202e}",
            "\u{feff}",
            " ",
            "\r",
            "\n",
            "\t",
            "\u{a0}",
            "\u{344}",
            "\u{958}",
            "\u{1d160}",
            "\u{ac00}",
            "\u{11a8}",
            "1\u{20e3}",
            "↔\u{338}",
        ])
        .prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

/// Strings of which most need no work.
fn plain() -> impl Strategy<Value = String> {
    "[a-cĞğıİşŞâÛ '.,-]{0,6}[ \n]{0,2}[ -~çÖü]{0,12}"
}

fn has_nothing_forbidden(text: &str) -> bool {
    text.chars()
        .all(|c| c == '\n' || c == ZERO_WIDTH_JOINER || c == EMOJI_PRESENTATION || !is_forbidden(c))
}

fn longest_run_of_marks(text: &str) -> usize {
    text.split(|c| !is_combining_mark(c))
        .map(|run| run.chars().count())
        .max()
        .unwrap_or(0)
}

proptest! {
    #[test]
    fn nothing_forbidden_survives(text in nasty()) {
        let line = line(&text);
        prop_assert!(has_nothing_forbidden(&line) && !line.contains('\n'));
        prop_assert!(!line.contains("  ") && line.trim() == line);
        let block = block(&text);
        prop_assert!(has_nothing_forbidden(&block));
        prop_assert!(longest_run_of_marks(&block) <= MAX_MARKS);
        prop_assert!(block.chars().all(|c| !c.is_whitespace() || c == ' ' || c == '\n'));
        for text in [line, block] {
            prop_assert!(unicode_normalization::is_nfc(&text));
            prop_assert!(!text.ends_with(ZERO_WIDTH_JOINER) && !text.starts_with(ZERO_WIDTH_JOINER));
        }
    }

    #[test]
    fn the_short_way_for_plain_text_gives_what_the_long_way_gives(text in plain()) {
        for layout in [Layout::Line, Layout::Block] {
            let long = normalised(&visible(&text, layout), layout);
            let short = if layout == Layout::Line { line(&text) } else { block(&text) };
            prop_assert_eq!(short, long);
        }
    }

    #[test]
    fn cleaning_twice_changes_nothing(text in nasty()) {
        let once = line(&text);
        prop_assert_eq!(line(&once), once.clone());
        prop_assert_eq!(block(&once), once);
        let once = block(&text);
        prop_assert_eq!(block(&once), once);
    }

    #[test]
    fn turkish_text_is_left_alone(text in "[a-zA-ZçğıöşüâîûÇĞİÖŞÜÂÎÛ0-9.,;:!?()'\"%&/=+*₺€\n ]{0,80}") {
        prop_assert_eq!(block(&text), text);
    }
}
