//! `sayso` without a command: the reader on the screen; without a screen, the articles as text.

use std::path::PathBuf;

use clap::CommandFactory;

use super::args::{Args, ReadArgs, When};
use super::outcome::{Outcome, warn};
use super::{articles, show};
use crate::app::{self, Input, Keymap, Model};
use crate::library::{Article, QuoteId};
use crate::runtime::{self, Session};
use crate::store::{self, Settings};
use crate::text::guess::nearest;

/// Opens the reader on what is named; where nothing of it can be read, says so and opens nothing.
pub fn run(args: &ReadArgs) -> anyhow::Result<Outcome> {
    if let Some(command) = meant(&args.paths) {
        let typed = store::shown(&args.paths[0]);
        anyhow::bail!("{typed}: no such file; did you mean the command `{command}`?");
    }
    if !runtime::has_screen() {
        return show::everything(&articles::read(&args.paths)?);
    }
    let paths = articles::or_usual(&args.paths)?;
    let places = store::list(&paths);
    if places.iter().all(Result::is_err) {
        let faults = places.iter().filter_map(|place| place.as_ref().err()).map(ToString::to_string).collect();
        return Err(articles::nothing(&paths, faults));
    }
    let (model, cap) = model(args);
    runtime::run(Session { model, paths, cap })?;
    Ok(Outcome::Done)
}

/// The command that was meant by a first path that is not there.
fn meant(paths: &[PathBuf]) -> Option<String> {
    let typed = paths.first().filter(|path| !path.exists())?.to_str()?;
    let commands = Args::command();
    nearest(typed, commands.get_subcommands().map(clap::Command::get_name)).map(str::to_owned)
}

/// Opens articles that are read already, at a quote if one is named.
pub fn open(articles: Vec<Article>, quote: Option<QuoteId>) -> anyhow::Result<Outcome> {
    let (mut model, cap) = model(&ReadArgs::default());
    model.update(Input::Loaded(articles));
    if let Some(quote) = quote {
        model.go_to_quote(quote);
    }
    runtime::run(Session { model, paths: Vec::new(), cap })?;
    Ok(Outcome::Done)
}

/// A model as it was typed and set; what is wrong in a file of the user's is told, and is the first notice.
fn model(args: &ReadArgs) -> (Model, u64) {
    let settings = articles::settings();
    let (screen, faults) = for_screen(args, &settings);
    let mut model = Model::new(screen);
    for fault in faults {
        warn(&fault);
        model.update(Input::Notice(fault));
    }
    (model, settings.cap)
}

/// What was typed comes before what was set; and what is wrong in the user's keymap.
fn for_screen(args: &ReadArgs, settings: &Settings) -> (app::Settings, Vec<String>) {
    let typed = match args.color {
        Some(When::Always) => Some(true),
        Some(When::Never) => Some(false),
        Some(When::Auto) => None,
        None => settings.color,
    };
    let (keymap, faults) = keymap(args, settings);
    let screen = app::Settings {
        keymap,
        colour: typed.unwrap_or_else(|| std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())),
        ascii: args.ascii || settings.ascii,
        measure: args.width.or(settings.width).unwrap_or(app::Settings::default().measure),
        least: settings.least,
    };
    (screen, faults)
}

/// The user's keymap laid over the program's own; a fault in it costs its row only.
fn keymap(args: &ReadArgs, settings: &Settings) -> (Keymap, Vec<String>) {
    let usual = || store::config_folder().map(|folder| folder.join("keymap.toml"));
    let Some(path) = args.keymap.clone().or_else(|| settings.keymap.clone()).or_else(usual) else {
        return (Keymap::built_in(), Vec::new());
    };
    let place = store::shown(&path);
    match store::read_text(&path) {
        Ok(Some(text)) => {
            let (keymap, faults) = Keymap::built_in().overlay(&text);
            (keymap, faults.into_iter().map(|fault| format!("{place}: {fault}")).collect())
        }
        Ok(None) if args.keymap.is_none() => (Keymap::built_in(), Vec::new()),
        Ok(None) => (Keymap::built_in(), vec![format!("{place}: there is no such file; the built-in keys hold")]),
        Err(reason) => (Keymap::built_in(), vec![format!("{place}: {reason}; the built-in keys hold")]),
    }
}
