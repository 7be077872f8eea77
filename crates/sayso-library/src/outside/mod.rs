//! Programs outside of this one that turn a file into text. They get the bytes on standard input and are ended when
//! they take too long, too much memory, or write too much.

mod limits;
mod pdf;

pub use pdf::{PDF_TEXT, is_pdf, pdf_text, read_pdfs_with};
