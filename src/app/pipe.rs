//! To another program (`|`): what goes in, which program, and what became of it.

use std::collections::BTreeMap;

use super::overlay::{Layer, PromptKind};
use super::prompt::Prompt;
use super::{Action, Effect, Mode, Model, Pane};
use sayso_attribution::text::clean_line;
use sayso_library::Entry;
use sayso_library::cite::{Cannot, Cited, Form};

/// What a program is given on its standard input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// The text of the open article.
    Article,
    /// The current quote with its citation.
    Quote,
    /// Every quote that the panel shows, as JSON Lines.
    Quotes,
    /// The articles of the list, a path and a title a line.
    List,
    /// All clippings, as Markdown.
    Clippings,
}

/// What, and the word for it.
const WHATS: &[(What, &str)] = &[
    (What::Article, "article"),
    (What::Quote, "quote"),
    (What::Quotes, "quotes"),
    (What::List, "list"),
    (What::Clippings, "clippings"),
];

/// A program to run on some input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pipe {
    /// What the user calls it: the first word.
    pub name: String,
    /// Program and arguments.
    pub words: Vec<String>,
    /// What it is given.
    pub input: String,
}

/// Number of characters shown of one line that a program printed.
const LONGEST: usize = 10_000;

/// What became of a program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piped {
    /// What the user calls it.
    pub name: String,
    /// What it printed.
    pub output: String,
    /// It printed more than is kept.
    pub cut: bool,
    /// Why it failed; none where it did not.
    pub fault: Option<String>,
}

/// What `typed` runs: a line for the shell that the user wrote into the settings, with what is typed behind its name
/// as the shell's own arguments, or else a program by its words, past any shell.
fn words(typed: &str, own: &BTreeMap<String, String>) -> Result<(String, Vec<String>), Cannot> {
    let words =
        shell_words::split(typed).map_err(|_| Cannot(format!("not run: a quotation mark is not closed: {typed}")))?;
    let name = words.first().cloned().ok_or_else(|| Cannot("type a command".to_owned()))?;
    let Some(line) = own.get(&name) else { return Ok((name, words)) };
    let shell = ["/bin/sh".to_owned(), "-c".to_owned(), line.clone()];
    Ok((name, shell.into_iter().chain(words).collect()))
}

impl Model {
    /// Asks for the program.
    pub(super) fn ask_pipe(&mut self) {
        let what = match self.panes.focus {
            _ if self.clipping().is_some() => What::Clippings,
            Pane::List => What::List,
            Pane::Reader => What::Article,
            Pane::Quotes => What::Quote,
        };
        let row = WHATS.iter().position(|(known, _)| *known == what).unwrap_or(0);
        self.ask(PromptKind::Pipe, Prompt::default(), row);
    }

    /// The next of what can go in, or one before it.
    pub(super) fn pipe_other(&mut self, next: bool) {
        let by = if next { 1 } else { WHATS.len() - 1 };
        if let Some(Layer::Line { ask: PromptKind::Pipe, row, .. }) = self.overlays.top_mut() {
            *row = (*row + by) % WHATS.len();
        }
    }

