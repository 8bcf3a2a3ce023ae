//! Connections that are not safe: each is refused, and each ends in the finding whose remedy helps.

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::TcpListener;

use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair, date_time_ymd};
use tempfile::TempDir;
use trust::{Part, Tally};

use super::{code, ended, looking, write_cloud};
use crate::run::Practice;

/// An authority, and what it signs.
struct Authority {
    pem: String,
    issuer: Issuer<'static, KeyPair>,
}

impl Authority {
    fn new() -> Self {
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate().unwrap();
        let pem = params.self_signed(&key).unwrap().pem();
        Self {
            pem,
            issuer: Issuer::new(params, key),
        }
    }

    /// Writes `leaf.pem` and `key.pem` for that name, with what is changed.
    fn sign(&self, home: &TempDir, name: &str, change: impl FnOnce(&mut CertificateParams)) {
        let mut params = CertificateParams::new([name.to_owned()]).unwrap();
        change(&mut params);
        let key = KeyPair::generate().unwrap();
        let leaf = params.signed_by(&key, &self.issuer).unwrap();
        write(home, "leaf.pem", &leaf.pem());
        write(home, "key.pem", &key.serialize_pem());
        write(home, "ca.pem", &self.pem);
    }
}

fn write(home: &TempDir, name: &str, text: &str) {
    fs::write(home.path().join(name), text).unwrap();
}

/// Looks for a tenant at a practice tenant that shows the certificate in `leaf.pem`.
fn shown(home: &TempDir, more: &str) -> String {
    let practice = Practice::start(home, "--tls-cert leaf.pem --tls-key key.pem");
    let authority = practice.text("/authority");
    let origin = authority
        .rsplit_once('/')
        .unwrap()
        .0
        .replace("127.0.0.1", "localhost");
    write_cloud(home, &origin);
    code(&ended(looking(home, more)))
}

#[test]
fn a_certificate_that_is_not_right_is_refused_and_says_why() {
    let mut tally = Tally::of(Part::Attacks, "servers: certificates refused");
    let home = tempfile::tempdir().unwrap();
    let authority = Authority::new();
    let mut refused = |what: &str, more: &str, expected: &str| {
        let code = shown(&home, more);
        tally.case(format!("{what}: {code}"), code == expected);
    };
    let trusted = "--ca-file ca.pem";

    authority.sign(&home, "localhost", |_| ());
    refused("an unknown authority", "", "tls_refused");
    // The same is right where its authority is trusted: what comes next is about the app.
    refused("a known authority", trusted, "client_not_found");
    authority.sign(&home, "localhost", |leaf| {
        leaf.not_after = date_time_ymd(2024, 1, 1);
    });
    refused("expired", trusted, "host_certificate_expired");
    authority.sign(&home, "localhost", |leaf| {
        leaf.not_before = date_time_ymd(2090, 1, 1);
    });
    refused("not yet valid", trusted, "host_certificate_not_yet_valid");
    authority.sign(&home, "graph.microsoft.com", |_| ());
    refused("another name", trusted, "host_certificate_of_another");
    Authority::new().sign(&home, "localhost", |_| ());
    write(&home, "ca.pem", &authority.pem);
    refused("an authority of the same name", trusted, "tls_refused");

    let own = CertificateParams::new(["localhost".to_owned()]).unwrap();
    let key = KeyPair::generate().unwrap();
    write(&home, "leaf.pem", &own.self_signed(&key).unwrap().pem());
    write(&home, "key.pem", &key.serialize_pem());
    refused("self-signed", "", "tls_refused");
    tally.tell();
}

#[test]
fn the_trust_store_of_the_system_is_honoured() {
    let mut tally = Tally::of(Part::Attacks, "servers: the system's trust store");
    let home = tempfile::tempdir().unwrap();
    let authority = Authority::new();
    authority.sign(&home, "localhost", |_| ());
    let practice = Practice::start(&home, "--tls-cert leaf.pem --tls-key key.pem");
    let address = practice.text("/authority").rsplit_once('/').unwrap().0;
    write_cloud(&home, &address.replace("127.0.0.1", "localhost"));
    // OpenSSL's name of a file in such a folder is a digest; any other name is read as well.
    let folder = home.path().join("authorities");
    fs::create_dir(&folder).unwrap();
    fs::copy(home.path().join("ca.pem"), folder.join("ca.pem")).unwrap();
    let stranger = home.path().join("stranger.pem");
    fs::write(&stranger, Authority::new().pem).unwrap();
    for (name, value, expected) in [
        ("SSL_CERT_FILE", home.path().join("ca.pem"), "client_not_found"),
        ("SSL_CERT_DIR", folder, "client_not_found"),
        ("SSL_CERT_FILE", stranger, "tls_refused"),
    ] {
        let mut command = looking(&home, "");
        command.env(name, &value);
        let code = code(&ended(command));
        tally.case(format!("{name}={}: {code}", value.display()), code == expected);
    }
    tally.tell();
}

/// TLS 1.1 agreed to by a server: a record with a `ServerHello` (RFC 4346 section 7.4.1.3).
fn server_hello_of_1_1() -> Vec<u8> {
    let mut hello = vec![0x16, 3, 2, 0, 42, 2, 0, 0, 38, 3, 2];
    hello.extend([7; 32]);
    hello.extend([0, 0, 0x2f, 0]);
    hello
}

#[test]
fn what_does_not_speak_tls_as_it_is_today_is_refused() {
    let mut tally = Tally::of(Part::Attacks, "servers: what is no TLS of today");
    let home = tempfile::tempdir().unwrap();
    for (what, answer, expected) in [
        ("TLS 1.1", server_hello_of_1_1(), "host_tls_outdated"),
        (
            "alert: protocol version",
            vec![0x15, 3, 1, 0, 2, 2, 70],
            "host_tls_outdated",
        ),
        (
            "alert: handshake failure",
            vec![0x15, 3, 3, 0, 2, 2, 40],
            "host_tls_outdated",
        ),
        (
            "plain HTTP",
            b"HTTP/1.1 400 Bad Request\r\n\r\n".to_vec(),
            "tls_not_spoken",
        ),
        (
            "another protocol",
            b"SSH-2.0-OpenSSH_9.2\r\n".to_vec(),
            "tls_not_spoken",
        ),
    ] {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        write_cloud(&home, &format!("https://{}", listener.local_addr().unwrap()));
        let server = std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut hello = [0; 2048];
            let sent = stream.read(&mut hello).unwrap();
            stream.write_all(&answer).unwrap();
            let _ = stream.read(&mut hello);
            hello[..sent].to_vec()
        });
        let outcome = ended(looking(&home, ""));
        let sent = server.join().unwrap();
        let plain = String::from_utf8_lossy(&sent).contains("contoso");
        let code = code(&outcome);
        tally.case(format!("{what}: {code}"), code == expected && !plain);
    }
    tally.tell();
}
