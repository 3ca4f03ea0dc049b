//! `acikkapi central …`: what the subcommands do, and what they say.

use super::admin;
use super::admin::OfficerCode;
use super::console::FIRST_PASSWORD as ADMINISTRATOR_PASSWORD;
use super::enrolment::DeviceRow;
use super::error::CentralError;
use super::forks::{Fork, Held as HeldThere};
use super::portal::FIRST_PASSWORD;
use super::portal::officers::{NewOfficer, OfficerRow, OfficerState};
use super::server::Server;
use super::settings::Settings;
use crate::domain::calendar::date_and_time;
use crate::domain::message::MessageChannel;
use crate::i18n::Text;
use std::fmt::Write;
use tokio::runtime::{Builder, Runtime};
use tokio::signal::unix::{SignalKind, signal};
use tracing_subscriber::EnvFilter;

/// Serves until the process is asked to stop (SIGTERM, or Ctrl+C in a terminal), then finishes
/// the requests under way. Logs one JSON line per request and event on standard error; `RUST_LOG`
/// chooses what.
pub fn run(settings: &Settings) -> Result<(), CentralError> {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    // A logger that is already there (a test's) stays.
    let _ = tracing_subscriber::fmt()
        .json()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .try_init();
    let runtime = Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(serve)?;
    runtime.block_on(async {
        let mut terminate = signal(SignalKind::terminate()).map_err(serve)?;
        let mut interrupt = signal(SignalKind::interrupt()).map_err(serve)?;
        let server = Server::start(settings).await?;
        let stop = async {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = interrupt.recv() => {}
            }
        };
        server.run_until(stop).await
    })
}

/// Makes a one-time enrolment code for `office`.
pub fn enrol(
    settings: &Settings,
    office: &str,
    hours: u16,
    text: &Text,
) -> Result<String, CentralError> {
    let issued = runtime()?.block_on(admin::issue_code(settings, office, hours))?;
    Ok(format!(
        "{}\n\n    {}\n\n{}\n",
        text.with("central-code-issued", &[("office", office.into())]),
        issued.code.grouped(),
        text.with(
            "central-code-use",
            &[("time", date_and_time(issued.expires).into())]
        ),
    ))
}

/// Lists the devices of `office`, or of all offices.
pub fn devices(
    settings: &Settings,
    office: Option<&str>,
    text: &Text,
) -> Result<String, CentralError> {
    let devices = runtime()?.block_on(admin::devices(settings, office))?;
    if devices.is_empty() {
        return Ok(text.get("central-devices-none") + "\n");
    }
    let mut list = text.get("central-devices-head") + "\n";
    for device in &devices {
        list.push_str(&device_line(device, text));
    }
    Ok(list)
}

fn device_line(device: &DeviceRow, text: &Text) -> String {
    let state = if device.revoked {
        "central-device-revoked"
    } else if device.quarantined {
        "central-device-quarantined"
    } else {
        "central-device-active"
    };
    let never = || text.get("central-device-never");
    let compared = device.compared.map(|compared| compared.at);
    let compared = compared.map_or_else(never, date_and_time);
    let mut states = vec![text.get(state)];
    match device.compared.map(|compared| compared.report) {
        Some(report) if report.unresolved > 0 => {
            let values = [("count", report.unresolved.into())];
            states.push(text.with("central-device-differs", &values));
        }
        Some(report) if !report.agrees() => states.push(text.get("central-device-mended")),
        Some(_) => states.push(text.get("central-device-same")),
        None => {}
    }
    let seen = device.last_seen_at.map_or_else(never, date_and_time);
    let mut line = String::new();
    // Writing to a string cannot fail.
    let _ = writeln!(
        line,
        "{:6} {:02} {} {:16} {:>7} {:7} {:16} {}",
        device.office,
        device.number,
        device.device,
        seen,
        device.acked,
        device.version,
        compared,
        states.join(", "),
    );
    line
}

/// Tells how messages stand, and whether they wait for a gateway.
pub fn messages(
    settings: &Settings,
    office: Option<&str>,
    text: &Text,
) -> Result<String, CentralError> {
    let counts = runtime()?.block_on(admin::messages(settings, office))?;
    if counts.is_empty() {
        return Ok(text.get("central-messages-none") + "\n");
    }
    let mut list = text.get("central-messages-head") + "\n";
    for count in &counts {
        // Writing to a string cannot fail.
        let _ = writeln!(
            list,
            "{:6} {:10} {:12} {:>8} {}",
            count.office,
            text.get(channel_key(&count.channel)),
            text.get(state_key(&count.state)),
            count.count,
            date_and_time(count.since),
        );
    }
    let waits = |channel: &str| {
        let mut counts = counts.iter();
        counts.any(|count| (count.channel.as_str(), count.state.as_str()) == (channel, "queued"))
    };
    if waits("sms") && !settings.messages.has_gateway(MessageChannel::Sms) {
        list += &(text.get("central-messages-no-sms-gateway") + "\n");
    }
    if waits("email") && !settings.messages.has_gateway(MessageChannel::Email) {
        list += &(text.get("central-messages-no-mail-server") + "\n");
    }
    Ok(list)
}

