//! `sayso` without a command: the reader on the screen; without a screen, the articles as text.

use std::path::PathBuf;

use clap::CommandFactory;

use super::args::{Args, ReadArgs, When};
use super::exit::{Outcome, warn, warn_all};
#[cfg(feature = "postgres")]
use super::opened;
use super::settings::Chosen;
use super::{articles, guest, session, show};
use crate::app::{self, Input, Model};
use crate::config::SecondReadingMode;
use crate::terminal::{self, Session, SessionSource};
use sayso_attribution::document::STANDARD_INPUT;
use sayso_library::index::Index;
#[cfg(feature = "postgres")]
use sayso_library::postgres::{LibraryAddress, sync::journal_path};
use sayso_library::second_reading;
use sayso_library::service::index_worker;
use sayso_library::suggest::nearest;
use sayso_library::{Article, QuoteId};
use sayso_library::{Journal, files as store};

/// Opens the reader on what is named; where nothing of it can be read, says so and opens nothing.
pub fn run(args: &ReadArgs) -> anyhow::Result<Outcome> {
    if let Some(command) = meant(&args.paths) {
        let typed = store::shown(&args.paths[0]);
        anyhow::bail!("{typed}: no such file; did you mean the command `{command}`?");
    }
    let linear = is_linear(args);
    if !linear && !terminal::has_screen() {
        if terminal::has_lines() {
            warn(
                &"this terminal cannot show the reader, so the articles are printed as text; sayso --linear reads them line by line",
            );
        }
        return show::everything(args);
    }
    anyhow::ensure!(
        !linear || !args.paths.iter().any(|path| path.as_os_str() == "-"),
        "-: line mode reads commands from standard input; save the article to a file and name that"
    );
    let chosen = Chosen::load(args.keymap.as_deref());
    warn_all(chosen.faults());
    #[cfg(feature = "postgres")]
    if let Some(address) = opened::address(&args.paths, chosen.settings.library.as_deref()) {
        return team(args, &address.parse()?, chosen);
    }
    let cap = guest::cap(chosen.settings.cap);
    let source = articles::source(&args.paths, &chosen.settings)?;
    let names = check(&source, cap)?;
    let (mut model, journal) = model(args, chosen, session::open());
    model.name_opened(&names);
    model.come_back();
    if !linear {
        model.welcome();
    }
    let idle = guest::idle(&args.guest);
    terminal::run(Session { model, source: SessionSource::Local(source), cap, journal, idle, linear })?;
    Ok(Outcome::Done)
}

/// Opens the reader on the library of a team.
#[cfg(feature = "postgres")]
fn team(args: &ReadArgs, address: &LibraryAddress, chosen: Chosen) -> anyhow::Result<Outcome> {
    let cap = guest::cap(chosen.settings.cap);
    let (mut model, journal) = model(args, chosen, session::open_of(journal_path(address).map(Journal::at)));
    model.come_back();
    let source = SessionSource::Team(Box::new(address.clone()));
    terminal::run(Session { model, source, cap, journal, idle: guest::idle(&args.guest), linear: is_linear(args) })?;
    Ok(Outcome::Done)
}

/// What is read, as it is shown. Fails where there is nothing to read, which is told before there is a screen.
fn check(source: &index_worker::ArticleSource, cap: u64) -> anyhow::Result<Vec<String>> {
    let paths = match source {
        index_worker::ArticleSource::Paths(paths) => paths,
        index_worker::ArticleSource::Index(folder) => {
            let (_, paths) = Index::shared(folder)?;
            return Ok(paths.iter().map(|path| store::shown(path)).collect());
        }
    };
    let places = store::first(paths);
    if places.iter().all(Result::is_err) {
        let faults = places.iter().filter_map(|place| place.as_ref().err()).map(ToString::to_string).collect();
        return Err(articles::nothing(source, faults));
    }
    // Nothing else is there to be read: a picture would open an empty reader.
    if let ([Ok(place)], [path]) = (&places[..], &paths[..])
        && !path.is_dir()
    {
        // The beginning of a long text tells it, and is all that the first screen waits for.
        let file = store::beginning(place, cap).map_or_else(|| store::read(place, cap), Ok)?;
        sayso_library::check(&file)?;
    }
    let name = |path: &PathBuf| if path.as_os_str() == "-" { STANDARD_INPUT.to_owned() } else { store::shown(path) };
    Ok(paths.iter().map(name).collect())
}

