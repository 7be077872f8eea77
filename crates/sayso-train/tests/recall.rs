//! Made-up libraries, and how well `sayso who` finds in them what is half remembered. `examples/recall.rs` measures the
//! same on as many articles as are wanted.

use std::collections::HashSet;

use fastrand::Rng;
use sayso_train::generate::{articles, mangle};
use sayso_train::recall;

use sayso_library::search::{Index, who};
use sayso_library::{Article, Library};

#[test]
fn a_seed_gives_one_library_and_a_larger_one_begins_with_the_smaller() {
    let small: Vec<_> = articles(3).take(20).collect();
    assert!(articles(3).zip(&small).all(|(again, first)| again == *first));
    assert_ne!(articles(4).next(), articles(3).next());
}

#[test]
fn what_is_said_stands_in_the_text_and_some_of_it_in_several() {
    let made: Vec<_> = articles(1).take(60).collect();
    let mut origins = HashSet::new();
    let mut again = 0;
    for article in &made {
        let words = article.text.split_whitespace().count();
        assert!((100..2000).contains(&words), "{} has {words} words", article.name);
        for quote in &article.quotes {
            let tail = &quote.words[1..];
            assert!(article.text.contains(tail) && article.text.contains(&quote.speaker), "{quote:?}");
            again += usize::from(!origins.insert(quote.origin));
        }
    }
    assert!(again > origins.len() / 20, "{again} of {} are printed again", origins.len());
}

#[test]
fn what_is_remembered_is_not_what_was_said_but_most_of_it() {
    let mut dice = Rng::with_seed(5);
    let said = "the council must rebuild the rusting cranes before the first snow";
    for _ in 0..100 {
        let remembered = mangle(said, &mut dice);
        let kept = remembered.split(' ').filter(|word| said.split(' ').any(|w| w == *word)).count();
        assert!(remembered != said && remembered.split(' ').count() == 10 && kept >= 8, "{remembered}");
    }
}

#[test]
fn a_mangled_quote_leads_to_its_source() {
    let made: Vec<_> = articles(7).take(30).collect();
    let mut library = Library::default();
    library.learn_all(made.iter().map(|a| Article::read(a.name.clone(), a.text.as_bytes())));
    let mut index = Index::default();
    index.learn(&library);
    let recall = recall::measure(&made, &library, 60, &mut |words| who(&index, &library, words, 3));
    assert!(recall.third * 100 >= recall.asked * 95, "{recall}\n{:#?}", recall.missed);
}
