//! Who speaks the lines of a story that no clause credits, and who `he` and `she` are in those that one does: the most
//! likely sequence of speakers. People take turns; nobody calls themselves by name, `“No, Martha”`, and whoever is called
//! so often answers; whoever the narration has just told of often speaks.

use super::grammar::phrase_start;
use super::pronouns::Pronoun;
use super::resolution::Resolution;
use super::source;
use super::speakers::Key;
use super::{DIALOGUE, Found, Naming, Resolver, Step};
use crate::Kind;
use crate::language::{Gender, WordList, gender_of_noun};
use crate::weights::Weight;

/// Most paragraphs between two lines of one dialogue.
const GAP: u32 = 4;

/// Most lines that are read together.
const LINES: usize = 48;

/// Most persons who may speak in lines that are read together.
const PERSONS: usize = 7;

/// How much a line that names its speaker counts for that person.
const NAMED: f32 = 4.0;

/// How much a line that calls somebody, or whose pronoun was taken for them, counts for that person.
const MEANT: f32 = 2.0;

/// How much a line behind a sentence in which somebody acts counts for that person.
const ACTING: f32 = 1.0;

/// Names before a line that are looked at for who acts.
const ACTORS: usize = 6;

/// Attributions before a line that are looked at for one with the same speaker, which the source card then points to.
const REACH: usize = 4 * LINES;

// Scores that are added up over a sequence of speakers. All were chosen by hand on invented dialogues.

/// Score of the same speaker in two paragraphs, one directly after the other.
const SAME_AGAIN: f32 = -2.0;

/// Score of the same speaker before and behind a paragraph of narration.
const SAME_BEHIND_NARRATION: f32 = -0.4;

/// Score of the speaker of the line before the last, if another spoke in between.
const BACK_AND_FORTH: f32 = 1.0;

/// Score of whom the line before calls by name.
const ANSWERS: f32 = 3.0;

/// Score of somebody of the sex that the line before speaks to: `sir`.
const ANSWERS_BY_SEX: f32 = 0.8;

/// Score of a line that calls the speaker before by name.
const CALLS_THE_LAST: f32 = 0.5;

/// Score of a line that speaks to somebody of its speaker's sex, as it were to itself.
const CALLS_OWN_SEX: f32 = -1.5;

/// Score of a line that calls its own speaker by name.
const CALLS_ITSELF: f32 = -8.0;

/// Score of a line that names its own speaker.
const SPEAKS_OF_ITSELF: f32 = -3.0;

/// Score of whoever acts in the narration before.
const ACTS: f32 = 0.6;

/// Score of somebody who speaks or acts in the next line; less for one further away.
const PRESENT: f32 = 0.6;

/// Score of whoever was taken for the pronoun that credits the line.
const MEANT_BY_PRONOUN: f32 = 1.0;

/// Score of somebody of unknown sex for `he` or `she`.
const SEX_UNTOLD: f32 = -0.5;

/// Score of nobody of those who may speak.
const SOMEBODY_ELSE: f32 = -0.5;

/// Score of what cannot be: a name or a sex that the text contradicts.
const NEVER: f32 = -1000.0;

/// How many lines away a person who speaks or acts is still held to be present.
const PRESENCE: usize = 6;

/// Words by which a man is spoken to.
static TO_MEN: WordList = WordList::named("dialogue.to-men");

/// Words by which a woman is spoken to.
static TO_WOMEN: WordList = WordList::named("dialogue.to-women");

/// All that one speaker says in one paragraph.
struct Line {
    paragraph: u32,
    /// Indices of the attributions.
    found: Vec<usize>,
    said: Said,
    /// Those who are spoken to by name.
    called: Vec<usize>,
    /// Those who are named and not spoken to.
    named: Vec<usize>,
    /// The sex of who is spoken to, as `sir` tells.
    called_sex: Option<Gender>,
    /// Who acts in the narration before.
    actor: Option<Key>,
}

/// How the speaker of a line is told.
enum Said {
    /// By a name or a description.
    By(Key),
    /// By `he` or `she`, with who was taken for it.
    Pronoun(Gender, Option<Key>),
    /// Not at all.
    Untold,
}

impl Said {
    /// Returns `true` for `he` and `she`, who are two speakers in one paragraph as well.
    fn is_of_other_sex(&self, other: &Self) -> bool {
        matches!((self, other), (Self::Pronoun(one, _), Self::Pronoun(other, _)) if one != other)
    }
}

