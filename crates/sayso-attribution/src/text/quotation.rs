//! Quotation marks, paired: every style, nested, left open, and told from apostrophes.
//!
//! A mark's neighbours say whether it opens or closes; a stack pairs them. Every mark is pushed once and
//! popped once, so the time is linear whatever the text does.

use super::Span;
use super::token::is_word;
use crate::language::WordList;

/// A stretch in quotation marks within one paragraph.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Quotation {
    /// Both marks and what is between them. Where `closed` is false it runs to the paragraph's end, or to
    /// where the next one of its sort opens.
    pub outer: Span,
    /// The words between the marks, never empty.
    pub inner: Span,
    /// Whether it has a closing mark. One that runs on into the next paragraph has none.
    pub closed: bool,
    /// 0 for one that stands in no other, 1 for one inside it, and so on (255 and deeper are one).
    pub depth: u8,
}

/// The quotations of the paragraph at `block`, by where they start; they nest or are disjoint.
///
/// Each paragraph stands for itself: one that goes on with the quotation of the paragraph before starts with
/// a mark of its own, and that one's last quotation is not `closed`.
pub fn quotations(text: &str, block: Span) -> Vec<Quotation> {
    let mut pairing = Pairing { text, block, open: Vec::new(), opened: [0; 3], done: Vec::new() };
    for mark in &marks(text, block) {
        match pairing.part(mark) {
            Part::Opens => pairing.push(mark),
            Part::Closes => pairing.close(mark),
            Part::Neither => {}
        }
    }
    pairing.finish()
}

/// Marks that pair with each other.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Family {
    Double,
    Angle,
    Single,
}

/// One mark and what its neighbours say of it.
#[derive(Clone, Copy, Debug)]
struct Mark {
    span: Span,
    sign: &'static str,
    family: Family,
    /// Stands as an opening mark does: nothing but space, a bracket or a dash before it, a word after it.
    opening: bool,
    /// Stands as a closing mark does: not after white space, not in or at the start of a word.
    closing: bool,
    /// Could as well be the apostrophe of `the workers’ party`.
    possessive: bool,
}

enum Part {
    Opens,
    Closes,
    Neither,
}

const SIGNS: &[(&str, Family)] = &[
    ("“", Family::Double),
    ("”", Family::Double),
    ("„", Family::Double),
    ("\"", Family::Double),
    ("``", Family::Double),
    ("''", Family::Double),
    ("«", Family::Angle),
    ("»", Family::Angle),
    ("‘", Family::Single),
    ("’", Family::Single),
    ("‚", Family::Single),
    ("'", Family::Single),
];

/// Two single marks that close a double quotation: `“so it is,’’ he said`.
const PAIR: (&str, Family) = ("’’", Family::Double);

/// Words that lose their first letters to an apostrophe.
static CLIPPED: WordList = WordList::named("quotation.clipped");

/// Words that no possessive stands before: after them a mark behind an `s` closes.
static NEVER_OWNED: WordList = WordList::named("quotation.never-owned");

fn marks(text: &str, block: Span) -> Vec<Mark> {
    let part = block.of(text);
    let mut out: Vec<Mark> = Vec::new();
    let mut at = 0;
    let (mut in_double, mut in_single) = (false, false);
    while let Some(c) = part[at..].chars().next() {
        let rest = &part[at..];
        // Two single marks close a double one, where no single one is open.
        let pair = in_double && !in_single && rest.starts_with(PAIR.0);
        let listed = || SIGNS.iter().find(|(s, _)| rest.starts_with(s));
        let sign = if c.is_alphanumeric() { None } else { Some(&PAIR).filter(|_| pair).or_else(listed) };
        let len = sign.map_or(c.len_utf8(), |(s, _)| s.len());
        if let Some(&(sign, family)) = sign {
            let span = Span::new(block.start() + at, block.start() + at + len);
            let mark = mark(sign, family, span, &part[..at], &rest[len..]);
            match family {
                Family::Double => (in_double, in_single) = (sign == "“" || mark.opening, false),
                Family::Single => in_single = mark.opening || in_single && !mark.closing,
                Family::Angle => {}
            }
            out.push(mark);
        }
        at += len;
    }
    settle_possessives(&mut out);
    out
}

fn mark(sign: &'static str, family: Family, span: Span, left: &str, right: &str) -> Mark {
    let (before, after) = (left.chars().next_back(), right.chars().next());
    let free = before.is_none_or(|c| c.is_whitespace() || "([{—–-‐/“‘\"'„«".contains(c));
    let meets_word = after.is_some_and(|c| !c.is_whitespace() && !",.;:!?)]}".contains(c));
    let opening = free && meets_word && !(family == Family::Single && is_clipped(right));
    let closing = before.is_some_and(|c| !c.is_whitespace())
        && (family != Family::Single || closes_single(left, before.unwrap_or(' '), right, after));
    let possessive = family == Family::Single && before == Some('s') && owns(right);
    Mark { span, sign, family, opening, closing, possessive }
}

