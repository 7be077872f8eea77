//! Where speakers stand: what an article tells of whom its short names mean.

use super::lines::Lines;
use super::namesakes::{CO_SPEAKERS, Context};
use crate::Lists;
use crate::search::year;

/// What of an article helps to tell its speakers.
#[derive(Clone, Copy, Debug, Default)]
pub struct ArticleSpeakers<'a> {
    /// Its speakers, as numbers of lines.
    pub lines: &'a [u32],
    /// Where it was printed.
    pub outlet: Option<&'a str>,
    /// When: `2016-03-01`, or less.
    pub published: Option<&'a str>,
}

/// The articles of each line.
pub struct Printed<'a> {
    articles: &'a [ArticleSpeakers<'a>],
    /// By line.
    places: Lists<u32>,
    /// By line the full name of a person; empty for others.
    names: Vec<String>,
}

impl<'a> Printed<'a> {
    /// The places of all lines. Linear in the number of speakers of all articles.
    pub fn of(lines: &Lines, articles: &'a [ArticleSpeakers<'a>]) -> Self {
        let speakers =
            articles.iter().zip(0..).flat_map(|(article, at)| article.lines.iter().map(move |line| (*line, at)));
        let places = Lists::sorted(lines.speakers.len(), speakers.map(|(line, at)| (line as usize, at)));
        let full = |line: usize| lines.times[line] > 0 && lines.words[line].len() > 1 && lines.is_person(line);
        let name = |line| if full(line) { lines.name(line) } else { String::new() };
        let names = if articles.is_empty() { Vec::new() } else { (0..lines.speakers.len()).map(name).collect() };
        Self { articles, places, names }
    }

    /// Returns `true` if no article is known.
    pub fn is_empty(&self) -> bool {
        self.articles.is_empty()
    }

    /// The articles that a line stands in.
    pub fn articles(&self, line: usize) -> &[u32] {
        self.places.get(line)
    }

    /// Outlet, year and other speakers of an article, for the persons of a family name in it.
    pub fn context(&self, article: u32, family: &str) -> Context<'_> {
        let ArticleSpeakers { lines, outlet, published } = self.articles[article as usize];
        let names = lines.iter().filter_map(|line| self.names.get(*line as usize)).filter(|name| !name.is_empty());
        let of_family = |name: &str| [name.rsplit(' ').next(), name.split(' ').next()].contains(&Some(family));
        let others = names.filter(|name| !of_family(name)).map(String::as_str).take(CO_SPEAKERS);
        Context { outlet, year: published.and_then(year), co_speakers: others.collect() }
    }
}
