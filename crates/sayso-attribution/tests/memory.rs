//! Memory that an article takes, from its bytes to its analysis: bytes that are allocated at once, and bytes that are
//! kept with the analysis, per byte of text.
//!
//! The growth between two sizes is measured, so that word lists do not count. A tagger that finds nothing stands for the
//! one of the crate, which reads a text in windows of a fixed size: without optimization it would take minutes.

use peak_alloc::PeakAlloc;
use sayso_attribution::document::ingest;
use sayso_attribution::{Analyzer, Calibration, Found, Parsed, Pos, Tagged, Tagger};

#[global_allocator]
static ALLOCATED: PeakAlloc = PeakAlloc;

/// Bytes of the smaller text of a shape.
const SMALL: usize = 256 << 10;

/// Texts as they are repeated until they are long enough, with the most bytes that may be allocated at once for each of
/// their bytes. Where a list grows, both its old and its new place count, though the system mostly moves it without a copy.
const SHAPES: &[(&str, f64, &str)] = &[
    (
        "paragraphs",
        13.0,
        "Rain fell over the valley on Monday and the river rose. Ann Lee, the mayor, said the new bridge would stay \
         closed. “We will not take a risk,” she told reporters at the town hall.\n\n",
    ),
    (
        "one line",
        14.0,
        "Rain fell over the valley on Monday and the river rose. Ann Lee, the mayor, said the new bridge would stay \
         closed. “We will not take a risk,” she told reporters at the town hall. ",
    ),
    (
        "no quotes",
        8.5,
        "Rain fell over the valley on Monday and the river rose by a metre before the evening came, and the road was \
         closed for the night.\n\n",
    ),
    (
        "capitals",
        20.0,
        "RAIN FELL. Ann Lee Met Bob Stone In The Old Town Hall Of Port Arden On The First Monday Of May.\n\n",
    ),
    ("list", 15.5, "- Rain fell over the valley.\n- The river rose, said Ann Lee.\n- The bridge was closed.\n"),
];

/// Bytes that the document and the analysis may take for each byte of text: a library of single files holds both until
/// all are printed.
const MOST_KEPT: f64 = 5.0;

/// Finds nothing.
#[derive(Debug)]
struct NoTagger;

impl Tagger for NoTagger {
    fn id(&self) -> String {
        "none".to_owned()
    }

    fn tag(&self, parsed: &Parsed, _: &[Found]) -> Tagged {
        Tagged { found: Vec::new(), pos: vec![Pos::Nn; parsed.all_tokens().len()] }
    }

    fn calibration(&self) -> Calibration {
        Calibration::default()
    }
}

/// Bytes allocated at once while `text` is read, and bytes of its document and analysis.
fn peak_and_kept(text: &str) -> [f64; 2] {
    ALLOCATED.reset_peak_usage();
    let before = ALLOCATED.current_usage();
    let document = ingest(text.as_bytes(), "article.txt");
    let analysis = Analyzer::new(NoTagger).analyze(&document);
    let bytes = [ALLOCATED.peak_usage(), ALLOCATED.current_usage()].map(|usage| (usage - before) as f64);
    drop((document, analysis));
    bytes
}

#[test]
fn an_article_takes_a_bounded_number_of_bytes_per_byte_of_text() {
    peak_and_kept(SHAPES[0].2);
    let mut faults = Vec::new();
    for (name, most, text) in SHAPES {
        let of = |bytes: usize| text.repeat(bytes.div_ceil(text.len()));
        let [few, many] = [SMALL, 3 * SMALL].map(|bytes| peak_and_kept(&of(bytes)));
        let [peak, kept] = [0, 1].map(|at| (many[at] - few[at]) / (2 * SMALL) as f64);
        eprintln!("{name}: {peak:.1} bytes per byte of text, {kept:.1} of them kept");
        for (what, each, most) in [("at once", peak, *most), ("kept", kept, MOST_KEPT)] {
            if each > most {
                faults.push(format!("{name}: {each:.1} {what}, not {most}"));
            }
        }
    }
    assert!(faults.is_empty(), "bytes per byte of text: {faults:?}");
}
