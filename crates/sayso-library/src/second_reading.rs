//! The second reading: slower than the first one, and finds more.
//!
//! The weights are part of the program where it was built with the feature `careful`.

use sayso_attribution::Analyzer;

/// Why there is no second reading.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unavailable {
    /// Built without it.
    #[error("this sayso was built without the second reading (cargo feature `careful`)")]
    NotBuilt,
    /// The index is somebody else's, who can give it a second reading.
    #[error(
        "this index is only read here; whoever keeps it reads articles carefully with: sayso index --careful --into"
    )]
    Shared,
    /// Another process writes the index.
    #[error("another sayso writes the index of this library; try again when it has ended")]
    Taken,
    /// The index cannot be read.
    #[error("the index cannot be read: {0}")]
    Unreadable(String),
    /// The weights it was built with cannot be used.
    #[error("the second reading cannot be used: {0}")]
    Weights(sayso_attribution::tagger::weights::WeightsError),
}

/// The analyzer of the second reading. Each thread has its own, which works on one thread; all share the weights, which
/// are read at the first call.
///
/// # Errors
///
/// If the program was built without the second reading, or with weights that are damaged or of another version.
#[cfg(feature = "careful")]
pub fn analyzer() -> Result<Analyzer<'static>, Unavailable> {
    carried::analyzer()
}

/// Always an error: this build has no second reading.
///
/// # Errors
///
/// [`Unavailable::NotBuilt`].
#[cfg(not(feature = "careful"))]
pub fn analyzer() -> Result<Analyzer<'static>, Unavailable> {
    Err(Unavailable::NotBuilt)
}

/// Returns `true` if there is a second reading and this processor has vectors for it: an article of 750 words then takes
/// less than half a second. Otherwise it is done only when it is asked for.
pub fn is_quick() -> bool {
    #[cfg(target_arch = "x86_64")]
    let has_vectors = std::arch::is_x86_feature_detected!("avx2");
    #[cfg(not(target_arch = "x86_64"))]
    let has_vectors = cfg!(target_arch = "aarch64");
    cfg!(feature = "careful") && has_vectors
}

/// The id of [`analyzer`], told without reading its weights; empty where there is none.
pub fn id() -> String {
    #[cfg(feature = "careful")]
    return carried::id();
    #[cfg(not(feature = "careful"))]
    String::new()
}

#[cfg(feature = "careful")]
mod carried {
    use std::cell::OnceCell;
    use std::sync::LazyLock;

    use sayso_attribution::Analyzer;
    use sayso_attribution::tagger::weights::WeightsError;
    use sayso_attribution::tagger::{CarefulTagger, CrfTagger};
    use sayso_careful::WEIGHTS;

    use super::Unavailable;

    static TAGGER: LazyLock<Result<CarefulTagger<'static>, WeightsError>> =
        LazyLock::new(|| CarefulTagger::new(CrfTagger::carried()?, WEIGHTS));

    thread_local! {
        static ANALYZER: OnceCell<Analyzer<'static>> = const { OnceCell::new() };
    }

    pub fn analyzer() -> Result<Analyzer<'static>, Unavailable> {
        let tagger = TAGGER.as_ref().map_err(|refused| Unavailable::Weights(*refused))?;
        Ok(ANALYZER.with(|own| own.get_or_init(|| Analyzer::new(tagger.clone())).clone()))
    }

    pub fn id() -> String {
        CarefulTagger::id_of(WEIGHTS).unwrap_or_default()
    }
}

#[cfg(all(test, feature = "careful"))]
mod tests {
    use super::{analyzer, id};
    use sayso_attribution::document::ingest;

    #[test]
    fn the_second_reading_names_the_speakers_of_an_article() {
        let text = "“We will win the vote,” Ann Lee said. She denied that taxes would rise.";
        let analysis = analyzer().unwrap().analyze(&ingest(text.as_bytes(), "vote.txt"));
        let names: Vec<&str> = analysis.attributions.iter().map(|a| analysis.name(a.speaker)).collect();
        assert_eq!(names, ["Ann Lee", "Ann Lee"]);
        assert!(analysis.attributions.iter().all(|a| a.found_by == "careful"));
        assert!(analyzer().unwrap().id().ends_with(&id()) && !id().is_empty());
    }
}
