use chrono::TimeDelta;
use crossterm::event::Event as TerminalEvent;

use super::*;
use crate::desk::Notice;
use crate::desk::command::Command;
use crate::desk::file::FileError;
use crate::domain::registration::RegistrationWarning;
use crate::i18n::Locale;
use crate::tui::app::{App, Event, Job};
use crate::tui::screens::sample::{at_counter, last_draft, over_another, people, serve, visit};
use crate::tui::testing::{app_with, assert_pictures, noon, paste, picture, press};
use crate::tui::theme::{GlyphSet, Theme, ThemeKind};

fn text() -> Text {
    Text::new(Locale::Tr)
}

fn form() -> App {
    opened(RegisterScreen::blank(at_counter(), Some(visit()), &text()))
}

fn opened(screen: RegisterScreen) -> App {
    let mut app = over_another(screen);
    serve(&mut app);
    app
}

/// Presses keys and lets the desk answer after each.
fn work(app: &mut App, keys: &str) -> Vec<Command> {
    let mut given = Vec::new();
    for key in keys.split(' ') {
        press(app, key);
        given.extend(serve(app));
    }
    given
}

/// Lets time pass and the desk answer.
fn wait(app: &mut App, millis: i64) -> Vec<Command> {
    app.handle(Event::Tick, noon() + TimeDelta::milliseconds(millis));
    serve(app)
}

fn close(app: &mut App) -> Vec<Command> {
    app.handle(Event::Closing, noon());
    serve(app)
}

/// A whole application of a known visitor, ready to be saved.
const WHOLE: &str = "ahmet Down Enter 2 Tab Tab kalorifer Enter Soğuk.";

#[test]
fn empty() {
    assert_pictures!("empty", &mut form());
}

#[test]
fn two_visitors_of_one_name() {
    let mut app = form();
    work(&mut app, "ahmet_y");
    assert_pictures!("visitors", &mut app);
}

#[test]
fn nobody_known() {
    let mut app = form();
    work(&mut app, "fatma_kaya");
    assert_pictures!("nobody", &mut app);
}

#[test]
fn a_known_visitor_is_chosen() {
    let mut app = form();
    work(&mut app, "ahmet Down Enter");
    assert_pictures!("known", &mut app);
}

#[test]
fn a_new_visitor_with_warnings() {
    let mut app = form();
    work(
        &mut app,
        "fatma_kaya Enter 10000000147 Tab 0532 Tab 31021999 Tab",
    );
    assert_pictures!("warnings", &mut app);
}

#[test]
fn picking_a_district() {
    let mut app = form();
    work(&mut app, "fatma_kaya Enter");
    work(&mut app, "Tab Tab Tab Tab Tab Tab Tab Tab cnk");
    assert_pictures!("district", &mut app);
}

#[test]
fn picking_a_topic() {
    let mut app = form();
    work(&mut app, "ahmet Down Enter 2 Tab Tab su_akmiyor");
    assert_pictures!("topic", &mut app);
}

#[test]
fn writing_with_a_likely_duplicate() {
    let mut app = form();
    work(&mut app, "ahmet Down Enter 2 Tab Tab su_kesik Enter");
    paste(
        &mut app,
        "Sokağımızın suyu üç gündür akmıyor. Muhtarlığa iki kez telefon ettim; ekip geleceği \
         söylendi ama gelen olmadı.\n\nAltı katlı binada on iki aile oturuyor.",
    );
    work(&mut app, "Tab 1 Tab /mnt/usb/dilekçe.pdf Enter");
    press(&mut app, "S-Tab S-Tab");
    assert_pictures!("duplicate", &mut app);
}

#[test]
fn reasons_before_saving() {
    let mut app = form();
    work(&mut app, "fatma_kaya Enter F10");
    work(&mut app, "1");
    assert_pictures!("reasons", &mut app);
}

