//! The term dictionary. Terms are looked up on disk, in the sorted terms of each segment, so that opening the index reads
//! nothing.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};
use std::sync::Arc;

use tantivy::postings::TermInfo;
use tantivy::query::{DfaWrapper, FuzzyTermQuery};
use tantivy::schema::{Field, Term};
use tantivy::{Executor, InvertedIndexReader, Searcher};

use crate::search::{EditDistance, Fit};

/// A word that is still being typed stands for so many longer ones at most, the commonest: of one or two letters
/// nearly all words would be meant otherwise.
const MOST_MEANT: usize = 400;

/// Those that a word of one or two letters stands for are in so few documents together that a key is answered in time.
const MOST_PLACES: u32 = 500_000;

/// The words of an index, field by field.
pub struct TermDictionary {
    pub(super) segments: Vec<Segment>,
    /// All processors.
    pub(super) executor: Executor,
}

/// A piece of the index, which has words of its own.
pub(super) struct Segment {
    /// Its documents are counted from here.
    pub base: u32,
    /// Number of its documents.
    pub documents: u32,
    readers: HashMap<Field, Arc<InvertedIndexReader>>,
}

/// A word that a typed one may stand for.
#[derive(Clone, Debug)]
pub struct Expansion {
    /// How well.
    pub fit: Fit,
    /// How often it stands in a document, each field counted by itself.
    pub documents: u32,
    /// Where the documents that have it are listed: by segment and field.
    pub(super) lists: Vec<(usize, Field, TermInfo)>,
}

impl Segment {
    pub fn reader(&self, field: Field) -> Option<&InvertedIndexReader> {
        self.readers.get(&field).map(|reader| &**reader)
    }
}

impl TermDictionary {
    /// Opens the words of these fields.
    pub fn open(searcher: &Searcher, fields: &[Field]) -> tantivy::Result<Self> {
        let (mut segments, mut base) = (Vec::new(), 0);
        for segment in searcher.segment_readers() {
            let readers = fields.iter().map(|field| Ok((*field, segment.inverted_index(*field)?)));
            let documents = segment.max_doc();
            segments.push(Segment { base, documents, readers: readers.collect::<tantivy::Result<_>>()? });
            base += documents;
        }
        Ok(Self { segments, executor: searcher.index().search_executor().clone() })
    }

    /// Exactly this word, if it stands in one of the fields.
    pub fn exactly(&self, fields: &[Field], word: &str) -> tantivy::Result<Vec<Expansion>> {
        let mut words = Words::default();
        for (at, field, reader) in self.readers(fields) {
            if let Some(info) = reader.terms().get(word)? {
                words.add(word.as_bytes(), Fit::default(), (at, field, info));
            }
        }
        Ok(words.all)
    }

    /// The words that `typed` is, or is the beginning of, as [`Vocabulary::spelt`] finds them.
    ///
    /// [`Vocabulary::spelt`]: crate::search::Vocabulary::spelt
    pub fn spelt(&self, fields: &[Field], typed: &str, open: bool) -> tantivy::Result<Vec<Expansion>> {
        if !open && typed.chars().nth(2).is_none() {
            return self.exactly(fields, typed);
        }
        let behind = behind(typed);
        let of_reader = |(at, field, reader): (usize, Field, &InvertedIndexReader)| {
            let mut longer = reader.terms().range().ge(typed).lt(&behind).into_stream()?;
            let (mut some, mut commonest) = (Vec::new(), Commonest::default());
            while longer.advance() {
                let info = longer.value();
                if commonest.has(info.doc_freq) || longer.key().len() == typed.len() {
                    some.push((longer.key().to_vec(), (at, field, info.clone())));
                }
            }
            Ok(some)
        };
        let mut words = Words::default();
        for (word, list) in self.executor.map(of_reader, self.readers(fields))?.concat() {
            words.add(&word, Fit { typos: 0, cut: word.len() > typed.len() }, list);
        }
        Ok(words.all)
    }

    /// All words of a field that `typed` is or begins, however many, as one.
    pub fn begun(&self, field: Field, typed: &str) -> tantivy::Result<Expansion> {
        let mut all = Expansion { fit: Fit::default(), documents: 0, lists: Vec::new() };
        for (at, field, reader) in self.readers(&[field]) {
            let mut longer = reader.terms().range().ge(typed).lt(behind(typed)).into_stream()?;
            while longer.advance() {
                let info = longer.value();
                all.documents = all.documents.saturating_add(info.doc_freq);
                all.lists.push((at, field, info.clone()));
            }
        }
        Ok(all)
    }

