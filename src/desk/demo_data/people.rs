//! Made-up people of a province, who come once or again and again.

use chrono::{Days, NaiveDate};
use rand::distr::Distribution;
use rand::distr::weighted::WeightedIndex;
use rand::rngs::StdRng;
use rand::{RngExt, SeedableRng};

use super::names::{Names, falling};
use crate::catalog::Catalog;
use crate::domain::date::write_date;
use crate::domain::identity::with_check_digits;
use crate::domain::ids::PersonId;
use crate::domain::person::{Birth, Education, Gender, PersonKind, Place, Sector};
use crate::domain::priority::{Basis, PriorityClaims, PriorityClass, is_over_65};
use crate::domain::registration::RegistrationDraft;
use crate::text::{fold, upper_tr};

/// Plate of İzmir: a province with so many inhabitants that a million applications are believed.
pub(super) const PROVINCE: u8 = 35;

/// Share of applications of somebody who has applied before.
const RETURNING: f64 = 0.4;
/// Share of returning visitors who have another phone now.
const NEW_PHONE: f64 = 0.02;
/// Days over which the birth dates are spread, from 1932 on; the youngest are adults in 2016.
const BIRTH_DAYS: u64 = 66 * 365;

/// Somebody of the province. What is not kept follows from the seed.
#[derive(Debug, Clone, Copy)]
struct Resident {
    seed: u64,
    /// Tells people apart: makes the identity number.
    nth: u32,
    /// The last seven digits of the phone.
    phone: u32,
    /// Once registered.
    id: Option<PersonId>,
}

/// Everybody who has come so far, and where people live.
pub(super) struct Population {
    names: Names,
    districts: Vec<District>,
    district: WeightedIndex<f64>,
    residents: Vec<Resident>,
    /// Whose each application was, so that who came often comes more often.
    applicants: Vec<Who>,
}

/// A resident, by the order they came first.
pub(super) type Who = usize;

struct District {
    place: Place,
    neighbourhoods: Vec<String>,
    neighbourhood: WeightedIndex<f64>,
}

impl Population {
    /// Nobody yet.
    pub(super) fn new(catalog: &Catalog) -> Self {
        let codes = catalog
            .places()
            .province(PROVINCE)
            .into_iter()
            .flat_map(|province| province.districts())
            .map(|district| district.code);
        let districts: Vec<District> = codes.map(|code| District::new(catalog, code)).collect();
        // How many neighbourhoods a district has tells roughly how many people.
        let weights = districts.iter().map(|district| district.weight());
        Self {
            names: Names::new(),
            district: WeightedIndex::new(weights).expect("the province has districts"),
            districts,
            residents: Vec::new(),
            applicants: Vec::new(),
        }
    }

    /// Who applies now.
    pub(super) fn applicant(&mut self, random: &mut StdRng) -> Who {
        let returns = !self.applicants.is_empty() && random.random_bool(RETURNING);
        let who = if returns {
            self.applicants[random.random_range(0..self.applicants.len())]
        } else {
            self.newcomer(random)
        };
        if returns && random.random_bool(NEW_PHONE) {
            self.residents[who].phone = phone(random);
        }
        self.applicants.push(who);
        who
    }

    fn newcomer(&mut self, random: &mut StdRng) -> Who {
        let who = self.residents.len();
        self.residents.push(Resident {
            seed: random.random(),
            nth: u32::try_from(who).expect("fewer people than in the world"),
            phone: phone(random),
            id: None,
        });
        who
    }

    /// Who they are known as from now on.
    pub(super) fn registered(&mut self, who: Who, id: PersonId) {
        self.residents[who].id = Some(id);
    }

    /// Fills the personal part of a form as a clerk does.
    pub(super) fn fill(&self, who: Who, form: &mut RegistrationDraft) {
        let resident = &self.residents[who];
        // Always the same draws in the same order: always the same person.
        let random = &mut StdRng::seed_from_u64(resident.seed);
        form.person = resident.id;
        resident.identify(form, random);
        self.name(form, random);
        form.phone = match random.random_range(0..50) {
            0 | 1 => String::new(),
            2 => format!("{:07}", resident.phone),
            _ => format!("0500 {:07}", resident.phone),
        };
        let born = resident.born();
        match random.random_range(0..10) {
            0 => {}
            1 => form.age_group = Birth::Date(born).group(born + Days::new(BIRTH_DAYS / 2)),
            _ => form.birth_date = write_date(born),
        }
        form.education = told(&Education::ALL, random);
        form.sector = told(&Sector::ALL, random);
        let district = &self.districts[self.district.sample(random)];
        form.place = Some(district.place);
        form.neighbourhood = district.neighbourhoods[district.neighbourhood.sample(random)].clone();
    }

