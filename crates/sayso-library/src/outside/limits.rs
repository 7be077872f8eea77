//! Running a program within limits.

use std::io::{self, Read, Write};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// Limits of one run.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// How long it may run.
    pub time: Duration,
    /// Bytes of memory that it may map; held on Linux only.
    pub memory: u64,
    /// Bytes that are read of what it writes.
    pub output: u64,
}

/// What a program wrote, and how it ended.
#[derive(Debug)]
pub struct Ran {
    /// Standard output.
    pub output: Vec<u8>,
    /// Standard error.
    pub errors: String,
    /// Whether it ended by itself, and without an error.
    pub is_ok: bool,
    /// Whether it was ended because it ran too long.
    pub is_late: bool,
}

/// Bytes of standard error that are kept.
const ERRORS: u64 = 4 << 10;

/// Pause between two looks at whether the program has ended.
const PAUSE: Duration = Duration::from_millis(5);

/// Runs a program with `input` on its standard input.
///
/// # Errors
///
/// If it cannot be started; [`io::ErrorKind::NotFound`] where there is no such program.
pub fn run(command: &mut Command, input: &[u8], limits: Limits) -> io::Result<Ran> {
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
    limit_memory(&child, limits.memory);
    let (stdin, stdout, stderr) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    let is_late = thread::scope(|scope| {
        let writer = scope.spawn(move || {
            // A program that has seen enough closes its end.
            let _ = stdin.map(|mut stdin| stdin.write_all(input));
        });
        let output = scope.spawn(move || read(stdout, limits.output));
        let errors = scope.spawn(move || read(stderr, ERRORS));
        let is_late = !ends_within(&mut child, limits.time);
        let _ = writer.join();
        (is_late, output.join().unwrap_or_default(), errors.join().unwrap_or_default())
    });
    let (is_late, output, errors) = is_late;
    let is_ok = child.wait().is_ok_and(|status| status.success()) && !is_late;
    Ok(Ran { output, errors: String::from_utf8_lossy(&errors).into_owned(), is_ok, is_late })
}

/// Waits for the end, and ends the program where it takes longer.
fn ends_within(child: &mut Child, time: Duration) -> bool {
    let start = Instant::now();
    loop {
        match child.try_wait() {
            Ok(Some(_)) | Err(_) => return true,
            Ok(None) if start.elapsed() > time => {
                let _ = child.kill();
                return false;
            }
            Ok(None) => thread::sleep(PAUSE),
        }
    }
}

/// All that comes, of which `most` bytes are kept: a program whose output nobody reads would wait for ever.
fn read(from: Option<impl Read>, most: u64) -> Vec<u8> {
    let mut kept = Vec::new();
    if let Some(mut from) = from {
        // What was read before a fault is kept.
        let _ = (&mut from).take(most).read_to_end(&mut kept);
        let _ = io::copy(&mut from, &mut io::sink());
    }
    kept
}

#[cfg(target_os = "linux")]
fn limit_memory(child: &Child, bytes: u64) {
    use rustix::process::{Pid, Resource, Rlimit, prlimit};
    let limit = Rlimit { current: Some(bytes), maximum: Some(bytes) };
    let pid = i32::try_from(child.id()).ok().and_then(Pid::from_raw);
    // A program that has ended already needs no limit.
    let _ = prlimit(pid, Resource::As, limit);
}

#[cfg(not(target_os = "linux"))]
fn limit_memory(_: &Child, _: u64) {}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMITS: Limits = Limits { time: Duration::from_secs(20), memory: 1 << 30, output: 1 << 20 };

    fn shell(script: &str, input: &[u8], limits: Limits) -> Ran {
        run(Command::new("sh").args(["-c", script]), input, limits).unwrap()
    }

    #[test]
    fn a_program_gets_its_input_and_is_ended_when_it_takes_too_long() {
        let many = vec![b'a'; 300_000];
        let ran = shell("cat; echo words >&2", &many, LIMITS);
        assert!(ran.is_ok && ran.output == many && ran.errors == "words\n");
        let ran = shell("head -c 5", &many, Limits { output: 3, ..LIMITS });
        assert_eq!((ran.is_ok, ran.output), (true, b"aaa".to_vec()));
        let ran = shell("exec sleep 60", b"", Limits { time: Duration::from_millis(50), ..LIMITS });
        assert!(ran.is_late && !ran.is_ok);
        assert!(run(&mut Command::new("no-such-program-here"), b"", LIMITS).is_err());
    }
}
