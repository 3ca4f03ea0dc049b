use super::*;
use crate::desk::{Notice, RequestId};
use crate::tui::app::{App, Event, Job};
use crate::tui::screens::sample::{application, applications, catalog, over_another, serve};
use crate::tui::testing::{assert_pictures, noon, picture, press};

fn search(typed: &str) -> App {
    let mut app = over_another(SearchScreen::new(catalog()));
    press(&mut app, typed);
    serve(&mut app);
    app
}

#[test]
fn nothing_typed() {
    assert_pictures!("empty", &mut search(""));
}

#[test]
fn hits() {
    let one_letter = picture(&mut search("a"), 80, 24);
    assert!(!one_letter.contains("06001"), "one letter is no search");
    assert_pictures!("hits", &mut search("ah"));
}

#[test]
fn no_hits() {
    assert_pictures!("nothing", &mut search("zzz"));
}

#[test]
fn a_mistyped_number_says_what_is_wrong() {
    let number = application().record.number.to_string();
    let swapped = number.replacen("06", "60", 1);
    assert_pictures!("mistyped", &mut search(&swapped));
    let short = &number[..16];
    let said = picture(&mut search(short), 80, 24);
    assert!(said.contains("Başvuru numarası eksik"), "{said}");
}

#[test]
fn a_number_is_found_in_any_spelling() {
    let number = application().record.number;
    for typed in [
        number.to_string(),
        number.digits(),
        number.to_string().replace('-', "."),
    ] {
        let said = picture(&mut search(&typed), 80, 24);
        assert!(said.contains("1 başvuru"), "{typed}: {said}");
    }
}

#[test]
fn the_selected_one_opens_and_its_person_goes_to_the_screen_beneath() {
    let mut app = search("ahmet");
    press(&mut app, "Enter");
    serve(&mut app);
    assert!(picture(&mut app, 80, 24).contains("Sokağımızın suyu"));
    press(&mut app, "F4");
    assert!(picture(&mut app, 80, 24).contains("Sıra Ahmet Yılmaz"));
}

#[test]
fn one_question_at_a_time_and_old_answers_are_dropped() {
    let mut app = over_another(SearchScreen::new(catalog()));
    press(&mut app, "ahm");
    let asked = questions(&mut app);
    let [(first, typed)] = asked.as_slice() else {
        panic!("one question in {asked:?}");
    };
    assert_eq!(typed, "ah", "one letter is not looked for");
    answer(&mut app, *first);
    assert!(
        !picture(&mut app, 80, 24).contains("06001"),
        "that was about something else"
    );
    let asked = questions(&mut app);
    assert_eq!(asked.len(), 1, "then the newest");
    assert_eq!(asked[0].1, "ahm");
    answer(&mut app, asked[0].0);
    assert!(picture(&mut app, 80, 24).contains("06001"));
    app.handle(Event::Desk(Notice::Changed), noon());
    assert_eq!(
        questions(&mut app).len(),
        1,
        "the data changed: it is asked again"
    );
}

fn questions(app: &mut App) -> Vec<(RequestId, String)> {
    let jobs = app.take_jobs().into_iter();
    jobs.filter_map(|job| match job {
        Job::Query(request, Query::Search { typed }) => Some((request, typed)),
        _ => None,
    })
    .collect()
}

fn answer(app: &mut App, request: RequestId) {
    let found = FoundApplications {
        rows: applications(),
        ..FoundApplications::default()
    };
    let result = Ok(Answer::Search(found));
    app.handle(Event::Desk(Notice::Answered { request, result }), noon());
}
