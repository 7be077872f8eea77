//! Running a program on what the reader pipes to it.

use std::ffi::OsString;
use std::io::{self, Read, Write};
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::thread;
use std::time::Duration;

use rustix::process::{Pid, Signal, WaitId, WaitIdOptions, getppid, kill_process_group, waitid};

use crate::app::{Pipe, Piped};
use sayso_library::files::unrestricted;

/// Time that programs have to end by themselves when sayso ends.
const GRACE: Duration = Duration::from_millis(100);

/// Exit code of a program that is not there, as shells have it.
pub const NO_PROGRAM: u8 = 127;
/// Said of a program that is not there.
pub const NOT_THERE: &str = "no such program";

/// This program and the argument with which it runs another one that ends with it.
static TETHER: OnceLock<(PathBuf, &str)> = OnceLock::new();

/// The groups of all programs that run.
static GROUPS: Mutex<Groups> = Mutex::new(Groups { running: Vec::new(), ending: false });

struct Groups {
    running: Vec<Pid>,
    /// sayso ends: what starts now is ended at once.
    ending: bool,
}

impl Groups {
    fn all() -> MutexGuard<'static, Self> {
        GROUPS.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn send(&self, signal: Signal) {
        for group in &self.running {
            let _ = kill_process_group(*group, signal);
        }
    }
}

/// Starts programs through `program` called with `argument`, the number of this process and the words: see [`tethered`].
/// The first call counts.
pub fn tether_with(program: PathBuf, argument: &'static str) {
    // A second call changes nothing.
    let _ = TETHER.set((program, argument));
}

/// Becomes the program of `words`, which the system kills when the process `parent` ends, in whatever way. Returns only
/// where that fails.
pub fn tethered(parent: u32, words: &[OsString]) -> io::Error {
    #[cfg(target_os = "linux")]
    if let Err(error) = rustix::process::set_parent_process_death_signal(Some(Signal::KILL)) {
        return error.into();
    }
    // It may have ended before the system was told.
    if getppid().map(|pid| pid.as_raw_nonzero().get().cast_unsigned()) != Some(parent) {
        return io::ErrorKind::BrokenPipe.into();
    }
    let Some((program, arguments)) = words.split_first() else { return io::ErrorKind::InvalidInput.into() };
    Command::new(program).args(arguments).exec()
}

/// Ends all programs and what they started, and lets no other start.
pub fn end_all() {
    let mut groups = Groups::all();
    groups.ending = true;
    if groups.running.is_empty() {
        return;
    }
    // A program that the system has stopped takes the signal when it goes on.
    groups.send(Signal::TERM);
    groups.send(Signal::CONT);
    drop(groups);
    thread::sleep(GRACE);
    Groups::all().send(Signal::KILL);
}

/// More than this of what a program prints is not kept.
const MOST: u64 = 1 << 20;

/// The way to stop a program, from its start to its end.
#[derive(Clone, Default)]
pub struct Running(Arc<Mutex<Run>>);

#[derive(Default)]
struct Run {
    /// The program and all it started, until it is over.
    group: Option<Pid>,
    /// What was asked for last, also before it began.
    stopped: Option<Signal>,
}

impl Running {
    /// Returns `true` while somebody still runs it.
    pub fn is_on(&self) -> bool {
        Arc::strong_count(&self.0) > 1
    }

    /// Asks the program to end; asked once more, it is ended.
    pub fn stop(&self) {
        let mut run = self.lock();
        run.stopped = Some(if run.stopped.is_some() { Signal::KILL } else { Signal::TERM });
        run.send();
    }

    fn began(&self, child: &Child) {
        let mut run = self.lock();
        run.group = Pid::from_raw(child.id().cast_signed());
        run.send();
        let mut groups = Groups::all();
        groups.running.extend(run.group);
        if groups.ending {
            groups.send(Signal::KILL);
        }
    }

    /// Waits for its end. Its number is given back only when nobody will send it a signal any more.
    fn ended(&self, mut child: Child) -> io::Result<ExitStatus> {
        let group = self.lock().group;
        if let Some(pid) = group {
            let _ = waitid(WaitId::Pid(pid), WaitIdOptions::EXITED | WaitIdOptions::NOWAIT);
        }
        self.lock().group = None;
        Groups::all().running.retain(|other| Some(*other) != group);
        child.wait()
    }

    fn lock(&self) -> MutexGuard<'_, Run> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Run {
    /// A program that the system has stopped takes the signal when it goes on.
    fn send(&self) {
        if let (Some(group), Some(signal)) = (self.group, self.stopped) {
            for signal in [signal, Signal::CONT] {
                let _ = kill_process_group(group, signal);
            }
        }
    }
}

