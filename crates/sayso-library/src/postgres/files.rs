//! The password file, the service file and the certificates of the user, as every PostgreSQL client finds them.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use super::error::PostgresError;
use crate::files::{read_bytes, shown};

/// Maximum bytes of one of these files.
const CAP: u64 = 1 << 20;

/// The password for host, port, database and user. A note for the user where the file is there and cannot be used.
///
/// # Errors
///
/// A note on a file that others may read, or that cannot be read at all.
pub fn password(wanted: [&str; 4], typed: Option<&Path>) -> Result<Option<String>, String> {
    let named = typed.map(Path::to_owned).or_else(|| std::env::var_os("PGPASSFILE").map(PathBuf::from));
    let Some(path) = named.or_else(|| in_home(".pgpass")) else { return Ok(None) };
    let Ok(meta) = fs::metadata(&path) else { return Ok(None) };
    if meta.permissions().mode() & 0o077 != 0 {
        let place = shown(&path);
        return Err(format!("{place} was not read, because others may read it: chmod 600 {place}"));
    }
    let bytes = read_bytes(&path, CAP).map_err(|reason| format!("{}: {reason}", shown(&path)))?;
    let text = String::from_utf8_lossy(&bytes);
    Ok(text.lines().filter(|line| !line.starts_with('#')).find_map(|line| password_of(line, wanted)))
}

/// The password of a line, `host:port:database:user:password`, if it is for this connection. `*` stands for any.
fn password_of(line: &str, wanted: [&str; 4]) -> Option<String> {
    let mut fields = fields(line);
    let password = (fields.len() == 5).then(|| fields.pop())??;
    fields.iter().zip(wanted).all(|(field, wanted)| field == "*" || field == wanted).then_some(password)
}

/// The five fields of a line; `\:` is a colon of a field.
fn fields(line: &str) -> Vec<String> {
    let mut fields = vec![String::new()];
    let mut letters = line.chars();
    while let Some(letter) = letters.next() {
        match (letter, fields.len()) {
            (':', 1..5) => fields.push(String::new()),
            ('\\', _) => fields.last_mut().into_iter().for_each(|field| field.extend(letters.next())),
            _ => fields.last_mut().into_iter().for_each(|field| field.push(letter)),
        }
    }
    fields
}

/// The settings of a service, in the order of the file.
///
/// # Errors
///
/// [`PostgresError::Service`] where there is no such service.
pub fn service(name: &str) -> Result<Vec<(String, String)>, PostgresError> {
    let named = std::env::var_os("PGSERVICEFILE").map(PathBuf::from);
    let path = named.or_else(|| in_home(".pg_service.conf")).unwrap_or_default();
    let none = || PostgresError::Service { place: shown(&path), service: name.to_owned() };
    let text = read_bytes(&path, CAP).map_err(|_| none())?;
    section(&String::from_utf8_lossy(&text), name).ok_or_else(none)
}

/// The settings of one section; `None` where there is none of that name.
fn section(text: &str, name: &str) -> Option<Vec<(String, String)>> {
    let head = format!("[{name}]");
    let mut lines = text.lines().map(str::trim).skip_while(|line| *line != head);
    lines.next()?;
    let own = lines.take_while(|line| !line.starts_with('[')).filter(|line| !line.starts_with('#'));
    let pairs = own.filter_map(|line| line.split_once('='));
    Some(pairs.map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned())).collect())
}

/// The user's own authorities, if there are any.
pub fn root_certificates() -> Option<PathBuf> {
    let named = std::env::var_os("PGSSLROOTCERT").map(PathBuf::from);
    named.or_else(|| in_home(".postgresql/root.crt").filter(|path| path.exists()))
}

fn in_home(name: &str) -> Option<PathBuf> {
    std::env::var_os("HOME").map(|home| PathBuf::from(home).join(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_found_by_its_connection_in_a_file_of_the_users_own() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("pgpass");
        fs::write(&path, "# mine\nother:*:*:ann:no\ndb:5432:*:ann:a\\:b\\\\c\n*:*:*:*:any\n").unwrap();
        fs::set_permissions(&path, PermissionsExt::from_mode(0o644)).unwrap();
        let ask = |wanted| password(wanted, Some(&path));
        assert!(ask(["db", "5432", "news", "ann"]).unwrap_err().contains("chmod 600"));
        fs::set_permissions(&path, PermissionsExt::from_mode(0o600)).unwrap();
        assert_eq!(ask(["db", "5432", "news", "ann"]), Ok(Some("a:b\\c".to_owned())));
        assert_eq!(ask(["db", "5433", "news", "bob"]), Ok(Some("any".to_owned())));
        assert_eq!(password(["db", "5433", "news", "bob"], Some(&folder.path().join("none"))), Ok(None));
    }

    #[test]
    fn a_service_is_a_section_of_its_file() {
        let text = "[a]\nhost=x\n\n[news]\n# ours\nhost = db1,db2\ndbname=news\n[b]\nhost=y\n";
        let news = section(text, "news").unwrap();
        assert_eq!(news, [("host".to_owned(), "db1,db2".to_owned()), ("dbname".to_owned(), "news".to_owned())]);
        assert_eq!(section(text, "c"), None);
    }
}
