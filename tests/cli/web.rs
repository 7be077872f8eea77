//! `sayso add` and `sayso fetch` against a server on loopback, and that no other command opens a connection.

use std::collections::HashMap;
use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use crate::harness::{Folder, PIECE, Ran};

/// What the server answers to a path: from the path and the headers of the request.
type Site = fn(&str, &HashMap<String, String>) -> Vec<u8>;

/// A server on loopback. It ends with the test.
struct Server {
    address: SocketAddr,
    /// The paths that were asked for.
    asked: Arc<Mutex<Vec<String>>>,
}

impl Server {
    fn start(site: Site) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&asked);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let log = Arc::clone(&log);
                thread::spawn(move || serve(stream, site, &log));
            }
        });
        Self { address, asked }
    }

    fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

fn serve(mut stream: TcpStream, site: Site, log: &Mutex<Vec<String>>) {
    let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
    let first = lines.next().and_then(Result::ok).unwrap_or_default();
    let path = first.split(' ').nth(1).unwrap_or_default().to_owned();
    log.lock().unwrap().push(path.clone());
    let headers = lines.map_while(Result::ok).take_while(|line| !line.is_empty());
    let headers =
        headers.filter_map(|line| Some((line.split_once(": ")?.0.to_lowercase(), line.split_once(": ")?.1.to_owned())));
    let answer = site(&path, &headers.collect());
    // Whoever has enough closes the connection.
    let _ = stream.write_all(&answer);
}

fn answer(status: &str, headers: &str, body: impl AsRef<[u8]>) -> Vec<u8> {
    let body = body.as_ref();
    let head = format!("HTTP/1.1 {status}\r\n{headers}Content-Length: {}\r\nConnection: close\r\n\r\n", body.len());
    [head.as_bytes(), body].concat()
}

fn page(body: &str) -> String {
    format!(
        "<!DOCTYPE html><html><head><title>Harbour plan</title></head><body><article><h1>Harbour plan</h1>{body}</article></body></html>"
    )
}

const SAID: &str = "<p>“It is a leaky boat,” said Ines Falk, the mayor, of the plan for the old harbour that the council met to weigh.</p>";

fn feed(entries: &[(&str, &str)]) -> String {
    let item = |(id, text): &(&str, &str)| {
        format!(
            "<item><title>Story {id}</title><guid>{id}</guid><description>&lt;p&gt;{text}&lt;/p&gt;</description></item>"
        )
    };
    let items: String = entries.iter().map(item).collect();
    format!("<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>The Quay</title>{items}</channel></rss>")
}

const FIRST: (&str, &str) = ("1", "“The pier is gone,” said Otto Lind, the harbour master.");
const SECOND: (&str, &str) = ("2", "“Nobody will pay it,” said Tobias Renn, a clerk.");

fn gzip(bytes: &[u8]) -> Vec<u8> {
    // One stored block: no compressor is needed to write a gzip file.
    let mut crc = !0u32;
    for byte in bytes {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = (crc >> 1) ^ (0xedb8_8320 & (crc & 1).wrapping_neg());
        }
    }
    let length = u16::try_from(bytes.len()).unwrap();
    let mut out = vec![0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255, 1];
    out.extend(length.to_le_bytes());
    out.extend((!length).to_le_bytes());
    out.extend(bytes);
    out.extend((!crc).to_le_bytes());
    out.extend(u32::from(length).to_le_bytes());
    out
}

