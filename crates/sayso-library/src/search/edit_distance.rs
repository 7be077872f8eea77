//! How many slips of the finger lie between two words.

use super::fit::Fit;
use sayso_attribution::text::fold;

/// Longer words are never taken for a mistyped one: no word of a language is that long.
const LONGEST: usize = 32;

/// How many typos a word of so many letters is allowed: none below four, one from four, two from eight.
pub fn allowed(letters: usize) -> u8 {
    match letters {
        4..=7 => 1,
        8..LONGEST => 2,
        _ => 0,
    }
}

/// Counts the typos between one typed word and many others, keeping its rows between calls.
pub struct EditDistance {
    typed: Vec<char>,
    most: u8,
    rows: [Vec<u8>; 3],
}

/// The typos to a whole word and to the nearest beginning of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Distance {
    /// To the word as a whole.
    pub whole: u8,
    /// To the beginning that is nearest, never more than `whole`.
    pub head: u8,
}

impl EditDistance {
    /// For a typed word, which may have as many typos as [`allowed`] says.
    pub fn new(typed: &str) -> Self {
        let typed: Vec<char> = typed.chars().collect();
        let most = allowed(typed.len());
        Self { typed, most, rows: Default::default() }
    }

    /// How many typos this word may have.
    pub fn most(&self) -> u8 {
        self.most
    }

    /// How the typed word fits, if it may be meant for `word`; if it is still being typed, also for its beginning.
    pub fn fit(&mut self, word: &str, open: bool) -> Option<Fit> {
        let distance = self.to(word)?;
        let whole = distance.whole <= self.most;
        let typos = if whole { distance.whole } else { distance.head };
        (whole || open).then_some(Fit { typos, cut: !whole })
    }

    /// Letters missing, added, changed or swapped with their neighbour (Damerau–Levenshtein, each letter
    /// touched once). `None` as soon as even the beginning is more than [`EditDistance::most`] away.
    pub fn to(&mut self, word: &str) -> Option<Distance> {
        let width = self.typed.len();
        if self.most == 0 || word.len() > LONGEST * 4 {
            return None;
        }
        let [older, old, new] = &mut self.rows;
        old.clear();
        old.extend(0..=width as u8);
        older.clone_from(old);
        new.clone_from(old);
        let (mut head, mut last) = (old[width], None);
        for (row, c) in word.chars().enumerate() {
            new[0] = row as u8 + 1;
            for (col, &typed) in self.typed.iter().enumerate() {
                let changed = old[col] + u8::from(typed != c);
                let mut best = changed.min(old[col + 1] + 1).min(new[col] + 1);
                if col > 0 && last == Some(typed) && self.typed[col - 1] == c {
                    best = best.min(older[col - 1] + 1);
                }
                new[col + 1] = best;
            }
            head = head.min(new[width]);
            let least = new.iter().chain(old.iter()).min().copied().unwrap_or(0);
            std::mem::swap(older, old);
            std::mem::swap(old, new);
            last = Some(c);
            if least > self.most {
                old[width] = u8::MAX;
                break;
            }
        }
        (head <= self.most).then_some(Distance { whole: old[width], head })
    }
}

/// Returns `true` if every one of `wanted` is a word of `text`, the beginning of one, or one with a typo.
pub fn has_words(text: &str, wanted: &[String]) -> bool {
    typos(text, wanted).is_some()
}

/// Number of typos with which every one of `wanted` is a word of `text` or the beginning of one; `None` if one is none.
pub fn typos(text: &str, wanted: &[String]) -> Option<u32> {
    let words = fold::word_list(text);
    let least = |want: &String| {
        if words.iter().any(|word| word.starts_with(want.as_str())) {
            return Some(0);
        }
        let mut distance = EditDistance::new(want);
        let near = words.iter().filter_map(|word| Some(u32::from(distance.to(word)?.whole)));
        near.min().filter(|typos| *typos <= u32::from(distance.most()))
    };
    wanted.iter().map(least).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn distance(typed: &str, word: &str) -> Option<(u8, u8)> {
        EditDistance::new(typed).to(word).map(|d| (d.whole, d.head))
    }

    #[test]
    fn slips_are_counted() {
        let cases = [
            ("stoltenburg", "stoltenberg", Some((1, 1))),
            ("stotlenberg", "stoltenberg", Some((1, 1))),
            ("pistorious", "pistorius", Some((1, 1))),
            ("servng", "serving", Some((1, 1))),
            ("cliqes", "cliques", Some((1, 1))),
            ("asia", "asian", Some((1, 0))),
            ("war", "was", None),
            ("china", "chile", None),
            ("goverment", "governments", Some((2, 1))),
            ("kihsida", "kishida", Some((1, 1))),
        ];
        for (typed, word, want) in cases {
            assert_eq!(distance(typed, word), want, "{typed} {word}");
        }
    }

    #[test]
    fn a_word_half_typed_with_a_slip_is_near_its_beginning() {
        assert_eq!(distance("stoltenbu", "stoltenberg").map(|d| d.1), Some(1));
    }

    /// The textbook's full table.
    fn plain(a: &[char], b: &[char]) -> usize {
        let mut t = vec![vec![0; b.len() + 1]; a.len() + 1];
        for i in 0..=a.len() {
            for j in 0..=b.len() {
                t[i][j] = if i == 0 || j == 0 {
                    i + j
                } else {
                    let mut d = (t[i - 1][j] + 1).min(t[i][j - 1] + 1);
                    d = d.min(t[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]));
                    if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                        d = d.min(t[i - 2][j - 2] + 1);
                    }
                    d
                };
            }
        }
        t[a.len()][b.len()]
    }

    proptest! {
        #[test]
        fn distances_are_the_textbooks(typed in "[abc]{4,10}", word in "[abc]{0,12}") {
            let (a, b): (Vec<char>, Vec<char>) = (typed.chars().collect(), word.chars().collect());
            let most = usize::from(allowed(a.len()));
            let whole = plain(&a, &b);
            let head = (0..=b.len()).map(|n| plain(&a, &b[..n])).min().unwrap();
            match distance(&typed, &word) {
                Some(got) => {
                    prop_assert_eq!(usize::from(got.1), head);
                    prop_assert!(usize::from(got.0) == whole || (whole > most && usize::from(got.0) > most));
                }
                None => prop_assert!(head > most),
            }
        }
    }
}
