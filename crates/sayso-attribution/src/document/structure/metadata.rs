//! Title, byline, date and standfirst, as plain text prints them at the head, and the author's note at the end.

use super::raw_block::RawBlock;
use super::words;
use crate::document::date;
use crate::document::model::{BlockKind, Meta};
use crate::language::WordList;
use crate::text::sentence::sentences;
use crate::text::token::tokens;
use crate::text::{Span, clean_words};

/// What someone who writes an article is, as the last words of `theeditor` or `staff-writer` too.
const ROLES: &[&str] = &[
    "editor",
    "reporter",
    "correspondent",
    "columnist",
    "writer",
    "author",
    "journalist",
    "contributor",
    "professor",
    "lecturer",
    "fellow",
    "researcher",
    "analyst",
    "expert",
    "scholar",
    "phd",
    "director",
    "economist",
    "historian",
    "staff",
    "academic",
    "commentator",
    "freelancer",
    "critic",
    "intern",
    "producer",
];

/// Pieces at the head that may still belong to it, furniture left out.
const HEAD: usize = 8;
/// Words of the longest headline.
const LONGEST_TITLE: usize = 30;

/// Finds title, byline, date and standfirst among the first pieces. Where `meta` knows something already (front
/// matter) that stands.
pub(in crate::document) fn read_head(text: &str, pieces: &mut [RawBlock], meta: &mut Meta) {
    let open: Vec<usize> = (0..pieces.len()).filter(|&at| pieces[at].kind.is_none()).take(HEAD).collect();
    for (nth, &at) in open.iter().enumerate() {
        let line = pieces[at].span.of(text);
        let next = open.get(nth + 1).map(|&next| pieces[next].span.of(text));
        if meta.title.is_empty() && next.is_some_and(|next| is_text(line, next)) {
            meta.title = headline(line);
            continue;
        }
        let Some(kind) = head_kind(line, next, meta, nth, pieces[..at].last().and_then(|p| p.kind)) else { break };
        match kind {
            BlockKind::Title => meta.title = headline(line),
            BlockKind::Date => meta.published = meta.published.take().or_else(|| date::parse(line)),
            BlockKind::Byline if meta.author.is_none() => read_byline(line, meta),
            _ => {}
        }
        pieces[at].kind = Some(kind);
    }
}

/// What the piece `line` of the head is; `None` ends the head. `before` is what the piece before it was.
fn head_kind(line: &str, next: Option<&str>, meta: &Meta, nth: usize, before: Option<BlockKind>) -> Option<BlockKind> {
    if date::parse(line).is_some() {
        return Some(BlockKind::Date);
    }
    if signature(line).is_some() {
        return Some(BlockKind::Byline);
    }
    let next = next?;
    let untitled = meta.title.is_empty();
    let signed = before == Some(BlockKind::Byline);
    if signed && is_credentials(line) {
        return Some(BlockKind::Byline);
    }
    if words::is_name(line) && meta.author.is_none() && (is_credentials(next) || (!untitled && words::is_prose(next))) {
        return Some(BlockKind::Byline);
    }
    if untitled {
        return is_headline(line).then_some(BlockKind::Title);
    }
    let begins = words::is_prose(next) || signature(next).is_some() || date::parse(next).is_some();
    let sums_up = !words::has_stop(line) && (6..=50).contains(&words::count(line)) && begins;
    (nth > 0 && sums_up && before == Some(BlockKind::Title)).then_some(BlockKind::Standfirst)
}

/// Short, and rather no sentence: one that ends with a stop may be a paragraph of a text without a headline.
fn is_headline(line: &str) -> bool {
    let count = words::count(line);
    let most = if words::is_prose(line) && !words::is_title_case(line) { 14 } else { LONGEST_TITLE };
    count <= most && !line.ends_with([':', ','])
}

/// Words that a sentence has and a headline leaves out.
static SMALL: WordList = WordList::named("metadata.small");

/// Fewest words of a sentence that is told from a headline by its small words.
const SENTENCE: usize = 8;

