//! What the system tells the program: end, stop, go on, the terminal is gone.

use std::sync::mpsc::Sender;
use std::{io, process, thread};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::process::{Signal, getpgrp, getpid, getsid, kill_current_process_group, kill_process};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP};
use signal_hook::iterator::Signals;

use super::{Wake, pipe, screen};
use sayso_library::files::unrestricted;
use sayso_library::service::journal_writer::JournalWriter;

/// Answers signals on a thread of its own, so that a busy loop cannot delay the end.
pub fn listen(wakes: Sender<Wake>, journal: JournalWriter) -> io::Result<()> {
    let mut signals = Signals::new([SIGTERM, SIGINT, SIGHUP, SIGQUIT, SIGTSTP, SIGCONT])?;
    let answer = move || {
        for signal in signals.forever() {
            // Only a loop that has ended does not listen; then the program is ending anyway.
            let _ = match signal {
                SIGTSTP => wakes.send(Wake::Stop),
                SIGCONT => wakes.send(Wake::GoOn),
                fatal => end(fatal, &journal),
            };
        }
    };
    thread::Builder::new().name("signals".to_owned()).spawn(answer).map(drop)
}

/// Ends the program when the terminal goes away, even where SIGHUP is ignored: the terminal library would
/// read the dead terminal for ever.
pub fn watch_terminal(journal: JournalWriter) -> io::Result<()> {
    let watch = move || {
        loop {
            // No event is asked for: only hang-up, error and a closed file wake us.
            let stdout = rustix::stdio::stdout();
            let mut fds = [PollFd::new(&stdout, PollFlags::empty())];
            match poll(&mut fds, None) {
                Ok(n) if n > 0 => end(SIGHUP, &journal),
                Ok(_) | Err(rustix::io::Errno::INTR) => {}
                Err(_) => return,
            }
        }
    };
    thread::Builder::new().name("watchdog".to_owned()).spawn(watch).map(drop)
}

/// Ends as after a hang-up if the terminal is gone: an error of writing to it may come before the signal.
pub fn end_if_closed(journal: &JournalWriter) {
    let stdout = rustix::stdio::stdout();
    let mut fds = [PollFd::new(&stdout, PollFlags::empty())];
    if poll(&mut fds, Some(&Timespec::default())).is_ok_and(|n| n > 0) {
        end(SIGHUP, journal);
    }
}

/// Ends as the shell expects of a program that this signal killed.
fn end(signal: i32, journal: &JournalWriter) -> ! {
    let _pen = screen::give_back_for_good();
    pipe::end_all();
    journal.flush();
    process::exit(128 + signal)
}

/// Returns `true` if there is a shell that can continue us. A shell with job control gives each a group of its own; a
/// job in the group of whoever leads the session would stand still for ever.
pub fn can_stop() -> bool {
    unrestricted().is_ok() && getsid(None).is_ok_and(|leader| leader != getpgrp())
}

/// Ctrl-Z: asks every program of this job to stop. [`Wake::Stop`] comes back to us by the same road as a stop
/// asked for from outside.
pub fn ask_to_stop() {
    let _ = kill_current_process_group(Signal::TSTP);
}

/// Stops until the shell lets us go on. The signal that cannot be refused: SIGTSTP is ours to answer, and is
/// lost where the job has lost its shell.
pub fn stop() {
    let _ = kill_process(getpid(), Signal::STOP);
}
