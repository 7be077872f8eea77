//! Names the way articles are understood: whatever the program has kept of them is made anew when it changes.

use std::hash::{DefaultHasher, Hasher};
use std::path::Path;
use std::{fs, io};

/// All that decides what is found in an article.
const DECIDES: &[&str] = &["src/text", "src/document", "src/attribution", "models/sayso.bin", "Cargo.lock"];

fn main() -> io::Result<()> {
    let mut hash = DefaultHasher::new();
    for path in DECIDES {
        println!("cargo::rerun-if-changed={path}");
        take(Path::new(path), &mut hash)?;
    }
    println!("cargo::rustc-env=SAYSO_UNDERSTANDING={:016x}", hash.finish());
    Ok(())
}

fn take(path: &Path, hash: &mut DefaultHasher) -> io::Result<()> {
    if !path.is_dir() {
        hash.write(&fs::read(path)?);
        return Ok(());
    }
    let mut inside = fs::read_dir(path)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    inside.sort();
    inside.iter().try_for_each(|path| take(path, hash))
}
