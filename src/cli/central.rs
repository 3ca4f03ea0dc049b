//! `acikkapi central …`.

use super::arguments::CentralAction;
use super::{Context, Failure};
use crate::central::{CentralError, command};

/// Does it; without a subcommand, serves.
pub(super) fn act(context: &Context, action: Option<CentralAction>) -> Result<(), Failure> {
    let settings = &context.config()?.central;
    let text = &context.text;
    let failed = |error: CentralError| Failure::problem(error.sentence(text));
    let said = match action.unwrap_or(CentralAction::Run) {
        CentralAction::Run => return command::run(settings).map_err(failed),
        CentralAction::Enrol { office, hours } => command::enrol(settings, &office, hours, text),
        CentralAction::Devices { office } => command::devices(settings, office.as_deref(), text),
        CentralAction::Revoke { office, number } => {
            command::revoke(settings, &office, number, text)
        }
        CentralAction::NewEpoch => command::new_epoch(settings, text),
    };
    context.say(&said.map_err(failed)?)
}
