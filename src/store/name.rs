//! File names made safe to show: opened raw, shown escaped.

use std::fmt::Write;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use crate::text::clean::is_unseen;

/// `path` on one line without anything a terminal would obey. Two paths never look the same: a backslash is
/// doubled, bytes that are no text become `\xNN`, control and invisible characters `\u{NN}`.
pub fn shown(path: &Path) -> String {
    let mut out = String::new();
    for chunk in path.as_os_str().as_bytes().utf8_chunks() {
        chunk.valid().chars().for_each(|c| push_char(&mut out, c));
        for byte in chunk.invalid() {
            // Writing to a string cannot fail.
            let _ = write!(out, "\\x{byte:02X}");
        }
    }
    out
}

fn push_char(out: &mut String, c: char) {
    match c {
        '\\' => out.push_str("\\\\"),
        '\n' => out.push_str("\\n"),
        '\t' => out.push_str("\\t"),
        c if is_unseen(c) => {
            let _ = write!(out, "\\u{{{:X}}}", u32::from(c));
        }
        c => out.push(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::ffi::OsStr;

    #[test]
    fn names_show_on_one_line_and_stay_apart() {
        let cases: &[(&[u8], &str)] = &[
            (b"plain name.txt", "plain name.txt"),
            ("Ünïcode ‘ok’".as_bytes(), "Ünïcode ‘ok’"),
            (b"two\nlines", "two\\nlines"),
            (b"\x1b]52;c;x\x07", "\\u{1B}]52;c;x\\u{7}"),
            (b"\xFFno text", "\\xFFno text"),
            (b"\\xFF", "\\\\xFF"),
            ("a\u{202E}b".as_bytes(), "a\\u{202E}b"),
            ("a\u{3164}\u{200D}\u{2028}b".as_bytes(), "a\\u{3164}\\u{200D}\\u{2028}b"),
        ];
        for (raw, want) in cases {
            assert_eq!(&shown(Path::new(OsStr::from_bytes(raw))), want);
        }
    }
}
