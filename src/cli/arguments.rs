//! What can be typed after `acikkapi`.
//!
//! Every help text here is the key of a sentence; [`localise`](super::localise) puts the sentence
//! in its place.

use crate::central::admin;
use crate::config::Choice;
use crate::i18n::Locale;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueHint};
use clap_complete::Shell;
use std::path::PathBuf;

/// The whole command line.
#[derive(Debug, Parser)]
#[command(
    name = "acikkapi",
    version,
    about = "cli-about",
    after_long_help = "cli-exit-codes",
    after_help = "cli-more-help",
    arg_required_else_help = true
)]
pub struct Arguments {
    /// Options of every command.
    #[command(flatten)]
    pub general: General,
    /// What to do.
    #[command(subcommand)]
    pub action: Action,
}

/// Options of every command.
#[derive(Debug, Args)]
pub struct General {
    /// Settings file.
    #[arg(
        long,
        global = true,
        help = "cli-option-config",
        value_name = "cli-value-file"
    )]
    #[arg(value_hint = ValueHint::FilePath)]
    pub config: Option<PathBuf>,
    /// Language of this run.
    #[arg(
        long,
        global = true,
        help = "cli-option-lang",
        value_name = "cli-value-language"
    )]
    #[arg(value_parser = choice::<Locale>())]
    pub lang: Option<Locale>,
}

/// What the program does.
#[derive(Debug, Subcommand)]
pub enum Action {
    /// Looks whether everything is sound.
    #[command(about = "cli-doctor", long_about = "cli-doctor-long")]
    Doctor {
        /// Fills the tables the screens read afresh.
        #[arg(long, help = "cli-doctor-rebuild")]
        rebuild: bool,
    },
    /// The central server.
    #[command(about = "cli-central", long_about = "cli-central-long")]
    Central {
        /// What to do with it.
        #[command(subcommand)]
        action: Option<CentralAction>,
    },
    /// The settings.
    #[command(about = "cli-config", subcommand_required = true)]
    #[command(arg_required_else_help = true)]
    Config {
        /// What to do with them.
        #[command(subcommand)]
        action: ConfigAction,
    },
    /// Shell completions.
    #[command(about = "cli-completions", long_about = "cli-completions-long")]
    Completions {
        /// For which shell.
        #[arg(help = "cli-completions-shell", value_name = "cli-value-shell")]
        shell: Shell,
    },
    /// Manual pages.
    #[command(about = "cli-man", long_about = "cli-man-long")]
    Man {
        /// Where to write all pages.
        #[arg(long, help = "cli-man-dir", value_name = "cli-value-folder")]
        #[arg(value_hint = ValueHint::DirPath)]
        dir: Option<PathBuf>,
    },
}

/// What can be done with the central server.
#[derive(Debug, Subcommand)]
pub enum CentralAction {
    /// Serve.
    #[command(about = "cli-central-run")]
    Run,
    /// A code for a new device.
    #[command(about = "cli-central-enrol", long_about = "cli-central-enrol-long")]
    Enrol {
        /// Office `PPUUU`.
        #[arg(long, help = "cli-central-office", value_name = "cli-value-office")]
        office: String,
        /// How long the code is good for.
        #[arg(long, help = "cli-central-hours", value_name = "cli-value-hours")]
        #[arg(default_value_t = admin::DEFAULT_CODE_HOURS)]
        #[arg(value_parser = clap::value_parser!(u16).range(1..=MOST_CODE_HOURS))]
        hours: u16,
    },
    /// Lists devices.
    #[command(about = "cli-central-devices")]
    Devices {
        /// Of this office alone.
        #[arg(
            long,
            help = "cli-central-devices-office",
            value_name = "cli-value-office"
        )]
        office: Option<String>,
    },
    /// Withdraws a device's credential.
    #[command(about = "cli-central-revoke", long_about = "cli-central-revoke-long")]
    Revoke {
        /// Office `PPUUU`.
        #[arg(long, help = "cli-central-office", value_name = "cli-value-office")]
        office: String,
        /// The device's number.
        #[arg(long, help = "cli-central-number", value_name = "cli-value-number")]
        #[arg(value_parser = clap::value_parser!(u8).range(1..=99))]
        number: u8,
    },
    /// Starts a new epoch.
    #[command(
        about = "cli-central-new-epoch",
        long_about = "cli-central-new-epoch-long"
    )]
    NewEpoch,
}

/// A code nobody used within a month is forgotten rather than kept for later.
const MOST_CODE_HOURS: i64 = 720;

/// What can be done with the settings.
#[derive(Debug, Subcommand)]
pub enum ConfigAction {
    /// Tells what is wrong.
    #[command(about = "cli-config-check")]
    Check,
    /// Tells which file is used.
    #[command(about = "cli-config-path")]
    Path,
    /// Prints the example.
    #[command(about = "cli-config-example")]
    Example,
}

fn choice<T: Choice + Send + Sync>() -> impl TypedValueParser<Value = T> {
    PossibleValuesParser::new(T::names())
        .try_map(|name| T::named(&name).ok_or("not one of the names"))
}
