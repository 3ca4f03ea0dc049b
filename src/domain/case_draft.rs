//! What is being typed for a step with a case.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::ids::{ApplicationId, DraftId};

/// A page of a case that was begun and is no step yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseDraft {
    /// A text that is gone on with, at whichever counter, keeps its id.
    pub id: DraftId,
    /// The case; of a decision the operation it is about.
    pub application: ApplicationId,
    /// The page it is typed on, by its name.
    pub sheet: String,
    pub typed: Typed,
}

/// What stands in the fields of a page, by their names: the text as typed, or the label of what is
/// chosen. A label and no position: what can be chosen may be listed otherwise by the time the
/// page is opened again.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Typed(pub BTreeMap<String, String>);
