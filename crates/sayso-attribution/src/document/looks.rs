//! Telling text from anything else by its first bytes.

/// Number of bytes that are looked at: 8 KiB.
pub(super) const HEAD: usize = 8 << 10;

/// Returns `true` if these bytes can be the start of a text in any encoding. Control characters are allowed in text
/// that is otherwise good UTF-8 (ingest takes them out and says so); elsewhere a few already tell a picture or a
/// program.
pub fn looks_like_text(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(HEAD)];
    if head.starts_with(b"%PDF-") {
        return false;
    }
    if [&b"\xEF\xBB\xBF"[..], b"\xFF\xFE", b"\xFE\xFF"].iter().any(|bom| head.starts_with(bom)) {
        return true;
    }
    let controls = head.iter().filter(|b| b.is_ascii_control() && !b.is_ascii_whitespace()).count();
    let allowed = if is_utf8(head) { head.len() / 3 } else { head.len() / 50 };
    controls <= allowed || is_utf16(head)
}

/// Good UTF-8, but for a character cut at the end.
fn is_utf8(head: &[u8]) -> bool {
    std::str::from_utf8(head).is_ok_and(|_| true)
        || std::str::from_utf8(head).is_err_and(|e| e.error_len().is_none() && head.len() == HEAD)
}

/// Western text in UTF-16 has a NUL in every other place and hardly any in the rest.
fn is_utf16(head: &[u8]) -> bool {
    let nuls = |parity: usize| head.iter().skip(parity).step_by(2).filter(|b| **b == 0).count();
    let (even, odd) = (nuls(0), nuls(1));
    even.max(odd) > head.len() / 4 && even.min(odd) * 50 <= head.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_in_any_encoding_but_no_picture_and_no_program() {
        let utf16: Vec<u8> = "He said so.".encode_utf16().flat_map(u16::to_le_bytes).collect();
        let mut cut = "é".repeat(HEAD / 2 - 1).into_bytes();
        cut.extend("x€".as_bytes());
        for (bytes, want) in [
            (&b""[..], true),
            (b"He said so.", true),
            (b"na\xEFve, he said", true),
            (b"\x1b[31mred\x1b[0m and a few words", true),
            (&utf16, true),
            (&cut, true),
            (b"%PDF-1.7\nplain enough", false),
            (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x02\0\0\0\x02\0\x08\x06", false),
            (b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0>\0", false),
        ] {
            assert_eq!(looks_like_text(bytes), want, "{}", bytes.escape_ascii());
        }
    }
}
