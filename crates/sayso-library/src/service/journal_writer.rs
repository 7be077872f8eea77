//! Writing the journal on a thread of its own, and reading what other sessions write to it.

use std::hash::{BuildHasher, RandomState};
use std::io;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

pub use super::write_error::WriteError;
use super::{Events, ServiceEvent};
use crate::files as store;
use crate::journal::Journal;
use crate::state::{Event, EventKind, Place, Stamp, Stamper};

/// Interval between reads of the journal: changes of another session show within a second.
const POLL_INTERVAL: Duration = Duration::from_millis(500);

/// Number of polls after which a place is written at the latest: reading does not keep a disk busy.
const POLLS_PER_WRITE: u32 = 4;

/// Longest time that the end of the program waits for the last place to be written.
const LAST_WAIT: Duration = Duration::from_millis(300);

/// A request to the thread.
enum Job {
    /// Write this now, and report it.
    Record(EventKind),
    /// Write this soon, and report failures only.
    Later(EventKind),
    /// The place where the reader is; the newest is written soon.
    Place(Place),
    /// Write what waits, then reply.
    Flush(Sender<()>),
}

/// Writes one event at once, without a thread. `known` are the events of the journal so far.
///
/// # Errors
///
/// [`WriteError`] if the journal cannot be written.
pub fn record_now(journal: &mut Journal, known: &[Event], deed: EventKind) -> Result<(), WriteError> {
    let mut stamper = new_stamper();
    for event in known {
        stamper.see(event.stamp);
    }
    let event = stamped(&mut stamper, deed);
    journal.append(&[event]).map_err(|error| WriteError::new(store::shown(journal.path()), &error))
}

/// A stamper with a session number of its own.
fn new_stamper() -> Stamper {
    Stamper::new(RandomState::new().hash_one((std::process::id(), SystemTime::now())))
}

fn stamped(stamper: &mut Stamper, deed: EventKind) -> Event {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    Event { stamp: stamper.stamp(now.as_millis() as i64), deed }
}

/// Handle of the thread that writes the journal.
#[derive(Clone)]
pub struct JournalWriter(Sender<Job>);

impl JournalWriter {
    /// Starts the thread. `newest` is the newest event that this session knows of; without a `journal` nothing is
    /// written, which each event reports.
    ///
    /// # Errors
    ///
    /// If the system gives no thread.
    pub fn start(journal: Option<Journal>, newest: Option<Stamp>, events: Events) -> io::Result<Self> {
        let (jobs, waiting) = channel();
        let mut stamper = new_stamper();
        if let Some(stamp) = newest {
            stamper.see(stamp);
        }
        let writer = Writer { journal, stamper, later: Vec::new(), place: None, events, reported: None };
        thread::Builder::new().name("journal".to_owned()).spawn(move || writer.run(&waiting))?;
        Ok(Self(jobs))
    }

    /// Writes what was done: at once if the user is told of it, else within two seconds.
    pub fn record(&self, deed: EventKind) {
        self.ask(if deed.is_told() { Job::Record(deed) } else { Job::Later(deed) });
    }

    /// Writes where the reader is, within two seconds.
    pub fn place(&self, place: Place) {
        self.ask(Job::Place(place));
    }

    /// Waits until all requests are on the disk, for 300 ms at most.
    pub fn flush(&self) {
        let (done, wait) = channel();
        self.ask(Job::Flush(done));
        // A disk that does not answer must not hold up the end.
        let _ = wait.recv_timeout(LAST_WAIT);
    }

    fn ask(&self, job: Job) {
        // The thread ends only with the program.
        let _ = self.0.send(job);
    }
}

struct Writer {
    journal: Option<Journal>,
    stamper: Stamper,
    later: Vec<Event>,
    place: Option<Place>,
    events: Events,
    /// The last failure that nobody waited for: it is reported once.
    reported: Option<WriteError>,
}

