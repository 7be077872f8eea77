//! Articles that were read, and those that were not.

use super::*;

#[test]
fn read_articles_are_told_from_the_others() {
    let mut library = sample();
    let read = library.article(ArticleId(0)).unwrap();
    let deed = EventKind::Read {
        article: ArticleKey::of(&read.path, &read.document),
        read: true,
        by_hand: false,
        more: Vec::new(),
    };
    library.keep([Event { stamp: Stamper::new(1).stamp(0), deed }]);
    let index = Index::of(&library);
    let found = |query: &str| {
        let articles = search(&index, &library, &Query::parse(query), 50).articles;
        articles.rows.iter().map(|hit| hit.id.0).collect::<Vec<_>>()
    };
    assert_eq!((found("is:unread"), found("is:read"), found("-is:unr")), (vec![1, 2], vec![0], vec![0]));
    assert_eq!(found("is:unread cliques kyiv"), [1]);
}
