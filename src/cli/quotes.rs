//! `sayso quotes`: every attribution of the articles named.

use std::path::Path;

use super::args::QuotesArgs;
use super::article_iter::All;
use super::articles::Engine;
use super::exit::{Outcome, nothing};
use super::output::Printer;
use super::record::Record;
use super::{show, stream};
use sayso_attribution::Attribution;
use sayso_attribution::text::clean_line;
use sayso_library::address::split_part;
use sayso_library::{ArticleId, Library, QuoteId};

/// Prints them as they are read, or answers a stream of documents.
pub fn run(args: &QuotesArgs) -> anyhow::Result<Outcome> {
    if args.stream {
        return stream::run(args.jobs, args.engine.careful, args.with_text);
    }
    let names = args.paths.iter().all(|path| is_name(path)) && !args.paths.is_empty();
    let places = if names { args.within.clone() } else { [&args.paths[..], &args.within].concat() };
    // Of a library only the articles that are named are read a second time.
    let engine = Engine::of(args.engine);
    let mut all = All::read_by(&places, if names && args.engine.careful { &Engine::Held } else { &engine })?;
    let mut ids = match asked(&all, names, args) {
        Ok(ids) => ids,
        Err(why) => return Ok(nothing(&why)),
    };
    if names && args.engine.careful {
        let paths = ids.iter().filter_map(|id| Some(all.library().entry(*id)?.path));
        let files = paths.map(|path| split_part(path).0.to_owned()).collect();
        all = All::read_by(&places, &Engine::Careful(files))?;
        ids = asked(&all, names, args).unwrap_or_default();
    }
    let mut printer = Printer::new(args.format);
    all.read(&ids, |library, id| {
        let records = wanted(library, id, args);
        if records.is_empty() { Ok(()) } else { printer.add(&records) }
    })?;
    if printer.is_empty() {
        return Ok(nothing(&none_of(args)));
    }
    printer.finish()?;
    Ok(Outcome::Done)
}

/// The articles that are asked for, or why there are none.
fn asked(all: &All, names: bool, args: &QuotesArgs) -> Result<Vec<ArticleId>, String> {
    if names { show::by_name(all, &args.paths) } else { Ok(all.ids().to_vec()) }
}

/// What was asked for and is not there: `no quotes by "Ann Lee"`, `no quotes match --kind and --sure`.
fn none_of(args: &QuotesArgs) -> String {
    let by = args.speaker.as_deref().map(|name| format!(" by \"{}\"", clean_line(name))).unwrap_or_default();
    let asked = [("--kind", args.kind.is_some()), ("--act", args.act.is_some()), ("--sure", args.sure.is_some())];
    let asked: Vec<&str> = asked.iter().filter(|(_, is_asked)| *is_asked).map(|(option, _)| *option).collect();
    match &asked[..] {
        [] if by.is_empty() => "no quotes found here".to_owned(),
        [] => format!("no quotes{by}"),
        asked => format!("no quotes{by} match {}", asked.join(" and ")),
    }
}

/// Returns `true` if it is the name of an article, as `show` takes it, not a path.
fn is_name(path: &Path) -> bool {
    let written = path.as_os_str() == "-" || path.components().count() > 1 || path.extension().is_some();
    !written && !path.exists()
}

fn wanted<'a>(library: &'a Library, article: ArticleId, args: &QuotesArgs) -> Vec<Record<'a>> {
    let fits = |quote: &Attribution| {
        args.kind.is_none_or(|kind| quote.kind == kind)
            && args.act.is_none_or(|act| quote.act == act)
            && args.sure.is_none_or(|least| quote.confidence >= least)
    };
    let quotes = library.article(article).into_iter().flat_map(|article| article.analysis.attributions.iter());
    let quotes = quotes.enumerate().filter(|(_, quote)| fits(quote));
    let records = quotes.filter_map(|(at, _)| Record::of(library, QuoteId { article, quote: at as u32 }));
    records.filter(|record| args.speaker.as_deref().is_none_or(|name| is_by(record, name))).collect()
}

fn is_by(record: &Record, part: &str) -> bool {
    record.quote.speaker.is_some_and(|speaker| speaker.to_lowercase().contains(&part.to_lowercase()))
}
