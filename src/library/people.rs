//! One speaker across articles.
//!
//! Each article has settled its own names by now: here full names meet. A person called by one word all
//! through an article is taken for the one person of that last name whom the library knows, never for one of two.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::Arc;

use super::search::has_words;
use super::{Article, ArticleId, PersonId, QuoteId};
use crate::attribution::{Analysis, Speaker, SpeakerKind, fold_name};
use crate::text::fold::word_list;

/// One speaker, everywhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The fullest name used in any article; of two as full, the one in more articles.
    pub name: String,
    /// What sort of speaker.
    pub kind: SpeakerKind,
    /// Titles and roles, the most frequent first.
    pub roles: Vec<String>,
    /// Other forms of the name, the most frequent first.
    pub also: Vec<String>,
    /// All that is credited to them, in library order.
    pub quotes: Vec<QuoteId>,
}

/// What one article tells of its speakers, as places in a list of [`Speaker`]s that many articles may share.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Voices {
    /// Its speakers, in the order of its analysis.
    pub speakers: Vec<u32>,
    /// For each of its attributions which of `speakers` is credited, if anyone is.
    pub quotes: Vec<Option<u16>>,
}

/// All speakers of a library.
#[derive(Clone, Debug, Default)]
pub struct People {
    people: Vec<Arc<Person>>,
    /// For each article: whom its speakers are, in the order of its analysis.
    by_speaker: Vec<Vec<PersonId>>,
}

/// A name folded, and its sort: what makes two speakers one. `the parties` of two articles share a row as words.
type Key = (String, SpeakerKind);

impl People {
    /// The people of articles that are all at hand.
    pub fn of(articles: &[&Article]) -> Self {
        let mut all = Vec::new();
        let voices: Vec<Voices> = articles
            .iter()
            .map(|article| {
                let first = all.len() as u32;
                all.extend(article.analysis.speakers.iter().cloned());
                let quotes = article.analysis.attributions.iter();
                let quotes = quotes.map(|q| q.speaker.and_then(|at| u16::try_from(at).ok())).collect();
                Voices { speakers: (first..all.len() as u32).collect(), quotes }
            })
            .collect();
        Self::merge(&all, &voices)
    }

    /// Merges the speakers of all articles: one person is one, whatever form of the name each article uses.
    /// Linear in the number of speakers.
    pub fn merge(speakers: &[Speaker], articles: &[Voices]) -> Self {
        let (index, keys) = Index::read(speakers);
        let mut drafts: Vec<Draft> = Vec::new();
        let mut ids: HashMap<Key, PersonId> = HashMap::new();
        let people: Vec<PersonId> =
            keys.into_iter().map(|key| place(&mut ids, &mut drafts, index.whole(key))).collect();
        let mut times = vec![0; speakers.len()];
        let mut by_speaker = Vec::with_capacity(articles.len());
        for (at, article) in articles.iter().enumerate() {
            let own: Vec<PersonId> = article.speakers.iter().map(|&speaker| people[speaker as usize]).collect();
            article.speakers.iter().for_each(|&speaker| times[speaker as usize] += 1);
            for (quote, speaker) in article.quotes.iter().enumerate() {
                if let Some(id) = speaker.and_then(|s| own.get(usize::from(s))) {
                    let quote = QuoteId { article: ArticleId(at as u32), quote: quote as u32 };
                    drafts[id.0 as usize].quotes.push(quote);
                }
            }
            by_speaker.push(own);
        }
        for ((speaker, id), times) in speakers.iter().zip(&people).zip(times) {
            drafts[id.0 as usize].add(speaker, times);
        }
        Self { people: drafts.into_iter().map(|draft| Arc::new(draft.finish())).collect(), by_speaker }
    }

    /// The people of some articles, who get numbers of their own, and `others` behind them; and the number each of
    /// them has here. What all of them said elsewhere stays with them.
    pub fn part(&self, articles: &[ArticleId], others: &[PersonId]) -> (Self, Vec<PersonId>) {
        let mut part = Self::default();
        let (mut from, mut ids) = (Vec::new(), HashMap::new());
        let mut own = |person: PersonId| {
            *ids.entry(person).or_insert_with(|| {
                from.push(person);
                PersonId(from.len() as u32 - 1)
            })
        };
        for article in articles {
            let speakers = self.by_speaker.get(article.0 as usize).map_or(&[][..], Vec::as_slice);
            part.by_speaker.push(speakers.iter().map(|&person| own(person)).collect());
        }
        for &person in others {
            own(person);
        }
        part.people = from.iter().filter_map(|id| self.people.get(id.0 as usize)).map(Arc::clone).collect();
        (part, from)
    }

