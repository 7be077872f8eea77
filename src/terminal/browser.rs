//! Opening an article's web address.

use std::ffi::OsString;
use std::process::{Command, Stdio};

use sayso_library::files::restriction;

/// What is to be done with an address.
#[derive(Debug, PartialEq, Eq)]
pub enum Way {
    /// Run this program on it.
    Open(&'static str),
    /// There is no browser on this side: show and copy it.
    Copy(&'static str),
    /// It is shown and not even copied, for this reason.
    Tell(&'static str),
    /// It is no web address.
    Refuse,
}

/// How `url` is opened, given what the environment says.
pub fn way(url: &str, env: &dyn Fn(&str) -> Option<OsString>) -> Way {
    let web = url.starts_with("https://") || url.starts_with("http://");
    if !web || url.chars().any(|c| c.is_whitespace() || c.is_control()) {
        return Way::Refuse;
    }
    if let Some(restriction) = restriction() {
        let why = "no browser in restricted mode";
        return if restriction.copies { Way::Copy(why) } else { Way::Tell(why) };
    }
    let has = |name: &str| env(name).is_some_and(|value| !value.is_empty());
    if has("SSH_CONNECTION") || has("SSH_TTY") {
        return Way::Copy("over SSH");
    }
    if cfg!(target_os = "macos") {
        return Way::Open("open");
    }
    if has("DISPLAY") || has("WAYLAND_DISPLAY") { Way::Open("xdg-open") } else { Way::Copy("no browser here") }
}

/// Opens `url` with `program`, without a shell; the line to show. The address starts with its scheme, so it is
/// never read as an option (`xdg-open` takes no `--`).
pub fn open(program: &str, url: &str) -> String {
    let mut command = Command::new(program);
    command.arg(url).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    match command.status() {
        Ok(status) if status.success() => format!("opened with {program}: {url}"),
        Ok(_) => format!("{program} could not open {url}"),
        Err(error) => format!("cannot start {program} ({error}): {url}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(set: &'static [&'static str]) -> impl Fn(&str) -> Option<OsString> {
        move |name| set.contains(&name).then(|| "1".into())
    }

    #[test]
    fn only_web_addresses_and_only_where_there_is_a_browser() {
        for url in ["file:///etc/passwd", "javascript:1", "--help", "", "https://a b", "https://a\u{1b}]", "HTTPS:x"] {
            assert_eq!(way(url, &with(&["DISPLAY"])), Way::Refuse, "{url:?}");
        }
        assert_eq!(way("https://example.org", &with(&["SSH_TTY", "DISPLAY"])), Way::Copy("over SSH"));
        if cfg!(target_os = "linux") {
            assert_eq!(way("https://example.org", &with(&["DISPLAY"])), Way::Open("xdg-open"));
            assert_eq!(way("http://example.org", &with(&[])), Way::Copy("no browser here"));
        }
    }
}
