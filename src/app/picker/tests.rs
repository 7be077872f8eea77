use std::sync::Arc;

use super::*;
use crate::app::KeyCode;
use sayso_library::search::{Hits, QuoteHit, Rank, SpeakerHit};
use sayso_library::{ArticleId, PersonId, QuoteId};

/// An answer with quotes of these numbers and one speaker.
fn results(query: &str, quotes: &[u32]) -> Arc<Results> {
    let id = |quote: &u32| QuoteId { article: ArticleId(0), quote: *quote };
    let rows: Vec<_> =
        quotes.iter().map(|q| QuoteHit { id: id(q), rank: Rank::default(), spans: Vec::new(), again: 0 }).collect();
    let speaker = SpeakerHit { id: PersonId(7), rank: Rank::default(), name: Vec::new() };
    Arc::new(Results {
        query: query.to_owned(),
        quotes: Hits { total: rows.len(), rows },
        speakers: Hits { rows: vec![speaker], total: 1 },
        ..Results::default()
    })
}

fn quote(number: u32) -> Target {
    Target::Quote(QuoteId { article: ArticleId(0), quote: number })
}

/// Plays `a`, `<Left>`, … and gives the last search asked for.
fn play(picker: &mut Picker, keys: &str) -> Option<(u64, String)> {
    let library = Library::default();
    let mut asked = None;
    for key in keys.split(' ') {
        let effect = match key {
            "<BS>" => picker.press(Key::plain(KeyCode::Backspace)),
            "<Left>" => picker.press(Key::plain(KeyCode::Left)),
            "<Down>" => picker.edit(Action::Down, &library),
            "<Up>" => picker.edit(Action::Up, &library),
            "<Tab>" => picker.edit(Action::TabNext, &library),
            "<S-Tab>" => picker.edit(Action::TabPrev, &library),
            "<C-u>" => picker.edit(Action::LineClear, &library),
            "<C-w>" => picker.edit(Action::WordDelete, &library),
            "<C-a>" => picker.edit(Action::LineStart, &library),
            "<Right>" => picker.edit(Action::Complete, &library),
            "<C-r>" => picker.edit(Action::HistoryPrev, &library),
            "<Space>" => picker.type_char(' '),
            text => text.chars().map(|c| picker.type_char(c)).last().flatten(),
        };
        asked = effect.or(asked);
    }
    match asked? {
        Effect::Search(ticket, query) => Some((ticket.0, query.text)),
        other => panic!("{other:?}"),
    }
}

fn opened() -> Picker {
    let mut picker = Picker::default();
    let asked = picker.open("");
    assert_eq!(asked, Effect::Search(Ticket(1), Query::default()));
    picker
}

#[test]
fn every_change_of_the_line_asks_with_a_newer_ticket() {
    let mut picker = opened();
    assert_eq!(play(&mut picker, "as <BS> <Space> b"), Some((6, "a b".to_owned())));
    assert_eq!(play(&mut picker, "<C-a>"), None, "moving in the line asks for nothing");
    assert_eq!(play(&mut picker, "x"), Some((7, "xa b".to_owned())));
    assert_eq!(play(&mut picker, "<C-u>"), Some((8, String::new())));
}

#[test]
fn an_older_answer_is_dropped_and_the_last_one_held() {
    let mut picker = opened();
    picker.found(Ticket(1), results("", &[1, 2, 3]));
    play(&mut picker, "a b");
    picker.found(Ticket(2), results("a", &[9]));
    assert_eq!(picker.selected(), Some(quote(1)), "what is shown stays until the newest answer is there");
    assert!(picker.is_waiting());
    picker.found(Ticket(3), results("ab", &[5]));
    assert_eq!((picker.selected(), picker.is_waiting()), (Some(quote(5)), false));
}

#[test]
fn rows_and_tabs_keep_their_place() {
    let mut picker = opened();
    picker.found(Ticket(1), results("", &[1, 2, 3]));
    play(&mut picker, "<Up> <Down> <Down> <Down> <Down>");
    assert_eq!(picker.selected(), Some(quote(3)));
    play(&mut picker, "<S-Tab>");
    assert_eq!((picker.tab(), picker.selected()), (Tab::Speakers, Some(Target::Person(PersonId(7)))));
    play(&mut picker, "<Tab>");
    assert_eq!((picker.tab(), picker.selected()), (Tab::Quotes, Some(quote(3))));
}

#[test]
fn an_accepted_row_leads_on_to_the_next_and_back() {
    let mut picker = opened();
    play(&mut picker, "cliques");
    picker.found(Ticket(8), results("cliques", &[1, 2]));
    assert_eq!(picker.accept(), Some(quote(1)));
    assert_eq!([picker.next_hit(), picker.next_hit(), picker.prev_hit()], [Some(quote(2)), None, Some(quote(1))]);
    picker.next_hit();
    assert_eq!(picker.resume(), Effect::Search(Ticket(9), Query::parse("cliques")));
    assert_eq!(picker.selected(), Some(quote(2)), "at the row that was gone to last");
    picker.found(Ticket(9), results("cliques", &[4, 2]));
    assert_eq!(picker.selected(), Some(quote(2)), "the same row, wherever it stands now");
}

#[test]
fn nothing_found_is_nothing_taken() {
    let mut picker = opened();
    assert_eq!(picker.accept(), None);
}

#[test]
fn earlier_lines_come_back() {
    let mut picker = opened();
    for line in ["one", "two", "one"] {
        picker.open(line);
        picker.close();
    }
    picker.open("");
    let line = |picker: &mut Picker| play(picker, "<C-r>").map(|asked| asked.1);
    assert_eq!(line(&mut picker).as_deref(), Some("one"));
    assert_eq!(line(&mut picker).as_deref(), Some("two"));
    assert_eq!(line(&mut picker), None, "there is none before");
}

#[test]
fn the_word_being_typed_is_completed_at_the_end_of_the_line_only() {
    let mut picker = opened();
    assert_eq!(play(&mut picker, "x <Space> kin <Right>").map(|asked| asked.1).as_deref(), Some("x kind:"));
    assert_eq!(play(&mut picker, "d <Right>").map(|asked| asked.1).as_deref(), Some("x kind:direct "));
    assert_eq!(play(&mut picker, "<Right> <C-a> <Right>"), None, "one character on");
    play(&mut picker, "y");
    assert_eq!(picker.typed().text(), "xy kind:direct ");
}

#[test]
fn a_paste_is_one_line_at_the_cursor() {
    let mut picker = opened();
    play(&mut picker, "ad <Left>");
    assert_eq!(picker.paste("b\nc\u{1b}\n"), Some(Effect::Search(Ticket(4), Query::parse("ab c␛d"))));
    play(&mut picker, "x");
    assert_eq!(picker.typed().text(), "ab c␛xd");
}
