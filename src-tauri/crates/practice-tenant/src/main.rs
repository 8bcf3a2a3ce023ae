//! The practice tenant as a program of its own.

use std::io::Write as _;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use handrail_practice_tenant::{Options, Scenario, start};
use url::Url;

/// A practice tenant: Entra ID, Microsoft Graph security and the Defender APIs over loopback, with made-up data.
///
/// Prints one line of JSON with every address, id and credential when it is ready, and runs until ended.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    /// Where to listen for http; port 0 picks a free one
    #[arg(long, value_name = "ADDR:PORT", default_value = "127.0.0.1:0")]
    listen: SocketAddr,
    /// Where to listen for https; port 0 picks a free one
    #[arg(long, value_name = "ADDR:PORT", default_value = "127.0.0.1:0")]
    listen_tls: SocketAddr,
    /// A certificate chain for https (PEM), instead of one made for this run
    #[arg(long, value_name = "FILE", requires = "tls_key")]
    tls_cert: Option<PathBuf>,
    /// The private key of that certificate (PEM)
    #[arg(long, value_name = "FILE", requires = "tls_cert")]
    tls_key: Option<PathBuf>,
    /// The address that clients use, when it is not the one listened on
    #[arg(long, value_name = "URL", value_parser = Options::parse_advertise)]
    advertise: Option<Url>,
    /// A fault to switch on; may be given several times
    #[arg(long = "scenario", value_name = "NAME")]
    scenarios: Vec<Scenario>,
    /// How many incidents the home tenant has
    #[arg(long, value_name = "N", default_value_t = Options::default().incidents)]
    incidents: u32,
    /// How many customer tenants there are
    #[arg(long, value_name = "N", default_value_t = Options::default().customers)]
    customers: u32,
    /// Nothing registered but the app that sets up others: no Defender API, no customer
    #[arg(long)]
    empty: bool,
    /// Decides every id, name, password and incident
    #[arg(long, value_name = "N", default_value_t = Options::default().seed)]
    seed: u64,
    /// Where the certificate and cloud files go; a folder that is removed at the end when absent
    #[arg(long, value_name = "DIR")]
    directory: Option<PathBuf>,
    /// List the faults that can be switched on, and end
    #[arg(long)]
    list_scenarios: bool,
    /// End when standard input is closed
    #[arg(long)]
    until_stdin_closes: bool,
}

impl Arguments {
    fn options(self) -> Options {
        Options {
            listen: self.listen,
            listen_tls: Some(self.listen_tls),
            tls_cert: self.tls_cert,
            tls_key: self.tls_key,
            advertise: self.advertise,
            scenarios: self.scenarios,
            incidents: self.incidents,
            customers: self.customers,
            empty: self.empty,
            seed: self.seed,
            directory: self.directory,
            ..Options::default()
        }
    }
}

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    if arguments.list_scenarios {
        let lines = Scenario::all()
            .iter()
            .map(|one| format!("{:28} {}\n", one.name(), one.explanation()));
        return written(&lines.collect::<String>());
    }
    let until_stdin_closes = arguments.until_stdin_closes;
    let tenant = match start(arguments.options()).await {
        Ok(tenant) => tenant,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "practice-tenant: {error}");
            return ExitCode::FAILURE;
        }
    };
    let line = serde_json::to_string(tenant.ready()).unwrap_or_default();
    let code = written(&format!("{line}\n"));
    if code == ExitCode::SUCCESS {
        ended(until_stdin_closes).await;
    }
    tenant.stop().await;
    code
}

/// Writes to standard output; a reader that is gone is a failure, not a panic.
fn written(text: &str) -> ExitCode {
    let mut out = std::io::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}

/// Returns when the program is to end.
async fn ended(until_stdin_closes: bool) {
    tokio::select! {
        () = signalled() => {}
        () = stdin_closed(), if until_stdin_closes => {}
    }
}

/// Reads on a thread of its own: tokio's standard input would keep the program from ending while it waits for a line.
async fn stdin_closed() {
    let (closed, on_close) = tokio::sync::oneshot::channel();
    std::thread::spawn(move || {
        let _ = std::io::copy(&mut std::io::stdin().lock(), &mut std::io::sink());
        let _ = closed.send(());
    });
    let _ = on_close.await;
}

#[cfg(unix)]
async fn signalled() {
    use tokio::signal::unix::{SignalKind, signal};
    let Ok(mut terminate) = signal(SignalKind::terminate()) else {
        return std::future::pending().await;
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminate.recv() => {}
    }
}

#[cfg(not(unix))]
async fn signalled() {
    let _ = tokio::signal::ctrl_c().await;
}
