//! Whole articles, one after the other.

use std::collections::VecDeque;

use fastrand::Rng;

use super::people::{Person, pick};
use super::sentence::{capital, claim, filled, scene};
use super::words::{CUES, HEADS, OUTLETS};
use super::{Article, Quote};

/// Of the things said, as many in a hundred were printed before, elsewhere.
const REPRINTED: u8 = 10;

/// What was said longer ago than this many quotes is not printed again.
const REMEMBERED: usize = 4000;

/// Of the speakers, as many in a hundred are among the first few hundred people: some are heard everywhere.
const KNOWN: u8 = 70;
const FAMOUS: usize = 300;
const ALL: usize = 40_000;

/// A short article ends with the first paragraph that reaches this many words.
const SHORT: usize = 40;

/// Makes up articles for ever.
pub fn articles(seed: u64) -> Articles {
    Articles { dice: Rng::with_seed(seed), short: false, made: 0, origins: 0, said: VecDeque::new() }
}

/// An endless library; see [`articles`].
pub struct Articles {
    dice: Rng,
    short: bool,
    made: usize,
    origins: usize,
    said: VecDeque<(Quote, usize)>,
}

/// One article being written.
struct Draft {
    text: String,
    words: usize,
    quotes: Vec<Quote>,
}

impl Iterator for Articles {
    type Item = Article;

    fn next(&mut self) -> Option<Article> {
        let most = self.length();
        let dice = &mut self.dice;
        let entities: Vec<usize> = (0..dice.usize(2..6)).map(|_| someone(dice)).collect();
        let (template, author) = (pick(dice, HEADS), Person::of(ALL + dice.usize(..500)).name());
        let (title, outlet) = (capital(&filled(dice, template)), pick(dice, OUTLETS));
        let date = format!("{}-{:02}-{:02}", dice.u16(2015..2025), dice.u8(1..13), dice.u8(1..29));
        let head = format!(
            "---\ntitle: \"{title}\"\nauthor: {author}\npublication: {outlet}\npublished: {date}\n---\n\n# {title}\n\n"
        );
        let mut draft = Draft { text: head, words: 0, quotes: Vec::new() };
        while draft.words < most {
            self.scene(&mut draft);
            let number = entities[self.dice.usize(..entities.len())];
            self.speech(&mut draft, number);
        }
        self.made += 1;
        Some(Article { name: format!("{:06}.md", self.made), text: draft.text, quotes: draft.quotes })
    }
}

impl Articles {
    /// Articles of 40 to 100 words, as agencies send them.
    #[must_use]
    pub fn short(self) -> Self {
        Self { short: true, ..self }
    }

    /// Number of words of the next article: 150 to 1,450, most articles near the lower end.
    fn length(&mut self) -> usize {
        if self.short {
            return SHORT;
        }
        let share = self.dice.f32();
        150 + (share * share * 1300.0) as usize
    }

    fn scene(&mut self, draft: &mut Draft) {
        let sentences: Vec<String> = (0..self.dice.usize(1..4)).map(|_| scene(&mut self.dice)).collect();
        draft.add(&sentences.join(" "));
    }

    /// A paragraph in which somebody says something.
    fn speech(&mut self, draft: &mut Draft, number: usize) {
        let (quote, number) = self.quote(number);
        let (person, cue) = (Person::of(number), pick(&mut self.dice, CUES));
        let heard = draft.quotes.iter().any(|earlier| earlier.speaker == quote.speaker);
        // At the first mention the role stands beside the name, between commas.
        let last = if heard { person.last.clone() } else { format!("{}, {}", person.name(), person.role) };
        let first = if heard { person.last } else { format!("{last},") };
        let (cue, said, words) = (filled(&mut self.dice, cue), capital(&quote.words), &quote.words);
        draft.add(&match (quote.direct, self.dice.u8(..3)) {
            (true, 0) => format!("{first} {cue}: “{said}.”"),
            (true, 1) => format!("“{said},” {first} {cue}."),
            (true, _) => format!("“{said},” {cue} {last}."),
            (false, 0) => format!("According to {last}, {words}."),
            (false, _) => format!("{first} said that {words}."),
        });
        self.keep(&quote, number);
        draft.quotes.push(quote);
    }

    /// Something new, or something printed before by whomever it was said.
    fn quote(&mut self, number: usize) -> (Quote, usize) {
        if self.dice.u8(..100) < REPRINTED && !self.said.is_empty() {
            let at = self.dice.usize(..self.said.len());
            let (old, number) = self.said[at].clone();
            return (Quote { words: self.retold(&old.words), ..old }, number);
        }
        self.origins += 1;
        let (words, direct) = (claim(&mut self.dice), self.dice.u8(..4) > 0);
        (Quote { speaker: Person::of(number).name(), words, direct, origin: self.origins - 1 }, number)
    }

    /// The words as another outlet prints them: unchanged, cut short, or with a word left out.
    fn retold(&mut self, words: &str) -> String {
        let mut list: Vec<&str> = words.split(' ').collect();
        match self.dice.u8(..3) {
            0 if list.len() > 10 => list.truncate(list.len() - self.dice.usize(1..4)),
            1 if list.len() > 6 => drop(list.remove(self.dice.usize(2..list.len() - 1))),
            _ => {}
        }
        list.join(" ").trim_end_matches(',').to_owned()
    }

    fn keep(&mut self, quote: &Quote, number: usize) {
        self.said.push_back((quote.clone(), number));
        if self.said.len() > REMEMBERED {
            self.said.pop_front();
        }
    }
}

impl Draft {
    fn add(&mut self, paragraph: &str) {
        self.words += paragraph.split(' ').count();
        self.text += paragraph;
        self.text += "\n\n";
    }
}

fn someone(dice: &mut Rng) -> usize {
    if dice.u8(..100) < KNOWN { dice.usize(..FAMOUS) } else { dice.usize(..ALL) }
}
