//! The plain text of a mail: wrapped lines joined, quoted lines and the signature set apart.

use crate::document::compose::Composed;
use crate::document::formats::plain;
use crate::document::model::BlockKind;

/// Adds the blocks of a plain text body. `flowed` is the format of RFC 3676, in which a space at the end of a line
/// says that the paragraph goes on.
pub(super) fn add(text: &str, flowed: bool, out: &mut Composed) {
    let lines: Vec<&str> = text.lines().collect();
    let runs = runs(&lines);
    let written = runs.iter().rposition(|run| run.kind == RunKind::Written && !run.is_blank(&lines));
    for (at, run) in runs.iter().enumerate() {
        let text = run.text(&lines, flowed);
        match run.kind {
            RunKind::Tail | RunKind::Heads => out.block(Some(BlockKind::Furniture), &text),
            // A whole earlier mail below the answer, not words that are answered.
            RunKind::Quoted if written.is_some_and(|last| at > last) => {
                paragraphs(&text, Some(BlockKind::Furniture), out);
            }
            RunKind::Quoted => paragraphs(&text, Some(BlockKind::BlockQuote), out),
            RunKind::Written => paragraphs(&text, None, out),
        }
    }
}

fn paragraphs(text: &str, kind: Option<BlockKind>, out: &mut Composed) {
    for piece in plain::pieces(text) {
        out.block(kind.or(piece.kind), piece.span.of(text));
    }
}

/// Consecutive lines of one sort.
struct Run {
    kind: RunKind,
    from: usize,
    upto: usize,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum RunKind {
    /// The mail's own words.
    Written,
    /// Lines with a `>` before them.
    Quoted,
    /// The headers of a forwarded mail inside the text.
    Heads,
    /// The signature, the footer of a mailing list, or the mail that is answered.
    Tail,
}

impl Run {
    fn is_blank(&self, lines: &[&str]) -> bool {
        lines[self.from..self.upto].iter().all(|line| line.trim().is_empty())
    }

    /// Its lines without quotation marks, those of a flowed paragraph joined.
    fn text(&self, lines: &[&str], flowed: bool) -> String {
        let mut out = String::new();
        for line in &lines[self.from..self.upto] {
            let line = if self.kind == RunKind::Quoted { line.trim_start_matches(['>', ' ']) } else { line };
            let stuffed = if flowed { line.strip_prefix(' ').unwrap_or(line) } else { line };
            out.push_str(stuffed);
            if !(flowed && stuffed.ends_with(' ') && stuffed != "-- ") {
                out.push('\n');
            }
        }
        out
    }
}

fn runs(lines: &[&str]) -> Vec<Run> {
    let tail = tail(lines);
    let mut runs: Vec<Run> = Vec::new();
    let mut heads = false;
    for (at, line) in lines.iter().enumerate() {
        heads = is_forwarding(line) || (heads && !line.trim().is_empty());
        let kind = match () {
            () if at >= tail => RunKind::Tail,
            () if heads => RunKind::Heads,
            () if line.starts_with('>') => RunKind::Quoted,
            () => RunKind::Written,
        };
        match runs.last_mut() {
            Some(run) if run.kind == kind => run.upto = at + 1,
            _ => runs.push(Run { kind, from: at, upto: at + 1 }),
        }
    }
    runs
}

/// The first line of what stands below the mail itself; the number of lines where nothing does.
fn tail(lines: &[&str]) -> usize {
    let answered = lines.iter().position(|line| is_answered(line));
    let rule = |line: &&&str| line.len() >= 20 && line.bytes().all(|byte| byte == b'_');
    let signature = lines.iter().rposition(|line| *line == "-- " || *line == "--");
    let footer = lines.iter().rev().take(FOOTER).position(|line| rule(&line)).map(|back| lines.len() - 1 - back);
    // A line that opens the mail opens no footer.
    let all = [answered, signature.filter(|at| lines.len() - at <= SIGNATURE), footer];
    all.into_iter().flatten().filter(|at| *at > 0).min().unwrap_or(lines.len())
}

/// Most lines of a signature: a longer one holds something else.
const SIGNATURE: usize = 20;

/// Most lines of the footer of a mailing list.
const FOOTER: usize = 12;

/// Returns `true` for a line that some mail programs put above the mail that is answered.
fn is_answered(line: &str) -> bool {
    let bare = line.trim().trim_matches('-').trim();
    line.starts_with("-----") && ["Original Message", "Ursprüngliche Nachricht"].contains(&bare)
}

/// Returns `true` for a line above the headers of a mail that is forwarded in the text.
fn is_forwarding(line: &str) -> bool {
    let bare = line.trim().trim_matches(['-', '_', ' ', ':']).to_ascii_lowercase();
    bare == "forwarded message" || bare == "begin forwarded message"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::model::Meta;

    fn blocks(text: &str, flowed: bool) -> Vec<(BlockKind, String)> {
        let mut out = Composed::default();
        add(text, flowed, &mut out);
        let document = out.document(Meta::default());
        document.blocks().iter().map(|block| (block.kind, document.slice(block.span).to_owned())).collect()
    }

    #[test]
    fn answers_keep_what_they_answer_and_set_the_rest_apart() {
        let text = "Ann wrote:\n> The talks failed on Monday, and nobody\n> knows why.\n\nI know why, and I have told them so.\n\nOn Tuesday Bo wrote:\n> A long old mail.\n> With more lines.\n\n-- \nAnn Lee\nHarbour Office\n";
        let got = blocks(text, false);
        let kinds: Vec<BlockKind> = got.iter().map(|block| block.0).collect();
        assert_eq!(kinds[1], BlockKind::BlockQuote, "{got:?}");
        assert_eq!(got.last().unwrap(), &(BlockKind::Furniture, "-- \nAnn Lee\nHarbour Office".to_owned()));
        assert!(got.iter().any(|(kind, text)| *kind == BlockKind::Furniture && text.contains("old mail")), "{got:?}");
    }

    #[test]
    fn flowed_lines_are_one_paragraph_and_forwarded_headers_no_text() {
        let flowed = blocks("The council met \nfor the third time \nthis year.\n\nIt rained.\n", true);
        assert_eq!(flowed[0].1, "The council met for the third time this year.");
        let text = "See below.\n\n---------- Forwarded message ---------\nFrom: Bo\nDate: Monday\n\nThe talks failed, he said.\n";
        let got = blocks(text, false);
        assert_eq!(got.len(), 3, "{got:?}");
        assert_eq!((got[1].0, got[2].0), (BlockKind::Furniture, BlockKind::Paragraph));
    }
}
