//! What can be typed after `acikkapi`.
//!
//! Every help text here is the key of a sentence; [`localise`](super::localise) puts the sentence
//! in its place.

use super::client::ClientAction;
use super::office::OfficeAction;
use crate::catalog::ListKind;
use crate::catalog::units::OfficeKind;
use crate::central::admin;
use crate::config::{Choice, Theme};
use crate::domain::date::read_date;
use crate::domain::ids::{Counter, MOST_COUNTERS};
use crate::domain::message::MessageLanguage;
use crate::i18n::Locale;
use chrono::NaiveDate;
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
    after_help = "cli-more-help"
)]
pub struct Arguments {
    /// Options of every command.
    #[command(flatten)]
    pub general: General,
    /// What to do; without it, the desk opens.
    #[command(subcommand)]
    pub action: Option<Action>,
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
    /// Colours of this run.
    #[arg(
        long,
        global = true,
        help = "cli-option-theme",
        value_name = "cli-value-theme"
    )]
    #[arg(value_parser = choice::<Theme>())]
    pub theme: Option<Theme>,
}

/// What the program does.
#[derive(Debug, Subcommand)]
pub enum Action {
    /// The desk.
    #[command(about = "cli-desk", long_about = "cli-desk-long")]
    Desk {
        /// A made-up office.
        #[arg(long, help = "cli-desk-demo", conflicts_with = "counter")]
        demo: bool,
        /// The counter this terminal stands at.
        #[arg(long, help = "cli-desk-counter", value_name = "cli-value-number")]
        #[arg(value_parser = clap::value_parser!(Counter).range(1..=i64::from(MOST_COUNTERS)))]
        counter: Option<Counter>,
    },
    /// The calls, for the hall.
    #[command(about = "cli-display", long_about = "cli-display-long")]
    Display {
        /// Without the bell.
        #[arg(long, help = "cli-display-quiet")]
        quiet: bool,
    },
    /// Looks whether everything is sound.
    #[command(about = "cli-doctor", long_about = "cli-doctor-long")]
    Doctor {
        /// Fills the tables the screens read afresh.
        #[arg(long, help = "cli-doctor-rebuild")]
        rebuild: bool,
    },
    /// Copies the desk's file.
    #[command(about = "cli-backup", long_about = "cli-backup-long")]
    Backup {
        /// Where to.
        #[arg(help = "cli-backup-file", value_name = "cli-value-file")]
        #[arg(value_hint = ValueHint::FilePath)]
        file: PathBuf,
    },
    /// Goes back to a copy.
    #[command(about = "cli-restore", long_about = "cli-restore-long")]
    Restore {
        /// The copy.
        #[arg(help = "cli-restore-file", value_name = "cli-value-file")]
        #[arg(value_hint = ValueHint::FilePath)]
        file: PathBuf,
    },
    /// The central server.
    #[command(about = "cli-central", long_about = "cli-central-long")]
    Central {
        /// What to do with it.
        #[command(subcommand)]
        action: Option<CentralAction>,
    },
    /// Compares the rules of the queue.
    #[command(about = "cli-queue", subcommand_required = true)]
    #[command(arg_required_else_help = true)]
    Queue {
        /// How.
        #[command(subcommand)]
        action: QueueAction,
    },
    /// What waits for a person to decide.
    #[command(about = "cli-reviews", subcommand_required = true)]
    #[command(arg_required_else_help = true)]
    Reviews {
        /// What of it.
        #[command(subcommand)]
        action: ReviewsAction,
    },
    /// The lists the desk chooses from.
    #[command(about = "cli-catalog", subcommand_required = true)]
    #[command(arg_required_else_help = true)]
    Catalog {
        /// What to do with them.
        #[command(subcommand)]
        action: CatalogAction,
    },
    /// The directory of service units.
    #[command(about = "cli-units", subcommand_required = true)]
    #[command(arg_required_else_help = true)]
    Units {
        /// What to do with it.
        #[command(subcommand)]
        action: UnitsAction,
    },
    /// The office's rules.
    #[command(about = "cli-office", subcommand_required = true)]
    #[command(arg_required_else_help = true)]
    Office {
        /// What to do with them.
        #[command(subcommand)]
        action: OfficeAction,
    },
    /// This computer, as central knows it.
    #[command(about = "cli-device", subcommand_required = true)]
    #[command(arg_required_else_help = true)]
    Device {
        /// What to do.
        #[command(subcommand)]
        action: DeviceAction,
    },
    /// Papers of an application.
    #[command(about = "cli-paper", subcommand_required = true)]
    #[command(arg_required_else_help = true)]
    Paper {
        /// Which.
        #[command(subcommand)]
        action: PaperAction,
    },
    /// Made-up years of an office.
    #[command(about = "cli-demo-data", long_about = "cli-demo-data-long")]
    DemoData(DemoData),
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

/// What is made up.
#[derive(Debug, Args)]
pub struct DemoData {
    /// How many applications.
    #[arg(
        long,
        help = "cli-demo-data-applications",
        value_name = "cli-value-count"
    )]
    #[arg(default_value_t = 10_000, value_parser = clap::value_parser!(u32).range(..=MOST_MADE_UP))]
    pub applications: u32,
    /// What all choices follow from.
    #[arg(long, help = "cli-demo-data-seed", value_name = "cli-value-number")]
    #[arg(default_value_t = 1)]
    pub seed: u64,
    /// Where the files go.
    #[arg(long, help = "cli-demo-data-into", value_name = "cli-value-folder")]
    #[arg(value_hint = ValueHint::DirPath, default_value = "acikkapi-demo-data")]
    pub into: PathBuf,
}

