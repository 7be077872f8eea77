//! Every command, every format, every exit code.

use crate::harness::Folder;

#[test]
fn a_line_of_json_has_the_documented_fields_in_order() {
    let ran = Folder::with_piece().run(&["quotes", "--format", "jsonl", "--kind", "direct"]).code(0);
    let line = ran.out.lines().next().unwrap();
    let fields = [
        "article",
        "title",
        "author",
        "published",
        "n",
        "speaker",
        "speaker_kind",
        "kind",
        "act",
        "content",
        "source",
        "cue",
        "via",
        "paragraph",
        "confidence",
        "naming",
        "found_by",
        "engine",
        "text_source",
        "claim",
        "line",
    ];
    let places: Vec<usize> = fields.iter().map(|field| line.find(&format!("\"{field}\":")).unwrap()).collect();
    assert!(places.is_sorted(), "{line}");
    let quote = &ran.json()[0];
    assert_eq!(quote["article"], "articles/piece.md");
    assert_eq!(quote["speaker"], "Anna Berg");
    assert_eq!(quote["kind"], "direct");
    assert_eq!(quote["cue"][0]["text"], "said");
    assert_eq!(quote["line"], 3);
    assert_eq!(quote["via"], serde_json::Value::Null);
}

#[test]
fn quotes_are_filtered_by_speaker_and_kind() {
    let folder = Folder::with_piece();
    let of = |args: &[&str]| {
        let ran = folder.run(&[&["quotes", "--format", "jsonl"], args].concat());
        ran.json().iter().map(|q| q["speaker"].as_str().unwrap_or("?").to_owned()).collect::<Vec<_>>()
    };
    assert!(of(&["--speaker", "stone"]).iter().all(|name| name == "Paul Stone"));
    assert!(of(&["--speaker", "BERG", "--kind", "direct"]).contains(&"Anna Berg".to_owned()));
    folder.run(&["quotes", "--speaker", "nobody"]).code(1).told(&[&["no quote"]]);
    assert_eq!(folder.run(&["quotes", "--kind", "loud"]).code(2).out, "");
}

#[test]
fn quotes_are_filtered_by_act_and_by_how_sure_they_are() {
    let text = "Anna Berg said that taxes will fall. Paul Stone believes that the money is not there. Ann Lee wants to leave.\n";
    let folder = Folder::new().file("articles/piece.md", text);
    let of = |args: &[&str]| folder.run(&[&["quotes", "--format", "jsonl"], args].concat()).json();
    for (act, speaker) in [("speech", "Anna Berg"), ("belief", "Paul Stone"), ("Intention", "Ann Lee")] {
        let found = of(&["--act", act]);
        assert!(found.len() == 1 && found[0]["speaker"] == speaker, "{act}: {found:#?}");
    }
    assert_eq!(of(&["--sure", "0"]).len(), 3);
    assert!(of(&["--sure", "0.6"]).iter().all(|q| q["confidence"].as_f64() >= Some(0.6)));
    assert!(of(&["--sure", "1"]).is_empty());
    for wrong in [["--act", "song"], ["--sure", "2"], ["--sure", "nan"]] {
        assert_eq!(folder.run(&[&["quotes"], &wrong[..]].concat()).code(2).out, "");
    }
}

#[test]
fn a_piped_table_has_whole_cells_with_a_tab_between_them() {
    let long = "the bridge over the old harbour of the town will be shut for all of the winter and most of the spring";
    let name = "a-very-long-name-that-no-column-of-a-table-on-a-screen-has-room-for";
    let folder = Folder::new().file(format!("articles/{name}.md"), format!("# T\n\nAnna Berg said that {long}.\n"));
    for command in [&["quotes"][..], &["speakers", "berg"], &["search", "harbour"]] {
        let out = folder.run(command).code(0).out;
        let row = out.lines().nth(1).unwrap();
        assert!(
            row.contains(&format!("said that {long}")) && row.split('\t').any(|cell| cell == format!("{name}#q1")),
            "{out}"
        );
    }
}

