//! What the index holds: for each article one document with what is known of it, and behind it one for each of its
//! paragraphs. Words stand there folded, each of them once: in a quotation, or around one.

use super::word_list::TOKENIZER;
use tantivy::schema::{
    BytesOptions, Field, IndexRecordOption, NumericOptions, Schema, SchemaBuilder, TextFieldIndexing, TextOptions,
};

/// Counts up with every change of the schema or of what is put into it.
pub const FORMAT: u32 = 9;

/// The fields of the index.
#[derive(Clone, Copy, Debug)]
pub struct Fields {
    /// The path inside the folder, escaped: on the document of an article, to take it out by.
    pub key: Field,
    /// Path, title, author, publication and date as columns of a row: the list is read from it.
    pub entry: Field,
    /// How many paragraphs follow: told by the document of an article only.
    pub blocks: Field,
    /// Size in bytes, time of the last change in nanoseconds, a hash of the bytes, and the reading that is kept.
    pub stamp: Field,
    /// The speakers, a line each.
    pub speakers: Field,
    /// For each attribution whose it is, in which paragraphs, and of what sort.
    pub quotes: Field,
    /// The analysis, packed.
    pub analysis: Field,
    /// Fields with words.
    pub words: Words,
}

/// The fields with words.
#[derive(Clone, Copy, Debug)]
pub struct Words {
    /// Words that are credited to someone.
    pub said: Field,
    /// Words of the same paragraph that are not.
    pub around: Field,
    /// Common words side by side in a paragraph, said or not.
    pub pairs: Field,
    /// The title.
    pub title: Field,
    /// Who wrote it.
    pub author: Field,
    /// The outlet.
    pub publication: Field,
    /// The path inside the folder.
    pub path: Field,
    /// Words that credit.
    pub cue: Field,
    /// Names of relays.
    pub via: Field,
}

impl Words {
    /// Those that are searched where no field is named.
    pub fn of_texts(&self) -> [Field; 5] {
        [self.said, self.around, self.title, self.author, self.publication]
    }
}

/// The schema and its fields.
pub fn schema() -> (Schema, Fields) {
    let mut b = Schema::builder();
    let fast = NumericOptions::default().set_fast();
    let as_it_is = TextFieldIndexing::default().set_tokenizer("raw").set_fieldnorms(false);
    let whole = TextOptions::default().set_indexing_options(as_it_is.set_index_option(IndexRecordOption::Basic));
    let column = TextOptions::default().set_fast("raw");
    let words = Words {
        said: words(&mut b, "said", IndexRecordOption::WithFreqsAndPositions),
        around: words(&mut b, "around", IndexRecordOption::WithFreqsAndPositions),
        pairs: words(&mut b, "pairs", IndexRecordOption::Basic),
        title: words(&mut b, "title", IndexRecordOption::WithFreqsAndPositions),
        author: words(&mut b, "author", IndexRecordOption::WithFreqsAndPositions),
        publication: words(&mut b, "publication", IndexRecordOption::WithFreqsAndPositions),
        path: words(&mut b, "path", IndexRecordOption::Basic),
        cue: words(&mut b, "cue", IndexRecordOption::Basic),
        via: words(&mut b, "via", IndexRecordOption::Basic),
    };
    let fields = Fields {
        key: b.add_text_field("key", whole),
        entry: b.add_text_field("entry", column.clone()),
        blocks: b.add_u64_field("blocks", fast.clone()),
        stamp: b.add_u64_field("stamp", fast.clone()),
        speakers: b.add_text_field("speakers", column),
        quotes: b.add_u64_field("quotes", fast),
        analysis: b.add_bytes_field("analysis", BytesOptions::default().set_stored()),
        words,
    };
    (b.build(), fields)
}

fn words(b: &mut SchemaBuilder, name: &str, option: IndexRecordOption) -> Field {
    let indexing = TextFieldIndexing::default().set_tokenizer(TOKENIZER);
    let indexing = indexing.set_index_option(option).set_fieldnorms(false);
    b.add_text_field(name, TextOptions::default().set_indexing_options(indexing))
}