    /// The words that `typed` may be meant for, as [`Vocabulary::mistyped`] finds them, but for those that it begins.
    ///
    /// [`Vocabulary::mistyped`]: crate::search::Vocabulary::mistyped
    pub fn mistyped(&self, fields: &[Field], typed: &str, open: bool) -> tantivy::Result<Vec<Expansion>> {
        let mut typos = EditDistance::new(typed);
        let mut words = Words::default();
        if typos.most() == 0 {
            return Ok(Vec::new());
        }
        let near = near(typed, typos.most(), open)?;
        for (at, field, reader) in self.readers(fields) {
            let mut some = reader.terms().search(&near).into_stream()?;
            while some.advance() {
                let word = std::str::from_utf8(some.key()).ok().filter(|word| !word.starts_with(typed));
                if let Some(fit) = word.and_then(|word| typos.fit(word, open)) {
                    words.add(some.key(), fit, (at, field, some.value().clone()));
                }
            }
        }
        Ok(words.all)
    }

    fn readers<'a>(&'a self, fields: &'a [Field]) -> impl Iterator<Item = (usize, Field, &'a InvertedIndexReader)> {
        let of = |(at, segment): (usize, &'a Segment)| {
            fields.iter().filter_map(move |&field| Some((at, field, segment.reader(field)?)))
        };
        self.segments.iter().enumerate().flat_map(of)
    }
}

/// What comes behind all words that begin like `typed`, in the order of bytes.
fn behind(typed: &str) -> Vec<u8> {
    let mut behind = typed.as_bytes().to_vec();
    // No byte of a text is 255.
    behind.last_mut().into_iter().for_each(|last| *last += 1);
    behind
}

/// What accepts the words, or with `open` all words with a beginning, that are at most so many typos away.
fn near(typed: &str, typos: u8, open: bool) -> tantivy::Result<DfaWrapper> {
    let term = Term::from_field_text(Field::from_field_id(0), typed);
    let query = if open { FuzzyTermQuery::new_prefix } else { FuzzyTermQuery::new };
    query(term, typos, true).automaton()
}

/// The words that fit best, of equals the commonest; no more than anybody can mean by `typed`.
pub fn likeliest(typed: &str, mut words: Vec<Expansion>) -> Vec<Expansion> {
    words.sort_by_key(|word| (word.fit, Reverse(word.documents)));
    words.truncate(MOST_MEANT);
    if typed.chars().nth(2).is_none() {
        let mut places = 0u32;
        let few = words.iter().take_while(|word| {
            places = places.saturating_add(word.documents);
            places < MOST_PLACES
        });
        words.truncate(few.count().max(1));
    }
    words
}

/// How often the commonest words of one field stand that were met so far: what is rarer is not among [`MOST_MEANT`]
/// of it, and need not be gathered.
#[derive(Default)]
struct Commonest(BinaryHeap<Reverse<u32>>);

impl Commonest {
    /// Returns `true` if a word in this many documents is one of them.
    fn has(&mut self, documents: u32) -> bool {
        if self.0.len() < MOST_MEANT {
            self.0.push(Reverse(documents));
            return true;
        }
        match self.0.peek_mut() {
            Some(mut rarest) if rarest.0 < documents => {
                *rarest = Reverse(documents);
                true
            }
            _ => false,
        }
    }
}

/// Words from several fields and segments, each once, in the order they were met.
#[derive(Default)]
struct Words {
    all: Vec<Expansion>,
    places: HashMap<Vec<u8>, usize>,
}

