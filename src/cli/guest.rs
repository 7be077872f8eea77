//! Restricted mode, in which guests can only read; see `docs/serving.md`.

use std::time::Duration;

use rustix::process::{Resource, Rlimit, setrlimit};

use super::args::{Args, Command, GuestArgs, ReadArgs};
use sayso_library::files::{GUEST_ARTICLE, Restriction, restrict, restriction};

/// Memory that one session may map: 2 GiB. A session on 10,000 articles takes less than a tenth of it.
const MEMORY: u64 = 2 << 30;

/// Seconds of processor time of one session: half an hour. Reading takes a second an hour, an index of 10,000 articles
/// half a minute.
const SECONDS: u64 = 30 * 60;

/// Minutes without a key after which a session ends.
const IDLE: u16 = 30;

/// Restricts the process where arguments or environment say so, before anything is read.
///
/// # Errors
///
/// Fails for a command that guests do not have.
pub fn restrict_if_asked(args: &Args) -> anyhow::Result<()> {
    let guest = &args.read.guest;
    let is_set = std::env::var_os("SAYSO_RESTRICTED").is_some_and(|value| !value.is_empty() && value != "0");
    if !guest.restricted && !is_set {
        return Ok(());
    }
    let GuestArgs { guest_folder, guest_config, guest_copy, .. } = guest;
    restrict(Restriction { folder: guest_folder.clone(), settings: guest_config.clone(), copies: *guest_copy });
    limit(Resource::As, MEMORY);
    limit(Resource::Cpu, SECONDS);
    limit(Resource::Core, 0);
    match &args.command {
        None => named(&args.read),
        Some(
            Command::Quotes(_)
            | Command::Search(_)
            | Command::Who(_)
            | Command::Speakers(_)
            | Command::Voices(_)
            | Command::Show(_),
        ) => Ok(()),
        Some(_) => anyhow::bail!("this command is not available in restricted mode"),
    }
}

/// Most bytes of an article, where the settings allow `cap`.
pub fn cap(cap: u64) -> u64 {
    if restriction().is_some() { cap.min(GUEST_ARTICLE) } else { cap }
}

/// How long the reader waits for a key.
pub fn idle(args: &GuestArgs) -> Option<Duration> {
    restriction().map(|_| Duration::from_secs(60 * u64::from(args.guest_idle.unwrap_or(IDLE))))
}

fn named(args: &ReadArgs) -> anyhow::Result<()> {
    let is_named = !args.paths.is_empty() || args.index.is_some();
    anyhow::ensure!(is_named, "restricted mode needs a path: sayso --restricted PATH, or an index: --index DIR");
    Ok(())
}

fn limit(resource: Resource, most: u64) {
    // What cannot be limited further is limited already.
    let _ = setrlimit(resource, Rlimit { current: Some(most), maximum: Some(most) });
}
