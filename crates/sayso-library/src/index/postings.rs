//! In which documents words stand.

use std::ops::Range;

use fixedbitset::FixedBitSet;
use tantivy::postings::{BlockSegmentPostings, Postings, SegmentPostings, TermInfo};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocSet, InvertedIndexReader, TERMINATED};

use super::column_filter::full;
use super::common_bigrams;
use super::schema::Words;
use super::term_dictionary::{Expansion, Segment, TermDictionary};

/// The documents of a segment are gone through in so many pieces at most: for each the lists are opened anew.
const PIECES: u32 = 4;

/// A piece has the rarest word in about so many documents.
const WORTH_IT: u32 = 10_000;

impl TermDictionary {
    /// Gives each document that has one of `words` in `field`, and the word; a document may come more than once.
    pub fn each<'a>(
        &self,
        field: Field,
        words: &'a [Expansion],
        mut each: impl FnMut(u32, &'a Expansion),
    ) -> tantivy::Result<()> {
        for (at, segment) in self.segments.iter().enumerate() {
            let Some(reader) = segment.reader(field) else { continue };
            let mut cursor: Option<BlockSegmentPostings> = None;
            let lists = |word: &'a Expansion| word.lists.iter().filter(move |list| (list.0, list.1) == (at, field));
            for (word, (.., info)) in words.iter().flat_map(|word| lists(word).map(move |list| (word, list))) {
                if let Some(postings) = &mut cursor {
                    reader.reset_block_postings_from_terminfo(info, postings)?;
                }
                let opened = || reader.read_block_postings_from_terminfo(info, IndexRecordOption::Basic);
                let postings = cursor.take().map_or_else(opened, Ok)?;
                let postings = cursor.insert(postings);
                while !postings.docs().is_empty() {
                    postings.docs().iter().for_each(|doc| each(segment.base + doc, word));
                    postings.advance();
                }
            }
        }
        Ok(())
    }

    /// The documents in which the words stand side by side in a title, in a byline or in a paragraph; and `false` for
    /// a paragraph where they do so nowhere in what is said. A document may come more than once.
    pub fn side_by_side(&self, fields: Words, words: &[String]) -> tantivy::Result<Vec<(u32, bool)>> {
        let Words { said, around, pairs, title, author, publication, .. } = fields;
        let known: Vec<_> = words.windows(2).filter_map(|pair| common_bigrams::terms(&pair[0], &pair[1])).collect();
        let mut all = Vec::new();
        match known.as_slice() {
            [pair] if words.len() == 2 => {
                for (term, is_said) in pair.iter().zip([true, false]) {
                    self.each(pairs, &self.exactly(&[pairs], term)?, |doc, _| all.push((doc, is_said)))?;
                }
            }
            known => all = self.in_order(&[said, around], words, (pairs, known))?,
        }
        for field in [title, author, publication] {
            all.extend(self.in_order(&[field], words, (pairs, &[]))?);
        }
        Ok(all)
    }

    /// The documents that have the words in order in fields that share their positions, and whether all words do so in
    /// the first of these. Only documents with the pairs are looked at.
    fn in_order(
        &self,
        fields: &[Field],
        words: &[String],
        (field, pairs): (Field, &[[String; 2]]),
    ) -> tantivy::Result<Vec<(u32, bool)>> {
        let mut all = Vec::new();
        for segment in &self.segments {
            let word =
                |(at, word)| PostingLists::find(segment, fields.iter().map(move |field| (*field, word)), Some(at));
            let pair = |pair: &[String; 2]| PostingLists::find(segment, pair.iter().map(|term| (field, term)), None);
            let lists = (0..).zip(words).map(word).chain(pairs.iter().map(pair));
            let mut lists: Vec<PostingLists> = lists.collect::<tantivy::Result<_>>()?;
            lists.sort_by_key(PostingLists::documents);
            let rarest = lists.first().map_or(0, PostingLists::documents);
            if rarest == 0 {
                continue;
            }
            let of_piece = |within: Range<u32>| {
                let mut places: Vec<Places> = lists.iter().map(PostingLists::open).collect::<tantivy::Result<_>>()?;
                let mut found = Vec::new();
                follow(&mut places, within, |doc, first| found.push((segment.base + doc, first)));
                Ok(found)
            };
            let piece = segment.documents.div_ceil((rarest / WORTH_IT).clamp(1, PIECES));
            let pieces = (0..segment.documents).step_by(piece as usize).map(|from| from..from + piece);
            all.extend(self.executor.map(of_piece, pieces)?.concat());
        }
        Ok(all)
    }

