use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Modifier;

use super::*;
use crate::app::Action;
use crate::attribution::{Analysis, Attribution, Kind, Speaker, SpeakerKind};
use crate::document::ingest;
use crate::library::Article;
use crate::library::search::{Index, Query, search};
use crate::text::Span;

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
    let speaker = |name: &str, role: &str| Speaker {
        name: name.to_owned(),
        kind: SpeakerKind::Person,
        roles: vec![role.to_owned()],
        also: Vec::new(),
    };
    let attributions = quotes.map(|(speaker, kind, words)| {
        let at = document.text().find(words).unwrap();
        Attribution { kind, ..Attribution::of_test(Span::new(at, at + words.len()), speaker) }
    });
    let speakers = vec![speaker("Mao Ning", "spokesperson"), speaker("Li Shangfu", "defence minister")];
    let analysis = Analysis { attributions: attributions.into(), speakers };
    let mut library = Library::default();
    library.learn(Article { path: "asia.txt".to_owned(), document: Arc::new(document), analysis: Arc::new(analysis) });
    library
}

fn picker(library: &Library, query: &str) -> Picker {
    let index = Index::of(library);
    let mut picker = Picker::default();
    picker.open(query);
    picker.found(1, Arc::new(search(&index, library, &Query::parse(query), 50)));
    picker
}

/// The cells as text, lit ones in `{}`, the chosen row with `<` behind it.
fn screen(picker: &Picker, library: &Library, width: u16, height: u16, ascii: bool) -> String {
    let mut buffer = Buffer::empty(Rect::new(0, 0, width, height));
    let area = Area { x: 0, y: 0, w: width, h: height };
    draw(&mut Canvas::new(&mut buffer, ascii), area, picker, library);
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
    insta::assert_snapshot!("speakers_with_a_fault_80x24", screen(&picker, &library, 80, 24, false));
    picker = self::picker(&library, "asia open");
    picker.edit(Action::TabNext, &library);
    insta::assert_snapshot!("articles_ascii_80x24", screen(&picker, &library, 80, 24, true));
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
