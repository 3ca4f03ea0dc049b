use ratatui::Terminal;
use ratatui::backend::TestBackend;

use super::*;
use crate::i18n::{Locale, Text};
use crate::tui::keymap::Action;
use crate::tui::keys::{CHOICE_TOGGLE, DOWN, ENTER, OPEN_LIST};
use crate::tui::screen::ViewContext;
use crate::tui::theme::Theme;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Ask {
    Given,
    Family,
    Kind,
    Words,
}

fn form() -> Form<Ask> {
    let kinds = ["İstek", "Şikâyet"].map(String::from).to_vec();
    Form::new(vec![
        Field::line(Ask::Given, "Ad", 40).section("KİŞİ"),
        Field::line(Ask::Family, "Soyad", 40).beside(),
        Field::short_choice(Ask::Kind, "Tür", kinds)
            .always(0)
            .section("BAŞVURU")
            .begins_column(),
        Field::area(Ask::Words, "Metin", 100, 2).hint("Kendi sözleriyle."),
    ])
}

/// The rows of the form on a screen of this size, without the spaces at their ends.
fn drawn(form: &Form<Ask>, width: u16, height: u16) -> Vec<String> {
    let text = Text::new(Locale::Tr);
    let theme = Theme::default();
    let cx = ViewContext {
        now: chrono::DateTime::UNIX_EPOCH,
        text: &text,
        theme: &theme,
        on_top: true,
    };
    let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
    terminal
        .draw(|frame| {
            form.draw(frame, frame.area(), &cx);
        })
        .unwrap();
    let buffer = terminal.backend().buffer().clone();
    (0..height)
        .map(|y| {
            let row: String = (0..width)
                .map(|x| buffer.cell((x, y)).map_or(" ", |cell| cell.symbol()))
                .collect();
            row.trim_end().to_owned()
        })
        .collect()
}

fn type_in(form: &mut Form<Ask>, typed: &str) {
    for c in typed.chars() {
        form.update(&Message::Char(c));
    }
}

#[test]
fn two_fields_share_a_row_where_there_is_room() {
    let mut form = form();
    type_in(&mut form, "Ali");
    form.set_text(Ask::Family, "Veli");
    form.set_warning(Ask::Family, Some("Uyarı.".into()));
    assert_eq!(
        drawn(&form, 80, 9),
        [
            "KİŞİ",
            "▸ Ad     Ali                              Soyad  Veli",
            "         ! Uyarı.",
            "",
            "BAŞVURU",
            "  Tür    İstek",
            "  Metin",
            "",
            "",
        ]
    );
    let narrow = drawn(&form, 60, 9);
    assert!(
        narrow.iter().any(|row| row.starts_with("  Soyad  Veli")),
        "{narrow:?}"
    );
}

#[test]
fn a_wide_form_has_two_columns() {
    let rows = drawn(&form(), 120, 6);
    assert!(
        rows[0].starts_with("KİŞİ") && rows[0].ends_with("BAŞVURU"),
        "{rows:?}"
    );
    assert!(
        rows[1].starts_with("▸ Ad") && rows[1].contains("Tür"),
        "{rows:?}"
    );
}

#[test]
fn a_short_choice_shows_the_others_at_the_foot_while_it_is_asked() {
    let mut form = form();
    form.focus(Ask::Kind);
    assert_eq!(
        drawn(&form, 80, 9).last().map(String::as_str),
        Some("  1 (•) İstek  2 ( ) Şikâyet")
    );
    form.update(&Message::Char('2'));
    assert_eq!(form.chosen(Ask::Kind), Some(1));
    form.update(&Message::Char('2'));
    assert_eq!(form.chosen(Ask::Kind), Some(1), "it is never let go");
    form.update(&Message::Action(CHOICE_TOGGLE));
    assert_eq!(form.chosen(Ask::Kind), Some(1));
    form.focus(Ask::Words);
    let foot = drawn(&form, 80, 9);
    assert_eq!(foot.last().map(String::as_str), Some("  Kendi sözleriyle."));
}

#[test]
fn a_hint_is_shown_whole() {
    let long = "Kendi sözleriyle, olduğu gibi. ".repeat(5);
    let form = Form::new(vec![Field::area(Ask::Words, "Metin", 100, 2).hint(&long)]);
    for width in [40, 80, 120] {
        let rows = drawn(&form, width, 12);
        let words: Vec<&str> = rows.iter().flat_map(|row| row.split_whitespace()).collect();
        assert!(words.join(" ").ends_with(long.trim()), "{rows:?}");
    }
}

