//! Keeping what the reader does, on a thread of its own: written at once and told when the disk has it.
//!
//! The same thread looks, every moment, whether another session has written; that costs no byte on the screen.

use std::hash::{BuildHasher, RandomState};
use std::io::{self, ErrorKind};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use super::Wake;
use crate::app::Input;
use sayso_library::state::{Deed, Event, Place, Stamp, Stamper};
use sayso_library::{Journal, files as store};

/// So often the journal is looked at: what another session does is seen within a second.
const BEAT: Duration = Duration::from_millis(500);

/// So many beats later at the latest a place is written: a disk is not kept busy by somebody who reads.
const LATER: u32 = 4;

/// So long the end of the program waits for the last place to be written.
const LAST_WAIT: Duration = Duration::from_millis(300);

/// What the scribe is asked.
enum Job {
    /// Write this now, and tell.
    Record(Deed),
    /// Write this soon, and tell only what goes wrong.
    Later(Deed),
    /// The reader is here now; the newest place is written soon.
    Place(Place),
    /// Write what waits, and answer.
    Flush(Sender<()>),
}

/// The way to the scribe.
#[derive(Clone)]
pub struct Scribe(Sender<Job>);

impl Scribe {
    /// Starts the thread. `newest` is the newest event that this session knows of; without a `journal` nothing is
    /// kept, and that is told.
    pub fn start(journal: Option<Journal>, newest: Option<Stamp>, wakes: Sender<Wake>) -> io::Result<Self> {
        let (jobs, waiting) = channel();
        let mut stamper = Stamper::new(RandomState::new().hash_one((std::process::id(), SystemTime::now())));
        if let Some(stamp) = newest {
            stamper.see(stamp);
        }
        let desk = Desk { journal, stamper, later: Vec::new(), place: None, wakes, told: None };
        thread::Builder::new().name("scribe".to_owned()).spawn(move || desk.work(&waiting))?;
        Ok(Self(jobs))
    }

    /// Keeps what was done. What a reader is told of is on the disk first; the rest follows within a moment.
    pub fn record(&self, deed: Deed) {
        self.ask(if deed.is_told() { Job::Record(deed) } else { Job::Later(deed) });
    }

    /// Remembers where the reader is.
    pub fn place(&self, place: Place) {
        self.ask(Job::Place(place));
    }

    /// Waits, but not long, until all that was asked is on the disk.
    pub fn flush(&self) {
        let (done, wait) = channel();
        self.ask(Job::Flush(done));
        // A disk that does not answer must not hold up the end.
        let _ = wait.recv_timeout(LAST_WAIT);
    }

    fn ask(&self, job: Job) {
        // The scribe ends only with the program.
        let _ = self.0.send(job);
    }
}

struct Desk {
    journal: Option<Journal>,
    stamper: Stamper,
    later: Vec<Event>,
    place: Option<Place>,
    wakes: Sender<Wake>,
    /// The last fault of the quiet writing that was told.
    told: Option<String>,
}

impl Desk {
    fn work(mut self, jobs: &Receiver<Job>) {
        let mut next = Instant::now() + BEAT;
        let mut beats = 0_u32;
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
                    beats = beats.wrapping_add(1);
                    if beats.is_multiple_of(LATER) {
                        self.write_later();
                    }
                    self.look();
                    next = Instant::now() + BEAT;
                }
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
    }

    fn record(&mut self, deed: Deed) {
        let event = self.event(deed);
        let fault = self.write(std::slice::from_ref(&event)).err();
        self.send(Input::Recorded(Box::new(event), fault));
    }

    /// Writes what nobody waits for. Each fault is told once.
    fn write_later(&mut self) {
        if let Some(place) = self.place.take() {
            let event = self.event(Deed::Place { place });
            self.later.push(event);
        }
        let events = std::mem::take(&mut self.later);
        if events.is_empty() {
            return;
        }
        let fault = self.write(&events).err();
        if fault != self.told {
            self.told.clone_from(&fault);
            if let Some(fault) = fault {
                self.send(Input::Aside(format!("places are not kept: {fault}")));
            }
        }
    }

    /// Tells what other sessions wrote.
    fn look(&mut self) {
        // What cannot be read now is read with the next beat.
        let Some(Ok(fresh)) = self.journal.as_mut().map(Journal::read) else { return };
        for event in &fresh.events {
            self.stamper.see(event.stamp);
        }
        let own = self.stamper.session();
        let others: Vec<Event> = fresh.events.into_iter().filter(|event| event.stamp.id.session != own).collect();
        if !others.is_empty() {
            self.send(Input::Told(others));
        }
    }

    fn write(&mut self, events: &[Event]) -> Result<(), String> {
        let journal = self.journal.as_mut().ok_or_else(|| "the system names no home folder".to_owned())?;
        let place = store::shown(journal.path());
        journal.append(events).map_err(|error| plain(&place, &error))
    }

    fn event(&mut self, deed: Deed) -> Event {
        let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
        Event { stamp: self.stamper.stamp(now.as_millis() as i64), deed }
    }

    fn send(&self, input: Input) {
        // Only a loop that has ended does not listen.
        let _ = self.wakes.send(Wake::Inputs(vec![input]));
    }
}

/// Why nothing was written, the thing first that the reader can mend.
fn plain(place: &str, error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => {
            format!("the disk is full ({place})")
        }
        ErrorKind::ReadOnlyFilesystem | ErrorKind::PermissionDenied => format!("{place} cannot be written"),
        _ => format!("{place}: {error}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sayso_library::state::State;

    fn typed(line: &str) -> Deed {
        Deed::Type { what: "find".to_owned(), line: line.to_owned() }
    }

    fn undo() -> Deed {
        Deed::Undo { of: "1-1".parse().unwrap() }
    }

    fn next(wakes: &Receiver<Wake>) -> Input {
        match wakes.recv().unwrap() {
            Wake::Inputs(mut inputs) => inputs.pop().unwrap(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn one_session_is_told_when_the_disk_has_it_and_the_other_soon_after() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("sayso/journal.jsonl");
        let [one, two] = [(); 2].map(|()| {
            let (send, wakes) = channel();
            (Scribe::start(Some(Journal::at(path.clone())), None, send).unwrap(), wakes)
        });
        one.0.record(undo());
        let Input::Recorded(event, None) = next(&one.1) else { panic!("it is not recorded") };
        assert_eq!(Journal::at(path.clone()).read().unwrap().events, [(*event).clone()]);
        let Input::Told(events) = next(&two.1) else { panic!("it is not told") };
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
        let (send, wakes) = channel();
        let scribe = Scribe::start(Some(Journal::at(file.join("journal.jsonl"))), None, send).unwrap();
        scribe.record(undo());
        let Input::Recorded(_, Some(fault)) = next(&wakes) else { panic!("it cannot be written") };
        assert!(fault.contains("file/journal.jsonl"), "{fault}");
        scribe.record(typed("one"));
        scribe.flush();
        let Input::Aside(line) = next(&wakes) else { panic!("an aside") };
        assert!(line.starts_with("places are not kept: "), "{line}");
        scribe.record(typed("two"));
        scribe.flush();
        assert!(wakes.try_recv().is_err(), "the same fault is told once");
    }
}
