//! One speaker across articles.
//!
//! Each article has settled its own names by now: here full names meet. A person called by one word all through an
//! article is taken for the person of that family name whom offices, sex and the number of articles make clear.

mod builder;
mod families;
mod lines;
mod linked;
mod merge;
mod names;
mod namesakes;
mod nicknames;
mod printed;

pub use merge::Linker;
pub use names::{Forms, Merged, Names, Record};
pub use printed::ArticleSpeakers;

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use super::jagged::Lists;
use super::search::typos;
use super::{Article, ArticleId, Numbering, PersonId, Plain, QuoteId};
use sayso_attribution::text::fold::word_list;
use sayso_attribution::{Analysis, Speaker, SpeakerKind, fold_name};

/// One speaker, everywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Person<'a> {
    /// The fullest name used in any article; of two as full, the one in more articles.
    pub name: &'a str,
    /// What sort of speaker.
    pub kind: SpeakerKind,
    /// Titles and roles, the most frequent first.
    pub roles: Forms<'a>,
    /// Other forms of the name, the most frequent first.
    pub also: Forms<'a>,
    /// All that is credited to them, in library order; of the library of a team what of it is at hand.
    pub quotes: &'a [QuoteId],
    /// How much is credited to them.
    pub said: usize,
}

impl<'a> Person<'a> {
    /// The name and its other forms.
    pub fn names(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        std::iter::once(self.name).chain(self.also)
    }
}

/// All speakers of a library. Cheap to clone: what was found in the articles is shared.
#[derive(Clone, Debug, Default)]
pub struct People {
    all: Arc<Everybody>,
    /// Of a part of a library: whom of `all` it has, by their numbers in it.
    chosen: Option<Vec<PersonId>>,
    /// Whom the speakers of an article are, where it is other than in `all`.
    speakers: HashMap<ArticleId, Vec<PersonId>>,
    /// How sure that is, in hundredths, for articles of a part.
    sure: HashMap<ArticleId, Vec<u8>>,
    /// Those whose quotes the reader has put right.
    put_right: BTreeMap<PersonId, Vec<QuoteId>>,
    /// Those whom the reader has added, behind all others.
    added: Merged,
}

/// As the articles have them.
#[derive(Debug, Default)]
pub struct Everybody {
    /// What they are called.
    pub names: Names,
    /// Which row of the lists is an article's.
    pub numbering: Arc<Numbering>,
    /// For each row whom the speakers of the article are, in the order of its analysis.
    pub speakers: Lists<PersonId>,
    /// For each row how sure that is, in hundredths.
    pub sure: Lists<u8>,
    /// For each person what they said.
    pub quotes: Lists<QuoteId>,
    /// For each person how much that is, where not all of it is in `quotes`.
    pub said: Option<Vec<u32>>,
}

impl Everybody {
    fn row<'a, T: Plain>(&self, lists: &'a Lists<T>, article: ArticleId) -> &'a [T] {
        self.numbering.place(article).map_or(&[][..], |place| lists.get(place))
    }
}

impl From<Everybody> for People {
    fn from(all: Everybody) -> Self {
        Self { all: Arc::new(all), ..Self::default() }
    }
}