#[test]
fn the_number() {
    let mut app = form();
    work(
        &mut app,
        "ahmet Down Enter Tab Tab kalorifer Enter Soğuk. F10",
    );
    assert_pictures!("registered", &mut app);
}

#[test]
fn a_pause_keeps_the_form_under_one_id() {
    let mut app = form();
    press(&mut app, "fatma");
    assert_eq!(wait(&mut app, 300), [], "still typing");
    let first = wait(&mut app, 400);
    let first = last_draft(&first).expect("a draft").clone();
    assert_eq!(first.form.who, "fatma");
    assert_eq!((first.counter, first.visit), (3, Some(visit())));
    assert_eq!(wait(&mut app, 5_000), [], "nothing is new");
    let second = work(&mut app, "_kaya Tab");
    let second = last_draft(&second).expect("a draft when a field is left");
    assert_eq!(second.id, first.id);
    assert_eq!(
        (
            second.form.given_name.as_str(),
            second.form.family_name.as_str()
        ),
        ("Fatma", "Kaya")
    );
}

#[test]
fn the_app_is_woken_for_the_draft() {
    let mut app = form();
    assert_eq!(app.wake_at(), None);
    press(&mut app, "f");
    assert_eq!(app.wake_at(), Some(noon() + TimeDelta::milliseconds(400)));
    wait(&mut app, 400);
    assert_eq!(app.wake_at(), None);
}

#[test]
fn leaving_and_closing_hand_the_form_in() {
    let mut app = form();
    press(&mut app, "fatma");
    let left = work(&mut app, "Esc");
    assert_eq!(last_draft(&left).expect("a draft").form.who, "fatma");
    assert!(picture(&mut app, 80, 24).contains("Form taslak olarak saklandı"));
    let mut app = form();
    press(&mut app, "fatma");
    let closed = close(&mut app);
    assert_eq!(last_draft(&closed).expect("a draft").form.who, "fatma");
}

#[test]
fn a_form_with_nothing_in_it_leaves_no_draft() {
    let mut app = form();
    assert_eq!(work(&mut app, "Tab Esc"), []);
    let mut app = form();
    press(&mut app, "f");
    let id = last_draft(&wait(&mut app, 1_000)).expect("a draft").id;
    assert_eq!(work(&mut app, "Backspace Esc"), [Command::DropDraft(id)]);
}

#[test]
fn a_draft_comes_back_as_it_was_left() {
    let mut app = form();
    work(&mut app, WHOLE);
    press(&mut app, "Enter Enter İkinci_satır,");
    let given = close(&mut app);
    let draft = last_draft(&given).expect("a draft").clone();
    assert_eq!(draft.form.text, "Soğuk.\n\nİkinci satır,");
    let again = RegisterScreen::restore(at_counter(), draft.clone(), &text());
    assert_eq!(again.draft(), draft.form);
    let mut app = opened(again);
    assert_pictures!("restored", &mut app);
    assert_eq!(close(&mut app), [], "the desk has it already");
}

