use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;

use proptest::prelude::*;

use super::*;
use crate::state::{EventKind, Stamper, State};

/// A folder, and the path of a journal in it.
fn place() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state/journal.jsonl");
    (folder, path)
}

fn typed(stamper: &mut Stamper, line: &str) -> Event {
    Event {
        stamp: stamper.stamp(1_700_000_000_000),
        deed: EventKind::Type { what: "find".to_owned(), line: line.to_owned() },
    }
}

fn events(session: u64, lines: &[&str]) -> Vec<Event> {
    let mut stamper = Stamper::new(session);
    lines.iter().map(|line| typed(&mut stamper, line)).collect()
}

fn lines(state: &State) -> Vec<&str> {
    state.typed("find").iter().map(String::as_str).collect()
}

#[test]
fn a_line_is_json_that_a_person_reads() {
    let event = &events(0xab, &["say \"no\""])[0];
    assert_eq!(
        line::write(event),
        "{\"v\":1,\"at\":\"2023-11-14T22:13:20.000Z\",\"id\":\"0000000000ab-1\",\"do\":\"type\",\"what\":\"find\",\
         \"line\":\"say \\\"no\\\"\",\"crc\":\"72700af7\"}\n"
    );
}

#[test]
fn what_is_written_is_there_for_the_next_session() {
    let (_folder, path) = place();
    let all = events(1, &["one", "two"]);
    Journal::at(path.clone()).append(&all[..1]).unwrap();
    Journal::at(path.clone()).append(&all[1..]).unwrap();
    let fresh = Journal::at(path).open().unwrap();
    assert_eq!((fresh.events, fresh.damaged), (all, 0));
}

#[test]
fn two_sessions_keep_all_and_each_reads_what_the_other_wrote() {
    let (_folder, path) = place();
    let mut sessions = [1, 2].map(|n| (Journal::at(path.clone()), Stamper::new(n), State::default()));
    for round in 0..20 {
        for (n, (journal, stamper, _)) in sessions.iter_mut().enumerate() {
            journal.append(&[typed(stamper, &format!("{n} {round}"))]).unwrap();
        }
    }
    for (journal, _, state) in &mut sessions {
        state.learn(journal.read().unwrap().events);
        assert!(journal.read().unwrap().events.is_empty(), "nothing is new");
    }
    let [(_, _, one), (_, _, other)] = &sessions;
    assert_eq!((lines(one).len(), one), (40, other));
}

#[test]
fn a_journal_cut_at_any_byte_keeps_every_whole_line_and_takes_more() {
    let (_folder, path) = place();
    let all = events(1, &["zwei, ‘drei’", "four"]);
    let next = events(2, &["five"]);
    Journal::at(path.clone()).append(&all).unwrap();
    let bytes = fs::read(&path).unwrap();
    for cut in 0..=bytes.len() {
        fs::write(&path, &bytes[..cut]).unwrap();
        let whole = bytes[..cut].split(|&b| b == b'\n').count() - 1;
        // The line is whole before its end is there.
        let whole = whole + usize::from(bytes.get(cut) == Some(&b'\n'));
        let mut journal = Journal::at(path.clone());
        let fresh = journal.open().unwrap();
        assert_eq!(fresh.events, all[..whole], "cut at {cut}");
        journal.append(&next).unwrap();
        let again = Journal::at(path.clone()).open().unwrap();
        assert_eq!((again.events, again.damaged), ([&all[..whole], &next].concat(), 0), "cut at {cut}: set aside once");
    }
    assert!(path.with_extension("damaged").exists());
}

#[test]
fn a_changed_byte_costs_its_line_only() {
    let (_folder, path) = place();
    let all = events(1, &["one", "two", "three"]);
    Journal::at(path.clone()).append(&all).unwrap();
    let bytes = fs::read(&path).unwrap();
    for at in 0..bytes.len() {
        let mut changed = bytes.clone();
        changed[at] ^= 4;
        fs::write(&path, changed).unwrap();
        let fresh = Journal::at(path.clone()).open().unwrap();
        let lost = all.iter().filter(|event| !fresh.events.contains(event)).count();
        assert!((1..=2).contains(&lost) && fresh.damaged > 0, "byte {at}: {lost} lost, two where a line end went");
    }
}

