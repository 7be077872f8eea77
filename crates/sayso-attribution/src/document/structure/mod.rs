//! What the pieces of a text are to a reader, told from their words and places.

pub(in crate::document) mod display;
pub(in crate::document) mod furniture;
pub(in crate::document) mod metadata;
pub(in crate::document) mod raw_block;
pub(in crate::document) mod repeats;
pub(in crate::document) mod words;
