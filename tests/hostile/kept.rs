//! What the desk's file holds.

use acikkapi::desk::System;
use acikkapi::domain::registration::RegistrationDraft;
use acikkapi::store::{Location, Reader, check};

fn drafts(location: &Location) -> Vec<RegistrationDraft> {
    let reader = Reader::open(location).expect("the file opens");
    let drafts = reader.read().drafts().expect("read");
    drafts.into_iter().map(|(draft, _)| draft.form).collect()
}

/// The text of the one form that was not finished; empty before it was first saved.
pub fn draft_text(location: &Location) -> String {
    let mut drafts = drafts(location);
    assert!(drafts.len() <= 1);
    drafts.pop().unwrap_or_default().text
}

/// The text typed on a page of the only application; `None` when nothing is kept.
pub fn case_text(location: &Location) -> Option<String> {
    let reader = Reader::open(location).expect("the file opens");
    let found = reader.read().find_applications("zeynep", 1).expect("read");
    let mut drafts = reader.read().case_drafts(found.rows[0].id).expect("read");
    assert!(drafts.len() <= 1);
    drafts.pop()?.typed.0.remove("text")
}

/// The file is whole, and says what its log says.
pub fn assert_sound(location: &Location) {
    let reader = Reader::open(location).expect("the file opens");
    assert_eq!(check::integrity(&reader).expect("read"), [""; 0]);
    assert_eq!(check::chain(&reader).expect("read").fault, None);
    let different = check::projections(location, &mut System).expect("replayed");
    assert_eq!(different, []);
}
