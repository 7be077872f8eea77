//! Whom a pronoun stands for, from the mentions before it, who acts in the sentences before, and who spoke last.

use super::definite_description::named_in;
use super::pronouns::{Antecedent, Pronoun, PronounQuery, antecedent};
use super::source::{self, Answer};
use super::speakers::Key;
use super::{Resolver, SUBJECT_BACK, grammar, noun_subject};
use crate::attribution::{Found, Kind, Naming, Step};
use crate::text::Span;
use crate::weights::Weight;

impl Resolver<'_, '_> {
    /// Whom a pronoun stands for: the speaker, the steps to its name, how sure.
    pub(super) fn stands_for(&self, found: &Found, pronoun: Pronoun, at: usize) -> Option<(Key, Vec<Step>, f32)> {
        if pronoun == Pronoun::Self_ {
            return self.writer_or_quoted(at);
        }
        let page = &self.context.page;
        let content = page.range(found.content.hull());
        let own = |token: usize| content.contains(&token);
        let acting = (pronoun == Pronoun::It).then(|| noun_subject::body_acting(self.context, at, &own)).flatten();
        if let Some((span, answer)) = acting {
            return Some(described_by(span, answer, Weight::BodyActing));
        }
        let before = content.start < at && page.paragraph(content.start) == page.paragraph(at);
        let from = if before { content.start } else { at };
        let outer = self.speaker_of_words(at);
        // Nobody calls themselves by name in their own words.
        let quoted = found.kind == Kind::Direct;
        let called = |entity: usize| quoted && pronoun.gender().is_some() && named_in(self.context, &content, entity);
        let not = |entity: usize| self.is_of_other_sex(pronoun, entity) || outer == Some(entity) || called(entity);
        let ask = PronounQuery { pronoun, at, from, own: &own, not: &not, known: false, quoted, echoes: &self.echoes };
        let last = self.last.map(|l| l.last).filter(|last| last.entity.is_none_or(|entity| !not(entity)));
        let antecedent = antecedent(self.context, &ask, last);
        let acts = matches!(page.word(at), "he" | "He" | "she" | "She");
        let acting = || noun_subject::person_acting(self.context, from, pronoun.gender(), &own);
        // Within somebody's words who acts there goes before a name further up.
        let nearer = |span: Span| antecedent.is_none_or(|a| outer.is_some() && self.stands_before(a, span));
        let acting = acts.then(acting).flatten().filter(|(span, _)| nearer(*span));
        if let Some((span, answer)) = acting {
            return Some(described_by(span, answer, Weight::PersonActing));
        }
        let thing =
            pronoun == Pronoun::It && antecedent.is_none_or(|antecedent| self.is_object_beside_actor(antecedent));
        if thing {
            let (span, answer) = noun_subject::unknown_acting(self.context, at, &own)?;
            return Some(described_by(span, answer, Weight::UnknownActing));
        }
        self.meant(antecedent?)
    }

    /// The person in whose own words the token stands.
    fn speaker_of_words(&self, token: usize) -> Option<usize> {
        let known = self.done.get(self.context.quoted_by(token)?)?;
        match self.speakers.key(known.speaker?)? {
            Key::Entity(entity) => Some(entity),
            Key::Phrase(..) => None,
        }
    }

    /// Returns `true` if an antecedent stands in a paragraph before that of `span`.
    fn stands_before(&self, antecedent: Antecedent, span: Span) -> bool {
        let page = &self.context.page;
        let at = match antecedent {
            Antecedent::Mention(index, _) => self.context.spots[index].tokens.start,
            Antecedent::Last(_) => self.last.map_or(0, |spoke| spoke.last.token),
        };
        page.paragraph(at) < page.paragraph(page.range(span).start)
    }

    /// Returns `true` if the antecedent is a thing that something without a name acts on: `Sentec launched [the Winter
    /// Rail Plan]`.
    fn is_object_beside_actor(&self, antecedent: Antecedent) -> bool {
        let Antecedent::Mention(index, _) = antecedent else { return false };
        let spot = &self.context.spots[index];
        let page = &self.context.page;
        let at = spot.tokens.start;
        let here = (at.saturating_sub(SUBJECT_BACK)..at).rev().take_while(|&before| page.together(before, at));
        let unnamed = |token: usize| page.pos(token).is_noun() && self.context.entities.mention_at(token).is_none();
        !spot.subject && here.into_iter().any(|token| unnamed(token) && grammar::has_verb(page, &(token..token + 1)))
    }

    /// The speaker of an antecedent, the steps to the name, and how sure that is.
    pub(super) fn meant(&self, antecedent: Antecedent) -> Option<(Key, Vec<Step>, f32)> {
        match antecedent {
            Antecedent::Mention(index, sure) => Some(self.at_spot(index, sure)),
            Antecedent::Last(sure) => {
                let spoke = self.last?;
                Some((self.speakers.key(spoke.speaker)?, self.done[spoke.at].chain.clone(), sure))
            }
        }
    }

    /// The speaker of a mention, the steps to the name, and how sure that is.
    pub(super) fn at_spot(&self, index: usize, sure: f32) -> (Key, Vec<Step>, f32) {
        let spot = &self.context.spots[index];
        let span = self.context.page.span(spot.tokens.clone());
        let steps = match spot.bound {
            Some(bound) => {
                let name = source::name_step(self.context, self.context.roles.bound[bound].mention);
                vec![Step { span, naming: Naming::Role }, name]
            }
            None => vec![Step { span, naming: Naming::Named }],
        };
        (Key::Entity(spot.entity), steps, sure)
    }

    /// `I` inside somebody's words is that somebody, else the author of the article.
    fn writer_or_quoted(&self, at: usize) -> Option<(Key, Vec<Step>, f32)> {
        let Some(outer) = self.context.said_by(at) else {
            let writes = matches!(self.context.page.word(at), "I" | "my" | "My");
            return self.author.clone().filter(|_| writes).map(|key| (key, Vec::new(), Weight::Author.value()));
        };
        let known = self.done.get(outer)?;
        Some((self.speakers.key(known.speaker?)?, known.chain.clone(), known.sure * Weight::Self_.value()))
    }
}

/// A speaker that the words at `span` describe, the steps there, and how sure that is.
fn described_by(span: Span, answer: Answer, share: Weight) -> (Key, Vec<Step>, f32) {
    let steps = [Step { span, naming: answer.naming }].into_iter().chain(answer.steps).collect();
    (answer.key, steps, share.value() * answer.sure)
}
