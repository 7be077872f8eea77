//! Marked text in, speakers out.

use super::*;
use crate::attribution::{Kind, SpeakerKind};
use crate::document::ingest;
use proptest::prelude::*;

/// The document and the found of marked text: `[S source] [C cue] [Q content] [V relay]`, `[+ …]` for one more
/// piece of the content. A mark that the one being built has already begins the next.
fn marked(text: &str) -> (Document, Vec<Found>) {
    let (plain, marks) = unmark(text);
    let document = ingest(format!("+++\ntitle = \"T\"\n+++\n\n{plain}\n").as_bytes(), "t.md");
    let base = document.text().find(&plain).expect("the paragraphs stand as they are");
    let mut groups: Vec<Vec<(char, Span)>> = Vec::new();
    for (mark, span) in marks {
        let span = Span::new(span.start() + base, span.end() + base);
        let fresh = groups.last().is_none_or(|g| g.iter().any(|(known, _)| *known == mark && mark != '+'));
        if fresh {
            groups.push(Vec::new());
        }
        groups.last_mut().unwrap().push((mark, span));
    }
    (document, groups.iter().map(|g| found(g)).collect())
}

fn unmark(text: &str) -> (String, Vec<(char, Span)>) {
    let (mut plain, mut marks, mut open) = (String::new(), Vec::new(), Vec::new());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            '[' => {
                open.push((chars.next().unwrap(), plain.len()));
                chars.next();
            }
            ']' => {
                let (mark, start) = open.pop().unwrap();
                marks.push((mark, Span::new(start, plain.len())));
            }
            _ => plain.push(c),
        }
    }
    (plain, marks)
}

fn found(marks: &[(char, Span)]) -> Found {
    let of = |wanted: &[char]| Spans::new(marks.iter().filter(|(m, _)| wanted.contains(m)).map(|(_, s)| *s));
    Found {
        source: of(&['S']),
        cue: of(&['C']),
        content: of(&['Q', '+']).expect("every group has a content"),
        kind: Kind::Indirect,
        via: of(&['V']).map(|v| v.hull()),
        confidence: 1.0,
        found_by: "marked",
    }
}

fn analysis(text: &str) -> (Document, Analysis) {
    let (document, found) = marked(text);
    let analysis = resolve(&document, found);
    (document, analysis)
}

/// The speakers of marked text, one an attribution: `name / how it is known`, `?` for nobody.
fn who(text: &str) -> Vec<String> {
    let (_, analysis) = analysis(text);
    let name = |speaker: Option<usize>| speaker.map_or("?", |s| analysis.speakers[s].name.as_str());
    analysis.attributions.iter().map(|a| format!("{} / {}", name(a.speaker), a.naming.name())).collect()
}

fn speaker(text: &str, name: &str) -> crate::attribution::Speaker {
    let (_, analysis) = analysis(text);
    analysis
        .speakers
        .iter()
        .find(|s| s.name == name)
        .unwrap_or_else(|| panic!("{name} in {:?}", analysis.speakers))
        .clone()
}

fn check(cases: &[(&str, &[&str])]) {
    let wrong = cases.iter().map(|(text, want)| (text, who(text), want)).filter(|(_, got, want)| got != *want);
    let lines: Vec<String> =
        wrong.map(|(text, got, want)| format!("{text}\n   got {got:?}\n  want {want:?}")).collect();
    assert!(lines.is_empty(), "\n{}", lines.join("\n"));
}