impl Resolver<'_, '_> {
    /// Names the speakers of the lines of stories.
    pub(super) fn tell_dialogue(&mut self, found: &[Found]) {
        let lines = self.lines(found);
        let far = |a: &Line, b: &Line| b.paragraph - a.paragraph > GAP;
        for scene in lines.chunk_by(|a, b| !far(a, b)) {
            for part in scene.chunks(LINES) {
                if part.iter().any(|line| matches!(line.said, Said::Untold)) {
                    self.tell_part(found, part);
                }
            }
        }
    }

    fn lines(&self, found: &[Found]) -> Vec<Line> {
        if !found.iter().any(|one| one.found_by == DIALOGUE) {
            return Vec::new();
        }
        let mut lines: Vec<Line> = Vec::new();
        let mut behind = 0;
        for (index, one) in found.iter().enumerate() {
            let content = self.context.page.range(one.content.hull());
            let paragraph = self.context.page.paragraph(content.start);
            let Some(said) = self.said(index, one) else { continue };
            if let Some(line) = lines.last_mut().filter(|line| line.paragraph >= paragraph)
                && !(line.paragraph == paragraph && line.said.is_of_other_sex(&said))
            {
                line.found.push(index);
                continue;
            }
            let (called, named) = self.called(one);
            lines.push(Line {
                paragraph,
                found: vec![index],
                said,
                called,
                named,
                called_sex: self.called_sex(one),
                actor: self.actor(behind, content.start),
            });
            behind = paragraph;
        }
        lines
    }

    /// How the speaker of what was found is told; `None` if it is no line of a dialogue.
    fn said(&self, index: usize, one: &Found) -> Option<Said> {
        let known = &self.done[index];
        let key = known.speaker.and_then(|speaker| self.speakers.key(speaker));
        if one.found_by == DIALOGUE && one.source.is_none() {
            return Some(Said::Untold);
        }
        if one.kind != Kind::Direct {
            return None;
        }
        let at = self.context.page.range(one.source.as_ref()?.hull()).start;
        let word = self.context.page.word(at);
        let sex = Pronoun::of(word).and_then(Pronoun::gender);
        match sex.filter(|_| matches!(word, "he" | "He" | "she" | "She")) {
            Some(sex) => Some(Said::Pronoun(sex, key)),
            None => key.map(Said::By),
        }
    }

    /// Those whom the words call by name, and those whom they name otherwise.
    fn called(&self, one: &Found) -> (Vec<usize>, Vec<usize>) {
        let (page, entities) = (&self.context.page, &self.context.entities);
        let (mut called, mut named) = (Vec::new(), Vec::new());
        for piece in one.content.iter() {
            let words = page.range(piece);
            let from = entities.mentions.partition_point(|mention| mention.start < words.start);
            let inside = entities.mentions[from..].iter().enumerate().take_while(|(_, m)| m.name.end <= words.end);
            for (index, mention) in inside.filter(|(_, mention)| !mention.possessive) {
                let entity = entities.of[from + index];
                let start = phrase_start(page, mention.start);
                let opens = start == words.start;
                let comma = start > words.start && matches!(page.word(start - 1), "," | "—" | "–" | "!" | "?" | ".");
                let next = if mention.name.end == words.end { "." } else { page.word(mention.name.end) };
                let ends = matches!(next, "," | "!" | "?" | "." | "—" | "–" | "…");
                if comma && ends || opens && matches!(next, "," | "!" | "?") {
                    called.push(entity);
                } else {
                    named.push(entity);
                }
            }
        }
        (called, named)
    }

    fn called_sex(&self, one: &Found) -> Option<Gender> {
        let page = &self.context.page;
        let sex = |at: usize| {
            let word = page.word(at).to_lowercase();
            let woman = || TO_WOMEN.contains(&word.as_str()).then_some(Gender::Female);
            TO_MEN.contains(&word.as_str()).then_some(Gender::Male).or_else(woman)
        };
        one.content.iter().map(|piece| page.range(piece)).find_map(|words| {
            let marked = |at: usize| !words.contains(&at) || matches!(page.word(at), "," | "." | "!" | "?" | "—");
            let before = |at: usize| {
                at == words.start || page.word(at - 1) == "," || page.word(at - 1) == "my" && at > words.start
            };
            words.clone().filter(|&at| before(at) && marked(at + 1)).find_map(sex)
        })
    }

    /// The last person who acts before a token, in paragraphs behind `paragraph`, outside of what is said.
    fn actor(&self, paragraph: u32, to: usize) -> Option<Key> {
        let spots = self.context.spots_before(to).iter().rev().take(ACTORS);
        let behind = |token: usize| self.context.page.paragraph(token) > paragraph;
        let mut acting = spots.take_while(|spot| behind(spot.tokens.start)).filter(|spot| {
            let person = self.context.entities.is_person(spot.entity);
            spot.subject && person && !self.context.is_said(spot.tokens.start)
        });
        acting.next().map(|spot| Key::Entity(spot.entity))
    }

