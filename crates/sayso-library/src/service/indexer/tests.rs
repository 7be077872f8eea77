//! A damaged index in every file and at every kind of fault: what is answered is what the articles say.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::panic::catch_unwind;
#[cfg(feature = "careful")]
use std::sync::atomic::AtomicBool;
use std::time::SystemTime;

use super::*;
use crate::ArticleId;
use crate::index::BEGINNING;
use crate::search::Query;
use crate::service::session::{LibrarySession, SearchError};
#[cfg(feature = "careful")]
use crate::state::{ArticleKey, Event, EventKind, Stamper, State};
#[cfg(feature = "careful")]
use sayso_attribution::Reading;

/// Number of mutations; `SAYSO_MUTATIONS` sets another. Without optimization a mutation takes a fifth of a second, so a
/// run of the tests makes few of them.
const MUTATIONS: usize = if cfg!(debug_assertions) { 40 } else { 2000 };

/// Number of mutations from which on a run is sure to hit every file of the index.
const MUTATIONS_OF_ALL: usize = 500;

/// Bytes that a disk loses at once.
const SECTOR: usize = 512;

/// The largest file of the tests in bytes.
const CAP: u64 = 1 << 20;

/// A library of small articles, and its index as it was written.
struct Library {
    _folder: tempfile::TempDir,
    articles: PathBuf,
    cache: PathBuf,
    index: PathBuf,
    files: BTreeMap<String, (Vec<u8>, SystemTime)>,
}

impl Library {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (articles, cache) = (folder.path().join("articles"), folder.path().join("cache"));
        fs::create_dir(&articles).unwrap();
        for n in 0..6 {
            let name = ["Anna Winter", "Bo Summer", "Carl Weiss", "Dora Lund"][n % 4];
            let text = format!(
                "---\ntitle: The harvest of {n}\nauthor: Eve Writer\ndate: 2024-03-{:02}\n---\n\n“The harvest of field {n} was good,” said {name}, a farmer.\n\nShe added that the price of bread would fall by {n} cents.\n\n{}",
                n + 1,
                "Nobody had seen such rain before, and the wells were full.\n\n".repeat(n)
            );
            fs::write(articles.join(format!("{n}.md")), text).unwrap();
        }
        let mut library = Self { index: PathBuf::new(), files: BTreeMap::new(), _folder: folder, articles, cache };
        library.answers().unwrap();
        library.index = fs::read_dir(library.cache.join("index")).unwrap().next().unwrap().unwrap().path();
        for entry in fs::read_dir(&library.index).unwrap() {
            let path = entry.unwrap().path();
            let changed = fs::metadata(&path).unwrap().modified().unwrap();
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            library.files.insert(name, (fs::read(path).unwrap(), changed));
        }
        library
    }

    /// Opens the index as a command does, and asks it; with what is said meanwhile.
    fn answers(&self) -> Result<(Vec<String>, Vec<String>), SearchError> {
        let (mut indexer, said) = Indexer::open_in(Some(&self.cache), vec![self.articles.clone()], CAP);
        let mut said: Vec<String> = said.into_iter().collect();
        indexer.update(&Look::All, &mut |_, event| {
            if let IndexEvent::Say(line) | IndexEvent::ReadError(line) = event {
                said.push(line);
            }
            true
        });
        let snapshot = indexer.snapshot()?;
        let mut session = LibrarySession::new(indexer.index().clone(), Arc::clone(&snapshot), CAP);
        let mut out: Vec<String> = Vec::new();
        for query in ["harvest", "speaker:weiss bread", "\"price of bread\"", "wels full", "title:harvest date:2024"] {
            let (results, _) = session.search(&Query::parse(query), 20)?;
            let library = session.library();
            let quotes = results.quotes.rows.iter().map(|hit| format!("{query}: {:?}", words(library, hit.id)));
            let articles = results.articles.rows.iter().filter_map(|hit| Some(library.entry(hit.id)?.path.to_owned()));
            let people =
                results.speakers.rows.iter().filter_map(|hit| Some(library.people().get(hit.id)?.name.to_owned()));
            out.extend(quotes.chain(articles).chain(people));
        }
        let (hits, _) = session.who("the harvest of the field was god", 5)?;
        out.extend(hits.iter().map(|hit| format!("who: {:?}", words(session.library(), hit.id))));
        let mut ids: Vec<_> = session.catalogue().listed().map(|(id, _)| id).collect();
        snapshot.sort(&mut ids);
        for (_, article) in session.fetch(&ids) {
            let analysis = &article.analysis;
            let text = article.document.text();
            let quotes = analysis.attributions.iter().map(|quote| {
                let speaker = quote.speaker.map(|speaker| analysis.speakers[speaker].name.as_str());
                format!("{} {:?} {speaker:?}", article.path, quote.content.text(text))
            });
            out.extend(quotes);
        }
        Ok((out, said))
    }

    /// Puts the index back as it was, but for one file.
    fn restore(&self, altered: &[(&str, Vec<u8>)]) {
        fs::remove_dir_all(&self.index).unwrap();
        fs::create_dir(&self.index).unwrap();
        for (name, (bytes, changed)) in &self.files {
            let bytes = altered.iter().find(|(other, _)| other == name).map_or(bytes, |(_, bytes)| bytes);
            let path = self.index.join(name);
            fs::write(&path, bytes).unwrap();
            fs::File::options().write(true).open(&path).unwrap().set_modified(*changed).unwrap();
        }
    }

    /// One or two files as a fault of the disk leaves them.
    fn mutation(&self, random: &mut fastrand::Rng) -> (&'static str, Vec<(&str, Vec<u8>)>) {
        let names: Vec<&str> = self.files.keys().map(String::as_str).collect();
        let (a, b) = (names[random.usize(..names.len())], names[random.usize(..names.len())]);
        let mut bytes = self.files[a].0.clone();
        let at = random.usize(..=bytes.len());
        match random.u8(..6) {
            0 if at < bytes.len() => {
                bytes[at] ^= 1 << random.u8(..8);
                ("bit", vec![(a, bytes)])
            }
            1 if at < bytes.len() => {
                bytes[at] = random.u8(..);
                ("byte", vec![(a, bytes)])
            }
            2 => {
                bytes.truncate(at);
                ("cut", vec![(a, bytes)])
            }
            3 => {
                bytes.iter_mut().skip(at).take(SECTOR).for_each(|byte| *byte = 0);
                ("zeros", vec![(a, bytes)])
            }
            4 => {
                bytes.splice(at..at, [random.u8(..)]);
                ("grown", vec![(a, bytes)])
            }
            _ => ("swap", vec![(a, self.files[b].0.clone()), (b, bytes)]),
        }
    }
}

