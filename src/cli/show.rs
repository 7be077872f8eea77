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
use sayso_library::address::split_part;
use sayso_library::files as store;
use sayso_library::{Article, ArticleId, Entry, Library, QuoteId, Read};

/// Lines longer than this are hard to read.
const MEASURE: usize = 78;

/// Prints the article, its text, or one quote of it.
pub fn run(args: &ShowArgs, screen: &ReadArgs) -> anyhow::Result<Outcome> {
    let whole = PathBuf::from(&args.article);
    let (named, part) = if whole.exists() { (args.article.as_str(), None) } else { address::parse(&args.article) };
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

/// Prints a part of what is read from a file: of one article of it, if that is named, else of all.
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
        let why = format!("no quote of {named} has the words of this address any more; `sayso who` looks for them");
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

/// Prints every article with its quotes: the reader where there is no screen.
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

/// The one article of each name, among all of `within` or of the library; a line where a name fits none or several.
pub fn by_name(all: &All, names: &[PathBuf]) -> Result<Vec<ArticleId>, String> {
    let one = |name: &PathBuf| match (&called(all, &name.to_string_lossy())[..], name.to_string_lossy()) {
        ([id], _) => Ok(*id),
        (found, name) => Err(why_not_one(all, &name, found, false)),
    };
    names.iter().map(one).collect()
}

/// The articles that `named` fits best: the whole name, else its beginning, else any part of name or title.
fn called(all: &All, named: &str) -> Vec<ArticleId> {
    let folded = |text: &str| text.to_lowercase();
    let typed = folded(named);
    let name_of = |entry: &Entry| folded(&address::stem(entry.path));
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

/// Most articles that are named where several fit.
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
            format!("no article is called `{named}`; `sayso search {named}` looks inside them")
        }),
        n => format!("`{}` fits {n} articles, name one: {}", named.escape_debug(), some(&paths(found))),
    }
}

/// Why a part that is not in its file is not shown, with the parts that are.
fn no_part(named: &str, paths: &[String]) -> String {
    format!("there is no article `{}`; the file has {}", named.escape_debug(), some(paths))
}

/// Why what is typed like a path is no article; `None` where it may be the name of one.
fn no_file(named: &str) -> Option<String> {
    let shown = named.escape_debug();
    if Path::new(named).is_dir() {
        Some(format!("{shown}: is a folder; `sayso {shown}` opens it, and `sayso quotes {shown}` lists its quotes"))
    } else {
        named.contains('/').then(|| format!("{shown}: there is no such file; check the spelling"))
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
            return Ok(nothing(&format!("{} has {quotes} quotes, no quote {number}", article.path)));
        };
        write_quote(&mut out, library, quote, &record, columns)?;
    } else {
        write_article(&mut out, library, id, article, columns)?;
    }
    out.flush()?;
    Ok(Outcome::Done)
}

/// The text in paragraphs, each with its quotes under it.
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

/// The width that is asked for, else that of the screen up to what is easy to read.
fn columns(args: &ReadArgs) -> usize {
    args.width.map_or_else(|| screen::columns().min(MEASURE), usize::from)
}

/// The headline stands above already, with what the article says of itself.
fn is_shown(block: &Block) -> bool {
    !matches!(block.kind, BlockKind::Title | BlockKind::Byline | BlockKind::Date | BlockKind::Furniture)
}

fn byline(meta: &Meta) -> String {
    let parts = [&meta.author, &meta.publication, &meta.published];
    parts.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(" · ")
}

fn quote_line(record: &Record) -> String {
    let mark = if record.kind == "indirect" { '┆' } else { '▌' };
    format!("{mark} #q{} {} ({}): {}", record.n, record.speaker.unwrap_or("?"), record.kind, record.told)
}

/// The words and everything that speaks for their source.
fn write_quote(
    out: &mut impl Write,
    library: &Library,
    id: QuoteId,
    record: &Record,
    columns: usize,
) -> std::io::Result<()> {
    writeln!(out, "{} · {} {} · sure {:.2}", record.name(), record.kind, record.act, record.confidence)?;
    for line in textwrap::wrap(&record.told, columns.saturating_sub(2).max(1)) {
        writeln!(out, "  {line}")?;
    }
    let published = record.published.map(|date| format!(", {date}")).unwrap_or_default();
    let rows = [
        ("who", format!("{} ({})", record.speaker.unwrap_or("not named"), record.naming)),
        ("chain", chain(library, id).join(" → ")),
        ("cue", joined(&record.cue)),
        ("via", record.via.unwrap_or_default().to_owned()),
        ("where", format!("{}, ¶{}, line {}", record.article, record.paragraph, record.line)),
        ("in", format!("{}{published}", record.title)),
        ("found by", record.found_by.to_owned()),
    ];
    for (name, value) in rows.iter().filter(|(_, value)| !value.is_empty()) {
        writeln!(out, "{name:<9} {value}")?;
    }
    Ok(())
}

/// The way from the source to the name, each step with its paragraph.
fn chain(library: &Library, id: QuoteId) -> Vec<String> {
    let (Some(article), Some(quote)) = (library.article(id.article), library.quote(id)) else { return Vec::new() };
    let document = &article.document;
    let step = |span: sayso_attribution::text::Span| {
        format!("{} ¶{}", one_line(document.slice(span)), document.paragraph_at(span.start()))
    };
    quote.chain.iter().map(|place| step(place.span)).collect()
}
