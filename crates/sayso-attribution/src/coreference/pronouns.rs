//! Whom a pronoun stands for: by number, sex, nearness and place in the sentence; the one who spoke last goes
//! before others, and nobody named inside somebody's words goes before those outside.

use super::context::{Context, LocatedMention};
use super::mention::Sort;
use crate::SpeakerKind;
use crate::language::{Class, Gender, WordList};
use crate::weights::Weight;

/// What a pronoun asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pronoun {
    /// `he`, `his`
    He,
    /// `she`, `her`
    She,
    /// `it`, `its`
    It,
    /// `they`, `their`
    They,
    /// `who`: the person named just before.
    Who,
    /// `which`, `that`: the thing named just before.
    Which,
    /// `I`, `we`: the one whose words these are.
    Self_,
    /// No pronoun but a description: `the billionaire`.
    Someone,
}

impl Pronoun {
    /// The pronoun a word is, in any case; `None` for any other word.
    pub fn of(word: &str) -> Option<Self> {
        Some(match word.to_lowercase().as_str() {
            "he" | "him" | "his" | "himself" => Self::He,
            "she" | "her" | "hers" | "herself" => Self::She,
            "it" | "its" | "itself" => Self::It,
            "they" | "them" | "their" | "theirs" | "themselves" => Self::They,
            "who" | "whom" | "whose" => Self::Who,
            "which" | "that" => Self::Which,
            "i" | "me" | "my" | "mine" | "myself" | "we" | "us" | "our" | "ours" => Self::Self_,
            _ => return None,
        })
    }

    /// The sex it tells.
    pub fn gender(self) -> Option<Gender> {
        match self {
            Self::He => Some(Gender::Male),
            Self::She => Some(Gender::Female),
            _ => None,
        }
    }

    /// Returns `true` if it can refer to this unnamed speaker.
    fn fits_unnamed(self, last: Last) -> bool {
        let people = last.kind == SpeakerKind::Group;
        match self {
            Self::He | Self::She | Self::Who => people && last.single,
            Self::They => people || last.kind == SpeakerKind::Organisation,
            Self::It | Self::Which => !people,
            Self::Self_ | Self::Someone => false,
        }
    }

    /// Returns `true` if it can refer to this entity.
    pub fn fits(self, context: &Context, entity: usize) -> bool {
        let known = &context.entities.members[entity];
        let person = context.entities.is_person(entity);
        match self {
            Self::He | Self::She | Self::Who if known.located => false,
            Self::He | Self::She => person && (known.gender.is_none() || known.gender == self.gender()),
            Self::Who | Self::Someone => person,
            Self::It | Self::Which => !person || known.gender.is_none() && may_be_body(context, entity),
            // A country is `it`; its towns say nothing. `They` are those of a body that acts: `DNA` does not.
            Self::They => known.sort == Sort::Organisation && (known.acts > 0 || is_source(context, entity)),
            Self::Self_ => false,
        }
    }
}

/// The one who spoke last.
#[derive(Clone, Copy, Debug)]
pub struct Last {
    /// A named entity; `None` for a speaker without a name.
    pub entity: Option<usize>,
    /// What sort.
    pub kind: SpeakerKind,
    /// One, not many: `a spokesman`, not `officials`.
    pub single: bool,
    /// Where the source of it stands.
    pub token: usize,
}

/// Who is meant, and how sure that is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Antecedent {
    /// The spot at this index.
    Mention(usize, f32),
    /// The one who spoke last, whoever it was.
    Last(f32),
}

/// Places of publication, which are no speaker where somebody writes on them: `On Twitter, the studio said`.
static PLATFORMS: WordList = WordList::named("pronouns.platforms");

/// How far back a pronoun reaches: names, and paragraphs.
const NAMES_BACK: usize = 32;
const PARAGRAPHS_BACK: u32 = 3;
/// How many names back a relative pronoun reaches.
const RELATIVE_BACK: usize = 8;

/// Whether a name that has the shape of a person's may be a body's. One word at the head of one sentence may be no
/// name.
fn may_be_body(context: &Context, entity: usize) -> bool {
    let known = &context.entities.members[entity];
    let first = &context.entities.mentions[known.mentions[0]].name;
    let name = || !context.page.is_weak(first.start) || context.speaks(first.start);
    known.by_shape && (known.mentions.len() > 1 || first.len() > 1 || name())
}

/// Whether the words of a source name the entity.
fn is_source(context: &Context, entity: usize) -> bool {
    let names = context.entities.members[entity].mentions.iter().take(SOURCES);
    names.into_iter().any(|&m| context.speaks(context.entities.mentions[m].name.start))
}

