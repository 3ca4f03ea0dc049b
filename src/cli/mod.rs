//! Command line: arguments and subcommands only.
