//! Guests over a real `sshd` on loopback: one `ForceCommand`, one shared index, and no way out. Skipped where no `sshd` is
//! installed.

use std::fs;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use rustix::process::{Signal, geteuid};
use tempfile::TempDir;

use crate::terminal::{SAYSO, Terminal, article};

/// How long a busy machine may take.
const PATIENCE: Duration = Duration::from_secs(120);

/// Number of guests at once.
const GUESTS: usize = 20;

/// A server that lets the user who runs the tests in as a guest. It ends with the test.
struct Server {
    folder: TempDir,
    port: u16,
    sshd: Child,
}

impl Server {
    /// A server of a library of `articles` articles; `None` where none can be started.
    fn start(articles: usize) -> Option<Self> {
        let sshd = ["/usr/sbin/sshd", "/usr/local/sbin/sshd"].map(Path::new).into_iter().find(|path| path.exists());
        let Some(sshd) = sshd.filter(|_| Command::new("ssh").arg("-V").output().is_ok()) else {
            eprintln!("skipped: no sshd is installed");
            return None;
        };
        let folder = tempfile::tempdir().unwrap();
        library(&folder.path().join("articles"), articles);
        let index = folder.path().join("index");
        let mut build = Command::new(SAYSO);
        build.arg("index").arg(folder.path().join("articles")).arg("--into").arg(&index);
        assert!(output(&mut build).status.success());
        for key in ["host", "guest"] {
            let file = folder.path().join(key);
            let made = Command::new("ssh-keygen").args(["-q", "-t", "ed25519", "-N", "", "-f"]).arg(file).status();
            assert!(made.unwrap().success());
        }
        if geteuid().is_root() {
            // The folder that the server changes to before it knows who is there.
            fs::create_dir_all("/run/sshd").unwrap();
        }
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let config = folder.path().join("sshd_config");
        fs::write(&config, settings(folder.path(), port)).unwrap();
        let sshd = Command::new(sshd).args(["-D", "-e", "-f"]).arg(&config).stderr(Stdio::null()).spawn().unwrap();
        let server = Self { folder, port, sshd };
        let until = Instant::now() + PATIENCE;
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(Instant::now() < until, "sshd never came");
            sleep(Duration::from_millis(50));
        }
        Some(server)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The client's command line, without what it runs.
    fn client(&self, options: &[&str]) -> Vec<String> {
        let key = self.path("guest").display().to_string();
        let port = self.port.to_string();
        let usual = ["ssh", "-F", "none", "-i", &key, "-p", &port, "-o", "StrictHostKeyChecking=no"];
        let more = ["-o", "UserKnownHostsFile=/dev/null", "-o", "LogLevel=ERROR", "-o", "BatchMode=yes"];
        usual.iter().chain(&more).chain(options).chain(&["127.0.0.1"]).map(|word| (*word).to_owned()).collect()
    }

    /// A guest at a terminal, once the articles are there.
    fn guest(&self, options: &[&str], env: &[(&str, &str)]) -> Terminal {
        let command = self.client(&[&["-tt"], options].concat());
        let command: Vec<&str> = command.iter().map(String::as_str).collect();
        let terminal = Terminal::start(100, 24, &command, env);
        terminal.wait("the articles", |screen| screen.contains("LIST") && screen.contains("Report 0"));
        terminal
    }

    /// The processes that serve guests: their ids.
    fn sessions(&self) -> Vec<u32> {
        let index = self.path("index").display().to_string();
        let pids = fs::read_dir("/proc").unwrap().flatten();
        let pids = pids.filter_map(|entry| entry.file_name().to_str()?.parse().ok());
        let serves = |pid: &u32| {
            let line = fs::read(format!("/proc/{pid}/cmdline")).unwrap_or_default();
            let words: Vec<&[u8]> = line.split(|byte| *byte == 0).collect();
            words.first().is_some_and(|program| *program == SAYSO.as_bytes()) && words.contains(&index.as_bytes())
        };
        pids.filter(serves).collect()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.sshd.kill();
        let _ = self.sshd.wait();
    }
}

