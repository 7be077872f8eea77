//! The second reading: a small transformer whose scores are mixed with those of the second pass.
//!
//! ```text
//! words → pieces → windows         wordpiece.rs, packing.rs
//!       → scores of every tag      encoder.rs, embedding.rs, attention.rs, kernels.rs
//!       → mixed with the scores of the second pass; then as in the first reading
//! ```
//! The scores have the same bits on every processor, so what was read on one machine is what another would read.

mod attention;
mod embedding;
mod encoder;
mod kernels;
mod packing;
mod weights;
mod wordpiece;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use rayon::{ThreadPool, ThreadPoolBuilder};

use super::api::{Calibration, RulePrecision, Tagged, Tagger};
#[cfg(feature = "test-support")]
use super::confidence_model::Evidence;
use super::crf::{Crf, Scores, Tag};
use super::crf_tagger::{CrfTagger, OtherScores};
use super::weights::WeightsError;
use crate::attribution::{Found, Reading};
use crate::parsed::Parsed;
use encoder::Workspace;
#[cfg(not(feature = "test-support"))]
use packing::Pieces;
use weights::CarefulWeights;
#[cfg(feature = "test-support")]
pub use {packing::Pieces, wordpiece::Vocabulary};

#[cfg(feature = "test-support")]
pub use {
    embedding::{BLOCK, NIBBLE_ZERO},
    encoder::{STATES, TOP_WEIGHT},
    packing::{LONGEST, PieceWindow},
    weights::write,
};

/// [`Found::found_by`] of what the second reading found.
pub const FOUND_BY: &str = "careful";

/// The rules for what its training set has none of: captions, names before a colon, and quotations that are words of
/// somebody without a verb (`in the words of X`), or parts of a sentence (`what X described as “…”`). On held-out articles
/// 8 of the 25 attributions of all other rules are right.
const RULES: &[RulePrecision] = &[
    RulePrecision { rule: "caption", indirect: true, precision: 0.8 },
    RulePrecision { rule: "colon", indirect: false, precision: 0.5 },
    RulePrecision { rule: "in X’s view", indirect: false, precision: 0.2 },
    RulePrecision { rule: "name and colon", indirect: true, precision: 0.85 },
    RulePrecision { rule: "said before", indirect: false, precision: 0.45 },
];

/// The tagger of the second reading: the network over one file of weights, beside the tagger of the first reading.
///
/// Reads about 9,000 words a second, on one thread of its own. A clone has another thread and shares the weights.
#[derive(Debug)]
pub struct CarefulTagger<'a> {
    first: CrfTagger<'a>,
    second: Crf<'a>,
    weights: Arc<CarefulWeights<'a>>,
    /// One thread: the products would otherwise take every processor. `None` where none could be started.
    thread: Option<ThreadPool>,
}

impl<'a> CarefulTagger<'a> {
    /// Over the bytes of a weights file, beside `first`.
    ///
    /// # Errors
    ///
    /// If the bytes are not such a file, are of another version, cut or altered.
    pub fn new(first: &CrfTagger<'a>, bytes: &'a [u8]) -> Result<Self, WeightsError> {
        let weights = CarefulWeights::read(bytes)?;
        let second = first.second_pass().mixed(weights.mixture.second, &weights.mixture.steps);
        Ok(Self { first: first.clone(), second, weights: Arc::new(weights), thread: one_thread() })
    }

    /// The id of the tagger over `bytes` beside the weights that are part of the crate, told from their headers only.
    /// `None` if `bytes` are not a weights file.
    pub fn id_of(bytes: &[u8]) -> Option<String> {
        Some(id(weights::stated_checksum(bytes)?, &CrfTagger::carried_id()))
    }

    /// The scores of the network for each token of `parsed`; `None` if it cannot be run.
    #[cfg(feature = "test-support")]
    pub fn token_scores(&self, parsed: &Parsed) -> Option<Vec<Scores>> {
        self.scores(parsed, &AtomicBool::new(false))
    }

    /// Every attribution in `parsed`, however unsure, with the evidence for it; `None` if the network cannot be run.
    #[cfg(feature = "test-support")]
    pub fn weigh(&self, parsed: &Parsed, hints: &[Found]) -> Option<Vec<(Found, Evidence)>> {
        Some(self.weigh_scores(parsed, hints, self.token_scores(parsed)?))
    }

