//! Who is it: from the words of a source to one speaker.
//!
//! The names of the whole document come first ([`entities`]), then the offices that the text binds to them
//! ([`roles`]); after that every attribution is read in text order ([`source`], [`pronouns`]), for a pronoun
//! and a source left out depend on who spoke before. Wrong is worse than unknown: what cannot be told keeps
//! no speaker. Knows no rule or model that finds attributions; it is given their spans.

mod affiliation;
mod antecedents;
mod capitals;
mod context;
mod coordination;
mod dateline;
mod definite_description;
mod dialogue;
mod entities;
mod grammar;
mod mention;
mod name_confidence;
mod name_join;
mod name_shape;
mod name_start;
mod names;
mod namesakes;
mod noun_subject;
mod page;
mod pronouns;
mod relative_subject;
mod repeats;
mod resolution;
mod roles;
mod short_form;
mod source;
mod source_extent;
mod source_label;
mod source_person;
mod source_words;
mod speakers;
mod subject;
#[cfg(test)]
mod tests;
mod title_binding;
mod title_case;
mod token_runs;

use std::collections::HashMap;

#[cfg(test)]
use super::Attribution;
use super::{Analysis, Found, Naming, Speaker, SpeakerKind, Step, Via};
use crate::document::Document;
use crate::language::{Class, ENGLISH, Gender};
use crate::parsed::Parsed;
use crate::passages::{DIALOGUE, TURN, is_of_receiver};
use crate::pos::Pos;
use crate::text::{Span, Spans};
use crate::weights::{Weight, Weights};

#[cfg(feature = "test-support")]
pub use name_confidence::labels as evidence_labels;
pub use name_confidence::{EVIDENCE, Evidence};
pub use names::fold as fold_name;

use context::Context;
use definite_description::Description;
use pronouns::{Last, Pronoun, PronounQuery, ResolvedPronoun, antecedent};
use resolution::{Resolution, attribution, nobody, unknown, via};
use source::{Answer, SourceReading};
use source_words::{is_paper, is_question_label, whole_pieces};
use speakers::{Key, Speakers};

/// Names the speaker of every attribution found. What stands in an excerpt and again below becomes one attribution with
/// two places. `pos` holds the part of speech of each token of `parsed`, or nothing.
pub fn resolve(document: &Document, parsed: Parsed, pos: Vec<Pos>, found: Vec<Found>) -> Analysis {
    resolve_all(document, (parsed, pos), &Weights::TOLD, (found, None)).0
}

/// Like [`resolve`] with the given weights, and with what each name is judged by.
pub fn resolve_with_evidence(
    document: &Document,
    words: (Parsed, Vec<Pos>),
    weights: &Weights,
    found: Vec<Found>,
) -> (Analysis, Vec<Evidence>) {
    let (analysis, evidence) = resolve_all(document, words, weights, (found, Some(Vec::new())));
    (analysis, evidence.unwrap_or_default())
}

/// Names the speakers, and adds to `evidence`, if it is wanted, what each name is judged by. What is known of each token
/// is dropped before the attributions are made: both are large.
fn resolve_all(
    document: &Document,
    (parsed, pos): (Parsed, Vec<Pos>),
    weights: &Weights,
    (found, evidence): (Vec<Found>, Option<Vec<Evidence>>),
) -> (Analysis, Option<Vec<Evidence>>) {
    let found = repeats::without_excerpts(document, found);
    let context = Context::read(&parsed, &pos, weights, &found);
    let mut naming = Resolver {
        context: &context,
        speakers: Speakers::default(),
        done: Vec::with_capacity(found.len()),
        last: None,
        bodies: HashMap::new(),
        echoes: Vec::new(),
        sexes: HashMap::new(),
        told: 0,
        evidence,
        author: document.meta().author.as_deref().and_then(|name| author(&context, name)),
    };
    for f in &found {
        naming.add(f);
    }
    naming.tell_dialogue(&found);
    let Resolver { done, speakers, evidence, .. } = naming;
    let speakers = speakers.describe(&context);
    let mut vias = vias(&context, &found, &done, &speakers);
    drop(context);
    drop((parsed, pos));
    let told = found.into_iter().zip(done).enumerate();
    let attributions = told.map(|(at, (f, known))| attribution(document, f, known, vias.remove(&at))).collect();
    (Analysis { attributions, speakers, ..Analysis::default() }, evidence)
}

