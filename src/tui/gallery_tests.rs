//! Pictures of the frame and of every widget, on two made-up screens.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::app::{App, Event};
use super::chord::Chord;
use super::keymap::{Action, Binding, KeyTable, Keys, TableKind};
use super::keys::LIST;
use super::screen::{Context, Effect, Message, Screen, StatusChange, ViewContext};
use super::testing::{app, app_with, noon, paste, picture, press, styled_picture, wait};
use super::theme::{GlyphSet, Theme, ThemeKind};
use super::widgets::big_number;
use super::widgets::dialog::Dialog;
use super::widgets::form::{Field, Form};
use super::widgets::prompt::{Prompt, Prompted};
use super::widgets::table::{Column, Row, Table, Tone, Width};
use crate::desk::Notice;
use crate::i18n::{Locale, Text};
use crate::sync::status::{SyncState, SyncStatus};
use crate::text::CleanText;

const ASK: Action = Action::new("gallery.ask");
const REASON: Action = Action::new("gallery.reason");
const FAIL: Action = Action::new("gallery.fail");
const FORM_SCREEN: Action = Action::new("gallery.form");
const NUMBER: Action = Action::new("gallery.number");

/// Not one of the program's tables: its texts are those of others.
static KEYS: KeyTable = KeyTable {
    id: "gallery",
    title: "tui-keys-list",
    kind: TableKind::Commands,
    bindings: &[
        Binding::new(ASK, &[Chord::char('1')], "tui-accept").weight(80),
        Binding::new(REASON, &[Chord::char('2')], "tui-undo"),
        Binding::new(FAIL, &[Chord::char('3')], "tui-redo"),
        Binding::new(FORM_SCREEN, &[Chord::f(4)], "tui-new-line"),
        Binding::new(NUMBER, &[Chord::f(5)], "tui-clear-pick"),
    ],
};

struct ListScreen {
    table: Table<u32>,
}

impl ListScreen {
    fn new() -> Self {
        let columns = vec![
            Column::new("Sıra", Width::Cells(4)).right(),
            Column::new("Öncelik", Width::Share(2)),
            Column::new("Bekleme", Width::Cells(8)).right(),
            Column::new("Açıklama", Width::Share(3)).from_width(100),
        ];
        let mut table = Table::new(columns, "Bekleyen yok.");
        let row = |n: u32, class: &str, minutes: u32| {
            let tone = if minutes > 30 {
                Tone::Warning
            } else {
                Tone::Text
            };
            let late = if minutes > 30 { "! " } else { "" };
            Row::new(n)
                .cell(n.to_string())
                .toned(class, Tone::Accent)
                .toned(format!("{late}{minutes} dk"), tone)
                .toned("çağrı sırasını bekliyor", Tone::Muted)
        };
        table.set_rows(vec![
            row(42, "★ Gazi yakını", 34),
            row(43, "", 21),
            row(44, "★ 65 yaş üstü, engelli", 12),
            row(45, "", 8),
        ]);
        table.select(&43);
        Self { table }
    }
}

impl Screen for ListScreen {
    fn title(&self, _: &Text) -> String {
        "Sıra".into()
    }

    fn keys(&self) -> Keys {
        Keys::new().and(&LIST).and(&KEYS)
    }

    fn update(&mut self, message: Message, cx: &mut Context<'_>) {
        match message {
            Message::Shown => cx.effect(Effect::Status(StatusChange {
                office: Some(CleanText::line("Ankara Çankaya Kaymakamlığı")),
                counter: Some(3),
                clerk: Some(CleanText::line("Ayşe Yılmaz")),
                waiting: Some((2, 12)),
            })),
            Message::Action(ASK) => cx.push(
                Dialog::question("Sıra 42 kapatılsın mı?", "Ziyaretçi üç kez çağrıldı ve gelmedi. Gelirse sırası geri verilebilir.")
                    .button("Vazgeç", None)
                    .button("Gelmedi", Some(FAIL)),
            ),
            Message::Action(REASON) => cx.push(Prompt::new(
                REASON,
                "Sıra dışı çağrı",
                "Neden çağrılıyor? Gerekçe kayda geçer.",
                80,
            )),
            Message::Returned(value) => {
                if let Ok(Prompted { text, .. }) = value.take() {
                    cx.done(format!("Gerekçe alındı: {text}"));
                }
            }
            Message::Action(FAIL) => cx.fail(
                "Sıra kapatılamadı: başka bir banko aynı anda çağırmış. Hiçbir şey kaybolmadı; listeyi \
                 yenileyip yeniden deneyin. Sorun sürerse sorumluya haber verin.",
            ),
            Message::Action(FORM_SCREEN) => cx.push(FormScreen::new()),
            Message::Action(NUMBER) => cx.push(NumberScreen),
            other => {
                self.table.update(&other);
            }
        }
    }

