//! The rows of quotes that are found: who, verb, the words around the match, outlet and date.

use super::{PickerContext, lit};
use crate::app::claim;
use crate::app::layout::Area;
use crate::cells::width;
use crate::ui::canvas::Canvas;
use crate::ui::labels::{apart, dotted, ending, short_outlet};
use crate::ui::panel::looks;
use crate::ui::reader::bar;
use crate::ui::theme::Theme;
use ratatui::style::Style;
use sayso_attribution::SpeakerKind;
use sayso_attribution::document::Document;
use sayso_attribution::text::Span;
use sayso_attribution::text::span::floor;
use sayso_library::search::QuoteHit;
use sayso_library::{Article, ArticleId};

/// From this width on a row tells its outlet and date, or else its article.
const WITH_OUTLET: u16 = 70;

/// Bytes before the first matched letter that a row shows at most where it does not start at the first word,
/// in eighths of its width.
const LEAD: usize = 2;

/// What follows is not of the quote but of its paragraph.
const AROUND: &str = " ¶ ";

/// Columns of the name in a row of `columns`.
pub fn names(columns: u16) -> u16 {
    (columns / 5).clamp(8, 24)
}

/// Draws one that is found: on one row, or with two rows the speaker and the source over the words.
pub fn draw(canvas: &mut Canvas, area: Area, hit: &QuoteHit, known: PickerContext) -> Option<()> {
    let article = known.library.article(hit.id.article)?;
    let quote = known.library.quote(hit.id)?;
    let name = known.library.name_of(hit.id).unwrap_or_else(|| article.analysis.name(quote.speaker));
    let words = if area.h > 1 {
        let right = source(canvas, area, hit, known, area.w / 2);
        let x = canvas.put_short(area, 0, 0, right, name, Theme::bold());
        let role = quote.speaker.and_then(|s| article.analysis.speakers.get(s)?.roles.first());
        let role = role.map_or(String::new(), |role| format!(" · {role}"));
        canvas.put_short(area, x, 0, right, &role, Theme::dim());
        Area { x: area.x + 2, w: area.w.saturating_sub(2), ..area.below(1) }
    } else {
        let names = names(area.w);
        let is_person = known.library.speaker_of(hit.id).is_some_and(|person| person.kind == SpeakerKind::Person);
        let is_cut = is_person && usize::from(names) < width(name);
        let name = if is_cut { short_name(name, article).unwrap_or(name) } else { name };
        canvas.put_short(area, 0, 0, names, name, Theme::bold());
        let right = if area.w < WITH_OUTLET { area.w } else { source(canvas, area, hit, known, area.w / 4) };
        Area { x: area.x + names + 1, w: right.saturating_sub(names + 1), ..area }
    };
    claimed(canvas, words, hit, article);
    Some(())
}

/// Bytes of an article in which the words of a name are counted.
const COUNTED: usize = 64 * 1024;

/// The word of a person's name that the article uses most, which is the one it uses alone: `Stoltenberg`, but `Xi` of
/// `Xi Jinping`. `None` where no word is used more than the others.
fn short_name<'n>(name: &'n str, article: &Article) -> Option<&'n str> {
    let text = article.document.text();
    let text = &text[..floor(text, COUNTED)];
    let mut counted: Vec<(usize, &str)> = name.split(' ').map(|word| (text.matches(word).count(), word)).collect();
    counted.sort_unstable_by_key(|(count, _)| std::cmp::Reverse(*count));
    match counted[..] {
        [(most, word), (next, _), ..] if most > next => Some(word),
        _ => None,
    }
}

/// At the right: the outlet and date, or else the title, in no more than `cells`; and how often the words are printed
/// again. Gives the column before it.
fn source(canvas: &mut Canvas, area: Area, hit: &QuoteHit, known: PickerContext, cells: u16) -> u16 {
    let again = if hit.again > 0 { format!(" +{}", hit.again) } else { String::new() };
    let told = told(known, hit.id.article, cells.saturating_sub(again.len() as u16));
    canvas.put_right(area, 0, 0, &(told + &again), Theme::dim()).saturating_sub(2)
}

