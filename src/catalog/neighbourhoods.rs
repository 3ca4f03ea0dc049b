//! Neighbourhoods and villages by district, to pick from.
//!
//! Columns `il,ilce,mahalle`: the province (name or plate), the district (name or code) and the
//! name. The shipped list has every neighbourhood and village of the statistics office's
//! register; a village's name ends in "Köyü". What a person says is still kept as it is said:
//! lists age, and no list may stand between a visitor and an application.

use std::collections::BTreeMap;

use super::places::{Places, Province};
use super::problem::{Allowed, Fault, RowFault};
use super::table::{self, Row};
use crate::domain::person::Place;
use crate::text::collation_key;

const COLUMNS: &[&str] = &["il", "ilce", "mahalle"];

/// Province plate and district code.
type DistrictKey = (u8, u16);

/// The neighbourhoods of Türkiye.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Neighbourhoods {
    /// The names of a district, a line each: one text instead of fifty thousand.
    districts: BTreeMap<DistrictKey, String>,
}

impl Neighbourhoods {
    /// Reads a list of neighbourhoods in `places`.
    pub(super) fn parse(text: &str, places: &Places) -> Result<Self, Vec<RowFault>> {
        let mut list = Self::default();
        let mut finder = Finder::new(places);
        let mut names = String::new();
        let mut names_of = None;
        let faults = table::read(text, COLUMNS, |row| {
            let district = Some(finder.district(row)?);
            if district != names_of {
                list.add(names_of, &std::mem::take(&mut names));
                names_of = district;
            }
            names.push_str(&row.required(2)?);
            names.push('\n');
            Ok(())
        });
        list.add(names_of, &names);
        if faults.is_empty() {
            Ok(list)
        } else {
            Err(faults)
        }
    }

    fn add(&mut self, district: Option<DistrictKey>, names: &str) {
        if let Some(district) = district {
            self.districts.entry(district).or_default().push_str(names);
        }
    }

    /// The neighbourhoods of a district in Turkish alphabetical order; empty for a district the
    /// list does not have, and for a place without a district.
    #[must_use]
    pub fn of(&self, place: Place) -> Vec<&str> {
        let key = place.district.map(|district| (place.province, district));
        let names = key.and_then(|key| self.districts.get(&key));
        let mut names: Vec<&str> = names.map_or("", String::as_str).lines().collect();
        names.sort_by_cached_key(|name| collation_key(name));
        names.dedup();
        names
    }

    /// How many there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.districts
            .values()
            .map(|names| names.lines().count())
            .sum()
    }
}

/// Finds the district of each row; files are mostly grouped, so the last one is remembered.
struct Finder<'a> {
    places: &'a Places,
    last: Option<(String, String, DistrictKey)>,
}

impl<'a> Finder<'a> {
    fn new(places: &'a Places) -> Self {
        Self { places, last: None }
    }

    fn district(&mut self, row: &Row<'_>) -> Result<DistrictKey, Fault> {
        let (province, district) = (row.raw(0), row.raw(1));
        if let Some((p, d, key)) = &self.last
            && p == province
            && d == district
        {
            return Ok(*key);
        }
        let found = self.places.find_province(province);
        let found = found.ok_or_else(|| row.wrong(0, Allowed::Province))?;
        let code = match found.find_district(district) {
            Some(district) => district.code,
            None => return Err(row.wrong(1, districts_of(found))),
        };
        let key = (found.plate, code);
        self.last = Some((province.to_owned(), district.to_owned(), key));
        Ok(key)
    }
}

fn districts_of(province: &Province) -> Allowed {
    let names = province.districts().iter().map(|d| d.name.clone());
    Allowed::OneOf(names.collect())
}

#[cfg(test)]
mod tests {
    use super::super::ListKind;
    use super::*;

    fn place(province: u8, district: u16) -> Place {
        Place {
            province,
            district: Some(district),
        }
    }

    #[test]
    fn the_shipped_list_has_every_district() {
        let places = Places::shipped();
        let list = Neighbourhoods::parse(ListKind::Neighbourhoods.shipped(), &places).unwrap();
        assert_eq!(list.count(), 50_034);
        for province in places.provinces() {
            for district in province.districts() {
                let names = list.of(place(province.plate, district.code));
                let raw = &list.districts[&(province.plate, district.code)];
                assert!(!names.is_empty(), "{}", district.name);
                assert_eq!(names.len(), raw.lines().count(), "none twice");
                for name in names {
                    let begins_well = |c: char| c.is_uppercase() || c.is_ascii_digit();
                    assert!(name.starts_with(begins_well), "{name}");
                }
            }
        }
        let cankaya = list.of(place(6, 7));
        assert!(cankaya.contains(&"Kızılay") && cankaya.contains(&"Çukurambar"));
        assert!(list.of(place(32, 7)).contains(&"Aliköy Köyü"));
    }

    #[test]
    fn rows_name_the_place_in_any_way_and_come_out_in_order() {
        let places = Places::shipped();
        let text = "il;ilce;mahalle\n06;7;Öveçler\nANKARA;cankaya;Kızılay\n\
                    Ankara;Çankaya; Kızılay \n6;ÇANKAYA;Çukurambar\nIsparta;Merkez;Gülcü\n";
        let list = Neighbourhoods::parse(text, &places).unwrap();
        assert_eq!(list.of(place(6, 7)), ["Çukurambar", "Kızılay", "Öveçler"]);
        assert_eq!(list.of(place(32, 7)), ["Gülcü"]);
        assert_eq!(list.of(place(32, 1)), Vec::<&str>::new());
        let province = Place {
            province: 6,
            district: None,
        };
        assert!(list.of(province).is_empty());
    }

    #[test]
    fn each_wrong_row_is_named_with_what_could_be() {
        let places = Places::shipped();
        let text = "il,ilce,mahalle\nAnkra,Çankaya,A\nAnkara,Kadıköy,A\nAnkara,Çankaya,\n\
                    Ankara,Çankaya,A\n82,1,A\n";
        let faults = Neighbourhoods::parse(text, &places).unwrap_err();
        let lines: Vec<_> = faults.iter().map(|fault| fault.line.unwrap()).collect();
        assert_eq!(lines, [2, 3, 4, 6]);
        let allowed = |at: usize| match &faults[at].fault {
            Fault::Value { allowed, .. } => allowed.clone(),
            other => panic!("{other:?}"),
        };
        assert_eq!(allowed(0), Allowed::Province);
        let ankara = places.find_province("Ankara").unwrap();
        assert_eq!(allowed(1), districts_of(ankara));
        assert_eq!(faults[2].fault, Fault::Missing { column: "mahalle" });
    }
}
