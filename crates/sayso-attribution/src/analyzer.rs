//! From a document to its attributions and speakers.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use crate::attribution::{Analysis, Found, Reading};
use crate::coreference::Evidence;
use crate::document::Document;
use crate::parsed::Parsed;
use crate::pos::Pos;
use crate::tagger::{Calibration, CrfTagger, Tagged, Tagger};
use crate::weights::Weights;
use crate::{coreference, ensemble, passages, rules};

/// Version of the analysis: code and word lists, without the weights. It is part of [`Analyzer::id`] and counts up with
/// every change of output for any text; `tests/golden.rs` fails where that was forgotten.
const VERSION: u32 = 16;

/// Finds who said what in documents.
///
/// ```
/// use sayso_attribution::Analyzer;
/// use sayso_attribution::document::ingest;
///
/// let text = "“We will win the vote,” Ann Lee said. She denied that taxes would rise.";
/// let analysis = Analyzer::default().analyze(&ingest(text.as_bytes(), "vote.txt"));
/// let first = &analysis.attributions[0];
/// assert_eq!(first.content.text(text), "We will win the vote,");
/// assert_eq!(analysis.name(first.speaker), "Ann Lee");
/// ```
#[derive(Clone, Debug, Default)]
pub struct Analyzer<'t> {
    tagger: Model<'t>,
}

#[derive(Clone, Debug, Default)]
enum Model<'t> {
    /// The weights that are part of the crate; read at the first analysis.
    #[default]
    Carried,
    Given(Arc<dyn Tagger + 't>),
}

impl<'t> Analyzer<'t> {
    /// An analyzer with a tagger other than the default one.
    pub fn new(tagger: impl Tagger + 't) -> Self {
        Self { tagger: Model::Given(Arc::new(tagger)) }
    }

    /// Identifies the output: two analyzers of the same id give the same [`Analysis`] for every document. Made of the
    /// version of the analysis and the id of the tagger, which names the checksum of its weights. Loads no weights.
    pub fn id(&self) -> String {
        let tagger = match &self.tagger {
            Model::Carried => CrfTagger::carried_id(),
            Model::Given(tagger) => tagger.id(),
        };
        format!("{VERSION}+{tagger}")
    }

    /// Finds every attribution of `document` and names its speaker. Pure and total: the same document gives the same
    /// analysis, and every document gives one.
    ///
    /// Time and memory are linear in the text. Taggers may read it in windows; speakers are named with all tokens,
    /// names and offices of the document in memory, because an antecedent may stand anywhere before a pronoun.
    pub fn analyze(&self, document: &Document) -> Analysis {
        let parsed = Parsed::new(document);
        let rules = rules::find(&parsed);
        let tagged = self.tagger().map_or_else(Tagged::default, |tagger| tagger.tag(&parsed, &rules));
        self.complete(document, parsed, rules, tagged)
    }

    /// Like [`analyze`](Self::analyze), but gives up and returns `None` soon after `stop` is set.
    pub fn analyze_until(&self, document: &Document, stop: &AtomicBool) -> Option<Analysis> {
        let parsed = Parsed::new(document);
        let rules = rules::find(&parsed);
        let tagged = match self.tagger() {
            Some(tagger) => tagger.tag_until(&parsed, &rules, stop)?,
            None => Tagged::default(),
        };
        Some(self.complete(document, parsed, rules, tagged))
    }

    /// From what rules and tagger found to the analysis.
    fn complete(&self, document: &Document, parsed: Parsed, rules: Vec<Found>, tagged: Tagged) -> Analysis {
        let calibration = self.tagger().map_or_else(Calibration::default, Tagger::calibration);
        let Tagged { found, pos } = ensemble::merge(rules, tagged, &calibration);
        let mut found = passages::complete(document, found);
        found.retain(|found| {
            let block = document.block_at(found.content.start()).map(|at| document.blocks()[at].kind);
            block.is_none_or(|kind| document.is_read(kind))
        });
        let reading = self.tagger().map_or(Reading::First, Tagger::reading);
        Analysis { reading, ..coreference::resolve(document, parsed, pos, found) }
    }

    /// Names the speaker of every attribution in `found`, which something else than this analyzer has found. What
    /// stands in an excerpt and again below becomes one attribution with two places.
    pub fn resolve(&self, document: &Document, found: Vec<Found>) -> Analysis {
        self.resolve_with_evidence(document, found).0
    }

    /// Like [`resolve`](Self::resolve), with what the confidence in each name is computed from.
    pub fn resolve_with_evidence(&self, document: &Document, found: Vec<Found>) -> (Analysis, Vec<Evidence>) {
        let parsed = Parsed::new(document);
        let pos = self.pos(&parsed);
        coreference::resolve_with_evidence(document, (parsed, pos), &Weights::TOLD, found)
    }

    /// Like [`resolve_with_evidence`](Self::resolve_with_evidence), with other weights than those of the table, and with
    /// the [parts of speech](Self::parts_of_speech) of the document.
    #[cfg(feature = "test-support")]
    pub fn resolve_with_weights(
        weights: &Weights,
        document: &Document,
        pos: &[Pos],
        found: Vec<Found>,
    ) -> (Analysis, Vec<Evidence>) {
        coreference::resolve_with_evidence(document, (Parsed::new(document), pos.to_vec()), weights, found)
    }

    /// The part of speech of each token of a document, as the tagger tells it.
    #[cfg(feature = "test-support")]
    pub fn parts_of_speech(&self, document: &Document) -> Vec<Pos> {
        self.pos(&Parsed::new(document))
    }

    fn pos(&self, parsed: &Parsed) -> Vec<Pos> {
        self.tagger().map(|tagger| tagger.tag(parsed, &[]).pos).unwrap_or_default()
    }

    fn tagger(&self) -> Option<&dyn Tagger> {
        match &self.tagger {
            Model::Carried => CrfTagger::carried().ok().map(|engine| engine as &dyn Tagger),
            Model::Given(tagger) => Some(&**tagger as &dyn Tagger),
        }
    }
}

/// [`Analyzer::analyze`] of the default analyzer.
pub fn analyse(document: &Document) -> Analysis {
    Analyzer::default().analyze(document)
}
