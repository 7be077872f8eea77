//! How wide the reader's screen is.

/// Columns where standard output is no terminal.
const PIPED: usize = 100;

/// Columns of the terminal that standard output goes to; 100 where it goes elsewhere.
pub fn columns() -> usize {
    let size = rustix::termios::tcgetwinsize(std::io::stdout());
    size.ok().map(|size| usize::from(size.ws_col)).filter(|&columns| columns > 0).unwrap_or(PIPED)
}
