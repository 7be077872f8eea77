//! keymap.toml, the help and the README's table of keys say the same.

use std::fs;

use sayso::app::Keymap;

const OPEN: &str = "<!-- keys -->\n";
const CLOSE: &str = "<!-- /keys -->";

#[test]
fn the_readme_has_the_keys_of_the_keymap() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");
    let Ok(readme) = fs::read_to_string(path) else { return };
    let (before, rest) = readme.split_once(OPEN).expect("README.md has a line <!-- keys -->");
    let (table, after) = rest.split_once(CLOSE).expect("README.md has a line <!-- /keys -->");
    let wanted = Keymap::built_in().markdown();
    if table == wanted {
        return;
    }
    if std::env::var_os("SAYSO_BLESS").is_some() {
        fs::write(path, format!("{before}{OPEN}{wanted}{CLOSE}{after}")).expect("README.md can be written");
        return;
    }
    panic!("README.md has other keys than keymap.toml. Mend it with: SAYSO_BLESS=1 cargo test --test readme");
}
