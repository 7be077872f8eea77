//! The index answers as the articles themselves do.

use super::*;
use crate::index::{Fingerprint, Numbers};
use crate::state::{ArticleKey, Event, EventKind, Stamper};
use crate::test_support::{article, sample};
use crate::{Only, Wanted};
use proptest::prelude::*;
use sayso_attribution::{Act, Analysis, Kind, Status};
use std::collections::HashMap;

/// A session over an index in memory, with all articles loaded.
fn session(library: &Library) -> LibrarySession {
    let index = Index::in_memory(&[]);
    let mut writer = index.writer().unwrap().unwrap();
    library.articles().for_each(|(_, article)| writer.put(Fingerprint::default(), article).unwrap());
    writer.commit().unwrap();
    opened(index, library)
}

fn opened(index: Index, library: &Library) -> LibrarySession {
    let mut numbers = Numbers::default();
    let snapshot = Snapshot::read(&index, &mut numbers).unwrap();
    let session = LibrarySession::new(index, Arc::new(snapshot), 0);
    for (_, article) in library.articles() {
        session.cache.insert(numbers.get(&article.path).unwrap(), article.clone());
    }
    session
}

/// What is found, by names that hold in any library.
fn outline(results: &Results, library: &Library) -> Vec<String> {
    let path = |id: ArticleId| library.entry(id).unwrap().path;
    let quotes =
        results.quotes.rows.iter().map(|hit| format!("{}#{} {:?}", path(hit.id.article), hit.id.quote, hit.rank));
    let articles = results.articles.rows.iter().map(|hit| format!("{} {:?}", path(hit.id), hit.rank));
    let name = |hit: &search::SpeakerHit| library.people().get(hit.id).unwrap().name;
    let speakers = results.speakers.rows.iter().map(|hit| format!("{} {:?}", name(hit), hit.rank));
    let totals = [results.quotes.total, results.articles.total, results.speakers.total];
    quotes.chain(articles).chain(speakers).chain([format!("{totals:?}")]).collect()
}

/// The answers to a query from the articles in memory and from the index.
fn same(library: &Library, session: &mut LibrarySession, query: &str) -> (Vec<String>, Vec<String>) {
    let index = search::Index::of(library);
    let query = Query::parse(query);
    let plain = search::search(&index, library, &query, 50);
    let (found, _) = session.search(&query, 50).unwrap();
    (outline(&found, session.library()), outline(&plain, library))
}

const QUERIES: &[&str] = &[
    "",
    "stoltenberg",
    "stoltenburg",
    "stotlenberg",
    "pistorious",
    "self servng cliqes",
    "stoltenbu",
    "alliance knows the",
    "history alliance",
    "small cliques",
    "freedom",
    "kyiv",
    "welcome cliques",
    "secur",
    "zoe",
    "alliance zzzz",
    "\"small cliques\"",
    "\"small cliqes\"",
    "alliance -history",
    "speaker:mao",
    "speaker:stotlenberg freedom",
    "-speaker:stoltenberg -speaker:\"mao ning\"",
    "speaker:=\"mao ning\"",
    "speaker:=mao",
    "role:minister",
    "kind:mixed cliques",
    "xylophone",
    "asia",
    "cliques welcome",
    "nlasia",
    "speaker:pistorius",
    "cliques -kyiv -nobody",
    "article:partners",
    "bpist",
    "wenbin wang",
    "article:summit",
    "mao cliques",
    "after:2023",
    "before:2023-07 asia",
    "author:writer kind:direct",
    "selfserving cliques",
    "stolten-berg freedom",
    "freedom OR cliques",
    "(mao OR pistorius) security",
    "is:unread asia",
    "speaker:mao OR kyiv",
];

#[test]
fn the_index_answers_as_the_articles_do() {
    let library = sample();
    let mut session = session(&library);
    for query in QUERIES {
        let (found, plain) = same(&library, &mut session, query);
        assert_eq!(found.join("\n"), plain.join("\n"), "{query}");
    }
}

