use proptest::prelude::*;

use super::*;
use crate::state::{Event, EventKind, Id, Lost};
use sayso_attribution::document::{Document, ingest};
use sayso_attribution::text::{Span, Spans};
use sayso_attribution::{Analysis, Attribution, Naming, Speaker, Step};

const TEXT: &str = "‘Rain will fall on every roof of the town,’ Ann Lee said.\n\n\
    She added that the gutters were all full of leaves.\n\n\
    ‘Nobody has cleaned them in years,’ she said.\n\n\
    The mayor denied it. ‘We cleaned every one of them,’ said Bo Ek.\n";

const RAIN: &str = "Rain will fall on every roof of the town,";
const GUTTERS: &str = "the gutters were all full of leaves";
const NOBODY: &str = "Nobody has cleaned them in years,";
const CLEANED: &str = "We cleaned every one of them,";

fn document(text: &str) -> Document {
    ingest(text.as_bytes(), "rain.txt")
}

fn span(document: &Document, words: &str) -> Span {
    let at = document.text().find(words).unwrap_or_else(|| panic!("no {words}"));
    Span::new(at, at + words.len())
}

fn quote(document: &Document, words: &str, by: (&str, Naming), speaker: usize, end: &str) -> Attribution {
    let step = |words: &str, naming| Step { span: span(document, words), naming };
    let mut chain = vec![step(by.0, by.1)];
    if by.1 == Naming::Pronoun {
        chain.push(step(end, Naming::Named));
    }
    let source = Some(Spans::new([span(document, by.0)]).unwrap());
    Attribution { source, naming: by.1, chain, ..Attribution::of_test(span(document, words), speaker) }
}

/// Ann Lee said the first, two pronouns stand for her, Bo Ek said the last; what is not in the text is left out.
fn analysis(document: &Document) -> Analysis {
    let rows = [
        (RAIN, ("Ann Lee", Naming::Named), 0),
        (GUTTERS, ("She", Naming::Pronoun), 0),
        (NOBODY, ("she", Naming::Pronoun), 0),
        (CLEANED, ("Bo Ek", Naming::Named), 1),
    ];
    let there = rows.into_iter().filter(|(words, ..)| document.text().contains(words));
    let attributions = there.map(|(words, by, speaker)| quote(document, words, by, speaker, "Ann Lee")).collect();
    Analysis { attributions, speakers: ["Ann Lee", "Bo Ek"].map(Speaker::person).into(), ..Analysis::default() }
}

fn correction(document: &Document, words: &str, verdict: Verdict) -> Correction {
    let quote = Anchor::of_all(document.text(), &Spans::new([span(document, words)]).unwrap());
    Correction { article: ArticleKey::of("rain.txt", document), quote, was: None, verdict }
}

fn to(name: &str) -> Verdict {
    Verdict::Speaker { speaker: Some(name.to_owned()), chain: false }
}

fn id(number: u32) -> Id {
    Id { session: 1, number }
}

fn put_right(document: &Document, corrections: &[Correction]) -> Corrected {
    let numbered = corrections.iter().enumerate().map(|(at, correction)| (id(at as u32 + 1), correction));
    apply(document, &analysis(document), numbered)
}

/// `Ann Lee: Rain will … / …`: who said what, the first words of each.
fn told(document: &Document, analysis: &Analysis) -> Vec<String> {
    let line = |q: &Attribution| {
        let words = q.content.text(document.text());
        let head: Vec<&str> = words.split(' ').take(2).collect();
        format!("{}: {}", analysis.name(q.speaker), head.join(" "))
    };
    analysis.attributions.iter().map(line).collect()
}

fn after(corrections: &[(&str, Verdict)]) -> Vec<String> {
    let document = document(TEXT);
    let all: Vec<Correction> =
        corrections.iter().map(|(words, verdict)| correction(&document, words, verdict.clone())).collect();
    told(&document, &put_right(&document, &all).analysis)
}

#[test]
fn another_speaker_of_one_quote_and_of_the_whole_pronoun_chain() {
    assert_eq!(
        after(&[(GUTTERS, to("Bo Ek"))]),
        ["Ann Lee: Rain will", "Bo Ek: the gutters", "Ann Lee: Nobody has", "Bo Ek: We cleaned"]
    );
    let chain = Verdict::Speaker { speaker: Some("Cy Dee".to_owned()), chain: true };
    assert_eq!(
        after(&[(NOBODY, chain.clone())]),
        ["Ann Lee: Rain will", "Cy Dee: the gutters", "Cy Dee: Nobody has", "Bo Ek: We cleaned"]
    );
    let none = Verdict::Speaker { speaker: None, chain: false };
    assert_eq!(after(&[(NOBODY, chain), (CLEANED, none)])[3], "not named: We cleaned");
}