/// Who is given as having reported those of `found` of which that is told, by their index.
fn vias(context: &Context, found: &[Found], done: &[Resolution], speakers: &[Speaker]) -> HashMap<usize, Via> {
    let mut relayed = found.iter().enumerate().filter(|(_, f)| f.via.is_some()).peekable();
    if relayed.peek().is_none() {
        return HashMap::new();
    }
    let sourced = found.iter().zip(done);
    let named: HashMap<Span, usize> =
        sourced.filter_map(|(f, known)| Some((f.source.as_ref()?.hull(), known.speaker?))).collect();
    let name = |span: Span| named.get(&span).map(|&speaker| speakers[speaker].name.clone());
    relayed.filter_map(|(at, f)| Some((at, via(context, f, &name)?))).collect()
}

/// Classes of last words of a byline that is no person: `Times Editorial Board`.
const BODIES: Class = Class::ORGANISATION.or(Class::OUTLET).or(Class::BODY);

/// The one person of this name, as the entity that has it if the text names them.
fn author(context: &Context, name: &str) -> Option<Key> {
    let last = name.split_whitespace().last()?;
    let several = name.contains(',') || name.contains(" and ");
    // `Staff` alone is nobody.
    let body = if last == name { BODIES.or(Class::GROUP).or(Class::ROLE) } else { BODIES };
    if several || ENGLISH.class(&last.to_lowercase()).is(body) {
        return None;
    }
    let folded = fold_name(name);
    let entities = &context.entities;
    let known = (0..entities.members.len()).find(|&entity| fold_name(&entities.name(&context.page, entity)) == folded);
    match known {
        Some(entity) => entities.is_person(entity).then_some(Key::Entity(entity)),
        None => Some(Key::Phrase(name.to_owned(), SpeakerKind::Person)),
    }
}

/// How far before an object its subject is looked for, in tokens.
const SUBJECT_BACK: usize = 24;

/// How many names before words without a source are looked at for who acts.
const ACTORS: usize = 8;

/// The speaker that the text before has left to carry on.
#[derive(Clone, Copy)]
struct Spoke {
    speaker: usize,
    last: Last,
    /// Index of its attribution.
    at: usize,
}

struct Resolver<'a, 'd> {
    context: &'a Context<'d>,
    speakers: Speakers,
    done: Vec<Resolution>,
    last: Option<Spoke>,
    /// The body named last by each noun: `campaign` for `Donald Trump’s campaign`.
    bodies: HashMap<String, Key>,
    /// The writer's own pronouns so far.
    echoes: Vec<ResolvedPronoun>,
    /// The sex of those for whom `he` or `she` has stood and whose names do not show it.
    sexes: HashMap<usize, Gender>,
    /// How many tokens have been read for them.
    told: usize,
    /// What the name of each in `done` is judged by, if that is wanted.
    evidence: Option<Vec<Evidence>>,
    /// Who wrote the article, if one person did.
    author: Option<Key>,
}

impl Resolver<'_, '_> {
    fn add(&mut self, found: &Found) {
        let place = found.source.as_ref().map_or(found.content.hull(), Spans::hull);
        self.listen(self.context.page.range(place).start);
        let known = match &found.source {
            Some(source) => self.sourced(found, source),
            None => self.carried(found),
        };
        let known = self.judged(known);
        let token = self.context.page.range(place).start;
        // Whom somebody quotes does not speak on behind that.
        let quoted =
            found.source.is_some() && self.context.quoted_by(token).is_some_and(|outer| outer < self.done.len());
        // The speaker of a line of a story is told when all lines are read.
        let untold = found.found_by == DIALOGUE && known.speaker.is_none();
        if !quoted && !untold {
            self.last = known.speaker.filter(|_| !self.context.page.is_title(token)).map(|speaker| Spoke {
                speaker,
                last: self.speakers.as_last(speaker, token),
                at: self.done.len(),
            });
        }
        self.done.push(known);
    }

