//! Names of persons among other words, and what the text gives them.

use super::check;
use crate::document::ingest;

#[test]
fn an_office_that_somebody_takes_is_theirs() {
    check(&[
        ("Lennart Oye was sworn in as sheriff of Dunlow. [S The sheriff] said [Q so].", &["Lennart Oye / role"]),
        ("Lennart Oye has been elected mayor. [S The mayor] said [Q so].", &["Lennart Oye / role"]),
        ("Lennart Oye saw the sheriff. [S The sheriff] said [Q so].", &["the sheriff / unnamed"]),
        ("Ann Lee appointed the sheriff. [S The sheriff] said [Q so].", &["the sheriff / unnamed"]),
        (
            "Tomke Baas, the orchestra’s director, thanked vice-director Lily Shaw. [S The director] said [Q so].",
            &["Tomke Baas / role"],
        ),
    ]);
}

#[test]
fn a_small_word_before_a_family_name_is_a_given_name() {
    check(&[
        ("Will Stanton left. [S Stanton] said [Q so].", &["Will Stanton / named"]),
        ("May Pollard sold two lambs. [S Pollard] said [Q so].", &["May Pollard / named"]),
        ("Will Stanton go? [S Stanton] said [Q so].", &["Stanton / named"]),
    ]);
}

#[test]
fn a_word_that_tells_what_somebody_is_or_how_is_none_of_the_name() {
    check(&[
        ("[S Parent Grace Noble] said [Q so].", &["Grace Noble / named"]),
        ("[S Poor Hubert] said [Q so].", &["Hubert / named"]),
        ("[S Old Gregor] said [Q so].", &["Gregor / named"]),
        ("[S Mrs Tindal outside school] said [Q so].", &["Tindal / named"]),
        ("“[Q So],” said [S the gardener drily].", &["the gardener / unnamed"]),
        ("“[Q So],” said [S former Lorne City and Albion striker Hugh Penn].", &["Hugh Penn / named"]),
        ("[S Harry Reid and Nancy Orr and Dale Mott] said [Q so].", &["Harry Reid, Nancy Orr and Dale Mott / named"]),
    ]);
}

#[test]
fn those_of_a_titled_person_are_others() {
    check(&[
        ("[S Critics of Mayor Roth] said [Q so]. Mayor Elsa Roth left.", &["critics of Mayor Roth / unnamed"]),
        ("[S The wife of Senator Ted Orr] said [Q so].", &["the wife of Senator Ted Orr / unnamed"]),
        ("[S Mayor of London Sadiq Orr] said [Q so].", &["Sadiq Orr / named"]),
    ]);
}

#[test]
fn a_word_for_kin_tells_the_sex_of_a_name() {
    let text = "[S Nils Bakke’s sister, Ragna], said [Q he was late]. [S She] said [Q so].";
    check(&[(text, &["Ragna / named", "Ragna / pronoun"])]);
}

#[test]
fn an_office_with_of_before_a_name_makes_it_a_subject() {
    let text = "Aldous spoke but head of music Freya Stone rejected the offer. “[Q So],” [S she] said.";
    check(&[(text, &["Freya Stone / pronoun"])]);
}

#[test]
fn the_author_of_an_article_is_its_i() {
    let text = "---\ntitle: The allotment\nauthor: Maud Ferris\n---\n\nI believe the compost heap will win.\n\n\
        “I grew leeks,” said Ann Lee.\n";
    let analysis = crate::analyse(&ingest(text.as_bytes(), "a.txt"));
    let names: Vec<&str> = analysis.attributions.iter().map(|one| analysis.name(one.speaker)).collect();
    assert_eq!(names, ["Maud Ferris", "Ann Lee"]);

    for nobody in ["Staff", "Reuters", "Maud Ferris and Ann Lee"] {
        let analysis = crate::analyse(&ingest(text.replace("Maud Ferris", nobody).as_bytes(), "a.txt"));
        assert!(analysis.speakers.iter().all(|speaker| speaker.name != nobody), "{nobody}");
    }
}
