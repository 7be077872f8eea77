//! How likely the speaker shown is the right one, given that the words of the source are: a logistic regression over
//! how the source was read.

use super::context::Context;
use super::mention::Sort;
use super::pronouns::Pronoun;
use super::resolution::Resolution;
use super::speakers::Key;
use crate::text::Span;
use crate::{Naming, SpeakerKind};

/// Number of values weighed.
pub const EVIDENCE: usize = 12;

/// What is known of one naming, each as 0 or 1, a logarithm of a count, or log-odds.
pub type Evidence = [f32; EVIDENCE];

/// What is weighed, with its weight. Fitted by `sayso-train names --fit` on `speakers.tsv` and `speakers-unseen.tsv`
/// (sources of PolNeAR train) and on attributions and pronouns of GUM; measured on `speakers-dev.tsv` and, by folds of
/// texts, on GUM: `sayso-train names`. Of 29 signs these 12 are left: with more, texts that the fit has not seen are
/// judged worse.
const WEIGHTS: [(&str, f32); EVIDENCE] = [
    ("always", 1.28),
    ("log-odds of the rule that named", 0.56),
    ("role or description", 0.93),
    ("he or she", -1.24),
    ("they", -2.35),
    ("people without a name", 0.73),
    ("another has the family name", 1.84),
    ("person by the shape of the name alone", -1.64),
    ("mentions in the text", 1.00),
    ("sentences to the antecedent", -2.42),
    ("antecedent is a subject", 0.53),
    ("organisation", -1.68),
];

/// The confidence of the rule that named is held between these, so that its log-odds are finite.
const LEAST_SURE: f32 = 0.05;
const MOST_SURE: f32 = 0.98;

/// What the logarithm of the number of mentions is divided by, to be near 1 as the other values are.
const MENTIONS: f32 = 2.0;

/// Sentences counted at most.
const SENTENCES: u32 = 6;

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

/// What is known of `resolution`, whose speaker is `key`.
pub fn evidence(context: &Context, resolution: &Resolution, key: &Key) -> Evidence {
    let pronoun = pronoun(context, resolution);
    let stands_for = pronoun.is_some() || matches!(resolution.naming, Naming::Role | Naming::Carried);
    let far = Distance::of(context, resolution, stands_for);
    let entity = EntityEvidence::of(context, key);
    let body = match key {
        Key::Phrase(_, kind) => *kind == SpeakerKind::Organisation,
        Key::Entity(entity) => context.entities.members[*entity].sort == Sort::Organisation,
    };
    let sure = resolution.sure.clamp(LEAST_SURE, MOST_SURE);
    [
        1.0,
        (sure / (1.0 - sure)).ln(),
        flag(resolution.naming == Naming::Role),
        flag(matches!(pronoun, Some(Pronoun::He | Pronoun::She))),
        flag(pronoun == Some(Pronoun::They)),
        flag(resolution.naming == Naming::Unnamed),
        flag(entity.namesakes && (stands_for || resolution.chain.len() > 1)),
        flag(entity.by_shape),
        (1.0 + entity.mentions as f32).ln() / MENTIONS,
        far.sentences.min(SENTENCES) as f32 / SENTENCES as f32,
        flag(far.subject),
        flag(body),
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

/// How far the words that tell who is meant stand from the source.
#[derive(Default)]
struct Distance {
    sentences: u32,
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
            subject: spot.is_none_or(|spot| spot.subject),
        }
    }
}

/// What the text shows of the entity that is named.
#[derive(Default)]
struct EntityEvidence {
    namesakes: bool,
    by_shape: bool,
    mentions: usize,
}

impl EntityEvidence {
    fn of(context: &Context, key: &Key) -> Self {
        let Key::Entity(entity) = key else { return Self::default() };
        let known = &context.entities.members[*entity];
        let name = &context.entities.mentions[known.fullest].name;
        let person = context.entities.is_person(*entity);
        Self {
            namesakes: person && context.entities.has_namesake(&context.page, *entity, name.end - 1),
            by_shape: known.by_shape,
            mentions: known.mentions.len(),
        }
    }
}