impl Words {
    fn add(&mut self, word: &[u8], fit: Fit, list: (usize, Field, TermInfo)) {
        let documents = list.2.doc_freq;
        if let Some(&at) = self.places.get(word) {
            self.all[at].documents += documents;
            self.all[at].lists.push(list);
        } else {
            self.places.insert(word.to_owned(), self.all.len());
            self.all.push(Expansion { fit, documents, lists: vec![list] });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::index::Index;
    use crate::search::Vocabulary;
    use proptest::prelude::*;
    use tantivy::TantivyDocument;
    use tantivy::tokenizer::{PreTokenizedString, Token};

    /// An index of these words, half of them in another field and a third in another segment.
    fn index(words: &[String]) -> (Searcher, [Field; 2]) {
        let index = Index::in_memory(&[]);
        let fields = [index.fields.words.said, index.fields.words.title];
        let mut writer = index.tantivy.writer_with_num_threads(1, 15 << 20).unwrap();
        for (at, word) in words.iter().enumerate() {
            let (mut document, text) = (TantivyDocument::new(), String::new());
            let tokens = vec![Token { text: word.clone(), position: 0, ..Token::default() }];
            document.add_pre_tokenized_text(fields[at % 2], PreTokenizedString { text, tokens });
            writer.add_document(document).unwrap();
            if at == words.len() / 3 {
                writer.commit().unwrap();
            }
        }
        writer.commit().unwrap();
        (index.tantivy.reader().unwrap().searcher(), fields)
    }

    /// What a typed word is found to stand for: how each word fits, and how often it is there.
    fn found(words: &[String], typed: &str, open: bool) -> [Vec<(String, Fit, u32)>; 2] {
        let (searcher, fields) = index(words);
        let dictionary = TermDictionary::open(&searcher, &fields).unwrap();
        let word = |meant: &Expansion| {
            let (at, field, info) = &meant.lists[0];
            let terms = dictionary.segments[*at].reader(*field).unwrap().terms();
            let (mut all, mut word) = (terms.stream().unwrap(), String::new());
            while all.advance() {
                if all.value() == info {
                    word = String::from_utf8(all.key().to_owned()).unwrap();
                }
            }
            (word, meant.fit, meant.documents)
        };
        let found = [dictionary.spelt(&fields, typed, open), dictionary.mistyped(&fields, typed, open)];
        found.map(|some| {
            let mut some: Vec<_> = some.unwrap().iter().map(word).collect();
            some.sort();
            some
        })
    }

    /// What a dictionary in memory finds, as the oracle.
    fn plain(words: &[String], typed: &str, open: bool) -> [Vec<(String, Fit, u32)>; 2] {
        let mut vocabulary = Vocabulary::default();
        for word in words {
            vocabulary.enter(word);
        }
        let count = |word: &str| words.iter().filter(|other| *other == word).count() as u32;
        let spelt = vocabulary.spelt(typed, open);
        let mut mistyped = vocabulary.mistyped(typed, open);
        mistyped.retain(|(word, _)| !vocabulary.word(*word).starts_with(typed));
        [spelt, mistyped].map(|some| {
            let word = |(id, fit)| (vocabulary.word(id).to_owned(), fit, count(vocabulary.word(id)));
            let mut some: Vec<_> = some.into_iter().map(word).collect();
            some.sort();
            some
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn words_are_found_on_disk_as_they_are_in_memory(
            words in prop::collection::vec("[abé]{1,3}([abé]{0,8}|cd{0,40})", 1..24), typed in "[abé]{1,10}", open: bool,
        ) {
            prop_assert_eq!(found(&words, &typed, open), plain(&words, &typed, open));
        }

        #[test]
        fn a_word_with_a_slip_is_found_on_disk_as_it_is_in_memory(
            word in "[a-dé]{4,12}", others in prop::collection::vec("[a-dé]{2,12}", 0..6), cut in 0usize..12, at in 0usize..12, c in "[a-e]?",
        ) {
            // Two neighbours change places, and something else is put between.
            let mut typed: Vec<char> = word.chars().take(cut.max(4)).collect();
            let (place, last) = (at % typed.len(), typed.len() - 1);
            typed.swap(place, (place + 1).min(last));
            typed.splice(place..place, c.chars());
            let (typed, words) = (typed.into_iter().collect::<String>(), [vec![word], others].concat());
            for open in [true, false] {
                prop_assert_eq!(found(&words, &typed, open), plain(&words, &typed, open));
            }
        }
    }

    #[test]
    fn of_too_many_words_the_commonest_are_meant() {
        let word = |fit, documents| Expansion { fit, documents, lists: Vec::new() };
        let cut = Fit { typos: 0, cut: true };
        let mut words: Vec<Expansion> = (0..MOST_MEANT as u32 + 7).map(|documents| word(cut, documents)).collect();
        words.push(word(Fit::default(), 1));
        let kept = likeliest("abc", words.clone());
        assert_eq!((kept.len(), kept[0].fit), (MOST_MEANT, Fit::default()));
        assert!(kept[1..].iter().all(|word| word.documents > 7));
        words.push(word(cut, MOST_PLACES));
        assert_eq!(likeliest("ab", words.clone()).len(), 1, "one is enough where it stands everywhere");
        words.pop();
        assert_eq!(likeliest("ab", words).len(), MOST_MEANT);
    }
}
