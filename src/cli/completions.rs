//! `sayso completions` and `sayso man`: made from the definition of the arguments.

use clap::CommandFactory;
use clap_complete::Shell;

use super::args::Args;
use super::exit::{Outcome, print};

/// Prints completions for a shell.
pub fn completions(shell: Shell) -> anyhow::Result<Outcome> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "sayso", &mut script);
    print(script)
}

/// Prints the manual page of the program or of one command.
pub fn man(command: Option<&str>) -> anyhow::Result<Outcome> {
    let mut program = Args::command();
    program.build();
    let page = match command {
        None => program,
        Some(name) => match program.find_subcommand(name) {
            Some(command) => command.clone(),
            None => anyhow::bail!("no command `{}`; `sayso --help` lists them", name.escape_debug()),
        },
    };
    let mut roff = Vec::new();
    clap_mangen::Man::new(page).render(&mut roff)?;
    print(roff)
}
