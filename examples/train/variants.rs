//! The same article as other houses would print it: other quotation marks, other names, what a page puts
//! around a text. Marked spans move along.

use std::ops::Range;

use sayso::text::quotation::quotations;

use crate::corpus::{Article, Gold, parts};
use crate::random::Random;

/// How an article is printed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Print {
    /// As it came.
    AsIs,
    /// `"` and `'`.
    Straight,
    /// `‘…’` outside, `“…”` inside, commas behind the closing mark in half of the articles.
    British,
}

impl Print {
    pub const ALL: [Self; 3] = [Self::AsIs, Self::Straight, Self::British];

    pub fn named(name: &str) -> Option<Self> {
        ["as-is", "straight", "british"].iter().position(|n| *n == name).map(|at| Self::ALL[at])
    }
}

/// `article` in another print; only its marks change.
pub fn printed(article: &Article, print: Print) -> Article {
    let edits = match print {
        Print::AsIs => Vec::new(),
        Print::Straight => straight(&article.text),
        Print::British => british(&article.text, article.name.len().is_multiple_of(2)),
    };
    edited(article, edits)
}

/// `article` in another print, with furniture about it, and in British print with people of other countries and
/// other crediting words in it: for training.
pub fn disguised(article: &Article, print: Print) -> Article {
    if print == Print::AsIs {
        return article.clone();
    }
    let mut random = Random::new(article.name.bytes().fold(7, |sum, b| sum * 31 + u64::from(b)));
    let mut foreign = article.clone();
    if print == Print::British {
        let words = recued(article, &mut random).into_iter().chain(renames(&article.text, &mut random));
        foreign = edited(article, words.collect());
    }
    let printed = printed(&foreign, print);
    let edits = furniture(&printed.text, &mut random);
    edited(&printed, edits)
}

type Edit = (Range<usize>, String);

fn edited(article: &Article, mut edits: Vec<Edit>) -> Article {
    edits.sort_by_key(|(range, _)| (range.start, range.end));
    let mut text = String::with_capacity(article.text.len() + 64);
    // Where each kept stretch came from, and where it stands now.
    let mut kept: Vec<(usize, usize)> = vec![(0, 0)];
    let mut at = 0;
    for (range, with) in edits {
        if range.start < at {
            continue;
        }
        text.push_str(&article.text[at..range.start]);
        text.push_str(&with);
        at = range.end;
        kept.push((at, text.len()));
    }
    text.push_str(&article.text[at..]);
    let moved = |place: usize| {
        let (from, to) = kept[kept.partition_point(|(from, _)| *from <= place) - 1];
        let next = kept.get(kept.partition_point(|(from, _)| *from <= place)).map_or(text.len(), |(_, to)| *to);
        (to + place - from).min(next)
    };
    let spans = |all: &[Range<usize>]| all.iter().map(|r| moved(r.start)..moved(r.end)).collect();
    let gold = |g: &Gold| Gold { source: spans(&g.source), cue: spans(&g.cue), content: spans(&g.content) };
    let gold = article.gold.iter().map(gold).collect();
    Article { name: article.name.clone(), gold, text }
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
