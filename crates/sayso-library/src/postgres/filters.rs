//! The fields of a query as the server takes them.

use serde_json::{Map, Value, json};

use super::lexemes::{CUE, PATH, VIA, all, any, phrase, word};
use super::rows::day;
use super::terms::Dictionary;
use crate::Wanted;
use crate::index::Sort;
use crate::search::{Branch, Field, Filter, Query};

/// The fields of a branch as the server takes them; `by` are the speakers that filters ask for, by the place of each.
pub fn filters(
    query: &Query,
    branch: &Branch,
    dictionary: &Dictionary,
    by: Vec<(usize, Vec<i64>)>,
) -> Map<String, Value> {
    let mut filters = Map::new();
    let (mut words, mut article) = (Vec::new(), Vec::new());
    for filter in branch.filters.iter().filter(|filter| !filter.negated) {
        let have = |weights: &str| all(filter.words.iter().map(|word| dictionary.begun(word, weights)));
        let marked = |mark: char| all(filter.words.iter().map(|one| word(&format!("{mark}{one}"), true, "")));
        match filter.field {
            Field::Title => article.push(have("A")),
            Field::Author => article.push(have("B")),
            Field::Publication => article.push(have("C")),
            Field::Article => article.push(any([have("A"), marked(PATH)])),
            Field::Cue => words.push(marked(CUE)),
            Field::Via => words.push(marked(VIA)),
            Field::After => {
                let from = day(Some(&filter.value));
                // A date without a day or month may be any of that month or year.
                let early = [from / 100 * 100, from / 10_000 * 10_000].map(i64::from);
                filters.insert("after".to_owned(), json!(from));
                filters.insert("early".to_owned(), json!(list(&early)));
            }
            Field::Before => drop(filters.insert("before".to_owned(), json!(day(Some(&filter.value))))),
            _ => {}
        }
    }
    // An article has all its words itself; of a quote only its paragraphs are known.
    let unwanted = any(branch.without.iter().map(|term| phrase(&term.words, "")));
    if !unwanted.is_empty() {
        filters.insert("without".to_owned(), json!(unwanted));
    }
    for (name, queries) in [("words", words), ("article", article)] {
        if !queries.is_empty() {
            filters.insert(name.to_owned(), json!(all(queries)));
        }
    }
    for (at, speakers) in by {
        let name = if branch.filters[at].negated { "not_by" } else { "by" };
        let wanted = if speakers.is_empty() { "{}".to_owned() } else { list(&speakers) };
        filters.insert(name.to_owned(), json!(wanted));
    }
    add_manner(query, branch, &mut filters);
    filters
}

/// Kind, act, status and confidence as the server takes them.
fn add_manner(query: &Query, branch: &Branch, filters: &mut Map<String, Value>) {
    let of_manner: Vec<&Filter> = branch
        .filters
        .iter()
        .filter(|filter| matches!(filter.field, Field::Kind | Field::Act | Field::Status))
        .collect();
    if of_manner.is_empty() && query.wanted == Wanted::default() {
        return;
    }
    let passes = |sort: &Sort| {
        let Some((kind, act, status)) = sort.parts() else { return false };
        let holds = |filter: &&Filter| {
            let value = match filter.field {
                Field::Kind => kind as usize,
                Field::Act => act as usize,
                _ => status as usize,
            };
            filter.field.begun(&filter.value).any(|begun| begun == value) != filter.negated
        };
        of_manner.iter().all(holds) && query.wanted.takes(1.0, kind, act)
    };
    let sorts: Vec<i64> = Sort::all().filter(passes).map(|sort| sort.number().into()).collect();
    filters.insert("sorts".to_owned(), json!(if sorts.is_empty() { "{}".to_owned() } else { list(&sorts) }));
    filters.insert("sure".to_owned(), json!((query.wanted.least * 100.0).ceil() as i32));
}

/// Numbers as PostgreSQL writes an array; empty for none.
pub fn list(ids: &[i64]) -> String {
    if ids.is_empty() {
        return String::new();
    }
    format!("{{{}}}", ids.iter().map(i64::to_string).collect::<Vec<_>>().join(","))
}
