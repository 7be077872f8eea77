//! The text of a PDF, by `pdftotext`.

use std::io::ErrorKind;
use std::path::PathBuf;
use std::process::Command;
use std::sync::OnceLock;
use std::time::Duration;

use super::limits::{Limits, Ran, run};
use crate::files::{Reason, restriction};
use sayso_attribution::document::Refusal;

/// Limits for one file: the largest of 949 odd ones took less, a bomb took all of it.
const LIMITS: Limits = Limits { time: Duration::from_secs(30), memory: 512 << 20, output: 64 << 20 };

/// Pages that are read of a file.
const PAGES: &str = "2000";

/// Bytes at the start of a file in which its mark is looked for: some programs write a line before it.
const HEAD: usize = 1024;

const WHAT: &str = "a PDF";

/// Returns `true` for a file that is a PDF.
pub fn is_pdf(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(HEAD)];
    head.starts_with(b"%PDF-") || (!head.is_ascii() && memchr::memmem::find(head, b"%PDF-").is_some())
}

/// A program that reads a PDF where there is no `pdftotext`, and its argument.
static READER: OnceLock<(PathBuf, &str)> = OnceLock::new();

/// Stands before the text that the program prints.
pub const PDF_TEXT: &[u8] = b"\0\0text of the PDF\0\0";

/// Reads PDFs with `program`, called with `argument`, where there is no `pdftotext`. The program gets the file on
/// standard input and prints [`PDF_TEXT`] and the text, a form feed behind each page. The first call counts.
pub fn read_pdfs_with(program: PathBuf, argument: &'static str) {
    // A second call changes nothing.
    let _ = READER.set((program, argument));
}

/// The text of a PDF, a form feed behind each page. Lines come in the order in which the file has them: what puts
/// them in order by their places reads across columns.
///
/// # Errors
///
/// Where there is no `pdftotext`, or the file is locked, damaged or without text.
pub fn pdf_text(bytes: &[u8]) -> Result<String, Reason> {
    if restriction().is_some() {
        let (what, mend) = ("a PDF", "PDFs are not read in restricted mode");
        return Err(Refusal::Other { what, mend }.into());
    }
    let mut command = Command::new("pdftotext");
    command.args(["-raw", "-enc", "UTF-8", "-l", PAGES, "-q", "-", "-"]);
    match run(&mut command, bytes, LIMITS) {
        Ok(ran) => text(&ran),
        Err(error) if error.kind() == ErrorKind::NotFound => by_reader(bytes),
        Err(error) => Err(error.into()),
    }
}

fn by_reader(bytes: &[u8]) -> Result<String, Reason> {
    let Some((program, argument)) = READER.get() else { return Err(Reason::NoPdfToText) };
    let mut ran = run(Command::new(program).arg(argument), bytes, LIMITS)?;
    match memchr::memmem::rfind(&ran.output, PDF_TEXT) {
        Some(mark) => drop(ran.output.drain(..mark + PDF_TEXT.len())),
        None => ran.output.clear(),
    }
    if !ran.is_ok && !ran.is_late && !ran.errors.contains("assword") && !ran.errors.contains("ncrypt") {
        let why = "it cannot be read without pdftotext; install poppler-utils";
        return Err(Refusal::Damaged { what: WHAT, why: why.to_owned() }.into());
    }
    text(&ran)
}

fn text(ran: &Ran) -> Result<String, Reason> {
    let text = String::from_utf8_lossy(&ran.output).into_owned();
    if text.chars().any(char::is_alphanumeric) {
        return Ok(text);
    }
    let said = ran.errors.lines().next().unwrap_or_default();
    let damaged = |why: &str| Refusal::Damaged { what: WHAT, why: why.to_owned() };
    Err(Reason::from(match () {
        () if ran.is_late => Refusal::Bomb { limit: "can be read in 30 seconds" },
        () if ran.errors.contains("assword") || ran.errors.contains("ncrypt") => Refusal::Encrypted { what: WHAT },
        () if !ran.is_ok => damaged(if said.is_empty() { "pdftotext cannot open it" } else { said }),
        () => Refusal::Other {
            what: "a PDF of pictures without text",
            mend: "run text recognition first, as with `ocrmypdf FILE FILE`",
        },
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ran(output: &str, errors: &str, is_ok: bool) -> Ran {
        Ran { output: output.into(), errors: errors.to_owned(), is_ok, is_late: false }
    }

    #[test]
    fn what_cannot_be_read_is_told_by_its_reason() {
        assert_eq!(text(&ran("Words\u{c}", "Syntax Warning: x", false)).unwrap(), "Words\u{c}");
        let why = |ran: &Ran| text(ran).unwrap_err().to_string();
        assert!(why(&ran("\u{c}\u{c}", "", true)).contains("ocrmypdf"));
        assert!(why(&ran("", "Command Line Error: Incorrect password", false)).contains("encrypted"));
        assert!(why(&ran("", "Syntax Error: no trailer\nmore", false)).contains("(Syntax Error: no trailer)"));
    }

    #[test]
    fn a_pdf_is_told_by_its_mark() {
        assert!(is_pdf(b"%PDF-1.7\n") && is_pdf(b"\xef\xbb\xbfjunk\n%PDF-1.4\n"));
        assert!(!is_pdf(b"A text about the mark %PDF-1.7 of such files."));
    }
}
