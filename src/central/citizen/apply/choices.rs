//! Choices of a form: by the names the values are stored under.

use crate::i18n::Text;
use crate::labels::Label;
use serde::de::DeserializeOwned;
use serde::{Serialize, de};

/// A value to choose.
pub(super) struct Choice {
    pub(super) value: String,
    pub(super) label: String,
    pub(super) chosen: bool,
}

impl Choice {
    /// All values of a kind, in their order.
    pub(super) fn all<T: Label + Serialize>(chosen: Option<T>, text: &Text) -> Vec<Self> {
        let choice = |value: &T| Self {
            value: name_of(value),
            label: text.get(value.key()),
            chosen: chosen == Some(*value),
        };
        T::CHOICES.iter().map(choice).collect()
    }
}

/// The value with a name.
pub(super) fn named<T: DeserializeOwned>(name: &str) -> Option<T> {
    let name = de::value::StrDeserializer::<de::value::Error>::new(name);
    T::deserialize(name).ok()
}

/// The name of a value that is one of a few.
fn name_of(value: &impl Serialize) -> String {
    let json = serde_json::to_value(value).unwrap_or_default();
    json.as_str().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::application::ApplicationKind;
    use crate::domain::message::MessageChannel;
    use crate::domain::person::{AgeGroup, Education, Gender, PersonKind, Sector};
    use crate::i18n::Locale;
    use std::fmt::Debug;

    fn all_are_read<T: Label + Serialize + DeserializeOwned + Debug>() {
        let choices = Choice::all::<T>(None, &Text::new(Locale::Tr));
        let read: Vec<T> = choices.iter().filter_map(|one| named(&one.value)).collect();
        assert_eq!(read, T::CHOICES);
        assert!(named::<T>("no such value").is_none());
    }

    #[test]
    fn every_choice_is_read_by_its_name() {
        all_are_read::<ApplicationKind>();
        all_are_read::<MessageChannel>();
        all_are_read::<PersonKind>();
        all_are_read::<AgeGroup>();
        all_are_read::<Gender>();
        all_are_read::<Education>();
        all_are_read::<Sector>();
    }
}
