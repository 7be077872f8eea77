//! Frames as they are drawn: cells with their styles at three sizes, and no panic at any.

use proptest::prelude::*;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};

use super::draw;
use crate::app::testing::{article, model, press, two_articles};
use crate::app::{Input, Model};
use sayso_library::service::IndexProgress;

fn frame(model: &Model, (w, h): (u16, u16)) -> Buffer {
    let mut buffer = Buffer::empty(Rect::new(0, 0, w, h));
    draw(model, &mut buffer);
    buffer
}

/// The frame of two articles after these keys.
fn pressed(size: (u16, u16), keys: &str) -> Buffer {
    let mut model = model(two_articles(), size);
    press(&mut model, keys);
    frame(&model, size)
}

/// The first `cells` of a row.
fn row(buffer: &Buffer, y: u16, cells: u16) -> String {
    (0..cells).map(|x| buffer[(x, y)].symbol()).collect()
}

/// The cells of a row.
fn row_chars(buffer: &Buffer, y: u16) -> Vec<String> {
    (0..buffer.area.width).map(|x| buffer[(x, y)].symbol().to_owned()).collect()
}

/// All cells in one line.
fn text(buffer: &Buffer) -> String {
    buffer.content.iter().map(Cell::symbol).collect()
}

/// The cells, then the same cells as letters that stand for their styles, with a legend.
fn show(buffer: &Buffer) -> String {
    let (w, h) = (buffer.area.width, buffer.area.height);
    let mut legend: Vec<Style> = vec![Style::new()];
    let (mut text, mut looks) = (String::new(), String::new());
    for y in 0..h {
        let (mut row, mut look) = (String::new(), String::new());
        for x in 0..w {
            let cell = &buffer[(x, y)];
            let style = Style::new().add_modifier(cell.modifier);
            let style = if cell.fg == Color::Reset { style } else { style.fg(cell.fg) };
            let style = if cell.bg == Color::Reset { style } else { style.bg(cell.bg) };
            let at = legend.iter().position(|s| *s == style).unwrap_or_else(|| {
                legend.push(style);
                legend.len() - 1
            });
            row += cell.symbol();
            look.push(if at == 0 { ' ' } else { (b'a' + at as u8 - 1) as char });
        }
        text = text + row.trim_end() + "\n";
        looks = looks + look.trim_end() + "\n";
    }
    let names: Vec<String> = legend
        .iter()
        .enumerate()
        .skip(1)
        .map(|(at, s)| format!("{}: {}", (b'a' + at as u8 - 1) as char, name(*s)))
        .collect();
    format!("{text}{}\n{looks}{}\n{}", "=".repeat(w.into()), "=".repeat(w.into()), names.join("\n"))
}

fn name(style: Style) -> String {
    let colours = [style.fg.map(|c| c.to_string()), style.bg.map(|c| format!("on {c}"))];
    let flags = style.add_modifier.iter_names().map(|(name, _)| name.to_lowercase());
    flags.chain(colours.into_iter().flatten()).collect::<Vec<_>>().join(" ")
}

#[test]
fn three_panes() {
    insta::assert_snapshot!(show(&pressed((120, 40), "gr5]")));
}

#[test]
fn text_and_strip() {
    insta::assert_snapshot!(show(&pressed((80, 24), "gr5]")));
}

#[test]
fn one_pane_and_a_card() {
    insta::assert_snapshot!(show(&pressed((40, 24), "gr5]")));
}

#[test]
fn quotes_alone_on_the_screen_are_neither_above_nor_below_the_text() {
    let buffer = pressed((50, 24), "gq");
    assert!((0..24).all(|y| !["^", "v"].contains(&buffer[(1, y)].symbol())), "{}", text(&buffer));
}

#[test]
fn what_is_hidden_is_counted_beside_the_panel_and_under_the_strip() {
    let mut model = model(two_articles(), (120, 40));
    press(&mut model, "gr%F");
    let wide = frame(&model, (120, 40));
    let [head, below] = [1, 2].map(|y| row(&wide, y, 120));
    assert!(head.ends_with("│ SPEAKERS 4 · 2 hidden              "), "{head}");
    assert!(below.ends_with("│ likely, quoted          by speaker "), "{below}");
    model.update(Input::Resize(80, 24));
    press(&mut model, "j");
    let status = row(&frame(&model, (80, 24)), 23, 80);
    assert!(status.contains(" 1/7 · 2 hidden  ] [ quote"), "{status}");
}

