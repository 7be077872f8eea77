//! Panics of jobs, caught where they cost one answer only.

use std::any::Any;
use std::panic::{self, UnwindSafe};

use thiserror::Error;

/// Name of the threads whose panics are caught by their owner; the program goes on.
pub const WORKER: &str = "worker";

/// A job that panicked: a fault of the program itself.
#[derive(Clone, Debug, Error, PartialEq, Eq)]
#[error("{job}: internal error (please report): {message}")]
pub struct Panicked {
    /// The job, in a word or two.
    pub job: String,
    /// The message of the panic on one line, without control characters.
    pub message: String,
}

/// Runs `run`, the job named `job`.
///
/// # Errors
///
/// [`Panicked`] if it panics.
pub fn caught<T>(job: &str, run: impl FnOnce() -> T + UnwindSafe) -> Result<T, Panicked> {
    panic::catch_unwind(run).map_err(|payload| Panicked { job: job.to_owned(), message: message(&*payload) })
}

/// The message of a panic on one line, at most 200 characters of it, with control characters escaped: it may hold words
/// of an article, which must not reach the terminal raw.
pub fn message(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<String>().map(String::as_str);
    let text = text.or_else(|| payload.downcast_ref::<&str>().copied()).unwrap_or("no message");
    text.chars().take(200).flat_map(char::escape_debug).collect::<String>().replace("\\'", "'").replace("\\\"", "\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_caught_panic_is_one_harmless_line() {
        let caught = caught("x.md", || -> () { panic!("{}", "a\u{1b}]52;c;eA\u{7}\n\u{202e}b") });
        let line = caught.map_err(|panicked| panicked.to_string());
        assert_eq!(line, Err(r"x.md: internal error (please report): a\u{1b}]52;c;eA\u{7}\n\u{202e}b".to_owned()));
    }
}