/// Most mentions of an entity that are looked at for one in a source.
const SOURCES: usize = 16;

struct Candidate {
    who: Option<usize>,
    score: f32,
    spot: Option<usize>,
}

/// A pronoun of the writer's own, and whom it was found to stand for: it keeps him in view.
#[derive(Clone, Copy, Debug)]
pub struct ResolvedPronoun {
    /// Its token.
    pub token: usize,
    /// Who.
    pub entity: usize,
    /// Whether it is a subject form: `he` or `she`, not `his`.
    pub subject: bool,
}

/// How many pronouns back somebody stays in view.
const ECHOES: usize = 6;

/// What is asked, and where.
pub struct PronounQuery<'a> {
    /// The pronoun.
    pub pronoun: Pronoun,
    /// Its token.
    pub at: usize,
    /// Where its sentence begins to matter: the start of its own content when that stands before it.
    pub from: usize,
    /// Tells the tokens of that content.
    pub own: &'a dyn Fn(usize) -> bool,
    /// Tells the members that cannot be meant.
    pub not: &'a dyn Fn(usize) -> bool,
    /// Someone the whole text knows is meant, not only someone near.
    pub known: bool,
    /// Its content stands in quotation marks.
    pub quoted: bool,
    /// Pronouns before, in text order.
    pub echoes: &'a [ResolvedPronoun],
}

impl PronounQuery<'_> {
    fn fits(&self, context: &Context, entity: usize) -> bool {
        self.pronoun.fits(context, entity) && !(self.not)(entity)
    }

    /// What speaks against a part of another body for `the company`: `Macrotek’s Media Systems Group`.
    fn part(&self, context: &Context, spot: &LocatedMention) -> f32 {
        let owner = spot.tokens.start.checked_sub(2).filter(|_| context.page.is_possessive(spot.tokens.start - 1));
        let owner = owner
            .and_then(|at| context.entities.member_at(at))
            .filter(|&owner| !context.entities.is_person(owner) || context.entities.members[owner].by_shape);
        if self.pronoun == Pronoun::It && owner.is_some() { context.weigh(Weight::Part) } else { 0.0 }
    }

    /// What speaks against a name for `it`: no verb of its own, or the shape of a person's name.
    fn thing(&self, context: &Context, spot: &LocatedMention) -> f32 {
        if self.pronoun != Pronoun::It {
            return 0.0;
        }
        if self.known {
            return if is_modifier(context, spot) { context.weigh(Weight::Object) } else { 0.0 };
        }
        let known = &context.entities.members[spot.entity];
        let object = if spot.subject || spot.possessive { 0.0 } else { context.weigh(Weight::Object) };
        object + if known.by_shape && known.sort == Sort::Person { context.weigh(Weight::PersonShape) } else { 0.0 }
    }

    fn fits_last(&self, context: &Context, last: Last) -> bool {
        let unnamed = || !self.known && self.pronoun.fits_unnamed(last);
        last.entity.map_or_else(unnamed, |entity| self.fits(context, entity))
    }

    /// How far back it reaches in names and paragraphs.
    fn reach(&self) -> (usize, u32) {
        if self.known { (2 * NAMES_BACK, 4 * PARAGRAPHS_BACK) } else { (NAMES_BACK, PARAGRAPHS_BACK) }
    }

    fn weight(&self, context: &Context, spot: &LocatedMention) -> f32 {
        let paragraphs = context.page.paragraphs_between(spot.tokens.start, self.from);
        let sentences = context.sentences_between(spot.tokens.start, self.from);
        let place = if self.known {
            far(context, sentences, paragraphs) + topic(context, spot.entity) + self.part(context, spot)
        } else {
            near(context, sentences, paragraphs)
        };
        // `Ms. Merkel’s rise was dented by her decision`
        let owner = spot.possessive && sentences == 0 && context.page.class(self.at).is(Class::DETERMINER);
        place
            + if sentences <= 1 && is_asked(context, spot) {
                context.weigh(Weight::Asked)
            } else {
                self.thing(context, spot)
            }
            + weight(context, spot)
            + self.sexed(context, spot.entity)
            + if owner { context.weigh(Weight::OwnerHere) } else { 0.0 }
    }

    /// Whose sex is told goes before who only may be meant.
    fn sexed(&self, context: &Context, entity: usize) -> f32 {
        let both = context.entities.members[entity].gender.is_some() && self.pronoun.gender().is_some();
        if both { context.weigh(Weight::SexTold) } else { 0.0 }
    }
}

