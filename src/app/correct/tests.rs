use crate::app::quotes::QuoteIndex;
use crate::app::testing::{model, notice, press, two_articles, wide};
use crate::app::{Input, Model};
use sayso_library::correction::{ADDED, CONFIRMED, CORRECTED};

/// At quote `n` of the first article.
fn at(n: usize) -> Model {
    wide(&format!("gr{n}<Enter>gr"))
}

/// Who said what, as the panel has it: the tag, and the speaker's name.
fn told(model: &Model) -> Vec<String> {
    let quotes = &model.panes.reader.as_ref().unwrap().quotes;
    quotes.all().map(|q| format!("{} {}", quotes.tag(q), quotes.name(quotes.speaker(q)))).collect()
}

fn words(model: &Model, quote: usize) -> String {
    let reader = model.panes.reader.as_ref().unwrap();
    reader.quotes.get(QuoteIndex::new(quote)).unwrap().content.text(reader.document.text())
}

fn found_by(model: &Model, quote: usize) -> &'static str {
    model.panes.reader.as_ref().unwrap().quotes.get(QuoteIndex::new(quote)).unwrap().found_by
}

#[test]
fn a_wrong_speaker_is_put_right_in_two_keys() {
    let mut model = at(2);
    assert_eq!(told(&model)[1], "B2 Ramon Pacheco Pardo");
    press(&mut model, "cA");
    assert_eq!((told(&model)[1].as_str(), notice(&model)), ("A2 Jens Stoltenberg", "Jens Stoltenberg: saved"));
    assert_eq!((model.current_quote().map(|id| id.quote), found_by(&model, 1)), (Some(1), CORRECTED));
    let speakers: Vec<&str> = model.library.people().iter().map(|(_, person)| person.name).collect();
    assert!(!speakers.contains(&"Ramon Pacheco Pardo"), "who says nothing any more is no speaker");
    press(&mut model, "U");
    assert_eq!(
        (told(&model)[1].as_str(), notice(&model)),
        ("B2 Ramon Pacheco Pardo", "undone: correction “Korea’s love affair with NATO is…”")
    );
    press(&mut model, "<C-r>");
    assert_eq!(
        (told(&model)[1].as_str(), notice(&model)),
        ("A2 Jens Stoltenberg", "redone: correction “Korea’s love affair with NATO is…”")
    );
}

#[test]
fn what_is_undone_is_the_current_quote_again() {
    let mut model = at(3);
    let before = words(&model, 2);
    press(&mut model, "cx");
    assert_eq!(notice(&model), "removed as a quote");
    press(&mut model, "]");
    press(&mut model, "U");
    assert_eq!(model.current_quote().map(|id| words(&model, id.quote as usize)), Some(before));
}

#[test]
fn a_letter_that_is_no_speaker_says_so_and_changes_nothing() {
    let mut model = at(2);
    let before = told(&model);
    press(&mut model, "cZ");
    assert_eq!((told(&model), notice(&model)), (before, "no speaker Z here (s: search by name)"));
}

#[test]
fn a_speaker_is_chosen_by_some_letters_or_typed_anew() {
    let mut model = at(2);
    press(&mut model, "cs");
    let offered: Vec<_> = model.choices("").into_iter().filter_map(|choice| choice.name).collect();
    assert_eq!(offered[0], "Jens Stoltenberg", "who speaks nearest comes first");
    assert!(!offered.contains(&"Ramon Pacheco Pardo".to_owned()) && offered.contains(&"Officials".to_owned()));
    press(&mut model, "mning<Enter>");
    assert!(told(&model)[1].ends_with("Mao Ning"));
    press(&mut model, "csAda Novak<Enter>");
    assert!(told(&model)[1].ends_with("Ada Novak"));
    press(&mut model, "cs<Esc>");
    assert!(told(&model)[1].ends_with("Ada Novak"), "left as it is");
}

#[test]
fn a_pronoun_asks_whether_all_that_hangs_on_it_goes_too() {
    let chain = "\
Ann Lee has spoken. ‘[Q1 Rain will fall]’, [S1 she|Ann Lee] [C1 said]. ‘[Q2 Snow too]’, [S2 she|Ann Lee] [C2 added].

‘[Q3 No]’, [C3 said] [S3 Bo Ek].
";
    let open = || {
        let mut model = model(vec![crate::app::testing::article("rain.md", chain)], (120, 40));
        press(&mut model, "gr");
        model
    };
    for (keys, want) in [("cB<Enter>", ["A1 Bo Ek", "B2 Ann Lee"]), ("cBa", ["A1 Bo Ek", "A2 Bo Ek"])] {
        let mut model = open();
        press(&mut model, keys);
        assert_eq!(told(&model)[..2], want, "{keys}");
        press(&mut model, "U");
        assert_eq!(told(&model)[..2], ["A1 Ann Lee", "A2 Ann Lee"], "{keys}");
    }
}

#[test]
fn confirmed_quotes_are_sure_and_what_is_no_quote_goes() {
    let mut model = at(3);
    press(&mut model, "cy");
    assert_eq!((found_by(&model, 2), notice(&model)), (CONFIRMED, "confirmed"));
    press(&mut model, "cx");
    assert_eq!((told(&model).len(), notice(&model)), (6, "removed as a quote"));
    press(&mut model, "UU");
    assert_eq!((told(&model).len(), found_by(&model, 2)), (7, "test"));
}

