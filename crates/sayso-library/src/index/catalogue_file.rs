//! All rows, people and quotes of one state of the index as columns in a file, which every session maps: it is open at
//! once, and takes memory once for all of them.
//!
//! The file begins with a [`Header`]. The sections follow in its order, each at a multiple of eight bytes, in the order of
//! bytes of the machine that wrote them; a trailer with checksums is behind them. It can be made again at any time.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::os::unix::fs::FileExt;
use std::path::Path;

use tantivy::Directory;
use tantivy::directory::{FileHandle, MmapDirectory, OwnedBytes};
use tantivy::index::SegmentId;
use zerocopy::{FromBytes, Immutable, IntoBytes};

use super::checksum::{Summing, Sums};
use super::disk::Access;
use super::roots::Roots;
use super::row::{ArticleRow, Quote};
use crate::files::private;
use crate::people::Names;
use crate::{Column, Lists, Orders, PersonId, Plain, QuoteId, Rows};

/// The name of the file.
pub const FILE: &str = "catalogue";

/// Counts up with every change of what the file holds.
const FORMAT: u32 = 2;

/// Read as another number on a machine with another order of bytes.
const ORDER: u32 = 0x0102_0304;

/// Number of sections.
const SECTIONS: usize = 16;

/// Bytes that are compared with their checksums at once.
const AT_ONCE: usize = 1 << 20;

/// Where the sections begin.
const ALIGN: usize = 8;

/// What the file is of, and how long its sections are.
#[derive(FromBytes, IntoBytes, Immutable)]
#[repr(C)]
struct Header {
    order: u32,
    format: u32,
    /// Tells this state of the index from any other.
    state: State,
    /// Number of quotes.
    quotes: u64,
    /// Bytes of each section.
    lens: [u64; SECTIONS],
}

/// What is known of a library without asking its index, row by row.
pub struct Table {
    pub rows: Rows,
    pub articles: Column<ArticleRow>,
    /// The rows in the order of their paths.
    pub sorted: Column<u32>,
    pub quotes: Lists<Quote>,
    pub names: Names,
    pub speakers: Lists<PersonId>,
    pub sure: Lists<u8>,
    /// By person, with rows for articles.
    pub said: Lists<QuoteId>,
}

/// What a folder holds of the table of a state.
pub enum Kept {
    /// The table.
    Whole(Box<Table>),
    /// A table of the same state whose paths are in another order under the names of now.
    OtherOrder,
    /// No table, one of another state, or a damaged one.
    Missing,
}

impl Table {
    /// The table that is kept of a state of the index in a folder, with the paths as its user names them.
    pub fn kept(folder: &Path, state: &State, roots: &Roots) -> Kept {
        let Some((table, before)) = read(folder, state) else { return Kept::Missing };
        table.named(&before, roots).map_or(Kept::OtherOrder, |table| Kept::Whole(Box::new(table)))
    }

    /// Keeps the table in a folder, and maps it in the place of this one; `None` where that cannot be done.
    pub fn keep(&self, (folder, access): (&Path, Access), state: &State, roots: &Roots) -> Option<Self> {
        if access == Access::ReadOnly {
            return None;
        }
        self.write(folder, access, state, roots).ok()?;
        Some(read(folder, state)?.0)
    }

    /// This table with the paths of other roots; `None` if their order differs.
    fn named(self, before: &Roots, now: &Roots) -> Option<Self> {
        if before == now {
            return Some(self);
        }
        if !before.is_one() || !now.is_one() {
            return None;
        }
        let shown = |at| now.shown(&before.key(self.rows.path(at))).into_bytes();
        let paths = (0..self.rows.len()).map(shown).collect();
        Some(Self { rows: self.rows.with_paths(paths), ..self })
    }

    fn write(&self, folder: &Path, access: Access, state: &State, roots: &Roots) -> io::Result<()> {
        let roots = roots.to_text();
        let (text, entries, quotes) = self.rows.parts();
        let (names, records) = self.names.parts();
        let orders = self.rows.orders();
        let sections: [&[u8]; SECTIONS] = [
            roots.as_bytes(),
            text,
            entries.as_bytes(),
            self.articles.as_bytes(),
            self.sorted.as_bytes(),
            self.quotes.items().as_bytes(),
            self.quotes.ends().as_bytes(),
            names,
            records.as_bytes(),
            self.speakers.items().as_bytes(),
            self.speakers.ends().as_bytes(),
            self.sure.items(),
            self.said.items().as_bytes(),
            self.said.ends().as_bytes(),
            orders.newest.as_bytes(),
            orders.titled.as_bytes(),
        ];
        let lens = sections.map(|section| section.len() as u64);
        let header = Header { order: ORDER, format: FORMAT, state: *state, quotes: quotes as u64, lens };
        let aside = folder.join(format!("{FILE}.{}", std::process::id()));
        let mut file = BufWriter::new(access.options().write(true).create(true).truncate(true).open(&aside)?);
        let mut summing = Summing::default();
        for part in [header.as_bytes()].into_iter().chain(sections) {
            let part = [part, &[0; ALIGN][..part.len().next_multiple_of(ALIGN) - part.len()]];
            for bytes in part {
                summing.update(bytes);
                file.write_all(bytes)?;
            }
        }
        file.write_all(&summing.trailer(FILE.as_ref()))?;
        file.flush()?;
        fs::rename(aside, folder.join(FILE))
    }
}

