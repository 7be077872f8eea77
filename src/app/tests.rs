//! Scripts of keys on a model, without a terminal.

use proptest::prelude::*;

use super::testing::{answer, article, model, notice, press, shown, title, two_articles, wide};
use super::{Effect, Input, Mode, Model, Pane, Settings};
use crate::app::panel::PanelRow;
use crate::app::quotes::QuoteIndex;
use sayso_library::QuoteId;

/// The number of the current quote, as people count.
fn quote(model: &Model) -> u32 {
    model.current_quote().map_or(0, |id| id.quote + 1)
}

/// The words of the cursor's row.
fn cursor(model: &mut Model) -> String {
    let reader = model.panes.reader.as_mut().unwrap();
    let span = reader.cursor_span();
    reader.document.slice(span).trim().to_owned()
}

#[test]
fn what_nobody_asked_for_waits_until_the_answer_to_a_key_is_gone() {
    let mut model = wide("grma");
    assert_eq!(notice(&model), "mark a set");
    model.update(Input::Aside("places are not kept".to_owned()));
    assert_eq!(notice(&model), "mark a set");
    press(&mut model, "j");
    assert_eq!(notice(&model), "places are not kept");
    press(&mut model, "j");
    assert_eq!(model.status.notice, None);
}

#[test]
fn the_newest_article_is_open_at_its_first_quote() {
    let model = wide("gr");
    assert_eq!(title(&model), "NATO looks to Asia");
    assert_eq!(quote(&model), 1);
}

#[test]
fn walking_quotes_with_counts_and_by_voice() {
    let mut model = wide("gr");
    for (keys, want) in [("]", 2), ("3]", 5), ("[", 4), ("(", 1), (")", 4), ("9]", 7), ("]", 7), ("99[", 1)] {
        press(&mut model, keys);
        assert_eq!(quote(&model), want, "after {keys}");
    }
}

#[test]
fn the_cursor_drags_the_panel_and_the_panel_the_text() {
    let mut model = wide("grG");
    assert_eq!(quote(&model), 7);
    press(&mut model, "gqk");
    assert_eq!(quote(&model), 6);
    assert!(cursor(&mut model).contains("extra cautious"));
}

#[test]
fn enter_goes_along_the_link_and_backspace_comes_back() {
    let mut model = wide("gr5<Enter>");
    assert_eq!((quote(&model), model.panes.focus), (5, Pane::Quotes));
    press(&mut model, "<Enter>");
    assert_eq!((quote(&model), model.panes.focus), (5, Pane::Reader));
    press(&mut model, "<Backspace>");
    assert_eq!((quote(&model), model.panes.focus), (5, Pane::Quotes));
    press(&mut model, "<Backspace>");
    assert_eq!((quote(&model), model.panes.focus), (1, Pane::Reader));
    press(&mut model, "LL");
    assert_eq!((quote(&model), model.panes.focus), (5, Pane::Reader));
}

#[test]
fn solo_leaves_one_voice_in_panel_and_walk() {
    let mut model = wide("gr*");
    assert_eq!(shown(&model), [0, 3]);
    press(&mut model, "]");
    assert_eq!(quote(&model), 4);
    press(&mut model, "*");
    assert_eq!(shown(&model).len(), 7);
    assert_eq!(quote(&model), 4);
}

#[test]
fn what_is_less_sure_is_hidden_and_counted() {
    let mut model = wide("gr%");
    assert_eq!((shown(&model), model.panes.panel.hidden()), (vec![0, 1, 3, 4, 5, 6], 1));
    assert_eq!(notice(&model), "only likely · 1 hidden");
    press(&mut model, "2]");
    assert_eq!(quote(&model), 4);
    press(&mut model, "95%");
    assert_eq!((model.panes.panel.hidden(), model.current_quote()), (7, None));
    press(&mut model, "%");
    assert_eq!((shown(&model).len(), model.panes.panel.hidden(), quote(&model)), (7, 0, 4));
}

#[test]
fn only_what_is_quoted_said_believed_or_intended() {
    let text = "[S1 Ann] [C1 said]: ‘[Q1 Rain.]’ [S2 Bo] [C2 fears] [Q2 a flood]. [S3 Cy] [C3 plans] [Q3 to leave].";
    let mut model = model(vec![article("piece.md", text)], (120, 40));
    for (want, words) in [
        (vec![0], "quoted"),
        (vec![0], "said"),
        (vec![1], "believed"),
        (vec![2], "intended"),
        (vec![0, 1], "not intended"),
        (vec![0, 1, 2], ""),
    ] {
        press(&mut model, "F");
        assert_eq!((shown(&model), model.panes.panel.wanted.words().as_str()), (want, words));
    }
    press(&mut model, "FF%<C-c>");
    assert_eq!(model.panes.panel.hidden(), 0);
}

