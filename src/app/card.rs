//! The source card: the evidence for who said the current quote, each row with a way to where it stands.

use super::claim;
use super::quotes::Quotes;
use sayso_attribution::document::Document;
use sayso_attribution::text::{Span, Spans, one_line};
use sayso_attribution::{Attribution, Naming, Step};
use sayso_library::near_duplicates::Duplicate;
use sayso_library::{ArticleId, Library, LinkEvidence, QuoteId};

/// One row of the card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardRow {
    /// What sort of evidence: `who`, `cue`, `where`; empty when it goes on from the row above.
    pub label: &'static str,
    /// The words.
    pub text: String,
    /// Where they stand.
    pub jump: Option<Jump>,
}

/// Where a row of the card leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Jump {
    /// Words of the open article.
    Here(Span),
    /// A quote of any article.
    Quote(QuoteId),
}

/// Other articles are listed up to this many.
const ALSO: usize = 12;

/// Every row of the card of a quote of the open article, whose words stand in other articles as `echoes` tell; empty
/// for a quote that is not there.
pub fn rows(
    library: &Library,
    document: &Document,
    quotes: &Quotes,
    id: QuoteId,
    echoes: &[Duplicate],
) -> Vec<CardRow> {
    let Some(q) = quotes.get(id.into()) else { return Vec::new() };
    let mut rows = chain(document, quotes, q);
    rows.extend(person(library, quotes, q, id));
    let piece = |label, spans: &Spans| row(label, short(document, spans), spans.as_slice().first().copied());
    rows.extend(q.cue.as_ref().map(|cue| piece("verb", cue)));
    rows.push(piece("quote", &q.content));
    rows.extend(q.via.as_ref().map(|via| row("via", via.name.clone(), Some(via.span))));
    rows.extend(
        q.repeats.iter().map(|again| row("also at", place(document, again.start()), again.as_slice().first().copied())),
    );
    rows.push(row("place", place(document, q.content.start()), None));
    rows.push(row("kind", claim::manner(q), None));
    rows.push(row("sure", sure(q), None));
    rows.push(row("found by", finder(q), None));
    rows.extend(quotes.first_reading_of(id.quote as usize).map(|told| row("at first", told, None)));
    rows.extend(listed("same in", same_words(library, echoes)));
    rows.extend(listed("also in", others(library, id)));
    rows
}

/// Whom of the library a short name stands for, and why: `Amos Holt: Mayor; in 12 other articles; 9 of the same outlet (0.97)`.
fn person(library: &Library, quotes: &Quotes, quote: &Attribution, id: QuoteId) -> Option<CardRow> {
    let LinkEvidence { name, sure, role, articles, same_outlet, same_year, co_occurrence } =
        LinkEvidence::of(library, id.article, quote.speaker?)?;
    if quotes.name(quote.speaker) == name {
        return None;
    }
    let of_them = |count: usize, what: &str| (count > 0).then(|| format!("{count} {what}"));
    let parts = [
        role.map(str::to_owned),
        Some(format!("in {articles} other article{}", if articles == 1 { "" } else { "s" })),
        of_them(same_outlet, "of the same outlet"),
        of_them(same_year, "of the same year"),
        co_occurrence.map(|(other, count)| format!("{count} with {other}")),
    ];
    let evidence: Vec<String> = parts.into_iter().flatten().collect();
    Some(row("person", format!("{name}: {} ({sure:.2})", evidence.join("; ")), None))
}

/// How sure of the words, how the speaker is known, and how sure that is where it is in doubt.
fn sure(quote: &Attribution) -> String {
    let speaker = match quote.naming {
        Naming::Named => "named in the text",
        Naming::Role => "named by a title or role",
        Naming::Pronoun => "named by a pronoun",
        Naming::Carried => "carried over from the words before",
        Naming::Unnamed => "not named in the text",
        Naming::Unknown => "unknown",
    };
    let sure = if quote.sure_of_speaker < 1.0 { format!(" ({:.2})", quote.sure_of_speaker) } else { String::new() };
    format!("{}: quote {:.2}; speaker: {speaker}{sure}", claim::certainty(quote), quote.confidence)
}

/// `the model`, `a rule: in X’s view`, `you: corrected by hand`.
fn finder(quote: &Attribution) -> String {
    match claim::found_by(quote) {
        by @ ("the model" | "the second reading") => by.to_owned(),
        by => format!("{by}: {}", quote.found_by),
    }
}

/// The chain in one line: `she ¶21 → Mao Ning ¶20`.
pub fn who(document: &Document, quotes: &Quotes, quote: &Attribution) -> String {
    let name = quotes.name(quote.speaker);
    let step = |step: &Step| format!("{} ¶{}", document.slice(step.span), document.paragraph_at(step.span.start()));
    let mut steps: Vec<String> = quote.chain.iter().map(step).collect();
    if !steps.last().is_some_and(|last| last.contains(name)) {
        steps.push(name.to_owned());
    }
    steps.join(" → ")
}

