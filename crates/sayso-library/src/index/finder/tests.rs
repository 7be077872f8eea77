use super::*;
use crate::index::{Fingerprint, Index, Numbers};
use crate::test_support::article;

const PEOPLE: [&str; 4] = ["Ann Lee", "Carl Weiss", "Rita Rivers", "Bo Sun"];
const WORDS: [&str; 7] = ["river", "rivers", "rain", "bridge", "council", "said", "safe"];

/// An index of articles with other words and dates each.
fn finder(count: usize) -> Finder {
    let index = Index::in_memory(&[]);
    let mut dice = fastrand::Rng::with_seed(7);
    let mut words = |count: usize| {
        let words: Vec<&str> = (0..count).map(|_| WORDS[dice.usize(..WORDS.len())]).collect();
        words.join(" ")
    };
    let mut writer = index.writer().unwrap().unwrap();
    for at in 0..count {
        let person = PEOPLE[at * at % PEOPLE.len()];
        let text = format!(
            "He said: [{person}: {}]. {}\n\n{}\n\nShe said [{}: {}].\n\nThey said [Ann Lee: {}.\n\n{}].",
            words(3),
            words(2),
            words(1),
            PEOPLE[at % PEOPLE.len()],
            words(2),
            words(3),
            words(2)
        );
        let date = format!("20{:02}-{:02}", at * 13 % 20, at % 12 + 1);
        writer.add(Fingerprint::default(), &article(&format!("{at:03}.md"), &words(2), &date, &text)).unwrap();
    }
    writer.commit().unwrap();
    Finder::new(Arc::new(Snapshot::read(&index, &mut Numbers::default()).unwrap())).unwrap()
}

#[test]
fn the_best_rows_are_those_of_a_walk_that_looks_at_all() {
    let (finder, state) = (finder(400), State::default());
    let several = |quote: &Quote| quote.documents().len() > 1;
    assert!(finder.snapshot.quotes.items().iter().any(several), "some quotes stand in several paragraphs");
    let typed = [
        "r",
        "ri",
        "river",
        "rivers",
        "weiss",
        "said",
        "river c",
        "r b",
        "bridge lee",
        "rain safe council",
        "\"river rain\"",
        "speaker:lee r",
        "speaker:lee",
        "speaker:r",
        "",
        "-rain r",
        "rivre",
    ];
    for text in typed {
        let query = Query::parse(text);
        let branches = spellings(&query, |word| finder.knows(word));
        let any = finder.searches(&query, &state, &branches).unwrap();
        let all = finder.best(&any, usize::MAX / 4).unwrap();
        let total = all.quotes.total;
        let (quotes, articles) = (all.quotes.best(), all.articles.best());
        assert!(total == quotes.len() && total > 5, "{text}: {total}");
        for most in [1, 4, 20] {
            let few = finder.best(&any, most).unwrap();
            assert_eq!([few.quotes.total, few.articles.total], [total, articles.len()], "{text}");
            assert_eq!(few.quotes.best(), quotes[..most.min(quotes.len())], "{text}");
            assert_eq!(few.articles.best(), articles[..most.min(articles.len())], "{text}");
        }
    }
}
