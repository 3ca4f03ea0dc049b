//! Anything pressed, pasted and stored.

use proptest::prelude::*;

use super::*;

/// Something somebody may do to the form.
#[derive(Debug, Clone)]
enum Deed {
    Press(&'static str),
    Type(char),
    Paste(String),
    Pass(i64),
    Resize(u16, u16),
    Again,
}

fn deeds() -> impl Strategy<Value = Vec<Deed>> {
    const KEYS: &[&str] = &[
        "Enter",
        "Tab",
        "S-Tab",
        "Esc",
        "Up",
        "Down",
        "Left",
        "Right",
        "Home",
        "End",
        "PgUp",
        "PgDn",
        "Del",
        "Backspace",
        "C-z",
        "C-y",
        "C-w",
        "C-u",
        "C-n",
        "C-r",
        "F7",
        "F8",
        "F10",
        "1",
        "2",
        "3",
        "ahmet",
        "100",
        "cank",
        "su",
        "C-Left",
        "C-End",
    ];
    let deed = prop_oneof![
        6 => proptest::sample::select(KEYS).prop_map(Deed::Press),
        3 => any::<char>().prop_map(Deed::Type),
        2 => any::<String>().prop_map(Deed::Paste),
        1 => (0_i64..3_000).prop_map(Deed::Pass),
        1 => (1_u16..140, 1_u16..50).prop_map(|(width, height)| Deed::Resize(width, height)),
        1 => Just(Deed::Again),
    ];
    proptest::collection::vec(deed, 1..50)
}

fn perform(app: &mut App, deed: &Deed) -> Vec<Command> {
    match deed {
        Deed::Press(keys) => press(app, keys),
        Deed::Type(c) => {
            let key = crossterm::event::KeyCode::Char(*c);
            let key = crossterm::event::KeyEvent::from(key);
            app.handle(Event::Terminal(TerminalEvent::Key(key)), noon());
        }
        Deed::Paste(text) => paste(app, text),
        Deed::Pass(millis) => return wait(app, *millis),
        Deed::Resize(width, height) => {
            picture(app, *width, *height);
        }
        Deed::Again => app.handle(Event::Desk(Notice::Changed), noon()),
    }
    serve(app)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    /// Whatever is pressed and pasted, nothing panics, the draft handed in is what the widgets
    /// show, and restoring it gives the same form.
    #[test]
    fn the_draft_is_what_is_shown(deeds in deeds()) {
        let mut app = form();
        let mut given = Vec::new();
        for deed in &deeds {
            given.extend(perform(&mut app, deed));
            if register_of(&given).is_some() {
                return Ok(());
            }
        }
        given.extend(close(&mut app));
        if matches!(given.last(), Some(Command::DropDraft(_))) {
            // Everything was taken out again: there is no draft.
            return Ok(());
        }
        let Some(draft) = last_draft(&given).cloned() else {
            return Ok(());
        };
        let again = RegisterScreen::restore(at_counter(), draft.clone(), &text());
        prop_assert_eq!(again.draft(), draft.form.clone());
        let picture = picture(&mut app, 160, 60);
        let covered = picture.contains('╭') || !picture.contains("› Başvuru kaydı");
        for shown in [&draft.form.given_name, &draft.form.family_name, &draft.form.phone] {
            if !covered && shown.is_ascii() && shown.len() < 20 {
                prop_assert!(picture.contains(shown.as_str()), "{shown:?} in\n{picture}");
            }
        }
    }

    /// Any stored draft, also of another version or damaged, opens; what it becomes is stable.
    #[test]
    fn any_draft_opens(
        texts in proptest::collection::vec(any::<String>(), 8),
        topic in any::<Option<String>>(),
        place in any::<Option<(u8, Option<u16>)>>(),
        petition in any::<bool>(),
    ) {
        let [who, number, given, family, phone, birth, quarter, words] = texts
            .try_into()
            .expect("eight texts");
        let form = RegistrationDraft {
            who,
            identity_number: number,
            given_name: given,
            family_name: family,
            phone,
            birth_date: birth,
            neighbourhood: quarter,
            text: words,
            topic: topic.map(crate::domain::application::TopicCode),
            place: place.map(|(province, district)| Place { province, district }),
            signed_petition: petition,
            ..RegistrationDraft::default()
        };
        let open = |form: RegistrationDraft| {
            let draft = Draft {
                id: DraftId(Uuid::from_u128(1)),
                counter: 3,
                visit: None,
                form,
            };
            RegisterScreen::restore(at_counter(), draft, &text()).draft()
        };
        let once = open(form);
        prop_assert_eq!(open(once.clone()), once);
    }
}
