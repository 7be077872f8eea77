use crate::document::formats::archive::tests::zip;
use crate::document::{BlockKind, Part, PartId, Refusal, WantedParts, ingest_parts};

const CONTAINER: &[u8] = br#"<container><rootfiles><rootfile full-path="OPS/book.opf"/></rootfiles></container>"#;

const PACKAGE: &[u8] = br##"<package xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:opf="http://www.idpf.org/2007/opf"><metadata>
<dc:title>The Harbour</dc:title><dc:creator id="a">Ann Lee</dc:creator><dc:creator opf:role="ill">Bo Roe</dc:creator>
<meta refines="#a" property="role">aut</meta><dc:language>en</dc:language><dc:date>1931-05-02T00:00:00Z</dc:date></metadata>
<manifest><item id="two" href="ch%202.html" media-type="text/html"/><item id="one" href="ch1.xhtml" media-type="application/xml"/>
<item id="toc" href="toc.ncx" media-type="application/x-dtbncx+xml"/><item id="cover" href="cover.xhtml" media-type="application/xhtml+xml"/></manifest>
<spine toc="toc"><itemref idref="cover"/><itemref idref="one"/><itemref idref="two"/></spine></package>"##;

const NCX: &[u8] = br#"<ncx><navMap><navPoint><navLabel><text>The first day</text></navLabel><content src="ch1.xhtml#a"/></navPoint></navMap></ncx>"#;

fn book(one: &[u8], more: &[(&str, &[u8])]) -> Vec<u8> {
    let entries: Vec<(&str, &[u8])> = [
        ("mimetype", &b"application/epub+zip"[..]),
        ("META-INF/container.xml", CONTAINER),
        ("OPS/book.opf", PACKAGE),
        ("OPS/toc.ncx", NCX),
        ("OPS/cover.xhtml", br#"<html><body epub:type="cover"><p>Cover</p></body></html>"#),
        ("OPS/ch1.xhtml", one),
        ("OPS/ch 2.html", b"<html><body><h1>The second day</h1><p>It rained.</p></body></html>"),
    ]
    .into_iter()
    .chain(more.iter().copied())
    .collect();
    zip(&entries)
}

const ONE: &[u8] =
    "<?xml version='1.0'?><html><body><h2>The first day</h2><p>“It is a leaky boat,” said Ines Falk.</p></body></html>"
        .as_bytes();

fn read(bytes: &[u8]) -> Result<Vec<Part>, Refusal> {
    ingest_parts(bytes, "harbour.epub", WantedParts::All)
}

#[test]
fn each_chapter_is_an_article_in_the_order_of_the_spine() {
    let parts = read(&book(ONE, &[])).unwrap();
    let told: Vec<(&str, &str)> =
        parts.iter().map(|part| (part.id.as_ref().unwrap().as_str(), part.document.meta().title.as_str())).collect();
    assert_eq!(told, [("ch1", "The first day"), ("ch_2", "The second day")]);
    let meta = parts[0].document.meta();
    assert_eq!((meta.author.as_deref(), meta.publication.as_deref()), (Some("Ann Lee"), Some("The Harbour")));
    assert_eq!((meta.published.as_deref(), meta.language.as_deref()), (Some("1931-05-02"), Some("en")));
    let kinds: Vec<BlockKind> = parts[0].document.blocks().iter().map(|block| block.kind).collect();
    assert_eq!(kinds, [BlockKind::Title, BlockKind::Paragraph]);
    let id = PartId::of_name("ch 2.html");
    let one = ingest_parts(&book(ONE, &[]), "a.epub", WantedParts::Only(&[id])).unwrap();
    assert_eq!((one.len(), one[0].document.meta().title.as_str()), (1, "The second day"));
}

#[test]
fn a_locked_book_is_refused_and_locked_fonts_are_not_minded() {
    let lock = |uri: &str| {
        format!(
            r#"<encryption><EncryptedData><CipherData><CipherReference URI="{uri}"/></CipherData></EncryptedData></encryption>"#
        )
    };
    let with = |uri: &str| read(&book(ONE, &[("META-INF/encryption.xml", lock(uri).as_bytes())]));
    assert_eq!(with("OPS/ch1.xhtml").unwrap_err(), Refusal::Encrypted { what: "an EPUB" });
    assert_eq!(with("OPS/font.otf").unwrap().len(), 2);
}

#[test]
fn a_part_that_is_a_bomb_is_left_out_with_a_warning() {
    let parts = read(&book(&vec![b' '; 33 << 20], &[])).unwrap();
    assert_eq!(parts.len(), 1);
    assert!(parts[0].document.warnings()[0].message.contains("OPS/ch1.xhtml unpacks to more than 32 MiB"));
}

#[test]
fn a_licence_around_the_text_is_furniture() {
    let text = "<html><body><p>About this book.</p><p>*** START OF THE PROJECT GUTENBERG EBOOK ***</p><p>It rained.</p></body></html>";
    let parts = read(&book(text.as_bytes(), &[])).unwrap();
    let kinds: Vec<BlockKind> = parts[0].document.blocks().iter().map(|block| block.kind).collect();
    assert_eq!(kinds, [BlockKind::Furniture, BlockKind::Furniture, BlockKind::Paragraph]);
}
