//! The tagger's second half: from a score for every word and tag to the best tags of a paragraph, and to how
//! sure each is (a linear-chain conditional random field).

use super::feature_ids::Features;

/// How many tags there are.
pub const TAGS: usize = 7;
/// A score for each tag; the eighth is always nothing, it keeps rows eight bytes long.
pub type Scores = [f32; 8];
/// Weights between a tag (row) and the one after it (column).
pub type Steps = [Scores; 8];

/// The tags: outside, and for each role where it begins and where it goes on.
#[derive(Debug)]
pub enum Tag {}

impl Tag {
    /// No role.
    pub const OUTSIDE: u8 = 0;
    /// The first word of a source.
    pub const SOURCE_BEGINS: u8 = 1;
    /// The first word of a cue.
    pub const CUE_BEGINS: u8 = 3;
    /// The first word of a content.
    pub const CONTENT_BEGINS: u8 = 5;

    /// 0 for none, 1 source, 2 cue, 3 content.
    pub fn role(tag: u8) -> u8 {
        tag.div_ceil(2)
    }

    /// Returns `true` if `tag` can follow `before`: a role continues only where it has begun.
    pub fn follows(before: u8, tag: u8) -> bool {
        let goes_on = tag != 0 && tag.is_multiple_of(2);
        !goes_on || before == tag || before + 1 == tag
    }
}

/// What one pass makes of a text.
#[derive(Clone, Debug, Default)]
pub struct Tagging {
    /// The tag of each word.
    pub tags: Vec<u8>,
    /// How likely each of them is.
    pub sure: Vec<f32>,
    /// What else each word could well be: twice the tag, and one more where it nearly is; [`Tagging::NONE`] for none.
    pub rivals: Vec<u8>,
}

impl Tagging {
    /// No other tag is likely.
    pub const NONE: u8 = 15;

    /// Notes how likely each tag is for word `at`, the last that has a tag here.
    pub fn add(&mut self, at: usize, chances: &Scores) {
        let tag = self.tags[at] as usize;
        let better = |best: usize, other: usize| if chances[other] > chances[best] { other } else { best };
        let rival = (0..TAGS).filter(|other| *other != tag).reduce(better).unwrap_or(tag);
        let near = chances[rival];
        self.sure.push(chances[tag]);
        self.rivals.push(if near < 0.08 { Self::NONE } else { rival as u8 * 2 + u8::from(near > 0.25) });
    }

    /// Adds words whose chances are not needed, as certain.
    pub fn pass_over(&mut self, words: usize) {
        self.sure.resize(self.sure.len() + words, 1.0);
        self.rivals.resize(self.rivals.len() + words, Self::NONE);
    }
}

/// A score no path survives.
const NEVER: f32 = -1e6;

/// The weights of one pass.
#[derive(Clone, Debug)]
pub struct Crf<'a> {
    rows: &'a [[u8; 8]],
    bits: u32,
    scale: f32,
    start: Scores,
    steps: Steps,
}

impl<'a> Crf<'a> {
    /// Over `weights`, rows of eight signed bytes that count `scale` each. `None` where there are not `2^n` rows.
    pub fn new(weights: &'a [u8], scale: f32, start: Scores, steps: Steps) -> Option<Self> {
        let (rows, rest) = weights.as_chunks::<8>();
        let whole = rest.is_empty() && rows.len().is_power_of_two();
        whole.then(|| Self { rows, bits: rows.len().trailing_zeros(), scale, start, steps })
    }

    /// These weights times `weight` with `steps` added: for scores that are mixed with those of another model.
    #[must_use]
    pub fn mixed(&self, weight: f32, steps: &Steps) -> Self {
        let step = |before: usize, tag: usize| steps[before][tag] + weight * self.steps[before][tag];
        Self {
            scale: weight * self.scale,
            start: self.start.map(|score| weight * score),
            steps: std::array::from_fn(|before| std::array::from_fn(|tag| step(before, tag))),
            ..self.clone()
        }
    }

