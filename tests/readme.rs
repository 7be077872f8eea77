//! The documentation: its table of keys is that of keymap.toml, its links lead somewhere, the README is short, and its
//! picture can be shown.

use std::fs;
use std::path::{Path, PathBuf};

use quick_xml::events::Event;

use sayso::app::Keymap;

const OPEN: &str = "<!-- keys -->\n";
const CLOSE: &str = "<!-- /keys -->";

#[test]
fn docs_keys_has_the_keys_of_the_keymap() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/keys.md");
    let Ok(page) = fs::read_to_string(path) else { return };
    let (before, rest) = page.split_once(OPEN).expect("docs/keys.md has a line <!-- keys -->");
    let (table, after) = rest.split_once(CLOSE).expect("docs/keys.md has a line <!-- /keys -->");
    let wanted = Keymap::built_in().markdown();
    if table == wanted {
        return;
    }
    if std::env::var_os("SAYSO_BLESS").is_some() {
        fs::write(path, format!("{before}{OPEN}{wanted}{CLOSE}{after}")).expect("docs/keys.md can be written");
        return;
    }
    panic!("docs/keys.md differs from keymap.toml. Update it with: SAYSO_BLESS=1 cargo test --test readme");
}

#[test]
fn the_readme_has_at_most_120_lines() {
    let Ok(readme) = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/README.md")) else { return };
    assert!(readme.lines().count() <= 120, "README.md has {} lines", readme.lines().count());
}

#[test]
fn links_in_the_documentation_lead_to_files_of_the_repository() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    // A packaged crate does not have the other crates.
    if !root.join("crates").is_dir() {
        return;
    }
    let mut missing = Vec::new();
    for page in pages(root) {
        let text = fs::read_to_string(&page).unwrap();
        let links = text.split("](").skip(1).filter_map(|rest| rest.split(')').next());
        for link in links.filter(|link| !link.contains("://") && !link.starts_with('#')) {
            let file = link.split('#').next().unwrap_or_default();
            if !page.parent().unwrap().join(file).exists() {
                missing.push(format!("{}: {link}", page.display()));
            }
        }
    }
    assert!(missing.is_empty(), "links to files that are not there:\n{}", missing.join("\n"));
}

/// Maximum bytes of the picture in the README, which every visitor loads.
const MOST_PICTURE: usize = 300_000;

#[test]
fn the_picture_of_the_readme_is_a_small_animation() {
    let Ok(picture) = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/screen.svg")) else { return };
    assert!(picture.len() <= MOST_PICTURE, "{} bytes", picture.len());
    let mut reader = quick_xml::Reader::from_str(&picture);
    let mut texts = 0;
    loop {
        match reader.read_event().expect("docs/screen.svg is XML; draw it with sayso-train screenshot") {
            Event::Eof => break,
            Event::Start(tag) if tag.name().as_ref() == "text" => texts += 1,
            _ => {}
        }
    }
    assert!(texts > 100, "{texts} stretches of text");
    for job in ["Read: ", "Look up: ", "Follow a speaker: "] {
        assert!(picture.contains(&format!(">{job}")), "no frame for {job}");
    }
    assert!(picture.contains("@keyframes"), "a picture of one frame");
}

/// The Markdown files at the top of the repository and in `docs/`.
fn pages(root: &Path) -> Vec<PathBuf> {
    let entries = [root.to_owned(), root.join("docs")].into_iter().flat_map(fs::read_dir).flatten().flatten();
    let files = entries.map(|entry| entry.path());
    files.filter(|path| path.extension().is_some_and(|ending| ending == "md")).collect()
}
