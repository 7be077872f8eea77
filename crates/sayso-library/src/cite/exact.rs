//! Checks that words are the article's own.

use sayso_attribution::document::Document;
use sayso_attribution::text::Spans;

/// Letters shown on both sides of a difference.
const AROUND: usize = 12;

/// Compares `words` with the article's at `spans`, character by character: white space of any length is one
/// space, and pieces have ` … ` between them. Says where they part, if they do.
pub fn differs(document: &Document, spans: &Spans, words: &str) -> Option<String> {
    let mut article = pieces(document, spans);
    let mut taken = words.chars();
    let mut same = String::new();
    loop {
        match (article.next(), taken.next()) {
            (None, None) => return None,
            (a, t) if a == t => same.extend(t),
            (a, t) => {
                let article: String = a.into_iter().chain(article).take(AROUND).collect();
                let taken: String = t.into_iter().chain(taken).take(AROUND).collect();
                let from = same.char_indices().rev().nth(AROUND - 1).map_or(0, |(at, _)| at);
                return Some(format!("after ‘{}’ the article has ‘{article}’, not ‘{taken}’", &same[from..]));
            }
        }
    }
}

/// The characters of the article at `spans`; a space stands only between two others.
fn pieces<'d>(document: &'d Document, spans: &'d Spans) -> impl Iterator<Item = char> + 'd {
    let gap = |at: usize| if at > 0 { " … " } else { "" };
    let all = spans.iter().enumerate().flat_map(move |(at, span)| gap(at).chars().chain(document.slice(span).chars()));
    let (mut begun, mut blank) = (false, false);
    all.flat_map(move |c| {
        let shown = !c.is_whitespace();
        let space = (shown && begun && blank).then_some(' ');
        blank = !shown;
        begun |= shown;
        space.into_iter().chain(shown.then_some(c))
    })
}
