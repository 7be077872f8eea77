//! Transcripts: each turn is one attribution, from its label to the next one.

use std::collections::HashMap;

use super::credits::{covered, is_inside};
use super::labels::Label;
use super::passage::{Passage, capital_runs, has_word};
use crate::document::{BlockKind, Document};
use crate::language::WordList;
use crate::text::{Span, Spans};
use crate::weights::Weight;
use crate::{Found, Kind};

/// What the source card says of it.
pub const METHOD: &str = "turn";

/// Words of a line that tells what happens in the room, in brackets or without a speaker's words.
static STAGE: WordList = WordList::named("turns.stage");

/// Fewest answers of an interview in which only the answers have labels.
const ANSWERS: usize = 3;

/// One turn being read.
struct Turn {
    label: Label,
    words: Vec<Span>,
}

/// Credits every turn of a transcript as a whole. In other documents `found` comes back as it is.
pub(super) fn credit(document: &Document, passages: &[Passage], found: Vec<Found>) -> Vec<Found> {
    let text = document.text();
    let all = passages.iter().flat_map(|passage| lines(text, passage.span).map(|line| (line, passage.is_argument)));
    let labelled = all.map(|(line, is_argument)| (line, Label::read(text, line), is_argument));
    let spoken = labelled.filter(|(_, label, is_argument)| *is_argument || label.is_some());
    let lines: Vec<(Span, Option<Label>)> = spoken.map(|(line, label, _)| (line, label)).collect();
    let labels = Labels::of(&lines);
    if !labels.are_of_transcript(text, &lines) {
        return found;
    }
    let alone = labels.times.len() == 1;
    let turns = turns(text, lines, alone);
    let answers = turns.iter().any(|turn| turn.label.is_answer());
    let first = turns.first().map_or(0, |turn| turn.label.name.start());
    let guest = answers.then(|| interviewee(document, first)).flatten();
    let mut kept: Vec<Found> = found.into_iter().filter(|one| stands(one, &turns)).collect();
    let initials = turns.iter().any(|turn| turn.label.initials);
    let names = if initials { names_by_initials(document, first) } else { HashMap::new() };
    kept.extend(turns.into_iter().filter_map(|turn| {
        let named = || names.get(turn.label.name.of(text)).copied().filter(|_| turn.label.initials);
        let name = if turn.label.is_answer() { guest } else { named() };
        turn.found(name)
    }));
    kept
}

impl Turn {
    /// The attribution of the turn to `name`, or else to its label.
    fn found(self, name: Option<Span>) -> Option<Found> {
        let name = name.unwrap_or(self.label.name);
        Some(Found {
            // A label of marks alone names nobody.
            source: Some(Spans::new([name])?),
            cue: Some(Spans::from(self.label.mark)),
            content: Spans::new(self.words)?,
            kind: Kind::Direct,
            via: None,
            confidence: Weight::Turn.value(),
            found_by: METHOD,
        })
    }

    fn hull(&self) -> Span {
        self.words.last().map_or(self.label.name, |last| self.label.name.cover(*last))
    }
}

/// The lines of a paragraph, white space at their ends left out.
fn lines(text: &str, within: Span) -> impl Iterator<Item = Span> {
    let mut at = within.start();
    within.of(text).split_inclusive('\n').map(move |line| {
        at += line.len();
        Span::new(at - line.len(), at).trim(text)
    })
}

/// The labels of all lines.
struct Labels<'l> {
    all: Vec<&'l Label>,
    /// For the last word of each label of several words, the label: `Lund` is `Vera Lund`.
    full: HashMap<&'l str, &'l str>,
    /// How many labels each person has.
    times: HashMap<&'l str, usize>,
}

impl<'l> Labels<'l> {
    fn of(lines: &'l [(Span, Option<Label>)]) -> Self {
        let all: Vec<&Label> = lines.iter().filter_map(|(_, label)| label.as_ref()).collect();
        let whole = all.iter().filter_map(|label| Some((label.key.rsplit_once(' ')?.1, label.key.as_str())));
        let full: HashMap<&str, &str> = whole.collect();
        let mut times = HashMap::new();
        for label in &all {
            let key = label.key.as_str();
            *times.entry(full.get(key).copied().unwrap_or(key)).or_default() += 1;
        }
        Self { all, full, times }
    }

