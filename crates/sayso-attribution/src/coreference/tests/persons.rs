//! Names of persons among other words, and what the text gives them.

use super::check;
use crate::document::ingest;

#[test]
fn an_office_that_somebody_takes_is_theirs() {
    check(&[
        ("Ivo Marsh was sworn in as treasurer of Penmoor. [S The treasurer] said [Q so].", &["Ivo Marsh / role"]),
        ("Ivo Marsh has been elected mayor. [S The mayor] said [Q so].", &["Ivo Marsh / role"]),
        ("Ivo Marsh saw the treasurer. [S The treasurer] said [Q so].", &["the treasurer / unnamed"]),
        ("Ann Lee appointed the treasurer. [S The treasurer] said [Q so].", &["the treasurer / unnamed"]),
        (
            "Sven Holt, the association’s president, met vice-president Una Grey. [S The president] said [Q so].",
            &["Sven Holt / role"],
        ),
    ]);
}

#[test]
fn a_small_word_before_a_family_name_is_a_given_name() {
    check(&[
        ("Will Hargest left. [S Hargest] said [Q so].", &["Will Hargest / named"]),
        ("May Ostrander blamed the tide. [S Ostrander] said [Q so].", &["May Ostrander / named"]),
        ("Will Hargest go? [S Hargest] said [Q so].", &["Hargest / named"]),
    ]);
}

#[test]
fn a_word_that_tells_what_somebody_is_or_how_is_none_of_the_name() {
    check(&[
        ("[S Parent Joy Lark] said [Q so].", &["Joy Lark / named"]),
        ("[S Poor Arthur] said [Q so].", &["Arthur / named"]),
        ("[S Old Benedikt] said [Q so].", &["Benedikt / named"]),
        ("[S Mrs Varga outside court] said [Q so].", &["Varga / named"]),
        ("“[Q So],” said [S the inspector drily].", &["the inspector / unnamed"]),
        ("“[Q So],” said [S former Harwick Town and Rovers keeper Dale Mott].", &["Dale Mott / named"]),
        ("[S Harry Reid and Nancy Orr and Dale Mott] said [Q so].", &["Harry Reid, Nancy Orr and Dale Mott / named"]),
    ]);
}

#[test]
fn those_of_a_titled_person_are_others() {
    check(&[
        ("[S Critics of Mayor Bell] said [Q so]. Mayor Ida Bell left.", &["critics of Mayor Bell / unnamed"]),
        ("[S The wife of Senator Ted Orr] said [Q so].", &["the wife of Senator Ted Orr / unnamed"]),
        ("[S Mayor of London Sadiq Orr] said [Q so].", &["Sadiq Orr / named"]),
    ]);
}

#[test]
fn a_word_for_kin_tells_the_sex_of_a_name() {
    let text = "[S Ole Berg’s sister, Kari], said [Q he was shy]. [S She] said [Q so].";
    check(&[(text, &["Kari / named", "Kari / pronoun"])]);
}

#[test]
fn an_office_with_of_before_a_name_makes_it_a_subject() {
    let text = "Milland spoke but clerk of works Petra Noon dismissed the claim. “[Q So],” [S she] said.";
    check(&[(text, &["Petra Noon / pronoun"])]);
}

#[test]
fn the_author_of_an_article_is_its_i() {
    let text = "---\ntitle: The choir\nauthor: Tessa Quill\n---\n\nI think the choir has lost its nerve.\n\n\
        “I sang badly,” said Ann Lee.\n";
    let analysis = crate::analyse(&ingest(text.as_bytes(), "a.txt"));
    let names: Vec<&str> = analysis.attributions.iter().map(|one| analysis.name(one.speaker)).collect();
    assert_eq!(names, ["Tessa Quill", "Ann Lee"]);

    for nobody in ["Staff", "Reuters", "Tessa Quill and Ann Lee"] {
        let analysis = crate::analyse(&ingest(text.replace("Tessa Quill", nobody).as_bytes(), "a.txt"));
        assert!(analysis.speakers.iter().all(|speaker| speaker.name != nobody), "{nobody}");
    }
}
