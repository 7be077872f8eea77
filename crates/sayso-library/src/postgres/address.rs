//! The address of a library: `postgres://ann@db1,db2/news?team=desk`, with passwords and services from the files that
//! every PostgreSQL client reads.

use std::path::PathBuf;
use std::str::FromStr;

use postgres::Config;
use postgres::config::{Host, TargetSessionAttrs};

use super::error::{PostgresError, said};
use super::files;

/// The team of an address that names none.
const TEAM: &str = "main";

/// Time to wait for each host, in seconds, where the address says nothing else.
const CONNECT_SECONDS: u64 = 10;

/// How a library is reached.
#[derive(Clone, Debug)]
pub struct LibraryAddress {
    /// As it was typed.
    pub shown: String,
    /// The team whose articles are read.
    pub team: String,
    pub(super) config: Config,
    pub(super) tls: TlsMode,
    /// What may be the reason where the server wants a password.
    pub(super) note: String,
}

/// Whether the server is spoken to in secret, and what its certificate is checked with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum TlsMode {
    /// In the clear.
    Off,
    /// With a certificate for the name of the host, from an authority of this file, or of those that browsers trust.
    Verified(Option<PathBuf>),
}

/// Returns `true` if this is the address of a library, right or wrong.
pub fn is_address(text: &str) -> bool {
    text.starts_with("postgres://") || text.starts_with("postgresql://")
}

/// The parameters of an address that are not the client's own.
#[derive(Default)]
struct Parameters {
    team: Option<String>,
    mode: Option<String>,
    root: Option<PathBuf>,
    passfile: Option<PathBuf>,
    service: Option<String>,
}

impl Parameters {
    /// Takes the parameters of an address; gives the others back.
    fn take(&mut self, query: &str) -> String {
        let mut rest: Vec<&str> = Vec::new();
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            if !self.set(name, &decoded(value)) {
                rest.push(pair);
            }
        }
        rest.join("&")
    }

    /// Takes one parameter; `false` for one that is the client's own. What was set first stays.
    fn set(&mut self, name: &str, value: &str) -> bool {
        let text = || Some(value.to_owned());
        match name {
            "team" => self.team = self.team.take().or_else(text),
            "sslmode" => self.mode = self.mode.take().or_else(text),
            "sslrootcert" => self.root = self.root.take().or_else(|| text().map(PathBuf::from)),
            "passfile" => self.passfile = self.passfile.take().or_else(|| text().map(PathBuf::from)),
            "service" => self.service = self.service.take().or_else(text),
            _ => return false,
        }
        true
    }
}

