//! The tables of docs/scale.md are those that its program prints.

use std::process::Command;

#[test]
fn the_page_on_large_archives_has_what_its_program_prints() {
    let root = env!("CARGO_MANIFEST_DIR");
    let program = format!("{root}/examples/scale/simulate.py");
    let Ok(page) = std::fs::read_to_string(format!("{root}/docs/scale.md")) else { return };
    let Ok(ran) = Command::new("python3").arg(program).output() else {
        eprintln!("skipped: this test needs python3");
        return;
    };
    let printed = String::from_utf8(ran.stdout).unwrap();
    let tables: Vec<&str> = printed.split("\n\n").map(str::trim).collect();
    assert!(tables.len() == 2 && tables.iter().all(|table| table.lines().count() > 5), "{printed}");
    for table in tables {
        assert!(page.contains(table), "docs/scale.md lacks what examples/scale/simulate.py prints:\n{table}");
    }
}
