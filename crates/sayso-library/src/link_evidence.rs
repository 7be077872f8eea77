//! Why a short name of an article stands for a person of the library.

use std::collections::{HashMap, HashSet};

use crate::search::year;
use crate::{ArticleId, Library, PersonId};
use sayso_attribution::SpeakerKind;

/// Maximum number of articles of a person that are compared with the one whose name is linked.
const COMPARED: usize = 5_000;

/// What an article shares with the others in which a person speaks.
#[derive(Clone, Debug, PartialEq)]
pub struct LinkEvidence<'a> {
    /// Name of the person.
    pub name: &'a str,
    /// How sure the link is, 0 to 1.
    pub sure: f32,
    /// A role that the article gives the name and others give the person.
    pub role: Option<&'a str>,
    /// Number of other articles in which the person speaks.
    pub articles: usize,
    /// Those of them that are of the same outlet.
    pub same_outlet: usize,
    /// Those of them that are of the same year.
    pub same_year: usize,
    /// The person who speaks in this article and in most of the others, and in how many of them.
    pub co_occurrence: Option<(&'a str, usize)>,
}

impl<'a> LinkEvidence<'a> {
    /// The evidence for who the speaker at the place `speaker` of an article is; `None` where the article has the full
    /// name, so that there is no doubt.
    pub fn of(library: &'a Library, article: ArticleId, speaker: usize) -> Option<Self> {
        let people = library.people();
        let sure = people.sure_of_speaker(article, speaker).filter(|sure| *sure < 1.0)?;
        let id = people.of_speaker(article, speaker)?;
        let person = people.get(id)?;
        let own = library.article(article).and_then(|article| article.analysis.speakers.get(speaker));
        let is_own =
            |role: &&str| own.is_some_and(|own| own.roles.iter().any(|other| other.eq_ignore_ascii_case(role)));
        let entry = library.entry(article)?;
        let year = |date: Option<&'a str>| date.and_then(year);
        let others: Vec<ArticleId> = person
            .quotes
            .chunk_by(|one, other| one.article == other.article)
            .filter_map(|quotes| Some(quotes.first()?.article))
            .filter(|other| *other != article)
            .collect();
        let compared = || others.iter().take(COMPARED).filter_map(|id| library.entry(*id));
        let is_same = |one: Option<&str>, other: Option<&str>| one.is_some() && one == other;
        Some(Self {
            name: person.name,
            sure,
            role: person.roles.iter().find(is_own),
            articles: others.len(),
            same_outlet: compared().filter(|other| is_same(other.publication, entry.publication)).count(),
            same_year: compared().filter(|other| is_same(year(other.published), year(entry.published))).count(),
            co_occurrence: co_occurrence(library, (article, id), &others),
        })
    }
}

/// The person of a full name who speaks in the article and in most of `others`.
fn co_occurrence<'a>(
    library: &'a Library,
    (article, person): (ArticleId, PersonId),
    others: &[ArticleId],
) -> Option<(&'a str, usize)> {
    let people = library.people();
    let is_named =
        |id: &PersonId| people.get(*id).is_some_and(|one| one.kind == SpeakerKind::Person && one.name.contains(' '));
    let here = people.speakers(article).iter().copied().filter(|id| *id != person && is_named(id));
    let mut counts: HashMap<PersonId, usize> = here.map(|id| (id, 0)).collect();
    for other in others.iter().take(COMPARED) {
        let speakers: HashSet<PersonId> = people.speakers(*other).iter().copied().collect();
        for id in speakers {
            if let Some(count) = counts.get_mut(&id) {
                *count += 1;
            }
        }
    }
    let best = counts.into_iter().max_by_key(|(id, count)| (*count, std::cmp::Reverse(*id)));
    best.filter(|(_, count)| *count > 0).and_then(|(id, count)| Some((people.get(id)?.name, count)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_support::article;

    #[test]
    fn a_short_name_has_outlet_year_role_and_co_occurrence_as_evidence() {
        let text = |said: &str| format!("They spoke. {said}");
        let full = text("Mayor Amos Holt said: [Amos Holt: rain]. Ida Moss said: [Ida Moss: snow].");
        let mut library = Library::default();
        library.learn_all([
            article("a.md", "One", "2016-01", &full),
            article("b.md", "Two", "2016-02", &full),
            article("c.md", "Three", "2020-02", &text("Amos Holt said: [Amos Holt: hail].")),
            article("d.md", "Four", "2016-09", &text("Holt said: [Holt: fog]. Ida Moss said: [Ida Moss: mist].")),
        ]);
        let evidence = LinkEvidence::of(&library, ArticleId(3), 0).expect("a link of a short name");
        assert_eq!((evidence.name, evidence.articles, evidence.same_year), ("Amos Holt", 3, 2));
        assert_eq!(evidence.co_occurrence, Some(("Ida Moss", 2)));
        assert!(evidence.sure > 0.8 && evidence.sure < 1.0);
        assert_eq!(LinkEvidence::of(&library, ArticleId(0), 0), None, "a full name is not linked");
    }
}
