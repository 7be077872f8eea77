//! Tags as runs: each a stretch of words in one role.

use super::crf::Tag;

/// What a run of words is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Role {
    /// Words that name who is credited.
    Source,
    /// Words that credit.
    Cue,
    /// Words credited.
    Content,
}

/// A stretch of words in one role: the words `from..to`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Run {
    /// The role.
    pub role: Role,
    /// Index of the first word.
    pub from: usize,
    /// One past the last word.
    pub to: usize,
}

impl Role {
    /// 1 source, 2 cue, 3 content.
    pub fn number(self) -> u64 {
        self as u64 + 1
    }
}

/// The runs of `tags`, in text order.
pub fn runs(tags: &[u8]) -> Vec<Run> {
    let mut out: Vec<Run> = Vec::new();
    for (at, tag) in tags.iter().enumerate() {
        let role = match Tag::role(*tag) {
            1 => Role::Source,
            2 => Role::Cue,
            3 => Role::Content,
            _ => continue,
        };
        match out.last_mut() {
            Some(last) if tag.is_multiple_of(2) && last.to == at && last.role == role => last.to = at + 1,
            _ => out.push(Run { role, from: at, to: at + 1 }),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_beginning_starts_a_run_of_its_own() {
        let got = runs(&[0, 1, 2, 3, 5, 6, 5, 0, 6]);
        let want = [
            (Role::Source, 1, 3),
            (Role::Cue, 3, 4),
            (Role::Content, 4, 6),
            (Role::Content, 6, 7),
            (Role::Content, 8, 9),
        ];
        assert_eq!(got, want.map(|(role, from, to)| Run { role, from, to }));
    }
}