#[test]
fn edges_move_by_words_at_both_ends() {
    let mut model = at(5);
    assert_eq!(
        words(&model, 4),
        "the Asia-Pacific region does not welcome NATO’s plan to open a liaison office in Japan"
    );
    press(&mut model, "ceww");
    assert_eq!(words(&model, 4).split(' ').next(), Some("the"), "nothing is done before it is kept");
    press(&mut model, "obb<Enter>");
    assert_eq!(words(&model, 4), "region does not welcome NATO’s plan to open a liaison office");
    assert_eq!(notice(&model), "boundaries saved");
    press(&mut model, "ceb<Enter>");
    assert_eq!(words(&model, 4), "Asia-Pacific region does not welcome NATO’s plan to open a liaison office");
}

#[test]
fn the_gap_of_a_quote_in_pieces_stays_when_its_edges_move() {
    let mut model = at(6);
    press(&mut model, "ceob<Enter>");
    assert_eq!(words(&model, 5), "extra cautious on the issue of military security … history of");
}

#[test]
fn selected_words_are_credited_to_a_speaker() {
    let mut model = at(1);
    press(&mut model, "/War has<Enter>v)csjens<Enter>");
    assert!(model.overlays.choosing.is_none());
    let mut model = at(1);
    press(&mut model, "/War has<Enter>v5w<Enter>jens<Enter>");
    assert_eq!((words(&model, 1), found_by(&model, 1)), ("War has since quickened the pace".to_owned(), ADDED));
    assert_eq!(told(&model)[1], "A2 Jens Stoltenberg");
}

#[test]
fn two_names_are_one_speaker_and_one_is_two() {
    let mut model = at(7);
    press(&mut model, "cmmao<Enter>");
    assert!(told(&model)[6].ends_with("Mao Ning"), "{:?}", told(&model));
    let mut model = at(6);
    press(&mut model, "cpMao Ning the younger<Enter>");
    assert!(told(&model)[5].ends_with("Mao Ning the younger"), "{:?}", told(&model));
}

#[test]
fn of_speakers_of_other_articles_those_who_say_most_are_offered_first() {
    let said = |n: usize, name: &str| format!("“[Q{n} Yes],” [C{n} said] [S{n} {name}].");
    let other = [said(1, "Adam Few"), said(2, "Zoe Many"), said(3, "Zoe Many")].join(" ");
    let articles = [said(1, "Ann Lee"), other].map(|text| crate::app::testing::article("a.md", &text));
    let mut model = model(articles.into(), (80, 24));
    press(&mut model, "grcs");
    let names: Vec<Option<String>> = model.choices("").into_iter().map(|choice| choice.name).collect();
    assert_eq!(names, [None, Some("Zoe Many".to_owned()), Some("Adam Few".to_owned())]);
}

#[test]
fn a_person_is_not_merged_with_an_organisation_unasked() {
    let mut articles = two_articles();
    let analysis = std::sync::Arc::make_mut(&mut articles[0].analysis);
    let other = analysis.speakers.iter_mut().find(|speaker| speaker.name == "Mao Ning").unwrap();
    other.kind = sayso_attribution::SpeakerKind::Organisation;
    let mut model = model(articles, (120, 40));
    press(&mut model, "gr7]");
    assert_eq!(press(&mut model, "cmmao<Enter>"), []);
    let asked = notice(&model).to_owned();
    assert!(asked.ends_with(" (person) and Mao Ning (organisation) are one? Enter again"), "{asked}");
    press(&mut model, "<Esc><Esc>");
    assert_eq!(press(&mut model, "cmmao<Enter>"), [], "it is asked anew");
    press(&mut model, "<Enter>");
    assert!(told(&model)[6].ends_with("Mao Ning"), "{:?}", told(&model));
}

#[test]
fn what_another_session_corrects_is_seen_here_where_one_is() {
    let mut one = at(2);
    let mut other = at(6);
    press(&mut one, "cA");
    other.update(Input::Told(one.library.state().events().collect()));
    assert_eq!(told(&other)[1], "A2 Jens Stoltenberg");
    assert_eq!(other.current_quote().map(|id| id.quote), Some(5));
}

#[test]
fn a_correction_holds_for_an_article_read_later_and_again() {
    let mut first = at(2);
    press(&mut first, "cA");
    let mut next = Model::new(crate::app::Settings::default());
    next.update(Input::Resize(120, 40));
    next.update(Input::Told(first.library.state().events().collect()));
    for _ in 0..2 {
        next.update(Input::Loaded(two_articles()));
        assert_eq!(told(&next)[1], "A2 Jens Stoltenberg");
    }
}

#[test]
fn where_there_is_no_quote_the_way_to_make_one_is_told() {
    let mut model = model(vec![crate::app::testing::article("a.md", "Nobody says anything here.")], (80, 24));
    press(&mut model, "c");
    assert_eq!(notice(&model), "no quote here (v selects words to attribute)");
}