    /// With the confidence that the evidence gives in the name.
    fn judged(&mut self, known: Resolution) -> Resolution {
        let key = known.speaker.and_then(|speaker| self.speakers.key(speaker));
        let evidence = key.as_ref().map(|key| name_confidence::evidence(self.context, &known, key));
        if let Some(all) = &mut self.evidence {
            all.push(evidence.unwrap_or_default());
        }
        match evidence {
            Some(evidence) => Resolution { confidence: name_confidence::confidence(&evidence), ..known },
            None => known,
        }
    }

    /// Whether a pronoun of the other sex has stood for `entity`.
    fn is_of_other_sex(&self, pronoun: Pronoun, entity: usize) -> bool {
        pronoun.gender().is_some_and(|sex| self.sexes.get(&entity).is_some_and(|known| *known != sex))
    }

    /// Notes whom a pronoun has stood for.
    fn heard(&mut self, pronoun: Pronoun, echo: ResolvedPronoun) {
        if let Some(sex) = pronoun.gender() {
            self.sexes.entry(echo.entity).or_insert(sex);
        }
        self.echoes.push(echo);
    }

    /// Reads the writer's own `he`, `she`, `his`, `her` up to `token`, so that who is told of stays in view.
    fn listen(&mut self, token: usize) {
        let context = self.context;
        for at in self.told..token {
            let word = context.page.word(at);
            let pronoun =
                Pronoun::of(word).filter(|p| p.gender().is_some() && !context.is_said(at) && !context.speaks(at));
            let Some(pronoun) = pronoun else { continue };
            let own = |_: usize| false;
            let not = |entity: usize| self.is_of_other_sex(pronoun, entity);
            let ask = PronounQuery {
                pronoun,
                at,
                from: at,
                own: &own,
                not: &not,
                known: false,
                quoted: false,
                echoes: &self.echoes,
            };
            let meant = antecedent(context, &ask, self.last.map(|l| l.last));
            let Some((Key::Entity(entity), ..)) = meant.and_then(|meant| self.meant(meant)) else { continue };
            let subject = matches!(word, "he" | "He" | "she" | "She");
            self.heard(pronoun, ResolvedPronoun { token: at, entity, subject });
        }
        self.told = self.told.max(token);
    }

    fn sourced(&mut self, found: &Found, source: &Spans) -> Resolution {
        if found.found_by == TURN && is_question_label(&source.text(self.context.page.text())) {
            return nobody(source.hull());
        }
        // A source in pieces is named by the first that tells.
        let pieces = whole_pieces(self.context.page.text(), source).into_iter();
        let pieces = pieces.map(|piece| (piece, source::read(self.context, piece)));
        let told = pieces.into_iter().find(|(_, reading)| *reading != SourceReading::Nobody);
        let Some((piece, reading)) = told else { return nobody(source.hull()) };
        if source::is_amount(self.context, piece)
            && let Some(known) = self.subject_before(piece)
        {
            return known;
        }
        match reading {
            SourceReading::Someone(answer) => {
                self.described(found, piece, &answer).unwrap_or_else(|| self.someone(piece, answer))
            }
            SourceReading::Pronoun(pronoun, at) => self.pronoun(found, piece, pronoun, at),
            SourceReading::Owned(pronoun, at, thing) => self.owned(found, piece, pronoun, at, thing),
            SourceReading::Nobody => nobody(piece),
        }
    }

    /// The first subject of the sentence before `piece`, for a source that is none: `Lee, who won [£150 in damages]`.
    fn subject_before(&mut self, piece: Span) -> Option<Resolution> {
        let at = self.context.page.range(piece).start;
        let spots = self.context.spots_before(at).iter().enumerate().rev();
        let here = spots.take_while(|(_, spot)| self.context.page.together(spot.tokens.start, at));
        let (index, _) = here.filter(|(_, spot)| spot.subject).last()?;
        let (key, chain, sure) = self.at_spot(index, Weight::SubjectOfClause.value());
        Some(Resolution {
            speaker: Some(self.speakers.index(key)),
            naming: Naming::Named,
            chain,
            sure,
            confidence: sure,
        })
    }

