//! The client: `ureq`, with limits on size, time and redirects.

use std::io::Read;
use std::time::{Duration, Instant};

use ureq::http::Response;
use ureq::http::header::{ETAG, HeaderValue, IF_MODIFIED_SINCE, IF_NONE_MATCH, LAST_MODIFIED, LOCATION};
use ureq::{Agent, Body};

use super::error::{FetchError, Status};
use super::link;

/// How the program names itself to servers.
const USER_AGENT: &str = concat!("sayso/", env!("CARGO_PKG_VERSION"));

/// What is asked for: all that is read, pages first.
const ACCEPT: &str =
    "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/feed+json;q=0.9,*/*;q=0.8";

/// Limits of one fetch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of an answer, unpacked.
    pub size: u64,
    /// From the first packet to the last byte, with all redirects.
    pub time: Duration,
    /// How often an address may lead on to another.
    pub redirects: u32,
}

impl Default for Limits {
    /// As for files on disk; a minute, in which a slow connection loads a page of 5 MB; as often as `curl` and browsers
    /// need it for pages with a login wall.
    fn default() -> Self {
        Self { size: sayso_library::files::DEFAULT_CAP, time: Duration::from_secs(60), redirects: 10 }
    }
}

/// What was told of an address when it was fetched last.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Validators {
    /// Header `ETag`.
    pub etag: Option<String>,
    /// Header `Last-Modified`.
    pub last_modified: Option<String>,
}

/// What an address gave.
#[derive(Clone, Debug)]
pub struct Fetched {
    /// The address that it came from in the end.
    pub address: String,
    /// The media type of the answer in small letters, without parameters; empty where none is told.
    pub media_type: String,
    /// The encoding that the answer names.
    pub charset: Option<String>,
    /// The bytes, unpacked.
    pub bytes: Vec<u8>,
    /// What to ask with next time.
    pub validators: Validators,
}

/// The answer of a server.
#[derive(Debug)]
pub enum Answer {
    /// It is as it was when it was fetched last.
    Unchanged,
    /// It was fetched.
    Fetched(Box<Fetched>),
}

/// Fetches addresses.
#[derive(Debug)]
pub struct Client {
    agent: Agent,
    limits: Limits,
}

impl Client {
    /// A client with these limits. It keeps no cookies and sends no address on to another.
    pub fn new(limits: Limits) -> Self {
        let config = Agent::config_builder().user_agent(USER_AGENT).accept(ACCEPT).max_redirects(0);
        Self { agent: config.http_status_as_error(false).build().into(), limits }
    }

    /// Fetches an address; with the validators of its last answer, only if it has changed since.
    ///
    /// # Errors
    ///
    /// [`FetchError`] for other addresses than those of the web, and where nothing comes within the limits.
    pub fn get(&self, address: &str, validators: &Validators) -> Result<Answer, FetchError> {
        let start = Instant::now();
        // What stands behind `#` is for the browser.
        let mut asked = address.split('#').next().unwrap_or_default().to_owned();
        if !link::is_of_web(&asked) {
            return Err(FetchError::Scheme);
        }
        for _ in 0..=self.limits.redirects {
            let left = self.limits.time.saturating_sub(start.elapsed());
            let mut response = self.ask(&asked, validators, left)?;
            let status = response.status();
            match response.headers().get(LOCATION).map(HeaderValue::to_str) {
                Some(next) if status.is_redirection() => {
                    asked = link::followed(&asked, next.unwrap_or_default()).ok_or(FetchError::LeadsOff)?;
                }
                _ if status == 304 => return Ok(Answer::Unchanged),
                _ if !status.is_success() => return Err(FetchError::Status(Status(status.as_u16()))),
                _ => return Ok(Answer::Fetched(Box::new(self.fetched(asked, &mut response)?))),
            }
        }
        Err(FetchError::Redirects(self.limits.redirects))
    }

