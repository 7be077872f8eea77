//! For tests: articles from marked text, models from articles, keys from a string.
//!
//! `‘[Q1 Taxes],’ [C1 said] [S1 she|Mao Ning], ‘[Q1 fall].’`: pieces with one number are one attribution, and
//! the name behind a source stands after a bar.

use std::sync::Arc;

use super::{Effect, Input, Key, KeyCode, Model, Settings};
use sayso_attribution::document::{Document, ingest};
use sayso_attribution::text::{Span, Spans};
use sayso_attribution::{Act, Analysis, Attribution, Kind, Naming, Status, Step};
use sayso_library::Article;
use sayso_library::search::{Index, search};
use sayso_library::state::{Event, Stamper};

struct Piece {
    sort: u8,
    number: usize,
    words: String,
    name: String,
    quoted: bool,
}

/// An article of `marked` text, under `path`.
pub fn article(path: &str, marked: &str) -> Article {
    let (plain, pieces) = unmark(marked);
    let document = ingest(plain.as_bytes(), path);
    let analysis = analysis(&document, &pieces);
    Article { path: path.to_owned(), document: Arc::new(document), analysis: Arc::new(analysis) }
}

/// A model of this size with these articles read.
pub fn model(articles: Vec<Article>, size: (u16, u16)) -> Model {
    let mut model = Model::new(Settings::default());
    model.update(Input::Resize(size.0, size.1));
    model.update(Input::Loaded(articles));
    model.update(Input::LoadingDone);
    model
}

/// Two articles on a wide screen, after these keys.
pub fn wide(keys: &str) -> Model {
    let mut model = model(two_articles(), (120, 40));
    press(&mut model, keys);
    model
}

/// The places of the quotes that the panel shows.
pub fn shown(model: &Model) -> Vec<usize> {
    model.panes.panel.shown().iter().map(|quote| quote.place()).collect()
}

/// What the status says.
pub fn notice(model: &Model) -> &str {
    model.status.notice.as_deref().unwrap_or_default()
}

/// The headline of the open article.
pub fn title(model: &Model) -> &str {
    &model.panes.reader.as_ref().unwrap().document.meta().title
}

/// Answers the searches that were asked for, as the runtime does.
pub fn answer(model: &mut Model, effects: Vec<Effect>) {
    let index = Index::of(&model.library);
    for effect in effects {
        if let Effect::Search(ticket, query) = effect {
            let results = search(&index, &model.library, &query, 50);
            model.update(Input::Found(ticket, Arc::new(results)));
        }
    }
}

/// Presses keys: letters as they are, others as `<Enter>`; gives what was asked of the world.
pub fn press(model: &mut Model, keys: &str) -> Vec<Effect> {
    let mut effects = Vec::new();
    for key in self::keys(keys) {
        let asked = model.update(Input::Key(key));
        effects.extend(kept(model, asked));
    }
    effects
}

/// The keys that a text tells of.
pub fn keys(text: &str) -> Vec<Key> {
    let mut keys = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let named = rest.strip_prefix('<').and_then(|r| r.split_once('>')).filter(|(name, _)| name.len() > 1);
        let key = if let Some((name, after)) = named {
            rest = after;
            key(name)
        } else {
            rest = &rest[c.len_utf8()..];
            Key::char(c)
        };
        keys.push(key);
    }
    keys
}

/// Writes what is to be kept, as a disk would that never fails; gives what else was asked.
pub fn kept(model: &mut Model, asked: Vec<Effect>) -> Vec<Effect> {
    let mut others = Vec::new();
    for effect in asked {
        match effect {
            Effect::Record(deed) if deed.is_told() => {
                let mut stamper = Stamper::new(1);
                if let Some(stamp) = model.newest_event() {
                    stamper.see(stamp);
                }
                let event = Event { stamp: stamper.stamp(0), deed: *deed };
                let more = model.update(Input::Recorded(Box::new(event), None));
                others.extend(kept(model, more));
            }
            Effect::Record(_) => {}
            other => others.push(other),
        }
    }
    others
}

fn key(name: &str) -> Key {
    match name {
        "Enter" => Key::plain(KeyCode::Enter),
        "Esc" => Key::plain(KeyCode::Esc),
        "Tab" => Key::plain(KeyCode::Tab),
        "Backspace" => Key::plain(KeyCode::Backspace),
        "Down" => Key::plain(KeyCode::Down),
        "Up" => Key::plain(KeyCode::Up),
        "Space" => Key::char(' '),
        _ => Key::ctrl(name.strip_prefix("C-").and_then(|c| c.chars().next()).expect(name)),
    }
}

