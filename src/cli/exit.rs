//! What a command came to, as an exit code.

use std::fmt::Display;
use std::io::{self, Write};
use std::process::ExitCode;

use sayso_attribution::text::clean::each_shown;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Found, or done: 0.
    Done,
    /// Nothing found: 1.
    Nothing,
    /// Some of it failed, which is told already: 2.
    Failed,
}

impl Outcome {
    /// The exit status for whether something was found.
    pub fn of(found: bool) -> Self {
        if found { Self::Done } else { Self::Nothing }
    }
}

/// The exit code; failures (2) are told on standard error. A reader that closed the pipe is no failure.
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

/// A line on standard error; if that is closed, there is nobody to tell.
pub fn warn(line: &dyn Display) {
    let _ = writeln!(io::stderr(), "sayso: {}", harmless(&line.to_string()));
}

/// A line on standard error for each fault.
pub fn warn_all<'a>(faults: impl IntoIterator<Item = &'a String>) {
    for fault in faults {
        warn(fault);
    }
}

/// Tells that nothing fits what was typed.
pub fn nothing_for(typed: &str) -> Outcome {
    nothing(&format!("nothing found for `{}`", typed.escape_debug()))
}

/// Tells why nothing is printed.
pub fn nothing(why: &str) -> Outcome {
    warn(&why);
    Outcome::Nothing
}

/// Prints all of it on standard output.
pub fn print(text: impl AsRef<[u8]>) -> anyhow::Result<Outcome> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_ref())?;
    out.flush()?;
    Ok(Outcome::Done)
}

/// Messages may hold what was typed, or what stands in a settings file: nothing of it reaches the terminal raw.
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

/// Tells what is wrong with the arguments, or prints the help that was asked for.
pub fn not_understood(error: &clap::Error) -> ExitCode {
    let is_plain = std::env::args_os().all(|arg| arg.to_str().is_some_and(|arg| harmless_line(arg) == arg));
    if is_plain {
        let _ = error.print();
    } else {
        let _ = write!(io::stderr(), "{}", harmless(&error.render().to_string()));
    }
    ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2))
}