#[test]
fn what_vim_and_less_have_taught_works_or_says_why_not() {
    let mut model = wide("gr:7<Enter>");
    let reader = model.panes.reader.as_ref().unwrap();
    assert_eq!(reader.document.paragraph_at(reader.anchor().1), 7);
    let row = model.panes.reader.as_ref().unwrap().cursor_row();
    press(&mut model, "<C-e>");
    assert_eq!(model.panes.reader.as_ref().unwrap().cursor_row(), row.map(|row| row + 1));
    press(&mut model, "<C-y>");
    assert_eq!(model.panes.reader.as_ref().unwrap().cursor_row(), row);
    for key in ["n", "N"] {
        press(&mut model, key);
        assert_eq!(notice(&model), "no previous find (press /)", "{key}");
    }
    press(&mut model, "<C-x>");
    assert_eq!(notice(&model), "Ctrl-x does nothing here (? shows the keys)");
}

#[test]
fn the_search_looks_for_more_or_fewer_quotes_without_being_left() {
    let mut model = wide("gr%s");
    for (keys, want) in [("<C-t>%", "sure"), ("<C-t>F", "sure, quoted"), ("<C-t>%", "quoted")] {
        let asked = press(&mut model, keys);
        let [Effect::Search(_, query)] = &asked[..] else { panic!("{keys}: {asked:?}") };
        assert_eq!((query.wanted.words().as_str(), model.panes.panel.wanted), (want, query.wanted), "{keys}");
    }
    assert!(model.is_searching());
}

#[test]
fn a_mark_at_a_hidden_quote_shows_it_all_the_same() {
    for hides in ["gg&stoltenberg<Enter>", "gg*", "ggFFF"] {
        let mut model = wide("gr5]mx");
        assert_eq!(quote(&model), 6);
        press(&mut model, hides);
        assert!(!shown(&model).contains(&5), "{hides}");
        press(&mut model, "'x");
        assert!(shown(&model).contains(&5), "{hides}");
        assert_eq!(quote(&model), 6, "{hides}");
    }
}

#[test]
fn the_settings_say_how_sure_and_somebody_who_asks_for_a_hidden_quote_sees_it() {
    let settings = Settings { least: 0.95, ..Settings::default() };
    let mut model = Model::new(settings);
    model.update(Input::Loaded(two_articles()));
    assert_eq!((shown(&model).len(), model.panes.panel.hidden()), (0, 7));
    let article = model.open_article().unwrap();
    model.go_to_quote(QuoteId { article, quote: 5 });
    assert_eq!((shown(&model), model.panes.panel.hidden(), quote(&model)), (vec![5], 6, 6));
    press(&mut model, "J");
    assert_eq!(shown(&model).len(), 0);
}

#[test]
fn the_search_finds_what_is_wanted() {
    let mut model = wide("gr");
    let effects = press(&mut model, "sfine points");
    answer(&mut model, effects);
    assert_eq!(model.search.picker.results().quotes.total, 1);
    let effects = press(&mut model, "<Esc>F.");
    answer(&mut model, effects);
    assert_eq!((model.search.picker.results().quotes.total, model.search.picker.results().articles.total), (0, 1));
}

#[test]
fn the_next_paragraph_lies_beyond_a_title_that_is_not_in_the_text() {
    let text = "July 2023\n\nNATO looks to Asia\n\nBy Duncan Bartlett\n\nIt rains in the north of the country today.\n";
    let mut model = model(vec![sayso_library::Article::read("saved.txt".to_owned(), text.as_bytes())], (120, 40));
    press(&mut model, "grgg");
    let blocks = model.panes.reader.as_ref().unwrap().document.blocks();
    assert!(blocks[..blocks.len() - 1].iter().any(|block| block.kind == sayso_attribution::document::BlockKind::Title));
    let row = |model: &Model| model.panes.reader.as_ref().unwrap().anchor().1;
    let mut rows = vec![row(&model)];
    for _ in 0..2 {
        press(&mut model, "}");
        rows.push(row(&model));
    }
    assert!(rows[0] < rows[1] && rows[1] < rows[2], "{rows:?}");
    press(&mut model, "{{");
    assert_eq!(row(&model), rows[0]);
}

