use crate::document::{BlockKind, Document, Refusal, WantedParts, ingest_parts};

fn read(text: &str, name: &str) -> Vec<Document> {
    let parts = ingest_parts(text.as_bytes(), name, WantedParts::All).unwrap();
    parts.into_iter().map(|part| part.document).collect()
}

const RSS: &str = r#"<?xml version="1.0"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>The Quay</title><language>en-GB</language>
<image><title>Logo</title></image>
<item><title>Harbour &amp; plan</title><link>https://quay.example/1</link><guid>tag:1</guid>
<dc:creator>Ann Lee</dc:creator><pubDate>Tue, 05 Mar 2024 22:30:00 -0500</pubDate>
<description>The council met for the third time.</description>
<content:encoded><![CDATA[<p>The council met for the third time this year to weigh the plan.</p><p>“Nobody has read it,” said Bo Roe.</p><p>The post Harbour plan appeared first on The Quay.</p>]]></content:encoded></item>
<item><title>Harbour &amp; plan</title><guid>tag:1</guid><description>Again.</description></item>
<item><title>Ferry</title><guid>tag:2</guid><description>&amp;lt;p&amp;gt;The ferry sank.&amp;lt;/p&amp;gt;&amp;lt;p&amp;gt;It was old.&amp;lt;/p&amp;gt;</description></item>
</channel></rss>"#;

#[test]
fn each_entry_of_rss_is_an_article_once() {
    let all = read(RSS, "quay.xml");
    assert_eq!(all.len(), 2);
    let meta = all[0].meta();
    assert_eq!((meta.title.as_str(), meta.author.as_deref()), ("Harbour & plan", Some("Ann Lee")));
    assert_eq!((meta.published.as_deref(), meta.publication.as_deref()), (Some("2024-03-05"), Some("The Quay")));
    assert_eq!(meta.url.as_deref(), Some("https://quay.example/1"));
    let kinds: Vec<BlockKind> = all[0].blocks().iter().map(|block| block.kind).collect();
    assert_eq!(kinds, [BlockKind::Paragraph, BlockKind::Paragraph, BlockKind::Furniture]);
    assert_eq!(all[1].text().trim(), "The ferry sank.\n\nIt was old.", "escaped twice");
}

#[test]
fn atom_in_xhtml_and_a_json_feed() {
    let atom = r#"<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Notes</title><author><name>Ines Falk</name></author>
<entry><id>urn:1</id><title type="html">One &lt;b&gt;two&lt;/b&gt;</title><link rel="self" href="https://x.example/feed"/><link href="https://x.example/1"/>
<updated>2025-06-10T01:00:00+02:00</updated><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>First <em>words</em>.</p><p>Second words.</p></div></content></entry></feed>"#;
    let all = read(atom, "notes.atom");
    let meta = all[0].meta();
    assert_eq!((meta.title.as_str(), meta.author.as_deref()), ("One two", Some("Ines Falk")));
    assert_eq!((meta.url.as_deref(), meta.published.as_deref()), (Some("https://x.example/1"), Some("2025-06-10")));
    assert_eq!(all[0].text().trim(), "First words.\n\nSecond words.");
    let json = r#"{"version": "https://jsonfeed.org/version/1.1", "title": "Notes", "items": [
        {"id": 7, "title": "T", "content_text": "It is 1 < 2, said Bo.\n\nMore.", "authors": [{"name": "A"}, {"name": "B"}]}]}"#;
    let all = read(json, "notes.json");
    assert_eq!(all[0].meta().author.as_deref(), Some("A, B"));
    assert!(all[0].text().contains("1 < 2, said Bo."), "{}", all[0].text());
}

#[test]
fn a_feed_without_entries_is_refused_and_a_cut_one_gives_what_it_has() {
    let empty = "<rss><channel><title>Nothing</title></channel></rss>";
    let refused = |text: &str| ingest_parts(text.as_bytes(), "a.xml", WantedParts::All).unwrap_err();
    assert_eq!(refused(empty), Refusal::Empty { what: "a feed" });
    assert!(matches!(refused("<rss><channel><title>Noth"), Refusal::Damaged { .. }));
    let cut = RSS.split_once("<title>Ferry").unwrap().0;
    let all = read(cut, "quay.xml");
    assert_eq!(all.len(), 1);
    assert!(all[0].warnings()[0].message.contains("cut off"), "{:?}", all[0].warnings());
}
