//! Names for the codes and ids of a case.

use super::super::units;
use crate::domain::unit::UnitCode;
use deadpool_postgres::GenericClient;
use std::collections::HashMap;
use tokio_postgres::Error;
use uuid::Uuid;

/// The names an office's pages need.
pub(super) struct Names {
    units: HashMap<UnitCode, String>,
    officers: HashMap<String, String>,
}

impl Names {
    pub(super) async fn read(client: &impl GenericClient, office: &str) -> Result<Self, Error> {
        let units = units::units(client, office).await?.into_iter();
        let find = "select officer_id, name from officers where office_id = $1";
        let officers = client.query(find, &[&office]).await?;
        let officers = officers.iter().map(|row| {
            let officer: Uuid = row.get(0);
            (officer.to_string(), row.get(1))
        });
        Ok(Self {
            units: units
                .map(|unit| (unit.code, unit.name.into_string()))
                .collect(),
            officers: officers.collect(),
        })
    }

    /// A unit's name, or its code when the directory does not know it.
    pub(super) fn unit(&self, code: &UnitCode) -> String {
        let name = self.units.get(code).filter(|name| !name.is_empty());
        name.cloned().unwrap_or_else(|| code.to_string())
    }

    /// An officer's name; `None` for those who work at the desk, whose names units need not know.
    pub(super) fn officer(&self, actor: &str) -> Option<&str> {
        self.officers.get(actor).map(String::as_str)
    }
}