    /// Tells anew who speaks in one article: those who are known by that name, or new ones behind all others.
    pub fn put_right(&mut self, article: ArticleId, analysis: &Analysis) {
        let Some(own) = self.by_speaker.get_mut(article.0 as usize).map(std::mem::take) else { return };
        for id in &own {
            Arc::make_mut(&mut self.people[id.0 as usize]).quotes.retain(|quote| quote.article != article);
        }
        let own: Vec<PersonId> = analysis.speakers.iter().map(|speaker| self.known_or_new(speaker, &own)).collect();
        for (at, quote) in analysis.attributions.iter().enumerate() {
            if let Some(id) = quote.speaker.and_then(|s| own.get(s)) {
                let quotes = &mut Arc::make_mut(&mut self.people[id.0 as usize]).quotes;
                let quote = QuoteId { article, quote: at as u32 };
                quotes.insert(quotes.partition_point(|other| *other < quote), quote);
            }
        }
        self.by_speaker[article.0 as usize] = own;
    }

    /// The one of that name and kind, those of the same article first.
    fn known_or_new(&mut self, speaker: &Speaker, near: &[PersonId]) -> PersonId {
        let key = fold_name(&speaker.name);
        let same = |person: &Person| person.kind == speaker.kind && fold_name(&person.name) == key;
        let called =
            |person: &Person| same(person) || (person.kind == speaker.kind && person.also.contains(&speaker.name));
        let near = near.iter().copied().find(|id| called(&self.people[id.0 as usize]));
        let all = || self.people.iter().position(|person| same(person)).map(|at| PersonId(at as u32));
        near.or_else(all).unwrap_or_else(|| {
            let (name, kind) = (speaker.name.clone(), speaker.kind);
            let (roles, also) = (speaker.roles.clone(), speaker.also.clone());
            self.people.push(Arc::new(Person { name, kind, roles, also, quotes: Vec::new() }));
            PersonId(self.people.len() as u32 - 1)
        })
    }

    /// One person; `None` for an id of another library.
    pub fn get(&self, id: PersonId) -> Option<&Person> {
        self.people.get(id.0 as usize).map(|person| &**person)
    }

    /// All of them.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (PersonId, &Person)> {
        self.people.iter().enumerate().map(|(at, person)| (PersonId(at as u32), &**person))
    }

    /// Those one of whose names has these words, or words that begin like them or are a typo away; whoever is called
    /// just that and nothing more goes before all others. Who said most comes first.
    pub fn called(&self, words: &[String]) -> Vec<PersonId> {
        let names =
            |person: &Person| -> Vec<String> { std::iter::once(&person.name).chain(&person.also).cloned().collect() };
        let near = self.iter().filter(|(_, p)| names(p).iter().any(|name| has_words(name, words)));
        let mut near: Vec<(PersonId, &Person)> = near.collect();
        let just = |person: &Person| word_list(&person.name) == words;
        if near.iter().any(|(_, person)| just(person)) {
            near.retain(|(_, person)| just(person));
        }
        near.sort_by_key(|(id, person)| (Reverse(person.quotes.len()), *id));
        near.into_iter().map(|(id, _)| id).collect()
    }

    /// Who the `index`-th speaker of an article is.
    pub fn of_speaker(&self, article: ArticleId, index: usize) -> Option<PersonId> {
        self.by_speaker.get(article.0 as usize)?.get(index).copied()
    }
}

fn place(ids: &mut HashMap<Key, PersonId>, drafts: &mut Vec<Draft>, key: Key) -> PersonId {
    *ids.entry(key).or_insert_with(|| {
        drafts.push(Draft::default());
        PersonId(drafts.len() as u32 - 1)
    })
}

/// Which full names a short one may stand for: of each last word of a person, the one full name or more than one.
#[derive(Default)]
struct Index {
    longer: HashMap<Key, Option<String>>,
}

