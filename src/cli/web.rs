//! What an address gives, as a file to read.

use crate::fetch::FetchError;
use sayso_library::files::ArticleFile;

#[cfg(feature = "fetch")]
use {
    crate::fetch::{Answer, Client, Fetched, Limits, Validators},
    sayso_attribution::document::{CONTAINERS, FORMATS, Format, in_utf8},
    std::borrow::Cow,
};

/// Fetches addresses.
#[cfg(feature = "fetch")]
pub struct Web {
    client: Client,
}

/// Tells why no address is fetched.
#[cfg(not(feature = "fetch"))]
pub struct Web(fn() -> FetchError);

#[cfg(not(feature = "fetch"))]
impl Web {
    /// There is nothing to set up.
    pub fn new(_: u64) -> Self {
        Self(|| FetchError::NotBuilt)
    }

    /// Fails: nothing is fetched.
    pub fn get(&self, _: &str) -> Result<(ArticleFile, String), FetchError> {
        Err((self.0)())
    }
}

#[cfg(feature = "fetch")]
impl Web {
    /// Fetches at most `cap` bytes of an address.
    pub fn new(cap: u64) -> Self {
        Self { client: Client::new(Limits { size: cap, ..Limits::default() }) }
    }

    /// What an address gives, and the address that it came from in the end.
    pub fn get(&self, address: &str) -> Result<(ArticleFile, String), FetchError> {
        match self.client.get(address, &Validators::default())? {
            Answer::Fetched(fetched) => Ok((file(&fetched), fetched.address)),
            // Nothing was asked that could be answered so.
            Answer::Unchanged => {
                Err(FetchError::Connection("the server says that the page has not changed".to_owned()))
            }
        }
    }

    /// What a feed gives; `None` where it is as it was.
    pub fn get_if_new(
        &self,
        address: &str,
        validators: &Validators,
    ) -> Result<Option<(ArticleFile, Validators)>, FetchError> {
        match self.client.get(address, validators)? {
            Answer::Fetched(fetched) => Ok(Some((file(&fetched), fetched.validators))),
            Answer::Unchanged => Ok(None),
        }
    }
}

/// The answer as a file: in the encoding that the server names, called so that its format is the one that the server
/// names.
#[cfg(feature = "fetch")]
fn file(fetched: &Fetched) -> ArticleFile {
    let path = fetched.address.split(['?', '#']).next().unwrap_or_default();
    let segment = path.split_once("://").map_or(path, |(_, rest)| rest).rsplit('/').find(|part| !part.is_empty());
    let segment = segment.unwrap_or_default();
    let own = segment.rsplit_once('.').map_or("", |(_, ending)| ending);
    // Servers call Markdown and subtitles plain text.
    let is_text = |own| Format::of_ending(own).is_some_and(|format| format.media_type != "text/html");
    let ending = told_ending(&fetched.media_type).filter(|told| *told != "txt" || !is_text(own));
    let name = ending.map_or_else(|| segment.to_owned(), |ending| format!("{segment}.{ending}"));
    let bytes = match &fetched.charset {
        Some(charset) => in_utf8(&fetched.bytes, charset),
        None => Cow::Borrowed(&fetched.bytes[..]),
    };
    ArticleFile { name, bytes: bytes.into_owned() }
}

/// The ending of files of a media type.
#[cfg(feature = "fetch")]
fn told_ending(media_type: &str) -> Option<&'static str> {
    let formats = FORMATS.iter().map(|format| (format.media_type, format.endings));
    let containers = CONTAINERS.iter().map(|container| (container.media_type, container.endings));
    let known = formats.chain(containers).find(|(known, _)| *known == media_type);
    known
        .and_then(|(_, endings)| endings.first().copied())
        .or((media_type == "application/xhtml+xml").then_some("html"))
}