    /// Those who may speak in the lines.
    fn persons(&self, lines: &[Line]) -> Vec<Key> {
        let mut counts: Vec<(Key, f32)> = Vec::new();
        let mut count = |key: &Key, share: f32| match counts.iter_mut().find(|(known, _)| known == key) {
            Some((_, sum)) => *sum += share,
            None => counts.push((key.clone(), share)),
        };
        for line in lines {
            match &line.said {
                Said::By(key) => count(key, NAMED),
                Said::Pronoun(_, Some(key)) => count(key, MEANT),
                _ => {}
            }
            line.actor.iter().for_each(|key| count(key, ACTING));
            let persons = line.called.iter().filter(|&&entity| self.context.entities.is_person(entity));
            persons.for_each(|&entity| count(&Key::Entity(entity), MEANT));
        }
        counts.sort_by(|(_, a), (_, b)| b.total_cmp(a));
        counts.into_iter().take(PERSONS).map(|(key, _)| key).collect()
    }

    fn sex(&self, key: &Key) -> Option<Gender> {
        match key {
            Key::Entity(entity) => {
                self.context.entities.members[*entity].gender.or_else(|| self.sexes.get(entity).copied())
            }
            Key::Phrase(name, _) => name.split(' ').next_back().and_then(gender_of_noun),
        }
    }

    fn tell_part(&mut self, found: &[Found], lines: &[Line]) {
        let persons = self.persons(lines);
        let sexes: Vec<Option<Gender>> = persons.iter().map(|key| self.sex(key)).collect();
        let told = best(lines, &persons, &sexes, &presence(lines, &persons));
        let share = if persons.len() > 2 { Weight::DialogueOfMany } else { Weight::DialogueOfTwo };
        for (line, person) in lines.iter().zip(told) {
            let Some(key) = persons.get(person) else { continue };
            let fresh = match &line.said {
                Said::By(_) => false,
                Said::Pronoun(_, known) => known.as_ref() != Some(key),
                Said::Untold => true,
            };
            if fresh {
                line.found.iter().for_each(|&index| self.give(found, index, key, share.value()));
            }
        }
    }

    /// Gives what was found to a speaker.
    fn give(&mut self, found: &[Found], index: usize, key: &Key, sure: f32) {
        if !matches!(self.done[index].naming, Naming::Pronoun | Naming::Unknown | Naming::Carried) {
            return;
        }
        let at = self.context.page.range(found[index].content.hull()).start;
        let source = found[index].source.as_ref().map(|source| Step { span: source.hull(), naming: Naming::Pronoun });
        let naming = if source.is_some() { Naming::Pronoun } else { Naming::Carried };
        let speaker = self.speakers.index(key.clone());
        let chain = source.into_iter().chain(self.last_step(speaker, index, at)).collect();
        let known = Resolution { speaker: Some(speaker), naming, chain, sure, confidence: sure };
        let known = self.evidence_of(index, known);
        self.done[index] = known;
    }

    /// Judged anew in place of the resolution at `index`; no surer than the rule that names.
    fn evidence_of(&mut self, index: usize, known: Resolution) -> Resolution {
        let most = known.sure;
        let known = self.judged(known);
        if let Some(all) = &mut self.evidence
            && let Some(fresh) = all.pop()
        {
            all[index] = fresh;
        }
        Resolution { confidence: known.confidence.min(most), ..known }
    }

    /// The step to the nearest place before the attribution at `index`, which begins at `token`, where `speaker` is named,
    /// or else to the first one behind it.
    fn last_step(&self, speaker: usize, index: usize, token: usize) -> Option<Step> {
        match self.speakers.key(speaker)? {
            Key::Entity(entity) => {
                let all = &self.context.entities.members[entity].mentions;
                let before = self.context.entities.last_before(entity, token);
                Some(source::name_step(self.context, before.unwrap_or(all[0])))
            }
            Key::Phrase(..) => {
                let same = |known: &&Resolution| known.speaker == Some(speaker);
                let (before, behind) = self.done.split_at(index);
                before.iter().rev().take(REACH).chain(behind).find(same).and_then(|known| known.chain.last().copied())
            }
        }
    }
}

