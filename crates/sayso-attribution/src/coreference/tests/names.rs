//! Names: whole, short, with titles, and what is no person.

use super::{analysis, check, speaker, who};
use crate::SpeakerKind;

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
        ("[S Three people close to the talks] said [Q so].", &["three people close to the talks / unnamed"]),
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
fn a_relay_is_not_the_speaker() {
    let analysis = analysis("[S Mr Stoltenberg] said [Q so]. [Q “More,”] [S he] added, according to [V CNN].");
    let via = analysis.attributions[1].via.as_ref().map(|v| v.name.as_str());
    assert_eq!((via, analysis.attributions[1].speaker), (Some("CNN"), analysis.attributions[0].speaker));
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
fn a_first_paragraph_taken_for_the_headline_tells_names() {
    let text = "Museum director Hedda Boyle said the roof was sound.\n\nShe said it would hold.\n\nIt rained.\n";
    let analysis = crate::analyse(&crate::document::ingest(text.as_bytes(), "a.txt"));
    let names: Vec<&str> = analysis.speakers.iter().map(|speaker| speaker.name.as_str()).collect();
    assert_eq!(names, ["Hedda Boyle"]);
}

#[test]
fn a_label_is_the_whole_name_and_nothing_beside_it() {
    check(&[
        (
            "[S A Ministry of Roads and Harbours spokeswoman] said [Q so].",
            &["a Ministry of Roads and Harbours spokeswoman / unnamed"],
        ),
        ("[S The Ministry of Roads and Harbours] said [Q so].", &["Ministry of Roads and Harbours / named"]),
        ("[S Runners Against Litter’s Kay Webb] said [Q so].", &["Kay Webb / named"]),
        ("[S Runners Against Litter] said [Q so].", &["Runners Against Litter / named"]),
        ("[S Hamad bin Rashid Al Suwaidi] said [Q so].", &["Hamad bin Rashid Al Suwaidi / named"]),
        ("GHENT (Reuters) - [S Tyre maker Dorn AG] said [Q so].", &["Dorn AG / named"]),
        ("[S GHENT, June 9 - Tyre maker Dorn AG raised its target] and said [Q so].", &["Dorn AG / named"]),
        ("Director of Public Health Anne-Grete Moen resigned. [S Ms Moen] said [Q so].", &["Anne-Grete Moen / named"]),
        ("[Q No], said the club’s doctor, [S Piet Roos].", &["Piet Roos / named"]),
        ("Orders at Tarn Slate rose. [S The North Wales company] said [Q so].", &["North Wales company / named"]),
        ("Mark Denning was fined. [Q So], said [S Mrs Denning].", &["Mrs Denning / named"]),
        ("TOYOTA WAITS. [S Toyota] said [Q so].", &["Toyota / named"]),
        ("[S The group, Tenants Coalition], said [Q so].", &["Tenants Coalition / named"]),
        ("[S WHO] says [Q soap is cheap].", &["WHO / named"]),
    ]);
}

#[test]
fn a_family_name_alone_is_the_one_that_the_text_is_about() {
    check(&[
        // However near the relative was named, and whether or not he acts.
        (
            "[S Clara Holt] said [Q so]. [S Holt] said [Q that]. [S Holt] said [Q more].\n\nIt was asked about Amos Holt’s debts.\n\n[S Holt] said [Q no].",
            &["Clara Holt / named"; 4],
        ),
        (
            "[S Clara Holt] said [Q so]. [S Holt] said [Q it]. [S Holt] said [Q it].\n\nHer son Amos Holt laughed.\n\n[S Holt] said [Q no].",
            &["Clara Holt / named"; 4],
        ),
        // In the paragraph where a relative with as many words acts, he is meant.
        (
            "[S Clara Holt] said [Q so].\n\nThe mill burnt. Amos Holt ran it. [S Holt] said [Q no].",
            &["Clara Holt / named", "Amos Holt / named"],
        ),
        // A title tells.
        (
            "[S Clara Holt] said [Q so]. [S Holt] said [Q it].\n\nAmos Holt left. [S Mrs Holt] said [Q no]. [S Mr Holt] said [Q yes].",
            &["Clara Holt / named", "Clara Holt / named", "Clara Holt / named", "Amos Holt / named"],
        ),
    ]);
}

#[test]
fn a_name_is_neither_swollen_nor_cut_before_on() {
    check(&[
        (
            "[S Clara Holt] said [Q so]. It was for Holt. It was Holt. Asserting [S Holt] said [Q that].",
            &["Clara Holt / named"; 2],
        ),
        ("[S The Commission on Harbour Safety] said [Q so].", &["Commission on Harbour Safety / named"]),
        ("[S The commission] on Monday said [Q so].", &["the commission / unnamed"]),
    ]);
}

#[test]
fn a_shortened_state_is_no_person() {
    check(&[
        (
            "[S Jo Yepez, a clerk in Somerton, Ariz., who left], said [Q so]. [S He] said [Q more].",
            &["Jo Yepez / named", "Jo Yepez / pronoun"],
        ),
        ("Ann Lee spoke in Reno, Nev., on Monday. [S She] said [Q so].", &["Ann Lee / pronoun"]),
    ]);
}

#[test]
fn a_name_begins_behind_the_office_that_stands_before_it() {
    check(&[
        ("[S Cedar County Recorder Helen Marsh] said [Q so].", &["Helen Marsh / named"]),
        ("[S Political Affairs Susan Hale] said [Q so].", &["Susan Hale / named"]),
        ("[S Chicago Alderman Jason C. Orr] said [Q so].", &["Jason C. Orr / named"]),
    ]);
}

#[test]
fn a_piece_of_something_else_names_nobody() {
    check(&[
        ("[S 43] said [Q so].", &["? / unknown"]),
        ("It was late, [S and] sighed [Q so].", &["? / unknown"]),
        ("[S Advisers to a rival (that would be Ann)] said [Q so].", &["advisers to a rival / unnamed"]),
        ("George Will spoke. [S Will] said [Q so].", &["George Will / named"]),
    ]);
}

#[test]
fn a_place_where_something_is_does_not_speak() {
    check(&[("Ms. Ngo fell in Louisvale. [S She] said [Q so].", &["Ngo / pronoun"])]);
}

#[test]
fn what_cannot_speak_is_no_speaker() {
    check(&[
        ("[S the 20th century] supported [Q so].", &["? / unknown"]),
        ("Bernie Sanders left. [S Sanders campaign manager Jeff Weaver] said [Q so].", &["Jeff Weaver / named"]),
        (
            "Ann Lee left. [S Another Lee ally, Agriculture Secretary Tom Vilsack], said [Q so].",
            &["Tom Vilsack / named"],
        ),
        ("Ann Lee left. [S A Lee] adviser said [Q so].", &["a Lee adviser / unnamed"]),
        ("Ann Lee left. [S Lee allies on the panel] said [Q so].", &["Lee allies on the panel / unnamed"]),
        ("Ann Lee left. [S The super PAC backing Ann Lee] said [Q so].", &["the super PAC backing Ann Lee / unnamed"]),
        ("[S Several hawks supporting Ann Lee] said [Q so].", &["several hawks supporting Ann Lee / unnamed"]),
        ("Ann Lee left. [S Several aides supporting Lee] said [Q so].", &["several aides supporting Lee / unnamed"]),
        ("[S Two past elections] suggest [Q so].", &["? / unknown"]),
        ("[S The dynamic on the bridge] suggests [Q so].", &["? / unknown"]),
        ("He met one [S that ignited something], she said [Q so].", &["? / unknown"]),
        (
            "[S The bespectacled, 71-year-old diplomat] said [Q so].",
            &["the bespectacled, 71-year-old diplomat / unnamed"],
        ),
        ("[S Mark Poole, who worked here for years], said [Q so].", &["Mark Poole / named"]),
        ("[S Only Poole] said [Q so]. Mark Poole left.", &["Mark Poole / named"]),
    ]);
}

#[test]
fn what_somebody_is_does_not_belong_to_the_name() {
    check(&[
        ("Clocks stopped. [S Guitarist Kim Loy] said [Q so].", &["Kim Loy / named"]),
        ("Clocks stopped. [S Parent Kit Royle] said [Q so].", &["Kit Royle / named"]),
        ("[S May Collier], who sat at the back, said [Q so].", &["May Collier / named"]),
        ("Moira Kane left. [S DCI Kane] said [Q so].", &["Moira Kane / named"]),
        ("[S PC World] said [Q so].", &["PC World / named"]),
        ("[S My father used] to say [Q so].", &["my father / unnamed"]),
        ("[S A note on the door read], [Q so].", &["a note on the door / unnamed"]),
    ]);
}