#[test]
fn the_header_names_what_was_opened_wherever_the_open_article_is() {
    let mut model = model(vec![article("texts/2016/a.md", "# A\n\nYes.")], (120, 40));
    for (names, want) in [
        (&["texts"][..], " sayso · texts   "),
        (&["texts", "b.md", "c.md"], " sayso · texts and 2 more   "),
        (&[], " sayso · texts/2016   "),
    ] {
        model.name_opened(&names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>());
        let head = row(&frame(&model, (120, 40)), 0, 120);
        assert!(head.starts_with(want), "{head}");
    }
    model.name_opened(&["folder/".repeat(30)]);
    let head = row(&frame(&model, (120, 40)), 0, 120);
    assert!(head.contains("… 1 article  "), "{head}");
}

#[test]
fn counts_in_the_list_stand_in_one_column_below_the_titles() {
    for (w, h) in [(120, 40), (80, 24), (40, 8)] {
        let model = model(two_articles(), (w, h));
        let buffer = frame(&model, (w, h));
        let list = model.panes.layout.list.body;
        let rows: Vec<String> = (list.y..h).map(|y| row(&buffer, y, list.w)).collect();
        let end = |title: &str| {
            let below = rows.iter().skip_while(|row| !row.contains(title)).nth(1).unwrap();
            below.trim_end().chars().count()
        };
        assert_eq!([end("NATO looks to"), end("Partners far")], [usize::from(list.w); 2], "{w}x{h} {rows:?}");
    }
}

#[test]
fn a_title_of_which_nothing_else_is_known_has_both_rows() {
    let long = "Parliament asks the harbour master why the old bridge shook in a light wind";
    let model = model(vec![article("a.md", &format!("# {long}\n\nRain fell."))], (120, 40));
    let buffer = frame(&model, (120, 40));
    assert_eq!(row(&buffer, 3, 26).trim_end(), ">•Parliament asks the", "{}", row(&buffer, 3, 120));
    assert_eq!(row(&buffer, 4, 26).trim_end(), "  harbour master why the…");
}

#[test]
fn the_name_offered_for_a_file_is_shown_as_chosen_until_something_is_typed() {
    let mut model = model(two_articles(), (80, 24));
    press(&mut model, "graAw");
    let last = |model: &Model| {
        let buffer = frame(model, (80, 24));
        let cells = (0..80).map(|x| &buffer[(x, 23)]);
        let chosen: String = cells.filter(|c| c.modifier.contains(Modifier::REVERSED)).map(Cell::symbol).collect();
        (row(&buffer, 23, 80).trim_end().to_owned(), chosen)
    };
    assert_eq!(last(&model), ("write to: clippings.md".to_owned(), "clippings.md".to_owned()));
    press(&mut model, "my");
    assert_eq!(last(&model), ("write to: my".to_owned(), String::new()));
}

#[test]
fn articles_of_one_title_show_what_tells_them_apart() {
    let of = |path: &str| article(path, "+++\ntitle = \"News\"\npublication = \"RIAC\"\n+++\n\nRain fell.");
    for (size, want) in [
        ((120, 40), ["  a/one.md · RIAC         0", "  b/one.md · RIAC         0"]),
        ((40, 10), ["  a/one.md · RIAC               0 quotes", "  b/one.md · RIAC               0 quotes"]),
        ((40, 6), [">•News                 a/one.md 0 quotes", " •News                 b/one.md 0 quotes"]),
    ] {
        let articles = [of("a/one.md"), of("b/one.md")].into_iter().chain(two_articles()).collect();
        let model = model(articles, size);
        let buffer = frame(&model, size);
        let list = model.panes.layout.list.body;
        let rows: Vec<String> = (list.y..list.y + list.h).map(|y| row(&buffer, y, list.w)).collect();
        for want in want {
            assert!(
                rows.iter().any(|row| row.chars().skip(1).eq(want.chars().skip(1))),
                "{size:?}: {want} is none of {rows:#?}"
            );
        }
        assert!(!rows.concat().contains("asia.md"), "a title of its own tells enough");
    }
}

#[test]
fn a_notice_too_long_for_the_last_row_stands_in_several() {
    let notice = "copied by OSC 52, unconfirmed; also in ~/.local/state/sayso/copied.txt";
    for (w, rows) in [(120, 1), (80, 1), (60, 2), (40, 3)] {
        let mut model = model(two_articles(), (w, 24));
        press(&mut model, "gr");
        model.update(Input::Notice(notice.to_owned()));
        let buffer = frame(&model, (w, 24));
        let told: Vec<String> = (24 - rows..24).map(|y| row(&buffer, y, w).trim().to_owned()).collect();
        // A path may be broken behind a folder.
        let whole = |text: &str| text.split_whitespace().collect::<String>();
        assert_eq!(whole(&told.concat()), whole(&format!("READ {notice}")), "{w}");
        assert!(told.iter().all(|row| !row.is_empty()), "{told:?}");
    }
}

