//! What is typed on a sheet, over the end of the program.

use super::*;
use crate::desk::command::CaseDraft;
use crate::tui::app::Event;

/// The page of a case at its unit, with an answer of which the first words were typed and kept.
fn begun() -> (Bench, CaseDraft) {
    let mut bench = page(after(&[(route(), "")]));
    bench.press("3 2 Tab 2 Tab Arıza");
    bench.wait(1);
    let draft = bench.kept().expect("handed over at a pause");
    (bench, draft)
}

/// The page as it is after the program ended with this draft kept.
fn afterwards(draft: CaseDraft) -> Bench {
    let mut view = after(&[(route(), "")]);
    view.drafts = vec![draft];
    page(view)
}

#[test]
fn what_is_typed_is_kept_and_comes_back_as_it_was_left() {
    let (mut bench, draft) = begun();
    bench.press_every(TimeDelta::milliseconds(1), "_yok.");
    bench.happen(Event::Closing);
    let last = bench.kept().expect("handed over at the end");
    assert_eq!(
        (last.id, last.typed.0["text"].as_str()),
        (draft.id, "Arıza yok.")
    );
    pictures!("begun", afterwards(last.clone()));
    let open = || {
        let mut bench = afterwards(last.clone());
        bench.press("3");
        bench
    };
    pictures!("came_back", open());
    let mut bench = open();
    bench.press("F10");
    let Command::Case(command) = bench.command() else {
        panic!("a step, and nothing more to keep");
    };
    assert_eq!(
        command.draft,
        Some(draft.id),
        "the draft goes with the step"
    );
    let CaseAction::Answer {
        outcome,
        source,
        said,
        ..
    } = &command.action
    else {
        panic!("an answer");
    };
    assert_eq!(
        (*outcome, *source),
        (Outcome::PartlyPositive, AnswerSource::Telephone)
    );
    assert_eq!(said.text, line("Arıza yok."));
    bench.press("x");
    bench.happen(Event::Closing);
    assert!(
        matches!(bench.command(), Command::Case(_)),
        "no draft after its step"
    );
}

#[test]
fn what_was_typed_goes_only_when_the_clerk_says_so() {
    let (mut bench, draft) = begun();
    bench.press("Esc");
    assert!(bench.says("Çıkarsanız metin saklanır"));
    bench.press("Tab Enter");
    assert!(
        bench.is_idle() && bench.says("Metin saklandı."),
        "{}",
        bench.screen()
    );
    let mut bench = afterwards(draft.clone());
    bench.press("3 S-Tab Esc Tab Tab Enter");
    assert_eq!(bench.command(), &Command::DropCaseDraft(draft.id));
    assert!(bench.says("Yazılanlar silindi."), "{}", bench.screen());
}

#[test]
fn a_text_of_another_page_stays_out_of_the_way() {
    let (_, mut draft) = begun();
    draft.sheet = "case.reopen".into();
    let mut bench = afterwards(draft);
    assert!(!bench.says("Yarım kalan metin"), "it has no key now");
    bench.press("3");
    assert!(!bench.says("Arıza"));
}

#[test]
fn a_text_that_cannot_be_kept_is_said_once_and_tried_again() {
    let mut bench = page(after(&[(route(), "")]));
    bench.press("5 Tab Tab Tab Tab Kapalı");
    bench.done(Err(DeskError::Closing));
    let said = DeskError::Closing.sentence(&Text::new(crate::i18n::Locale::Tr));
    assert!(bench.says(&said));
    bench.wait(2);
    assert_eq!(bench.kept().unwrap().typed.0["text"], "Kapalı");
}
