//! Start and stop.

#[cfg(any(test, fuzzing))]
pub(crate) mod fuzz;

use std::io;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::serve::{Listener, ListenerExt as _};
use serde::Deserialize as _;
use serde_json::Value;
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::sync::{OnceCell, watch};
use tokio::task::{JoinError, JoinHandle};

use crate::address::Scheme;
use crate::answers::Answers;
use crate::clock::Clock;
use crate::entra::session_cookie;
use crate::keys::{KeyError, Pair, SigningKey, SigningKeys};
use crate::options::{Options, StartError};
use crate::practice::Practice;
use crate::ready::{Ready, cloud, origin_of};
use crate::scenario::Switches;
use crate::seed::{Seeded, plant};
use crate::server::router;
use crate::story::Stories;
use crate::tls::{self, Identity, TlsError, TlsListener};

/// A practice tenant that runs until [`PracticeTenant::stop`] or until it is dropped.
pub struct PracticeTenant {
    ready: Ready,
    practice: Arc<Practice>,
    stopping: watch::Sender<bool>,
    servers: Vec<JoinHandle<()>>,
    _directory: Directory,
}

/// Connections get this long to finish when the tenant stops.
const LAST_ANSWERS: Duration = Duration::from_secs(2);

impl PracticeTenant {
    /// Every address, id and made-up credential.
    pub fn ready(&self) -> &Ready {
        &self.ready
    }

    /// The practice tenant as a cloud, with its http addresses. The file `cloudFile` has the https ones.
    pub fn cloud(&self) -> Value {
        cloud(&self.ready.origin)
    }

    /// Answers so from now on in place of its own words: what `POST /practice/answers` takes.
    pub fn answer(&self, answers: &Value) -> Result<(), StartError> {
        set_answers(&self.practice, answers)
    }

    /// The cookie of a browser in which this person is signed in with a password; `None` where nobody has that name.
    pub fn session_of(&self, user_principal_name: &str) -> Option<String> {
        let user = self.practice.read().user_named(user_principal_name)?.object_id;
        Some(session_cookie(&self.practice, user))
    }

    /// Finishes the answers under way, then closes everything and removes the folder made for this run.
    pub async fn stop(mut self) {
        self.stopping.send_replace(true);
        for mut server in std::mem::take(&mut self.servers) {
            if tokio::time::timeout(LAST_ANSWERS, &mut server).await.is_err() {
                server.abort();
            }
        }
    }
}

impl Drop for PracticeTenant {
    fn drop(&mut self) {
        for server in &self.servers {
            server.abort();
        }
    }
}

/// Where files go, removed at the end when it was made for this run.
enum Directory {
    Given(PathBuf),
    Made(TempDir),
}

impl Directory {
    fn open(given: Option<PathBuf>) -> Result<Self, StartError> {
        let failed = |directory: &Path, source| StartError::Directory {
            directory: directory.to_owned(),
            source,
        };
        match given {
            Some(path) => {
                std::fs::create_dir_all(&path).map_err(|source| failed(&path, source))?;
                Ok(Self::Given(path))
            }
            None => TempDir::with_prefix("practice-tenant-")
                .map(Self::Made)
                .map_err(|source| failed(&std::env::temp_dir(), source)),
        }
    }

    fn write(&self, name: &str, text: &str) -> Result<String, StartError> {
        let folder = match self {
            Self::Given(path) => path.as_path(),
            Self::Made(folder) => folder.path(),
        };
        let path = folder.join(name);
        std::fs::write(&path, text).map_err(|source| StartError::Directory {
            directory: folder.to_owned(),
            source,
        })?;
        Ok(path.display().to_string())
    }
}

struct Origins {
    http: String,
    tls: Option<String>,
}

impl Origins {
    /// The advertised address wins over the one listened on, for its own scheme.
    fn new(options: &Options, http: SocketAddr, tls: Option<SocketAddr>) -> Self {
        let advertised = |scheme: &str| {
            let url = options.advertise.as_ref().filter(|url| url.scheme() == scheme)?;
            Some(origin_of(url))
        };
        Self {
            http: advertised("http").unwrap_or_else(|| format!("http://{}", reachable(http))),
            tls: advertised("https")
                .or_else(|| tls.map(|address| format!("https://localhost:{}", address.port()))),
        }
    }

