//! One construction each: a whole article, and what is credited in it.

use proptest::prelude::*;

use super::complete;
use crate::document::ingest;
use crate::text::Spans;
use crate::{Found, Kind, analyse};

/// The attributions of an article, one a line: words of the source or `-`, content.
pub(super) fn credited(text: &str) -> Vec<String> {
    let document = ingest(format!("The rope at the harbour\n\n{text}").as_bytes(), "a.txt");
    let words = |spans: &Spans| spans.text(document.text());
    let analysis = analyse(&document);
    let rows = analysis.attributions.iter();
    rows.map(|a| format!("{}: {}", a.source.as_ref().map_or("-".to_owned(), words), words(&a.content))).collect()
}

pub(super) fn assert_credited(text: &str, want: &[&str]) {
    assert_eq!(credited(text), want, "{text}");
}

#[test]
fn a_quotation_over_paragraphs_is_one_attribution_to_its_end() {
    for marks in [["“", "”"], ["\"", "\""], ["‘", "’"]] {
        let [open, close] = marks;
        let numbers = ["one", "two", "three", "four", "five"];
        let middle = numbers.map(|n| format!("{open}We opened crate {n} and it was full.\n\n")).concat();
        let text = format!(
            "Miriam Soto said: {open}We opened the first crate and it was empty.\n\n{middle}\
             {open}We sealed the anchor.{close}\n\nThe customs officer, Ann Lee, wants a list.\n"
        );
        let rows = credited(&text);
        let row = rows.iter().find(|row| row.starts_with("Miriam Soto: ")).expect("a row");
        assert!(row.contains("first crate") && row.contains("crate five") && row.ends_with("the anchor."), "{rows:#?}");
        assert!(!rows.iter().any(|row| row.starts_with("The customs officer") && row.contains("anchor")), "{rows:#?}");
    }
}

#[test]
fn a_quotation_whose_last_paragraph_names_the_speaker_is_one_attribution() {
    let rows = credited("“The wells are dry.\n\n“We walk for two hours,” said Abel Moyo, a farmer.\n");
    assert_eq!(rows.len(), 1, "{rows:#?}");
    assert!(rows[0].contains("The wells are dry") && rows[0].contains("two hours"), "{rows:#?}");
}

#[test]
fn turns_are_credited_whole() {
    assert_credited(
        "HOST: Good evening. Has the tide turned?\n\nGUEST: Hardly. The boats are aground. All nine.\n\n\
         HOST: Who counted?\n\nGUEST: My son. (Laughter)\n\n[Applause]\n\nHOST: Thank you.\n",
        &[
            "HOST: Good evening. Has the tide turned?",
            "GUEST: Hardly. The boats are aground. All nine.",
            "HOST: Who counted?",
            "GUEST: My son. (Laughter)",
            "HOST: Thank you.",
        ],
    );
}

#[test]
fn a_parliament_names_its_speakers_in_many_ways() {
    assert_credited(
        "Dr Sunniva Hale (Marsh End) (Lab): How many were sold?\n\nThe DEPUTY SPEAKER (Ms Carrow): Order.\n\n\
         Mr DOYLE (Kalinga) (11:08): The list is public.\n\nMr Colm Doyle interjecting—\n\n\
         Dr Sunniva Hale: It names no price.\n",
        &[
            "Dr Sunniva Hale: How many were sold?",
            "Ms Carrow: Order.",
            "Mr DOYLE: The list is public.",
            "Dr Sunniva Hale: It names no price.",
        ],
    );
    assert_credited(
        "Mr. GARVEY. Mr. Speaker, I yield two minutes.\n\nThe SPEAKER pro tempore. The gentleman yields.\n\n\
         Mr. GARVEY. I am obliged.\n",
        &[
            "Mr. GARVEY: Mr. Speaker, I yield two minutes.",
            "The SPEAKER pro tempore: The gentleman yields.",
            "Mr. GARVEY: I am obliged.",
        ],
    );
}

#[test]
fn questions_and_answers_say_who_answers() {
    let text = "An interview with the potter Lena Haas\n\nQ: Was the first kiln yours?\n\nA: Half of it.\n\n\
        Q: Does glaze bore you?\n\nA: Never.\n";
    let document = ingest(text.as_bytes(), "a.txt");
    let analysis = analyse(&document);
    let who = |at: usize| analysis.attributions[at].source.as_ref().map(|s| s.text(document.text()));
    assert_eq!([who(1), who(3)], [Some("Lena Haas".to_owned()), Some("Lena Haas".to_owned())]);
    assert_eq!(
        [0, 2].map(|at: usize| analysis.attributions[at].speaker),
        [None, None],
        "the text names nobody who asks"
    );
}

