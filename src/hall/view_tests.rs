use chrono::TimeDelta;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;

use super::*;
use crate::domain::calendar::istanbul_day;
use crate::hall::board::Board;
use crate::i18n::Locale;
use crate::text::CleanText;
use crate::tui::testing::noon;
use crate::tui::theme::ThemeKind;

const CALLED: &[(u32, u16)] = &[(102, 3), (98, 1), (101, 12), (100, 2)];

fn board(calls: &[(u32, u16)]) -> Board {
    let calls = calls.iter().enumerate();
    let calls = calls.map(|(nth, (number, counter))| Announcement {
        seq: 50 - i64::try_from(nth).unwrap(),
        number: *number,
        counter: *counter,
    });
    Board {
        day: istanbul_day(noon()),
        office: CleanText::line("Isparta Valiliği"),
        calls: calls.collect(),
        waiting: 14,
    }
}

/// A display on which these calls stand, and were there before.
fn hall(calls: &[(u32, u16)]) -> Hall {
    let mut hall = Hall::default();
    hall.take(board(calls), noon());
    hall
}

/// One on which the first of them was just made.
fn just_called(calls: &[(u32, u16)]) -> Hall {
    let mut hall = Hall::default();
    let mut before = board(calls);
    before.calls.remove(0);
    hall.take(before, noon());
    assert!(hall.take(board(calls), noon()));
    hall
}

fn drawn(hall: &Hall, size: (u16, u16), theme: &Theme, passed: TimeDelta) -> Buffer {
    let mut terminal = Terminal::new(TestBackend::new(size.0, size.1)).unwrap();
    let text = Text::new(Locale::Tr);
    let look = Look {
        text: &text,
        theme,
        now: noon() + passed,
    };
    terminal.draw(|frame| draw(frame, hall, &look)).unwrap();
    terminal.backend().buffer().clone()
}

fn theme() -> Theme {
    Theme::new(ThemeKind::HighContrast, GlyphSet::Unicode)
}

fn picture(hall: &Hall, width: u16, height: u16) -> String {
    let buffer = drawn(hall, (width, height), &theme(), TimeDelta::zero());
    let cells: Vec<&str> = buffer.content().iter().map(|cell| cell.symbol()).collect();
    let rows = cells.chunks(usize::from(width));
    rows.map(|row| row.concat().trim_end().to_owned() + "\n")
        .collect()
}

#[test]
fn it_uses_the_room_there_is() {
    insta::assert_snapshot!("hall_80x24", picture(&hall(CALLED), 80, 24));
    insta::assert_snapshot!("hall_120x40", picture(&hall(CALLED), 120, 40));
    insta::assert_snapshot!("hall_200x60", picture(&hall(CALLED), 200, 60));
    insta::assert_snapshot!("hall_smallest", picture(&hall(CALLED), 60, 9));
}

#[test]
fn a_new_call_has_a_thick_frame_and_arrows() {
    insta::assert_snapshot!("hall_new_call", picture(&just_called(CALLED), 80, 24));
}

#[test]
fn an_empty_morning() {
    insta::assert_snapshot!("hall_morning", picture(&hall(&[]), 80, 24));
}

#[test]
fn when_the_file_is_out_of_reach_the_last_calls_stay() {
    let mut hall = hall(CALLED);
    hall.lose();
    let shown = picture(&hall, 80, 24);
    assert!(shown.contains("! Kayıtlara ulaşılamıyor"), "{shown}");
    assert!(shown.contains("NUMARA"));
}

/// In every theme, with and without blocks, the flash is seen by what is exchanged; and nothing but
/// the flash differs half a second later.
#[test]
fn a_new_call_flashes_in_every_theme() {
    for kind in ThemeKind::ALL {
        for glyphs in [GlyphSet::Unicode, GlyphSet::Ascii] {
            let theme = Theme::new(kind, glyphs);
            let hall = just_called(CALLED);
            let at = |millis| drawn(&hall, (80, 24), &theme, TimeDelta::milliseconds(millis));
            let (light, dark, over) = (at(0), at(500), at(9_000));
            let changed = |one: &Buffer, other: &Buffer| one.diff(other).len();
            assert!(changed(&light, &dark) > 80 * 10, "{kind:?} {glyphs:?}");
            let frame = |buffer: &Buffer| buffer[(0, 1)].symbol().to_owned();
            assert_eq!(frame(&light), frame(&dark));
            assert_ne!(frame(&dark), frame(&over), "{kind:?} {glyphs:?}");
        }
    }
}

#[test]
fn any_size_can_be_drawn() {
    let halls = [
        hall(&[]),
        hall(&CALLED[..2]),
        just_called(&[(123_456, 65_535); 4]),
    ];
    for hall in &halls {
        for glyphs in [GlyphSet::Unicode, GlyphSet::Ascii] {
            let theme = Theme::new(ThemeKind::NoColour, glyphs);
            for width in [1, 2, 3, 9, 20, 33, 60, 79, 240] {
                for height in (1..14).chain([24, 67]) {
                    drawn(hall, (width, height), &theme, TimeDelta::zero());
                }
            }
        }
    }
}
