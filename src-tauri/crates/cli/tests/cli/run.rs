//! Runs the binary, and a practice tenant in a process of its own beside it.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

pub(crate) const DONE: i32 = 0;
pub(crate) const ERROR: i32 = 1;
pub(crate) const WRONG_USAGE: i32 = 2;
pub(crate) const FINDING: i32 = 3;
pub(crate) const CANCELLED: i32 = 4;
pub(crate) const PARTLY: i32 = 5;

/// What came of a run.
#[derive(Debug)]
pub(crate) struct Outcome {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Outcome {
    /// The one document on standard output.
    pub(crate) fn document(&self) -> Value {
        assert_eq!(self.stdout.lines().count(), 1, "not one document: {self:#?}");
        serde_json::from_str(&self.stdout).unwrap()
    }

    /// Everything that the run wrote.
    pub(crate) fn everything(&self) -> String {
        format!("{}{}", self.stdout, self.stderr)
    }
}

/// The binary in an environment that has nothing of this computer's owner: no folders, no keychain, no language.
pub(crate) fn handrail(home: &TempDir) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_handrail"));
    command
        .env_remove("HANDRAIL_RESULTS_DIR")
        .env_remove("LC_ALL")
        .env_remove("LC_MESSAGES")
        .env("LANG", "C")
        .env("HOME", home.path())
        .env("HANDRAIL_DATA_DIR", home.path().join("data"))
        .env("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
        .current_dir(home.path())
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// Runs it to its end with these arguments, separated by blanks.
pub(crate) fn run(home: &TempDir, line: &str) -> Outcome {
    finish(handrail(home).args(line.split_whitespace()).spawn().unwrap())
}

/// The same with something on standard input.
pub(crate) fn run_with_input(home: &TempDir, line: &str, input: &str) -> Outcome {
    let mut child = handrail(home)
        .args(line.split_whitespace())
        .stdin(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    finish(child)
}

pub(crate) fn finish(child: Child) -> Outcome {
    let output = child.wait_with_output().unwrap();
    Outcome {
        code: output.status.code(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

/// Sends a signal by its name.
#[cfg(unix)]
pub(crate) fn signal(child: &Child, name: &str) {
    let kill = format!("kill -{name} {}", child.id());
    assert!(Command::new("sh").args(["-c", &kill]).status().unwrap().success());
}

/// `handrail practice` in a process of its own; ends when this is dropped.
pub(crate) struct Practice {
    child: Child,
    pub(crate) ready: Value,
}

impl Practice {
    pub(crate) fn start(home: &TempDir, line: &str) -> Self {
        let mut child = handrail(home)
            .args(["practice", "--until-stdin-closes"])
            .args(line.split_whitespace())
            .stdin(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut ready = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut ready)
            .unwrap();
        Self {
            child,
            ready: serde_json::from_str(&ready).unwrap(),
        }
    }

    /// A text of the ready line, by its path.
    pub(crate) fn text(&self, pointer: &str) -> &str {
        self.ready.pointer(pointer).and_then(Value::as_str).unwrap()
    }

    /// What the tenant really holds.
    pub(crate) fn truth(&self) -> Value {
        answer(reqwest::Client::new().get(format!("{}/truth", self.text("/control"))))
    }

    /// What one of the tenant's controls answers.
    pub(crate) fn control(&self, what: &str) -> Value {
        answer(reqwest::Client::new().get(format!("{}/{what}", self.text("/control"))))
    }

    /// What an API answers to that token, as it comes.
    pub(crate) fn call(&self, path: &str, token: &str) -> String {
        let url = format!("{}{path}", self.text("/origin"));
        let request = reqwest::Client::new().get(url).bearer_auth(token);
        awaited(async { request.send().await.unwrap().text().await.unwrap() })
    }

    /// A token for an API, as a script gets it.
    pub(crate) fn token(&self, app: &str, audience: &str) -> String {
        let fields = [
            ("grant_type", "client_credentials".to_owned()),
            (
                "client_id",
                self.text(&format!("/apps/{app}/clientId")).to_owned(),
            ),
            (
                "client_secret",
                self.text(&format!("/apps/{app}/clientSecret")).to_owned(),
            ),
            ("scope", format!("{audience}/.default")),
        ];
        let url = format!(
            "{}/{}/oauth2/v2.0/token",
            self.text("/origin"),
            self.text("/tenantId")
        );
        answer(reqwest::Client::new().post(url).form(&fields))["access_token"]
            .as_str()
            .unwrap()
            .to_owned()
    }

    /// Opens a sign-in page as that user, agrees to what is asked for, and hands back the last page that the browser shows.
    pub(crate) fn signed_in_at(&self, link: &str, user: usize) -> String {
        let certificate = std::fs::read(self.text("/caFile")).unwrap();
        let certificate = reqwest::Certificate::from_pem(&certificate).unwrap();
        let browser = reqwest::Client::builder()
            .tls_certs_merge([certificate])
            .build()
            .unwrap();
        awaited(async {
            let page = browser.get(link).send().await.unwrap().text().await.unwrap();
            let (_, after) = page.split_once("name=\"ctx\" value=\"").unwrap();
            let fields = [
                ("ctx", after.split('"').next().unwrap()),
                ("loginfmt", self.text(&format!("/users/{user}/userPrincipalName"))),
                ("passwd", self.text(&format!("/users/{user}/password"))),
            ];
            let sign_in = format!("{}/login", self.text("/authority"));
            let page = pressed(&browser, &sign_in, &fields).await;
            if !page.contains("value=\"accept\"") {
                return page;
            }
            let (_, after) = page.split_once("name=\"ctx\" value=\"").unwrap();
            let fields = [("ctx", after.split('"').next().unwrap()), ("decision", "accept")];
            let consent = format!("{}/consent", self.text("/authority"));
            pressed(&browser, &consent, &fields).await
        })
    }

    /// The flags with which another program reaches it over https.
    pub(crate) fn cloud(&self) -> String {
        format!(
            "--cloud {} --ca-file {}",
            self.text("/cloudFile"),
            self.text("/caFile")
        )
    }

    /// Closes its standard input and waits for its end.
    pub(crate) fn end(mut self) -> Option<i32> {
        drop(self.child.stdin.take());
        self.child.wait().unwrap().code()
    }
}

impl Drop for Practice {
    fn drop(&mut self) {
        drop(self.child.stdin.take());
        let _ = self.child.wait();
    }
}

async fn pressed(browser: &reqwest::Client, url: &str, fields: &[(&str, &str)]) -> String {
    let answer = browser.post(url).form(fields).send().await.unwrap();
    answer.text().await.unwrap()
}

/// Changes an object of the directory, as a script does.
pub(crate) fn changed(practice: &Practice, object: &str, body: &Value) {
    let token = practice.token("pipeline", "https://graph.microsoft.com");
    let url = format!("{}/v1.0/{object}", practice.text("/origin"));
    let request = reqwest::Client::new().patch(url).bearer_auth(token).json(body);
    awaited(async { request.send().await.unwrap().error_for_status().unwrap() });
}

/// A run that opens pages in the browser. That of the system does nothing: the test is who sits there.
#[cfg(target_os = "linux")]
pub(crate) struct Browsing {
    child: Child,
    words: std::io::Lines<BufReader<std::process::ChildStderr>>,
}

#[cfg(target_os = "linux")]
impl Browsing {
    /// Starts the binary with these arguments; a test may have put its own browser there.
    pub(crate) fn start(home: &TempDir, mut command: Command) -> Self {
        use std::os::unix::fs::PermissionsExt;
        let browser = home.path().join("xdg-open");
        if !browser.exists() {
            std::fs::write(&browser, "#!/bin/sh\n").unwrap();
        }
        std::fs::set_permissions(&browser, std::fs::Permissions::from_mode(0o755)).unwrap();
        let path = format!("{}:{}", home.path().display(), std::env::var("PATH").unwrap());
        let mut child = command.env("PATH", path).spawn().unwrap();
        let words = BufReader::new(child.stderr.take().unwrap()).lines();
        Self { child, words }
    }

    /// The next page that it opens, as it is told on standard error.
    pub(crate) fn page(&mut self) -> String {
        let mut words = self.words.by_ref().map(Result::unwrap);
        words.find(|text| text.starts_with("http")).unwrap()
    }

    /// Ends it as a terminal does.
    pub(crate) fn interrupt(&self) {
        signal(&self.child, "INT");
    }

    pub(crate) fn finish(self) -> Outcome {
        finish(self.child)
    }
}

fn answer(request: reqwest::RequestBuilder) -> Value {
    awaited(async { request.send().await.unwrap().json().await.unwrap() })
}

fn awaited<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap()
        .block_on(work)
}
