//! What line mode tells of the model: numbered rows, sentences, paragraphs.

use crate::app::claim;
use crate::app::help::HelpLine;
use crate::app::overlay::{Layer, PromptKind};
use crate::app::picker::Tab;
use crate::app::quotes::QuoteIndex;
use crate::app::{Model, Pane};
use crate::ui::labels::{byline, count, outlet};
use sayso_attribution::document::Document;
use sayso_attribution::text::one_line;
use sayso_attribution::{Analysis, Attribution};
use sayso_library::voices::Voices;
use sayso_library::{ArticleId, QuoteId};

/// Maximum cells of a quote in a sentence: more than the longest quote of an article has.
const CELLS: usize = 100_000;

/// Rows that have numbers.
pub struct Rows<'a> {
    /// What they are.
    pub heading: String,
    /// How many.
    pub len: usize,
    /// The words of one, counted from 0.
    pub row: Box<dyn Fn(usize) -> String + 'a>,
}

impl<'a> Rows<'a> {
    fn of(heading: impl Into<String>, len: usize, row: impl Fn(usize) -> String + 'a) -> Self {
        Self { heading: heading.into(), len, row: Box::new(row) }
    }

    fn list(heading: impl Into<String>, lines: Vec<String>) -> Self {
        Self::of(heading, lines.len(), move |at| lines.get(at).cloned().unwrap_or_default())
    }
}

/// The rows where the user is.
pub fn rows(model: &Model) -> Rows<'_> {
    let Some(layer) = model.overlays.top() else {
        return if model.panes.focus == Pane::List { articles(model) } else { quotes(model) };
    };
    match layer {
        Layer::Card { .. } => {
            let lines = model.card_rows().into_iter().map(|row| {
                let label = if row.label.is_empty() { String::new() } else { format!("{}: ", row.label) };
                spoken(&(label + &row.text))
            });
            Rows::list("Source card.", lines.collect())
        }
        Layer::Info { .. } => Rows::list(article(model), model.article_facts().iter().map(|f| spoken(f)).collect()),
        Layer::Help { of, prompt, .. } => {
            let lines = model.help_lines(*of, prompt.text()).into_iter().filter_map(help).collect();
            Rows::list("Keys; each also works as a command here.", lines)
        }
        Layer::Correct(card) => {
            let lines = model.correct_rows(card).into_iter().map(|row| row.text).collect();
            Rows::list(format!("Correct: {}", quote_of(model, card.quote)), lines)
        }
        Layer::Select(_) => Rows::list(selected(model), Vec::new()),
        Layer::Clippings { .. } => clippings(model),
        Layer::Voices { counted, .. } => voices(counted.as_deref()),
        Layer::Picker => found(model),
        Layer::Output { name, lines, .. } => Rows::list(format!("Output of {name}."), lines.clone()),
        Layer::Line { ask, prompt, .. } => line(model, *ask, prompt.text()),
    }
}

/// The row that verbs are about, from 0.
pub fn chosen(model: &Model) -> Option<usize> {
    match model.overlays.top() {
        None => (model.panes.focus == Pane::List).then(|| model.panes.list.row()).flatten(),
        Some(Layer::Picker) => Some(model.search.picker.row()),
        Some(Layer::Correct(card)) => Some(card.row),
        Some(Layer::Card { row } | Layer::Clippings { row } | Layer::Voices { row, .. } | Layer::Line { row, .. }) => {
            Some(*row)
        }
        Some(_) => None,
    }
}

fn articles(model: &Model) -> Rows<'_> {
    let ids = model.panes.list.rows();
    let filter = Some(model.panes.list.filter.typed()).filter(|typed| !typed.is_empty());
    let filter = filter.map_or(String::new(), |typed| format!(" with {typed}"));
    let reading = if model.status.loading { " Still indexing." } else { "" };
    let heading = format!("{}{filter}, {}.{reading}", count(ids.len(), "article"), model.panes.list.sort.name());
    Rows::of(heading, ids.len(), |at| ids.get(at).map_or(String::new(), |id| entry(model, *id)))
}

fn entry(model: &Model, id: ArticleId) -> String {
    let Some(entry) = model.library.entry(id) else { return String::new() };
    let outlet = spoken(&outlet(entry.publication, entry.published));
    let read = if model.library.is_read(id) { "read" } else { "" };
    let quotes = count(entry.quotes as usize, "quote");
    joined(&[entry.title, &outlet, &quotes, read])
}

