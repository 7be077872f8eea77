//! Why an address gives nothing, as one line: the thing and the mend.

use std::time::Duration;

/// Why an address gives nothing. The text goes on behind the address.
#[derive(Debug, thiserror::Error)]
pub enum FetchError {
    /// The program was built without the feature `fetch`.
    #[cfg(not(feature = "fetch"))]
    #[error("this sayso fetches nothing, as it was built without the feature `fetch`; save the page and add the file")]
    NotBuilt,
    /// Its scheme is not of the web.
    #[error("only addresses with http:// and https:// are fetched")]
    Scheme,
    /// It leads on to an address whose scheme is not of the web.
    #[error("leads on to an address that is not http or https, which is not followed")]
    LeadsOff,
    /// It is no address.
    #[error("is no address of the web; check the spelling")]
    NoAddress,
    /// The server refuses.
    #[error("the server answers {0}")]
    Status(Status),
    /// It leads on and on.
    #[error("leads on to other addresses more than {0} times; open it in a browser and save the page from there")]
    Redirects(u32),
    /// It takes too long.
    #[error("takes longer than {} s; try again later", .0.as_secs())]
    Slow(Duration),
    /// More bytes than the limit.
    #[error("has more than {} MiB; raise `max_file_mib` in config.toml", .0 >> 20)]
    TooBig(u64),
    /// There is no such server.
    #[error("there is no server of this name; check the spelling and the connection")]
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
            404 | 410 => " (there is no such page); check the spelling",
            429 => " (too many requests); try again later",
            500..=599 => " (the server has a fault); try again later",
            _ => ", which is no page; open it in a browser and save the page from there",
        };
        write!(f, "{}{meaning}", self.0)
    }
}