/// The ending of a file of a segment, or the whole name.
fn kind_of_file(name: &str) -> String {
    let ending = name.split_once('.').filter(|(stem, _)| stem.len() == 32).map(|(_, ending)| format!("*.{ending}"));
    ending.unwrap_or_else(|| name.to_owned())
}

fn words(library: &crate::Library, id: crate::QuoteId) -> Option<String> {
    let text = library.article(id.article)?.document.text();
    Some(format!("{} {}", library.name_of(id)?, library.quote(id)?.content.text(text)))
}

#[test]
fn a_damaged_index_gives_no_wrong_answer_and_is_made_anew() {
    let library = Library::new();
    let (expected, said) = library.answers().unwrap();
    assert!(expected.len() > 20 && said.is_empty(), "{expected:#?} {said:?}");
    let times = std::env::var("SAYSO_MUTATIONS").ok().and_then(|n| n.parse().ok()).unwrap_or(MUTATIONS);
    let mut random = fastrand::Rng::with_seed(7);
    let mut told = BTreeMap::<&str, [usize; 2]>::new();
    let mut hit = BTreeMap::<String, [usize; 2]>::new();
    for n in 0..times {
        let (kind, altered) = library.mutation(&mut random);
        let what = format!("mutation {n}: {kind} {:?}", altered.iter().map(|(name, _)| name).collect::<Vec<_>>());
        library.restore(&altered);
        let run = || {
            // A command asks again where the index turns out to be damaged.
            library.answers().or_else(|_| library.answers()).unwrap()
        };
        let (answers, mut said) = catch_unwind(std::panic::AssertUnwindSafe(run)).unwrap_or_else(|_| panic!("{what}"));
        assert_eq!(answers, expected, "{what}");
        let marked = library.index.join("damaged").exists();
        let (answers, more) = run();
        assert_eq!(answers, expected, "{what}, the second time");
        said.extend(more);
        let damaged = said.iter().any(|line| line.contains("was damaged and is rebuilt"));
        assert!(damaged || (said.is_empty() && !marked), "{what}: {said:?}");
        assert!(!library.index.join("damaged").exists(), "{what}: it is not made anew");
        assert_eq!(run().1, Vec::<String>::new(), "{what}: said again");
        told.entry(kind).or_default()[usize::from(damaged)] += 1;
        for (name, _) in &altered {
            hit.entry(kind_of_file(name)).or_default()[usize::from(damaged)] += 1;
        }
    }
    eprintln!("{times} mutations, [not noticed, made anew]: {told:?}\nby file: {hit:?}");
    assert!(told.values().any(|[_, damaged]| *damaged > 0));
    let files: BTreeSet<String> = library.files.keys().map(|name| kind_of_file(name)).collect();
    assert!(times < MUTATIONS_OF_ALL || hit.len() == files.len(), "files that no mutation hit: {hit:?} of {files:?}");
}