/// More than all offices of the country take in ten years.
const MOST_MADE_UP: i64 = 20_000_000;

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
    /// Tells how messages to applicants stand.
    #[command(about = "cli-central-messages")]
    #[command(long_about = "cli-central-messages-long")]
    Messages {
        /// Of this office alone.
        #[arg(
            long,
            help = "cli-central-messages-office",
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
    /// A device that was set aside.
    #[command(about = "cli-central-device", long_about = "cli-central-device-long")]
    #[command(subcommand_required = true, arg_required_else_help = true)]
    Device {
        /// What to do with it.
        #[command(subcommand)]
        action: CentralDeviceAction,
    },
    /// Accounts of unit officers.
    #[command(about = "cli-central-officer", long_about = "cli-central-officer-long")]
    #[command(subcommand_required = true, arg_required_else_help = true)]
    Officer {
        /// What to do with them.
        #[command(subcommand)]
        action: OfficerAction,
    },
    /// Accounts of administrators.
    #[command(about = "cli-central-admin", long_about = "cli-central-admin-long")]
    #[command(subcommand_required = true, arg_required_else_help = true)]
    Admin {
        /// What to do with them.
        #[command(subcommand)]
        action: AdminAction,
    },
    /// Brings the database to this program's schema.
    #[command(about = "cli-central-migrate", long_about = "cli-central-migrate-long")]
    Migrate,
    /// Programs of other channels.
    #[command(about = "cli-central-client", long_about = "cli-central-client-long")]
    #[command(subcommand_required = true, arg_required_else_help = true)]
    Client {
        /// What to do with them.
        #[command(subcommand)]
        action: ClientAction,
    },
    /// Prints the description of the API.
    #[command(about = "cli-central-openapi", long_about = "cli-central-openapi-long")]
    Openapi,
    /// Starts a new epoch.
    #[command(
        about = "cli-central-new-epoch",
        long_about = "cli-central-new-epoch-long"
    )]
    NewEpoch,
}

