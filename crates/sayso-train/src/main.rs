//! The command line of the trainer.

fn main() -> anyhow::Result<()> {
    let mut args = std::env::args().skip(1);
    match args.next().as_deref() {
        Some("train" | "evaluate") => sayso_train::train::main(),
        Some("speakers") => sayso_train::speakers::main(),
        _ => anyhow::bail!("usage: sayso-train train|evaluate|speakers"),
    }
}