#[test]
fn a_line_cut_short_costs_no_line_of_a_journal_put_behind_it() {
    let (_folder, path) = place();
    let (one, two) = (events(1, &["one"]), events(2, &["two"]));
    let cut = &line::write(&one[0])[..20];
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, format!("{cut}{}", line::write(&two[0]))).unwrap();
    assert_eq!(Journal::at(path.clone()).read().unwrap().events, two);
    assert_eq!(Journal::at(path).open().unwrap().events, two);
}

#[test]
fn a_newer_version_is_kept_and_passed_over() {
    let (_folder, path) = place();
    let body = "{\"v\":2,\"at\":\"whenever\",\"do\":\"wonders\"";
    let newer = format!("{body},\"crc\":\"{:08x}\"}}\n", crc32fast::hash(body.as_bytes()));
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(&path, format!("{newer}torn")).unwrap();
    let fresh = Journal::at(path.clone()).open().unwrap();
    assert_eq!((fresh.events, fresh.damaged), (Vec::new(), 1));
    assert_eq!(fs::read_to_string(&path).unwrap(), newer);
    assert_eq!(fs::read_to_string(path.with_extension("damaged")).unwrap(), "torn\n");
}

#[test]
fn a_long_journal_is_made_short_and_comes_to_the_same() {
    let (_folder, path) = place();
    let mut stamper = Stamper::new(1);
    let many: Vec<Event> = (0..5_000).map(|n| typed(&mut stamper, &format!("{}", n % 150))).collect();
    let mut journal = Journal::at(path.clone());
    journal.append(&many).unwrap();
    let mut other = Journal::at(path.clone());
    other.read().unwrap();
    let before = State::of(many);
    let after = State::of(journal.open().unwrap().events);
    assert_eq!((lines(&after), after.events().count()), (lines(&before), 100));
    // Whoever had the file open reads the new one from its start, and loses nothing.
    let late = typed(&mut stamper, "late");
    journal.append(std::slice::from_ref(&late)).unwrap();
    assert!(other.read().unwrap().events.contains(&late));
}

#[test]
fn a_folder_that_cannot_be_written_is_an_error_and_nothing_is_lost() {
    let (_folder, path) = place();
    let all = events(1, &["one", "two"]);
    Journal::at(path.clone()).append(&all[..1]).unwrap();
    let home = path.parent().unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o400)).unwrap();
    fs::set_permissions(home, fs::Permissions::from_mode(0o500)).unwrap();
    let mut journal = Journal::at(path.clone());
    assert_eq!(journal.open().unwrap().events, all[..1]);
    // Root writes everywhere.
    if !rustix::process::geteuid().is_root() {
        assert_eq!(journal.append(&all[1..]).unwrap_err().kind(), ErrorKind::PermissionDenied);
        assert_eq!(Journal::at(path.clone()).read().unwrap().events, all[..1]);
    }
    fs::set_permissions(home, fs::Permissions::from_mode(0o700)).unwrap();
}

proptest! {
    #[test]
    fn journals_put_together_in_any_order_come_to_the_same(order in Just((0..12usize).collect::<Vec<_>>()).prop_shuffle()) {
        let (_folder, path) = place();
        let mut all = events(1, &["a", "b", "c", "a"]);
        all.extend(events(2, &["b", "d", "e", "f", "c", "g", "a", "h"]));
        let shuffled: Vec<Event> = order.iter().map(|&at| all[at].clone()).collect();
        Journal::at(path.clone()).append(&shuffled).unwrap();
        prop_assert_eq!(State::of(Journal::at(path).open().unwrap().events), State::of(all));
    }
}
