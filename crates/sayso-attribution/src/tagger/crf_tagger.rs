//! The default tagger: two conditional random fields, a linker and a confidence model over one file of weights.

use std::sync::LazyLock;

use super::api::{self, Calibration, Tagger};
use super::bio_spans::runs;
use super::confidence_model::{self, ConfidenceModel, Evidence};
use super::crf::{Crf, Scores, Tag, Tagging};
use super::decode::Tagged;
use super::features::{FeatureContext, Shapes};
use super::pos::Pos;
use super::tokenized_text::{NONE, TokenizedText, Word, is_headline};
use super::two_readings;
use super::weights::{self, Weights, WeightsError};
use super::windows::{FULL, windows};
use crate::attribution::{Found, Kind};
use crate::document::BlockKind;
use crate::language::WordList;
use crate::parsed::{Parsed, ParsedBlock};
use crate::rules;
use crate::text::{Span, Spans, TokenKind};

/// [`Found::found_by`] of what this tagger finds.
const FOUND_BY: &str = "tagger";

/// The weights the program carries.
static BYTES: &[u8] = include_bytes!("../../models/sayso.bin");
static CARRIED: LazyLock<Result<CrfTagger<'static>, WeightsError>> = LazyLock::new(|| CrfTagger::new(BYTES));

/// Attributions less likely right than this are not given: about where one more right one costs as many wrong.
pub const LEAST: f32 = 0.3;
/// Lowest confidence of words without quotation marks that no rule found and that are not a clause with `that`: two of
/// three less sure than this are wrong.
pub const LEAST_ALONE: f32 = 0.38;
/// Lowest confidence of what most often only the author says: what someone is about to do (`plans to …`), and words
/// without quotation marks that are nobody's (`is expected to …`).
pub const LEAST_TOLD: f32 = 0.6;
/// Lowest confidence of words without a verb behind a cue that seldom credits: seven of ten less sure than this are no
/// attribution.
const LEAST_ACT: f32 = 0.65;
/// Lowest confidence of the title of a song, a film or a book in quotation marks.
const LEAST_TITLE: f32 = 0.9;
/// Lowest confidence of a quoted sentence whose cue is a verb of the next sentence that seldom credits: the subject of such a
/// verb is often not the speaker, and without this attribution the subject of the sentence before is considered. F1 on dev is the
/// same with and without it, in both readings.
const LEAST_NEXT: f32 = 0.9;
/// Most words of such a title.
const TITLE: usize = 7;
/// Highest level of the cue lexicon of a word that seldom credits.
const SELDOM: u8 = 1;
/// How cues of that sort begin. Wishes and vows are not among them.
static PLANS: WordList = WordList::named("crf-tagger.plans");

/// Bytes after which a paragraph is read as several: 8 KiB. Longer ones are rare, and the tagger takes 60 times the memory
/// of what it reads at once.
const PIECE: usize = 8 << 10;

/// The scores of another model, mixed with those of the second pass.
#[derive(Debug)]
pub struct OtherScores<'s> {
    /// Its scores for each token, by the index in [`Parsed::all_tokens`].
    pub tokens: Vec<Scores>,
    /// The second pass as it is mixed with them.
    pub second: &'s Crf<'s>,
    /// How sure both are together.
    pub judge: &'s ConfidenceModel,
    /// [`Found::found_by`] of what they find.
    pub found_by: &'static str,
}

/// The part of [`OtherScores`] that belongs to one window.
struct Mixed<'s> {
    others: &'s OtherScores<'s>,
    words: Vec<Scores>,
}

/// The trained engine over its weights.
#[derive(Clone, Debug)]
pub struct CrfTagger<'a> {
    weights: Weights<'a>,
}

impl<'a> CrfTagger<'a> {
    /// Over the bytes of a weights file.
    pub fn new(bytes: &'a [u8]) -> Result<Self, WeightsError> {
        Ok(Self { weights: Weights::read(bytes)? })
    }

    /// The engine over the weights that are part of the crate. They are read and checked at the first call.
    ///
    /// # Errors
    ///
    /// If the crate was built with a file of weights that is damaged or of another version.
    pub fn carried() -> Result<&'static CrfTagger<'static>, WeightsError> {
        CARRIED.as_ref().map_err(|refused| *refused)
    }

    /// The id of the engine over the weights that are part of the crate, told from their header only.
    pub(crate) fn carried_id() -> String {
        id(weights::stated_checksum(BYTES).unwrap_or_default())
    }

