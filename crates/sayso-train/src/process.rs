//! Processor time and memory of a process.

use rustix::time::{ClockId, clock_gettime};

/// Processor time and memory.
#[derive(Clone, Copy, Debug)]
pub struct Cost {
    /// Seconds of processor time, of all threads together.
    pub seconds: f64,
    /// Megabytes of memory more than before.
    pub megabytes: f64,
}

/// The result of `work`, and what it cost.
pub fn cost_of<T>(work: impl FnOnce() -> T) -> (T, Cost) {
    let (seconds, megabytes) = (processor_seconds(), megabytes());
    let result = work();
    (result, Cost { seconds: processor_seconds() - seconds, megabytes: self::megabytes() - megabytes })
}

/// Seconds of processor time that all threads of this process have used.
#[must_use]
pub fn processor_seconds() -> f64 {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    time.tv_sec as f64 + time.tv_nsec as f64 / 1e9
}

/// Resident memory of this process, in 10^6 bytes; 0 where the system does not tell.
fn megabytes() -> f64 {
    kibibytes("self", "VmRSS") as f64 * 1024.0 / 1e6
}

/// A line of the memory of a process, `VmRSS` or the like, in KiB; 0 where the system does not tell. `process` is a number or
/// `self`.
#[must_use]
pub fn kibibytes(process: &str, line: &str) -> usize {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let value = status.lines().find_map(|one| one.strip_prefix(line)?.strip_prefix(':'));
    value.and_then(|value| value.split_whitespace().next()?.parse().ok()).unwrap_or_default()
}
