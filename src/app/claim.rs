//! A quote on the screen: the words that credit it, worded as [`cite`] copies them, and as much of what is credited as has
//! room.
//!
//! Quotation marks stand around words that the article quotes, and nowhere else. A quote whose speaker denies it, or
//! that is hypothetical or second-hand, is marked as such in words.

use sayso_attribution::document::Document;
use sayso_attribution::text::Span;
use sayso_attribution::{Act, Attribution, Kind, LIKELY, Status};
use sayso_library::{SURE, cite};

use crate::cells::{Rows, fit, width};

/// Cells of a verb at most.
const VERB: usize = 40;

/// Bytes that a cell may need at most: no more of a text are read for a row.
const BYTES_A_CELL: usize = 8;

/// A quote on one line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClaimLine {
    /// `argued that …`, `said “…”`.
    pub text: String,
    /// Bytes of the speaker and the verb at its start, with the space behind them.
    pub verb: usize,
}

impl ClaimLine {
    /// Of a quote, behind `who` said it, with no more of its words than `cells` can show.
    pub fn new(document: &Document, quote: &Attribution, who: &str, cells: usize) -> Self {
        let parts = [who.to_owned(), lead(document, quote)];
        let mut text = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
        if !text.is_empty() {
            text.push(' ');
        }
        let verb = text.len();
        text += &words(document, quote, cells);
        Self { text, verb }
    }
}

/// The words that credit a quote, as they are copied, and its status unless they are asserted: `said`, `never said
/// (denied)`. Empty for a quotation that stands alone.
pub fn verb(document: &Document, quote: &Attribution) -> String {
    with_status(quote, &credit(document, quote).0)
}

/// The words that credit a quote, with what stands between them and its words: `told reporters that`.
pub fn lead(document: &Document, quote: &Attribution) -> String {
    let (verb, joint) = credit(document, quote);
    let all = format!("{verb} {joint}");
    let fits = !joint.is_empty() && width(&all) <= VERB;
    with_status(quote, if fits { &all } else { &verb })
}

/// The words that credit a quote, cut where there are many, and those between them and its words.
fn credit(document: &Document, quote: &Attribution) -> (String, String) {
    let (cue, joint) = cite::credit(document.text(), quote, quote.content.start());
    // The name stands elsewhere: `Lee’s claim` is a claim.
    let cue = cue.strip_prefix("’s ").or(cue.strip_prefix("'s ")).unwrap_or(&cue);
    let (short, _) = fit(cue, VERB);
    if short.len() < cue.len() {
        return (format!("{}…", short.trim_end()), String::new());
    }
    (short.to_owned(), joint.trim().trim_start_matches(':').to_owned())
}

fn with_status(quote: &Attribution, verb: &str) -> String {
    match status(quote) {
        Some(_) if quote.status == Status::Denied && says_no(verb) => verb.to_owned(),
        Some(status) => format!("{verb} ({status})").trim_start().to_owned(),
        None if cite::leads_in(verb) => format!("{verb}:"),
        None => verb.to_owned(),
    }
}

/// What is to be said of a quote that is not simply asserted: `denied`, `hypothetical`, `second-hand, via CNN`.
pub fn status(quote: &Attribution) -> Option<String> {
    let via = quote.via.as_ref().map_or(String::new(), |via| format!(", via {}", via.name));
    (quote.status != Status::Asserted).then(|| format!("{}{via}", quote.status.name()))
}

/// Returns `true` if the cue itself says that the speaker denies it.
fn says_no(cue: &str) -> bool {
    cue.split_whitespace().any(|word| word.to_lowercase().starts_with("den"))
}

/// The words of a quote on one line, no more of them than `cells` can show; in quotation marks where they are quoted.
pub fn words(document: &Document, quote: &Attribution, cells: usize) -> String {
    let most = cells * BYTES_A_CELL;
    let mut line = String::new();
    for piece in quote.content.iter() {
        if !line.is_empty() {
            line += " … ";
        }
        let (piece, that) = without_that(document, quote, piece);
        line += that;
        let (open, close) = marks(document, quote, piece);
        line += open;
        let (part, whole) = on_one_line(document.slice(piece), most.saturating_sub(line.len()), cells);
        // The comma before `she said` is the article's, not the speaker's.
        line += if close.is_empty() { &part } else { part.trim_end_matches(',') };
        if !whole {
            return line;
        }
        line += close;
    }
    line
}

