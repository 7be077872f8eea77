//! A fault of the program itself: the terminal first, then one line.

use std::panic::{self, PanicHookInfo};
use std::{process, thread};

use super::{pipe, screen};
use sayso_library::index::is_guarded;
use sayso_library::service::panic::{WORKER, message};

/// The names of workers: our own, and those of the index, whose faults come back as its errors.
const WORKERS: &[&str] = &[WORKER, "tantivy-search", "thrd-tantivy", "segment_updater", "merge_thread"];

/// From here on a panic gives the terminal back before it says a line.
pub fn guard_terminal() {
    panic::set_hook(Box::new(|fault| {
        let line = line(fault);
        tracing::error!("{line}");
        if is_caught() {
            return;
        }
        let _pen = screen::give_back_for_good();
        pipe::end_all();
        eprintln!("sayso: {line}");
        // The main thread unwinds to its own end; without one of the others the screen would be deaf.
        if thread::current().name() != Some("main") {
            process::exit(101);
        }
    }));
}

/// Where there is no screen: a panic that is caught is an error of its owner, and not told twice.
pub fn quiet_workers() {
    let usual = panic::take_hook();
    panic::set_hook(Box::new(move |fault| {
        if !is_caught() {
            usual(fault);
        }
    }));
}

/// Returns `true` if the panic of this thread does not end it, or is an error of the thread that waits for it.
fn is_caught() -> bool {
    let named = |name: &str| WORKERS.iter().any(|worker| name.starts_with(worker));
    is_guarded() || thread::current().name().is_some_and(named)
}

fn line(fault: &PanicHookInfo) -> String {
    let place = fault.location().map(|at| format!(" at {}:{}", at.file(), at.line())).unwrap_or_default();
    let log = if std::env::var_os("SAYSO_LOG").is_some() { "" } else { "; SAYSO_LOG=FILE writes a log" };
    format!("crashed{place}: {}{log}", message(fault.payload()))
}
