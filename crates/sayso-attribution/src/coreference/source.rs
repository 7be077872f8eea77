//! What the words of a source are: a name, an office, a pronoun, a body, a document, people without a name.

use std::ops::Range;

use super::context::Context;
use super::coordination::several;
use super::grammar::is_finite;
use super::mention::Sort;
use super::names::fold;
use super::page::Page;
use super::pronouns::Pronoun;
use super::roles::Office;
use super::source_extent::{before_verb, is_fragment, is_heading_in_capitals, trim, with_noun};
use super::source_label::{class_of, is_bare_relative, kind_of, lower_first, unquoted, upto_clause};
use super::source_person::{SIDING, behind_field, is_verbal, is_view, last_name, person};
use super::speakers::Key;
use crate::language::{Class, WordList};
use crate::pos::Pos;
use crate::text::Span;
use crate::text::one_line;
use crate::weights::Weight;
use crate::{Naming, SpeakerKind, Step};

/// What a source says of its speaker.
#[derive(Clone, Debug, PartialEq)]
pub enum SourceReading {
    /// Someone, with the steps behind the source and how sure it is.
    Someone(Answer),
    /// Whoever this pronoun stands for; the token it is.
    Pronoun(Pronoun, usize),
    /// What belongs to whoever the pronoun stands for: `his campaign`; the words behind the pronoun.
    Owned(Pronoun, usize, Range<usize>),
    /// Nobody can be told.
    Nobody,
}

/// A speaker, and how it is known.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// Who.
    pub key: Key,
    /// How.
    pub naming: Naming,
    /// The places behind the source, the name last.
    pub steps: Vec<Step>,
    /// 0 to 1.
    pub sure: f32,
}

/// Reads the source at `span`.
pub fn read(context: &Context, span: Span) -> SourceReading {
    let words = with_noun(context, before_verb(context, trim(context, context.page.range(span))));
    let Some(first) = words.clone().next() else { return SourceReading::Nobody };
    if let Some(reading) = pronoun(context, &words) {
        return reading;
    }
    if is_fragment(context, &words) || is_heading_in_capitals(context, &words) {
        return SourceReading::Nobody;
    }
    if let Some(name) = behind_field(context, &words) {
        return SourceReading::Someone(named(context, name));
    }
    if let Some(several) = several(context, &words).or_else(|| several(context, &apposition(context, &words))) {
        return SourceReading::Someone(several);
    }
    let head = head(context, &words);
    if let Some(name) = last_name(context, &words).or_else(|| person(context, &words, head)) {
        return SourceReading::Someone(named(context, name));
    }
    let opening = skip_article(context, &words).max(first);
    let mut names = words.clone().filter_map(|at| context.entities.mention_at(at));
    // `the so-called Islamic State`, too.
    let adjectives = |m: usize| {
        let first = context.entities.mentions[m].start;
        // `Pump maker Krell` at a sentence's head.
        let plain = |at: usize| at == opening && context.page.is_weak(at) && context.entities.mention_at(at).is_none();
        let small = |at: usize| {
            (context.page.word(at).starts_with(|c: char| c.is_lowercase() || c == '-') || plain(at))
                && !context.page.class(at).is(Class::FUNCTION)
        };
        first <= opening || context.entities.mentions[m].name.contains(&head) && (opening..first).all(small)
    };
    if let Some(m) = names.next().filter(|&m| adjectives(m)) {
        let mention = &context.entities.mentions[m];
        if mention.name.end > head {
            return SourceReading::Someone(named(context, m));
        }
        if mention.possessive {
            return of_owner(context, m, &words, head);
        }
        // `Forbes magazine`
        if first == mention.start && context.page.class(head).is(Class::PRESS) {
            return SourceReading::Someone(named(context, m));
        }
        // `the Kishida government`
        let owner = context.entities.of[m];
        let sure = !context.entities.members[owner].by_shape || context.entities.members[owner].mentions.len() > 1;
        if context.page.class(head).is(Class::BODY) && context.entities.is_person(owner) && sure {
            let owner = context.entities.name(&context.page, owner);
            return SourceReading::Someone(belonging(context, &owner, mention.name.end..head + 1));
        }
    }
    if let Some(body) = named_behind(context, &words, head) {
        return SourceReading::Someone(named(context, body));
    }
    let noun = context.page.word(head).to_lowercase();
    let named = || words.clone().any(|at| context.entities.mention_at(at).is_some());
    if ABSTRACT.contains(&noun.as_str()) && !named() {
        return SourceReading::Nobody;
    }
    SourceReading::Someone(described(context, &words, head))
}