/// The first paragraph of a text that has no headline, which gives the title all the same: a line of dialogue, several
/// sentences, or one with the small words that headlines leave out. `next` is the line behind it.
fn is_text(line: &str, next: &str) -> bool {
    let headed = signature(next).is_some() || date::parse(next).is_some();
    if headed || !is_headline(line) || words::is_title_case(line) {
        return false;
    }
    let bare = line.trim_end_matches(['”', '’', '"', '\'', '»']);
    let ends = bare.ends_with(['.', '?', '!', '…']);
    let speaks = ends && line.starts_with(['“', '"', '‘', '«', '—', '–']);
    let tokens = tokens(line, Span::new(0, line.len()));
    let several = || sentences(line, &tokens).len() > 1;
    let small = || words::count(line) >= SENTENCE && line.split_whitespace().any(|word| SMALL.contains(&word));
    let quotes = line.contains(['“', '"']);
    speaks || ends && (bare.ends_with('.') || quotes) && several() || bare.ends_with('.') && small()
}

/// A headline on one line; a stop that ends its one sentence is left out.
fn headline(line: &str) -> String {
    let title = clean_words(line);
    match title.strip_suffix('.') {
        Some(bare) if !bare.contains(". ") && !bare.rsplit(' ').next().is_some_and(|w| w.contains('.')) => {
            bare.trim_end().to_owned()
        }
        _ => title,
    }
}

/// Returns `true` for `By Ann Lee` and the like.
pub(in crate::document) fn is_signature(line: &str) -> bool {
    signature(line).is_some()
}

/// The words behind `By`: `By Ann Lee and Bo Roe, Staff Writers`.
fn signature(line: &str) -> Option<&str> {
    let lower = line.chars().take(12).collect::<String>().to_lowercase();
    let openers = ["by: ", "by ", "author: ", "written by ", "byline: ", "words: "];
    let opener = openers.iter().find(|opener| lower.starts_with(**opener))?;
    let rest = line.get(opener.len()..)?.trim();
    let names = names(rest);
    (words::count(line) <= 24 && !names.is_empty() && !line.ends_with(['?', '!'])).then_some(rest)
}

/// The author, and the date if it stands on the same line: `By Ann Lee | July 14, 2023`.
fn read_byline(line: &str, meta: &mut Meta) {
    let signed = signature(line).unwrap_or(line);
    let names = names(signed);
    meta.author =
        (!names.is_empty()).then(|| names.join(", ")).or_else(|| words::is_name(line).then(|| clean_words(line)));
    if meta.published.is_none() {
        meta.published = line.split(['|', '•', '·', '–', '—']).skip(1).find_map(|part| date::parse(part.trim()));
    }
}

/// The names that `text` starts with, joined by commas and `and`.
fn names(text: &str) -> Vec<String> {
    let head = text.split(['|', '•', '·', '–', '—', ';', '(', '<']).next().unwrap_or_default();
    let parts = head.split(',').flat_map(|part| part.split(" and ")).map(|part| part.trim().trim_start_matches("and "));
    parts
        .map(|part| part.trim_end_matches('.'))
        .take_while(|part| words::is_name(part) && !has_role(part))
        .map(capitalised)
        .collect()
}

/// `ANN LEE` as `Ann Lee`; other names as they are.
fn capitalised(name: &str) -> String {
    if name.contains(char::is_lowercase) {
        return clean_words(name);
    }
    let mut start = true;
    let lower = |c: char| {
        let first = std::mem::replace(&mut start, !c.is_alphabetic());
        if first { c } else { c.to_lowercase().next().unwrap_or(c) }
    };
    clean_words(&name.chars().map(lower).collect::<String>())
}

/// What stands under a name: `PhD in Political Science, Assistant Professor at …`. No sentence.
fn is_credentials(line: &str) -> bool {
    !line.ends_with(['.', '!', '?', ':']) && words::count(line) <= 40 && has_role(line)
}

