//! Bodies, and the words that stand for them.

use super::check;

#[test]
fn a_body_by_its_last_word_is_what_a_noun_stands_for() {
    check(&[
        ("Lorne Albion hired Hugh Penn in May. [S The club] said [Q so].", &["Lorne Albion / role"]),
        ("Orders at Vester Mining doubled. On Twitter, [S the firm] said [Q so].", &["Vester Mining / role"]),
        (
            "[S Sandmoor Foods] said [Q so].\n\nIts founder, Carl Dray, gives to a fund named Dray Charity. \
             [S The company] said [Q so].",
            &["Sandmoor Foods / named", "Sandmoor Foods / role"],
        ),
    ]);
}

#[test]
fn the_place_of_publication_does_not_speak() {
    check(&[
        ("Orders at the mill doubled. On Twitter, [S the firm] said [Q so].", &["the firm / unnamed"]),
        ("Twitter fell on Monday. [S The firm] said [Q so].", &["Twitter / role"]),
    ]);
}

#[test]
fn a_body_of_several_is_named_with_them() {
    check(&[
        ("[S The Bakers’ Guild] said [Q so].", &["Bakers’ Guild / named"]),
        ("[S The Bakers' Guild] said [Q so].", &["Bakers' Guild / named"]),
    ]);
}

#[test]
fn a_party_is_no_person() {
    check(&[(
        "Lib Dem candidate Nora Finch faced Tory councillor Max Dorn. [S He] said [Q so]. [S She] said [Q no].",
        &["Max Dorn / pronoun", "Nora Finch / pronoun"],
    )]);
}

#[test]
fn the_name_of_a_body_is_whole() {
    check(&[
        ("[S The British Retail Consortium] said [Q so].", &["British Retail Consortium / named"]),
        ("Clocks stopped. [S Doctors Without Borders] said [Q so].", &["Doctors Without Borders / named"]),
        ("[S The Friends of Tarn Wood and Heath] said [Q so].", &["Friends of Tarn Wood and Heath / named"]),
        (
            "[S The Royal Society for the Protection of Moths] said [Q so].",
            &["Royal Society for the Protection of Moths / named"],
        ),
        (
            "[S The Department for Environment, Food and Rural Affairs] said [Q so].",
            &["Department for Environment, Food and Rural Affairs / named"],
        ),
        ("[S The company behind the pipe, Red Butte Energy], said [Q so].", &["Red Butte Energy / named"]),
    ]);
}

#[test]
fn a_noun_for_bodies_before_a_name_makes_a_body_of_it() {
    check(&[("[S Finnish firm Securos] said [Q so]. [S It] said [Q no].", &["Securos / named", "Securos / pronoun"])]);
}

#[test]
fn who_is_written_to_does_not_speak() {
    check(&[(
        "Marrow Foods said so. In an email to The Verge, a clerk resigned. [S The company] said [Q no].",
        &["Marrow Foods / role"],
    )]);
}