#[test]
fn what_is_nobodys_words_goes_and_speakers_without_words_with_it() {
    let document = document(TEXT);
    let right = put_right(&document, &[correction(&document, CLEANED, Verdict::NotQuote)]);
    assert_eq!(told(&document, &right.analysis), ["Ann Lee: Rain will", "Ann Lee: the gutters", "Ann Lee: Nobody has"]);
    assert_eq!(right.analysis.speakers.len(), 1);
}

#[test]
fn edges_move_and_the_kind_follows() {
    let document = document(TEXT);
    let content = Anchor::of_all(document.text(), &Spans::new([span(&document, "‘We cleaned every one")]).unwrap());
    let longer =
        Anchor::of_all(document.text(), &Spans::new([span(&document, "denied it. ‘We cleaned every one")]).unwrap());
    let right = put_right(&document, &[correction(&document, CLEANED, Verdict::Edges { content })]);
    let q = &right.analysis.attributions[3];
    assert_eq!((q.content.text(document.text()).as_str(), q.kind.name()), ("‘We cleaned every one", "direct"));
    assert_eq!((q.found_by, q.confidence), (CORRECTED, 1.0));
    let right = put_right(&document, &[correction(&document, CLEANED, Verdict::Edges { content: longer })]);
    assert_eq!(right.analysis.attributions[3].kind.name(), "mixed");
}

#[test]
fn a_confirmed_quote_is_sure_and_a_new_one_is_there() {
    let document = document(TEXT);
    let right = put_right(
        &document,
        &[
            correction(&document, RAIN, Verdict::Right),
            correction(&document, "The mayor denied it", Verdict::New { speaker: Some("Cy Dee".to_owned()) }),
        ],
    );
    let signs: Vec<&str> = right.analysis.attributions.iter().map(|q| q.found_by).collect();
    assert_eq!(signs, [CONFIRMED, "test", "test", ADDED, "test"]);
    assert_eq!(told(&document, &right.analysis)[3], "Cy Dee: The mayor");
}

#[test]
fn what_another_reading_does_not_find_is_kept_with_its_speaker() {
    let document = document(TEXT);
    let words = "The mayor denied it";
    let confirmed = Correction { was: Some("Cy Dee".to_owned()), ..correction(&document, words, Verdict::Right) };
    let split = Verdict::Split { words: "Cy Dee".to_owned(), into: "Cy Dee the elder".to_owned() };
    for (made, told_as) in
        [(confirmed, "Cy Dee: The mayor"), (correction(&document, words, split), "Cy Dee the elder: The mayor")]
    {
        let right = put_right(&document, &[made]);
        assert_eq!(told(&document, &right.analysis)[3], told_as);
        assert!(right.lost.is_empty());
    }
}

#[test]
fn two_names_become_one_and_one_becomes_two() {
    let merge = Verdict::Merge { from: "Bo Ek".to_owned(), into: "Ann Lee".to_owned() };
    let document = document(TEXT);
    let correction_of =
        Correction { article: ArticleKey::of("rain.txt", &document), quote: Vec::new(), was: None, verdict: merge };
    let right = put_right(&document, &[correction_of]);
    assert_eq!(right.analysis.speakers.len(), 1);
    assert_eq!(right.analysis.speakers[0].also, ["Bo Ek"]);
    let split = Verdict::Split { words: "Ann Lee".to_owned(), into: "Ann Lee the elder".to_owned() };
    assert!(after(&[(RAIN, split)]).iter().take(3).all(|line| line.starts_with("Ann Lee the elder: ")));
}

#[test]
fn the_newest_word_holds_and_each_can_be_taken_back() {
    assert_eq!(after(&[(RAIN, to("Bo Ek")), (RAIN, to("Cy Dee"))])[0], "Cy Dee: Rain will");
    assert_eq!(after(&[(RAIN, to("Bo Ek"))])[0], "Bo Ek: Rain will");
    assert_eq!(after(&[])[0], "Ann Lee: Rain will");
}

#[test]
fn words_that_are_gone_are_listed_and_nothing_is_moved() {
    let (was, now) = (document(TEXT), document(&TEXT.replace("gutters were", "drains had been")));
    let corrections = [correction(&was, GUTTERS, to("Bo Ek")), correction(&was, RAIN, to("Bo Ek"))];
    let right = put_right(&now, &corrections);
    assert_eq!(right.lost, [(id(1), Lost::Gone)]);
    assert_eq!(told(&now, &right.analysis), ["Bo Ek: Rain will", "Ann Lee: Nobody has", "Bo Ek: We cleaned"]);
}

