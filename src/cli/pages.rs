//! Shell completions and manual pages, made from the same arguments the program parses.

use crate::i18n::Text;
use clap::Command;
use clap_complete::Shell;
use clap_mangen::Man;
use std::fs;
use std::io;
use std::path::Path;

/// Headings of a manual page as they are made, and the key of ours.
const HEADINGS: [(&str, &str); 5] = [
    ("NAME", "cli-man-name"),
    ("SYNOPSIS", "cli-man-synopsis"),
    ("DESCRIPTION", "cli-man-description"),
    ("EXTRA", "cli-man-extra"),
    ("VERSION", "cli-man-version"),
];

/// The completion script for a shell.
pub fn completions(mut command: Command, shell: Shell) -> String {
    let mut script = Vec::new();
    let name = command.get_name().to_owned();
    clap_complete::generate(shell, &mut command, name, &mut script);
    String::from_utf8_lossy(&script).into_owned()
}

/// The manual page of `command` alone.
pub fn manual(command: &Command, text: &Text) -> io::Result<String> {
    let mut page = Vec::new();
    Man::new(command.clone()).render(&mut page)?;
    let page = String::from_utf8_lossy(&page).into_owned();
    Ok(HEADINGS.iter().fold(page, |page, (heading, key)| {
        let ours = text.get(key);
        page.replace(&format!(".SH {heading}\n"), &format!(".SH \"{ours}\"\n"))
    }))
}

/// Writes the manual pages of `command` and all its subcommands into `folder`; their number.
pub fn write_manuals(command: &Command, folder: &Path, text: &Text) -> io::Result<usize> {
    fs::create_dir_all(folder)?;
    let name = command.get_display_name().unwrap_or(command.get_name());
    fs::write(folder.join(format!("{name}.1")), manual(command, text)?)?;
    let mut written = 1;
    for command in command.get_subcommands() {
        written += write_manuals(command, folder, text)?;
    }
    Ok(written)
}
