//! How good: attributions found against attributions marked, by the measure of the corpus's scorer.
//!
//! A word is a run of letters, digits and `_`. Found and marked attributions are paired one to one by how
//! far their contents agree; a pair is a hit when they agree by half or more and the sources name the same.

use std::collections::{BTreeSet, HashSet};
use std::ops::Range;

use sayso_attribution::text::Spans;
use sayso_attribution::{Found, Kind};

use super::corpus::Gold;

type Words = BTreeSet<usize>;

const FUNCTION_WORDS: &str = "a an the this that these those his her its their our my your some any all both each every no \
    other another such one two three many several few most more much of in on at to for from by \
    with as and or but nor s t who whom whose which what about among between into over under than \
    also not is are was were be been being has have had according";
const TITLES: &str = "mr mrs ms miss dr sir dame prof professor president vice prime minister secretary \
    senator sen senators rep representative representatives congressman congresswoman gov governor \
    governors mayor attorney general gen lt col colonel capt captain sgt maj major judge justice \
    chief chairman chairwoman chair director spokesman spokeswoman spokesperson former ex candidate \
    nominee democrat democratic republican republicans democrats gop rev reverend hon ambassador \
    speaker leader ceo";

/// One attribution as sets of words.
struct Act {
    source: Words,
    content: Words,
}

/// A text's words, and which of them stand in quotation marks.
pub struct Text {
    spans: Vec<Range<usize>>,
    words: Vec<String>,
    quoted: HashSet<usize>,
}

/// Found, marked and right, of one kind.
#[derive(Clone, Copy, Default, Debug)]
pub struct Tally {
    pub found: usize,
    pub marked: usize,
    /// Pairs that hit, by the kind of the found one and of the marked one.
    pub hits_found: usize,
    pub hits_marked: usize,
}

impl Tally {
    pub fn precision(self) -> f64 {
        self.hits_found as f64 / self.found.max(1) as f64
    }

    pub fn recall(self) -> f64 {
        self.hits_marked as f64 / self.marked.max(1) as f64
    }

    pub fn f1(self) -> f64 {
        let (p, r) = (self.precision(), self.recall());
        if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 }
    }
}

/// All kinds together, then direct, mixed, indirect.
#[derive(Clone, Copy, Default, Debug)]
pub struct Score {
    pub tallies: [Tally; 4],
}

impl Score {
    /// Counts one article; for each attribution found, whether it was a hit.
    pub fn add(&mut self, text: &str, gold: &[Gold], found: &[Found]) -> Vec<bool> {
        let text = Text::new(text);
        let marked: Vec<Act> = gold
            .iter()
            .map(|g| Act {
                source: text.words_in(g.source.iter().cloned()),
                content: text.words_in(g.content.iter().cloned()),
            })
            .filter(|act| !act.content.is_empty())
            .collect();
        let acts: Vec<Act> = found.iter().map(|f| text.act(f)).collect();
        let (kinds_found, kinds_marked) = (text.kinds(&acts), text.kinds(&marked));
        for kind in &kinds_found {
            self.each(*kind, |t| t.found += 1);
        }
        for kind in &kinds_marked {
            self.each(*kind, |t| t.marked += 1);
        }
        let mut right = vec![false; found.len()];
        for (g, f) in hits(&text, &marked, &acts) {
            right[f] = true;
            self.each(kinds_found[f], |t| t.hits_found += 1);
            self.each(kinds_marked[g], |t| t.hits_marked += 1);
        }
        right
    }

    fn each(&mut self, kind: Kind, change: impl Fn(&mut Tally)) {
        change(&mut self.tallies[0]);
        change(&mut self.tallies[1 + kind as usize]);
    }
}

impl std::fmt::Display for Score {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for (name, t) in ["all", "direct", "mixed", "indirect"].iter().zip(self.tallies) {
            let (p, r, f1) = (t.precision(), t.recall(), t.f1());
            writeln!(f, "  {name:9} P {p:.3}  R {r:.3}  F1 {f1:.3}  found {:5} marked {:5}", t.found, t.marked)?;
        }
        Ok(())
    }
}

/// Pairs of a marked and a found attribution that hit.
fn hits(text: &Text, marked: &[Act], found: &[Act]) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    for (g, gold) in marked.iter().enumerate() {
        for (f, act) in found.iter().enumerate() {
            let both = gold.content.intersection(&act.content).count();
            if both > 0 {
                let share = both as f64 / gold.content.union(&act.content).count() as f64;
                pairs.push((share, text.same_source(&gold.source, &act.source), g, f));
            }
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then((!a.1, a.2, a.3).cmp(&(!b.1, b.2, b.3))));
    let (mut used_g, mut used_f, mut out) = (HashSet::new(), HashSet::new(), Vec::new());
    for (share, same, g, f) in pairs {
        if used_g.contains(&g) || used_f.contains(&f) {
            continue;
        }
        used_g.insert(g);
        used_f.insert(f);
        if share >= 0.5 && same {
            out.push((g, f));
        }
    }
    out
}

