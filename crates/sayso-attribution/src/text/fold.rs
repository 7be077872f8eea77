//! Folding for search: `Café`, `CAFÉ` and `cafe` are one word, `don’t` and `dont` too. The way back to the
//! true letters is kept, so that what was matched can be lit where it stands.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::Span;

/// Letters that no normalisation takes apart, with what people type instead.
const PLAIN: &[(char, &str)] = &[
    ('ß', "ss"),
    ('æ', "ae"),
    ('œ', "oe"),
    ('ø', "o"),
    ('ł', "l"),
    ('đ', "d"),
    ('ð', "d"),
    ('þ', "th"),
    ('ħ', "h"),
    ('ı', "i"),
    ('ς', "σ"),
    ('‘', "'"),
    ('’', "'"),
    ('‛', "'"),
    ('ʼ', "'"),
    ('′', "'"),
    ('`', "'"),
    ('“', "\""),
    ('”', "\""),
    ('„', "\""),
    ('‟', "\""),
    ('«', "\""),
    ('»', "\""),
    ('‐', "-"),
    ('‑', "-"),
    ('‒', "-"),
    ('–', "-"),
    ('—', "-"),
    ('―', "-"),
    ('−', "-"),
    ('\u{ad}', ""),
];

/// `text` in small letters, without accents, with straight marks and plain hyphens.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    text.chars().for_each(|c| fold_char(c, |f| out.push(f)));
    out
}

/// A folded text that knows which true bytes each of its characters stands for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folded {
    text: String,
    /// One for each character of `text`.
    from: Vec<Span>,
}

impl Folded {
    /// Folds `text[within]`; the spans it gives are offsets into `text`.
    pub fn new(text: &str, within: Span) -> Self {
        let mut folded = Self::default();
        for (at, c) in within.of(text).char_indices() {
            let start = within.start() + at;
            let span = Span::new(start, start + c.len_utf8());
            let before = folded.from.len();
            fold_char(c, |f| {
                folded.text.push(f);
                folded.from.push(span);
            });
            // An accent of its own is lit together with its letter.
            if folded.from.len() == before
                && let Some(last) = folded.from.last_mut()
            {
                *last = last.cover(span);
            }
        }
        folded
    }

    /// The folded text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The true bytes behind the folded character at `index` (counted in characters).
    pub fn origin(&self, index: usize) -> Option<Span> {
        self.from.get(index).copied()
    }
}

/// Calls `each` with every word of `text[within]`, folded, and the true bytes it takes, in order.
///
/// A word is a run of letters and digits. Marks inside are dropped (`don’t` is `dont`, `U.S.` is `us`), a
/// possessive `’s` is no part of it, a hyphen divides, and scripts without spaces give a word a character.
/// `words` of a folded text are the words of the text. Linear in the text.
pub fn words(text: &str, within: Span, mut each: impl FnMut(&str, Span)) {
    let (mut word, mut at, mut rest) = (Word::default(), within.start(), within.of(text));
    while let Some(c) = rest.chars().next() {
        let plain = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
        let (taken, behind) = rest.split_at(plain.max(c.len_utf8()));
        let span = Span::new(at, at + taken.len());
        if plain > 0 {
            word.take_plain(taken, span);
        } else {
            fold_char(c, |f| word.take(f, span, &mut each));
            if is_combining_mark(c) {
                word.reach(span);
            }
        }
        (at, rest) = (span.end(), behind);
    }
    word.finish(&mut each);
}

/// The folded words alone.
pub fn word_list(text: &str) -> Vec<String> {
    let mut list = Vec::new();
    words(text, Span::new(0, text.len()), |word, _| list.push(word.to_owned()));
    list
}

/// The first `letters` letters of the word at `span`, as counted in its folded form.
pub fn head(text: &str, span: Span, letters: usize) -> Span {
    let folded = Folded::new(text, span);
    let of_word = folded.text.chars().zip(&folded.from).filter(|(c, _)| c.is_alphanumeric());
    of_word.take(letters).map(|(_, span)| *span).reduce(Span::cover).unwrap_or(span)
}

fn fold_char(c: char, mut push: impl FnMut(char)) {
    if c.is_ascii() && c != '`' {
        return push(c.to_ascii_lowercase());
    }
    // Typographic marks are frequent, and normalisation leaves them as they are.
    if let Some((_, to)) = PLAIN.iter().find(|(from, _)| *from == c) {
        return to.chars().for_each(push);
    }
    let lower = std::iter::once(c).nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase);
    for c in lower.filter(|c| !is_combining_mark(*c)) {
        match PLAIN.iter().find(|(from, _)| *from == c) {
            Some((_, to)) => to.chars().for_each(&mut push),
            None => push(c),
        }
    }
}

/// The word being gathered.
#[derive(Default)]
struct Word {
    letters: String,
    span: Option<Span>,
    /// Where the last apostrophe stood: bytes of `letters` before it, and the true end before it.
    mark: Option<(usize, usize)>,
    /// Stops taken so far, as in `U.S.`.
    stops: usize,
}

impl Word {
    fn take(&mut self, c: char, span: Span, each: &mut impl FnMut(&str, Span)) {
        if c.is_alphanumeric() {
            if stands_alone(c) {
                self.finish(each);
            }
            self.letters.push(c);
            self.reach(span);
            if stands_alone(c) {
                self.finish(each);
            }
        } else if c == '\'' && !self.letters.is_empty() && !self.letters.ends_with('\'') {
            self.mark = self.span.map(|s| (self.letters.len(), s.end()));
        } else if c == '.' && self.is_initials() {
            self.stops += 1;
        } else {
            self.finish(each);
        }
    }

