//! A fault of the program itself: the terminal first, then one line.

use std::any::Any;
use std::panic::{self, PanicHookInfo, UnwindSafe};
use std::{process, thread};

use super::screen;

/// How the threads are called whose faults are caught: they cost an answer, not the program.
pub const WORKER: &str = "worker";

/// The names of workers: our own, and those of the index, whose faults come back as its errors.
const WORKERS: &[&str] = &[WORKER, "tantivy-search", "thrd-tantivy", "segment_updater", "merge_thread"];

/// From here on a panic gives the terminal back before it says a line.
pub fn guard_terminal() {
    panic::set_hook(Box::new(|fault| {
        let line = line(fault);
        tracing::error!("{line}");
        let thread = thread::current();
        if thread.name().is_some_and(|name| WORKERS.iter().any(|worker| name.starts_with(worker))) {
            return;
        }
        let _pen = screen::give_back_for_good();
        eprintln!("sayso: {line}");
        // The main thread unwinds to its own end; without one of the others the screen would be deaf.
        if thread.name() != Some("main") {
            process::exit(101);
        }
    }));
}

fn line(fault: &PanicHookInfo) -> String {
    let place = fault.location().map(|at| format!(" at {}:{}", at.file(), at.line())).unwrap_or_default();
    let log = if std::env::var_os("SAYSO_LOG").is_some() { "" } else { "; SAYSO_LOG=FILE keeps a log" };
    format!("ended by a fault of its own{place}: {}{log}", message(fault.payload()))
}

/// Runs `job`; a panic in it becomes the line to show.
pub fn caught<T>(what: &str, job: impl FnOnce() -> T + UnwindSafe) -> Result<T, String> {
    panic::catch_unwind(job).map_err(|payload| format!("{what}: a fault in sayso itself: {}", message(&*payload)))
}

/// What a panic says, on one line and without anything a terminal would obey: it may hold an article's words.
fn message(payload: &(dyn Any + Send)) -> String {
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