impl Text {
    pub fn new(text: &str) -> Self {
        let mut spans: Vec<Range<usize>> = Vec::new();
        for (at, c) in text.char_indices().filter(|(_, c)| c.is_alphanumeric() || *c == '_') {
            match spans.last_mut() {
                Some(last) if last.end == at => last.end = at + c.len_utf8(),
                _ => spans.push(at..at + c.len_utf8()),
            }
        }
        let words = spans.iter().map(|r| text[r.clone()].to_lowercase()).collect();
        let mut out = Self { spans, words, quoted: HashSet::new() };
        for region in quoted_regions(text) {
            let inside = out.words_in([region]);
            out.quoted.extend(inside);
        }
        out
    }

    fn words_in(&self, spans: impl IntoIterator<Item = Range<usize>>) -> Words {
        let of = |r: Range<usize>| {
            let from = self.spans.partition_point(|w| w.end <= r.start);
            let to = self.spans.partition_point(|w| w.start < r.end);
            from..to.max(from)
        };
        spans.into_iter().filter(|r| !r.is_empty()).flat_map(of).collect()
    }

    fn act(&self, found: &Found) -> Act {
        let words = |spans: &Spans| self.words_in(spans.iter().map(|s| s.start()..s.end()));
        Act { source: found.source.as_ref().map(words).unwrap_or_default(), content: words(&found.content) }
    }

    fn kinds(&self, acts: &[Act]) -> Vec<Kind> {
        let kind = |act: &Act| {
            let inside = act.content.iter().filter(|w| self.quoted.contains(w)).count();
            match inside {
                0 => Kind::Indirect,
                _ if inside as f64 >= 0.8 * act.content.len() as f64 => Kind::Direct,
                _ => Kind::Mixed,
            }
        };
        acts.iter().map(kind).collect()
    }

    fn same_source(&self, gold: &Words, found: &Words) -> bool {
        if gold.is_empty() {
            return found.is_empty();
        }
        let listed = |list: &str, word: usize| list.split_whitespace().any(|w| w == self.words[word]);
        let telling = gold.iter().filter(|w| !listed(FUNCTION_WORDS, **w) && !listed(TITLES, **w));
        let mut key: Words = telling.copied().collect();
        if key.is_empty() {
            key = gold.iter().filter(|w| listed(TITLES, **w)).copied().collect();
        }
        let key = if key.is_empty() { gold } else { &key };
        key.intersection(found).next().is_some()
    }
}

/// Bytes inside quotation marks, a line at a time, as the corpus's scorer sees them.
fn quoted_regions(text: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut base = 0;
    for line in text.split_inclusive(['\n', '\r']) {
        let bare = line.trim_end_matches(['\n', '\r']);
        doubles(bare, base, &mut out);
        singles(bare, base, &mut out);
        base += line.len();
    }
    out
}

fn doubles(line: &str, base: usize, out: &mut Vec<Range<usize>>) {
    let mut open: Option<(usize, char)> = None;
    let mut at = 0;
    while let Some(c) = line[at..].chars().next() {
        let two = line[at..].starts_with("``") || line[at..].starts_with("''");
        let len = if two { 2 } else { c.len_utf8() };
        let mark = two || matches!(c, '"' | '“' | '”' | '„' | '«' | '»');
        match open {
            None if mark && !matches!(c, '”' | '»' | '\'') => open = Some((at + len, c)),
            Some((from, first)) if mark && (matches!(c, '”' | '"' | '»' | '\'') || (c == '“' && first == '„')) =>
            {
                out.push(base + from..base + at);
                open = None;
            }
            _ => {}
        }
        at += len;
    }
    if let Some((from, _)) = open {
        out.push(base + from..base + line.len());
    }
}

fn singles(line: &str, base: usize, out: &mut Vec<Range<usize>>) {
    let mut from = 0;
    while let Some(start) = line[from..].find('‘').map(|at| from + at) {
        let inner = start + '‘'.len_utf8();
        let stop = line[inner..].find('‘').map_or(line.len(), |at| inner + at);
        match closing(line, inner, stop) {
            Some(end) => {
                out.push(base + inner..base + end);
                from = end + '’'.len_utf8();
            }
            None => from = inner,
        }
    }
}

fn closing(line: &str, inner: usize, stop: usize) -> Option<usize> {
    let word = |c: char| c.is_alphanumeric() || c == '_';
    let candidates: Vec<usize> = line[inner..stop]
        .match_indices('’')
        .map(|(at, _)| inner + at)
        .filter(|at| {
            // The scorer looks no further than `stop` for what follows.
            let free = !line[at + '’'.len_utf8()..stop].starts_with(word);
            free || line[..*at].ends_with([',', '.', ';', ':', '!', '?'])
        })
        .collect();
    let possessive = |at: usize| line[..at].ends_with('s') && line[at + '’'.len_utf8()..].starts_with(' ');
    candidates.iter().copied().find(|at| !possessive(*at)).or(candidates.last().copied())
}
