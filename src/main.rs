//! The `sayso` program: everything it does is in the library.

fn main() -> std::process::ExitCode {
    sayso::cli::main()
}
