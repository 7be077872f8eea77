//! One library that is open: kept like its files, and asked.

pub mod desk;
pub mod follow;
pub mod keeper;
pub mod panic;
pub mod parallel;

/// How far reading is.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Reading {
    /// So many files are done.
    pub done: usize,
    /// Of so many.
    pub all: usize,
    /// Files in a second, over what is done so far; 0 where that cannot be told yet.
    pub pace: f32,
}