/// Which article, in no more than `cells`.
pub fn told(known: PickerContext, id: ArticleId, cells: u16) -> String {
    let Some(entry) = known.library.entry(id) else { return String::new() };
    let outlet = Some(short_outlet(entry.publication, entry.published, cells)).filter(|outlet| !outlet.is_empty());
    let apart = apart(known.same_titles, id, &entry).filter(|apart| Some(apart) != outlet.as_ref());
    match dotted([apart.clone(), outlet]) {
        told if told.is_empty() => crate::cells::fit(entry.title, cells.into()).0.to_owned(),
        told => ending(&told, cells),
    }
}

/// Bar, verb, and the words around the match; of words that match beside the quote, these too.
pub fn claimed(canvas: &mut Canvas, area: Area, hit: &QuoteHit, article: &Article) {
    let Some(quote) = article.analysis.attributions.get(hit.id.quote as usize) else { return };
    let document = &article.document;
    let (verb_look, look) = looks(document, quote);
    let x = canvas.put(area, 0, 0, bar(quote), Theme::plain()) + 1;
    let verb = claim::lead(document, quote);
    let x = if verb.is_empty() { x } else { canvas.put_short(area, x, 0, area.w / 2, &verb, verb_look) + 1 };
    let whole = quote.content.hull();
    let (open, close) = claim::marks(document, quote, whole);
    let x = canvas.put(area, x, 0, open, look);
    match beside(document, whole, &hit.spans) {
        None => {
            let x = passage(canvas, area, (x, area.w), (document.text(), whole), &hit.spans, look);
            canvas.put(area, x, 0, close, look);
        }
        Some(around) => {
            let end = x + area.w.saturating_sub(x) * 2 / 5;
            let x = canvas.put_short(area, x, 0, end, whole.of(document.text()), look);
            let x = canvas.put(area, x, 0, AROUND, Theme::bold());
            passage(canvas, area, (x, area.w), (document.text(), around), &hit.spans, Theme::plain());
        }
    }
}

/// The paragraph in which the words match that do not in the quote; `None` where the quote has some.
pub fn beside(document: &Document, quote: Span, lits: &[Span]) -> Option<Span> {
    let first = lits.first().filter(|_| !lits.iter().any(|lit| lit.overlaps(quote)))?;
    let block = document.blocks().get(document.block_at(first.start())?)?.span;
    // What the row shows is on one side of the quote.
    let [start, end] = [quote.start(), quote.end()].map(|at| at.clamp(block.start(), block.end()));
    Some(if first.start() < start { Span::new(block.start(), start) } else { Span::new(end, block.end()) })
}

/// A part of the text on one row, the first letters that match in view; gives the column behind it.
fn passage(
    canvas: &mut Canvas,
    area: Area,
    (x, end): (u16, u16),
    (text, whole): (&str, Span),
    lits: &[Span],
    look: Style,
) -> u16 {
    let part = around_hit(text, whole, lits, usize::from(end.saturating_sub(x)));
    let x = if part.start() > whole.start() { canvas.put(area, x, 0, "…", look) } else { x };
    let lit = lit(part.start(), lits);
    canvas.put_lit_short(area, (x, 0, end), part.of(text), |at| look.patch(lit(at)))
}

/// The part of `whole` to show on one row: from its start, or from a word before the first matched letters where these
/// would not be seen otherwise; and never less than fills the row.
fn around_hit(text: &str, whole: Span, lits: &[Span], room: usize) -> Span {
    let hit = lits.iter().find_map(|lit| lit.intersect(whole)).unwrap_or(Span::new(whole.start(), whole.start()));
    // A little of what follows is seen too.
    if hit.end() - whole.start() + room / 8 < room {
        return whole;
    }
    let first = hit.start();
    let filled = whole.end().saturating_sub(room);
    let from = floor(text, (first - room * LEAD / 8).min(filled).max(whole.start()));
    let gap = text[from..first].find(' ').map_or(first, |gap| from + gap + 1);
    Span::new(gap, whole.end())
}

#[cfg(test)]
mod tests {
    use super::short_name;
    use sayso_library::Article;

    #[test]
    fn a_name_is_shortened_to_the_word_that_the_article_uses() {
        let text = "Xi Jinping met Jens Stoltenberg. Xi smiled, Stoltenberg did not. Ann Lee left.";
        let article = Article::read("a.txt".to_owned(), text.as_bytes());
        let short = ["Xi Jinping", "Jens Stoltenberg", "Ann Lee", "NATO"].map(|name| short_name(name, &article));
        assert_eq!(short, [Some("Xi"), Some("Stoltenberg"), None, None]);
    }
}
