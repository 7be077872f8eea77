//! What pages and scanners do to an article, one sort at a time; marked spans move along.

use std::ops::Range;

use sayso_attribution::text::Span;

use super::corpus::{Article, Gold};
use super::random::Random;
use super::variants::{Edit, edited};

/// One sort of noise.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Noise {
    /// The headline in capitals, and headings in capitals between the paragraphs.
    Capitals,
    /// Paragraphs without their last stop.
    Unstopped,
    /// `exclusive,’he said`: spaces lost at marks and between words, words broken by a hyphen.
    Spacing,
    /// Every paragraph an item of a list.
    List,
    /// Quotations that are a paragraph as a transcript or an interview prints them: `CLINTON: …`, `A: …`.
    Transcript,
}

impl Noise {
    pub const ALL: [Self; 5] = [Self::Capitals, Self::Unstopped, Self::Spacing, Self::List, Self::Transcript];

    /// `article` with this noise in it.
    pub fn on(self, article: &Article, random: &mut Random) -> Article {
        match self {
            Self::Capitals => edited(article, capitals(article, random)).0,
            Self::Unstopped => edited(article, unstopped(article)).0,
            Self::Spacing => edited(article, spacing(&article.text, random)).0,
            Self::List => edited(article, items(article, random)).0,
            Self::Transcript => transcript(article, random),
        }
    }
}

const HEADINGS: &[&str] = &[
    "WHAT COMES NEXT",
    "BACKGROUND",
    "‘NOT A GOOD IDEA’",
    "THE VIEW FROM ABROAD",
    "A LONG ROAD AHEAD",
    "MORE ON THIS STORY",
    "WHO PAYS?",
    "IN OTHER NEWS: MARKETS FALL",
];

fn capitals(article: &Article, random: &mut Random) -> Vec<Edit> {
    let mut edits = Vec::new();
    for (part, headline) in article.parts() {
        if headline {
            let small = part.of(&article.text).char_indices().filter(|(_, c)| c.is_lowercase());
            let start = part.start();
            edits.extend(small.map(|(at, c)| (start + at..start + at + c.len_utf8(), c.to_uppercase().to_string())));
        } else if random.below(8) == 0 {
            edits.push((part.start()..part.start(), format!("{}\n", HEADINGS[random.below(HEADINGS.len())])));
        }
    }
    edits
}

fn unstopped(article: &Article) -> Vec<Edit> {
    let stop = |(part, _): (Span, bool)| {
        let words = part.of(&article.text).trim_end_matches(['”', '’', '"', '\'']);
        let at = part.start() + words.len();
        words.ends_with('.').then(|| (at - 1..at, String::new()))
    };
    article.parts().into_iter().filter_map(stop).collect()
}

fn spacing(text: &str, random: &mut Random) -> Vec<Edit> {
    let mut edits = Vec::new();
    let is_mark = |c: char| "“”‘’\"'".contains(c);
    for (at, space) in text.match_indices(' ') {
        let (Some(before), Some(after)) = (text[..at].chars().next_back(), text[at + 1..].chars().next()) else {
            continue;
        };
        let one_in = match (before, after) {
            (a, b) if is_mark(a) || is_mark(b) => 3,
            (',' | '.', _) => 30,
            _ => 200,
        };
        if random.below(one_in) == 0 {
            edits.push((at..at + space.len(), String::new()));
        }
    }
    for word in text.split(|c: char| !c.is_ascii_lowercase()).filter(|word| word.len() > 8) {
        if random.below(60) == 0 {
            let at = word.as_ptr() as usize - text.as_ptr() as usize + word.len() / 2;
            edits.push((at..at, "- ".to_owned()));
        }
    }
    edits
}

fn items(article: &Article, random: &mut Random) -> Vec<Edit> {
    let style = random.below(5);
    let bullet = |number: usize| match style {
        0 => "• ".to_owned(),
        1 => "- ".to_owned(),
        2 => "* ".to_owned(),
        3 => format!("{number}. "),
        _ => format!("({}) ", char::from(b'a' + (number % 26) as u8)),
    };
    let places = article.parts().into_iter().filter(|(_, headline)| !headline).zip(1..);
    places.map(|((part, _), number)| (part.start()..part.start(), bullet(number))).collect()
}

const QUESTIONS: &[&str] = &[
    "What do you make of it?",
    "Why now?",
    "You have said this before. What has changed?",
    "Is that fair to the people who voted for you?",
    "How did the others in the room take it?",
    "And if it fails, who will answer for it?",
];

/// A line of a transcript that is to stand where a paragraph stood.
struct Line {
    gold: usize,
    at: usize,
    question: Option<&'static str>,
    label: String,
}

