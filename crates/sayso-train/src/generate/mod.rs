//! Libraries made up from a seed, of any size, with known speakers, known quotes and near-duplicates: what the
//! benchmarks measure on and the tests of recall ask about. Every sentence, person, place and outlet is invented
//! here.
//!
//! [`articles`] never ends: take as many as are wanted. The same seed gives the same library, and a larger one begins
//! with the smaller. [`mangle`] makes of a quote what somebody remembers of it.

// Each bench and test that includes this folder uses a part of it.
#![allow(dead_code, unused_imports, missing_docs)]

mod mangle;
mod people;
mod sentence;
mod words;
mod writer;

pub use mangle::mangle;
pub use people::Person;
pub use writer::{Articles, articles};

/// One article and what is known of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    /// A file name.
    pub name: String,
    /// Front matter and text, as Markdown.
    pub text: String,
    /// What is said in it, in order.
    pub quotes: Vec<Quote>,
}

/// One thing said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quote {
    /// By whom, in full.
    pub speaker: String,
    /// As it is printed here, without quotation marks.
    pub words: String,
    /// In quotation marks, or reported.
    pub direct: bool,
    /// The same in every article that prints these words, with a word more or less: counted from 0 as they were first
    /// made up.
    pub origin: usize,
}
