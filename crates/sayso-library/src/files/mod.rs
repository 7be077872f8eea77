//! Reading articles from disk and from standard input, and the user's own folders.

mod display_name;
pub mod folders;
mod lock;
mod power;
mod read_error;
mod restriction;
mod safe_read;
mod save;
mod state_files;
mod walk;

pub use display_name::{path_of, shown};
pub use folders::{articles as user_articles, config as config_folder, default_articles};
pub(crate) use lock::{lock, open_private, pause, private, private_folder};
pub use power::{POWER_SUPPLIES, is_on_battery};
pub use read_error::{ReadError, Reason};
pub(crate) use restriction::guest_space;
pub use restriction::{GUEST_ARTICLE, Restriction, restrict, restriction, unrestricted};
pub use safe_read::{read_file as read_bytes, size_and_head};
pub use save::{make_folder, replace, save_new};
pub use state_files::{append, expanded, keep_copied, opens, write_new};
pub use walk::{Place, first, is_article, is_remote, list};

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use crate::address;
use sayso_attribution::document::{Container, Format, usual_ending};

/// The most bytes one file may have, where the settings say nothing else: 64 MiB; archives, mailboxes and PDFs four
/// times as many.
pub const DEFAULT_CAP: u64 = 64 << 20;

/// One file as it stands on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticleFile {
    /// Path of the file, escaped for display: a path as the user named it, or `-`.
    pub name: String,
    /// All its bytes.
    pub bytes: Vec<u8>,
}

/// Reads every article under `paths` (files, folders, `-` for standard input), folders in the order of their
/// names. Each file comes once; what cannot be read comes as an [`ReadError`] and stops nothing.
pub fn load(paths: &[PathBuf], cap: u64) -> impl Iterator<Item = Result<ArticleFile, ReadError>> {
    list(paths).into_iter().map(move |place| place.and_then(|place| read(&place, cap)))
}

/// Archives, mailboxes and PDFs may have so many times the bytes of an article.
const PACKED: u64 = 4;

fn cap_of(path: &Path, cap: u64) -> u64 {
    let is_long = std::fs::metadata(path).is_ok_and(|meta| meta.len() > cap);
    let head = if is_long { safe_read::read_head(path).unwrap_or_default() } else { Vec::new() };
    let is_large = head.starts_with(b"%PDF-") || Container::of_bytes(&head).is_some_and(|kind| kind.is_large);
    if is_large { cap.saturating_mul(PACKED) } else { cap }
}

/// All of standard input. It is read once and kept, so that it can be looked at before it is shown.
fn standard_input(cap: u64) -> Result<Vec<u8>, Reason> {
    static KEPT: OnceLock<Vec<u8>> = OnceLock::new();
    if let Some(bytes) = KEPT.get() {
        return Ok(bytes.clone());
    }
    let bytes = safe_read::read(std::io::stdin().lock(), None, cap)?;
    Ok(KEPT.get_or_init(|| bytes).clone())
}

/// Bytes of a text file that is shown before all of it is read: 256 KiB take a tenth of a second to analyse.
const LONG: u64 = 256 << 10;

/// Bytes that are shown of it until then: 64 KiB fill any screen many times.
const BEGINNING: usize = 64 << 10;

/// The beginning of a long file of Markdown or plain text, up to the end of a word; `None` for other files, and for
/// those of more than `cap` bytes.
pub fn beginning(place: &Place, cap: u64) -> Option<ArticleFile> {
    let Place::File(path) = place else { return None };
    let is_long = |size: u64| size > LONG && size <= cap;
    std::fs::metadata(path).ok().filter(|meta| is_long(meta.len()))?;
    let mut bytes = safe_read::read_start(path, BEGINNING as u64).ok()?;
    let name = place.shown();
    let ending = usual_ending(&bytes, address::file_name(&name))?;
    let is_text =
        ["md", "txt"].into_iter().filter_map(Format::of_ending).any(|format| format.endings.contains(&ending));
    let end = bytes.iter().rposition(u8::is_ascii_whitespace).filter(|_| is_text)?;
    bytes.truncate(end);
    Some(ArticleFile { name, bytes })
}

/// Reads one file of at most `cap` bytes.
pub fn read(place: &Place, cap: u64) -> Result<ArticleFile, ReadError> {
    let name = place.shown();
    let unread = |reason| ReadError { place: name.clone(), reason };
    let bytes = match place {
        Place::Stdin => standard_input(cap),
        Place::File(path) => safe_read::read_file(path, cap_of(path, cap)),
    };
    let bytes = bytes.map_err(unread)?;
    if bytes.is_empty() && matches!(place, Place::Stdin) {
        return Err(unread(Reason::NoInput));
    }
    Ok(ArticleFile { name, bytes })
}
