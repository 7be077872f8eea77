//! Words that are no speaker, or more or less than a name: headlines, titles of works, quantities, sums.

use super::check;

#[test]
fn a_name_in_a_headline_ends_where_the_source_ends() {
    check(&[
        (
            "[S Dora Pell] Opened Up About [Q Fame] In A New Book\n\nDora Pell is glad.\n\nShe left.",
            &["Dora Pell / named"],
        ),
        ("[S Ole Berg] Got Real About [Q The Salt Road]\n\nIt is far.\n\nIt is wet.", &["Ole Berg / named"]),
    ]);
}

#[test]
fn a_title_between_quotation_marks_is_no_person() {
    check(&[
        ("Lena Frick writes for “The Quill Show.” [S She] said [Q so].", &["Lena Frick / pronoun"]),
        ("Amos Holt hosts \"Good Morning Tarn.\" [S He] said [Q so].", &["Amos Holt / pronoun"]),
        ("Amos Holt wrote “Far Enough: Dora Pell and the Mill.” [S He] said [Q so].", &["Amos Holt / pronoun"]),
    ]);
}

#[test]
fn words_for_an_address_a_figure_or_a_day_are_no_person() {
    check(&[
        ("Amos Holt spoke to Your Honor. [S He] said [Q so].", &["Amos Holt / pronoun"]),
        ("Amos Holt came. “Yes, Your Honor.” [S He] said [Q so].", &["Amos Holt / pronoun"]),
        ("Amos Holt came home. Visiting Russia, [S he] said [Q so].", &["Amos Holt / pronoun"]),
        ("Amos Holt met Karvian Armenians. [S He] said [Q so].", &["Amos Holt / pronoun"]),
        ("Amos Holt drew Figure 3.2 anew. [S He] said [Q so].", &["Amos Holt / pronoun"]),
        ("Amos Holt waited for Election Day. [S He] said [Q so].", &["Amos Holt / pronoun"]),
    ]);
}

#[test]
fn a_sum_is_part_of_the_name_of_a_body() {
    check(&[
        ("They met Fight for $15 here. [S Fight for $15] said [Q so].", &["Fight for $15 / named"]),
        ("[S Wealth-X] said [Q so]. Forbes met Wealth-X.", &["Wealth-X / named"]),
    ]);
}

#[test]
fn a_quality_alone_is_nobody() {
    check(&[
        ("It is held in smaller, [S poorer] towns, [Q which are far].", &["? / unknown"]),
        ("All [S officials] say [Q so].", &["officials / unnamed"]),
    ]);
}

#[test]
fn a_label_ends_before_a_number_whose_noun_is_cut() {
    check(&[(
        "[S Nearly all of the Liberal mayors of the 10 most populous cities of the south] said [Q so].",
        &["nearly all of the Liberal mayors / unnamed"],
    )]);
}

#[test]
fn a_piece_of_a_heading_in_capitals_is_nobody() {
    check(&[("[S THE SALT ROAD MOVEMENT] [Q GROWS]\n\nIt is far.\n\nIt is wet.", &["? / unknown"])]);
}

#[test]
fn they_are_those_of_a_body_that_acts() {
    check(&[
        ("Cooks in the region use DNA from the BBC. [S They] said [Q so].", &["? / unknown"]),
        ("The BBC paid for it. [S They] said [Q so].", &["BBC / pronoun"]),
    ]);
}

#[test]
fn a_body_that_only_a_source_names_is_it() {
    check(&[(
        "Ofcast read the letter. [S Telvia, the largest of the groups], said [Q so]. [S It] added [Q more].",
        &["Telvia / named", "Telvia / pronoun"],
    )]);
}

#[test]
fn the_subject_before_a_relative_clause_speaks() {
    check(&[(
        "[S Tia Munro] [C said] [Q so]. Rob Kline, whose son is ill, [C said] [Q the cap was personal].",
        &["Tia Munro / named", "Rob Kline / named"],
    )]);
}

#[test]
fn a_label_ends_before_a_clause_that_is_cut() {
    check(&[
        (
            "[S A group of doctors in 2015 sent a letter] calling for [Q his dismissal].",
            &["a group of doctors in 2015 / unnamed"],
        ),
        ("[S A state to undermine the ruling of the top court of the land] said [Q so].", &["a state / unnamed"]),
        (
            "[S A poll of 400 registered voters in Ohio released on Monday by the Courier] said [Q so].",
            &["a poll of 400 registered voters in Ohio / unnamed"],
        ),
        ("[S France and others - including many of its own experts] said [Q so].", &["France and others / named"]),
    ]);
}

#[test]
fn a_body_is_named_whatever_stands_around_its_name() {
    check(&[
        ("[S The Science and Technology Directorate] said [Q so].", &["Science and Technology Directorate / named"]),
        ("Amos Holt left. [S Holt’s hometown Tarn Free Press] said [Q so].", &["Tarn Free Press / named"]),
        ("[S Pardis magazine] said [Q so]. It met Pardis. Pardis left.", &["Pardis / named"]),
        ("Tarn — [S Cyclist Anna Kern] said [Q so].", &["Anna Kern / named"]),
    ]);
}

#[test]
fn what_belongs_to_somebody_is_not_owned_twice() {
    check(&[(
        "Amos Holt came. [S His chief aide] said [Q so]. [S His chief aide] said [Q more].",
        &["Amos Holt’s chief aide / unnamed"; 2],
    )]);
}

#[test]
fn a_body_is_not_named_after_what_is_named_after_it() {
    check(&[
        (
            "[S Vortix] said [Q so]. Vortix left. Vortix met the League Vortix. [S Vortix] added [Q more].",
            &["Vortix / named"; 2],
        ),
        (
            "[S Twitter] said [Q so]. Twitter left. The State Twitter account stays. [S Twitter] added [Q more].",
            &["Twitter / named"; 2],
        ),
    ]);
}

#[test]
fn a_newspaper_is_shown_by_its_whole_name() {
    check(&[(
        "The Tarn Gazette came. The Gazette left. [S The Gazette] said [Q so]. [S The Gazette] added [Q more].",
        &["Tarn Gazette / named"; 2],
    )]);
}

#[test]
fn a_member_of_a_body_is_a_person() {
    check(&[("Amos Holt, a steering committee member, left. [S He] said [Q so].", &["Amos Holt / pronoun"])]);
}