    fn ask(&self, address: &str, validators: &Validators, time: Duration) -> Result<Response<Body>, FetchError> {
        let mut request = self.agent.get(link::encoded(address));
        for (name, value) in [(IF_NONE_MATCH, &validators.etag), (IF_MODIFIED_SINCE, &validators.last_modified)] {
            if let Some(value) = value {
                request = request.header(name, value);
            }
        }
        request.config().timeout_global(Some(time)).build().call().map_err(|error| self.reason(error))
    }

    fn fetched(&self, address: String, response: &mut Response<Body>) -> Result<Fetched, FetchError> {
        let value = |name| response.headers().get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
        let validators = Validators { etag: value(ETAG), last_modified: value(LAST_MODIFIED) };
        let body = response.body_mut();
        let media_type = body.mime_type().unwrap_or_default().trim().to_ascii_lowercase();
        let charset = body.charset().map(str::to_owned);
        let bytes = self.read(body.as_reader())?;
        Ok(Fetched { address, media_type, charset, bytes, validators })
    }

    /// All bytes, counted as they are unpacked.
    fn read(&self, body: impl Read) -> Result<Vec<u8>, FetchError> {
        let mut bytes = Vec::new();
        let read = body.take(self.limits.size + 1).read_to_end(&mut bytes);
        read.map_err(|error| self.reason(error.into()))?;
        if bytes.len() as u64 > self.limits.size { Err(FetchError::TooBig(self.limits.size)) } else { Ok(bytes) }
    }

    fn reason(&self, error: ureq::Error) -> FetchError {
        match error {
            ureq::Error::Timeout(_) => FetchError::Slow(self.limits.time),
            ureq::Error::HostNotFound => FetchError::NoServer,
            ureq::Error::BadUri(_) | ureq::Error::Http(_) => FetchError::NoAddress,
            // Resolvers have no kind of error of their own.
            ureq::Error::Io(error) if error.to_string().contains("lookup address") => FetchError::NoServer,
            ureq::Error::Io(error) => FetchError::Connection(error.to_string()),
            error => FetchError::Connection(error.to_string()),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::net::TcpListener;
    use std::thread;

    use super::*;

    /// The address of a server that sends these pieces to whoever connects, with a pause between.
    fn server(pieces: Vec<&'static [u8]>, pause: Duration) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}/", listener.local_addr().unwrap());
        thread::spawn(move || {
            for mut stream in listener.incoming().flatten() {
                let _ = stream.read(&mut [0; 2048]);
                for piece in &pieces {
                    // A client that has waited long enough is gone.
                    if stream.write_all(piece).is_err() {
                        break;
                    }
                    thread::sleep(pause);
                }
            }
        });
        address
    }

    fn fails(address: &str, limits: Limits) -> String {
        Client::new(limits).get(address, &Validators::default()).unwrap_err().to_string()
    }

    #[test]
    fn a_slow_server_is_not_waited_for() {
        let limits = Limits { time: Duration::from_secs(1), ..Limits::default() };
        let head: &[u8] = b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n";
        let drops = server(vec![head, b"a", b"b", b"c", b"d", b"e", b"f"], Duration::from_millis(400));
        let silent = server(vec![b"", b""], Duration::from_secs(3));
        let leads_on: &[u8] = b"HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
        let redirects = server(vec![b"", leads_on], Duration::from_millis(400));
        for address in [drops, silent, redirects] {
            let start = Instant::now();
            assert_eq!(fails(&address, limits), "no answer within 1 s; try again later");
            assert!(start.elapsed() < Duration::from_secs(3), "{:?}", start.elapsed());
        }
    }

    #[test]
    fn what_is_no_answer_is_told() {
        let noise = server(vec![b"\0\x01\x02 no answer at all\r\n\r\n"], Duration::ZERO);
        assert!(fails(&noise, Limits::default()).starts_with("cannot be fetched: "));
        assert!(fails("http://", Limits::default()).contains("not a web address"));
        assert!(fails("http://[x/", Limits::default()).contains("not a web address"));
    }
}