impl People {
    /// The people of articles that are all at hand.
    pub fn of(articles: &[&Article]) -> Self {
        let all: Vec<Speaker> = articles.iter().flat_map(|article| article.analysis.speakers.iter().cloned()).collect();
        let places: Vec<u32> = (0..all.len() as u32).collect();
        let mut places = places.as_slice();
        let own = articles.iter().map(|article| {
            let (lines, rest) = places.split_at(article.analysis.speakers.len());
            places = rest;
            let meta = article.document.meta();
            ArticleSpeakers { lines, outlet: meta.publication.as_deref(), published: meta.published.as_deref() }
        });
        let own: Vec<ArticleSpeakers> = own.collect();
        let merged = Linker::default().merge(&all, &vec![1; all.len()], &own);
        let linked = own.iter().zip(0..).map(|(own, article)| own.lines.iter().map(move |line| (article, *line)));
        let linked: Vec<Vec<(PersonId, u8)>> =
            linked.map(|own| own.map(|(article, line)| merged.of(article, line)).collect()).collect();
        let speakers: Lists<PersonId> = linked.iter().map(|own| own.iter().map(|(person, _)| *person)).collect();
        let sure: Lists<u8> = linked.iter().map(|own| own.iter().map(|(_, sure)| *sure)).collect();
        let said = articles.iter().zip(0..).flat_map(|(article, id)| {
            let own = speakers.get(id as usize);
            let quotes = article.analysis.attributions.iter().zip(0..);
            quotes.filter_map(move |(told, quote)| {
                Some((*own.get(told.speaker?)?, QuoteId { article: ArticleId(id), quote }))
            })
        });
        let quotes = Self::sorted(&merged.names, said);
        let numbering = Arc::new(Numbering::in_order(articles.len()));
        Everybody { names: merged.names, numbering, speakers, sure, quotes, said: None }.into()
    }

    /// People most of whose quotes are elsewhere; `said` tells how many each has.
    #[cfg(feature = "postgres")]
    pub fn of_part(
        names: Names,
        (speakers, sure): (Lists<PersonId>, Lists<u8>),
        quotes: Lists<QuoteId>,
        said: Vec<u32>,
    ) -> Self {
        let numbering = Arc::new(Numbering::in_order(speakers.ends().len()));
        Everybody { names, numbering, speakers, sure, quotes, said: Some(said) }.into()
    }

    /// For each of these people what they said: of pairs in the order of the library, which are gone through twice. What
    /// nobody of them said is left out.
    pub fn sorted(names: &Names, said: impl Iterator<Item = (PersonId, QuoteId)> + Clone) -> Lists<QuoteId> {
        let said = said.map(|(person, quote)| (person.0 as usize, quote));
        Lists::sorted(names.count(), said.filter(|(person, _)| *person < names.count()))
    }

    /// The people of some articles, who get numbers of their own, and `others` behind them; and the number each of
    /// them has here. What all of them said elsewhere stays with them.
    pub fn part(&self, articles: &[ArticleId], others: &[PersonId]) -> (Self, Vec<PersonId>) {
        let (mut from, mut ids) = (Vec::new(), HashMap::new());
        let mut own = |person: PersonId| {
            if person == PersonId::NOBODY {
                return person;
            }
            *ids.entry(person).or_insert_with(|| {
                from.push(person);
                PersonId(from.len() as u32 - 1)
            })
        };
        let speakers = articles.iter().enumerate().map(|(at, article)| {
            let speakers = self.speakers(*article).iter();
            (ArticleId(at as u32), speakers.map(|&person| own(person)).collect())
        });
        let speakers = speakers.collect();
        for &person in others {
            own(person);
        }
        let sure =
            articles.iter().enumerate().map(|(at, article)| (ArticleId(at as u32), self.sure(*article).to_vec()));
        let (all, chosen, sure) = (Arc::clone(&self.all), Some(from.clone()), sure.collect());
        (Self { all, chosen, speakers, sure, ..Self::default() }, from)
    }

    /// Tells anew who speaks in one article: those who are known by that name, or new ones behind all others.
    pub fn put_right(&mut self, article: ArticleId, analysis: &Analysis) {
        let before = self.speakers(article).to_vec();
        for id in &before {
            self.quotes_mut(*id).retain(|quote| quote.article != article);
        }
        let own: Vec<PersonId> = analysis.speakers.iter().map(|speaker| self.known_or_new(speaker, &before)).collect();
        for (at, quote) in analysis.attributions.iter().enumerate() {
            if let Some(id) = quote.speaker.and_then(|s| own.get(s)) {
                let quotes = self.quotes_mut(*id);
                let quote = QuoteId { article, quote: at as u32 };
                quotes.insert(quotes.partition_point(|other| *other < quote), quote);
            }
        }
        self.sure.insert(article, vec![100; own.len()]);
        self.speakers.insert(article, own);
    }

