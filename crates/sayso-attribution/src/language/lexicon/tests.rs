//! The word lists: what a word is, and that the files and the code that reads them agree.

use std::collections::{BTreeSet, HashSet};
use std::path::Path;

use super::*;

#[test]
fn a_word_is_in_every_class_that_lists_it() {
    assert!(ENGLISH.class("Prof.").is(Class::TITLE) && ENGLISH.class("prof").is(Class::ROLE));
    assert!(ENGLISH.class("Japanese").is(Class::DEMONYM));
    assert!(ENGLISH.class("Its").is(Class::DETERMINER));
    assert!(!ENGLISH.class("Stoltenberg").is(Class::FUNCTION.or(Class::ROLE)));
}

#[test]
fn cues_have_their_classes_in_the_order_of_the_file() {
    assert_eq!(ENGLISH.cue_classes("argued"), [CueClass::Say, CueClass::Particle]);
    assert!(ENGLISH.speaks("told") && !ENGLISH.speaks("wants"));
    assert!(ENGLISH.is_noun_cue("claim") && ENGLISH.is_particle("against") && !ENGLISH.is_particle("claim"));
    assert_eq!(ENGLISH.party("gop"), Some("republican"));
}

#[test]
fn a_section_names_a_word_once_and_looked_up_words_are_lower_case() {
    for file in ["classes", "given_names", "cues", "parties", "lists"] {
        let text = data(file);
        let mut seen = HashSet::new();
        for (section, word) in words_by_section(text) {
            assert!(file == "lists" || word.to_lowercase() == word, "{file}.txt: {word}");
            assert!(seen.insert((section, word)), "{file}.txt: {word} stands twice in [{section}]");
        }
    }
}

#[test]
fn every_heading_names_a_class() {
    for (names, _) in words_by_section(data("classes")) {
        names.split(' ').for_each(|name| assert!(Class::named(name).is_some(), "classes.txt: [{names}]"));
    }
    for (name, _) in words_by_section(data("cues")) {
        assert!(CueClass::named(name).is_some() || ["noun", "particle-word"].contains(&name), "cues.txt: [{name}]");
    }
}

#[test]
fn every_list_is_used_and_every_list_that_is_used_is_there() {
    let listed: BTreeSet<&str> = words_by_section(data("lists")).map(|(name, _)| name).collect();
    let mut used = BTreeSet::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut |text| {
        let names = text.split("WordList::named(\"").skip(1).filter_map(|rest| rest.split_once('"'));
        used.extend(names.map(|(name, _)| name.to_owned()));
    });
    assert_eq!(listed, used.iter().map(String::as_str).collect());
}

fn data(file: &str) -> &'static str {
    match file {
        "classes" => include_str!("../../../data/en/classes.txt"),
        "given_names" => include_str!("../../../data/en/given_names.txt"),
        "cues" => include_str!("../../../data/en/cues.txt"),
        "parties" => include_str!("../../../data/en/parties.txt"),
        _ => include_str!("../../../data/en/lists.txt"),
    }
}

fn sources(folder: &Path, each: &mut dyn FnMut(&str)) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, each);
        } else if !path.ends_with("lexicon/tests.rs") {
            each(&std::fs::read_to_string(&path).unwrap());
        }
    }
}
