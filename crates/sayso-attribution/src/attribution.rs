//! The data that this crate gives: what was found in a text, and who said it.
//!
//! [`Found`] is the seam between the two halves of the analysis: taggers and rules give it (spans of source, cue and
//! content), and coreference turns it into an [`Attribution`] with a [`Speaker`].

use crate::language::names_somebody;
use crate::status::Status;
use crate::text::{Span, Spans};

/// From this confidence on the program does not say that it is unsure.
pub const LIKELY: f32 = 0.5;

/// What a finder gives: spans only, the speaker not yet named. The seam between tagging and naming.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// The words that name who is credited; `None` where the text names nobody nearby.
    pub source: Option<Spans>,
    /// The words that credit; `None` for a quotation standing alone.
    pub cue: Option<Spans>,
    /// The words credited, with the quotation marks left out at the ends of each piece.
    pub content: Spans,
    /// All, some or none of it in quotation marks.
    pub kind: Kind,
    /// The words that name the relay: `according to CNN` behind another speaker's words.
    pub via: Option<Span>,
    /// 0 to 1: how sure the finder is.
    pub confidence: f32,
    /// The rule or model that found it: a short name, shown on the source card.
    pub found_by: &'static str,
}

/// How much of the content stands in quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// All of it (80 % of its words or more).
    Direct,
    /// Some of it.
    Mixed,
    /// None.
    Indirect,
}

impl Kind {
    /// All three, in the order they are shown.
    pub const ALL: [Self; 3] = [Self::Direct, Self::Mixed, Self::Indirect];

    /// The word for it: `direct`, `mixed`, `indirect`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Direct => "direct",
            Self::Mixed => "mixed",
            Self::Indirect => "indirect",
        }
    }
}

/// Everything that is known of who said what in one document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Analysis {
    /// In text order of their content.
    pub attributions: Vec<Attribution>,
    /// The speakers of this document, in order of their first attribution.
    pub speakers: Vec<Speaker>,
    /// Which reading found them.
    pub reading: Reading,
}

/// How carefully a document was read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reading {
    /// By the fast tagger.
    #[default]
    First,
    /// By the careful tagger.
    Second,
}

impl Reading {
    /// Its name for programs: `fast` or `careful`.
    pub fn name(self) -> &'static str {
        match self {
            Self::First => "fast",
            Self::Second => "careful",
        }
    }
}

impl Analysis {
    /// The name of a speaker by index, `not named` where there is none.
    pub fn name(&self, speaker: Option<usize>) -> &str {
        speaker.and_then(|s| self.speakers.get(s)).map_or("not named", |s| s.name.as_str())
    }

    /// The attribution whose content begins at the byte at `offset`.
    pub fn starting_at(&self, offset: usize) -> Option<usize> {
        self.attributions.iter().position(|attribution| attribution.content.start() == offset)
    }
}

/// One act of saying, thinking or writing that the text credits to someone.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribution {
    /// The words that name who is credited.
    pub source: Option<Spans>,
    /// The words that credit.
    pub cue: Option<Spans>,
    /// The words credited.
    pub content: Spans,
    /// Other places with the same claim: an excerpt at the head.
    pub repeats: Vec<Spans>,
    /// How much of the content stands in quotation marks.
    pub kind: Kind,
    /// What the cue says of the speaker: said it, believes it, means to do it.
    pub act: Act,
    /// Whether the speaker asserts them.
    pub status: Status,
    /// Index into [`Analysis::speakers`]; `None` where nobody is named.
    pub speaker: Option<usize>,
    /// How the speaker is known.
    pub naming: Naming,
    /// The way from the source to the name, each step a place in the text: `she` → `Mao Ning`. Starts with
    /// the source, ends with the name; where there is no source, with the words that it is carried on from,
    /// and empty where there is nothing to carry on.
    pub chain: Vec<Step>,
    /// Who is given as having reported it.
    pub via: Option<Via>,
    /// 0 to 1: how likely it is that these words are credited, and to this source. Calibrated: of those at 0.9, nine
    /// in ten are right.
    pub confidence: f32,
    /// 0 to 1: how likely `speaker` is the one whom the source stands for, given that the words of the source are right.
    /// Calibrated: of those at 0.9, nine in ten are right.
    pub sure_of_speaker: f32,
    /// The rule or model that found it.
    pub found_by: &'static str,
}

impl Attribution {
    /// Returns `true` if the words with their source, or the name of the speaker, are as likely wrong as right.
    pub fn is_doubtful(&self) -> bool {
        self.confidence.min(self.sure_of_speaker) < LIKELY
    }
}

