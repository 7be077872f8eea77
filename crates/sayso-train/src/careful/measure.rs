//! What work costs this process.

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
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    line.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok()).unwrap_or_default() * 1024.0 / 1e6
}