/// Returns `true` if somebody tells or writes it to the one named: `told [the Courier]`, `in an email to [The Verge]`.
fn is_addressee(context: &Context, spot: &LocatedMention) -> bool {
    let page = &context.page;
    let before = |at: usize| at.checked_sub(1).filter(|&before| page.together(before, at));
    let article = before(spot.tokens.start).filter(|&at| page.class(at).is(Class::DETERMINER));
    let Some(at) = before(article.unwrap_or(spot.tokens.start)) else { return false };
    let message = |at: usize| page.class(at).is(Class::DOCUMENT.or(Class::VIEW)) || page.word(at) == "interview";
    !spot.possessive
        && (matches!(page.word(at), "told" | "tells") || page.word(at) == "to" && before(at).is_some_and(message))
}

/// Returns `true` for a name that tells of what kind a thing is: `the [Nibble] bar`.
fn is_modifier(context: &Context, spot: &LocatedMention) -> bool {
    let (page, end) = (&context.page, spot.tokens.end);
    let article = spot.tokens.start.checked_sub(1).is_some_and(|at| page.class(at).is(Class::DETERMINER));
    let noun = page.pos(end).is_noun() && page.word(end).starts_with(char::is_lowercase) && page.together(end - 1, end);
    article && noun && !page.class(end).is(Class::BODY)
}

/// Whether someone turns to the one named: `asked [Mersey Water] about this`.
fn is_asked(context: &Context, spot: &LocatedMention) -> bool {
    let before = spot.tokens.start.checked_sub(1).filter(|&at| context.page.together(at, spot.tokens.start));
    let verb = before.map_or("", |at| context.page.word(at));
    !spot.possessive && matches!(verb, "asked" | "contacted" | "approached" | "questioned" | "interviewed")
}

/// How near a description stands: it reaches further than a pronoun, and what is nearest counts for less.
fn far(context: &Context, sentences: u32, paragraphs: u32) -> f32 {
    let base = match sentences {
        0 => Weight::DescribedHere,
        1 => Weight::DescribedOneBack,
        2 => Weight::DescribedTwoBack,
        3 => Weight::DescribedThreeBack,
        _ => Weight::DescribedFurther,
    };
    context.weigh(base) + context.weigh(Weight::DescribedParagraph) * paragraphs as f32
}

/// Most mentions that count for what the text is about.
const TOPIC_MENTIONS: usize = 8;

/// How much the whole text is about someone.
fn topic(context: &Context, entity: usize) -> f32 {
    let all = &context.entities.members[entity].mentions;
    let head = context.page.opens(context.entities.mentions[all[0]].start);
    let head = if head { context.weigh(Weight::NamedAtHead) } else { 0.0 };
    context.weigh(Weight::ForMention) * all.len().min(TOPIC_MENTIONS) as f32 + head
}

/// Whom the pronoun stands for.
pub fn antecedent(context: &Context, ask: &PronounQuery, last: Option<Last>) -> Option<Antecedent> {
    // The text says `it` of what it has named itself, not of what stands in its headline, dateline or captions.
    let page = &context.page;
    let outside = |at: usize| {
        page.is_dateline(at)
            || ask.pronoun == Pronoun::It && page.is_title(at)
            || page.is_caption(at) && !page.is_caption(ask.at)
    };
    let platform = |spot: &LocatedMention| !spot.subject && PLATFORMS.contains(&page.word(spot.tokens.start));
    let addressee = |spot: &LocatedMention| ask.pronoun == Pronoun::It && is_addressee(context, spot);
    let fits = |spot: &LocatedMention| {
        let at = spot.tokens.start;
        ask.fits(context, spot.entity) && !(ask.own)(at) && !outside(at) && !platform(spot) && !addressee(spot)
    };
    if matches!(ask.pronoun, Pronoun::Who | Pronoun::Which) {
        return nearest(context, ask.at, &fits).filter(|_| !is_behind_many(context, ask.at));
    }
    let mut list: Vec<Candidate> = Vec::new();
    let reach = context.spots_before(ask.at);
    let (names, paragraphs) = ask.reach();
    for (index, spot) in reach.iter().enumerate().rev().take(names) {
        if context.page.paragraphs_between(spot.tokens.start, ask.from) > paragraphs {
            break;
        }
        if fits(spot) {
            let score = ask.weight(context, spot);
            best_of(&mut list, Candidate { who: Some(spot.entity), score, spot: Some(index) });
        }
    }
    if let Some(last) = last.filter(|l| ask.fits_last(context, *l)) {
        let between = reach.iter().rev().take_while(|s| s.tokens.start > last.token).take(NAMES_BACK);
        let rival = between
            .filter(|s| fits(s) && s.subject && Some(s.entity) != last.entity && !context.is_said(s.tokens.start))
            .count();
        // A body that has acted since is the topic; a person who spoke last may go on all the same.
        let lead = if rival == 0 {
            context.weigh(Weight::LastAlone)
        } else if ask.pronoun == Pronoun::It {
            0.0
        } else {
            context.weigh(Weight::LastWithRival)
        };
        let sexed = last.entity.map_or(0.0, |entity| ask.sexed(context, entity));
        add_last(context, &mut list, last, ask.from, lead + sexed);
    }
    add_echoes(context, ask, reach, &mut list);
    let far = list.iter().all(|c| c.score < context.weigh(Weight::Least));
    let by_topic = topical(context, ask, &list).and_then(|list| decide(context, list));
    by_topic.or_else(|| decide(context, list)).or_else(|| far.then(|| only_one(context, ask))?)
}

