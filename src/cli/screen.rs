//! The width of the terminal, and text cut to fit it.

use std::borrow::Cow;

use crate::cells::{fit, width};

/// Columns where standard output is no terminal.
const PIPED: usize = 100;

/// Columns of the terminal that standard output goes to; 100 where it goes elsewhere.
pub fn columns() -> usize {
    terminal().unwrap_or(PIPED)
}

/// Columns of the terminal that standard output goes to; `None` where it goes elsewhere.
pub fn terminal() -> Option<usize> {
    let size = rustix::termios::tcgetwinsize(std::io::stdout());
    size.ok().map(|size| usize::from(size.ws_col)).filter(|&columns| columns > 0)
}

/// `text` in no more than `cells`, with `…` where it is cut.
pub fn cut(text: &str, cells: usize) -> Cow<'_, str> {
    if width(text) <= cells { text.into() } else { format!("{}…", fit(text, cells.saturating_sub(1)).0).into() }
}
