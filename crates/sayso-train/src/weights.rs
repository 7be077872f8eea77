//! What each weight of the naming does: names right with its value, with half of it and with half as much again.
//!
//! ```text
//! cargo run --release -p sayso-train -- weights --polnear DIR --gum DIR
//! ```
//!
//! The labels are those of `names`, but PolNeAR dev, which nothing is chosen on.

use std::cell::RefCell;
use std::collections::HashMap;
use std::path::PathBuf;

use sayso_attribution::document::Document;
use sayso_attribution::{Analyzer, Basis, Found, Pos, WEIGHTS, Weights};

use crate::names::{DEV, gum, labelled};

/// Where the labels are.
#[derive(Clone, Debug, clap::Args)]
pub struct WeightsArgs {
    /// Folder of PolNeAR: holds `train/` and `dev/`, each with `text/` and `attributions/`.
    #[arg(long, value_name = "DIR")]
    pub polnear: PathBuf,
    /// Folder of texts with coreference chains: `NAME.txt` and `NAME.json`.
    #[arg(long, value_name = "DIR")]
    pub gum: PathBuf,
}

/// Parts of speech by the text they are of: the tagger reads each text once.
type Tagged = RefCell<HashMap<String, Vec<Pos>>>;

/// Shares of its value that a weight is measured with.
const SHARES: [f32; 2] = [0.5, 1.5];

/// Prints the table of weights, as Markdown.
///
/// # Errors
///
/// A file that cannot be read or is not what its ending says.
pub fn weights(args: &WeightsArgs) -> anyhow::Result<()> {
    let tagged = Tagged::default();
    let (right, all) = count(args, &tagged, &Weights::TOLD)?;
    println!("{right} of {all} names right.\n");
    println!("| weight | value | chosen on | right with half, with half as much again | for |");
    println!("|---|---|---|---|---|");
    for row in WEIGHTS {
        let (mut more, mut told) = (Vec::new(), String::new());
        if row.basis == Basis::Names {
            for share in SHARES {
                let changed = Weights::TOLD.with(row.weight, row.value * share);
                more.push(count(args, &tagged, &changed)?.0 as i64 - right as i64);
            }
            told = more.iter().map(|change| format!("{change:+}")).collect::<Vec<_>>().join(", ");
        }
        println!("| `{}` | {} | {} | {told} | {} |", row.name, row.value, row.basis.name(), row.what);
    }
    Ok(())
}

/// How many names are right with these weights, and how many are shown or labelled.
fn count(args: &WeightsArgs, tagged: &Tagged, weights: &Weights) -> anyhow::Result<(usize, usize)> {
    let resolve = |document: &Document, found: Vec<Found>| {
        let mut tagged = tagged.borrow_mut();
        let pos =
            tagged.entry(document.text().to_owned()).or_insert_with(|| Analyzer::default().parts_of_speech(document));
        Analyzer::resolve_with_weights(weights, document, pos, found)
    };
    let mut all = labelled(&args.polnear, &resolve)?;
    gum(&args.gum, false, &resolve, &mut all)?;
    all.retain(|one| one.set != DEV);
    Ok((all.iter().filter(|one| one.right).count(), all.len()))
}