#[test]
fn the_text_takes_the_rows_nobody_else_needs_and_the_focus_stays_in_view() {
    let mut form = form();
    form.focus(Ask::Words);
    type_in(&mut form, "bir");
    for line in ["iki", "üç", "dört"] {
        form.update(&Message::Action(crate::tui::keys::NEW_LINE));
        type_in(&mut form, line);
    }
    let rows = drawn(&form, 80, 12).concat();
    assert!(
        ["KİŞİ", "bir", "dört"]
            .iter()
            .all(|word| rows.contains(word))
    );
    let low = drawn(&form, 80, 4);
    assert!(low.concat().contains("dört"), "{low:?}");
}

#[test]
fn the_form_tells_what_the_user_changes_alone() {
    let mut form = form();
    form.set_text(Ask::Given, "Ali");
    for moves in [NEXT_FIELD, PREVIOUS_FIELD] {
        assert_eq!(form.update(&Message::Action(moves)), FormReply::Used);
    }
    assert_eq!(
        form.update(&Message::Char('x')),
        FormReply::Changed(Ask::Given)
    );
    assert_eq!(form.text(Ask::Given).as_str(), "Alix");
}

#[test]
fn the_focus_passes_over_hidden_fields_and_leaves_one_that_is_hidden() {
    let mut form = form();
    form.set_text(Ask::Family, "Veli");
    form.set_shown(Ask::Family, false);
    form.update(&Message::Action(NEXT_FIELD));
    assert_eq!(form.focused(), Some(Ask::Kind));
    form.update(&Message::Action(PREVIOUS_FIELD));
    assert_eq!(form.focused(), Some(Ask::Given));
    form.set_shown(Ask::Given, false);
    assert_eq!(form.focused(), Some(Ask::Kind));
    form.focus(Ask::Family);
    assert_eq!(
        form.focused(),
        Some(Ask::Kind),
        "a hidden field takes no focus"
    );
    assert_eq!(
        form.text(Ask::Family).as_str(),
        "Veli",
        "what is in it stays"
    );
}

#[test]
fn enter_on_the_last_field_is_left_to_the_screen() {
    let kinds = vec!["İstek".to_owned()];
    let mut form = Form::new(vec![
        Field::line(Ask::Given, "Ad", 40),
        Field::short_choice(Ask::Kind, "Tür", kinds),
    ]);
    assert_eq!(form.update(&Message::Action(ENTER)), FormReply::Used);
    assert_eq!(form.update(&Message::Action(ENTER)), FormReply::Ignored);
}

#[test]
fn any_size_is_drawn() {
    let mut form = form();
    form.set_warning(Ask::Kind, Some("uzun bir uyarı ".repeat(9)));
    form.set_notes(Ask::Given, vec!["not".into()]);
    for focus in [Ask::Given, Ask::Family, Ask::Kind, Ask::Words] {
        form.focus(focus);
        for (width, height) in [(0, 0), (1, 1), (7, 3), (60, 2), (73, 5), (200, 60)] {
            drawn(&form, width.max(1), height.max(1));
        }
    }
}

#[test]
fn enter_twice_leaves_an_empty_list_field_empty_and_goes_on() {
    let items = ["Aksu", "Eğirdir"].map(String::from).to_vec();
    let mut form = Form::new(vec![
        Field::pick(Ask::Given, "İlçe", items),
        Field::line(Ask::Family, "Mahalle", 40),
    ]);
    let enter = |form: &mut Form<Ask>, open: Action| form.update(&Message::Action(open));
    enter(&mut form, OPEN_LIST);
    enter(&mut form, ACCEPT);
    assert_eq!(form.chosen(Ask::Given), None);
    assert_eq!(form.focused(), Some(Ask::Family));

    form.focus(Ask::Given);
    enter(&mut form, OPEN_LIST);
    form.update(&Message::Action(DOWN));
    enter(&mut form, ACCEPT);
    assert_eq!(form.chosen(Ask::Given), Some(0), "the first was pointed at");

    form.focus(Ask::Given);
    form.update(&Message::Char('e'));
    enter(&mut form, ACCEPT);
    assert_eq!(form.chosen(Ask::Given), Some(1), "the best was pointed at");
}
