//! A fault of the program itself: the terminal first, then one line.

use std::panic::{self, PanicHookInfo};
use std::{process, thread};

use super::screen;
use sayso_library::service::panic::{WORKER, message};

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
