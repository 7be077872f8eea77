//! The real program in a folder of its own: every command, format and exit code, and whatever a folder may hold.
#![cfg(test)]

mod all;
mod config;
mod containers;
mod corrections;
mod formats;
mod harness;
mod index;
mod linear;
mod paths;
mod readme;
mod scale;
mod shared;
mod spans;
mod stream;
#[cfg(feature = "fetch")]
mod web;