#[test]
fn whose_words_half_remembered() {
    let library = sample();
    let mut session = session(&library);
    for words in
        ["the most succesful and strongest aliance", "smal cliqes nobody welcomes", "stoltenberg history freedom"]
    {
        let index = search::Index::of(&library);
        let want = search::who(&index, &library, words, 3);
        let (got, articles) = session.who(words, 3).unwrap();
        let path = |id: ArticleId| articles.iter().find(|a| a.0 == id).unwrap().1.path.clone();
        let got = (path(got[0].id.article), got[0].id.quote);
        assert_eq!(got, (library.article(want[0].id.article).unwrap().path.clone(), want[0].id.quote), "{words}");
    }
}

#[test]
fn the_same_words_are_found_in_articles_that_are_not_at_hand() {
    let mut library = Library::default();
    let said = ["Prices of bread will rise by a tenth", "Nobody asked the bakers", "The mill stands still"];
    let also = "Prices of bread will rise by a tenth in spring";
    library.learn_all(
        [said[0], said[1], said[2], also]
            .iter()
            .enumerate()
            .map(|(at, words)| article(&format!("{at}.md"), "T", "2023", &format!("She said: [Ann Lee: {words}]."))),
    );
    let mut session = session(&library);
    let paths: HashMap<String, ArticleId> =
        session.library().entries().map(|(id, entry)| (entry.path.to_owned(), id)).collect();
    for (own, other, difference) in
        [("0.md", Some("3.md"), "adds “in spring”"), ("3.md", Some("0.md"), "lacks “in spring”"), ("1.md", None, "")]
    {
        let id = QuoteId { article: paths[own], quote: 0 };
        let want = other.map(|path| QuoteId { article: paths[path], quote: 0 });
        let want: Vec<Duplicate> =
            want.map(|id| Duplicate { id, difference: difference.to_owned(), credit: None }).into_iter().collect();
        for most in [HEARD, 1] {
            let open = session.fetch(&[id.article]);
            let mut at_hand = session.library().clone();
            for (id, article) in open {
                at_hand.hold(id, article);
            }
            assert_eq!(near_duplicates::elsewhere(&at_hand, id), [], "only one article is at hand");
            assert_eq!(session.echoes(at_hand, id, most).unwrap(), want, "{own} {most}");
        }
    }
}

#[test]
fn of_more_quotes_than_are_looked_at_the_best_are_found() {
    let mut library = Library::default();
    let mut dice = 7u32;
    let mut throw = |sides: u32| {
        dice = dice.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (dice >> 16) % sides
    };
    let words = ["alliance", "alliances", "alianse", "bread", "milk", "mill"];
    library.learn_all((0..150).map(|at| {
        let mut word = || words[throw(6) as usize];
        let text = format!("Once {} [Ann {}: {} now] and [Bo Lee: {}].", word(), word(), word(), word());
        article(&format!("{at:03}.txt"), word(), &format!("20{:02}", throw(30)), &text)
    }));
    let (index, mut session) = (search::Index::of(&library), session(&library));
    let rows = |results: &Results, library: &Library| {
        let row = |hit: &search::QuoteHit| {
            format!("{}#{} {:?}", library.entry(hit.id.article).unwrap().path, hit.id.quote, hit.rank)
        };
        let mut rows: Vec<String> = results.quotes.rows.iter().map(row).collect();
        rows.push(format!("{} {}", results.quotes.total, results.articles.total));
        rows
    };
    for typed in
        ["alliance", "alliance ", "alianse", "milk", "mil", "al", "bread OR milk", "speaker:bo mil", "kind:direct"]
    {
        let query = Query::parse(typed);
        let plain = search::search(&index, &library, &query, 20);
        let (found, _) = session.search(&query, 20).unwrap();
        assert!(plain.quotes.total > ROWS, "{typed}");
        assert_eq!(rows(&found, session.library()), rows(&plain, &library), "{typed}");
    }
}

const WORD: &str = "(alliance|alliances|cliques|clique|ally|asia|asian|said|the|security|sécurité|don’t)";