    /// The scores of every word of `range`, put into `out`. `features_of` puts the features of a word into its
    /// argument.
    pub fn scores(
        &self,
        range: std::ops::Range<usize>,
        features_of: impl Fn(usize, &mut Features),
        out: &mut Vec<Scores>,
    ) {
        let mut features = Features::default();
        out.clear();
        for at in range {
            features_of(at, &mut features);
            out.push(self.score(&features));
        }
    }

    fn score(&self, features: &Features) -> Scores {
        let mut sums = [0i16; 8];
        for row in features.rows(self.bits) {
            for (sum, weight) in sums.iter_mut().zip(&self.rows[row]) {
                *sum += i16::from(weight.cast_signed());
            }
        }
        sums.map(|sum| f32::from(sum) * self.scale)
    }

    /// The best tags for `scores`, added to `out`.
    pub fn decode(&self, scores: &[Scores], out: &mut Vec<u8>) {
        best_path(&self.start, &self.steps, scores, out);
    }

    /// How likely each tag is at each word, given all of `scores`.
    pub fn posteriors(&self, scores: &[Scores]) -> Vec<Scores> {
        posteriors(&self.start, &self.steps, scores)
    }
}

/// The best path through `scores` (Viterbi), added to `out`. Linear in the words.
pub fn best_path(start: &Scores, steps: &Steps, scores: &[Scores], out: &mut Vec<u8>) {
    let Some(first) = scores.first() else { return };
    let steps = allowed(steps);
    let mut back: Vec<[u8; 8]> = Vec::with_capacity(scores.len());
    let mut best = [NEVER; 8];
    for tag in (0..TAGS).filter(|t| Tag::follows(Tag::OUTSIDE, *t as u8)) {
        best[tag] = first[tag] + start[tag];
    }
    for score in &scores[1..] {
        let mut next = [f32::MIN; 8];
        let mut from = [0u8; 8];
        for (before, step) in steps.iter().enumerate().take(TAGS) {
            for tag in 0..8 {
                let sum = best[before] + step[tag];
                if sum > next[tag] {
                    next[tag] = sum;
                    from[tag] = before as u8;
                }
            }
        }
        best = std::array::from_fn(|tag| next[tag] + score[tag]);
        back.push(from);
    }
    let mut tag = (1..TAGS).fold(0, |top, t| if best[t] > best[top] { t } else { top });
    let end = out.len() + scores.len();
    out.resize(end, 0);
    out[end - 1] = tag as u8;
    for (at, from) in back.iter().enumerate().rev() {
        tag = from[tag] as usize;
        out[end - scores.len() + at] = tag as u8;
    }
}

fn allowed(steps: &Steps) -> Steps {
    std::array::from_fn(|before| {
        std::array::from_fn(|tag| {
            let fits = before < TAGS && tag < TAGS && Tag::follows(before as u8, tag as u8);
            if fits { steps[before][tag] } else { NEVER }
        })
    })
}

/// How likely each tag is at each word (forward and backward, each row scaled to sum to one).
pub fn posteriors(start: &Scores, steps: &Steps, scores: &[Scores]) -> Vec<Scores> {
    let chances = Chances::new(start, steps, scores);
    let forward = chances.forward();
    let mut out = forward;
    let mut behind = [1f32; 8];
    for at in (0..out.len()).rev() {
        let row: Scores = std::array::from_fn(|tag| out[at][tag] * behind[tag]);
        out[at] = normal(row).0;
        behind = chances.back(at, &behind);
    }
    out
}

/// Scores as chances: no logarithms in the loops over words.
#[derive(Debug)]
pub struct Chances {
    start: Scores,
    steps: Steps,
    /// For each word, a chance for each tag, the best being one.
    words: Vec<Scores>,
}

impl Chances {
    /// From scores.
    pub fn new(start: &Scores, steps: &Steps, scores: &[Scores]) -> Self {
        let words = scores.iter().map(|row| {
            let top = row[..TAGS].iter().copied().fold(f32::MIN, f32::max);
            std::array::from_fn(|tag| if tag < TAGS { (row[tag] - top).exp() } else { 0.0 })
        });
        let fits = |before: usize, tag: usize| before < TAGS && tag < TAGS && Tag::follows(before as u8, tag as u8);
        let exp = |fits: bool, score: f32| if fits { score.exp() } else { 0.0 };
        Self {
            start: std::array::from_fn(|tag| exp(fits(0, tag), start[tag])),
            steps: std::array::from_fn(|b| std::array::from_fn(|tag| exp(fits(b, tag), steps[b][tag]))),
            words: words.collect(),
        }
    }

