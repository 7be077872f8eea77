use crate::app::testing::{article, model, notice, press, title, two_articles, wide};
use crate::app::{Effect, Input, Model, Pane};
use sayso_library::state::{Clip, Event, EventKind, Place, Stamper};

/// A session on the same articles that starts with what these ones left.
fn next_session(before: &Model, place: Option<Place>) -> Model {
    let mut next = Model::new(crate::app::Settings::default());
    let mut stamper = Stamper::new(2);
    if let Some(stamp) = before.newest_event() {
        stamper.see(stamp);
    }
    let place = place.map(|place| Event { stamp: stamper.stamp(0), deed: EventKind::Place { place } });
    next.update(Input::Resize(120, 40));
    next.update(Input::Told(before.library.state().events().chain(place).collect()));
    next.come_back();
    next
}

fn load(model: &mut Model) {
    for article in two_articles() {
        model.update(Input::Loaded(vec![article]));
    }
    model.update(Input::LoadingDone);
}

#[test]
fn what_is_wrong_in_a_file_of_the_users_is_not_covered_by_the_way_back() {
    let mut first = model(two_articles(), (120, 40));
    press(&mut first, "grJ]");
    let place = first.place_anew();
    let fault = || "config.toml:1: no".to_owned();
    for (faults, told) in [
        (vec![], "back at ¶2, quote 2 of Partners far from home"),
        (vec![fault()], "config.toml:1: no"),
        (vec![fault(), fault()], "config.toml:1: no (and 1 more: sayso config check)"),
    ] {
        let mut next = next_session(&first, place.clone());
        next.tell_faults(faults);
        load(&mut next);
        assert_eq!((notice(&next), title(&next)), (told, "Partners far from home"));
    }
}

#[test]
fn a_session_opens_where_the_last_one_stopped() {
    let mut first = model(two_articles(), (120, 40));
    assert_eq!(first.place_anew(), None, "nobody has pressed a key");
    press(&mut first, "grJ]");
    let place = first.place_anew();
    assert_eq!(first.place_anew(), None, "the same place is told once");
    let mut next = next_session(&first, place);
    load(&mut next);
    assert_eq!((title(&next), next.current_quote()), ("Partners far from home", first.current_quote()));
    assert_eq!((notice(&next), next.panes.focus), ("back at ¶2, quote 2 of Partners far from home", Pane::Reader));
}

#[test]
fn jumps_of_earlier_sessions_come_back_once_however_often_the_folder_changes() {
    let mut first = wide("gr4]");
    let place = first.place_anew().unwrap();
    let mut next = next_session(&first, None);
    next.update(Input::Told(vec![Event { stamp: Stamper::new(2).stamp(0), deed: EventKind::Jump { place } }]));
    load(&mut next);
    next.update(Input::LoadingDone);
    press(&mut next, "<C-o>");
    assert_eq!((next.current_quote().map(|id| id.quote), notice(&next)), (Some(4), ""));
    press(&mut next, "<C-o>");
    assert_eq!(notice(&next), "nothing to go back to");
}

#[test]
fn a_reader_who_went_on_already_is_not_carried_back() {
    let mut first = wide("grJ");
    let place = first.place_anew();
    let mut next = next_session(&first, place);
    let mut articles = two_articles();
    let last = articles.pop();
    next.update(Input::Loaded(articles));
    press(&mut next, "grj");
    next.update(Input::Loaded(last.into_iter().collect()));
    assert_eq!((title(&next), notice(&next)), ("NATO looks to Asia", ""));
}

#[test]
fn each_article_is_where_it_was_left_and_the_way_back_lasts() {
    let mut first = model(two_articles(), (120, 12));
    press(&mut first, "gr20j");
    let place = first.place_anew();
    let offset = first.panes.reader.as_ref().unwrap().anchor().1;
    let mut next = next_session(&first, place);
    load(&mut next);
    press(&mut next, "JK");
    assert_eq!((title(&next), next.panes.reader.as_ref().unwrap().anchor().1), ("NATO looks to Asia", offset));
}

#[test]
fn a_mark_lasts_and_is_found_after_the_article_was_edited() {
    let first = wide("gr6]ma");
    assert_eq!(notice(&first), "mark a set");
    let mut next = next_session(&first, None);
    load(&mut next);
    press(&mut next, "'a");
    assert_eq!(next.current_quote().map(|id| id.quote), Some(6));
    press(&mut next, "'b");
    assert_eq!(notice(&next), "no mark b");
    let mut elsewhere = next_session(&first, None);
    elsewhere.update(Input::Loaded(vec![article("other.md", "[S1 Ann] [C1 said] [Q1 so].")]));
    press(&mut elsewhere, "'a");
    assert_eq!(notice(&elsewhere), "mark a is in NATO looks to Asia, which is not in this library");
}

#[test]
fn what_could_not_be_saved_holds_for_the_session_and_is_told_as_such() {
    let mut model = model(two_articles(), (120, 40));
    let asked = model.update(Input::Key(crate::app::Key::char('m')));
    assert_eq!(asked, []);
    let asked = model.update(Input::Key(crate::app::Key::char('a')));
    assert_eq!(notice(&model), "", "nothing is said before it is done");
    let [Effect::Record(deed)] = &asked[..] else { panic!("{asked:?}") };
    let event = Event { stamp: Stamper::new(9).stamp(0), deed: (**deed).clone() };
    model.update(Input::Recorded(Box::new(event), Some("the disk is full".to_owned())));
    assert_eq!(notice(&model), "mark a set, not saved: the disk is full");
    press(&mut model, "'a");
    assert_eq!(notice(&model), "");
}