#[test]
fn labels_of_a_list_are_no_speakers() {
    for text in [
        "Pros: it is quiet and small.\n\nCons: it leaks.\n",
        "Where: the old mill.\n\nWhen: Sunday at noon.\n\nPrice: five pounds.\n",
    ] {
        assert!(!credited(text).iter().any(|row| row.starts_with("Pros") || row.starts_with("When")), "{text}");
    }
}

#[test]
fn a_signature_names_who_wrote_the_words() {
    for text in [
        "“It was a gift to the valley.” — Senator Eva Lund\n",
        "“It was a gift to the valley.”\n– Senator Eva Lund, chair of the board\n",
        "“It was a gift to the valley.”\n\n-Senator Eva Lund\n",
        "And from Senator Eva Lund:\n\n“It was a gift to the valley.”\n",
    ] {
        assert_credited(text, &["Senator Eva Lund: It was a gift to the valley."]);
    }
}

#[test]
fn a_signed_quotation_is_not_given_to_the_speaker_before() {
    assert_credited(
        "“We will appeal,” said Paul Aske.\n\n“It was a gift to the valley.” — Eva Lund\n",
        &["Paul Aske: We will appeal,", "Eva Lund: It was a gift to the valley."],
    );
}

#[test]
fn the_sentence_beside_a_quotation_says_whose_it_is() {
    assert_credited(
        "Jorun looked at the jury. “Nobody asked us about the ladder.”\n",
        &["Jorun: Nobody asked us about the ladder."],
    );
    assert_credited(
        "“Nobody asked us about the ladder.” Jorun shook her head.\n",
        &["Jorun: Nobody asked us about the ladder."],
    );
}

#[test]
fn two_speakers_alternate() {
    assert_credited(
        "“Light the stove,” said Meg.\n\n“It is lit,” said Rob Hay.\n\n“Why is it so cold here?”\n",
        &["Meg: Light the stove,", "Rob Hay: It is lit,", "Meg: Why is it so cold here?"],
    );
}

#[test]
fn a_label_of_marks_alone_names_nobody() {
    let document = ingest("ANN: “\n\n()ANN: “".as_bytes(), "a.txt");
    for found in complete(&document, Vec::new()) {
        assert!(found.source.is_some_and(|source| !source.text(document.text()).is_empty()));
    }
}

#[test]
fn long_inputs_take_steps_that_grow_with_their_length() {
    // Quadratic steps would take minutes here.
    for unit in ["“A word here.\n\n", "“Yes,” said Ann.\n\n", "ANN: Yes.\n\nBOB: No.\n\n", "“So it is.” — Ann Lee\n\n"]
    {
        let document = ingest(unit.repeat(200_000 / unit.len()).as_bytes(), "a.txt");
        complete(&document, Vec::new());
    }
}

proptest! {
    #[test]
    fn whatever_the_text_contents_are_apart_from_nothing(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..24)) {
        let document = ingest(pieces.concat().as_bytes(), "a.txt");
        let found: Vec<Found> = document.blocks().iter().filter(|block| block.kind.is_argument()).filter_map(|block| {
            let content = Spans::new([block.span])?;
            Some(Found { source: None, cue: None, content, kind: Kind::Indirect, via: None, confidence: 0.5, found_by: "test" })
        }).collect();
        for one in complete(&document, found) {
            prop_assert!(!one.content.text(document.text()).trim().is_empty());
            prop_assert!(one.content.end() <= document.text().len());
        }
    }
}

const PIECES: &[&str] = &[
    "“",
    "”",
    "\"",
    "‘",
    "’",
    "\n\n",
    "\n",
    "ANN: ",
    "Q: ",
    "A: ",
    "Mr. LEE. ",
    "— Ann Lee",
    "words here. ",
    "She nodded. ",
    "(",
    ")",
    "é ",
    "> ",
    "From Ann Lee:",
    "a note ran.",
    ",”",
];

#[test]
fn a_clause_of_another_speaker_ends_what_is_reported() {
    assert_credited(
        "Ann Lowe said the ice was thin but caretaker Aron Beck rejected her claim.\n",
        &["Ann Lowe: the ice was thin"],
    );
    assert_credited(
        "Ann Lowe said the ice was thin but the path was clear.\n",
        &["Ann Lowe: the ice was thin but the path was clear"],
    );
}

#[test]
fn a_paper_is_the_relay_of_what_somebody_believes() {
    let analysis = analyse(&ingest(b"According to Valley Radio, Gitte Ross believes the mill is sold.\n", "a.txt"));
    let [one] = &analysis.attributions[..] else { panic!("{analysis:#?}") };
    assert_eq!(analysis.name(one.speaker), "Gitte Ross");
    assert_eq!(one.via.as_ref().map(|via| via.name.as_str()), Some("Valley Radio"));
}