    /// For each word, how likely each tag is given the words up to it.
    pub fn forward(&self) -> Vec<Scores> {
        let mut out: Vec<Scores> = Vec::with_capacity(self.words.len());
        for word in &self.words {
            let reached = out.last().map_or(self.start, |last| {
                let mut sum = [0f32; 8];
                for (step, share) in self.steps.iter().zip(last) {
                    for tag in 0..8 {
                        sum[tag] += share * step[tag];
                    }
                }
                sum
            });
            out.push(normal(std::array::from_fn(|tag| reached[tag] * word[tag])).0);
        }
        out
    }

    /// From how well each tag at word `at` fits what is behind it, the same for the word before.
    pub fn back(&self, at: usize, behind: &Scores) -> Scores {
        let word: Scores = std::array::from_fn(|tag| self.words[at][tag] * behind[tag]);
        normal(std::array::from_fn(|before| self.steps[before].iter().zip(&word).map(|(s, w)| s * w).sum())).0
    }

    /// How likely each step from the word before `at` to it is; `last` is [`Chances::forward`] there.
    pub fn step(&self, at: usize, last: &Scores, behind: &Scores) -> Steps {
        let mut all: Steps = [[0.0; 8]; 8];
        let mut total = f32::MIN_POSITIVE;
        for before in 0..TAGS {
            for tag in 0..TAGS {
                let share = last[before] * self.steps[before][tag] * self.words[at][tag] * behind[tag];
                all[before][tag] = share;
                total += share;
            }
        }
        all.map(|row| row.map(|share| share / total))
    }
}

fn normal(row: Scores) -> (Scores, f32) {
    let total = row.iter().sum::<f32>().max(f32::MIN_POSITIVE);
    (row.map(|share| share / total), total)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn path_score(start: &Scores, steps: &Steps, scores: &[Scores], path: &[u8]) -> f32 {
        let mut sum = start[path[0] as usize] + scores[0][path[0] as usize];
        for at in 1..path.len() {
            sum += steps[path[at - 1] as usize][path[at] as usize] + scores[at][path[at] as usize];
        }
        sum
    }

    fn paths(len: usize) -> Vec<Vec<u8>> {
        let mut all = vec![vec![]];
        for _ in 0..len {
            all = all
                .into_iter()
                .flat_map(|p: Vec<u8>| (0..TAGS as u8).map(move |t| [p.clone(), vec![t]].concat()))
                .filter(|p| p.len() < 2 || Tag::follows(p[p.len() - 2], p[p.len() - 1]))
                .filter(|p| Tag::follows(0, p[0]))
                .collect();
        }
        all
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]
        #[test]
        fn the_path_is_the_best_and_the_chances_are_those_of_all_paths(
            raw in prop::collection::vec(prop::array::uniform8(-3f32..3.0), 1..4),
            start in prop::array::uniform8(-2f32..2.0),
            steps in prop::array::uniform8(prop::array::uniform8(-2f32..2.0)),
        ) {
            let all = paths(raw.len());
            let scored: Vec<f32> = all.iter().map(|p| path_score(&start, &steps, &raw, p)).collect();
            let top = scored.iter().copied().fold(f32::MIN, f32::max);
            let mut got = Vec::new();
            best_path(&start, &steps, &raw, &mut got);
            prop_assert!((path_score(&start, &steps, &raw, &got) - top).abs() < 1e-3);
            let total: f32 = scored.iter().map(|s| s.exp()).sum();
            let chances = posteriors(&start, &steps, &raw);
            for (at, row) in chances.iter().enumerate() {
                for (tag, chance) in row.iter().enumerate().take(TAGS) {
                    let mass: f32 = all.iter().zip(&scored).filter(|(p, _)| p[at] == tag as u8).map(|(_, s)| s.exp()).sum();
                    prop_assert!((chance - mass / total).abs() < 1e-3, "{} is not {}", chance, mass / total);
                }
            }
        }
    }
}