    /// The attributions in `parts` of `text`, in the order of their cues. Each part is the bytes of a paragraph and
    /// whether it is a headline; parts are in text order. Memory is bounded by the longest paragraph and a few pages.
    pub fn find<'e>(&'e self, text: &'e str, parts: &'e [(Span, bool)]) -> impl Iterator<Item = Found> + 'e {
        self.find_in_windows(text, parts, FULL)
    }

    fn find_in_windows<'e>(
        &'e self,
        text: &'e str,
        parts: &'e [(Span, bool)],
        full: usize,
    ) -> impl Iterator<Item = Found> + 'e {
        windows(parts.len(), |at| parts[at].0.len(), full).flat_map(move |window| {
            let parsed = Parsed::of_paragraphs(text, parts[window.read].iter().copied());
            let own = hull(parts[window.own].iter().map(|(span, _)| *span));
            let blocks: Vec<_> = parsed.blocks().iter().map(|block| (block, is_headline(block.kind))).collect();
            self.find_in((&self.read(&rules::find(&parsed), &parsed, &blocks), &[]), parsed.text(), own, None)
        })
    }

    /// The attributions in `reading` whose cue is in `own`, if they are sure enough to be given.
    fn find_in(
        &self,
        (reading, hints): (&TokenizedText, &[Found]),
        text: &str,
        own: Span,
        mixed: Option<&Mixed>,
    ) -> Vec<Found> {
        let sure = |(found, evidence): &(Found, Evidence)| {
            let here = found.cue.as_ref().is_some_and(|cue| own.contains(cue.start()));
            here && found.confidence >= least(text, reading, found, evidence)
        };
        let sure = |weighed: Vec<(Found, Evidence)>| weighed.into_iter().filter(sure).map(|(found, _)| found);
        let mut found: Vec<Found> = sure(self.weigh_with(reading, mixed)).collect();
        if mixed.is_some() {
            two_readings::join(text, &mut found, sure(self.weigh(reading)).collect(), hints);
        }
        found
    }

    /// `blocks` with parts of speech, cue levels and hints.
    fn read(&self, hints: &[Found], parsed: &Parsed, blocks: &[(&ParsedBlock, bool)]) -> TokenizedText {
        let mut reading = TokenizedText::of_blocks(parsed, blocks.iter().copied());
        reading.hear(hints);
        self.weights.tagger.tag(&mut reading);
        for word in &mut reading.words {
            word.level = self.weights.lexicon.level(word.lexeme.word);
        }
        reading
    }

    /// Every attribution in `reading`, however unsure, with the evidence for it.
    pub fn weigh(&self, reading: &TokenizedText) -> Vec<(Found, Evidence)> {
        self.weigh_with(reading, None)
    }

    fn weigh_with(&self, reading: &TokenizedText, mixed: Option<&Mixed>) -> Vec<(Found, Evidence)> {
        let shapes = Shapes::new(reading);
        let first = tag(&self.weights.first, reading, &FeatureContext::first(reading, &shapes));
        let Some(Mixed { others, words }) = mixed else { return self.weigh_after(reading, &shapes, &first) };
        let second = tag_mixed(others.second, reading, &FeatureContext::second(reading, &shapes, &first), words);
        self.attributions(reading, &second, others.judge, others.found_by)
    }

    /// The attributions with their evidence, given the tags of the first pass.
    pub fn weigh_after(&self, reading: &TokenizedText, shapes: &Shapes, first: &Tagging) -> Vec<(Found, Evidence)> {
        let second = tag(&self.weights.second, reading, &FeatureContext::second(reading, shapes, first));
        self.attributions(reading, &second, &self.weights.judge, FOUND_BY)
    }

    fn attributions(
        &self,
        reading: &TokenizedText,
        second: &Tagging,
        judge: &ConfidenceModel,
        found_by: &'static str,
    ) -> Vec<(Found, Evidence)> {
        let runs = runs(&second.tags);
        let linked = self.weights.linker.link(reading, &runs);
        Tagged { reading, sure: &second.sure, runs: &runs }.attributions(&linked, judge, found_by)
    }

    /// Every attribution in `parsed`, read at once, however unsure, with the evidence for it.
    #[cfg(feature = "test-support")]
    pub fn weigh_mixed(&self, parsed: &Parsed, hints: &[Found], others: &OtherScores) -> Vec<(Found, Evidence)> {
        let pieces = Self::pieces(parsed);
        let blocks: Vec<(&ParsedBlock, bool)> = pieces.iter().map(|(block, title)| (block, *title)).collect();
        let tokens = blocks.iter().flat_map(|(block, _)| parsed.token_range(block));
        let words = tokens.map(|token| others.tokens[token]).collect();
        self.weigh_with(&self.read(hints, parsed, &blocks), Some(&Mixed { others, words }))
    }

    /// The second pass: what other scores are mixed with.
    pub fn second_pass(&self) -> &Crf<'a> {
        &self.weights.second
    }

    /// The blocks of `parsed` that are read, long ones in pieces, each with whether it is a headline.
    pub(super) fn pieces(parsed: &Parsed) -> Vec<(ParsedBlock, bool)> {
        let blocks = parsed.blocks().iter().filter_map(|block| Some((block, headline_or_text(block.kind)?)));
        blocks.flat_map(|(block, title)| parsed.pieces(block, PIECE).into_iter().map(move |b| (b, title))).collect()
    }

    /// Like [`Tagger::tag`], with the scores of another model mixed into the second pass.
    pub fn tag_with(&self, parsed: &Parsed, hints: &[Found], others: Option<&OtherScores>) -> api::Tagged {
        let pieces = Self::pieces(parsed);
        let blocks: Vec<(&ParsedBlock, bool)> = pieces.iter().map(|(block, title)| (block, *title)).collect();
        let before = |at: usize| hints.partition_point(|hint| hint.content.start() < at);
        let mut tagged = api::Tagged { found: Vec::new(), pos: vec![Pos::X; parsed.all_tokens().len()] };
        for window in windows(blocks.len(), |at| blocks[at].0.span.len(), FULL) {
            let blocks_of = |range: std::ops::Range<usize>| hull(blocks[range].iter().map(|(block, _)| block.span));
            let (own, read) = (blocks_of(window.own), blocks_of(window.read.clone()));
            let blocks = &blocks[window.read];
            let hints = &hints[before(read.start())..before(read.end())];
            let reading = self.read(hints, parsed, blocks);
            let tokens = || blocks.iter().flat_map(|(block, _)| parsed.token_range(block));
            for (token, word) in tokens().zip(&reading.words).filter(|(_, word)| own.contains(word.span.start())) {
                tagged.pos[token] = word.pos;
            }
            let words = |others: &OtherScores| tokens().map(|token| others.tokens[token]).collect();
            let mixed = others.map(|others| Mixed { others, words: words(others) });
            tagged.found.extend(self.find_in((&reading, hints), parsed.text(), own, mixed.as_ref()));
        }
        tagged
    }
}

