use proptest::prelude::*;

use super::*;

fn key(name: &str) -> ArticleKey {
    ArticleKey { name: name.to_owned(), title: "T".to_owned(), ..ArticleKey::default() }
}

fn place(name: &str, start: usize) -> Place {
    let cursor = Anchor { start, end: start, ..Anchor::default() };
    Place { article: key(name), paragraph: 1, top: cursor.clone(), cursor, quote: None, search: None }
}

fn clip(note: &str) -> EventKind {
    EventKind::Clip { clip: Clip { note: note.to_owned(), ..Clip::default() }, after: None }
}

/// Events of one session, a millisecond apart.
struct Sitting(Stamper, Vec<Event>);

impl Sitting {
    fn new(session: u64) -> Self {
        Self(Stamper::new(session), Vec::new())
    }

    fn does(&mut self, deed: EventKind) -> Id {
        let event = Event { stamp: self.0.stamp(0), deed };
        let id = event.stamp.id;
        self.1.push(event);
        id
    }

    fn state(&self) -> State {
        State::of(self.1.clone())
    }

    /// Presses `U` or `R`.
    fn presses(&mut self, key: char) {
        let state = self.state();
        let found = if key == 'U' { state.undoable() } else { state.redoable() };
        let of = found.map_or_else(|| panic!("nothing for {key}"), |(id, _)| id);
        self.does(EventKind::Undo { of });
    }
}

fn notes(state: &State) -> Vec<&str> {
    state.clippings().iter().map(|c| c.clip.note.as_str()).collect()
}

#[test]
fn the_last_place_is_known_and_each_article_its_own() {
    let mut sitting = Sitting::new(1);
    for (name, at) in [("a.md", 5), ("b.md", 7), ("a.md", 9)] {
        sitting.does(EventKind::Place { place: place(name, at) });
    }
    let state = sitting.state();
    assert_eq!(state.last_place(), Some(&place("a.md", 9)));
    assert_eq!(state.place_in("x/b.md", "T"), Some(&place("b.md", 7)));
}

#[test]
fn read_and_unread() {
    let mut sitting = Sitting::new(1);
    sitting.does(EventKind::Read { article: key("a.md"), read: true, by_hand: false, more: Vec::new() });
    assert!(sitting.state().is_read("some/where/a.md", "T") && !sitting.state().is_read("a.md", "Another"));
    sitting.does(EventKind::Read { article: key("a.md"), read: false, by_hand: false, more: Vec::new() });
    assert!(!sitting.state().is_read("a.md", "T"));
}

#[test]
fn clippings_are_ordered_noted_and_removed() {
    let mut sitting = Sitting::new(1);
    let [a, b, c] = ["a", "b", "c"].map(|note| sitting.does(clip(note)));
    assert_eq!(notes(&sitting.state()), ["a", "b", "c"]);
    sitting.does(EventKind::ClipMove { clip: c, after: None });
    sitting.does(EventKind::ClipMove { clip: a, after: Some(b) });
    assert_eq!(notes(&sitting.state()), ["c", "b", "a"]);
    sitting.does(EventKind::ClipNote { clip: b, note: "better".to_owned() });
    sitting.does(EventKind::ClipRemove { clip: c });
    assert_eq!(notes(&sitting.state()), ["better", "a"]);
}

#[test]
fn undo_goes_back_step_by_step_and_redo_forward_until_something_new_is_done() {
    let mut sitting = Sitting::new(1);
    let a = sitting.does(clip("a"));
    sitting.does(EventKind::ClipNote { clip: a, note: "b".to_owned() });
    sitting.does(clip("c"));
    for (key, want) in [
        ('U', vec!["b"]),
        ('U', vec!["a"]),
        ('R', vec!["b"]),
        ('R', vec!["b", "c"]),
        ('U', vec!["b"]),
        ('U', vec!["a"]),
    ] {
        sitting.presses(key);
        assert_eq!(notes(&sitting.state()), want, "after {key}");
    }
    sitting.does(clip("d"));
    assert_eq!((notes(&sitting.state()), sitting.state().redoable()), (vec!["a", "d"], None));
    sitting.presses('U');
    sitting.presses('U');
    assert_eq!((notes(&sitting.state()), sitting.state().undoable()), (vec![], None));
}

