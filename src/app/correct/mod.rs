//! Putting right who said what: the card of `c`, and what each of its keys asks to be kept.
//!
//! Nothing changes here at once: a correction is an event like any other, applied once it is on the disk.

mod card;
mod choose;
mod prints;
#[cfg(test)]
mod tests;

pub use card::{Card, Chain, Choice, CorrectionChoice, Does, Purpose};

use super::overlay::Layer;
use super::selection::Selection;
use super::{Action, Effect, Key, KeyCode, Model, Pane};
use sayso_attribution::Attribution;
use sayso_attribution::text::{Span, Spans};
use sayso_library::correction::{Correction, Verdict, chain_of};
use sayso_library::state::{Anchor, EventKind};
use sayso_library::{Article, QuoteId};

/// What can be done beside another speaker of the article.
const ACTS: &[(Action, &str)] = &[
    (Action::CorrectSpeaker, "another speaker, by name"),
    (Action::CorrectRight, "confirm the speaker"),
    (Action::CorrectNotQuote, "not a quote"),
    (Action::CorrectEdges, "adjust the boundaries"),
    (Action::CorrectMerge, "merge with another speaker"),
    (Action::CorrectSplit, "split: different person, same name"),
];

impl Model {
    /// Opens the card for the current quote; over a selection, asks whose words it holds.
    pub(super) fn correct(&mut self) {
        match self.current_quote() {
            Some(quote) => self.overlays.push(Layer::Correct(Card { quote, row: 0, chain: None })),
            None => self.status.tell("no quote here (v selects words to attribute)"),
        }
    }

    /// The rows of a card.
    pub(crate) fn correct_rows(&self, card: &Card) -> Vec<CorrectionChoice> {
        if let Some(chain) = &card.chain {
            if !chain.prints.is_empty() {
                return prints::rows(chain);
            }
            let name = chain.speaker.as_deref().unwrap_or("nobody named");
            let row = |does, text| CorrectionChoice { does: Does::Run(does), text };
            let all = format!("{name}: all {} linked by these pronouns", chain.quotes);
            return vec![row(Action::Accept, format!("{name}: this quote only")), row(Action::CorrectChain, all)];
        }
        let Some((article, quote)) = self.article_and_quote(card.quote) else { return Vec::new() };
        let speakers = article.analysis.speakers.iter().enumerate().filter(|(at, _)| quote.speaker != Some(*at));
        let speakers =
            speakers.map(|(at, speaker)| CorrectionChoice { does: Does::Speaker(at), text: speaker.name.clone() });
        let acts =
            ACTS.iter().map(|(action, text)| CorrectionChoice { does: Does::Run(*action), text: (*text).to_owned() });
        acts.chain(speakers).collect()
    }

    /// Does what a key asks on the card; `None` if it is no key of it.
    pub(super) fn run_on_card(&mut self, action: Action) -> Option<Vec<Effect>> {
        let Some(Layer::Correct(card)) = self.overlays.top().cloned() else { return None };
        let own = ACTS.iter().any(|(own, _)| *own == action);
        match (action, card.chain.clone()) {
            (Action::Accept, Some(chain)) if !chain.prints.is_empty() => Some(self.done(|m| m.overlays.close_cards())),
            (Action::CorrectChain, Some(chain)) if !chain.prints.is_empty() => Some(self.correct_prints(&chain)),
            (Action::Accept, Some(chain)) => Some(self.correct_speaker(card.quote, chain.speaker, false)),
            (Action::CorrectChain, Some(chain)) => Some(self.correct_speaker(card.quote, chain.speaker, true)),
            (Action::Accept, None) => {
                let row = self.correct_rows(&card).into_iter().nth(card.row)?;
                Some(match row.does {
                    Does::Speaker(speaker) => self.speaker_said_it(card.quote, speaker),
                    Does::Run(action) => self.act_on_card(card.quote, action),
                })
            }
            (_, None) if own => Some(self.act_on_card(card.quote, action)),
            (Action::CorrectChain, _) => Some(Vec::new()),
            _ => None,
        }
    }

    fn act_on_card(&mut self, quote: QuoteId, action: Action) -> Vec<Effect> {
        let named = self.article_and_quote(quote).is_some_and(|(_, q)| q.speaker.is_some());
        match action {
            Action::CorrectSpeaker => self.done(|m| m.choose(Purpose::Speaker(quote))),
            Action::CorrectRight => self.verdict(quote, Verdict::Right),
            Action::CorrectNotQuote => self.verdict(quote, Verdict::NotQuote),
            Action::CorrectEdges => self.done(|m| m.move_edges(quote)),
            _ if !named => self.say("nobody is named here"),
            Action::CorrectMerge => self.done(|m| m.choose(Purpose::Merge(quote))),
            Action::CorrectSplit => self.done(|m| m.choose(Purpose::Split(quote))),
            _ => Vec::new(),
        }
    }

    /// On the card a capital is the letter that text and panel give a speaker; `None` for any other key.
    pub(super) fn letter_on_card(&mut self, key: Key) -> Option<Vec<Effect>> {
        let Some(Layer::Correct(Card { quote, chain: None, .. })) = self.overlays.top() else { return None };
        let Key { code: KeyCode::Char(letter @ 'A'..='Z'), ctrl: false, alt: false } = key else { return None };
        Some(self.letter_said_it(*quote, letter))
    }

