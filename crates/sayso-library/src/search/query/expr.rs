//! What was typed as a tree of groups, and the plain alternatives it stands for.

use super::{Branch, Filter, Term};

/// More alternatives than this are not looked for: each is a search of its own.
pub const MOST: usize = 8;

/// A word, a field, or several of them together.
#[derive(Clone, Debug)]
pub enum Expr {
    /// A word or words side by side.
    Term(Term),
    /// A field.
    Filter(Filter),
    /// All of these.
    All(Vec<Expr>),
    /// One of these.
    Any(Vec<Expr>),
    /// Not this.
    Not(Box<Expr>),
}

impl Expr {
    /// The alternatives it stands for, and whether some had to be left out.
    pub fn branches(&self) -> (Vec<Branch>, bool) {
        let mut cut = false;
        (self.spread(false, &mut cut), cut)
    }

    fn spread(&self, negated: bool, cut: &mut bool) -> Vec<Branch> {
        match self {
            Self::Term(term) => vec![Branch::of_term(term.clone(), negated)],
            Self::Filter(filter) => {
                let filter = Filter { negated: filter.negated != negated, ..filter.clone() };
                vec![Branch { filters: vec![filter], ..Branch::default() }]
            }
            Self::Not(inner) => inner.spread(!negated, cut),
            // What is not both of two lacks one of them.
            Self::All(parts) if negated => either(parts, negated, cut),
            Self::Any(parts) if !negated => either(parts, negated, cut),
            Self::All(parts) | Self::Any(parts) => parts.iter().fold(vec![Branch::default()], |all, part| {
                let more = part.spread(negated, cut);
                let both = all.iter().flat_map(|left| more.iter().map(|right| left.and(right)));
                limited(both, cut)
            }),
        }
    }
}

fn either(parts: &[Expr], negated: bool, cut: &mut bool) -> Vec<Branch> {
    let all: Vec<Branch> = parts.iter().flat_map(|part| part.spread(negated, cut)).collect();
    limited(all.into_iter(), cut)
}

fn limited(mut branches: impl Iterator<Item = Branch>, cut: &mut bool) -> Vec<Branch> {
    let kept = branches.by_ref().take(MOST).collect();
    *cut |= branches.next().is_some();
    kept
}
