//! What this terminal, tmux and locale can do, and the exact line that mends what they cannot.

use std::collections::HashMap;
use std::io::{self, IsTerminal};
use std::process::{Command, Stdio};

use super::screen;

/// One thing looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// What was looked at.
    pub what: &'static str,
    /// What was found.
    pub found: String,
    /// Whether no fault was found.
    pub good: bool,
    /// The exact line that mends it, or what to know about it.
    pub mend: Option<String>,
}

/// All that the checks look at; filled by [`Surroundings::here`], made up by tests.
#[derive(Clone, Debug, Default)]
pub struct Surroundings {
    /// Environment variables.
    pub env: HashMap<String, String>,
    /// Standard output is a terminal.
    pub terminal: bool,
    /// Its columns and rows.
    pub size: (u16, u16),
    /// What `tmux -V` says.
    pub tmux_version: Option<String>,
    /// tmux options by name.
    pub tmux_options: HashMap<String, String>,
}

/// Looks at what the program runs in.
pub fn doctor() -> Vec<Check> {
    Surroundings::here().checks()
}

impl Surroundings {
    /// What this process runs in.
    pub fn here() -> Self {
        let env: HashMap<String, String> = std::env::vars_os()
            .filter_map(|(name, value)| Some((name.into_string().ok()?, value.to_string_lossy().into_owned())))
            .collect();
        let area = screen::size();
        let mut here = Self {
            terminal: io::stdout().is_terminal(),
            size: (area.width, area.height),
            tmux_version: env.contains_key("TMUX").then(|| said("tmux", &["-V"])).flatten(),
            tmux_options: HashMap::new(),
            env,
        };
        if here.tmux_version.is_some() {
            for name in ["set-clipboard", "escape-time"] {
                if let Some(value) = said("tmux", &["show-options", "-gsv", name]) {
                    here.tmux_options.insert(name.to_owned(), value);
                }
            }
        }
        here
    }

    /// Every check that applies here.
    pub fn checks(&self) -> Vec<Check> {
        let always = [self.terminal(), self.term(), self.size(), self.locale(), self.colour()];
        let some = [self.over_ssh(), self.tmux(), self.tmux_clipboard(), self.tmux_escape(), self.screen_program()];
        always.into_iter().chain(some.into_iter().flatten()).collect()
    }

    fn var(&self, name: &str) -> Option<&str> {
        self.env.get(name).map(String::as_str).filter(|value| !value.is_empty())
    }

    fn terminal(&self) -> Check {
        // Whoever reads the checks through a pipe has made it so.
        let found = if self.terminal { "standard output is a terminal" } else { "standard output is not a terminal" };
        let know =
            || "without a terminal sayso prints the articles; over SSH, ask for one: ssh -t HOST sayso".to_owned();
        Check { what: "terminal", found: found.to_owned(), good: true, mend: (!self.terminal).then(know) }
    }

    fn term(&self) -> Check {
        let term = self.var("TERM").unwrap_or("not set");
        let good = !matches!(term, "not set" | "dumb");
        Check::new("TERM", term, good, || "export TERM=xterm-256color".to_owned())
    }

    fn size(&self) -> Check {
        let (columns, rows) = self.size;
        let layout = match columns {
            120.. => "three panes",
            60.. => "text with a strip of quotes; three panes from 120 columns",
            _ => "one pane; a strip of quotes from 60 columns",
        };
        let found = format!("{columns}x{rows}: {layout}");
        Check::new("size", found, columns >= 20 && rows >= 5, || "make the window larger".to_owned())
    }

    fn locale(&self) -> Check {
        let name = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find(|name| self.var(name).is_some());
        let value = name.and_then(|name| self.var(name)).unwrap_or("not set");
        let folded = value.to_ascii_lowercase();
        let good = folded.ends_with("utf-8") || folded.ends_with("utf8");
        let found = name.map_or_else(|| value.to_owned(), |name| format!("{name}={value}"));
        let mend = || "export LC_ALL=C.UTF-8, or start with: sayso --ascii".to_owned();
        Check::new("locale", found, good, mend)
    }

    fn colour(&self) -> Check {
        let found = match (self.var("NO_COLOR"), self.var("COLORTERM")) {
            (Some(_), _) => "NO_COLOR is set: no colours; bold, underline and letters are enough".to_owned(),
            (None, Some(depth)) => format!("COLORTERM={depth}; sayso uses the 16 colours of the terminal"),
            (None, None) => "the 16 colours of the terminal".to_owned(),
        };
        Check::new("colour", found, true, String::new)
    }