#[test]
fn the_search_counts_its_rows_in_the_status_and_not_the_quotes_beneath() {
    let mut model = model(two_articles(), (80, 24));
    press(&mut model, "gr3]");
    let status = |model: &Model| row(&frame(model, (80, 24)), 23, 80);
    assert!(status(&model).starts_with(" READ A4 4/7 "), "{}", status(&model));
    press(&mut model, "s");
    assert!(status(&model).starts_with(" SEARCH 0/0 "), "{}", status(&model));
    press(&mut model, "<Esc>A");
    assert!(status(&model).starts_with(" CLIPPINGS  Enter open"), "{}", status(&model));
}

#[test]
fn the_strip_shows_the_whole_current_quote_and_its_speaker() {
    let name = "Konstantin Konstantinopolsky of the Ministry";
    let words = "It rains on the harbour and on the hills behind it ".repeat(6);
    let text = format!("{name} came.\n\n‘[Q1 {}],’ [C1 said] [S1 he|{name}].", words.trim_end());
    let mut model = model(vec![article("a.md", &text)], (80, 24));
    press(&mut model, "gr]");
    let (buffer, strip) = (frame(&model, (80, 24)), model.panes.layout.strip);
    let rows: Vec<String> = (strip.y..strip.y + strip.h).map(|y| row(&buffer, y, 80).trim().to_owned()).collect();
    assert_eq!(rows[0].split_whitespace().collect::<Vec<_>>().join(" "), format!("A1▌ he → {name} quoted · sure"));
    assert_eq!(rows[1..].join(" ").trim_end(), format!("said “{}”", words.trim_end()));
}

#[test]
fn the_panel_has_the_spare_columns_and_more_of_them_while_it_has_the_keys() {
    let columns = |w, keys: &str| {
        let mut model = model(two_articles(), (w, 40));
        press(&mut model, keys);
        (model.panes.layout.panel.body.w, model.panes.layout.text.body.w)
    };
    assert_eq!(columns(120, "gr"), (36, 55));
    assert_eq!(columns(120, "gq"), (47, 44));
    let (panel, text) = columns(200, "gr");
    assert!(panel > 80 && text >= 74, "{panel} {text}");
}

#[test]
fn the_panel_under_the_text_says_how_it_is_grouped() {
    let buffer = pressed((80, 24), "gqT");
    assert!(text(&buffer).contains("SPEAKERS 4"));
    assert!(text(&buffer).contains("in order"));
}

#[test]
fn help_that_has_no_such_key_says_so() {
    assert!(text(&pressed((80, 24), "?xyzzy")).contains("no key or mark matches"));
}

#[test]
fn the_source_card() {
    insta::assert_snapshot!(show(&pressed((120, 24), "gr6<Enter>ij")));
}

#[test]
fn finding_words_as_they_are_typed() {
    insta::assert_snapshot!(show(&pressed((80, 16), "gr/nato")));
}

#[test]
fn a_pane_whose_filter_matches_nothing_says_so() {
    for (size, keys) in [((120, 40), "gl&xy"), ((120, 40), "gr&xy"), ((80, 24), "gr&xy"), ((50, 24), "gq&xy")] {
        assert!(text(&pressed(size, keys)).contains("nothing matches &xy (Esc"), "{size:?} {keys}");
    }
}

#[test]
fn quoted_words_have_the_colour_of_their_speaker_and_reported_ones_have_not() {
    let marked = "[S1 Ann Lee] [C1 said] that [Q1 rain fell]. ‘[Q2 No dams],’ [C2 said] [S2 Bo Ek].";
    let mut model = model(vec![article("a.md", &format!("# Rain\n\n{marked}"))], (60, 20));
    press(&mut model, "gr");
    let buffer = frame(&model, (60, 20));
    let colour = |words: &str| {
        let row = (0..20).map(|y| row(&buffer, y, 60)).position(|row| row.contains(words));
        let y = row.unwrap_or_else(|| panic!("{words}: {}", text(&buffer)));
        let line = row_chars(&buffer, y as u16);
        let x = line.windows(words.len()).position(|cells| cells.concat() == words);
        buffer[(x.unwrap_or(0) as u16, y as u16)].fg
    };
    assert_eq!(colour("rain fell"), Color::Reset);
    assert_eq!(colour("said Bo"), Color::Reset);
    assert_eq!(Some(colour("No dams")), crate::ui::theme::Theme::new(&model.settings).voice(Some(1)).fg);
}

#[test]
fn without_colour_nothing_is_coloured() {
    let mut model = model(two_articles(), (120, 40));
    model.settings.colour = false;
    press(&mut model, "gr5]/nato<Enter>gq");
    let buffer = frame(&model, (120, 40));
    assert!(buffer.content.iter().all(|cell| cell.fg == Color::Reset && cell.bg == Color::Reset));
    assert!(buffer.content.iter().any(|cell| cell.modifier.contains(Modifier::REVERSED)));
}

