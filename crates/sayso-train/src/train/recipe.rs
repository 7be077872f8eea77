//! The whole of learning, step by step.

use std::collections::HashMap;
use std::fs;
use std::path::PathBuf;
use std::time::Instant;

use anyhow::{Context, Result};
use sayso_attribution::tagger::confidence_model::EVIDENCE;
use sayso_attribution::tagger::crf::Tagging;
use sayso_attribution::tagger::cue_lexicon::CueLexicon;
use sayso_attribution::tagger::features::{FeatureContext, Shapes};
use sayso_attribution::tagger::pos::PosTagger;
use sayso_attribution::tagger::tokenized_text::TokenizedText;
use sayso_attribution::tagger::{CrfTagger, by_rules, tag, weights};

use super::corpus::{self, Article};
use super::crf::{self, Example, Settings};
use super::labels::{Labels, labels};
use super::score::Score;
use super::variants;
use super::{EvaluateArgs, evaluate, judge, linker, perceptron, treebank};

/// Into how many parts the articles are split, to see what a pass makes of articles it has not learned.
pub const FOLDS: usize = 4;
/// How many folds are learned at a time.
const AT_ONCE: usize = 2;

/// One article in one print.
struct Copy {
    article: Article,
    reading: TokenizedText,
    labels: Labels,
    /// What the first pass makes of it, by a model that has not seen the article.
    earlier: Tagging,
}

/// Where the corpora are, where the weights go, and the settings of the training.
#[derive(Clone, Debug, clap::Args)]
pub struct TrainArgs {
    /// Folder of PolNeAR: holds `train/` and `dev/`, each with `text/` and `attributions/`.
    #[arg(long, value_name = "DIR")]
    pub polnear: PathBuf,
    /// Folder of the Universal Dependencies English EWT treebank, `.conllu` files.
    #[arg(long, value_name = "DIR")]
    pub ewt: PathBuf,
    /// Folder of GUM's `.conllu` files.
    #[arg(long, value_name = "DIR")]
    pub gum: PathBuf,
    /// File to write the weights to.
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
    /// Folder to write the weights to that have not seen each fold of train.
    #[arg(long, value_name = "DIR")]
    pub folds: Option<PathBuf>,
    /// Number of articles to learn from, the first ones; all by default.
    #[arg(long, default_value_t = usize::MAX, hide_default_value = true)]
    pub articles: usize,
    /// Rows of the first pass, as a power of two.
    #[arg(long, default_value_t = 19)]
    pub first_bits: u32,
    /// Rows of the second pass, as a power of two.
    #[arg(long, default_value_t = 19)]
    pub second_bits: u32,
    /// Rows of the part-of-speech tagger, as a power of two.
    #[arg(long, default_value_t = 17)]
    pub pos_bits: u32,
    /// Rounds over the articles.
    #[arg(long, default_value_t = 10)]
    pub epochs: usize,
    /// Learning rate of the first round; falls to a tenth.
    #[arg(long, default_value_t = 0.05)]
    pub rate: f32,
    /// Share of the features left out at random, 0 to 1.
    #[arg(long, default_value_t = 0.5)]
    pub dropout: f32,
    /// Margin against overlooking a role.
    #[arg(long, default_value_t = 0.7)]
    pub margin: f32,
    /// Seed of the random numbers.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// Number of trainings, each from a seed of its own, whose weights are averaged.
    #[arg(long, default_value_t = 2)]
    pub lives: usize,
}

