//! Who is quoted in all articles (`gv`): counted in the background, by speaker, article, outlet, month or type of source.

use super::overlay::Layer;
use super::{Action, Effect, Model};
use sayso_library::voices::By;

impl Model {
    /// Opens the view, and asks for the counts.
    pub(super) fn show_voices(&mut self) -> Vec<Effect> {
        self.overlays.push(Layer::Voices { counted: None, row: 0 });
        vec![Effect::Voices(By::Speaker)]
    }

    /// What the view does with an action; `None` if it is no such action.
    pub(super) fn run_in_voices(&mut self, action: Action) -> Option<Vec<Effect>> {
        let Some(Layer::Voices { counted, row }) = self.overlays.top() else { return None };
        let by = counted.as_ref().map(|voices| voices.what());
        match (action, by) {
            (Action::PanelGroup, Some(by)) => Some(vec![Effect::Voices(by.next())]),
            (Action::PanelGroup, None) => Some(Vec::new()),
            (Action::Accept, Some(By::Speaker)) => {
                let name = counted.as_ref()?.rows().get(*row).map(|(name, _)| (*name).to_owned())?;
                Some(self.search(&format!("speaker:\"{name}\" ")))
            }
            (Action::Accept, _) => Some(self.say("only speakers have quotes to list (T counts by speaker)")),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use crate::app::testing::{notice, press, wide};
    use crate::app::{Effect, Input, Mode};
    use sayso_library::voices::{By, Voices};

    /// A model with the view open, and its counts.
    fn counted(by: By) -> crate::app::Model {
        let mut model = wide("");
        assert_eq!(press(&mut model, "gv"), [Effect::Voices(By::Speaker)]);
        let voices = Voices::of(by, model.library.clone(), |_| Vec::new());
        model.update(Input::Voices(Arc::new(voices)));
        model
    }

    #[test]
    fn voices_are_counted_grouped_and_lead_to_what_they_said() {
        let mut model = counted(By::Speaker);
        assert_eq!(model.mode(), Mode::Voices);
        assert_eq!(press(&mut model, "T"), [Effect::Voices(By::Article)]);
        press(&mut model, "<Enter>");
        assert!(model.is_searching());
        assert_eq!(model.search.picker.typed().text(), "speaker:\"Jens Stoltenberg\" ");
        press(&mut model, "<Esc>q");
        assert_ne!(model.mode(), Mode::Voices);
    }

    #[test]
    fn only_a_speaker_leads_on() {
        let mut model = counted(By::Month);
        press(&mut model, "<Enter>");
        assert_eq!(notice(&model), "only speakers have quotes to list (T counts by speaker)");
    }

    #[test]
    fn counts_that_come_after_the_view_was_closed_are_dropped() {
        let mut model = wide("gv");
        press(&mut model, "q");
        let voices = Voices::of(By::Speaker, model.library.clone(), |_| Vec::new());
        model.update(Input::Voices(Arc::new(voices)));
        assert_ne!(model.mode(), Mode::Voices);
    }
}