#[test]
fn a_quote_that_the_engine_cuts_otherwise_is_still_the_same_one() {
    let document = document(TEXT);
    let shorter = correction(&document, "Rain will fall on every roof", to("Bo Ek"));
    let right = put_right(&document, &[shorter]);
    assert_eq!(told(&document, &right.analysis)[0], "Bo Ek: Rain will");
    let scrap = correction(&document, "on every roof of", to("Bo Ek"));
    assert_eq!(put_right(&document, &[scrap]).lost, [(id(1), Lost::Unclear)]);
    // Where the engine finds nothing any more, the reader still has.
    let elsewhere = correction(&document, "The mayor denied it", to("Bo Ek"));
    assert_eq!(told(&document, &put_right(&document, &[elsewhere]).analysis)[3], "Bo Ek: The mayor");
}

#[test]
fn an_article_is_known_by_its_name_its_words_or_both() {
    let document = document(TEXT);
    let title = document.meta().title.clone();
    let (here, hash) = (correction(&document, RAIN, Verdict::Right), ArticleKey::of("x", &document).hash);
    let asked = std::cell::Cell::new(false);
    let ask = || {
        asked.set(true);
        hash.clone()
    };
    assert!(here.concerns("rain.txt", &title, ask) && here.concerns("x/../rain.txt", &title, ask));
    assert!(here.concerns(&crate::address::whole("rain.txt"), &title, ask) && !asked.get(), "no hash is needed");
    assert!(here.concerns("renamed.txt", &title, ask) && asked.get());
    assert!(here.concerns("some/where/rain.txt", &title, ask), "the same text in another folder");
    assert!(!here.concerns("some/where/rain.txt", &title, String::new), "another text under the same name");
    let mut old = here.clone();
    old.article.path.clear();
    assert!(old.concerns("some/where/rain.txt", &title, String::new), "of a journal that has no paths");
    assert!(here.concerns("rain.txt", "Another headline", String::new), "edited");
    assert!(!here.concerns("renamed.txt", &title, String::new));
    assert!(!here.concerns("other.txt", "Other", ask));
}

#[test]
fn an_exported_row_is_the_event_again() {
    let document = document(TEXT);
    let event = Event {
        stamp: crate::state::Stamper::new(5).stamp(1_000),
        deed: EventKind::Correct { correction: Box::new(correction(&document, RAIN, to("Bo Ek"))) },
    };
    let EventKind::Correct { correction } = &event.deed else { panic!("it is one") };
    let row = TrainingRow::of(event.stamp, correction, Some(&document));
    assert!(row.paragraphs[0].text.contains(RAIN));
    let line = serde_json::to_string(&row).unwrap();
    let EventKind::Correct { correction: read } = TrainingRow::parse(&line).unwrap().event().deed else { panic!() };
    assert_eq!(read.article.path, "", "no path of this machine leaves it");
    assert_eq!(Correction { article: correction.article.clone(), ..*read }, **correction);
    assert!(matches!(TrainingRow::parse(&line.replace("\"v\":1", "\"v\":7")), Err(RowError::Newer(7))));
    assert!(TrainingRow::parse("{}").is_err());
}

proptest! {
    #[test]
    fn a_correction_follows_its_words_through_edits_or_changes_nothing(
        cut in 0usize..4, more in "[A-Za-z ]{0,30}", at in 0usize..5, change in any::<bool>(),
    ) {
        let was = document(TEXT);
        let corrections = [RAIN, GUTTERS, NOBODY, CLEANED].map(|words| correction(&was, words, to("Cy Dee")));
        let mut paragraphs: Vec<String> = TEXT.trim().split("\n\n").map(str::to_owned).collect();
        if change {
            paragraphs.remove(cut);
        }
        paragraphs.insert(at.min(paragraphs.len()), format!("X{more}x."));
        let now = document(&paragraphs.join("\n\n"));
        // Where the names are gone, the made-up engine has nothing to point to.
        prop_assume!(now.text().contains("Ann Lee"));
        let right = put_right(&now, &corrections);
        for (n, (words, _)) in [RAIN, GUTTERS, NOBODY, CLEANED].into_iter().zip(&corrections).enumerate() {
            let lost = right.lost.iter().any(|(other, _)| *other == id(n as u32 + 1));
            prop_assert_eq!(lost, !now.text().contains(words), "{}", words);
        }
        for q in &right.analysis.attributions {
            prop_assert_eq!(right.analysis.name(q.speaker), "Cy Dee");
        }
    }
}