/// Runs it to its end, or until it is stopped; nothing of it reaches the terminal by itself.
pub fn run(pipe: &Pipe, running: &Running) -> Piped {
    let mut piped = Piped { name: pipe.name.clone(), output: String::new(), cut: false, fault: None };
    match started(pipe).and_then(|child| ended(child, &pipe.input, running)) {
        Ok((status, ..)) if !status.success() && running.lock().stopped.is_some() => {
            piped.fault = Some("stopped".to_owned());
        }
        Ok((status, (output, cut), errors)) => {
            (piped.output, piped.cut) = (output, cut);
            // One that could not print all it wanted to fails for no other reason.
            piped.fault = fault(status, &errors).filter(|_| !cut);
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => piped.fault = Some(NOT_THERE.to_owned()),
        Err(error) => piped.fault = Some(error.to_string()),
    }
    piped
}

/// In a group of its own: a program that wants the terminal's keys is stopped by the system, and takes none of ours.
fn started(pipe: &Pipe) -> io::Result<Child> {
    unrestricted()?;
    let (program, arguments) = pipe.words.split_first().ok_or(io::ErrorKind::InvalidInput)?;
    let mut command = match TETHER.get() {
        Some((own, argument)) => {
            let mut command = Command::new(own);
            command.args([argument, &*std::process::id().to_string(), "--", program]);
            command
        }
        None => Command::new(program),
    };
    command.args(arguments).process_group(0);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()
}

/// Writes and reads at once: a program may print before it has read all.
fn ended(mut child: Child, input: &str, running: &Running) -> io::Result<(ExitStatus, (String, bool), String)> {
    running.began(&child);
    let (stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    let (output, errors) = thread::scope(|scope| {
        scope.spawn(move || {
            // A program need not read to the end.
            let _ = stdin.map(|mut stdin| stdin.write_all(input.as_bytes()));
        });
        let errors = scope.spawn(move || kept(stderr));
        (kept(stdout), errors.join().unwrap_or_default().0)
    });
    Ok((running.ended(child)?, output, errors))
}

/// What comes, up to [`MOST`]; what is cut off is said, and told. Then the pipe is closed, and the program told by that.
fn kept(from: Option<impl Read>) -> (String, bool) {
    let mut bytes = Vec::new();
    // What came before an error is shown all the same.
    let _ = from.map(|from| from.take(MOST + 1).read_to_end(&mut bytes));
    let cut = bytes.len() as u64 > MOST;
    bytes.truncate(MOST as usize);
    let mut text = String::from_utf8_lossy(&bytes).into_owned();
    if cut {
        text += "\n… output cut here";
    }
    (text, cut)
}

fn fault(status: ExitStatus, errors: &str) -> Option<String> {
    if status.success() {
        return None;
    }
    if status.code() == Some(NO_PROGRAM.into()) && TETHER.get().is_some() && errors.trim_end() == NOT_THERE {
        return Some(NOT_THERE.to_owned());
    }
    let ended = match (status.code(), status.signal()) {
        (Some(code), _) => format!("exit code {code}"),
        (None, signal) => format!("ended by signal {}", signal.unwrap_or(0)),
    };
    let first = errors.lines().map(str::trim).find(|line| !line.is_empty());
    Some(first.map_or(ended.clone(), |line| format!("{ended}: {line}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pipe(words: &[&str], input: &str) -> Pipe {
        let words = words.iter().map(|&word| word.to_owned()).collect();
        Pipe { name: "it".to_owned(), words, input: input.to_owned() }
    }

    fn run(words: &[&str], input: &str) -> Piped {
        super::run(&pipe(words, input), &Running::default())
    }

    /// What becomes of a shell line that is stopped as soon as it has made the file `$0`, so many times.
    fn stopped(line: &str, times: usize) -> Option<String> {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("begun");
        let running = Running::default();
        thread::scope(|scope| {
            let ran = scope.spawn(|| super::run(&pipe(&["sh", "-c", line, file.to_str().unwrap()], ""), &running));
            while !file.exists() {
                thread::yield_now();
            }
            (0..times).for_each(|_| running.stop());
            ran.join().unwrap().fault
        })
    }

    #[test]
    fn a_program_is_stopped_with_all_it_started_and_killed_where_it_does_not_listen() {
        assert_eq!(stopped("sleep 600 & : > \"$0\"; wait", 1).as_deref(), Some("stopped"));
        assert_eq!(stopped("trap '' TERM; : > \"$0\"; sleep 600", 2).as_deref(), Some("stopped"));
        assert_eq!(stopped(": > \"$0\"; kill -STOP $$; exit 1", 1).as_deref(), Some("stopped"));
    }

    #[test]
    fn one_that_is_stopped_before_it_began_ends_at_once() {
        for (line, times) in [("sleep 600", 1), ("trap '' TERM; sleep 600", 2)] {
            let running = Running::default();
            (0..times).for_each(|_| running.stop());
            assert_eq!(super::run(&pipe(&["sh", "-c", line], ""), &running).fault.as_deref(), Some("stopped"));
            assert!(!running.is_on());
        }
    }

    #[test]
    fn what_goes_in_comes_out_whole_however_much_it_is() {
        let long = "words in a row\n".repeat(40_000);
        assert_eq!(run(&["cat"], &long), Piped { name: "it".to_owned(), output: long, cut: false, fault: None });
        let more = run(&["cat"], &"words in a row\n".repeat(100_000)).output;
        assert!(more.len() < 1_100_000 && more.ends_with("output cut here"));
        let endless = run(&["yes"], "");
        assert_eq!((endless.cut, endless.fault), (true, None));
        assert!(endless.output.ends_with("output cut here"));
        assert_eq!(run(&["true"], &"unread ".repeat(100_000)).fault, None);
    }

    #[test]
    fn a_failure_is_told_by_its_code_and_its_first_line() {
        let of = |words: &[&str]| run(words, "").fault;
        assert_eq!(
            of(&["sh", "-c", "echo; echo bad >&2; echo worse >&2; exit 3"]).as_deref(),
            Some("exit code 3: bad")
        );
        assert_eq!(of(&["false"]).as_deref(), Some("exit code 1"));
        assert_eq!(of(&["sh", "-c", "kill -9 $$"]).as_deref(), Some("ended by signal 9"));
        assert_eq!(of(&["no-such-program-at-all"]).as_deref(), Some("no such program"));
    }
}
