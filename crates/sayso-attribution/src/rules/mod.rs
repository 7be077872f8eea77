//! Finding source, cue and content by rules: [`find`] is all that the rest of the floor sees.
//!
//! No parts of speech: the shapes of words, closed lists and a lexicon of crediting words.

mod caption;
mod closed;
mod cue;
mod extent;
mod lead_in;
mod noun_phrase;
mod paragraph;
mod patterns;
mod rule_match;

use crate::attribution::Found;
use crate::document::BlockKind;
use crate::parsed::Parsed;
pub use lead_in::COLON_BEFORE;
use lead_in::LeadIn;
use paragraph::Paragraph;
use patterns::{RULES, RuleContext};
use rule_match::RuleMatch;

/// The names of all rules, as in [`Found::found_by`].
pub fn rule_names() -> impl Iterator<Item = &'static str> {
    RULES.iter().map(|rule| rule.name)
}

/// The attributions that the rules find, in text order of their content. Rules read the paragraphs of the argument and
/// the captions.
pub fn find(parsed: &Parsed) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    let mut lead_in: Option<LeadIn> = None;
    for block in parsed.blocks() {
        if block.kind == BlockKind::Caption {
            found.extend(caption::read(&Paragraph::new(parsed, block)));
        }
        if !block.kind.is_argument() {
            continue;
        }
        let paragraph = Paragraph::new(parsed, block);
        let drafts = read(&paragraph);
        let quotes = block.kind == BlockKind::BlockQuote || paragraph.all_quoted(0..paragraph.tokens.len());
        match lead_in.take().filter(|_| quotes) {
            Some(lead) => found.extend(lead.credit(&paragraph)),
            None => found.extend(drafts.iter().filter_map(|d| d.found(&paragraph))),
        }
        lead_in = LeadIn::of(&paragraph);
    }
    found.sort_by_key(|f| (f.content.start(), f.content.end()));
    found
}

/// Runs every rule over every unit of a paragraph.
fn read(p: &Paragraph) -> Vec<RuleMatch> {
    let mut drafts = Vec::new();
    let mut taken = vec![false; p.tokens.len()];
    for (at, unit) in p.units.iter().enumerate() {
        let cues = cue::cues(p, unit.clone());
        let mut context = RuleContext { p, unit: unit.clone(), at, cues, drafts: &mut drafts, taken: &mut taken };
        for rule in RULES {
            (rule.run)(&mut context);
        }
    }
    drafts
}

#[cfg(test)]
mod marked;

#[cfg(test)]
mod tests {
    use super::marked::{Marked, Roles, roles};
    use super::*;
    use crate::document::ingest;
    use crate::text::Spans;
    use proptest::prelude::*;

    fn found(text: &str) -> Vec<Found> {
        find(&Parsed::new(&ingest(text.as_bytes(), "a.txt")))
    }