/// What tells a state of the index from any other.
pub type State = [u8; 32];

/// The state of these segments: their names, and how many documents of each are left.
pub fn state_of(segments: impl Iterator<Item = (SegmentId, u32)>) -> State {
    let mut hasher = blake3::Hasher::new();
    for (id, documents) in segments {
        hasher.update(id.uuid_string().as_bytes());
        hasher.update(&documents.to_le_bytes());
    }
    hasher.finalize().into()
}

/// Returns `true` if a table of this state of the index is in the folder. Whoever commits writes it a moment later.
pub fn is_there(folder: &Path, state: &State) -> bool {
    header(folder, state).is_some()
}

/// The file of this state of the index, and its header.
fn header(folder: &Path, state: &State) -> Option<(File, Header)> {
    let file = private().read(true).open(folder.join(FILE)).ok()?;
    let mut header = [0; size_of::<Header>()];
    file.read_exact_at(&mut header, 0).ok()?;
    let header = Header::read_from_bytes(&header).ok()?;
    ((header.order, header.format, &header.state) == (ORDER, FORMAT, state)).then_some((file, header))
}

/// The table in the file of a folder, and the roots that its paths have; `None` where there is none of this state of the
/// index, or where it is damaged.
fn read(folder: &Path, state: &State) -> Option<(Table, Roots)> {
    let (file, header) = header(folder, state)?;
    let sums = Sums::read(&file, FILE.as_ref()).ok()?;
    if !is_whole(&file, &sums) {
        return None;
    }
    // A folder opened anew: another one may know the file that had this name before.
    let mapped = MmapDirectory::open(folder).ok()?.get_file_handle(FILE.as_ref()).ok()?;
    Sections::of(&*mapped, sums.len(), &header)?.table()
}

/// Returns `true` if the whole file is as it was written. It is read for that and not mapped, which would count all of it
/// as memory of the process.
fn is_whole(file: &File, sums: &Sums) -> bool {
    let mut bytes = vec![0; AT_ONCE.min(sums.len())];
    (0..sums.len()).step_by(AT_ONCE).all(|start| {
        let part = &mut bytes[..AT_ONCE.min(sums.len() - start)];
        file.read_exact_at(part, start as u64).is_ok() && sums.fit(start, part)
    })
}

/// The sections of a mapped file, one after the other.
struct Sections {
    rest: OwnedBytes,
    lens: std::array::IntoIter<u64, SECTIONS>,
    quotes: usize,
}

impl Sections {
    fn of(file: &dyn FileHandle, len: usize, header: &Header) -> Option<Self> {
        let bytes = file.read_bytes(0..len).ok()?;
        let mapped = Header::read_from_bytes(bytes.get(..size_of::<Header>())?).ok()?;
        // The file may have been replaced since it was looked at.
        if (mapped.state, mapped.lens) != (header.state, header.lens) {
            return None;
        }
        let rest = bytes.slice(size_of::<Header>()..len);
        Some(Self { rest, lens: header.lens.into_iter(), quotes: header.quotes as usize })
    }

    fn bytes(&mut self) -> Option<OwnedBytes> {
        let len = usize::try_from(self.lens.next()?).ok()?;
        let whole = len.checked_next_multiple_of(ALIGN).filter(|whole| *whole <= self.rest.len())?;
        let section = self.rest.slice(0..len);
        self.rest = self.rest.slice(whole..self.rest.len());
        Some(section)
    }

    fn column<T: Plain>(&mut self) -> Option<Column<T>> {
        Column::mapped(self.bytes()?)
    }

    fn lists<T: Plain>(&mut self) -> Option<Lists<T>> {
        Some(Lists::new(self.column()?, self.column()?))
    }