fn quotes(model: &Model) -> Rows<'_> {
    let Some(reader) = &model.panes.reader else { return Rows::list("No article is open.", Vec::new()) };
    // Numbers are those of the article, whatever the panel hides.
    let all = reader.quotes.len();
    let heading = format!("{} of the article.", count(all, "quote"));
    Rows::of(heading, all, |at| {
        let quote = QuoteIndex::new(at);
        let shown = model.panes.panel.shown().contains(&quote);
        let told = reader.quotes.get(quote).map(|quote| credited(&reader.document, reader.quotes.analysis(), quote));
        if shown { told.unwrap_or_default() } else { "hidden".to_owned() }
    })
}

/// The open article: `NATO looks to Asia, Asian Affairs, Jul 2023, 1 min, 7 quotes.`
pub fn article(model: &Model) -> String {
    let Some(reader) = &model.panes.reader else { return "No article is open.".to_owned() };
    let by = spoken(&byline(&reader.document, CELLS));
    let quotes = count(reader.quotes.len(), "quote");
    joined(&[&reader.document.meta().title, &by, &quotes]) + "."
}

/// The paragraph at the cursor, and which quotes stand in it.
pub fn paragraph(model: &Model) -> Vec<String> {
    let Some(reader) = &model.panes.reader else { return vec!["No article is open.".to_owned()] };
    let document = &reader.document;
    let at = reader.anchor().1;
    let Some(block) = document.block_at(at).and_then(|block| document.blocks().get(block)) else { return Vec::new() };
    let quotes: Vec<String> = reader.quotes.within(block.span).map(|quote| quote.number().to_string()).collect();
    let mut lines = vec![format!("Paragraph {}. {}", document.paragraph_at(at), one_line(document.slice(block.span)))];
    if !quotes.is_empty() {
        let word = if quotes.len() == 1 { "Quote" } else { "Quotes" };
        lines.push(format!("{word} here: {}.", quotes.join(", ")));
    }
    lines
}

/// The current quote as a sentence.
pub fn current_quote(model: &Model) -> Vec<String> {
    vec![model.current_quote().map_or_else(|| "No quote.".to_owned(), |id| quote_of(model, id))]
}

/// `Quote 3 of 9, quoted, Ana Ruiz, governor, says: “…”, sure.`
fn quote_of(model: &Model, id: QuoteId) -> String {
    let Some((article, quote)) = model.library.article(id.article).zip(model.library.quote(id)) else {
        return String::new();
    };
    let all = article.analysis.attributions.len();
    format!("Quote {} of {all}, {}", id.quote + 1, credited(&article.document, &article.analysis, quote))
}

/// `quoted, Ana Ruiz, governor, says: “…”, sure.`
fn credited(document: &Document, analysis: &Analysis, quote: &Attribution) -> String {
    let role = quote.speaker.and_then(|at| analysis.speakers.get(at)?.roles.first());
    let who = joined(&[analysis.name(quote.speaker), role.map_or("", String::as_str)]);
    let verb = claim::verb(document, quote);
    let credit = match verb.strip_suffix(':') {
        // These words stand before a name.
        Some(verb) => format!("{} {who}", verb.to_lowercase()),
        None if verb.is_empty() => who,
        None if role.is_some() => format!("{who}, {verb}"),
        None => format!("{who} {verb}"),
    };
    let words = claim::words(document, quote, CELLS);
    let words = words.trim_end_matches(['.', ',']);
    format!("{}, {credit}: {words}, {}.", spoken(&claim::manner(quote)), claim::certainty(quote))
}

fn found(model: &Model) -> Rows<'_> {
    let picker = &model.search.picker;
    let (tab, results) = (picker.tab(), picker.results());
    let faults: Vec<String> =
        picker.faults().iter().map(|fault| format!(" {}.", fault.told(picker.typed().text()))).collect();
    let asked = Some(picker.typed().text().trim()).filter(|asked| !asked.is_empty());
    let asked = asked.map_or(". Type words to search for".to_owned(), |asked| format!(" for {asked}"));
    let thing = match tab {
        Tab::Quotes => "quote",
        Tab::Articles => "article",
        Tab::Speakers => "speaker",
    };
    let heading = format!("Search, {}{asked}.{}", count(picker.total(tab), thing), faults.concat());
    match tab {
        Tab::Quotes => Rows::of(heading, results.quotes.rows.len(), |at| {
            let Some(hit) = results.quotes.rows.get(at) else { return String::new() };
            let told = model.library.article(hit.id.article).zip(model.library.quote(hit.id));
            let told = told.map(|(article, quote)| credited(&article.document, &article.analysis, quote));
            let entry = model.library.entry(hit.id.article);
            let source =
                entry.map(|entry| joined(&[entry.title, &spoken(&outlet(entry.publication, entry.published))]));
            format!("{} {}.", told.unwrap_or_default(), source.unwrap_or_default().trim_end_matches('.'))
        }),
        Tab::Articles => Rows::of(heading, results.articles.rows.len(), |at| {
            results.articles.rows.get(at).map_or(String::new(), |hit| entry(model, hit.id))
        }),
        Tab::Speakers => Rows::of(heading, results.speakers.rows.len(), |at| {
            let person = results.speakers.rows.get(at).and_then(|hit| model.library.people().get(hit.id));
            person.map_or(String::new(), |p| joined(&[p.name, &count(p.quotes.len(), "quote")]))
        }),
    }
}

