//! The trained engine as others see it: what it finds in each construction, and what holds on any text.

// Tells the lints that all of this is test: `unwrap` may stand in its helpers too.
#![cfg(test)]

use proptest::prelude::*;
use sayso_attribution::Found;
use sayso_attribution::tagger::CrfTagger;
use sayso_attribution::tagger::weights::{VERSION, WeightsError};
use sayso_attribution::text::{Span, Spans};

static WEIGHTS: &[u8] = include_bytes!("../models/sayso.bin");

/// What is found in `text`, its lines taken for paragraphs.
fn find(text: &str) -> Vec<Found> {
    let mut at = 0;
    let lines = text.split_inclusive('\n').map(|line| {
        at += line.len();
        (Span::new(at - line.len(), at).trim(text), false)
    });
    let lines: Vec<(Span, bool)> = lines.filter(|(span, _)| !span.is_empty()).collect();
    CrfTagger::carried().unwrap().find(text, &lines).collect()
}

/// `text` with each attribution's words in brackets: `[s0 source] [c0 cue] [q0 content]`.
fn marked(text: &str) -> String {
    let mut marks: Vec<(usize, usize, String)> = Vec::new();
    for (at, found) in find(text).iter().enumerate() {
        let roles = [("s", found.source.as_ref()), ("c", found.cue.as_ref()), ("q", Some(&found.content))];
        for (role, spans) in roles {
            for span in spans.into_iter().flat_map(Spans::iter) {
                marks.push((span.start(), span.end(), format!("[{role}{at} ")));
            }
        }
    }
    marks.sort();
    let mut out = text.to_owned();
    for (start, end, open) in marks.iter().rev() {
        out.insert(*end, ']');
        out.insert_str(*start, open);
    }
    out
}

/// `marked` without its brackets.
fn bare(marked: &str) -> String {
    let mut out = String::new();
    let mut rest = marked;
    while let Some(c) = rest.chars().next() {
        let skip = match c {
            '[' => rest.find(' ').map_or(1, |at| at + 1),
            ']' => 1,
            _ => {
                out.push(c);
                c.len_utf8()
            }
        };
        rest = &rest[skip..];
    }
    out
}

/// One construction each, as it must be found.
const CONSTRUCTIONS: &[&str] = &[
    "[c0 According to] [s0 the ministry], [q0 taxes will rise next year].",
    "“[q0 We will win the vote today,]” [s0 Ann Lee] [c0 said].",
    "‘[q0 We will win the vote today,]’ [s0 Ann Lee] [c0 said].",
    "\"[q0 We will win the vote today,]\" [s0 Ann Lee] [c0 said].",
    "‘[q0 We will win the vote today]’, [c0 said] [s0 Ann Lee].",
    "[s0 The minister] [c0 said] [q0 that taxes would rise next year].",
    "[q0 Taxes would rise next year], [s0 the minister] [c0 said].",
    "[s0 He] [c0 denied] [q0 that taxes would rise].",
    "[q0 Taxes will rise next year], [c0 according to] [s0 the ministry].",
    "‘[q0 Taxes,]’ [s0 she] [c0 said], ‘[q0 will not rise this year.]’",
    "“[q0 Taxes will rise,]” [s0 he] [c0 said]. “[q0 We have no choice.]”",
    "‘[q0 Not only is the invasion against international law, but it could set a dangerous precedent,]’ [c0 warns] [s0 Professor Pardo].",
    "‘[q0 I urge the Republic to step up its support,]’ [s0 he] [c0 added], according to CNN.",
    "[s0 Mr Stoltenberg] [c0 has described] [q0 Japan as an ‘Asia Pacific partner’], a term which he has also applied to Australia.",
    "[s0 She] [c0 said] [q0 Japan should be ‘extra cautious’, given its ‘history of aggression’] – a reference to the war.",
    "[s0 Seoul] [c0 believes] [q0 that the talks should go on].",
    "In a statement, [s0 the White House] [c0 called] [q0 the vote “a step backwards”].",
    "[s0 Officials] [c0 fear] [q0 that the bridge could fall].",
    "[s0 Ms. Clinton] [c0 told] reporters [q0 that she would accept the result].",
    "[s0 The president] [c0 wants] [q0 Congress to pass the bill].",
    "Asked about the deal, [s0 he] [c0 replied]: “[q0 No comment.]”",
    "[s0 Three people close to the talks] [c0 said] [q0 the company planned to sell the unit].",
    "[s0 The report] [c0 found] [q0 that emissions had fallen by a fifth].",
];

#[test]
fn each_construction_is_found() {
    for want in CONSTRUCTIONS {
        assert_eq!(&marked(&bare(want)), want);
    }
}

