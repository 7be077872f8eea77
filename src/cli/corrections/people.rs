//! `sayso corrections merge` and `split`: two names are one speaker, or one name is two.

use std::path::PathBuf;

use anyhow::Context;

use crate::cli::address;
use crate::cli::article_iter::All;
use crate::cli::exit::{Outcome, nothing, warn};
use crate::cli::opened;
use crate::cli::session;
use crate::cli::show;
use sayso_attribution::text::fold::word_list;
use sayso_library::address::split_part;
use sayso_library::correction::{Correction, Verdict};
use sayso_library::files as store;
use sayso_library::service::journal_writer::record_now;
use sayso_library::state::{Anchor, ArticleKey, EventKind};
use sayso_library::{ArticleId, Library, PersonId, QuoteId};

/// Saves that two names are one speaker, in every article.
///
/// # Errors
///
/// Fails if the articles cannot be read, or the journal cannot be written.
pub fn merge(from: &str, into: &str, paths: &[PathBuf]) -> anyhow::Result<Outcome> {
    let mut all = All::of(paths)?;
    let (gone, stays) = match (one(all.library(), from), one(all.library(), into)) {
        (Ok(gone), Ok(stays)) => (gone, stays),
        (Err(why), _) | (_, Err(why)) => return Ok(nothing(&why)),
    };
    if gone.0 == stays.0 {
        return Ok(nothing(&format!("`{}` and `{}` are one speaker already: {}", from, into, stays.1)));
    }
    let article = all.library().people().get(gone.0).and_then(|person| person.quotes.first()).map(|id| id.article);
    let mut correction = None;
    all.read(article.as_slice(), |library, id| {
        let verdict = Verdict::Merge { from: gone.1.clone(), into: stays.1.clone() };
        correction = corrected(library, id, Vec::new(), Some(gone.1.clone()), verdict);
        Ok(())
    })?;
    save(correction.context("the article of the speaker cannot be read any more")?, paths)?;
    warn(&format_args!("{} is now {} in every article; U in the reader undoes this", gone.1, stays.1));
    Ok(Outcome::Done)
}

/// Saves that a quote, and all quotes of its article whose source is the same words, are by another speaker of the same
/// name.
///
/// # Errors
///
/// Fails if the articles cannot be read, or the journal cannot be written.
pub fn split(quote: &str, name: &str, paths: &[PathBuf]) -> anyhow::Result<Outcome> {
    let (article, part) = address::parse(quote);
    let Some(part) = part else {
        return Ok(nothing(&format!("`{}` names no quote; add its number: ARTICLE#q3", quote.escape_debug())));
    };
    let file = store::path_of(split_part(article).0);
    let mut all = All::of(if paths.is_empty() && file.is_file() { std::slice::from_ref(&file) } else { paths })?;
    let ids = match show::by_name(&all, &[PathBuf::from(article)]) {
        Ok(ids) => ids,
        Err(why) => return Ok(nothing(&why)),
    };
    let mut correction = None;
    all.read(&ids, |library, article| {
        let number = library.article(article).and_then(|article| part.number(article));
        let id = number.map(|number| QuoteId { article, quote: number - 1 });
        correction = id.and_then(|id| split_off(library, id, name));
        Ok(())
    })?;
    let Some((was, correction)) = correction else {
        return Ok(nothing(&format!("there is no quote `{}` with a speaker", quote.escape_debug())));
    };
    save(correction, paths)?;
    warn(&format_args!("{was} is {name} in this article, in quotes with the same source; U in the reader undoes this"));
    Ok(Outcome::Done)
}

fn split_off(library: &Library, id: QuoteId, name: &str) -> Option<(String, Correction)> {
    let (article, quote) = (library.article(id.article)?, library.quote(id)?);
    let text = article.document.text();
    let words = article.document.slice(quote.chain.last()?.span).to_owned();
    let was = article.analysis.name(Some(quote.speaker?)).to_owned();
    let verdict = Verdict::Split { words, into: name.to_owned() };
    let pieces = Anchor::of_all(text, &quote.content);
    Some((was.clone(), corrected(library, id.article, pieces, Some(was), verdict)?))
}

fn corrected(
    library: &Library,
    id: ArticleId,
    quote: Vec<Anchor>,
    was: Option<String>,
    verdict: Verdict,
) -> Option<Correction> {
    let article = library.article(id)?;
    Some(Correction { article: ArticleKey::of(&article.path, &article.document), quote, was, verdict })
}

/// The one speaker with this name, else the one whose name has these words; an error message if none or several do.
fn one(library: &Library, name: &str) -> Result<(PersonId, String), String> {
    let people = library.people();
    let exact = people.iter().filter(|(_, person)| person.name.eq_ignore_ascii_case(name)).map(|(id, _)| id);
    let mut found: Vec<PersonId> = exact.collect();
    if found.is_empty() {
        found = people.called(&word_list(name));
    }
    let named = |id: &PersonId| people.get(*id).map_or_else(String::new, |person| person.name.to_owned());
    match &found[..] {
        [id] => Ok((*id, named(id))),
        [] => Err(format!("no speaker is named `{}`; `sayso speakers` lists them", name.escape_debug())),
        several => {
            let names: Vec<String> = several.iter().take(super::NAMED).map(named).collect();
            Err(format!(
                "`{}` matches {} speakers; write the whole name: {}",
                name.escape_debug(),
                several.len(),
                names.join(", ")
            ))
        }
    }
}

fn save(correction: Correction, paths: &[PathBuf]) -> anyhow::Result<()> {
    let mut journal = opened::journal(paths)?;
    let known = session::events();
    record_now(&mut journal, &known, EventKind::Correct { correction: Box::new(correction) })?;
    Ok(())
}