/// The settings of `docs/serving.md`, with what lets them run beside a real server.
fn settings(folder: &Path, port: u16) -> String {
    let place = |name: &str| folder.join(name).display().to_string();
    format!(
        "ListenAddress 127.0.0.1\nPort {port}\nHostKey {}\nAuthorizedKeysFile {}\nPidFile none\nUsePAM no\n\
         StrictModes no\nPermitRootLogin yes\nPasswordAuthentication no\nMaxStartups 100\nMaxSessions 100\n\
         AcceptEnv SAYSO_LOG SAYSO_RESTRICTED RUST_LOG DISPLAY TMUX\nSubsystem sftp internal-sftp\n\
         ForceCommand HOME={} exec {SAYSO} --restricted --index {}\n\
         PermitTTY yes\nAllowTcpForwarding no\nAllowAgentForwarding no\nAllowStreamLocalForwarding no\n\
         X11Forwarding no\nPermitTunnel no\nPermitUserRC no\nPermitUserEnvironment no\n",
        place("host"),
        place("guest.pub"),
        place("home"),
        place("index"),
    )
}

fn library(folder: &Path, articles: usize) {
    for n in 0..articles {
        let part = folder.join(format!("{:03}", n / 1000));
        fs::create_dir_all(&part).unwrap();
        let text = format!(
            "---\ntitle: Report {n}\nurl: https://example.org/{n}\n---\n\nIt was a long day in the valley of {n} rivers.\n\n\
             “The harvest of field {n} was better than in any year before,” said Anna Winterfeld{n}.\n"
        );
        article(&part, format!("{n:06}.md").as_ref(), text.as_bytes());
    }
}

fn output(command: &mut Command) -> Output {
    command.stdin(Stdio::null()).output().unwrap()
}

/// The number of kB that the system counts for a process under a name.
fn memory(pid: u32, name: &str) -> u64 {
    let all = fs::read_to_string(format!("/proc/{pid}/smaps_rollup")).unwrap_or_default();
    let of = |line: &str| line.strip_prefix(name)?.split_whitespace().next()?.parse().ok();
    all.lines().find_map(of).unwrap_or(0)
}

#[test]
fn a_guest_gets_no_shell_no_file_and_no_program() {
    let Some(server) = Server::start(3) else { return };
    let (log, proof) = (server.path("log"), server.path("proof"));
    let index = files(&server.path("index"));
    let config = server.path("home/.config/sayso");
    fs::create_dir_all(&config).unwrap();
    fs::write(config.join("config.toml"), format!("[commands]\nout = \"touch {}\"\n", proof.display())).unwrap();
    let env = [("SAYSO_LOG", log.to_str().unwrap()), ("SAYSO_RESTRICTED", "0"), ("DISPLAY", ":0"), ("TMUX", "x")];
    let sent = ["SendEnv=SAYSO_LOG", "SendEnv=SAYSO_RESTRICTED", "SendEnv=DISPLAY", "SendEnv=TMUX"];
    let options: Vec<&str> = sent.iter().flat_map(|sent| ["-o", sent]).collect();
    let mut terminal = server.guest(&options, &env);
    terminal.press("\r");
    terminal.wait("an article", |screen| screen.contains("READ"));
    for way in ["|", "|out\r", ":pipe\r"] {
        terminal.press_and_look(way);
        if !way.contains("out") {
            terminal.wait("what to run", |screen| screen.contains("article | "));
            terminal.press(&format!("sh -c 'echo > {}'\r", proof.display()));
        }
        terminal.wait("no program", |screen| screen.contains("restricted mode"));
        terminal.press_and_look("\x1b");
        terminal.press_and_look("\x1b");
    }
    // A terminal sends Alt-a as these two bytes, where they come together.
    terminal.press("a");
    terminal.wait("a clipping of this session", |screen| screen.contains("nothing is saved in restricted mode"));
    terminal.press("A");
    terminal.wait("the list", |screen| screen.contains("CLIPPINGS 1"));
    terminal.press(&format!("w\x15{}\r", proof.display()));
    terminal.wait("no file", |screen| screen.contains("not written"));
    terminal.press_and_look("\x1b");
    terminal.press("o");
    terminal.wait("no browser", |screen| screen.contains("no browser in restricted mode"));
    terminal.press_and_look("\x1a");
    terminal.press("Q");
    assert_eq!(terminal.end(), 0);
    assert!(!terminal.bytes().windows(5).any(|piece| piece == b"\x1b]52;"));
    assert!(!log.exists() && !proof.exists());
    assert_eq!(files(&server.path("index")), index);
    let home: Vec<PathBuf> = fs::read_dir(server.path("home")).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(home, [server.path("home/.config")], "nothing is written at home");
}