impl Index {
    /// The index, and the key of every speaker in order.
    fn read(speakers: &[Speaker]) -> (Self, Vec<Key>) {
        let mut index = Self::default();
        let keys: Vec<Key> = speakers
            .iter()
            .map(|speaker| {
                let name = fold_name(&speaker.name);
                index.learn(speaker, &name);
                (name.join(" "), speaker.kind)
            })
            .collect();
        (index, keys)
    }

    fn learn(&mut self, speaker: &Speaker, name: &[String]) {
        let full = name.join(" ");
        match (speaker.kind, name) {
            (SpeakerKind::Person, [first, .., last]) => {
                self.add(last.clone(), speaker.kind, &full);
                // `Clinton, Hillary Rodham`: first and last word, with what stands between left out.
                if name.len() > 2 {
                    self.add(format!("{first} {last}"), speaker.kind, &full);
                }
                // The family name may come first: then the article itself uses it alone.
                if speaker.also.iter().any(|form| fold_name(form).last() == Some(first)) {
                    self.add(first.clone(), speaker.kind, &full);
                }
            }
            (SpeakerKind::Organisation, [_, _, ..]) => {
                // `NATO` for the North Atlantic Treaty Organisation, where an article uses both.
                for form in speaker.also.iter().map(|f| fold_name(f)).filter(|f| f.len() == 1) {
                    self.add(form.join(" "), speaker.kind, &full);
                }
            }
            (SpeakerKind::Organisation, [_]) => {
                for form in speaker.also.iter().map(|f| fold_name(f)).filter(|f| f.len() > 1) {
                    self.add(form.join(" "), speaker.kind, &full);
                }
            }
            _ => {}
        }
    }

    fn add(&mut self, short: String, kind: SpeakerKind, full: &str) {
        let known = self.longer.entry((short, kind)).or_insert_with(|| Some(full.to_owned()));
        if known.as_deref() != Some(full) {
            *known = None;
        }
    }

    /// The key of the one that `key` is short for, or itself.
    fn whole(&self, key: Key) -> Key {
        let mut key = key;
        // A short form of a short form (`Clinton`, `Hillary Clinton`, `Hillary Rodham Clinton`), no further.
        for _ in 0..2 {
            match self.longer.get(&key) {
                Some(Some(full)) if *full != key.0 => key.0.clone_from(full),
                _ => break,
            }
        }
        key
    }
}

/// A person being gathered.
#[derive(Default)]
struct Draft {
    names: HashMap<String, (usize, SpeakerKind)>,
    roles: HashMap<String, usize>,
    also: HashMap<String, usize>,
    quotes: Vec<QuoteId>,
}

/// How many roles and other forms are kept, the most frequent.
const FORMS: usize = 12;

impl Draft {
    /// A speaker of so many articles.
    fn add(&mut self, speaker: &Speaker, times: usize) {
        self.names.entry(speaker.name.clone()).or_insert((0, speaker.kind)).0 += times;
        for (list, counts) in [(&speaker.roles, &mut self.roles), (&speaker.also, &mut self.also)] {
            for form in list {
                *counts.entry(form.clone()).or_default() += times;
            }
        }
    }

    fn finish(mut self) -> Person {
        let person = self.names.values().next().is_none_or(|(_, kind)| *kind == SpeakerKind::Person);
        let rank = |name: &str, count: usize| {
            let words = fold_name(name).len();
            if person { (words, count) } else { (count, words) }
        };
        let best = self.names.iter().max_by_key(|(name, (count, _))| (rank(name, *count), Reverse((*name).clone())));
        let (name, kind) = best.map_or((String::new(), SpeakerKind::Group), |(name, (_, kind))| (name.clone(), *kind));
        for (other, (count, _)) in std::mem::take(&mut self.names) {
            *self.also.entry(other).or_default() += count;
        }
        self.also.remove(&name);
        Person { name, kind, roles: most_frequent(self.roles), also: most_frequent(self.also), quotes: self.quotes }
    }
}