#[test]
fn the_beginning_of_a_long_file_is_there_before_the_file_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let (articles, cache) = (folder.path().join("articles"), folder.path().join("cache"));
    fs::create_dir(&articles).unwrap();
    // Long words are read in no time.
    let text = "“It is so,” said Ann Lee.\n\n".to_owned() + &("x".repeat(1_000) + "\n\n").repeat(265);
    fs::write(articles.join("a.md"), text).unwrap();
    fs::write(articles.join("b.md"), "“It was so,” said Ann Lee.").unwrap();
    let open = || Indexer::open_in(Some(&cache), vec![articles.clone()], CAP).0;
    let rows = |indexer: &mut Indexer| {
        let snapshot = indexer.snapshot().unwrap();
        let rows: Vec<(ArticleId, u32, u64)> =
            snapshot.catalogue.listed().map(|(id, entry)| (id, entry.quotes, entry.hash)).collect();
        let path = crate::files::shown(&articles.join("a.md"));
        let text = indexer.index().articles(&snapshot, (&path, &[rows[0].0]), CAP).unwrap()[0].1.document.text().len();
        (rows, text)
    };
    // The first time it is stopped as soon as there is something to show.
    let mut seen = Vec::new();
    let mut indexer = open();
    indexer.update(&Look::All, &mut |indexer, event| {
        let kept = matches!(event, IndexEvent::Kept);
        if kept {
            seen.push(rows(indexer));
        }
        !kept
    });
    let [(begun, text)] = seen.as_slice() else { panic!("{seen:?}") };
    assert_eq!(begun.iter().map(|row| (row.1, row.2)).collect::<Vec<_>>(), [(0, BEGINNING)]);
    assert!((1_000..70_000).contains(text), "{text} bytes are shown at once");
    drop(indexer);
    let mut indexer = open();
    indexer.update(&Look::All, &mut |_, _| true);
    let (whole, text) = rows(&mut indexer);
    assert_eq!((whole.len(), whole[0].1, whole[0].2 != BEGINNING), (2, 1, true));
    assert!(text > 250_000, "{text} bytes are shown in the end");
}

