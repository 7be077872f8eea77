//! Pronouns: whom they stand for.

use super::{chains, check, who};

#[test]
fn pronouns_by_sex_nearness_and_place() {
    check(&[
        (
            "[S Mr Kishida] said [Q so]. Spokesperson Mao Ning came. [S She] said [Q that].",
            &["Kishida / named", "Mao Ning / pronoun"],
        ),
        ("[Q “So,”] said [S Anna Kern]. [S She] said [Q that].", &["Anna Kern / named", "Anna Kern / pronoun"]),
        ("[Q So], said [S Professor Pardo]. [S He] notes [Q that].", &["Pardo / named", "Pardo / pronoun"]),
        (
            "General Li Shangfu spoke.\n\nIt echoed a speech delivered by Xi Jinping in 2014, in which [S he] said [Q so].",
            &["Xi Jinping / pronoun"],
        ),
        (
            "NATO Secretary General Jens Stoltenberg left. When NATO’s leader went to Seoul, [S he] said [Q so].",
            &["Jens Stoltenberg / pronoun"],
        ),
        ("[S Mr Smith] said [Q Mr Jones lies]. [S He] said [Q more].", &["Smith / named", "Smith / pronoun"]),
        ("[S Mr Smith] said [Q so]. Mr Jones laughed. [S He] said [Q more].", &["Smith / named", "Jones / pronoun"]),
        (
            "For Jens Stoltenberg it is. [S Chinese propaganda] says [Q so]. For Jens Stoltenberg, it is not. In [S his] view, [Q it will].",
            &["Chinese propaganda / named", "Jens Stoltenberg / pronoun"],
        ),
        ("[S NATO] said [Q so]. [S It] said [Q more].", &["NATO / named", "NATO / pronoun"]),
        ("Anna Kern, [S who] says [Q so], left.", &["Anna Kern / pronoun"]),
        (
            "[S A spokesman for the club] said [Q so]. [S He] said [Q more].",
            &["a spokesman for the club / unnamed", "a spokesman for the club / pronoun"],
        ),
    ]);
}

#[test]
fn what_acts_in_the_sentence_goes_before_what_is_only_named() {
    check(&[
        (
            "Mr Kishida and Mr Yoon met. At the summit, Yoon made the same point as Kishida: the world, [S he] said, [Q shrinks].",
            &["Yoon / pronoun"],
        ),
        (
            "[S The Japanese leadership’s] argument, [Q so], was heard.\n\n“It grows,” states the 2022 Strategic Concept. [S It] also warns [Q of more].",
            &["Japanese leadership / named", "Strategic Concept / pronoun"],
        ),
        (
            "Fumio Kishida came. Kishida’s government worries about South Korea’s strength, about what [S it] deems [Q wrong].",
            &["Fumio Kishida’s government / pronoun"],
        ),
        ("The French government fears that, as [S it] says, [Q it rains].", &["French government / pronoun"]),
        ("The French government laughed at NATO, and Reuters wrote what [S it] knew: [Q so].", &["Reuters / pronoun"]),
        (
            "Fumio Kishida came. Kishida’s government fears China’s might. Some of it, [S it] says, [Q grows].",
            &["Fumio Kishida’s government / pronoun"],
        ),
        ("Japan paid for aid, and Tokyo paid for more. In return, [S it] hopes for [Q peace].", &["Tokyo / pronoun"]),
        (
            "Mr Kishida left.\n\nIt mattered, in Mr Gubin’s account. Now, [S he] argues, [Q it grows].",
            &["Gubin / pronoun"],
        ),
        ("[S NATO itself] said [Q so].", &["NATO / named"]),
    ]);
}

#[test]
fn its_office_is_that_of_a_country_or_a_body() {
    let bound = "Japan’s prime minister, Fumio Kishida, and Jens Stoltenberg, NATO’s chief, came.";
    for (sentence, want) in [
        (
            "[S Kishida’s government] knows [Q so]. Japan will not join NATO, [S its prime minister] said, [Q at all].",
            "Fumio Kishida / role",
        ),
        (
            "[S Tokyo] knows [Q so]. NATO will not move to Japan, [S its chief] said, [Q at all].",
            "Jens Stoltenberg / role",
        ),
    ] {
        assert_eq!(who(&format!("{bound}\n\n{sentence}"))[1], want, "{sentence}");
    }
}

#[test]
fn a_pronoun_without_anyone_stays_unknown() {
    check(&[
        ("It rained. [S He] said [Q so].", &["? / unknown"]),
        ("Mr Smith left. [S She] said [Q so].", &["? / unknown"]),
    ]);
}

