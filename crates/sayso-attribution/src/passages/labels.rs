//! The words before a colon that name whose turn it is: `MARIE:`, `Dr Sunniva Hale (Marsh End) (Lab):`,
//! `The DEPUTY SPEAKER (Ms Carrow):`, `Mr. GARVEY.`, `Q:`.

use crate::language::WordList;
use crate::text::Span;

/// Most words of a label, brackets left out.
const WORDS: usize = 8;

/// Most characters of a label, brackets counted.
const LENGTH: usize = 120;

/// Words that may stand in a label in lower case.
static SMALL: WordList = WordList::named("labels.small");

/// Roles that name a participant although no person has such a name.
static PARTS: WordList = WordList::named("labels.parts");

/// Titles before a name in a parliamentary record.
static TITLES: WordList = WordList::named("labels.titles");

/// Signs around bold and slanted type in Markdown.
const BOLD: &[char] = &['*', '_'];

/// Most bytes of a time stamp.
const STAMP: usize = 24;

/// One label at the start of a paragraph or line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Label {
    /// The words that name the speaker.
    pub name: Span,
    /// The mark after the label.
    pub mark: Span,
    /// Where the speaker's words begin.
    pub words: usize,
    /// The name in lower case, to tell whether it comes again.
    pub key: String,
    /// Whether it can hardly be anything but a person or a part in a conversation.
    pub certain: bool,
    /// Whether it is two or three capitals: `VL`.
    pub initials: bool,
}

impl Label {
    /// The label at the start of `line`, if it has one and words follow.
    pub fn read(text: &str, line: Span) -> Option<Self> {
        let stamp = stamp(line.of(text));
        // A transcript that an article quotes: `“PENCE: Well, the question should be why.`
        let quote = line.of(text)[stamp..].chars().next().filter(|c| matches!(c, '“' | '"'));
        let line = Span::new(line.start() + stamp + quote.map_or(0, char::len_utf8), line.end());
        let part = line.of(text);
        if (stamp > 0 || part.starts_with('<'))
            && let Some(label) = Self::handle(part, line.start())
        {
            return Some(label);
        }
        Self::before_colon(part, line.start()).or_else(|| Self::before_stop(part, line.start()))
    }

    /// The name of a chat behind a time stamp, in small letters too: `[10:02] marcus_w:`, `10:02 <marcus_w>`.
    fn handle(part: &str, start: usize) -> Option<Self> {
        let bare = part.strip_prefix('<').unwrap_or(part);
        let end = bare.find(|c: char| !c.is_alphanumeric() && !"_-.@".contains(c))?;
        let (name, rest) = bare.split_at(end);
        let close = if bare.len() < part.len() { '>' } else { ':' };
        let words = rest.strip_prefix(close).filter(|words| words.starts_with(' '))?.trim_start();
        let from = start + part.len() - bare.len();
        let mark = Span::new(from + end, from + end + 1);
        (name.contains(char::is_alphabetic) && !words.is_empty()).then(|| Self {
            name: Span::new(from, from + end),
            mark,
            words: start + part.len() - words.len(),
            key: name_key(name),
            certain: true,
            initials: false,
        })
    }

    /// Returns `true` for `A` and `Answer`.
    pub fn is_answer(&self) -> bool {
        matches!(self.key.as_str(), "a" | "answer")
    }

    fn before_colon(part: &str, start: usize) -> Option<Self> {
        // `**Ann Lee:** Why?`: the marks of bold type are none of the name.
        let bold = part.len() - part.trim_start_matches(BOLD).len();
        let (part, start) = (&part[bold..], start + bold);
        let mut depth = 0;
        let colon = part.char_indices().take(LENGTH).find(|(_, c)| {
            depth += i32::from(*c == '(') - i32::from(*c == ')');
            depth == 0 && matches!(c, ':' | '\n' | '“' | '"' | '?' | '!')
        });
        let colon = colon?.0;
        let behind = part[colon..].strip_prefix(':')?;
        let rest = if bold > 0 { behind.trim_start_matches(BOLD) } else { behind };
        let words = behind.len() - rest.trim_start().len();
        let ends = rest.trim().is_empty() || (words == 0 && !rest.starts_with(['“', '"', '‘']));
        if ends {
            return None;
        }
        let (name, outside) = named(part[..colon].trim_end_matches(BOLD));
        let certain = reads_as_label(&outside)?;
        let name = Span::new(start + name.0, start + name.1);
        let mark = Span::new(start + colon, start + colon + 1);
        let key = name_key(&part[name.start() - start..name.end() - start]);
        let initials = (2..=3).contains(&key.len()) && outside.bytes().all(|byte| byte.is_ascii_uppercase());
        Some(Self { name, mark, words: mark.end() + words, key, certain, initials })
    }

