//! An article as it is taken out of the index: its document with all of its paragraphs.

use tantivy::query::{ConstScorer, EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::{IndexRecordOption, Term};
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED};

/// All documents of the article with a key. Only its first one tells the key, and how many follow.
#[derive(Clone, Debug)]
pub struct Whole(pub Term);

impl Query for Whole {
    fn weight(&self, _: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(self.clone()))
    }
}

impl Weight for Whole {
    fn scorer(&self, segment: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let mut documents = Documents(Vec::new());
        let index = segment.inverted_index(self.0.field())?;
        if let Some(mut heads) = index.read_postings(&self.0, IndexRecordOption::Basic)? {
            let blocks = segment.fast_fields().u64("blocks")?;
            while heads.doc() != TERMINATED {
                let head = heads.doc();
                documents.0.extend(head..=head + blocks.first(head).unwrap_or(0) as DocId);
                heads.advance();
            }
        }
        documents.0.reverse();
        Ok(Box::new(ConstScorer::new(documents, boost)))
    }

    fn explain(&self, _: &SegmentReader, _: DocId) -> tantivy::Result<Explanation> {
        Ok(Explanation::new("an article", 1.0))
    }
}

/// Documents that are still to come, the last one first.
struct Documents(Vec<DocId>);

impl DocSet for Documents {
    fn advance(&mut self) -> DocId {
        self.0.pop();
        self.doc()
    }

    fn doc(&self) -> DocId {
        self.0.last().copied().unwrap_or(TERMINATED)
    }

    fn size_hint(&self) -> u32 {
        self.0.len() as u32
    }
}
