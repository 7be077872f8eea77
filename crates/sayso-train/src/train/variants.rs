//! An article as other publishers would print it: other quotation marks, other names, what a page puts
//! around a text. Marked spans move along.

use std::ops::Range;

use sayso_attribution::text::quotation::quotations;

use super::corpus::{Article, Gold, parts};
use super::noise::Noise;
use super::random::Random;

/// How an article is printed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Print {
    /// As it came.
    AsIs,
    /// `"` and `'`.
    Straight,
    /// `‘…’` outside, `“…”` inside, commas behind the closing mark in half of the articles.
    British,
    /// As it came, with one sort of noise.
    Noisy(Noise),
}

/// The prints by which the program is measured, each with its name on the command line.
pub const PRINTS: &[(&str, Print)] = &[
    ("as-is", Print::AsIs),
    ("straight", Print::Straight),
    ("british", Print::British),
    ("capitals", Print::Noisy(Noise::Capitals)),
    ("unstopped", Print::Noisy(Noise::Unstopped)),
    ("spacing", Print::Noisy(Noise::Spacing)),
    ("list", Print::Noisy(Noise::List)),
    ("transcript", Print::Noisy(Noise::Transcript)),
];

/// `article` in another print, and nothing else changed.
pub fn printed(article: &Article, print: Print) -> Article {
    let edits = match print {
        Print::AsIs => Vec::new(),
        Print::Straight => straight(&article.text),
        Print::British => british(&article.text, article.name.len().is_multiple_of(2)),
        Print::Noisy(noise) => return noise.on(article, &mut dice(article)),
    };
    edited(article, edits).0
}

/// What is learned from one article: itself; with straight marks; with British marks, people of other countries and
/// other crediting words; with two or three sorts of noise. All but the first with furniture about them.
pub fn copies(article: &Article) -> [Article; 4] {
    let random = &mut dice(article);
    let straight = printed(article, Print::Straight);
    let words = recued(article, random).into_iter().chain(renames(&article.text, random));
    let british = printed(&edited(article, words.collect()).0, Print::British);
    let mut rough = printed(article, [Print::AsIs, Print::Straight, Print::British][random.below(3)]);
    for noise in Noise::ALL.into_iter().rev() {
        if random.below(2) == 0 {
            rough = noise.on(&rough, random);
        }
    }
    let mut furnished = |copy: Article| edited(&copy, furniture(&copy.text, random)).0;
    [article.clone(), furnished(straight), furnished(british), furnished(rough)]
}

/// A random generator that gives the same numbers for the same article.
fn dice(article: &Article) -> Random {
    Random::new(article.name.bytes().fold(7, |sum, b| sum * 31 + u64::from(b)))
}

/// What stands instead of some bytes.
pub type Edit = (Range<usize>, String);

/// Where the bytes of a text stand after edits: for each stretch that was kept, its bytes and where it starts now.
pub struct Moved(Vec<(Range<usize>, usize)>);

impl Moved {
    /// Where the byte at `at` stands now; behind what replaced it where it was replaced.
    pub fn place(&self, at: usize) -> usize {
        let next = self.0.partition_point(|(kept, _)| kept.start <= at);
        let (kept, now) = &self.0[next - 1];
        match self.0.get(next) {
            Some((_, after)) if at > kept.end => *after,
            _ => now + at - kept.start,
        }
    }
}

/// `article` with `edits` made in its text, and its marked spans moved along.
pub fn edited(article: &Article, mut edits: Vec<Edit>) -> (Article, Moved) {
    edits.sort_by_key(|(range, _)| (range.start, range.end));
    let mut text = String::with_capacity(article.text.len() + 64);
    let (mut kept, mut at) = (Vec::new(), 0);
    for (range, with) in edits {
        if range.start < at {
            continue;
        }
        kept.push((at..range.start, text.len()));
        text.push_str(&article.text[at..range.start]);
        text.push_str(&with);
        at = range.end;
    }
    kept.push((at..article.text.len(), text.len()));
    text.push_str(&article.text[at..]);
    let moved = Moved(kept);
    let spans = |all: &[Range<usize>]| all.iter().map(|r| moved.place(r.start)..moved.place(r.end)).collect();
    let gold = |g: &Gold| Gold { source: spans(&g.source), cue: spans(&g.cue), content: spans(&g.content) };
    let gold = article.gold.iter().map(gold).collect();
    (Article { name: article.name.clone(), gold, text }, moved)
}

fn straight(text: &str) -> Vec<Edit> {
    let plain = |c: char| match c {
        '“' | '”' => Some("\""),
        '‘' | '’' => Some("'"),
        _ => None,
    };
    text.char_indices().filter_map(|(at, c)| Some((at..at + c.len_utf8(), plain(c)?.to_owned()))).collect()
}

