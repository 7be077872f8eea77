//! Classes of words: what names, offices and bodies are recognised by.

/// The classes a word is in; a set, so that one look-up answers every question.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Class(u32);

impl Class {
    /// Never part of a name, even with a capital at a sentence's head.
    pub const FUNCTION: Self = Self(1);
    /// Opens a noun phrase: `the`, `its`.
    pub const DETERMINER: Self = Self(1 << 1);
    /// A name behind it is no subject.
    pub const PREPOSITION: Self = Self(1 << 2);
    /// A name behind it may be a subject.
    pub const CONJUNCTION: Self = Self(1 << 3);
    /// Before a man's name.
    pub const MR: Self = Self(1 << 4);
    /// Before a woman's name.
    pub const MS: Self = Self(1 << 5);
    /// Before anyone's name, and no office: `Dr`.
    pub const TITLE: Self = Self(1 << 6);
    /// An office or trade that a name can be bound to: `minister`.
    pub const ROLE: Self = Self(1 << 7);
    /// May stand before an office: `foreign`, `press`.
    pub const QUALIFIER: Self = Self(1 << 8);
    /// Makes it another office: `vice`, `former`.
    pub const LESSER: Self = Self(1 << 9);
    /// Ends the name of a body: `Party`, `Times`.
    pub const ORGANISATION: Self = Self(1 << 10);
    /// A document that can say: `act`, `report`.
    pub const DOCUMENT: Self = Self(1 << 11);
    /// A body spoken of by a common noun: `government`.
    pub const BODY: Self = Self(1 << 12);
    /// People or things without a name: `officials`, `surveys`.
    pub const GROUP: Self = Self(1 << 13);
    /// Looks through to its owner: `Kishida’s opinion` is Kishida's.
    pub const VIEW: Self = Self(1 << 14);
    /// Small words inside a name: `van`, `bin`.
    pub const PARTICLE: Self = Self(1 << 15);
    /// Capitalised, and by itself no name: a party's or a faith's people.
    pub const COMMON: Self = Self(1 << 16);
    /// `Japanese`.
    pub const DEMONYM: Self = Self(1 << 17);
    /// A man's given name.
    pub const MALE: Self = Self(1 << 18);
    /// A woman's given name.
    pub const FEMALE: Self = Self(1 << 19);
    /// A newspaper, agency or station known by a name that shows no sort.
    pub const OUTLET: Self = Self(1 << 20);
    /// `is`, `was`: what follows a name and tells what its bearer is.
    pub const COPULA: Self = Self(1 << 21);
    /// A rank that is a family name as well: `King`.
    pub const SURNAME_TOO: Self = Self(1 << 22);
    /// Takes `of` inside a name: `University of Oslo`.
    pub const TAKES_OF: Self = Self(1 << 23);
    /// Tells a newspaper, agency or station: `Times`, `Reuters`.
    pub const PRESS: Self = Self(1 << 24);
    /// Tells a company: `Inc.`, `Motors`.
    pub const COMPANY: Self = Self(1 << 25);
    /// Tells an office of a government: `Bureau`.
    pub const AGENCY: Self = Self(1 << 26);
    /// One person of a country or city: `the Scot added`.
    pub const NATIVE: Self = Self(1 << 27);

    /// Returns `true` if it shares a class with `other`.
    pub fn is(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// The class of this name in `classes.txt`; `None` for a name that is none.
    pub(super) fn named(name: &str) -> Option<Self> {
        NAMES.iter().find(|(known, _)| *known == name).map(|(_, class)| *class)
    }

    /// Both sets together.
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// The names of the classes as the headings of `classes.txt` write them.
const NAMES: &[(&str, Class)] = &[
    ("function", Class::FUNCTION),
    ("determiner", Class::DETERMINER),
    ("preposition", Class::PREPOSITION),
    ("conjunction", Class::CONJUNCTION),
    ("mr", Class::MR),
    ("ms", Class::MS),
    ("title", Class::TITLE),
    ("role", Class::ROLE),
    ("qualifier", Class::QUALIFIER),
    ("lesser", Class::LESSER),
    ("organisation", Class::ORGANISATION),
    ("document", Class::DOCUMENT),
    ("body", Class::BODY),
    ("group", Class::GROUP),
    ("view", Class::VIEW),
    ("particle", Class::PARTICLE),
    ("common", Class::COMMON),
    ("outlet", Class::OUTLET),
    ("copula", Class::COPULA),
    ("surname-too", Class::SURNAME_TOO),
    ("takes-of", Class::TAKES_OF),
    ("press", Class::PRESS),
    ("company", Class::COMPANY),
    ("agency", Class::AGENCY),
    ("native", Class::NATIVE),
];