    /// A name, mostly as it is spelled; sometimes in capitals or without the Turkish letters.
    fn name(&self, form: &mut RegistrationDraft, random: &mut StdRng) {
        let gender = Gender::ALL[random.random_range(0..Gender::ALL.len())];
        let given = self.names.given(gender, random);
        let family = self.names.family(random).to_owned();
        form.gender = random.random_bool(0.9).then_some(gender);
        (form.given_name, form.family_name) = match random.random_range(0..20) {
            0 => (fold(&given), fold(&family)),
            1 => (upper_tr(&given), upper_tr(&family)),
            _ => (given, family),
        };
    }

    /// The priority classes of a visitor; mostly none.
    pub(super) fn claims(&self, who: Who, today: NaiveDate) -> PriorityClaims {
        let resident = &self.residents[who];
        let mut claims = PriorityClaims::none();
        if is_over_65(resident.born(), today) {
            claims.insert(PriorityClass::Over65, Basis::BirthDate);
        }
        match resident.seed % 50 {
            0 | 1 => claims.insert(PriorityClass::Disabled, Basis::DocumentSeen),
            2 => claims.insert(PriorityClass::Pregnant, Basis::Declaration),
            3 => claims.insert(PriorityClass::MartyrRelative, Basis::DocumentSeen),
            4 => claims.insert(PriorityClass::VeteranRelative, Basis::Declaration),
            _ => {}
        }
        claims
    }
}

impl Resident {
    fn born(&self) -> NaiveDate {
        let first = NaiveDate::from_ymd_opt(1932, 1, 1).expect("a date");
        first + Days::new((self.seed >> 8) % BIRTH_DAYS)
    }

    /// Kind and identity number: of most a citizen's, of some a foreigner's, of few none.
    fn identify(&self, form: &mut RegistrationDraft, random: &mut StdRng) {
        (form.person_kind, form.identity_number) = match random.random_range(0..100) {
            0 | 1 => (PersonKind::WithoutNumber, String::new()),
            2..5 => (PersonKind::Foreigner, foreigners_number(self.nth)),
            // Forgotten at home.
            5 => (PersonKind::Citizen, String::new()),
            _ => (PersonKind::Citizen, citizens_number(self.nth)),
        };
    }
}

impl District {
    fn new(catalog: &Catalog, code: u16) -> Self {
        let place = Place {
            province: PROVINCE,
            district: Some(code),
        };
        let mut neighbourhoods: Vec<String> = catalog
            .neighbourhoods()
            .of(place)
            .into_iter()
            .map(str::to_owned)
            .collect();
        if neighbourhoods.is_empty() {
            neighbourhoods.push("Merkez".to_owned());
        }
        Self {
            place,
            neighbourhood: falling(neighbourhoods.len(), 2.0),
            neighbourhoods,
        }
    }

    #[expect(clippy::cast_precision_loss, reason = "a few hundred at most")]
    fn weight(&self) -> f64 {
        self.neighbourhoods.len() as f64
    }
}

/// A number that keeps the rule of the registry. One may happen to be somebody's, as may any that
/// keeps the rule; name and number are drawn apart, so that no record is a real person's.
fn citizens_number(nth: u32) -> String {
    // Neighbours far apart, and nobody twice: the factor has no divisor in common with the range.
    let step = u64::from(nth) * 37_139_213 % 800_000_000;
    let first = 100_000_000 + u32::try_from(step).expect("less than the range");
    with_check_digits(first).expect("nine digits")
}

fn foreigners_number(nth: u32) -> String {
    with_check_digits(990_000_000 + nth % 10_000_000).expect("nine digits")
}

/// Of the ten million numbers behind 0500, which nobody is given.
fn phone(random: &mut StdRng) -> u32 {
    random.random_range(0..10_000_000)
}

/// One of these, as far as it is told.
fn told<T: Copy>(all: &[T], random: &mut StdRng) -> Option<T> {
    let one = all[random.random_range(0..all.len())];
    random.random_bool(0.7).then_some(one)
}
