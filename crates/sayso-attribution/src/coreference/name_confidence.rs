//! How likely the speaker shown is the right one, given that the words of the source are: a logistic regression over
//! how the source was read.

use super::context::Context;
use super::mention::{Gender, Sort};
use super::pronouns::Pronoun;
use super::resolution::Resolution;
use super::speakers::Key;
use crate::language::Class;
use crate::text::Span;
use crate::{Naming, SpeakerKind};

/// Number of values weighed.
pub const EVIDENCE: usize = 29;

/// What is known of one naming, each as 0 or 1, a logarithm of a count, or log-odds.
pub type Evidence = [f32; EVIDENCE];

/// What is weighed, with its weight. Fitted by `sayso-train names --fit` on `speakers.tsv` and `speakers-unseen.tsv`
/// (sources of PolNeAR train) and on attributions and pronouns of GUM; measured on `speakers-dev.tsv` and, by folds of
/// texts, on GUM: `sayso-train names`.
const WEIGHTS: [(&str, f32); EVIDENCE] = [
    ("always", 0.95),
    ("log-odds of the rule that named", 0.56),
    ("role or description", 0.81),
    ("he or she", -2.16),
    ("it", -0.10),
    ("they", -2.28),
    ("relative pronoun", -0.16),
    ("I or we", -0.19),
    ("no source", 0.00),
    ("people without a name", 1.13),
    ("short form of a name", -0.36),
    ("another has the family name", 1.60),
    ("person by the shape of the name alone", -0.89),
    ("sort of the name unknown", -0.21),
    ("name of one word", -0.50),
    ("mentions in the text", 1.42),
    ("others named near", -0.17),
    ("sentences to the antecedent", -1.97),
    ("paragraphs to the antecedent", 0.26),
    ("antecedent is a subject", 0.58),
    ("sex told", 0.54),
    ("spoke last", 0.10),
    ("source in a headline", 0.01),
    ("source of many words", -0.15),
    ("organisation", -1.54),
    ("place", -0.36),
    ("document", -0.20),
    ("name without an entity", 0.46),
    ("name only where every word has a capital", 0.67),
];

/// The confidence of the rule that named is held between these, so that its log-odds are finite.
const LEAST_SURE: f32 = 0.05;
const MOST_SURE: f32 = 0.98;

/// What the logarithm of the number of mentions is divided by, to be near 1 as the other values are.
const MENTIONS: f32 = 2.0;

/// Sources of more tokens are long.
const LONG: usize = 6;

/// Sentences and paragraphs counted at most.
const SENTENCES: u32 = 6;
const PARAGRAPHS: u32 = 4;

/// Mentions before a source that are counted at most.
const NEAR: usize = 24;

/// The names of what is weighed, in the order of [`Evidence`].
#[cfg(feature = "test-support")]
pub fn labels() -> impl Iterator<Item = &'static str> {
    WEIGHTS.iter().map(|(label, _)| *label)
}

/// 0 to 1: how likely the speaker is the right one.
pub fn confidence(evidence: &Evidence) -> f32 {
    let sum: f32 = WEIGHTS.iter().zip(evidence).map(|((_, weight), value)| weight * value).sum();
    1.0 / (1.0 + (-sum).exp())
}

/// What is known of `resolution`, whose speaker is `key`; `last` is whether that one spoke last before.
pub fn evidence(context: &Context, resolution: &Resolution, key: &Key, last: bool) -> Evidence {
    let page = &context.page;
    let pronoun = pronoun(context, resolution);
    let stands_for = pronoun.is_some() || matches!(resolution.naming, Naming::Role | Naming::Carried);
    let far = Distance::of(context, resolution, stands_for);
    let source = resolution.chain.first().map(|step| page.range(step.span));
    let entity = EntityEvidence::of(context, key, pronoun);
    let kind = match key {
        Key::Phrase(_, kind) => Some(*kind),
        Key::Entity(entity) => body_kind(context.entities.members[*entity].sort),
    };
    let sure = resolution.sure.clamp(LEAST_SURE, MOST_SURE);
    let is = |these: &[Pronoun]| flag(pronoun.is_some_and(|pronoun| these.contains(&pronoun)));
    [
        1.0,
        (sure / (1.0 - sure)).ln(),
        flag(resolution.naming == Naming::Role),
        is(&[Pronoun::He, Pronoun::She]),
        is(&[Pronoun::It]),
        is(&[Pronoun::They]),
        is(&[Pronoun::Who, Pronoun::Which]),
        is(&[Pronoun::Self_]),
        flag(resolution.naming == Naming::Carried),
        flag(resolution.naming == Naming::Unnamed),
        flag(resolution.naming == Naming::Named && resolution.chain.len() > 1),
        entity.namesakes * flag(stands_for || resolution.chain.len() > 1),
        entity.by_shape,
        entity.unsure,
        entity.one_word,
        (1.0 + entity.mentions as f32).ln() / MENTIONS,
        flag(stands_for) * (1.0 + rivals(context, source.as_ref().map_or(0, |source| source.start), key) as f32).ln(),
        far.sentences.min(SENTENCES) as f32 / SENTENCES as f32,
        far.paragraphs.min(PARAGRAPHS) as f32 / PARAGRAPHS as f32,
        flag(far.subject),
        entity.sex_told,
        flag(stands_for && last),
        flag(source.as_ref().is_some_and(|source| page.is_title(source.start))),
        flag(source.is_some_and(|source| source.len() > LONG)),
        flag(kind == Some(SpeakerKind::Organisation)),
        flag(kind == Some(SpeakerKind::Place)),
        flag(kind == Some(SpeakerKind::Document)),
        flag(matches!(key, Key::Phrase(..)) && resolution.naming == Naming::Named),
        entity.weak,
    ]
}