#[test]
fn a_paragraph_by_its_number_and_a_mark() {
    let mut model = wide("grmaG''");
    assert_eq!(quote(&model), 1);
    press(&mut model, "2G");
    assert!(cursor(&mut model).starts_with("Ramon"));
    press(&mut model, "'a");
    assert_eq!(quote(&model), 1);
}

#[test]
fn groups_fold_and_the_current_quote_stays_current() {
    let mut model = wide("gr4<Enter>e");
    assert!(!model.panes.panel.rows().contains(&PanelRow::Quote(QuoteIndex::new(3))));
    assert_eq!(quote(&model), 4);
    press(&mut model, "j");
    assert_eq!(quote(&model), 2);
    press(&mut model, "TT");
    assert!(model.panes.panel.rows().contains(&PanelRow::Quote(QuoteIndex::new(3))));
}

#[test]
fn find_counts_its_hits_and_esc_goes_back() {
    let mut model = wide("gr/NATO<Enter>");
    assert_eq!((model.hit_at(), model.search.find.as_ref().unwrap().hits.len()), (Some(1), 4));
    press(&mut model, "n");
    assert_eq!(model.hit_at(), Some(2));
    press(&mut model, "NN");
    assert_eq!(model.hit_at(), Some(4));
    press(&mut model, "gg/ministry<Esc>");
    assert_eq!((quote(&model), model.search.find.is_none()), (1, true));
}

#[test]
fn a_filter_leaves_rows_that_match() {
    let mut model = wide("gq&mao ning<Enter>");
    assert_eq!(shown(&model), [4, 5]);
    assert_eq!(quote(&model), 5);
    press(&mut model, "&<C-u><Enter>");
    assert_eq!(shown(&model).len(), 7);
    press(&mut model, "gl&riac<Enter>");
    assert_eq!(model.panes.list.rows().len(), 1);
}

#[test]
fn earlier_lines_come_back_each_kind_its_own() {
    let mut model = wide("gr/nato<Enter>/japan<Esc>gq&ning<Enter>gr/<Up>");
    let typed = |model: &Model| match model.overlays.top() {
        Some(super::overlay::Layer::Line { prompt, .. }) => prompt.text().to_owned(),
        _ => String::new(),
    };
    assert_eq!(typed(&model), "japan");
    press(&mut model, "<Up><Up>");
    assert_eq!(typed(&model), "nato", "there is none before");
    assert_eq!(model.search.find.as_ref().unwrap().needle.typed(), "nato", "what comes back is looked for at once");
    press(&mut model, "<Esc>gq&<C-u><Up>");
    assert_eq!(typed(&model), "ning");
    assert_eq!(shown(&model), [4, 5]);
}

#[test]
fn the_source_card_leads_to_the_name_and_backspace_to_the_card() {
    let mut model = wide("gr6<Enter>i");
    let rows = model.card_rows();
    assert_eq!((rows[0].label, rows[0].text.as_str()), ("who", "she ¶9 · pronoun"));
    assert!(rows[1].text.starts_with("Mao Ning ¶7"));
    press(&mut model, "j<Enter>");
    assert!(cursor(&mut model).contains("Mao Ning"));
    assert_eq!((quote(&model), model.overlays.layers().len(), model.panes.focus), (6, 0, Pane::Reader));
    press(&mut model, "<Backspace>");
    assert!(matches!(model.overlays.layers(), [super::overlay::Layer::Card { row: 1 }]));
    assert_eq!(quote(&model), 6);
}

#[test]
fn the_card_names_the_other_articles_of_a_speaker() {
    let mut model = wide("gri");
    let heard = model.card_rows().iter().position(|row| row.label == "also in").unwrap();
    press(&mut model, &format!("{heard}j<Enter>"));
    assert_eq!(title(&model), "Partners far from home");
    press(&mut model, "<Backspace>");
    assert_eq!(title(&model), "NATO looks to Asia");
}

#[test]
fn a_search_opens_the_quote_lit_and_backspace_is_back_at_its_row() {
    let mut model = wide("gr");
    let effects = press(&mut model, "sbig pyes");
    answer(&mut model, effects);
    press(&mut model, "<Enter>");
    assert_eq!((quote(&model), model.panes.focus, model.overlays.layers().len()), (7, Pane::Reader, 0));
    let effects = press(&mut model, "<Backspace>");
    answer(&mut model, effects);
    assert_eq!((quote(&model), model.mode()), (1, Mode::Picker));
    assert_eq!(model.search.picker.typed().text(), "big pyes");
}