impl Tagger for CrfTagger<'_> {
    fn id(&self) -> String {
        id(self.weights.checksum)
    }

    fn tag(&self, parsed: &Parsed, hints: &[Found]) -> api::Tagged {
        self.tag_with(parsed, hints, None)
    }

    fn calibration(&self) -> Calibration {
        Calibration::default()
    }
}

fn id(checksum: u64) -> String {
    format!("crf{}-{checksum:016x}", weights::VERSION)
}

/// Whether a block is a headline (`Some(true)`), running text (`Some(false)`), or not read by the tagger (`None`).
fn headline_or_text(kind: BlockKind) -> Option<bool> {
    match kind {
        kind if is_headline(kind) => Some(true),
        BlockKind::Standfirst => Some(false),
        kind => kind.is_argument().then_some(false),
    }
}

/// From the first of `spans` to the last; empty for none.
fn hull(spans: impl Iterator<Item = Span>) -> Span {
    spans.reduce(Span::cover).unwrap_or_default()
}

/// How sure `found` must be to be given.
fn least(text: &str, reading: &TokenizedText, found: &Found, evidence: &Evidence) -> f32 {
    match found.kind {
        _ if is_title(text, reading, found) => LEAST_TITLE,
        Kind::Direct if is_next_sentence(text, reading, found) => LEAST_NEXT,
        Kind::Indirect if is_act(reading, found) => LEAST_ACT,
        Kind::Indirect if is_told(text, found) => LEAST_TOLD,
        Kind::Indirect if evidence[confidence_model::AGREED] == 0.0 && !is_clause(text, found) => LEAST_ALONE,
        _ => LEAST,
    }
}

/// Whether the content has no verb of its own, and the cue is a word that seldom credits: `thanked the nurses [and
/// left]`.
fn is_act(reading: &TokenizedText, found: &Found) -> bool {
    let words = reading.words_in(found.content.hull());
    let joined = words.windows(2).position(|pair| pair[0].pos == Pos::Cconj && pair[1].pos.is_verb());
    let cue = found.cue.iter().flat_map(Spans::iter).flat_map(|span| reading.words_in(span));
    !words[..joined.unwrap_or(words.len())].iter().any(|word| word.pos.is_verb())
        && cue.into_iter().all(|word| word.level <= SELDOM)
}

/// Whether what is quoted ends a sentence, and the cue is a word of the next one that seldom credits: `“We were told.” The
/// clerk [looked] down.`
fn is_next_sentence(text: &str, reading: &TokenizedText, found: &Found) -> bool {
    let end = found.content.end();
    let said = text[..end].trim_end_matches(['”', '’', '"', '\'', '»']);
    let cue = || found.cue.iter().flat_map(Spans::iter).flat_map(|span| reading.words_in(span));
    said.ends_with(['.', '!', '?'])
        && cue().next().is_some_and(|word| word.span.start() >= end)
        && cue().all(|word| word.level <= SELDOM)
}