fn channel_key(channel: &str) -> &'static str {
    match channel {
        "sms" => "central-channel-sms",
        "email" => "central-channel-email",
        _ => "central-channel-call",
    }
}

fn state_key(state: &str) -> &'static str {
    match state {
        "queued" => "central-message-queued",
        "sending" => "central-message-sending",
        "sent" => "central-message-sent",
        "delivered" => "central-message-delivered",
        "failed" => "central-message-failed",
        "called" => "central-message-called",
        "dropped" => "central-message-dropped",
        _ => "central-message-unknown",
    }
}

/// Withdraws the credential of a device.
pub fn revoke(
    settings: &Settings,
    office: &str,
    number: u8,
    text: &Text,
) -> Result<String, CentralError> {
    runtime()?.block_on(admin::revoke(settings, office, number))?;
    let number = format!("{number:02}");
    let values = [("office", office.into()), ("number", number.into())];
    Ok(text.with("central-revoked", &values) + "\n")
}

/// Makes an account for an administrator, or gives a known one a new code.
pub fn add_administrator(
    settings: &Settings,
    (login, name): (&str, &str),
    hours: u16,
    text: &Text,
) -> Result<String, CentralError> {
    let added = admin::add_administrator(settings, (login, name), hours);
    let issued = runtime()?.block_on(added)?;
    Ok(code_for(
        settings,
        (login, ADMINISTRATOR_PASSWORD),
        &issued,
        text,
    ))
}

/// Lets an administrator in no more.
pub fn disable_administrator(
    settings: &Settings,
    login: &str,
    text: &Text,
) -> Result<String, CentralError> {
    runtime()?.block_on(admin::disable_administrator(settings, login))?;
    Ok(text.with("central-officer-gone", &[("login", login.into())]) + "\n")
}

/// Lists the administrators.
pub fn administrators(settings: &Settings, text: &Text) -> Result<String, CentralError> {
    let rows = runtime()?.block_on(admin::administrators(settings))?;
    if rows.is_empty() {
        return Ok(text.get("central-administrators-none") + "\n");
    }
    let mut list = text.get("central-administrators-head") + "\n";
    for row in &rows {
        let state = match (row.disabled, row.active) {
            (true, _) => "central-officer-disabled",
            (false, true) => "central-officer-active",
            (false, false) => "central-officer-invited",
        };
        list += &format!("{:30} {:30} {}\n", row.login, row.name, text.get(state));
    }
    Ok(list)
}

/// Brings the database to this program's schema, while instances of the program before it serve.
pub fn migrate(settings: &Settings, text: &Text) -> Result<String, CentralError> {
    let done = runtime()?.block_on(admin::migrate(settings))?;
    if done.is_empty() {
        return Ok(text.get("central-migrate-nothing") + "\n");
    }
    let versions: Vec<String> = done.iter().map(ToString::to_string).collect();
    let versions = versions.join(", ");
    Ok(text.with("central-migrate-done", &[("versions", versions.into())]) + "\n")
}

/// Tells what a device offered when it was set aside, and what is held in its place.
pub fn show_device(
    settings: &Settings,
    office: &str,
    number: u8,
    text: &Text,
) -> Result<String, CentralError> {
    let (device, forks) = runtime()?.block_on(admin::device(settings, office, number))?;
    let mut said = text.get("central-devices-head") + "\n" + &device_line(&device, text);
    for fork in &forks {
        said.push('\n');
        said.push_str(&fork_lines(fork, text));
    }
    said.push('\n');
    let advice = match (device.quarantined, forks.is_empty()) {
        (true, _) => "central-device-set-aside",
        (false, true) => "central-device-never-aside",
        (false, false) => "central-device-let-in",
    };
    Ok(said + &text.get(advice) + "\n")
}

