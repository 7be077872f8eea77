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
        "Aaa Bbb and ".repeat(long),
        "a manager, Bob Aaa, ".repeat(long / 4),
        "the campaign and the candidate ".repeat(long / 4),
        (0..long / 4).map(|at| format!("Minister A{at} Smith, its leader, came.")).collect::<Vec<_>>().join(" "),
    ];
    for text in texts {
        let document = ingest(text.as_bytes(), "t.txt");
        let whole = Span::new(0, document.text().len());
        let found = Found { source: Spans::new([whole]), ..found(&[('Q', whole)]) };
        assert_eq!(resolve(&document, vec![found]).attributions.len(), 1);
    }
}

#[test]
fn many_descriptions_in_one_paragraph_end() {
    let part = "Anna Kern and Bob Stone left. [S The candidate] said [Q so]. [S The newspaper] wrote [Q so]. [S She] said [Q no]. ";
    let last = who(part.repeat(1_500).trim_end());
    assert_eq!(last.len(), 4_500);
    assert_eq!(last[4_499], "Anna Kern / pronoun");
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
fn at_the_head_someone_described_is_named_below() {
    check(&[
        (
            "[S The head of the Service Employees International Union] fears [Q so]. [S She] thinks [Q more].\n\nOn a show, [S Mary Kay Henry] said [Q that].",
            &["Mary Kay Henry / role", "Mary Kay Henry / pronoun", "Mary Kay Henry / named"],
        ),
        (
            "[S One protest organizer] says [Q so].\n\nIt rained.\n\nBut Asa Khalif, an organizer with the group, left.",
            &["Asa Khalif / role"],
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
fn several_are_one_speaker() {
    check(&[
        (
            "[S Sens. Rand Paul (Ky.) and Marco Rubio (Fla.)] said [Q so]. [S Paul] said [Q more].",
            &["Rand Paul and Marco Rubio / named", "Rand Paul / named"],
        ),
        (
            "[S Democratic presidential candidates Hillary Clinton and Bernie Sanders] said [Q so].",
            &["Hillary Clinton and Bernie Sanders / named"],
        ),
        (
            "[S President Obama, Hillary Clinton, and other Democrats] said [Q so].",
            &["Obama, Hillary Clinton and other Democrats / named"],
        ),
        ("Pope Francis came. [S Mr Sanders and the pontiff] said [Q so].", &["Sanders and Francis / named"]),
        (
            "[S Ohio Gov. John Kasich and Sen. Rand Paul of Kentucky] said [Q so].",
            &["John Kasich and Rand Paul / named"],
        ),
        (
            "[S Oversight Committee Chairman Jason Chaffetz (R-Utah) and Judiciary Committee Chairman Bob Goodlatte (R-Va.)] said [Q so].",
            &["Jason Chaffetz and Bob Goodlatte / named"],
        ),
        (
            "[S Supporters of her opponent, Sen. Bernie Sanders], said [Q so].",
            &["supporters of her opponent / unnamed"],
        ),
    ]);
}

#[test]
fn two_with_one_family_name_written_once() {
    check(&[(
        "The parents, Khizr and Ghazala Khan, came. [S Mr. Khan] said [Q so]. [S Ms. Khan] said [Q that]. [S She] said [Q more].",
        &["Khizr Khan / named", "Ghazala Khan / named", "Ghazala Khan / pronoun"],
    )]);
}

#[test]
fn what_stands_before_a_name_or_behind_is_none_of_it() {
    check(&[
        ("[S Fox Business moderator Gerard Baker] said [Q so].", &["Gerard Baker / named"]),
        ("[S The al Qaeda-linked cleric Anwar al-Awlaki, who was killed,] said [Q so].", &["Anwar al-Awlaki / named"]),
        ("Sen. Steve Israel (D-N.Y.) left and Nancy Pelosi came. [S She] said [Q so].", &["Nancy Pelosi / pronoun"]),
        ("Imagine. [S Imagine Brad Thor] said [Q so].", &["Brad Thor / named"]),
        ("[S Black Lives Matter] said [Q so].", &["Black Lives Matter / named"]),
        (
            "President Obama and President Xi met at the Obama-Xi talks. Later Obama sat and Xi stood. Obama left; Xi left. [S Obama] said [Q so].",
            &["Obama / named"],
        ),
        ("[S Consulting firms like McKinsey] say [Q so].", &["Consulting firms like McKinsey / unnamed"]),
        ("[Q It rose], said [S Will Doyle, a professor]. [Q So], [S Doyle] said.", &["Will Doyle / named"; 2]),
        ("[S Forty percent] say [Q so].", &["forty percent / unnamed"]),
        ("[S Charlie King] said [Q it]. [S Mr. King] said [Q so].", &["Charlie King / named"; 2]),
    ]);
}

#[test]
fn who_behind_many_is_nobody_by_name() {
    check(&[
        ("Mr Hollande joined the leaders [S who] said [Q so].", &["? / unknown"]),
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
fn titles_of_many_countries() {
    let named = |title: &str, name: &str| {
        let surname = name.rsplit(' ').next().unwrap();
        let text = format!("[S {title} {name}] said [Q it]. [S {surname}] said [Q so].");
        assert_eq!(who(&text), [format!("{name} / named"), format!("{name} / named")], "{title}");
    };
    for (title, name) in [
        ("Labour MP", "Jess Phillips"),
        ("Sir", "Keir Starmer"),
        ("Dame", "Judi Dench"),
        ("Lord Justice", "Brian Leveson"),
        ("Chief Justice", "John Roberts"),
        ("Archbishop", "Justin Welby"),
        ("Sheikh", "Hamad Thani"),
        ("Grand Ayatollah", "Ali Khamenei"),
        ("Chancellor", "Olaf Scholz"),
        ("The Taoiseach", "Leo Varadkar"),
        ("Tánaiste", "Micheál Martin"),
        ("Gen.", "Mark Milley"),
        ("Lt. Col.", "Alexander Vindman"),
        ("Brig. Gen.", "Pat Ryder"),
        ("Prof.", "Devi Sridhar"),
        ("Baroness", "Doreen Lawrence"),
        ("Detective Inspector", "Sarah Hope"),
        ("Cllr", "Tom Hunt"),
        ("PM", "Narendra Modi"),
        ("Rabbi", "Jonathan Sacks"),
        ("Mayor of London", "Sadiq Khan"),
    ] {
        named(title, name);
    }
    check(&[
        ("[S Jess Phillips MP] said [Q so].", &["Jess Phillips / named"]),
        (
            "[S The Archbishop of Canterbury, Justin Welby], said [Q so]. [S The archbishop] said [Q that].",
            &["Justin Welby / named", "Justin Welby / role"],
        ),
        ("Taoiseach Leo Varadkar came. [S The taoiseach] said [Q so].", &["Leo Varadkar / role"]),
        ("Sheikh Hamad bin Jassim came. [S The sheikh] said [Q so].", &["Hamad bin Jassim / role"]),
    ]);
}

#[test]
fn the_chain_of_a_description_ends_at_a_name() {
    let (document, analysis) =
        analysis("Newt Gingrich came.\n\n[S The former House Speaker] said [Q so]. [S He] said [Q more].");
    let words = |at: usize| -> Vec<&str> {
        analysis.attributions[at].chain.iter().map(|step| document.slice(step.span)).collect()
    };
    assert_eq!(words(0), ["The former House Speaker", "Newt Gingrich"]);
    assert_eq!(words(1)[0], "He");
    assert_eq!(words(1).last(), Some(&"Newt Gingrich"));
}

#[test]
fn whoever_pronouns_tell_of_stays_in_view() {
    check(&[(
        "[S Anna Kern] said [Q so]. She left Rome. She met Maria Stone there. Her friends laughed. [S She] said [Q more].",
        &["Anna Kern / named", "Anna Kern / pronoun"],
    )]);
}

#[test]
fn what_stands_behind_a_name_and_tells_of_it_is_it() {
    check(&[
        ("But Rep. Xavier Becerra, [S a California Democrat], said [Q so].", &["Xavier Becerra / role"]),
        ("Future Fund, [S the super PAC] backing her, said [Q so].", &["Future Fund / role"]),
        ("Mrs Stone met Anna Kern. With Mrs Stone, [S the candidate] said [Q so].", &["Anna Kern / role"]),
    ]);
}

#[test]
fn of_two_with_one_family_name_the_one_who_acts() {
    check(&[
        (
            "Sean Smith died.\n\nPatricia Smith, mother of victim Sean Smith, rejected it. [Q So], [S Smith] said.",
            &["Patricia Smith / named"],
        ),
        ("Donald Trump came. Are you on Team Trump? [S Trump] said [Q so].", &["Donald Trump / named"]),
    ]);
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
