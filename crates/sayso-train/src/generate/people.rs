//! Who may be heard: as many people as are asked for, each always the same.

use fastrand::Rng;

use super::words::{ENDINGS, FIRST, ROLES, SYLLABLES};

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Given name.
    pub first: &'static str,
    /// Family name.
    pub last: String,
    /// Role as it stands before or after the name.
    pub role: &'static str,
}

impl Person {
    /// The `number`-th person of all.
    pub fn of(number: usize) -> Self {
        let mut dice = Rng::with_seed(number as u64 ^ 0x5a15_0000);
        Self { first: pick(&mut dice, FIRST), last: name(&mut dice), role: pick(&mut dice, ROLES) }
    }

    /// In full.
    pub fn name(&self) -> String {
        format!("{} {}", self.first, self.last)
    }
}

/// An invented name of a person or a place.
pub fn name(dice: &mut Rng) -> String {
    let middle = if dice.u8(..3) == 0 { pick(dice, SYLLABLES) } else { "" };
    let name = [pick(dice, SYLLABLES), middle, pick(dice, SYLLABLES), pick(dice, ENDINGS)].concat();
    name[..1].to_uppercase() + &name[1..]
}

/// One of these.
pub fn pick<'a>(dice: &mut Rng, from: &[&'a str]) -> &'a str {
    from[dice.usize(..from.len())]
}
