//! From linked runs of words to attributions: spans without their enclosing marks, kind, relay, confidence.

use super::hash;
use super::judge::{Evidence, Judge, odds};
use super::link::Linked;
use super::reading::{NONE, Reading};
use super::runs::Run;
use crate::attribution::{Found, Kind};
use crate::text::{Span, Spans, TokenKind};

/// The share of words in quotation marks from which a content counts as direct.
const DIRECT: f32 = 0.8;

const DASHES: [u32; 3] = [hash::mark('–'), hash::mark('—'), hash::word("--")];
const COMMA: [u32; 1] = [hash::mark(',')];
const ARTICLES: [u32; 2] = [hash::word("a"), hash::word("an")];

/// What the tagger made of a text, ready to be put together.
#[derive(Debug)]
pub struct Tagged<'a> {
    /// The text as read.
    pub reading: &'a Reading,
    /// How likely the chosen tag of each word is.
    pub sure: &'a [f32],
    /// The runs of words in a role.
    pub runs: &'a [Run],
}

impl Tagged<'_> {
    /// The attributions of `linked`, each with the evidence for it, in the order of their cues.
    pub fn attributions(&self, linked: &[Linked], judge: &Judge) -> Vec<(Found, Evidence)> {
        let relay = self.relays(linked);
        let found = linked.iter().zip(relay).filter_map(|(link, via)| {
            let content = Spans::new(link.contents.iter().map(|(run, _)| self.content(&self.runs[*run])))?;
            let kind = self.kind(&link.contents);
            let evidence = self.evidence(link, kind);
            let found = Found {
                source: self.spans(&link.sources),
                cue: Spans::new([self.piece(&self.runs[link.cue])]),
                content,
                kind,
                via,
                confidence: judge.confidence(&evidence),
                found_by: "tagger",
            };
            Some((found, evidence))
        });
        found.collect()
    }

    /// For each cue that has a content, who relays it: an `according to` behind it in the same sentence that
    /// was left without a content of its own (`he added, according to CNN`).
    fn relays(&self, linked: &[Linked]) -> Vec<Option<Span>> {
        let mut out = vec![None; linked.len()];
        for at in 1..linked.len() {
            let (speech, relay) = (&linked[at - 1], &linked[at]);
            let (cue, behind) = (&self.runs[speech.cue], &self.runs[relay.cue]);
            let same = self.reading.words[cue.from].sentence == self.reading.words[behind.from].sentence;
            if same && relay.contents.is_empty() && !speech.contents.is_empty() && behind.is_according(self.reading) {
                out[at - 1] = relay.sources.first().map(|(source, _)| self.piece(&self.runs[*source]));
            }
        }
        out
    }

    fn spans(&self, runs: &[(usize, f32)]) -> Option<Spans> {
        Spans::new(runs.iter().map(|(run, _)| self.piece(&self.runs[*run])))
    }

    /// The bytes of a content: its run without what the author says of the quoted words behind them
    /// (`‘Asia Pacific partners’, a term which …`, `‘a history of aggression’ – a reference to …`).
    fn content(&self, run: &Run) -> Span {
        let words = &self.reading.words;
        let is = |at: usize, marks: &[u32]| at < run.to && marks.contains(&words[at].lexeme.word);
        let gloss = |close: usize| {
            let outside = close + 1 < run.to && words[close + 1].quote == NONE;
            outside && (is(close + 1, &DASHES) || (is(close + 1, &COMMA) && is(close + 2, &ARTICLES)))
        };
        let closes = (run.from..run.to).filter(|at| {
            let quote = self.reading.quotes.get(words[*at].quote as usize);
            quote.is_some_and(|q| q.closed && q.close as usize == *at && q.open as usize >= run.from)
        });
        let to = closes.filter(|close| gloss(*close)).map(|close| close + 1).next().unwrap_or(run.to);
        self.piece(&Run { to, ..*run })
    }

    /// The bytes of a run without the marks that enclose it or cling to its ends.
    fn piece(&self, run: &Run) -> Span {
        let (mut from, mut to) = (run.from, run.to);
        while from < to && self.peels(from, from, to) {
            from += 1;
        }
        while from < to && self.peels(to - 1, from, to) {
            to -= 1;
        }
        self.reading.span(from..to)
    }

    /// Does the mark at `at`, an end of the words `from..to`, not belong to them? A quotation mark stays where
    /// its other half is inside too; a stop or comma stays inside a quotation.
    fn peels(&self, at: usize, from: usize, to: usize) -> bool {
        let word = &self.reading.words[at];
        if word.kind != TokenKind::Mark {
            return false;
        }
        let Some(quote) = self.reading.quotes.get(word.quote as usize).filter(|_| word.quote != NONE) else {
            return at == from || !self.is_closing_bracket(at);
        };
        let (open, close) = (quote.open as usize, quote.close as usize);
        if at == open {
            return !(quote.closed && close < to - 1);
        }
        at == close && quote.closed && open <= from
    }

    fn is_closing_bracket(&self, at: usize) -> bool {
        [')', ']', '%'].iter().any(|mark| hash::mark(*mark) == self.reading.words[at].lexeme.word)
    }

    fn kind(&self, contents: &[(usize, f32)]) -> Kind {
        let words = contents.iter().flat_map(|(run, _)| &self.reading.words[self.runs[*run].from..self.runs[*run].to]);
        let (mut all, mut quoted) = (0, 0);
        for word in words.filter(|w| w.lexeme.wordlike) {
            all += 1;
            quoted += u32::from(word.quote != NONE);
        }
        match quoted {
            0 => Kind::Indirect,
            _ if quoted as f32 >= DIRECT * all as f32 => Kind::Direct,
            _ => Kind::Mixed,
        }
    }

    fn evidence(&self, link: &Linked, kind: Kind) -> Evidence {
        let least = |run: usize| {
            let run = &self.runs[run];
            self.sure[run.from..run.to].iter().copied().fold(1.0, f32::min)
        };
        let weakest = |runs: &[(usize, f32)]| odds(runs.iter().map(|(run, _)| least(*run)).fold(1.0, f32::min));
        let link_of = |runs: &[(usize, f32)]| runs.iter().map(|(_, odds)| odds.clamp(-6.0, 6.0)).fold(6.0, f32::min);
        let flag = |holds: bool| f32::from(u8::from(holds));
        let named = flag(!link.sources.is_empty());
        [
            1.0,
            weakest(&link.contents),
            odds(least(link.cue)),
            weakest(&link.sources) * named,
            link_of(&link.contents),
            link_of(&link.sources) * named,
            named,
            flag(kind == Kind::Direct),
            flag(kind == Kind::Mixed),
            flag(link.contents.len() > 1),
        ]
    }
}