    /// Makes one of two people wherever they speak: all that the one called `from` said is said by the one called `into`.
    /// Where `from` is one word of somebody's name, that is what they said in articles that have no more of the name.
    /// Changes nothing where one of them is not known.
    pub fn unite(&mut self, from: &str, into: &str) {
        let (Some(gone), Some(into)) = (self.named(from), self.named(into)) else { return };
        let short = !from.contains(' ') && self.get(gone).is_some_and(|person| person.name != from);
        let from = gone;
        if from == into {
            return;
        }
        let said = std::mem::take(self.quotes_mut(from));
        let (moved, kept): (Vec<QuoteId>, Vec<QuoteId>) =
            said.into_iter().partition(|quote| !short || self.is_short_in(quote.article, from));
        *self.quotes_mut(from) = kept;
        let mut articles: Vec<ArticleId> = moved.iter().map(|quote| quote.article).collect();
        articles.dedup();
        // Quotes of a part have the numbers of the whole library; its articles are all told anew already.
        articles.retain(|article| self.chosen.is_none() && !self.speakers.contains_key(article));
        for article in articles {
            let (speakers, sure) = (self.speakers(article).to_vec(), self.sure(article).to_vec());
            self.speakers.insert(article, speakers);
            self.sure.insert(article, sure);
        }
        for (article, speakers) in &mut self.speakers {
            let sure = self.sure.entry(*article).or_default();
            sure.resize(speakers.len(), 100);
            for (id, sure) in
                speakers.iter_mut().zip(sure).filter(|(id, sure)| **id == from && (!short || **sure < 100))
            {
                (*id, *sure) = (into, 100);
            }
        }
        let quotes = self.quotes_mut(into);
        quotes.extend(moved);
        quotes.sort_unstable();
    }

    /// Returns `true` if an article, by its number in the whole library, has only a short name of a person.
    fn is_short_in(&self, article: ArticleId, person: PersonId) -> bool {
        let person = self.chosen.as_ref().map_or(Some(person), |chosen| chosen.get(person.0 as usize).copied());
        let (speakers, sure) = (self.all.row(&self.all.speakers, article), self.all.row(&self.all.sure, article));
        speakers.iter().zip(sure).any(|(id, sure)| Some(*id) == person && *sure < 100)
    }

    /// The one of that name, or else the one who said most of those who are called so as well.
    fn named(&self, name: &str) -> Option<PersonId> {
        let just = self.iter().find(|(_, person)| person.name == name);
        let also = || self.iter().filter(|(_, person)| person.also.contains(name)).max_by_key(|(_, p)| p.said);
        just.or_else(also).map(|(id, _)| id)
    }

    fn quotes_mut(&mut self, id: PersonId) -> &mut Vec<QuoteId> {
        let quotes = self.get(id).map_or(&[][..], |person| person.quotes).to_vec();
        self.put_right.entry(id).or_insert(quotes)
    }

    /// The one of that name and kind, those of the same article first; nobody for words that name nobody.
    fn known_or_new(&mut self, speaker: &Speaker, near: &[PersonId]) -> PersonId {
        if !speaker.is_somebody() {
            return PersonId::NOBODY;
        }
        let key = fold_name(&speaker.name);
        let same = |person: &Person| person.kind == speaker.kind && fold_name(person.name) == key;
        let called =
            |person: &Person| same(person) || (person.kind == speaker.kind && person.also.contains(&speaker.name));
        let near = near.iter().copied().find(|id| self.get(*id).is_some_and(|person| called(&person)));
        let all = || self.iter().find(|(_, person)| same(person)).map(|(id, _)| id);
        near.or_else(all).unwrap_or_else(|| {
            self.added.names.push(&speaker.name, speaker.kind, &speaker.roles, &speaker.also);
            PersonId(self.len() as u32 - 1)
        })
    }