    fn view(&self, frame: &mut Frame<'_>, area: Rect, cx: &ViewContext<'_>) {
        self.table.draw(frame, area, true, cx);
    }
}

struct NumberScreen;

impl Screen for NumberScreen {
    fn title(&self, _: &Text) -> String {
        "Başvuru numarası".into()
    }

    fn keys(&self) -> Keys {
        Keys::new()
    }

    fn update(&mut self, _: Message, _: &mut Context<'_>) {}

    fn view(&self, frame: &mut Frame<'_>, area: Rect, cx: &ViewContext<'_>) {
        big_number::draw(frame, area, "06014-26-01-00042-17", cx);
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Id {
    Number,
    Name,
    Birth,
    Kind,
    Classes,
    District,
    Text,
    Phone,
}

struct FormScreen {
    form: Form<Id>,
}

impl FormScreen {
    fn new() -> Self {
        let words = |list: &[&str]| list.iter().map(|w| (*w).to_owned()).collect::<Vec<_>>();
        let form = Form::new(vec![
            Field::line(Id::Number, "T.C. kimlik no", 20)
                .section("Başvuran")
                .hint("Numarasız başvuru da alınır; neden sorulur."),
            Field::line(Id::Name, "Adı soyadı", 60),
            Field::date(Id::Birth, "Doğum tarihi"),
            Field::choice(
                Id::Kind,
                "Türü",
                words(&["Talep", "Şikâyet", "Öneri", "İhbar", "Teşekkür"]),
            ),
            Field::several(
                Id::Classes,
                "Öncelik",
                words(&[
                    "Şehit yakını",
                    "Gazi",
                    "Gazi yakını",
                    "65 yaş üstü",
                    "Hamile",
                    "Engelli",
                ]),
            ),
            Field::pick(
                Id::District,
                "İlçe",
                words(&[
                    "Akyurt",
                    "Altındağ",
                    "Ayaş",
                    "Bala",
                    "Beypazarı",
                    "Çamlıdere",
                    "Çankaya",
                    "Çubuk",
                    "Elmadağ",
                    "Etimesgut",
                    "Evren",
                    "Gölbaşı",
                    "Güdül",
                    "Haymana",
                    "Kalecik",
                ]),
            )
            .section("Başvuru"),
            Field::area(Id::Text, "Metin", 120, 4),
            Field::line(Id::Phone, "Telefon", 20),
        ]);
        Self { form }
    }
}

impl Screen for FormScreen {
    fn title(&self, _: &Text) -> String {
        "Başvuru".into()
    }

    fn keys(&self) -> Keys {
        self.form.keys().and(&KEYS)
    }

    fn update(&mut self, message: Message, _: &mut Context<'_>) {
        self.form.update(&message);
        let short = self.form.text(Id::Number).as_str().chars().count() != 11;
        let warning = short.then(|| "11 hane olmalı; kayıt yine de yapılabilir.".to_owned());
        self.form.set_warning(Id::Number, warning);
    }

    fn view(&self, frame: &mut Frame<'_>, area: Rect, cx: &ViewContext<'_>) {
        self.form.draw(frame, area, cx);
    }
}

fn synced(app: &mut App, state: SyncState, queued: u64) {
    let sync = SyncStatus {
        queued,
        oldest_unsent: (queued > 0).then(|| noon() - chrono::TimeDelta::minutes(47)),
        last_receipt: None,
        state,
        trouble: None,
    };
    app.handle(Event::Desk(Notice::Sync(sync)), noon());
}

fn list() -> App {
    let mut app = app(ListScreen::new());
    synced(&mut app, SyncState::UpToDate, 0);
    app
}

fn filled_form() -> App {
    let mut app = list();
    press(
        &mut app,
        "F4 1234567 Tab Şükrü_Özgün Tab 29022023 Tab 2 Tab 1 6 Enter",
    );
    app
}

#[test]
fn frame_with_a_list() {
    insta::assert_snapshot!("list_80x24", picture(&mut list(), 80, 24));
    insta::assert_snapshot!("list_120x40", picture(&mut list(), 120, 40));
    insta::assert_snapshot!("list_smallest", picture(&mut list(), 60, 16));
}

#[test]
fn frame_in_english_and_offline() {
    let mut app = app_with(ListScreen::new(), Locale::En, Theme::default());
    synced(&mut app, SyncState::Offline { retry_at: noon() }, 12);
    insta::assert_snapshot!("list_english", picture(&mut app, 80, 24));
}

#[test]
fn every_theme() {
    for kind in ThemeKind::ALL {
        let theme = Theme::new(kind, GlyphSet::Unicode);
        let mut app = app_with(ListScreen::new(), Locale::Tr, theme);
        synced(&mut app, SyncState::UpToDate, 0);
        press(&mut app, "3");
        insta::assert_snapshot!(format!("theme_{kind:?}"), styled_picture(&mut app, 80, 16));
    }
}

#[test]
fn signs_without_unicode() {
    let theme = Theme::new(ThemeKind::NoColour, GlyphSet::Ascii);
    let mut app = app_with(ListScreen::new(), Locale::Tr, theme);
    press(&mut app, "F1");
    insta::assert_snapshot!("ascii_help", picture(&mut app, 80, 24));
}

#[test]
fn form() {
    let mut app = filled_form();
    insta::assert_snapshot!("form_80x24", picture(&mut app, 80, 24));
    insta::assert_snapshot!("form_120x40", picture(&mut app, 120, 40));
    insta::assert_snapshot!("form_smallest", picture(&mut app, 60, 16));
}

#[test]
fn form_with_an_open_list() {
    let mut app = filled_form();
    press(&mut app, "cank");
    insta::assert_snapshot!("form_pick", picture(&mut app, 80, 24));
    press(&mut app, "Backspace Backspace Backspace Backspace");
    insta::assert_snapshot!("form_pick_smallest", picture(&mut app, 60, 16));
    press(&mut app, "zzz");
    insta::assert_snapshot!("form_pick_nothing", picture(&mut app, 80, 24));
}

#[test]
fn form_with_text_that_does_not_fit() {
    let mut app = filled_form();
    press(&mut app, "cank Enter");
    let text = "Sayın Valilik,\n\nMahallemizdeki yolun onarılmasını istiyoruz. Yağmurda çocuklar okula gidemiyor. \
                Bu cümle alana sığmıyor, sonu alınmayacak.";
    paste(&mut app, text);
    insta::assert_snapshot!("form_text_cut", picture(&mut app, 80, 24));
}

#[test]
fn help() {
    let mut app = list();
    press(&mut app, "F1");
    insta::assert_snapshot!("help_80x24", picture(&mut app, 80, 24));
    insta::assert_snapshot!("help_120x40", picture(&mut app, 120, 40));
    let mut app = filled_form();
    press(&mut app, "F1");
    picture(&mut app, 80, 24);
    press(&mut app, "End");
    insta::assert_snapshot!("help_form_end", picture(&mut app, 80, 24));
}

#[test]
fn palette() {
    let mut app = list();
    press(&mut app, "C-p");
    insta::assert_snapshot!("palette_80x24", picture(&mut app, 80, 24));
    press(&mut app, "cik");
    insta::assert_snapshot!("palette_filtered", styled_picture(&mut app, 80, 24));
}

#[test]
fn questions() {
    let mut app = list();
    press(&mut app, "1");
    insta::assert_snapshot!("dialog_80x24", picture(&mut app, 80, 24));
    press(&mut app, "Esc 2 Enter");
    insta::assert_snapshot!("prompt_80x24", picture(&mut app, 80, 24));
    press(&mut app, "hasta_çocuk Enter");
    insta::assert_snapshot!("prompt_answered", picture(&mut app, 80, 24));
}

#[test]
fn messages() {
    let mut app = list();
    press(&mut app, "1 2");
    wait(&mut app, 3600);
    insta::assert_snapshot!("error_stays", picture(&mut app, 80, 24));
    press(&mut app, "Esc");
    insta::assert_snapshot!("error_read", picture(&mut app, 80, 24));
}

#[test]
fn number() {
    let mut app = list();
    press(&mut app, "F5");
    insta::assert_snapshot!("number_80x24", picture(&mut app, 80, 24));
    insta::assert_snapshot!("number_smallest", picture(&mut app, 60, 16));
    insta::assert_snapshot!("number_170x40", picture(&mut app, 170, 40));
}

#[test]
fn too_small() {
    let mut app = filled_form();
    insta::assert_snapshot!("too_small_20x5", picture(&mut app, 20, 5));
    insta::assert_snapshot!("too_small_59x16", picture(&mut app, 59, 16));
}