fn flag(set: bool) -> f32 {
    f32::from(u8::from(set))
}

/// The pronoun that the source is.
fn pronoun(context: &Context, resolution: &Resolution) -> Option<Pronoun> {
    let source = resolution.chain.first().filter(|_| resolution.naming == Naming::Pronoun)?;
    Pronoun::of(context.page.word(context.page.range(source.span).start))
}

fn body_kind(sort: Sort) -> Option<SpeakerKind> {
    match sort {
        Sort::Organisation => Some(SpeakerKind::Organisation),
        Sort::Place(_) => Some(SpeakerKind::Place),
        Sort::Document => Some(SpeakerKind::Document),
        Sort::Person | Sort::Unsure => None,
    }
}

/// How far the words that tell who is meant stand from the source.
#[derive(Default)]
struct Distance {
    sentences: u32,
    paragraphs: u32,
    subject: bool,
}

impl Distance {
    fn of(context: &Context, resolution: &Resolution, stands_for: bool) -> Self {
        let (source, antecedent) = match &resolution.chain[..] {
            [source, antecedent, ..] if stands_for => (source.span, antecedent.span),
            _ => return Self::default(),
        };
        let at = |span: Span| context.page.range(span).start;
        let (source, antecedent) = (at(source), at(antecedent));
        let spots = context.spots_before(source).iter().rev();
        let spot = spots.take_while(|spot| spot.tokens.end > antecedent).find(|spot| spot.tokens.contains(&antecedent));
        Self {
            sentences: if antecedent < source { context.sentences_between(antecedent, source) } else { SENTENCES },
            paragraphs: context.page.paragraphs_between(antecedent, source),
            subject: spot.is_none_or(|spot| spot.subject),
        }
    }
}

/// What the text shows of the entity that is named.
#[derive(Default)]
struct EntityEvidence {
    namesakes: f32,
    by_shape: f32,
    unsure: f32,
    one_word: f32,
    weak: f32,
    sex_told: f32,
    mentions: usize,
}

impl EntityEvidence {
    fn of(context: &Context, key: &Key, pronoun: Option<Pronoun>) -> Self {
        let Key::Entity(entity) = key else { return Self::default() };
        let known = &context.entities.members[*entity];
        let name = &context.entities.mentions[known.fullest].name;
        let person = context.entities.is_person(*entity);
        let sex: Option<Gender> = pronoun.and_then(Pronoun::gender);
        let page = &context.page;
        Self {
            namesakes: flag(person && context.entities.has_namesake(page, *entity, name.end - 1)),
            by_shape: flag(known.by_shape),
            unsure: flag(known.sort == Sort::Unsure),
            one_word: flag(person && name.len() == 1),
            weak: flag(name.clone().all(|at| page.is_weak(at) || page.class(at).is(Class::FUNCTION))),
            sex_told: flag(sex.is_some() && known.gender == sex),
            mentions: known.mentions.len(),
        }
    }
}

/// How many other persons are named in the paragraph of the source and the one before, up to the source at `source`.
fn rivals(context: &Context, source: usize, key: &Key) -> usize {
    let near = context.spots_before(source).iter().rev().take(NEAR);
    let near = near.take_while(|spot| context.page.paragraphs_between(spot.tokens.start, source) <= 1);
    let other = |entity: usize| context.entities.is_person(entity) && *key != Key::Entity(entity);
    let mut others: Vec<usize> = near.map(|spot| spot.entity).filter(|&entity| other(entity)).collect();
    others.sort_unstable();
    others.dedup();
    others.len()
}
