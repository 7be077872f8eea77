//! Small texts that several panes show.

use std::borrow::Borrow;

pub use crate::app::info::count;
use crate::app::title_disambiguation::{Apart, SameTitles};
use crate::cells::Rows;
use crate::cells::{fit, width};
use sayso_attribution::document::Document;
use sayso_attribution::text::Span;
use sayso_library::{ArticleId, Entry};

/// Words a person reads in a minute.
const PACE: usize = 220;
const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// The parts that there are: `Asian Affairs · Jul 2023`.
pub fn dotted<S: Borrow<str>>(parts: impl IntoIterator<Item = Option<S>>) -> String {
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// `2023-07-14` as `14 Jul 2023`, as exact as it is known; as it stands if it is no such date.
pub fn date(published: &str) -> String {
    let mut parts = published.split('-');
    let year = parts.next().unwrap_or_default();
    let month = parts.next().and_then(|m| m.parse::<usize>().ok()).and_then(|m| MONTHS.get(m.wrapping_sub(1)));
    let Some(month) = month else { return published.to_owned() };
    match parts.next().and_then(|d| d.parse::<u8>().ok()) {
        Some(day) => format!("{day} {month} {year}"),
        None => format!("{month} {year}"),
    }
}

/// `Asian Affairs · Jul 2023`.
pub fn outlet(publication: Option<&str>, published: Option<&str>) -> String {
    dotted([publication.map(str::to_owned), published.map(date)])
}

/// Publication and date in at most `cells` cells: the publication is cut, for the date tells more.
pub fn short_outlet(publication: Option<&str>, published: Option<&str>, cells: u16) -> String {
    let (whole, cells) = (outlet(publication, published), usize::from(cells));
    let date = published.map(|published| format!(" · {}", date(published))).unwrap_or_default();
    let room = cells.saturating_sub(width(&date) + 1);
    match publication {
        Some(publication) if width(&whole) > cells && room > 1 => {
            format!("{}…{date}", fit(publication, room).0.trim_end())
        }
        _ => whole,
    }
}

/// What tells an article from the others of its title; `None` where there are none.
pub fn apart(same_titles: &SameTitles, id: ArticleId, entry: &Entry) -> Option<String> {
    same_titles.get(id).map(|apart| match apart {
        Apart::Print => outlet(entry.publication, entry.published),
        Apart::Path(end) => end,
    })
}

/// The outlet, behind what tells the article from others of its title where the outlet does not.
pub fn told_apart(same_titles: &SameTitles, id: ArticleId, entry: &Entry) -> String {
    let outlet = outlet(entry.publication, entry.published);
    dotted([apart(same_titles, id, entry).filter(|apart| *apart != outlet), Some(outlet).filter(|o| !o.is_empty())])
}

/// The end of `text`, in no more than `cells`.
pub fn ending(text: &str, cells: u16) -> String {
    let cells = usize::from(cells);
    if width(text) <= cells {
        return text.to_owned();
    }
    let fits = |at: &usize| width(&text[*at..]) < cells;
    let end = text.char_indices().map(|(at, _)| at).find(fits).map_or("", |at| &text[at..]);
    format!("…{end}")
}

/// `Duncan Bartlett · Asian Affairs · Jul 2023 · digest · 5 min`: a digest is not the text it is named for.
/// What does not fit `cells` is left out whole, from the end.
pub fn byline(document: &Document, cells: usize) -> String {
    let meta = document.meta();
    let minutes = document.text().len() / 6 / PACE + 1;
    let outlet = Some(outlet(meta.publication.as_deref(), meta.published.as_deref())).filter(|o| !o.is_empty());
    let digest = meta.digest_of.as_ref().map(|_| "digest".to_owned());
    let parts = [meta.author.clone(), outlet, digest, Some(format!("{minutes} min"))];
    let mut parts: Vec<String> = parts.into_iter().flatten().collect();
    while parts.len() > 1 && width(&parts.join(" · ")) > cells {
        parts.pop();
    }
    parts.join(" · ")
}

/// `text` in rows of so many cells: one, and no more than `spare` others; the last holds all the rest.
pub fn wrapped(text: &str, cells: usize, spare: usize) -> Vec<&str> {
    let head = fit(text, cells.saturating_mul(spare + 2)).0;
    let rows = Rows::wrap(head, Span::new(0, head.len()), cells.max(1));
    let starts = rows.as_slice().iter().skip(1).take(spare).map(|row| row.start());
    let mut lines = Vec::new();
    let mut from = 0;
    for start in starts {
        lines.push(text[from..start].trim_end());
        from = start;
    }
    lines.push(text[from..].trim_end());
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_says_so_and_what_does_not_fit_is_left_out_whole() {
        let text = "+++\nauthor = \"Ann Lee\"\npublished = \"2023-07\"\ndigest_of = \"A digest of a text.\"\n+++\n\nRain fell.";
        let document = sayso_attribution::document::ingest(text.as_bytes(), "piece.md");
        assert_eq!(byline(&document, 80), "Ann Lee · Jul 2023 · digest · 1 min");
        assert_eq!(byline(&document, 34), "Ann Lee · Jul 2023 · digest");
        assert_eq!(byline(&document, 0), "Ann Lee");
    }

    #[test]
    fn of_what_does_not_fit_the_date_stays() {
        let got = [24, 23, 14, 13].map(|cells| short_outlet(Some("Asian Affairs"), Some("2023-07"), cells));
        let whole = "Asian Affairs · Jul 2023";
        assert_eq!(got, [whole, "Asian Affai… · Jul 2023", "As… · Jul 2023", whole]);
    }

    #[test]
    fn the_last_row_of_what_is_wrapped_holds_all_the_rest() {
        let text = "she ¶9 → Mao Ning ¶7";
        assert_eq!(wrapped(text, 10, 0), [text]);
        assert_eq!(wrapped(text, 10, 1), ["she ¶9 →", "Mao Ning ¶7"]);
        assert_eq!(wrapped(text, 10, 9), ["she ¶9 →", "Mao Ning", "¶7"]);
        assert_eq!(wrapped("", 0, 3), [""]);
    }

    #[test]
    fn dates_are_as_exact_as_known() {
        let got = ["2023", "2023-07", "2023-07-04", "spring", "2023-13"].map(date);
        assert_eq!(got, ["2023", "Jul 2023", "4 Jul 2023", "spring", "2023-13"]);
    }
}
