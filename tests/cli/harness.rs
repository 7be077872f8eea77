//! A folder with articles in it, and the program run there.

use std::ffi::OsStr;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// An article with one direct, one indirect and one mixed attribution.
pub const PIECE: &str = "\
The minister spoke

“Taxes will fall by half this year,” said Anna Berg, the finance minister. She added that “every family” would gain from it.

According to Paul Stone, a critic of the plan, the money is not there.
";

/// A folder of its own, deleted at the end; the program sees nothing else of the machine.
pub struct Folder(tempfile::TempDir);

impl Folder {
    pub fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// With an article in `articles/`.
    pub fn with_piece() -> Self {
        Self::new().file("articles/piece.md", PIECE)
    }

    pub fn file(self, name: impl AsRef<Path>, bytes: impl AsRef<[u8]>) -> Self {
        let path = self.0.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
        self
    }

    pub fn path(&self) -> PathBuf {
        self.0.path().to_owned()
    }

    pub fn command(&self, args: &[impl AsRef<OsStr>]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sayso"));
        command.args(args).current_dir(self.0.path()).env_clear();
        command.env("HOME", self.0.path().join("home")).stdin(Stdio::null());
        command
    }

    pub fn run(&self, args: &[impl AsRef<OsStr>]) -> Ran {
        Ran::of(&self.command(args).output().unwrap())
    }

    pub fn run_on(&self, args: &[&str], stdin: Stdio) -> Ran {
        Ran::of(&self.command(args).stdin(stdin).output().unwrap())
    }

    pub fn run_with(&self, args: &[&str], stdin: &[u8]) -> Ran {
        let mut command = self.command(args);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        // It may stop reading before the end.
        let _ = child.stdin.take().unwrap().write_all(stdin);
        Ran::of(&child.wait_with_output().unwrap())
    }
}

/// What the program printed and how it ended.
#[derive(Debug)]
pub struct Ran {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

impl Ran {
    pub fn of(output: &Output) -> Self {
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("all that is printed is UTF-8");
        let ran = Self { code: output.status.code(), out: text(&output.stdout), err: text(&output.stderr) };
        // A tab stands between the cells of a table.
        let unfit = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
        assert!(!ran.err.contains(unfit) && !ran.out.contains(unfit), "control characters: {ran:?}");
        ran
    }

    /// It ended with this code.
    #[track_caller]
    pub fn code(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "{self:#?}");
        self
    }

    /// Standard error has exactly these lines, each given by pieces that it must hold.
    #[track_caller]
    pub fn told(self, lines: &[&[&str]]) -> Self {
        let said: Vec<&str> = self.err.lines().collect();
        assert_eq!(said.len(), lines.len(), "{self:#?}");
        for (line, pieces) in said.iter().zip(lines) {
            assert!(pieces.iter().all(|piece| line.contains(piece)), "{line:?} should hold {pieces:?}");
        }
        self
    }

    /// Every line of standard output as JSON.
    pub fn json(&self) -> Vec<serde_json::Value> {
        self.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }
}
