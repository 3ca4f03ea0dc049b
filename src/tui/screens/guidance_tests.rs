use super::*;
use crate::domain::application::TopicCode;
use crate::tui::app::App;
use crate::tui::screens::sample::{catalog, over_another, serve, visit};
use crate::tui::testing::{assert_pictures, picture, press};

fn page() -> App {
    let text = Text::new(crate::i18n::Locale::Tr);
    let mut app = over_another(GuidanceScreen::new(catalog(), visit(), &text));
    serve(&mut app);
    app
}

fn guidance(topic: Option<&str>, outcome: GuidanceOutcome, note: &str) -> Command {
    Command::GiveGuidance {
        visit: visit(),
        topic: topic.map(|code| TopicCode(code.into())),
        outcome,
        note: crate::text::CleanText::line(note),
    }
}

#[test]
fn the_commonest_needs_one_key() {
    let mut app = page();
    press(&mut app, "Enter");
    let finish = Command::FinishVisit { visit: visit() };
    assert_eq!(
        serve(&mut app),
        [guidance(None, GuidanceOutcome::Solved, ""), finish]
    );
    let picture = picture(&mut app, 80, 24);
    assert!(
        picture.contains("─ Sıra ─") && picture.contains("görüşme bitti"),
        "{picture}"
    );
}

#[test]
fn outcome_topic_and_note() {
    let mut app = page();
    press(&mut app, "2 Tab su_kesik");
    assert_pictures!("topic", &mut app);
    press(&mut app, "Enter Muhtara_yönlendirildi");
    insta::assert_snapshot!("filled_80x24", picture(&mut app, 80, 24));
    press(&mut app, "F10");
    assert_eq!(
        serve(&mut app),
        [guidance(
            Some("12.01"),
            GuidanceOutcome::Directed,
            "Muhtara yönlendirildi"
        )],
        "the visit goes on"
    );
}

#[test]
fn pressing_twice_records_once() {
    let mut app = page();
    press(&mut app, "Enter Enter F10");
    assert_eq!(serve(&mut app).len(), 2);
}
