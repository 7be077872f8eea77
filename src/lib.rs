//! sayso shows *on whose say-so*: a terminal reader that keeps, beside the text of an article, every quotation and
//! every reported claim that the article credits to someone, linked to the exact words.
//!
//! The program is this crate; what it shows comes from two others.
//!
//! | where | holds | does not know |
//! |---|---|---|
//! | [`cli`] | arguments, printed output, exit status | – |
//! | [`terminal`] | event loop, threads, terminal, clipboard, child processes | what a key means |
//! | [`linear`] | line mode: the model by lines of text, for screen readers | terminals |
//! | [`ui`] | `frame = f(&model)` | how to change anything: it draws from a shared reference |
//! | [`app`] | model, actions, keymap, `update(Input) -> Vec<Effect>` | disks, threads, screens, clocks |
//! | [`config`] | `config.toml` | who uses it |
//! | [`fetch`] | pages and feeds from the web, when the user asks for them | files |
//! | [`cells`] | width of text in cells, wrapping | what is drawn |
//! | [`sayso_library`] | many articles: people, search, index, journal, corrections, citations | screens |
//! | [`sayso_attribution`] | bytes to document to analysis: who said what in one article | files, other articles |
//!
//! Three paths through the code:
//!
//! * **file to screen:** the indexer compares the folder with its index ([`sayso_library::index`]), reads what is new
//!   with [`sayso_attribution::document::ingest`] and [`sayso_attribution::analyse`], and sends `Input::Catalogue`, a
//!   row for each article; the article that is opened is fetched (`Input::Fetched`), and `ui` draws it.
//! * **key to frame:** terminal event, [`app::Key`], keymap (mode and the keys so far), `Action`, `update`, effects;
//!   all waiting inputs are handled before one draw.
//! * **change to disk:** `Effect::Record`, a thread stamps the event, writes its line and waits for the disk, then
//!   `Input::Recorded`, `Library::keep`, and only then the status line says that it is done.
//!
//! A position is always a [`sayso_attribution::text::Span`]: bytes into the document's text.

pub mod app;
pub mod cells;
pub mod cli;
pub mod config;
pub mod fetch;
pub mod linear;
pub mod terminal;
pub mod ui;
