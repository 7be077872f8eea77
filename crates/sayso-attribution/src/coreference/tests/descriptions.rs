//! Offices, trades and other words that stand for somebody.

use super::{chains, check, is_paper};

#[test]
fn a_role_finds_the_name_the_text_binds_it_to() {
    check(&[
        (
            "It grew, said its Secretary General, Jens Stoltenberg, of NATO.\n\n[S The secretary general] said [Q so].",
            &["Jens Stoltenberg / role"],
        ),
        (
            "NATO grew, according to its Secretary General, Jens Stoltenberg.\n\nIn May [S NATO’s leader] said [Q so].",
            &["Jens Stoltenberg / role"],
        ),
        (
            "Jens Stoltenberg, NATO’s secretary general, came. [S The secretary general] said [Q so].",
            &["Jens Stoltenberg / role"],
        ),
        ("NATO Secretary General Jens Stoltenberg came. [S NATO’s leader] said [Q so].", &["Jens Stoltenberg / role"]),
        (
            "The Japanese Prime Minister, Fumio Kishida, came. [S Japan’s leader] said [Q so].",
            &["Fumio Kishida / role"],
        ),
        ("Fumio Kishida was Japan’s first premier to come. [S Japan’s leader] said [Q so].", &["Fumio Kishida / role"]),
        (
            "China’s defence minister, General Li Shangfu, came. [S The defence minister] said [Q so].",
            &["Li Shangfu / role"],
        ),
        (
            "[S Chinese foreign ministry spokesperson Mao Ning] said [Q so]. [S The spokeswoman] said [Q that].",
            &["Mao Ning / named", "Mao Ning / role"],
        ),
        (
            "He met President Yoon Suk Yeol of South Korea. [S South Korea’s President] said [Q so].",
            &["Yoon Suk Yeol / role"],
        ),
        (
            "He met U.S. President Joe Biden. [S The U.S. President] said [Q so]. [S The president] said [Q that].",
            &["Joe Biden / role"; 2],
        ),
        (
            "Ms Mao was there.\n\nKellyanne Conway, Trump’s campaign manager, came. [S The campaign manager] said [Q so].",
            &["Kellyanne Conway / role"],
        ),
    ]);
}

#[test]
fn another_office_is_another_person() {
    check(&[
        ("Vice President Mike Pence came. [S The president] said [Q so].", &["the president / unnamed"]),
        (
            "The Japanese Prime Minister, Fumio Kishida, came. [S China’s leader] said [Q so].",
            &["China’s leader / unnamed"],
        ),
        ("Donald Trump came. [S Mr Trump’s spokesman] said [Q so].", &["Donald Trump’s spokesman / unnamed"]),
        (
            "Donald Trump came. [S A spokesman for Donald Trump] said [Q so].",
            &["a spokesman for Donald Trump / unnamed"],
        ),
    ]);
}

#[test]
fn what_belongs_to_a_person_is_not_the_person() {
    check(&[
        (
            "Fumio Kishida came. [S Prime Minister Kishida’s government] said [Q so].",
            &["Fumio Kishida’s government / named"],
        ),
        ("Fumio Kishida came. In [S Kishida’s opinion], [Q so].", &["Fumio Kishida / named"]),
        (
            "In [S Yoon Suk Yeol’s] opinion, [Q so]. [S Yoon Suk Yeol’s administration] said [Q that].",
            &["Yoon Suk Yeol / named", "Yoon Suk Yeol’s administration / named"],
        ),
        ("Donald Trump came. [S His campaign] said [Q so].", &["Donald Trump’s campaign / named"]),
        (
            "Donald Trump came. [S The Trump campaign] said [Q so]. [S The campaign] said [Q that].",
            &["Donald Trump’s campaign / named", "Donald Trump’s campaign / role"],
        ),
        (
            "The Democratic National Committee met. [S The committee] said [Q so].",
            &["Democratic National Committee / role"],
        ),
    ]);
}

#[test]
fn the_leader_of_a_country_is_one_of_that_country() {
    check(&[
        (
            "No Japanese prime minister before Fumio Kishida came. [S Japan’s leader] said [Q so].",
            &["Fumio Kishida / role"],
        ),
        (
            "He met President Joe Biden and Yoon Suk Yeol of South Korea. [S South Korea’s president] said [Q so].",
            &["Yoon Suk Yeol / role"],
        ),
        ("The Second World War ended. The war was long. [S War] taught [Q so].", &["War / unnamed"]),
    ]);
}

