//! The article's info: what is known of the open article, and which files were not read.

use super::Model;
use super::overlay::Layer;

/// Lines above [`Model::article_facts`]: headline and byline.
pub const HEADING: usize = 2;

impl Model {
    /// What is known of the open article, a line each, below headline and byline; empty without an open article.
    pub(crate) fn article_facts(&self) -> Vec<String> {
        let Some(reader) = &self.panes.reader else { return Vec::new() };
        let (document, meta) = (&reader.document, reader.document.meta());
        let mut lines: Vec<String> = Vec::new();
        lines.extend(self.library.entry(reader.article).map(|entry| entry.path.to_owned()));
        lines.extend(meta.url.clone());
        lines.extend(meta.digest_of.clone());
        let words = document.text().split_whitespace().count();
        let voices = reader.quotes.analysis().speakers.len();
        lines.push(format!("{}, {}", count(words, "word"), count(document.paragraphs() as usize, "paragraph")));
        lines.push(format!("{} by {}", count(reader.quotes.len(), "quote"), count(voices, "speaker")));
        let hidden = document.hidden();
        if hidden.total() > 0 {
            lines.push(format!(
                "taken out: {} control, {} direction, {} invisible, {} piled-up marks",
                hidden.control, hidden.bidi, hidden.invisible, hidden.combining
            ));
        }
        let warning = |w: &sayso_attribution::document::Warning| match w.line {
            Some(line) => format!("line {line}: {}", w.message),
            None => w.message.clone(),
        };
        lines.extend(document.warnings().iter().map(warning));
        let corrections = self.library.corrections_of(reader.article);
        let lost = corrections.filter_map(|(id, lost)| Some((self.library.state().event(id)?, lost?)));
        lines.extend(lost.map(|(deed, lost)| format!("{} left out: {lost}", deed.name())));
        lines.extend(self.status.unread.iter().map(|line| format!("not read: {line}")));
        lines
    }

    /// Shows which files were not read, and why.
    pub(super) fn show_skipped(&mut self) {
        if self.status.unread.is_empty() {
            self.status.tell("no file was skipped");
            return;
        }
        self.overlays.push(Layer::Output { name: "skipped".to_owned(), lines: self.status.unread.clone(), top: 0 });
    }
}

/// `1 quote`, `2 quotes`.
pub fn count(n: usize, thing: &str) -> String {
    format!("{n} {thing}{}", if n == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use crate::app::Input;
    use crate::app::overlay::Layer;
    use crate::app::testing::{model, press, two_articles};

    #[test]
    fn the_info_scrolls_to_its_last_line_and_no_further() {
        let mut model = model(two_articles(), (80, 24));
        let top = |model: &crate::app::Model| match model.overlays.top() {
            Some(Layer::Info { top }) => *top,
            _ => panic!("no info"),
        };
        press(&mut model, "IG");
        let last = model.article_facts().len() + super::HEADING - 1;
        assert_eq!(top(&model), last);
        press(&mut model, "k");
        assert_eq!(top(&model), last - 1);
        (0..100).for_each(|n| drop(model.update(Input::ReadError(format!("{n}.png: is a PNG picture")))));
        press(&mut model, "G");
        assert_eq!(top(&model), last + 100);
        press(&mut model, "<Esc>:skipped<Enter>");
        assert!(matches!(model.overlays.top(), Some(Layer::Output { lines, .. }) if lines.len() == 100));
    }
}
