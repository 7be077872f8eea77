//! How well a term stands in a unit, and what all terms together cost.

use super::vocabulary::Fit;

/// How well one term stands in a unit: [`ABSENT`] where it does not, more for better. One byte, as the index keeps a
/// level for each of a million paragraphs.
pub type Level = u8;

/// The term is not there.
pub const ABSENT: Level = 0;

/// How far a term stands from what a unit is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ring {
    /// In the words of a quote, or in the title of an article.
    Own,
    /// In the name of the speaker, of the author or of the outlet.
    Named,
    /// In the paragraphs around a quote, or in the text of an article.
    Around,
}

impl Ring {
    /// All, the nearest first.
    pub const ALL: [Self; 3] = [Self::Own, Self::Named, Self::Around];
}

/// The level of a term that fits so well and stands in that ring: fewer typos come first, then nearer rings, then whole
/// words.
pub const fn level(fit: Fit, ring: Ring) -> Level {
    u8::MAX - ((fit.typos << 3) | ((ring as u8) << 1) | fit.cut as u8)
}

/// The sum of what the levels of all terms cost, least for the best unit. From the highest byte: number of terms that
/// are missing, typos, distances ([`Ring`]), words that are cut. No byte overflows: a branch has at most 32 terms.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cost(u32);

/// The cost of one term that is missing.
const MISSING: u32 = 1 << 24;

/// What each level costs.
static COSTS: [u32; 256] = {
    let mut costs = [MISSING; 256];
    let mut off = 0;
    while off < 128 {
        costs[255 - off] = ((off >> 3) << 16 | (off >> 1 & 3) << 8 | (off & 1)) as u32;
        off += 1;
    }
    costs
};

impl Cost {
    /// The cost of a unit whose terms stand so.
    #[inline]
    pub fn of(levels: impl Iterator<Item = Level>) -> Self {
        Self(levels.map(|level| COSTS[usize::from(level)]).sum())
    }

    /// The cost of a unit that has so much of the words half remembered: less for more. Of a share above 4095 nothing
    /// is told any more.
    pub fn of_share(share: f32) -> Self {
        Self(MISSING - 1 - ((share * 4096.0) as u32).min(MISSING - 1))
    }

    /// The sum itself, as another source of candidates counts it.
    #[cfg(feature = "postgres")]
    pub fn number(self) -> u32 {
        self.0
    }

    /// The number of terms that are missing.
    #[inline]
    pub fn missing(self) -> u32 {
        self.0 / MISSING
    }

    /// The sums of typos, distances and cut words.
    pub fn parts(self) -> [u16; 3] {
        [self.0 >> 16, self.0 >> 8, self.0].map(|part| (part & 0xff) as u16)
    }
}

/// The highest of some levels.
#[inline]
pub fn highest(levels: &[Level]) -> Level {
    highest_of(levels, |level| level)
}

/// Number of levels that are compared at once where there are many.
const AT_ONCE: usize = 16;

/// Minimum number of levels for which that is faster: an article of few paragraphs has fewer.
const MANY: usize = 4 * AT_ONCE;

/// The highest of what `of` makes of some levels.
#[inline]
fn highest_of(levels: &[Level], of: impl Fn(Level) -> Level) -> Level {
    if levels.len() < MANY {
        return levels.iter().fold(ABSENT, |all, level| all.max(of(*level)));
    }
    let (many, few) = levels.as_chunks::<AT_ONCE>();
    let few = few.iter().fold(ABSENT, |all, level| all.max(of(*level)));
    let mut all = [ABSENT; AT_ONCE];
    for some in many {
        all.iter_mut().zip(some).for_each(|(all, level)| *all = of(*level).max(*all));
    }
    all.into_iter().fold(few, u8::max)
}

/// The highest level inside an article, where all stands as far from its title.
#[inline]
pub fn highest_inside(levels: &[Level]) -> Level {
    const NEAR: u8 = u8::MAX - level(Fit { typos: 0, cut: false }, Ring::Named);
    const FAR: u8 = u8::MAX - level(Fit { typos: 0, cut: false }, Ring::Around);
    // Levels that are there are above all that are not by their highest bit.
    highest_of(levels, |level| if level >> 7 == 1 { (level | NEAR) & !FAR } else { ABSENT })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_are_in_the_order_of_what_they_cost() {
        let fits = [(0, false), (0, true), (1, false), (2, true)].map(|(typos, cut)| Fit { typos, cut });
        let all = fits.iter().flat_map(|fit| Ring::ALL.map(|ring| level(*fit, ring)));
        let mut all: Vec<Level> = all.chain([ABSENT]).collect();
        all.sort_unstable();
        let costs: Vec<Cost> = all.iter().rev().map(|level| Cost::of([*level].into_iter())).collect();
        assert!(costs.is_sorted(), "{costs:?}");
        assert_eq!(costs.last().map(|cost| cost.missing()), Some(1));
    }

    #[test]
    fn the_highest_of_many_levels_is_found_wherever_it_stands() {
        let there = level(Fit { typos: 1, cut: true }, Ring::Own);
        let inside = level(Fit { typos: 1, cut: true }, Ring::Around);
        for len in (1..40).chain(60..70) {
            for at in 0..len {
                let mut levels = vec![ABSENT; len];
                levels[at] = there;
                assert_eq!((highest(&levels), highest_inside(&levels)), (there, inside), "{at} of {len}");
            }
        }
    }

    #[test]
    fn a_cost_comes_apart_again() {
        let worst = level(Fit { typos: 2, cut: true }, Ring::Around);
        let cost = Cost::of([worst; 31].into_iter().chain([ABSENT]));
        assert_eq!((cost.missing(), cost.parts()), (1, [62, 62, 31]));
        assert_eq!(highest_inside(&[ABSENT, level(Fit::default(), Ring::Own)]), level(Fit::default(), Ring::Around));
    }
}
