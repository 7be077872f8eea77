//! Sessions in lines, and the same ones by keys: the model has to be the same.

use super::{Linear, PAGE};
use crate::app::testing::{answer, article, kept, model, press, shown, two_articles};
use crate::app::{Effect, Model};

/// A model and what line mode keeps.
struct Session {
    model: Model,
    linear: Linear,
    copied: Vec<String>,
}

fn session() -> Session {
    let mut session = Session { model: model(two_articles(), PAGE), linear: Linear::default(), copied: Vec::new() };
    session.linear.tell(&session.model);
    session
}

impl Session {
    /// What is told after these lines.
    fn read(&mut self, lines: &[&str]) -> Vec<String> {
        let mut told = Vec::new();
        for line in lines {
            let asked = self.linear.take(&mut self.model, line);
            let others = kept(&mut self.model, asked);
            self.copied.extend(copies(&others));
            answer(&mut self.model, others);
            told = self.linear.tell(&self.model);
        }
        told
    }
}

fn copies(effects: &[Effect]) -> Vec<String> {
    let copied = effects.iter().filter_map(|effect| if let Effect::Copy(text) = effect { Some(text) } else { None });
    copied.cloned().collect()
}

/// The model after these keys on the screen, and what was copied.
fn on_screen(keys: &[&str]) -> (Model, Vec<String>) {
    let mut model = model(two_articles(), PAGE);
    let mut copied = Vec::new();
    for keys in keys {
        let asked = press(&mut model, keys);
        copied.extend(copies(&asked));
        answer(&mut model, asked);
    }
    (model, copied)
}

/// What the user would notice of a model.
fn state(model: &Model) -> impl PartialEq + std::fmt::Debug + use<> {
    let reader = model.panes.reader.as_ref().unwrap();
    let names: Vec<String> =
        reader.quotes.all().map(|quote| reader.quotes.name(reader.quotes.speaker(quote)).to_owned()).collect();
    let clips: Vec<String> = model.clippings().iter().map(|clip| model.cited_as_now(&clip.clip).bare()).collect();
    let place =
        (reader.article, reader.anchor(), model.current_quote(), model.panes.focus, model.overlays.layers().len());
    let search = (model.search.picker.typed().text().to_owned(), model.search.picker.row());
    (place, names, clips, search, model.status.notice.clone(), shown(model))
}

#[test]
fn a_session_in_lines_leaves_the_model_as_the_same_one_by_keys_does() {
    let mut session = session();
    session.read(&["1", "", "]", "3", "quote-next", "yy", "i", "2", ":close"]);
    session.read(&["s cautious", "1", "yank-words", "c", "8", "a", "mark x", "c", "2", "undo", "clippings", "quit"]);
    let (screen, copied) = on_screen(&[
        "1G<Enter>",
        "}",
        "]",
        "3<Enter>",
        "]",
        "yy",
        "i",
        "j<Enter>",
        "<Esc>",
        "scautious",
        "<Enter>",
        "yq",
        "c",
        "jjjjjjj<Enter>",
        "a",
        "mx",
        "c",
        "j<Enter>",
        "U",
        "A",
        "Q",
    ]);
    assert_eq!(state(&session.model), state(&screen));
    assert_eq!(session.copied, copied);
    assert_eq!(copied.len(), 2);
    assert_eq!(screen.clippings().len(), 1);
    assert_eq!(screen.library.name_of(screen.current_quote().unwrap()), Some("Ramon Pacheco Pardo"));
}

#[test]
fn a_quote_is_one_sentence() {
    let told = session().read(&["1", "5"]);
    let want = "Quote 5 of 7, quoted, Mao Ning came the claim: “the Asia-Pacific region does not welcome NATO’s plan to \
                open a liaison office in Japan”, sure.";
    assert_eq!(told, [want]);
}

#[test]
fn words_that_stand_before_a_name_are_told_before_it() {
    let piece = article("a.md", "Costs fall.\n\n[C1 According to] [S1 Ann Lee], [Q1 taxes will fall].\n");
    let model = model(vec![piece], PAGE);
    let told = super::rows::current_quote(&model);
    assert_eq!(told, ["Quote 1 of 1, reported, according to Ann Lee: taxes will fall, sure."]);
}

#[test]
fn a_verb_may_be_one_word_of_a_name_and_a_number_behind_a_colon_only_goes_there() {
    let mut session = session();
    session.read(&["1", "1", "a", "]", "a", "A"]);
    assert_eq!(
        session.read(&[":2"]),
        ["Row 2: Korea’s love affair with NATO is not a summer fling – it is part of \
        a long-lasting and well-calibrated courtship, Ramon Pacheco Pardo, NATO looks to Asia"]
    );
    session.read(&["note courtship"]);
    assert_eq!(session.model.clippings()[1].clip.note, "courtship");
    assert_eq!(session.model.clippings()[0].clip.note, "");
}

#[test]
fn rows_have_numbers_and_a_row_that_is_not_there_changes_nothing() {
    let mut session = session();
    let told = session.read(&["list", "repeat-nothing", ":close", "9"]);
    assert_eq!(told[0], "no row 9; the last is 2");
    let told = session.read(&["c", "1", "Li Shangfu"]);
    assert_eq!(told[1], "1. Li Shangfu, here");
}

#[test]
fn nothing_that_is_told_has_marks_of_the_screen() {
    let mut session = session();
    for lines in [&["1"][..], &["i"], &[":close", "I"], &[":close", "s alliance"], &[":tab-next"], &[":close", "?"]] {
        for line in session.read(lines) {
            assert!(!line.contains(['│', '─', '▌', '┆', '¶', '→', '·', '\u{1b}']), "{line}");
        }
    }
}
