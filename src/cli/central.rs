//! `acikkapi central …`.

use super::arguments::{
    AdminAction, CentralAction, CentralDeviceAction, OfficerAction, WhichDevice,
};
use super::{Context, Failure, client};
use crate::central::{CentralError, NewOfficer, Settings, api, command};
use crate::i18n::Text;

/// Does it; without a subcommand, serves.
pub(super) fn act(context: &Context, action: Option<CentralAction>) -> Result<(), Failure> {
    let settings = &context.config()?.central;
    let text = &context.text;
    let failed = |error: CentralError| Failure::problem(error.sentence(text));
    let said = match action.unwrap_or(CentralAction::Run) {
        CentralAction::Run => return command::run(settings).map_err(failed),
        CentralAction::Enrol { office, hours } => command::enrol(settings, &office, hours, text),
        CentralAction::Devices { office } => command::devices(settings, office.as_deref(), text),
        CentralAction::Messages { office } => command::messages(settings, office.as_deref(), text),
        CentralAction::Revoke { office, number } => {
            command::revoke(settings, &office, number, text)
        }
        CentralAction::Device { action } => match action {
            CentralDeviceAction::Show(WhichDevice { office, number }) => {
                command::show_device(settings, &office, number, text)
            }
            CentralDeviceAction::Release(WhichDevice { office, number }) => {
                command::release_device(settings, &office, number, text)
            }
        },
        CentralAction::Officer { action } => officer(settings, action, text),
        CentralAction::Admin { action } => administrator(settings, action, text),
        CentralAction::Migrate => command::migrate(settings, text),
        CentralAction::Client { action } => client::act(settings, action, text),
        CentralAction::Openapi => Ok(api::command::openapi()),
        CentralAction::NewEpoch => command::new_epoch(settings, text),
    };
    context.say(&said.map_err(failed)?)
}

fn administrator(
    settings: &Settings,
    action: AdminAction,
    text: &Text,
) -> Result<String, CentralError> {
    match action {
        AdminAction::Add { login, name, hours } => {
            command::add_administrator(settings, (&login, &name), hours, text)
        }
        AdminAction::List => command::administrators(settings, text),
        AdminAction::Disable { login } => command::disable_administrator(settings, &login, text),
    }
}

fn officer(
    settings: &Settings,
    action: OfficerAction,
    text: &Text,
) -> Result<String, CentralError> {
    match action {
        OfficerAction::Add {
            office,
            unit,
            login,
            name,
            hours,
        } => {
            let new = NewOfficer {
                office: &office,
                unit: &unit,
                login: &login,
                name: &name,
            };
            command::add_officer(settings, &new, hours, text)
        }
        OfficerAction::List { office } => command::officers(settings, office.as_deref(), text),
        OfficerAction::Disable { login } => command::disable_officer(settings, &login, text),
        OfficerAction::Reset { login, hours } => {
            command::reset_officer(settings, &login, hours, text)
        }
    }
}