fn has_role(text: &str) -> bool {
    let lower = text.to_lowercase();
    lower
        .split(|c: char| !c.is_alphanumeric())
        .any(|word| ROLES.iter().any(|role| word.strip_suffix('s').unwrap_or(word).ends_with(role)))
}

/// Finds the author's note at the end: `Ann Lee is the editor of The Day`. No one writes an article about
/// themselves, so the name stands nowhere in its paragraphs.
pub(in crate::document) fn read_end(text: &str, pieces: &mut [RawBlock], meta: &mut Meta) {
    let open: Vec<usize> = (0..pieces.len()).rev().filter(|&at| pieces[at].kind.is_none()).take(3).collect();
    for at in open {
        let line = pieces[at].span.of(text);
        let Some((name, role)) = note(line) else { continue };
        let surname = name.rsplit(' ').next().unwrap_or_default();
        let spoken_of =
            |p: &RawBlock| p.kind.is_none() && p.span != pieces[at].span && p.span.of(text).contains(surname);
        let other = meta.author.as_ref().is_some_and(|author| !author.contains(surname));
        if other || pieces.iter().any(spoken_of) {
            continue;
        }
        meta.author.get_or_insert_with(|| clean_words(name));
        if meta.publication.is_none() {
            meta.publication = edited(role);
        }
        pieces[at].kind = Some(BlockKind::Byline);
    }
}

/// Returns `true` for a line that tells who the author is: `Ann Lee is a reporter at The Day.`
pub(in crate::document) fn is_note(line: &str) -> bool {
    note(line).is_some()
}

/// Name and role of `Ann Lee is a reporter at The Day.`
fn note(line: &str) -> Option<(&str, &str)> {
    let (name, role) = [" is ", " writes ", " reports ", " covers "].iter().find_map(|verb| line.split_once(verb))?;
    (words::count(line) <= 50 && words::is_name(name) && has_role(role.split(". ").next()?)).then_some((name, role))
}

/// `The Day` of `the editor of The Day`.
fn edited(role: &str) -> Option<String> {
    let (who, outlet) = role.split_once("editor of ")?;
    let outlet = outlet.split(['.', ',', ';']).next()?.trim();
    (words::count(who) <= 2 && words::count(outlet) <= 6 && words::is_title_case(outlet)).then(|| clean_words(outlet))
}

/// Takes title and date from the name of the file where the text has none.
pub(in crate::document) fn read_name(name: &str, meta: &mut Meta) {
    if meta.title.is_empty() {
        meta.title = title_of_name(name);
    }
    if meta.published.is_none() {
        meta.published = date::of_name(name);
    }
}

/// A title for a text that has none: the file's name without folder and ending, `-` and `_` as spaces.
fn title_of_name(name: &str) -> String {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| if stem.is_empty() { file } else { stem });
    let title = clean_words(&stem.replace(['-', '_'], " "));
    let mut chars = title.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => "Untitled".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bylines() {
        for (line, author) in [
            ("By Ann Lee", "Ann Lee"),
            ("by ANN O'NEIL-LEE and Bo Roe, Staff Writers", "Ann O'Neil-Lee, Bo Roe"),
            ("By Ann Lee | July 14, 2023", "Ann Lee"),
            ("BYLINE: Ann Lee.", "Ann Lee"),
        ] {
            let mut meta = Meta::default();
            read_byline(line, &mut meta);
            assert_eq!(meta.author.as_deref(), Some(author), "{line}");
        }
        for line in ["By the Numbers", "By 2020, all of it was gone", "Buyers WantedParts", "By Any Chance?"] {
            assert_eq!(signature(line), None, "{line}");
        }
    }

    #[test]
    fn titles_from_file_names() {
        for (name, title) in [
            ("a/who-said_it.txt", "Who said it"),
            (".txt", ".txt"),
            ("", "Untitled"),
            ("x\u{1b}\u{202e}.md", "X␛"),
            ("a.b.md", "A.b"),
        ] {
            assert_eq!(title_of_name(name), title);
        }
    }
}