fn words(most: usize) -> impl Strategy<Value = String> {
    prop::collection::vec(WORD, 1..most).prop_map(|words| words.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn the_index_misses_nothing(
        texts in prop::collection::vec((words(6), words(4)), 1..6),
        typed in prop::collection::vec("(alliance|alianse|cliqu|clqiues|asia|asain|the|th|security|dont|\"the asia\"|zzz)", 1..4),
        end in "( |)",
    ) {
        let mut library = Library::default();
        library.learn_all(texts.iter().enumerate().map(|(at, (around, quote))| {
            let text = format!("Once {around}.\n\nThen {around} [Ann Lee: {quote}] again.");
            article(&format!("{at}.txt"), "T", "2023", &text)
        }));
        let (found, plain) = same(&library, &mut session(&library), &(typed.join(" ") + &end));
        prop_assert_eq!(found, plain);
    }
}

/// Articles whose analyses were altered, as a library.
fn altered(articles: Vec<Article>, alter: impl Fn(usize, &mut Analysis)) -> Library {
    let alter = |(at, mut article): (usize, Article)| {
        alter(at, Arc::make_mut(&mut article.analysis));
        article
    };
    let mut library = Library::default();
    library.learn_all(articles.into_iter().enumerate().map(alter));
    library
}

/// `most` articles in which Ann Lee says one thing, the newest first.
fn many(most: usize) -> Vec<Article> {
    let said = |at: usize| format!("She said: [Ann Lee: Bread of bakery {at} is dear].");
    (0..most).map(|at| article(&format!("{at:03}.md"), "T", &format!("{}", 2999 - at), &said(at))).collect()
}

#[test]
fn quotes_that_are_not_wanted_take_no_place_of_those_that_are() {
    let library = altered(many(150), |at, analysis| {
        let (act, kind) = if at < 140 { (Act::Speech, Kind::Direct) } else { (Act::Belief, Kind::Indirect) };
        (analysis.attributions[0].act, analysis.attributions[0].kind) = (act, kind);
    });
    let (index, mut session) = (search::Index::of(&library), session(&library));
    for only in [Only::All, Only::Believed, Only::Said, Only::Quoted] {
        let wanted = Wanted { least: 0.5, only };
        let query = Query { wanted, ..Query::parse("bread") };
        let plain = search::search(&index, &library, &query, 20);
        let (found, _) = session.search(&query, 20).unwrap();
        let numbers = |results: &Results| (results.quotes.rows.len(), results.quotes.total);
        assert_eq!(numbers(&found), numbers(&plain), "{only:?}");
    }
}

#[test]
fn an_unwanted_word_is_looked_for_in_every_form_of_a_name() {
    let two = "She said: [Ann Lee: Bread is dear]. The alliance said: [NATO: Bread is cheap].";
    let library = altered(vec![article("a.md", "T", "2023", two), article("b.md", "T", "2022", two)], |_, analysis| {
        let nato = analysis.speakers.iter_mut().find(|speaker| speaker.name == "NATO").unwrap();
        nato.also.push("North Atlantic Treaty Organisation".to_owned());
    });
    let mut session = session(&library);
    for query in ["bread -atlantic", "bread -nato", "bread -\"north atlantic\"", "-treaty"] {
        let (found, plain) = same(&library, &mut session, query);
        assert_eq!(found, plain, "{query}");
        assert!(found.iter().filter(|row| row.contains('#')).all(|row| !row.contains("#1")), "{query}: {found:?}");
    }
}

#[test]
fn a_field_of_one_letter_stands_for_every_word_that_begins_so() {
    // More words than a term of one letter stands for.
    let titles =
        (0..500).map(|at| article(&format!("{at}.md"), &format!("a{at:03} t"), "2023", "He said: [Bo Ek: Yes]."));
    let mut library = Library::default();
    library.learn_all(titles.chain([article("b.md", "Bread", "2023", "He said: [Bo Ek: No].")]));
    let index = search::Index::of(&library);
    for query in ["title:a", "-title:a", "-title:b", "article:a", "author:a title:a"] {
        let query = Query::parse(query);
        let plain = search::search(&index, &library, &query, 600);
        // The articles of one answer alone are more than stay loaded.
        let (found, _) = session(&library).search(&query, 600).unwrap();
        assert_eq!(found.articles.total, plain.articles.total, "{}", query.text);
        assert_eq!(found.quotes.total, plain.quotes.total, "{}", query.text);
    }
}

#[test]
fn what_was_read_is_told_by_the_readers_own_events() {
    let library = sample();
    let mut session = session(&library);
    let read = library.article(ArticleId(0)).unwrap();
    let deed = EventKind::Read {
        article: ArticleKey::of(&read.path, &read.document),
        read: true,
        by_hand: false,
        more: Vec::new(),
    };
    session.keep(&Arc::new(State::of([Event { stamp: Stamper::new(1).stamp(0), deed }])));
    let sources = |session: &mut LibrarySession, words: &str| -> Vec<String> {
        let (hits, articles) = session.who(words, 3).unwrap();
        let path = |id: ArticleId| articles.iter().find(|a| a.0 == id).unwrap().1.path.clone();
        hits.iter().map(|hit| path(hit.id.article)).collect()
    };
    assert_eq!(sources(&mut session, "small cliques nobody welcomes is:read"), ["A summit of friends.md"]);
    assert_eq!(sources(&mut session, "small cliques nobody welcomes is:unread")[0], "NATO looks to Asia.md");
    let (found, _) = session.search(&Query::parse("is:read cliques"), 10).unwrap();
    assert_eq!((found.quotes.total, found.articles.total), (1, 1));
}

#[test]
fn articles_are_found_by_the_path_that_is_shown_now() {
    let outer = tempfile::tempdir().unwrap();
    let (folder, link) = (outer.path().join("harbour"), outer.path().join("market"));
    std::fs::create_dir(&folder).unwrap();
    std::os::unix::fs::symlink(&folder, &link).unwrap();
    for several in [false, true] {
        let paths = |folder: &std::path::Path| {
            let other = several.then(|| outer.path().to_owned());
            std::iter::once(folder.to_owned()).chain(other).collect::<Vec<_>>()
        };
        let index = Index::in_memory(&paths(&folder));
        let mut writer = index.writer().unwrap().unwrap();
        let shown = |folder: &std::path::Path| format!("{}/bread prices.md", folder.display());
        writer.put(Fingerprint::default(), &article(&shown(&folder), "T", "2023", "He said: [Bo Ek: Yes].")).unwrap();
        writer.commit().unwrap();
        let mut numbers = Numbers::default();
        let index = index.named(&paths(&link));
        let snapshot = Arc::new(Snapshot::read(&index, &mut numbers).unwrap());
        let mut session = LibrarySession::new(index, snapshot, 0);
        let now = article(&shown(&link), "T", "2023", "He said: [Bo Ek: Yes].");
        session.cache.insert(numbers.get(&now.path).unwrap(), now);
        let mut found = |query: &str| session.search(&Query::parse(query), 5).unwrap().0.articles.total;
        for (query, want) in
            [("article:market", 1), ("article:harbour", 0), ("-article:harbour", 1), ("article:\"mark price\"", 1)]
        {
            assert_eq!(found(query), want, "{query} {several}");
        }
    }
}

#[test]
fn quotes_are_found_by_their_status() {
    let library = altered(many(8), |at, analysis| analysis.attributions[0].status = Status::ALL[at % 4]);
    let mut session = session(&library);
    for (query, want) in [
        ("status:denied", 2),
        ("-status:denied bread", 6),
        ("status:second-hand", 2),
        ("status:a OR status:hyp", 4),
        ("status:denied status:asserted", 0),
        ("status:denied kind:mixed", 0),
    ] {
        let (found, plain) = same(&library, &mut session, query);
        assert_eq!(found, plain, "{query}");
        assert_eq!(session.search(&Query::parse(query), 50).unwrap().0.quotes.total, want, "{query}");
    }
}

#[test]
fn all_rows_of_a_query_are_ranked_from_the_candidates_of_its_first_rows() {
    let library = altered(many(150), |_, _| ());
    let (mut session, mut other) = (session(&library), session(&library));
    for query in ["bread", "bakery 7", "lee -dear", "zzz bread dear", "bread ann dear bakery 12"] {
        let query = Query::parse(query);
        let (first, _) = session.first(&query).unwrap();
        assert!(session.unfinished.is_some());
        let (all, _) = session.list(&query).unwrap();
        assert!(session.unfinished.is_none());
        let (fresh, _) = other.list(&query).unwrap();
        assert_eq!(outline(&all, session.library()), outline(&fresh, other.library()), "{}", query.text);
        let ids = |results: &Results| results.quotes.rows.iter().map(|hit| hit.id).collect::<Vec<_>>();
        assert!(ids(&first).iter().all(|id| ids(&all).contains(id)), "{}", query.text);
        assert_eq!(first.quotes.total, all.quotes.total, "{}", query.text);
    }
    let _ = session.first(&Query::parse("bread")).unwrap();
    let (results, _) = session.list(&Query::parse("milk")).unwrap();
    assert_eq!(results.quotes.total, 0, "the candidates are those of another query");
}

#[test]
fn a_speaker_who_is_compared_has_rows_however_many_the_other_has() {
    let mut articles = many(150);
    let said = |at: usize| format!("He said: [Bo Ek: Milk of dairy {at} is dear].");
    articles.extend((0..3).map(|at| article(&format!("old{at}.md"), "T", "1950", &said(at))));
    let library = altered(articles, |_, _| ());
    let mut session = session(&library);
    for line in ["speaker:lee | speaker:ek", "dear speaker:ek | dear speaker:lee"] {
        let query = Query::parse(line);
        let by = |(results, _): (Results, Articles), session: &LibrarySession| {
            let name = |hit: &search::QuoteHit| session.library().name_of(hit.id) == Some("Bo Ek");
            (results.quotes.rows.iter().filter(|hit| name(hit)).count(), results.quotes.rows.len())
        };
        let found = session.first(&query).unwrap();
        assert_eq!(by(found, &session).0, 3, "{line}");
        let found = session.list(&query).unwrap();
        assert_eq!(by(found, &session), (3, LISTED), "{line}");
        let index = search::Index::of(&library);
        let plain = search::search(&index, &library, &query, 20);
        let (found, _) = session.search(&query, 20).unwrap();
        assert_eq!(outline(&found, session.library()), outline(&plain, &library), "{line}");
    }
}

#[test]
fn all_speakers_of_a_name_are_listed_whichever_articles_are_looked_at() {
    let mut articles = many(150);
    let said = |at: usize| format!("She said: [Eva Lee: Milk of dairy {at} is dear]. Tom said: [Tom Ek: No].");
    articles.extend((0..3).map(|at| article(&format!("old{at}.md"), "T", "1950", &said(at))));
    let library = altered(articles, |_, _| ());
    let mut session = session(&library);
    for (line, want) in [("speaker:lee", 2), ("kind:direct speaker:lee", 2), ("speaker:lee OR speaker:tom", 3)] {
        let (results, _) = session.list(&Query::parse(line)).unwrap();
        assert_eq!((results.speakers.rows.len(), results.speakers.total), (want, want), "{line}");
    }
}

#[test]
fn speakers_are_listed_in_one_order_whenever_their_articles_were_indexed() {
    let said = |at: usize| format!("She said: [Ann Lee{at}: Bread of bakery {at} is dear].");
    let mut library = Library::default();
    library.learn_all((0..90).map(|at| article(&format!("{at:02}.md"), "T", "2023", &said(at))));
    let index = Index::in_memory(&[]);
    let mut writer = index.writer().unwrap().unwrap();
    for (at, (_, article)) in library.articles().rev().enumerate() {
        writer.put(Fingerprint::default(), article).unwrap();
        if at % 40 == 0 {
            writer.commit().unwrap();
        }
    }
    writer.commit().unwrap();
    let (mut session, mut other) = (session(&library), opened(index, &library));
    for query in ["ann", "anlee", "-zzz", "bread"] {
        let names = |session: &mut LibrarySession| -> Vec<String> {
            let (results, _) = session.search(&Query::parse(query), 10).unwrap();
            let people = session.library().people();
            results.speakers.rows.iter().map(|hit| people.get(hit.id).unwrap().name.to_owned()).collect()
        };
        assert_eq!(names(&mut session), names(&mut other), "{query}");
    }
}
