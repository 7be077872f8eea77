use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;

use super::*;
use crate::app::Action;
use sayso_attribution::document::ingest;
use sayso_attribution::text::Span;
use sayso_attribution::{Analysis, Attribution, Kind, Speaker};
use sayso_library::Article;
use sayso_library::search::{Index, Query, search};
use sayso_library::{Only, Wanted};

const TEXT: &str = "Japan was told more than once that spring to mind its step, and this was the second time.\n\n\
    Beijing was not slow to answer. The Asia-Pacific region does not welcome self-serving cliques, a spokesperson \
    for the ministry said, and nor does it welcome any kind of bloc confrontation or small circles of friends.\n\n\
    Asia needs big pies of open cooperation, the minister said in Singapore.";

fn library() -> Library {
    let quotes = [
        (0, Kind::Direct, "The Asia-Pacific region does not welcome self-serving cliques"),
        (0, Kind::Indirect, "nor does it welcome any kind of bloc confrontation or small circles of friends"),
        (1, Kind::Mixed, "Asia needs big pies of open cooperation"),
    ];
    let document = ingest(TEXT.as_bytes(), "asia.txt");
    let speaker = |name: &str, role: &str| Speaker { roles: vec![role.to_owned()], ..Speaker::person(name) };
    let attributions = quotes.map(|(speaker, kind, words)| {
        let at = document.text().find(words).unwrap();
        Attribution { kind, ..Attribution::of_test(Span::new(at, at + words.len()), speaker) }
    });
    let speakers = vec![speaker("Mao Ning", "spokesperson"), speaker("Li Shangfu", "defence minister")];
    let analysis = Analysis { attributions: attributions.into(), speakers, ..Analysis::default() };
    let mut library = Library::default();
    library.learn(Article { path: "asia.txt".to_owned(), document: Arc::new(document), analysis: Arc::new(analysis) });
    library
}

fn picker(library: &Library, query: &str) -> Picker {
    picker_of(library, query, Wanted::default())
}

fn picker_of(library: &Library, query: &str, wanted: Wanted) -> Picker {
    let index = Index::of(library);
    let mut picker = Picker::default();
    picker.wanted = wanted;
    picker.open(query);
    let query = Query { wanted, ..Query::parse(query) };
    picker.found(sayso_library::service::Ticket(1), Arc::new(search(&index, library, &query, 50)));
    picker.show_preview();
    picker
}

/// The cells as text, lit ones in `{}`, the chosen row with `<` behind it.
fn screen(picker: &Picker, library: &Library, width: u16, height: u16, ascii: bool) -> String {
    let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
    let area = Area { x: 0, y: 0, w: width, h: height };
    let (same_titles, keymap) = (SameTitles::of(library), Keymap::built_in());
    draw(
        &mut Canvas::new(&mut buffer, ascii),
        area,
        picker,
        PickerContext { library, same_titles: &same_titles, keymap: &keymap, echoes: &[] },
    );
    let mut out = String::new();
    for y in 0..height {
        let (mut line, mut was_lit) = (String::new(), false);
        for x in 0..width {
            let cell = &buffer[(x, y)];
            let is_lit = cell.modifier.contains(Modifier::BOLD | Modifier::UNDERLINED);
            if is_lit != was_lit {
                line.push(if is_lit { '{' } else { '}' });
            }
            was_lit = is_lit;
            line += cell.symbol();
        }
        let chosen = buffer[(0, y)].modifier.contains(Modifier::REVERSED);
        out += line.trim_end();
        out += if chosen { " <\n" } else { "\n" };
    }
    out
}

#[test]
fn the_search_at_three_sizes() {
    let library = library();
    let picker = picker(&library, "self servng cliqes");
    for (width, height) in [(120, 40), (80, 24), (40, 24)] {
        insta::assert_snapshot!(format!("cliques_{width}x{height}"), screen(&picker, &library, width, height, false));
    }
}

#[test]
fn articles_and_speakers() {
    let library = library();
    let mut picker = picker(&library, "spaeker:x mao");
    picker.edit(Action::TabPrev, &library);
    picker.show_preview();
    insta::assert_snapshot!("speakers_with_a_fault_80x24", screen(&picker, &library, 80, 24, false));
    picker = self::picker(&library, "asia open");
    picker.edit(Action::TabNext, &library);
    picker.show_preview();
    insta::assert_snapshot!("articles_ascii_80x24", screen(&picker, &library, 80, 24, true));
}