fn site(path: &str, headers: &HashMap<String, String>) -> Vec<u8> {
    let html = "Content-Type: text/html; charset=utf-8\r\n";
    let to = |place: &str| answer("302 Found", &format!("Location: {place}\r\n"), "");
    match path {
        "/plan" => answer("200 OK", html, page(SAID)),
        "/agent" => answer(
            "200 OK",
            html,
            page(&format!(
                "<p>“I am {},” said Ines Falk, who asked the council for it on Monday.</p>",
                headers["user-agent"]
            )),
        ),
        "/moved" => to("/plan#top"),
        "/loop" => to("/loop"),
        "/file" => to("file:///etc/passwd"),
        "/packed" => answer("200 OK", &format!("{html}Content-Encoding: gzip\r\n"), gzip(page(SAID).as_bytes())),
        "/latin" => {
            let text = page(
                "<p>“Das café ist zu,” said Ines Falk, the mayor, of the plan for the old harbour of the town.</p>",
            );
            let bytes: Vec<u8> = text
                .chars()
                .map(|c| match c {
                    '“' => 0x93,
                    '”' => 0x94,
                    c => u32::from(c) as u8,
                })
                .collect();
            answer("200 OK", "Content-Type: text/html; charset=windows-1252\r\n", bytes)
        }
        "/notes.md" => answer(
            "200 OK",
            "Content-Type: text/plain\r\n",
            "# Notes\n\n| a | b |\n|---|---|\n\n“No,” said Ines Falk.\n",
        ),
        "/plain.html" => answer("200 OK", "Content-Type: text/plain\r\n", "It is <b>bold</b>, he said.\n"),
        "/picture" => answer("200 OK", "Content-Type: image/png\r\n", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
        "/app" => answer(
            "200 OK",
            html,
            "<!DOCTYPE html><html><body><div id=root></div><script>let x = 1;</script></body></html>",
        ),
        "/huge" => answer("200 OK", html, vec![b'a'; 2 << 20]),
        "/endless" => [b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n".to_vec(), vec![b'a'; 2 << 20]].concat(),
        "/cut" => b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n<p>cut".to_vec(),
        "/denied" => answer("403 Forbidden", "", "no"),
        "/feed" if headers.get("if-none-match").is_some_and(|etag| etag == "\"2\"") => {
            answer("304 Not Modified", "", "")
        }
        "/feed" => answer("200 OK", "Content-Type: application/rss+xml\r\nETag: \"2\"\r\n", feed(&[FIRST, SECOND])),
        "/feed-of-one" => answer("200 OK", "Content-Type: application/xml\r\n", feed(&[FIRST])),
        _ => answer("404 Not Found", "", "no such page"),
    }
}

fn lines(ran: &Ran) -> Vec<&str> {
    ran.out.lines().collect()
}

#[test]
fn a_page_from_the_web_is_an_article_of_the_library() {
    let (server, folder) = (Server::start(site), Folder::with_piece());
    let added = folder.run(&["add", &server.url("/plan")]).code(0).told(&[]);
    assert_eq!(lines(&added), ["articles/harbour-plan.md"]);
    let quotes = folder.run(&["quotes", "articles/harbour-plan.md", "--format", "jsonl"]).code(0).json();
    assert_eq!(quotes[0]["speaker"].as_str(), Some("Ines Falk"));
    let meta = folder.run(&["show", "--meta", "articles/harbour-plan.md"]).code(0).json();
    assert_eq!(meta[0]["url"].as_str(), Some(&*server.url("/plan")));
    // Where it leads, and what was saved from there before, is told without a second copy; the first without asking.
    let again = folder.run(&["add", &server.url("/plan"), &server.url("/moved"), &server.url("/packed")]).code(0);
    let there = ["already there as articles/harbour-plan.md"];
    let again = again.told(&[&there, &there, &there]);
    assert_eq!(again.out, "");
    assert_eq!(server.asked(), ["/plan", "/moved", "/plan", "/packed"]);
}

#[test]
fn answers_are_read_as_the_server_says() {
    let (server, folder) = (Server::start(site), Folder::new());
    let to = |path: &str| folder.run(&["add", "--to", "saved", &server.url(path)]).code(0);
    let text = |ran: &Ran| std::fs::read_to_string(folder.path().join(ran.out.trim_end())).unwrap();
    assert!(text(&to("/agent")).contains(concat!("“I am sayso/", env!("CARGO_PKG_VERSION"), ",”")));
    assert!(text(&to("/latin")).contains("“Das café ist zu,”"));
    assert!(text(&to("/notes.md")).contains("| a | b |\n|---|---|"));
    assert!(text(&to("/plain.html")).contains("It is \\<b>bold\\</b>, he said."));
}

#[test]
fn what_cannot_be_fetched_is_told_in_a_line_and_the_rest_is_added() {
    let (server, folder) =
        (Server::start(site), Folder::new().file("home/.config/sayso/config.toml", "max_file_mib = 1\n"));
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let mut args = vec!["add".to_owned(), "--to".to_owned(), "saved".to_owned()];
    let paths = ["/loop", "/file", "/none", "/denied", "/huge", "/endless", "/cut", "/picture", "/app"];
    args.extend(paths.iter().map(|path| server.url(path)));
    args.extend([
        format!("http://{closed}/"),
        "file:///etc/passwd".to_owned(),
        "ftp://x/y".to_owned(),
        "missing.html".to_owned(),
    ]);
    args.push(server.url("/plan"));
    let ran = folder.run(&args).code(2).told(&[
        &["/loop: more than 10 redirects"],
        &["/file: redirects to an address that is not http or https"],
        &["/none: the server answered 404", "check the spelling"],
        &["/denied: the server answered 403", "save the page from there"],
        &["/huge: larger than 1 MiB; raise `max_file_mib`"],
        &["/endless: larger than 1 MiB"],
        &["/cut: cannot be fetched"],
        &["/picture: is a PNG picture", "tesseract"],
        &["/app: no article found"],
        &["cannot be fetched"],
        &["file:///etc/passwd: only http:// and https:// addresses"],
        &["ftp://x/y: only http:// and https://"],
        &["missing.html: no such file"],
    ]);
    assert_eq!(lines(&ran), ["saved/harbour-plan.md"]);
    let names = std::fs::read_dir(folder.path().join("saved")).unwrap().count();
    assert_eq!(names, 1, "nothing else is left in the folder");
}

#[test]
fn feeds_give_their_new_entries_once() {
    let (server, folder) = (Server::start(site), Folder::with_piece());
    let list = format!("<opml><body><outline xmlUrl=\"{}\"/></body></opml>", server.url("/feed-of-one"));
    let config = format!("feeds = [\"{}\", \"~/feeds.opml\", \"{}\"]\n", server.url("/feed"), server.url("/plan"));
    let folder = folder.file("home/feeds.opml", &list).file("home/.config/sayso/config.toml", config);
    let no_feed = ["/plan: not a feed"];
    let first = folder.run(&["fetch"]).code(2).told(&[&["already there as articles/the-quay/story-1.md"], &no_feed]);
    assert_eq!(lines(&first), ["articles/the-quay/story-1.md", "articles/the-quay/story-2.md"]);
    // What is deleted stays away; the server is asked whether the feed has changed.
    std::fs::remove_file(folder.path().join("articles/the-quay/story-2.md")).unwrap();
    let second = folder.run(&["fetch"]).code(2).told(&[&no_feed]);
    assert_eq!(second.out, "");
    let added = folder.run(&["add", "home/feeds.opml", &server.url("/feed")]).code(0);
    assert_eq!(lines(&added), ["articles/the-quay/story-2.md"]);
    let state = std::fs::read_to_string(folder.path().join("home/.local/state/sayso/feeds.json")).unwrap();
    assert!(state.contains("\\\"2\\\"") && state.contains("/feed-of-one"), "{state}");
}

#[test]
fn fetch_without_feeds_says_where_to_name_them() {
    Folder::new().run(&["fetch"]).code(2).told(&[&["no feeds in", "config.toml", "feeds = ["]]);
}

#[test]
fn files_and_standard_input_are_added() {
    let folder = Folder::new().file("saved/a.html", page(SAID)).file("saved/piece.txt", PIECE);
    let ran = folder.run(&["add", "--to", "library", "saved"]).code(0).told(&[]);
    assert_eq!(lines(&ran), ["library/harbour-plan.md", "library/the-minister-spoke.md"]);
    let piped = folder.run_with(&["add", "--to", "library", "-"], page(SAID).as_bytes()).code(0);
    piped.told(&[&["-: already there as library/harbour-plan.md"]]);
    let kept = folder.run(&["add", "--keep", "--to", "other", "saved/a.html"]).code(0);
    assert_eq!(std::fs::read_to_string(folder.path().join("other/a.html")).unwrap(), page(SAID));
    assert_eq!(lines(&kept), ["other/a.html"]);
    // Without a folder of articles it is the user's own.
    let own = folder.run(&["add", "saved/a.html"]).code(0);
    assert!(own.out.ends_with("home/.local/share/sayso/articles/harbour-plan.md\n"), "{own:?}");
}

#[test]
fn no_other_command_opens_a_connection() {
    let server = Server::start(site);
    let url = server.url("/plan");
    let loads = format!(
        "{SAID}<img src='{url}'><script src='{url}'></script><link rel='stylesheet' href='{url}'><a href='{url}'>x</a><iframe src='{url}'></iframe>"
    );
    let entity = format!(
        "<?xml version=\"1.0\"?><!DOCTYPE rss SYSTEM \"{url}\" [<!ENTITY e SYSTEM \"{url}\">]><rss><channel><title>&e;</title><item><title>A</title><link>{url}</link><description>“No,” said Ines Falk.</description></item></channel></rss>"
    );
    let folder = Folder::with_piece()
        .file("articles/a.html", page(&loads))
        .file("articles/b.md", format!("---\nurl: {url}\n---\n\n![x]({url}) “No,” said [Ines Falk]({url}).\n"))
        .file("articles/feed.xml", entity)
        .file("home/.config/sayso/config.toml", format!("feeds = [\"{url}\"]\n"))
        .file("feeds.opml", format!("<opml><body><outline xmlUrl=\"{}\"/></body></opml>", server.url("/feed")));
    let commands: &[&[&str]] = &[
        &[],
        &["quotes", "--format", "jsonl"],
        &["show", "articles/a.html"],
        &["show", "--blocks", "articles/b.md"],
        &["show", "--meta", "feeds.opml"],
        &["search", "Falk"],
        &["who", "leaky", "boat"],
        &["speakers"],
        &["speakers", "Falk"],
        &["clippings"],
        &["corrections", "list"],
        &["corrections", "export"],
        &["doctor"],
        &["config", "check"],
        &["config", "print", "--effective"],
        &["man"],
        &["completions", "bash"],
        &["add", "articles/a.html", "articles/feed.xml"],
        &["show", &url],
        &["quotes", &url],
    ];
    for args in commands {
        // A client would go through the proxy.
        let mut command = folder.command(args);
        command.envs(["http_proxy", "https_proxy", "ALL_PROXY"].map(|name| (name, server.url(""))));
        Ran::of(&command.output().unwrap());
    }
    // The server would have noted a request by now.
    thread::sleep(Duration::from_millis(50));
    assert_eq!(server.asked(), Vec::<String>::new());
    let lists = folder
        .file("lists/feeds.opml", format!("<opml><body><outline xmlUrl=\"{}\"/></body></opml>", server.url("/feed")));
    lists.run(&["add", "lists"]).code(2).told(&[&["lists/feeds.opml: is a list of feeds (OPML)", "`sayso add`"]]);
    assert_eq!(server.asked(), Vec::<String>::new());
    lists.run(&["add", "feeds.opml"]).code(0);
    assert_eq!(server.asked(), ["/feed"], "the server notes what is asked");
}
