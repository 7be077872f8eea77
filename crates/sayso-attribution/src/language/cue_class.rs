//! Classes of words that credit somebody with a content, by what may follow them.

/// What a crediting verb does with what follows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CueClass {
    /// `she said (that) …`, `… , said X`, `“…,” X said`.
    Say,
    /// `she believes (that) …`, `… , she believes`; never `believes she`.
    Think,
    /// Credits only before `that`, `how`, `whether`, a pronoun: `polls show that …`.
    Know,
    /// Somebody told comes between: `she told CNN (that) …`.
    Tell,
    /// What follows is the content, a thing or a clause: `he rejected the plan`.
    Judge,
    /// Credits before `to`, `for` or `that`: `he vowed to …`.
    Want,
    /// Credits with its particle: `he called for …`, `pointed to …`.
    Particle,
    /// Credits with a noun of saying: `raises concerns about …`.
    Voice,
    /// Credits after a form of `be`: `is adamant that …`.
    Adjective,
}

impl CueClass {
    /// The class of this name in `cues.txt`; `None` for a name that is none.
    pub(super) fn named(name: &str) -> Option<Self> {
        NAMES.iter().find(|(known, _)| *known == name).map(|(_, class)| *class)
    }

    /// Returns `true` for telling, `false` for thinking or wanting.
    pub(super) fn speaks(self) -> bool {
        matches!(self, Self::Say | Self::Tell | Self::Judge | Self::Particle | Self::Voice)
    }
}

/// The names of the classes as the headings of `cues.txt` write them.
const NAMES: &[(&str, CueClass)] = &[
    ("say", CueClass::Say),
    ("think", CueClass::Think),
    ("know", CueClass::Know),
    ("tell", CueClass::Tell),
    ("judge", CueClass::Judge),
    ("want", CueClass::Want),
    ("particle", CueClass::Particle),
    ("voice", CueClass::Voice),
    ("adjective", CueClass::Adjective),
];