#[test]
fn csv_and_markdown_have_a_header_and_a_row_each() {
    let folder =
        Folder::new().file("articles/sum.md", "“=1+1 is always two | and not three,” said Anna Berg on Monday.\n");
    let csv = folder.run(&["quotes", "--format", "csv"]).code(0).out;
    assert!(csv.starts_with("article,title,author,published,quote,speaker,kind,act,status,content,"), "{csv}");
    assert!(csv.contains("sum#q1,Anna Berg,direct,") && csv.contains("'=1+1"), "{csv}");
    let markdown = folder.run(&["quotes", "--format", "md"]).code(0).out;
    assert!(markdown.starts_with("| quote | speaker | kind | claim |\n|---|---|---|---|\n"), "{markdown}");
    assert!(markdown.contains("\\| and not three"), "{markdown}");
}

/// An article with something denied, something reported and something said in quotation marks.
const DENIED: &str = "\
The bridge at the harbour

The town met on Monday.

Ann Lee has denied that the bridge was shut by the council.

Ann Lee said that the ferry would run again in the spring.

“The ferry told us “no” twice,” Ann Lee said.
";

#[test]
fn what_is_denied_or_reported_stands_with_its_verb_in_every_command_and_format() {
    let folder = Folder::new().file("articles/bridge.txt", DENIED);
    let commands: [&[&str]; 5] = [
        &["quotes"],
        &["speakers", "ann lee"],
        &["who", "bridge was shut by the council"],
        &["search", "bridge shut council"],
        &["show", "bridge"],
    ];
    for command in commands {
        for format in ["table", "md", "csv", "jsonl"] {
            let args = if command[0] == "show" { command.to_vec() } else { [command, &["--format", format]].concat() };
            let out = folder.run(&args).code(0).out;
            assert!(out.contains("has denied that"), "{args:?}: {out}");
            assert!(
                out.contains("denied)")
                    || out.contains("· denied ·")
                    || out.contains("\"denied\"")
                    || out.contains(",denied,"),
                "{out}"
            );
            for mark in ['“', '‘'] {
                assert!(
                    !out.contains(&format!("{mark}that the bridge")) && !out.contains(&format!("{mark}that the ferry")),
                    "{out}"
                );
            }
        }
    }
    let counts = &folder.run(&["speakers", "--format", "jsonl"]).code(0).json()[0];
    let counts = ["quotes", "direct", "mixed", "indirect", "denied"].map(|name| counts[name].as_u64().unwrap());
    assert_eq!(counts, [2, 1, 0, 1, 1], "what is denied is not counted as said");
    let quotes = folder.run(&["quotes", "--format", "jsonl"]).code(0).json();
    assert_eq!(quotes[0]["claim"], "Ann Lee has denied that the bridge was shut by the council");
    assert_eq!(quotes[2]["claim"], "Ann Lee said: “The ferry told us ‘no’ twice”");
}

#[test]
fn who_leads_with_the_match_and_finds_nothing_where_none_is_close() {
    let folder = Folder::new().file("articles/bridge.txt", DENIED);
    let near = folder.run(&["who", "the ferry would run again in spring"]).code(0).told(&[]).out;
    assert!(near.starts_with("7 of 7 words · Ann Lee · reported · sure\n"), "{near}");
    let far = folder.run(&["who", "zebras shut the bridge of lions"]).code(1);
    assert!(far.out.contains(" of 6 words · Ann Lee · reported · denied · "), "{far:?}");
    far.told(&[&["no close match; nearest:"]]);
}

#[test]
fn speakers_are_counted_over_articles() {
    let ran = Folder::with_piece().run(&["speakers", "--format", "jsonl"]).code(0);
    let speakers = ran.json();
    assert_eq!(speakers[0]["speaker"], "Anna Berg");
    assert_eq!(speakers[0]["articles"][0], "articles/piece.md");
    assert!(speakers[0]["quotes"].as_u64() >= Some(2), "{speakers:#?}");
    for format in ["table", "csv", "md", "jsonl"] {
        for command in [&["speakers"][..], &["quotes"], &["quotes", "--speaker", "nobody"], &["speakers", "nobody"]] {
            let ran = Folder::new().file("x.md", "Rain fell.").run(&[command, &["x.md", "--format", format]].concat());
            let ran = ran.code(1);
            assert_eq!((ran.out.as_str(), ran.err.lines().count()), ("", 1), "{command:?}: {ran:?}");
        }
    }
}

