//! Quick comparison of settings on one held-out fold, first pass only.
use anyhow::{Context, Result};
use sayso::attribution::engine::assemble::Tagged;
use sayso::attribution::engine::features::{QuoteShapes, Scene};
use sayso::attribution::engine::judge::{EVIDENCE, Judge};
use sayso::attribution::engine::link::Linker;
use sayso::attribution::engine::runs::runs;
use sayso::attribution::engine::{tag, weights};

use crate::crf::Settings;
use crate::recipe::{Copy, learn};
use crate::score::Score;

pub fn run(copies: &[Vec<Copy>], base: Settings, linker: &[Vec<u8>; 2], list: &str) -> Result<()> {
    let linker = Linker {
        sources: weights::pairs(&linker[0]).context("l")?,
        contents: weights::pairs(&linker[1]).context("l")?,
    };
    let jobs: Vec<&str> = list.split(';').collect();
    std::thread::scope(|scope| {
        for half in [0, 1] {
            let jobs = &jobs;
            let linker = &linker;
            scope.spawn(move || {
                for job in jobs.iter().skip(half).step_by(2) {
                    one(copies, base, linker, job);
                }
            });
        }
    });
    Ok(())
}

fn one(copies: &[Vec<Copy>], mut s: Settings, linker: &Linker, job: &str) {
    for pair in job.split(',').filter(|p| !p.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        match name {
            "bits" => s.bits = value.parse().unwrap_or(0),
            "epochs" => s.epochs = value.parse().unwrap_or(0),
            "seed" => s.seed = value.parse().unwrap_or(0),
            "rate" => s.rate = value.parse().unwrap_or(0.0),
            "dropout" => s.dropout = value.parse().unwrap_or(0.0),
            "margin" => s.margin = value.parse().unwrap_or(0.0),
            "lives" => s.lives = value.parse().unwrap_or(1),
            _ => println!("? {name}"),
        }
    }
    let clock = std::time::Instant::now();
    let section = learn(copies, s, false, Some(0));
    let Some(model) = weights::crf(&section) else { return };
    let (mut score, mut cases) = (Score::default(), Vec::new());
    let judge = Judge::read(&[0; EVIDENCE * 4]).unwrap_or_default();
    for prints in copies.iter().step_by(4) {
        let copy = &prints[0];
        let shapes = QuoteShapes::new(&copy.reading);
        let mut sure = vec![1.0; copy.reading.words.len()];
        let tags = tag(&model, &copy.reading, &Scene::first(&copy.reading, &shapes), Some(&mut sure));
        let runs = runs(&tags);
        let linked = linker.link(&copy.reading, &runs);
        let all = Tagged { reading: &copy.reading, sure: &sure, runs: &runs }.attributions(&linked, &judge);
        let (found, evidence): (Vec<_>, Vec<_>) = all.into_iter().unzip();
        let right = score.add(&copy.article.text, &copy.article.gold, &found);
        cases.extend(evidence.into_iter().zip(right));
    }
    let judge = crate::judge::train(&cases);
    let lines = crate::judge::thresholds(&judge, &cases, score.tallies[0].marked).unwrap_or_default();
    let best = lines.lines().filter(|l| l.contains("F1")).max_by_key(|l| l[l.len() - 6..].to_owned()).unwrap_or("");
    println!(
        "{job:40} {:4.0}s raw {:.4} best {best} {}",
        clock.elapsed().as_secs_f32(),
        score.tallies[0].f1(),
        lines.lines().last().unwrap_or("")
    );
}
