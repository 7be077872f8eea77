//! Trains and measures the engine of sayso, and makes up test libraries.

pub mod generate;
pub mod recall;
pub mod speakers;
pub mod train;