fn unmark(marked: &str) -> (String, Vec<Piece>) {
    let (mut plain, mut pieces) = (String::new(), Vec::new());
    for (at, part) in marked.split('[').enumerate() {
        let tagged = part.split_once(']').and_then(|(inside, after)| {
            let (tag, words) = inside.split_once(' ')?;
            let number = tag.strip_prefix(['Q', 'C', 'S'])?.parse().ok()?;
            Some((tag.as_bytes()[0], number, words, after))
        });
        let Some((sort, number, words, after)) = tagged else {
            // A bracket of the text's own.
            plain = plain + if at > 0 { "[" } else { "" } + part;
            continue;
        };
        let (words, name) = words.split_once('|').unwrap_or((words, words));
        let quoted = plain.ends_with(['‘', '“', '"']);
        pieces.push(Piece { sort, number, words: words.to_owned(), name: name.to_owned(), quoted });
        plain += words;
        plain += after;
    }
    (plain, pieces)
}

fn analysis(document: &Document, pieces: &[Piece]) -> Analysis {
    let mut at = 0;
    let mut spans = Vec::new();
    for piece in pieces {
        let start = at + document.text()[at..].find(&piece.words).unwrap();
        at = start + piece.words.len();
        spans.push(Span::new(start, at));
    }
    let mut analysis = Analysis::default();
    let most = pieces.iter().map(|p| p.number).max().unwrap_or(0);
    for number in 1..=most {
        let own: Vec<(&Piece, Span)> =
            pieces.iter().zip(spans.iter().copied()).filter(|(p, _)| p.number == number).collect();
        let attribution = attribution(document, &mut analysis, &own);
        analysis.attributions.push(attribution);
    }
    analysis
}

fn attribution(document: &Document, analysis: &mut Analysis, own: &[(&Piece, Span)]) -> Attribution {
    let of = |sort: u8| Spans::new(own.iter().filter(|(p, _)| p.sort == sort).map(|(_, span)| *span));
    let quoted = own.iter().filter(|(p, _)| p.sort == b'Q' && p.quoted).count();
    let all = own.iter().filter(|(p, _)| p.sort == b'Q').count();
    let source = own.iter().find(|(p, _)| p.sort == b'S');
    let speaker = source.map(|(piece, _)| analysis.person_of_test(&piece.name));
    let steps = source.map_or(Vec::new(), |(piece, span)| {
        let named = piece.words == piece.name;
        let mut steps = vec![Step { span: *span, naming: if named { Naming::Named } else { Naming::Pronoun } }];
        let before = &document.text()[..span.start()];
        if let Some(at) = before.rfind(&piece.name).filter(|_| !named) {
            steps.push(Step { span: Span::new(at, at + piece.name.len()), naming: Naming::Named });
        }
        steps
    });
    Attribution {
        act: Act::of(document.text(), of(b'C').as_ref()),
        status: Status::Asserted,
        source: of(b'S'),
        cue: of(b'C'),
        content: of(b'Q').unwrap(),
        repeats: vec![],
        kind: if quoted == all {
            Kind::Direct
        } else if quoted > 0 {
            Kind::Mixed
        } else {
            Kind::Indirect
        },
        speaker,
        naming: steps.first().map_or(Naming::Unknown, |s| s.naming),
        chain: steps,
        via: None,
        confidence: if speaker.is_some() { 0.93 } else { 0.4 },
        sure_of_speaker: 1.0,
        found_by: "test",
    }
}

/// Two articles with what the screen has to show: several speakers, every kind, a split quote, nobody named.
pub fn two_articles() -> Vec<Article> {
    vec![article("articles/asia.md", ASIA), article("articles/partners.md", PARTNERS)]
}

const ASIA: &str = "\
+++
title = \"NATO looks to Asia\"
author = \"D. Bartlett\"
publication = \"Asian Affairs\"
published = \"2023-07\"
+++

The ‘[Q1 strongest, most successful alliance in history]’, in the words of [S1 Jens Stoltenberg], is NATO. War has since quickened the pace.

## Seoul’s long courtship

[S2 Ramon Pacheco Pardo] [C2 puts] it in the language of romance: ‘[Q2 Korea’s love affair with NATO is not a summer fling – it is part of a long-lasting and well-calibrated courtship].’

> [Q3 Nobody in the capital wants to hear it], the saying goes.

NATO’s leader had an answer when he visited Seoul. [Q4 Fine points of law of this kind carry no weight], [S4 he|Jens Stoltenberg] [C4 argued], when set against the assault.

- One item of a list that is rather longer than the line can hold at some of the widths
- Another *item* with [a link](https://example.org)

From [S5 Mao Ning], who speaks for the ministry, [C5 came the claim] that ‘[Q5 the Asia-Pacific region does not welcome NATO’s plan to open a liaison office in Japan]’.

She had a second warning for Tokyo, and this time history was the ground for it.

Japan should be ‘[Q6 extra cautious on the issue of military security]’, [S6 she|Mao Ning] [C6 said], given its ‘[Q6 history of aggression]’.

The defence minister took up the theme in Singapore in June.

‘[Q7 Today, what Asia-Pacific needs are big pies of open and inclusive cooperation, not small cliques]’, [S7 Li Shangfu] [C7 said].
";

const PARTNERS: &str = "\
+++
title = \"Partners far from home\"
publication = \"RIAC\"
published = \"2022-08\"
+++

[S1 Jens Stoltenberg] [C1 said] that [Q1 the alliance would stay open].

[S2 Officials] [C2 denied] [Q2 all of it].
";