fn fork_lines(fork: &Fork, text: &Text) -> String {
    let values = [
        ("time", date_and_time(fork.found_at).into()),
        ("held", fork.held.into()),
        ("offered", fork.offered.len().into()),
    ];
    let mut lines = text.with("central-fork-found", &values) + "\n";
    if let Some(at) = fork.released_at {
        lines += &(text.with(
            "central-fork-released",
            &[("time", date_and_time(at).into())],
        ) + "\n");
    }
    lines += &(text.get("central-fork-head") + "\n");
    for offered in &fork.offered {
        let held = match &offered.held {
            HeldThere::Same => text.get("central-fork-same"),
            HeldThere::Nothing => text.get("central-fork-nothing"),
            HeldThere::Other(kind, at) => format!("{kind} {}", date_and_time(*at)),
        };
        // Writing to a string cannot fail.
        let _ = writeln!(
            lines,
            "{:>7} {:24} {:16} {held}",
            offered.dseq,
            offered.kind,
            date_and_time(offered.device_time),
        );
    }
    lines
}

/// Lets a device that was set aside send again.
pub fn release_device(
    settings: &Settings,
    office: &str,
    number: u8,
    text: &Text,
) -> Result<String, CentralError> {
    let released = runtime()?.block_on(admin::release(settings, office, number))?;
    let key = if released {
        "central-released"
    } else {
        "central-not-aside"
    };
    let number = format!("{number:02}");
    let values = [("office", office.into()), ("number", number.into())];
    Ok(text.with(key, &values) + "\n")
}

/// Starts a new epoch.
pub fn new_epoch(settings: &Settings, text: &Text) -> Result<String, CentralError> {
    let epoch = runtime()?.block_on(admin::new_epoch(settings))?;
    let epoch = epoch.to_string();
    Ok(text.with("central-epoch-begun", &[("epoch", epoch.into())]) + "\n")
}

/// Makes an account for a unit officer.
pub fn add_officer(
    settings: &Settings,
    new: &NewOfficer<'_>,
    hours: u16,
    text: &Text,
) -> Result<String, CentralError> {
    let issued = runtime()?.block_on(admin::add_officer(settings, new, hours))?;
    Ok(code_for(
        settings,
        (new.login, FIRST_PASSWORD),
        &issued,
        text,
    ))
}

/// Takes an officer's password away and makes a new code.
pub fn reset_officer(
    settings: &Settings,
    login: &str,
    hours: u16,
    text: &Text,
) -> Result<String, CentralError> {
    let issued = runtime()?.block_on(admin::reset_officer(settings, login, hours))?;
    Ok(code_for(settings, (login, FIRST_PASSWORD), &issued, text))
}

/// The code of an account, and the page a password is chosen on with it.
fn code_for(
    settings: &Settings,
    (login, page): (&str, &str),
    issued: &OfficerCode,
    text: &Text,
) -> String {
    let name = settings.names.first().map_or("localhost", String::as_str);
    let page = format!("https://{name}:{}{page}", settings.listen.port());
    let values = [
        ("page", page.into()),
        ("time", date_and_time(issued.expires).into()),
    ];
    format!(
        "{}\n\n    {}\n\n{}\n",
        text.with("central-officer-code", &[("login", login.into())]),
        issued.code.grouped(),
        text.with("central-officer-code-use", &values),
    )
}

/// Lets an officer in no more.
pub fn disable_officer(
    settings: &Settings,
    login: &str,
    text: &Text,
) -> Result<String, CentralError> {
    runtime()?.block_on(admin::disable_officer(settings, login))?;
    Ok(text.with("central-officer-gone", &[("login", login.into())]) + "\n")
}

/// Lists the officers of `office`, or of all offices.
pub fn officers(
    settings: &Settings,
    office: Option<&str>,
    text: &Text,
) -> Result<String, CentralError> {
    let officers = runtime()?.block_on(admin::officers(settings, office))?;
    if officers.is_empty() {
        return Ok(text.get("central-officers-none") + "\n");
    }
    let mut list = text.get("central-officers-head") + "\n";
    for officer in &officers {
        list.push_str(&officer_line(officer, text));
    }
    Ok(list)
}

fn officer_line(officer: &OfficerRow, text: &Text) -> String {
    let state = match officer.state {
        OfficerState::Active => "central-officer-active",
        OfficerState::Invited => "central-officer-invited",
        OfficerState::Expired => "central-officer-expired",
        OfficerState::Disabled => "central-officer-disabled",
    };
    format!(
        "{:6} {:12} {:30} {:30} {}\n",
        officer.office,
        officer.unit,
        officer.login,
        officer.name,
        text.get(state),
    )
}

pub(super) fn runtime() -> Result<Runtime, CentralError> {
    Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(serve)
}

fn serve(error: std::io::Error) -> CentralError {
    CentralError::Serve(error.to_string())
}
