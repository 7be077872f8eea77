//! From a typed line to a [`Query`].

use super::expr::{self, Expr};
use super::field::{self, Field};
use super::piece::{Piece, Word};
use super::{Branch, Fault, Filter, Query, Term};
use sayso_attribution::text::{Span, fold};

/// Longer queries are cut here: every word is compared with the whole vocabulary.
pub const MOST_WORDS: usize = 32;

/// Groups in groups deeper than this are read as if they stood beside each other.
const DEEPEST: usize = 16;

/// Reads a line from left to right, with the groups that are open.
pub struct QueryParser {
    groups: Vec<Group>,
    words: usize,
    faults: Vec<Fault>,
    /// From here on the line is too long to be searched.
    full_at: Option<usize>,
}

/// A group that is still open, or the whole line.
#[derive(Default)]
struct Group {
    negated: bool,
    /// The field that stands before its `(`.
    field: Option<Field>,
    /// What stands between its `OR`s so far.
    any: Vec<Vec<Expr>>,
}

impl QueryParser {
    /// Reads all of `text`.
    pub fn of(text: &str) -> Query {
        let mut reading = Self { groups: vec![Group::default()], words: 0, faults: Vec::new(), full_at: None };
        let mut at = 0;
        while let Some((piece, next)) = Piece::next(text, at, reading.groups.len() > 1) {
            reading.take(&piece);
            at = next;
        }
        while reading.groups.len() > 1 {
            reading.close();
        }
        reading.finish(text)
    }

    fn take(&mut self, piece: &Piece) {
        match piece {
            Piece::Open(word) => self.open(word),
            Piece::Close => self.close(),
            Piece::Or => self.group().any.push(Vec::new()),
            Piece::Word(_) if self.full_at.is_some() => {}
            Piece::Word(word) if self.words >= MOST_WORDS => self.full_at = Some(word.at.start()),
            Piece::Word(word) => self.word(word),
        }
    }

    fn open(&mut self, word: &Word) {
        let field = word.field.and_then(Field::named);
        if let Some(name) = word.field.filter(|_| field.is_none()) {
            self.fault(word.at, field::unknown(name));
        }
        if self.groups.len() <= DEEPEST {
            let field = field.or(self.group().field);
            self.groups.push(Group { negated: word.negated, field, any: Vec::new() });
        }
    }

    fn close(&mut self) {
        if self.groups.len() > 1
            && let Some(group) = self.groups.pop()
        {
            let expr = group.expr();
            self.push(expr);
        }
    }

    fn word(&mut self, word: &Word) {
        if word.unclosed {
            self.fault(word.at, "the quotation mark is not closed; the exact words run to the end".to_owned());
        }
        match word.field.map(|name| (name, Field::named(name))) {
            Some((_, Some(field))) => return self.narrow(word, field, word.value),
            Some((name, None)) if name.chars().all(char::is_alphabetic) => self.fault(word.at, field::unknown(name)),
            _ => {}
        }
        if let Some(field) = self.group().field {
            return self.narrow(word, field, word.body());
        }
        let words = fold::word_list(word.body());
        let exact = word.quoted;
        let sets = if exact || word.negated { vec![words] } else { words.into_iter().map(|w| vec![w]).collect() };
        for words in sets.into_iter().filter(|words| !words.is_empty()) {
            if self.words >= MOST_WORDS {
                self.full_at = Some(word.at.start());
                return;
            }
            self.words += 1;
            let exact = exact || words.len() > 1;
            let term = Expr::Term(Term { words, exact, open: false, at: word.at });
            self.push(Some(if word.negated { Expr::Not(Box::new(term)) } else { term }));
        }
    }

    fn narrow(&mut self, word: &Word, field: Field, value: &str) {
        let words = fold::word_list(value);
        if value.is_empty() {
            // Still to be typed.
        } else if let Some(wrong) = field.wrong(value, &words) {
            self.fault(word.at, wrong);
        } else {
            self.words += 1;
            let value = value.to_owned();
            self.push(Some(Expr::Filter(Filter {
                field,
                value,
                words,
                exact: word.is_exact(),
                negated: word.negated,
                at: word.at,
            })));
        }
    }

    fn push(&mut self, expr: Option<Expr>) {
        let any = &mut self.group().any;
        match any.last_mut() {
            Some(last) => last.extend(expr),
            None => any.push(expr.into_iter().collect()),
        }
    }

    fn group(&mut self) -> &mut Group {
        if self.groups.is_empty() {
            self.groups.push(Group::default());
        }
        let last = self.groups.len() - 1;
        &mut self.groups[last]
    }

    fn fault(&mut self, at: Span, message: String) {
        if self.faults.len() < MOST_WORDS {
            self.faults.push(Fault { at, message });
        }
    }

    fn finish(mut self, text: &str) -> Query {
        let all = self.groups.pop().unwrap_or_default().expr();
        let (mut any, cut) = all.map_or_else(|| (vec![Branch::default()], false), |expr| expr.branches());
        if cut {
            self.fault(Span::new(0, text.len()), format!("only the first {} alternatives are searched", expr::MOST));
        }
        if let Some(at) = self.full_at {
            self.fault(Span::new(at, text.len()), format!("only the first {MOST_WORDS} words are searched"));
        }
        for branch in &mut any {
            branch.close(text.len());
        }
        Query { text: text.to_owned(), any, faults: self.faults, ..Query::default() }
    }
}

impl Group {
    /// What stands in it; `None` where nothing does.
    fn expr(self) -> Option<Expr> {
        let mut any: Vec<Expr> = self.any.into_iter().filter(|all| !all.is_empty()).map(Expr::All).collect();
        let expr = if any.len() > 1 { Expr::Any(any) } else { any.pop()? };
        Some(if self.negated { Expr::Not(Box::new(expr)) } else { expr })
    }
}
