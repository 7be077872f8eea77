//! `frame = f(&model)` (being built).

pub mod picker;
