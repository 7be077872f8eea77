//! The card that a quote is corrected on, and the choice of a speaker.

use crate::app::Action;
use sayso_attribution::text::Span;
use sayso_library::QuoteId;
use sayso_library::near_duplicates::Credit;

/// The card that a quote is corrected on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// The quote.
    pub quote: QuoteId,
    /// The chosen row.
    pub row: usize,
    /// Somebody else said it: asks whether all that depends on the same pronouns changes too.
    pub chain: Option<Chain>,
}

/// What is asked before a quote by a pronoun goes to another speaker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chain {
    /// Who said it; none where nobody is named.
    pub speaker: Option<String>,
    /// How many quotes hang on the same name by pronouns.
    pub quotes: usize,
    /// Prints of the quote in other articles that credit somebody else: asked about once this quote is corrected.
    pub prints: Vec<Credit>,
}

/// One row of the card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CorrectionChoice {
    /// What the row does.
    pub does: Does,
    /// What it says.
    pub text: String,
}

/// What a row of the card does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Does {
    /// That speaker of the article said it.
    Speaker(usize),
    /// The action, by its own key too.
    Run(Action),
}

/// What a speaker is chosen for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Who said a quote.
    Speaker(QuoteId),
    /// Who the speaker of a quote is the same as.
    Merge(QuoteId),
    /// Who the speaker of a quote is, who goes by another's name.
    Split(QuoteId),
    /// Whose words these are.
    New(Span),
}

/// One speaker to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The name; none for nobody.
    pub name: Option<String>,
    /// Where the name is from.
    pub from: &'static str,
}
