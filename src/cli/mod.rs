//! Arguments, printed output, exit codes.
use std::process::ExitCode;

/// Runs the program as the shell started it.
pub fn main() -> ExitCode {
    ExitCode::SUCCESS
}