#[test]
fn one_person_under_full_name_last_name_and_title() {
    check(&[
        (
            "[S Jens Stoltenberg] said [Q it]. [S Mr Stoltenberg] said [Q that]. Later [S Stoltenberg] said [Q more].",
            &["Jens Stoltenberg / named"; 3],
        ),
        // The full name may come last.
        ("[S Kishida] said [Q it].\n\nFumio Kishida is in Madrid.", &["Fumio Kishida / named"]),
        (
            "[S Professor Ramon Pacheco Pardo] said [Q it]. [S Professor Pardo] said [Q that].",
            &["Ramon Pacheco Pardo / named"; 2],
        ),
        // Family name first.
        (
            "[S President Yoon] said [Q it]. Today [S Yoon Suk-Yeol] said [Q that], and [S Yoon Suk Yeol] said [Q more].",
            &["Yoon Suk-Yeol / named"; 3],
        ),
        ("[S John F. Kennedy] said [Q it]. [S John Kennedy Jr.] said [Q that].", &["John F. Kennedy / named"; 2]),
        ("[S Martin O’Malley] said [Q it]. [S O'Malley] said [Q that].", &["Martin O’Malley / named"; 2]),
        ("[S Bashar al-Assad] said [Q it]. [S President Assad] said [Q that].", &["Bashar al-Assad / named"; 2]),
        (
            "[S Ursula von der Leyen] said [Q it]. Ms [S von der Leyen] said [Q that].",
            &["Ursula von der Leyen / named"; 2],
        ),
        ("[S Kim Jong-un] said [Q it]. [S Mr Kim] said [Q that].", &["Kim Jong-un / named"; 2]),
        ("[S Secretary of State John Kerry] said [Q it]. [S Kerry] said [Q that].", &["John Kerry / named"; 2]),
        ("[S Theresa May] said [Q it].", &["Theresa May / named"]),
        ("[S Former secretary of state Hillary Clinton] said [Q it].", &["Hillary Clinton / named"]),
        (
            "[S The Chief of Staff of the Air Force, General Hiroaki Uchikura], said [Q it].",
            &["Hiroaki Uchikura / named"],
        ),
        (
            "Donald Trump left. [S Trump senior communications adviser Jason Miller] said [Q it].",
            &["Jason Miller / named"],
        ),
        ("It was in The Washington Post. [S The Post] said [Q it].", &["Washington Post / named"]),
    ]);
}

#[test]
fn two_of_one_surname_stay_two() {
    check(&[
        (
            "[S Hillary Clinton] spoke [Q so]. [S Bill Clinton] spoke [Q thus]. [S Mrs Clinton] said [Q it]. [S Mr Clinton] said [Q that].",
            &["Hillary Clinton / named", "Bill Clinton / named", "Hillary Clinton / named", "Bill Clinton / named"],
        ),
        (
            "[S Anna Karlova] said [Q it]. [S \u{410}nna Karlova] said [Q that].",
            &["Anna Karlova / named", "\u{410}nna Karlova / named"],
        ),
    ]);
}

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
fn bodies_places_documents_and_people_without_a_name() {
    check(&[
        ("[S Seoul] believes [Q so].", &["Seoul / named"]),
        ("[S The 2022 Strategic Concept] states [Q so].", &["2022 Strategic Concept / named"]),
        ("Then the [S NATO 2022 Strategic Concept] states [Q so].", &["NATO 2022 Strategic Concept / named"]),
        ("South Korea sells but [S its Foreign Trade Act] says [Q so].", &["Foreign Trade Act / named"]),
        ("[S Russia and China] insist [Q so].", &["Russia and China / named"]),
        (
            "[S Two objectors, Lawrence Joyce and William Graham], said [Q so].",
            &["Lawrence Joyce and William Graham / named"],
        ),
        (
            "The Illinois Board of Elections met. [S The board] said [Q so]. [S The board of elections] said [Q more].",
            &["Illinois Board of Elections / role"; 2],
        ),
        (
            "Florent Groberg is a captain. But at the Democratic National Convention [S he] said [Q so].",
            &["Florent Groberg / pronoun"],
        ),
        ("[S Officials] said [Q so].", &["officials / unnamed"]),
        ("[S Two people familiar with the matter] said [Q so].", &["two people familiar with the matter / unnamed"]),
        ("Even though [S some surveys] indicate [Q so].", &["some surveys / unnamed"]),
        ("[S The parties] noted [Q so].", &["the parties / unnamed"]),
        ("[S Critics] say [Q so].", &["critics / unnamed"]),
        ("[S Chinese propaganda] insists [Q so].", &["Chinese propaganda / named"]),
        ("According to [S The New York Times], [Q so].", &["New York Times / named"]),
        (
            "The [S Democratic National Committee] says [Q so]. The [S DNC] says [Q more].",
            &["Democratic National Committee / named"; 2],
        ),
    ]);
}