#[test]
fn everything_a_speaker_said_is_one_search_and_n_goes_along_it() {
    let mut model = wide("gr");
    let effects = press(&mut model, "S");
    answer(&mut model, effects);
    let said = model.search.picker.results().quotes.rows.iter().map(|hit| hit.id).collect::<Vec<_>>();
    assert_eq!(said.len(), 3);
    press(&mut model, "<Enter>");
    for id in &said[1..] {
        press(&mut model, "n");
        assert_eq!(model.current_quote(), Some(*id));
    }
}

#[test]
fn articles_in_turn_and_each_where_it_was_left() {
    let mut model = wide("gr3]J");
    assert_eq!(quote(&model), 1);
    press(&mut model, "K");
    assert_eq!(quote(&model), 4);
}

#[test]
fn an_article_that_arrives_moves_nothing() {
    let mut model = wide("gr4]");
    let before = model.spot();
    model.update(Input::Loaded(vec![article("new.md", "+++\npublished = \"2024\"\n+++\n\nSomething new.")]));
    assert_eq!(model.spot(), before);
    assert_eq!(model.panes.list.rows().len(), 3);
}

#[test]
fn a_key_that_changes_nothing_asks_for_no_frame() {
    let mut model = wide("grgg");
    let before = model.generation();
    press(&mut model, "k");
    assert_eq!(model.generation(), before);
    press(&mut model, "j");
    assert!(model.generation() > before);
}

#[test]
fn the_quote_under_the_eye_stays_on_the_screen() {
    let mut model = wide("gr5]");
    for size in [(40, 10), (200, 60), (60, 5), (120, 40), (38, 6)] {
        model.update(Input::Resize(size.0, size.1));
        let reader = model.panes.reader.as_ref().unwrap();
        assert!(reader.shown().contains(reader.quotes.start(QuoteIndex::new(5))), "{size:?}");
        assert_eq!(quote(&model), 6);
    }
}

#[test]
fn commands_are_found_by_some_of_their_letters() {
    let model = wide("gr:qtnx<Enter>");
    assert_eq!(quote(&model), 2);
}

#[test]
fn q_closes_what_is_on_top_and_quits_at_the_root() {
    let mut model = wide("gri");
    assert_eq!(press(&mut model, "q"), []);
    assert!(model.overlays.is_empty());
    assert_eq!(press(&mut model, "q"), [Effect::Quit]);
    assert_eq!(press(&mut model, "*<C-c>"), []);
    assert_eq!(shown(&model).len(), 7);
    assert_eq!(press(&mut model, "<C-c><C-c>"), [Effect::Quit]);
}

/// Every key of the reader, and what is typed into prompts.
const KEYS: &str = "j k d u <Space> b gg G ] [ ) ( * t T F % 95% z + - = i I ? J K <Tab> h l <Enter> <Backspace> L '' ma \
    'a /NATO<Enter> n N &ning<Enter> &<C-u><Enter> :zen<Enter> <Esc> 3 12 { } e gl gr gq \\ 5G <Down>";

fn key() -> impl Strategy<Value = &'static str> {
    prop::sample::select(KEYS.split(' ').collect::<Vec<_>>())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn text_and_panel_agree_whatever_is_pressed_at_any_size(
        keys in prop::collection::vec((key(), 1u16..200, 1u16..60, 0u8..8), 1..60)
    ) {
        let mut model = model(two_articles(), (120, 40));
        for (key, w, h, resize) in keys {
            if resize == 0 {
                model.update(Input::Resize(w, h));
            }
            press(&mut model, key);
            let reader = model.panes.reader.as_ref().unwrap();
            match reader.current {
                Some(quote) => {
                    prop_assert!(shown(&model).contains(&quote.place()));
                    prop_assert!(model.panes.panel.row_of(&reader.quotes, quote).is_some());
                }
                None => prop_assert!(shown(&model).is_empty()),
            }
            prop_assert!(reader.page().count() == 0 || reader.cursor_row().is_some(), "the cursor is off the screen");
        }
    }
}

#[test]
fn what_is_only_intended_is_hidden_where_the_settings_say_so_and_f_shows_it() {
    let text = "[S1 Ann Lee] [C1 said] that [Q1 rain fell].\n\n[S2 Ann Lee] [C2 plans] [Q2 to leave the town].";
    let settings = super::Settings { hide_intended: true, ..super::Settings::default() };
    let mut model = Model::new(settings);
    model.update(Input::Loaded(vec![super::testing::article("a.md", text)]));
    model.update(Input::LoadingDone);
    assert_eq!(shown(&model), [0]);
    press(&mut model, "F");
    assert_eq!((notice(&model), shown(&model)), ("all quotes", vec![0, 1]));
}
