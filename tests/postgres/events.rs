//! Events of a team: none is lost, whoever writes at the same time and whatever is killed.

use std::collections::HashSet;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use fastrand::Rng;
use sayso_library::Journal;
use sayso_library::postgres::{LibraryAddress, TeamEvents, sync};
use sayso_library::service::{Events, ServiceEvent};
use sayso_library::state::{Event, EventKind, Id, Stamp};

use super::server::Server;

const WRITERS: u64 = 6;
const EVENTS: u32 = 400;

pub fn event(session: u64, number: u32) -> Event {
    let id = Id { session, number };
    Event { stamp: Stamp { at: i64::from(number), id }, deed: EventKind::Undo { of: id } }
}

/// Writes in batches until all are known to be there, over a new connection where the old one was killed.
fn write(address: &LibraryAddress, session: u64) {
    let mut dice = Rng::with_seed(session);
    let mut team = open_again(address);
    let mut next = 1;
    while next <= EVENTS {
        let upto = (next + dice.u32(1..12)).min(EVENTS + 1);
        let batch: Vec<Event> = (next..upto).map(|number| event(session, number)).collect();
        match team.send(&batch) {
            Ok(_) => next = upto,
            // Whether the batch was written is not known: it is sent again.
            Err(_) => team = open_again(address),
        }
    }
}

fn open_again(address: &LibraryAddress) -> TeamEvents {
    let open = |_| {
        // What is being opened may be killed as well.
        TeamEvents::open(address).inspect_err(|_| std::thread::sleep(Duration::from_millis(20))).ok()
    };
    (0..500).find_map(open).expect("a connection")
}

/// Ends connections of writers, and holds transactions open that end later than others that began after them.
fn disturb(server: &Server, is_over: &AtomicBool) {
    let mut boss = server.client("boss");
    let mut slow = server.client("ann");
    let mut dice = Rng::with_seed(7);
    let mut number = 0_i64;
    while !is_over.load(Ordering::Relaxed) {
        let mut transaction = slow.transaction().expect("a transaction");
        number += 1;
        let insert = "INSERT INTO sayso.event (team, session, number, body) VALUES (1, 'slow', $1, '{}')";
        transaction.execute(insert, &[&number]).expect("an event");
        std::thread::sleep(Duration::from_millis(dice.u64(1..20)));
        if dice.bool() { transaction.rollback() } else { transaction.commit() }.expect("an end");
        let kill = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE application_name = 'sayso' AND usename = 'bob' AND datname = current_database() ORDER BY random() LIMIT 1";
        // Only the owner of a role may end its connections.
        let _ = boss.batch_execute(kill);
    }
}

#[test]
fn six_writers_lose_nothing() {
    let rounds = std::env::var("SAYSO_TEST_POSTGRES_ROUNDS").map_or(1, |rounds| rounds.parse().expect("a number"));
    for round in 1..=rounds {
        let Some(server) = Server::with_library("sayso_test_events") else { return };
        let lost = (WRITERS as usize) * EVENTS as usize - seen_of_six(&server);
        println!("round {round} of {rounds}: {lost} events lost");
        assert_eq!(lost, 0);
    }
}

/// Six writers write while their connections are killed; how many events another reader has seen in the end.
fn seen_of_six(server: &Server) -> usize {
    let (address, is_over) = (server.address("bob"), AtomicBool::new(false));
    let mut reader = TeamEvents::open(&server.address("ann")).expect("a connection");
    let mut seen: HashSet<Id> = HashSet::new();
    std::thread::scope(|scope| {
        let writers: Vec<_> = (1..=WRITERS)
            .map(|session| {
                scope.spawn({
                    let address = &address;
                    move || write(address, session)
                })
            })
            .collect();
        let disturber = scope.spawn(|| disturb(server, &is_over));
        while !writers.iter().all(std::thread::ScopedJoinHandle::is_finished) {
            seen.extend(reader.read().expect("events").into_iter().map(|theirs| theirs.event.stamp.id));
        }
        is_over.store(true, Ordering::Relaxed);
        for writer in writers {
            writer.join().expect("a writer");
        }
        disturber.join().expect("the disturber");
    });
    seen.extend(reader.read().expect("events").into_iter().map(|theirs| theirs.event.stamp.id));
    seen.len()
}

#[test]
fn what_one_writes_the_other_sees_within_a_second() {
    let Some(server) = Server::with_library("sayso_test_latency") else { return };
    let [mut ann, mut bob] = ["ann", "bob"].map(|role| TeamEvents::open(&server.address(role)).expect("a connection"));
    assert!(bob.read().expect("events").is_empty());
    let mut longest = Duration::ZERO;
    for number in 1..=20 {
        let before = Instant::now();
        ann.send(&[event(9, number)]).expect("sent");
        assert!(bob.wait(Duration::from_secs(5)).expect("a connection"), "no word of event {number}");
        let fresh = bob.read().expect("events");
        assert_eq!(
            fresh.iter().map(|theirs| (theirs.reader.as_str(), theirs.event.stamp.id.number)).collect::<Vec<_>>(),
            [("ann", number)]
        );
        longest = longest.max(before.elapsed());
    }
    println!("seen after at most {longest:?}");
    assert!(longest < Duration::from_secs(1), "{longest:?}");
}

/// Follows the team with this journal; what others did comes to the receiver.
pub fn follow(address: LibraryAddress, journal: &Path) -> Receiver<ServiceEvent> {
    let (send, receive) = channel();
    let events = Events::new(move |event| send.send(event).is_ok());
    sync::start(address, Some(journal.to_owned()), events).expect("a thread");
    receive
}

/// The number of the next event of another session.
pub fn next_number(events: &Receiver<ServiceEvent>) -> u32 {
    loop {
        match events.recv_timeout(Duration::from_secs(20)).expect("word of the event") {
            ServiceEvent::OtherReaders(events) => return events[0].stamp.id.number,
            ServiceEvent::Notice(line) => println!("{line}"),
            _ => {}
        }
    }
}

#[test]
fn what_is_written_to_one_journal_reaches_the_other_reader_also_after_the_connection_was_lost() {
    let Some(server) = Server::with_library("sayso_test_journals") else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let [own, other] = ["ann.jsonl", "bob.jsonl"].map(|name| folder.path().join(name));
    let mut journal = Journal::at(own.clone());
    journal.append(&[event(5, 1)]).expect("a line");
    let of_ann = follow(server.address("ann"), &own);
    let of_bob = follow(server.address("bob"), &other);
    assert_eq!(next_number(&of_bob), 1, "what was done before is sent");
    let before = Instant::now();
    journal.append(&[event(5, 2)]).expect("a line");
    assert_eq!(next_number(&of_bob), 2);
    println!("from journal to journal in {:?}", before.elapsed());
    assert!(before.elapsed() < Duration::from_secs(1), "{:?}", before.elapsed());
    let kill = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid() AND usename = 'ann'";
    server.client("ann").batch_execute(kill).expect("lost connections");
    journal.append(&[event(5, 3)]).expect("a line");
    assert_eq!(next_number(&of_bob), 3, "it is sent when the server is back");
    let told = of_ann.try_iter().filter_map(|event| match event {
        ServiceEvent::Notice(line) => Some(line),
        _ => None,
    });
    let told: Vec<String> = told.collect();
    assert!(told.iter().any(|line| line.contains("sent when the server is back")), "{told:?}");
}
