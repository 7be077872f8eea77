//! Every confidence and weight of the rules, the passages and the coreference, in one table: what it is for, its value,
//! and what it was measured on. The code names a row; no number of this kind stands anywhere else.
//!
//! Limits (how many tokens or names are looked at) are constants of the module that has them. The weights of
//! [`name_confidence`](crate::EVIDENCE) and of the tagger are fitted and have tables of their own.

/// What the value of a weight was chosen on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// Names right on labelled sources of PolNeAR train and on GUM; `sayso-train weights` prints what changes with it.
    Names,
    /// How sure a way of naming is, which the fitted weights of the confidence of names scale: `sayso-train names --fit`.
    Fitted,
    /// Only the order counts: the precision of each rule on PolNeAR train, as the tagger has it, takes its place.
    Order,
    /// No labelled text has enough of these: set by hand, and held by marked texts in the tests.
    Hand,
}

impl Basis {
    /// The word for it in a printed table.
    pub fn name(self) -> &'static str {
        match self {
            Self::Names => "names",
            Self::Fitted => "fitted",
            Self::Order => "order",
            Self::Hand => "hand",
        }
    }
}

/// One row of the [`TABLE`].
#[derive(Clone, Copy, Debug)]
pub struct WeightRow {
    /// The weight.
    pub weight: Weight,
    /// Its name in the code.
    pub name: &'static str,
    /// What it is for.
    pub what: &'static str,
    /// Its value: a confidence from 0 to 1, or points that are added to the score of a candidate.
    pub value: f32,
    /// What the value was chosen on.
    pub basis: Basis,
}