/// For each line and person, how near they speak or act in another line: 0 to 1.
fn presence(lines: &[Line], persons: &[Key]) -> Vec<Vec<f32>> {
    let shows = |line: &Line, key: &Key| {
        let said = matches!(&line.said, Said::By(told) | Said::Pronoun(_, Some(told)) if told == key);
        said || line.actor.as_ref() == Some(key)
    };
    let near = |at: usize, key: &Key| {
        let around = at.saturating_sub(PRESENCE)..lines.len().min(at + PRESENCE);
        let away = around.filter(|&other| shows(&lines[other], key)).map(|other| other.abs_diff(at)).min();
        away.map_or(0.0, |away| 1.0 - away as f32 / PRESENCE as f32)
    };
    (0..lines.len()).map(|at| persons.iter().map(|key| near(at, key)).collect()).collect()
}

/// The likeliest speaker of each line: an index into `persons`, or their number for somebody else.
fn best(lines: &[Line], persons: &[Key], sexes: &[Option<Gender>], presence: &[Vec<f32>]) -> Vec<usize> {
    let states = persons.len() + 1;
    let pair = |before: usize, now: usize| before * states + now;
    let mut scores = vec![0.0f32; states * states];
    let mut back: Vec<Vec<usize>> = Vec::with_capacity(lines.len());
    for (at, line) in lines.iter().enumerate() {
        let mut next = vec![f32::NEG_INFINITY; states * states];
        let mut from = vec![0; states * states];
        for now in 0..states {
            let present = presence[at].get(now).map_or(0.0, |near| PRESENT * near);
            let own = says(line, persons, sexes, now) + present;
            for last in 0..states {
                let turn =
                    at.checked_sub(1).map_or(0.0, |before| follows(&lines[before], line, persons, sexes, last, now));
                for older in 0..states {
                    let forth = if at > 1 && older == now && last != now { BACK_AND_FORTH } else { 0.0 };
                    let score = scores[pair(older, last)] + own + turn + forth;
                    if score > next[pair(last, now)] {
                        next[pair(last, now)] = score;
                        from[pair(last, now)] = older;
                    }
                }
            }
        }
        scores = next;
        back.push(from);
    }
    let end = (0..states * states).max_by(|&a, &b| scores[a].total_cmp(&scores[b])).unwrap_or(0);
    let (mut last, mut now) = (end / states, end % states);
    let mut told = vec![now; lines.len()];
    for at in (0..lines.len()).rev() {
        told[at] = now;
        (last, now) = (back[at][pair(last, now)], last);
    }
    told
}

/// How well a line is somebody's.
fn says(line: &Line, persons: &[Key], sexes: &[Option<Gender>], now: usize) -> f32 {
    let key = persons.get(now);
    let is = |entity: &usize| matches!(key, Some(Key::Entity(one)) if one == entity);
    let sex = sexes.get(now).copied().flatten();
    let own = match &line.said {
        Said::By(told) => {
            if key == Some(told) {
                0.0
            } else {
                NEVER
            }
        }
        Said::Pronoun(told, meant) => match sex {
            Some(known) if known != *told => NEVER,
            told => {
                let meant = if meant.is_some() && key == meant.as_ref() { MEANT_BY_PRONOUN } else { 0.0 };
                meant + if told.is_none() { SEX_UNTOLD } else { 0.0 }
            }
        },
        Said::Untold if line.actor.is_some() && key == line.actor.as_ref() => ACTS,
        Said::Untold => 0.0,
    };
    let called = if line.called.iter().any(is) { CALLS_ITSELF } else { 0.0 };
    let named = if line.named.iter().any(is) { SPEAKS_OF_ITSELF } else { 0.0 };
    let own_sex = if sex.is_some() && sex == line.called_sex { CALLS_OWN_SEX } else { 0.0 };
    own + called + named + own_sex + if key.is_none() { SOMEBODY_ELSE } else { 0.0 }
}

/// How well somebody's line follows another's.
fn follows(before: &Line, line: &Line, persons: &[Key], sexes: &[Option<Gender>], last: usize, now: usize) -> f32 {
    if last == now {
        return if line.paragraph - before.paragraph > 1 { SAME_BEHIND_NARRATION } else { SAME_AGAIN };
    }
    let is = |entity: &usize, who: usize| matches!(persons.get(who), Some(Key::Entity(one)) if one == entity);
    // Whoever is called may do something instead: `“Sit down, Mr Quaid,” said Ruth. / He sat down.`
    let at_once = line.paragraph - before.paragraph <= 1;
    let answers = at_once && before.called.iter().any(|entity| is(entity, now));
    let by_sex = at_once && before.called_sex.is_some() && sexes.get(now).copied().flatten() == before.called_sex;
    let calls = line.called.iter().any(|entity| is(entity, last));
    let signs = [(answers, ANSWERS), (by_sex, ANSWERS_BY_SEX), (calls, CALLS_THE_LAST)];
    signs.into_iter().filter(|(holds, _)| *holds).map(|(_, score)| score).sum()
}