#[test]
#[cfg(feature = "careful")]
fn the_index_keeps_the_second_reading_until_the_file_changes() {
    let folder = tempfile::tempdir().unwrap();
    let (articles, cache) = (folder.path().join("articles"), folder.path().join("cache"));
    fs::create_dir(&articles).unwrap();
    for name in ["a.md", "b.md"] {
        fs::write(articles.join(name), "“The harvest was good,” said Ann Lee. She denied that it would rain.").unwrap();
    }
    let open = || Indexer::open_in(Some(&cache), vec![articles.clone()], CAP).0;
    let readings = |indexer: &mut Indexer| {
        let snapshot = indexer.snapshot().unwrap();
        let listed = snapshot.catalogue.listed();
        let mut entries: Vec<_> = listed.map(|(id, entry)| (id, entry.path.to_owned(), entry.reading)).collect();
        assert!(entries.iter().all(|(id, _, reading)| snapshot.reading(*id) == Some(*reading)));
        // By path: an article that was read again may have another number.
        entries.sort_unstable_by(|a, b| a.1.cmp(&b.1));
        entries.into_iter().map(|(_, _, reading)| reading).collect::<Vec<_>>()
    };
    let mut indexer = open();
    indexer.update(&Look::All, &mut |_, _| true);
    assert_eq!(readings(&mut indexer), [Reading::First; 2]);
    let first = crate::files::shown(&articles.join("a.md"));
    let stop = AtomicBool::new(false);
    let again = |files| SecondReadingJob { files, stop: &stop, pool: &parallel::AGAIN };
    indexer.read_again(&again(std::slice::from_ref(&first)), &mut |_, _| true).unwrap();
    assert_eq!(readings(&mut indexer), [Reading::Second, Reading::First]);
    drop(indexer);

    let mut indexer = open();
    indexer.update(&Look::All, &mut |_, _| true);
    assert_eq!(readings(&mut indexer), [Reading::Second, Reading::First], "another session has it");
    let snapshot = indexer.snapshot().unwrap();
    let id = snapshot.catalogue.listed().find(|(_, entry)| entry.path == first).unwrap().0;
    let found = indexer.index().articles(&snapshot, (&first, &[id]), CAP).unwrap();
    let analysis = &found[0].1.analysis;
    assert_eq!(analysis.reading, Reading::Second);
    assert!(analysis.attributions.iter().any(|quote| quote.found_by == "careful"), "{analysis:?}");
    indexer.read_again(&again(&[]), &mut |_, _| true).unwrap();
    assert_eq!(readings(&mut indexer), [Reading::Second; 2]);
    fs::write(articles.join("a.md"), "“The harvest was bad,” said Bo Ek.").unwrap();
    indexer.update(&Look::All, &mut |_, _| true);
    assert_eq!(readings(&mut indexer), [Reading::First, Reading::Second]);
}

#[test]
#[cfg(feature = "careful")]
fn a_second_reading_that_is_stopped_leaves_the_first_one() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.md"), "“The harvest was good,” said Ann Lee.").unwrap();
    let mut indexer = Indexer::open_in(None, vec![folder.path().to_owned()], CAP).0;
    indexer.update(&Look::All, &mut |_, _| true);
    let stop = AtomicBool::new(true);
    let again = SecondReadingJob { files: &[], stop: &stop, pool: &parallel::AGAIN };
    indexer.read_again(&again, &mut |_, _| true).unwrap();
    let snapshot = indexer.snapshot().unwrap();
    assert_eq!(snapshot.reading(ArticleId(0)), Some(Reading::First));
    let place = crate::files::Place::File(folder.path().join("a.md"));
    let wanted = (WantedReading::Second(&stop), CAP);
    let taken = indexer.index().take_in(&place, &snapshot, &[ArticleId(0)], wanted).unwrap();
    assert_eq!(taken.articles[0].analysis.reading, Reading::First);
    assert_eq!(taken.articles[0].analysis.attributions.len(), 1);
}

#[test]
#[cfg(feature = "careful")]
fn what_is_not_read_yet_comes_before_what_is() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["a.md", "b.md", "c.md", "d.md"] {
        fs::write(folder.path().join(name), format!("# {name}\n\n“The harvest was good,” said Ann Lee.")).unwrap();
    }
    let mut indexer = Indexer::open_in(None, vec![folder.path().to_owned()], CAP).0;
    indexer.update(&Look::All, &mut |_, _| true);
    let snapshot = indexer.snapshot().unwrap();
    let mut stamper = Stamper::new(1);
    let state = State::of(["a.md", "c.md"].map(|name| {
        let (title, hash, path) = (name.to_owned(), String::new(), String::new());
        let article = ArticleKey { name: name.to_owned(), title, hash, path };
        let deed = EventKind::Read { article, read: true, by_hand: true, more: Vec::new() };
        Event { stamp: stamper.stamp(0), deed }
    }));
    let names = |tried: &HashSet<String>| {
        let files = in_order(&snapshot, &state, tried).into_iter();
        files.map(|file| crate::address::file_name(&file).to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(names(&HashSet::new()), ["b.md", "d.md", "a.md", "c.md"]);
    let tried = [crate::files::shown(&folder.path().join("b.md"))].into();
    assert_eq!(names(&tried), ["d.md", "a.md", "c.md"]);
}
