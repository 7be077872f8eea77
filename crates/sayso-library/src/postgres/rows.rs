//! An article as rows of the tables.

use std::collections::BTreeMap;

use sayso_attribution::Attribution;
use sayso_attribution::document::Document;
use sayso_attribution::text::{Span, Spans, fold};

use super::lexemes::{CUE, Lexemes, PATH, VIA, Weight};
use crate::analysed_article::pack_analysis;
use crate::index::{QuoteNumber, blocks, pieces_in, speaker_line};
use crate::search::age;
use crate::{AnalysedArticle, Article};

/// An article, ready to be written.
pub struct ArticleRows {
    /// The path of the file, and the path of the article.
    pub paths: [String; 2],
    /// Its day, as a number.
    pub day: u32,
    /// Title, author, outlet and date.
    pub told: [Option<String>; 4],
    /// The text, with front matter.
    pub markdown: String,
    /// The analysis, packed.
    pub analysis: Vec<u8>,
    /// Its speakers as lines, each with its number.
    pub speakers: Vec<(i64, String)>,
    /// The words of title, author, outlet and path, and all its words, as `tsvector`s.
    pub words: [String; 2],
    /// Each of its words once: whether the head has it, and how many quotes have it in their paragraphs and among the words
    /// that are credited to somebody.
    pub vocabulary: BTreeMap<String, [i32; 3]>,
    /// Its quotes.
    pub quotes: Vec<QuoteRow>,
}

/// One attribution, ready to be written.
pub struct QuoteRow {
    /// The number of its speaker.
    pub speaker: Option<i64>,
    /// Kind, act and status as one number.
    pub sort: u8,
    /// 0 to 100.
    pub confidence: u8,
    /// The words of its paragraphs.
    pub words: String,
}

/// The number of the speaker on a line: the first bytes of its hash.
pub fn speaker_id(line: &str) -> i64 {
    let hash = blake3::hash(line.as_bytes());
    hash.as_bytes().iter().take(8).fold(0u64, |all, byte| all << 8 | u64::from(*byte)).cast_signed()
}

/// The date of an article as a number: 20230714, 20230700 or 20230000; 0 without one.
pub fn day(published: Option<&str>) -> u32 {
    let day = u32::MAX - age(published);
    // A date that no calendar has would get a partition of its own.
    if (1_000_000..=99_991_231).contains(&day) { day } else { 0 }
}

/// The year of a day.
pub fn year(day: u32) -> i32 {
    (day / 10_000).cast_signed()
}

impl ArticleRows {
    /// The rows of an article of a file.
    pub fn of(file: &str, AnalysedArticle { markdown, article }: AnalysedArticle) -> Self {
        let (document, analysis) = (&*article.document, &*article.analysis);
        let speakers: Vec<(i64, String)> =
            analysis.speakers.iter().map(speaker_line).map(|line| (speaker_id(&line), line)).collect();
        let blocks = blocks(document, analysis);
        let said = Spans::new(analysis.attributions.iter().flat_map(|quote| quote.content.iter()));
        let said = (document, said.as_ref());
        let quotes = analysis.attributions.iter().map(|quote| QuoteRow::of(said, &blocks, quote, &speakers));
        let quotes: Vec<(QuoteRow, Lexemes)> = quotes.collect();
        let (head, words) = words_of(&article);
        let meta = document.meta();
        Self {
            day: day(meta.published.as_deref()),
            told: [Some(meta.title.clone()), meta.author.clone(), meta.publication.clone(), meta.published.clone()],
            analysis: pack_analysis(&article, &blocks),
            vocabulary: vocabulary(&head, &words, &quotes),
            words: [head.to_tsvector(), words.to_tsvector()],
            paths: [file.to_owned(), article.path],
            markdown,
            speakers,
            quotes: quotes.into_iter().map(|(quote, _)| quote).collect(),
        }
    }
}

/// Each word of an article, with what [`ArticleRows::vocabulary`] tells of it.
fn vocabulary(head: &Lexemes, words: &Lexemes, quotes: &[(QuoteRow, Lexemes)]) -> BTreeMap<String, [i32; 3]> {
    let mut all: BTreeMap<String, [i32; 3]> = words.words().map(|(word, _)| (word.to_owned(), [0; 3])).collect();
    let mut count = |word: &str, at: usize| all.get_mut(word).into_iter().for_each(|counts| counts[at] += 1);
    head.words().for_each(|(word, _)| count(word, 0));
    for (word, is_said) in quotes.iter().flat_map(|(_, words)| words.words()) {
        count(word, 1);
        if is_said {
            count(word, 2);
        }
    }
    all
}