#[test]
fn songs_and_thanks_are_no_attributions() {
    for text in ["The choir closed with “Tin Lanterns”.\n", "The flood started a debate about the old dyke.\n"] {
        assert_credited(text, &[]);
    }
    assert_credited("“Tin Lanterns,” said Ann Lee.\n", &["Ann Lee: Tin Lanterns,"]);
}

#[test]
fn dialogue_behind_dashes_is_credited_line_by_line() {
    assert_credited(
        "The gardener hung his coat on the gate.\n\n— Did you water the roses? he asked.\n\n\
         — What do you think, said Solveig. The well is dry.\n\n— And the lilies?\n\n— Buy new ones, she said.\n",
        &[
            "he: Did you water the roses?",
            "Solveig: What do you think, … The well is dry.",
            "he: And the lilies?",
            "Solveig: Buy new ones,",
        ],
    );
}

#[test]
fn a_list_behind_dashes_is_no_dialogue() {
    assert_credited("– Buy the rope.\n\n– Paint the hull.\n\n– Call the harbour.\n", &[]);
}

#[test]
fn a_quotation_within_a_turn_has_its_own_speaker() {
    let rows = credited(
        "Q: Was the first kiln yours?\n\nA: Half of it.\n\nQ: Your sister has said you “smash a third \
         of the bowls”.\n\nA: Less.\n",
    );
    assert!(rows.iter().any(|row| row.starts_with("Your sister: ") && row.contains("of the bowls")), "{rows:#?}");
}

#[test]
fn a_signature_below_lines_of_a_mail_quote_names_the_speaker() {
    assert_credited("> It took me nine winters.\n>\n> — Harald Weiss\n", &["Harald Weiss: It took me nine winters."]);
}

#[test]
fn who_is_asked_or_told_does_not_speak() {
    assert_credited("Bo Vance was asked: “Did you see the rope?”\n", &["-: Did you see the rope?"]);
    let rows = credited("Bo Vance said it was shut. Ann Lee was then asked by Jim Park whether she would run.\n");
    assert!(!rows.iter().any(|row| row.starts_with("Ann Lee")), "{rows:#?}");
    let rows = credited("Bo Vance was told that the quay was shut. He said: “I knew.”\n");
    assert!(!rows.iter().any(|row| row.starts_with("Bo Vance")), "{rows:#?}");
}

#[test]
fn a_sentence_that_introduces_a_quotation_parts_it_from_the_one_before() {
    let rows = credited("I asked Mersey Water about this. It sent a short reply: “We have read it.”\n");
    assert!(rows.contains(&"It: We have read it.".to_owned()), "{rows:#?}");
}

#[test]
fn a_speaker_inserted_into_a_clause_is_the_source() {
    assert_credited(
        "The main worry, said the mayor, is that the wall will not hold.\n",
        &["the mayor: The main worry … is that the wall will not hold"],
    );
}

#[test]
fn a_storm_says_nothing() {
    assert_credited("Storm Odile: ‘Cancel ferries’ call as waves grow\n", &[]);
}

#[test]
fn a_quotation_that_opens_an_article_is_of_whoever_is_quoted_first_behind_it() {
    let text = "“Nobody tells you how quiet it is when the engine stops over the sea at night, and the stars come out.”\n\n\
        The pilot in the small white house knows.\n\n“You listen,” says Petra Holm. “Then you pray.”\n";
    let document = ingest(text.as_bytes(), "a.txt");
    let analysis = analyse(&document);
    let names: Vec<&str> = analysis.attributions.iter().map(|one| analysis.name(one.speaker)).collect();
    assert_eq!(names, ["Petra Holm", "Petra Holm"], "{analysis:#?}");
}

#[test]
fn he_within_somebodys_words_is_another() {
    let quoted = |text: &str| {
        let text = format!("The rope at the harbour\n\n{text}\n");
        let analysis = analyse(&ingest(text.as_bytes(), "a.txt"));
        let inner = analysis.attributions.iter().find(|one| one.via.is_some());
        inner.map(|one| (analysis.name(one.speaker).to_owned(), one.content.text(&text)))
    };
    let cases = [
        (
            "“When I asked the landlord, he told me, ‘The roof will hold,’ so I stayed,” said Orla Quinn, a nurse.",
            ("the landlord", "The roof will hold,"),
        ),
        (
            "“My uncle kept bees. He always said, ‘Leave the queen alone,’” said Orla Quinn, a beekeeper.",
            ("my uncle", "Leave the queen alone,"),
        ),
        (
            "Carl Roe told the inquest that Ann Holt phoned him. “She said, ‘The rope is worn,’” he said.",
            ("Ann Holt", "The rope is worn,"),
        ),
    ];
    for (text, (name, words)) in cases {
        assert_eq!(quoted(text), Some((name.to_owned(), words.to_owned())), "{text}");
    }
}
