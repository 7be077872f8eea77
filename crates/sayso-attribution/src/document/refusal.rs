//! Files that cannot be read, and what they seem to be.

use thiserror::Error;

/// Why a file gives no article. The text goes on behind the name of the file and says how to mend it.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Refusal {
    /// A known kind of file that holds no text, or that is not read.
    #[error("is {what}; {mend}")]
    Other {
        /// What it seems to be, with its article: `a PNG picture`.
        what: &'static str,
        /// How to make it one that is read.
        mend: &'static str,
    },
    /// Bytes that are no text and of no known kind.
    #[error("does not look like text; save it as plain text, Markdown or HTML first")]
    NotText,
    /// A file that is locked.
    #[error("is {what} that is encrypted; save an unlocked copy from the program that opens it")]
    Encrypted {
        /// What it is, with its article: `an EPUB`.
        what: &'static str,
    },
    /// A file that is cut short or damaged.
    #[error("is {what} that is cut short or damaged ({why}); get it again from where it came")]
    Damaged {
        /// What it is, with its article.
        what: &'static str,
        /// What is wrong in it.
        why: String,
    },
    /// A file without anything to read.
    #[error("is {what} without any text to read")]
    Empty {
        /// What it is, with its article.
        what: &'static str,
    },
    /// A packed file that grows beyond all measure.
    #[error("unpacks to more than {limit} and is not read; unpack it yourself if you trust it")]
    Bomb {
        /// The limit in words.
        limit: &'static str,
    },
}

/// Kinds of files that are told by their first bytes but not read: where the bytes stand, the bytes, what they mean.
const SIGNATURES: &[(usize, &[u8], &str, &str)] = &[
    (0, b"%PDF-", "a PDF", "turn it into text first with `pdftotext -raw FILE`"),
    (0, b"\x89PNG", "a PNG picture", PICTURE),
    (0, b"\xff\xd8\xff", "a JPEG picture", PICTURE),
    (0, b"GIF8", "a GIF picture", PICTURE),
    (0, b"II*\0", "a TIFF picture", PICTURE),
    (0, b"MM\0*", "a TIFF picture", PICTURE),
    (8, b"WEBP", "a WebP picture", PICTURE),
    (4, b"ftypheic", "a HEIC picture", PICTURE),
    (4, b"ftypavif", "an AVIF picture", PICTURE),
    (4, b"ftyp", "a video or sound file", SOUND),
    (0, b"\x1aE\xdf\xa3", "a video file", SOUND),
    (0, b"ID3", "a sound file", SOUND),
    (0, b"OggS", "a sound file", SOUND),
    (0, b"fLaC", "a sound file", SOUND),
    (8, b"WAVE", "a sound file", SOUND),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file (.doc, .xls, .ppt, .msg)", OFFICE),
    (0, b"{\\rtf", "an RTF file", "save it as .docx or .txt, as with `soffice --convert-to docx FILE`"),
    (60, b"BOOKMOBI", "a Kindle book", "turn it into EPUB, as with Calibre's `ebook-convert FILE book.epub`"),
    (0, b"SQLite format 3\0", "an SQLite database", "export what you want to read as text or JSON Feed"),
    (0, b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", ARCHIVE),
    (0, b"Rar!", "a RAR archive", ARCHIVE),
    (0, b"\xfd7zXZ\0", "an xz file", "unpack it first with `xz -d FILE`"),
    (0, b"\x1f\x8b", "a gzip file inside another", "unpack it once with `gzip -d FILE`"),
    (0, b"BZh", "a bzip2 file", "unpack it first with `bzip2 -d FILE`"),
    (0, b"\x28\xb5\x2f\xfd", "a Zstandard file", "unpack it first with `zstd -d FILE`"),
    (0, b"PK\x03\x04", "a ZIP archive", ARCHIVE),
    (257, b"ustar", "a tar archive", "unpack it first with `tar xf FILE`"),
    (0, b"bplist00", "a binary property list", "save the page again as HTML or MHTML"),
    (0, b"\x7fELF", "a program", PROGRAM),
    (0, b"MZ", "a program", PROGRAM),
    (0, b"wOFF", "a font", PROGRAM),
    (0, b"wOF2", "a font", PROGRAM),
    (0, b"%!PS", "a PostScript file", "turn it into PDF first with `ps2pdf FILE`"),
    (0, b"AT&TFORM", "a DjVu file", "turn it into text first with `djvutxt FILE`"),
];

const PICTURE: &str = "a picture has no text; run text recognition first, as with `tesseract FILE -`";
const SOUND: &str = "name its transcript instead (.srt, .vtt or .txt)";
const OFFICE: &str = "save it as .docx or .odt, as with `soffice --convert-to docx FILE`";
const ARCHIVE: &str = "unpack it first and name the folder";
const PROGRAM: &str = "there is no text in it to read";

impl Refusal {
    /// What the bytes of a file seem to be, where they are of a known kind that is not read.
    pub(in crate::document) fn of(bytes: &[u8]) -> Option<Self> {
        let row = |(at, mark, what, mend): &(usize, &[u8], &'static str, &'static str)| {
            let stands = bytes.get(*at..).is_some_and(|rest| rest.starts_with(mark));
            stands.then_some(Self::Other { what, mend })
        };
        SIGNATURES.iter().find_map(row)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_known_kind_is_named_with_the_way_out() {
        let said = |bytes: &[u8]| Refusal::of(bytes).map(|refusal| refusal.to_string()).unwrap_or_default();
        assert!(said(b"\x89PNG\r\n\x1a\n").contains("tesseract"));
        assert!(said(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0").contains("soffice"));
        assert!(said(b"RIFF\0\0\0\0WAVEfmt ").contains("transcript"));
        assert_eq!(said(b"He said so."), "");
    }
}
