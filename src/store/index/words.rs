//! Which words there are, and in which documents they stand.

use tantivy::postings::Postings;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocSet, InvertedIndexReader, TERMINATED};

use super::bits::Bits;
use super::snapshot::Snapshot;
use crate::library::search::{Fit, Term, Vocabulary, WordId};

/// A word that is still being typed stands for so many longer ones at most, the commonest: of one or two letters
/// nearly all words would be meant otherwise.
const MOST_MEANT: usize = 400;

/// The words of some fields.
#[derive(Default)]
pub struct Dictionary {
    pub vocabulary: Vocabulary,
    /// For each word in how many documents it stands.
    common: Vec<u32>,
}

impl Dictionary {
    /// Reads the words of these fields.
    pub fn read(snapshot: &Snapshot, fields: &[Field]) -> tantivy::Result<Self> {
        let mut all = Self::default();
        for segment in snapshot.searcher.segment_readers() {
            for &field in fields {
                let reader = segment.inverted_index(field)?;
                let mut words = reader.terms().stream()?;
                while words.advance() {
                    if let Ok(word) = std::str::from_utf8(words.key()) {
                        let documents = words.value().doc_freq;
                        all.enter(word, documents);
                    }
                }
            }
        }
        Ok(all)
    }

    /// Enters a word that stands in so many documents more.
    pub fn enter(&mut self, word: &str, documents: u32) {
        let id = self.vocabulary.enter(word).0 as usize;
        if self.common.len() <= id {
            self.common.resize(id + 1, 0);
        }
        self.common[id] += documents;
    }

    /// What a word of a query may stand for.
    pub fn meant(&self, typed: &str, open: bool, mistyped: bool) -> Vec<(WordId, Fit)> {
        let mut words = self.vocabulary.meant(typed, open, mistyped);
        if words.len() > MOST_MEANT {
            words.sort_by_key(|(id, fit)| (fit.typos, fit.cut, std::cmp::Reverse(self.common[id.0 as usize])));
            words.truncate(MOST_MEANT);
        }
        words
    }

    /// How common a word is.
    pub fn documents(&self, word: WordId) -> u32 {
        self.common.get(word.0 as usize).copied().unwrap_or(0)
    }
}

/// A way to read words out of documents of the index.
pub struct Lookup<'a> {
    pub snapshot: &'a Snapshot,
    pub dictionary: &'a Dictionary,
}

impl Lookup<'_> {
    /// Gives each document that has one of `words` in `field`, and how it fits; a document may come more than once.
    pub fn each(&self, field: Field, words: &[(WordId, Fit)], mut each: impl FnMut(u32, Fit)) -> tantivy::Result<()> {
        let mut base = 0;
        for segment in self.snapshot.searcher.segment_readers() {
            let reader = segment.inverted_index(field)?;
            for &(word, fit) in words {
                let Some(info) = reader.terms().get(self.dictionary.vocabulary.word(word))? else { continue };
                let mut postings = reader.read_block_postings_from_terminfo(&info, IndexRecordOption::Basic)?;
                while !postings.docs().is_empty() {
                    postings.docs().iter().for_each(|doc| each(base + doc, fit));
                    postings.advance();
                }
            }
            base += segment.max_doc();
        }
        Ok(())
    }

    /// Gives each document in which the words stand side by side in one of the groups of fields; the fields of a
    /// group share their counting.
    pub fn side_by_side(&self, fields: &[Field], words: &[String], mut each: impl FnMut(u32)) -> tantivy::Result<()> {
        let mut base = 0;
        for segment in self.snapshot.searcher.segment_readers() {
            let readers = fields.iter().map(|field| segment.inverted_index(*field));
            let readers: Vec<_> = readers.collect::<tantivy::Result<_>>()?;
            let mut here: Option<Vec<(u32, Vec<u32>)>> = None;
            for word in words {
                let next = places(&readers, word)?;
                here = Some(match here {
                    None => next,
                    Some(before) => follow(&before, &next),
                });
            }
            here.into_iter().flatten().for_each(|(doc, _)| each(base + doc));
            base += segment.max_doc();
        }
        Ok(())
    }

    /// The documents that have every one of `wanted` in `field`: as a word, as the beginning of one, or mistyped.
    pub fn having(&self, field: Field, wanted: &[String]) -> tantivy::Result<Bits> {
        let documents = self.snapshot.documents();
        let mut all = Bits::new(documents, true);
        for word in wanted {
            let mut some = Bits::new(documents, false);
            let words = self.dictionary.meant(word, true, true);
            let whole: Vec<_> = words.into_iter().filter(|(_, fit)| fit.typos == 0 || !fit.cut).collect();
            self.each(field, &whole, |doc, _| some.put(doc as usize))?;
            all.and(&some);
        }
        Ok(all)
    }

    /// The documents in which a term stands as it was typed in one of the fields.
    pub fn exactly(&self, fields: &[Field], term: &Term) -> tantivy::Result<Bits> {
        let mut some = Bits::new(self.snapshot.documents(), false);
        self.side_by_side(fields, &term.words, |doc| some.put(doc as usize))?;
        Ok(some)
    }
}

type Places = Vec<(u32, Vec<u32>)>;

/// Where a word stands: the documents in order, the places in each.
fn places(readers: &[std::sync::Arc<InvertedIndexReader>], word: &str) -> tantivy::Result<Places> {
    let mut all: Places = Vec::new();
    for reader in readers {
        let Some(info) = reader.terms().get(word)? else { continue };
        let mut postings = reader.read_postings_from_terminfo(&info, IndexRecordOption::WithFreqsAndPositions)?;
        let mut doc = postings.doc();
        while doc != TERMINATED {
            let mut places = Vec::new();
            postings.positions(&mut places);
            all.push((doc, places));
            doc = postings.advance();
        }
    }
    all.sort_by_key(|(doc, _)| *doc);
    Ok(all)
}

/// Where a word stands right behind another.
fn follow(before: &Places, next: &Places) -> Places {
    let mut out: Places = Vec::new();
    for (doc, places) in next {
        let from = before.partition_point(|(d, _)| d < doc);
        let same = before[from..].iter().take_while(|(d, _)| d == doc);
        let mut ends: Vec<u32> = same.flat_map(|(_, places)| places).map(|at| at + 1).collect();
        ends.sort_unstable();
        let here: Vec<u32> = places.iter().copied().filter(|at| ends.binary_search(at).is_ok()).collect();
        if !here.is_empty() {
            out.push((*doc, here));
        }
    }
    out
}