/// `the group, [WeWorkers Coalition]`: the name of a body behind the comma that ends the words for it.
fn named_behind(context: &Context, words: &Range<usize>, head: usize) -> Option<usize> {
    let page = &context.page;
    let last = words.clone().rev().find(|&at| page.word(at) == ",");
    let comma = last.filter(|&comma| comma > head && page.class(head).is(Class::BODY))?;
    let m = context.entities.mention_at(comma + 1 + usize::from(page.word(comma + 1) == "the"))?;
    let body = context.entities.members[context.entities.of[m]].sort == Sort::Organisation
        || context.entities.members[context.entities.of[m]].by_shape;
    (body && context.entities.mentions[m].name.end == words.end).then_some(m)
}

/// Nouns for what cannot speak, not even in a figure of speech.
static ABSTRACT: WordList = WordList::named("source.abstract");

/// The words of a source up to its noun, and the noun.
pub fn phrase(context: &Context, span: Span) -> Option<(Range<usize>, usize)> {
    let words = trim(context, context.page.range(span));
    let noun = (!words.is_empty()).then(|| head(context, &words))?;
    Some((words, noun))
}

/// `Right to Rise USA, [the super PAC] that …`, `Xavier Becerra, [a Democrat], …`: the name behind which a source
/// stands and tells more of it.
pub fn named_before(context: &Context, span: Span) -> Option<usize> {
    let page = &context.page;
    let words = page.range(span);
    let article = page.class(words.start).is(Class::DETERMINER) && !page.is_capital(words.start);
    let comma =
        words.start.checked_sub(1).filter(|&at| article && page.word(at) == "," && page.together(at, words.start))?;
    let m = context.entities.mention_at(comma.checked_sub(1)?)?;
    let noun = page.class(head(context, &words));
    let person = context.entities.is_person(context.entities.of[m]);
    let fits = if person { noun.is(Class::ROLE.or(Class::COMMON)) } else { noun.is(Class::BODY) };
    // `With Anna Kern, the candidate said`: a verb follows, and it is another.
    let next = page.class(words.end);
    let open = !page.is_word(words.end)
        || next.is(Class::PREPOSITION.or(Class::CONJUNCTION))
        || page.word(words.end).ends_with("ing");
    let place = matches!(context.entities.mentions[m].sort, Sort::Place(_));
    (fits && open && !place).then_some(m)
}

/// The speaker that a mention names, with a step to the fullest name where this is a shorter one.
pub fn named(context: &Context, mention: usize) -> Answer {
    let entity = context.entities.of[mention];
    let fullest = context.entities.members[entity].fullest;
    let longer = context.entities.mentions[fullest].name.len() > context.entities.mentions[mention].name.len();
    let steps = if longer { vec![name_step(context, fullest)] } else { Vec::new() };
    let unsure = context.entities.members[entity].sort == Sort::Unsure;
    let sure = if unsure { Weight::NamedUnsure } else { Weight::Named }.value();
    Answer { key: Key::Entity(entity), naming: Naming::Named, steps, sure }
}

/// The step to a mention's words.
pub fn name_step(context: &Context, mention: usize) -> Step {
    Step { span: context.page.span(context.entities.mentions[mention].name.clone()), naming: Naming::Named }
}