/// What can be done with the accounts of administrators.
#[derive(Debug, Subcommand)]
pub enum AdminAction {
    /// A new account, or a new code for one.
    #[command(
        about = "cli-central-admin-add",
        long_about = "cli-central-admin-add-long"
    )]
    Add {
        /// E-mail address.
        #[arg(long, help = "cli-central-admin-login", value_name = "cli-value-mail")]
        login: String,
        /// Name.
        #[arg(long, help = "cli-central-admin-name", value_name = "cli-value-name")]
        name: String,
        /// How long the code is good for.
        #[arg(long, help = "cli-central-hours", value_name = "cli-value-hours")]
        #[arg(default_value_t = admin::DEFAULT_OFFICER_HOURS)]
        #[arg(value_parser = clap::value_parser!(u16).range(1..=MOST_CODE_HOURS))]
        hours: u16,
    },
    /// Lists accounts.
    #[command(about = "cli-central-admin-list")]
    List,
    /// Lets nobody in with an account.
    #[command(about = "cli-central-admin-disable")]
    Disable {
        /// E-mail address.
        #[arg(long, help = "cli-central-admin-login", value_name = "cli-value-mail")]
        login: String,
    },
}

/// What can be done with a device at central.
#[derive(Debug, Subcommand)]
pub enum CentralDeviceAction {
    /// What it offered and what is held.
    #[command(about = "cli-central-device-show")]
    #[command(long_about = "cli-central-device-show-long")]
    Show(WhichDevice),
    /// Takes its records again.
    #[command(about = "cli-central-device-release")]
    #[command(long_about = "cli-central-device-release-long")]
    Release(WhichDevice),
}

/// Which device of an office.
#[derive(Debug, Args)]
pub struct WhichDevice {
    /// Office `PPUUU`.
    #[arg(long, help = "cli-central-office", value_name = "cli-value-office")]
    pub office: String,
    /// The device's number.
    #[arg(long, help = "cli-central-number", value_name = "cli-value-number")]
    #[arg(value_parser = clap::value_parser!(u8).range(1..=99))]
    pub number: u8,
}

/// What can be done with the accounts of unit officers.
#[derive(Debug, Subcommand)]
pub enum OfficerAction {
    /// A new account.
    #[command(about = "cli-central-officer-add")]
    #[command(long_about = "cli-central-officer-add-long")]
    Add {
        /// Office `PPUUU`.
        #[arg(long, help = "cli-central-office", value_name = "cli-value-office")]
        office: String,
        /// Code of the service unit.
        #[arg(long, help = "cli-central-officer-unit", value_name = "cli-value-unit")]
        unit: String,
        /// E-mail address.
        #[arg(
            long,
            help = "cli-central-officer-login",
            value_name = "cli-value-mail"
        )]
        login: String,
        /// Name.
        #[arg(long, help = "cli-central-officer-name", value_name = "cli-value-name")]
        name: String,
        /// How long the code is good for.
        #[arg(long, help = "cli-central-hours", value_name = "cli-value-hours")]
        #[arg(default_value_t = admin::DEFAULT_OFFICER_HOURS)]
        #[arg(value_parser = clap::value_parser!(u16).range(1..=MOST_CODE_HOURS))]
        hours: u16,
    },
    /// Lists accounts.
    #[command(about = "cli-central-officer-list")]
    List {
        /// Of this office alone.
        #[arg(
            long,
            help = "cli-central-officer-office",
            value_name = "cli-value-office"
        )]
        office: Option<String>,
    },
    /// Lets nobody in with an account.
    #[command(about = "cli-central-officer-disable")]
    #[command(long_about = "cli-central-officer-disable-long")]
    Disable {
        /// E-mail address.
        #[arg(
            long,
            help = "cli-central-officer-login",
            value_name = "cli-value-mail"
        )]
        login: String,
    },
    /// A new code in place of the password.
    #[command(about = "cli-central-officer-reset")]
    #[command(long_about = "cli-central-officer-reset-long")]
    Reset {
        /// E-mail address.
        #[arg(
            long,
            help = "cli-central-officer-login",
            value_name = "cli-value-mail"
        )]
        login: String,
        /// How long the code is good for.
        #[arg(long, help = "cli-central-hours", value_name = "cli-value-hours")]
        #[arg(default_value_t = admin::DEFAULT_OFFICER_HOURS)]
        #[arg(value_parser = clap::value_parser!(u16).range(1..=MOST_CODE_HOURS))]
        hours: u16,
    },
}