#[test]
fn every_field_of_a_draft_stands_in_the_form() {
    use crate::domain::application::{ApplicationKind, Attachment, Channel, Media, TopicCode};
    use crate::domain::message::{MessageChannel, MessageLanguage};
    use crate::domain::person::{AgeGroup, Education, Gender, PersonKind, Sector};
    let file = Attachment {
        hash: "ab".repeat(32),
        size: 7,
        media: Media::Png,
    };
    let form = RegistrationDraft {
        who: "veli".into(),
        person: Some(people()[1].id),
        known: None,
        person_kind: PersonKind::WithoutNumber,
        identity_number: "P-12345".into(),
        given_name: "Ayşe Nur".into(),
        family_name: "Özgün".into(),
        phone: "dahili 12".into(),
        birth_date: "bahar 1950".into(),
        age_group: Some(AgeGroup::From45To64),
        gender: Some(Gender::Female),
        education: Some(Education::Postgraduate),
        sector: Some(Sector::Farmer),
        place: Some(Place {
            province: 34,
            district: Some(3),
        }),
        neighbourhood: "kendi yazdığı".into(),
        notify: MessageChannel::Email,
        email: "ayse@ornek".into(),
        language: MessageLanguage::En,
        channel: Channel::EGovernment,
        application_kind: ApplicationKind::InformationRequest,
        topic: Some(TopicCode("12.01".into())),
        text: "Bir.\n\n  İki.\n".into(),
        signed_petition: true,
        attachments: vec![(file, "ek.png".into())],
    };
    let draft = Draft {
        id: DraftId(Uuid::from_u128(1)),
        counter: 3,
        visit: None,
        form: form.clone(),
    };
    let screen = RegisterScreen::restore(at_counter(), draft, &text());
    assert_eq!(screen.draft(), form);
    insta::assert_snapshot!("full_120x40", picture(&mut opened(screen), 120, 40));
}

#[test]
fn a_draft_that_cannot_be_kept_is_said_once_and_tried_again() {
    let mut app = form();
    press(&mut app, "f");
    for (moment, said) in [(1_000, true), (2_000, false)] {
        app.handle(Event::Tick, noon() + TimeDelta::milliseconds(moment));
        let jobs = app.take_jobs();
        let request = jobs.iter().find_map(|job| match job {
            Job::Command(request, _, Command::SaveDraft(_)) => Some(*request),
            _ => None,
        });
        let result = Err(DeskError::Closing);
        let request = request.expect("it is tried");
        app.handle(Event::Desk(Notice::Done { request, result }), noon());
        let picture = picture(&mut app, 80, 24);
        assert_eq!(picture.contains("Taslak saklanamadı"), said, "{picture}");
        assert!(picture.contains("Kim           f"), "{picture}");
        if said {
            press(&mut app, "Esc");
        }
    }
}

#[test]
fn what_is_usual_needs_few_keys() {
    let mut app = form();
    let given = work(&mut app, &format!("{WHOLE} F10"));
    let Some(Command::Register(registration)) = given.last() else {
        panic!("no registration in {given:?}");
    };
    let ahmet = people().remove(0);
    assert_eq!(registration.form.person, Some(ahmet.id));
    assert_eq!(registration.form.identity_number, "10000000146");
    assert_eq!(registration.form.phone, "0532 123 45 67");
    assert_eq!(registration.form.text, "Soğuk.");
    assert_eq!(
        (registration.visit, &registration.accepted[..]),
        (Some(visit()), &[][..])
    );
    assert_eq!(registration.draft, last_draft(&given).map(|draft| draft.id));
}

#[test]
fn no_warning_stops_a_registration_and_each_has_its_reason() {
    let mut app = form();
    assert_eq!(register_of(&work(&mut app, "F10")), None, "it asks first");
    // A common reason, one of one's own, none for the others.
    let given = work(&mut app, "1 kendi_sözü Enter F10");
    let registration = register_of(&given).expect("a registration");
    let accepted: Vec<_> = registration
        .accepted
        .iter()
        .map(|accepted| (accepted.warning, accepted.reason.as_str()))
        .collect();
    assert_eq!(
        accepted,
        [
            (
                RegistrationWarning::IdentityNumberMissing,
                "Kimlik belgesi yanında değil"
            ),
            (RegistrationWarning::NameMissing, "kendi sözü"),
            (RegistrationWarning::PhoneMissing, ""),
            (RegistrationWarning::TopicMissing, ""),
            (RegistrationWarning::TextMissing, ""),
        ]
    );
}

#[test]
fn reasons_are_remembered_when_the_clerk_goes_back() {
    let mut app = form();
    work(&mut app, "F10 1 Esc F10");
    assert!(picture(&mut app, 80, 24).contains("Gerekçe: Kimlik belgesi yanında değil"));
}

