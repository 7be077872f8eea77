//! What the words of a source are: a name, an office, a pronoun, a body, a document, people without a name.

use std::ops::Range;

use super::grammar::is_finite;
use super::lexicon::{Class, class};
use super::mention::{Sort, is_behind_names};
use super::names::fold;
use super::page::Page;
use super::pronouns::Pronoun;
use super::roles::Office;
use super::scene::Scene;
use super::several::several;
use super::speakers::Key;
use crate::pos::Pos;
use crate::text::Span;
use crate::text::one_line;
use crate::{Naming, SpeakerKind, Step};

/// What a source says of its speaker.
#[derive(Clone, Debug, PartialEq)]
pub enum Reading {
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
pub fn read(scene: &Scene, span: Span) -> Reading {
    let words = before_verb(scene, trim(scene, scene.page.range(span)));
    let Some(first) = words.clone().next() else { return Reading::Nobody };
    if let Some(reading) = pronoun(scene, &words) {
        return reading;
    }
    if let Some(several) = several(scene, &words).or_else(|| several(scene, &apposition(scene, &words))) {
        return Reading::Someone(several);
    }
    let head = head(scene, &words);
    if let Some(name) = last_name(scene, &words).or_else(|| person(scene, &words, head)) {
        return Reading::Someone(named(scene, name));
    }
    let opening = skip_article(scene, &words).max(first);
    let mut names = words.clone().filter_map(|at| scene.cast.mention_at(at));
    // `the so-called Islamic State`, too.
    let adjectives = |m: usize| {
        let first = scene.cast.mentions[m].start;
        // `Pump maker Krell` at a sentence's head.
        let plain = |at: usize| at == opening && scene.page.is_weak(at) && scene.cast.mention_at(at).is_none();
        let small = |at: usize| {
            (scene.page.word(at).starts_with(|c: char| c.is_lowercase() || c == '-') || plain(at))
                && !scene.page.class(at).is(Class::FUNCTION)
        };
        first <= opening || scene.cast.mentions[m].name.contains(&head) && (opening..first).all(small)
    };
    if let Some(m) = names.next().filter(|&m| adjectives(m)) {
        let mention = &scene.cast.mentions[m];
        if mention.name.end > head {
            return Reading::Someone(named(scene, m));
        }
        if mention.possessive {
            return of_owner(scene, m, &words, head);
        }
        // `the Kishida government`
        let owner = scene.cast.of[m];
        let sure = !scene.cast.members[owner].by_shape || scene.cast.members[owner].mentions.len() > 1;
        if scene.page.class(head).is(Class::BODY) && scene.cast.is_person(owner) && sure {
            let owner = scene.cast.name(&scene.page, owner);
            return Reading::Someone(belonging(scene, &owner, mention.name.end..head + 1));
        }
    }
    if let Some(body) = named_behind(scene, &words, head) {
        return Reading::Someone(named(scene, body));
    }
    Reading::Someone(described(scene, &words, head))
}

/// `the group, [WeWorkers Coalition]`: the name of a body behind the comma that ends the words for it.
fn named_behind(scene: &Scene, words: &Range<usize>, head: usize) -> Option<usize> {
    let page = &scene.page;
    let comma = (page.word(head + 1) == "," && page.class(head).is(Class::BODY)).then_some(head + 1)?;
    let m = scene.cast.mention_at(comma + 1 + usize::from(page.word(comma + 1) == "the"))?;
    let body = scene.cast.mentions[m].sort == Sort::Organisation || scene.cast.members[scene.cast.of[m]].by_shape;
    (body && scene.cast.mentions[m].name.end == words.end).then_some(m)
}

/// The words of a source up to its noun, and the noun.
pub fn phrase(scene: &Scene, span: Span) -> Option<(Range<usize>, usize)> {
    let words = trim(scene, scene.page.range(span));
    let noun = (!words.is_empty()).then(|| head(scene, &words))?;
    Some((words, noun))
}

/// `Right to Rise USA, [the super PAC] that …`, `Xavier Becerra, [a Democrat], …`: the name behind which a source stands
/// and tells more of it.
pub fn named_before(scene: &Scene, span: Span) -> Option<usize> {
    let page = &scene.page;
    let words = page.range(span);
    let article = page.class(words.start).is(Class::DETERMINER) && !page.is_capital(words.start);
    let comma =
        words.start.checked_sub(1).filter(|&at| article && page.word(at) == "," && page.together(at, words.start))?;
    let m = scene.cast.mention_at(comma.checked_sub(1)?)?;
    let noun = page.class(head(scene, &words));
    let person = scene.cast.is_person(scene.cast.of[m]);
    let fits = if person { noun.is(Class::ROLE.or(Class::COMMON)) } else { noun.is(Class::BODY) };
    // `With Anna Kern, the candidate said`: a verb follows, and it is another.
    let next = page.class(words.end);
    let open = !page.is_word(words.end)
        || next.is(Class::PREPOSITION.or(Class::CONJUNCTION))
        || page.word(words.end).ends_with("ing");
    let place = matches!(scene.cast.mentions[m].sort, Sort::Place(_));
    (fits && open && !place).then_some(m)
}

/// The speaker that a mention names, with a step to the fullest name where this is a shorter one.
pub fn named(scene: &Scene, mention: usize) -> Answer {
    let member = scene.cast.of[mention];
    let fullest = scene.cast.members[member].fullest;
    let longer = scene.cast.mentions[fullest].name.len() > scene.cast.mentions[mention].name.len();
    let steps = if longer { vec![name_step(scene, fullest)] } else { Vec::new() };
    let unsure = scene.cast.members[member].sort == Sort::Unsure;
    Answer { key: Key::Member(member), naming: Naming::Named, steps, sure: if unsure { 0.85 } else { 0.97 } }
}

/// The step to a mention's words.
pub fn name_step(scene: &Scene, mention: usize) -> Step {
    Step { span: scene.page.span(scene.cast.mentions[mention].name.clone()), naming: Naming::Named }
}

/// The speaker that belongs to a named owner: `Kishida’s government`, kept apart from Kishida.
pub fn belonging(scene: &Scene, owner: &str, thing: Range<usize>) -> Answer {
    let thing = thing.start + usize::from(scene.page.is_possessive(thing.start))..thing.end;
    let class = class_of(scene, &thing);
    // `the students’ leaders`, but `James’s government`.
    let s = if owner.ends_with('s') && owner.starts_with(char::is_lowercase) { "" } else { "s" };
    let name = format!("{owner}’{s} {}", one_line(scene.page.words(thing)));
    let (kind, naming) = kind_of(class, true);
    Answer { key: Key::Phrase(name, kind), naming, steps: Vec::new(), sure: 0.9 }
}

/// The words of the text for what belongs to somebody who cannot be told: `his doctors`. The possessive pronoun is at
/// `pronoun`.
pub fn in_own_words(scene: &Scene, pronoun: usize, thing: &Range<usize>) -> Answer {
    let (kind, _) = kind_of(class_of(scene, thing), false);
    let name = lower_first(scene, pronoun, one_line(scene.page.words(pronoun..thing.end)));
    Answer { key: Key::Phrase(name, kind), naming: Naming::Unnamed, steps: Vec::new(), sure: 0.8 }
}

/// Returns `true` for words that begin with an amount of money, which nobody says anything by.
pub fn is_amount(scene: &Scene, span: Span) -> bool {
    let page = &scene.page;
    let words = page.range(span);
    let currency = |at: usize| matches!(page.word(at), "£" | "$" | "€" | "¥");
    let before = words.start.checked_sub(1).is_some_and(|at| currency(at) && page.clings(words.start));
    currency(words.start) || before && page.pos(words.start) == Pos::Num
}

/// Is `words` an opinion or the like, which speaks for its owner?
pub fn is_view(scene: &Scene, words: &Range<usize>) -> bool {
    words.clone().last().is_some_and(|at| scene.page.class(at).is(Class::VIEW))
}

/// Without a preposition, marks, `’s` and `itself` at the ends.
fn trim(scene: &Scene, mut words: Range<usize>) -> Range<usize> {
    let page = &scene.page;
    let before = |at: usize| page.is_dateline(at) || !page.is_word(at) || page.class(at).is(Class::PREPOSITION);
    while !words.is_empty() && before(words.start) {
        words.start += 1;
    }
    let reflexive = |at: usize| matches!(page.word(at), "itself" | "himself" | "herself" | "themselves");
    while !words.is_empty()
        && (!page.is_word(words.end - 1)
            || page.is_possessive(words.end - 1)
            || words.len() > 1 && reflexive(words.end - 1))
    {
        words.end -= 1;
    }
    words
}

/// Without a verb and what follows it: `Krell cut its outlook` is Krell.
fn before_verb(scene: &Scene, words: Range<usize>) -> Range<usize> {
    let page = &scene.page;
    let relative = |at: usize| matches!(page.pos(at), Pos::Wp | Pos::Sconj) || page.word(at) == "that";
    let clause = words.clone().find(|&at| relative(at)).unwrap_or(words.end);
    // No noun stands before an article or a possessive pronoun.
    let transitive = |at: usize| {
        matches!(page.pos(at + 1), Pos::Det | Pos::PrpS) && page.is_word(at) && !page.class(at).is(Class::FUNCTION)
    };
    let finite = |at: usize| is_finite(page, at) && scene.cast.mention_at(at + 1).is_none() && page.is_word(at + 1);
    let is_verb = |at: usize| (finite(at) || transitive(at)) && page.pos(at - 1).is_noun() && !page.is_capital(at);
    let verb = (words.start + 1..clause.saturating_sub(1)).find(|&at| is_verb(at) && !page.is_possessive(at - 1));
    words.start..verb.unwrap_or(words.end)
}

fn pronoun(scene: &Scene, words: &Range<usize>) -> Option<Reading> {
    let page = &scene.page;
    let pronoun = Pronoun::of(page.word(words.start)).filter(|_| !page.is_initials(words.start))?;
    if words.len() == 1 || !page.class(words.start).is(Class::DETERMINER) && words.len() <= 2 {
        return Some(Reading::Pronoun(pronoun, words.start));
    }
    let owned = matches!(
        page.word(words.start).to_lowercase().as_str(),
        "his" | "her" | "its" | "their" | "my" | "our" | "whose"
    );
    let head = head(scene, words);
    // `Japan will not join, its prime minister said`: the office of a country, and so a person.
    if owned && let Some(answer) = holder(scene, head) {
        return Some(Reading::Someone(answer));
    }
    let rest = words.start + 1..head + 1;
    // `its Foreign Trade Act`, `her husband, Bill`: what is named by itself needs no owner.
    let named = rest.clone().any(|at| scene.cast.mention_at(at).is_some()) || person(scene, words, head).is_some();
    (owned && !named && !rest.is_empty()).then_some(Reading::Owned(pronoun, words.start, rest))
}

/// What follows the first comma, where no name stands before it: `two objectors, [Joyce and Graham]`.
fn apposition(scene: &Scene, words: &Range<usize>) -> Range<usize> {
    let first = words.clone().find(|&at| scene.page.word(at) == "," || scene.cast.mention_at(at).is_some());
    first.filter(|&at| scene.page.word(at) == ",").map_or(words.end..words.end, |comma| comma + 1..words.end)
}

/// Does the noun tell of many, none of them named: `supporters`?
fn is_plural(scene: &Scene, noun: usize) -> bool {
    let page = &scene.page;
    scene.cast.mention_at(noun).is_none() && page.class(noun).is(Class::GROUP) && page.word(noun).ends_with('s')
}

/// The person whose name ends the phrase, whatever stands before it: `the Fox Business moderator Gerard Baker`.
fn last_name(scene: &Scene, words: &Range<usize>) -> Option<usize> {
    let page = &scene.page;
    let stops = |at: usize| {
        scene.cast.mention_at(at).is_none()
            && (!page.is_word(at) && !matches!(page.word(at), "-" | "‑")
                || page.class(at).is(Class::PREPOSITION.or(Class::CONJUNCTION).or(Class::COPULA))
                    && !page.class(at).is(Class::PARTICLE))
    };
    let end = (words.start + 1..words.end).find(|&at| stops(at)).unwrap_or(words.end);
    let m = scene.cast.mention_at(end.checked_sub(1)?)?;
    let before = scene.cast.mentions[m].start;
    let noun = before > words.start && !page.is_possessive(before - 1) && !page.class(before - 1).is(Class::FUNCTION);
    let person = scene.cast.mentions[m].sort == Sort::Person && scene.cast.is_person(scene.cast.of[m]);
    (noun && person).then_some(m)
}

/// The person that the source names as its own: no owner of something else, not behind `of` or `for` unless
/// a comma stands between: `the chief of staff of the air force, General Uchikura`. `head` is the noun of `words`.
fn person(scene: &Scene, words: &Range<usize>, head: usize) -> Option<usize> {
    let page = &scene.page;
    let mut at = words.start;
    let mut complement = false;
    let many = is_plural(scene, head);
    while at < words.end {
        let Some(m) = scene.cast.mention_at(at) else {
            let example = matches!(page.word(at), "including" | "like" | "that" | "which");
            if at > words.start && (example || Pronoun::of(page.word(at)) == Some(Pronoun::Who)) {
                return None;
            }
            // `supporters of her opponent, Mr Smith` are none of him.
            complement = (page.word(at) != "," || many) && (complement || page.class(at).is(Class::PREPOSITION));
            at += 1;
            continue;
        };
        let mention = &scene.cast.mentions[m];
        if scene.cast.is_person(scene.cast.of[m])
            && (!complement || after_state(scene, m))
            && stands(scene, m, words, head)
        {
            return Some(m);
        }
        at = mention.name.end.max(at + 1);
    }
    None
}

/// Does the name stand for itself, neither as an owner nor before a noun: `Trump’s aide`, `the Trump campaign`?
fn stands(scene: &Scene, mention: usize, words: &Range<usize>, head: usize) -> bool {
    let name = &scene.cast.mentions[mention];
    let view = is_view(scene, &(name.name.start..head + 1));
    let owns = name.possessive && name.name.end + 1 < words.end && !view;
    !owns && (name.name.end >= words.end || !is_before_noun(scene, name.name.end))
}

/// Does a noun, or `-backed` and the like, stand at `at`, so that the name before only tells more of it?
fn is_before_noun(scene: &Scene, at: usize) -> bool {
    let page = &scene.page;
    let listed = Class::BODY.or(Class::GROUP).or(Class::DOCUMENT).or(Class::ROLE).or(Class::QUALIFIER);
    let compound =
        page.word(at) == "/" || matches!(page.word(at), "-" | "‑") && page.clings(at + 1) && !page.is_capital(at + 1);
    let plain = page.word(at).starts_with(char::is_lowercase) && page.is_word(at) && !is_verbal(page.word(at));
    let noun = page.class(at).is(listed) || plain;
    compound
        || noun && !is_behind_names(page.word(at)) && !page.is_possessive(at) && !page.class(at).is(Class::FUNCTION)
}

/// `secretary of state [John Kerry]`: the complement is part of the office.
fn after_state(scene: &Scene, mention: usize) -> bool {
    let mention = &scene.cast.mentions[mention];
    // `mayor of [London] [Sadiq Khan]`
    let seat = mention.start < mention.name.start && mention.start > 0 && scene.page.word(mention.start - 1) == "of";
    let before = mention.name.start.checked_sub(1).map(|at| scene.page.class(at));
    // `speaker of the House [Rep. Paul Ryan]`
    let body = mention.titled && mention.start > 0 && scene.cast.mention_at(mention.start - 1).is_some();
    seat || body
        || before.is_some_and(|class| class.is(Class::QUALIFIER) && !class.is(Class::ROLE.or(Class::DETERMINER)))
}

fn skip_article(scene: &Scene, words: &Range<usize>) -> usize {
    words.start + usize::from(scene.page.class(words.start).is(Class::DETERMINER))
}

/// The noun that the source is about: the last listed one before a preposition, clause or comma, else the last word.
fn head(scene: &Scene, words: &Range<usize>) -> usize {
    let page = &scene.page;
    let stops = |at: usize| {
        at > words.start
            && scene.cast.mention_at(at).is_none()
            && (page.class(at).is(Class::PREPOSITION.or(Class::CONJUNCTION).or(Class::COPULA))
                || matches!(page.word(at), "," | "(" | ";" | ":" | "whose" | "familiar" | "close"))
    };
    let end = (words.start..words.end).find(|&at| stops(at)).unwrap_or(words.end);
    let listed = Class::ROLE.or(Class::BODY).or(Class::DOCUMENT).or(Class::GROUP).or(Class::VIEW);
    let region = words.start..end;
    let noun = region.clone().rev().find(|&at| page.class(at).is(listed) && !page.class(at).is(Class::DETERMINER));
    let noun = noun.unwrap_or(end.saturating_sub(1)).max(words.start);
    // `ad tracker` is a tracker; `poll released Sunday` is a poll.
    let goes_on = |at: &usize| page.is_word(*at) && !page.is_capital(*at) && !is_verbal(page.word(*at));
    let compound = (noun + 1..end).take_while(goes_on).last();
    compound.unwrap_or(noun)
}

fn is_verbal(word: &str) -> bool {
    word.ends_with("ed") || word.ends_with("ing") || word.ends_with("ly") || class(word).is(Class::FUNCTION)
}

/// `X’s thing`: X's own view, an office that X gives, or something of X that speaks.
fn of_owner(scene: &Scene, mention: usize, words: &Range<usize>, head: usize) -> Reading {
    let thing = scene.cast.mentions[mention].name.end..head + 1;
    if is_view(scene, &thing) {
        return Reading::Someone(named(scene, mention));
    }
    if let Some(answer) = holder(scene, head) {
        return Reading::Someone(answer);
    }
    if scene.page.class(head).is(Class::GROUP) && !scene.page.class(head).is(Class::BODY) {
        return Reading::Someone(described(scene, words, head));
    }
    let owner = scene.cast.name(&scene.page, scene.cast.of[mention]);
    Reading::Someone(belonging(scene, &owner, thing))
}

/// The one who is known to hold the office that the noun names.
fn holder(scene: &Scene, noun: usize) -> Option<Answer> {
    holder_of(scene, noun, noun)
}

/// The same for a phrase that begins at `first`: `the Latin American pope`, though `Latin` is no word of an office.
fn holder_of(scene: &Scene, noun: usize, first: usize) -> Option<Answer> {
    if !scene.page.class(noun).is(Class::ROLE) {
        return None;
    }
    let mut office = Office::read(&scene.page, &scene.cast, noun);
    office.definite |= scene.page.word(first).eq_ignore_ascii_case("the") && first < noun;
    let (bound, sure) = scene.roles.holder(&scene.cast, &office)?;
    let mention = scene.roles.bound[bound].mention;
    let member = scene.cast.of[mention];
    // `the GOP front-runner` is no Democrat.
    if scene.is_of_another_party(member, first..noun) {
        return None;
    }
    let key = Key::Member(member);
    Some(Answer { key, naming: Naming::Role, steps: vec![name_step(scene, mention)], sure })
}

/// A source without a name of its own.
fn described(scene: &Scene, words: &Range<usize>, head: usize) -> Answer {
    if let Some(answer) = holder_of(scene, head, words.start) {
        return answer;
    }
    if let Some(member) = named_by_noun(scene, words, head) {
        return Answer { naming: Naming::Role, sure: 0.75, ..named(scene, scene.cast.members[member].fullest) };
    }
    let proper = skip_article(scene, words)..head + 1;
    let page = &scene.page;
    let told = |at: usize| {
        page.is_capital(at)
            && !page.class(at).is(Class::FUNCTION)
            && !is_super(page, at)
            && (!page.is_weak(at) || page.known_capital(at) && !page.known_lower(at))
    };
    let capital = proper.clone().any(|at| told(at) || page.class(at).is(Class::DEMONYM));
    let noun = class_of(scene, &(words.start..head + 1));
    let thing =
        noun.is(Class::BODY.or(Class::DOCUMENT)) || page.is_capital(head) && !noun.is(Class::COMMON.or(Class::DEMONYM));
    let (kind, naming) = kind_of(noun, capital && thing);
    // `the most recent YouGov survey` is shown from its name on.
    let plain = |at: &usize| page.word(*at).starts_with(char::is_lowercase) && !page.class(*at).is(Class::PARTICLE);
    let shown = if naming == Naming::Named {
        proper.clone().find(|at| !plain(at)).unwrap_or(head)..proper.end
    } else {
        upto_clause(scene, words, head)
    };
    let name = lower_first(scene, shown.start, one_line(scene.page.words(shown)));
    Answer { key: Key::Phrase(name, kind), naming, steps: Vec::new(), sure: 0.8 }
}

/// `a Super PAC`, `anti-Trump`: capitals that make no name of the phrase.
fn is_super(page: &Page, at: usize) -> bool {
    let before = at.checked_sub(1).map_or("", |before| page.word(before));
    let compound = before == "-" && page.clings(at);
    let plain = before.eq_ignore_ascii_case("super") || page.class(at.saturating_sub(1)).is(Class::DETERMINER);
    compound || page.word(at) == "Super" || matches!(page.word(at), "PAC" | "PACs") && (plain || at == 0)
}

/// `the committee`, where one body of the document is a committee.
fn named_by_noun(scene: &Scene, words: &Range<usize>, head: usize) -> Option<usize> {
    let the = words.len() > 1 && scene.page.word(words.start).eq_ignore_ascii_case("the");
    let body = the && scene.page.class(head).is(Class::BODY) && !scene.page.is_capital(words.start + 1);
    let short = words.start + 1..words.end.min(words.start + 6);
    body.then(|| scene.cast.body_called(&fold(scene.page.words(short)).join(" ")))?
}

/// The words up to a comma or a relative clause; what follows describes, and is not shown.
fn upto_clause(scene: &Scene, words: &Range<usize>, head: usize) -> Range<usize> {
    let pronoun = |at: usize| Pronoun::of(scene.page.word(at)).is_some() && !scene.page.class(at).is(Class::DETERMINER);
    let stop = |at: usize| scene.page.word(at) == "," || pronoun(at) || scene.page.word(at) == "that";
    let end = (head + 1..words.end.min(head + 9)).find(|&at| stop(at)).unwrap_or(words.end.min(head + 9));
    words.start..end
}

fn lower_first(scene: &Scene, at: usize, name: String) -> String {
    let lower = scene.page.class(at).is(Class::FUNCTION.or(Class::GROUP)) && scene.page.is_weak(at);
    let shout = name.chars().nth(1).is_some_and(char::is_uppercase);
    match name.chars().next().filter(|_| lower && !shout && !scene.page.known_capital(at)) {
        Some(first) => first.to_lowercase().chain(name.chars().skip(1)).collect(),
        None => name,
    }
}

fn class_of(scene: &Scene, words: &Range<usize>) -> Class {
    words.clone().last().map_or_else(Class::default, |at| scene.page.class(at))
}

fn kind_of(class: Class, proper: bool) -> (SpeakerKind, Naming) {
    let naming = if proper { Naming::Named } else { Naming::Unnamed };
    if class.is(Class::GROUP) && !(proper && class.is(Class::BODY)) || class.is(Class::ROLE) {
        (SpeakerKind::Group, Naming::Unnamed)
    } else if class.is(Class::DOCUMENT) {
        (SpeakerKind::Document, naming)
    } else if class.is(Class::BODY) || proper {
        (SpeakerKind::Organisation, naming)
    } else {
        (SpeakerKind::Group, Naming::Unnamed)
    }
}