fn each_word(text: &str, mut each: impl FnMut(&str)) {
    fold::words(text, Span::new(0, text.len()), |word, _| each(word));
}

/// The words of the head of an article, and those of all of it.
fn words_of(article: &Article) -> (Lexemes, Lexemes) {
    let (document, meta) = (&article.document, article.document.meta());
    let (mut head, mut words) = (Lexemes::default(), Lexemes::default());
    let told =
        [(Weight::A, Some(&meta.title)), (Weight::B, meta.author.as_ref()), (Weight::C, meta.publication.as_ref())];
    for (weight, text) in told {
        each_word(text.map_or("", String::as_str), |word| {
            head.push(word, weight);
            words.push(word, Weight::D);
        });
        head.end_text();
        words.end_text();
    }
    for block in blocks(document, &article.analysis) {
        fold::words(document.text(), block, |word, _| words.push(word, Weight::D));
        words.end_text();
    }
    each_word(&article.path, |word| head.mark(PATH, word));
    (head, words)
}

impl QuoteRow {
    /// The row, and its words. `said` are the words of the document that are credited to somebody.
    fn of(
        (document, said): (&Document, Option<&Spans>),
        blocks: &[Span],
        quote: &Attribution,
        speakers: &[(i64, String)],
    ) -> (Self, Lexemes) {
        let told = QuoteNumber::of(quote, blocks);
        let from = (told.first as usize).min(blocks.len());
        let own = &blocks[from..(from + 1 + usize::from(told.more)).min(blocks.len())];
        let mut words = Lexemes::default();
        for block in own {
            let mut contents = said.into_iter().flat_map(|said| pieces_in(said, *block)).peekable();
            fold::words(document.text(), *block, |word, at| {
                while contents.next_if(|content| content.end() <= at.start()).is_some() {}
                let is_said = contents.peek().is_some_and(|content| content.overlaps(at));
                words.push(word, if is_said { Weight::A } else { Weight::D });
            });
            words.end_text();
        }
        for at in quote.cue.iter().flat_map(Spans::iter) {
            fold::words(document.text(), at, |word, _| words.mark(CUE, word));
        }
        each_word(quote.via.as_ref().map_or("", |via| &via.name), |word| words.mark(VIA, word));
        let speaker = quote.speaker.and_then(|at| speakers.get(at)).map(|(id, _)| *id);
        let (sort, confidence) = (told.sort.number(), told.confidence);
        (Self { speaker, sort, confidence, words: words.to_tsvector() }, words)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sayso_attribution::Analyzer;
    use sayso_attribution::document::ingest;

    #[test]
    fn days_are_numbers_in_the_order_of_dates() {
        let days = [None, Some("nonsense"), Some("2023"), Some("2023-07"), Some("2023-07-14")].map(day);
        assert_eq!(days, [0, 0, 20_230_000, 20_230_700, 20_230_714]);
        assert_eq!(year(days[4]), 2023);
    }

    #[test]
    fn an_article_is_kept_as_text_whose_places_are_those_of_its_quotes() {
        let text = "# Talks\n\n“We will go,” said Ann Lee, the mayor.\n\nThey went.\n";
        let document = ingest(text.as_bytes(), "a.md");
        let article = AnalysedArticle::of("talk.md".to_owned(), &document, &Analyzer::default());
        let rows = ArticleRows::of("talk.md", article);
        let [quote] = &rows.quotes[..] else { panic!("one quote, not {}", rows.quotes.len()) };
        assert!(quote.words.contains("'we':1A") && quote.words.contains("'said':4 "), "{}", quote.words);
        assert!(quote.words.contains("'!said'") && !quote.words.contains("went"), "{}", quote.words);
        let [head, words] = &rows.words;
        assert!(head.contains("'talks':1A") && head.contains("'/md'") && !head.contains("went"), "{head}");
        assert!(words.contains("'talks':1 ") && words.contains("'went'"), "{words}");
        assert_eq!(quote.speaker, Some(speaker_id(&rows.speakers[0].1)));
        let counts = ["went", "talks", "said", "go"].map(|word| rows.vocabulary.get(word).copied());
        assert_eq!(counts, [Some([0, 0, 0]), Some([1, 0, 0]), Some([0, 1, 0]), Some([0, 1, 1])]);
    }
}
