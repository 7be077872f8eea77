//! (being built)

pub mod parallel;
