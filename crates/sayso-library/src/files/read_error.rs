//! Why an article was not read, as one line: the thing, the place, the mend.

use std::io;

use sayso_attribution::document::Refusal;

/// A path that gave no article.
#[derive(Debug, thiserror::Error)]
#[error("{place}: {reason}")]
pub struct ReadError {
    /// The path, escaped for showing.
    pub place: String,
    /// What stood in the way.
    pub reason: Reason,
}

/// What stood in the way.
#[derive(Debug, thiserror::Error)]
pub enum Reason {
    /// Nothing there.
    #[error("no such file or folder")]
    Missing,
    /// The system said no.
    #[error("permission denied; check its mode with `ls -l`")]
    Denied,
    /// A pipe, a device, a socket.
    #[error("is {0}, not a file; use standard input: sayso - < FILE")]
    Special(&'static str),
    /// Standard input that nobody pipes anything into.
    #[error("standard input is a terminal; name a file, or pipe an article into sayso")]
    Terminal,
    /// Standard input that ended before its first byte, as after a download that failed.
    #[error("standard input is empty; the program before sayso printed nothing")]
    NoInput,
    /// Bytes that hold no article.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// A PDF, and no program that reads it.
    #[error(
        "is a PDF, which is read with pdftotext, and that is not installed; \
         install poppler-utils (Debian, Ubuntu, Fedora) or poppler (Homebrew, Arch)"
    )]
    NoPdfToText,
    /// More bytes than the cap.
    #[error("has {size}, over the limit of {}; raise `max_file_mib` in config.toml", bytes(*cap))]
    TooBig {
        /// How big, as far as is known.
        size: Size,
        /// The cap in bytes.
        cap: u64,
    },
    /// A link that leads out of the folder that was given.
    #[error("links out of the folder, so it was not followed; name its target to read it")]
    LinkOut,
    /// A link in a folder of another user, who may lead it anywhere between a look and the opening.
    #[error("is a link in a folder of another user and was not followed; name its target to read it")]
    LinkOfAnother,
    /// Any other trouble.
    #[error("cannot be read: {0}")]
    Io(#[source] io::Error),
}

/// A size in bytes, exact or a lower bound.
#[derive(Clone, Copy, Debug)]
pub enum Size {
    /// This many.
    Exactly(u64),
    /// This many and more: the end was never seen.
    Over(u64),
}

impl std::fmt::Display for Size {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Exactly(n) => f.write_str(&bytes(*n)),
            Self::Over(n) => write!(f, "over {}", bytes(*n)),
        }
    }
}

impl From<io::Error> for Reason {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => Self::Missing,
            io::ErrorKind::PermissionDenied => Self::Denied,
            _ => Self::Io(error),
        }
    }
}

/// `1.5 MiB`, `300 bytes`.
fn bytes(n: u64) -> String {
    if n < 1 << 20 { format!("{n} bytes") } else { format!("{:.1} MiB", n as f64 / f64::from(1 << 20)) }
}
