//! A quote in a sentence: what is copied of its words, and the words that credit them.

use sayso_attribution::document::Document;
use sayso_attribution::text::quotation::Quotation;
use sayso_attribution::text::{Span, Spans, one_line, word};
use sayso_attribution::{Attribution, Kind};

/// Longest text between the cue and the words, in bytes, that is repeated with them: `told reporters in Flint that …`.
const LONGEST_JOINT: usize = 120;

/// Most words before a cue that are taken for its auxiliaries.
const AUXILIARIES_BEFORE: usize = 3;

/// Auxiliaries and negations that a cue may lack, and without which it would say the opposite.
const AUXILIARIES: &[&str] = &[
    "not",
    "never",
    "n’t",
    "n't",
    "did",
    "does",
    "do",
    "didn’t",
    "didn't",
    "doesn’t",
    "doesn't",
    "don’t",
    "don't",
    "has",
    "have",
    "had",
    "hasn’t",
    "hasn't",
    "haven’t",
    "haven't",
    "hadn’t",
    "hadn't",
    "would",
    "will",
    "could",
    "can",
    "may",
    "might",
    "cannot",
    "won’t",
    "won't",
    "wouldn’t",
    "wouldn't",
    "is",
    "was",
    "are",
    "were",
];

/// What stands behind the name of an owner.
const OWNED: [&str; 2] = ["’s ", "'s "];

/// Pronouns of owners.
const OWNERS: [&str; 6] = ["his", "her", "its", "their", "my", "our"];

/// A quote as it is put into a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// What is copied: of direct speech what stands between the quotation marks, otherwise all that is credited.
    pub words: Spans,
    /// For each piece of `words` the quotation marks that it lacks before and behind, where it is a quoted part of a
    /// reported claim.
    pub marks: Vec<(String, String)>,
    /// `words` on one line. Of partly quoted words the quoted parts stand in the article's quotation marks.
    pub printed: String,
    /// The attributing words with their auxiliaries and negations: `has denied`. Empty if there are none.
    pub cue: String,
    /// What stands between the cue and the words: a space, ` reporters `, or `: ` where the words come first.
    pub joint: String,
}

impl Claim {
    /// The claim of an attribution of `document`.
    pub fn of(document: &Document, quote: &Attribution) -> Self {
        let text = document.text();
        let words = match quote.kind {
            Kind::Direct => spoken(document, &quote.content),
            _ => without_comma(text, quote.content.clone()),
        };
        let lacking = |piece| match quote.kind {
            Kind::Direct => Default::default(),
            _ => lacking(text, piece, document.quotations(piece)),
        };
        let marks: Vec<(String, String)> = words.iter().map(lacking).collect();
        let printed = words.iter().zip(&marks).map(|(piece, (open, close))| [open, piece.of(text), close].concat());
        let printed = one_line(&printed.collect::<Vec<_>>().join(" … "));
        let (cue, joint) = credit(text, quote, words.start());
        Self { words, marks, printed, cue, joint }
    }
}

/// What of `content` stands in quotation marks, without the comma that the sentence around it needs. Words that are
/// nowhere in marks, as in a transcript, are all taken.
fn spoken(document: &Document, content: &Spans) -> Spans {
    let text = document.text();
    let mut pieces: Vec<Span> = Vec::new();
    for piece in content.iter() {
        let before = pieces.len();
        for quoted in document.quotations(piece).iter().filter_map(|quotation| quotation.inner.intersect(piece)) {
            match pieces.last_mut().filter(|last| pieces_touch(text, **last, quoted)) {
                Some(last) => *last = last.cover(quoted),
                None => pieces.push(quoted),
            }
        }
        if pieces.len() == before {
            pieces.push(without_that(text, piece));
        }
    }
    without_comma(text, Spans::new(pieces).unwrap_or_else(|| content.clone()))
}

/// Returns `true` if there are only quotation marks and white space between two pieces, as between paragraphs of one
/// quotation.
fn pieces_touch(text: &str, before: Span, after: Span) -> bool {
    let between = Span::new(before.end(), after.start());
    between.of(text).chars().all(|c| c.is_whitespace() || is_mark(c))
}

/// In lower case: `That is right.` begins a sentence of the speaker's own.
fn without_that(text: &str, piece: Span) -> Span {
    let that = if piece.of(text).starts_with("that ") { "that ".len() } else { 0 };
    Span::new(piece.start() + that, piece.end()).trim(text)
}