    /// `Mr. HOLLINS. ` and `The SPEAKER pro tempore. ` of the Congressional Record.
    fn before_stop(part: &str, start: usize) -> Option<Self> {
        if let Some(words) =
            ["Q. ", "A. "].iter().find_map(|label| part.strip_prefix(label)).filter(|rest| !rest.is_empty())
        {
            let name = Span::new(start, start + 1);
            let mark = Span::new(name.end(), name.end() + 1);
            let key = part[..1].to_lowercase();
            return Some(Self {
                name,
                mark,
                words: start + part.len() - words.len(),
                key,
                certain: true,
                initials: false,
            });
        }
        let title = TITLES.iter().find_map(|title| part.strip_prefix(title)?.strip_prefix(". "));
        let rest = title.or_else(|| part.strip_prefix("The "))?;
        let from = part.len() - rest.len();
        let stop = from + rest.find(". ")?;
        let name = &part[from..stop];
        let mut words = name.split(' ');
        let shouted = words.next().is_some_and(|word| word.chars().count() > 1 && is_shouted(word));
        let named = |word: &str| is_shouted(word) || SMALL.contains(&word) || word.starts_with(char::is_uppercase);
        if !shouted || !words.all(named) || name.split(' ').count() > 5 {
            return None;
        }
        let name = Span::new(start, start + stop);
        let mark = Span::new(name.end(), name.end() + 1);
        let key = name_key(&part[..stop]);
        Some(Self { name, mark, words: mark.end() + 1, key, certain: true, initials: false })
    }
}

/// Bytes of the time stamp that a line begins with, and of the space behind it: `[10:02]`, `00:12:33`, `10:02 AM`; 0 if
/// there is none.
fn stamp(line: &str) -> usize {
    let inside = |c: char| c.is_ascii_digit() || ":[](). -/".contains(c);
    let end = line.find(|c: char| !inside(c)).unwrap_or(line.len());
    let half = ["AM ", "PM ", "am ", "pm "].iter().find(|half| line[end..].starts_with(**half));
    let end = end + half.map_or(0, |half| half.len());
    let part = &line[..end];
    let clock = part
        .as_bytes()
        .windows(4)
        .any(|w| w[0].is_ascii_digit() && w[1] == b':' && w[2..].iter().all(u8::is_ascii_digit));
    if clock && end <= STAMP && part.ends_with(' ') { end } else { 0 }
}

/// The bytes of `label` that name the speaker, and the label without brackets. `The DEPUTY SPEAKER (Ms Carrow)` is named
/// in its brackets, `Owen Pryce (Torfaen) (Lab)` before them.
fn named(label: &str) -> ((usize, usize), String) {
    let bracket = label.find('(').unwrap_or(label.len());
    let outside = label[..bracket].trim_end();
    let inside = label[bracket..].strip_prefix('(').and_then(|rest| rest.split_once(')')).map(|(inside, _)| inside);
    let person = inside.filter(|inside| label.starts_with("The ") && is_person(inside));
    let name = person.map_or((0, outside.len()), |person| (bracket + 1, bracket + 1 + person.len()));
    let mut rest = label;
    let mut bare = String::new();
    while let Some((before, after)) = rest.split_once('(') {
        bare += before;
        rest = after.split_once(')').map_or("", |(_, after)| after);
    }
    (name, (bare + rest).trim().to_owned())
}

fn is_person(name: &str) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    (2..=5).contains(&words.len()) && words.iter().all(|word| word.starts_with(char::is_uppercase))
}

/// Whether `label` reads as a label at all, and if so whether it can hardly be anything else.
fn reads_as_label(label: &str) -> Option<bool> {
    let words: Vec<&str> = label.split_whitespace().collect();
    if words.is_empty() || words.len() > WORDS {
        return None;
    }
    let small = |word: &&str| SMALL.contains(&word.to_lowercase().as_str());
    let capital = |word: &&str| word.starts_with(char::is_uppercase);
    let plain = |word: &&str| word.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '’' | '\''));
    // `Speaker 1`
    let number = |word: &&str| word.chars().all(|c| c.is_ascii_digit());
    if !capital(&words[0]) || !words.iter().all(|word| plain(word) && (capital(word) || small(word) || number(word))) {
        return None;
    }
    let noun = words.iter().rfind(|word| !number(word));
    let part = noun.is_some_and(|word| PARTS.contains(&word.to_lowercase().as_str()));
    let shouted = words.iter().any(|word| word.chars().count() > 2 && is_shouted(word));
    let titled = TITLES.iter().any(|title| words[0].trim_end_matches('.') == *title);
    let names = words.iter().filter(|word| capital(word)).count();
    Some(part || shouted || titled || (2..=4).contains(&names) && names == words.len())
}

fn is_shouted(word: &str) -> bool {
    word.contains(char::is_alphabetic) && !word.contains(char::is_lowercase)
}

/// The name without titles, in lower case.
fn name_key(name: &str) -> String {
    let words = name.split_whitespace().map(|word| word.trim_end_matches('.'));
    words.filter(|word| !TITLES.contains(word)).collect::<Vec<_>>().join(" ").to_lowercase()
}
