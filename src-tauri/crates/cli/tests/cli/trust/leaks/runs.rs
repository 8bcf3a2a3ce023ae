//! Runs of the binary with secrets in all hands, and the search afterwards.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use tempfile::TempDir;
use trust::{Canaries, Tally, holds_token};

#[cfg(target_os = "linux")]
use crate::run::{Browsing, DONE};
use crate::run::{Outcome, Practice, finish, handrail};

const WRONG: &str = "xyz8Q~wrong-but-made-like-Entras_Own_000";
const PROXY: &str = "proxys-own-password-71";
/// What logs requests and their headers, where somebody lets it.
const LIBRARIES: [&str; 5] = ["hyper", "reqwest", "rustls::", "h2::", "zbus"];
const PLANTED: &str = "planted-canary-that-is-found";

/// A home folder, a practice tenant in another process, and what was said so far.
pub(super) struct Runs {
    home: TempDir,
    practice: Practice,
    secrets: Canaries,
    token: String,
    said: Vec<(String, Vec<u8>)>,
}

impl Runs {
    pub(super) fn begin() -> Self {
        let home = tempfile::tempdir().unwrap();
        let practice = Practice::start(&home, "--customers 4 --incidents 20");
        let token = practice.token("application", "https://graph.microsoft.com");
        let mut secrets = Canaries::default();
        for app in ["application", "partner", "pipeline"] {
            secrets.add(
                "client secret",
                practice.text(&format!("/apps/{app}/clientSecret")),
            );
        }
        secrets.add("password of a user", practice.text("/users/0/password"));
        let key = fs::read_to_string(practice.text("/apps/application/certificateKeyFile")).unwrap();
        secrets.add("key", &key);
        secrets.add("token", &token);
        secrets.add("wrong secret", WRONG);
        secrets.add("password of the proxy", PROXY);
        secrets.add("password of a file", "password-of-a-file-17");
        fs::write(home.path().join("card.json"), "{\"version\": 1, \"secret\": 5}").unwrap();
        Self {
            home,
            practice,
            secrets,
            token,
            said: Vec::new(),
        }
    }

    /// The line with its words filled in.
    fn filled(&self, line: &str) -> Vec<String> {
        let text = |pointer: &str| self.practice.text(pointer);
        let client = |app: &str| {
            format!(
                "--tenant contoso.com --client-id {}",
                text(&format!("/apps/{app}/clientId"))
            )
        };
        let line = line
            .replace("APPLICATION", &client("application"))
            .replace("PARTNER ", &format!("{} ", client("partner")))
            .replace("PIPE ", &format!("{} ", text("/apps/pipeline/clientId")))
            .replace("CERTIFICATE", &self.certificate())
            .replace("CLOUD", &self.practice.cloud())
            .replace("SECRET", text("/apps/application/clientSecret"));
        line.split_whitespace().map(str::to_owned).collect()
    }

    /// Certificate and key in one file, outside the home that is searched.
    fn certificate(&self) -> String {
        let read = |name: &str| fs::read(self.practice.text(&format!("/apps/application/{name}"))).unwrap();
        let path = Path::new(self.practice.text("/caFile")).with_file_name("both.pem");
        fs::write(
            &path,
            [read("certificateFile"), read("certificateKeyFile")].concat(),
        )
        .unwrap();
        path.display().to_string()
    }

    fn command(&self, line: &str, level: &str) -> Command {
        let mut command = handrail(&self.home);
        let proxy = format!("http://somebody:{PROXY}@127.0.0.1:9");
        for name in ["HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY"] {
            command.env(name, &proxy);
        }
        let secret = |app: &str| self.practice.text(&format!("/apps/{app}/clientSecret"));
        command
            .args(self.filled(line))
            .args(["--log", level])
            // What raises the level of libraries elsewhere, and asks for backtraces.
            .env("RUST_LOG", "trace")
            .env("RUST_BACKTRACE", "full")
            .env("PIPELINE", secret("application"))
            .env("PARTNERS", secret("partner"))
            .env("PIPES", secret("pipeline"))
            .env("COPY_OF_IT", secret("pipeline"))
            .env("SOMETHING_TOKEN", &self.token)
            .env("FILES", "password-of-a-file-17")
            .env("HARMLESS", "to-be-found")
            .env("WRONG", WRONG)
            .stdin(Stdio::piped());
        command
    }