/// The same in rough print: capitals, lost stops and spaces, broken words, lists, interviews, transcripts.
const ROUGH: &[&str] = &[
    "MINISTER WARNS OF HIGHER TAXES\n[s0 The minister] [c0 said] [q0 that taxes would rise next year].",
    "WHAT COMES NEXT\n“[q0 We will win the vote today,]” [s0 Ann Lee] [c0 said].",
    "[s0 The minister] [c0 said] [q0 that taxes would rise next year]",
    "“[q0 We will win the vote today]” [c0 said] [s0 Ann Lee]\nRain fell on the old town",
    "‘[q0 This club is exclusive,]’[s0 he] [c0 said].",
    "[s0 She] [c0 said],“[q0 We will win the vote today.]”",
    "“[q0 Taxes will rise,]”[s0 he] [c0 said].“[q0 We have no choice.]”",
    "[s0 The minister] [c0 said] [q0 that the govern- ment would raise taxes].",
    "• [s0 The minister] [c0 said] [q0 that taxes would rise next year].",
    "1. “[q0 We will win the vote today,]” [s0 Ann Lee] [c0 said].",
    "- [c0 According to] [s0 the ministry], [q0 taxes will rise next year].",
    "[s0 Q][c0 :] [q0 Why did you leave the party]?\n[s1 A][c1 :] [q1 I could not stay after the vote].",
    "[s0 MERKEL][c0 :] [q0 We have done so much, and we can do this too].",
    "[s0 Jens Stoltenberg][c0 :] [q0 I think it is too early to say, but we are ready to listen].",
];

#[test]
fn rough_print_is_read() {
    for want in ROUGH {
        assert_eq!(&marked(&bare(want)), want);
    }
}

#[test]
fn weights_cut_altered_or_of_another_version_are_refused() {
    assert!(CrfTagger::new(WEIGHTS).is_ok());
    assert_eq!(CrfTagger::new(&WEIGHTS[..WEIGHTS.len() - 1]).err(), Some(WeightsError::Damaged));
    assert_eq!(CrfTagger::new(&WEIGHTS[..10]).err(), Some(WeightsError::Foreign));
    assert_eq!(CrfTagger::new(b"").err(), Some(WeightsError::Foreign));
    for at in [20, WEIGHTS.len() / 2, WEIGHTS.len() - 1] {
        let mut altered = WEIGHTS.to_vec();
        altered[at] ^= 1;
        assert_eq!(CrfTagger::new(&altered).err(), Some(WeightsError::Damaged), "byte {at}");
    }
    let mut other = WEIGHTS.to_vec();
    other[8..12].copy_from_slice(&(VERSION + 1).to_le_bytes());
    assert_eq!(CrfTagger::new(&other).err(), Some(WeightsError::Version { found: VERSION + 1, read: VERSION }));
    other[0] = b'S';
    assert_eq!(CrfTagger::new(&other).err(), Some(WeightsError::Foreign));
}

const ARTICLE: &str = "\
“We will win the vote today,” Ann Lee said on Monday. She denied that taxes would rise.\n\
The mayor, according to two officials, had planned to resign.\n\
“It was a mistake,” he told reporters. “We are sorry.”\n";

#[test]
fn a_paragraph_far_away_changes_nothing_here() {
    let quiet = "The river runs through the town and past the old mill. It was cold.\n".repeat(12);
    let far = format!("{ARTICLE}{quiet}“No,” said Bob Hall, the owner of the mill. He wants to sell it.\n");
    let alone = find(&format!("{ARTICLE}{quiet}"));
    assert!(!alone.is_empty());
    assert_eq!(find(&far)[..alone.len()], alone);
}

#[test]
fn no_text_takes_more_than_linear_time() {
    // Each of these would not end in a day if a step of it looked at everything before it.
    let long = "said that he wants to ".repeat(1_500);
    let marks = "“ ‘ \" ' ".repeat(1_500);
    let quotes = "“Yes,” he said. ".repeat(800);
    for text in [long, marks, quotes, "x".repeat(50_000), "a, ".repeat(6_000)] {
        find(&text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    #[test]
    fn found_words_are_in_the_text_and_play_one_role(
        pieces in prop::collection::vec(
            prop::sample::select(vec![
                "“", "”", "‘", "’", "\"", "'", ",", ".", "\n", " ", "said", "Ann Lee", "that", "he", "according to", "CNN",
                "the war is over", "’s", "told", "…", "—", "(", ")", "日本", "e\u{301}", "Mr.", "?",
            ]),
            0..60,
        ),
    ) {
        let text = pieces.join(" ");
        let found = find(&text);
        prop_assert_eq!(&found, &find(&text));
        for one in &found {
            prop_assert!((0.0..=1.0).contains(&one.confidence));
            let spans: Vec<Span> = [one.source.as_ref(), one.cue.as_ref(), Some(&one.content)]
                .into_iter().flatten().flat_map(Spans::iter).collect();
            for (at, span) in spans.iter().enumerate() {
                prop_assert!(!span.of(&text).is_empty(), "{:?} is not in the text", span);
                prop_assert!(spans[..at].iter().all(|other| !other.overlaps(*span)), "two roles for one word");
            }
        }
    }
}