#[test]
fn all_that_one_said_stands_by_date_and_once() {
    let said = |date: &str, words: &str| format!("---\npublished: {date}\n---\n\n“{words},” said Mina Sorel.\n");
    let folder = Folder::with_piece()
        .file("articles/late.md", said("2024", "Prices of bread will rise by a tenth in spring"))
        .file("articles/early.md", said("2022-05-01", "Prices of bread will rise by a tenth"))
        .file("articles/middle.md", said("2023", "Nobody asked the bakers whether they could wait"));
    let rows = folder.run(&["speakers", "sorel", "--format", "jsonl"]).code(0).json();
    let outline: Vec<_> = rows.iter().map(|row| (row["published"].as_str(), row["also"][0].as_str())).collect();
    assert_eq!(outline, [(Some("2023"), None), (Some("2022-05-01"), Some("late#q1"))]);
    assert_eq!(rows[1]["wording"], "also in 1 article; it adds “in spring”");
    let rows = folder.run(&["speakers", "mina", "sorle", "--about", "bakers", "--format", "jsonl"]).code(0).json();
    assert_eq!((rows.len(), rows[0]["published"].as_str()), (1, Some("2023")));
    folder
        .run(&["speakers", "sorel", "--about", "zebras"])
        .code(1)
        .told(&[&["nothing found for `sorel about zebras`"]]);
    let found = folder.run(&["search", "sorel", "--format", "jsonl"]).code(0).json();
    let speaker = found.iter().find(|row| row["type"] == "speaker").unwrap();
    assert_eq!((speaker["speaker"].as_str(), speaker["quotes"].as_u64()), (Some("Mina Sorel"), Some(3)));
}

#[test]
fn show_prints_an_article_a_quote_and_the_text_itself() {
    let folder = Folder::with_piece();
    let article = folder.run(&["show", "piece"]).code(0).told(&[]).out;
    assert!(article.contains("#q1 Anna Berg (quoted): “Taxes will fall by half this year”"), "{article}");
    let quote = folder.run(&["show", "articles/piece.md#q1"]).code(0).told(&[]).out;
    assert!(quote.contains("speaker     Anna Berg (named)") && quote.contains("line 3"), "{quote}");
    let again = folder.run(&["show", "piece#taxes-will-fall-by-half"]).code(0).told(&[]).out;
    assert_eq!(again, quote, "the address that lasts");
    folder.run(&["show", "piece#no-such-words"]).code(1).told(&[&["piece", "no quote", "sayso who"]]);
    folder.run(&["show", "piece#q99"]).code(1).told(&[&["piece.md", "no quote 99"]]);
    folder.run(&["show", "poem"]).code(1).told(&[&["no article is named `poem`"]]);
    let folder = folder.file("articles/piecemeal.md", "Rain fell.");
    folder.run(&["show", "piec"]).code(1).told(&[&["piece.md", "piecemeal.md"]]);
    folder.run(&["show", "piece"]).code(0);
}

#[test]
fn completions_and_manual_name_every_command() {
    let folder = Folder::new();
    let commands = ["who", "quotes", "speakers", "search", "show", "doctor", "completions", "man"];
    for shell in ["bash", "zsh", "fish"] {
        let script = folder.run(&["completions", shell]).code(0).out;
        assert!(commands.iter().all(|command| script.contains(command)), "{shell}");
    }
    let page = folder.run(&["man"]).code(0).out;
    assert!(page.contains(".TH sayso 1") && commands.iter().all(|command| page.contains(command)), "{page}");
    assert!(folder.run(&["man", "quotes"]).code(0).out.contains("speaker"));
    folder.run(&["man", "women"]).code(2).told(&[&["no command `women`"]]);
}

#[test]
fn wrong_use_is_told_without_anything_a_terminal_would_obey() {
    let folder = Folder::new();
    folder.run(&["quotes", "--nonsense"]).code(2);
    folder.run(&["quotes", "--\u{1b}]52;c;x\u{7}"]).code(2);
    assert!(folder.run(&["--help"]).code(0).out.contains("Exit codes"));
    assert!(folder.run(&["--version"]).code(0).out.starts_with("sayso "));
}

