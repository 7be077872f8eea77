//! The fields of a query as the server takes them.

use serde_json::{Map, Value, json};

use super::copy::array;
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
            _ => {}
        }
    }
    add_days(branch, &mut filters);
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
    add_speakers(branch, by, &mut filters);
    add_manner(query, branch, &mut filters);
    filters
}

/// The days between which an article must lie: all filters must hold.
fn add_days(branch: &Branch, filters: &mut Map<String, Value>) {
    let days = |field: Field| {
        let of_field = branch.filters.iter().filter(move |filter| !filter.negated && filter.field == field);
        of_field.map(|filter| day(Some(&filter.value)))
    };
    if let Some(from) = days(Field::After).max() {
        // A date without a day or month may be any of that month or year.
        let early = [from / 100 * 100, from / 10_000 * 10_000].map(i64::from);
        filters.insert("after".to_owned(), json!(from));
        filters.insert("early".to_owned(), json!(array(&early)));
    }
    if let Some(to) = days(Field::Before).min() {
        filters.insert("before".to_owned(), json!(to));
    }
}

/// The speakers of whom a quote must be one: those that all filters ask for, and none that a negated filter names.
fn add_speakers(branch: &Branch, by: Vec<(usize, Vec<i64>)>, filters: &mut Map<String, Value>) {
    let (mut wanted, mut unwanted): (Option<Vec<i64>>, Option<Vec<i64>>) = (None, None);
    for (at, mut speakers) in by {
        if branch.filters[at].negated {
            unwanted.get_or_insert_default().append(&mut speakers);
        } else {
            if let Some(before) = &wanted {
                speakers.retain(|speaker| before.contains(speaker));
            }
            wanted = Some(speakers);
        }
    }
    for (name, speakers) in [("by", wanted), ("not_by", unwanted)] {
        if let Some(speakers) = speakers {
            filters.insert(name.to_owned(), json!(array(&speakers)));
        }
    }
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
    filters.insert("sorts".to_owned(), json!(array(&sorts)));
    filters.insert("sure".to_owned(), json!((query.wanted.least * 100.0).ceil() as i32));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(query: &str, speakers: &[&[i64]]) -> Map<String, Value> {
        let query = Query::parse(query);
        let by = speakers.iter().enumerate().map(|(at, ids)| (at, ids.to_vec())).collect();
        filters(&query, &query.any[0], &Dictionary::default(), by)
    }

    #[test]
    fn all_filters_of_one_field_hold() {
        let found = of("after:2024-05-02 after:2023 before:2025 before:2026", &[]);
        assert_eq!((&found["after"], &found["before"]), (&json!(20_240_502), &json!(20_250_000)));
        assert_eq!(found["early"], json!("{20240500,20240000}"));
        let found = of("speaker:lee speaker:ann -speaker:dr -speaker:may", &[&[1, 2], &[2, 3], &[4], &[5]]);
        assert_eq!((&found["by"], &found["not_by"]), (&json!("{2}"), &json!("{4,5}")));
        assert_eq!(of("speaker:lee speaker:may", &[&[1], &[2]])["by"], json!("{}"), "nobody is both");
    }
}
