//! Who is who over all articles.

use tantivy::Searcher;
use tantivy::columnar::StrColumn;

use super::analysis_codec::speaker_of_line;
use crate::people::{ArticleSpeakers, Linker, Merged};
use crate::{Lists, Rows};
use sayso_attribution::{Speaker, SpeakerKind};

/// Merges the speakers of all articles. `speakers` are the lines of each article of `rows`, of so many `lines` in all
/// segments.
pub fn merged(
    searcher: &Searcher,
    linker: &mut Linker,
    (rows, speakers): (&Rows, &Lists<u32>),
    lines: u32,
) -> tantivy::Result<Merged> {
    let mut times = vec![0; lines as usize];
    speakers.items().iter().for_each(|line| times[*line as usize] += 1);
    let mut all = Vec::with_capacity(times.len());
    for segment in searcher.segment_readers() {
        each_line(segment.fast_fields().str("speakers")?.as_ref(), |line| all.push(speaker(line)))?;
    }
    let article = |at: usize| {
        let entry = rows.get(at);
        let (outlet, published) = entry.map_or((None, None), |entry| (entry.publication, entry.published));
        ArticleSpeakers { lines: speakers.get(at), outlet, published }
    };
    let articles: Vec<ArticleSpeakers> = (0..rows.len()).map(article).collect();
    Ok(linker.merge(&all, &times, &articles))
}

/// All values of a column, in the order of their numbers.
pub fn each_line(column: Option<&StrColumn>, mut each: impl FnMut(&str)) -> tantivy::Result<()> {
    let Some(column) = column else { return Ok(()) };
    let mut values = column.dictionary().stream()?;
    while values.advance() {
        each(&String::from_utf8_lossy(values.key()));
    }
    Ok(())
}

fn speaker(line: &str) -> Speaker {
    let nobody = || Speaker { name: line.to_owned(), kind: SpeakerKind::Group, roles: vec![], also: vec![] };
    speaker_of_line(line).unwrap_or_else(nobody)
}