/// A code nobody used within a month is forgotten rather than kept for later.
const MOST_CODE_HOURS: i64 = 720;

/// What waits for a person to decide.
#[derive(Debug, Subcommand)]
pub enum ReviewsAction {
    /// All of it.
    #[command(about = "cli-reviews-list", long_about = "cli-reviews-list-long")]
    List,
    /// One record, as it is kept.
    #[command(about = "cli-reviews-show", long_about = "cli-reviews-show-long")]
    Show {
        /// Which.
        #[arg(help = "cli-reviews-operation", value_name = "cli-value-id")]
        operation: String,
    },
}

/// How the rules of the queue can be compared.
#[derive(Debug, Subcommand)]
pub enum QueueAction {
    /// On visitors drawn at random.
    #[command(about = "cli-queue-simulate", long_about = "cli-queue-simulate-long")]
    Simulate(Box<Simulation>),
    /// On recorded days.
    #[command(about = "cli-queue-replay", long_about = "cli-queue-replay-long")]
    Replay {
        /// The day, or the first.
        #[arg(help = "cli-queue-day", value_name = "cli-value-day", value_parser = day)]
        day: NaiveDate,
        /// The last day.
        #[arg(long, help = "cli-queue-until", value_name = "cli-value-day", value_parser = day)]
        until: Option<NaiveDate>,
        /// What is told.
        #[command(flatten)]
        wish: QueueWish,
    },
}

/// A model and how long it is simulated.
#[derive(Debug, Args)]
pub struct Simulation {
    /// A recorded day the office is to be like.
    #[arg(long, help = "cli-queue-like", value_name = "cli-value-day", value_parser = day)]
    pub like: Option<NaiveDate>,
    /// The last of several such days.
    #[arg(long, help = "cli-queue-like-until", value_name = "cli-value-day")]
    #[arg(value_parser = day, requires = "like")]
    pub until: Option<NaiveDate>,
    /// Counters.
    #[arg(long, help = "cli-queue-counters", value_name = "cli-value-count")]
    pub counters: Option<u32>,
    /// Visitors an hour.
    #[arg(long, help = "cli-queue-per-hour", value_name = "cli-value-amount")]
    #[arg(value_parser = decimal)]
    pub per_hour: Option<f64>,
    /// Mean length of a visit.
    #[arg(long, help = "cli-queue-minutes", value_name = "cli-value-amount")]
    #[arg(value_parser = decimal)]
    pub minutes: Option<f64>,
    /// How irregular the lengths are.
    #[arg(long, help = "cli-queue-variation", value_name = "cli-value-amount")]
    #[arg(value_parser = decimal)]
    pub variation: Option<f64>,
    /// Share of each priority class.
    #[arg(long, help = "cli-queue-priority", value_name = "cli-value-percent")]
    #[arg(value_parser = decimal)]
    pub priority: Option<Vec<f64>>,
    /// How many visitors come.
    #[arg(long, help = "cli-queue-visitors", value_name = "cli-value-count")]
    #[arg(default_value_t = 1_000_000)]
    #[arg(value_parser = clap::value_parser!(u64).range(1..=MOST_VISITORS))]
    pub visitors: u64,
    /// Chooses who comes.
    #[arg(long, help = "cli-queue-seed", value_name = "cli-value-amount")]
    #[arg(default_value_t = 1)]
    pub seed: u64,
    /// What is told.
    #[command(flatten)]
    pub wish: QueueWish,
}