    /// Clients that nobody here wrote refuse http.
    fn strict(&self) -> &str {
        self.tls.as_deref().unwrap_or(&self.http)
    }
}

/// An address that listens everywhere is reached over loopback.
fn reachable(mut address: SocketAddr) -> SocketAddr {
    if address.ip().is_unspecified() {
        address.set_ip(std::net::Ipv4Addr::LOCALHOST.into());
    }
    address
}

/// Starts a practice tenant; it answers when this returns.
pub async fn start(options: Options) -> Result<PracticeTenant, StartError> {
    let directory = Directory::open(options.directory.clone())?;
    let own_hosts = own_hosts(&options);
    let identity = identity(&options, &own_hosts)?;
    let authority_pem = identity
        .as_ref()
        .and_then(|identity| identity.authority_pem.clone());
    let http = bind(options.listen).await?;
    let tls = match options.listen_tls.zip(identity) {
        Some((address, identity)) => {
            let listener = bind(address).await?;
            Some(
                TlsListener::new(listener, identity.config)
                    .map_err(|source| listen_error(address, source))?,
            )
        }
        None => None,
    };
    let address = |bound: io::Result<SocketAddr>, asked| bound.map_err(|source| listen_error(asked, source));
    let http_address = address(http.local_addr(), options.listen)?;
    let tls_address = tls
        .as_ref()
        .map(|listener| address(listener.local_addr(), options.listen))
        .transpose()?;
    let origins = Origins::new(&options, http_address, tls_address);

    let Pairs {
        signing,
        next,
        client,
    } = pairs().await?;
    let clock = Clock::starting_at(options.starts_at);
    let now = clock.now();
    let seeded = plant(&options, client.certificate.clone(), now);
    let ready = ready(&origins, &directory, authority_pem.as_deref(), client, &seeded)?;
    let stories = Stories::new(options.seed, options.incidents, seeded.store.home, now);
    let key = |pair| SigningKey::new(pair).map_err(|error| certificate_error(&error));
    let keys = SigningKeys {
        first: key(signing)?,
        next: key(next)?,
    };
    let switches = Switches::new(&options.scenarios);
    let practice = Arc::new(Practice::new(
        clock,
        seeded.store,
        keys,
        stories,
        switches,
        options.advertise.clone(),
        own_hosts,
    ));

    if let Some(answers) = &options.answers {
        set_answers(&practice, answers)?;
    }
    let (stopping, stopped) = watch::channel(false);
    // An answer that waits for the acknowledgement of its first part takes 40 ms more.
    let http = http.tap_io(|stream| drop(stream.set_nodelay(true)));
    let mut servers = vec![serve(http, router(&practice, Scheme::Http), stopped.clone())];
    servers.extend(tls.map(|listener| serve(listener, router(&practice, Scheme::Https), stopped)));
    Ok(PracticeTenant {
        ready,
        practice,
        stopping,
        servers,
        _directory: directory,
    })
}

fn set_answers(practice: &Practice, answers: &Value) -> Result<(), StartError> {
    let parsed = Answers::deserialize(answers).map_err(|error| error.to_string());
    let set = parsed.and_then(|answers| practice.answers.set(answers));
    set.map_err(|reason| StartError::Answers { reason })
}

fn serve<L>(listener: L, router: Router, mut stopped: watch::Receiver<bool>) -> JoinHandle<()>
where
    L: Listener,
    L::Addr: std::fmt::Debug,
{
    let until = async move {
        // An error means that the sender is gone, which is a reason to stop as well.
        let _ = stopped.wait_for(|stopped| *stopped).await;
    };
    tokio::spawn(async move {
        if let Err(error) = axum::serve(listener, router).with_graceful_shutdown(until).await {
            tracing::error!(%error, "the practice tenant stopped serving");
        }
    })
}

async fn bind(address: SocketAddr) -> Result<TcpListener, StartError> {
    TcpListener::bind(address)
        .await
        .map_err(|source| listen_error(address, source))
}

fn listen_error(address: SocketAddr, source: io::Error) -> StartError {
    match source.kind() {
        io::ErrorKind::AddrInUse => StartError::AddressInUse { address },
        _ => StartError::Listen { address, source },
    }
}

