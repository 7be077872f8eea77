//! What was shown as done is there again: after a kill, a full disk, a closed window, beside another session.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use rustix::process::Signal;
use sayso_library::Journal;
use sayso_library::state::{EventKind, State};

use crate::terminal::{ARTICLES, SAYSO, Terminal};

/// A state folder that outlives the sessions in it.
struct Home(tempfile::TempDir);

impl Home {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn journal(&self) -> PathBuf {
        self.path().join("sayso/journal.jsonl")
    }

    fn state(&self) -> State {
        State::of(Journal::at(self.journal()).open().unwrap().events)
    }

    /// The program on the articles that ship.
    fn open(&self) -> Terminal {
        session(self.path(), &[SAYSO, ARTICLES])
    }
}

fn session(state: &Path, command: &[&str]) -> Terminal {
    let terminal = Terminal::start(120, 40, command, &[("XDG_STATE_HOME", state.to_str().unwrap())]);
    terminal.wait("both articles", |screen| screen.contains("2 articles"));
    terminal
}

#[test]
fn a_kill_at_any_moment_costs_nothing_that_was_shown_as_done() {
    let home = Home::new();
    let seed = fastrand::u64(..);
    let mut random = fastrand::Rng::with_seed(seed);
    let (mut marks, mut confirmed, mut actions) = (BTreeMap::new(), 0, 0);
    while actions < 200 {
        let mut terminal = home.open();
        terminal.press("gr");
        let life = random.usize(1..40);
        for _ in 0..life {
            actions += 1;
            let name = char::from(b'a' + (actions % 26) as u8);
            if actions % 5 == 0 {
                terminal.press_for("]cy", "confirmed");
                confirmed += 1;
            } else {
                terminal.press_for(&format!("jm{name}"), &format!("mark {name} set"));
                marks.insert(name, actions);
            }
        }
        // More under way: what is not shown as done yet may be there or not, and harms nothing.
        terminal.press("]cyjmA]cyjmB");
        std::thread::sleep(std::time::Duration::from_micros(random.u64(0..20_000)));
        terminal.signal(Signal::KILL);
        terminal.end();
        let state = home.state();
        for name in marks.keys() {
            assert!(state.mark(*name).is_some(), "mark {name} is lost, seed {seed}");
        }
        let kept = state.events().filter(|event| matches!(event.deed, EventKind::Correct { .. })).count();
        assert!(kept >= confirmed, "{kept} of {confirmed} corrections, seed {seed}");
    }
}

#[test]
fn a_closed_window_costs_nothing_that_was_shown_as_done_and_the_place_is_known() {
    let home = Home::new();
    let mut terminal = home.open();
    terminal.press("gr");
    terminal.press_for("3]ma", "mark a set");
    terminal.press("]]]/the alli");
    terminal.signal(Signal::HUP);
    assert_eq!(terminal.end(), 129);
    let state = home.state();
    assert!(state.mark('a').is_some() && state.last_place().is_some());
    let terminal = home.open();
    terminal.wait("the place", |screen| screen.contains("back at ¶"));
}

#[test]
fn a_full_disk_is_told_the_program_runs_on_and_what_was_there_stays() {
    let home = Home::new();
    let mut terminal = home.open();
    terminal.press_for("grma", "mark a set");
    terminal.signal(Signal::KILL);
    terminal.end();
    let before = fs::read(home.journal()).unwrap();
    // The next line fits in part only. The limit is in blocks of 512 bytes.
    let blocks = (before.len() + 40).div_ceil(512);
    let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$1\"");
    let mut terminal = session(home.path(), &["sh", "-c", &script, SAYSO, ARTICLES]);
    terminal.press("gr]");
    let mut said = 0;
    for name in 'b'..='f' {
        terminal.press(&format!("m{name}"));
        let screen = terminal.wait("an answer", |screen| screen.contains(&format!("mark {name} set")));
        said += usize::from(screen.contains("not saved: the disk is full"));
    }
    assert!(said >= 3, "a full disk is told each time: {said}");
    terminal.press("'b");
    terminal.press("Q");
    assert_eq!(terminal.end(), 0);
    let after = fs::read(home.journal()).unwrap();
    assert!(after.starts_with(&before), "what was there is there");
    let state = home.state();
    assert!(state.mark('a').is_some() && state.mark('f').is_none());
}

#[test]
fn a_home_that_cannot_be_written_is_told_and_the_program_runs_on() {
    // Nobody makes a folder there, whoever they are.
    let mut terminal = session(Path::new("/proc/sayso"), &[SAYSO, ARTICLES]);
    terminal.press_for("grma", "mark a set, not saved: ");
    terminal.press_for("cy", "confirmed, not saved: ");
    terminal.press("]");
    terminal.press("'a");
    terminal.press("Q");
    assert_eq!(terminal.end(), 0);
}

#[test]
fn a_wrong_speaker_is_corrected_undone_and_done_again_over_sessions() {
    let home = Home::new();
    let mut terminal = home.open();
    terminal.press_for("grcsZoe Testwell", "Zoe Testwell");
    terminal.press_for("\r", "Zoe Testwell: saved");
    terminal.press_for("U", "undone: correction");
    terminal.press_for("\x12", "redone: correction");
    terminal.press("Q");
    assert_eq!(terminal.end(), 0);
    let mut terminal = home.open();
    terminal.press_for("gr1\ri", "corrected by hand");
    let screen = terminal.screen();
    assert!(screen.contains("Zoe Testwell"), "{screen}");
    terminal.press_for("qU", "Press U again");
    terminal.press_for("U", "undone: correction");
    terminal.wait("the engine’s own again", |screen| !screen.contains("Zoe Testwell"));
    terminal.press_for("U", "nothing to undo");
    terminal.press("Q");
    assert_eq!(terminal.end(), 0);
}

#[test]
fn two_sessions_keep_all_and_each_sees_what_the_other_does() {
    let home = Home::new();
    let (mut one, mut other) = (home.open(), home.open());
    other.press("gr");
    for name in 'a'..='h' {
        one.press_for(&format!("m{name}"), &format!("mark {name} set"));
        let name = name.to_ascii_uppercase();
        other.press_for(&format!("m{name}"), &format!("mark {name} set"));
    }
    one.press_for("grcsZoe Testwell", "Zoe Testwell");
    one.press_for("\r", "Zoe Testwell: saved");
    other.wait("the other session’s correction", |screen| screen.contains("Zoe Testwell"));
    let state = home.state();
    assert!(('a'..='h').chain('A'..='H').all(|name| state.mark(name).is_some()));
}