    fn all_roles<'t>(found: &[Found], text: &'t str) -> Vec<Roles<'t>> {
        found.iter().map(|f| roles(f, text)).collect()
    }

    #[test]
    fn every_rule_finds_its_example() {
        for rule in RULES {
            let Marked { text, roles: want } = Marked::read(rule.example);
            let found = found(&text);
            assert_eq!(all_roles(&found, &text), [want], "{}", rule.name);
            let name = if rule.name == "relay" { "said after" } else { rule.name };
            assert_eq!(found[0].found_by, name, "{}", rule.example);
        }
    }

    #[test]
    fn sentences_that_credit() {
        let cases = [
            "[Q Japan should be ‘extra cautious’], [S she] [C said].",
            "[Q Fine points of law], [S he] [C argued], [Q carry no weight in the face of war].",
            "[Q Beijing’s “ambitions challenge our values,”] [C states] [S the 2022 Strategic Concept], NATO’s guide.",
            "“[Q A first,]” [C said] [S Mr. Brown]. “[Q And a second.]”",
            "[Q South Korea’s dealings should not be directed against anyone], [S Seoul] [C believes].",
            "[S Kishida’s government] [C maintains] [Q that the era is over].",
            "[S Kim Lee], the club’s treasurer, [C told] reporters [Q that the money was gone].",
            "From Seoul, [S China’s defence minister] [C warned] [Q that small cliques are self-serving].",
            "In July the treasurer, [S General Li Shangfu], [C said] [Q that small cliques are self-serving].",
        ];
        for case in cases {
            let Marked { text, roles: want } = Marked::read(case);
            assert_eq!(all_roles(&found(&text), &text), [want], "{case}");
        }
        let relayed = "According to [V CNN], [S he] [C added]: ‘[Q I urge the republic to step up.]’";
        let Marked { text, roles: want } = Marked::read(relayed);
        assert_eq!(roles(&found(&text)[0], &text), want);
    }

    #[test]
    fn an_author_is_nobodys_quote() {
        for text in [
            "The so-called “collective West” expands its part in the region.",
            "German-led ‘Air Defender 23’ manoeuvres brought together 250 aircraft.",
            "The claims were many and the reports were few.",
            "Over five years, “the land of the rising sun” will ramp up its spending.",
            "It is said to be expected.",
        ] {
            assert_eq!(found(text), [], "{text}");
        }
    }

    #[test]
    fn a_colon_credits_the_paragraph_after_it() {
        let text =
            "Talking about security, Xi Jinping had put it this way:\n\n‘It is for the people of Asia to act.’\n";
        let want = [vec!["Xi Jinping"], vec!["had put it"], vec!["It is for the people of Asia to act."], vec![]];
        assert_eq!(all_roles(&found(text), text), [want]);
    }

    #[test]
    fn a_purpose_credits_the_paragraph_after_it() {
        for (lead, source, cue) in [
            ("The stated purpose of the delegation was to:", "the delegation", "stated purpose"),
            ("The league’s declared aim is to:", "The league", "declared aim"),
            ("Its mission was:", "Its", "mission"),
        ] {
            let text = format!("{lead}\n\n“discuss the situation at length.”\n");
            let want = [vec![source], vec![cue], vec!["discuss the situation at length."], vec![]];
            assert_eq!(all_roles(&found(&text), &text), [want], "{lead}");
        }
    }

    #[test]
    fn hostile_paragraphs_take_linear_time() {
        let units = [
            "said ",
            "he said, ",
            "“a,” he said ",
            "he said “",
            "according to X, ",
            "in his view, ",
            "claim that ",
            ", ",
            "– ",
            "the minister of ",
            "A ",
            "“A b c d.” ",
            "X: “Y.” ",
            "said that and he said “x” ",
            "X said: ",
            "which says ",
            "( ",
            "a) ",
        ];
        for unit in units {
            let text = unit.repeat(20_000 / unit.len());
            found(&text);
        }
    }

    fn word() -> impl Strategy<Value = &'static str> {
        prop::sample::select(WORDS.split(' ').collect::<Vec<_>>())
    }

    proptest! {
        #[test]
        fn found_spans_are_whole_and_apart(words in prop::collection::vec(word(), 0..40)) {
            let document = ingest(words.join(" ").as_bytes(), "a.txt");
            let found = find(&Parsed::new(&document));
            prop_assert_eq!(&found, &find(&Parsed::new(&document)));
            for f in &found {
                for span in f.source.iter().chain(&f.cue).chain([&f.content]).flat_map(Spans::iter).chain(f.via) {
                    prop_assert!(!document.slice(span).trim().is_empty());
                }
                let apart = |role: &Option<Spans>| role.iter().flat_map(Spans::iter).all(|s| !f.content.overlaps(s));
                prop_assert!(apart(&f.source) && apart(&f.cue));
                prop_assert!(f.confidence > 0.0 && f.confidence <= 1.0);
            }
        }
    }

    const WORDS: &str = "“ ” ‘ ’ \" , . : – he said that the minister Kim Lee’s view in according to CNN claim who and \
        saying for Seoul believes told of what is adamant ( ) put it \n\n été raises concerns about";
}
