//! Reading a PDF in a process of its own, where there is no `pdftotext`: the library that does it panics on one odd
//! file in twenty, and may take any time and memory. Whoever starts the process limits it.

use std::io::{Read, Write};

use anyhow::Context;

use super::exit::Outcome;
use sayso_library::{PDF_TEXT, read_pdfs_with};

/// Tells the library that this program can read a PDF.
pub fn offer() {
    // Without a path to itself it reads only with pdftotext.
    if let Ok(program) = std::env::current_exe() {
        read_pdfs_with(program, "read-pdf");
    }
}

/// Reads a PDF from standard input and prints its text, a form feed behind each page.
pub fn run() -> anyhow::Result<Outcome> {
    let mut bytes = Vec::new();
    std::io::stdin().lock().read_to_end(&mut bytes)?;
    let pages = pdf_extract::extract_text_from_mem_by_pages(&bytes).context("the PDF cannot be read")?;
    let mut out = std::io::stdout().lock();
    // The library may have printed lines of its own: what counts stands behind this mark.
    out.write_all(PDF_TEXT)?;
    for page in pages {
        write!(out, "{page}\u{c}")?;
    }
    out.flush()?;
    Ok(Outcome::Done)
}
