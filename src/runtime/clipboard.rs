//! Text onto the user's own clipboard, by whatever road there is.

use std::io::{self, Write};
use std::process::{Command, Stdio};

use crossterm::clipboard::CopyToClipboard;
use crossterm::queue;

use crate::store;

/// Terminals drop or cut longer ones: xterm, tmux and most others stop near 100 kB of base64.
const MOST_FOR_TERMINAL: usize = 74_000;

/// What became of a copy.
#[derive(Debug)]
pub struct Copied {
    /// Bytes for the terminal, where it is the road.
    pub bytes: Option<Vec<u8>>,
    /// Which way the text went, in one line.
    pub notice: String,
}

/// Copies: to tmux if we run in it, else through the terminal; always also to a file.
pub fn copy(text: &str) -> Copied {
    let file = match store::keep_copied(text) {
        Ok(path) => format!("also in {}", store::shown(&path)),
        Err(error) => format!("no file written: {error}"),
    };
    let in_tmux = std::env::var_os("TMUX").is_some();
    let (bytes, way) = if in_tmux && to_tmux(text).is_ok() {
        (None, "sent to tmux, and by it to the terminal if set-clipboard is on")
    } else if text.len() <= MOST_FOR_TERMINAL {
        (Some(for_terminal(text)), "sent to the terminal, if it allows that (OSC 52)")
    } else {
        (None, "too long for the terminal")
    };
    Copied { bytes, notice: format!("copy: {way}; no answer comes back; {file}") }
}

fn for_terminal(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    // Writing to a vector cannot fail.
    let _ = queue!(bytes, CopyToClipboard::to_clipboard_from(text));
    bytes
}

/// `-w` hands it on to the terminal as well; tmux before 3.2 does not know it.
fn to_tmux(text: &str) -> io::Result<()> {
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
    load(&["-w"]).or_else(|_| load(&[]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_terminal_gets_base64_and_nothing_of_the_text_itself() {
        assert_eq!(for_terminal("‘a\u{1b}’"), b"\x1b]52;c;4oCYYRvigJk=\x1b\\");
    }
}
