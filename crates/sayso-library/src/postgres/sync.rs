//! The journal of a team's library on this machine and the events on the server, kept alike by a thread.
//!
//! All that a reader does is written to the journal first. What concerns the team is sent on, at once or when the server
//! is back; what the others did is reported.

use std::collections::{BTreeMap, HashSet};
use std::path::PathBuf;
use std::time::Duration;
use std::{io, thread};

use postgres::config::Host;
use sayso_attribution::text::one_line;

use super::address::LibraryAddress;
use super::error::PostgresError;
use super::team_events::{TeamEvent, TeamEvents, is_shared};
use crate::correction::Correction;
use crate::files::folders;
use crate::journal::Journal;
use crate::service::{Events, ServiceEvent};
use crate::state::{Event, EventKind, Id};

/// Time between looks at the journal. A correction is sent within it.
const LOOK: Duration = Duration::from_millis(200);

/// Number of looks after which the server is asked even where it told nothing, as a standby does not.
const LOOKS_PER_READ: u32 = 5;

/// Time before the first attempt to reach the server again; doubled for each further one, up to [`LONGEST_WAIT`]. A server
/// that took over gets what waits within five seconds.
const FIRST_WAIT: Duration = Duration::from_secs(1);
/// Longest time between attempts to reach the server.
const LONGEST_WAIT: Duration = Duration::from_secs(3);

/// The journal of a library on this machine: each has its own, so that what is done elsewhere is not sent to a team.
/// `None` where the system names no home.
pub fn journal_path(address: &LibraryAddress) -> Option<PathBuf> {
    folders::state().map(|folder| folder.join(journal_name(address)))
}

/// The name of the journal: a hash of all that tells libraries, teams and readers apart.
fn journal_name(address: &LibraryAddress) -> String {
    let config = &address.config;
    let host = |host: &Host| match host {
        Host::Tcp(name) => name.clone(),
        Host::Unix(folder) => folder.to_string_lossy().into_owned(),
    };
    let hosts: Vec<String> = config.get_hosts().iter().map(host).collect();
    let numbers: Vec<String> = config.get_hostaddrs().iter().map(ToString::to_string).collect();
    // As JSON, which keeps the fields apart whatever is in them.
    let whole =
        serde_json::json!([hosts, numbers, config.get_ports(), config.get_user(), config.get_dbname(), address.team]);
    format!("team-{}.jsonl", &blake3::hash(whole.to_string().as_bytes()).to_hex()[..16])
}

/// Starts a thread that sends what is written to `journal` and reports what others do, until nobody listens.
///
/// # Errors
///
/// If the system gives no thread.
pub fn start(address: LibraryAddress, journal: Option<PathBuf>, events: Events) -> io::Result<()> {
    let mut sync = Sync {
        address,
        journal: journal.map(Journal::at),
        own: BTreeMap::new(),
        seen: HashSet::new(),
        events,
        is_away: false,
    };
    thread::Builder::new().name("team".to_owned()).spawn(move || sync.run()).map(drop)
}

struct Sync {
    address: LibraryAddress,
    journal: Option<Journal>,
    /// What the journal has for the team.
    own: BTreeMap<Id, Event>,
    /// Events of the server that were reported. A new connection reads all of them again: a server that took over may
    /// lack some that were sent.
    seen: HashSet<Id>,
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
            if !self.is_away
                && !self.tell(format!("{error}; what you do is kept here and sent when the server is back"))
            {
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
        let mut fresh = team.read()?;
        fresh.retain(|theirs| self.seen.insert(theirs.event.stamp.id));
        for line in fresh.iter().filter_map(|theirs| conflict(self.own.values(), theirs)) {
            self.tell(line);
        }
        let (own, others): (Vec<_>, Vec<_>) = fresh.into_iter().partition(|fresh| fresh.reader == team.reader());
        let [own, others] = [own, others].map(|all| all.into_iter().map(|fresh| fresh.event).collect::<Vec<Event>>());
        Ok((own.is_empty() || self.events.send(ServiceEvent::OtherSessions(own)))
            && (others.is_empty() || self.events.send(ServiceEvent::OtherReaders(others))))
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

/// A line where somebody else corrected a quote otherwise than one of these own events did.
fn conflict<'e>(own: impl Iterator<Item = &'e Event>, theirs: &TeamEvent) -> Option<String> {
    let TeamEvent { event, reader } = theirs;
    let EventKind::Correct { correction } = &event.deed else { return None };
    let mut own = own.filter(|own| own.stamp.id != event.stamp.id).filter_map(|own| match &own.deed {
        EventKind::Correct { correction } => Some((own.stamp, correction)),
        _ => None,
    });
    let is_other = |own: &Correction| own.article.is_same(&correction.article) && own.conflicts(correction);
    let (stamp, _) = own.find(|(_, own)| is_other(own))?;
    let holds = if stamp < event.stamp { "theirs holds" } else { "yours holds" };
    let title = one_line(&correction.article.title);
    Some(format!("{reader} corrected a quote in “{title}” otherwise than you; {holds}, as the later one"))
}

fn came_back(sent: usize) -> String {
    match sent {
        0 => "the library's server is back".to_owned(),
        1 => "the library's server is back; one change was sent".to_owned(),
        sent => format!("the library's server is back; {sent} changes were sent"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::correction::Verdict;
    use crate::state::{Anchor, ArticleKey, Stamp};

    fn corrected(session: u64, at: i64, verdict: Verdict) -> Event {
        let article = ArticleKey { title: "Talks".to_owned(), hash: "1".to_owned(), ..ArticleKey::default() };
        let quote = vec![Anchor { exact: "We go".to_owned(), ..Anchor::default() }];
        let correction = Box::new(Correction { article, quote, was: None, verdict });
        Event { stamp: Stamp { at, id: Id { session, number: 1 } }, deed: EventKind::Correct { correction } }
    }

    #[test]
    fn each_library_reader_and_team_has_a_journal_of_its_own() {
        let all = [
            "postgres://ann@localhost/news",
            "postgres://ann@localhost:5433/news",
            "postgres://ann@localhost/news?hostaddr=127.0.0.1",
            "postgres://bob@localhost/news",
            "postgres://ann@localhost/other",
            "postgres://ann@localhost/news?team=desk",
        ];
        let name = |text: &&str| journal_name(&text.parse().unwrap());
        assert_eq!(all.iter().map(name).collect::<HashSet<_>>().len(), all.len());
        assert_eq!(name(&"postgresql://ann@localhost/news?team=main"), name(&all[0]));
    }

    #[test]
    fn two_corrections_of_one_quote_are_told() {
        let own = [corrected(1, 5, Verdict::NotQuote)];
        let theirs = |at, verdict| TeamEvent { event: corrected(2, at, verdict), reader: "bob".to_owned() };
        let told = conflict(own.iter(), &theirs(7, Verdict::Right)).unwrap();
        assert_eq!(told, "bob corrected a quote in “Talks” otherwise than you; theirs holds, as the later one");
        assert!(conflict(own.iter(), &theirs(3, Verdict::Right)).unwrap().contains("yours holds"));
        assert_eq!(conflict(own.iter(), &theirs(7, Verdict::NotQuote)), None, "they agree");
        let same = TeamEvent { event: own[0].clone(), reader: "ann".to_owned() };
        assert_eq!(conflict(own.iter(), &same), None);
    }
}
