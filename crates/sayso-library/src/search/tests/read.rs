//! Articles that were read, and those that were not.

use super::*;

#[test]
fn read_articles_are_told_from_the_others() {
    let library = sample();
    let index = Index::of(&library);
    let found = |query: &str| {
        let read = ReadMarks::new(["A summit of friends.md".to_owned(), "gone.md".to_owned()]);
        let query = Query { read, ..Query::parse(query) };
        search(&index, &library, &query, 50).articles.rows.iter().map(|hit| hit.id.0).collect::<Vec<_>>()
    };
    assert_eq!((found("is:unread"), found("is:read"), found("-is:unr")), (vec![1, 2], vec![0], vec![0]));
    assert_eq!(found("is:unread cliques kyiv"), [1]);
}

#[test]
fn what_the_reader_has_read_is_marked_where_it_is_asked_for() {
    let mut library = sample();
    let read = library.article(ArticleId(1)).unwrap();
    let deed = Deed::Read { article: ArticleKey::of(&read.path, &read.document), read: true };
    library.keep([Event { stamp: Stamper::new(1).stamp(0), deed }]);
    let marks = |query: &str| library.marked(Query::parse(query)).read;
    assert_eq!(marks("cliques -is:read"), ReadMarks::new(["NATO looks to Asia.md".to_owned()]));
    assert_eq!(marks("cliques"), ReadMarks::default(), "nobody asks");
}
