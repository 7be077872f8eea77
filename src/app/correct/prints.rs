//! Other prints of corrected words: where they credit somebody else, they are offered for the same correction.

use super::card::{Card, Chain, CorrectionChoice, Does};
use crate::app::overlay::Layer;
use crate::app::{Action, Effect, Model};
use sayso_library::QuoteId;
use sayso_library::correction::{Correction, Verdict};
use sayso_library::near_duplicates::{Credit, Duplicate};
use sayso_library::state::EventKind;

impl Model {
    /// A correction is saved: asks where else its words are printed.
    pub(in crate::app) fn ask_prints(&mut self, saved: &EventKind) {
        let EventKind::Correct { correction } = saved else { return };
        if let (Verdict::Speaker { .. }, Some((quote, _))) = (&correction.verdict, &self.duplicates.offering) {
            self.requests.ask(Effect::NearDuplicates(*quote));
        }
    }

    /// Offers the prints that credit others than the correction does, once, and only where nothing else is open.
    pub(in crate::app) fn offer_prints(&mut self, of: QuoteId, found: &[Duplicate]) {
        let Some((_, speaker)) = self.duplicates.offering.take_if(|(quote, _)| *quote == of) else { return };
        let others = found.iter().filter_map(|duplicate| duplicate.credit.clone());
        let prints: Vec<Credit> = others.filter(|credit| credit.speaker.as_ref() != Some(&speaker)).collect();
        if !prints.is_empty() && self.overlays.is_empty() {
            let chain = Some(Chain { speaker: Some(speaker), quotes: 1, prints });
            self.overlays.push(Layer::Correct(Card { quote: of, row: 0, chain }));
        }
    }

    /// Credits the other prints to the same speaker.
    pub(super) fn correct_prints(&mut self, chain: &Chain) -> Vec<Effect> {
        self.overlays.close_cards();
        let correction = |print: &Credit| Correction {
            article: print.article.clone(),
            quote: print.words.clone(),
            was: print.speaker.clone(),
            verdict: Verdict::Speaker { speaker: chain.speaker.clone(), chain: false },
        };
        let corrections = chain.prints.iter().map(correction).map(Box::new);
        corrections.map(|correction| Effect::record(EventKind::Correct { correction })).collect()
    }
}

/// `Vik: in this article only`, `Vik: in 2 more that print it (there: Sara Holm)`.
pub(super) fn rows(chain: &Chain) -> Vec<CorrectionChoice> {
    let name = chain.speaker.as_deref().unwrap_or("nobody named");
    let mut there: Vec<&str> =
        chain.prints.iter().map(|print| print.speaker.as_deref().unwrap_or("nobody named")).collect();
    there.sort_unstable();
    there.dedup();
    let row = |does, text| CorrectionChoice { does: Does::Run(does), text };
    let more =
        format!("{name}: also in {} more articles with these words (there: {})", chain.prints.len(), there.join(", "));
    vec![row(Action::Accept, format!("{name}: in this article only")), row(Action::CorrectChain, more)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::Input;
    use crate::app::testing::{article, model, press};
    use sayso_library::near_duplicates::by_anyone;

    #[test]
    fn other_prints_of_corrected_words_are_offered_for_the_same_correction() {
        let said = |title: &str| {
            let words = "the harbour bridge will be shut for all of the winter";
            article(
                &format!("{title}.md"),
                &format!("# {title}\n\n“[Q1 {words}],” [C1 said] [S1 Sara Holm]. “[Q2 No],” [C2 said] [S2 Vik]."),
            )
        };
        let mut model = model(vec![said("A"), said("B"), said("C")], (120, 40));
        press(&mut model, "gr");
        let id = model.current_quote().unwrap();
        let asked = press(&mut model, "cB");
        assert!(asked.contains(&Effect::NearDuplicates(id)), "{asked:?}");
        let found = by_anyone(&model.library, id);
        model.update(Input::NearDuplicates(id, found.clone()));
        let Some(Layer::Correct(card)) = model.overlays.top().cloned() else { panic!("{:?}", model.overlays) };
        let rows: Vec<String> = model.correct_rows(&card).into_iter().map(|row| row.text).collect();
        assert_eq!(
            rows,
            ["Vik: in this article only", "Vik: also in 2 more articles with these words (there: Sara Holm)"]
        );
        press(&mut model, "a");
        assert!(model.overlays.is_empty());
        assert!(by_anyone(&model.library, id).iter().all(|other| other.credit.is_none()), "all three are his");
        model.update(Input::NearDuplicates(id, found));
        assert!(model.overlays.is_empty(), "it is offered once");
    }
}
