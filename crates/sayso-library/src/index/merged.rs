//! Who is who over all articles, kept beside the index: to find it out takes longer than all else at a start.

use std::fs;
use std::io::Write;
use std::path::Path;

use tantivy::Searcher;

use super::analysis_codec::speaker_of_line;
use super::disk::Access;
use super::open::Index;
use super::snapshot_loader::each_line;
use crate::Lists;
use crate::people::{Merged, merge};
use sayso_attribution::{Speaker, SpeakerKind};

/// The file it is kept in.
pub const FILE: &str = "people";

impl Index {
    /// Merges the speakers of all articles, or reads who they are where that was done for this very state of the
    /// index. `speakers` are the lines of each article, of so many `lines` in all segments.
    pub(super) fn merged(&self, searcher: &Searcher, speakers: &Lists<u32>, lines: u32) -> tantivy::Result<Merged> {
        let (state, file) = (state(searcher), self.folder().map(|folder| folder.join(FILE)));
        if let Some(known) = file.as_deref().and_then(|file| read(file, &state))
            && known.people.len() == lines as usize
        {
            return Ok(known);
        }
        let mut times = vec![0; lines as usize];
        speakers.items().iter().for_each(|line| times[*line as usize] += 1);
        let mut all = Vec::with_capacity(times.len());
        for segment in searcher.segment_readers() {
            each_line(segment.fast_fields().str("speakers")?.as_ref(), |line| all.push(speaker(line)))?;
        }
        let merged = merge(&all, &times);
        if let Some(file) = file.filter(|_| self.access() != Access::ReadOnly) {
            // What cannot be kept is found out again at the next start.
            let _ = write(&file, self.access(), &state, &merged);
        }
        Ok(merged)
    }
}

/// What tells this state of the index from any other: its segments, and how many documents of each are left.
fn state(searcher: &Searcher) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new();
    for segment in searcher.segment_readers() {
        hasher.update(segment.segment_id().uuid_string().as_bytes());
        hasher.update(&segment.num_docs().to_le_bytes());
    }
    hasher.finalize().into()
}

fn speaker(line: &str) -> Speaker {
    let nobody = || Speaker { name: line.to_owned(), kind: SpeakerKind::Group, roles: vec![], also: vec![] };
    speaker_of_line(line).unwrap_or_else(nobody)
}

/// A checksum stands before the state and all the rest.
fn read(file: &Path, state: &[u8; 32]) -> Option<Merged> {
    let bytes = fs::read(file).ok()?;
    let (check, rest) = bytes.split_first_chunk::<4>()?;
    let (of, merged) = rest.split_first_chunk::<32>()?;
    let fits = of == state && u32::from_le_bytes(*check) == crc32fast::hash(rest);
    fits.then(|| Merged::of_bytes(merged))?
}

fn write(file: &Path, access: Access, state: &[u8; 32], merged: &Merged) -> std::io::Result<()> {
    let rest = [&state[..], &merged.to_bytes()].concat();
    let check = crc32fast::hash(&rest).to_le_bytes();
    let aside = file.with_extension(std::process::id().to_string());
    let mut options = access.options();
    options.write(true).create(true).truncate(true).open(&aside)?.write_all(&[&check[..], &rest].concat())?;
    fs::rename(aside, file)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::PathBuf;

    use crate::index::{Fingerprint, Numbers, Snapshot};
    use crate::people::Names;
    use crate::{Article, PersonId};

    fn put(index: &Index, path: &str, name: &str) {
        let text = format!("“The harvest was good,” said {name}.");
        let mut writer = index.writer().unwrap().unwrap();
        writer.put(Fingerprint::default(), &Article::read(path.to_owned(), text.as_bytes())).unwrap();
        writer.commit().unwrap();
        writer.finish().unwrap();
    }

    fn people(index: &Index) -> Vec<String> {
        let snapshot = Snapshot::read(index, &mut Numbers::default()).unwrap();
        let mut names: Vec<String> =
            snapshot.catalogue.people.iter().map(|(_, person)| person.name.to_owned()).collect();
        names.sort();
        names
    }

    #[test]
    fn who_is_who_is_found_out_once_for_each_state_of_the_index() {
        let folder = tempfile::tempdir().unwrap();
        let paths = [PathBuf::from("articles")];
        let (index, _) = Index::on_disk(&paths, &paths, (&folder.path().join("index"), Access::Private)).unwrap();
        put(&index, "a.md", "Anna Winter");
        assert_eq!(people(&index), ["Anna Winter"]);
        let file = index.folder().unwrap().join(FILE);
        let mut names = Names::default();
        names.push("Somebody Else", SpeakerKind::Person, &[], &[]);
        let reader = index.tantivy.reader().unwrap();
        write(
            &file,
            Access::Private,
            &state(&reader.searcher()),
            &Merged { names, people: vec![PersonId(0)], sure: vec![100] },
        )
        .unwrap();
        assert_eq!(people(&index), ["Somebody Else"], "what is kept is read");
        put(&index, "b.md", "Bo Summer");
        assert_eq!(people(&index), ["Anna Winter", "Bo Summer"], "but not for another state");
        let mut bytes = fs::read(&file).unwrap();
        let last = bytes.len() - 1;
        bytes[last] ^= 1;
        fs::write(&file, bytes).unwrap();
        assert_eq!(people(&index), ["Anna Winter", "Bo Summer"], "nor where it is damaged");
    }
}
