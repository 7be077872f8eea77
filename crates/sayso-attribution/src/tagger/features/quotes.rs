//! The quotation a word is in or beside: its length, how it begins and ends, what stands around it.

use super::{Features, coarse};
use crate::tagger::hash::{self, pair};
use crate::tagger::tokenized_text::{NONE, Quote, TokenizedText, Word};

/// How far beyond a quotation a cue still counts as its own.
const REACH: usize = 6;
/// How far outside a quotation a word still takes note of it.
const BESIDE: usize = 3;

/// What one quotation looks like.
#[derive(Clone, Copy, Debug)]
struct Shape {
    values: [u64; 8],
    length: u64,
    capital: u64,
    stop: u64,
}

/// What every quotation of a text looks like.
#[derive(Clone, Debug)]
pub struct QuoteShapes(Vec<Shape>);

impl QuoteShapes {
    /// Looks at every quotation of `reading`.
    pub fn new(reading: &TokenizedText) -> Self {
        Self(reading.quotes.iter().map(|quote| shape(reading, quote)).collect())
    }

    /// The features of word `at`.
    pub fn add(&self, reading: &TokenizedText, at: usize, out: &mut Features) {
        let index = reading.words[at].quote;
        out.push(80, u64::from(index != NONE));
        if index == NONE {
            self.beside(reading, at, out);
            return;
        }
        let quote = &reading.quotes[index as usize];
        out.list(81, &self.0[index as usize].values);
        let (from_open, to_close) = (at - quote.open as usize, quote.close as usize - at);
        match (from_open, to_close) {
            (0..3, _) => out.push(90, from_open as u64),
            (_, 0..3) => out.push(91, to_close as u64),
            _ => {}
        }
    }

    fn beside(&self, reading: &TokenizedText, at: usize, out: &mut Features) {
        let here = &reading.words[at];
        let word = u64::from(here.lexeme.word);
        for offset in 1..=BESIDE {
            let distance = offset as u64;
            if let Some((index, quote)) = quote_at(reading, here, at + offset)
                && quote.open as usize == at + offset
            {
                let shape = &self.0[index];
                out.list(92, &[distance * 1000 + shape.length * 10 + shape.capital, pair(distance, word)]);
            }
            if let Some((index, quote)) = at.checked_sub(offset).and_then(|i| quote_at(reading, here, i))
                && quote.close as usize == at - offset
            {
                let shape = &self.0[index];
                let ends = distance * 1000 + shape.length * 10 + shape.stop;
                out.list(94, &[ends, pair(distance, word), pair(distance, here.pos.value())]);
            }
        }
    }
}

/// The quotation that word `at` is in, if it is in the paragraph of `here`.
fn quote_at<'r>(reading: &'r TokenizedText, here: &Word, at: usize) -> Option<(usize, &'r Quote)> {
    let other = reading.get(at).filter(|w| w.paragraph == here.paragraph && w.quote != NONE)?;
    Some((other.quote as usize, &reading.quotes[other.quote as usize]))
}

fn shape(reading: &TokenizedText, quote: &Quote) -> Shape {
    let (open, close) = (quote.open as usize, quote.close as usize);
    let words = &reading.words;
    let inside = words[open..=close].iter().filter(|w| w.lexeme.wordlike).count();
    let last = if quote.closed && close > open + 1 { close - 1 } else { close };
    let stop = stop(words[last].lexeme.word);
    let capital = u64::from(words.get(open + 1).is_some_and(|w| w.lexeme.capital));
    let length = coarse(inside);
    let near = |at: Option<usize>| at.and_then(|i| words.get(i)).filter(|w| w.paragraph == words[open].paragraph);
    let value = |at: Option<usize>| near(at).map_or(0, |w| u64::from(w.lexeme.word));
    let (before, after, after2) = (value(open.checked_sub(1)), value(Some(close + 1)), value(Some(close + 2)));
    let cues = u64::from(level_before(reading, open)) * 10 + u64::from(level_after(reading, close));
    let values = [
        length,
        capital * 8 + stop,
        length * 100 + capital * 8 + stop,
        before,
        after,
        pair(after, after2),
        cues * 100 + capital * 8 + stop,
        u64::from(quote.closed),
    ];
    Shape { values, length, capital, stop }
}

/// Code of the punctuation that ends the quotation.
fn stop(word: u32) -> u64 {
    const STOPS: [u32; 4] = [hash::mark(','), hash::mark('.'), hash::mark('?'), hash::mark('!')];
    STOPS.iter().position(|mark| *mark == word).map_or(0, |at| at as u64 + 1)
}

/// How likely the word before the quotation is its cue; a comma or colon between them is passed over.
fn level_before(reading: &TokenizedText, open: usize) -> u8 {
    let paragraph = reading.words[open].paragraph;
    let word = |back: usize| open.checked_sub(back).map(|i| &reading.words[i]).filter(|w| w.paragraph == paragraph);
    let Some(first) = word(1) else { return 0 };
    let passes = [hash::mark(','), hash::mark(':')].contains(&first.lexeme.word);
    let second = word(2).filter(|_| passes).map_or(0, |w| w.level);
    first.level.max(second)
}

/// The likeliest cue within reach behind the quotation, in its sentence.
fn level_after(reading: &TokenizedText, close: usize) -> u8 {
    let words = &reading.words;
    let end = (close + 1 + REACH).min(words.len());
    let behind = words[close + 1..end].iter().enumerate();
    let near = behind.filter(|(i, w)| w.sentence == words[close].sentence || *i == 0);
    near.map(|(_, w)| w.level).max().unwrap_or(0)
}