    /// One person; `None` for an id of another library.
    pub fn get(&self, id: PersonId) -> Option<Person<'_>> {
        let own = self.put_right.get(&id).map(Vec::as_slice);
        if let Some(added) = (id.0 as usize).checked_sub(self.found()) {
            return self.added.names.get(added, own.unwrap_or_default());
        }
        let at = self.chosen.as_ref().map_or(Some(id), |chosen| chosen.get(id.0 as usize).copied())?.0 as usize;
        let person = self.all.names.get(at, own.unwrap_or_else(|| self.all.quotes.get(at)))?;
        let said = self.all.said.as_ref().and_then(|said| said.get(at)).map(|said| *said as usize);
        Some(Person { said: said.unwrap_or(person.said), ..person })
    }

    /// How many.
    pub fn len(&self) -> usize {
        self.found() + self.added.names.count()
    }

    /// Returns `true` if there is nobody.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many are not added by the reader.
    fn found(&self) -> usize {
        self.chosen.as_ref().map_or(self.all.names.count(), Vec::len)
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = (PersonId, Person<'_>)> {
        (0..self.len() as u32).map(PersonId).filter_map(|id| Some((id, self.get(id)?)))
    }

    /// Those whom the reader has added.
    pub fn added(&self) -> impl Iterator<Item = (PersonId, Person<'_>)> {
        (self.found() as u32..self.len() as u32).map(PersonId).filter_map(|id| Some((id, self.get(id)?)))
    }

    /// Those one of whose names has these words, or words that begin like them. Only where there are none, those whose
    /// names differ by the fewest typos. Where somebody is called just that and nothing more, only they and the people
    /// whose full name ends so: `obama` is Obama and Barack Obama. Who said most comes first.
    pub fn called(&self, words: &[String]) -> Vec<PersonId> {
        let typed = |person: &Person| person.names().filter_map(|name| typos(name, words)).min();
        let all: Vec<(u32, (PersonId, Person))> =
            self.iter().filter_map(|(id, person)| Some((typed(&person)?, (id, person)))).collect();
        let fewest = all.iter().map(|(typos, _)| *typos).min();
        let mut near: Vec<(PersonId, Person)> =
            all.into_iter().filter(|(typos, _)| Some(*typos) == fewest).map(|(_, person)| person).collect();
        let just = |person: &Person| word_list(person.name) == words;
        let full = |person: &Person| person.kind == SpeakerKind::Person && word_list(person.name).ends_with(words);
        if near.iter().any(|(_, person)| just(person)) {
            near.retain(|(_, person)| just(person) || full(person));
        }
        near.sort_by_key(|(id, person)| (Reverse(person.said), *id));
        near.into_iter().map(|(id, _)| id).collect()
    }

    /// Whom the speakers of an article are, in the order of its analysis.
    pub fn speakers(&self, article: ArticleId) -> &[PersonId] {
        let all = || if self.chosen.is_none() { self.all.row(&self.all.speakers, article) } else { &[] };
        self.speakers.get(&article).map_or_else(all, Vec::as_slice)
    }

    /// How sure it is whom the `index`-th speaker of an article is, 0 to 1: less than 1 where the article has the family
    /// name alone.
    pub fn sure_of_speaker(&self, article: ArticleId, index: usize) -> Option<f32> {
        self.sure(article).get(index).map(|hundredths| f32::from(*hundredths) / 100.0)
    }

    fn sure(&self, article: ArticleId) -> &[u8] {
        let all = || if self.chosen.is_none() { self.all.row(&self.all.sure, article) } else { &[] };
        self.sure.get(&article).map_or_else(all, Vec::as_slice)
    }

    /// Who the `index`-th speaker of an article is.
    pub fn of_speaker(&self, article: ArticleId, index: usize) -> Option<PersonId> {
        self.speakers(article).get(index).copied().filter(|person| *person != PersonId::NOBODY)
    }
}

#[cfg(test)]
mod library_tests;

