//! A log, for who asks for one: `SAYSO_LOG=FILE`, and `RUST_LOG` for how much.

use std::io;
use std::path::Path;
use std::sync::Mutex;

use tracing_subscriber::EnvFilter;

use sayso_library::files as store;

/// Starts the log if `SAYSO_LOG` names a file. Without it nothing is logged: the screen is no place for it.
pub fn start() -> io::Result<()> {
    if store::restriction().is_some() {
        return Ok(());
    }
    let Some(path) = std::env::var_os("SAYSO_LOG").filter(|path| !path.is_empty()) else { return Ok(()) };
    let file = store::append(Path::new(&path))?;
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("sayso=debug"));
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_ansi(false).with_writer(Mutex::new(file));
    log.try_init().map_err(io::Error::other)
}
