//! The speakers of a library, each once for all articles that have them in the same words.

use std::collections::HashMap;

use sayso_attribution::{Speaker, SpeakerKind, fold_name, is_given_name, title};

/// A name that holds another is that name with words that are none of it where the other stands in so many times the
/// articles.
const RARER: u32 = 3;

/// A body of one word is a person who was read as a body where persons of that family name stand in so many times the
/// articles. On 840 articles of PolNeAR, *Trump* is one at 140 times, and the outlet *Bloomberg* is none at 1.7 times.
const RARER_BODY: u32 = 10;

/// The speakers of a library with the words of their names.
#[derive(Default)]
pub struct Lines<'a> {
    /// The speakers.
    pub speakers: &'a [Speaker],
    /// In how many articles each of them stands.
    pub times: &'a [u32],
    /// The folded words of each name, of a person without titles.
    pub words: Vec<Vec<String>>,
    /// In how many articles each name of a person of two words and more stands.
    names: HashMap<String, u32>,
    /// In how many articles the persons of each family name stand by such a name.
    families: HashMap<String, u32>,
    /// In how many articles each body of one word stands.
    bodies: HashMap<String, u32>,
}

impl<'a> Lines<'a> {
    /// Reads the names of speakers.
    pub fn read(speakers: &'a [Speaker], times: &'a [u32]) -> Self {
        let words: Vec<Vec<String>> = speakers.iter().map(words_of).collect();
        let mut lines = Self { speakers, times, words, ..Self::default() };
        for ((speaker, times), words) in speakers.iter().zip(times).zip(&lines.words) {
            match (speaker.kind, &words[..]) {
                (SpeakerKind::Person, [_, .., last]) => {
                    *lines.names.entry(words.join(" ")).or_default() += times;
                    *lines.families.entry(last.clone()).or_default() += times;
                }
                (SpeakerKind::Organisation, [word]) => *lines.bodies.entry(word.clone()).or_default() += times,
                _ => {}
            }
        }
        lines.names.retain(|_, times| *times > 0);
        lines
    }

    /// Returns `true` if a line is a person, or was read as a body in few articles and is a person in others.
    pub fn is_person(&self, line: usize) -> bool {
        match (self.speakers[line].kind, &self.words[line][..]) {
            (SpeakerKind::Person, _) => true,
            (SpeakerKind::Organisation, [word]) => {
                let [bodies, persons] = [&self.bodies, &self.families].map(|all| all.get(word).copied().unwrap_or(0));
                persons >= RARER_BODY * bodies.max(1)
            }
            (SpeakerKind::Organisation, [given, ..]) => {
                is_given_name(given) && self.names.contains_key(&self.words[line].join(" "))
            }
            _ => false,
        }
    }

    /// The name of a line without words that are none of it.
    pub fn name(&self, line: usize) -> String {
        let name = self.words[line].join(" ");
        let bare = self.bare(&name).map(str::to_owned);
        bare.unwrap_or(name)
    }

    /// `ann lee` of `rival ann lee` and of `ann lee explained`, if that is the name of somebody much more frequent.
    fn bare<'n>(&self, name: &'n str) -> Option<&'n str> {
        let words: Vec<&str> = name.split(' ').collect();
        let [first, second, .., before, last] = words[..] else {
            let [first, second, last] = words[..] else { return None };
            return self.bare_of(name, [first, second], [second, last]);
        };
        self.bare_of(name, [first, second], [before, last])
    }

    fn bare_of<'n>(&self, name: &'n str, head: [&str; 2], tail: [&str; 2]) -> Option<&'n str> {
        let times = |part: &str| self.names.get(part).copied().unwrap_or_default();
        // Of four words and more, what stands before a given name is an office: `Senate Whip Ann Lee`.
        let least = if name.split(' ').count() > 3 { 1 } else { RARER * times(name).max(1) };
        let known = |part: &str| times(part) >= least;
        let (head_len, tail_len) = (head[0].len() + head[1].len() + 1, tail[0].len() + tail[1].len() + 1);
        let (start, end) = (&name[..head_len], &name[name.len() - tail_len..]);
        let end = (!is_given_name(head[0]) && is_given_name(tail[0]) && known(end)).then_some(end);
        let between = !is_given_name(head[1]) && is_given_name(head[0]);
        end.or_else(|| (between && known(start)).then_some(start))
    }
}

/// The folded words of a speaker's name, of a person without titles.
fn words_of(speaker: &Speaker) -> Vec<String> {
    let mut words = fold_name(&speaker.name);
    if speaker.kind == SpeakerKind::Person {
        let titles = words.iter().take_while(|word| title(word).is_some()).count();
        words.drain(..titles.min(words.len().saturating_sub(1)));
    }
    words
}
