//! The articles that ship, printed whole with labels under the words, to be read by a person.
//!
//! Under each line of text stands a row for every attribution in it: `=` words in quotation marks by their
//! kind, `-` reported words, `~` mixed, `c` the cue, `s` the source; then its number and speaker, `?` for nobody.
#![cfg(test)]

use std::fmt::Write;
use std::fs;
use std::path::Path;

use sayso_attribution::document::{Block, BlockKind, Document, ingest};
use sayso_attribution::text::{Span, Spans};
use sayso_attribution::{Analysis, Attribution, Kind, Speaker, analyse};

/// Columns of the print.
const COLUMNS: usize = 96;

#[test]
fn nato_looks_to_asia() {
    insta::assert_snapshot!(printed("nato-looks-to-asia.md"));
}

#[test]
fn partners_far_from_home() {
    insta::assert_snapshot!(printed("partners-far-from-home.md"));
}

fn printed(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../articles").join(name);
    let document = ingest(&fs::read(path).unwrap(), name);
    let analysis = analyse(&document);
    let mut out = format!("{:#?}\n", document.meta());
    for block in document.blocks() {
        writeln!(out, "\n{}", heading(block)).unwrap();
        for line in lines(&document, block.span) {
            writeln!(out, "{}", document.slice(line).replace('\n', " ")).unwrap();
            for (at, attribution) in analysis.attributions.iter().enumerate() {
                out.push_str(&labels(&document, &analysis, line, at, attribution).unwrap_or_default());
            }
        }
    }
    out.push_str("\nSpeakers\n");
    analysis.speakers.iter().enumerate().for_each(|(at, speaker)| out.push_str(&about(&analysis, at, speaker)));
    out
}

fn heading(block: &Block) -> String {
    match block.kind {
        BlockKind::Paragraph => format!("¶{}", block.paragraph.unwrap_or(0)),
        kind => format!("{kind:?}"),
    }
}

/// Lines of at most [`COLUMNS`] characters, cut between words.
fn lines(document: &Document, block: Span) -> Vec<Span> {
    let mut lines: Vec<Span> = Vec::new();
    let mut at = block.start();
    for word in document.slice(block).split_inclusive(char::is_whitespace) {
        let word = Span::new(at, at + word.len());
        at = word.end();
        match lines.last_mut() {
            Some(line) if document.slice(line.cover(word)).trim_end().chars().count() <= COLUMNS => {
                *line = line.cover(word);
            }
            _ => lines.push(word),
        }
    }
    lines.into_iter().map(|line| line.trim(document.text())).collect()
}

/// The marks of one attribution under one line, if it has words there.
fn labels(doc: &Document, analysis: &Analysis, line: Span, at: usize, attribution: &Attribution) -> Option<String> {
    let content = match attribution.kind {
        Kind::Direct => '=',
        Kind::Mixed => '~',
        Kind::Indirect => '-',
    };
    let mut row = vec![' '; doc.slice(line).chars().count()];
    let roles =
        [(Some(&attribution.content), content), (attribution.cue.as_ref(), 'c'), (attribution.source.as_ref(), 's')];
    for (spans, mark) in roles {
        for piece in spans.into_iter().flat_map(Spans::iter).filter_map(|piece| piece.intersect(line)) {
            let start = doc.slice(Span::new(line.start(), piece.start())).chars().count();
            row[start..start + doc.slice(piece).chars().count()].fill(mark);
        }
    }
    let marks: String = row.iter().collect();
    let speaker = attribution.speaker.and_then(|s| analysis.speakers.get(s)).map_or("?", |s| s.name.as_str());
    let via = attribution.via.as_ref().map(|via| format!(" via {}", via.name)).unwrap_or_default();
    (!marks.trim().is_empty()).then(|| format!("{}  {} {speaker}{via}\n", marks.trim_end(), at + 1))
}

fn about(analysis: &Analysis, at: usize, speaker: &Speaker) -> String {
    let own = analysis.attributions.iter().enumerate().filter(|(_, a)| a.speaker == Some(at));
    let numbers: Vec<String> = own.map(|(n, _)| (n + 1).to_string()).collect();
    let Speaker { name, kind, roles, also } = speaker;
    format!("{name} ({kind:?}): {}\n  roles {roles:?}\n  also {also:?}\n", numbers.join(" "))
}
