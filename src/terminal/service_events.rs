//! Events of the library's workers as inputs of the model.

use std::sync::mpsc::Sender;

use super::Wake;
use crate::app::Input;
use sayso_library::service::{Events, ServiceEvent};

/// Reports events to the event loop.
pub fn to_loop(wakes: Sender<Wake>) -> Events {
    Events::new(move |event| wakes.send(Wake::Inputs(inputs(event))).is_ok())
}

/// The inputs of an event, which belong to one frame.
fn inputs(event: ServiceEvent) -> Vec<Input> {
    vec![match event {
        ServiceEvent::Catalogue(catalogue) => Input::Catalogue(catalogue),
        ServiceEvent::Progress(reading) => Input::IndexProgress(reading),
        ServiceEvent::SecondReadings(progress) => Input::SecondReadings(progress),
        ServiceEvent::ReadError(line) => Input::ReadError(line),
        ServiceEvent::Notice(line) => Input::Aside(line),
        ServiceEvent::UpToDate => Input::LoadingDone,
        ServiceEvent::Found { ticket, results, articles } => {
            return vec![Input::Fetched(articles), Input::Found(ticket, results)];
        }
        ServiceEvent::Fetched { articles, missing } => {
            return vec![Input::Fetched(articles), Input::Unfetched(missing)];
        }
        ServiceEvent::Duplicates(id, found) => Input::NearDuplicates(id, found),
        ServiceEvent::Voices(voices) => Input::Voices(voices),
        ServiceEvent::Recorded(event, error) => Input::Recorded(event, error.map(|error| error.to_string())),
        ServiceEvent::OtherSessions(events) => Input::Told(events),
        ServiceEvent::OtherReaders(events) => Input::ToldByOthers(events),
    }]
}
