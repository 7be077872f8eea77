//! Bodies, and the words that stand for them.

use super::check;

#[test]
fn a_body_by_its_last_word_is_what_a_noun_stands_for() {
    check(&[
        ("Redcliff Rovers sold Tom Pell on Friday. [S The club] said [Q so].", &["Redcliff Rovers / role"]),
        ("Shares in Calder Mining fell. On Facebook, [S the firm] said [Q so].", &["Calder Mining / role"]),
        (
            "[S Brightwell Foods] said [Q so].\n\nIts chairman, Neil Ottway, has a trust called Ottway Charity. \
             [S The company] said [Q so].",
            &["Brightwell Foods / named", "Brightwell Foods / role"],
        ),
    ]);
}

#[test]
fn the_place_of_publication_does_not_speak() {
    check(&[
        ("Shares in the pit fell. On Facebook, [S the firm] said [Q so].", &["the firm / unnamed"]),
        ("Facebook fell on Monday. [S The firm] said [Q so].", &["Facebook / role"]),
    ]);
}

#[test]
fn a_body_of_several_is_named_with_them() {
    check(&[
        ("[S The Teachers’ Guild] said [Q so].", &["Teachers’ Guild / named"]),
        ("[S The Teachers' Guild] said [Q so].", &["Teachers' Guild / named"]),
    ]);
}

#[test]
fn a_party_is_no_person() {
    check(&[(
        "Lib Dem leader Ada Poole met Tory mayor Guy Rook. [S He] said [Q so]. [S She] said [Q no].",
        &["Guy Rook / pronoun", "Ada Poole / pronoun"],
    )]);
}
