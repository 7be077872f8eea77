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
        let middle = numbers.map(|n| format!("{open}We looked at knot {n} and it was dry.\n\n")).concat();
        let text = format!(
            "Jennifer Ngo said: {open}We looked at the rope and it was cold.\n\n{middle}\
             {open}We looked at the anchor.{close}\n\nThe coroner, Ann Lee, is looking for witnesses.\n"
        );
        let rows = credited(&text);
        let row = rows.iter().find(|row| row.starts_with("Jennifer Ngo: ")).expect("a row");
        assert!(row.contains("rope") && row.contains("knot five") && row.ends_with("the anchor."), "{rows:#?}");
        assert!(!rows.iter().any(|row| row.starts_with("The coroner") && row.contains("anchor")), "{rows:#?}");
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
        "HOST: Welcome back. Is the loophole closed?\n\nGUEST: No. It has been moved. I think so.\n\n\
         HOST: Who says so?\n\nGUEST: Nobody. (Laughter)\n\n[Applause]\n\nHOST: Thank you.\n",
        &[
            "HOST: Welcome back. Is the loophole closed?",
            "GUEST: No. It has been moved. I think so.",
            "HOST: Who says so?",
            "GUEST: Nobody. (Laughter)",
            "HOST: Thank you.",
        ],
    );
}

#[test]
fn a_parliament_names_its_speakers_in_many_ways() {
    assert_credited(
        "Dr Rosena Ahluwalia (Tooting Bec) (Lab): How many have opened?\n\nThe DEPUTY SPEAKER (Ms Bourne): Order.\n\n\
         Mr HARTE (Winburra) (16:42): We are fixing it.\n\nMr Ewen Harte interjecting—\n\n\
         Dr Rosena Ahluwalia: That is no answer.\n",
        &[
            "Dr Rosena Ahluwalia: How many have opened?",
            "Ms Bourne: Order.",
            "Mr HARTE: We are fixing it.",
            "Dr Rosena Ahluwalia: That is no answer.",
        ],
    );
    assert_credited(
        "Mr. HOLLINS. Mr. Speaker, I rise to support the bill.\n\nThe SPEAKER pro tempore. The time has expired.\n\n\
         Mr. HOLLINS. I thank the Speaker.\n",
        &[
            "Mr. HOLLINS: Mr. Speaker, I rise to support the bill.",
            "The SPEAKER pro tempore: The time has expired.",
            "Mr. HOLLINS: I thank the Speaker.",
        ],
    );
}

#[test]
fn questions_and_answers_say_who_answers() {
    let text = "An interview with the novelist Tess Arkwright\n\nQ: Did the prize change you?\n\nA: A little.\n\n\
        Q: Do you believe in ghosts?\n\nA: I do not.\n";
    let document = ingest(text.as_bytes(), "a.txt");
    let analysis = analyse(&document);
    let who = |at: usize| analysis.attributions[at].source.as_ref().map(|s| s.text(document.text()));
    assert_eq!([who(1), who(3)], [Some("Tess Arkwright".to_owned()), Some("Tess Arkwright".to_owned())]);
    assert_eq!(
        [0, 2].map(|at: usize| analysis.attributions[at].speaker),
        [None, None],
        "the text names nobody who asks"
    );
}

#[test]
fn labels_of_a_list_are_no_speakers() {
    for text in [
        "Pros: it is cheap and light.\n\nCons: it breaks.\n",
        "Where: the old mill.\n\nWhen: Sunday at noon.\n\nPrice: five pounds.\n",
    ] {
        assert!(!credited(text).iter().any(|row| row.starts_with("Pros") || row.starts_with("When")), "{text}");
    }
}

#[test]
fn a_signature_names_who_wrote_the_words() {
    for text in [
        "“It is an affront to the town.” — Senator Ann Cole\n",
        "“It is an affront to the town.”\n– Senator Ann Cole, chair of the board\n",
        "“It is an affront to the town.”\n\n-Senator Ann Cole\n",
        "And from Senator Ann Cole:\n\n“It is an affront to the town.”\n",
    ] {
        assert_credited(text, &["Senator Ann Cole: It is an affront to the town."]);
    }
}

#[test]
fn a_signed_quotation_is_not_given_to_the_speaker_before() {
    assert_credited(
        "“We will appeal,” said Paul Aske.\n\n“It is an affront to the town.” — Ann Cole\n",
        &["Paul Aske: We will appeal,", "Ann Cole: It is an affront to the town."],
    );
}

#[test]
fn the_sentence_beside_a_quotation_says_whose_it_is() {
    assert_credited(
        "Marta turned to the committee. “We were told the bridge was safe.”\n",
        &["Marta: We were told the bridge was safe."],
    );
    assert_credited(
        "“We were told the bridge was safe.” Marta shook her head.\n",
        &["Marta: We were told the bridge was safe."],
    );
}

#[test]
fn two_speakers_alternate() {
    assert_credited(
        "“Shut the gate,” said Nan.\n\n“It is shut,” said Will Orr.\n\n“Then who let the dog out?”\n",
        &["Nan: Shut the gate,", "Will Orr: It is shut,", "Nan: Then who let the dog out?"],
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
        "Ann Hewson said the grass was slow but groundsman Geoff Pole rejected her claim.\n",
        &["Ann Hewson: the grass was slow"],
    );
    assert_credited(
        "Ann Hewson said the grass was slow but the rope was dry.\n",
        &["Ann Hewson: the grass was slow but the rope was dry"],
    );
}

#[test]
fn a_paper_is_the_relay_of_what_somebody_believes() {
    let analysis = analyse(&ingest(b"According to Harbour News, Basya Lind believes the road is shut.\n", "a.txt"));
    let [one] = &analysis.attributions[..] else { panic!("{analysis:#?}") };
    assert_eq!(analysis.name(one.speaker), "Basya Lind");
    assert_eq!(one.via.as_ref().map(|via| via.name.as_str()), Some("Harbour News"));
}

#[test]
fn songs_and_thanks_are_no_attributions() {
    for text in ["The band opened with “Salt Road”.\n", "The storm sparked a row over the sea wall.\n"] {
        assert_credited(text, &[]);
    }
    assert_credited("“Salt Road,” said Ann Lee.\n", &["Ann Lee: Salt Road,"]);
}

#[test]
fn dialogue_behind_dashes_is_credited_line_by_line() {
    assert_credited(
        "The inspector put his hat on the table.\n\n— You were here all evening? he asked.\n\n\
         — Where else would I be, said Maeve. The boat was gone.\n\n— And your brother?\n\n— Ask him yourself, she said.\n",
        &[
            "he: You were here all evening?",
            "Maeve: Where else would I be, … The boat was gone.",
            "he: And your brother?",
            "Maeve: Ask him yourself,",
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
        "Q: Did that change how you write?\n\nA: I am slower now.\n\nQ: Your editor has said you “rewrite everything \
         eleven times”.\n\nA: Nine.\n",
    );
    assert!(rows.iter().any(|row| row.starts_with("Your editor: ") && row.contains("eleven times")), "{rows:#?}");
}

#[test]
fn a_signature_below_lines_of_a_mail_quote_names_the_speaker() {
    assert_credited(
        "> This was a hard decision.\n>\n> — Charles Boden\n",
        &["Charles Boden: This was a hard decision."],
    );
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
    let rows = credited("I asked Harbour Water for a response. It sent one sentence: “We note the decision.”\n");
    assert!(rows.contains(&"It: We note the decision.".to_owned()), "{rows:#?}");
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
    assert_credited("Storm Edda: ‘Do not travel’ plea as rivers rise\n", &[]);
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
