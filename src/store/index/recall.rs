//! Which articles may hold words that are half remembered.

use super::finder::{Finder, Found, Limits};
use super::sieve::Sieve;
use super::words::Meant;
use crate::library::search::{Branch, Fit, Query};

impl Finder {
    /// Chooses the quotes that have most of the words of `query`, rare words counting more; all words of exact terms
    /// are taken singly, for a phrase may be misremembered too.
    pub fn who(&self, query: &Query, limits: Limits) -> tantivy::Result<Found> {
        let asked = query.any.iter().fold(Branch::default(), |all, branch| all.and(branch));
        let sieve = Sieve::new(self, query, &asked)?;
        let mut share = vec![0.0f32; self.snapshot.documents()];
        let mut named = vec![0.0f32; self.names.len()];
        let mut words: Vec<(&String, bool)> =
            asked.terms.iter().flat_map(|t| t.words.iter().map(|w| (w, t.open))).collect();
        words.sort_unstable();
        words.dedup_by_key(|(word, _)| *word);
        for (word, open) in words {
            self.weigh(word, open, &mut share, &mut named)?;
        }
        let rows = self.snapshot.quotes.iter().enumerate().filter(|(at, _)| sieve.quotes.has(*at));
        let mut rows: Vec<(f32, u32, u32)> = rows
            .map(|(at, quote)| {
                let article = &self.snapshot.articles[quote.article as usize];
                let own = quote.documents(article).map(|doc| share[doc]).sum::<f32>();
                let name = quote.person.map_or(0.0, |person| named[person.0 as usize]);
                (own + name, article.age, at as u32)
            })
            .filter(|row| row.0 > 0.0)
            .collect();
        let most = limits.rows * 4;
        let better =
            |a: &(f32, u32, u32), b: &(f32, u32, u32)| b.0.total_cmp(&a.0).then(b.1.cmp(&a.1)).then(a.2.cmp(&b.2));
        if rows.len() > most {
            rows.select_nth_unstable_by(most, better);
            rows.truncate(most);
        }
        rows.sort_unstable_by(better);
        let mut found = Found::default();
        for (_, _, at) in rows {
            let id = self.snapshot.articles[self.snapshot.quotes[at as usize].article as usize].id;
            if found.articles.len() < limits.articles && !found.articles.contains(&id) {
                found.articles.push(id);
            }
        }
        Ok(found)
    }

    /// Gives every paragraph its share of one word: all of it where the word is said, less where it stands around or
    /// is mistyped.
    fn weigh(&self, word: &str, open: bool, share: &mut [f32], named: &mut [f32]) -> tantivy::Result<()> {
        let meant = self.meant(word, open, true)?;
        let in_all: u32 = meant.words.iter().filter(|word| word.fit.typos == 0).map(|word| word.documents).sum();
        let rare = (1.0 + share.len() as f32 / (1.0 + in_all as f32)).ln();
        let mut own: Vec<(u32, f32)> = Vec::new();
        let fields = [(self.snapshot.fields.words.said, 1.0), (self.snapshot.fields.words.around, 0.3)];
        for (field, part) in fields {
            let push = |doc, word: &Meant| own.push((doc, part * trust(word.fit) * rare));
            self.dictionary.each(field, &meant.words, push)?;
        }
        own.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
        own.dedup_by_key(|(doc, _)| *doc);
        for (doc, part) in own {
            share[doc as usize] += part;
        }
        for (id, fit) in meant.of_people {
            self.names.named(id).iter().for_each(|&person| {
                let there = &mut named[person as usize];
                *there = there.max(0.6 * trust(fit) * rare);
            });
        }
        Ok(())
    }
}

fn trust(fit: Fit) -> f32 {
    [1.0, 0.8, 0.65].get(usize::from(fit.typos)).copied().unwrap_or(0.5) * if fit.cut { 0.85 } else { 1.0 }
}
