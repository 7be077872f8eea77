//! Choosing a speaker: this article's first, then everybody's, or a name as it is typed.

use std::cmp::Reverse;
use std::collections::HashSet;

use super::card::{Choice, Purpose};
use crate::app::overlay::PromptKind;
use crate::app::prompt::Prompt;
use crate::app::{Effect, Model};
use sayso_attribution::SpeakerKind;
use sayso_attribution::text::{Span, Spans, one_line};
use sayso_library::correction::Verdict;
use sayso_library::search::subsequence::rank;
use sayso_library::{Person, QuoteId};

/// Speakers of other articles that are offered before anything is typed.
const OTHERS: usize = 50;

impl Model {
    /// Asks for a speaker.
    pub(super) fn choose(&mut self, purpose: Purpose) {
        (self.overlays.choosing, self.overlays.asked) = (Some(purpose), None);
        self.ask(PromptKind::Who, Prompt::default(), 0);
    }

    /// The speakers that match what is typed, the likeliest first.
    pub(crate) fn choices(&self, typed: &str) -> Vec<Choice> {
        let typed = one_line(typed);
        let near = self.speakers_by_nearness();
        let here = self.panes.reader.iter().flat_map(|reader| &reader.quotes.analysis().speakers);
        let here: HashSet<&str> = here.map(|speaker| speaker.name.as_str()).collect();
        let mut people: Vec<Person> = self.library.people().iter().map(|(_, person)| person).collect();
        // Whoever says most is meant most often.
        people.sort_by_key(|person| Reverse(person.quotes.len()));
        let others = people.iter().map(|person| person.name).filter(|name| !here.contains(name));
        let choice = |from| move |name: &str| Choice { name: Some(name.to_owned()), from };
        let ranked = |names: &[&str]| -> Vec<String> {
            rank(&typed, names.iter().copied()).into_iter().map(|at| names[at].to_owned()).collect()
        };
        if typed.is_empty() {
            let nobody = matches!(self.overlays.choosing, Some(Purpose::Speaker(_) | Purpose::New(_)));
            let nobody = nobody.then_some(Choice { name: None, from: "nobody named" });
            let others = others.take(OTHERS).map(choice("other articles"));
            return near.into_iter().map(choice("here")).chain(nobody).chain(others).collect();
        }
        let others: Vec<&str> = others.collect();
        let known = near.iter().chain(&others).any(|name| name.eq_ignore_ascii_case(&typed));
        let new = (!known).then(|| choice("as typed")(&typed));
        let near = ranked(&near);
        let others = ranked(&others);
        let all = near.iter().map(|n| choice("here")(n)).chain(others.iter().map(|n| choice("other articles")(n)));
        all.chain(new).collect()
    }

    /// The speakers of the open article but the quote's own, those who speak nearest to it first.
    fn speakers_by_nearness(&self) -> Vec<&str> {
        let Some(reader) = &self.panes.reader else { return Vec::new() };
        let (own, at) = match self.overlays.choosing {
            Some(Purpose::Speaker(id) | Purpose::Merge(id) | Purpose::Split(id)) => {
                (reader.quotes.speaker(id.into()), reader.quotes.start(id.into()))
            }
            Some(Purpose::New(words)) => (None, words.start()),
            None => (None, 0),
        };
        let analysis = reader.quotes.analysis();
        let far = |speaker: usize| {
            let quotes = analysis.attributions.iter().filter(|q| q.speaker == Some(speaker));
            quotes.map(|q| q.content.start().abs_diff(at)).min()
        };
        let mut near: Vec<usize> = (0..analysis.speakers.len()).filter(|speaker| own != Some(*speaker)).collect();
        near.sort_by_cached_key(|speaker| far(*speaker));
        near.into_iter().map(|speaker| analysis.speakers[speaker].name.as_str()).collect()
    }

    /// Takes a speaker.
    pub(in crate::app) fn choose_accept(&mut self, typed: &str, row: usize) -> Vec<Effect> {
        let choice = self.choices(typed).into_iter().nth(row);
        let (Some(purpose), Some(Choice { name, .. })) = (self.overlays.choosing.take(), choice) else {
            return self.say("type a name");
        };
        match (purpose, name) {
            (Purpose::Speaker(quote), name) => self.somebody_said_it(quote, name),
            (Purpose::New(words), speaker) => self.credit_words(words, speaker),
            (Purpose::Merge(quote), Some(into)) => {
                let from = self.name_of(quote);
                if let Some(line) = self.doubt_merge(&from, &into) {
                    self.overlays.choosing = Some(purpose);
                    self.ask(PromptKind::Who, Prompt::new(typed), row);
                    self.overlays.asked = Some(into);
                    return self.say(line);
                }
                self.verdict(quote, Verdict::Merge { from, into })
            }
            (Purpose::Split(quote), Some(into)) => {
                let words = self.words_known_by(quote);
                self.verdict(quote, Verdict::Split { words, into })
            }
            _ => Vec::new(),
        }
    }

    /// What to ask before a person becomes an organisation, a place, a document or a group, or the other way round.
    fn doubt_merge(&self, from: &str, into: &str) -> Option<String> {
        let (own, other) = (self.kind_of(from)?, self.kind_of(into)?);
        let differs = (own == SpeakerKind::Person) != (other == SpeakerKind::Person);
        let asked = self.overlays.asked.as_deref() == Some(into);
        let line = || format!("{from} ({}) and {into} ({}) are one? Enter again", own.name(), other.name());
        (differs && !asked).then(line)
    }

    fn kind_of(&self, name: &str) -> Option<SpeakerKind> {
        let here = self.panes.reader.iter().flat_map(|reader| &reader.quotes.analysis().speakers);
        let here = here.map(|speaker| (speaker.name.as_str(), speaker.kind));
        let others = self.library.people().iter().map(|(_, person)| (person.name, person.kind));
        here.chain(others).find(|(known, _)| *known == name).map(|(_, kind)| kind)
    }

    fn credit_words(&mut self, words: Span, speaker: Option<String>) -> Vec<Effect> {
        let article = self.open_article();
        let there = article.map(|article| QuoteId { article, quote: 0 }).zip(Spans::new([words]));
        let Some((id, content)) = there else { return Vec::new() };
        self.put_right(id, Some(content), None, Verdict::New { speaker })
    }

    fn name_of(&self, id: QuoteId) -> String {
        self.article_and_quote(id).map_or(String::new(), |(article, q)| article.analysis.name(q.speaker).to_owned())
    }

    /// The words that the speaker of a quote is known by in the end.
    fn words_known_by(&self, id: QuoteId) -> String {
        let words = self
            .article_and_quote(id)
            .and_then(|(article, quote)| Some(article.document.slice(quote.chain.last()?.span).to_owned()));
        words.unwrap_or_default()
    }
}
