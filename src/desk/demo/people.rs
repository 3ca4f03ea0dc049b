//! Made-up people. Their numbers keep the rules and belong to a range nobody is given from; their
//! telephones begin with 500 000.

use crate::domain::identity::with_check_digits;
use crate::domain::person::{Education, Gender, Place, Sector};
use crate::domain::registration::RegistrationDraft;

/// Province plate of the made-up office.
pub(super) const PROVINCE: u8 = 32;

/// Who works in the made-up office; the reader of the screen is the first.
pub(super) const STAFF: [&str; 4] = [
    "Ayşe Demir",
    "Mehmet Yalçın",
    "Zeynep Kılıç",
    "Hasan Öztürk",
];

/// The governor's deputy, who decides on objections.
pub(super) const CHIEF: &str = "Nermin Aksu";

/// Somebody who comes to the made-up office.
#[derive(Debug, Clone, Copy)]
pub(super) struct Visitor {
    pub(super) given: &'static str,
    pub(super) family: &'static str,
    pub(super) gender: Gender,
    /// Day, month, year.
    pub(super) born: &'static str,
    pub(super) education: Option<Education>,
    pub(super) sector: Option<Sector>,
    /// District code and neighbourhood or village.
    pub(super) home: (u16, &'static str),
}

impl Visitor {
    /// Fills the personal part of a form, as a clerk types it. `nth` tells people apart.
    pub(super) fn fill(&self, nth: u32, form: &mut RegistrationDraft) {
        form.identity_number = number(nth);
        form.given_name = self.given.into();
        form.family_name = self.family.into();
        form.phone = format!("0500 000 {:02} {:02}", nth / 100, nth % 100);
        form.birth_date = self.born.into();
        form.gender = Some(self.gender);
        form.education = self.education;
        form.sector = self.sector;
        let (district, neighbourhood) = self.home;
        form.place = Some(Place {
            province: PROVINCE,
            district: Some(district),
        });
        form.neighbourhood = neighbourhood.into();
    }
}

/// The identity number of the `nth`.
fn number(nth: u32) -> String {
    with_check_digits(100_000_200 + nth * 7).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::identity::Tckn;

    #[test]
    fn made_up_numbers_keep_the_rule() {
        for nth in 0..1000 {
            let number = number(nth);
            assert!(Tckn::parse(&number).is_ok(), "{number}");
        }
    }
}
