//! `sayso show`: one article or one quote as text.

use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use super::address::{self, Part};
use super::args::{ReadArgs, ReadPart, ShowArgs};
use super::article_iter::All;
use super::exit::{Outcome, nothing};
use super::record::{Record, joined};
use super::{articles, reader, reading, screen};
use crate::terminal;
use sayso_attribution::document::{Block, BlockKind, Meta};
use sayso_attribution::text::one_line;
use sayso_library::address::{split_part, stem};
use sayso_library::files as store;
use sayso_library::{Article, ArticleId, Entry, Library, QuoteId, Read};

/// Maximum cells of a line: longer ones are hard to read.
const MEASURE: usize = 78;

/// Prints the article, a part of it, or one of its quotes; on a terminal, opens it in the reader.
///
/// # Errors
///
/// Fails if the article cannot be read, or standard output cannot be written to.
pub fn run(args: &ShowArgs, screen: &ReadArgs) -> anyhow::Result<Outcome> {
    let typed = args.article()?;
    let (named, part) = if Path::new(typed).exists() { (typed, None) } else { address::parse(typed) };
    let file = store::path_of(split_part(named).0);
    let is_input = file == Path::new("-");
    let path = if is_input || file.is_file() { file } else { PathBuf::from(named) };
    let is_file = is_input || path.is_file();
    if let Some(wanted) = args.read().filter(|_| is_file) {
        return read(&path, named, wanted);
    }
    let all = All::of(if is_file { std::slice::from_ref(&path) } else { &args.within });
    let mut all =
        all.map_err(|fault| if is_file { fault } else { no_file(named).map_or(fault, anyhow::Error::msg) })?;
    let found = match is_file {
        true if split_part(named).1.is_some() => exactly(&all, named),
        true => all.ids().to_vec(),
        false => called(&all, named),
    };
    let [id] = found[..] else { return Ok(not_one(&all, named, &found, is_file)) };
    let mut outcome = Ok(Outcome::Nothing);
    all.read(&[id], |library, id| {
        outcome = show(library, id, named, part, (args.read(), screen));
        Ok(())
    })?;
    outcome
}

/// Prints a part of what is read from a file: of the named article, else of all articles of the file.
fn read(path: &Path, named: &str, wanted: ReadPart) -> anyhow::Result<Outcome> {
    let mut documents = articles::documents(path)?;
    if split_part(named).1.is_some() {
        let paths: Vec<String> = documents.iter().map(|read| read.path.clone()).collect();
        documents.retain(|read| read.path == named);
        if documents.is_empty() {
            return Ok(nothing(&no_part(named, &paths)));
        }
    }
    let mut out = BufWriter::new(std::io::stdout().lock());
    for (at, Read { path, document, .. }) in documents.iter().enumerate() {
        if at > 0 && !wanted.is_lines() {
            writeln!(out)?;
        }
        reading::print(&mut out, path, document, wanted)?;
    }
    out.flush()?;
    Ok(Outcome::Done)
}

fn show(
    library: &Library,
    id: ArticleId,
    named: &str,
    part: Option<Part>,
    (wanted, screen): (Option<ReadPart>, &ReadArgs),
) -> anyhow::Result<Outcome> {
    let number = part.zip(library.article(id)).map(|(part, article)| part.number(article));
    let Some(number) = number.map_or(Some(None), |number| number.map(Some)) else {
        let why = format!("no quote in {named} begins with the words of this address; `sayso who WORDS` finds words");
        return Ok(nothing(&why));
    };
    if wanted.is_none() && (reader::is_linear(screen) || terminal::has_screen()) {
        let article = library.article(id).cloned().into_iter().collect();
        let quote = number.map(|number| QuoteId { article: ArticleId(0), quote: number - 1 });
        return reader::open(
            article,
            quote.filter(|at| library.quote(QuoteId { article: id, ..*at }).is_some()),
            screen,
        );
    }
    print(library, id, number, wanted, columns(screen))
}

/// Prints every article with its quotes, in place of the reader if there is no screen.
///
/// # Errors
///
/// Fails if the articles cannot be read, or standard output cannot be written to.
pub fn everything(args: &ReadArgs) -> anyhow::Result<Outcome> {
    let (mut all, columns) = (All::of(&args.paths)?, columns(args));
    let ids = all.ids().to_vec();
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut apart = "";
    all.read(&ids, |library, id| {
        let Some(article) = library.article(id) else { return Ok(()) };
        write!(out, "{apart}")?;
        apart = "\n\n";
        Ok(write_article(&mut out, library, id, article, columns)?)
    })?;
    out.flush()?;
    Ok(Outcome::Done)
}

