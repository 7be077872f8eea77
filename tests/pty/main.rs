//! The real program in a terminal of its own: what reaches the line, byte for byte, and how it ends.

// Tells the lints that all of this is test: `unwrap` may stand in its helpers too.
#![cfg(test)]

mod bytes;
mod clips;
mod copy;
mod ends;
mod follow;
mod hostile;
mod kept;
mod restricted;
mod sshd;
mod team;
mod terminal;
mod walk;