/// The candidates for `he` or `she` with what the whole text shows of each; `None` for other pronouns. Of 441 pronouns
/// of GUM, 333 are right with this, 281 without. A ranking that learned the weights of all signs on half of the texts was
/// right less often in the other half, so that the rules stand.
fn topical(context: &Context, ask: &PronounQuery, list: &[Candidate]) -> Option<Vec<Candidate>> {
    let weighed = |candidate: &Candidate| {
        let more = candidate.who.map_or(0.0, |who| prior(context, who, ask.quoted));
        Candidate { score: candidate.score + more, ..*candidate }
    };
    (ask.pronoun.gender().is_some() && !ask.known).then(|| list.iter().map(weighed).collect())
}

/// How much more a person of the text is meant by `he` or `she` for what the whole text shows of them.
fn prior(context: &Context, entity: usize, quoted: bool) -> f32 {
    let known = &context.entities.members[entity];
    let shape = if known.by_shape { context.weigh(Weight::NoPersonShown) } else { 0.0 };
    // A word that shows nothing is what a text is about as often as a person.
    if known.by_shape && known.sort == Sort::Unsure {
        return shape;
    }
    // Who is quoted is often not who the text is about.
    let topic = if quoted { Weight::TopicQuoted } else { Weight::Topic };
    shape + context.weigh(topic) * (1.0 + known.acts as f32).ln()
}

/// The only man or the only woman the text names, else its only person, however far back.
fn only_one(context: &Context, ask: &PronounQuery) -> Option<Antecedent> {
    let sex = ask.pronoun.gender()?;
    let of_sex = context.only_one(sex).map(|entity| (entity, Weight::OnlyOfSex.value()));
    let only = of_sex.or_else(|| context.only_person().map(|entity| (entity, Weight::OnlyPerson.value())));
    let (entity, sure) = only.filter(|&(entity, _)| ask.fits(context, entity))?;
    let last = context.spots_before(ask.at).iter().rposition(|s| s.entity == entity && !(ask.own)(s.tokens.start))?;
    Some(Antecedent::Mention(last, sure))
}

/// `leaders who`, `those who`, `four in ten who`: nobody by name.
fn is_behind_many(context: &Context, at: usize) -> bool {
    let Some(before) =
        at.checked_sub(1).filter(|&b| context.page.together(b, at) && context.entities.mention_at(b).is_none())
    else {
        return false;
    };
    let word = context.page.word(before);
    let class = context.page.class(before);
    let plural = context.page.is_word(before) && word.ends_with('s') && !class.is(Class::FUNCTION);
    let plain = !context.page.is_capital(before) || class.is(Class::COMMON.or(Class::DEMONYM));
    // `a Lincoln impersonator who` is not Lincoln.
    let told = before > 0 && !context.page.is_capital(before) && context.page.is_word(before);
    let told = told && context.entities.mention_at(before - 1).is_some() && !class.is(Class::FUNCTION);
    told || plain && (plural || class.is(Class::GROUP.or(Class::DETERMINER)))
}

/// The one named just before, in the same sentence.
fn nearest(context: &Context, at: usize, fits: &dyn Fn(&LocatedMention) -> bool) -> Option<Antecedent> {
    let reach = context.spots_before(at);
    let near = reach.iter().enumerate().rev().take(RELATIVE_BACK);
    let near = near.take_while(|(_, s)| context.page.together(s.tokens.start, at));
    let found = near.filter(|(_, s)| fits(s) && !s.possessive).map(|(index, _)| index).next()?;
    Some(Antecedent::Mention(found, Weight::NearestName.value()))
}

