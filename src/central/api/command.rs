//! `acikkapi central client …` and `acikkapi central openapi`: what they do, and what they say.

use super::super::admin;
use super::super::command::runtime;
use super::super::error::CentralError;
use super::super::settings::Settings;
use super::client::{ClientRow, NewClient, channel_name};
use crate::domain::ids::OfficeCode;
use crate::i18n::Text;

/// Registers a client.
///
/// # Errors
/// [`CentralError`].
pub fn add(settings: &Settings, new: &NewClient, text: &Text) -> Result<String, CentralError> {
    let api_key = runtime()?.block_on(admin::add_client(settings, new))?;
    let id = || [("id", new.id.as_str().into())];
    Ok(match api_key {
        None => text.with("central-client-added", &id()) + "\n",
        Some(key) => format!(
            "{}\n\n    {key}\n\n{}\n",
            text.with("central-client-key", &id()),
            text.get("central-client-key-use"),
        ),
    })
}

/// Lists the clients.
///
/// # Errors
/// [`CentralError`].
pub fn list(settings: &Settings, text: &Text) -> Result<String, CentralError> {
    let clients = runtime()?.block_on(admin::clients(settings))?;
    if clients.is_empty() {
        return Ok(text.get("central-clients-none") + "\n");
    }
    let lines = clients.iter().map(|client| line(client, text));
    Ok(text.get("central-clients-head") + "\n" + &lines.collect::<String>())
}

fn line(client: &ClientRow, text: &Text) -> String {
    let state = text.get(match (client.revoked, client.signs) {
        (true, _) => "central-client-revoked",
        (false, true) => "central-client-signs",
        (false, false) => "central-client-open311",
    });
    let channels = client.channels.iter().copied();
    let channels: Vec<&str> = channels.map(channel_name).collect();
    let offices: Vec<String> = client.offices.iter().map(OfficeCode::to_string).collect();
    let offices = match offices.is_empty() {
        true => text.get("central-client-everywhere"),
        false => offices.join(","),
    };
    format!(
        "{:20} {:30} {:24} {:>8} {:>10} {:16} {offices}\n",
        client.id,
        client.name,
        channels.join(","),
        client.per_minute,
        client.applications,
        state,
    )
}

/// Lets a client in no more.
///
/// # Errors
/// [`CentralError`].
pub fn revoke(settings: &Settings, id: &str, text: &Text) -> Result<String, CentralError> {
    runtime()?.block_on(admin::revoke_client(settings, id))?;
    Ok(text.with("central-client-gone", &[("id", id.into())]) + "\n")
}

/// The OpenAPI document.
#[must_use]
pub fn openapi() -> String {
    super::openapi() + "\n"
}