#[test]
fn words_around_a_quote_are_shown_with_a_sign_that_they_are_not_in_it() {
    let library = library();
    for (width, height) in [(120, 40), (80, 24), (40, 24)] {
        for (query, lit) in [("singapore", "{Singapore}"), ("beijing", "{Beijing}")] {
            let shown = screen(&picker(&library, query), &library, width, height, false);
            let row = shown.lines().skip_while(|line| !line.starts_with("> ")).nth(1).unwrap();
            assert!(row.split_once(" ¶ ").is_some_and(|(_, around)| around.contains(lit)), "{width} {row}");
            assert!(shown.contains("found around the quote, not in it"), "{width} {query}");
        }
        let shown = screen(&picker(&library, "pies"), &library, width, height, false);
        assert!(shown.contains("{pies}") && !shown.contains(" ¶ ") && !shown.contains("found around"), "{shown}");
    }
}

#[test]
fn many_rows_are_one_line_each_with_speaker_verb_words_and_source() {
    let said = |n: usize| format!("[S{n} Ann Lee] [C{n} warned] that [Q{n} bridge {n} would shake in a light wind].");
    let text: Vec<String> = (1..=30).map(said).collect();
    let head = "+++\ntitle = \"Bridges\"\npublication = \"Harbour Post\"\npublished = \"2023-07-04\"\n+++\n\n";
    let mut library = Library::default();
    library.learn(crate::app::testing::article("a.md", &(head.to_owned() + &text.join("\n\n"))));
    let picker = picker(&library, "shake");
    let row = |width, height| {
        let shown = screen(&picker, &library, width, height, false);
        let row =
            shown.lines().find(|line| line.contains("bridge 17 ")).map(|row| row.trim_end_matches(" <").to_owned());
        row.unwrap_or(shown)
    };
    let words = "┆ warned that bridge 17 would {shake}";
    assert_eq!(
        row(120, 80),
        format!("  Ann Lee                 {words} in a light wind                 Harbour Post · 4 Jul 2023")
    );
    assert_eq!(row(80, 80), format!("  Ann Lee         {words} in…   Harbo… · 4 Jul 2023"));
    let narrow = screen(&picker, &library, 40, 80, false);
    assert_eq!(
        narrow.lines().filter(|line| line.contains("Ann Lee  ┆ warned") && line.contains("{shake}")).count(),
        30
    );
}

#[test]
fn a_name_without_room_is_told_by_the_word_that_the_article_uses() {
    let said = |n: usize| format!("[S{n} Alexandra Lindqvist] [C{n} warned] that [Q{n} bridge {n} would shake].");
    let text: Vec<String> = (1..=30).map(said).collect();
    let mut library = Library::default();
    library.learn(crate::app::testing::article("a.md", &(text.join("\n\n") + "\n\nLindqvist left.")));
    let picker = picker(&library, "shake");
    let shown = |width| screen(&picker, &library, width, 60, false);
    assert!(shown(100).contains("Alexandra Lindqvist ┆ warned"), "{}", shown(100));
    assert!(shown(50).contains("  Lindqvist ┆ warned"), "{}", shown(50));
}

#[test]
fn where_the_match_is_far_in_the_row_is_filled_to_its_end() {
    let words =
        "the bridge that the town has had since the war and that nobody has painted would shake in a light wind";
    let mut library = Library::default();
    library.learn(crate::app::testing::article("a.md", &format!("[S1 Ann Lee] [C1 warned] that [Q1 {words}].")));
    let shown = screen(&picker(&library, "wind"), &library, 80, 24, false);
    let row = shown.lines().find(|line| line.contains("{wind}")).unwrap();
    assert!(row.contains("… ") || row.contains('…'), "{row}");
    assert!(row.chars().count() > 70, "{row}");
}

#[test]
fn what_is_no_whole_claim_does_not_stand_for_a_speaker() {
    let text =
        "[S1 Ann Lee] [C1 spoke of] [Q1 climate change].\n\n[S2 Ann Lee] [C2 said] that [Q2 the bridge would shake].";
    let mut library = Library::default();
    library.learn(crate::app::testing::article("a.md", text));
    let mut picker = picker(&library, "");
    picker.edit(Action::TabPrev, &library);
    picker.show_preview();
    let shown = screen(&picker, &library, 80, 24, false);
    let at = |words| shown.find(words).unwrap();
    assert!(at("the bridge would shake") < at("climate change"), "{shown}");
}

