//! sayso shows *on whose say-so*: a reader for the terminal that stands, beside an article's text, every
//! quotation and every reported claim the article credits to someone, tied to the exact words.
//!
//! This page is the map of the house. Each folder of `src/` is a floor; a floor may name itself and the
//! floors beneath it, never one above (`tests/house.rs` holds that).
//!
//! | floor | holds | does not know |
//! |---|---|---|
//! | [`cli`] | arguments, printed output, exit codes | – |
//! | [`runtime`] | the loop, threads, the terminal, effects | what a key means |
//! | [`ui`] | `frame = f(&model)` | how to change anything: it draws from a shared reference |
//! | [`app`] | model, actions, keymap, `update(Input) -> Vec<Effect>` | disks, threads, screens, clocks |
//! | [`store`] | articles in, state out: the only floor that opens files | what is done with them |
//! | [`library`] | all documents and what is known of them; people, search, corrections | where a document came from |
//! | [`attribution`] | who said what: `analyse(&Document) -> Analysis`, total | other documents |
//! | [`document`] | one text with its shape; ingest: bytes to document and warnings | files: it is given bytes |
//! | [`text`] | spans, tokens, sentences, quotation marks, folding, wrapping | what a document is |
//!
//! Three trips through it:
//!
//! * **file → screen:** a worker compares the folder with its index ([`store::index`]), reads what is new →
//!   [`document::ingest`] → [`attribution::analyse`] → the index → `Input::Catalogue`, a row for each article;
//!   the one that is opened is fetched (`Input::Fetched`) → `ui` lays layers of spans over wrapped rows.
//! * **key → frame:** terminal event → [`app::Key`] → keymap (mode and the keys so far) → `Action` →
//!   `update` → effects performed → all waiting inputs drained → one draw.
//! * **deed → disk:** `Effect::Record` → a thread stamps the event, writes its line and waits for the disk →
//!   `Input::Recorded` → `Library::keep` lays it over what is there → only then the status says that it is done.
//!
//! Finding who said what has two halves with one seam, [`attribution::Found`]: a trained engine beside rules gives
//! spans of source, cue and content, and another set of rules says who each source is. `models/README.md` tells what
//! the engine has learned from.
//!
//! One unit of position in the whole program: bytes into the document's text, held by [`text::Span`].

pub mod app;
pub mod attribution;
pub mod cli;
pub mod document;
pub mod library;
pub mod runtime;
pub mod store;
pub mod text;
pub mod ui;
