//! Faults of the program itself, caught where they cost an answer only.

use std::any::Any;
use std::panic::{self, UnwindSafe};

/// How the threads are called whose faults are caught: they cost an answer, not the program.
pub const WORKER: &str = "worker";

/// Runs `job`; a panic in it becomes the line to show.
pub fn caught<T>(what: &str, job: impl FnOnce() -> T + UnwindSafe) -> Result<T, String> {
    panic::catch_unwind(job).map_err(|payload| format!("{what}: a fault in sayso itself: {}", message(&*payload)))
}

/// What a panic says, on one line and without anything a terminal would obey: it may hold an article's words.
pub fn message(payload: &(dyn Any + Send)) -> String {
    let text = payload.downcast_ref::<String>().map(String::as_str);
    let text = text.or_else(|| payload.downcast_ref::<&str>().copied()).unwrap_or("no message");
    text.chars().take(200).flat_map(char::escape_debug).collect::<String>().replace("\\'", "'").replace("\\\"", "\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_caught_fault_is_one_harmless_line() {
        let said = caught("x.md", || -> () { panic!("{}", "a\u{1b}]52;c;eA\u{7}\n\u{202e}b") });
        assert_eq!(said, Err(r"x.md: a fault in sayso itself: a\u{1b}]52;c;eA\u{7}\n\u{202e}b".to_owned()));
    }
}