#[test]
fn a_misremembered_quote_leads_to_its_source() {
    let folder = Folder::with_piece();
    let ran = folder.run(&["who", "half", "taxs", "fall", "--format", "jsonl"]).code(0).told(&[]);
    let first = &ran.json()[0];
    assert_eq!((first["speaker"].as_str(), first["n"].as_u64()), (Some("Anna Berg"), Some(1)), "{first:#}");
    assert!(folder.run(&["who", "taxes fall", "--in", "articles"]).code(0).out.contains("piece#q1"));
    let nothing = folder.run(&["who", "zebra", "crossing"]).code(1).told(&[&["nothing found for `zebra crossing`"]]);
    assert_eq!(nothing.out, "");
    folder.run(&["who"]).code(2);
    for command in ["who", "search"] {
        assert!(folder.run(&[command, "taxes", "--limit", "0"]).code(2).err.contains("1 or more"));
    }
}

#[test]
fn a_search_finds_quotes_and_articles() {
    let folder = Folder::with_piece().file("articles/rain.md", "# Rain again\n\nThe river rose over its banks.\n");
    let ran = folder.run(&["search", "family", "speaker:berg", "--format", "jsonl"]).code(0).told(&[]);
    assert_eq!((ran.json()[0]["type"].as_str(), ran.json()[0]["n"].as_u64()), (Some("quote"), Some(2)));
    let ran = folder.run(&["search", "river bnaks", "--format", "jsonl"]).code(0);
    assert_eq!(
        (ran.json()[0]["type"].as_str(), ran.json()[0]["article"].as_str()),
        (Some("article"), Some("articles/rain.md"))
    );
    assert!(folder.run(&["search", "river"]).code(0).out.contains("rain"));
    let nothing = folder.run(&["search", "zebra"]).code(1).told(&[&["nothing found for `zebra`"]]);
    assert_eq!(nothing.out, "");
}

#[test]
fn the_author_of_an_article_does_not_stand_among_the_speakers() {
    let rain = "---\ntitle: Rain again\nauthor: Rita Poole\n---\n\nThe river rose over its banks.\n\n“It fell for a week,” said Anna Berg.\n";
    let folder = Folder::new().file("articles/rain.md", rain);
    let out = folder.run(&["search", "river"]).code(0).out;
    assert!(out.contains("article\train") && !out.contains("Poole"), "{out}");
    let ran = folder.run(&["search", "river", "--format", "jsonl"]).code(0);
    assert!(ran.json().iter().any(|hit| hit["type"] == "article" && hit["author"] == "Rita Poole"));
    for query in ["speaker:berg week", "kind:direct", "cue:said week", "act:speech"] {
        let ran = folder.run(&["search", query, "--format", "jsonl"]).code(0);
        assert!(
            ran.json().iter().all(|hit| hit["type"] != "article" && hit["speaker"] != "Rita Poole"),
            "{query}: {ran:?}"
        );
    }
    folder.run(&["search", "speaker:poole river"]).code(1).told(&[&["nothing found"]]);
}

#[test]
fn without_a_terminal_the_articles_are_printed_plain() {
    let folder = Folder::with_piece();
    let out = folder.run(&[] as &[&str]).code(0).told(&[]).out;
    assert!(out.contains("#q1 Anna Berg (quoted)") && !out.contains('\u{1b}'), "{out}");
    assert_eq!(folder.run(&["articles/piece.md"]).out, out);
    folder.run(&["nowhere.md"]).code(2).told(&[&["nowhere.md", "no such file"]]);
    folder.run(&["serch", "taxes"]).code(2).told(&[&["serch: no such file", "the command `search`?"]]);
    folder.run(&["frobnicate"]).code(2).told(&[&["frobnicate", "no such file"]]);
}

#[test]
fn the_doctor_says_what_is_amiss_and_what_mends_it() {
    let folder = Folder::new().file("home/.config/sayso/config.toml", "wdth = 60");
    let out = folder.run(&["doctor"]).code(1).told(&[]).out;
    assert!(out.contains("--  articles") && out.contains("mkdir -p"), "{out}");
    assert!(out.contains("did you mean `width`"), "{out}");
    assert!(out.contains("ok  keys") && out.contains("none; using the built-in keys"), "{out}");
    let out = Folder::with_piece().run(&["doctor"]).out;
    assert!(out.contains("none; using the defaults") && !out.contains("config.toml"), "{out}");
}