fn british(text: &str, commas_outside: bool) -> Vec<Edit> {
    let mut edits = Vec::new();
    for (part, _) in parts(text) {
        for quotation in quotations(text, part) {
            let (open, close) = if quotation.depth == 0 { ("‘", "’") } else { ("“", "”") };
            let (outer, inner) = (quotation.outer, quotation.inner);
            edits.push((outer.start()..inner.start(), open.to_owned()));
            if !quotation.closed || quotation.depth > 1 {
                continue;
            }
            let comma = commas_outside && inner.of(text).ends_with(',');
            if comma {
                edits.push((inner.end() - 1..outer.end(), format!("{close},")));
            } else {
                edits.push((inner.end()..outer.end(), close.to_owned()));
            }
        }
    }
    edits
}

/// People, parties and places of one country's politics, and what may stand for them elsewhere.
const NAMES: &[(&str, &[&str])] = &[
    ("Clinton", &["Kishida", "Merkel", "Ardern", "Sturgeon", "Okonjo"]),
    ("Trump", &["Stoltenberg", "Macron", "Modi", "Ramaphosa", "Erdogan"]),
    ("Hillary", &["Angela", "Jacinda", "Yuriko", "Marie"]),
    ("Donald", &["Jens", "Emmanuel", "Fumio", "Andrey"]),
    ("Obama", &["Yoon", "Lula", "Lavrov", "Sunak"]),
    ("Bush", &["Pacheco Pardo", "Abe", "Chirac"]),
    ("Sanders", &["Corbyn", "Wong", "Iglesias"]),
    ("Pence", &["Uchikura", "Barnier", "Gubin"]),
    ("Kaine", &["Pistorius", "Mao", "Nguyen"]),
    ("Sen.", &["Defence Minister", "General", "Lord"]),
    ("Rep.", &["MP", "Professor", "Deputy"]),
    ("Gov.", &["Prime Minister", "Secretary General", "Foreign Minister"]),
    ("Republican", &["Conservative", "Liberal Democratic"]),
    ("Republicans", &["Conservatives", "Gaullists"]),
    ("Democrats", &["Social Democrats", "Greens"]),
    ("White House", &["foreign ministry", "Kremlin", "Blue House"]),
    ("Congress", &["Parliament", "the Diet", "the Duma"]),
    ("FBI", &["ministry", "IAEA", "Europol"]),
    ("American", &["Korean", "European", "Russian"]),
    ("Washington", &["Seoul", "Moscow", "Brussels"]),
    ("U.S.", &["UK", "EU", "ROK"]),
    ("Trump campaign", &["Alliance", "ruling party", "defence ministry"]),
    ("Clinton campaign", &["opposition", "NATO mission", "EU delegation"]),
    ("CNN", &["Le Monde", "Xinhua", "NHK"]),
    ("Fox News", &["TASS", "the Guardian", "Der Spiegel"]),
    ("Michelle Obama", &["Mao Ning", "Yoon Suk Yeol"]),
];

/// One in three of the plainest crediting words, and what takes its place.
fn recued(article: &Article, random: &mut Random) -> Vec<Edit> {
    const PAST: &[&str] = &["warned", "argued", "explained", "claimed", "noted", "insisted", "stated", "maintained"];
    const PRESENT: &[&str] = &["says", "warns", "argues", "explains", "notes", "insists", "writes", "adds", "believes"];
    let mut edits = Vec::new();
    for cue in article.gold.iter().flat_map(|g| &g.cue) {
        let words = match &article.text[cue.clone()] {
            "said" => [PAST, PRESENT][random.below(2)],
            "says" => PRESENT,
            _ => continue,
        };
        if random.below(3) == 0 {
            edits.push((cue.clone(), words[random.below(words.len())].to_owned()));
        }
    }
    edits
}

fn renames(text: &str, random: &mut Random) -> Vec<Edit> {
    let mut edits = Vec::new();
    for (name, others) in NAMES {
        let other = others[random.below(others.len())];
        for (at, found) in text.match_indices(name) {
            let end = at + found.len();
            let alone = !text[..at].ends_with(char::is_alphanumeric) && !text[end..].starts_with(char::is_alphanumeric);
            if alone {
                edits.push((at..end, other.to_owned()));
            }
        }
    }
    edits
}

/// Lines that pages have and articles do not.
const FURNITURE: &[&str] = &[
    "Share this article",
    "Print",
    "Rate this article",
    "(votes: 3, rating: 5)",
    "Please follow and like us:",
    "Read more",
    "Related articles",
    "Sign up for our newsletter",
    "Story continues below advertisement",
    "Image: Reuters",
    "By Our Correspondent",
    "PhD in Political Science, Assistant Professor at the International Relations Department",
    "LATEST NEWS",
    "The Road Ahead",
];

fn furniture(text: &str, random: &mut Random) -> Vec<Edit> {
    let places = parts(text);
    let inner = places.iter().skip(1).map(|(span, _)| span.start());
    let chosen: Vec<usize> = inner.filter(|_| random.below(12) == 0).collect();
    chosen.into_iter().map(|at| (at..at, format!("{}\n", FURNITURE[random.below(FURNITURE.len())]))).collect()
}