fn without_comma(text: &str, words: Spans) -> Spans {
    let mut pieces: Vec<Span> = words.iter().collect();
    if let Some(last) = pieces.last_mut() {
        let kept = last.of(text).trim_end_matches([',', ' ']).len();
        *last = Span::new(last.start(), last.start() + kept);
    }
    pieces.retain(|piece| !piece.is_empty());
    Spans::new(pieces).unwrap_or(words)
}

/// The marks of quotations that go on beyond the ends of a piece.
fn lacking(text: &str, piece: Span, marks: &[Quotation]) -> (String, String) {
    let (mut before, mut behind) = (String::new(), String::new());
    for Quotation { outer, inner, .. } in marks.iter().filter(|quotation| quotation.outer.overlaps(piece)) {
        let open = Span::new(outer.start(), inner.start()).of(text).trim();
        if outer.start() < piece.start() {
            before += open;
        }
        if outer.end() > piece.end() || (outer.start() < piece.start() && inner.end() == outer.end()) {
            behind += closing(Span::new(inner.end(), outer.end()).of(text).trim(), open);
        }
    }
    (before, behind)
}

/// The closing mark as printed; of a quotation that is not closed the one that belongs to its opening mark.
fn closing<'t>(printed: &'t str, open: &'t str) -> &'t str {
    match (printed, open) {
        ("", "“" | "„") => "”",
        ("", "‘" | "‚") => "’",
        ("", "«") => "»",
        ("", open) => open,
        (printed, _) => printed,
    }
}

/// The words that credit a quote, with their auxiliaries and negations, on one line, and what joins them to the words that
/// start at `words`. Both are empty if nothing credits it.
pub fn credit(text: &str, quote: &Attribution, words: usize) -> (String, String) {
    let Some(cue) = quote.cue.as_ref().filter(|cue| cue.text(text).contains(char::is_alphabetic)) else {
        return (String::new(), String::new());
    };
    let pieces: Vec<&str> = cue.iter().map(|piece| piece.of(text)).collect();
    let mut told = auxiliaries(text, quote, cue.start()) + &pieces.join(" ");
    let is_owned = OWNED.iter().any(|clitic| told.starts_with(clitic));
    if !is_owned && quote.source.as_ref().is_some_and(|source| is_owner(text, source)) {
        told.insert_str(0, "’s ");
    }
    let overlaps = |span: Span| quote.source.as_ref().is_some_and(|source| source.overlaps(span));
    let joint = match cue.end() {
        _ if leads_in(&told) => ": ".to_owned(),
        end if end > words => ": ".to_owned(),
        end if words - end > LONGEST_JOINT || overlaps(Span::new(end, words)) => " ".to_owned(),
        end => joined(&text[end..words]),
    };
    (one_line(&told), joint)
}

/// Returns `true` if what credits the words is something of the source's: `his view`, `the party’s claim`.
fn is_owner(text: &str, source: &Spans) -> bool {
    let is_clitic = |text: &str| OWNED.iter().any(|clitic| text.starts_with(clitic));
    let words = source.text(text);
    let named = OWNED.iter().any(|clitic| words.ends_with(clitic.trim_end()));
    named || is_clitic(&text[source.end()..]) || OWNERS.iter().any(|owner| words.eq_ignore_ascii_case(owner))
}

/// Returns `true` for a cue that stands before its speaker: `according to`, `in the words of`.
pub fn leads_in(cue: &str) -> bool {
    let is_one = |word: Option<&str>, of: &[&str]| word.is_some_and(|w| of.iter().any(|o| o.eq_ignore_ascii_case(w)));
    let mut words = cue.split_whitespace();
    let first = words.next();
    is_one(first, &["according", "in", "for", "per"])
        && is_one(words.next_back().or(first), &["to", "of", "for", "per"])
}

/// What stands between a cue and its words, on one line and without the mark that opens them.
fn joined(between: &str) -> String {
    let bare = between.trim_end_matches(is_mark);
    let line = one_line(bare);
    let blank = |c: Option<char>| if c.is_none_or(char::is_whitespace) { " " } else { "" };
    let last = if bare.len() < between.len() { " " } else { blank(bare.chars().next_back()) };
    if line.is_empty() { " ".to_owned() } else { [blank(bare.chars().next()), &line, last].concat() }
}

fn is_mark(c: char) -> bool {
    matches!(c, '“' | '”' | '„' | '"' | '‘' | '’' | '‚' | '\'' | '«' | '»')
}