    fn someone(&mut self, piece: Span, answer: Answer) -> Resolution {
        let answer = self.body_again(piece, answer);
        let naming = answer.naming;
        let speaker = self.speakers.index(answer.key);
        if naming == Naming::Role {
            self.speakers.known_as(speaker, piece.of(self.context.page.text()));
        }
        let chain = [Step { span: piece, naming }].into_iter().chain(answer.steps).collect();
        Resolution { speaker: Some(speaker), naming, chain, sure: answer.sure, confidence: answer.sure }
    }

    /// Words without a name that stand for someone the text has named.
    fn described(&mut self, found: &Found, piece: Span, answer: &Answer) -> Option<Resolution> {
        if answer.naming != Naming::Unnamed {
            return None;
        }
        if let Some(mention) = source::named_before(self.context, piece) {
            let known = source::named(self.context, mention);
            let steps = vec![source::name_step(self.context, mention)].into_iter().chain(known.steps).collect();
            return Some(self.someone(piece, Answer { naming: Naming::Role, steps, ..known }));
        }
        let (words, noun) = source::phrase(self.context, piece)?;
        let description = Description::read(&self.context.page, &self.context.entities, words, noun)?;
        let content = self.context.page.range(found.content.hull());
        let meant = description.stands_for(self.context, content, self.last.map(|l| l.last))?;
        let (key, steps, sure) = self.meant(meant)?;
        let sure = Weight::Described.value() * sure;
        if let Some(thing) = description.belonging() {
            let answer = source::belonging(self.context, &self.owner(key), thing);
            return Some(self.someone(piece, Answer { naming: Naming::Role, steps, sure, ..answer }));
        }
        Some(self.someone(piece, Answer { key, naming: Naming::Role, steps, sure }))
    }

    /// `the campaign` after `Donald Trump’s campaign` is that one.
    fn body_again(&mut self, piece: Span, answer: Answer) -> Answer {
        let Key::Phrase(name, SpeakerKind::Organisation) = &answer.key else { return answer };
        let Some(noun) = name.split_whitespace().last().map(str::to_lowercase) else { return answer };
        if answer.naming == Naming::Named {
            self.bodies.insert(noun, answer.key.clone());
            return answer;
        }
        let words = piece.of(self.context.page.text()).to_lowercase();
        let again = words.strip_prefix("the ").is_some_and(|rest| rest == noun);
        match self.bodies.get(&noun).filter(|_| again) {
            Some(key) => Answer { key: key.clone(), naming: Naming::Role, ..answer },
            None => answer,
        }
    }

    fn pronoun(&mut self, found: &Found, piece: Span, pronoun: Pronoun, at: usize) -> Resolution {
        if let Some(answer) = self.relative(pronoun, at) {
            return self.someone(piece, answer);
        }
        let Some((key, steps, sure)) = self.stands_for(found, pronoun, at) else { return nobody(piece) };
        if let Key::Entity(entity) = key {
            self.heard(pronoun, ResolvedPronoun { token: at, entity, subject: true });
        }
        let speaker = self.speakers.index(key);
        let chain = [Step { span: piece, naming: Naming::Pronoun }].into_iter().chain(steps).collect();
        Resolution { speaker: Some(speaker), naming: Naming::Pronoun, chain, sure, confidence: sure }
    }

    /// `rural voters, who`: the phrase that the relative pronoun stands behind, where no name is nearer.
    fn relative(&self, pronoun: Pronoun, at: usize) -> Option<Answer> {
        let phrase = match pronoun {
            Pronoun::Who | Pronoun::Which => grammar::antecedent_phrase(&self.context.page, at)?,
            _ => return None,
        };
        let span = self.context.page.span(phrase.clone());
        match source::read(self.context, span) {
            SourceReading::Someone(answer) if self.fits_relative(pronoun, &phrase, &answer.key) => {
                let step = Step { span, naming: answer.naming };
                let steps = [step].into_iter().chain(answer.steps).collect();
                let naming = if answer.naming == Naming::Unnamed { Naming::Unnamed } else { Naming::Pronoun };
                Some(Answer { naming, steps, sure: Weight::Relative.value() * answer.sure, ..answer })
            }
            _ => None,
        }
    }

