//! Names of files that are added: of letters and digits, whatever the title is.

use crate::address::file_name;

/// Longest name without its ending, in bytes: file systems allow 255.
const LONGEST: usize = 80;

/// The name for an article with this title, without an ending: `harbour-plan-divides-the-council`. Never empty, never
/// hidden, without anything that a shell or a file system reads as more than a name.
pub(super) fn of(title: &str) -> String {
    let mut name = String::new();
    for c in title.chars().flat_map(char::to_lowercase) {
        match c {
            '\'' | '’' => {}
            c if c.is_alphanumeric() => name.push(c),
            _ if name.is_empty() || name.ends_with('-') => {}
            _ => name.push('-'),
        }
    }
    if name.len() > LONGEST {
        name.truncate((0..=LONGEST).rev().find(|&at| name.is_char_boundary(at)).unwrap_or(0));
        // The last word is cut.
        if let Some(at) = name.rfind('-').filter(|&at| at > LONGEST / 2) {
            name.truncate(at);
        }
    }
    let name = name.trim_end_matches('-');
    if name.is_empty() { "article".to_owned() } else { name.to_owned() }
}

/// The name of a file without its folders and endings.
pub(super) fn stem(path: &str) -> &str {
    let name = file_name(path);
    let stem = |name| str::rsplit_once(name, '.').map_or(name, |(stem, _)| stem);
    if name.to_ascii_lowercase().ends_with(".gz") { stem(stem(name)) } else { stem(name) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_read_like_titles() {
        for (title, want) in [
            ("Harbour plan divides the council", "harbour-plan-divides-the-council"),
            ("“We won’t pay,” says Ines Falk", "we-wont-pay-says-ines-falk"),
            ("../../etc/passwd", "etc-passwd"),
            (".hidden -rf *", "hidden-rf"),
            ("Straße nach Łódź: 50 %", "straße-nach-łódź-50"),
            ("港の計画", "港の計画"),
            ("…", "article"),
        ] {
            assert_eq!(of(title), want);
        }
        assert_eq!((stem("a/talks.md.gz"), stem("a.b/talks"), stem("-")), ("talks", "talks", "-"));
    }

    proptest! {
        #[test]
        fn any_title_gives_a_safe_name(title in "\\PC{0,200}") {
            let name = of(&title);
            prop_assert!((1..=LONGEST + 4).contains(&name.len()));
            prop_assert!(name.chars().all(|c| c.is_alphanumeric() || c == '-'), "{}", name);
            prop_assert!(!name.starts_with('-') && !name.ends_with('-'));
        }
    }
}
