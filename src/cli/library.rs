//! `sayso library` and `sayso import`: the library of a team on a `PostgreSQL` server.

use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

use super::args::{ImportArgs, LibraryCommand};
use super::exit::{Outcome, print, warn, warn_all};
use super::settings::Chosen;
use super::{guest, stream};
use sayso_library::files::{self, Place, ReadError};
use sayso_library::postgres::{Given, ImportEvent, Imported, Importer, LibraryAddress, add_readers, create};

/// Makes a library, or adds readers.
pub fn run(command: &LibraryCommand) -> anyhow::Result<Outcome> {
    match command {
        LibraryCommand::Create { address } => create(&address.parse()?)?,
        LibraryCommand::AddReader { address, readers } => add_readers(&address.parse()?, readers)?,
    }
    Ok(Outcome::Done)
}

/// Imports what is named, or what comes on standard input.
pub fn import(args: &ImportArgs) -> anyhow::Result<Outcome> {
    let address: LibraryAddress = args.address.parse()?;
    let chosen = Chosen::load(None);
    warn_all(chosen.faults());
    let cap = guest::cap(chosen.settings.cap);
    let meter = Meter(io::stderr().is_terminal());
    let mut unread = 0;
    let mut tell = |event: ImportEvent| match event {
        ImportEvent::Unread(line) => {
            unread += 1;
            meter.clear();
            warn(&line);
        }
        ImportEvent::Progress(done) => meter.show(&format!("{} articles", done.written + done.unchanged)),
        ImportEvent::Finishing => meter.show("merging speakers, making indexes"),
    };
    let done = if args.stream {
        Importer::open(&address, None, &mut tell)?.import(stream::documents(io::stdin().lock()))?
    } else {
        let files: Vec<_> = args.paths.iter().flat_map(|path| files_in(path)).collect();
        let count = files.len();
        let read = files.into_iter().map(|(root, place)| read(&root, place, cap));
        Importer::open(&address, Some(count), &mut tell)?.import(read)?
    };
    meter.clear();
    let Imported { written, unchanged, quotes } = done;
    print(format!("{written} articles with {quotes} quotes imported; {unchanged} files were there already\n"))?;
    Ok(if unread > 0 { Outcome::Failed } else { Outcome::Done })
}

/// The files under a path, each with the folder that its name in the library is relative to.
fn files_in(path: &Path) -> Vec<(PathBuf, Result<Place, ReadError>)> {
    let root = if path.is_dir() { path } else { path.parent().unwrap_or(path) };
    files::list(&[path.to_owned()]).into_iter().map(|place| (root.to_owned(), place)).collect()
}

/// Reads a file. In the library it is called by its path inside the folder that was named.
fn read(root: &Path, place: Result<Place, ReadError>, cap: u64) -> Result<Given, ReadError> {
    let place = place?;
    let mut file = files::read(&place, cap)?;
    if let Place::File(path) = &place
        && let Ok(inside) = path.strip_prefix(root)
    {
        file.name = files::shown(inside);
    }
    Ok(Given::file(file))
}

/// How far it is, on a terminal.
struct Meter(bool);

impl Meter {
    fn show(&self, what: &str) {
        if self.0 {
            eprint!("\r{what} …\x1b[K");
        }
    }

    fn clear(&self) {
        if self.0 {
            eprint!("\r\x1b[K");
        }
    }
}
