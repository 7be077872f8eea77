//! The articles of a file as documents: by the engine, or by a program outside where that is needed.

use sayso_attribution::Analysis;
use sayso_attribution::document::{Document, Part, WantedParts, ingest_parts, ingest_pdf_text};

use crate::Article;
use crate::address::{file_name, join_part};
use crate::files::{ArticleFile, ReadError, Reason};
use crate::outside::{is_pdf, pdf_text};

/// One article of a file, before anything is found in it.
#[derive(Clone, Debug)]
pub struct Read {
    /// The path of the article.
    pub path: String,
    /// Its document.
    pub document: Document,
    /// What of the file was not read, in sentences; with the first article only.
    pub left_out: Vec<String>,
}

/// Tells why a file holds no article, if that can be told without reading all of it.
///
/// # Errors
///
/// [`ReadError`] for a file that holds no article.
pub fn check(file: &ArticleFile) -> Result<(), ReadError> {
    if is_pdf(&file.bytes) {
        return Ok(());
    }
    let read = ingest_parts(&file.bytes, file_name(&file.name), WantedParts::Only(&[]));
    read.map(drop).map_err(|refusal| ReadError { place: file.name.clone(), reason: refusal.into() })
}

/// The wanted articles of a file, in its order.
///
/// # Errors
///
/// [`ReadError`] for a file that holds no article.
pub fn documents(file: &ArticleFile, wanted: WantedParts) -> Result<Vec<Read>, ReadError> {
    let unread = |reason: Reason| ReadError { place: file.name.clone(), reason };
    let name = file_name(&file.name);
    if is_pdf(&file.bytes) {
        let text = pdf_text(&file.bytes).map_err(unread)?;
        let document = ingest_pdf_text(&text, name);
        return Ok(vec![Read { path: file.name.clone(), document, left_out: Vec::new() }]);
    }
    let parts = ingest_parts(&file.bytes, name, wanted).map_err(|refusal| unread(refusal.into()))?;
    let read = |part: Part| {
        let path = join_part(&file.name, part.id.as_ref());
        Read { path, document: part.document, left_out: part.left_out }
    };
    Ok(parts.into_iter().map(read).collect())
}

/// The wanted articles of a file with what `analyse` finds in each, and lines to show: what of the file was not read.
///
/// # Errors
///
/// [`ReadError`] for a file that holds no article.
pub(crate) fn articles_of(
    file: ArticleFile,
    wanted: WantedParts,
    analyse: impl Fn(&str, &Document) -> Analysis,
) -> Result<(Vec<Article>, Vec<String>), ReadError> {
    let read = documents(&file, wanted)?;
    let (name, mut left_out) = (file.name, Vec::new());
    // As large as the text, and not needed for its analysis.
    drop(file.bytes);
    let articles = read.into_iter().map(|read| {
        left_out.extend(read.left_out.iter().map(|told| format!("{name}: {told}")));
        Article::of(read.path, read.document, &analyse)
    });
    Ok((articles.collect(), left_out))
}