/// A single mark closes after punctuation (`exclusive,’he said`) or behind a word that it ends.
fn closes_single(left: &str, before: char, right: &str, after: Option<char>) -> bool {
    if !is_word(before) {
        let clitic = before == '.' && right.starts_with('s') && !right[1..].starts_with(is_word);
        return !clitic;
    }
    let of_rock_n_roll = left.ends_with("’n") || left.ends_with("'n") || left.ends_with("‘n");
    !after.is_some_and(is_word) && !of_rock_n_roll
}

/// `’90s`, `‘em`: the mark stands for letters left out.
fn is_clipped(right: &str) -> bool {
    let word = &right[..right.find(|c| !is_word(c)).unwrap_or(right.len())];
    let decade = word.len() <= 3 && word.len() >= 2 && word.as_bytes()[..2].iter().all(u8::is_ascii_digit);
    decade || (word.len() <= 5 && CLIPPED.iter().any(|c| word.eq_ignore_ascii_case(c)))
}

fn owns(right: &str) -> bool {
    let Some(next) = right.strip_prefix(' ') else { return false };
    let word = &next[..next.find(|c| !is_word(c)).unwrap_or(next.len())];
    !word.is_empty() && !NEVER_OWNED.contains(&word)
}

/// A mark that may be a possessive is one if a better closing mark, or another such, follows before the next
/// single mark opens.
fn settle_possessives(marks: &mut [Mark]) {
    let mut follows = false;
    for mark in marks.iter_mut().rev().filter(|m| m.family == Family::Single) {
        if mark.opening || mark.sign == "‘" {
            follows = false;
        } else if mark.closing {
            mark.closing = !(mark.possessive && follows);
            follows = true;
        }
    }
}

struct Pairing<'t> {
    text: &'t str,
    block: Span,
    /// With each, where the next of its sort opens inside it.
    open: Vec<(Mark, Option<usize>)>,
    /// How many of each family are open: no search of the stack for what is not in it.
    opened: [usize; 3],
    done: Vec<Quotation>,
}

