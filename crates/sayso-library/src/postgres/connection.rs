//! Connections to the server of a library.

use std::sync::Arc;

use postgres::config::TargetSessionAttrs;
use postgres::{Client, NoTls};
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject;
use rustls::{ClientConfig, RootCertStore};
use tokio_postgres_rustls::MakeRustlsConnect;

use super::address::{LibraryAddress, TlsMode};
use super::error::{PostgresError, said};
use super::schema::{self, OLDER, VERSION};
use crate::files::{read_bytes, shown};

/// What the client says if the server wants a password and there is none.
const MISSING: &str = "password missing";

/// Advice for a reader without a password.
const MISSING_NOTE: &str = "; put it into ~/.pgpass (chmod 600): HOST:PORT:DATABASE:USER:PASSWORD";

/// Maximum bytes of a file of certificates.
const CAP: u64 = 16 << 20;

impl LibraryAddress {
    /// Opens a connection.
    ///
    /// # Errors
    ///
    /// [`PostgresError::Connect`] if no host answers, refuses, or shows a certificate that is not trusted.
    pub(super) fn connect(&self) -> Result<Client, PostgresError> {
        let client = match &self.tls {
            TlsMode::Off => self.config.connect(NoTls),
            TlsMode::Verified(root) => self.config.connect(MakeRustlsConnect::new(tls_config(root.as_deref())?)),
        };
        client.map_err(|error| {
            let fault = said(&error);
            let is_missing = self.note.is_empty() && fault.contains(MISSING);
            let note = if is_missing { MISSING_NOTE.to_owned() } else { self.note.clone() };
            PostgresError::Connect { place: self.shown.clone(), fault, note }
        })
    }

    /// Opens a connection to read. Where the address wants a server that takes changes and none is there, any will do.
    ///
    /// # Errors
    ///
    /// As [`Self::open`].
    pub(super) fn open_to_read(&self) -> Result<(Client, i32), PostgresError> {
        match (self.open(), self.preferring(TargetSessionAttrs::Any)) {
            (Err(error @ PostgresError::Connect { .. }), Some(any)) => any.open().map_err(|_| error),
            (opened, _) => opened,
        }
    }

    /// Opens a connection to write: to the host that takes changes, or where there is none as the address says.
    ///
    /// # Errors
    ///
    /// As [`Self::open`].
    pub(super) fn open_to_write(&self) -> Result<(Client, i32), PostgresError> {
        match self.preferring(TargetSessionAttrs::ReadWrite).map(|writable| writable.open()) {
            None | Some(Err(PostgresError::Connect { .. })) => self.open_to_read(),
            Some(opened) => opened,
        }
    }

    /// Opens a connection to a library of this version, and tells the number of the team.
    ///
    /// # Errors
    ///
    /// The errors of [`Self::connect`]; [`PostgresError::NoLibrary`], [`PostgresError::Older`], [`PostgresError::Version`] and
    /// [`PostgresError::NoMember`].
    pub(super) fn open(&self) -> Result<(Client, i32), PostgresError> {
        let mut client = self.connect()?;
        let place = || self.shown.clone();
        if !schema::is_there(&mut client)? {
            return Err(PostgresError::NoLibrary(place()));
        }
        match schema::version(&mut client)? {
            VERSION => {}
            OLDER => return Err(PostgresError::Older(place())),
            found => return Err(PostgresError::Version { place: place(), found, known: VERSION }),
        }
        let team = client.query_opt("SELECT id FROM sayso.team WHERE name = $1", &[&self.team])?;
        let team: Option<i32> = team.map(|row| row.get(0));
        let none = || PostgresError::NoMember { place: place(), team: self.team.clone() };
        let team = team.ok_or_else(none)?;
        let member: bool = client.query_one("SELECT sayso.is_member($1)", &[&team])?.get(0);
        if member { Ok((client, team)) } else { Err(none()) }
    }
}

fn tls_config(root: Option<&std::path::Path>) -> Result<ClientConfig, PostgresError> {
    let mut roots = RootCertStore::empty();
    match root {
        None => roots.extend(webpki_roots::TLS_SERVER_ROOTS.iter().cloned()),
        Some(path) => {
            let wrong = |fault: String| PostgresError::Certificates { place: shown(path), fault };
            let bytes = read_bytes(path, CAP).map_err(|reason| wrong(reason.to_string()))?;
            for certificate in CertificateDer::pem_slice_iter(&bytes) {
                let certificate = certificate.map_err(|error| wrong(error.to_string()))?;
                roots.add(certificate).map_err(|error| wrong(error.to_string()))?;
            }
            if roots.is_empty() {
                return Err(wrong("there are none in it".to_owned()));
            }
        }
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let versions = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
    let builder = versions.map_err(|error| PostgresError::Server(error.to_string()))?;
    Ok(builder.with_root_certificates(roots).with_no_client_auth())
}