fn certificate_error(error: &KeyError) -> StartError {
    StartError::Certificate {
        reason: error.to_string(),
    }
}

/// Names beside loopback that requests may use: the addresses given to listen on, and the advertised one.
fn own_hosts(options: &Options) -> Vec<String> {
    let listening = [Some(options.listen), options.listen_tls].into_iter().flatten();
    let addresses = listening
        .map(|address| address.ip())
        .filter(|ip| !ip.is_loopback() && !ip.is_unspecified());
    let advertised = options
        .advertise
        .as_ref()
        .and_then(|url| url.host_str())
        .map(str::to_owned);
    addresses.map(|ip| ip.to_string()).chain(advertised).collect()
}

fn identity(options: &Options, names: &[String]) -> Result<Option<Identity>, StartError> {
    let refused = |error: TlsError| StartError::Certificate {
        reason: error.to_string(),
    };
    match (&options.listen_tls, &options.tls_cert, &options.tls_key) {
        (None, None, None) => Ok(None),
        (None, ..) => Err(StartError::Options {
            reason: "a certificate without an https address to listen on",
        }),
        (Some(_), Some(certificate), Some(key)) => tls::read(certificate, key).map(Some).map_err(refused),
        (Some(_), None, None) => tls::make(names).map(Some).map_err(refused),
        (Some(_), ..) => Err(StartError::Options {
            reason: "a certificate and its key must be given together",
        }),
    }
}

/// The tenant's key, its successor, and the one of the app that signs in with a certificate.
struct Pairs {
    signing: Pair,
    next: Pair,
    client: Pair,
}

/// Making RSA keys is most of what a start costs. As at Entra, where every tenant signs with the keys of the cloud,
/// all practice tenants of one process share them.
static PAIRS: OnceCell<Pairs> = OnceCell::const_new();

async fn pairs() -> Result<&'static Pairs, StartError> {
    PAIRS
        .get_or_try_init(|| async {
            let make = |name: &'static str| tokio::task::spawn_blocking(move || Pair::generate(name));
            let (signing, next, client) = (
                make("accounts.accesscontrol.windows.net"),
                make("accounts.accesscontrol.windows.net"),
                make("Incident reader"),
            );
            Ok(Pairs {
                signing: made(signing.await)?,
                next: made(next.await)?,
                client: made(client.await)?,
            })
        })
        .await
}

fn made(made: Result<Result<Pair, KeyError>, JoinError>) -> Result<Pair, StartError> {
    let reason = match made {
        Ok(Ok(pair)) => return Ok(pair),
        Ok(Err(error)) => error.to_string(),
        Err(error) => error.to_string(),
    };
    Err(StartError::Certificate { reason })
}

fn ready(
    origins: &Origins,
    directory: &Directory,
    authority_pem: Option<&str>,
    client: &Pair,
    seeded: &Seeded,
) -> Result<Ready, StartError> {
    let ca_file = authority_pem
        .map(|pem| directory.write("practice-ca.pem", pem))
        .transpose()?;
    let cloud_json = format!("{:#}\n", cloud(origins.strict()));
    let mut apps = seeded.apps.clone();
    if !apps.application.is_absent() {
        apps.application.certificate_file =
            Some(directory.write("incident-reader-certificate.pem", &client.certificate_pem)?);
        apps.application.certificate_key_file =
            Some(directory.write("incident-reader-key.pem", &client.key_pem)?);
    }
    let home = seeded.store.tenants.get(&seeded.store.home);
    let strict = origins.strict().to_owned();
    Ok(Ready {
        ready: true,
        origin: origins.http.clone(),
        origin_tls: origins.tls.clone(),
        ca_file,
        cloud_file: directory.write("practice-cloud.json", &cloud_json)?,
        portal: format!("{}/portal", origins.http),
        control: format!("{}/practice", origins.http),
        tenant_id: seeded.store.home.to_string(),
        tenant_domain: home
            .and_then(|home| home.domains.first().cloned())
            .unwrap_or_default(),
        authority: format!("{strict}/{}", seeded.store.home),
        graph: strict.clone(),
        defender_xdr: strict.clone(),
        defender_for_endpoint: strict,
        users: seeded.users.clone(),
        apps,
        customers: seeded.customers.clone(),
    })
}
