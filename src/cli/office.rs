//! `acikkapi office …`.

use super::{Context, Failure};
use crate::desk::rules::{self, RuleChanges, read_ladder, read_policy};
use crate::desk::{DeskError, System};
use crate::domain::deadline::DeadlineRule;
use crate::domain::ladder::Ladder;
use crate::domain::queue::Policy;
use crate::store::{Location, Reader, Store};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Subcommand};

/// What can be done with the office's rules.
#[derive(Debug, Subcommand)]
pub enum OfficeAction {
    /// Shows them.
    #[command(about = "cli-office-show")]
    Show,
    /// Changes some.
    #[command(about = "cli-office-set", long_about = "cli-office-set-long")]
    #[command(arg_required_else_help = true)]
    Set(OfficeRules),
}

/// The rules that are to be others.
#[derive(Debug, Args)]
pub struct OfficeRules {
    /// Priority calls that may follow one another.
    #[arg(long, help = "cli-office-run", value_name = "cli-value-count")]
    #[arg(value_parser = |typed: &str| read_policy(typed).ok_or("not a number"))]
    priority_run: Option<Policy>,
    /// Which days of a term count.
    #[arg(long, help = "cli-office-count", value_name = "cli-value-kind")]
    #[arg(value_parser = deadline_rule())]
    count: Option<DeadlineRule>,
    /// Whether administrative leave is a holiday.
    #[arg(long, help = "cli-office-leave", value_name = "cli-value-yes-no")]
    #[arg(value_parser = yes_or_no())]
    leave_counts: Option<bool>,
    /// How long an application may be opened again.
    #[arg(long, help = "cli-office-reopen", value_name = "cli-value-days")]
    reopen_days: Option<u16>,
    /// How long a unit has to correct an answer.
    #[arg(long, help = "cli-office-correction", value_name = "cli-value-days")]
    correction_days: Option<u16>,
    /// When who is told.
    #[arg(long, help = "cli-office-ladder", value_name = "cli-value-ladder")]
    #[arg(value_parser = |typed: &str| read_ladder(typed).map_err(|_| "not four moments in order"))]
    ladder: Option<Ladder>,
}

fn deadline_rule() -> impl TypedValueParser<Value = DeadlineRule> {
    PossibleValuesParser::new(["calendar", "working"]).map(|name| match name.as_str() {
        "working" => DeadlineRule::Working,
        _ => DeadlineRule::Calendar,
    })
}

fn yes_or_no() -> impl TypedValueParser<Value = bool> {
    PossibleValuesParser::new(["yes", "no"]).map(|name| name == "yes")
}

pub(super) fn act(context: &Context, action: &OfficeAction) -> Result<(), Failure> {
    let location = context.existing_location()?;
    let said = answer(context, location, action);
    let said = said.map_err(|error| Failure::problem(error.sentence(&context.text)))?;
    context.say(&said)
}

fn answer(
    context: &Context,
    location: Location,
    action: &OfficeAction,
) -> Result<String, DeskError> {
    match action {
        OfficeAction::Show => rules::show(Reader::open(&location)?.read(), &context.text),
        OfficeAction::Set(wished) => {
            let mut store = Store::open(location, Box::new(System))?;
            rules::change(&mut store, changes(wished), &context.text)
        }
    }
}

fn changes(wished: &OfficeRules) -> RuleChanges {
    RuleChanges {
        policy: wished.priority_run,
        deadline_rule: wished.count,
        leave_counts: wished.leave_counts,
        reopen_days: wished.reopen_days,
        correction_days: wished.correction_days,
        ladder: wished.ladder,
    }
}
