//! The filter of the attributions that a reader wants to see, by confidence, kind and act.

use sayso_attribution::{Act, Attribution, Kind, LIKELY};

/// From this confidence on it may be relied upon: nine of ten such are right (measured on marked articles).
pub const SURE: f32 = 0.75;

/// What is wanted of the attributions; all of them by default.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Wanted {
    /// The least confidence, 0 to 1.
    pub least: f32,
    /// Kinds and acts that pass.
    pub only: Only,
}

/// The kinds and acts that pass.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Only {
    /// All of them.
    #[default]
    All,
    /// Words in quotation marks, wholly or partly.
    Quoted,
    /// What was said.
    Said,
    /// What is believed, feared, known.
    Believed,
    /// What is wanted, planned, hoped for.
    Intended,
    /// All but that.
    Claims,
}

impl Only {
    /// The next one, in a circle.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::All => Self::Quoted,
            Self::Quoted => Self::Said,
            Self::Said => Self::Believed,
            Self::Believed => Self::Intended,
            Self::Intended => Self::Claims,
            Self::Claims => Self::All,
        }
    }

    /// The word for it; none for all.
    fn name(self) -> Option<&'static str> {
        match self {
            Self::All => None,
            Self::Quoted => Some("quoted"),
            Self::Said => Some("said"),
            Self::Believed => Some("believed"),
            Self::Intended => Some("intended"),
            Self::Claims => Some("not intended"),
        }
    }

    fn takes(self, kind: Kind, act: Act) -> bool {
        match self {
            Self::All => true,
            Self::Quoted => kind != Kind::Indirect,
            Self::Said => act == Act::Speech,
            Self::Believed => act == Act::Belief,
            Self::Intended => act == Act::Intention,
            Self::Claims => act != Act::Intention,
        }
    }
}

impl Wanted {
    /// Returns `true` if this one is wanted.
    pub fn has(&self, attribution: &Attribution) -> bool {
        self.takes(attribution.confidence, attribution.kind, attribution.act)
    }

    /// Returns `true` if an attribution of this confidence, kind and act is wanted.
    pub fn takes(&self, confidence: f32, kind: Kind, act: Act) -> bool {
        confidence >= self.least && self.only.takes(kind, act)
    }

    /// This filter with the next higher step of confidence (all, likely, sure), and all again after the last.
    #[must_use]
    pub fn surer(self) -> Self {
        let least = [LIKELY, SURE].into_iter().find(|&step| step > self.least).unwrap_or(0.0);
        Self { least, ..self }
    }

    /// This filter with the next of the kinds and acts that can be told apart.
    #[must_use]
    pub fn other(self) -> Self {
        Self { only: self.only.next(), ..self }
    }

    /// The words for it: `likely, said`; none where all are wanted.
    pub fn words(&self) -> String {
        let sure = match self.least {
            least if least <= 0.0 => None,
            LIKELY => Some("likely".to_owned()),
            SURE => Some("sure".to_owned()),
            least => Some(format!("{:.0} % sure", least * 100.0)),
        };
        sure.into_iter().chain(self.only.name().map(str::to_owned)).collect::<Vec<_>>().join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_steps_go_in_a_circle_and_are_named() {
        let mut wanted = Wanted { least: 0.3, only: Only::Said };
        let mut words = Vec::new();
        for _ in 0..4 {
            words.push(wanted.words());
            wanted = wanted.surer();
        }
        assert_eq!(words, ["30 % sure, said", "likely, said", "sure, said", "said"]);
        assert_eq!(wanted, Wanted { least: LIKELY, only: Only::Said });
        assert_eq!(Wanted::default().words(), "");
    }
}
