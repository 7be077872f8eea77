//! Articles of one title: what tells them apart.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

use sayso_library::{ArticleId, Catalogue, Library};

/// What tells an article from the others of its title.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Apart {
    /// Where and when it was printed: no other of the title says the same.
    Print,
    /// The end of its path.
    Path(String),
}

/// The articles whose title is another's too. What tells them apart is found out for the titles that are shown.
#[derive(Debug, Default)]
pub struct SameTitles {
    catalogue: Arc<Catalogue>,
    /// Of the articles that were asked for, and of those of the same title.
    known: RefCell<HashMap<ArticleId, Option<Apart>>>,
}

/// The ways to tell them apart: by the print, by the last one to five names of the path.
const WAYS: usize = 6;

impl SameTitles {
    /// Those of a library.
    pub fn of(library: &Library) -> Self {
        Self { catalogue: Arc::clone(library.catalogue()), known: RefCell::default() }
    }

    /// What is to be said of an article beside its title; `None` where no other has the title.
    pub fn get(&self, id: ArticleId) -> Option<Apart> {
        let mut known = self.known.borrow_mut();
        if let Some(apart) = known.get(&id) {
            return apart.clone();
        }
        let ids = self.catalogue.titled(self.catalogue.entry(id)?.title);
        if ids.len() > 1 {
            known.extend(apart(&self.catalogue, ids).into_iter().map(|(id, apart)| (id, Some(apart))));
        }
        known.entry(id).or_insert(None).clone()
    }
}

/// Each in the first way in which it is like no other.
fn apart(catalogue: &Catalogue, mut left: Vec<ArticleId>) -> Vec<(ArticleId, Apart)> {
    let mut told = Vec::new();
    for way in 0..WAYS {
        let keys: Vec<String> = left.iter().map(|id| key(catalogue, *id, way)).collect();
        let mut times: HashMap<&str, usize> = HashMap::new();
        for key in &keys {
            *times.entry(key).or_default() += 1;
        }
        let is_told = |key: &str| way + 1 == WAYS || (times.get(key) == Some(&1) && !key.is_empty());
        let apart = |key: &String| if way == 0 { Apart::Print } else { Apart::Path(key.clone()) };
        let named = left.iter().zip(&keys).filter(|(_, key)| is_told(key));
        told.extend(named.map(|(id, key)| (*id, apart(key))));
        left = left.iter().zip(&keys).filter(|(_, key)| !is_told(key)).map(|(id, _)| *id).collect();
    }
    told
}

fn key(catalogue: &Catalogue, id: ArticleId, way: usize) -> String {
    let Some(entry) = catalogue.entry(id) else { return String::new() };
    let path = entry.path;
    match way {
        0 => [entry.publication, entry.published].into_iter().flatten().collect(),
        names => path.rmatch_indices('/').nth(names - 1).map_or(path, |(at, _)| &path[at + 1..]).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::testing::article;

    #[test]
    fn what_is_like_no_other_of_the_title_is_told_and_only_where_there_is_another() {
        let of = |path: &str, title: &str, print: &str| {
            article(path, &format!("+++\ntitle = \"{title}\"\n{print}\n+++\n\nRain fell."))
        };
        let (spring, autumn) = ("published = \"2023-04\"", "published = \"2023-10\"");
        let mut library = Library::default();
        library.learn_all([
            of("a/one.md", "News", spring),
            of("a/two.md", "News", autumn),
            of("b/two.md", "News", autumn),
            of("b/six.md", "News", autumn),
            of("six.md", "Olds", ""),
            of("c/one.md", "Twice", ""),
            of("c/two.md", "Twice", ""),
        ]);
        let same_titles = SameTitles::of(&library);
        let got: Vec<Option<Apart>> = (0..7).map(|id| same_titles.get(ArticleId(id))).collect();
        let path = |end: &str| Some(Apart::Path(end.to_owned()));
        let want = [
            Some(Apart::Print),
            path("a/two.md"),
            path("b/two.md"),
            path("six.md"),
            None,
            path("one.md"),
            path("two.md"),
        ];
        assert_eq!(got, want);
    }
}