/// The command that was meant by a first path that is not there.
fn meant(paths: &[PathBuf]) -> Option<String> {
    let typed = paths.first().filter(|path| !path.exists())?.to_str()?;
    let commands = Args::command();
    nearest(typed, commands.get_subcommands().map(clap::Command::get_name)).map(str::to_owned)
}

/// Opens articles that are read already, at a quote if one is named.
pub fn open(articles: Vec<Article>, quote: Option<QuoteId>, args: &ReadArgs) -> anyhow::Result<Outcome> {
    let chosen = Chosen::load(args.keymap.as_deref());
    let cap = chosen.settings.cap;
    let (mut model, journal) = model(args, chosen, session::open());
    model.update(Input::Loaded(articles));
    if let Some(quote) = quote {
        model.go_to_quote(quote);
    }
    let idle = guest::idle(&args.guest);
    let linear = is_linear(args);
    terminal::run(Session {
        model,
        source: SessionSource::Local(index_worker::ArticleSource::Paths(Vec::new())),
        cap,
        journal,
        idle,
        linear,
    })?;
    Ok(Outcome::Done)
}

/// Returns `true` if line mode is asked for. The environment asks for it where there is a terminal only: a pipe gets the
/// text.
pub fn is_linear(args: &ReadArgs) -> bool {
    let accessible = std::env::var_os("ACCESSIBLE").is_some_and(|value| !value.is_empty() && value != "0");
    args.linear || (accessible && terminal::has_lines())
}

/// A model as it was typed and set, with what earlier sessions left; what is wrong in a file of the user's is the
/// first notice.
fn model(args: &ReadArgs, chosen: Chosen, earlier: session::Earlier) -> (Model, Option<Journal>) {
    let (journal, events, amiss) = earlier;
    let faults: Vec<String> = chosen.faults().cloned().chain(amiss).collect();
    let mut model = Model::new(for_screen(args, chosen));
    model.update(Input::Told(events));
    model.tell_faults(faults);
    (model, journal)
}

/// What was typed comes before what was set.
fn for_screen(args: &ReadArgs, chosen: Chosen) -> app::Settings {
    let Chosen { settings, keymap, theme, .. } = chosen;
    let typed = match args.color {
        Some(When::Always) => Some(true),
        Some(When::Never) => Some(false),
        Some(When::Auto) => None,
        None => settings.color,
    };
    let is_guest = store::restriction().is_some();
    app::Settings {
        keymap,
        colour: typed.unwrap_or_else(|| std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())),
        theme,
        ascii: args.ascii || settings.ascii,
        measure: args.width.or(settings.width).unwrap_or(app::Settings::default().measure),
        least: settings.least,
        hide_intended: settings.hide_intended,
        second_reading: second_readings(
            settings.second_reading,
            (is_linear(args), is_guest),
            second_reading::is_quick(),
        ),
        styles: settings.styles,
        commands: settings.commands,
    }
}

/// When articles are read a second time: never by themselves on a processor that is slow at it, nor for guests, who share
/// the machine; and not in lines, where what was told of the first reading is not told anew.
fn second_readings(set: SecondReadingMode, (is_linear, is_guest): (bool, bool), is_quick: bool) -> SecondReadingMode {
    if is_quick && !is_linear && !is_guest { set } else { SecondReadingMode::Off }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_guests_and_slow_processors_have_no_second_reading_in_the_background() {
        let when = |who, is_quick| second_readings(SecondReadingMode::Idle, who, is_quick);
        assert_eq!(when((false, false), true), SecondReadingMode::Idle);
        assert_eq!(when((true, false), true), SecondReadingMode::Off, "lines");
        assert_eq!(when((false, true), true), SecondReadingMode::Off, "a guest");
        assert_eq!(when((false, false), false), SecondReadingMode::Off, "a slow processor");
    }
}