    /// The documents, of so many, that have every one of `wanted` in `field`: as a word, as the beginning of one, or
    /// mistyped.
    pub fn having(&self, documents: usize, field: Field, wanted: &[String]) -> tantivy::Result<FixedBitSet> {
        let mut all = full(documents);
        for word in wanted {
            let mut some = FixedBitSet::with_capacity(documents);
            let mut words = self.mistyped(&[field], word, false)?;
            words.push(self.begun(field, word)?);
            self.each(field, &words, |doc, _| some.grow_and_insert(doc as usize))?;
            all.intersect_with(&some);
        }
        Ok(all)
    }
}

/// Where one word of several, or a pair of them, is listed in a segment.
struct PostingLists<'a> {
    /// How far behind the first word it stands; of a pair only the documents are known.
    behind: Option<u32>,
    /// In which of the fields, each once.
    lists: Vec<(u32, &'a InvertedIndexReader, TermInfo)>,
}

impl<'a> PostingLists<'a> {
    fn find<'t>(
        segment: &'a Segment,
        terms: impl Iterator<Item = (Field, &'t String)>,
        behind: Option<u32>,
    ) -> tantivy::Result<Self> {
        let mut lists = Vec::new();
        for (at, (field, term)) in (0..).zip(terms) {
            if let Some(reader) = segment.reader(field)
                && let Some(info) = reader.terms().get(term)?
            {
                lists.push((at, reader, info));
            }
        }
        Ok(Self { behind, lists })
    }

    /// How many documents it is in, each field counted by itself.
    fn documents(&self) -> u32 {
        self.lists.iter().map(|(.., info)| info.doc_freq).sum()
    }

    fn open(&self) -> tantivy::Result<Places> {
        let option = self.behind.map_or(IndexRecordOption::Basic, |_| IndexRecordOption::WithFreqsAndPositions);
        let open = |(at, reader, info): &(u32, &InvertedIndexReader, TermInfo)| {
            Ok((*at, reader.read_postings_from_terminfo(info, option)?))
        };
        let lists = self.lists.iter().map(open).collect::<tantivy::Result<_>>()?;
        Ok(Places { behind: self.behind, lists, starts: Vec::new() })
    }
}

/// Positions of a term, read from the current one on.
struct Places {
    behind: Option<u32>,
    lists: Vec<(u32, SegmentPostings)>,
    /// Where the first word must stand for it, in the document at hand; twice, and one more where it is not in the
    /// first of the fields.
    starts: Vec<u32>,
}

impl Places {
    /// The next document from `doc` on; [`TERMINATED`] for none.
    fn next(&mut self, doc: u32) -> u32 {
        let next = self.lists.iter_mut().map(|(_, list)| if list.doc() < doc { list.seek(doc) } else { list.doc() });
        next.min().unwrap_or(TERMINATED)
    }

    /// Reads the places in a document that it has come to.
    fn read(&mut self, doc: u32) {
        self.starts.clear();
        let behind = self.behind.unwrap_or_default();
        for (field, list) in self.lists.iter_mut().filter(|(_, list)| list.doc() == doc) {
            let before = self.starts.len();
            list.append_positions_with_offset(0, &mut self.starts);
            // Before the beginning there is no place: what is less than 0 is more than all others.
            let start = |place: u32| place.wrapping_sub(behind) << 1 | u32::from(*field > 0);
            self.starts[before..].iter_mut().for_each(|place| *place = start(*place));
        }
        self.starts.sort_unstable();
    }

