//! The command line of the trainer.

use clap::{Parser, Subcommand};
use sayso_train::careful::{CompareArgs, ConfidenceArgs, PackArgs, WindowsArgs, compare, confidence, pack, windows};
use sayso_train::cases::{CasesArgs, cases};
use sayso_train::generate::{LibraryArgs, generate};
use sayso_train::genres::{GenresArgs, genres};
use sayso_train::keys::{KeysArgs, keys};
use sayso_train::names::{NamesArgs, names};
use sayso_train::people::{PeopleArgs, people};
use sayso_train::recall::{RecallArgs, recall};
use sayso_train::screenshot::{ScreenshotArgs, screenshot};
use sayso_train::speakers::{SpeakersArgs, speakers};
use sayso_train::train::{EvaluateArgs, TrainArgs, evaluate, train};
use sayso_train::weights::{WeightsArgs, weights};

/// Train and measure the engine of sayso, and generate test libraries.
///
/// Run it from the root of the workspace; paths of defaults count from there.
#[derive(Debug, Parser)]
#[command(name = "sayso-train", version)]
struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Train the weights of the tagger.
    Train(TrainArgs),
    /// Measure F1 by kind, calibration and speed of the weights.
    Evaluate(EvaluateArgs),
    /// Make the weights of the second reading.
    #[command(subcommand)]
    Careful(Careful),
    /// Measure how often the speaker is right, given the words of the source.
    Speakers(SpeakersArgs),
    /// Measure how sure the name of a speaker is, and fit the weights of that.
    Names(NamesArgs),
    /// Measure what each weight of the naming does.
    Weights(WeightsArgs),
    /// Measure how many attributions are found in interviews, courts and other kinds of text.
    Genres(GenresArgs),
    /// Measure how many speakers of short texts are right, by kind.
    Cases(CasesArgs),
    /// Measure whether one person of a library is one row.
    People(PeopleArgs),
    /// Write a made-up library.
    Generate(LibraryArgs),
    /// Measure how often `sayso who` finds a misremembered quote.
    Recall(RecallArgs),
    /// Measure how long each key of typed searches takes in a made-up library.
    Keys(KeysArgs),
    /// Draw the reader as SVG.
    Screenshot(ScreenshotArgs),
}

#[derive(Debug, Subcommand)]
enum Careful {
    /// Write the windows of articles that a network is trained on.
    Windows(WindowsArgs),
    /// Write the weights file from a trained network.
    Pack(PackArgs),
    /// Fit and measure the confidence model.
    Confidence(ConfidenceArgs),
    /// Measure what the integers of the network cost against f32.
    Compare(CompareArgs),
}

fn main() -> anyhow::Result<()> {
    match Args::parse().command {
        Command::Train(args) => train(&args),
        Command::Evaluate(args) => evaluate(&args),
        Command::Careful(Careful::Windows(args)) => windows(&args),
        Command::Careful(Careful::Pack(args)) => pack(&args),
        Command::Careful(Careful::Confidence(args)) => confidence(&args),
        Command::Careful(Careful::Compare(args)) => compare(&args),
        Command::Speakers(args) => speakers(&args),
        Command::Names(args) => names(&args),
        Command::Weights(args) => weights(&args),
        Command::Genres(args) => genres(&args),
        Command::Cases(args) => cases(&args),
        Command::People(args) => people(&args),
        Command::Generate(args) => generate(&args),
        Command::Recall(args) => {
            recall(&args);
            Ok(())
        }
        Command::Keys(args) => keys(&args),
        Command::Screenshot(args) => screenshot(&args),
    }
}