fn clippings(model: &Model) -> Rows<'_> {
    let all = model.clippings();
    Rows::of(format!("{}.", count(all.len(), "clipping")), all.len(), |at| {
        let Some(clipping) = all.get(at) else { return String::new() };
        let cited = model.cited_as_now(&clipping.clip);
        let speaker = cited.speaker.clone().unwrap_or_default();
        joined(&[&cited.bare(), &speaker, &cited.title, cited.note.as_deref().unwrap_or_default()])
    })
}

fn voices(counted: Option<&Voices>) -> Rows<'_> {
    let Some(voices) = counted else { return Rows::list("Counting who is quoted.", Vec::new()) };
    let row = |(name, tally): (&str, &sayso_library::voices::Tally)| {
        let [quoted, reported] =
            [(tally.direct + tally.mixed, "quoted"), (tally.indirect, "reported")].map(|(n, how)| format!("{n} {how}"));
        joined(&[name, &count(tally.quotes, "quote"), &count(tally.words, "word"), &quoted, &reported])
    };
    let lines = voices.rows().iter().map(|(name, tally)| row((name, tally))).collect();
    Rows::list(format!("Who is quoted, {}.", voices.what().name()), lines)
}

fn line<'a>(model: &'a Model, ask: PromptKind, typed: &str) -> Rows<'a> {
    let asked = match ask {
        PromptKind::Find => "Words to find; an empty line cancels.",
        PromptKind::Filter => "Words that rows must contain; an empty line shows all.",
        PromptKind::Pipe => "Command to pipe to.",
        PromptKind::Note => "Note for the clipping.",
        PromptKind::Write => "File to write to; an empty line accepts the suggestion.",
        PromptKind::Command => {
            let lines = model.commands(typed).into_iter().map(|c| format!("{}, {}", c.name(), c.desc)).collect();
            return Rows::list("Which command? :close cancels.", lines);
        }
        PromptKind::Who => {
            let name = |name: Option<String>| name.unwrap_or_else(|| "nobody named".to_owned());
            let lines = model.choices(typed).into_iter().map(|c| joined(&[&name(c.name), c.from])).collect();
            return Rows::list("Which speaker? Type part of a name or a number; :close cancels.", lines);
        }
    };
    let offered = if typed.is_empty() { String::new() } else { format!(" Suggested: {typed}.") };
    Rows::list(asked.to_owned() + &offered, Vec::new())
}

fn help(line: HelpLine) -> Option<String> {
    // Marks stand on the screen only.
    match line {
        HelpLine::Keys(row) => Some(format!("{}: {}", row.keys.join(" or "), row.desc)),
        HelpLine::Heading(_) | HelpLine::Mark(..) => None,
    }
}

fn selected(model: &Model) -> String {
    let span = model.selected().map(|(_, span)| span);
    let words = span.zip(model.panes.reader.as_ref()).map(|(span, reader)| one_line(reader.document.slice(span)));
    format!("Selected: {}", words.unwrap_or_default())
}

/// The parts that there are, with commas.
fn joined(parts: &[&str]) -> String {
    parts.iter().copied().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// The screen's marks as words: `she ¶21 → Mao Ning` is `she paragraph 21, then Mao Ning`.
pub fn spoken(text: &str) -> String {
    let words = text.replace(" · ", ", ").replace(" → ", ", then ").replace('¶', "paragraph ");
    let line = |word: &str| word.strip_prefix('L').filter(|n| n.parse::<u32>().is_ok()).map(|n| format!("line {n}"));
    words.split_whitespace().map(|word| line(word).unwrap_or_else(|| word.to_owned())).collect::<Vec<_>>().join(" ")
}