    pub(super) fn run(&mut self, line: &str, level: &str, input: Option<&str>) {
        let mut child = self.command(line, level).spawn().unwrap();
        let secret = self.practice.text("/apps/application/clientSecret");
        let input = input
            .unwrap_or_default()
            .replace("SECRET", secret)
            .replace("TOKEN", &self.token);
        // Some lines end before they read.
        let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
        let outcome = finish(child);
        assert!(outcome.code.is_some(), "{line}: ended by a signal: {outcome:#?}");
        self.said
            .push((format!("{line} ({level})"), outcome.everything().into_bytes()));
    }

    /// Reads with a secret that is in a keychain of its own; the keychain's own files are in the home, too.
    #[cfg(target_os = "linux")]
    pub(super) fn run_beside_a_keychain(&mut self) {
        use crate::keychain::{stored, with_keychain};
        fs::create_dir(self.home.path().join("data")).unwrap();
        let connections = self.home.path().join("data/connections.json");
        fs::write(connections, stored(&self.practice).to_string()).unwrap();
        let script = format!(
            "printf %s \"$SECRET\" | secret-tool store --label=handrail service io.github.handrail.desktop \
             username client-secret:one
             \"$HANDRAIL\" hello-world --connection contoso.com --log debug --output out {cloud}
             \"$HANDRAIL\" check --connection contoso.com --log debug --json {cloud}",
            cloud = self.practice.cloud()
        );
        let secret = self.practice.text("/apps/application/clientSecret");
        let output = with_keychain(&self.home, &script, secret);
        assert_eq!(output.status.code(), Some(DONE), "{output:?}");
        let keyring = files(&self.home.path().join("share/keyrings"));
        assert!(!keyring.is_empty(), "the keychain keeps nothing");
        self.said.push((
            "beside a keychain".into(),
            [output.stdout, output.stderr].concat(),
        ));
    }

    /// Searches everything that was said and written.
    pub(super) fn search(&self, tally: &mut Tally) {
        fs::write(self.home.path().join("planted.txt"), PLANTED).unwrap();
        let mut planted = Canaries::default();
        planted.add("planted", PLANTED);
        let files = files(self.home.path());
        let seen = files
            .iter()
            .filter(|(_, bytes)| !planted.found_in(bytes).is_empty());
        assert_eq!(seen.count(), 1, "the search is blind");
        assert!(files.len() > 4, "little was written: {}", files.len());
        for (what, bytes) in &self.said {
            let text = String::from_utf8_lossy(bytes);
            let foreign = LIBRARIES.into_iter().find(|library| text.contains(library));
            tally.case(format!("{what}: {foreign:?} talks in {text}"), foreign.is_none());
        }
        for (what, bytes) in self.said.iter().chain(&files) {
            self.none_in(what, bytes, tally);
        }
    }

    pub(super) fn none_in(&self, what: &str, bytes: &[u8], tally: &mut Tally) {
        let hits = self.secrets.found_in(bytes);
        let clean = hits.is_empty() && !holds_token(bytes);
        tally.case(
            format!("{what}: {}\n{}", hits.join("; "), String::from_utf8_lossy(bytes)),
            clean,
        );
    }

    /// Runs a line until it has opened a page, signs in there, and says what the program that opened it was given.
    #[cfg(target_os = "linux")]
    pub(super) fn seen_by_the_browser(&self, line: &str) -> String {
        let (seen, opener) = (self.home.path().join("seen"), self.home.path().join("xdg-open"));
        let script = format!(
            "#!/bin/sh\n{{ tr '\\0' '\\n' </proc/$$/environ; tr '\\0' ' ' </proc/$$/cmdline; ls -l /proc/$$/fd; cat; }} \
             >'{0}.part'\nmv '{0}.part' '{0}'\n",
            seen.display()
        );
        fs::write(opener, script).unwrap();
        let mut command = self.command(line, "warn");
        // What this line does not name, and the browser's own way out.
        for name in [
            "PIPELINE",
            "PARTNERS",
            "FILES",
            "WRONG",
            "HTTPS_PROXY",
            "HTTP_PROXY",
            "ALL_PROXY",
        ] {
            command.env_remove(name);
        }
        let mut browsing = Browsing::start(&self.home, command);
        self.practice.signed_in_at(&browsing.page(), 0);
        let outcome: Outcome = browsing.finish();
        assert_eq!(outcome.code, Some(DONE), "{outcome:#?}");
        // Started before the address was told, and done long before the person was.
        fs::read_to_string(seen).unwrap()
    }
}

/// Every file below a folder, with its name before its contents.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let (path, name) = (entry.path(), entry.file_name());
        if path.is_dir() {
            files.extend(self::files(&path));
        } else {
            let bytes = fs::read(&path).unwrap();
            files.push((
                path.display().to_string(),
                [name.as_encoded_bytes(), b"\n", &bytes].concat(),
            ));
        }
    }
    files
}
