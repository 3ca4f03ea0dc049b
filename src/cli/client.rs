//! `acikkapi central client …`: programs of other channels.

use crate::central::{
    CentralError, DEFAULT_PER_MINUTE, NewClient, Proof, Settings, api::command, channel_named,
    read_key,
};
use crate::domain::application::Channel;
use crate::domain::ids::OfficeCode;
use crate::i18n::Text;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Subcommand, ValueHint};
use std::path::PathBuf;

/// What can be done with the clients of the API.
#[derive(Debug, Subcommand)]
pub enum ClientAction {
    /// Registers one.
    #[command(about = "cli-central-client-add")]
    #[command(long_about = "cli-central-client-add-long")]
    Add(AddClient),
    /// Lists them.
    #[command(about = "cli-central-client-list")]
    List,
    /// Lets one in no more.
    #[command(about = "cli-central-client-revoke")]
    #[command(long_about = "cli-central-client-revoke-long")]
    Revoke {
        /// Its id.
        #[arg(help = "cli-central-client-id", value_name = "cli-value-client")]
        id: String,
    },
}

/// A client to register.
#[derive(Debug, Args)]
pub struct AddClient {
    /// Its id.
    #[arg(help = "cli-central-client-id", value_name = "cli-value-client")]
    id: String,
    /// Its name.
    #[arg(long, help = "cli-central-client-name", value_name = "cli-value-name")]
    name: String,
    /// Its public key.
    #[arg(long, help = "cli-central-client-key", value_name = "cli-value-file")]
    #[arg(value_hint = ValueHint::FilePath)]
    #[arg(required_unless_present = "open311", conflicts_with = "open311")]
    key: Option<PathBuf>,
    /// It knows Open311 alone.
    #[arg(long, help = "cli-central-client-open311")]
    open311: bool,
    /// Channels it hands in under.
    #[arg(
        long,
        help = "cli-central-client-channel",
        value_name = "cli-value-channel"
    )]
    #[arg(required = true, value_delimiter = ',', value_parser = channel())]
    channel: Vec<Channel>,
    /// Offices it hands in to.
    #[arg(
        long,
        help = "cli-central-client-office",
        value_name = "cli-value-office"
    )]
    #[arg(value_delimiter = ',')]
    office: Vec<OfficeCode>,
    /// Requests a minute.
    #[arg(
        long,
        help = "cli-central-client-per-minute",
        value_name = "cli-value-count"
    )]
    #[arg(default_value_t = DEFAULT_PER_MINUTE)]
    #[arg(value_parser = clap::value_parser!(u32).range(1..=MOST_PER_MINUTE))]
    per_minute: u32,
}

/// More is no limit.
const MOST_PER_MINUTE: i64 = 1_000_000;
/// At the desk nobody hands in by a program.
const CHANNELS: [&str; 4] = ["web", "mobile_app", "e_government", "other"];

fn channel() -> impl TypedValueParser<Value = Channel> {
    PossibleValuesParser::new(CHANNELS)
        .try_map(|name| channel_named(&name).ok_or("not one of the names"))
}

/// Does it; what there is to say.
pub(super) fn act(
    settings: &Settings,
    action: ClientAction,
    text: &Text,
) -> Result<String, CentralError> {
    match action {
        ClientAction::Add(add) => command::add(settings, &add.client()?, text),
        ClientAction::List => command::list(settings, text),
        ClientAction::Revoke { id } => command::revoke(settings, &id, text),
    }
}

impl AddClient {
    fn client(self) -> Result<NewClient, CentralError> {
        let proof = match self.key {
            None => Proof::ApiKey,
            Some(path) => {
                let pem = std::fs::read_to_string(&path);
                let pem = pem.map_err(|error| CentralError::File { path, error })?;
                Proof::Key(read_key(&pem)?)
            }
        };
        Ok(NewClient {
            id: self.id,
            name: self.name,
            proof,
            channels: self.channel,
            offices: self.office,
            per_minute: self.per_minute,
        })
    }
}