impl Writer {
    fn run(mut self, jobs: &Receiver<Job>) {
        let mut next = Instant::now() + POLL_INTERVAL;
        let mut polls = 0_u32;
        loop {
            match jobs.recv_timeout(next.saturating_duration_since(Instant::now())) {
                Ok(Job::Record(deed)) => self.record(deed),
                Ok(Job::Later(deed)) => {
                    let event = self.event(deed);
                    self.later.push(event);
                }
                Ok(Job::Place(place)) => self.place = Some(place),
                Ok(Job::Flush(done)) => {
                    self.write_later();
                    let _ = done.send(());
                }
                Err(RecvTimeoutError::Timeout) => {
                    polls = polls.wrapping_add(1);
                    if polls.is_multiple_of(POLLS_PER_WRITE) {
                        self.write_later();
                    }
                    self.poll();
                    next = Instant::now() + POLL_INTERVAL;
                }
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
    }

    fn record(&mut self, deed: EventKind) {
        let event = self.event(deed);
        let fault = self.write(std::slice::from_ref(&event)).err();
        self.events.send(ServiceEvent::Recorded(Box::new(event), fault));
    }

    /// Writes what nobody waits for. Each failure is reported once.
    fn write_later(&mut self) {
        if let Some(place) = self.place.take() {
            let event = self.event(EventKind::Place { place });
            self.later.push(event);
        }
        let events = std::mem::take(&mut self.later);
        if events.is_empty() {
            return;
        }
        let fault = self.write(&events).err();
        if fault != self.reported {
            self.reported.clone_from(&fault);
            if let Some(fault) = fault {
                self.events.send(ServiceEvent::Notice(format!("places are not saved: {fault}")));
            }
        }
    }

    /// Reports what other sessions wrote.
    fn poll(&mut self) {
        // What cannot be read now is read by the next poll.
        let Some(Ok(fresh)) = self.journal.as_mut().map(Journal::read) else { return };
        for event in &fresh.events {
            self.stamper.see(event.stamp);
        }
        let own = self.stamper.session();
        let others: Vec<Event> = fresh.events.into_iter().filter(|event| event.stamp.id.session != own).collect();
        if !others.is_empty() {
            self.events.send(ServiceEvent::OtherSessions(others));
        }
    }

    fn write(&mut self, events: &[Event]) -> Result<(), WriteError> {
        let none = || if store::restriction().is_some() { WriteError::Restricted } else { WriteError::NoHome };
        let journal = self.journal.as_mut().ok_or_else(none)?;
        journal.append(events).map_err(|error| WriteError::new(store::shown(journal.path()), &error))
    }

    fn event(&mut self, deed: EventKind) -> Event {
        stamped(&mut self.stamper, deed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::State;

    fn typed(line: &str) -> EventKind {
        EventKind::Type { what: "find".to_owned(), line: line.to_owned() }
    }

    fn undo() -> EventKind {
        EventKind::Undo { of: "1-1".parse().unwrap() }
    }

    #[test]
    fn one_session_is_told_when_the_disk_has_it_and_the_other_soon_after() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("sayso/journal.jsonl");
        let [one, two] = [(); 2].map(|()| {
            let (send, events) = Events::channel();
            (JournalWriter::start(Some(Journal::at(path.clone())), None, send).unwrap(), events)
        });
        one.0.record(undo());
        let ServiceEvent::Recorded(event, None) = one.1.recv().unwrap() else { panic!("it is not recorded") };
        assert_eq!(Journal::at(path.clone()).read().unwrap().events, [(*event).clone()]);
        let ServiceEvent::OtherSessions(events) = two.1.recv().unwrap() else { panic!("it is not told") };
        assert_eq!(events, [*event]);
        two.0.record(typed("later"));
        two.0.flush();
        let state = State::of(Journal::at(path).read().unwrap().events);
        assert_eq!(state.typed("find"), ["later"]);
    }

    #[test]
    fn where_nothing_can_be_written_it_is_told_with_the_reason() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        std::fs::write(&file, "in the way").unwrap();
        let (send, events) = Events::channel();
        let writer = JournalWriter::start(Some(Journal::at(file.join("journal.jsonl"))), None, send).unwrap();
        writer.record(undo());
        let ServiceEvent::Recorded(_, Some(fault)) = events.recv().unwrap() else { panic!("it cannot be written") };
        assert!(fault.to_string().contains("file/journal.jsonl"), "{fault}");
        writer.record(typed("one"));
        writer.flush();
        let ServiceEvent::Notice(line) = events.recv().unwrap() else { panic!("a notice") };
        assert!(line.starts_with("places are not saved: "), "{line}");
        writer.record(typed("two"));
        writer.flush();
        assert!(events.try_recv().is_err(), "the same fault is told once");
    }
}