fn register_of(commands: &[Command]) -> Option<&crate::desk::command::Registration> {
    commands.iter().find_map(|command| match command {
        Command::Register(registration) => Some(registration.as_ref()),
        _ => None,
    })
}

#[test]
fn a_failed_registration_leaves_everything_on_the_screen() {
    let mut app = form();
    work(&mut app, WHOLE);
    press(&mut app, "F10");
    let jobs = app.take_jobs();
    let request = jobs.iter().find_map(|job| match job {
        Job::Command(request, _, Command::Register(_)) => Some(*request),
        _ => None,
    });
    press(&mut app, "x");
    let request = request.expect("a registration");
    let result = Err(DeskError::Closing);
    app.handle(Event::Desk(Notice::Done { request, result }), noon());
    let picture = picture(&mut app, 80, 24);
    assert!(
        picture.contains("Soğuk.") && !picture.contains("Soğuk.x"),
        "{picture}"
    );
    assert!(
        picture.contains(&DeskError::Closing.sentence(&text())),
        "{picture}"
    );
    press(&mut app, "Esc x");
    assert_eq!(
        last_draft(&close(&mut app)).expect("a draft").form.text,
        "Soğuk.x"
    );
}

#[test]
fn a_file_that_is_not_taken_says_why_and_the_path_stays() {
    let mut app = form();
    work(&mut app, WHOLE);
    work(&mut app, "Tab Tab");
    paste(&mut app, "'/mnt/usb/yok.pdf'\n");
    press(&mut app, "F10");
    let jobs = app.take_jobs();
    let request = jobs.iter().find_map(|job| match job {
        Job::Command(request, _, Command::Attach { file }) => {
            assert_eq!(file.as_path(), "/mnt/usb/yok.pdf");
            Some(*request)
        }
        _ => None,
    });
    let request = request.expect("saving takes the file in first");
    let result = Err(DeskError::File(FileError::NotFound));
    app.handle(Event::Desk(Notice::Done { request, result }), noon());
    assert_eq!(register_of(&serve(&mut app)), None);
    assert_pictures!("file_fault", &mut app);
}

#[test]
fn a_file_is_taken_in_once_and_can_be_let_go() {
    let mut app = form();
    work(&mut app, WHOLE);
    work(&mut app, "Tab Tab /a.pdf Enter /a.pdf Enter /b.pdf Enter");
    let names = |app: &mut App| {
        let draft = last_draft(&close(app)).expect("a draft").clone();
        let names = draft.form.attachments.into_iter().map(|(_, name)| name);
        names.collect::<Vec<_>>()
    };
    assert_eq!(names(&mut app), ["a.pdf", "b.pdf"]);
    work(&mut app, "C-r");
    assert_eq!(names(&mut app), ["a.pdf"]);
}

#[test]
fn a_number_beyond_doubt_chooses_its_only_owner() {
    let mut app = form();
    let given = work(&mut app, "10000000146 Enter F10 Esc");
    let whole = &last_draft(&given).expect("a draft").form;
    assert_eq!(whole.person, Some(people()[0].id));
    let mut app = form();
    let given = work(&mut app, "100000001 Enter F10 Esc");
    let draft = last_draft(&given).cloned();
    assert_eq!(
        draft.and_then(|draft| draft.form.person),
        None,
        "a part of it does not"
    );
}

#[test]
fn somebody_else_empties_the_person_and_keeps_the_application() {
    let mut app = form();
    work(&mut app, WHOLE);
    let given = work(&mut app, "C-n Tab");
    let form = &last_draft(&given).expect("a draft").form;
    assert_eq!((form.person, form.given_name.as_str()), (None, ""));
    assert_eq!(form.text, "Soğuk.");
    assert_eq!(form.place.map(|place| place.province), Some(6));
}