fn transcript(article: &Article, random: &mut Random) -> Article {
    let style = random.below(3);
    let (mut plain, mut edits, mut lines) = (article.clone(), Vec::new(), Vec::new());
    for (part, _) in article.parts() {
        let Some(gold) = sole(article, part) else { continue };
        let Some(label) = label(article, gold, style) else { continue };
        let question = (style == 2).then(|| QUESTIONS[random.below(QUESTIONS.len())]);
        let lead = question.map_or(format!("{label}: "), |question| format!("Q: {question}\n{label}: "));
        let pieces: Vec<Range<usize>> = article.gold[gold].content.iter().map(|p| bare(&article.text, p)).collect();
        let mut from = part.start();
        for piece in &pieces {
            let with = if from == part.start() { lead.clone() } else { gap(&article.text, from, piece.start) };
            edits.push((from..piece.start, with));
            from = piece.end;
        }
        let stopped = article.text[..from].ends_with(['.', '?', '!']);
        edits.push((from..part.end(), if stopped { String::new() } else { ".".to_owned() }));
        plain.gold[gold] = Gold { content: pieces, ..Gold::default() };
        lines.push(Line { gold, at: part.start(), question, label });
    }
    let (mut out, moved) = edited(&plain, edits);
    for line in lines {
        let mut at = moved.place(line.at);
        if let Some(question) = line.question {
            out.gold.push(Gold { source: piece(at, 1), cue: piece(at + 1, 1), content: piece(at + 3, question.len()) });
            at += 3 + question.len() + 1;
        }
        out.gold[line.gold].source = piece(at, line.label.len());
        out.gold[line.gold].cue = piece(at + line.label.len(), 1);
    }
    out
}

fn piece(at: usize, len: usize) -> Vec<Range<usize>> {
    std::iter::once(at..at + len).collect()
}

/// The one attribution of a paragraph that is nothing but a quotation, who is quoted, and the cue.
fn sole(article: &Article, part: Span) -> Option<usize> {
    let spans =
        |gold: &Gold| [&gold.source, &gold.cue, &gold.content].into_iter().flatten().cloned().collect::<Vec<_>>();
    let touches = |span: &Range<usize>| Span::new(span.start, span.end).overlaps(part);
    let mut here = (0..article.gold.len()).filter(|at| spans(&article.gold[*at]).iter().any(touches));
    let (only, None) = (here.next()?, here.next()) else { return None };
    let gold = &article.gold[only];
    let quoted = |piece: &Range<usize>| {
        let words = article.text[piece.clone()].trim_end_matches([',', '.']);
        words.starts_with(['“', '"']) && words.ends_with(['”', '"']) && words.matches(['“', '"']).count() < 3
    };
    let held: usize = spans(gold).iter().map(Range::len).sum();
    let whole = spans(gold).iter().all(|span| part.covers(Span::new(span.start, span.end)));
    let fits = whole && held + 8 > part.len() && !gold.source.is_empty() && gold.content.iter().all(quoted);
    (fits && !gold.content.is_empty()).then_some(only)
}

/// How the speaker of `gold` is printed; `None` where no name has stood so far.
fn label(article: &Article, gold: usize, style: usize) -> Option<String> {
    let here = article.gold[gold].content.first()?.start;
    let words = |gold: &Gold| gold.source.first().map(|source| &article.text[source.clone()]);
    let is_name = |words: &&str| words.len() > 4 && words.split(' ').all(|word| word.starts_with(char::is_uppercase));
    let before = article.gold.iter().filter(|g| g.source.first().is_some_and(|source| source.start <= here));
    let name = words(&article.gold[gold]).filter(is_name).or_else(|| before.filter_map(words).rfind(is_name))?;
    Some(match style {
        0 => name.rsplit(' ').next().unwrap_or(name).to_uppercase(),
        1 => name.to_owned(),
        _ => "A".to_owned(),
    })
}

/// A piece of quoted words without its marks and the comma before the closing one.
fn bare(text: &str, piece: &Range<usize>) -> Range<usize> {
    let words = &text[piece.clone()];
    let left = words.trim_start_matches(['“', '"']);
    let start = piece.end - left.len();
    start..start + left.trim_end_matches(['”', '"', ',', ' ']).len()
}

/// What stands between two pieces of one speech once the words that credit are gone.
fn gap(text: &str, from: usize, to: usize) -> String {
    let stopped = text[..from].ends_with(['.', '?', '!']);
    let fresh = text[to..].starts_with(char::is_uppercase);
    match (stopped, fresh) {
        (true, _) => " ",
        (false, true) => ". ",
        (false, false) => ", ",
    }
    .to_owned()
}