    /// Keeps the places where the other word stands too.
    fn retain(&mut self, other: &Self) {
        self.starts.retain_mut(|start| {
            let found = other.starts.binary_search_by_key(&(*start >> 1), |start| start >> 1);
            found.map(|at| *start |= other.starts[at]).is_ok()
        });
    }
}

/// Gives each document that all of these have, the words in their places; and whether they are all in the first of the
/// fields.
fn follow(all: &mut [Places], within: Range<u32>, mut each: impl FnMut(u32, bool)) {
    let mut doc = within.start;
    while doc < within.end {
        let further = all.iter_mut().map(|places| places.next(doc)).find(|next| *next > doc);
        if further.is_none() {
            let mut words = all.iter_mut().filter(|places| places.behind.is_some());
            if let Some(rarest) = words.next() {
                rarest.read(doc);
                for other in words {
                    // Most documents have only the rarest words near each other.
                    if rarest.starts.is_empty() {
                        break;
                    }
                    other.read(doc);
                    rarest.retain(other);
                }
                if !rarest.starts.is_empty() {
                    each(doc, rarest.starts.iter().any(|start| start & 1 == 0));
                }
            }
        }
        doc = further.unwrap_or(doc + 1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::Index;
    use crate::index::documents::{paragraph, put};
    use proptest::prelude::*;
    use sayso_attribution::Attribution;
    use sayso_attribution::document::ingest;
    use sayso_attribution::text::Span;
    use tantivy::TantivyDocument;

    /// Words, and whether somebody says them.
    type Text = Vec<(&'static str, bool)>;

    fn word() -> impl Strategy<Value = &'static str> {
        prop::sample::select(vec!["of", "of", "the", "sea"])
    }

    /// An index of these texts, each a document: a title or a paragraph.
    fn index(texts: &[(bool, Text)]) -> (TermDictionary, Words) {
        let index = Index::in_memory(&[]);
        let words = index.fields.words;
        let Words { said, around, pairs, title, author, publication, .. } = words;
        let mut writer = index.tantivy.writer_with_num_threads(1, 15 << 20).unwrap();
        for (is_title, text) in texts {
            let (mut plain, mut quotes) = (String::new(), Vec::new());
            for (word, is_said) in text {
                if *is_said {
                    quotes.push(Attribution::of_test(Span::new(plain.len(), plain.len() + word.len()), 0));
                }
                plain.extend([word, " "]);
            }
            let (document, quotes) = (ingest(plain.as_bytes(), "a.txt"), quotes.iter().collect::<Vec<_>>());
            let mut of_title = TantivyDocument::new();
            put(&mut of_title, title, |say| text.iter().for_each(|(word, _)| say(word)));
            let block = Span::new(0, document.text().len());
            let of_text = paragraph(&index.fields, &document, block, &quotes);
            writer.add_document(if *is_title { of_title } else { of_text }).unwrap();
        }
        writer.commit().unwrap();
        let searcher = index.tantivy.reader().unwrap().searcher();
        (TermDictionary::open(&searcher, &[said, around, pairs, title, author, publication]).unwrap(), words)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn words_side_by_side_are_found_where_they_stand(
            texts in prop::collection::vec((any::<bool>(), prop::collection::vec((word(), any::<bool>()), 1..12)), 1..12),
            phrases in prop::collection::vec(prop::collection::vec(word(), 2..5), 12),
        ) {
            let (dictionary, fields) = index(&texts);
            for phrase in phrases {
                let near = |(is_title, text): &(bool, Text)| {
                    let is_phrase = |place: &&[(&'static str, bool)]| place.iter().map(|word| &word.0).eq(&phrase);
                    let places = text.windows(phrase.len()).filter(is_phrase);
                    places.map(|place| *is_title || place.iter().all(|word| word.1)).max()
                };
                let plain: Vec<_> = (0..).zip(&texts).filter_map(|(doc, text)| Some((doc, near(text)?))).collect();
                let words: Vec<String> = phrase.iter().map(|word| (*word).to_owned()).collect();
                let mut found = dictionary.side_by_side(fields, &words).unwrap();
                found.sort_unstable();
                prop_assert_eq!(found, plain, "{}", words.join(" "));
            }
        }
    }
}