fn most_frequent(counts: HashMap<String, usize>) -> Vec<String> {
    let mut list: Vec<(String, usize)> = counts.into_iter().collect();
    list.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    list.into_iter().map(|(form, _)| form).take(FORMS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attribution::{Analysis, Attribution};
    use crate::document::ingest;
    use crate::text::Span;
    use std::sync::Arc;

    fn speaker(name: &str, kind: SpeakerKind, also: &[&str]) -> Speaker {
        let also = also.iter().map(|&s| s.to_owned()).collect();
        Speaker { name: name.to_owned(), kind, roles: vec!["Prime Minister".to_owned()], also }
    }

    fn person(name: &str) -> Speaker {
        speaker(name, SpeakerKind::Person, &[])
    }

    /// An article in which each speaker says one thing.
    fn article(speakers: Vec<Speaker>) -> Article {
        let said = |speaker| Attribution::of_test(Span::new(0, 1), speaker);
        let attributions = (0..speakers.len()).map(said).collect();
        let analysis = Arc::new(Analysis { attributions, speakers });
        Article { path: "a".to_owned(), document: Arc::new(ingest(b"x", "a.txt")), analysis }
    }

    fn names(articles: Vec<Vec<Speaker>>) -> Vec<(String, usize)> {
        let articles: Vec<Article> = articles.into_iter().map(article).collect();
        People::of(&articles.iter().collect::<Vec<_>>()).iter().map(|(_, p)| (p.name.clone(), p.quotes.len())).collect()
    }

    fn row(name: &str, quotes: usize) -> (String, usize) {
        (name.to_owned(), quotes)
    }

    #[test]
    fn one_person_in_every_form() {
        let got = names(vec![
            vec![person("Yoon Suk-Yeol"), person("Kishida")],
            vec![person("Fumio Kishida"), person("Yoon Suk Yeol")],
        ]);
        assert_eq!(got, [row("Yoon Suk Yeol", 2), row("Fumio Kishida", 2)]);
    }

    #[test]
    fn a_last_name_of_two_stays_alone() {
        let got = names(vec![vec![person("Hillary Clinton")], vec![person("Bill Clinton")], vec![person("Clinton")]]);
        assert_eq!(got, [row("Hillary Clinton", 1), row("Bill Clinton", 1), row("Clinton", 1)]);
    }

    #[test]
    fn people_are_called_by_any_part_of_a_name_and_by_the_whole_alone() {
        let articles = [article(vec![person("Hillary Clinton"), person("Bill Clinton"), person("Bill Clinton Grey")])];
        let people = People::of(&articles.iter().collect::<Vec<_>>());
        let called = |typed: &str| -> Vec<&str> {
            people.called(&word_list(typed)).iter().map(|id| people.get(*id).unwrap().name.as_str()).collect()
        };
        assert_eq!(called("clinton"), ["Hillary Clinton", "Bill Clinton", "Bill Clinton Grey"]);
        assert_eq!(called("Bill Clinton"), ["Bill Clinton"]);
        assert_eq!(called("clinten hil"), ["Hillary Clinton"]);
        assert_eq!(called("clinton peter"), [""; 0]);
    }

    #[test]
    fn kinds_do_not_mix() {
        let got = names(vec![vec![person("Anna Washington")], vec![speaker("Washington", SpeakerKind::Place, &[])]]);
        assert_eq!(got, [row("Anna Washington", 1), row("Washington", 1)]);
    }

    #[test]
    fn a_body_and_its_short_form_where_an_article_gives_both() {
        let full = "North Atlantic Treaty Organisation";
        let got = names(vec![
            vec![speaker("NATO", SpeakerKind::Organisation, &[])],
            vec![speaker("NATO", SpeakerKind::Organisation, &[full])],
            vec![speaker(full, SpeakerKind::Organisation, &[])],
        ]);
        assert_eq!(got, [row("NATO", 3)]);
    }

    #[test]
    fn forms_and_roles_are_gathered() {
        let articles = [article(vec![person("Kishida")]), article(vec![person("Fumio Kishida")])];
        let people = People::of(&articles.iter().collect::<Vec<_>>());
        let id = people.of_speaker(ArticleId(0), 0).unwrap();
        let kishida = people.get(id).unwrap();
        assert_eq!(people.of_speaker(ArticleId(1), 0), Some(id));
        assert_eq!(kishida.also, ["Kishida"]);
        assert_eq!(kishida.roles, ["Prime Minister"]);
    }
}