/// The speaker that belongs to a named owner: `Kishida’s government`, kept apart from Kishida.
pub fn belonging(context: &Context, owner: &str, thing: Range<usize>) -> Answer {
    let thing = thing.start + usize::from(context.page.is_possessive(thing.start))..thing.end;
    let class = class_of(context, &thing);
    // `the students’ leaders`, but `James’s government`.
    let s = if owner.ends_with('s') && owner.starts_with(char::is_lowercase) { "" } else { "s" };
    let part = format!("’{s} {}", one_line(context.page.words(thing)));
    // `His aide` behind `his aide` is that one, not an aide of hers.
    let name = if owner.ends_with(&part) { owner.to_owned() } else { owner.to_owned() + &part };
    let (kind, naming) = kind_of(class, true);
    // `Ann Holt’s wife` is no body.
    let body = class.is(Class::BODY.or(Class::ORGANISATION).or(Class::OUTLET));
    let kind = if kind == SpeakerKind::Organisation && !body { SpeakerKind::Group } else { kind };
    Answer { key: Key::Phrase(name, kind), naming, steps: Vec::new(), sure: Weight::Belonging.value() }
}

/// The words of the text for what belongs to somebody who cannot be told: `his doctors`. The possessive pronoun is at
/// `pronoun`.
pub fn in_own_words(context: &Context, pronoun: usize, thing: &Range<usize>) -> Answer {
    let (kind, _) = kind_of(class_of(context, thing), false);
    let name = lower_first(context, pronoun, one_line(context.page.words(pronoun..thing.end)));
    Answer { key: Key::Phrase(name, kind), naming: Naming::Unnamed, steps: Vec::new(), sure: Weight::OwnWords.value() }
}

/// Returns `true` for words that begin with an amount of money, which nobody says anything by.
pub fn is_amount(context: &Context, span: Span) -> bool {
    let page = &context.page;
    let words = page.range(span);
    let currency = |at: usize| matches!(page.word(at), "£" | "$" | "€" | "¥");
    let before = words.start.checked_sub(1).is_some_and(|at| currency(at) && page.clings(words.start));
    currency(words.start) || before && page.pos(words.start) == Pos::Num
}

fn pronoun(context: &Context, words: &Range<usize>) -> Option<SourceReading> {
    let page = &context.page;
    let pronoun = Pronoun::of(page.word(words.start)).filter(|_| !page.is_initials(words.start))?;
    // `he heard “more than a few”`: the words found run on into the clause.
    let clause = match page.word(words.start).to_lowercase().as_str() {
        "he" | "she" | "they" => is_finite(page, words.start + 1),
        "who" | "which" => true,
        _ => false,
    };
    if words.len() == 1 || !page.class(words.start).is(Class::DETERMINER) && (clause || words.len() <= 2) {
        return Some(SourceReading::Pronoun(pronoun, words.start));
    }
    let owned = matches!(
        page.word(words.start).to_lowercase().as_str(),
        "his" | "her" | "its" | "their" | "my" | "our" | "whose"
    );
    let head = head(context, words);
    // `Japan will not join, its prime minister said`: the office of a country, and so a person.
    if owned && let Some(answer) = holder(context, head) {
        return Some(SourceReading::Someone(answer));
    }
    // `their children’s school, Ashdown Grammar`
    if owned && let Some(body) = named_behind(context, words, head) {
        return Some(SourceReading::Someone(named(context, body)));
    }
    let rest = words.start + 1..head + 1;
    // `its Foreign Trade Act`, `her husband, Bill`: what is named by itself needs no owner.
    let named =
        rest.clone().any(|at| context.entities.mention_at(at).is_some()) || person(context, words, head).is_some();
    (owned && !named && !rest.is_empty()).then_some(SourceReading::Owned(pronoun, words.start, rest))
}

