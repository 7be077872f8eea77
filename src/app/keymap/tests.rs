use super::*;
use crate::app::{Key, KeyCode};

fn press(keymap: &Keymap, mode: Mode, keys: &str) -> Outcome {
    let mut pending = Pending::default();
    let mut outcome = Outcome::None;
    for stroke in notation::read(keys).expect("the test's keys") {
        let Stroke::Key(key) = stroke else { panic!("a test presses real keys") };
        outcome = keymap.press(mode, &mut pending, key);
    }
    outcome
}

fn faults(text: &str) -> Vec<String> {
    Keymap::built_in().overlay(text).1.iter().map(ToString::to_string).collect()
}

#[test]
fn the_file_that_ships_is_without_fault() {
    assert_eq!(Keymap::parse(BUILT_IN).1, []);
}

#[test]
fn every_action_has_a_key() {
    let keymap = Keymap::built_in();
    let bound: Vec<Action> = Mode::all().flat_map(|mode| keymap.rows(mode)).map(|row| row.action).collect();
    let missing: Vec<&str> = Action::ALL.iter().filter(|(a, _)| !bound.contains(a)).map(|(_, name)| *name).collect();
    assert_eq!(missing, [""; 0]);
}

#[test]
fn counts_sequences_and_marks() {
    let keymap = Keymap::built_in();
    let run = |action, count, c| Outcome::Run(action, count, c);
    for (mode, keys, want) in [
        (Mode::Reader, "j", run(Action::Down, None, None)),
        (Mode::Reader, "12G", run(Action::Bottom, Some(12), None)),
        (Mode::Reader, "10gg", run(Action::Top, Some(10), None)),
        (Mode::Reader, "g", Outcome::Wait),
        (Mode::Reader, "gx", Outcome::None),
        (Mode::Reader, "0", Outcome::None),
        (Mode::Reader, "99999999999j", run(Action::Down, Some(99_999), None)),
        (Mode::List, "ma", run(Action::Mark, None, Some('a'))),
        (Mode::List, "m7", run(Action::Mark, None, Some('7'))),
        (Mode::List, "m<Enter>", Outcome::None),
        (Mode::List, "''", run(Action::JumpLast, None, None)),
        (Mode::List, "'a", run(Action::MarkGoto, None, Some('a'))),
        (Mode::List, "12<Esc>j", run(Action::Down, None, None)),
        (Mode::List, "<Space>", run(Action::OpenOrPage, None, None)),
        (Mode::Quotes, "<Space>", run(Action::QuotePeek, None, None)),
        (Mode::Card, "<Space>", run(Action::PageDown, None, None)),
        (Mode::Card, "]", run(Action::QuoteNext, None, None)),
        (Mode::Picker, "3", Outcome::None),
        (Mode::Picker, "j", Outcome::None),
        (Mode::Picker, "<C-j>", run(Action::Down, None, None)),
        (Mode::Line, "<C-m>", run(Action::Accept, None, None)),
    ] {
        assert_eq!(press(&keymap, mode, keys), want, "{keys} in {mode:?}");
    }
}

#[test]
fn what_is_pending_can_be_shown() {
    let keymap = Keymap::built_in();
    let mut pending = Pending::default();
    for c in "12g".chars() {
        keymap.press(Mode::Reader, &mut pending, Key::char(c));
    }
    assert_eq!(pending.shown(), "12g");
    keymap.press(Mode::Reader, &mut pending, Key::plain(KeyCode::Esc));
    assert!(pending.is_empty());
}

#[test]
fn the_users_rows_come_first_and_the_rest_stays() {
    let own = r#"
[reader]
keymap = [
  { on = "x", run = "quit" },
  { on = "<Space>", run = "quote-next", desc = "On" },
]
[normal]
keymap = [ { on = "j", run = "none" } ]
"#;
    let (keymap, faults) = Keymap::built_in().overlay(own);
    assert_eq!(faults, []);
    assert_eq!(press(&keymap, Mode::Reader, "x"), Outcome::Run(Action::Quit, None, None));
    assert_eq!(press(&keymap, Mode::Reader, "<Space>"), Outcome::Run(Action::QuoteNext, None, None));
    assert_eq!(press(&keymap, Mode::List, "x"), Outcome::None);
    assert_eq!(press(&keymap, Mode::List, "j"), Outcome::None);
    assert_eq!(press(&keymap, Mode::List, "k"), Outcome::Run(Action::Up, None, None));
}