/// The article with this path.
fn exactly(all: &All, named: &str) -> Vec<ArticleId> {
    let is_named = |id: &ArticleId| all.library().entry(*id).is_some_and(|entry| entry.path == named);
    all.ids().iter().copied().filter(is_named).collect()
}

/// The article of each name; an error message if a name matches none or several.
pub fn by_name(all: &All, names: &[PathBuf]) -> Result<Vec<ArticleId>, String> {
    let one = |name: &PathBuf| match (&called(all, &name.to_string_lossy())[..], name.to_string_lossy()) {
        ([id], _) => Ok(*id),
        (found, name) => Err(why_not_one(all, &name, found, false)),
    };
    names.iter().map(one).collect()
}

/// The articles that match `named` best: by the whole name, else by its beginning, else by any part of name or title.
fn called(all: &All, named: &str) -> Vec<ArticleId> {
    let folded = |text: &str| text.to_lowercase();
    let typed = folded(named);
    let name_of = |entry: &Entry| folded(&stem(entry.path));
    let fits: [&dyn Fn(&Entry) -> bool; 3] = [
        &|entry| entry.path == named || name_of(entry) == typed,
        &|entry| name_of(entry).starts_with(&typed),
        &|entry| name_of(entry).contains(&typed) || folded(entry.title).contains(&typed),
    ];
    let of = |fit: &dyn Fn(&Entry) -> bool| -> Vec<ArticleId> {
        all.ids().iter().copied().filter(|id| all.library().entry(*id).is_some_and(|entry| fit(&entry))).collect()
    };
    fits.into_iter().map(of).find(|found| !found.is_empty()).unwrap_or_default()
}

/// Maximum number of articles that a message lists.
const NAMED: usize = 12;

fn not_one(all: &All, named: &str, found: &[ArticleId], is_file: bool) -> Outcome {
    nothing(&why_not_one(all, named, found, is_file))
}

fn why_not_one(all: &All, named: &str, found: &[ArticleId], is_file: bool) -> String {
    let paths = |ids: &[ArticleId]| -> Vec<String> {
        ids.iter().filter_map(|id| all.library().entry(*id)).map(|entry| entry.path.to_owned()).collect()
    };
    match found.len() {
        0 if is_file => no_part(named, &paths(all.ids())),
        0 => no_file(named).unwrap_or_else(|| {
            let named = named.escape_debug();
            format!("no article is named `{named}`; to search the text of all articles: sayso search {named}")
        }),
        n => format!("`{}` matches {n} articles; name one of them: {}", named.escape_debug(), some(&paths(found))),
    }
}

/// The message for a part that is not in its file, with the parts that are.
fn no_part(named: &str, paths: &[String]) -> String {
    format!("there is no article `{}` in the file; it has {}", named.escape_debug(), some(paths))
}

/// The message for a path at which there is no article; `None` if `named` may be a name.
fn no_file(named: &str) -> Option<String> {
    let shown = named.escape_debug();
    if Path::new(named).is_dir() {
        Some(format!("{shown}: is a folder; `sayso {shown}` opens it, and `sayso quotes {shown}` lists its quotes"))
    } else {
        named.contains('/').then(|| format!("{shown}: no such file"))
    }
}

/// The first few of `paths`.
fn some(paths: &[String]) -> String {
    let more = paths.len().saturating_sub(NAMED);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("{}{more}", paths[..paths.len().min(NAMED)].join(", "))
}

fn print(
    library: &Library,
    id: ArticleId,
    number: Option<u32>,
    wanted: Option<ReadPart>,
    columns: usize,
) -> anyhow::Result<Outcome> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    let Some(article) = library.article(id) else { return Ok(Outcome::Nothing) };
    if let Some(wanted) = wanted {
        reading::print(&mut out, &article.path, &article.document, wanted)?;
    } else if let Some(number) = number {
        let quote = QuoteId { article: id, quote: number - 1 };
        let Some(record) = Record::of(library, quote) else {
            let quotes = article.analysis.attributions.len();
            let has = if quotes == 1 { "1 quote".to_owned() } else { format!("{quotes} quotes") };
            return Ok(nothing(&format!("{} has {has}; there is no quote {number}", article.path)));
        };
        write_quote(&mut out, library, quote, &record, columns)?;
    } else {
        write_article(&mut out, library, id, article, columns)?;
    }
    out.flush()?;
    Ok(Outcome::Done)
}