/// The auxiliaries and negations right before a cue that are no part of it or of the source, with a space behind them.
fn auxiliaries(text: &str, quote: &Attribution, cue: usize) -> String {
    let (mut start, mut left) = (cue, AUXILIARIES_BEFORE);
    while let Some(before) = word::before(text, start).filter(|_| left > 0) {
        let touches = text.get(before.end()..start).is_some_and(|gap| gap.chars().all(char::is_whitespace));
        let others = quote.content.overlaps(before) || quote.source.as_ref().is_some_and(|s| s.overlaps(before));
        if !touches || others || !AUXILIARIES.contains(&before.of(text).to_lowercase().as_str()) {
            break;
        }
        (start, left) = (before.start(), left - 1);
    }
    text[start..cue].to_owned()
}

/// Words to stand in double quotation marks: the double marks inside them become single ones.
pub fn turned(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        let opens = out.chars().next_back().is_none_or(|before| before.is_whitespace() || "([—–-‘“".contains(before));
        out.push(match c {
            '„' => '‚',
            '"' if opens => '‘',
            '“' => '‘',
            '”' | '"' => '’',
            other => other,
        });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use sayso_attribution::analyse;
    use sayso_attribution::document::ingest;
    use sayso_attribution::text::quotation::quotations;

    /// The cue with its joint, and the words, of each quote of a paragraph.
    fn claims(sentence: &str) -> Vec<(String, String)> {
        let text = format!("The rope at the harbour\n\nThe town met on Monday.\n\n{sentence}\n");
        let document = ingest(text.as_bytes(), "a.txt");
        let claims = analyse(&document).attributions.into_iter().map(|quote| {
            let claim = Claim::of(&document, &quote);
            (claim.cue + &claim.joint, claim.printed)
        });
        claims.collect()
    }

    #[test]
    fn a_reported_claim_has_its_verb_with_tense_and_negation() {
        for (sentence, cue, words) in [
            ("Ann Lee has denied that the bridge was shut.", "has denied ", "that the bridge was shut"),
            (
                "Ann Lee told reporters on Monday that the bridge was shut.",
                "told reporters on Monday ",
                "that the bridge was shut",
            ),
            ("It was Ann Lee’s view that the bridge was shut.", "’s view ", "that the bridge was shut"),
            ("The bridge was shut, Ann Lee said.", "said: ", "The bridge was shut"),
        ] {
            assert_eq!(claims(sentence), [(cue.to_owned(), words.to_owned())], "{sentence}");
        }
    }

    #[test]
    fn of_direct_speech_is_taken_what_stands_between_the_marks() {
        for (sentence, words) in [
            ("“Circumstances have changed,” Ann Lee said.", "Circumstances have changed"),
            (
                "Ann Lee said that \"we will not raise taxes in this parliament\".",
                "we will not raise taxes in this parliament",
            ),
            ("“The bridge,” Ann Lee said, “is shut.”", "The bridge, … is shut."),
        ] {
            assert_eq!(claims(sentence).first().map(|claim| claim.1.as_str()), Some(words), "{sentence}");
        }
    }

    #[test]
    fn quoted_parts_of_a_reported_claim_keep_their_marks() {
        let text = "He said “a long and bitter fight” would follow in “every town";
        let at = |words: &str| text.find(words).map(|at| Span::new(at, at + words.len())).unwrap();
        let marks = quotations(text, Span::new(0, text.len()));
        let in_marks = |piece: Span, marks: &[Quotation]| {
            let (before, behind) = lacking(text, piece, marks);
            [&before, piece.of(text), &behind].concat()
        };
        assert_eq!(in_marks(at("a long and bitter fight"), &marks), "“a long and bitter fight”");
        assert_eq!(in_marks(at("bitter fight” would follow"), &marks), "“bitter fight” would follow");
        assert_eq!(in_marks(at("would follow in “every town"), &marks), "would follow in “every town");
        assert_eq!(in_marks(at("every"), &marks), "“every”");
        assert_eq!(in_marks(at("would follow"), &marks), "would follow");
    }

    #[test]
    fn inner_marks_are_turned() {
        assert_eq!(turned("he told me “go” twice"), "he told me ‘go’ twice");
        assert_eq!(turned("he told me \"go\" twice"), "he told me ‘go’ twice");
        assert_eq!(turned("it’s ‘fine’"), "it’s ‘fine’");
    }
}