/// What place in the sentence and the words around give.
fn weight(context: &Context, spot: &LocatedMention) -> f32 {
    let sort = context.entities.members[spot.entity].sort;
    let signs = [
        (spot.subject, Weight::Subject),
        (sort == Sort::Unsure, Weight::UnsureSort),
        (spot.possessive, Weight::Possessive),
        // A place that does not act is where something is.
        (matches!(sort, Sort::Place(_)) && !spot.subject, Weight::PlaceNoSubject),
        (context.is_said(spot.tokens.start), Weight::InWords),
    ];
    signs.into_iter().filter(|(holds, _)| *holds).map(|(_, weight)| context.weigh(weight)).sum()
}

fn near(context: &Context, sentences: u32, paragraphs: u32) -> f32 {
    let base = match sentences {
        0 => Weight::SameSentence,
        1 => Weight::OneSentenceBack,
        2 => Weight::TwoSentencesBack,
        3 => Weight::ThreeSentencesBack,
        _ => Weight::FurtherBack,
    };
    context.weigh(base) + context.weigh(Weight::ForParagraph) * paragraphs as f32
}

fn best_of(list: &mut Vec<Candidate>, fresh: Candidate) {
    match list.iter_mut().find(|c| c.who == fresh.who) {
        Some(known) if known.score >= fresh.score => {}
        Some(known) => *known = fresh,
        None => list.push(fresh),
    }
}

/// Whoever was meant by a pronoun just before is still in view.
fn add_echoes(context: &Context, ask: &PronounQuery, reach: &[LocatedMention], list: &mut Vec<Candidate>) {
    let before = ask.echoes.iter().rev().take(2 * ECHOES).filter(|e| e.token < ask.at);
    for echo in before.take(ECHOES) {
        let paragraphs = context.page.paragraphs_between(echo.token, ask.from);
        if !ask.fits(context, echo.entity) || (ask.own)(echo.token) || paragraphs > PARAGRAPHS_BACK {
            continue;
        }
        let place = near(context, context.sentences_between(echo.token, ask.from), paragraphs);
        let form = if echo.subject { Weight::EchoSubject } else { Weight::EchoOther };
        let score = place + ask.sexed(context, echo.entity) + context.weigh(form);
        if let Some(back) = reach.iter().rev().take(2 * NAMES_BACK).position(|s| s.entity == echo.entity) {
            best_of(list, Candidate { who: Some(echo.entity), score, spot: Some(reach.len() - 1 - back) });
        }
    }
}

/// The last speaker goes before others by `lead`, which is less where someone else has acted since.
fn add_last(context: &Context, list: &mut Vec<Candidate>, last: Last, from: usize, lead: f32) {
    let paragraphs = context.page.paragraphs_between(last.token, from);
    if last.token >= from && !context.page.together(last.token, from) || paragraphs > PARAGRAPHS_BACK {
        return;
    }
    let distance = if last.token < from { context.sentences_between(last.token, from) } else { 0 };
    let score = near(context, distance, paragraphs) + context.weigh(Weight::LastSpeaker) + lead;
    let spot = list.iter().find(|c| c.who == last.entity).and_then(|c| c.spot).filter(|_| last.entity.is_some());
    best_of(list, Candidate { who: last.entity, score, spot });
}

fn decide(context: &Context, mut list: Vec<Candidate>) -> Option<Antecedent> {
    list.sort_by(|a, b| b.score.total_cmp(&a.score));
    let best = list.first()?;
    // Japan and Tokyo are no rivals.
    let place = |c: &Candidate| match context.entities.members[c.who?].sort {
        Sort::Place(row) => Some(row),
        _ => None,
    };
    let rival = list[1..].iter().find(|c| place(best).is_none() || place(c) != place(best));
    let margin = rival.map_or(Weight::NoRival.value(), |second| best.score - second.score);
    let sure = Weight::SureBase.value() + Weight::SureForPoint.value() * margin;
    let sure = sure.min(Weight::SureMost.value());
    let alone = best.score >= context.weigh(Weight::LeastAlone) && margin >= context.weigh(Weight::Alone);
    let enough = best.score >= context.weigh(Weight::Least) || alone;
    (enough && margin >= context.weigh(Weight::Tie)).then_some(match best.spot {
        Some(spot) => Antecedent::Mention(spot, sure),
        None => Antecedent::Last(sure),
    })
}
