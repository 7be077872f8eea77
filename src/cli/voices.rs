//! `sayso voices`: who is quoted, how often, with how many words, and how.

use std::fmt::Write as _;
use std::io::Write as _;

use serde::Serialize;

use super::args::{Format, VoicesArgs};
use super::article_iter::All;
use super::exit::{Outcome, nothing};
use super::output::{self, Column, Row};
use sayso_library::voices::{Tally, Voices};

/// Prints the rows with most quotes first, or a picture of them.
pub fn run(args: &VoicesArgs) -> anyhow::Result<Outcome> {
    let mut all = All::of(&args.paths)?;
    let ids = all.ids().to_vec();
    let mut voices = Voices::by(args.by.of());
    all.read(&ids, |library, id| {
        voices.add(library, id);
        Ok(())
    })?;
    let rows: Vec<VoiceRow> = rows(&voices, args.limit.map_or(usize::MAX, usize::from));
    if rows.is_empty() {
        return Ok(nothing("no quotes found here"));
    }
    match args.format {
        _ if args.svg => std::io::stdout().lock().write_all(svg(&rows, voices.all()).as_bytes())?,
        Format::Csv | Format::Jsonl => output::print(&rows, args.format)?,
        Format::Table | Format::Md => {
            output::print(&rows.into_iter().map(VoiceTableRow).collect::<Vec<_>>(), args.format)?;
        }
    }
    Ok(Outcome::Done)
}

/// One row, in the field order of the JSON Lines format.
#[derive(Debug, Serialize)]
struct VoiceRow<'a> {
    name: &'a str,
    quotes: usize,
    words: usize,
    /// Quotes of all, 0 to 1.
    share: f64,
    direct: usize,
    mixed: usize,
    indirect: usize,
    named: usize,
    institutions: usize,
    unnamed: usize,
    speakers: usize,
    articles: usize,
    /// Quotes of the row with most of them, 0 to 1.
    #[serde(skip)]
    long: f64,
}

fn rows(voices: &Voices, limit: usize) -> Vec<VoiceRow<'_>> {
    let counted = voices.rows();
    let most = counted.iter().map(|(_, tally)| tally.quotes).max().unwrap_or(1);
    let part = |quotes: usize, of: usize| quotes as f64 / of.max(1) as f64;
    let row = |(name, tally)| {
        let tally: &Tally = tally;
        VoiceRow {
            name,
            quotes: tally.quotes,
            words: tally.words,
            share: (part(tally.quotes, voices.all().quotes) * 10_000.0).round() / 10_000.0,
            direct: tally.direct,
            mixed: tally.mixed,
            indirect: tally.indirect,
            named: tally.named,
            institutions: tally.institutions,
            unnamed: tally.unnamed,
            speakers: tally.speakers,
            articles: tally.articles,
            long: part(tally.quotes, most),
        }
    };
    counted.into_iter().take(limit).map(row).collect()
}

/// Cells of the longest bar.
const BAR: f64 = 20.0;

/// A bar of so much of [`BAR`], to half a cell.
fn bar(long: f64) -> String {
    let halves = (long * BAR * 2.0).round() as usize;
    "█".repeat(halves / 2) + if halves % 2 == 1 { "▌" } else { "" }
}

impl Row for VoiceRow<'_> {
    fn columns() -> Vec<Column<Self>> {
        vec![
            Column::csv("name", |row| row.name.to_owned()),
            Column::csv("quotes", |row| row.quotes.to_string()),
            Column::csv("words", |row| row.words.to_string()),
            Column::csv("share", |row| row.share.to_string()),
            Column::csv("direct", |row| row.direct.to_string()),
            Column::csv("mixed", |row| row.mixed.to_string()),
            Column::csv("indirect", |row| row.indirect.to_string()),
            Column::csv("named", |row| row.named.to_string()),
            Column::csv("institutions", |row| row.institutions.to_string()),
            Column::csv("unnamed", |row| row.unnamed.to_string()),
            Column::csv("speakers", |row| row.speakers.to_string()),
            Column::csv("articles", |row| row.articles.to_string()),
        ]
    }
}

/// A row as a person reads it: with a bar and shares.
#[derive(Debug, Serialize)]
struct VoiceTableRow<'a>(VoiceRow<'a>);

impl Row for VoiceTableRow<'_> {
    fn columns() -> Vec<Column<Self>> {
        vec![
            Column::narrow("name", 32, |row| row.0.name.to_owned()),
            Column::count("quotes", |row| row.0.quotes.to_string()),
            Column::spare("", BAR as usize, |row| bar(row.0.long)),
            Column::count("words", |row| row.0.words.to_string()),
            Column::count("quoted", |row| percent(row.0.direct + row.0.mixed, row.0.quotes)),
            Column::count("reported", |row| percent(row.0.indirect, row.0.quotes)),
            Column::count("unnamed", |row| percent(row.0.unnamed, row.0.quotes)),
            Column::count("articles", |row| row.0.articles.to_string()),
        ]
    }
}

/// `40 %`.
fn percent(count: usize, all: usize) -> String {
    format!("{:.0} %", count as f64 * 100.0 / all.max(1) as f64)
}

/// Height of a row of the picture in pixels.
const HIGH: usize = 22;
/// Width of the longest bar in pixels.
const WIDE: f64 = 420.0;
/// Where the bars begin.
const LEFT: usize = 260;

/// A picture of the rows: a bar each, quoted words darker than reported ones.
fn svg(rows: &[VoiceRow], all: &Tally) -> String {
    let height = (rows.len() + 2) * HIGH;
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 760 {height}\" width=\"760\" \
         font-family=\"system-ui, sans-serif\" font-size=\"13\">\n\
         <rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n\
         <text x=\"12\" y=\"18\" fill=\"#333333\">{} quotes, {} words, {} articles; dark: in quotation marks, light: reported</text>\n",
        all.quotes, all.words, all.articles,
    );
    for (at, row) in rows.iter().enumerate() {
        let y = (at + 1) * HIGH + 8;
        let long = row.long * WIDE;
        let quoted = long * (row.direct + row.mixed) as f64 / row.quotes.max(1) as f64;
        let _ = writeln!(
            out,
            "<text x=\"{}\" y=\"{}\" text-anchor=\"end\" fill=\"#111111\">{}</text>\
             <rect x=\"{LEFT}\" y=\"{y}\" width=\"{long:.1}\" height=\"14\" fill=\"#9dbbd8\"/>\
             <rect x=\"{LEFT}\" y=\"{y}\" width=\"{quoted:.1}\" height=\"14\" fill=\"#2f5d8a\"/>\
             <text x=\"{:.1}\" y=\"{}\" fill=\"#333333\">{}</text>",
            LEFT - 8,
            y + 12,
            escaped(&super::screen::cut(row.name, 34)),
            LEFT as f64 + long + 6.0,
            y + 12,
            row.quotes,
        );
    }
    out + "</svg>\n"
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