#[test]
fn an_article_is_read_at_its_end_or_by_key_and_the_list_counts() {
    let mut model = model(two_articles(), (120, 12));
    press(&mut model, "grj");
    assert_eq!(model.panes.list.unread, 2);
    press(&mut model, "G");
    assert_eq!(model.panes.list.unread, 1);
    press(&mut model, "r");
    assert_eq!((model.panes.list.unread, notice(&model)), (2, "marked as unread"));
    press(&mut model, "j");
    assert_eq!(model.panes.list.unread, 2, "what was marked by key stays so");
    press(&mut model, "gljr");
    assert_eq!(model.panes.list.unread, 1);
}

#[test]
fn lines_typed_before_come_back_in_the_next_session() {
    let mut first = model(two_articles(), (120, 40));
    let mut lines = Vec::new();
    for keys in ["/nato<Enter>", ":help<Enter><Esc>", "scliques<Esc>"] {
        for key in crate::app::testing::keys(keys) {
            lines.extend(first.update(Input::Key(key)).into_iter().filter_map(|effect| match effect {
                Effect::Record(deed) if matches!(*deed, EventKind::Type { .. }) => Some(*deed),
                _ => None,
            }));
        }
    }
    let mut stamper = Stamper::new(3);
    let told = lines.into_iter().map(|deed| Event { stamp: stamper.stamp(0), deed }).collect();
    let mut next = Model::new(crate::app::Settings::default());
    next.update(Input::Told(told));
    load(&mut next);
    press(&mut next, "gr/<Up>");
    assert!(
        matches!(next.overlays.top(), Some(crate::app::overlay::Layer::Line { prompt, .. }) if prompt.text() == "nato")
    );
    press(&mut next, "<Esc>s<C-r>");
    assert_eq!(next.search.picker.typed().text(), "cliques");
}

#[test]
fn undo_and_redo_go_through_what_any_session_did() {
    let mut model = model(two_articles(), (120, 40));
    let mut other = Stamper::new(7);
    let clip = |note: &str| EventKind::Clip { clip: Clip { note: note.to_owned(), ..Clip::default() }, after: None };
    let events: Vec<Event> = ["a", "b"].map(|note| Event { stamp: other.stamp(5), deed: clip(note) }).into();
    model.update(Input::Told(events));
    let notes = |model: &Model| -> Vec<String> {
        model.library.state().clippings().iter().map(|c| c.clip.note.clone()).collect()
    };
    for (keys, left, said) in [
        ("U", vec!["a", "b"], "undo clipping ("),
        ("U", vec!["a"], "undone: clipping ("),
        ("U", vec![], "undone: clipping ("),
        ("U", vec![], "nothing to undo"),
        ("<C-r>", vec!["a"], "redone: clipping ("),
        ("<C-r>", vec!["a", "b"], "redone: clipping ("),
        ("<C-r>", vec!["a", "b"], "nothing to redo"),
    ] {
        press(&mut model, keys);
        assert_eq!(notes(&model), left, "{keys}");
        assert!(notice(&model).starts_with(said), "{keys}: {}", notice(&model));
        let told = notice(&model).contains("other library)");
        assert_eq!(told, said.ends_with('('), "{}", notice(&model));
    }
}

#[test]
fn undo_names_what_it_takes_back_and_a_read_mark_is_among_it() {
    let mut model = wide("gr]a");
    press(&mut model, "U");
    assert_eq!(notice(&model), "undone: clipping “Korea’s love affair with NATO is…”");
    press(&mut model, "<C-r>glr");
    let is_read = |model: &Model| model.library.is_read(model.panes.list.selected.unwrap());
    assert!(is_read(&model), "{}", notice(&model));
    press(&mut model, "U");
    assert_eq!((is_read(&model), notice(&model)), (false, "undone: read mark “NATO looks to Asia”"));
    assert_eq!(model.clippings().len(), 1, "the clipping of before stays");
}

#[test]
fn what_another_session_did_is_taken_back_only_after_a_question() {
    let mut model = wide("gr]a");
    let clip = model.clippings()[0].clip.clone();
    press(&mut model, "U");
    let event = Event { stamp: Stamper::new(7).stamp(9_000), deed: EventKind::Clip { clip, after: None } };
    model.update(Input::Told(vec![event]));
    press(&mut model, "U");
    assert!(notice(&model).starts_with("undo clipping “Korea’s love") && notice(&model).ends_with("? Press U again"));
    assert_eq!(model.clippings().len(), 1);
    press(&mut model, "U");
    assert_eq!(model.clippings().len(), 0);
}

#[test]
fn steps_pressed_faster_than_the_disk_writes_are_all_taken() {
    let mut model = model(two_articles(), (120, 40));
    let mut stamper = Stamper::new(7);
    let events: Vec<Event> = (0..3)
        .map(|_| Event { stamp: stamper.stamp(5), deed: EventKind::Clip { clip: Clip::default(), after: None } })
        .collect();
    model.update(Input::Told(events));
    press(&mut model, "U");
    let mut asked = Vec::new();
    for _ in 0..3 {
        asked.extend(model.update(Input::Key(crate::app::Key::char('U'))));
    }
    assert_eq!(asked.len(), 1, "one is written, the others wait");
    crate::app::testing::kept(&mut model, asked);
    assert_eq!(model.library.state().clippings().len(), 0);
}