#[test]
fn a_fault_has_a_place_and_a_guess_and_costs_its_row_only() {
    let row = |row: &str| faults(&format!("[normal]\nkeymap = [\n  {row},\n]"));
    for (written, want) in [
        (r#"{ on = "X", run = "hepl" }"#, "line 3, column 21: unknown action `hepl`: did you mean `help`?"),
        (r#"{ on = "<Entr>", run = "help" }"#, "line 3, column 10: unknown key `<Entr>`: did you mean `Enter`?"),
        (r#"{ on = "X", rnu = "help" }"#, "line 3, column 15: a row has no field `rnu`: did you mean `run`?"),
        (r#"{ on = "X" }"#, "line 3, column 3: the field `run` is missing"),
        (r#"{ on = 3, run = "help" }"#, "line 3, column 10: `on` must be in quotation marks"),
        (r#"{ on = "", run = "help" }"#, "line 3, column 10: no key given"),
        (r#"{ on = "3", run = "help" }"#, "line 3, column 10: `3` is part of a count; bind another key"),
        (r#"{ on = "<x", run = "help" }"#, "line 3, column 10: `<` begins the name of a key, but there is no `>`"),
        (r#"{ on = "g", run = "help" }"#, "line 3, column 3: `g` and `gg` conflict"),
        (r#""j""#, "line 3, column 3: a row must be {"),
    ] {
        let faults = row(written);
        assert!(faults.len() == 1 && faults[0].starts_with(want), "{written}: {faults:#?}");
    }
}

#[test]
fn faults_of_the_whole_file() {
    assert_eq!(faults("[raeder]"), ["line 1, column 2: unknown mode `raeder`: did you mean `reader`?"]);
    assert_eq!(faults("[list]\nkeymp = []"), ["line 2, column 1: unknown key `keymp`: did you mean `keymap`?"]);
    assert!(faults("[list\nkeymap = []")[0].starts_with("line 1, column "));
    let twice = "[list]\nkeymap = [\n { on = \"x\", run = \"open\" },\n { on = \"x\", run = \"sort\" },\n]";
    assert_eq!(faults(twice), ["line 4, column 2: `x` is bound twice here"]);
    let typed = "[picker]\nkeymap = [ { on = \"x\", run = \"accept\" } ]";
    assert_eq!(faults(typed), ["line 2, column 19: `x` is text in [picker]; use a named key or Ctrl"]);
}

#[test]
fn a_broken_file_keeps_its_good_rows_and_the_defaults() {
    let own = "[list]\nkeymap = [ { on = \"x\", run = \"open\" }, { on = \"y\" run = \"sort\" } ]";
    let (keymap, faults) = Keymap::built_in().overlay(own);
    assert!(!faults.is_empty());
    assert_eq!(press(&keymap, Mode::List, "x"), Outcome::Run(Action::Open, None, None));
    assert_eq!(press(&keymap, Mode::List, "j"), Outcome::Run(Action::Down, None, None));
}

#[test]
fn a_key_taken_away_frees_what_begins_with_it() {
    let own = "[normal]\nkeymap = [ { on = \"zz\", run = \"redraw\" }, { on = \"z\", run = \"none\" } ]";
    let (keymap, faults) = Keymap::built_in().overlay(own);
    assert_eq!(faults, []);
    assert_eq!(press(&keymap, Mode::Reader, "zz"), Outcome::Run(Action::Redraw, None, None));
}

#[test]
fn notation_goes_both_ways() {
    for keys in
        ["gg", "<C-x>", "<Enter>", "<lt>", "m<char>", "<A-C-x>", "<F12>", "<S-Tab>", "<Space>", "<C-Space>", ">", "\\"]
    {
        let strokes = notation::read(keys).expect(keys);
        let written = notation::write(&strokes);
        assert_eq!(notation::read(&written), Ok(strokes), "{keys} as {written}");
    }
}

proptest::proptest! {
    #[test]
    fn any_text_gives_a_keymap_and_faults_inside_it(text in "\\PC{0,200}") {
        let (_, faults) = Keymap::built_in().overlay(&text);
        for fault in faults {
            proptest::prop_assert!(fault.place.line <= text.matches('\n').count() + 1);
        }
    }

    #[test]
    fn any_keys_are_read_or_refused(keys in "[<>a-zA-Z0-9é-]{0,12}") {
        if let Ok(strokes) = notation::read(&keys) {
            proptest::prop_assert_eq!(notation::read(&notation::write(&strokes)), Ok(strokes));
        }
    }
}

#[test]
fn keys_are_shown_as_a_person_reads_them() {
    for (keys, shown) in
        [("<C-t>y", "Ctrl-t y"), ("gg", "gg"), ("m<char>", "m<char>"), ("<lt>", "<"), ("<S-Tab>", "Shift-Tab")]
    {
        assert_eq!(notation::show(&notation::read(keys).expect(keys)), shown);
    }
}
