//! Text onto the user's own clipboard, by whatever road there is.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crossterm::clipboard::CopyToClipboard;
use crossterm::queue;

use sayso_library::files as store;

/// Terminals drop or cut longer ones: xterm, tmux and most others stop near 100 kB of base64.
const MOST_FOR_TERMINAL: usize = 74_000;

/// What became of a copy.
#[derive(Debug)]
pub struct Copied {
    /// Bytes for the terminal, where it is the road.
    pub bytes: Option<Vec<u8>>,
    /// How the text was copied, in one line.
    pub notice: String,
}

/// Copies: to tmux if we run in it, else through the terminal; always also to a file. Nothing is ever read back.
pub fn copy(text: &str) -> Copied {
    if let Some(restriction) = store::restriction() {
        return for_guest(text, restriction.copies);
    }
    let has = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let home = std::env::var_os("HOME").map(PathBuf::from);
    let file = store::keep_copied(text).map(|path| short(&path, home.as_deref()));
    let fits = text.len() <= MOST_FOR_TERMINAL;
    let (bytes, way) = if has("TMUX") && to_tmux(text, fits).is_ok() {
        (None, Ok(if fits { "to tmux" } else { "to tmux only, too long for the terminal" }))
    } else if has("STY") {
        (None, Err("GNU screen cannot forward the clipboard"))
    } else if !super::takes_sequences() {
        (None, Err("no terminal with a clipboard"))
    } else if fits {
        (Some(for_terminal(text)), Ok("by OSC 52"))
    } else {
        (None, Err("too long for the terminal"))
    };
    Copied { bytes, notice: told(way, file) }
}

/// A guest's copy goes through the terminal or nowhere.
fn for_guest(text: &str, allowed: bool) -> Copied {
    let fits = allowed && text.len() <= MOST_FOR_TERMINAL && super::takes_sequences();
    let notice = match (allowed, fits) {
        (true, true) => "copied by OSC 52, unconfirmed",
        (true, false) if !super::takes_sequences() => "not copied: no terminal with a clipboard",
        (true, false) => "not copied: too long for the terminal",
        (false, _) => "not copied: not allowed in restricted mode",
    };
    Copied { bytes: fits.then(|| for_terminal(text)), notice: notice.to_owned() }
}

/// What became of a copy, in one line: the way it went, or why none. Neither tmux nor a terminal answers whether the
/// clipboard has it.
fn told(way: Result<&str, &str>, file: io::Result<String>) -> String {
    match (way, file) {
        (Ok(way), Ok(file)) => format!("copied {way}, unconfirmed; also in {file}"),
        (Ok(way), Err(error)) => format!("copied {way}, unconfirmed; no file: {error}"),
        (Err(why), Ok(file)) => format!("saved to {file} only: {why}"),
        (Err(why), Err(error)) => format!("not copied: {why}; no file: {error}"),
    }
}

/// A path as people write it: `~` for the home folder.
fn short(path: &Path, home: Option<&Path>) -> String {
    let inside = home.and_then(|home| path.strip_prefix(home).ok());
    inside.map_or_else(|| store::shown(path), |rest| format!("~/{}", store::shown(rest)))
}

fn for_terminal(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    // Writing to a vector cannot fail.
    let _ = queue!(bytes, CopyToClipboard::to_clipboard_from(text));
    bytes
}

/// `-w` hands it on to the terminal as well; tmux before 3.2 does not know it.
fn to_tmux(text: &str, hand_on: bool) -> io::Result<()> {
    let load = |flags: &[&str]| {
        let mut tmux = Command::new("tmux");
        tmux.arg("load-buffer").args(flags).arg("-");
        tmux.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
        let mut child = tmux.spawn()?;
        if let Some(mut stdin) = child.stdin.take() {
            stdin.write_all(text.as_bytes())?;
        }
        let status = child.wait()?;
        if status.success() { Ok(()) } else { Err(io::Error::other("tmux refused")) }
    };
    if hand_on && load(&["-w"]).is_ok() { Ok(()) } else { load(&[]) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_became_of_a_copy_fits_beside_the_name_of_the_pane() {
        let home = Path::new("/home/ann");
        let file = short(&home.join(".local/state/sayso/copied.txt"), Some(home));
        for way in ["to tmux", "by OSC 52"] {
            let line = told(Ok(way), Ok(file.clone()));
            assert_eq!(line, format!("copied {way}, unconfirmed; also in ~/.local/state/sayso/copied.txt"));
            assert!(line.len() <= 80 - " PANEL  ".len(), "{line}");
        }
        assert_eq!(short(Path::new("/run/copied.txt"), Some(home)), "/run/copied.txt");
    }

    #[test]
    fn the_terminal_gets_base64_and_nothing_of_the_text_itself() {
        assert_eq!(for_terminal("‘a\u{1b}’"), b"\x1b]52;c;4oCYYRvigJk=\x1b\\");
    }
}
