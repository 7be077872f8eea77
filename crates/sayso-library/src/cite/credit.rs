//! Who a clipping is credited to once the reader has corrected that.

use super::{Cited, own_name};
use crate::correction::{Correction, Verdict, is_by_hand};
use crate::state::{Anchor, Clip, Id};
use crate::{Library, QuoteId};

impl Cited {
    /// A clipping as it is now: credited as the corrections say, oldest first, with a note of who it was credited to when
    /// it was clipped. `library` answers for corrections of whole pronoun chains, where it has the article loaded.
    pub fn of_clipping(clip: &Clip, corrections: &[(Id, Correction)], library: &Library) -> Self {
        let cited = Self::of_clip(clip);
        let here = corrections.iter().map(|(_, made)| made).filter(|made| made.article.is_same(&clip.article));
        let speaker = here.fold(clip.speaker.clone(), |speaker, made| credited(made, clip, speaker));
        let speaker =
            corrected_quote(clip, library).map_or(speaker, |quote| own_name(library, quote).map(str::to_owned));
        if clip.kind.is_empty() || speaker == clip.speaker {
            return cited;
        }
        let was = clip.speaker.clone().unwrap_or_else(|| "nobody named".to_owned());
        Self { speaker, was: Some(was), ..cited }
    }
}

/// Returns `true` if only the article itself can tell who a clipping is credited to now.
pub fn needs_article(clip: &Clip, corrections: &[(Id, Correction)]) -> bool {
    corrections.iter().any(|(_, made)| {
        let of_many = matches!(made.verdict, Verdict::Speaker { chain: true, .. } | Verdict::Split { .. });
        of_many && made.article.is_same(&clip.article) && !made.is_of(&clip.words)
    })
}

/// Who the words of a clipping are credited to after one correction of its article.
fn credited(made: &Correction, clip: &Clip, before: Option<String>) -> Option<String> {
    match &made.verdict {
        Verdict::Merge { from, into } if before.as_ref() == Some(from) => Some(into.clone()),
        Verdict::Speaker { speaker, .. } | Verdict::New { speaker } if made.is_of(&clip.words) => speaker.clone(),
        Verdict::Split { into, .. } if made.is_of(&clip.words) => Some(into.clone()),
        _ => before,
    }
}

/// The quote of the clipped words, if it was corrected and its article is loaded.
fn corrected_quote(clip: &Clip, library: &Library) -> Option<QuoteId> {
    let id = library.called(&clip.article)?;
    let article = library.article(id)?;
    let words = Anchor::find_all(&clip.words, article.document.text()).ok()?;
    let quote = article.analysis.attributions.iter().position(|quote| quote.content == words)?;
    let by_hand = is_by_hand(article.analysis.attributions[quote].found_by);
    by_hand.then_some(QuoteId { article: id, quote: quote as u32 })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cite::Form::{BibTex, CslJson, Csv, JsonLines, Markdown};
    use crate::state::ArticleKey;
    use crate::test_support::article;
    use sayso_attribution::text::{Span, Spans};

    const WORDS: &str = "Prices of bread will rise by a tenth";

    /// A library with one quote by Ann Lee, and a clipping of it.
    fn clipped() -> (Library, Clip) {
        let mut library = Library::default();
        let id = library.learn(article("a/bread.md", "Bread", "2023", &format!("She said: [Ann Lee: {WORDS}].")));
        let article = library.article(id).unwrap();
        let at = article.document.text().find(WORDS).unwrap();
        let words = Spans::from(Span::new(at, at + WORDS.len()));
        let words = Anchor::of_all(article.document.text(), &words);
        let key = ArticleKey::of(&article.path, &article.document);
        let cited = Cited::of(&library, QuoteId { article: id, quote: 0 }).unwrap();
        (library, cited.clip(key, words))
    }

    fn made(clip: &Clip, verdict: Verdict) -> (Id, Correction) {
        let quote = if matches!(verdict, Verdict::Merge { .. }) { Vec::new() } else { clip.words.clone() };
        let correction = Correction { article: clip.article.clone(), quote, was: None, verdict };
        (Id { session: 1, number: 1 }, correction)
    }

    fn to(name: &str) -> Verdict {
        Verdict::Speaker { speaker: Some(name.to_owned()), chain: false }
    }

    #[test]
    fn a_clipping_follows_corrections_of_its_speaker() {
        let (library, clip) = clipped();
        let now = |corrections: &[(Id, Correction)]| {
            let cited = Cited::of_clipping(&clip, corrections, &library);
            (cited.speaker, cited.was)
        };
        let some = |name: &str| Some(name.to_owned());
        assert_eq!(now(&[]), (some("Ann Lee"), None));
        assert_eq!(now(&[made(&clip, to("Bo Ek"))]), (some("Bo Ek"), some("Ann Lee")));
        let merge = Verdict::Merge { from: "Bo Ek".to_owned(), into: "Cy Dee".to_owned() };
        assert_eq!(now(&[made(&clip, to("Bo Ek")), made(&clip, merge)]), (some("Cy Dee"), some("Ann Lee")));
        assert_eq!(now(&[made(&clip, to("Bo Ek")), made(&clip, to("Ann Lee"))]), (some("Ann Lee"), None));
        let mut elsewhere = made(&clip, to("Bo Ek"));
        elsewhere.1.article = ArticleKey::by_name("b/bread.md", "Bread");
        assert_eq!(now(&[elsewhere]), (some("Ann Lee"), None), "a file of the same name in another folder");
    }

    #[test]
    fn every_export_tells_who_a_clipping_was_credited_to() {
        let (library, clip) = clipped();
        let cited = Cited::of_clipping(&clip, &[made(&clip, to("Bo Ek"))], &library);
        for form in [Markdown, JsonLines, Csv, BibTex, CslJson] {
            let text = form.write(std::slice::from_ref(&cited));
            assert!(text.contains("Bo Ek") && text.contains("Ann Lee"), "{form:?}: {text}");
        }
    }

    #[test]
    fn a_correction_of_a_pronoun_chain_needs_the_article() {
        let (_, clip) = clipped();
        let (id, mut other) = made(&clip, Verdict::Speaker { speaker: None, chain: true });
        assert!(!needs_article(&clip, &[(id, other.clone())]), "of the clipped words themselves");
        other.quote[0].exact.push('!');
        assert!(needs_article(&clip, &[(id, other)]));
    }
}