/// Whether all that is quoted are two or more words with capitals, and the cue ends with a preposition: `opened with
/// “Salt Road”`, but not `called her “Crooked Hillary”`.
fn is_title(text: &str, reading: &TokenizedText, found: &Found) -> bool {
    let cue = found.cue.iter().flat_map(Spans::iter).flat_map(|span| reading.words_in(span));
    let is_quoted = |word: &&Word| word.quote != NONE && word.kind == TokenKind::Word;
    let quoted: Vec<&str> =
        reading.words_in(found.content.hull()).iter().filter(is_quoted).map(|word| word.span.of(text)).collect();
    let capital = |word: &&&str| word.starts_with(char::is_uppercase);
    let ends = |word: Option<&&str>| word.is_some_and(|word| capital(&word));
    cue.last().is_some_and(|word| word.pos == Pos::Adp)
        && (2..=TITLE).contains(&quoted.len())
        && ends(quoted.first())
        && ends(quoted.last())
        && quoted.iter().all(|word| capital(&word) || word.len() <= 3)
}

/// Returns `true` for something to be done, by a cue of planning, or something nobody is credited with.
fn is_told(text: &str, found: &Found) -> bool {
    let cue = found.cue.iter().flat_map(Spans::iter).flat_map(|span| span.of(text).split(' '));
    let plans = cue.into_iter().any(|word| PLANS.iter().any(|stem| word.starts_with(stem)));
    let planned = plans && text[found.content.start()..].starts_with("to ");
    planned || found.source.is_none()
}

/// Returns `true` for a clause with `that`.
fn is_clause(text: &str, found: &Found) -> bool {
    text[found.content.start()..].starts_with("that ")
}

/// What the rules find in `parts` of `text`: they read no headlines.
pub fn by_rules(text: &str, parts: &[(Span, bool)]) -> Vec<Found> {
    rules::find(&Parsed::of_paragraphs(text, parts.iter().copied()))
}

/// The tags of every word of `reading`, and how sure they are.
pub fn tag(crf: &Crf, reading: &TokenizedText, context: &FeatureContext) -> Tagging {
    tag_mixed(crf, reading, context, &[])
}

/// Like [`tag`], with the scores of another model added to those of each word; none are added where `others` is empty.
fn tag_mixed(crf: &Crf, reading: &TokenizedText, context: &FeatureContext, others: &[Scores]) -> Tagging {
    let mut out = Tagging::default();
    let mut scores = Vec::new();
    for paragraph in &reading.paragraphs {
        let words = paragraph.words.start as usize..paragraph.words.end as usize;
        crf.scores(words.clone(), |at, features| context.features(at, features), &mut scores);
        for (sums, others) in scores.iter_mut().zip(others.get(words.clone()).into_iter().flatten()) {
            sums.iter_mut().zip(others).for_each(|(sum, other)| *sum += other);
        }
        crf.decode(&scores, &mut out.tags);
        // How sure the last pass is counts where it found something.
        if context.is_last() && out.tags[words.clone()].iter().all(|tag| *tag == Tag::OUTSIDE) {
            out.pass_over(words.len());
            continue;
        }
        for (at, chances) in words.zip(crf.posteriors(&scores)) {
            out.add(at, &chances);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const PARAGRAPHS: &[&str] = &[
        "The council met on Monday. Rain fell on the old town, and the river rose.",
        "“We will win the vote today,” Ann Lee said on Monday. She denied that taxes would rise.",
        "“It was a mistake,” he told reporters. “We are sorry.",
        "“And we will not do it again.”",
        "The mayor, according to two officials, had planned to resign.",
        "Mr Brown put it this way:",
        "Yes.",
        "He",
        "said",
        "“No,”",
        "She added that the bridge, long closed, would open, and that the ministry believes it is safe.",
        "WHAT COMES NEXT",
    ];

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(12))]
        #[test]
        fn a_text_read_in_windows_gives_what_it_gives_at_once(
            paragraphs in prop::collection::vec(prop::sample::select(PARAGRAPHS), 60..90),
        ) {
            let text = paragraphs.join("\n");
            let mut at = 0;
            let part = |words: &&str| {
                at += words.len() + 1;
                (Span::new(at - 1 - words.len(), at - 1), false)
            };
            let parts: Vec<(Span, bool)> = paragraphs.iter().map(part).collect();
            let engine = CrfTagger::carried().unwrap();
            let whole: Vec<Found> = engine.find_in_windows(&text, &parts, usize::MAX).collect();
            let pieces = engine.find_in_windows(&text, &parts, 200);
            prop_assert_eq!(pieces.collect::<Vec<_>>(), whole);
        }
    }
}
