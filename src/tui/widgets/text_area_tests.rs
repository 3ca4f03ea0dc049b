use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::widgets::Widget;

use super::*;
use crate::tui::keys::*;

fn typed(text: &str) -> TextArea {
    let mut area = TextArea::new(200);
    for c in text.chars() {
        match c {
            '\n' => area.update(&Message::Action(NEW_LINE)),
            c => area.update(&Message::Char(c)),
        };
    }
    area
}

fn act(area: &mut TextArea, action: Action) -> Reply {
    area.update(&Message::Action(action))
}

#[test]
fn lines_are_kept() {
    let area = typed("Sayın Valilik,\n\nYolumuz bozuk.");
    assert_eq!(area.value().as_str(), "Sayın Valilik,\n\nYolumuz bozuk.");
    assert_eq!(area.fill(), (30, 200));
}

#[test]
fn signs_of_several_characters_are_one() {
    let mut area = TextArea::new(200);
    area.set("a👩‍👩‍👧b");
    act(&mut area, LEFT);
    act(&mut area, LEFT);
    area.update(&Message::Char('x'));
    assert_eq!(area.value().as_str(), "ax👩‍👩‍👧b");
    act(&mut area, RIGHT);
    act(&mut area, DELETE_BACK);
    assert_eq!(area.value().as_str(), "axb");
    act(&mut area, UNDO);
    act(&mut area, LEFT);
    act(&mut area, RIGHT);
    assert_eq!(area.value().as_str(), "ax👩‍👩‍👧b");
}

#[test]
fn a_mark_typed_after_its_letter_joins_it() {
    assert_eq!(
        typed("S\u{327}u\u{308}\u{308}").value().as_str(),
        "Şü\u{308}"
    );
}

#[test]
fn every_change_can_be_taken_back() {
    let mut area = typed("bir iki");
    area.update(&Message::Paste("üç\ndört".into()));
    act(&mut area, DELETE_WORD);
    act(&mut area, UNDO);
    act(&mut area, UNDO);
    assert_eq!(area.value().as_str(), "bir iki");
    act(&mut area, REDO);
    assert_eq!(area.value().as_str(), "bir ikiüç\ndört");
}

#[test]
fn pastes_arrive_clean_and_are_cut_at_the_limit() {
    let mut area = TextArea::new(10);
    let reply = area.update(&Message::Paste(
        "\x1b]0;x\x07satır\r\n\u{202e}ikinci satır".into(),
    ));
    assert_eq!(reply, Reply::Cut);
    assert_eq!(area.value().as_str(), "satır\nikin");
    assert_eq!(area.fill(), (10, 10));
    assert_eq!(area.update(&Message::Char('x')), Reply::Cut);
    assert_eq!(act(&mut area, NEW_LINE), Reply::Cut);
    assert_eq!(area.value().as_str(), "satır\nikin");
}

#[test]
fn at_the_edges_the_form_may_go_on() {
    let mut area = typed("bir\niki");
    assert_eq!(act(&mut area, LINE_DOWN), Reply::Ignored);
    assert_eq!(act(&mut area, LINE_UP), Reply::Used);
    assert_eq!(act(&mut area, LINE_UP), Reply::Ignored);
}

#[derive(Debug, Clone)]
enum Step {
    Type(char),
    Paste(String),
    Act(Action),
    /// Wraps the lines to this size, which changes what up and down mean.
    Draw(u16, u16),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let odd = prop::sample::select(vec![
        'i', ' ', '\n', '\0', '\u{301}', '\u{200d}', '👩', '🏽', '🇹', '🇷', '\u{1100}', '\u{1161}',
    ]);
    let tables = [&WRITING, &AREA];
    let actions: Vec<Action> = tables
        .iter()
        .flat_map(|table| table.bindings.iter().map(|row| row.action))
        .collect();
    prop::collection::vec(
        prop_oneof![
            odd.prop_map(Step::Type),
            "\\PC{0,12}\n?\\PC{0,12}".prop_map(Step::Paste),
            prop::sample::select(actions).prop_map(Step::Act),
            (1u16..20, 1u16..5).prop_map(|(width, height)| Step::Draw(width, height)),
        ],
        0..50,
    )
}

proptest! {
    #[test]
    fn whatever_is_pressed_the_text_stays_sound(steps in steps(), limit in 0usize..40) {
        let mut area = TextArea::new(limit);
        for step in steps {
            match step {
                Step::Type(c) => area.update(&Message::Char(c)),
                Step::Paste(text) => area.update(&Message::Paste(text)),
                Step::Act(action) => area.update(&Message::Action(action)),
                Step::Draw(width, height) => {
                    let room = Rect::new(0, 0, width, height);
                    (&area.editor).render(room, &mut Buffer::empty(room));
                    Reply::Used
                }
            };
            let (count, _) = area.fill();
            prop_assert!(count <= limit);
            prop_assert_eq!(count, area.editor.lines().join("\n").chars().count());
            let (line, at) = area.line();
            let on_boundary = at == line.len() || line.grapheme_indices(true).any(|(b, _)| b == at);
            prop_assert!(on_boundary, "{:?} at {}", line, at);
            prop_assert!(!line.chars().any(char::is_control), "{:?}", line);
        }
    }
}
