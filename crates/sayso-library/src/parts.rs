//! The articles of a file as documents: by the engine, or by a program outside where that is needed.

use sayso_attribution::document::{Document, PartId, WantedParts, ingest_parts, ingest_pdf_text};

use crate::address::{file_name, join_part};
use crate::files::{ArticleFile, Reason, Unread};
use crate::outside::{is_pdf, pdf_text};

/// The path and the document of each wanted article of a file, in its order.
///
/// # Errors
///
/// [`Unread`] for a file that holds no article.
pub fn documents(file: &ArticleFile, wanted: WantedParts) -> Result<Vec<(String, Document)>, Unread> {
    let unread = |reason: Reason| Unread { place: file.name.clone(), reason };
    let name = file_name(&file.name);
    if is_pdf(&file.bytes) {
        let text = pdf_text(&file.bytes).map_err(unread)?;
        return Ok(vec![(file.name.clone(), ingest_pdf_text(&text, name))]);
    }
    let parts = ingest_parts(&file.bytes, name, wanted).map_err(|refusal| unread(refusal.into()))?;
    let path = |id: &Option<PartId>| join_part(&file.name, id.as_ref());
    Ok(parts.into_iter().map(|part| (path(&part.id), part.document)).collect())
}
