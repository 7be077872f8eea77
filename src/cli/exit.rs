//! Outcomes of commands as exit codes, and messages on standard error.

use std::fmt::Display;
use std::io::{self, Write};
use std::process::ExitCode;

use sayso_attribution::text::clean::each_shown;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Found or done: 0.
    Done,
    /// Nothing found: 1.
    Nothing,
    /// Failed in part, and reported already: 2.
    Failed,
}

impl Outcome {
    /// The exit status for whether something was found.
    pub fn of(found: bool) -> Self {
        if found { Self::Done } else { Self::Nothing }
    }
}

/// The exit code of an outcome. Failures (2) are printed on standard error; a closed pipe is not a failure.
pub fn exit_code(outcome: anyhow::Result<Outcome>) -> ExitCode {
    match outcome {
        Ok(Outcome::Done) => ExitCode::SUCCESS,
        Ok(Outcome::Nothing) => ExitCode::from(1),
        Ok(Outcome::Failed) => ExitCode::from(2),
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            warn(&format_args!("{error:#}"));
            ExitCode::from(2)
        }
    }
}

/// Prints a line on standard error. If it is closed, the line is lost.
pub fn warn(line: &dyn Display) {
    let _ = writeln!(io::stderr(), "sayso: {}", harmless(&line.to_string()));
}

/// Prints a line on standard error for each fault.
pub fn warn_all<'a>(faults: impl IntoIterator<Item = &'a String>) {
    for fault in faults {
        warn(fault);
    }
}

/// Reports that nothing matches what was typed.
pub fn nothing_for(typed: &str) -> Outcome {
    nothing(&format!("nothing found for `{}`", harmless_line(typed)))
}

/// Reports why nothing is printed.
pub fn nothing(why: &str) -> Outcome {
    warn(&why);
    Outcome::Nothing
}

/// Prints a text on standard output.
///
/// # Errors
///
/// Fails if standard output cannot be written to.
pub fn print(text: impl AsRef<[u8]>) -> anyhow::Result<Outcome> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_ref())?;
    out.flush()?;
    Ok(Outcome::Done)
}

/// `text` with control characters escaped: messages may contain what was typed, or text of a settings file.
pub fn harmless(text: &str) -> String {
    text.split('\n').map(harmless_line).collect::<Vec<_>>().join("\n")
}

/// Like [`harmless`], for what must stay on one line.
pub fn harmless_line(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    each_shown(text, |c, is_shown| match c {
        c if is_shown => out.push(c),
        c if c.is_control() => out.extend(c.escape_debug()),
        c => out.extend(c.escape_unicode()),
    });
    out
}

fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}

/// Reports what is wrong with the arguments, or prints the requested help.
pub fn not_understood(error: &clap::Error) -> ExitCode {
    let is_plain = std::env::args_os().all(|arg| arg.to_str().is_some_and(|arg| harmless_line(arg) == arg));
    if is_plain {
        let _ = error.print();
    } else {
        let _ = write!(io::stderr(), "{}", harmless(&error.render().to_string()));
    }
    ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2))
}