/// What is told of the rules.
#[derive(Debug, Clone, Copy, Args)]
pub struct QueueWish {
    /// What the ordinary lane gathers where the priority lane gathers 1.
    #[arg(long, help = "cli-queue-ratio", value_name = "cli-value-amount")]
    #[arg(default_value = "0.5", value_parser = share)]
    pub ratio: f64,
    /// How long 90 % of the priority lane may wait.
    #[arg(
        long,
        help = "cli-queue-priority-target",
        value_name = "cli-value-minutes"
    )]
    #[arg(default_value_t = 15)]
    pub priority_target: u16,
    /// How long 90 % of the ordinary lane may wait.
    #[arg(
        long,
        help = "cli-queue-ordinary-target",
        value_name = "cli-value-minutes"
    )]
    #[arg(default_value_t = 45)]
    pub ordinary_target: u16,
    /// JSON instead of tables.
    #[arg(long, help = "cli-queue-json")]
    pub json: bool,
}

/// Some seconds under every rule.
const MOST_VISITORS: u64 = 100_000_000;

/// What can be done with the lists.
#[derive(Debug, Subcommand)]
pub enum CatalogAction {
    /// Tells which lists are in use.
    #[command(about = "cli-catalog-show")]
    Show,
    /// Looks for a topic.
    #[command(about = "cli-catalog-search")]
    Search {
        /// What the visitor says.
        #[arg(
            help = "cli-catalog-words",
            value_name = "cli-value-words",
            required = true
        )]
        words: Vec<String>,
        /// How many topics at most.
        #[arg(long, help = "cli-catalog-limit", value_name = "cli-value-count")]
        #[arg(default_value_t = 10, value_parser = clap::value_parser!(u8).range(1..))]
        limit: u8,
    },
    /// Replaces a list.
    #[command(about = "cli-catalog-import", long_about = "cli-catalog-import-long")]
    Import {
        /// Which.
        #[arg(help = "cli-catalog-list", value_name = "cli-value-list", value_parser = list())]
        list: ListKind,
        /// The new one.
        #[arg(help = "cli-catalog-file", value_name = "cli-value-file")]
        #[arg(value_hint = ValueHint::FilePath)]
        file: PathBuf,
        /// Only look.
        #[arg(long, help = "cli-catalog-dry-run")]
        dry_run: bool,
    },
    /// Prints a list.
    #[command(about = "cli-catalog-export")]
    Export {
        /// Which.
        #[arg(help = "cli-catalog-list", value_name = "cli-value-list", value_parser = list())]
        list: ListKind,
    },
    /// Goes back to the shipped list.
    #[command(about = "cli-catalog-reset")]
    Reset {
        /// Which.
        #[arg(help = "cli-catalog-list", value_name = "cli-value-list", value_parser = list())]
        list: ListKind,
    },
    /// Shows the texts of SMS and how long they are.
    #[command(about = "cli-catalog-texts", long_about = "cli-catalog-texts-long")]
    Texts {
        /// In which language.
        #[arg(
            long,
            help = "cli-catalog-texts-language",
            value_name = "cli-value-language"
        )]
        #[arg(default_value = "tr", value_parser = choice::<MessageLanguage>())]
        language: MessageLanguage,
    },
    /// Lists the office codes of a province.
    #[command(about = "cli-catalog-offices")]
    Offices {
        /// Name or plate.
        #[arg(help = "cli-catalog-province", value_name = "cli-value-province")]
        province: String,
    },
}

/// What can be done with the directory of service units.
#[derive(Debug, Subcommand)]
pub enum UnitsAction {
    /// Lists it.
    #[command(about = "cli-units-list")]
    List,
    /// Shows one unit.
    #[command(about = "cli-units-show")]
    Show {
        /// Its code.
        #[arg(help = "cli-units-code", value_name = "cli-value-code")]
        code: String,
    },
    /// Records units of a file.
    #[command(about = "cli-units-import", long_about = "cli-units-import-long")]
    Import {
        /// The file.
        #[arg(help = "cli-units-file", value_name = "cli-value-file")]
        #[arg(value_hint = ValueHint::FilePath)]
        file: PathBuf,
        /// Only look.
        #[arg(long, help = "cli-catalog-dry-run")]
        dry_run: bool,
        /// Close the units the file does not name.
        #[arg(long, help = "cli-units-close-missing")]
        close_missing: bool,
    },
    /// Prints it.
    #[command(about = "cli-units-export")]
    Export,
    /// Prints an example.
    #[command(about = "cli-units-example")]
    Example {
        /// Of which kind of office.
        #[arg(help = "cli-units-kind", value_name = "cli-value-kind")]
        #[arg(value_parser = office_kind())]
        kind: OfficeKind,
    },
}

