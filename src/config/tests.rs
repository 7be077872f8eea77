use proptest::prelude::*;

use super::*;
use sayso_library::cite::{SourceStyle, Template};

fn told(text: &str) -> Vec<String> {
    Settings::parse(text).1.iter().map(ToString::to_string).collect()
}

#[test]
fn settings_are_read_and_unknown_ones_told_with_a_guess() {
    let (settings, _) = Settings::parse("width = 66\nmax_file_mib = 1\nasci = true\n[cit]\n[cite]\nquot = \"\"\n");
    assert_eq!(settings, Settings { width: Some(66), cap: 1 << 20, ..Settings::default() });
    assert_eq!(
        told("width = 66\nmax_file_mib = 1\nasci = true\n[cit]\n[cite]\nquot = \"\"\n"),
        [
            "line 3, column 1: unknown setting `asci`: did you mean `ascii`?",
            "line 4, column 2: unknown setting `cit`: did you mean `cite`?",
            "line 6, column 1: unknown setting `quot` in [cite]: did you mean `quote`?",
        ]
    );
}

#[test]
fn the_least_confidence_is_from_0_to_1() {
    for (text, least, faults) in [("0.5", 0.5, 0), ("1", 1.0, 0), ("50", 0.0, 1), ("-0.1", 0.0, 1), ("nan", 0.0, 1)] {
        let (settings, told) = Settings::parse(&format!("least_confidence = {text}"));
        assert_eq!((settings.least, told.len()), (least, faults), "{text}");
    }
}

#[test]
fn a_value_that_cannot_be_is_told_in_plain_words_and_costs_its_setting_only() {
    for (wrong, column, plain) in [
        ("width = 3", 9, "`width` must be a whole number from 20 to 200"),
        ("width = 70000", 9, "`width` must be a whole number from 20 to 200"),
        ("width = \"wide\"", 9, "`width` must be a whole number from 20 to 200"),
        ("max_file_mib = -1", 16, "`max_file_mib` must be a whole number, 0 or more"),
        ("color = 3", 9, "`color` must be true or false"),
        ("feeds = \"https://ex.org\"", 9, "`feeds` must be a list of addresses in quotation marks"),
        ("feeds = [1]", 9, "`feeds` must be a list of addresses in quotation marks"),
        ("keymap = true", 10, "`keymap` must be a path in quotation marks"),
    ] {
        let text = format!("ascii = true\n{wrong}\n");
        assert_eq!(Settings::parse(&text).0, Settings { ascii: true, ..Settings::default() }, "{wrong}");
        assert_eq!(told(&text), [format!("line 2, column {column}: {plain}; using the default")]);
    }
    assert_eq!(told("cite = 3\n[commands]\na = 1\n\"b c\" = \"x\"").len(), 3);
}

#[test]
fn a_broken_line_is_told_by_its_place_and_the_others_hold() {
    let text = "ascii = true\nwidth = = 3\n";
    let (settings, faults) = Settings::parse(text);
    assert!(settings.ascii && settings.width.is_none());
    assert!(faults[0].to_string().starts_with("line 2, column 9: "), "{faults:?}");
}

#[test]
fn a_fault_in_a_template_is_told_at_its_place_in_the_file() {
    let text = "[cite]\nquote = \"é {{ wrds }}\"\nquote_markdown = '''\n> {{ words }}\n{{ autor }}'''\nsource = \"\\u00e9{{ tite }}\"\n";
    assert_eq!(
        told(text),
        [
            "line 2, column 15: `quote`: unknown field `wrds`: did you mean `words`?; using the default",
            "line 5, column 4: `quote_markdown`: unknown field `autor`: did you mean `author`?; using the default",
            "line 6, column 10: `source`: line 1, column 5: unknown field `tite`: did you mean `title`?; using the default",
        ]
    );
    assert_eq!(Settings::parse(text).0, Settings::default());
}

#[test]
fn the_printed_defaults_are_read_as_the_defaults_and_name_every_setting() {
    let printed = Settings::default().print();
    assert_eq!(printed.matches("# Fields:").count(), 1, "before the templates only");
    let (settings, faults) = Settings::parse(&printed);
    assert_eq!((settings, faults), (Settings::default(), vec![]), "{printed}");
    for row in table::TABLE {
        assert!(
            printed.lines().any(|line| line.trim_start_matches("# ").starts_with(&format!("{} = ", row.name))),
            "{}",
            row.name
        );
    }
    // What stands as a comment may be taken as it is.
    let all: String = printed
        .lines()
        .map(|line| line.strip_prefix("# ").filter(|rest| rest.contains(" = ")).unwrap_or(line).to_owned() + "\n")
        .collect();
    assert_eq!(Settings::parse(&all).1, vec![], "{all}");
}

proptest! {
    #[test]
    fn whatever_is_set_is_printed_so_that_it_is_read_again(
        width in prop::option::of(20u16..=200), ascii: bool, color in prop::option::of(any::<bool>()), mib in 0u64..5000,
        least in 0u8..=100, hide_intended: bool, theme in prop::option::of("[a-z.]{1,8}"),
        keymap in prop::option::of("\\PC{1,12}"), quote in "[^{}\r]{0,20}", own: bool,
        feeds in prop::collection::vec("\\PC{0,12}", 0..3), commands in prop::collection::btree_map("[a-zé.\"]{1,8}", "\\PC{0,20}", 0..3),
    ) {
        let mut settings = Settings {
            width, ascii, color, cap: mib << 20, hide_intended, theme, least: f32::from(least) / 100.0,
            keymap: keymap.map(Into::into), feeds, commands,
            ..Settings::default()
        };
        settings.styles.quote = Template::new(&format!("{quote}{{{{ words }}}}")).unwrap();
        settings.styles.source = SourceStyle::new(if own { "{{ title }}\n" } else { "csl-json" }).unwrap();
        prop_assert_eq!(Settings::parse(&settings.print()), (settings, vec![]));
    }

    #[test]
    fn any_file_is_read_without_a_panic(text in "([a-z_]{1,6} ?= ?[\\[\\]{}\"'0-9a-z]{0,8}\n|\\[[a-z]{0,8}\\]\n|\\PC{0,10}\n){0,8}") {
        Settings::parse(&text);
    }
}