    /// Like [`weigh`](Self::weigh), with the scores of another network in the place of this one's: a row for each token
    /// of `parsed`, with nothing added to the score of the outside tag.
    #[cfg(feature = "test-support")]
    pub fn weigh_other(&self, parsed: &Parsed, hints: &[Found], mut tokens: Vec<Scores>) -> Vec<(Found, Evidence)> {
        for row in &mut tokens {
            row[Tag::OUTSIDE as usize] += self.weights.mixture.outside;
        }
        self.weigh_scores(parsed, hints, tokens)
    }

    #[cfg(feature = "test-support")]
    fn weigh_scores(&self, parsed: &Parsed, hints: &[Found], tokens: Vec<Scores>) -> Vec<(Found, Evidence)> {
        self.first.weigh_mixed(parsed, hints, &self.others(tokens))
    }

    fn others(&self, tokens: Vec<Scores>) -> OtherScores<'_> {
        OtherScores { tokens, second: &self.second, judge: &self.weights.judge, found_by: FOUND_BY }
    }

    /// The scores of the network for each token of `parsed`; `None` if `stop` was set meanwhile.
    fn scores(&self, parsed: &Parsed, stop: &AtomicBool) -> Option<Vec<Scores>> {
        let split = CrfTagger::pieces(parsed);
        let blocks = split.iter().map(|(block, headline)| (block, *headline));
        let pieces = Pieces::new(parsed, blocks, &self.weights.vocabulary);
        let (mut workspace, mut window_scores) = (Workspace::default(), Vec::new());
        let mut tokens = vec![[0.0; 8]; parsed.all_tokens().len()];
        for window in pieces.windows() {
            if stop.load(Ordering::Relaxed) {
                return None;
            }
            self.weights.read_window(&pieces, &window, &mut workspace, &mut window_scores)?;
            // The first row is that of the piece that starts the window.
            let rows = window_scores.iter().skip(1 + window.own.start - window.read.start);
            for (piece, scores) in pieces.all()[window.own].iter().zip(rows) {
                if let Some(token) = piece.token {
                    tokens[token as usize] = *scores;
                    tokens[token as usize][Tag::OUTSIDE as usize] += self.weights.mixture.outside;
                }
            }
        }
        Some(tokens)
    }
}

impl CarefulWeights<'_> {
    /// Puts the scores of the pieces of `window` into `out`, with those of the pieces that start and end it.
    fn read_window(
        &self,
        pieces: &Pieces,
        window: &packing::PieceWindow,
        workspace: &mut Workspace,
        out: &mut Vec<Scores>,
    ) -> Option<()> {
        let special = self.vocabulary.special();
        let edge = |id| std::iter::once((id, packing::QuoteState::Outside));
        let read = pieces.all()[window.read.clone()].iter().map(|piece| (piece.id, piece.state));
        self.encoder.run(edge(special.start).chain(read).chain(edge(special.end)), workspace, out).ok()
    }
}

impl Clone for CarefulTagger<'_> {
    fn clone(&self) -> Self {
        let (first, second) = (self.first.clone(), self.second.clone());
        Self { first, second, weights: self.weights.clone(), thread: one_thread() }
    }
}

fn one_thread() -> Option<ThreadPool> {
    ThreadPoolBuilder::new().num_threads(1).thread_name(|_| "second reading".to_owned()).build().ok()
}

fn id(checksum: u64, first: &str) -> String {
    format!("careful{}-{checksum:016x}+{first}", weights::VERSION)
}

impl Tagger for CarefulTagger<'_> {
    fn id(&self) -> String {
        id(self.weights.checksum, &self.first.id())
    }

    fn tag(&self, parsed: &Parsed, hints: &[Found]) -> Tagged {
        self.tag_until(parsed, hints, &AtomicBool::new(false)).unwrap_or_else(|| self.first.tag(parsed, hints))
    }

    fn tag_until(&self, parsed: &Parsed, hints: &[Found], stop: &AtomicBool) -> Option<Tagged> {
        let read = || self.scores(parsed, stop);
        let tokens = self.thread.as_ref().map_or_else(read, |thread| thread.install(read))?;
        Some(self.first.tag_with(parsed, hints, Some(&self.others(tokens))))
    }

    fn calibration(&self) -> Calibration {
        Calibration { unsure: 0.0, rules: RULES, ..Calibration::default() }
    }

    fn reading(&self) -> Reading {
        Reading::Second
    }
}
