use std::process::ExitCode;

fn main() -> ExitCode {
    acikkapi::cli::run(std::env::args_os().collect())
}
