//! Telling mail by its first lines.

/// Bytes of a file that are looked at: headers of mailing lists reach 10 KiB.
const LOOKED_AT: usize = 32 << 10;

/// Headers that only a mail program or server writes, in lower case.
const TELLING: &[&str] =
    &["mime-version", "message-id", "received", "return-path", "delivered-to", "content-type", "x-mozilla-status"];

/// Returns `true` if the first lines are the headers of a message: every line is one, and one of them is written only
/// by mail programs.
pub(super) fn is_message(bytes: &[u8]) -> bool {
    let (mut known, mut telling) = (0, false);
    for (at, line) in lines(bytes).enumerate() {
        if line.is_empty() {
            return telling && known > 0;
        }
        if line.starts_with([' ', '\t']) && at > 0 {
            continue;
        }
        let Some(name) = header_name(line) else { return false };
        telling |= TELLING.contains(&name.as_str());
        known += usize::from(["from", "subject", "date", "sender"].contains(&name.as_str()));
    }
    // The headers alone fill what was looked at, or the file ends with them.
    telling && known > 0
}

/// Returns `true` for a message that is a saved page: the page and its pictures are parts of it.
pub(super) fn is_mhtml(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(LOOKED_AT)]).to_ascii_lowercase();
    let headers =
        head.split_once("\n\n").or_else(|| head.split_once("\r\n\r\n")).map_or(&*head, |(headers, _)| headers);
    let saved = headers.contains("\nsnapshot-content-location:") || headers.contains("saved by ");
    is_message(bytes) && saved && (headers.contains("multipart/related") || headers.contains("text/html"))
}

/// Returns `true` if the first line parts messages, and a header stands behind it.
pub(super) fn is_mbox(bytes: &[u8]) -> bool {
    let mut lines = lines(bytes);
    let from = lines.next().is_some_and(|line| is_from_line(line.as_bytes()));
    from && lines.next().is_some_and(|line| header_name(line).is_some() || line.starts_with(">From "))
}

/// Returns `true` for `From ann@example.org Mon Jun  2 10:00:00 2025`: a sender, a time of day, and a year.
pub(super) fn is_from_line(line: &[u8]) -> bool {
    let Some(rest) = line.strip_prefix(b"From ") else { return false };
    let rest = String::from_utf8_lossy(rest);
    let words = || rest.split_whitespace().skip(1);
    let is_time = |word: &str| word.split(':').count() >= 2 && word.split(':').all(|n| n.len() == 2 && is_number(n));
    words().any(is_time) && words().any(|word| word.len() == 4 && is_number(word))
}

fn is_number(word: &str) -> bool {
    word.bytes().all(|byte| byte.is_ascii_digit())
}

fn lines(bytes: &[u8]) -> impl Iterator<Item = &str> {
    let head = &bytes[..bytes.len().min(LOOKED_AT)];
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    head.split(|byte| *byte == b'\n').map(|line| {
        let valid = line.utf8_chunks().next().map_or("", |chunk| chunk.valid());
        valid.strip_suffix('\r').unwrap_or(valid)
    })
}

/// The name of a header line, in lower case.
fn header_name(line: &str) -> Option<String> {
    let (name, _) = line.split_once(':')?;
    let fits = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
    fits.then(|| name.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mail_is_told_from_text_that_looks_a_little_like_it() {
        for (text, message) in [
            ("Received: by x\n\tfrom y\nFrom: Ann\nSubject: Talks\n\nText", true),
            ("From: Ann\nSubject: Talks\n\nA copied mail, saved as text.", false),
            ("Title: Talks\nAuthor: Ann\n\nText", false),
            ("Message-ID: <1@x>\nFrom: Ann\nnot a header\n\nText", false),
            ("MIME-Version: 1.0\nContent-Type: text/html\n\n<p>", false),
        ] {
            assert_eq!(is_message(text.as_bytes()), message, "{text}");
        }
        assert!(is_mbox(b"From ann@x.org Mon Jun  2 10:00:00 2025\r\nSubject: a\r\n\r\nb"));
        assert!(!is_mbox(b"From Oslo, 10:00 am on Monday\nNote: The talks failed."));
    }
}
