use std::fs;

use super::*;

const PAGE: &str = "<!DOCTYPE html><html><head><title>Harbour plan</title></head><body><article><h1>Harbour plan</h1>\
<p>“It is a leaky boat,” said Ines Falk, the mayor, of the plan for the old harbour that the council met to weigh.</p></article></body></html>";

const FEED: &str = "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>The Quay</title>\
<item><title>Storm</title><guid>7</guid><description>&lt;p&gt;“The pier is gone,” said Otto Lind.&lt;/p&gt;</description></item>\
<item><title>Storm</title><guid>8</guid><description>&lt;p&gt;It is back.&lt;/p&gt;</description></item></channel></rss>";

fn file(name: &str, bytes: impl AsRef<[u8]>) -> ArticleFile {
    ArticleFile { name: name.to_owned(), bytes: bytes.as_ref().to_vec() }
}

const SAVED: AddOptions = AddOptions { address: None, keep: false, saved: "2025-06-02", skip: &[] };

/// `new PATH` or `there PATH` for each article, the path without the folder.
#[track_caller]
fn add(folder: &Path, file: &ArticleFile, source: AddOptions) -> Vec<String> {
    let told = |row: AddResult| match row.result.unwrap() {
        Added::New(path) => format!("new {}", path.strip_prefix(folder).unwrap().display()),
        Added::There(path) => format!("there {}", path.strip_prefix(folder).unwrap().display()),
    };
    TargetFolder::open(folder).add(file, source).into_iter().map(told).collect()
}

#[test]
fn a_page_is_added_once_whichever_way_it_comes() {
    let folder = tempfile::tempdir().unwrap();
    let web = AddOptions { address: Some("https://quay.example/plan"), ..SAVED };
    assert_eq!(add(folder.path(), &file("plan.html", PAGE), web), ["new harbour-plan.md"]);
    let text = fs::read_to_string(folder.path().join("harbour-plan.md")).unwrap();
    for line in ["saved: 2025-06-02", "saved_from: \"https://quay.example/plan\"", "url: \"https://quay.example/plan\""]
    {
        assert!(text.contains(line), "{line}\n{text}");
    }
    let other = PAGE.replace("leaky boat", "fine boat");
    for (name, bytes, source) in [
        ("plan.html", PAGE, SAVED),
        // The page has changed; the article of this address is there.
        ("plan.html", &other, AddOptions { address: Some("http://quay.example/plan/?utm_source=x#top"), ..SAVED }),
        ("harbour.md", &text, SAVED),
    ] {
        assert_eq!(add(folder.path(), &file(name, bytes), source), ["there harbour-plan.md"], "{name}");
    }
    assert_eq!(add(folder.path(), &file("plan.html", other), SAVED), ["new harbour-plan-2.md"]);
}

#[test]
fn the_entries_of_a_feed_are_articles_in_a_folder() {
    let folder = tempfile::tempdir().unwrap();
    let web = AddOptions { address: Some("https://quay.example/feed"), ..SAVED };
    assert_eq!(add(folder.path(), &file("feed.xml", FEED), web), ["new the-quay/storm.md", "new the-quay/storm-2.md"]);
    let more = FEED.replace(
        "</channel>",
        "<item><title>Calm</title><guid>9</guid><description>No wind.</description></item></channel>",
    );
    let again = add(folder.path(), &file("feed.xml", &more), web);
    assert_eq!(again, ["there the-quay/storm.md", "there the-quay/storm-2.md", "new the-quay/calm.md"]);
    let id = TargetFolder::open(folder.path()).add(&file("feed.xml", &more), web).remove(2).part.unwrap();
    let skip = [id.to_string()];
    assert_eq!(add(folder.path(), &file("feed.xml", &more), AddOptions { skip: &skip, ..web }).len(), 2);
}

#[test]
fn what_is_kept_is_copied_byte_for_byte() {
    let folder = tempfile::tempdir().unwrap();
    let keep = AddOptions { keep: true, ..SAVED };
    assert_eq!(add(folder.path(), &file("a/../story.php", PAGE), keep), ["new story.html"]);
    assert_eq!(fs::read_to_string(folder.path().join("story.html")).unwrap(), PAGE);
    assert_eq!(add(folder.path(), &file("b.html", PAGE), SAVED), ["there story.html"]);
    assert_eq!(add(folder.path(), &file("-", FEED), keep), ["new storm.rss"]);
    assert_eq!(["a.md.gz", "a.gz", "a.x y.gz", "a"].map(packed_ending), ["md.gz", "gz", "gz", "gz"]);
}

#[test]
fn markdown_keeps_its_marks() {
    let folder = tempfile::tempdir().unwrap();
    let text = "---\ntitle: Talks\ntags: [a]\n---\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nThe talks failed.\n";
    assert_eq!(add(folder.path(), &file("x.md", text), SAVED), ["new talks.md"]);
    let saved = fs::read_to_string(folder.path().join("talks.md")).unwrap();
    assert!(saved.contains("tags: [a]\n---\n\n| a | b |") && saved.contains("saved: 2025-06-02\n"), "{saved}");
    assert_eq!(add(folder.path(), &file("y.md", text), SAVED), ["there talks.md"]);
}

#[test]
fn what_is_no_article_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let told = |bytes: &[u8]| {
        let source = AddOptions { address: Some("https://quay.example/x"), ..SAVED };
        TargetFolder::open(folder.path()).add(&file("x", bytes), source).remove(0).result.unwrap_err().to_string()
    };
    assert!(told(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR").starts_with("https://quay.example/x: is a PNG picture"));
    let empty = told(b"<!DOCTYPE html><html><head><title>App</title></head><body><div id=root></div><script>x</script></body></html>");
    assert!(empty.contains("no article found"), "{empty}");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    let inside = folder.path().join("file");
    fs::write(&inside, "").unwrap();
    let told = TargetFolder::open(&inside).add(&file("a.html", PAGE), SAVED).remove(0).result.unwrap_err().to_string();
    assert!(told.contains("cannot write to"), "{told}");
}
