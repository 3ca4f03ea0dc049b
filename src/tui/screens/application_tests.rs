use super::*;
use crate::tui::app::App;
use crate::tui::screens::sample::{application, catalog, over_another, serve};
use crate::tui::testing::{assert_pictures, picture, press};

fn page() -> App {
    let id = application().record.application;
    let mut app = over_another(ApplicationScreen::new(catalog(), id));
    serve(&mut app);
    app
}

#[test]
fn numbers_are_masked_until_a_key_shows_them() {
    let mut app = page();
    assert_pictures!("masked", &mut app);
    press(&mut app, "1");
    assert_pictures!("open", &mut app);
    press(&mut app, "1");
    assert!(!picture(&mut app, 80, 24).contains("10000000146"));
}

#[test]
fn long_texts_scroll_to_their_end() {
    let mut app = page();
    assert!(!picture(&mut app, 60, 16).contains("istiyorum."));
    press(&mut app, "End");
    assert!(picture(&mut app, 60, 16).contains("istiyorum."));
    press(&mut app, "Up PgUp Home");
    assert!(picture(&mut app, 60, 16).contains("Başvuran"));
}

#[test]
fn what_is_not_there_is_said() {
    let id = ApplicationId(uuid::Uuid::from_u128(9));
    let mut app = over_another(ApplicationScreen::new(catalog(), id));
    serve(&mut app);
    assert!(picture(&mut app, 80, 24).contains("Bu başvuru artık burada yok."));
    press(&mut app, "1 2 Down");
}