#[cfg(any(test, feature = "test-support"))]
impl Analysis {
    /// For the tests of the floors above: the index of the person of this name, a new one if need be.
    pub fn person_of_test(&mut self, name: &str) -> usize {
        let known = self.speakers.iter().position(|speaker| speaker.name == name);
        known.unwrap_or_else(|| {
            self.speakers.push(Speaker::person(name));
            self.speakers.len() - 1
        })
    }
}

#[cfg(any(test, feature = "test-support"))]
impl Attribution {
    /// One for the tests of the floors above: a direct quotation of a named speaker, with no more words than its own.
    pub fn of_test(content: Span, speaker: usize) -> Self {
        Self {
            source: None,
            cue: None,
            content: Spans::from(content),
            repeats: Vec::new(),
            kind: Kind::Direct,
            act: Act::Speech,
            status: Status::Asserted,
            speaker: Some(speaker),
            naming: Naming::Named,
            chain: Vec::new(),
            via: None,
            confidence: 0.9,
            sure_of_speaker: 1.0,
            found_by: "test",
        }
    }
}

/// What the speaker did, told from the words of the cue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Act {
    /// Said, wrote, asked or promised; also the act of an attribution without a cue.
    Speech,
    /// Believes, fears or knows: the words need not have been spoken.
    Belief,
    /// Wants, plans, hopes or seeks.
    Intention,
}

impl Act {
    /// All acts in display order.
    pub const ALL: [Self; 3] = [Self::Speech, Self::Belief, Self::Intention];

    /// The name in output and filters: `speech`, `belief` or `intention`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Speech => "speech",
            Self::Belief => "belief",
            Self::Intention => "intention",
        }
    }
}

/// How the speaker of an attribution is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Naming {
    /// The source is a name.
    Named,
    /// The source is a title or role: `the defence minister`, `Japan’s leader`.
    Role,
    /// The source is a pronoun.
    Pronoun,
    /// No source here: carried on from the sentence or paragraph before.
    Carried,
    /// A source that stays unnamed: `officials`, `three people close to the talks`.
    Unnamed,
    /// Nobody can be told.
    Unknown,
}

impl Naming {
    /// The word for it on the source card and in exports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Named => "named",
            Self::Role => "role",
            Self::Pronoun => "pronoun",
            Self::Carried => "carried",
            Self::Unnamed => "unnamed",
            Self::Unknown => "unknown",
        }
    }
}

/// One step of the evidence for a speaker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// The words.
    pub span: Span,
    /// What they are.
    pub naming: Naming,
}

/// Who is given as having reported someone else's words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Via {
    /// The words that name it.
    pub span: Span,
    /// Its name.
    pub name: String,
}

/// One speaker of one document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Speaker {
    /// The fullest form of the name in this document, titles left out: `Jens Stoltenberg`.
    pub name: String,
    /// What sort of speaker.
    pub kind: SpeakerKind,
    /// Titles and roles that the text binds to the name: `NATO Secretary General`.
    pub roles: Vec<String>,
    /// Other forms of the name used here: `Mr Stoltenberg`, `NATO’s leader`.
    pub also: Vec<String>,
}

impl Speaker {
    /// A person of whom nothing but the name is known.
    pub fn person(name: &str) -> Self {
        Self { name: name.to_owned(), kind: SpeakerKind::Person, roles: Vec::new(), also: Vec::new() }
    }

    /// Returns `false` where the words of the text stand in place of a name and name nobody: `26 percent`, `sales`. Such
    /// words stand beside what is said in their article, and are no speaker of a library.
    pub fn is_somebody(&self) -> bool {
        matches!(self.kind, SpeakerKind::Person | SpeakerKind::Place) || names_somebody(&self.name)
    }
}

/// What sort of speaker.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SpeakerKind {
    /// A person with a name.
    Person,
    /// A body: a party, a ministry, a newspaper.
    Organisation,
    /// A place that stands for its government: `Seoul`.
    Place,
    /// A document that says: `the 2022 Strategic Concept`.
    Document,
    /// People without a name: `officials`, `some surveys`.
    Group,
}

impl SpeakerKind {
    /// All, in the order of their numbers where they are kept.
    pub const ALL: [Self; 5] = [Self::Person, Self::Organisation, Self::Place, Self::Document, Self::Group];

    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Organisation => "organisation",
            Self::Place => "place",
            Self::Document => "document",
            Self::Group => "group",
        }
    }
}