/// The words that stand for the speaker where they are no name: `she`.
pub fn pronoun<'a>(document: &'a Document, quote: &Attribution) -> Option<&'a str> {
    let first = quote.chain.first().filter(|step| step.naming == Naming::Pronoun);
    first.map(|step| document.slice(step.span))
}

/// The other articles that print the same words, one line for all; `None` when there are none.
pub fn also(library: &Library, echoes: &[Duplicate]) -> Option<String> {
    let mut articles: Vec<ArticleId> = echoes.iter().map(|echo| echo.id.article).collect();
    articles.sort_unstable();
    articles.dedup();
    let first = articles.iter().filter_map(|id| published(library, *id)).min();
    let count = match articles.len() {
        0 => return None,
        1 => "1 article".to_owned(),
        n => format!("{n} articles"),
    };
    Some(first.map_or(count.clone(), |date| format!("{count}, first {date}")))
}

/// `¶21 L55`: the paragraph, and the line of the file.
pub fn place(document: &Document, offset: usize) -> String {
    let place = format!("¶{} L{}", document.paragraph_at(offset), document.origin().line_of(offset));
    match document.page_at(offset) {
        Some(page) => format!("p. {page} {place}"),
        None => place,
    }
}

fn chain(document: &Document, quotes: &Quotes, q: &Attribution) -> Vec<CardRow> {
    let mut rows = Vec::new();
    for (at, step) in q.chain.iter().enumerate() {
        let words = document.slice(step.span);
        let text = format!("{words} ¶{} · {}", document.paragraph_at(step.span.start()), step.naming.name());
        rows.push(row(if at == 0 { "who" } else { "" }, text, Some(step.span)));
    }
    let speaker = q.speaker.and_then(|s| quotes.analysis().speakers.get(s));
    let roles = speaker.map_or(String::new(), |s| s.roles.join(", "));
    let name = quotes.name(q.speaker);
    let text = if roles.is_empty() { name.to_owned() } else { format!("{name}, {roles}") };
    rows.push(row("speaker", text, None));
    rows
}

/// Rows that lead to other articles, the label before the first.
fn listed(label: &'static str, quotes: Vec<(QuoteId, String)>) -> impl Iterator<Item = CardRow> {
    let label = move |at| if at == 0 { label } else { "" };
    let rows = quotes.into_iter().take(ALSO).enumerate();
    rows.map(move |(at, (id, text))| CardRow { label: label(at), text, jump: Some(Jump::Quote(id)) })
}

/// The same words in other articles, and how they differ there.
pub fn same_words(library: &Library, echoes: &[Duplicate]) -> Vec<(QuoteId, String)> {
    let line = |echo: &Duplicate| {
        let end = if echo.difference.is_empty() { String::new() } else { format!(" · {}", echo.difference) };
        Some((echo.id, titled(library, echo.id.article)? + &end))
    };
    echoes.iter().filter_map(line).collect()
}

/// `Partners far from home · 2022-08`.
fn titled(library: &Library, article: ArticleId) -> Option<String> {
    let entry = library.entry(article)?;
    let date = entry.published.map_or(String::new(), |date| format!(" · {date}"));
    Some(format!("{}{date}", entry.title))
}

/// The first quote of the same person in every other article, with what to say of it.
fn others(library: &Library, quote: QuoteId) -> Vec<(QuoteId, String)> {
    let Some(person) = library.speaker_of(quote) else { return Vec::new() };
    let each = person.quotes.chunk_by(|a, b| a.article == b.article).filter_map(|quotes| quotes.first());
    let elsewhere = each.filter(|id| id.article != quote.article);
    elsewhere.filter_map(|id| Some((*id, titled(library, id.article)?))).collect()
}

fn published(library: &Library, article: ArticleId) -> Option<&str> {
    library.entry(article)?.published
}

fn row(label: &'static str, text: String, at: Option<Span>) -> CardRow {
    CardRow { label, text, jump: at.map(Jump::Here) }
}

fn short(document: &Document, spans: &Spans) -> String {
    one_line(&spans.text(document.text()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use sayso_library::near_duplicates::elsewhere;
    use sayso_library::test_support::article;

    #[test]
    fn the_same_words_elsewhere_are_told_with_their_difference() {
        let said = |words: &str| format!("She said: [Ann Lee: {words}].");
        let mut library = Library::default();
        library.learn_all([
            article("a.md", "Bread", "2024", &said("Prices of bread will rise by a tenth in spring")),
            article("b.md", "Earlier", "2023-07", &said("Prices of bread will rise by a tenth")),
            article("c.md", "Else", "2022", &said("Nobody asked the bakers")),
        ]);
        let echoes = |article| elsewhere(&library, QuoteId { article: ArticleId(article), quote: 0 });
        assert_eq!(also(&library, &echoes(0)).as_deref(), Some("1 article, first 2023-07"));
        assert_eq!(same_words(&library, &echoes(0))[0].1, "Earlier · 2023-07 · lacks “in spring”");
        assert_eq!(also(&library, &echoes(2)), None);
    }
}