    fn over_ssh(&self) -> Option<Check> {
        let there = self.var("SSH_CONNECTION").or_else(|| self.var("SSH_TTY")).is_some();
        there.then(|| Check {
            what: "SSH",
            found: "yes; o copies web addresses instead of opening them".to_owned(),
            good: true,
            mend: Some("for a slow connection, in ~/.ssh/config: Compression yes".to_owned()),
        })
    }

    fn tmux(&self) -> Option<Check> {
        self.var("TMUX")?;
        let version = self.tmux_version.as_deref().unwrap_or("does not answer");
        let good = version_of(version).is_some_and(|v| v >= (3, 2));
        let mend = || "yy reaches the terminal with tmux 3.2 or newer; before that: tmux save-buffer -".to_owned();
        Some(Check::new("tmux", version, good, mend))
    }

    fn tmux_clipboard(&self) -> Option<Check> {
        let value = self.tmux_options.get("set-clipboard")?;
        let mend = || {
            "tmux set-option -s set-clipboard on    (to keep it, add `set-option -s set-clipboard on` to ~/.tmux.conf)"
                .to_owned()
        };
        Some(Check::new("tmux set-clipboard", value, value != "off", mend))
    }

    fn tmux_escape(&self) -> Option<Check> {
        let value = self.tmux_options.get("escape-time")?;
        let good = value.parse().is_ok_and(|ms: u32| ms <= 50);
        let mend = || "tmux set-option -s escape-time 10    (Esc is slow; q and Ctrl-C are not)".to_owned();
        Some(Check::new("tmux escape-time", format!("{value} ms"), good, mend))
    }

    fn screen_program(&self) -> Option<Check> {
        self.var("STY")?;
        let mend = || "GNU screen does not forward the clipboard; use the file that yy names".to_owned();
        Some(Check::new("screen", "yes", false, mend))
    }
}

impl Check {
    fn new(what: &'static str, found: impl Into<String>, good: bool, mend: impl FnOnce() -> String) -> Self {
        Self { what, found: found.into(), good, mend: (!good).then(mend) }
    }
}

/// `tmux 3.3a` is (3, 3).
fn version_of(said: &str) -> Option<(u32, u32)> {
    let number = said.trim_start_matches(|c: char| !c.is_ascii_digit());
    let (major, rest) = number.split_once('.')?;
    let minor: String = rest.chars().take_while(char::is_ascii_digit).collect();
    Some((major.parse().ok()?, minor.parse().ok()?))
}

/// What a program prints, if it runs and does not fail.
fn said(program: &str, arguments: &[&str]) -> Option<String> {
    let mut command = Command::new(program);
    let output = command.args(arguments).stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    let said = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    (output.status.success() && !said.is_empty()).then_some(said)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn within(env: &[(&str, &str)]) -> Surroundings {
        let env = env.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Surroundings { env, terminal: true, size: (80, 24), ..Surroundings::default() }
    }

    fn mends(here: &Surroundings) -> Vec<(&'static str, String)> {
        here.checks().into_iter().filter(|c| !c.good).filter_map(|c| Some((c.what, c.mend?))).collect()
    }

    #[test]
    fn a_usual_terminal_needs_nothing() {
        assert_eq!(mends(&within(&[("TERM", "xterm-256color"), ("LANG", "de_DE.UTF-8")])), []);
    }

    #[test]
    fn a_pipe_is_told_and_is_no_fault() {
        let here = Surroundings { terminal: false, ..within(&[("TERM", "xterm"), ("LANG", "C.UTF-8")]) };
        let check = here.checks().into_iter().find(|check| check.what == "terminal").unwrap();
        assert!(check.good && check.found.contains("not a terminal") && check.mend.is_some());
        assert_eq!(mends(&here), []);
    }

    #[test]
    fn each_fault_comes_with_its_mend() {
        let mut here = within(&[("TERM", "dumb"), ("LANG", "C"), ("TMUX", "/tmp/x,1,0")]);
        here.tmux_version = Some("tmux 3.1c".to_owned());
        here.tmux_options = [("set-clipboard", "off"), ("escape-time", "500")]
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .into();
        let what: Vec<_> = mends(&here).into_iter().map(|(what, _)| what).collect();
        assert_eq!(what, ["TERM", "locale", "tmux", "tmux set-clipboard", "tmux escape-time"]);
    }

    #[test]
    fn the_first_variable_that_is_set_gives_the_locale() {
        let here = within(&[("TERM", "xterm"), ("LC_ALL", "C"), ("LANG", "en_GB.UTF-8")]);
        assert_eq!(mends(&here).first().map(|(what, _)| *what), Some("locale"));
    }
}