#[test]
fn what_is_not_wanted_is_no_dead_end() {
    let library = library();
    let believed = Wanted { only: Only::Believed, ..Wanted::default() };
    for (width, height) in [(120, 40), (80, 24), (40, 24)] {
        let mut picker = picker_of(&library, "speaker:mao", believed);
        let shown = screen(&picker, &library, width, height, false);
        let shown = shown.lines().map(|line| line.split('│').next().unwrap_or_default());
        let shown = shown.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(shown.contains("quotes: only believed"), "{shown}");
        assert!(shown.contains("nothing found with the filter believed (Ctrl-t % and Ctrl-t F change it)"), "{shown}");
        picker = picker_of(&library, "", believed);
        picker.edit(Action::TabPrev, &library);
        picker.show_preview();
        let shown = screen(&picker, &library, width, height, false);
        assert!(shown.contains("2 in all") && !shown.contains("2 quotes"), "{shown}");
        assert!(!shown.contains("does not welcome"), "the preview shows what is wanted: {shown}");
    }
}

#[test]
fn articles_of_one_title_are_told_apart_by_their_paths() {
    let mut library = library();
    let first = library.articles().next().unwrap().1.clone();
    library.learn(Article { path: "b/asia.txt".to_owned(), ..first });
    let mut picker = picker(&library, "pies");
    for tab in ["quotes", "articles"] {
        let shown = screen(&picker, &library, 80, 24, false);
        let rows: Vec<&str> = shown.lines().skip(2).take(4).filter(|row| row.contains("asia.txt")).collect();
        assert_eq!(rows.len(), 2, "{tab} {shown}");
        assert!(rows.iter().any(|row| row.contains("b/asia.txt")), "{tab} {rows:?}");
        assert!(shown.contains(" Asia · asia.txt · ¶") || shown.contains(" Asia · b/asia.txt · ¶"), "{shown}");
        picker.edit(Action::TabNext, &library);
    }
}

#[test]
fn nothing_found_says_what_may_be_typed() {
    let library = library();
    let picker = picker(&library, "xylophone");
    insta::assert_snapshot!("nothing_80x24", screen(&picker, &library, 80, 24, false));
}

#[test]
fn every_size_is_drawn() {
    let library = library();
    for query in ["", "asia", "mao", "x"] {
        let mut picker = picker(&library, query);
        for _ in 0..3 {
            for (width, height) in (1..45).map(|n| (n, n % 17 + 1)).chain([(0, 0), (130, 3), (3, 60)]) {
                screen(&picker, &library, width, height, width % 2 == 0);
            }
            picker.edit(Action::TabNext, &library);
            picker.edit(Action::PreviewDown, &library);
        }
    }
}

/// Two articles, with words of two speakers in each.
fn two_years() -> Library {
    let article = |path: &str, date: &str, text: &str| {
        let head =
            format!("+++\ntitle = \"Bridge {date}\"\npublication = \"Harbour Post\"\npublished = \"{date}\"\n+++\n\n");
        crate::app::testing::article(path, &(head + text))
    };
    let mut library = Library::default();
    library.learn(article(
        "a.md",
        "2023-05-02",
        "[S1 Ann Lee] [C1 promised] that [Q1 the bridge would open in spring].\n\n‘[Q2 No rope will hold],’ [C2 said] [S2 Bo Roe].",
    ));
    library.learn(article(
        "b.md",
        "2024-03-09",
        "[S1 Ann Lee] [C1 denied] that [Q1 the bridge had shaken].\n\n[S2 Bo Roe] [C2 warned] that [Q2 the bridge would fall].",
    ));
    library
}

#[test]
fn one_speaker_over_time_is_a_timeline_with_dates() {
    let library = two_years();
    let picker = picker(&library, "speaker:\"ann lee\"");
    insta::assert_snapshot!("timeline_80x24", screen(&picker, &library, 80, 24, false));
}

#[test]
fn two_speakers_stand_side_by_side_by_date() {
    let library = two_years();
    let picker = picker(&library, "speaker:\"ann lee\" bridge | speaker:\"bo roe\" bridge");
    for (width, height) in [(120, 40), (80, 24), (40, 24)] {
        let shown = screen(&picker, &library, width, height, false);
        insta::assert_snapshot!(format!("side_by_side_{width}x{height}"), shown);
    }
}

#[test]
fn a_second_speaker_is_put_beside_the_first_about_the_same_words() {
    let library = two_years();
    let mut picker = picker(&library, "bridge speaker:\"ann lee\"");
    picker.edit(Action::Compare, &library);
    assert_eq!(picker.typed().text(), "bridge speaker:\"ann lee\" | bridge speaker:");
    let mut picker = self::picker(&library, "bridge");
    picker.edit(Action::Compare, &library);
    assert_eq!(picker.typed().text(), "bridge", "there is no first one");
}
