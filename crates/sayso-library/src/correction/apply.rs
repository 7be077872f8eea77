//! Laying corrections over what the engine found.

use super::{Correction, Verdict};
use crate::state::{Anchor, Id, Lost};
use sayso_attribution::document::Document;
use sayso_attribution::text::quotation::quotations;
use sayso_attribution::text::{Span, Spans, word};
use sayso_attribution::{Act, Analysis, Attribution, Kind, Naming, Reading, Speaker, Status, fold_name};

/// How corrected quotes say what found them.
pub const CORRECTED: &str = "corrected by hand";
/// How confirmed ones do.
pub const CONFIRMED: &str = "confirmed by hand";
/// How added ones do.
pub const ADDED: &str = "added by hand";

/// Returns `true` for what [`found_by`](Attribution::found_by) says of quotes that a person has looked at.
pub fn is_by_hand(found_by: &str) -> bool {
    [CORRECTED, CONFIRMED, ADDED].contains(&found_by)
}

/// What the corrections come to in one article.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Corrected {
    /// Who said what.
    pub analysis: Analysis,
    /// The corrections whose words are not found any more: they change nothing.
    pub lost: Vec<(Id, Lost)>,
}

/// Lays `corrections`, oldest first, over what the engine `found` in `document`.
pub fn apply<'c>(
    document: &Document,
    found: &Analysis,
    corrections: impl IntoIterator<Item = (Id, &'c Correction)>,
) -> Corrected {
    let quotes = found.attributions.iter().map(|q| Quote { end: end_of(q), attribution: q.clone() }).collect();
    let mut bench = Bench { document, quotes, speakers: found.speakers.clone(), reading: found.reading };
    let outcomes = corrections.into_iter().map(|(id, correction)| (id, bench.take(correction)));
    let lost = outcomes.filter_map(|(id, outcome)| Some((id, outcome.err()?))).collect();
    Corrected { analysis: bench.finish(), lost }
}

/// The quotes that hang on the same name as `quote` by pronouns, itself among them.
pub fn chain_of(analysis: &Analysis, quote: usize) -> Vec<usize> {
    let Some(own) = analysis.attributions.get(quote) else { return Vec::new() };
    let hangs = |q: &Attribution| by_pronoun(q) && end_of(q).is_some() && end_of(q) == end_of(own);
    let others =
        analysis.attributions.iter().enumerate().filter(|(at, q)| *at == quote || (by_pronoun(own) && hangs(q)));
    others.map(|(at, _)| at).collect()
}

fn by_pronoun(q: &Attribution) -> bool {
    matches!(q.naming, Naming::Pronoun | Naming::Carried)
}

/// The words that the speaker is known by in the end.
fn end_of(q: &Attribution) -> Option<Span> {
    q.chain.last().map(|step| step.span)
}

struct Quote {
    attribution: Attribution,
    /// The end of its chain as the engine found it.
    end: Option<Span>,
}

struct Bench<'d> {
    document: &'d Document,
    quotes: Vec<Quote>,
    speakers: Vec<Speaker>,
    reading: Reading,
}