/// `%20` and the like as the characters they stand for.
fn decoded(text: &str) -> String {
    let (mut out, mut rest) = (Vec::new(), text.as_bytes());
    while let [byte, after @ ..] = rest {
        let code = after.get(..2).filter(|_| *byte == b'%').and_then(|code| str::from_utf8(code).ok());
        if let Some(code) = code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            out.push(code);
            rest = &after[2..];
        } else {
            out.push(*byte);
            rest = after;
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

impl FromStr for LibraryAddress {
    type Err = PostgresError;

    fn from_str(text: &str) -> Result<Self, PostgresError> {
        let shown = without_password(text);
        let wrong = || PostgresError::Address(shown.clone());
        if !is_address(text) {
            return Err(wrong());
        }
        let (base, query) = text.split_once('?').unwrap_or((text, ""));
        let mut parameters = Parameters::default();
        let rest = parameters.take(query);
        let mut config = Config::from_str(&format!("{base}?{rest}"))
            .map_err(|error| PostgresError::Syntax { place: shown.clone(), fault: said(&error) })?;
        if config.get_password().is_some() {
            return Err(PostgresError::Password(shown));
        }
        if let Some(service) = parameters.service.clone() {
            for (name, value) in files::service(&service)? {
                if !parameters.set(&name, &value) && !is_set(&config, &name) {
                    config = with(config, &name, &value).ok_or_else(wrong)?;
                }
            }
        }
        let note = if config.get_password().is_none() { add_password(&mut config, &parameters) } else { String::new() };
        if config.get_connect_timeout().is_none() {
            config.connect_timeout(std::time::Duration::from_secs(CONNECT_SECONDS));
        }
        config.application_name("sayso");
        let tls = tls(&shown, &config, &parameters)?;
        config.ssl_mode(match tls {
            TlsMode::Off => postgres::config::SslMode::Disable,
            TlsMode::Verified(_) => postgres::config::SslMode::Require,
        });
        Ok(Self { shown, team: parameters.team.unwrap_or_else(|| TEAM.to_owned()), config, tls, note })
    }
}

impl LibraryAddress {
    /// The address for a server that takes changes, or for any server; `None` with a single host, where nothing is to be
    /// chosen.
    pub(super) fn preferring(&self, wanted: TargetSessionAttrs) -> Option<Self> {
        let hosts = self.config.get_hosts().len().max(self.config.get_hostaddrs().len());
        (hosts > 1).then(|| {
            let mut address = self.clone();
            address.config.target_session_attrs(wanted);
            address
        })
    }
}

/// The address with its passwords left out.
fn without_password(text: &str) -> String {
    // A `?` may also be part of a password that should have been escaped.
    let is_query = |(base, query): &(&str, &str)| base.contains('@') || query.contains('=');
    let parts = text.split_once('?').filter(is_query);
    let (base, query) = parts.map_or((text, None), |(base, query)| (base, Some(query)));
    let start = base.find("://").map_or(0, |at| at + "://".len());
    let (scheme, rest) = base.split_at(start);
    // The host has no `@`, a password may have one.
    let user = rest.rsplit_once('@').and_then(|(user, host)| Some((user.split_once(':')?.0, host)));
    let mut shown = user.map_or_else(|| base.to_owned(), |(user, host)| format!("{scheme}{user}:…@{host}"));
    if let Some(query) = query {
        let pairs = query.split('&').map(|pair| match pair.split_once('=') {
            Some((name, _)) if decoded(name) == "password" => format!("{name}=…"),
            _ => pair.to_owned(),
        });
        shown = format!("{shown}?{}", pairs.collect::<Vec<_>>().join("&"));
    }
    shown
}

/// Whether the address itself tells this.
fn is_set(config: &Config, name: &str) -> bool {
    match name {
        "host" => !config.get_hosts().is_empty(),
        "port" => !config.get_ports().is_empty(),
        "user" => config.get_user().is_some(),
        "dbname" => config.get_dbname().is_some(),
        "password" => config.get_password().is_some(),
        _ => false,
    }
}

/// The settings with one more; `None` where it cannot be understood.
fn with(mut config: Config, name: &str, value: &str) -> Option<Config> {
    match name {
        "host" => {
            for host in value.split(',') {
                config.host(host);
            }
        }
        "port" => {
            for port in value.split(',') {
                config.port(port.parse().ok()?);
            }
        }
        "user" => {
            config.user(value);
        }
        "dbname" => {
            config.dbname(value);
        }
        "password" => {
            config.password(value);
        }
        "target_session_attrs" => {
            let read_write = TargetSessionAttrs::ReadWrite;
            let wanted = [("any", TargetSessionAttrs::Any), ("read-write", read_write)];
            config.target_session_attrs(wanted.into_iter().find(|(name, _)| *name == value)?.1);
        }
        // What else a service tells is for other clients.
        _ => {}
    }
    Some(config)
}

/// Takes the password from the environment or the password file; a note where the file cannot be used.
fn add_password(config: &mut Config, parameters: &Parameters) -> String {
    if let Ok(password) = std::env::var("PGPASSWORD") {
        config.password(password);
        return String::new();
    }
    let host = config.get_hosts().first().map_or_else(String::new, |host| match host {
        Host::Tcp(name) => name.clone(),
        Host::Unix(_) => "localhost".to_owned(),
    });
    let port = config.get_ports().first().copied().unwrap_or(5432).to_string();
    let user = config.get_user().map_or_else(|| std::env::var("USER").unwrap_or_default(), str::to_owned);
    let database = config.get_dbname().unwrap_or(&user).to_owned();
    match files::password([&host, &port, &database, &user], parameters.passfile.as_deref()) {
        Ok(password) => {
            if let Some(password) = password {
                config.password(password);
            }
            String::new()
        }
        Err(note) => format!("; {note}"),
    }
}

/// Servers on this machine are spoken to in the clear unless the address says otherwise; all others with TLS.
fn tls(shown: &str, config: &Config, parameters: &Parameters) -> Result<TlsMode, PostgresError> {
    let is_here = |host: &Host| match host {
        Host::Tcp(name) => matches!(name.as_str(), "localhost" | "127.0.0.1" | "::1"),
        Host::Unix(_) => true,
    };
    // The server that is spoken to is that of the number, where there is one.
    let is_local =
        config.get_hosts().iter().all(is_here) && !config.get_hostaddrs().iter().any(|number| !number.is_loopback());
    let verified = || TlsMode::Verified(parameters.root.clone().or_else(files::root_certificates));
    match parameters.mode.as_deref() {
        None if is_local => Ok(TlsMode::Off),
        None | Some("require" | "verify-ca" | "verify-full") => Ok(verified()),
        Some("disable") => Ok(TlsMode::Off),
        Some(_) => Err(PostgresError::Parameter {
            place: shown.to_owned(),
            name: "sslmode",
            must: "disable, require or verify-full; the server's certificate is always checked",
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(text: &str) -> Result<LibraryAddress, String> {
        text.parse().map_err(|error: PostgresError| error.to_string())
    }

    #[test]
    fn an_address_tells_hosts_team_and_whether_tls_is_used() {
        let one = address("postgres://ann@localhost/news").unwrap();
        assert_eq!((one.team.as_str(), one.tls), ("main", TlsMode::Off));
        let all = address("postgresql://ann@db1:5432,db2:5433/news?team=city%20desk&sslrootcert=/r.pem&target_session_attrs=read-write").unwrap();
        assert_eq!(all.team, "city desk");
        assert_eq!(all.tls, TlsMode::Verified(Some("/r.pem".into())));
        assert_eq!((all.config.get_hosts().len(), all.config.get_ports()), (2, &[5432, 5433][..]));
        assert_eq!(address("postgres://db/news?sslmode=disable").unwrap().tls, TlsMode::Off);
    }

    #[test]
    fn a_server_elsewhere_that_a_number_names_is_spoken_to_with_tls() {
        let is_secret = |text| address(text).unwrap().tls != TlsMode::Off;
        assert!(is_secret("postgres:///news?hostaddr=10.0.0.5"));
        assert!(is_secret("postgres://localhost/news?hostaddr=10.0.0.5"));
        assert!(!is_secret("postgres://localhost/news?hostaddr=127.0.0.1"));
    }

    #[test]
    fn what_is_wrong_is_told_with_the_mend_and_without_the_password() {
        let wrong = |text| address(text).err().unwrap();
        assert!(wrong("http://db/news").contains("postgres://USER@HOST/DATABASE"));
        let password = wrong("postgres://ann:secret@db/news");
        assert!(password.contains("~/.pgpass") && !password.contains("secret"), "{password}");
        for (text, shown) in [
            ("postgres://ann@db/news?team=a@b&password=secret", "postgres://ann@db/news?team=a@b&password=…"),
            ("postgres://ann@db/news?pass%77ord=secret", "postgres://ann@db/news?pass%77ord=…"),
            ("postgres://ann:p@ss@db/news", "postgres://ann:…@db/news"),
            ("postgres://ann:p?ss@db/news", "postgres://ann:…@db/news"),
            ("postgres://db:5432/news?team=a@b", "postgres://db:5432/news?team=a@b"),
        ] {
            assert_eq!(without_password(text), shown);
        }
        assert!(!wrong("postgres://ann@db/news?password=secret").contains("secret"));
        assert!(wrong("postgres://db/news?sslmode=prefer").contains("sslmode"));
        for (text, part) in [
            ("postgres://db:port/news", "`port`"),
            ("postgres://db/news?foo=bar", "`foo`"),
            ("postgres://db/news?connect_timeout=long", "`connect_timeout`"),
        ] {
            let told = wrong(text);
            assert!(told.starts_with(text) && told.contains(part) && told.contains("postgres://USER@HOST"), "{told}");
        }
    }
}