/// Trains and writes the weights file, then measures it.
///
/// # Errors
///
/// A corpus that cannot be read, a file that cannot be written.
pub fn train(args: &TrainArgs) -> Result<()> {
    let clock = Instant::now();
    let say = |what: &str| println!("{:5.0} s  {what}", clock.elapsed().as_secs_f32());
    let tagger = parts_of_speech(args)?;
    say("parts of speech");
    let mut articles = corpus::load(&args.polnear.join("train"))?;
    articles.truncate(args.articles);
    let lexicon = cue_lexicon(&articles);
    let mut copies = copies(&articles, &tagger, &lexicon)?;
    say("articles read");

    let settings = settings(args);
    let mut firsts = passes(&copies, settings, false);
    for (fold, prints) in copies.iter_mut().enumerate() {
        let first = weights::crf(&firsts[fold % FOLDS]).context("first pass")?;
        for copy in prints {
            let shapes = Shapes::new(&copy.reading);
            copy.earlier = tag(&first, &copy.reading, &FeatureContext::first(&copy.reading, &shapes));
        }
    }
    say("first pass");
    let [sources, contents] = linker::train(copies.iter().flatten().map(|c| (&c.article, &c.reading, &c.labels)));
    say("linker");
    let mut seconds = passes(&copies, settings, true);
    say("second pass");

    let (first, second) = (firsts.pop().context("first pass")?, seconds.pop().context("second pass")?);
    let mut sections = [tagger, lexicon, first, second, sources, contents, vec![0; EVIDENCE * 4]];
    let unseen: Vec<_> =
        firsts.into_iter().zip(seconds).map(|(first, second)| with_passes(&sections, first, second)).collect();
    sections[6] = judge(&copies, &unseen)?;
    fs::write(&args.out, weights::write(&sections)).with_context(|| format!("{}", args.out.display()))?;
    if let Some(folder) = &args.folds {
        for (fold, mut of_fold) in unseen.into_iter().enumerate() {
            of_fold[6].clone_from(&sections[6]);
            fs::write(folder.join(format!("{fold}.bin")), weights::write(&of_fold))?;
        }
    }
    say(&format!("{} written, sections of {:?} bytes", args.out.display(), sections.each_ref().map(Vec::len)));
    evaluate(&EvaluateArgs {
        polnear: args.polnear.clone(),
        weights: args.out.clone(),
        split: "dev".to_owned(),
        ..EvaluateArgs::default()
    })
}

fn settings(args: &TrainArgs) -> Settings {
    Settings {
        bits: [args.first_bits, args.second_bits],
        epochs: args.epochs,
        rate: args.rate,
        dropout: args.dropout,
        margin: args.margin,
        seed: args.seed,
        lives: args.lives,
    }
}

fn parts_of_speech(args: &TrainArgs) -> Result<Vec<u8>> {
    let (ewt, gum) = (&args.ewt, &args.gum);
    let mut sentences = treebank::load(ewt, "train")?;
    let mut held = treebank::load(ewt, "test")?;
    for (at, sentence) in treebank::load(gum, "")?.into_iter().enumerate() {
        if (at / 50) % 20 == 3 { held.push(sentence) } else { sentences.push(sentence) }
    }
    let section = perceptron::train(&sentences, args.pos_bits);
    let tagger = PosTagger::new(&section).context("tagger")?;
    println!("parts of speech: {:.4} of the words of unseen sentences", perceptron::accuracy(&tagger, &held));
    Ok(section)
}

/// Words that are cues one time in ten or more.
fn cue_lexicon(articles: &[Article]) -> Vec<u8> {
    let mut seen: HashMap<u32, (u32, u32)> = HashMap::new();
    for article in articles {
        let reading = TokenizedText::new(&article.text, article.parts());
        let labels = labels(article, &reading);
        for (word, tag) in reading.words.iter().zip(&labels.tags).filter(|(w, _)| w.lexeme.wordlike) {
            let (all, cues) = seen.entry(word.lexeme.word).or_default();
            *all += 1;
            *cues += u32::from(sayso_attribution::tagger::crf::Tag::role(*tag) == 2);
        }
    }
    let often = seen.into_iter().filter(|(_, (all, cues))| *all >= 4 && *cues >= 2);
    let levelled =
        often.map(|(word, (all, cues))| (word, CueLexicon::level_of((cues as f32 - 0.5) / (all + 1) as f32)));
    let mut levels: Vec<(u32, u8)> = levelled.filter(|(_, level)| *level > 0).collect();
    levels.sort_unstable();
    CueLexicon::write(&levels)
}