/// The names and times of change of the files in a folder.
fn files(folder: &Path) -> Vec<(PathBuf, std::time::SystemTime)> {
    let entries = fs::read_dir(folder).unwrap().flatten();
    let mut files: Vec<_> =
        entries.map(|entry| (entry.path(), entry.metadata().unwrap().modified().unwrap())).collect();
    files.sort();
    files
}

#[test]
fn whatever_a_client_asks_to_run_gives_the_articles_as_text() {
    let Some(server) = Server::start(3) else { return };
    let proof = server.path("proof");
    for asked in ["id; sh", &format!("touch {}", proof.display()), "/usr/lib/openssh/sftp-server"] {
        let mut client = server.client(&[]);
        client.push(asked.to_owned());
        let output = output(Command::new(&client[0]).args(&client[1..]));
        let printed = String::from_utf8_lossy(&output.stdout);
        assert!(printed.contains("The harvest of field 2") && !printed.contains("uid="), "{asked}: {output:?}");
    }
    let mut client = server.client(&["-s"]);
    client.push("sftp".to_owned());
    let output = output(Command::new(&client[0]).args(&client[1..]));
    assert!(String::from_utf8_lossy(&output.stdout).contains("The harvest of field 2"), "{output:?}");
    assert!(!proof.exists());
}

#[test]
fn many_guests_read_one_index_and_a_lost_client_leaves_nothing_running() {
    let articles = std::env::var("SAYSO_GUEST_ARTICLES").ok().and_then(|n| n.parse().ok()).unwrap_or(300);
    let Some(server) = Server::start(articles) else { return };
    let index = files(&server.path("index"));
    let mut guests: Vec<Terminal> = (0..GUESTS).map(|_| server.guest(&[], &[])).collect();
    for guest in &mut guests {
        guest.press("s");
        guest.press_and_look("harvest");
        guest.wait("an answer", |screen| screen.contains("Winterfeld"));
    }
    let sessions = server.sessions();
    assert_eq!(sessions.len(), GUESTS);
    let mut all = 0;
    for pid in &sessions {
        let [own, share] = [memory(*pid, "Private_Dirty:"), memory(*pid, "Pss:")];
        eprintln!("guest {pid}: {own} kB of its own, {share} kB with its share, {} kB resident", memory(*pid, "Rss:"));
        all += share;
    }
    eprintln!("{GUESTS} guests on {articles} articles: {all} kB together");
    let start = Instant::now();
    for guest in &guests {
        guest.signal(Signal::KILL);
    }
    while !server.sessions().is_empty() {
        assert!(start.elapsed() < PATIENCE, "they are still there: {:?}", server.sessions());
        sleep(Duration::from_millis(20));
    }
    eprintln!("all had ended {} ms after their clients were killed", start.elapsed().as_millis());
    assert_eq!(files(&server.path("index")), index);
}