#[test]
fn undo_and_redo_leave_what_other_readers_did() {
    let (mut own, mut other) = (Sitting::new(1), Sitting::new(2));
    own.does(clip("a"));
    own.does(clip("b"));
    other.0.see(own.1[1].stamp);
    other.does(clip("of another"));
    let mut state = own.state();
    assert!(state.learn_from_others(other.1.clone()));
    let of = state.undoable().map(|(id, _)| id).unwrap();
    own.0.see(other.1[0].stamp);
    own.does(EventKind::Undo { of });
    state.learn(own.1.clone());
    assert_eq!(notes(&state), ["a", "of another"]);
    other.does(clip("another"));
    state.learn_from_others(other.1);
    let again = state.redoable().map(|(_, deed)| deed.name());
    assert_eq!(again, Some("clipping"), "what another did since does not end what can be redone");
}

#[test]
fn a_session_whose_clock_runs_behind_still_comes_after_what_it_has_seen() {
    let mut ahead = Stamper::new(1);
    let mut behind = Stamper::new(2);
    let first = ahead.stamp(1_000);
    behind.see(first);
    assert!(behind.stamp(10) > first);
}

fn deed() -> impl Strategy<Value = EventKind> {
    let id = || (1u64..4, 1u32..5).prop_map(|(session, number)| Id { session, number });
    prop_oneof![
        "[ab]".prop_map(|name| EventKind::Place { place: place(&name, 1) }),
        "[ab]".prop_map(|name| EventKind::Jump { place: place(&name, 2) }),
        ("[ab]", any::<bool>(), any::<bool>(), prop::option::of("[ab]")).prop_map(|(name, read, by_hand, more)| {
            let more = more.iter().filter(|_| by_hand).map(|name| key(name)).collect();
            EventKind::Read { article: key(&name), read, by_hand, more }
        }),
        "[a-c]".prop_map(|line| EventKind::Type { what: "find".to_owned(), line }),
        "[a-c]".prop_map(|note| clip(&note)),
        (id(), "[a-c]").prop_map(|(clip, note)| EventKind::ClipNote { clip, note }),
        (id(), prop::option::of(id())).prop_map(|(clip, after)| EventKind::ClipMove { clip, after }),
        id().prop_map(|clip| EventKind::ClipRemove { clip }),
        id().prop_map(|of| EventKind::Undo { of }),
    ]
}

/// Events of three sessions whose clocks differ.
fn events() -> impl Strategy<Value = Vec<Event>> {
    prop::collection::vec((0u64..3, 0i64..6, deed()), 0..14).prop_map(|made| {
        let mut stampers = [1, 2, 3].map(Stamper::new);
        made.into_iter().map(|(who, at, deed)| Event { stamp: stampers[who as usize].stamp(at), deed }).collect()
    })
}

proptest! {
    #[test]
    fn events_in_any_order_and_pieces_come_to_the_same(
        (all, shuffled) in events().prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle())), cut in 0usize..14,
    ) {
        let whole = State::of(all);
        let (head, tail) = shuffled.split_at(cut.min(shuffled.len()));
        let mut state = State::of(head.to_vec());
        for event in tail {
            state.learn([event.clone()]);
        }
        prop_assert_eq!(&state, &whole);
        prop_assert!(!state.learn(shuffled.clone()), "nothing is learnt twice");
    }

    #[test]
    fn without_what_is_needless_a_state_shows_the_same(all in events()) {
        let whole = State::of(all.clone());
        let needless = whole.needless();
        let short = State::of(all.into_iter().filter(|event| !needless.contains(&event.stamp.id)));
        prop_assert_eq!(short.last_place(), whole.last_place());
        prop_assert_eq!(short.clippings(), whole.clippings());
        prop_assert_eq!(short.typed("find"), whole.typed("find"));
        prop_assert_eq!(["a", "b"].map(|name| short.is_read(name, "T")), ["a", "b"].map(|name| whole.is_read(name, "T")));
    }
}