#[test]
fn somebody_typed_after_a_visitor_was_chosen_is_somebody_else() {
    let mut app = form();
    work(&mut app, "ahmet Down Enter PgUp");
    let given = work(&mut app, "fatma_kaya Enter");
    let form = &last_draft(&given).expect("a draft").form;
    assert_eq!(form.person, None);
    assert_eq!(
        (form.given_name.as_str(), form.identity_number.as_str()),
        ("Fatma", "")
    );
}

#[test]
fn another_number_than_the_visitor_s_is_noticed() {
    let mut app = form();
    work(
        &mut app,
        "ahmet Down Enter PgUp Tab Tab Tab C-u 10000000214 Tab",
    );
    assert!(picture(&mut app, 80, 24).contains("Kimlik no kayıtlıdakinden farklı"));
}

#[test]
fn megabytes_pasted_are_cut_at_the_limit_and_said() {
    let mut app = form();
    work(&mut app, "ahmet Down Enter Tab Tab kalorifer Enter");
    let petition = "Suyumuz\u{202e} akmıyor.\u{0}\u{1b}[31m\r\n".repeat(400_000);
    paste(&mut app, &petition);
    serve(&mut app);
    let shown = picture(&mut app, 80, 24);
    assert!(shown.contains("Alan doldu"), "{shown}");
    let given = close(&mut app);
    let text = &last_draft(&given).expect("a draft").form.text;
    assert_eq!(text.chars().count(), 20_000);
    assert!(text.starts_with("Suyumuz akmıyor.\nSuyumuz akmıyor.\n"));
}

#[test]
fn throwing_the_form_away_is_asked() {
    let mut app = form();
    work(&mut app, "fatma Tab");
    let kept = work(&mut app, "F8 Enter");
    assert!(
        !kept
            .iter()
            .any(|command| matches!(command, Command::DropDraft(_)))
    );
    let gone = work(&mut app, "F8 2");
    assert!(
        matches!(gone.as_slice(), [Command::DropDraft(_)]),
        "{gone:?}"
    );
}

#[test]
fn the_window_may_shrink_while_somebody_types() {
    let mut app = form();
    work(
        &mut app,
        "ahmet Down Enter 2 Tab Tab su_kesik Enter Suyumuz",
    );
    app.handle(Event::Terminal(TerminalEvent::Resize(20, 5)), noon());
    press(&mut app, "_yok");
    insta::assert_snapshot!("small_60x16", picture(&mut app, 60, 16));
    assert!(picture(&mut app, 60, 16).contains("Suyumuz yok"));
    let given = close(&mut app);
    assert_eq!(
        last_draft(&given).expect("a draft").form.text,
        "Suyumuz yok"
    );
}

#[test]
fn in_english_and_without_colours_or_blocks() {
    let english = Text::new(Locale::En);
    let screen = RegisterScreen::blank(at_counter(), Some(visit()), &english);
    let theme = Theme::new(ThemeKind::NoColour, GlyphSet::Ascii);
    let mut app = app_with(screen, Locale::En, theme);
    serve(&mut app);
    work(&mut app, "fatma_kaya Enter 10000000147 Tab 0532 Tab");
    let picture = picture(&mut app, 80, 24);
    insta::assert_snapshot!("english_80x24", picture);
}

#[test]
fn another_language_keeps_what_was_typed() {
    let mut app = form();
    work(&mut app, WHOLE);
    let draft = last_draft(&close(&mut app)).expect("a draft").clone();
    let mut screen = RegisterScreen::restore(at_counter(), draft.clone(), &text());
    let english = Text::new(Locale::En);
    let mut requests = 0;
    let mut cx = Context::new(noon(), &english, &mut requests);
    screen.update(Message::Translated, &mut cx);
    assert_eq!(screen.draft(), draft.form);
    let mut app = app_with(screen, Locale::En, Theme::default());
    assert!(picture(&mut app, 80, 24).contains("Topic        Education"));
}

#[path = "random_tests.rs"]
mod random;