#[test]
fn sorts_roles_and_other_forms() {
    let text = "NATO grew, according to its Secretary General, [S Jens Stoltenberg]: [Q so]. [S Mr Stoltenberg] said [Q that].\n\n\
                [S NATO’s leader] said [Q more]. [S Seoul] denied [Q it].";
    let stoltenberg = speaker(text, "Jens Stoltenberg");
    assert_eq!(stoltenberg.kind, SpeakerKind::Person);
    assert_eq!(stoltenberg.roles, ["NATO Secretary General"]);
    assert_eq!(stoltenberg.also, ["Mr Stoltenberg", "NATO’s leader"]);
    let seoul = speaker(text, "Seoul");
    assert_eq!((seoul.kind, seoul.roles), (SpeakerKind::Place, vec!["South Korea".to_owned()]));
}

#[test]
fn the_chain_leads_from_the_source_to_the_name() {
    let (document, analysis) = analysis(
        "NATO grew, according to its Secretary General, Jens Stoltenberg.\n\nWhen NATO’s leader went to Seoul, [S he] said [Q so].",
    );
    let words: Vec<&str> = analysis.attributions[0].chain.iter().map(|step| document.slice(step.span)).collect();
    assert_eq!(words, ["he", "NATO’s leader", "Jens Stoltenberg"]);
}

#[test]
fn a_relay_is_not_the_speaker() {
    let (_, analysis) = analysis("[S Mr Stoltenberg] said [Q so]. [Q “More,”] [S he] added, according to [V CNN].");
    let via = analysis.attributions[1].via.as_ref().map(|v| v.name.as_str());
    assert_eq!((via, analysis.attributions[1].speaker), (Some("CNN"), analysis.attributions[0].speaker));
}

/// Each would take minutes if anything here grew with the square of the text.
#[test]
fn hostile_texts_end() {
    let long = 10_000;
    let texts = [
        "Aaa ".repeat(long),
        "President ".repeat(long),
        "the vice minister ".repeat(long),
        "Mr Smith said. ".repeat(long / 4),
        (0..long / 4).map(|at| format!("Minister A{at} Smith, its leader, came.")).collect::<Vec<_>>().join(" "),
    ];
    for text in texts {
        let document = ingest(text.as_bytes(), "t.txt");
        let whole = Span::new(0, document.text().len());
        let found = Found { source: Spans::new([whole]), ..found(&[('Q', whole)]) };
        assert_eq!(resolve(&document, vec![found]).attributions.len(), 1);
    }
}

proptest! {
    #[test]
    fn any_found_over_any_text_gives_valid_indices(
        text in "([A-Z][a-z]{1,6}|he|his|the|President|’s|of|said|and|NATO|Japan|“|”|,|\\.|-|\n\n| |é|\u{410}){0,60}",
        raw in prop::collection::vec((0usize..200, 0usize..40, 0usize..200, 0usize..40, any::<bool>()), 0..8),
    ) {
        let document = ingest(text.as_bytes(), "t.txt");
        let fit = |start: usize, len: usize| {
            let mut ends = [start, start + len].map(|at| at.min(document.text().len()));
            for end in &mut ends {
                while !document.text().is_char_boundary(*end) { *end -= 1; }
            }
            Span::new(ends[0], ends[1])
        };
        let found: Vec<Found> = raw.iter().filter_map(|&(s, sl, q, ql, has)| Some(Found {
            source: Spans::new([fit(s, sl)]).filter(|_| has),
            cue: None,
            content: Spans::new([fit(q, ql)])?,
            kind: Kind::Direct,
            via: has.then(|| fit(q, sl)),
            confidence: 1.0,
            found_by: "any",
        })).collect();
        let count = found.len();
        let analysis = resolve(&document, found);
        prop_assert_eq!(analysis.attributions.len(), count);
        prop_assert!(analysis.attributions.windows(2).all(|w| w[0].content <= w[1].content));
        for attribution in &analysis.attributions {
            prop_assert!(attribution.speaker.is_none_or(|s| s < analysis.speakers.len()));
            prop_assert!((0.0..=1.0).contains(&attribution.confidence));
            prop_assert!(attribution.chain.iter().all(|step| !document.slice(step.span).is_empty()));
            prop_assert_eq!(attribution.source.is_some() && attribution.chain.is_empty(), false);
        }
        prop_assert!(analysis.speakers.iter().all(|s| !s.name.trim().is_empty()));
    }
}

#[test]
fn papers_have_no_leaders_to_speak() {
    assert!(is_paper("some surveys") && is_paper("the report"));
    assert!(!is_paper("the students") && !is_paper("officials"));
}
