//! What a terminal remembers from one start to the next: nothing that cannot be chosen anew.

use std::fs;
use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::theme::ThemeKind;
use crate::domain::ids::{Counter, StaffId};
use crate::i18n::Locale;

/// What was chosen last.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Memory {
    /// The counter.
    pub counter: Option<Counter>,
    /// The clerk, by id: names are in the desk's file alone.
    pub clerk: Option<StaffId>,
    /// The language.
    pub language: Option<Locale>,
    /// The colours.
    pub theme: Option<ThemeKind>,
}

impl Memory {
    /// What the file says; nothing, when it is missing or is not ours.
    #[must_use]
    pub fn load(file: &Path) -> Self {
        fs::read_to_string(file)
            .ok()
            .and_then(|text| serde_json::from_str(&text).ok())
            .unwrap_or_default()
    }

    /// Writes the file whole or not at all.
    ///
    /// # Errors
    /// When the folder cannot be made or written to.
    pub fn save(&self, file: &Path) -> io::Result<()> {
        let folder = file.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(folder)?;
        let new = tempfile::NamedTempFile::new_in(folder)?;
        serde_json::to_writer(&new, self)?;
        new.persist(file)?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_saved_is_loaded_and_a_spoilt_file_is_no_trouble() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("not/yet/there.json");
        assert_eq!(Memory::load(&file), Memory::default());
        let memory = Memory {
            counter: Some(3),
            clerk: Some(StaffId(uuid::Uuid::from_u128(7))),
            language: Some(Locale::En),
            theme: Some(ThemeKind::HighContrast),
        };
        memory.save(&file).unwrap();
        memory.save(&file).unwrap();
        assert_eq!(Memory::load(&file), memory);
        for spoilt in ["", "[]", "{\"counter\":70000}", "\u{0}"] {
            fs::write(&file, spoilt).unwrap();
            assert_eq!(Memory::load(&file), Memory::default(), "{spoilt}");
        }
        fs::write(&file, r#"{"counter":3,"of_a_later_version":1}"#).unwrap();
        assert_eq!(Memory::load(&file).counter, Some(3));
    }
}
