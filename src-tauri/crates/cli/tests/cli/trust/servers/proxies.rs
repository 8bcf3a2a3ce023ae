//! Proxies as the environment names them: used, named where they fail, and never with their password.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener};
use std::sync::{Arc, Mutex};

use tempfile::TempDir;
use trust::{Part, Tally};

use super::{code, ended, looking, write_cloud};
use crate::run::Outcome;

/// A name that no network knows (RFC 2606 section 2).
const HOST: &str = "login.example.invalid";
const PASSWORD: &str = "pr0xy-passw0rd";
/// Name and password as they are sent (RFC 7617).
const BASIC: &str = "bWFsbG9yeTpwcjB4eS1wYXNzdzByZA==";

/// A proxy that wants to know who asks (RFC 9110 section 15.5.8).
const WANTS: &[u8] =
    b"HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"x\"\r\n\r\n";

/// A proxy that says the same to everybody, and remembers what it was asked.
struct Proxy {
    address: SocketAddr,
    heard: Arc<Mutex<Vec<String>>>,
}

impl Proxy {
    fn saying(answer: &'static [u8]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let heard = Arc::new(Mutex::new(Vec::new()));
        let all = Arc::clone(&heard);
        std::thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                let all = Arc::clone(&all);
                std::thread::spawn(move || {
                    let mut lines = BufReader::new(&stream).lines().map_while(Result::ok);
                    let request: Vec<String> = lines.by_ref().take_while(|line| !line.is_empty()).collect();
                    all.lock().unwrap().push(request.join("\n"));
                    let _ = (&stream).write_all(answer);
                    if answer.is_empty() {
                        // Holds the line until the other side hangs up.
                        let _ = (&stream).read_to_end(&mut Vec::new());
                    }
                });
            }
        });
        Self { address, heard }
    }

    fn heard(&self) -> String {
        self.heard.lock().unwrap().join("\n\n")
    }
}

fn through(home: &TempDir, environment: &[(&str, &str)]) -> Outcome {
    write_cloud(home, &format!("https://{HOST}"));
    let mut command = looking(home, "");
    command.envs(environment.iter().copied());
    ended(command)
}

#[test]
fn a_proxy_of_the_environment_is_used_and_its_password_told_to_nobody_else() {
    let mut tally = Tally::of(Part::Attacks, "servers: proxies of the environment");
    let home = tempfile::tempdir().unwrap();
    for name in ["HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy"] {
        let proxy = Proxy::saying(b"HTTP/1.1 403 Forbidden\r\n\r\n");
        let address = format!("http://mallory:{PASSWORD}@{}", proxy.address);
        let outcome = through(&home, &[(name, &address)]);
        let heard = proxy.heard();
        let used = heard.starts_with(&format!("CONNECT {HOST}:443")) && heard.contains(BASIC);
        let told = outcome.everything();
        let named = told.contains(&proxy.address.to_string());
        let kept = !told.contains(PASSWORD) && !told.contains(BASIC) && !told.contains("mallory");
        let held = used && named && kept && code(&outcome) == "proxy_refused";
        tally.case(format!("{name}: {heard:?} {outcome:#?}"), held);
    }
    let proxy = Proxy::saying(b"");
    let address = format!("http://{}", proxy.address);
    for name in ["NO_PROXY", "no_proxy"] {
        let outcome = through(&home, &[("HTTPS_PROXY", &address), (name, "example.invalid")]);
        let direct = matches!(code(&outcome).as_str(), "name_not_found" | "network_unreachable");
        tally.case(
            format!("{name}: {outcome:#?}"),
            direct && proxy.heard().is_empty(),
        );
    }
    tally.tell();
}

#[test]
fn this_computer_is_reached_without_the_proxy() {
    let mut tally = Tally::of(Part::Attacks, "servers: this computer without a proxy");
    let home = tempfile::tempdir().unwrap();
    let proxy = Proxy::saying(b"HTTP/1.1 403 Forbidden\r\n\r\n");
    let address = format!("http://{}", proxy.address);
    for host in ["127.0.0.1", "localhost", "[::1]"] {
        // Nobody listens at port 1.
        write_cloud(&home, &format!("http://{host}:1"));
        let mut command = looking(&home, "");
        command.envs([
            ("HTTP_PROXY", &address),
            ("HTTPS_PROXY", &address),
            ("ALL_PROXY", &address),
        ]);
        let code = code(&ended(command));
        let held = code == "network_unreachable" && proxy.heard().is_empty();
        tally.case(format!("{host}: {code}"), held);
    }
    tally.tell();
}

#[test]
fn a_proxy_that_does_not_open_the_way_is_named() {
    let mut tally = Tally::of(Part::Attacks, "servers: proxies that refuse");
    let home = tempfile::tempdir().unwrap();
    for (what, answer, expected) in [
        ("407", WANTS, "proxy_sign_in_needed"),
        ("403", b"HTTP/1.1 403 Forbidden\r\n\r\n", "proxy_refused"),
        ("502", b"HTTP/1.1 502 Bad Gateway\r\n\r\n", "proxy_refused"),
        (
            "a redirect",
            b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1/\r\n\r\n",
            "proxy_refused",
        ),
        ("something else", b"SSH-2.0-OpenSSH_9.2\r\n", "proxy_refused"),
        ("nothing", b"", "proxy_unreachable"),
    ] {
        let proxy = Proxy::saying(answer);
        let outcome = through(&home, &[("HTTPS_PROXY", &format!("http://{}", proxy.address))]);
        let code = code(&outcome);
        let named = outcome.stdout.contains(&proxy.address.to_string());
        let no_secret = !proxy.heard().contains("a-secret-value");
        tally.case(
            format!("{what}: {outcome:#?}"),
            code == expected && named && no_secret,
        );
    }
    let outcome = through(&home, &[("HTTPS_PROXY", "http://127.0.0.1:1")]);
    let held = code(&outcome) == "proxy_unreachable" && outcome.stdout.contains("127.0.0.1:1");
    tally.case(format!("nobody: {outcome:#?}"), held);
    tally.tell();
}