/// The text in paragraphs, each followed by its quotes.
fn write_article(
    out: &mut impl Write,
    library: &Library,
    id: ArticleId,
    article: &Article,
    columns: usize,
) -> std::io::Result<()> {
    let document = &article.document;
    writeln!(out, "{}", document.meta().title)?;
    let byline = byline(document.meta());
    if !byline.is_empty() {
        writeln!(out, "{byline}")?;
    }
    let mut quotes = article.analysis.attributions.iter().enumerate().peekable();
    for block in document.blocks().iter().filter(|block| is_shown(block)) {
        writeln!(out)?;
        for line in textwrap::wrap(&one_line(document.slice(block.span)), columns) {
            writeln!(out, "{line}")?;
        }
        while let Some((at, _)) = quotes.next_if(|(_, quote)| quote.content.start() < block.span.end()) {
            if let Some(record) = Record::of(library, QuoteId { article: id, quote: at as u32 }) {
                let indents = textwrap::Options::new(columns).initial_indent("  ").subsequent_indent("    ");
                for line in textwrap::wrap(&quote_line(&record), indents) {
                    writeln!(out, "{line}")?;
                }
            }
        }
    }
    Ok(())
}

/// The given width, else that of the screen, up to [`MEASURE`].
fn columns(args: &ReadArgs) -> usize {
    args.width.map_or_else(|| screen::columns().min(MEASURE), usize::from)
}

/// Returns `true` for blocks of the text; headline and byline are printed before it.
fn is_shown(block: &Block) -> bool {
    !matches!(block.kind, BlockKind::Title | BlockKind::Byline | BlockKind::Date | BlockKind::Furniture)
}

fn byline(meta: &Meta) -> String {
    let parts = [&meta.author, &meta.publication, &meta.published];
    parts.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(" · ")
}

fn quote_line(record: &Record) -> String {
    let mark = if record.quote.kind == "indirect" { '┆' } else { '▌' };
    let (n, speaker) = (record.quote.n, record.quote.speaker.unwrap_or("?"));
    // In a whole article only doubt is worth a word.
    let manner = record.manner.strip_suffix(" · sure").unwrap_or(&record.manner);
    format!("{mark} #q{n} {speaker} ({manner}): {}", record.told)
}

/// Cells of the labels beside a quote.
const LABEL: usize = 12;

/// The words, and the evidence for their speaker.
fn write_quote(
    out: &mut impl Write,
    library: &Library,
    id: QuoteId,
    record: &Record,
    columns: usize,
) -> std::io::Result<()> {
    writeln!(out, "{} · {}", record.name(), record.manner)?;
    for line in textwrap::wrap(&record.told, columns.saturating_sub(2).max(1)) {
        writeln!(out, "  {line}")?;
    }
    let quote = &record.quote;
    let published = record.published.map(|date| format!(", {date}")).unwrap_or_default();
    let rows = [
        ("speaker", format!("{} ({})", quote.speaker.unwrap_or("not named"), quote.naming)),
        ("evidence", chain(library, id).join(" → ")),
        ("verb", joined(&quote.cue)),
        ("via", quote.via.unwrap_or_default().to_owned()),
        ("place", format!("{}, ¶{}, line {}", record.article, quote.paragraph, record.line)),
        ("article", format!("{}{published}", record.title)),
        ("confidence", format!("quote {:.2}, speaker {:.2}", quote.confidence, quote.speaker_confidence)),
        ("found by", quote.found_by.to_owned()),
    ];
    for (name, value) in rows.iter().filter(|(_, value)| !value.is_empty()) {
        // A path is never cut.
        let label = format!("{name:<LABEL$}");
        let options =
            textwrap::Options::new(columns).initial_indent(&label).subsequent_indent(INDENT).break_words(false);
        for line in textwrap::wrap(value, options.word_splitter(textwrap::WordSplitter::NoHyphenation)) {
            writeln!(out, "{line}")?;
        }
    }
    Ok(())
}

/// Indent of the further lines of a value.
const INDENT: &str = "            ";

/// The steps from the source to the name, each with its paragraph.
fn chain(library: &Library, id: QuoteId) -> Vec<String> {
    let (Some(article), Some(quote)) = (library.article(id.article), library.quote(id)) else { return Vec::new() };
    let document = &article.document;
    let step = |span: sayso_attribution::text::Span| {
        format!("{} ¶{}", one_line(document.slice(span)), document.paragraph_at(span.start()))
    };
    quote.chain.iter().map(|place| step(place.span)).collect()
}