    /// In the order in which [`Table::write`] writes them.
    fn table(mut self) -> Option<(Table, Roots)> {
        let roots = Roots::of_text(std::str::from_utf8(&self.bytes()?).ok()?);
        let (text, entries) = (self.column()?, self.column()?);
        let (articles, sorted, quotes) = (self.column()?, self.column()?, self.lists()?);
        let names = Names::new(self.column()?, self.column()?);
        let speakers: Lists<PersonId> = self.lists()?;
        let sure = Lists::new(self.column()?, speakers.ends().clone());
        let said = self.lists()?;
        let orders = Orders { newest: self.column()?, titled: self.column()? };
        let rows = Rows::new(text, entries, self.quotes, orders);
        Some((Table { rows, articles, sorted, quotes, names, speakers, sure, said }, roots))
    }
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::Article;
    use crate::index::{Fingerprint, Index, Numbers, Snapshot};
    use sayso_attribution::SpeakerKind;

    fn put(index: &Index, path: &str, name: &str) {
        let text = format!("“The harvest was good,” said {name}.");
        let mut writer = index.writer().unwrap().unwrap();
        writer.put(Fingerprint::default(), &Article::read(path.to_owned(), text.as_bytes())).unwrap();
        writer.commit().unwrap();
        writer.finish().unwrap();
    }

    /// All rows and people, as they are read.
    fn rows(index: &Index) -> (Vec<String>, Vec<String>) {
        let catalogue = Snapshot::read(index, &mut Numbers::default()).unwrap().catalogue;
        let mut names: Vec<String> =
            catalogue.people.iter().map(|(_, p)| format!("{} {}", p.name, p.quotes.len())).collect();
        names.sort();
        let mut paths: Vec<String> = catalogue.listed().map(|(_, entry)| entry.path.to_owned()).collect();
        paths.sort();
        (paths, names)
    }

    fn one(text: &str) -> Vec<String> {
        text.split(", ").map(str::to_owned).collect()
    }

    #[test]
    fn the_rows_of_a_state_are_found_out_once_and_never_read_where_they_are_damaged() {
        let folder = tempfile::tempdir().unwrap();
        let paths = [PathBuf::from("articles")];
        let (index, _) = Index::on_disk(&paths, &paths, (&folder.path().join("index"), Access::Private)).unwrap();
        put(&index, "a.md", "Anna Winter");
        assert!(!index.has_table().unwrap());
        assert_eq!(rows(&index), (one("a.md"), one("Anna Winter 1")));
        assert!(index.has_table().unwrap());
        let (state, place) = (index.state().unwrap(), index.folder().unwrap());
        let kept = || Table::kept(place, &state, &index.roots);
        let Kept::Whole(mut table) = kept() else { panic!("a table is kept") };
        table.names = Names::default();
        table.names.push("Somebody Else", SpeakerKind::Person, &[], &[]);
        table.write(place, Access::Private, &state, &index.roots).unwrap();
        assert_eq!(rows(&index).1, one("Somebody Else 1"), "what is kept is read");
        let file = place.join(FILE);
        let bytes = fs::read(&file).unwrap();
        for at in (0..bytes.len()).step_by(7) {
            let mut damaged = bytes.clone();
            damaged[at] ^= 1;
            fs::write(&file, damaged).unwrap();
            assert!(matches!(kept(), Kept::Missing), "{at}");
            fs::write(&file, &bytes[..at]).unwrap();
            assert!(matches!(kept(), Kept::Missing), "{at}");
        }
        assert_eq!(rows(&index).1, one("Anna Winter 1"));
        put(&index, "b.md", "Bo Summer");
        assert!(!index.has_table().unwrap());
        assert_eq!(rows(&index), (one("a.md, b.md"), one("Anna Winter 1, Bo Summer 1")), "nor for another state");
    }

    #[test]
    fn the_rows_are_kept_whatever_the_folder_is_called() {
        let folder = tempfile::tempdir().unwrap();
        let articles = folder.path().join("articles");
        fs::create_dir(&articles).unwrap();
        let paths = [articles.clone()];
        let (index, _) = Index::on_disk(&paths, &paths, (&folder.path().join("index"), Access::Private)).unwrap();
        let path = |name: &str| articles.join(name).display().to_string();
        put(&index, &path("b.md"), "Anna Winter");
        put(&index, &path("a.md"), "Bo Summer");
        assert_eq!(rows(&index).0, [path("a.md"), path("b.md")]);
        let written = fs::metadata(index.folder().unwrap().join(FILE)).unwrap().modified().unwrap();
        let other = index.named(&[folder.path().join("./articles/../articles")]);
        assert!(rows(&other).0.iter().all(|path| path.contains("/../articles/")), "{:?}", rows(&other));
        let numbers = &mut Numbers::default();
        let snapshot = Snapshot::read(&other, numbers).unwrap();
        for (id, entry) in snapshot.catalogue.listed() {
            assert_eq!(numbers.get(entry.path), Some(id));
        }
        assert_eq!(fs::metadata(index.folder().unwrap().join(FILE)).unwrap().modified().unwrap(), written);
    }
}
