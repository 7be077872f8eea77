//! Mailboxes in mbox format: messages behind `From ` lines.

use std::borrow::Cow;

use super::sniff::is_from_line;

/// The messages of a mailbox. A `From ` line parts two messages only where an empty line stands before it and it has
/// a time of day and a year; `>From ` inside a message loses its first mark.
pub(super) fn messages(bytes: &[u8]) -> impl Iterator<Item = Cow<'_, [u8]>> {
    let mut starts: Vec<(usize, usize)> = Vec::new();
    let (mut at, mut empty) = (0, true);
    while at < bytes.len() {
        let end = memchr::memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |found| at + found + 1);
        let line = bytes[at..end].trim_ascii_end();
        if empty && is_from_line(line) {
            starts.push((at, end));
        }
        empty = line.is_empty();
        at = end;
    }
    let ends: Vec<usize> = starts.iter().skip(1).map(|start| start.0).chain([bytes.len()]).collect();
    starts.into_iter().zip(ends).map(|((_, from), upto)| unescaped(&bytes[from..upto]))
}

/// A message without the marks before its escaped `From ` lines.
fn unescaped(message: &[u8]) -> Cow<'_, [u8]> {
    if memchr::memmem::find(message, b"\n>").is_none() {
        return message.into();
    }
    let mut out = Vec::with_capacity(message.len());
    for line in message.split_inclusive(|byte| *byte == b'\n') {
        let bare = &line[line.iter().take_while(|byte| **byte == b'>').count()..];
        let escaped = bare.len() < line.len() && bare.starts_with(b"From ");
        out.extend_from_slice(&line[usize::from(escaped)..]);
    }
    out.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn from_lines_part_messages_only_where_they_can() {
        let mailbox = "From a@x Mon Jun  2 10:00:00 2025\nSubject: a\n\nOne.\nFrom here on 10:00 2025 it rained.\n\n>From there.\n>>From me.\n\nFrom b@x Tue Jun  3 10:00:00 2025\nSubject: b\n\nTwo.\n";
        let got: Vec<String> = messages(mailbox.as_bytes()).map(|m| String::from_utf8_lossy(&m).into_owned()).collect();
        assert_eq!(got.len(), 2, "{got:?}");
        assert!(got[0].contains("\nFrom there.\n>From me.\n") && got[0].contains("From here on"), "{got:?}");
        assert_eq!(got[1], "Subject: b\n\nTwo.\n");
    }
}
