//! How well a typed word fits a printed one.

/// How a typed word fits a printed one. Ordered from best to worst: fewer typos, then the whole word before
/// the beginning of a longer one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fit {
    /// How many typos apart.
    pub typos: u8,
    /// The typed word is only the beginning of it.
    pub cut: bool,
}

impl Fit {
    /// How far a printed word speaks for the typed one where words are half remembered, 0 to 1. Chosen by hand, and
    /// checked with the recall of mangled quotes that `cargo bench --bench library` prints.
    pub fn trust(self) -> f32 {
        let typed = [1.0, 0.8, 0.65].get(usize::from(self.typos)).copied().unwrap_or(0.5);
        if self.cut { typed * 0.85 } else { typed }
    }
}
