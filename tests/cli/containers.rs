//! Files that hold several articles, packed files, and what is not read.

use std::os::unix::fs::PermissionsExt;

use crate::harness::{Folder, Ran};

const MAILBOX: &str = "\
From a@quay.example Mon Mar  4 09:00:00 2024
From: Ann Lee <ann@quay.example>
Message-ID: <1@quay.example>
Subject: Harbour plan
Date: Mon, 4 Mar 2024 09:00:00 +0100

“It is a leaky boat,” said Ines Falk, the mayor.

From b@quay.example Tue Mar  5 09:00:00 2024
From: Bo Roe <bo@quay.example>
Message-ID: <2@quay.example>
Subject: Ferry tax
Date: Tue, 5 Mar 2024 09:00:00 +0100

“Nobody will pay it,” said Tobias Renn, a clerk.
";

const FEED: &str = "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>The Quay</title><item><title>Storm</title>\
<guid>7</guid><description>&lt;p&gt;“The pier is gone,” said Otto Lind, the harbour master.&lt;/p&gt;</description></item></channel></rss>";

fn articles(ran: &Ran) -> Vec<String> {
    ran.json().iter().map(|row| row["article"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn each_part_of_a_file_is_an_article_with_an_address() {
    let folder = Folder::new().file("articles/all.mbox", MAILBOX).file("articles/quay.xml", FEED);
    let ran = folder.run(&["quotes", "--format", "jsonl"]).code(0);
    let speakers: Vec<_> = ran.json().iter().map(|row| row["speaker"].as_str().unwrap().to_owned()).collect();
    assert_eq!(speakers, ["Ines Falk", "Tobias Renn", "Otto Lind"]);
    assert!(ran.json().iter().all(|row| row["text_source"] == "extracted"), "{ran:?}");
    let paths = articles(&ran);
    let (file, part) = paths[1].split_once('#').unwrap();
    assert_eq!((file, part.len()), ("articles/all.mbox", 10));
    assert_ne!(paths[0], paths[1]);
    // By its path, by its short name in the library, and with a quote behind it.
    for name in [paths[1].clone(), format!("all#{part}"), format!("all#{part}#q1")] {
        let shown = folder.run(&["show", &name]).code(0);
        assert!(shown.out.contains("Tobias Renn") && !shown.out.contains("Ines Falk"), "{name}: {shown:?}");
    }
    let text = folder.run(&["show", "--text", &paths[0]]).code(0);
    assert_eq!(text.out, "“It is a leaky boat,” said Ines Falk, the mayor.\n");
    let several = folder.run(&["show", "articles/all.mbox"]).code(1);
    assert!(several.err.contains("matches 2 articles") && several.err.contains(&paths[1]), "{several:?}");
    let meta = folder.run(&["show", "--meta", "articles/all.mbox"]).code(0);
    assert_eq!(meta.json().iter().map(|meta| meta["title"].clone()).collect::<Vec<_>>(), ["Harbour plan", "Ferry tax"]);
    assert_eq!(articles(&meta), paths[..2]);
}

#[test]
fn a_part_that_is_not_there_is_told_with_those_that_are() {
    let folder = Folder::new().file("articles/all.mbox", MAILBOX);
    let paths = articles(&folder.run(&["quotes", "--format", "jsonl"]).code(0));
    for args in [&["show", "articles/all.mbox#none"][..], &["show", "--text", "articles/all.mbox#none"]] {
        folder.run(args).code(1).told(&[&["no article `articles/all.mbox#none`", &paths[0], &paths[1]]]);
    }
}

#[test]
fn a_part_of_standard_input_is_named() {
    let folder = Folder::new();
    let piped = |args: &[&str]| folder.run_with(args, MAILBOX.as_bytes());
    let first = articles(&piped(&["quotes", "--format", "jsonl", "-"]).code(0)).remove(0);
    assert!(first.starts_with("-#"), "{first}");
    for args in [&["show", &first][..], &["show", "--text", &first], &["show", &first, "--text"]] {
        let shown = piped(args).code(0);
        assert!(shown.out.contains("leaky boat") && !shown.out.contains("Nobody"), "{args:?}: {shown:?}");
    }
    for args in [&["show", "--txt"][..], &["show", "--txt", "-"]] {
        let unknown = piped(args).code(2);
        assert!(unknown.err.contains("no option `--txt`: did you mean `--text`?"), "{unknown:?}");
    }
}

#[test]
fn a_folder_and_a_file_that_is_not_there_are_no_articles() {
    let folder = Folder::new().file("saved/all.mbox", MAILBOX);
    folder.run(&["show", "saved"]).code(2).told(&[&["saved: is a folder", "sayso quotes saved"]]);
    folder.run(&["show", "saved/none.md"]).code(2).told(&[&["saved/none.md: no such file"]]);
    let folder = folder.file("articles/quay.xml", FEED);
    folder.run(&["show", "saved"]).code(1).told(&[&["saved: is a folder"]]);
    folder.run(&["show", "--meta", "saved/none.md"]).code(1).told(&[&["saved/none.md: no such file"]]);
}

#[test]
fn quotes_that_nothing_asked_for_are_told_apart_from_quotes_of_another_sort() {
    let folder = Folder::new().file("articles/plain.md", "Nothing was heard on the pier.\n");
    folder.run(&["quotes"]).code(1).told(&[&["no quotes found here"]]);
    folder.run(&["quotes", "--kind", "direct"]).code(1).told(&[&["no quotes match --kind"]]);
    folder.run(&["quotes", "--speaker", "nobody"]).code(1).told(&[&["no quotes by \"nobody\""]]);
}

#[test]
fn parts_come_and_go_and_the_others_keep_their_address() {
    let folder = Folder::new().file("articles/all.mbox", MAILBOX);
    let before = articles(&folder.run(&["quotes", "--format", "jsonl"]).code(0));
    let (_, second) = MAILBOX.split_once("\n\nFrom b").unwrap();
    let third = MAILBOX.replace("<1@", "<3@").replace("leaky boat", "good ship");
    let folder = folder.file("articles/all.mbox", format!("From b{second}\n{third}"));
    let ran = folder.run(&["quotes", "--format", "jsonl"]).code(0);
    let after = articles(&ran);
    assert_eq!((after.len(), &after[0]), (2, &before[1]));
    assert!(!after.contains(&before[0]) && ran.out.contains("good ship"), "{ran:?}");
}

#[test]
fn a_mailbox_on_standard_input_and_a_packed_file() {
    let ran = Folder::new().run_with(&["quotes", "-", "--format", "jsonl"], MAILBOX.as_bytes()).code(0);
    assert_eq!(ran.json().len(), 2);
    assert!(articles(&ran).iter().all(|path| path.starts_with("-#")), "{ran:?}");
    let ran = Folder::new().run_with(&["quotes", "-", "--format", "jsonl"], FEED.as_bytes()).code(0);
    assert_eq!(ran.json().len(), 1);
}

#[test]
fn what_is_not_read_is_refused_in_one_line_and_the_rest_goes_on() {
    let folder = Folder::with_piece()
        .file("articles/cut.epub", b"PK\x03\x04 mimetypeapplication/epub+zip")
        .file("articles/empty.rss", "<rss><channel><title>Nothing</title></channel></rss>")
        .file("picture", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01")
        .file("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0\0\0");
    let ran = folder.run(&["quotes", "articles", "--format", "jsonl"]).code(0);
    assert!(!ran.json().is_empty());
    let lines: Vec<&str> = ran.err.lines().collect();
    assert_eq!(lines.len(), 2, "{ran:?}");
    assert!(lines[0].contains("cut.epub: is an EPUB that is cut short or damaged"), "{lines:?}");
    assert!(lines[1].contains("empty.rss: is a feed without any text"), "{lines:?}");
    let cut = FEED.split_once("</channel>").unwrap().0;
    let ran = Folder::new().file("cut.xml", cut).run(&["quotes", "cut.xml", "--format", "jsonl"]).code(0);
    assert_eq!((ran.json().len(), ran.err.lines().count()), (1, 1), "{ran:?}");
    assert!(ran.err.contains("cut.xml: The feed is cut off"), "{ran:?}");
    for (name, said) in [("picture", "is a PNG picture; "), ("old.doc", "soffice --convert-to docx")] {
        let ran = folder.run(&["quotes", name]).code(2);
        assert!(ran.err.contains(said) && ran.err.lines().count() == 1, "{ran:?}");
    }
}

#[test]
fn a_pdf_is_read_by_pdftotext_or_the_line_says_what_to_install() {
    let folder = Folder::new().file("plan.pdf", b"%PDF-1.4\n%\xe2\xe3\n").file(
        "bin/pdftotext",
        "#!/bin/sh\ncat > /dev/null\nprintf 'The har-\\nbour plan\\n“It is a leaky boat,” said Ines\\nFalk.\\n\\f'\n",
    );
    let with = |path: &str| {
        Ran::of(&folder.command(&["quotes", "plan.pdf", "--format", "jsonl"]).env("PATH", path).output().unwrap())
    };
    let ran = with("/nowhere").code(2);
    assert!(ran.err.contains("plan.pdf: is a PDF") && ran.err.contains("poppler-utils"), "{ran:?}");
    let program = folder.path().join("bin/pdftotext");
    std::fs::set_permissions(&program, std::fs::Permissions::from_mode(0o755)).unwrap();
    let path = format!("{}:/usr/bin:/bin", program.parent().unwrap().display());
    let ran = with(&path).code(0);
    assert_eq!(ran.json()[0]["speaker"], "Ines Falk", "{ran:?}");
}