    /// The word for what goes in.
    pub(crate) fn pipes(row: usize) -> &'static str {
        WHATS.get(row).map_or("", |(_, word)| word)
    }

    /// Runs what was typed on the `row`-th of what can go in.
    pub(super) fn pipe(&mut self, row: usize, typed: &str) -> Vec<Effect> {
        let what = WHATS.get(row).map_or(What::Article, |(what, _)| *what);
        let pipe = words(typed, &self.settings.commands).and_then(|(name, words)| {
            let input = self.input(what)?;
            Ok(Pipe { name, words, input })
        });
        match pipe {
            Ok(pipe) => {
                let key = self.settings.keymap.first_key(Mode::Normal, Action::CancelOrQuit);
                self.status.tell(format!("running {} on the {} … ({key} stops)", pipe.name, Self::pipes(row)));
                self.status.running.push(pipe.name.clone());
                vec![Effect::Pipe(pipe)]
            }
            Err(Cannot(why)) => self.say(why),
        }
    }

    /// Stops what runs; `None` where nothing does.
    pub(super) fn stop_programs(&mut self) -> Option<Vec<Effect>> {
        let names = self.status.running.join(", ");
        self.status.notice =
            (!names.is_empty()).then(|| format!("stopping {} … (press again to kill)", clean_line(&names)));
        self.status.notice.is_some().then(|| vec![Effect::StopPipes])
    }

    /// Shows what a program printed: one line in the status, more over the panes.
    pub(super) fn piped(&mut self, piped: &Piped) {
        self.status.remove_running(&piped.name);
        let name = clean_line(&piped.name);
        let fit = |line: &str| clean_line(&line.chars().take(LONGEST).collect::<String>());
        let lines: Vec<String> = piped.output.lines().map(fit).collect();
        self.status.tell(match (&piped.fault, &lines[..]) {
            (Some(fault), _) => format!("{name}: {}", clean_line(fault)),
            (None, []) => format!("{name}: done, no output"),
            (None, [line]) => format!("{name}: {}", line.trim()),
            (None, lines) if piped.cut => format!("{name}: output cut after {} lines", lines.len()),
            (None, lines) => format!("{name}: {} lines", lines.len()),
        });
        if piped.fault.is_none() && lines.len() > 1 {
            self.overlays.push(Layer::Output { name, lines, top: 0 });
        }
    }

    fn input(&self, what: What) -> Result<String, Cannot> {
        let missing = || Cannot("no article is open".to_owned());
        match what {
            What::Quote => self.settings.styles.quote(&self.cited()?).map(|quote| quote + "\n"),
            What::Clippings => Ok(Form::Markdown.write(&self.cited_clippings())),
            What::List => {
                let line = |entry: Entry| format!("{}\t{}\n", entry.path, entry.title);
                Ok(self.panes.list.rows().iter().filter_map(|id| self.library.entry(*id)).map(line).collect())
            }
            What::Article => Ok(self.panes.reader.as_ref().ok_or_else(missing)?.document.text().to_owned() + "\n"),
            What::Quotes => {
                let article = self.panes.reader.as_ref().ok_or_else(missing)?.article;
                let ids = self.panes.panel.shown().iter().map(|quote| quote.of(article));
                let lines: Result<Vec<String>, Cannot> =
                    ids.map(|id| Cited::numbered(&self.library, id).map(|cited| cited.json() + "\n")).collect();
                Ok(lines?.concat())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::{model, notice, press, shown, two_articles, wide};
    use super::*;
    use crate::app::Input;

    fn piped(model: &mut Model, keys: &str) -> Pipe {
        match &press(model, keys)[..] {
            [Effect::Pipe(pipe)] => pipe.clone(),
            other => panic!("{keys}: {other:?}, {:?}", model.status.notice),
        }
    }

    fn done(output: &str, fault: Option<&str>) -> Input {
        Input::Piped(Piped {
            name: "wc".to_owned(),
            output: output.to_owned(),
            cut: false,
            fault: fault.map(str::to_owned),
        })
    }

    #[test]
    fn each_pane_gives_its_own_and_tab_turns_to_the_next() {
        let mut model = model(two_articles(), (120, 40));
        let pipe = piped(&mut model, "|cut -f 1<Enter>");
        assert_eq!(pipe.words, ["cut", "-f", "1"]);
        assert_eq!(pipe.input, "articles/asia.md\tNATO looks to Asia\narticles/partners.md\tPartners far from home\n");
        let pipe = piped(&mut model, "gr|wc<Enter>");
        assert_eq!(pipe.input, format!("{}\n", model.panes.reader.as_ref().unwrap().document.text()));
        let pipe = piped(&mut model, "gq|wc<Enter>");
        assert!(pipe.input.starts_with("“strongest, most successful alliance in history” — Jens Stoltenberg"));
        let pipe = piped(&mut model, "|<Tab>jq .words<Enter>");
        let words: Vec<serde_json::Value> =
            pipe.input.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        assert_eq!((words.len(), &words[6]["speaker"]), (7, &"Li Shangfu".into()));
    }

    #[test]
    fn words_go_past_the_shell_and_only_the_users_own_lines_through_it() {
        let own = BTreeMap::from([("keep".to_owned(), "cat >> \"$1\"".to_owned())]);
        let of = |typed: &str| words(typed, &own).map(|(_, words)| words).map_err(|why| why.0);
        assert_eq!(of("grep -c 'a b; rm x' $(id)").unwrap(), ["grep", "-c", "a b; rm x", "$(id)"]);
        assert_eq!(of("keep 'my notes.txt'").unwrap(), ["/bin/sh", "-c", "cat >> \"$1\"", "keep", "my notes.txt"]);
        assert!(of("grep 'a").unwrap_err().contains("a quotation mark is not closed"));
        assert!(of("  ").unwrap_err().contains("type a command"));
    }

    #[test]
    fn what_runs_is_stopped_by_the_keys_that_cancel_before_they_do_anything_else() {
        for key in ["<C-c>", "<Esc>"] {
            let mut model = wide("gq&ning<Enter>A|wc<Enter>");
            assert_eq!(press(&mut model, key), [Effect::StopPipes], "{key}");
            assert_eq!(notice(&model), "stopping wc … (press again to kill)");
            assert_eq!((model.overlays.layers().len(), shown(&model)), (1, vec![4, 5]), "clippings and filter stay");
            model.update(done("", Some("stopped")));
            assert_eq!(notice(&model), "wc: stopped");
            assert_eq!(press(&mut model, key), [], "nothing runs any more");
            assert!(model.overlays.is_empty(), "so {key} closes");
        }
    }

    #[test]
    fn one_line_stands_in_the_status_more_stand_over_the_panes_and_a_failure_says_why() {
        let mut model = model(two_articles(), (80, 24));
        model.update(done("12\u{1b}[31m\n", None));
        let told = notice(&model);
        assert!(told.starts_with("wc: 12") && !told.contains('\u{1b}'), "{told}");
        assert!(model.overlays.is_empty());
        model.update(done("", Some("exit code 2: no such file")));
        assert_eq!(notice(&model), "wc: exit code 2: no such file");
        model.update(done("a\nb\nc\n", None));
        assert!(matches!(model.overlays.layers(), [Layer::Output { lines, .. }] if lines == &["a", "b", "c"]));
        press(&mut model, "jq");
        assert!(model.overlays.is_empty());
        let output = "y\n".repeat(9);
        model.update(Input::Piped(Piped { name: "yes".to_owned(), output, cut: true, fault: None }));
        assert_eq!(notice(&model), "yes: output cut after 9 lines");
    }
}
