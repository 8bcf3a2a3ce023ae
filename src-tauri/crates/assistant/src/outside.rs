//! The doors: the few things that the assistant cannot do by itself and that desktop, command line and tests
//! each do in their own way.

use std::any::Any;
use std::collections::BTreeMap;
use std::fmt;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use url::Url;

use crate::clock::Clock;
use crate::error::{ErrorCode, ErrorReport};

/// Shows a page to the person in the browser of the system (RFC 8252 section 4).
pub trait Browser: Send + Sync {
    /// Opens the address and returns at once.
    fn open(&self, url: &Url) -> Result<(), BrowserError>;
}

/// No browser could be started.
#[derive(Debug, thiserror::Error)]
#[error("the system browser could not be opened: {0}")]
pub struct BrowserError(pub String);

/// Keeps secrets where other programs and people cannot read them.
///
/// Calls may block (a keychain may ask the person to unlock it); the assistant keeps them off its own threads.
pub trait SecretStore: Send + Sync {
    /// Keeps a secret under a name, replacing an older one, and says where it went.
    fn put(&self, name: &SecretName, secret: &SecretString) -> Result<KeptIn, SecretStoreError>;
    /// The secret of that name, if there is one.
    fn fetch(&self, name: &SecretName) -> Result<Option<SecretString>, SecretStoreError>;
    /// Forgets the secret of that name; nothing happens where there is none.
    fn remove(&self, name: &SecretName) -> Result<(), SecretStoreError>;
}

/// Names a kept secret: which connection, and what of it. Never holds the secret itself.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SecretName {
    /// The connection that the secret belongs to.
    pub connection: String,
    /// What it is.
    pub kind: SecretKind,
    /// Which one of several: the account of a refresh token, the thumbprint of a certificate.
    pub which: Option<String>,
}

/// What a kept secret is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SecretKind {
    /// The client secret's value.
    ClientSecret,
    /// The refresh token of an account that signed in.
    RefreshToken,
    /// The private key of a certificate that Handrail made (PEM, PKCS#8).
    CertificateKey,
}

impl fmt::Display for SecretName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match self.kind {
            SecretKind::ClientSecret => "client-secret",
            SecretKind::RefreshToken => "refresh-token",
            SecretKind::CertificateKey => "certificate-key",
        };
        write!(f, "{kind}:{}", self.connection)?;
        match &self.which {
            Some(which) => write!(f, ":{which}"),
            None => Ok(()),
        }
    }
}

/// Where a secret is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KeptIn {
    /// The keychain of the operating system.
    Keychain,
    /// The memory of this process: gone when Handrail ends.
    Session,
}

/// The keychain is there but did not do what was asked.
#[derive(Debug, thiserror::Error)]
#[error("the keychain did not answer: {0}")]
pub struct SecretStoreError(pub String);

/// Keeps a document between two starts: the connections, or the hunting queries. What it gets is never secret.
pub trait ProfileStore: Send + Sync {
    /// The stored document as it is now, whoever wrote it; `None` at the first start.
    fn load(&self) -> Result<Option<Value>, ProfileStoreError>;
    /// Reads the document, hands it to `change` and writes what comes back, with no other program in between; `None`
    /// leaves it as it is. Afterwards the old or the new one is there whole, never neither.
    fn update(&self, change: &mut dyn FnMut(Option<Value>) -> Option<Value>)
    -> Result<(), ProfileStoreError>;
}

/// The document could not be read or written.
#[derive(Debug, thiserror::Error)]
#[error("the stored document could not be used: {reason}")]
pub struct ProfileStoreError {
    /// The file, if it is one.
    pub path: Option<PathBuf>,
    /// What the system said.
    pub reason: String,
}

impl ProfileStoreError {
    /// The same for a person, with the file that it is about; `document` where the store names none.
    pub(crate) fn report(self, document: &str) -> ErrorReport {
        let path = self.path.map(|path| path.display().to_string());
        ErrorReport::new(ErrorCode::StoreUnreadable)
            .with("path", path.as_deref().unwrap_or(document))
            .detailed(self.reason)
    }
}

/// Keeps what the last run of each question saw, for the comparison with the next one: ids, titles and fingerprints,
/// never what the service sent.
pub trait LastRuns: Send + Sync {
    /// What the last run of a question saw, `None` where there was none.
    fn load(&self, question: &RunName) -> io::Result<Option<Vec<u8>>>;
    /// Replaces it: afterwards the old or the new one is there whole.
    fn save(&self, question: &RunName, seen: &[u8]) -> io::Result<()>;
    /// Forgets all runs of a connection; nothing happens where there are none.
    fn forget(&self, connection: &str) -> io::Result<()>;
}

/// Names a question that was asked more than once.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct RunName {
    /// The connection that was asked.
    pub connection: String,
    /// The question's digest, in letters that a file name may have: the same for the same question.
    pub question: String,
}

/// Keeps one document for each connection between two starts: a partner's customers, or what was done to an app
/// registration. Never a secret.
pub trait ConnectionDocuments: Send + Sync {
    /// The stored document of a connection, `None` where there is none yet. Its bytes, since thousands of customers as
    /// a tree of values would take ten times their room.
    fn load(&self, connection: &str) -> Result<Option<Vec<u8>>, ProfileStoreError>;
    /// Reads the document, hands it to `change` and writes what comes back, with no other program in between;
    /// `None` leaves it as it is. Afterwards the old or the new one is there whole.
    fn update(
        &self,
        connection: &str,
        change: &mut dyn FnMut(Option<Vec<u8>>) -> Option<Vec<u8>>,
    ) -> Result<(), ProfileStoreError>;
    /// Forgets the document of a connection; nothing happens where there is none.
    fn forget(&self, connection: &str) -> Result<(), ProfileStoreError>;
    /// Begins work on a connection that takes longer than a change, and that no two programs may do at once. `None`:
    /// another one is at it. Reading and changing stay open to everybody.
    fn hold(&self, connection: &str) -> Result<Option<Held>, ProfileStoreError>;
}

/// Work that was begun with [`ConnectionDocuments::hold`]: until this is dropped, or the program ends.
pub type Held = Box<dyn Any + Send + Sync>;

/// Says things in the person's language. The assistant itself writes no sentences.
pub trait Speech: Send + Sync {
    /// The language, as a tag of HTML (`en`, `fr`).
    fn language(&self) -> &str;
    /// Does the language speak of so many things as of one?
    fn is_singular(&self, count: u64) -> bool;
    /// The text under a key with its values put in; `None` where there is none.
    fn say(&self, key: &str, params: &BTreeMap<String, String>) -> Option<String>;
}

/// Everything that the assistant needs from outside.
#[derive(Clone)]
pub struct Doors {
    /// Opens pages.
    pub browser: Arc<dyn Browser>,
    /// Keeps secrets.
    pub secrets: Arc<dyn SecretStore>,
    /// Keeps connections.
    pub profiles: Arc<dyn ProfileStore>,
    /// Keeps a person's hunting queries: a document of the same kind, in a place of its own.
    pub queries: Arc<dyn ProfileStore>,
    /// Keeps what the last runs saw.
    pub runs: Arc<dyn LastRuns>,
    /// Keeps a partner's customers.
    pub customers: Arc<dyn ConnectionDocuments>,
    /// Keeps what was done to app registrations: written before each call that changes something.
    pub registrations: Arc<dyn ConnectionDocuments>,
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
}