/// Every article in every print, read and labelled.
fn copies(articles: &[Article], tagger: &[u8], lexicon: &[u8]) -> Result<Vec<Vec<Copy>>> {
    let tagger = PosTagger::new(tagger).context("tagger")?;
    let lexicon = CueLexicon::new(lexicon).context("lexicon")?;
    let copy = |article: Article| {
        let mut reading = TokenizedText::new(&article.text, article.parts());
        reading.hear(&by_rules(&article.text, &article.parts()));
        tagger.tag(&mut reading);
        reading.words.iter_mut().for_each(|w| w.level = lexicon.level(w.lexeme.word));
        let labels = labels(&article, &reading);
        Copy { article, reading, labels, earlier: Tagging::default() }
    };
    Ok(articles.iter().map(|article| variants::copies(article).into_iter().map(copy).collect()).collect())
}

fn example(copy: &Copy, second: bool) -> Example<'_> {
    Example { reading: &copy.reading, gold: &copy.labels.tags, earlier: second.then_some(&copy.earlier) }
}

/// A pass learned from all articles but those of the fold `left_out`.
fn learn(copies: &[Vec<Copy>], settings: Settings, second: bool, left_out: Option<usize>) -> Vec<u8> {
    let kept = copies.iter().enumerate().filter(|(at, _)| Some(at % FOLDS) != left_out);
    let examples: Vec<Vec<Example>> =
        kept.map(|(_, prints)| prints.iter().map(|c| example(c, second)).collect()).collect();
    crf::train(&examples, settings.bits[usize::from(second)], settings)
}

/// A pass learned from each set of articles that leaves one fold out, and last the one learned from all.
fn passes(copies: &[Vec<Copy>], settings: Settings, second: bool) -> Vec<Vec<u8>> {
    let left_out: Vec<Option<usize>> = (0..FOLDS).map(Some).chain([None]).collect();
    let mut sections = Vec::new();
    for few in left_out.chunks(AT_ONCE) {
        std::thread::scope(|scope| {
            let jobs = few.iter().map(|fold| scope.spawn(move || learn(copies, settings, second, *fold)));
            let jobs: Vec<_> = jobs.collect();
            sections.extend(jobs.into_iter().filter_map(|job| job.join().ok()));
        });
    }
    sections
}

type Sections = [Vec<u8>; weights::SECTIONS];

fn with_passes(sections: &Sections, first: Vec<u8>, second: Vec<u8>) -> Sections {
    let mut sections = sections.clone();
    (sections[2], sections[3]) = (first, second);
    sections
}

/// The confidence model: learned from those that `unseen` finds, for each fold by passes that have not seen it.
fn judge(copies: &[Vec<Copy>], unseen: &[Sections]) -> Result<Vec<u8>> {
    let (mut cases, mut score) = (Vec::new(), Score::default());
    for (fold, sections) in unseen.iter().enumerate() {
        let file = weights::write(sections);
        let engine = CrfTagger::new(&file)?;
        for prints in copies.iter().skip(fold).step_by(FOLDS) {
            let copy = &prints[0];
            let found = engine.weigh_after(&copy.reading, &Shapes::new(&copy.reading), &copy.earlier);
            let (found, evidence): (Vec<_>, Vec<_>) = found.into_iter().unzip();
            let right = score.add(&copy.article.text, &copy.article.gold, &found);
            cases.extend(evidence.into_iter().zip(right));
        }
    }
    println!("held-out articles, everything found however unsure:\n{score}");
    let judge = judge::train(&cases);
    println!("{}", judge::thresholds(&judge, &cases, score.tallies[0].marked).context("judge")?);
    Ok(judge)
}