#[test]
fn carried_on_from_the_sentence_or_paragraph_before() {
    check(&[
        ("[Q “So,”] said [S Anna Kern]. [Q “And more.”]", &["Anna Kern / named", "Anna Kern / carried"]),
        ("[Q “So,”] said [S Anna Kern].\n\n[Q “And more.”]", &["Anna Kern / named", "Anna Kern / carried"]),
        ("[S Anna Kern] said [Q so]. Mr Jones laughed. [Q “No.”]", &["Anna Kern / named", "Jones / carried"]),
        ("[Q “So.”]", &["? / unknown"]),
    ]);
}

#[test]
fn the_chain_leads_from_the_source_to_the_name() {
    let text = "NATO grew, according to its Secretary General, Jens Stoltenberg.\n\n\
                When NATO’s leader went to Seoul, [S he] said [Q so].";
    assert_eq!(chains(text), ["he → NATO’s leader → Jens Stoltenberg"]);
}

#[test]
fn who_behind_many_is_nobody_by_name() {
    check(&[
        ("Mr Hollande joined the leaders [S who] said [Q so].", &["the leaders / unnamed"]),
        ("Mr Smith said of those [S who] think [Q so].", &["? / unknown"]),
        ("It stars an Abraham Lincoln impersonator [S who] says [Q so].", &["? / unknown"]),
        ("John Kasich of Ohio, [S who] thinks [Q so], left.", &["John Kasich / pronoun"]),
    ]);
}

#[test]
fn words_of_somebody_are_his() {
    check(&[
        ("Anna Kern spoke. [S Her response] was [Q so].", &["Anna Kern / pronoun"]),
        ("[S Anna Kern’s statement] said [Q so].", &["Anna Kern / named"]),
    ]);
}

#[test]
fn the_sex_of_a_name_is_learned_from_its_pronouns() {
    check(&[(
        "Quill Sorenby said she was well. Mr Jones came. [S She] said [Q so], and [S he] said [Q no].",
        &["Quill Sorenby / pronoun", "Jones / pronoun"],
    )]);
}

#[test]
fn whoever_pronouns_tell_of_stays_in_view() {
    check(&[(
        "[S Anna Kern] said [Q so]. She left Rome. She met Maria Stone there. Her friends laughed. [S She] said [Q more].",
        &["Anna Kern / named", "Anna Kern / pronoun"],
    )]);
}

#[test]
fn whoever_has_a_verb_is_a_subject_whatever_stands_before_the_name() {
    check(&[
        (
            "[S Joan Carter] said [Q so].\n\nShadow treasurer Amina Bell is answering now. [S She] said [Q more].",
            &["Joan Carter / named", "Amina Bell / pronoun"],
        ),
        (
            "[S Joan Carter] said [Q so].\n\nFellow pupil Amina Bell laughed. [S She] said [Q more].",
            &["Joan Carter / named", "Amina Bell / pronoun"],
        ),
        (
            "[S Joan Carter] said [Q so].\n\nA letter to Amina Bell came back. [S She] said [Q more].",
            &["Joan Carter / named", "Joan Carter / pronoun"],
        ),
    ]);
}

#[test]
fn it_is_the_actor_and_no_thing_headline_or_dateline() {
    check(&[
        ("Ostrix unveiled its first bicycle, the Heron 4. [S It] said [Q so].", &["Ostrix / pronoun"]),
        ("NATO launched the Winter Rail Plan on Tuesday. [S It] said [Q so].", &["NATO / pronoun"]),
        ("The regulator launched the Winter Rail Plan on Tuesday. [S It] said [Q so].", &["the regulator / pronoun"]),
        (
            "[S Lumotek] said [Q so]. Bea Cord runs Lumotek’s Optical Devices Group. [S The company] said [Q more].",
            &["Lumotek / named", "Lumotek / role"],
        ),
        ("GHENT (Reuters) - Rain fell. [S It] said [Q so].", &["? / unknown"]),
        ("Velvet Engine have denied it. [Q No], [S they] said.", &["Velvet Engine / pronoun"]),
        ("I asked Mersey Water. [S It] said [Q so].", &["Mersey Water / pronoun"]),
    ]);
}