macro_rules! weights {
    ($($name:ident = $value:expr, $basis:ident, $what:literal;)*) => {
        /// A row of the [`TABLE`].
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Weight {
            $(#[doc = $what] $name,)*
        }

        /// All weights.
        pub const TABLE: &[WeightRow] = &[
            $(WeightRow {
                weight: Weight::$name,
                name: stringify!($name),
                what: $what,
                value: $value,
                basis: Basis::$basis,
            },)*
        ];
    };
}

weights! {
    // How sure a rule is.
    QuotedThenSaid = 0.95, Order, "a quotation with its speaker behind it";
    ClauseThenSaid = 0.8, Order, "a clause without marks with its speaker behind it";
    SaidThat = 0.9, Order, "a verb of saying before `that` or a quotation";
    SaidClause = 0.75, Order, "a verb of saying or thinking before a clause";
    OtherVerb = 0.55, Order, "any other crediting verb before its content";
    AccordingTo = 0.9, Order, "`according to`";
    Label = 0.85, Order, "a name and a colon before a quotation";
    Opinion = 0.8, Order, "`in her view`";
    ColonBefore = 0.6, Order, "a colon before a quotation";
    NounOfSaying = 0.6, Order, "`the claim that`";
    QuotationAlone = 0.6, Order, "a quotation with a name in its sentence and no verb";
    Caption = 0.8, Hand, "a quotation in a caption";
    LeadIn = 0.8, Order, "a paragraph that a sentence with a colon introduces";
    LeadInUnnamed = 0.5, Order, "the same where the sentence names nobody";

    // How sure a passage is.
    Turn = 0.93, Hand, "a turn of a transcript: the label says who speaks";
    Signature = 0.85, Hand, "a quotation with a signature line";
    LooseSignature = 0.6, Hand, "a quotation with a signature that is not set off";
    Headline = 0.6, Hand, "a quotation of a headline with its speaker behind it";
    Dash = 0.8, Hand, "a line of dialogue with a clause that names the speaker";
    DashByTurn = 0.5, Hand, "a line of dialogue by turns";
    DialogueLine = 0.6, Hand, "a line of dialogue in a story that no clause credits";
    Nested = 0.8, Hand, "an inner speaker beside the outer one";
    UnknownVerb = 0.65, Hand, "a quotation with a noun phrase and a verb that is no known verb of speech";
    SentenceBefore = 0.6, Hand, "a quotation whose speaker is the subject of the sentence before it";
    SentenceAfter = 0.5, Hand, "a quotation whose speaker is the subject of the sentence after it";
    ByTurn = 0.5, Hand, "a quotation paragraph by turns";
    ParagraphBefore = 0.6, Hand, "a quotation paragraph of the speaker of the paragraph before";
    Delayed = 0.45, Hand, "a quotation that opens an article, of whoever is quoted first behind it";
    SoleName = 0.45, Hand, "a quotation paragraph of the only person named in the paragraph before";

    // How sure a source of its own name or words is.
    Nobody = 0.6, Fitted, "nobody can be told";
    Named = 0.97, Fitted, "the source is a name";
    NamedUnsure = 0.85, Fitted, "the source is a name that may be no person's";
    Belonging = 0.9, Fitted, "the source belongs to somebody named: `Kishida’s government`";
    OwnWords = 0.8, Fitted, "the source is words of the text";
    Several = 0.9, Fitted, "the source is several people";
    NamedByNoun = 0.75, Fitted, "the source is the common noun of a name: `the commission`";
    SubjectOfClause = 0.7, Fitted, "the source is the subject of the sentence, where the words found are none";
    Relative = 0.9, Fitted, "a relative pronoun stands for the phrase before it";
    NearestName = 0.85, Fitted, "a relative pronoun stands for the name before it";
    BodyActing = 0.8, Fitted, "a pronoun stands for the body that acts without a name in the sentence before";
    PersonActing = 0.7, Fitted, "a pronoun stands for the person that acts without a name in the sentence before";
    UnknownActing = 0.7, Fitted, "`it` stands for a word that only its place shows to be a name";
    Described = 0.9, Fitted, "factor for a description of somebody named";
    Self_ = 0.9, Fitted, "factor for `I` within somebody's words";
    Author = 0.9, Hand, "`I` outside quotations is the author of the article";
    CarriedActor = 0.6, Fitted, "no source: whoever acts in the sentence before";
    DialogueOfTwo = 0.6, Hand, "a line of a story by turns, between two speakers";
    DialogueOfMany = 0.45, Hand, "a line of a story by turns, among several speakers";
    CarriedSpeaker = 0.75, Fitted, "no source: the speaker before";

    // How sure the holder of an office is.
    HolderOfOwner = 0.9, Fitted, "the text gives the office of this owner to one person";
    OnlyHolder = 0.9, Fitted, "the text gives the office to one person only";
    LastHolder = 0.7, Fitted, "the text gives the office to several: the last one";
    OnlyOfCountry = 0.75, Fitted, "the only person of the country that the office is of";
    HolderOfNobody = 0.7, Fitted, "the office has an owner here and none where the text gives it";
    HolderBelow = 0.7, Fitted, "the text gives the office further down";
    Colleague = 0.75, Fitted, "somebody else of the same body";

    // Points of a candidate for a pronoun.
    SameSentence = 4.0, Names, "a name in the sentence of the pronoun";
    OneSentenceBack = 2.6, Names, "a name one sentence back";
    TwoSentencesBack = 1.6, Names, "a name two sentences back";
    ThreeSentencesBack = 1.2, Names, "a name three sentences back";
    FurtherBack = 0.8, Names, "a name further back";
    ForParagraph = -0.4, Names, "for each paragraph between";
    Subject = 0.8, Names, "the name is a subject";
    Possessive = -0.8, Names, "the name is an owner";
    UnsureSort = -0.6, Names, "the name may be no person's and no body's";
    PlaceNoSubject = -0.8, Names, "a place that does not act";
    InWords = -1.5, Names, "the name stands in somebody's words";
    OwnerHere = 0.5, Names, "an owner in the sentence of a possessive pronoun";
    SexTold = 0.5, Names, "the sex is told and fits";
    Object = -0.6, Names, "for `it` and a name that is no subject: who launched a phone is meant";
    Asked = 2.0, Names, "somebody asked in the sentence before";
    Part = -1.0, Names, "for `the company` and a name behind another's `’s`";
    PersonShape = -0.6, Names, "for `it` and a name that looks like a person's";
    NoPersonShown = -0.5, Names, "for `he` or `she` and a name that shows no person";
    Topic = 0.7, Names, "for `he` or `she`, for each natural logarithm of the times that a name acts";
    TopicQuoted = 0.3, Hand, "the same for who says words in quotation marks";
    LastSpeaker = 0.8, Names, "who spoke last";
    LastAlone = 1.2, Names, "who spoke last, and nobody has acted since";
    LastWithRival = 0.3, Names, "who spoke last, and somebody has acted since";
    EchoSubject = 0.8, Names, "`he` or `she` stood for them before";
    EchoOther = -0.4, Names, "`his` or `her` stood for them before";

    // Points of a candidate for a description; those of the place take the place of a pronoun's.
    DescribedHere = 2.4, Names, "a name in the sentence of the description";
    DescribedOneBack = 2.2, Names, "a name one sentence back";
    DescribedTwoBack = 1.8, Names, "a name two sentences back";
    DescribedThreeBack = 1.5, Names, "a name three sentences back";
    DescribedFurther = 1.2, Names, "a name further back";
    DescribedParagraph = -0.1, Names, "for each paragraph between";
    ForMention = 0.12, Names, "for each mention in the text, up to a limit";
    NamedAtHead = 0.4, Names, "named where the text begins";

    // When a candidate is taken, and how sure that is.
    Least = 1.4, Names, "least points of a candidate";
    LeastAlone = 1.0, Names, "least points of a candidate far before all others";
    Alone = 0.6, Names, "points before all others that this asks for";
    Tie = 0.15, Names, "candidates nearer than this are a tie, and nobody is taken";
    SureBase = 0.6, Fitted, "confidence of a tie";
    SureForPoint = 0.15, Fitted, "confidence for each point before the second";
    SureMost = 0.95, Fitted, "most confidence of a pronoun";
    NoRival = 3.0, Fitted, "points before a second candidate that is not there";
    OnlyOfSex = 0.6, Fitted, "the only man or woman of the text, however far back";
    OnlyPerson = 0.55, Fitted, "the only person of the text, however far back";

    // Points of a namesake for a family name alone.
    ActsHere = 1.2, Names, "the full name acts in this paragraph";
    ActedBefore = 0.7, Names, "the full name acts in the paragraph before";
    StandsHere = 0.3, Names, "the full name stands in this paragraph";
    NotYet = -2.0, Names, "the full name stands only further down";
    ForShort = 0.7, Names, "for each natural logarithm of the uses of the short form";
    ActsByAnyName = 0.3, Names, "has acted in the paragraph by any name";
    OwnPronoun = 0.5, Names, "is of the sex that the pronoun behind the short form tells";
}

impl Weight {
    /// The value in the [`TABLE`].
    pub const fn value(self) -> f32 {
        TABLE[self as usize].value
    }
}

/// Values for all weights: those of the [`TABLE`], or other ones, to measure what a weight does.
#[derive(Clone, Debug, PartialEq)]
pub struct Weights([f32; TABLE.len()]);

impl Weights {
    /// The values of the [`TABLE`].
    pub const TOLD: Self = {
        let mut values = [0.0; TABLE.len()];
        let mut at = 0;
        while at < TABLE.len() {
            values[at] = TABLE[at].value;
            at += 1;
        }
        Self(values)
    };

    /// The value of one weight.
    pub const fn of(&self, weight: Weight) -> f32 {
        self.0[weight as usize]
    }

    /// These values but for one.
    #[cfg(feature = "test-support")]
    #[must_use]
    pub fn with(&self, weight: Weight, value: f32) -> Self {
        let mut other = self.clone();
        other.0[weight as usize] = value;
        other
    }
}
