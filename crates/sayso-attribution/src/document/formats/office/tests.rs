use crate::document::formats::archive::tests::zip;
use crate::document::{BlockKind, Document, Refusal, WantedParts, ingest_parts};

fn read(bytes: &[u8], name: &str) -> Document {
    ingest_parts(bytes, name, WantedParts::All).unwrap().remove(0).document
}

fn blocks(document: &Document) -> Vec<(BlockKind, &str)> {
    document.blocks().iter().map(|block| (block.kind, document.slice(block.span))).collect()
}

#[test]
fn a_word_document_without_what_was_deleted_and_with_its_notes() {
    let body = "<w:document><w:body>\
<w:p><w:pPr><w:pStyle w:val=\"Titel\"/></w:pPr><w:r><w:t>Harbour plan</w:t></w:r></w:p>\
<w:p><w:r><w:t xml:space=\"preserve\">“It is a </w:t></w:r><w:del><w:r><w:delText>big </w:delText></w:r></w:del><w:ins><w:r><w:t>leaky</w:t></w:r></w:ins><w:r><w:t xml:space=\"preserve\"> boat,” said</w:t><w:tab/><w:t>Ines Falk.</w:t></w:r></w:p>\
<w:p><w:pPr><w:pStyle w:val=\"Zitat\"/></w:pPr><w:r><w:t>We will not pay.</w:t></w:r></w:p>\
<w:p><w:pPr><w:numPr/></w:pPr><w:r><w:t>One item of a list that is long enough.</w:t></w:r></w:p></w:body></w:document>";
    let styles = "<w:styles><w:style w:styleId=\"Titel\"><w:name w:val=\"Title\"/></w:style><w:style w:styleId=\"Zitat\"><w:name w:val=\"Quote\"/></w:style></w:styles>";
    let notes = "<w:footnotes><w:footnote w:type=\"separator\"><w:p><w:r><w:t>----</w:t></w:r></w:p></w:footnote><w:footnote><w:p><w:r><w:t>A note.</w:t></w:r></w:p></w:footnote></w:footnotes>";
    let core = "<cp:coreProperties><dc:title>Document1</dc:title><dc:creator>Ann Lee</dc:creator><dcterms:created>2025-06-10T09:00:00Z</dcterms:created></cp:coreProperties>";
    let bytes = zip(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("word/document.xml", body.as_bytes()),
        ("word/styles.xml", styles.as_bytes()),
        ("word/footnotes.xml", notes.as_bytes()),
        ("docProps/core.xml", core.as_bytes()),
    ]);
    let document = read(&bytes, "plan.docx");
    assert_eq!(
        blocks(&document),
        [
            (BlockKind::Title, "Harbour plan"),
            (BlockKind::Paragraph, "“It is a leaky boat,” said Ines Falk."),
            (BlockKind::BlockQuote, "We will not pay."),
            (BlockKind::ListItem, "One item of a list that is long enough."),
            (BlockKind::Footnote, "A note."),
        ]
    );
    let meta = document.meta();
    assert_eq!((meta.title.as_str(), meta.author.as_deref()), ("Harbour plan", Some("Ann Lee")));
    assert_eq!(meta.published.as_deref(), Some("2025-06-10"));
}

#[test]
fn an_opendocument_text_and_a_locked_one() {
    let body = "<office:document-content><office:automatic-styles><style:style style:name=\"P1\" style:parent-style-name=\"Quotations\"/></office:automatic-styles><office:body><office:text>\
<text:tracked-changes><text:p>Deleted.</text:p></text:tracked-changes>\
<text:h text:outline-level=\"2\">The harbour</text:h>\
<text:p>The council<text:s/>met for the third time this year.<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>In June.</text:p></text:note-body></text:note> It rained.</text:p>\
<text:p text:style-name=\"P1\">We will not pay.</text:p></office:text></office:body></office:document-content>";
    let meta = "<office:document-meta><office:meta><dc:title>Harbour plan</dc:title><meta:initial-creator>Ann Lee</meta:initial-creator><dc:creator>Bo Roe</dc:creator></office:meta></office:document-meta>";
    let with = |manifest: &str| {
        zip(&[
            ("mimetype", b"application/vnd.oasis.opendocument.text"),
            ("META-INF/manifest.xml", manifest.as_bytes()),
            ("content.xml", body.as_bytes()),
            ("meta.xml", meta.as_bytes()),
        ])
    };
    let document = read(&with("<manifest/>"), "plan.odt");
    assert_eq!(
        blocks(&document),
        [
            (BlockKind::Heading(2), "The harbour"),
            (BlockKind::Paragraph, "The council met for the third time this year. It rained."),
            (BlockKind::BlockQuote, "We will not pay."),
            (BlockKind::Footnote, "In June."),
        ]
    );
    assert_eq!(document.meta().author.as_deref(), Some("Ann Lee"));
    let locked = ingest_parts(&with("<encryption-data/>"), "a.odt", WantedParts::All).unwrap_err();
    assert_eq!(locked, Refusal::Encrypted { what: "an OpenDocument text" });
}

#[test]
fn spreadsheets_and_other_archives_are_named() {
    let said = |entry: &str| ingest_parts(&zip(&[(entry, b"<x/>")]), "a", WantedParts::All).unwrap_err().to_string();
    assert!(said("xl/workbook.xml").starts_with("is a spreadsheet;"));
    assert!(said("notes.txt").starts_with("is a ZIP archive;"));
}