    fn letter_said_it(&mut self, quote: QuoteId, letter: char) -> Vec<Effect> {
        let speaker = letter as usize - 'A' as usize;
        if self.article_and_quote(quote).is_some_and(|(article, _)| speaker < article.analysis.speakers.len()) {
            return self.speaker_said_it(quote, speaker);
        }
        self.say(format!("no speaker {letter} here (s: search by name)"))
    }

    fn speaker_said_it(&mut self, quote: QuoteId, speaker: usize) -> Vec<Effect> {
        let Some((article, own)) = self.article_and_quote(quote) else { return Vec::new() };
        if own.speaker == Some(speaker) {
            return self.verdict(quote, Verdict::Right);
        }
        let name = article.analysis.speakers.get(speaker).map(|speaker| speaker.name.clone());
        self.somebody_said_it(quote, name)
    }

    /// Asks about the pronouns first, where the quote hangs on some with others.
    pub(super) fn somebody_said_it(&mut self, quote: QuoteId, speaker: Option<String>) -> Vec<Effect> {
        let chain = |(article, _): (&Article, _)| chain_of(&article.analysis, quote.quote as usize).len();
        let quotes = self.article_and_quote(quote).map_or(0, chain);
        if quotes < 2 {
            return self.correct_speaker(quote, speaker, false);
        }
        self.overlays.close_cards();
        let chain = Some(Chain { speaker, quotes, prints: Vec::new() });
        self.done(|m| m.overlays.push(Layer::Correct(Card { quote, row: 0, chain })))
    }

    fn correct_speaker(&mut self, quote: QuoteId, speaker: Option<String>, chain: bool) -> Vec<Effect> {
        self.duplicates.offering = speaker.clone().map(|speaker| (quote, speaker));
        self.verdict(quote, Verdict::Speaker { speaker, chain })
    }

    /// Asks for a correction of a quote to be kept.
    pub(super) fn verdict(&mut self, id: QuoteId, verdict: Verdict) -> Vec<Effect> {
        let Some((article, quote)) = self.article_and_quote(id) else { return Vec::new() };
        let was = quote.speaker.map(|speaker| article.analysis.name(Some(speaker)).to_owned());
        let content = Some(quote.content.clone()).filter(|_| !matches!(verdict, Verdict::Merge { .. }));
        self.put_right(id, content, was, verdict)
    }

    /// Asks for a correction of these words to be kept.
    pub(super) fn put_right(
        &mut self,
        id: QuoteId,
        content: Option<Spans>,
        was: Option<String>,
        verdict: Verdict,
    ) -> Vec<Effect> {
        self.overlays.close_cards();
        let correction = self.key_of(id.article).zip(self.library.article(id.article)).map(|(key, article)| {
            let quote = content.map_or(Vec::new(), |content| Anchor::of_all(article.document.text(), &content));
            Box::new(Correction { article: key, quote, was, verdict })
        });
        correction.map(|correction| Effect::record(EventKind::Correct { correction })).into_iter().collect()
    }

    fn move_edges(&mut self, quote: QuoteId) {
        let Some((article, q)) = self.article_and_quote(quote) else { return };
        let selection = Selection::of(article.document.text(), q.content.hull(), Some(quote));
        self.overlays.close_cards();
        self.focus_on(Pane::Reader);
        if let Some(selection) = selection {
            self.overlays.push(Layer::Select(selection));
        }
        self.status.tell("w and b move the boundary, o swaps ends, Enter saves");
    }

    /// Enter on a selection: makes it the words of the quote, or asks for the speaker.
    pub(super) fn select_accept(&mut self) -> Vec<Effect> {
        let Some(Layer::Select(selection)) = self.overlays.top() else { return Vec::new() };
        let (words, edges) = (selection.span(), selection.edges);
        let Some(id) = edges else { return self.done(|m| m.choose(Purpose::New(words))) };
        let Some((article, quote)) = self.article_and_quote(id) else { return Vec::new() };
        let content = recut(&quote.content, words);
        if content == quote.content {
            self.overlays.close_cards();
            return Vec::new();
        }
        let content = Anchor::of_all(article.document.text(), &content);
        self.verdict(id, Verdict::Edges { content })
    }

    pub(super) fn article_and_quote(&self, id: QuoteId) -> Option<(&Article, &Attribution)> {
        self.library.article(id.article).zip(self.library.quote(id))
    }
}

/// The pieces of `content` as far as they are in `words`, with what `words` has beyond their outer ends.
fn recut(content: &Spans, words: Span) -> Spans {
    let mut pieces: Vec<Span> = content.iter().filter_map(|piece| piece.intersect(words)).collect();
    if let Some(first) = pieces.first_mut().filter(|_| words.start() < content.start()) {
        *first = Span::new(words.start(), first.end());
    }
    if let Some(last) = pieces.last_mut().filter(|_| words.end() > content.end()) {
        *last = Span::new(last.start(), words.end());
    }
    Spans::new(pieces).or_else(|| Spans::new([words])).unwrap_or_else(|| content.clone())
}
