//! File names made safe to show: opened raw, shown escaped.

use std::ffi::OsString;
use std::fmt::Write;
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::path::{Path, PathBuf};

use crate::address::split_part;
use sayso_attribution::text::clean::each_shown;

/// `path` on one line without anything a terminal would obey. Two paths never look the same: a backslash is
/// doubled, bytes that are no text become `\xNN`, control and invisible characters `\u{NN}`. A `#` with what looks like
/// a part of a file behind it becomes `\#`.
pub fn shown(path: &Path) -> String {
    let mut out = escaped(path);
    if let (file, Some(_)) = split_part(&out) {
        out.insert(file.len(), '\\');
    }
    out
}

fn escaped(path: &Path) -> String {
    let mut out = String::new();
    for chunk in path.as_os_str().as_bytes().utf8_chunks() {
        each_shown(chunk.valid(), |c, is_shown| push_char(&mut out, c, is_shown));
        for byte in chunk.invalid() {
            // Writing to a string cannot fail.
            let _ = write!(out, "\\x{byte:02X}");
        }
    }
    out
}

/// The path that is shown so: [`shown`] the other way round.
pub fn path_of(shown: &str) -> PathBuf {
    let mut bytes = Vec::with_capacity(shown.len());
    let mut rest = shown;
    while let Some((plain, escaped)) = rest.split_once('\\') {
        bytes.extend(plain.as_bytes());
        rest = unescaped(escaped, &mut bytes);
    }
    bytes.extend(rest.as_bytes());
    PathBuf::from(OsString::from_vec(bytes))
}

/// Puts down what stands behind a backslash; gives what follows.
fn unescaped<'a>(escaped: &'a str, bytes: &mut Vec<u8>) -> &'a str {
    let number = |digits: &str| u32::from_str_radix(digits, 16).ok();
    let mut chars = escaped.chars();
    match chars.next() {
        Some('n') => bytes.push(b'\n'),
        Some('t') => bytes.push(b'\t'),
        Some('x') => {
            let (digits, rest) = chars.as_str().split_at_checked(2).unwrap_or_default();
            bytes.extend(number(digits).map(|n| n as u8));
            return rest;
        }
        Some('u') => {
            let (digits, rest) = chars.as_str().split_once('}').unwrap_or_default();
            let c = number(digits.trim_start_matches('{')).and_then(char::from_u32);
            bytes.extend(c.into_iter().collect::<String>().bytes());
            return rest;
        }
        Some(c) => bytes.extend(c.to_string().bytes()),
        None => {}
    }
    chars.as_str()
}

fn push_char(out: &mut String, c: char, is_shown: bool) {
    match c {
        '\\' => out.push_str("\\\\"),
        '\n' => out.push_str("\\n"),
        '\t' => out.push_str("\\t"),
        c if !is_shown => {
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
            (b"notes#3", "notes\\#3"),
            (b"a\\#3", "a\\\\\\#3"),
            (b"c#.md", "c#.md"),
            (b"a#b/c.md", "a#b/c.md"),
            (
                "Zu\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}".as_bytes(),
                "Zu\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\\u{301}\\u{301}",
            ),
            ("a\u{202E}b".as_bytes(), "a\\u{202E}b"),
            ("a\u{3164}\u{200D}\u{2028}b".as_bytes(), "a\\u{3164}\\u{200D}\\u{2028}b"),
        ];
        for (raw, want) in cases {
            assert_eq!(&shown(Path::new(OsStr::from_bytes(raw))), want);
            assert_eq!(path_of(want).as_os_str().as_bytes(), *raw);
        }
    }
}