/// What follows the first comma, where no name stands before it: `two objectors, [Joyce and Graham]`.
fn apposition(context: &Context, words: &Range<usize>) -> Range<usize> {
    let first = words.clone().find(|&at| context.page.word(at) == "," || context.entities.mention_at(at).is_some());
    first.filter(|&at| context.page.word(at) == ",").map_or(words.end..words.end, |comma| comma + 1..words.end)
}

fn skip_article(context: &Context, words: &Range<usize>) -> usize {
    words.start + usize::from(context.page.class(words.start).is(Class::DETERMINER))
}

/// The noun that the source is about: the last listed one before a preposition, clause or comma, else the last word.
fn head(context: &Context, words: &Range<usize>) -> usize {
    let page = &context.page;
    // `the bespectacled, 71-year-old diplomat`
    let attributes = |at: usize| {
        let adjective = page.pos(at - 1) == Pos::Adj || page.word(at - 1).ends_with("ed");
        let before = adjective && !page.class(at - 1).is(Class::GROUP.or(Class::ROLE));
        page.word(at) == "," && before && at + 2 < words.end && matches!(page.pos(at + 1), Pos::Adj | Pos::Num)
    };
    let stops = |at: usize| {
        at > words.start
            && context.entities.mention_at(at).is_none()
            && !attributes(at)
            && (page.class(at).is(Class::PREPOSITION.or(Class::CONJUNCTION).or(Class::COPULA))
                || matches!(page.word(at), "," | "(" | ";" | ":" | "whose" | "familiar" | "close")
                || SIDING.contains(&page.word(at))
                || is_bare_relative(context, at))
    };
    let end = (words.start..words.end).find(|&at| stops(at)).unwrap_or(words.end);
    let listed = Class::ROLE.or(Class::BODY).or(Class::DOCUMENT).or(Class::GROUP).or(Class::VIEW);
    let region = words.start..end;
    let noun = region.clone().rev().find(|&at| page.class(at).is(listed) && !page.class(at).is(Class::DETERMINER));
    // `Clinton defenders today`
    let last =
        region.rev().find(|&at| !page.class(at).is(Class::FUNCTION) || context.entities.mention_at(at).is_some());
    let noun = noun.or(last).unwrap_or(end.saturating_sub(1)).max(words.start);
    // `ad tracker` is a tracker; `poll released Sunday` is a poll.
    let goes_on = |at: &usize| page.is_word(*at) && !page.is_capital(*at) && !is_verbal(page.word(*at));
    let compound = (noun + 1..end).take_while(goes_on).last();
    compound.unwrap_or(noun)
}

/// `X’s thing`: X's own view, an office that X gives, or something of X that speaks.
fn of_owner(context: &Context, mention: usize, words: &Range<usize>, head: usize) -> SourceReading {
    let thing = context.entities.mentions[mention].name.end..head + 1;
    // `Al Gore’s` alone owns nothing that the text tells.
    if is_view(context, &thing) || thing.len() < 2 && context.page.is_possessive(thing.start) {
        return SourceReading::Someone(named(context, mention));
    }
    if let Some(answer) = holder(context, head) {
        return SourceReading::Someone(answer);
    }
    // `Ann Holt’s hometown [Burlington Courier]`
    let body = |m: &usize| context.entities.mentions[*m].sort == Sort::Organisation;
    if let Some(m) = context.entities.mention_at(head).filter(|m| *m != mention).filter(body) {
        return SourceReading::Someone(named(context, m));
    }
    if context.page.class(head).is(Class::GROUP) && !context.page.class(head).is(Class::BODY) {
        return SourceReading::Someone(described(context, words, head));
    }
    let owner = context.entities.name(&context.page, context.entities.of[mention]);
    SourceReading::Someone(belonging(context, &owner, thing))
}

/// The one who is known to hold the office that the noun names.
fn holder(context: &Context, noun: usize) -> Option<Answer> {
    holder_of(context, noun, noun)
}

