//! `sayso who`: the source of a quote, however misremembered.

use std::io::{self, BufWriter, Write};

use serde::Serialize;

use super::args::{Format, WhoArgs};
use super::articles::{self, Engine};
use super::exit::{Outcome, nothing, nothing_for};
use super::output::{self, Column, Row};
use super::record::{Record, hundredths, joined};
use super::{address, screen};
use sayso_attribution::Status;
use sayso_attribution::text::clean::clean_words;
use sayso_attribution::text::{Span, one_line};
use sayso_library::cite::{Claim, beside_name, turned};
use sayso_library::search::WhoHit;
use sayso_library::{Library, wording_diff};

/// Lines longer than this are hard to read.
const MEASURE: usize = 100;

/// Prints the likeliest sources, the best first. Where none of them is close the nearest are printed, and the exit code is
/// that of nothing found.
pub fn run(args: &WhoArgs) -> anyhow::Result<Outcome> {
    let words = args.words.join(" ");
    let limit = args.lookup.limit.get();
    let engine = Engine::of(args.lookup.engine);
    let (opened, hits) = articles::asked(&args.lookup.within, &engine, |library| library.who(&words, limit))?;
    let library = opened.library();
    let answers: Vec<Answer> = hits.into_iter().filter_map(|hit| answer(library, hit)).collect();
    if answers.is_empty() {
        return Ok(nothing_for(&words));
    }
    let found = answers.iter().any(|answer| answer.close);
    if !found {
        nothing("no close match; nearest:");
    }
    match args.lookup.format {
        Format::Table => blocks(&answers, screen::columns())?,
        format => output::print(&answers, format)?,
    }
    Ok(Outcome::of(found))
}

/// A quote that may be the one meant.
#[derive(Debug, Serialize)]
struct Answer<'a> {
    /// 0 to 1: how much of the words given it has.
    score: f64,
    /// How many of the different words given it has.
    matched: usize,
    /// How many different words were given.
    asked: usize,
    /// Whether this is likely to be the right quote.
    close: bool,
    /// What stands before the words: the verb of a reported claim.
    #[serde(skip)]
    lead: String,
    #[serde(flatten)]
    record: Record<'a>,
    /// The outlet that printed it.
    publication: Option<&'a str>,
    /// Its words in brackets where they are not those given.
    marked: String,
    /// Words given that it lacks.
    lacking: Vec<String>,
    /// Addresses of other prints of the words, as `sayso show` takes them.
    also: Vec<String>,
    /// How they differ there.
    wording: Option<String>,
}

fn answer(library: &Library, hit: WhoHit) -> Option<Answer<'_>> {
    let document = &library.article(hit.id.article)?.document;
    let Claim { words, marks, cue, joint, .. } = Claim::of(document, library.quote(hit.id)?);
    let piece = |(span, (open, close)): (Span, &(String, String))| {
        [open.as_str(), &marked(document.text(), span, &hit.other), close].concat()
    };
    Some(Answer {
        score: hundredths(hit.score),
        matched: hit.matched,
        asked: hit.asked,
        close: hit.close,
        lead: if cue.is_empty() { cue } else { clean_words(beside_name(&cue)) + &joint },
        record: Record::of(library, hit.id)?,
        publication: document.meta().publication.as_deref(),
        marked: words.iter().zip(&marks).map(piece).collect::<Vec<_>>().join(" … "),
        wording: wording_diff::elsewhere(library, hit.id, &hit.also),
        also: address::quotes(library, &hit.also),
        lacking: hit.lacking,
    })
}

/// `text[within]` on one line, the words of `other` in brackets, neighbours in one pair.
fn marked(text: &str, within: Span, other: &[Span]) -> String {
    let (mut out, mut at) = (String::new(), within.start());
    let mut other = other.iter().filter_map(|span| span.intersect(within)).peekable();
    while let Some(first) = other.next() {
        let mut end = first.end();
        while let Some(next) = other.next_if(|next| text[end..next.start()].trim().is_empty()) {
            end = next.end();
        }
        out += &text[at..first.start()];
        out.extend(["[", &text[first.start()..end], "]"]);
        at = end;
    }
    clean_words(&(out + &text[at..within.end()]))
}

/// Every answer with all that is known of it, in lines that fit `columns`.
fn blocks(answers: &[Answer], columns: usize) -> io::Result<()> {
    let mut out = BufWriter::new(io::stdout().lock());
    for (at, answer) in answers.iter().enumerate() {
        if at > 0 {
            writeln!(out)?;
        }
        for (indent, line) in lines(answer) {
            // An address is never cut: it is there to be copied.
            let options = textwrap::Options::new(columns.clamp(20, MEASURE))
                .break_words(false)
                .word_splitter(textwrap::WordSplitter::NoHyphenation)
                .word_separator(textwrap::WordSeparator::AsciiSpace);
            for line in textwrap::wrap(&line, options.initial_indent(indent).subsequent_indent(indent)) {
                writeln!(out, "{line}")?;
            }
        }
    }
    out.flush()
}