#[test]
fn a_description_is_whoever_the_text_is_about() {
    check(&[
        (
            "Donald Trump has shares in firms.\n\nIn his report, [S the presumptive Republican nominee] said [Q so]. [S He] said [Q more].",
            &["Donald Trump / role", "Donald Trump / pronoun"],
        ),
        (
            "As it was for what [S Newt Gingrich] called [Q fun], [S the former House Speaker] wants [Q more].",
            &["Newt Gingrich / named", "Newt Gingrich / role"],
        ),
        // Another party, another sex, and who is with him, are others.
        (
            "Hillary Clinton knew Republican front-runner Donald Trump. In an interview with Joe Scarborough, [S the Democratic presidential candidate] said [Q so].",
            &["Hillary Clinton / role"],
        ),
        ("Anna Kern met Mr Jones. Mr Jones laughed. [S The businesswoman] said [Q so].", &["Anna Kern / role"]),
        // Whoever is called by name in the words is not the one who says them.
        ("Anna Kern left. [S The senator] said [Q Kern lies].", &["the senator / unnamed"]),
        (
            "Gawker.com writer Ashley Feinberg set a trap. Donald Trump fell for it. [S The Gawker employee] said [Q so].",
            &["Ashley Feinberg / role"],
        ),
        (
            "The hosts Joe Scarborough and Mika Brzezinski met Mrs Clinton. It was something Scarborough got. [Q So], [S the host] said.",
            &["Joe Scarborough / role"],
        ),
        (
            "Sen. Rand Paul (R-Ky.) and Marco Rubio (Fla.) met. [S The Florida senator] said [Q so].",
            &["Marco Rubio / role"],
        ),
        ("Pope Francis met Mr Sanders. [S The pontiff] said [Q so].", &["Francis / role"]),
        (
            "The drug maker’s chief left. [S A voter] said [Q so]. [S The voter] left, he said, [Q so].",
            &["a voter / unnamed", "the voter / unnamed"],
        ),
    ]);
}

#[test]
fn a_trade_is_given_only_to_a_person_to_whom_the_text_gave_it() {
    check(&[
        (
            "[S The lawyer] called it fine: [Q so].\n\n[S Vera Lunt, a painter], said [Q that].",
            &["the lawyer / unnamed", "Vera Lunt / named"],
        ),
        (
            "[S One senior official] says [Q so].\n\n[S Paul Munn, an official at the ministry], said [Q that].",
            &["one senior official / unnamed", "Paul Munn / named"],
        ),
        (
            "[S Vera Lunt, a lawyer], said [Q that]. [S The lawyer] called it fine: [Q so].",
            &["Vera Lunt / named", "Vera Lunt / role"],
        ),
        (
            "[S Vera Lunt, a painter], said [Q that]. [S The lawyer] called it fine: [Q so].",
            &["Vera Lunt / named", "the lawyer / unnamed"],
        ),
    ]);
}

#[test]
fn a_noun_for_a_body_is_the_last_of_its_trade() {
    check(&[
        (
            "Mr Gingrich spoke to the Chicago Tribune and Ford Motor Co. on Friday. [S The newspaper] wrote [Q so], and [S the company] said [Q that].",
            &["Chicago Tribune / role", "Ford Motor Co. / role"],
        ),
        (
            "The New York Daily News wrote. [S The NY Daily News] says [Q so]. [S The Daily News] adds [Q that]. [S The outlet] said [Q more].",
            &["New York Daily News / named", "New York Daily News / named", "New York Daily News / role"],
        ),
        ("Our ads come from Our Principles PAC. [S The super PAC] also says [Q so].", &["Our Principles PAC / role"]),
        ("The FBI looked at it. [S The bureau] said [Q so].", &["FBI / role"]),
        ("Hillary Clinton plans a speech, [S the campaign] said, [Q so].", &["Hillary Clinton’s campaign / role"]),
        (
            "Al-Shabaab, the terrorist group, showed Anwar al-Awlaki. Awlaki appears. [S He] says [Q so].",
            &["Anwar al-Awlaki / pronoun"],
        ),
    ]);
}

#[test]
fn the_chain_of_a_description_ends_at_a_name() {
    let text = "Newt Gingrich came.\n\n[S The former House Speaker] said [Q so]. [S He] said [Q more].";
    assert_eq!(chains(text), ["The former House Speaker → Newt Gingrich", "He → Newt Gingrich"]);
}

#[test]
fn an_office_is_not_just_anybodys() {
    check(&[
        (
            "Democratic nominee Hillary Clinton came to Atlantic City. [S The mayor] said [Q so].",
            &["the mayor / unnamed"],
        ),
        ("President Obama spoke. [S The French president] said [Q so].", &["the French president / unnamed"]),
        (
            "Hillary Clinton spoke.\n\nIt rained.\n\nIt poured.\n\n[S The attorney general of the state] said [Q so].",
            &["the attorney general of the state / unnamed"],
        ),
    ]);
}

#[test]
fn papers_have_no_leaders_to_speak() {
    assert!(is_paper("some surveys") && is_paper("the report"));
    assert!(!is_paper("the students") && !is_paper("officials"));
}

#[test]
fn an_office_is_not_held_on_once_somebody_has_followed() {
    check(&[
        (
            "Treasurer Abe Munro retired. His replacement is Wilma Tate. [S The treasurer] said [Q so].",
            &["Wilma Tate / role"],
        ),
        ("Rex Dunn succeeded Mayor Olga Pryor in March. [S The mayor] said [Q so].", &["Rex Dunn / role"]),
        ("Treasurer Abe Munro resigned and has a successor. [S The treasurer] said [Q so].", &["Abe Munro / role"]),
        ("Treasurer Abe Munro spoke. [S The treasurer] said [Q so].", &["Abe Munro / role"]),
    ]);
}

#[test]
fn one_of_an_office_is_nobody_who_is_named_later() {
    check(&[(
        "[S A spokesman for Arden Water] said [Q so]. Arden's spokesman, Piers Lodd, left.",
        &["a spokesman for Arden Water / unnamed"],
    )]);
}

#[test]
fn a_native_of_a_country_is_who_was_told_of() {
    check(&[(
        "[S Rovers boss Alan Stubbs] said [Q so]. [S The Scot] said [Q no].",
        &["Alan Stubbs / named", "Alan Stubbs / role"],
    )]);
}