/// The holder of the office named by a phrase from `first` to `noun`: `the Latin American pope`, though `Latin` is no
/// word of an office.
fn holder_of(context: &Context, noun: usize, first: usize) -> Option<Answer> {
    if !context.page.class(noun).is(Class::ROLE) {
        return None;
    }
    let mut office = Office::read(&context.page, &context.entities, noun);
    office.definite |= context.page.word(first).eq_ignore_ascii_case("the") && first < noun;
    let (bound, sure) = context.roles.holder(&context.entities, &office)?;
    let mention = context.roles.bound[bound].mention;
    let entity = context.entities.of[mention];
    // `the GOP front-runner` is no Democrat.
    if context.is_of_another_party(entity, first..noun) {
        return None;
    }
    let key = Key::Entity(entity);
    Some(Answer { key, naming: Naming::Role, steps: vec![name_step(context, mention)], sure })
}

/// A source without a name of its own.
fn described(context: &Context, words: &Range<usize>, head: usize) -> Answer {
    if let Some(answer) = holder_of(context, head, words.start) {
        return answer;
    }
    if let Some(entity) = named_by_noun(context, words, head) {
        return Answer {
            naming: Naming::Role,
            sure: Weight::NamedByNoun.value(),
            ..named(context, context.entities.members[entity].fullest)
        };
    }
    let proper = skip_article(context, words)..head + 1;
    let page = &context.page;
    let told = |at: usize| {
        page.is_capital(at)
            && !page.class(at).is(Class::FUNCTION)
            && !is_super(page, at)
            && (!page.is_weak(at) || page.known_capital(at) && !page.known_lower(at))
    };
    let capital = proper.clone().any(|at| told(at) || page.class(at).is(Class::DEMONYM));
    let noun = class_of(context, &(words.start..head + 1));
    let thing =
        noun.is(Class::BODY.or(Class::DOCUMENT)) || page.is_capital(head) && !noun.is(Class::COMMON.or(Class::DEMONYM));
    let (kind, naming) = kind_of(noun, capital && thing);
    // `the most recent YouGov survey` is shown from its name on.
    let plain = |at: &usize| page.word(*at).starts_with(char::is_lowercase) && !page.class(*at).is(Class::PARTICLE);
    let shown = if naming == Naming::Named {
        let first = proper.clone().find(|at| !plain(at)).unwrap_or(head);
        // `an anti-Holt group`
        let joined = |at: &usize| page.is_dash(*at) || page.is_dash(at - 1) && page.clings(*at);
        let first = (proper.start + 1..=first).rev().take_while(joined).last().map_or(first, |at| at - 1);
        first..proper.end
    } else {
        upto_clause(context, words, head)
    };
    let name = lower_first(context, shown.start, unquoted(&one_line(context.page.words(shown))));
    Answer { key: Key::Phrase(name, kind), naming, steps: Vec::new(), sure: Weight::OwnWords.value() }
}

/// `a Super PAC`, `anti-Trump`: capitals that make no name of the phrase.
fn is_super(page: &Page, at: usize) -> bool {
    let before = at.checked_sub(1).map_or("", |before| page.word(before));
    let compound = before == "-" && page.clings(at);
    let plain = before.eq_ignore_ascii_case("super") || page.class(at.saturating_sub(1)).is(Class::DETERMINER);
    compound || page.word(at) == "Super" || matches!(page.word(at), "PAC" | "PACs") && (plain || at == 0)
}

/// `the committee`, where one body of the document is a committee.
fn named_by_noun(context: &Context, words: &Range<usize>, head: usize) -> Option<usize> {
    let the = words.len() > 1 && context.page.word(words.start).eq_ignore_ascii_case("the");
    let body = the && context.page.class(head).is(Class::BODY) && !context.page.is_capital(words.start + 1);
    let short = words.start + 1..words.end.min(words.start + 6);
    body.then(|| context.entities.body_called(&fold(context.page.words(short)).join(" ")))?
}
