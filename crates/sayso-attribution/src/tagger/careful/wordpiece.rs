//! Word pieces: a word as entries of a fixed vocabulary of lower-case pieces.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Row of the vocabulary, which is also the row of the embedding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PieceId(pub u32);

/// The pieces that every text contains.
#[derive(Clone, Copy, Debug)]
pub struct SpecialPieces {
    /// Starts a window.
    pub start: PieceId,
    /// Ends a window.
    pub end: PieceId,
    /// Precedes each paragraph.
    pub paragraph: PieceId,
    /// Stands for what the vocabulary cannot spell.
    pub unknown: PieceId,
}

/// Prefix of a piece that continues a word.
const CONTINUES: &str = "##";
/// Most bytes of a word that is looked up; longer ones are unknown.
const LONGEST_WORD: usize = 200;

/// The vocabulary.
#[derive(Clone, Debug)]
pub struct Vocabulary<'a> {
    starts: HashMap<&'a [u8], PieceId>,
    continuations: HashMap<&'a [u8], PieceId>,
    longest: usize,
    special: SpecialPieces,
}

impl<'a> Vocabulary<'a> {
    /// The vocabulary of a text with a piece on each line, and its number of pieces. `None` where a special piece is
    /// missing.
    pub fn new(text: &'a str) -> Option<(Self, usize)> {
        let (mut starts, mut continuations, mut longest, mut len) = (HashMap::new(), HashMap::new(), 0, 0);
        for (row, line) in text.lines().enumerate() {
            let (map, piece) = match line.strip_prefix(CONTINUES) {
                Some(rest) if !rest.is_empty() => (&mut continuations, rest),
                _ => (&mut starts, line),
            };
            longest = longest.max(piece.len());
            map.insert(piece.as_bytes(), PieceId(row as u32));
            len = row + 1;
        }
        let special = |name: &str| starts.get(name.as_bytes()).copied();
        let special = SpecialPieces {
            start: special("[CLS]")?,
            end: special("[SEP]")?,
            paragraph: special("[unused0]")?,
            unknown: special("[UNK]")?,
        };
        Some((Self { starts, continuations, longest, special }, len))
    }

    /// The pieces that every text contains.
    pub fn special(&self) -> SpecialPieces {
        self.special
    }

    /// Adds the pieces of `token` to `out`: at least one. Curly quotation marks are read as straight ones.
    pub fn split(&self, token: &str, out: &mut Vec<PieceId>) {
        let before = out.len();
        if token.len() <= LONGEST_WORD {
            let plain = normalized(token);
            let mut rest = plain.as_str();
            while let Some(at) = rest.find(is_mark) {
                let (word, marked) = rest.split_at(at);
                let mark = marked.chars().next().map_or(0, char::len_utf8);
                self.split_word(word, out);
                self.split_word(&marked[..mark], out);
                rest = &marked[mark..];
            }
            self.split_word(rest, out);
        }
        if out.len() == before {
            out.push(self.special.unknown);
        }
    }

    /// The longest piece that `word` starts with, then the longest that continues it, and so on.
    fn split_word(&self, word: &str, out: &mut Vec<PieceId>) {
        let before = out.len();
        let mut rest = word.as_bytes();
        let mut pieces = &self.starts;
        while !rest.is_empty() {
            let longest = rest.len().min(self.longest);
            let Some((len, id)) = (1..=longest).rev().find_map(|len| Some((len, *pieces.get(&rest[..len])?))) else {
                out.truncate(before);
                out.push(self.special.unknown);
                return;
            };
            out.push(id);
            rest = &rest[len..];
            pieces = &self.continuations;
        }
    }
}

/// `token` in lower case, without accents, and with straight quotation marks.
fn normalized(token: &str) -> String {
    if token.is_ascii() {
        return token.to_ascii_lowercase();
    }
    let straight = token.chars().map(|c| match c {
        '“' | '”' | '„' | '«' | '»' => '"',
        '‘' | '’' | '‚' => '\'',
        c => c,
    });
    straight.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase).collect()
}

/// Returns `true` for a character that is a piece of its own.
fn is_mark(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_punctuation() } else { !c.is_alphanumeric() && !c.is_whitespace() && !c.is_control() }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PIECES: &str =
        "[PAD]\n[unused0]\n[UNK]\n[CLS]\n[SEP]\nun\n##afford\n##able\naffordable\ncafe\n'\n\"\n##t\nt\n#";

    fn split(token: &str) -> Vec<&'static str> {
        let (vocabulary, len) = Vocabulary::new(PIECES).unwrap();
        assert_eq!(len, PIECES.lines().count());
        let mut out = Vec::new();
        vocabulary.split(token, &mut out);
        out.into_iter().map(|id| PIECES.lines().nth(id.0 as usize).unwrap()).collect()
    }

    #[test]
    fn a_word_is_cut_into_the_longest_pieces() {
        assert_eq!(split("unaffordable"), ["un", "##afford", "##able"]);
        assert_eq!(split("Affordable"), ["affordable"]);
        assert_eq!(split("unt"), ["un", "##t"]);
    }

    #[test]
    fn accents_case_and_curly_marks_do_not_count() {
        assert_eq!(split("CAFÉ"), ["cafe"]);
        assert_eq!(split("’t"), ["'", "t"]);
        assert_eq!(split("“"), ["\""]);
        assert_eq!(split("#"), ["#"]);
    }

    #[test]
    fn what_cannot_be_spelled_is_one_unknown_piece() {
        assert_eq!(split("unq"), ["[UNK]"]);
        assert_eq!(split("Привет"), ["[UNK]"]);
        assert_eq!(split("\u{301}"), ["[UNK]"]);
        assert_eq!(split(&"t".repeat(LONGEST_WORD + 1)), ["[UNK]"]);
        assert!(Vocabulary::new("un\n[CLS]").is_none());
    }
}