/// How well the words match and who said them; the words; where they stand; and what differs.
fn lines(answer: &Answer) -> Vec<(&'static str, String)> {
    let record = &answer.record;
    let place = [Some(record.title), answer.publication, record.published].into_iter().flatten().map(one_line);
    let line = format!("¶{} line {}", record.quote.paragraph, record.line);
    let place: Vec<String> = place.chain([line, record.name()]).collect();
    let mut lines = vec![("", head(answer)), ("  ", said(answer)), ("  ", place.join(" · "))];
    let lacking = Some(answer.lacking.join(" ")).filter(|words| !words.is_empty());
    lines.extend(lacking.map(|words| ("  ", format!("not in it: {words}"))));
    lines.extend(answer.wording.iter().map(|told| ("  ", one_line(told))));
    lines
}

/// `4 of 6 words · Mao Ning · quoted · sure`.
fn head(answer: &Answer) -> String {
    let record = &answer.record;
    let words = if answer.asked == 1 { "word" } else { "words" };
    let parts = [
        Some(format!("{} of {} {words}", answer.matched, answer.asked)),
        Some(record.quote.speaker.unwrap_or("?").to_owned()),
        Some(record.manner.clone()),
        record.quote.via.map(|via| format!("via {}", one_line(via))),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// The words: direct speech in quotation marks, a claim with its verb.
fn said(answer: &Answer) -> String {
    let record = &answer.record;
    let unsaid = [Status::Denied, Status::Hypothetical].iter().any(|status| record.quote.status == status.name());
    match record.quote.kind {
        "direct" if unsaid => format!("{}“{}”", answer.lead, turned(&answer.marked)),
        "direct" => format!("“{}”", turned(&answer.marked)),
        _ => format!("{}{}", answer.lead, answer.marked),
    }
}

impl Row for Answer<'_> {
    fn columns() -> Vec<Column<Self>> {
        vec![
            Column::narrow("match", 8, |answer: &Self| format!("{} of {}", answer.matched, answer.asked)).not_in_csv(),
            Column::csv("score", |answer| format!("{:.2}", answer.score)),
            Column::csv("matched", |answer| answer.matched.to_string()),
            Column::csv("asked", |answer| answer.asked.to_string()),
            Column::narrow("speaker", 28, |answer| answer.record.quote.speaker.unwrap_or("?").to_owned()),
            Column::wide("claim", |answer: &Self| answer.record.told.clone()).not_in_csv(),
            Column::csv("content", |answer| answer.marked.clone()),
            Column::csv("claim", |answer| answer.record.claim.clone()),
            Column::csv("cue", |answer| joined(&answer.record.quote.cue)),
            Column::csv("status", |answer| answer.record.quote.status.to_owned()),
            Column::narrow("title", 32, |answer| answer.record.title.to_owned()),
            Column::narrow("publication", 20, |answer| answer.publication.unwrap_or_default().to_owned()),
            Column::narrow("published", 10, |answer| answer.record.published.unwrap_or_default().to_owned()),
            Column::narrow("paragraph", 5, |answer| answer.record.quote.paragraph.to_string()),
            Column::narrow("line", 5, |answer| answer.record.line.to_string()),
            Column::narrow("kind", 8, |answer| answer.record.quote.kind.to_owned()),
            Column::narrow("via", 20, |answer| answer.record.quote.via.unwrap_or_default().to_owned()),
            Column::narrow("attribution", 4, |answer| answer.record.quote.confidence.to_string()),
            Column::whole("quote", |answer| answer.record.name()),
            Column::csv("lacking", |answer| answer.lacking.join(" ")),
            Column::csv("also", |answer| answer.also.join(" ")),
            Column::narrow("wording", 40, |answer| answer.wording.clone().unwrap_or_default()),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::marked;
    use sayso_attribution::text::Span;

    #[test]
    fn words_that_were_not_given_stand_in_brackets() {
        let text = "Prices of bread will rise, in spring";
        let spans = |words: &[&str]| -> Vec<Span> {
            words.iter().map(|w| text.find(w).map(|at| Span::new(at, at + w.len())).unwrap()).collect()
        };
        let mark = |words: &[&str]| marked(text, Span::new(0, text.len()), &spans(words));
        assert_eq!(mark(&["of", "bread", "rise"]), "Prices [of bread] will [rise], in spring");
        assert_eq!(mark(&["rise", "in"]), "Prices of bread will [rise], [in] spring");
        assert_eq!(mark(&[]), text);
    }
}