impl Bench<'_> {
    fn take(&mut self, correction: &Correction) -> Result<(), Lost> {
        if let Verdict::Merge { from, into } = &correction.verdict {
            return self.merge(from, into);
        }
        let content = Anchor::find_all(&correction.quote, self.document.text())?;
        let new = matches!(correction.verdict, Verdict::New { .. });
        let at = self.quote_at(&content, new)?;
        match &correction.verdict {
            Verdict::NotQuote => drop(at.map(|at| self.quotes.remove(at))),
            Verdict::Right => {
                let at = at.unwrap_or_else(|| self.restored(content, correction.was.as_deref()));
                self.sign(at, CONFIRMED);
            }
            Verdict::Speaker { speaker, chain } => {
                let at = at.unwrap_or_else(|| self.add(content));
                self.credit(at, speaker.as_deref(), *chain);
            }
            Verdict::New { speaker } => {
                let known = at.is_some();
                let at = at.unwrap_or_else(|| self.add(content));
                self.credit(at, speaker.as_deref(), false);
                self.sign(at, if known { CORRECTED } else { ADDED });
            }
            Verdict::Edges { content: words } => {
                let words = Anchor::find_all(words, self.document.text())?;
                let at = at.unwrap_or_else(|| self.add(content));
                self.quotes[at].attribution.kind = kind(self.document, &words);
                self.quotes[at].attribution.content = words;
                self.sign(at, CORRECTED);
            }
            Verdict::Split { words, into } => {
                if let Some(at) = at {
                    self.split(at, words, into);
                } else {
                    let at = self.restored(content, Some(into));
                    self.sign(at, CORRECTED);
                }
            }
            Verdict::Merge { .. } => {}
        }
        Ok(())
    }

    /// The quote with this content: the same words, or (unless `exact`) at least half of each other's. None where no
    /// quote touches the words; lost where one does that is too different.
    fn quote_at(&self, content: &Spans, exact: bool) -> Result<Option<usize>, Lost> {
        let same = self.quotes.iter().position(|quote| quote.attribution.content == *content);
        if same.is_some() || exact {
            return Ok(same);
        }
        let shared = |quote: &Quote| {
            let pieces =
                quote.attribution.content.iter().flat_map(|a| content.iter().filter_map(move |b| a.intersect(b)));
            pieces.map(Span::len).sum::<usize>()
        };
        let best = self.quotes.iter().enumerate().map(|(at, quote)| (shared(quote), at)).max();
        match best.filter(|(shared, _)| *shared > 0) {
            None => Ok(None),
            Some((shared, at)) if shared * 2 >= content.total().max(self.quotes[at].attribution.content.total()) => {
                Ok(Some(at))
            }
            Some(_) => Err(Lost::Unclear),
        }
    }

    fn add(&mut self, content: Spans) -> usize {
        let attribution = Attribution {
            source: None,
            cue: None,
            kind: kind(self.document, &content),
            content,
            repeats: Vec::new(),
            act: Act::Speech,
            status: Status::Asserted,
            speaker: None,
            naming: Naming::Unknown,
            chain: Vec::new(),
            via: None,
            confidence: 1.0,
            sure_of_speaker: 1.0,
            found_by: ADDED,
        };
        self.quotes.push(Quote { attribution, end: None });
        self.quotes.len() - 1
    }

    /// Adds a quote that a person has looked at and that another reading of the article did not find.
    fn restored(&mut self, content: Spans, speaker: Option<&str>) -> usize {
        let at = self.add(content);
        self.credit(at, speaker, false);
        at
    }

    /// Nobody need doubt what a person has looked at.
    fn sign(&mut self, at: usize, by: &'static str) {
        let quote = &mut self.quotes[at].attribution;
        (quote.confidence, quote.sure_of_speaker, quote.found_by) = (1.0, 1.0, by);
    }

    fn credit(&mut self, at: usize, name: Option<&str>, chain: bool) {
        let speaker = name.map(|name| self.speaker(name));
        let end = self.quotes[at].end.filter(|_| chain);
        for other in 0..self.quotes.len() {
            let quote = &self.quotes[other];
            let hangs = end.is_some() && quote.end == end && by_pronoun(&quote.attribution);
            if other == at || hangs {
                let quote = &mut self.quotes[other].attribution;
                quote.speaker = speaker;
                // The rest of the way led to somebody else.
                quote.chain.truncate(usize::from(quote.source.is_some()));
                self.sign(other, CORRECTED);
            }
        }
    }

    fn merge(&mut self, from: &str, into: &str) -> Result<(), Lost> {
        let gone = self.known(from).ok_or(Lost::Gone)?;
        let stays = self.speaker(into);
        self.move_all(gone, stays, |_| true);
        let (also, roles) = (self.speakers[gone].also.clone(), self.speakers[gone].roles.clone());
        let speaker = &mut self.speakers[stays];
        for form in also.into_iter().chain([from.to_owned()]) {
            if form != speaker.name && !speaker.also.contains(&form) {
                speaker.also.push(form);
            }
        }
        let new = roles.into_iter().filter(|role| !speaker.roles.contains(role)).collect::<Vec<_>>();
        speaker.roles.extend(new);
        Ok(())
    }

    fn split(&mut self, at: usize, words: &str, into: &str) {
        let Some(from) = self.quotes[at].attribution.speaker else { return };
        let into = self.speaker(into);
        let document = self.document;
        self.move_all(from, into, |quote| quote.end.is_some_and(|end| document.slice(end) == words));
        self.quotes[at].attribution.speaker = Some(into);
        self.sign(at, CORRECTED);
    }

    fn move_all(&mut self, from: usize, into: usize, which: impl Fn(&Quote) -> bool) {
        for at in 0..self.quotes.len() {
            if self.quotes[at].attribution.speaker == Some(from) && which(&self.quotes[at]) {
                self.quotes[at].attribution.speaker = Some(into);
                self.sign(at, CORRECTED);
            }
        }
    }

    fn known(&self, name: &str) -> Option<usize> {
        let exact = self.speakers.iter().position(|speaker| speaker.name == name);
        let folded = fold_name(name);
        exact.or_else(|| self.speakers.iter().position(|speaker| fold_name(&speaker.name) == folded))
    }

    fn speaker(&mut self, name: &str) -> usize {
        self.known(name).unwrap_or_else(|| {
            self.speakers.push(Speaker::person(name));
            self.speakers.len() - 1
        })
    }

    /// Quotes in text order, speakers in the order of their first quote, those without one left out.
    fn finish(mut self) -> Analysis {
        self.quotes.sort_by_key(|quote| quote.attribution.content.start());
        let mut places: Vec<Option<usize>> = vec![None; self.speakers.len()];
        let mut order = Vec::new();
        for quote in &mut self.quotes {
            let Some(speaker) = quote.attribution.speaker else { continue };
            let place = places[speaker].get_or_insert_with(|| {
                order.push(speaker);
                order.len() - 1
            });
            quote.attribution.speaker = Some(*place);
        }
        let speakers = order.into_iter().map(|speaker| self.speakers[speaker].clone()).collect();
        let attributions = self.quotes.into_iter().map(|quote| quote.attribution).collect();
        Analysis { attributions, speakers, reading: self.reading }
    }
}

/// How much of `content` stands in quotation marks, by its words.
fn kind(document: &Document, content: &Spans) -> Kind {
    let text = document.text();
    let (mut all, mut quoted) = (0, 0);
    for piece in content.iter() {
        let block = document.block_at(piece.start()).and_then(|at| document.blocks().get(at));
        let inside = block.map_or(Vec::new(), |block| quotations(text, block.span));
        let mut at = piece.start();
        while let Some(word) = word::after(text, at).filter(|word| word.start() < piece.end()) {
            all += 1;
            quoted += usize::from(inside.iter().any(|quotation| quotation.outer.covers(word)));
            at = word.end();
        }
    }
    match quoted {
        0 => Kind::Indirect,
        _ if quoted * 5 >= all * 4 => Kind::Direct,
        _ => Kind::Mixed,
    }
}