#[test]
fn in_ascii_every_cell_is() {
    let mut model = model(two_articles(), (120, 40));
    model.settings.ascii = true;
    press(&mut model, "gr5]i");
    let buffer = frame(&model, (120, 40));
    assert!(buffer.content.iter().all(|cell| cell.symbol().is_ascii()));
    let marks = |mark| buffer.content.iter().filter(|cell| cell.symbol() == mark && cell.fg != Color::Reset).count();
    assert!(marks("#") > 0 && marks(":") > 0, "words in quotation marks and reported ones");
    assert_eq!(marks("|"), 0, "borders look like no quote");
}

const KEYS: &[&str] = &[
    "gr", "gq", "gl", "]", "i", "I", "?", ":", "/nato", "&o", "<Esc>", "z", "t", "T", "F", "%", "e", "<Space>", "G",
    "j",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn every_size_can_be_drawn(w in 1u16..200, h in 1u16..60, keys in prop::collection::vec(0..KEYS.len(), 0..6)) {
        let mut model = model(two_articles(), (w, h));
        for key in keys {
            press(&mut model, KEYS[key]);
        }
        frame(&model, (w, h));
        // A frame of another size than the model knows of: the resize is still on its way.
        frame(&model, (h, w));
        model.update(Input::Resize(h, w));
        frame(&model, (h, w));
    }
}

#[test]
fn who_is_quoted_is_counted_with_bars() {
    for size in [(120, 40), (80, 24), (40, 24)] {
        let mut model = model(two_articles(), size);
        press(&mut model, "gv");
        assert!(text(&frame(&model, size)).contains("counting …"));
        let voices =
            sayso_library::voices::Voices::of(sayso_library::voices::By::Speaker, model.library.clone(), |_| {
                Vec::new()
            });
        model.update(Input::Voices(std::sync::Arc::new(voices)));
        let buffer = frame(&model, size);
        let rows: Vec<String> = (0..size.1).map(|y| row(&buffer, y, size.0).trim_end().to_owned()).collect();
        insta::assert_snapshot!(format!("voices_{}x{}", size.0, size.1), rows.join("\n"));
    }
}

#[test]
fn a_file_that_takes_long_is_named() {
    let mut model = model(two_articles(), (120, 40));
    let slow = Some("news/big.md".into());
    model.update(Input::IndexProgress(IndexProgress { done: 3, all: 60, pace: 2.0, slow }));
    assert!(text(&frame(&model, (120, 40))).contains("reading big.md …"));
    model.update(Input::IndexProgress(IndexProgress { done: 3, all: 60, pace: 2.0, slow: None }));
    assert!(text(&frame(&model, (120, 40))).contains("reading 3/60, 2 a second"));
}

#[test]
fn the_articles_of_a_file_stand_under_its_name() {
    let chapter = |part: &str, head: &str| {
        article(part, &format!("---\npublication: Quay Stories\n{head}---\n\n# Of {part}\n\nIt rained.\n"))
    };
    let mut articles = vec![article("x.md", "# Alone\n\nIt rained.\n")];
    articles.extend((1..=20).map(|n| chapter(&format!("quay.epub#c{n:02}"), "published: 2024\n")));
    articles.extend([("a.mbox#01", "A"), ("a.mbox#02", "B")].map(|(path, from)| {
        article(path, &format!("---\npublication: List {from}\n---\n\n# Mail {from}\n\nIt rained.\n"))
    }));
    let mut model = model(articles, (120, 24));
    press(&mut model, "gl");
    let list = |model: &Model| {
        let buffer = frame(model, (120, 24));
        (3..22).map(|y| row(&buffer, y, 27).trim_end().to_owned()).collect::<Vec<_>>()
    };
    let shown = list(&model);
    assert_eq!(shown[0].trim(), "Quay Stories", "{shown:#?}");
    assert!(shown[1].contains("Of quay.epub#c01") && shown[2].contains("Of quay.epub#c02"), "{shown:#?}");
    assert!(shown[3].contains("2024") && !shown[3].contains("Quay"), "{shown:#?}");
    // Scrolled into the book, its name stands at the top; the mailbox has no outlet of its own.
    press(&mut model, "G");
    let shown = list(&model);
    assert_eq!(shown[0].trim(), "Quay Stories", "{shown:#?}");
    let mailbox = shown.iter().position(|row| row.trim() == "a").unwrap_or_else(|| panic!("{shown:#?}"));
    assert!(shown[mailbox + 1].contains("Mail A") && shown[mailbox + 3].contains("List B"), "{shown:#?}");
}
