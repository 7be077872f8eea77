//! Text written so that a reader of another format gives it back as it was: Markdown, BibTeX, JSON, cells.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::Formatter;

use sayso_attribution::text::clean::{is_bidi, is_invisible};

/// `text` on one line of Markdown, every character that would be read as markup escaped.
pub fn markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut number = true;
    for (at, c) in text.chars().enumerate() {
        let opens = match c {
            '-' | '+' | '=' | ':' => at == 0,
            // `1.` and `1)` begin a list.
            '.' | ')' => at > 0 && number,
            _ => false,
        };
        number &= c.is_ascii_digit();
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '&' | '!' | '~' | '^' | '$' => {
                out.extend(['\\', c]);
            }
            '\n' | '\r' | '\t' => out.push(' '),
            c if opens => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    out
}

/// `text` between the braces of a BibTeX field, on one line.
pub fn bibtex(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut last = ' ';
    for c in text.chars() {
        // Two of these are one other sign to TeX: `--` is a dash.
        let ligature = (c == last && "-`'<>,".contains(c)) || (c == '`' && "?!".contains(last));
        if ligature {
            out.push_str("{}");
        }
        last = c;
        match c {
            '\\' => out.push_str("{\\textbackslash}"),
            '~' => out.push_str("{\\textasciitilde}"),
            '^' => out.push_str("{\\textasciicircum}"),
            '{' | '}' | '%' | '#' | '&' | '_' | '$' => out.extend(['\\', c]),
            c if c.is_whitespace() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// What a spreadsheet takes for the beginning of a formula; those of East Asia take the full-width signs too.
const FORMULA: [char; 10] = ['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r'];

/// A cell that a spreadsheet would run as a formula gets an apostrophe in front.
pub fn cell(text: String) -> String {
    if text.starts_with(FORMULA) { format!("'{text}") } else { text }
}

/// `value` as one line of JSON that is harmless on a terminal.
pub fn json(value: &impl Serialize) -> serde_json::Result<String> {
    let mut line = Vec::new();
    value.serialize(&mut Serializer::with_formatter(&mut line, Harmless))?;
    Ok(String::from_utf8_lossy(&line).into_owned())
}

/// Words are given as they stand, whatever they hold: what a terminal would obey or hide is written as `\uNNNN`,
/// which reads back as the same character.
struct Harmless;

impl Formatter for Harmless {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        for c in fragment.chars() {
            let mut units = [0; 2];
            if c.is_control() || is_bidi(c) || is_invisible(c) {
                for unit in c.encode_utf16(&mut units) {
                    write!(writer, "\\u{unit:04x}")?;
                }
            } else {
                writer.write_all(c.encode_utf8(&mut [0; 4]).as_bytes())?;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use pulldown_cmark::{Event, Options, Parser};

    #[test]
    fn what_a_terminal_would_obey_is_escaped_in_json_and_reads_back() {
        let words = "a\u{1b}\u{7f}\u{9b}\u{202e}\u{200b}\u{e0041}“é”\n日本";
        let line = json(&words).unwrap();
        assert_eq!(line, "\"a\\u001b\\u007f\\u009b\\u202e\\u200b\\udb40\\udc41“é”\\n日本\"");
        assert_eq!(serde_json::from_str::<String>(&line).unwrap(), words);
    }

    #[test]
    fn no_cell_is_a_formula() {
        for formula in ["=1+1", "+1", "-1", "@SUM(A1)", "＝1", "＠SUM(1)", "\t=1"] {
            assert_eq!(cell(formula.to_owned()), format!("'{formula}"));
        }
        assert_eq!(cell("‘-1’, he said".to_owned()), "‘-1’, he said");
    }

    #[test]
    fn markdown_reads_as_it_was() {
        for text in [
            "*a* _b_ `c` [d](e) <f> | g # h &amp; ![i](j) ~~k~~ \\ $l$ x^2^",
            "- no list",
            "+ no list",
            "1. no list",
            "12) no list",
            "=== no heading",
            ": no definition",
            "# no heading",
            "2023.5 and (1)",
        ] {
            assert_eq!(read(&markdown(text)), text);
        }
    }

    fn read(source: &str) -> String {
        let options = Options::all() - Options::ENABLE_SMART_PUNCTUATION;
        let words = Parser::new_ext(source, options).filter_map(|event| match event {
            Event::Text(text) => Some(text.into_string()),
            Event::Start(_) | Event::End(_) => None,
            other => panic!("{other:?}"),
        });
        words.collect()
    }

    proptest! {
        #[test]
        fn any_words_come_back_from_markdown(words in "[!-~‘’é]{1,12}( [!-~‘’é]{1,12}){0,5}") {
            prop_assert_eq!(read(&markdown(&words)), words);
        }

        #[test]
        fn any_words_come_back_from_bibtex(words in "[!-~‘’é]{1,12}( [!-~‘’é]{1,12}){0,5}") {
            let source = format!("@misc{{k, note = {{{}}}}}", bibtex(&words));
            let read = biblatex::Bibliography::parse(&source).unwrap();
            let note = biblatex::ChunksExt::format_verbatim(read.get("k").unwrap().get("note").unwrap());
            prop_assert_eq!(note, words);
        }
    }
}