#[cfg(test)]
mod tests {
    use super::*;
    use sayso_attribution::document::ingest;
    use sayso_attribution::text::Span;
    use sayso_attribution::{Analysis, Attribution};
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
        let analysis = Arc::new(Analysis { attributions, speakers, ..Analysis::default() });
        Article { path: "a".to_owned(), document: Arc::new(ingest(b"x", "a.txt")), analysis }
    }

    fn names(articles: Vec<Vec<Speaker>>) -> Vec<(String, usize)> {
        let articles: Vec<Article> = articles.into_iter().map(article).collect();
        People::of(&articles.iter().collect::<Vec<_>>())
            .iter()
            .map(|(_, p)| (p.name.to_owned(), p.quotes.len()))
            .collect()
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
    fn words_that_name_nobody_have_no_row_and_stay_in_their_article() {
        let group = |name: &str| speaker(name, SpeakerKind::Group, &[]);
        let articles = [
            article(vec![group("26 percent"), person("Ann Holt"), group("the bakers")]),
            article(vec![group("26 percent"), group("26 percent of voters")]),
        ];
        let people = People::of(&articles.iter().collect::<Vec<_>>());
        let rows: Vec<(&str, usize)> = people.iter().map(|(_, person)| (person.name, person.quotes.len())).collect();
        assert_eq!(rows, [("Ann Holt", 1), ("the bakers", 1), ("26 percent of voters", 1)]);
        assert_eq!(people.of_speaker(ArticleId(0), 0), None);
        let (mut part, _) = people.part(&[ArticleId(1)], &[]);
        assert_eq!((part.len(), part.of_speaker(ArticleId(0), 0)), (1, None));
        part.put_right(ArticleId(0), &articles[1].analysis);
        assert_eq!(part.len(), 1, "a corrected article adds no row for them");
    }

    #[test]
    fn short_given_names_titles_and_words_that_are_none_of_a_name() {
        let many = |name: &str| vec![vec![person(name)]; 4];
        let got = names([many("Joe Hart"), vec![vec![person("Joseph R. Hart Jr.")]]].concat());
        assert_eq!(got, [row("Joe Hart", 5)]);
        let odd = ["Rival Ann Holt", "Ann Holt Explained", "Senate Whip Ann Holt", "Pres. Holt", "Ann Holt"];
        let got = names([many("Ann Holt"), odd.map(|name| vec![person(name)]).to_vec()].concat());
        assert_eq!(got, [row("Ann Holt", 9)]);
        // `Ted` may be Edward or Theodore.
        let got = names(["Edward Roe", "Theodore Roe", "Ted Roe"].map(|name| vec![person(name)]).to_vec());
        assert_eq!(got.len(), 3);
    }

    #[test]
    fn a_person_read_as_a_body_in_one_article() {
        let got = names(vec![
            vec![person("Mary Keel")],
            vec![speaker("Mary Keel", SpeakerKind::Organisation, &[])],
            vec![speaker("Mary Keel Fund", SpeakerKind::Organisation, &[])],
        ]);
        assert_eq!(got, [row("Mary Keel", 2), row("Mary Keel Fund", 1)]);
    }

    #[test]
    fn the_family_name_of_relatives_goes_to_who_is_clear() {
        let mayor = |name: &str| Speaker { roles: vec!["Mayor".to_owned()], ..person(name) };
        let bare = |name: &str| Speaker { roles: vec![], ..person(name) };
        let articles =
            [vec![vec![mayor("Amos Holt")]; 9], vec![vec![bare("Clara Holt")]; 3], vec![vec![mayor("Holt")]]];
        let articles: Vec<Article> = articles.concat().into_iter().map(article).collect();
        let people = People::of(&articles.iter().collect::<Vec<_>>());
        let holt = people.get(people.of_speaker(ArticleId(12), 0).unwrap()).unwrap();
        assert_eq!((holt.name, holt.quotes.len()), ("Amos Holt", 10));
        let sure = |article| people.sure_of_speaker(ArticleId(article), 0).unwrap();
        assert!(sure(12) > 0.9 && sure(12) < 0.999 && sure(0) > 0.999);
    }

    #[test]
    fn two_people_are_made_one_in_all_articles() {
        let articles = [vec![person("Ann Holt"), person("Bo Ek")], vec![person("A. Holt")], vec![person("Bo Ek")]];
        let articles: Vec<Article> = articles.into_iter().map(article).collect();
        let mut people = People::of(&articles.iter().collect::<Vec<_>>());
        people.unite("A. Holt", "Ann Holt");
        people.unite("Nobody", "Bo Ek");
        let rows: Vec<(&str, usize)> = people.iter().map(|(_, p)| (p.name, p.quotes.len())).collect();
        assert_eq!(rows, [("Ann Holt", 2), ("Bo Ek", 2), ("A. Holt", 0)]);
        assert_eq!(people.of_speaker(ArticleId(1), 0), people.of_speaker(ArticleId(0), 0));
        let (part, _) = people.part(&[ArticleId(1)], &[]);
        assert_eq!(part.get(part.of_speaker(ArticleId(0), 0).unwrap()).unwrap().name, "Ann Holt");
    }

    #[test]
    fn a_family_name_that_the_reader_gives_to_a_relative_moves_only_what_is_said_by_that_name() {
        let articles =
            [vec![vec![person("Amos Holt")]; 3], vec![vec![person("Holt")]], vec![vec![person("Clara Beck")]]];
        let articles: Vec<Article> = articles.concat().into_iter().map(article).collect();
        let mut people = People::of(&articles.iter().collect::<Vec<_>>());
        let (mut part, _) = people.part(&[ArticleId(0), ArticleId(3), ArticleId(4)], &[]);
        people.unite("Holt", "Clara Beck");
        part.unite("Holt", "Clara Beck");
        for people in [&people, &part] {
            let rows: Vec<(&str, usize)> = people.iter().map(|(_, p)| (p.name, p.quotes.len())).collect();
            assert_eq!(rows, [("Amos Holt", 3), ("Clara Beck", 2)]);
        }
        let name = |people: &People, article| {
            people.get(people.of_speaker(ArticleId(article), 0).unwrap()).unwrap().name.to_owned()
        };
        assert_eq!([name(&people, 0), name(&people, 3)], ["Amos Holt", "Clara Beck"]);
        assert_eq!([name(&part, 0), name(&part, 1)], ["Amos Holt", "Clara Beck"]);
        assert_eq!(people.sure_of_speaker(ArticleId(3), 0), Some(1.0), "nobody need doubt it");
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
            people.called(&word_list(typed)).iter().map(|id| people.get(*id).unwrap().name).collect()
        };
        assert_eq!(called("clinton"), ["Hillary Clinton", "Bill Clinton", "Bill Clinton Grey"]);
        assert_eq!(called("Bill Clinton"), ["Bill Clinton"]);
        let both = [article(vec![person("Barack Obama"), person("Adan Cole")]), article(vec![person("Obama Group")])];
        let people = People::of(&both.iter().collect::<Vec<_>>());
        assert_eq!(people.called(&word_list("obama")).len(), 2);
        assert_eq!(called("clinten hil"), ["Hillary Clinton"]);
        assert_eq!(called("clinton peter"), [""; 0]);
        let alike = [article(vec![person("Osama Hale"), person("Barack Obama")])];
        let people = People::of(&alike.iter().collect::<Vec<_>>());
        let names = |typed: &str| -> Vec<&str> {
            people.called(&word_list(typed)).iter().map(|id| people.get(*id).unwrap().name).collect()
        };
        assert_eq!(names("obama"), ["Barack Obama"]);
        assert_eq!(names("osama"), ["Osama Hale"]);
        assert_eq!(names("barak obama"), ["Barack Obama"]);
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
        assert_eq!(kishida.also.join(", "), "Kishida");
        assert_eq!(kishida.roles.join(", "), "Prime Minister");
    }
}