/// A piece of a direct quotation without the `that` before its words, which is the article's, and that word.
fn without_that(document: &Document, quote: &Attribution, piece: Span) -> (Span, &'static str) {
    let words = document.slice(piece);
    let quoted =
        words.strip_prefix("that ").filter(|_| quote.kind == Kind::Direct).and_then(|rest| rest.chars().next());
    let Some(mark) = quoted.filter(|c| "“‘\"'«„".contains(*c)) else { return (piece, "") };
    let close = words.chars().next_back().filter(|c| "”’\"'»“".contains(*c));
    let end = close.map_or(0, char::len_utf8);
    (Span::new(piece.start() + "that ".len() + mark.len_utf8(), piece.end() - end), "that ")
}

/// The marks that belong around a piece of a quote: those that stand around it in the text, or that it has as a direct
/// quotation.
pub fn marks(document: &Document, quote: &Attribution, piece: Span) -> (&'static str, &'static str) {
    let words = document.slice(piece);
    let own = words.contains(['“', '”', '"', '«', '»', '„']);
    if !own && (quote.kind == Kind::Direct || is_marked(document.text(), piece)) { ("“", "”") } else { ("", "") }
}

/// Returns `true` if an opening mark stands right before the piece and a closing one behind it.
fn is_marked(text: &str, piece: Span) -> bool {
    let before = text[..piece.start()].chars().next_back();
    let mut after = text[piece.end()..].chars();
    let behind = after.by_ref().find(|c| !matches!(c, ',' | '.' | '?' | '!'));
    before.is_some_and(|c| "“‘\"'«„".contains(c)) && behind.is_some_and(|c| "”’\"'»“".contains(c))
}

/// `text` with single spaces, up to about `most` bytes; and whether that is all of it.
fn on_one_line(text: &str, most: usize, cells: usize) -> (String, bool) {
    let mut line = String::new();
    for word in text.split_whitespace() {
        if line.len() > most {
            return (line, false);
        }
        if !line.is_empty() {
            line.push(' ');
        }
        // One word of megabytes is still one word.
        line.extend(word.chars().take(cells + 1));
    }
    (line, true)
}

/// How a quote is presented, in the reader's words.
pub fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Direct => "quoted",
        Kind::Mixed => "partly quoted",
        Kind::Indirect => "reported",
    }
}

/// What the speaker did, where it is not speech.
pub fn act(act: Act) -> Option<&'static str> {
    match act {
        Act::Speech => None,
        Act::Belief => Some("believed"),
        Act::Intention => Some("intended"),
    }
}

/// How a quote is presented: `partly quoted`, with what the speaker did and the status where there is something to say.
pub fn manner(quote: &Attribution) -> String {
    let parts = [Some(kind(quote.kind).to_owned()), act(quote.act).map(str::to_owned), status(quote)];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// How a quote is quoted and how sure the program is: `partly quoted · sure`.
pub fn manner_and_certainty(quote: &Attribution) -> String {
    format!("{} · {}", manner(quote), certainty(quote))
}

/// How sure the program is of a quote and its speaker: `sure`, `likely`, `check`.
pub fn certainty(quote: &Attribution) -> &'static str {
    match quote.confidence * quote.sure_of_speaker {
        value if value >= SURE => "sure",
        value if value >= LIKELY => "likely",
        _ => "check",
    }
}

/// Who found a quote: `the model`, `a rule`, `you`.
pub fn found_by(quote: &Attribution) -> &'static str {
    match quote.found_by {
        by if by.ends_with("by hand") => "you",
        by if by.contains("tagger") => "the model",
        by if by.contains("careful") => "the second reading",
        _ => "a rule",
    }
}

/// Columns left and right of the current quote under the text.
pub const INDENT: u16 = 2;