#[test]
fn a_relative_pronoun_is_the_phrase_before_it() {
    check(&[
        ("The plan was praised by Foodlink, [S which] said [Q so].", &["Foodlink / pronoun"]),
        ("They were joined by local farmers, [S who] said [Q so].", &["local farmers / unnamed"]),
        ("A porter, [S who] asked [Q to stay nameless], left.", &["a porter / unnamed"]),
        ("It came from the mouth of Donald Trump, [S who] said [Q so].", &["Donald Trump / pronoun"]),
        ("A boy was ill, [S his teachers] say.[Q So].", &["his teachers / unnamed"]),
    ]);
}

#[test]
fn an_amount_is_no_source() {
    check(&[(
        "Mr Stroud, who in April got [S £40,000 in costs from the Evening Star] said [Q so].",
        &["Stroud / named"],
    )]);
}

#[test]
fn one_for_whom_she_has_stood_is_no_man() {
    check(&[(
        "[S Liv Tangen] said [Q it], and [S she] said [Q so].\n\nHer coach, a Dane named Asger Kvist, saw it differently. [S He] said [Q no].",
        &["Liv Tangen / named", "Liv Tangen / pronoun", "Asger Kvist / pronoun"],
    )]);
}

#[test]
fn who_was_asked_answers() {
    check(&[(
        "[S Kim Dell] said [Q it smells].\n\nI asked Mersey Water about this. [S It] sent a short reply: [Q no].",
        &["Kim Dell / named", "Mersey Water / pronoun"],
    )]);
}

#[test]
fn the_only_person_of_a_text_is_meant_from_afar() {
    let far = "It opened in a bank. It was closed again.\n\n".repeat(5);
    check(&[
        (
            &format!("Dr Farah Idris has led the choir since June.\n\n{far}[Q We close], [S she] says."),
            &["Farah Idris / pronoun"],
        ),
        (
            &format!("Dr Farah Idris and Dr Joel Banda have led the choir.\n\n{far}[Q We close], [S she] says."),
            &["? / unknown"],
        ),
    ]);
}

#[test]
fn he_or_she_may_be_somebody_without_a_name() {
    check(&[
        ("My aunt refused. [S She] used to warn [Q so].", &["my aunt / pronoun"]),
        ("The captain knelt down.\n\n[S He] asked [Q so].", &["the captain / pronoun"]),
        ("The captain saw Anna Kern. [S She] said [Q so].", &["Anna Kern / pronoun"]),
    ]);
}

#[test]
fn a_name_is_less_sure_than_the_words_that_give_it() {
    let sure = |text: &str| super::analysis(text).attributions.last().map(|a| a.sure_of_speaker).unwrap_or_default();
    let full = sure("[S Anna Kern] said [Q so].");
    let pronoun = sure("Anna Kern met Rosa Ortiz and Maria Lund.\n\nIt rained. It was cold.\n\n[S She] said [Q so].");
    assert!(full > 0.9 && pronoun < full, "{full} {pronoun}");
}

#[test]
fn it_is_the_unknown_word_that_acts_in_the_sentence_before() {
    check(&[
        ("Sentec launched the Winter Rail Plan on Tuesday. [S It] said [Q so].", &["Sentec / pronoun"]),
        ("Northwind fitted new valves in March. [S It] said [Q so].", &["Northwind / pronoun"]),
        ("Mitie closed two canteens on Friday. [S It] said [Q so].", &["Mitie / pronoun"]),
    ]);
}

#[test]
fn one_of_a_kind_is_nobodys_name() {
    check(&[
        ("Her coach, a cheerful Dane named Asger Kvist, came. [S He] said [Q so].", &["Asger Kvist / pronoun"]),
        ("Mr Holland came. [S An angry Holland] said [Q so].", &["Holland / named"]),
    ]);
}

#[test]
fn a_person_by_kin_has_a_sex() {
    check(&[
        ("The captain hung his coat on the gate.\n\n[S He] said [Q so].", &["the captain / pronoun"]),
        (
            "[S Ann Poole] said [Q so].\n\nHer father shook his head. [S She] said [Q more].",
            &["Ann Poole / named", "Ann Poole / pronoun"],
        ),
    ]);
}

#[test]
fn nobody_calls_themselves_by_name_in_their_own_words() {
    let text = "The vote\n\nAnna Berg met Cara Diaz in Oslo. “Anna Berg has a plan that works,” she said.\n";
    let analysis = crate::analyse(&crate::document::ingest(text.as_bytes(), "a.txt"));
    let said = analysis.attributions.iter().find(|one| one.content.text(text).contains("a plan")).unwrap();
    assert_eq!(analysis.name(said.speaker), "Cara Diaz");
}