    /// Two labels or more, on half of the lines or each on two lines and more, and not a list of headings: a label comes
    /// again, or all of them are names or parts in a conversation.
    fn are_of_transcript(&self, text: &str, lines: &[(Span, Option<Label>)]) -> bool {
        let Self { all, full, times } = self;
        let again = times.values().filter(|times| **times > 1).count();
        let half = all.len() * 2 >= lines.len();
        let sure = |label: &&&Label| {
            label.certain || full.contains_key(label.key.as_str()) || label.initials && times[label.key.as_str()] > 1
        };
        let certain = all.iter().filter(sure).count() * 4 >= all.len() * 3;
        let several = times.len() >= 2 && ((half && (again > 0 || all.len() == lines.len())) || again >= 2);
        certain && (several || self.are_answers(text, lines))
    }

    /// Whether one person answers questions that have no label.
    fn are_answers(&self, text: &str, lines: &[(Span, Option<Label>)]) -> bool {
        // Wikinews marks its own questions: `((WN)) Why are you standing?`
        let asks = |line: &Span| line.of(text).ends_with('?') || line.of(text).starts_with("((");
        let asked = lines.windows(2).filter(|pair| pair[0].1.is_none() && pair[1].1.is_some() && asks(&pair[0].0));
        self.times.len() == 1 && self.all.len() >= ANSWERS && asked.count() + 1 >= self.all.len()
    }
}

/// The turns of a transcript: a line without a label goes on with the turn before, a stage direction does not. Where one
/// person is `alone` in having a label, the line before each of their turns is a question.
fn turns(text: &str, lines: Vec<(Span, Option<Label>)>, alone: bool) -> Vec<Turn> {
    let mut turns: Vec<Turn> = Vec::new();
    let mut lines = lines.into_iter().peekable();
    while let Some((line, label)) = lines.next() {
        let asks = alone && lines.peek().is_none_or(|(_, next)| next.is_some());
        match label {
            Some(label) => {
                let words = Span::new(label.words, line.end());
                turns.push(Turn { words: vec![without_close(text, bare(text, words), &label)], label });
            }
            None if asks || is_stage_direction(line.of(text)) => {}
            None => {
                if let Some(turn) = turns.last_mut() {
                    turn.words.push(line);
                }
            }
        }
    }
    turns
}

/// Without the quotation marks that hold all of it.
fn bare(text: &str, words: Span) -> Span {
    let quotes = crate::text::quotation::quotations(text, words);
    quotes.iter().find(|q| q.depth == 0 && q.outer == words).map_or(words, |q| q.inner)
}

/// Without the mark that closes a quotation which was opened before the label.
fn without_close(text: &str, words: Span, label: &Label) -> Span {
    let opened = text[..label.name.start()].ends_with(['“', '"']);
    let bare = words.of(text).trim_end_matches(['”', '"']);
    if opened { Span::new(words.start(), words.start() + bare.len()) } else { words }
}

fn is_stage_direction(line: &str) -> bool {
    let bracketed = (line.starts_with('[') && line.ends_with(']')) || (line.starts_with('(') && line.ends_with(')'));
    let last = line.split_whitespace().last().unwrap_or_default().to_lowercase();
    bracketed || STAGE.contains(&last.trim_end_matches(['.', '-', '—', '–'])) || !has_word(line)
}

/// Whether an attribution found before stands beside the turns: outside of all, or somebody quoted within one.
fn stands(one: &Found, turns: &[Turn]) -> bool {
    let hull = one.content.hull();
    let at = turns.partition_point(|turn| turn.hull().end() <= hull.start());
    let Some(turn) = turns.get(at).filter(|turn| turn.hull().overlaps(hull)) else { return true };
    is_inside(one, &turn.words) && covered(&turn.words, hull)
}

/// The first name before the first turn for each row of initials: `Vera Lund` for `VL`.
fn names_by_initials(document: &Document, first: usize) -> HashMap<String, Span> {
    let text = document.text();
    let blocks = document.blocks().iter().take_while(|block| block.span.end() <= first);
    let mut names = HashMap::new();
    for (run, _) in blocks.flat_map(|block| capital_runs(text, block.span)) {
        let letters = run.of(text).split_whitespace().filter_map(|word| word.chars().next()).collect();
        names.entry(letters).or_insert(run);
    }
    names
}

/// The name of who answers: the longest run of two to four capitalised words before the first question.
fn interviewee(document: &Document, first: usize) -> Option<Span> {
    let text = document.text();
    let heads = document.blocks().iter().filter(|block| block.span.end() <= first);
    let told = heads.filter(|block| !matches!(block.kind, BlockKind::Byline | BlockKind::Furniture));
    let runs = told.flat_map(|block| capital_runs(text, block.span));
    runs.filter(|(_, words)| (2..=4).contains(words))
        .max_by_key(|(run, words)| (*words, usize::MAX - run.start()))
        .map(|(run, _)| run)
}
