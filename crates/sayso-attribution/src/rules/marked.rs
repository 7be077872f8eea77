//! Text with its answer in it, for tests: `“[Q …],” [C said] [S Name], according to [V CNN].`

use crate::attribution::Found;

/// Source, cue, content and relay, each as the words of its pieces.
pub(super) type Roles<'t> = [Vec<&'t str>; 4];

pub(super) struct Marked<'t> {
    /// Without the marks.
    pub text: String,
    pub roles: Roles<'t>,
}

impl<'t> Marked<'t> {
    pub fn read(marked: &'t str) -> Self {
        let mut roles: Roles = Default::default();
        let mut text = String::new();
        let mut rest = marked;
        while let Some((before, behind)) = rest.split_once('[') {
            let (inside, after) = behind.split_once(']').unwrap();
            let (role, words) = inside.split_once(' ').unwrap();
            roles["SCQV".find(role).unwrap()].push(words);
            text = text + before + words;
            rest = after;
        }
        Self { text: text + rest, roles }
    }
}

/// What was found, in the same shape.
pub(super) fn roles<'t>(found: &Found, text: &'t str) -> Roles<'t> {
    let words = |spans: &crate::text::Spans| spans.iter().map(|s| s.of(text)).collect::<Vec<_>>();
    let all = |role: &Option<crate::text::Spans>| role.as_ref().map(words).unwrap_or_default();
    let via = found.via.map(|s| s.of(text)).into_iter().collect();
    [all(&found.source), all(&found.cue), words(&found.content), via]
}
