//! The journal of a team's library on this machine and the events on the server, kept alike by a thread.
//!
//! All that a reader does is written to the journal first. What concerns the team is sent on, at once or when the server
//! is back; what the others did is reported.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;
use std::{io, thread};

use super::address::LibraryAddress;
use super::error::PostgresError;
use super::team_events::{TeamEvent, TeamEvents, is_shared};
use crate::files::folders;
use crate::journal::Journal;
use crate::service::{Events, ServiceEvent};
use crate::state::{Event, Id};

/// Time between looks at the journal. A correction is sent within it.
const LOOK: Duration = Duration::from_millis(200);

/// Number of looks after which the server is asked even where it told nothing, as a standby does not.
const LOOKS_PER_READ: u32 = 10;

/// Time before the server is tried again: the first, doubled up to the longest.
const FIRST_WAIT: Duration = Duration::from_secs(1);
/// See [`FIRST_WAIT`].
const LONGEST_WAIT: Duration = Duration::from_secs(30);

/// The journal of a library on this machine: each has its own, so that what is done elsewhere is not sent to a team.
/// `None` where the system names no home.
pub fn journal_path(address: &LibraryAddress) -> Option<PathBuf> {
    let hosts = format!("{:?} {:?} {}", address.config.get_hosts(), address.config.get_dbname(), address.team);
    let name = &blake3::hash(hosts.as_bytes()).to_hex()[..16];
    folders::state().map(|folder| folder.join(format!("team-{name}.jsonl")))
}

/// Starts a thread that sends what is written to `journal` and reports what others do, until nobody listens.
///
/// # Errors
///
/// If the system gives no thread.
pub fn start(address: LibraryAddress, journal: Option<PathBuf>, events: Events) -> io::Result<()> {
    let mut sync = Sync { address, journal: journal.map(Journal::at), own: BTreeMap::new(), events, is_away: false };
    thread::Builder::new().name("team".to_owned()).spawn(move || sync.run()).map(drop)
}

struct Sync {
    address: LibraryAddress,
    journal: Option<Journal>,
    /// What the journal has for the team.
    own: BTreeMap<Id, Event>,
    events: Events,
    is_away: bool,
}

impl Sync {
    fn run(&mut self) {
        let mut wait = FIRST_WAIT;
        loop {
            let ended = TeamEvents::open(&self.address).and_then(|mut team| {
                wait = FIRST_WAIT;
                self.follow(&mut team)
            });
            let Err(error) = ended else { return };
            if !self.is_away && !self.tell(format!("{error}; what you do is kept here and sent when the server is back")) {
                return;
            }
            self.is_away = true;
            thread::sleep(wait);
            wait = (wait * 2).min(LONGEST_WAIT);
        }
    }

    /// Follows the server and the journal; ends without an error when nobody listens any more.
    fn follow(&mut self, team: &mut TeamEvents) -> Result<(), PostgresError> {
        self.receive(team)?;
        let mut looks = 0_u32;
        loop {
            self.read_journal();
            let sent = team.send(self.own.values())?;
            if std::mem::take(&mut self.is_away) && !self.tell(came_back(sent)) {
                return Ok(());
            }
            looks = looks.wrapping_add(1);
            let is_time = team.wait(LOOK)? || looks.is_multiple_of(LOOKS_PER_READ);
            if is_time && !self.receive(team)? {
                return Ok(());
            }
        }
    }

    /// Reports what others did; `false` if nobody listens any more.
    fn receive(&mut self, team: &mut TeamEvents) -> Result<bool, PostgresError> {
        let events: Vec<Event> = team.read()?.into_iter().map(|TeamEvent { event, .. }| event).collect();
        Ok(events.is_empty() || self.events.send(ServiceEvent::OtherSessions(events)))
    }

    fn read_journal(&mut self) {
        // A journal that cannot be read is told by whoever writes it.
        let fresh = self.journal.as_mut().and_then(|journal| journal.read().ok());
        let shared = fresh.into_iter().flat_map(|fresh| fresh.events).filter(|event| is_shared(&event.deed));
        self.own.extend(shared.map(|event| (event.stamp.id, event)));
    }

    fn tell(&self, line: String) -> bool {
        self.events.send(ServiceEvent::Notice(line))
    }
}

fn came_back(sent: usize) -> String {
    match sent {
        0 => "the library's server is back".to_owned(),
        1 => "the library's server is back; one change was sent".to_owned(),
        sent => format!("the library's server is back; {sent} changes were sent"),
    }
}