    /// Whether `who` or `which` can stand for the speaker that `phrase` was read as. A phrase without a name of its own
    /// that holds one, `the mouth of Donald Trump`, is left to the names.
    fn fits_relative(&self, pronoun: Pronoun, phrase: &std::ops::Range<usize>, key: &Key) -> bool {
        let entities = &self.context.entities;
        match key {
            Key::Entity(entity) => pronoun.fits(self.context, *entity),
            Key::Phrase(_, SpeakerKind::Group) => {
                pronoun == Pronoun::Who && phrase.clone().all(|at| entities.mention_at(at).is_none())
            }
            Key::Phrase(..) => pronoun == Pronoun::Which && phrase.clone().all(|at| entities.mention_at(at).is_none()),
        }
    }

    /// `his campaign`: whose, and then what of theirs; `in his view` is his.
    fn owned(
        &mut self,
        found: &Found,
        piece: Span,
        pronoun: Pronoun,
        at: usize,
        thing: std::ops::Range<usize>,
    ) -> Resolution {
        let whose = self.stands_for(found, pronoun, at);
        if source_person::is_view(self.context, &thing) {
            return self.pronoun(found, piece, pronoun, at);
        }
        // Papers have no leaders: `they` were somebody else.
        let papers = |key: &Key| matches!(key, Key::Phrase(name, _) if pronoun == Pronoun::They && is_paper(name));
        let Some((key, steps, sure)) = whose.filter(|(key, ..)| !papers(key)) else {
            return self.someone(piece, source::in_own_words(self.context, at, &thing));
        };
        let answer = source::belonging(self.context, &self.owner(key), thing);
        let sure = answer.sure * sure;
        self.someone(piece, Answer { steps, sure, ..answer })
    }

    fn owner(&self, key: Key) -> String {
        match key {
            Key::Entity(entity) => self.context.entities.name(&self.context.page, entity),
            Key::Phrase(name, _) => name,
        }
    }

    /// No source: whoever acts in the sentence before, or the speaker before, in this paragraph or the last one.
    fn carried(&mut self, found: &Found) -> Resolution {
        let context = self.context;
        let receives = |cue: &Spans| is_of_receiver(context.page.text(), cue);
        if found.found_by == DIALOGUE || found.cue.as_ref().is_some_and(receives) {
            return unknown();
        }
        if let Some((span, answer)) = relative_subject::before_relative(context, found) {
            return self.someone(span, answer);
        }
        let at = context.page.range(found.content.hull()).start;
        let paragraph = context.page.paragraph(at);
        let near = |token: usize| token < at && paragraph - context.page.paragraph(token).min(paragraph) <= 1;
        let spoke = self.last.filter(|l| near(l.last.token));
        let since = spoke.map_or(0, |s| s.last.token);
        let spots = context.spots_before(at).iter().enumerate().rev().take(ACTORS);
        let mut acting = spots.filter(|(_, s)| {
            s.tokens.start > since
                && context.sentences_between(s.tokens.start, at) <= 1
                && s.subject
                && near(s.tokens.start)
                && !context.is_said(s.tokens.start)
                && context.entities.is_person(s.entity)
        });
        let actor = acting.next().filter(|(_, s)| acting.all(|(_, other)| other.entity == s.entity));
        let (key, chain, sure) = match (actor, spoke) {
            (Some((index, _)), _) => self.at_spot(index, Weight::CarriedActor.value()),
            (None, Some(spoke)) => match self.speakers.key(spoke.speaker) {
                Some(key) => (key, self.done[spoke.at].chain.clone(), Weight::CarriedSpeaker.value()),
                None => return unknown(),
            },
            (None, None) => return unknown(),
        };
        Resolution { speaker: Some(self.speakers.index(key)), naming: Naming::Carried, chain, sure, confidence: sure }
    }
}
