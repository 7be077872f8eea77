//! Why an address gives nothing, as one line: the thing and the mend.

use std::time::Duration;

/// Why an address gives nothing. The text goes on behind the address.
#[derive(Debug, thiserror::Error)]
pub enum FetchError {
    /// The program was built without the feature `fetch`.
    #[cfg(not(feature = "fetch"))]
    #[error("this sayso was built without the feature `fetch`; save the page and add the file")]
    NotBuilt,
    /// Its scheme is not of the web.
    #[error("only http:// and https:// addresses can be fetched")]
    Scheme,
    /// It leads on to an address whose scheme is not of the web.
    #[error("redirects to an address that is not http or https")]
    LeadsOff,
    /// It is no address.
    #[error("not a web address; check the spelling")]
    NoAddress,
    /// The server refuses.
    #[error("the server answered {0}")]
    Status(Status),
    /// It leads on and on.
    #[error("more than {0} redirects; open it in a browser and save the page from there")]
    Redirects(u32),
    /// It takes too long.
    #[error("no answer within {} s; try again later", .0.as_secs())]
    Slow(Duration),
    /// More bytes than the limit.
    #[error("larger than {} MiB; raise `max_file_mib` in config.toml", .0 >> 20)]
    TooBig(u64),
    /// There is no such server.
    #[error("server not found; check the spelling and the connection")]
    NoServer,
    /// No connection, or one that breaks.
    #[error("cannot be fetched: {0}")]
    Connection(String),
}

/// The number of an answer that is no page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Status(pub u16);

impl std::fmt::Display for Status {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let meaning = match self.0 {
            401..=403 => " (not allowed); open it in a browser and save the page from there",
            404 | 410 => " (not found); check the spelling",
            429 => " (too many requests); try again later",
            500..=599 => " (server error); try again later",
            _ => ", which is not a page; open it in a browser and save the page from there",
        };
        write!(f, "{}{meaning}", self.0)
    }
}
