//! In which documents words stand.

use tantivy::postings::Postings;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocSet, InvertedIndexReader, TERMINATED};

use super::bits::Bits;
use super::words::{Dictionary, Meant};
use crate::library::search::Term;

impl Dictionary {
    /// Gives each document that has one of `words` in `field`, and the word; a document may come more than once.
    pub fn each<'a>(
        &self,
        field: Field,
        words: &'a [Meant],
        mut each: impl FnMut(u32, &'a Meant),
    ) -> tantivy::Result<()> {
        for word in words {
            for (at, _, info) in word.lists.iter().filter(|(_, of, _)| *of == field) {
                let segment = &self.segments[*at];
                let Some(reader) = segment.reader(field) else { continue };
                let mut postings = reader.read_block_postings_from_terminfo(info, IndexRecordOption::Basic)?;
                while !postings.docs().is_empty() {
                    postings.docs().iter().for_each(|doc| each(segment.base + doc, word));
                    postings.advance();
                }
            }
        }
        Ok(())
    }

    /// Gives each document in which the words stand side by side in a group of fields that share their counting.
    pub fn side_by_side(&self, fields: &[Field], words: &[String], mut each: impl FnMut(u32)) -> tantivy::Result<()> {
        for segment in &self.segments {
            let readers: Vec<_> = fields.iter().filter_map(|field| segment.reader(*field)).collect();
            let mut here: Option<Places> = None;
            for word in words {
                let next = places(&readers, word)?;
                here = Some(match here {
                    None => next,
                    Some(before) => follow(&before, &next),
                });
            }
            here.into_iter().flatten().for_each(|(doc, _)| each(segment.base + doc));
        }
        Ok(())
    }

    /// The documents, of so many, that have every one of `wanted` in `field`: as a word, as the beginning of one, or
    /// mistyped.
    pub fn having(&self, documents: usize, field: Field, wanted: &[String]) -> tantivy::Result<Bits> {
        let mut all = Bits::new(documents, true);
        for word in wanted {
            let mut some = Bits::new(documents, false);
            for words in [self.spelt(&[field], word, true)?, self.mistyped(&[field], word, false)?] {
                self.each(field, &words, |doc, _| some.put(doc as usize))?;
            }
            all.and(&some);
        }
        Ok(all)
    }

    /// The documents, of so many, in which a term stands as it was typed in one of the fields.
    pub fn exactly(&self, documents: usize, fields: &[Field], term: &Term) -> tantivy::Result<Bits> {
        let mut some = Bits::new(documents, false);
        self.side_by_side(fields, &term.words, |doc| some.put(doc as usize))?;
        Ok(some)
    }
}

type Places = Vec<(u32, Vec<u32>)>;

/// Where a word stands: the documents in order, the places in each.
fn places(readers: &[&InvertedIndexReader], word: &str) -> tantivy::Result<Places> {
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