    /// Takes ASCII letters and digits that follow one another; most of most texts.
    fn take_plain(&mut self, letters: &str, span: Span) {
        let before = self.letters.len();
        self.letters.push_str(letters);
        self.letters[before..].make_ascii_lowercase();
        self.reach(span);
    }

    /// `U`, `U.S`: single letters with a stop after each but the last.
    fn is_initials(&self) -> bool {
        self.letters.len() == self.stops + 1 && self.letters.bytes().all(|b| b.is_ascii_alphabetic())
    }

    fn reach(&mut self, span: Span) {
        if !self.letters.is_empty() {
            self.span = Some(self.span.map_or(span, |s| s.cover(span)));
        }
    }

    fn finish(&mut self, each: &mut impl FnMut(&str, Span)) {
        if let Some(span) = self.span.take() {
            match self.mark {
                Some((len, end)) if &self.letters[len..] == "s" => {
                    each(&self.letters[..len], Span::new(span.start(), end));
                }
                _ => each(&self.letters, span),
            }
        }
        self.letters.clear();
        self.mark = None;
        self.stops = 0;
    }
}

/// Characters of scripts written without spaces: each is a word of its own.
fn stands_alone(c: char) -> bool {
    matches!(c, '\u{0e00}'..='\u{0eff}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn split(text: &str) -> Vec<(String, &str)> {
        let mut out = Vec::new();
        words(text, Span::new(0, text.len()), |word, span| out.push((word.to_owned(), span.of(text))));
        out
    }

    #[test]
    fn what_people_type_and_what_is_printed_are_one() {
        for (printed, typed) in [
            ("CAFÉ", "cafe"),
            ("Støre", "store"),
            ("Łukasz", "lukasz"),
            ("Straße", "strasse"),
            ("“can’t”", "\"can't\""),
            ("long–term", "long-term"),
            ("İstanbul", "istanbul"),
            ("ﬁnal", "final"),
            ("e\u{301}", "e"),
        ] {
            assert_eq!(fold(printed), typed, "{printed}");
        }
    }

    #[test]
    fn words_leave_marks_and_possessives_out() {
        let cases: &[(&str, &[(&str, &str)])] = &[
            ("Japan’s self-serving", &[("japan", "Japan"), ("self", "self"), ("serving", "serving")]),
            ("don’t O'Neill’s", &[("dont", "don’t"), ("oneill", "O'Neill")]),
            ("the U.S. in", &[("the", "the"), ("us", "U.S"), ("in", "in")]),
            ("workers’ ‘pay’", &[("workers", "workers"), ("pay", "pay")]),
            ("Re\u{301}union", &[("reunion", "Re\u{301}union")]),
            ("中国said", &[("中", "中"), ("国", "国"), ("said", "said")]),
        ];
        for (text, want) in cases {
            let got = split(text);
            let got: Vec<(&str, &str)> = got.iter().map(|(w, s)| (w.as_str(), *s)).collect();
            assert_eq!(&got, want, "{text}");
        }
    }

    #[test]
    fn the_head_of_a_word_is_lit_in_the_true_letters() {
        let text = "the Re\u{301}union’s";
        assert_eq!(head(text, Span::new(4, 12), 2).of(text), "Re\u{301}");
        assert_eq!(head("O’Neill", Span::new(0, 9), 2).of("O’Neill"), "O’N");
    }

    #[test]
    fn marks_that_are_folded_first_are_folded_as_after_normalisation() {
        for (from, to) in PLAIN {
            let normal: String = std::iter::once(*from).nfkd().flat_map(char::to_lowercase).collect();
            assert_eq!(fold(&normal), *to, "{from}");
        }
    }

    proptest! {
        #[test]
        fn folding_twice_is_folding_once(text in "\\PC{0,60}") {
            prop_assert_eq!(fold(&fold(&text)), fold(&text));
        }

        #[test]
        fn every_folded_letter_has_its_true_place(text in "\\PC{0,60}") {
            let folded = Folded::new(&text, Span::new(0, text.len()));
            prop_assert_eq!(folded.text(), fold(&text));
            let mut last = 0;
            for (at, c) in folded.text().chars().enumerate() {
                let span = folded.origin(at).unwrap();
                prop_assert!(span.start() >= last && !span.of(&text).is_empty());
                prop_assert!(fold(span.of(&text)).contains(c));
                last = span.start();
            }
        }

        #[test]
        fn the_words_of_the_folded_text_are_the_words(text in "[a-zA-Z0-9éøß’'. -]{0,60}") {
            let folded = fold(&text);
            let plain: Vec<String> = split(&folded).into_iter().map(|(w, _)| w).collect();
            prop_assert_eq!(word_list(&text), plain);
        }

        #[test]
        fn words_stand_in_order_at_true_places(text in "\\PC{0,60}") {
            let mut last = 0;
            for (word, piece) in split(&text) {
                prop_assert!(!word.is_empty() && !piece.is_empty());
                let at = piece.as_ptr() as usize - text.as_ptr() as usize;
                prop_assert!(at >= last);
                last = at;
            }
        }
    }
}