/// A quote under the text of a screen of `columns`, in no more than `most` rows: the claim, and its rows.
pub fn lines(document: &Document, quote: &Attribution, columns: u16, most: u16) -> (ClaimLine, Vec<Span>) {
    let (cells, most) = (usize::from(columns.saturating_sub(2 * INDENT)).max(1), usize::from(most));
    let claim = ClaimLine::new(document, quote, "", cells * (most + 1));
    let rows = Rows::wrap(&claim.text, Span::new(0, claim.text.len()), cells);
    let rows = rows.as_slice().iter().copied().take(most).collect();
    (claim, rows)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::testing::article;
    use sayso_attribution::Via;

    /// The first quote of a marked text, changed, as a claim of so many cells.
    fn claim(marked: &str, cells: usize, change: impl Fn(&mut Attribution)) -> String {
        let article = article("a.md", marked);
        let mut quote = article.analysis.attributions[0].clone();
        change(&mut quote);
        ClaimLine::new(&article.document, &quote, "", cells).text
    }

    #[test]
    fn that_before_quoted_words_stands_outside_the_marks() {
        let marked = "[S1 Ann Lee] [C1 said] [Q1 that ‘taxes fall’].";
        assert_eq!(claim(marked, 80, |quote| quote.kind = Kind::Direct), "said that “taxes fall”");
    }

    #[test]
    fn the_verb_comes_first_and_marks_stand_around_quoted_words_only() {
        let claim = |marked| claim(marked, 80, |_| {});
        assert_eq!(claim("‘[Q1 Taxes],’ [C1 said] [S1 she|Ann Lee], ‘[Q1 fall].’"), "said “Taxes” … “fall”");
        assert_eq!(claim("[S1 Ann Lee] [C1 warned] [Q1 that taxes\nwould fall]."), "warned that taxes would fall");
        assert_eq!(claim("‘[Q1 Taxes fall]’ was the cry."), "“Taxes fall”");
        assert_eq!(claim("[C1 According to] [S1 Ann Lee], [Q1 taxes fall]."), "According to: taxes fall");
        assert_eq!(claim("[S1 Ann Lee][C1 ’s claim] that [Q1 taxes fall]."), "claim that taxes fall");
        assert_eq!(claim("[S1 Ann Lee][C1 :] ‘[Q1 Taxes fall].’"), "“Taxes fall”");
        assert_eq!(claim("[S1 Ann Lee] [C1 said] [Q1 the “big pies” were hers]."), "said the “big pies” were hers");
    }

    #[test]
    fn whom_it_was_told_stands_with_the_verb_and_auxiliaries_do() {
        let claim = |marked| claim(marked, 80, |_| {});
        assert_eq!(claim("[S1 Ann Lee] [C1 told] reporters that [Q1 taxes fall]."), "told reporters that taxes fall");
        assert_eq!(claim("[S1 Ann Lee] has [C1 warned] [Q1 that taxes fall]."), "has warned that taxes fall");
        let long = "reporters who had come from every town of the county that [Q1 taxes fall].";
        assert_eq!(claim(&format!("[S1 Ann Lee] [C1 told] {long}")), "told taxes fall");
    }

    #[test]
    fn what_is_not_asserted_says_so() {
        let with = |cue: &str, status| {
            let marked = format!("[S1 Ann Lee] [C1 {cue}] [Q1 that taxes fall].");
            claim(&marked, 80, |quote| quote.status = status)
        };
        assert_eq!(with("has denied", Status::Denied), "has denied that taxes fall");
        assert_eq!(with("never said", Status::Denied), "never said (denied) that taxes fall");
        assert_eq!(with("would say", Status::Hypothetical), "would say (hypothetical) that taxes fall");
        let heard = claim("[S1 Ann Lee] [C1 said] [Q1 that taxes fall].", 80, |quote| {
            quote.status = Status::SecondHand;
            quote.via = Some(Via { span: Span::new(0, 3), name: "CNN".to_owned() });
        });
        assert_eq!(heard, "said (second-hand, via CNN) that taxes fall");
    }

    #[test]
    fn no_more_is_read_than_can_be_shown() {
        let long = format!("[S1 Ann Lee] [C1 said] [Q1 {}].", "taxes will fall and ".repeat(100_000));
        assert!(claim(&long, 40, |_| {}).len() < 400);
        let word = format!("[S1 Ann Lee] [C1 said] [Q1 {}].", "x".repeat(100_000));
        assert!(claim(&word, 40, |_| {}).len() < 400);
    }

    #[test]
    fn figures_and_methods_have_words() {
        let mut quote = Attribution::of_test(Span::new(0, 1), 0);
        let mut words = |confidence, found_by| {
            (quote.confidence, quote.found_by) = (confidence, found_by);
            (certainty(&quote), super::found_by(&quote))
        };
        assert_eq!(words(0.9, "tagger"), ("sure", "the model"));
        assert_eq!(words(0.6, "said before"), ("likely", "a rule"));
        assert_eq!(words(0.3, "corrected by hand"), ("check", "you"));
    }
}