impl Pairing<'_> {
    fn part(&self, mark: &Mark) -> Part {
        let open = self.opened[mark.family as usize] > 0;
        let last = self.open.last().filter(|_| open).map(|(m, _)| m.sign);
        match mark.sign {
            "‘" | "'" | "‚" if mark.opening => Part::Opens,
            "’" | "'" | "‘" => self.single(mark),
            "‚" => Part::Neither,
            "“" if last == Some("„") && !mark.opening => Part::Closes,
            "“" | "„" | "``" => Part::Opens,
            "«" | "»" => self.angle(mark, open),
            _ if open && (mark.sign == "”" || !mark.opening) => Part::Closes,
            "\"" | "''" if mark.opening || (!open && !mark.closing) => Part::Opens,
            _ => Part::Neither,
        }
    }

    /// A single mark closes only what opened inside the double quotation it stands in.
    fn single(&self, mark: &Mark) -> Part {
        let innermost = self.open.last().is_some_and(|(m, _)| m.family == Family::Single);
        if mark.closing && innermost { Part::Closes } else { Part::Neither }
    }

    /// `«a»` and `»a«`: the other one closes.
    fn angle(&self, mark: &Mark, open: bool) -> Part {
        let other = self.open.last().is_some_and(|(m, _)| m.family == Family::Angle && m.sign != mark.sign);
        match mark.sign {
            _ if other => Part::Closes,
            "«" => Part::Opens,
            _ if open => Part::Closes,
            _ if mark.opening => Part::Opens,
            _ => Part::Neither,
        }
    }

    fn push(&mut self, mark: &Mark) {
        if let Some((_, next)) = self.open.last_mut().filter(|(m, _)| m.family == mark.family) {
            next.get_or_insert(mark.span.start());
        }
        self.opened[mark.family as usize] += 1;
        self.open.push((*mark, None));
    }

    fn pop(&mut self) -> Option<(Mark, Option<usize>)> {
        let popped = self.open.pop()?;
        self.opened[popped.0.family as usize] -= 1;
        Some(popped)
    }

    fn close(&mut self, closer: &Mark) {
        while let Some((opener, next)) = self.pop() {
            if opener.family == closer.family {
                self.add(opener.span.cover(closer.span), closer.span.start(), &opener, true);
                return;
            }
            self.leave_open(&opener, next.unwrap_or(closer.span.start()));
        }
    }

    /// An unclosed double mark counts up to `end`; a single one is an apostrophe unless a paragraph starts so.
    fn leave_open(&mut self, opener: &Mark, end: usize) {
        if opener.family != Family::Single || opener.span.start() == self.block.start() {
            let outer = Span::new(opener.span.start(), end).trim(self.text);
            self.add(outer, outer.end(), opener, false);
        }
    }

    fn add(&mut self, outer: Span, end: usize, opener: &Mark, closed: bool) {
        let inner = Span::new(opener.span.end(), end).trim(self.text);
        if !inner.is_empty() {
            self.done.push(Quotation { outer, inner, closed, depth: 0 });
        }
    }

    fn finish(mut self) -> Vec<Quotation> {
        while let Some((opener, next)) = self.pop() {
            self.leave_open(&opener, next.unwrap_or(self.block.end()));
        }
        self.done.sort_unstable_by_key(|q| (q.outer.start(), std::cmp::Reverse(q.outer.end())));
        let mut around: Vec<usize> = Vec::new();
        for quotation in &mut self.done {
            while around.last().is_some_and(|&end| end <= quotation.outer.start()) {
                around.pop();
            }
            quotation.depth = u8::try_from(around.len()).unwrap_or(u8::MAX);
            around.push(quotation.outer.end());
        }
        self.done
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn inner(text: &str) -> Vec<&str> {
        quotations(text, Span::new(0, text.len())).iter().map(|q| q.inner.of(text)).collect()
    }

    #[test]
    fn every_style_pairs() {
        let cases: &[(&str, &[&str])] = &[
            ("He said “yes.” Then “no.”", &["yes.", "no."]),
            ("He said \"yes.\" Then \"no.\"", &["yes.", "no."]),
            ("«Oui», dit-il. « Non »", &["Oui", "Non"]),
            ("»Ja«, sagt er", &["Ja"]),
            ("„Ja“, sagt er, „nein”", &["Ja", "nein"]),
            ("He said ``yes'' and ''no''", &["yes", "no"]),
            ("‘Not only,’ he said, ‘but also.’", &["Not only,", "but also."]),
            ("'Not only,' he said, 'but also.'", &["Not only,", "but also."]),
            ("“She told me ‘go’ twice.”", &["She told me ‘go’ twice.", "go"]),
            ("‘She told me “go” twice.’", &["She told me “go” twice.", "go"]),
            ("(\"in brackets\") and—\"dashes\"—too", &["in brackets", "dashes"]),
            ("“Mixed marks\" are closed", &["Mixed marks"]),
            ("“Two single ones,’’ he said. “Again.’’", &["Two single ones,", "Again."]),
            ("‘She told me ‘go’’, he said", &["She told me ‘go’", "go"]),
            ("“She told me ‘go’”, he said", &["She told me ‘go’", "go"]),
        ];
        for (text, want) in cases {
            assert_eq!(&inner(text), want, "{text}");
        }
    }

    #[test]
    fn apostrophes_are_no_quotation_marks() {
        let cases: &[(&str, &[&str])] = &[
            (
                "‘Korea’s love affair is a well-calibrated courtship’, he says",
                &["Korea’s love affair is a well-calibrated courtship"],
            ),
            ("It was ‘the workers’ party’ at fault", &["the workers’ party"]),
            ("The ‘enemies’ of the voters’ will", &["enemies"]),
            ("‘exclusive,’he said", &["exclusive,"]),
            ("rock ’n’ roll of the ’90s and ‘em", &[]),
            ("'em and the workers' rock 'n' roll of the '90s", &[]),
            ("‘It’s the ’80s again,’ they said", &["It’s the ’80s again,"]),
            ("the dogs' owner said 'no' to the cats' owner", &["no"]),
            ("“I don't know, y’all,” the boys’ father said", &["I don't know, y’all,"]),
            ("It is 5'10\" tall. \"Yes.\"", &["Yes."]),
            ("the U.S.’s ‘no’", &["no"]),
            ("a ‘stray mark in the middle", &[]),
        ];
        for (text, want) in cases {
            assert_eq!(&inner(text), want, "{text}");
        }
    }

    #[test]
    fn what_is_not_closed_ends_with_the_paragraph_or_the_next() {
        let text = "“A long speech. “Its second part.” Narration.";
        assert_eq!(inner(text), ["A long speech.", "Its second part."]);
        for text in ["“It goes on and on", "\"It goes on and on", "‘It goes on and on"] {
            let got = quotations(text, Span::new(0, text.len()));
            assert_eq!((got.len(), got[0].closed, got[0].inner.of(text)), (1, false, "It goes on and on"), "{text}");
        }
    }

    #[test]
    fn depth_counts_what_a_quotation_stands_in() {
        let text = "“a ‘b “c” d’ e” “f”";
        let got: Vec<u8> = quotations(text, Span::new(0, text.len())).iter().map(|q| q.depth).collect();
        assert_eq!(got, [0, 1, 2, 0]);
    }

    #[test]
    fn hostile_paragraphs_take_linear_time() {
        for unit in ["“", "\"", "'", "‘", "’ ", "“‘", "a’ ‘b", "“ ‘a ” ", "s’ a "] {
            let text = unit.repeat(30_000);
            quotations(&text, Span::new(0, text.len()));
        }
    }

    proptest! {
        #[test]
        fn quotations_nest_and_stand_in_the_text(text in "[a-s \"'“”‘’«»„`.,]{0,60}") {
            let got = quotations(&text, Span::new(0, text.len()));
            for (i, q) in got.iter().enumerate() {
                prop_assert!(q.outer.covers(q.inner) && !q.inner.of(&text).is_empty());
                for other in &got[i + 1..] {
                    prop_assert!(!q.outer.overlaps(other.outer) || q.inner.covers(other.outer));
                }
            }
        }
    }
}
