use proptest::prelude::*;

use super::*;
use crate::tui::keys::*;

fn typed(text: &str) -> LineInput {
    let mut input = LineInput::new(50);
    for c in text.chars() {
        input.update(&Message::Char(c));
    }
    input
}

fn act(input: &mut LineInput, action: Action) -> Reply {
    input.update(&Message::Action(action))
}

/// The text with `|` where the cursor is.
fn shown(input: &LineInput) -> String {
    let (before, after) = input.as_str().split_at(input.cursor());
    format!("{before}|{after}")
}

#[test]
fn letters_go_in_at_the_cursor() {
    let mut input = typed("Şkrü");
    for _ in 0..3 {
        act(&mut input, LEFT);
    }
    input.update(&Message::Char('ü'));
    assert_eq!(shown(&input), "Şü|krü");
}

#[test]
fn moves_by_word_and_to_the_ends() {
    let mut input = typed("Ali Veli Can");
    act(&mut input, WORD_LEFT);
    assert_eq!(shown(&input), "Ali Veli |Can");
    act(&mut input, WORD_LEFT);
    assert_eq!(shown(&input), "Ali |Veli Can");
    act(&mut input, WORD_RIGHT);
    assert_eq!(shown(&input), "Ali Veli |Can");
    act(&mut input, LINE_START);
    assert_eq!(shown(&input), "|Ali Veli Can");
    act(&mut input, LINE_END);
    assert_eq!(shown(&input), "Ali Veli Can|");
}

#[test]
fn deletes_sign_word_and_line() {
    let mut input = LineInput::new(50).with_text("Ali 👩‍👩‍👧");
    act(&mut input, DELETE_BACK);
    assert_eq!(shown(&input), "Ali |", "a family is one sign");
    act(&mut input, DELETE_WORD);
    assert_eq!(shown(&input), "|");
    let mut input = typed("Ali Veli");
    act(&mut input, WORD_LEFT);
    act(&mut input, DELETE_TO_START);
    assert_eq!(shown(&input), "|Veli");
    act(&mut input, DELETE_FORWARD);
    assert_eq!(shown(&input), "|eli");
}

#[test]
fn the_cursor_leaves_a_sign_that_a_deletion_made() {
    let mut input = LineInput::new(50).with_text("🇹x🇷");
    act(&mut input, LEFT);
    act(&mut input, DELETE_BACK);
    assert_eq!(shown(&input), "🇹🇷|");
}

#[test]
fn what_was_deleted_comes_back_word_by_word() {
    let mut input = typed("Ali Veli");
    act(&mut input, DELETE_TO_START);
    act(&mut input, UNDO);
    assert_eq!(shown(&input), "Ali Veli|");
    act(&mut input, UNDO);
    assert_eq!(shown(&input), "Ali |");
    act(&mut input, REDO);
    assert_eq!(shown(&input), "Ali Veli|");
    assert_eq!(act(&mut input, REDO), Reply::Changed);
    assert_eq!(shown(&input), "|");
    assert_eq!(act(&mut input, REDO), Reply::Used);
}

#[test]
fn a_mark_typed_after_its_letter_joins_it() {
    assert_eq!(typed("S\u{327}u\u{308}").as_str(), "Şü");
    assert_eq!(typed("\u{308}a").as_str(), "a", "a mark alone is nothing");
}

#[test]
fn pastes_arrive_clean_on_one_line() {
    let mut input = typed("[]");
    act(&mut input, LEFT);
    let reply = input.update(&Message::Paste(
        "\x1b[31mAli\x1b[0m\r\n\u{202e}Veli\0".into(),
    ));
    assert_eq!(reply, Reply::Changed);
    assert_eq!(shown(&input), "[Ali Veli|]");
}

#[test]
fn what_does_not_fit_is_cut_and_said() {
    let mut input = LineInput::new(5).with_text("abc");
    assert_eq!(input.update(&Message::Paste("xyzw".into())), Reply::Cut);
    assert_eq!(input.as_str(), "abcxy");
    assert_eq!(input.update(&Message::Char('z')), Reply::Cut);
    assert_eq!(input.as_str(), "abcxy");
    assert_eq!(LineInput::new(3).with_text("abcd").as_str(), "abc");
}

#[derive(Debug, Clone)]
enum Step {
    Type(char),
    Paste(String),
    Act(Action),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let odd = prop::sample::select(vec![
        'i', 'İ', 'ı', ' ', '\t', '\n', '\0', '\u{1b}', '\u{301}', '\u{200d}', '\u{fe0f}', '👩',
        '👧', '🏽', '🇹', '🇷', '\u{202e}', '각', '\u{1100}', '\u{1161}',
    ]);
    let actions: Vec<Action> = WRITING.bindings.iter().map(|row| row.action).collect();
    prop::collection::vec(
        prop_oneof![
            odd.prop_map(Step::Type),
            any::<char>().prop_map(Step::Type),
            any::<String>().prop_map(Step::Paste),
            prop::sample::select(actions).prop_map(Step::Act),
        ],
        0..60,
    )
}

proptest! {
    #[test]
    fn whatever_is_pressed_the_text_stays_sound(steps in steps(), limit in 0usize..30) {
        let mut input = LineInput::new(limit);
        for step in steps {
            let reply = input.update(&match step {
                Step::Type(c) => Message::Char(c),
                Step::Paste(text) => Message::Paste(text),
                Step::Act(action) => Message::Action(action),
            });
            prop_assert!(reply.taken());
            let text = input.as_str();
            let on_boundary = input.cursor() == text.len()
                || text.grapheme_indices(true).any(|(at, _)| at == input.cursor());
            prop_assert!(on_boundary, "{:?} at {}", text, input.cursor());
            prop_assert!(text.chars().count() <= limit, "{:?}", text);
            prop_assert!(!text.chars().any(char::is_control), "{:?}", text);
        }
    }
}
