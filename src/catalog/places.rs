//! Provinces, districts and the offices in them.
//!
//! A district's code is part of office codes and of stored places: once given it is never given
//! to another district and never changes. A new district takes the next free code of its
//! province, wherever it comes in the alphabet.

use std::collections::HashMap;
use std::str::FromStr;

use super::problem::{Allowed, Fault};
use super::table::{self, Row};
use crate::domain::ids::OfficeCode;
use crate::domain::person::Place;
use crate::text::{collation_key, fold};

const PROVINCES: &str = include_str!("../../assets/data/provinces.csv");
const DISTRICTS: &str = include_str!("../../assets/data/districts.csv");

const PROVINCE_COLUMNS: &[&str] = &["plaka", "il", "buyuksehir", "nufus", "alan_kodlari"];
const DISTRICT_COLUMNS: &[&str] = &["plaka", "kod", "ilce"];

/// The central district of a province that is no metropolitan municipality. The governorship
/// serves it: there is no district governorship.
const CENTRE: &str = "Merkez";

/// A province.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Province {
    /// Plate number, 1–81.
    pub plate: u8,
    /// Name.
    pub name: String,
    /// Whether the province is a metropolitan municipality.
    pub metropolitan: bool,
    /// Inhabitants, by the address-based register.
    pub population: u32,
    /// Telephone area codes without the leading zero (212, 216).
    pub area_codes: Vec<u16>,
    districts: Vec<District>,
}

/// A district.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct District {
    /// Code in the province, from 1; stable.
    pub code: u16,
    /// Name.
    pub name: String,
}

/// An office an Açık Kapı desk can stand in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Office {
    /// Its code.
    pub code: OfficeCode,
    /// Its name, such as "Ankara Valiliği" or "Çankaya Kaymakamlığı".
    pub name: String,
    /// Name of its province.
    pub province: String,
}

impl Province {
    /// The districts, in Turkish alphabetical order.
    #[must_use]
    pub fn districts(&self) -> &[District] {
        &self.districts
    }

    /// The district with this code.
    #[must_use]
    pub fn district(&self, code: u16) -> Option<&District> {
        self.districts.iter().find(|district| district.code == code)
    }

    /// The district a person wrote: its name in any spelling, or its code.
    #[must_use]
    pub fn find_district(&self, written: &str) -> Option<&District> {
        if let Ok(code) = written.trim().parse() {
            return self.district(code);
        }
        let spelled_as_listed = self.districts.iter().find(|d| d.name == written);
        spelled_as_listed.or_else(|| {
            let folded = fold(written);
            self.districts.iter().find(|d| fold(&d.name) == folded)
        })
    }
}

/// The provinces and districts of Türkiye.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Places {
    provinces: Vec<Province>,
    /// Index into `provinces` by folded name.
    by_name: HashMap<String, usize>,
}

impl Places {
    /// The shipped list.
    #[must_use]
    pub fn shipped() -> Self {
        let mut provinces = Vec::new();
        let mut faults = table::read(PROVINCES, PROVINCE_COLUMNS, |row| {
            provinces.push(province(row)?);
            Ok(())
        });
        faults.extend(table::read(DISTRICTS, DISTRICT_COLUMNS, |row| {
            add_district(&mut provinces, row)
        }));
        assert_eq!(faults, [], "the tests read every row of the shipped places");
        for province in &mut provinces {
            province
                .districts
                .sort_by_cached_key(|district| collation_key(&district.name));
        }
        provinces.sort_by_cached_key(|province| collation_key(&province.name));
        let by_name = provinces.iter().map(|province| fold(&province.name));
        Self {
            by_name: by_name.zip(0..).collect(),
            provinces,
        }
    }

    /// The provinces, in Turkish alphabetical order.
    #[must_use]
    pub fn provinces(&self) -> &[Province] {
        &self.provinces
    }

    /// The province with this plate.
    #[must_use]
    pub fn province(&self, plate: u8) -> Option<&Province> {
        self.provinces.iter().find(|p| p.plate == plate)
    }

    /// The province a person wrote: its name in any spelling, or its plate.
    #[must_use]
    pub fn find_province(&self, written: &str) -> Option<&Province> {
        if let Ok(plate) = written.trim().parse() {
            return self.province(plate);
        }
        self.provinces.get(*self.by_name.get(&fold(written))?)
    }

    /// The district of a place, when the place names one that exists.
    #[must_use]
    pub fn district(&self, place: Place) -> Option<&District> {
        self.province(place.province)?.district(place.district?)
    }

    /// A place as it is written: "Çankaya / Ankara", or "Ankara" without a district; `None` for
    /// a place that is not in the list.
    #[must_use]
    pub fn name(&self, place: Place) -> Option<String> {
        let province = self.province(place.province)?;
        let Some(code) = place.district else {
            return Some(province.name.clone());
        };
        let district = province.district(code)?;
        Some(format!("{} / {}", district.name, province.name))
    }

    /// The offices of a province: the governorship, then the district governorships in
    /// alphabetical order. Empty for a plate that does not exist.
    #[must_use]
    pub fn offices(&self, plate: u8) -> Vec<Office> {
        let Some(province) = self.province(plate) else {
            return Vec::new();
        };
        let codes = province.districts.iter().map(|district| district.code);
        std::iter::once(0)
            .chain(codes)
            .filter_map(|unit| OfficeCode::new(plate, unit).ok())
            .filter_map(|code| self.office(code))
            .collect()
    }

    /// The office with this code; `None` where there is no such office: an unknown district, or
    /// a central district, which the governorship serves.
    #[must_use]
    pub fn office(&self, code: OfficeCode) -> Option<Office> {
        let province = self.province(code.plate())?;
        let name = if code.unit() == 0 {
            format!("{} Valiliği", province.name)
        } else {
            let district = province.district(code.unit())?;
            if district.name == CENTRE {
                return None;
            }
            format!("{} Kaymakamlığı", district.name)
        };
        Some(Office {
            code,
            name,
            province: province.name.clone(),
        })
    }
}

fn province(row: &Row<'_>) -> Result<Province, Fault> {
    let area_codes = row.raw(4).split('|').map(|code| number(code, row, 4));
    Ok(Province {
        plate: number(row.raw(0), row, 0)?,
        name: row.required(1)?,
        metropolitan: row.raw(2) == "evet",
        population: number(row.raw(3), row, 3)?,
        area_codes: area_codes.collect::<Result<_, _>>()?,
        districts: Vec::new(),
    })
}

fn add_district(provinces: &mut [Province], row: &Row<'_>) -> Result<(), Fault> {
    let plate: u8 = number(row.raw(0), row, 0)?;
    let province = provinces.iter_mut().find(|p| p.plate == plate);
    let province = province.ok_or_else(|| row.wrong(0, Allowed::Province))?;
    province.districts.push(District {
        code: number(row.raw(1), row, 1)?,
        name: row.required(2)?,
    });
    Ok(())
}

fn number<N: FromStr>(value: &str, row: &Row<'_>, column: usize) -> Result<N, Fault> {
    let missing = Fault::Missing {
        column: row.name(column),
    };
    value.parse().map_err(|_| missing)
}

#[cfg(test)]
#[path = "places_tests.rs"]
mod tests;