/// What can be done about this computer and central.
#[derive(Debug, Subcommand)]
pub enum DeviceAction {
    /// Makes this computer known to central.
    #[command(about = "cli-device-enrol", long_about = "cli-device-enrol-long")]
    Enrol {
        /// Central's address.
        #[arg(long, help = "cli-device-server", value_name = "cli-value-address")]
        #[arg(value_hint = ValueHint::Url)]
        server: String,
    },
    /// Makes this computer a new device, when central has set it aside.
    #[command(about = "cli-device-renew", long_about = "cli-device-renew-long")]
    Renew,
    /// Tells how this computer stands with central.
    #[command(about = "cli-device-status")]
    Status,
}

/// Which paper of an application.
#[derive(Debug, Subcommand)]
pub enum PaperAction {
    /// What the applicant takes home.
    #[command(about = "cli-paper-receipt", long_about = "cli-paper-receipt-long")]
    Receipt(PaperWish),
    /// To the service unit.
    #[command(about = "cli-paper-letter", long_about = "cli-paper-letter-long")]
    Letter {
        /// Of what, and where to.
        #[command(flatten)]
        wish: PaperWish,
        /// The unit's name.
        #[arg(long, help = "cli-paper-to", value_name = "cli-value-unit")]
        to: Option<String>,
        /// The unit is not below the office.
        #[arg(long, help = "cli-paper-submit")]
        submit: bool,
    },
    /// What was handed in with it, and came with answers.
    #[command(about = "cli-paper-files", long_about = "cli-paper-files-long")]
    Files(FilesWish),
}

/// Whose files are saved, and where.
#[derive(Debug, Args)]
pub struct FilesWish {
    /// The application's number.
    #[arg(help = "cli-paper-number", value_name = "cli-value-number")]
    pub number: String,
    /// Into which folder.
    #[arg(long, help = "cli-paper-files-to", value_name = "cli-value-folder")]
    #[arg(value_hint = ValueHint::DirPath)]
    pub to: Option<PathBuf>,
}

/// Of which application a paper is, and where it goes.
#[derive(Debug, Args)]
pub struct PaperWish {
    /// The application's number.
    #[arg(help = "cli-paper-number", value_name = "cli-value-number")]
    pub number: String,
    /// Where to; `-` is standard output.
    #[arg(long, help = "cli-paper-out", value_name = "cli-value-file")]
    #[arg(value_hint = ValueHint::FilePath)]
    pub out: Option<PathBuf>,
}

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

fn list() -> impl TypedValueParser<Value = ListKind> {
    PossibleValuesParser::new(ListKind::ALL.map(ListKind::name)).try_map(|name| {
        let found = ListKind::ALL.into_iter().find(|kind| kind.name() == name);
        found.ok_or("not one of the names")
    })
}

fn office_kind() -> impl TypedValueParser<Value = OfficeKind> {
    PossibleValuesParser::new(OfficeKind::ALL.map(OfficeKind::name)).try_map(|name| {
        let found = OfficeKind::ALL.into_iter().find(|kind| kind.name() == name);
        found.ok_or("not one of the names")
    })
}

fn day(typed: &str) -> Result<NaiveDate, &'static str> {
    read_date(typed).map_err(|_| "not a date")
}

/// A number with a decimal point or comma.
fn decimal(typed: &str) -> Result<f64, &'static str> {
    let number = typed.replace(',', ".").parse::<f64>();
    let number = number.ok().filter(|number| number.is_finite());
    number.ok_or("not a number")
}

fn share(typed: &str) -> Result<f64, &'static str> {
    let number = decimal(typed)?;
    let share = (0.0..=1.0).contains(&number).then_some(number);
    share.ok_or("not from 0 to 1")
}
