//! `sayso library` and `sayso import`: the library of a team on a PostgreSQL server.

use std::collections::HashMap;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::bail;

use super::args::{ImportArgs, LibraryCommand};
use super::exit::{Outcome, print, warn, warn_all};
use super::progress::ProgressLine;
use super::settings::Chosen;
use super::{guest, import_lines};
use sayso_library::files::{self, Place, ReadError};
use sayso_library::postgres::{
    ImportEvent, ImportFile, Imported, Importer, LibraryAddress, add_readers, create, upgrade,
};

/// Makes a library, upgrades it, or adds readers.
pub fn run(command: &LibraryCommand) -> anyhow::Result<Outcome> {
    match command {
        LibraryCommand::Create { address } => create(&address.parse()?)?,
        LibraryCommand::Upgrade { address } => upgrade(&address.parse()?)?,
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
    let mut progress = ProgressLine::new();
    let mut unread = 0;
    let mut tell = |event: ImportEvent| match event {
        ImportEvent::Unread(line) => {
            unread += 1;
            progress.clear();
            warn(&line);
        }
        ImportEvent::Progress(done) => progress.show(&format!("{} articles …", done.written + done.unchanged)),
        ImportEvent::Finishing => progress.show("merging speakers, making indexes …"),
    };
    let mut failed = None;
    let done = if args.stream {
        Importer::open(&address, None, &mut tell)?.import(import_lines::files(io::stdin().lock(), &mut failed))?
    } else {
        let files: Vec<_> = args.paths.iter().flat_map(|path| files_in(path)).collect();
        refuse_one_name_twice(&files)?;
        let count = files.len();
        let read = files.into_iter().map(|(root, place)| read(&root, place, cap));
        Importer::open(&address, Some(count), &mut tell)?.import(read)?
    };
    progress.clear();
    let Imported { written, unchanged, quotes } = done;
    print(format!("{written} articles with {quotes} quotes imported; {unchanged} files were there already\n"))?;
    if let Some(error) = failed {
        bail!("input: {error}; what came before is imported");
    }
    Ok(if unread > 0 { Outcome::Failed } else { Outcome::Done })
}

/// The files under a path, each with the folder that its name in the library is relative to.
fn files_in(path: &Path) -> Vec<(PathBuf, Result<Place, ReadError>)> {
    let root = if path.is_dir() { path } else { path.parent().unwrap_or(path) };
    files::list(&[path.to_owned()]).into_iter().map(|place| (root.to_owned(), place)).collect()
}

/// Fails if two files would have one name in the library: the later would replace the earlier.
fn refuse_one_name_twice(files: &[(PathBuf, Result<Place, ReadError>)]) -> anyhow::Result<()> {
    let mut known: HashMap<String, (&Path, &Path)> = HashMap::new();
    for (root, place) in files {
        let Ok(Place::File(path)) = place else { continue };
        let name = files::shown(path.strip_prefix(root).unwrap_or(path));
        if let Some((folder, other)) = known.get(&name)
            && !is_same_file(path, other)
        {
            let [one, two] = [folder, root.as_path()].map(shown_folder);
            bail!("{name}: in both {one} and {two}; name the folder above them");
        }
        known.insert(name, (root, path));
    }
    Ok(())
}

fn is_same_file(one: &Path, other: &Path) -> bool {
    one == other || matches!((one.canonicalize(), other.canonicalize()), (Ok(one), Ok(other)) if one == other)
}

fn shown_folder(folder: &Path) -> String {
    files::shown(if folder.as_os_str().is_empty() { Path::new(".") } else { folder })
}

/// Reads a file. In the library it is called by its path inside the folder that was named.
fn read(root: &Path, place: Result<Place, ReadError>, cap: u64) -> Result<ImportFile, ReadError> {
    let place = place?;
    let mut file = files::read(&place, cap)?;
    if let Place::File(path) = &place
        && let Ok(inside) = path.strip_prefix(root)
    {
        file.name = files::shown(inside);
    }
    Ok(ImportFile::file(file))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_files_of_one_name_are_refused_and_one_file_named_twice_is_not() {
        let file = |root: &str, path: &str| (PathBuf::from(root), Ok(Place::File(path.into())));
        let refused = |files: &[_]| refuse_one_name_twice(files).err().map(|error| error.to_string());
        let found = refused(&[file("a", "a/may/x.txt"), file("a", "a/x.txt"), file("", "x.txt")]);
        assert_eq!(found.as_deref(), Some("x.txt: in both a and .; name the folder above them"));
        assert_eq!(refused(&[file("a", "a/x.txt"), file("a", "a/x.txt"), file("b", "b/y.txt")]), None);
    }
}
