//! Where the words shown of a speaker begin and end, and capitals that make no name.

use super::{analysis, check};

#[test]
fn words_that_end_with_a_small_word_are_whole_phrases() {
    check(&[
        ("[S One of them] said [Q so].", &["one / unnamed"]),
        (
            "[S A study last year by economists at a college and of the coast] found [Q so].",
            &["a study last year by economists at a college / unnamed"],
        ),
        ("[S Holt defenders today] said [Q so].", &["Holt defenders / unnamed"]),
        ("[S The father-of-three] said [Q so].", &["the father-of-three / unnamed"]),
        ("It rose, according to [S figures her office released]: [Q so].", &["figures / unnamed"]),
    ]);
}

#[test]
fn words_are_not_cut_at_their_start() {
    check(&[
        ("[S At least half of the bakers] said [Q so].", &["at least half of the bakers / unnamed"]),
        ("In the north, [S working-class voters] said [Q so].", &["working-class voters / unnamed"]),
        ("It runs [S an anti-Ann Holt super PAC], which said [Q so].", &["anti-Ann Holt super PAC / named"]),
    ]);
}

#[test]
fn capitals_of_a_whole_line_are_no_names() {
    check(&[
        ("NORTHLAND ENDS SALT TAX. The council met. [S She] said [Q so].", &["? / unknown"]),
        ("WHERE HOLT PLANS A PARK. Ann Holt came. [S HOLT] said [Q so].", &["Ann Holt / named"]),
        ("LA CROSSE, Wis. — [S Ann Holt] said [Q so].", &["Ann Holt / named"]),
    ]);
}

#[test]
fn a_headline_verb_is_no_part_of_a_name() {
    check(&[
        ("[S Zoe Quell] Opened Up About Her Move To The North: [Q so].", &["Zoe Quell / named"]),
        ("[S Maria Ruiz] Explained Her Vote In A Long Letter to us: [Q so].", &["Maria Ruiz / named"]),
        ("Understated Roe speaks. Roe came. [S Roe] said [Q so]. Then Roe left.", &["Roe / named"]),
    ]);
}

#[test]
fn names_of_bodies_are_whole() {
    check(&[
        (
            "The Bank of Northland met. Japan left. The Bank of Japan met. [S Japan’s press] said [Q so].",
            &["Japan’s press / named"],
        ),
        ("[S General Electric] said [Q so].", &["General Electric / named"]),
        ("[S The American Legion] said [Q so].", &["American Legion / named"]),
        ("He met [S the Dock Workers of America], which said [Q so].", &["Dock Workers of America / named"]),
        ("It paid [S the group Americans for Prosperity] and said [Q so].", &["Americans for Prosperity / named"]),
        ("A film, [S 13 Hours], told [Q so].", &["13 Hours / named"]),
        ("In 348 [S Marthenius] said [Q so].", &["Marthenius / named"]),
        ("[S The Pro-Northern League] said [Q so].", &["Pro-Northern League / named"]),
        ("[S RNC Chief of Staff Ann Holt] said [Q so].", &["Ann Holt / named"]),
    ]);
}

#[test]
fn a_place_is_nobody_whom_a_pronoun_stands_for() {
    check(&[
        ("They moved from Quaybridge. “No,” [S he] said [Q so].", &["? / unknown"]),
        ("A baker from Quaybridge, Iowa, came. [S He] said [Q so].", &["? / unknown"]),
        ("Ann Holt and Bo Ek, a baker in Quaybridge, [S who] said [Q so].", &["Bo Ek / pronoun"]),
        ("[S Western Europe] said [Q so].", &["Western Europe / named"]),
    ]);
    let europe = analysis("[S Southern Italy] said [Q so].");
    assert_eq!(europe.speakers[0].kind, crate::SpeakerKind::Place);
}

#[test]
fn a_relative_is_no_body_and_what_a_name_in_apposition_names_is_called_so() {
    let wife = analysis("Amos Holt came. [S Amos Holt’s wife] said [Q so].");
    assert_eq!(
        (wife.speakers[0].name.as_str(), wife.speakers[0].kind),
        ("Amos Holt’s wife", crate::SpeakerKind::Group)
    );
    check(&[("The Roes left. [S Their children’s school, Ashdown School], said [Q so].", &["Ashdown School / named"])]);
}

#[test]
fn a_family_name_is_not_whom_its_own_sentence_names_in_full() {
    check(&[
        (
            "Ann Roe came. Ann Roe left. Later Amos Roe spoke.\n\nThen [S Roe] spoke of Ann Roe, and said [Q so].",
            &["Amos Roe / named"],
        ),
        (
            "Mr. Roe grew up with his brother Teddy Roe. Teddy drank. Teddy fell. Teddy died. [S Mr. Roe] said [Q so].",
            &["Mr. Roe / named"],
        ),
    ]);
}

#[test]
fn a_suffix_apart_from_its_name_does_no_harm() {
    check(&[("Ann Holt met Joseph R. Ek, Jr., a baker. [S Ann Holt] said [Q so].", &["Ann Holt / named"])]);
}