#[test]
fn a_faulty_keymap_is_told_by_the_doctor_and_by_every_command() {
    let rows = "[normal]\nkeymap = [{ on = \"x\", run = \"dance\", desc = \"Dance\" }]\n";
    let broken = Folder::with_piece().file("home/.config/sayso/keymap.toml", rows);
    let missing = Folder::with_piece().file("home/.config/sayso/config.toml", "keymap = \"/nope.toml\"");
    for (folder, told) in [(broken, "keymap.toml: "), (missing, "/nope.toml: no such file")] {
        let doctor = folder.run(&["doctor"]).code(1).out;
        assert!(doctor.contains("--  keys") && doctor.contains(told), "{doctor}");
        for args in [&["quotes"][..], &["speakers"], &["who", "taxes"], &["search", "taxes"], &["show", "piece"], &[]] {
            let ran = folder.run(args).code(0);
            assert!(
                ran.err.lines().count() > 0 && ran.err.lines().all(|line| line.contains(told)),
                "{args:?}: {ran:?}"
            );
        }
    }
}

#[test]
fn two_speakers_side_by_side_are_by_date() {
    let article = |date: &str, one: &str, other: &str| {
        format!(
            "+++\npublished = \"{date}\"\n+++\n\n“{one},” said Anna Berg, the minister.\n\n“{other},” said Paul Stone, a critic.\n"
        )
    };
    let folder = Folder::new()
        .file("articles/a.md", article("2023-05-02", "Taxes will fall by half", "Taxes will rise again"))
        .file("articles/b.md", article("2024-03-09", "Taxes have fallen at last", "Nobody has paid less"));
    let rows = folder.run(&["speakers", "berg", "paul stone", "--about", "taxes", "--format", "jsonl"]).code(0).json();
    let told: Vec<String> = rows.iter().map(|row| format!("{} {}", row["published"], row["speaker"])).collect();
    assert_eq!(told, ["\"2024-03-09\" \"Anna Berg\"", "\"2023-05-02\" \"Anna Berg\"", "\"2023-05-02\" \"Paul Stone\""]);
    folder.run(&["speakers", "berg", "nobody", "--about", "taxes"]).code(1);
}

#[test]
fn voices_counts_who_is_quoted_in_every_format() {
    let folder = Folder::with_piece();
    let rows = folder.run(&["voices", "--format", "jsonl"]).code(0).json();
    assert_eq!((rows[0]["name"].as_str(), rows[0]["quotes"].as_u64()), (Some("Anna Berg"), Some(2)), "{rows:?}");
    let counted = ["direct", "mixed", "indirect"].map(|kind| rows[0][kind].as_u64());
    assert_eq!(counted, [Some(1), Some(1), Some(0)]);
    let table = folder.run(&["voices"]).code(0).out;
    assert!(table.contains("NAME") && table.contains("Anna Berg") && table.contains('█'), "{table}");
    let csv = folder.run(&["voices", "--by", "source", "--format", "csv"]).code(0).out;
    assert!(csv.starts_with("name,quotes,words,share,") && csv.contains("named person,3,"), "{csv}");
    let md = folder.run(&["voices", "--by", "article", "--format", "md", "--limit", "1"]).code(0).out;
    assert!(md.contains("| Piece | 3 |"), "{md}");
    let svg = folder.run(&["voices", "--svg"]).code(0).out;
    assert!(
        svg.starts_with("<svg") && svg.trim_end().ends_with("</svg>") && svg.contains(">Anna Berg</text>"),
        "{svg}"
    );
}

#[test]
fn a_claim_has_one_possessive() {
    let folder = Folder::new();
    let articles = concat!(env!("CARGO_MANIFEST_DIR"), "/articles");
    let ran = folder.run(&["quotes", articles, "--format", "jsonl"]).code(0);
    let claims: Vec<String> = ran.json().iter().map(|quote| quote["claim"].as_str().unwrap().to_owned()).collect();
    assert!(claims.iter().any(|claim| claim.contains("’s ")), "{claims:#?}");
    let doubled: Vec<&String> = claims.iter().filter(|claim| claim.replace('\'', "’").contains("’s ’s")).collect();
    assert!(doubled.is_empty(), "{doubled:#?}");
    let table = folder.run(&["quotes", articles]).code(0).out;
    let beside: Vec<&str> = table.lines().filter(|line| line.contains("\t’s ")).collect();
    assert!(beside.is_empty(), "the name stands in another column: {beside:#?}");
}

#[test]
fn a_field_without_words_finds_nothing() {
    let folder = Folder::with_piece();
    folder.run(&["search", "speaker:"]).code(1);
    folder.run(&["search", "after:2016-13"]).code(1);
}
