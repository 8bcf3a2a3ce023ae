//! The parts of each language's programs, files of their own in `programs/<language>/`.

use super::SnippetLanguage;

/// What a program is put together from. A part that a language does not have is empty.
pub(super) struct Parts {
    /// What it needs, and the values of the connection.
    pub(super) head: &'static str,
    /// A token for the application, with a secret.
    pub(super) secret: &'static str,
    /// The same with a certificate.
    pub(super) certificate: &'static str,
    /// A token for a person, in the browser.
    pub(super) browser: &'static str,
    /// The same with a code for any device.
    pub(super) device_code: &'static str,
    /// What the four have in common.
    pub(super) token: &'static str,
    /// How a call is made.
    pub(super) ask: &'static str,
    /// The time from which on rows count.
    pub(super) since: &'static str,
    /// All pages, as the service links them.
    pub(super) next: &'static str,
    /// All pages, counted.
    pub(super) skip: &'static str,
    /// A hunting query.
    pub(super) hunting: &'static str,
    /// What a token opens.
    pub(super) claims: &'static str,
    /// The rows, as JSON on standard output.
    pub(super) show: &'static str,
}

/// Reads the parts of a language from its folder; behind the semicolon stand those that it does not have.
macro_rules! parts {
    ($folder:literal, $($part:ident = $file:literal),+ $(,)? $(; $($none:ident),+)?) => {
        Parts {
            $($part: include_str!(concat!("programs/", $folder, "/", $file)),)+
            $($($none: "",)+)?
        }
    };
}

const POWERSHELL: Parts = parts!(
    "powershell",
    head = "head.ps1",
    secret = "application.ps1",
    certificate = "certificate.ps1",
    browser = "user.ps1",
    device_code = "device_code.ps1",
    token = "token.ps1",
    ask = "ask.ps1",
    since = "since.ps1",
    next = "next.ps1",
    skip = "skip.ps1",
    hunting = "hunting.ps1",
    claims = "claims.ps1",
    show = "show.ps1",
);

const POWERSHELL_GRAPH: Parts = parts!(
    "powershell_graph",
    head = "head.ps1",
    secret = "secret.ps1",
    certificate = "certificate.ps1",
    browser = "browser.ps1",
    device_code = "device_code.ps1",
    since = "../powershell/since.ps1",
    next = "list.ps1",
    skip = "list.ps1",
    hunting = "hunting.ps1",
    claims = "claims.ps1",
    show = "../powershell/show.ps1",
    ; token, ask
);

const PYTHON: Parts = parts!(
    "python",
    head = "head.py",
    secret = "msal_secret.py",
    certificate = "msal_certificate.py",
    browser = "msal_browser.py",
    device_code = "msal_device_code.py",
    token = "msal_token.py",
    ask = "msal_ask.py",
    since = "msal_since.py",
    next = "msal_next.py",
    skip = "msal_skip.py",
    hunting = "msal_hunting.py",
    claims = "msal_claims.py",
    show = "msal_show.py",
);

const JAVASCRIPT: Parts = parts!(
    "javascript",
    head = "head.mjs",
    secret = "secret.mjs",
    certificate = "certificate.mjs",
    browser = "browser.mjs",
    device_code = "device_code.mjs",
    ask = "ask.mjs",
    since = "since.mjs",
    next = "next.mjs",
    skip = "skip.mjs",
    hunting = "hunting.mjs",
    claims = "claims.mjs",
    show = "show.mjs",
    ; token
);

const CSHARP: Parts = parts!(
    "csharp",
    head = "head.cs",
    secret = "application.cs",
    certificate = "certificate.cs",
    browser = "user.cs",
    device_code = "device_code.cs",
    token = "token.cs",
    ask = "ask.cs",
    since = "since.cs",
    next = "next.cs",
    skip = "skip.cs",
    hunting = "hunting.cs",
    claims = "claims.cs",
    show = "show.cs",
);

const GO: Parts = parts!(
    "go",
    head = "head.go",
    secret = "secret.go",
    certificate = "certificate.go",
    browser = "browser.go",
    device_code = "device_code.go",
    ask = "ask.go",
    since = "since.go",
    next = "next.go",
    skip = "skip.go",
    hunting = "hunting.go",
    claims = "claims.go",
    ; token, show
);

const CURL: Parts = parts!(
    "curl",
    head = "head.sh",
    secret = "application.sh",
    certificate = "certificate.sh",
    browser = "user.sh",
    device_code = "device_code.sh",
    token = "token.sh",
    ask = "ask.sh",
    since = "since.sh",
    next = "next.sh",
    skip = "skip.sh",
    hunting = "hunting.sh",
    claims = "claims.sh",
    show = "show.sh",
);

const HTTP: Parts = parts!(
    "http",
    head = "head.http",
    secret = "secret.http",
    browser = "device_code.http",
    device_code = "device_code.http",
    next = "next.http",
    skip = "skip.http",
    hunting = "hunting.http",
    ; certificate, token, ask, since, claims, show
);

/// The parts of a language; none of those that only register.
pub(super) fn of(language: SnippetLanguage) -> Option<Parts> {
    Some(match language {
        SnippetLanguage::Powershell => POWERSHELL,
        SnippetLanguage::PowershellGraph => POWERSHELL_GRAPH,
        SnippetLanguage::Python => PYTHON,
        SnippetLanguage::Javascript => JAVASCRIPT,
        SnippetLanguage::Csharp => CSHARP,
        SnippetLanguage::Go => GO,
        SnippetLanguage::Curl => CURL,
        SnippetLanguage::Http => HTTP,
        SnippetLanguage::Az | SnippetLanguage::Terraform | SnippetLanguage::Bicep => return None,
    })
}

/// How the lines at the top of a part say what it imports: the lines that belong in the head, or `None` where the
/// imports end.
pub(super) fn imports(language: SnippetLanguage) -> fn(&str) -> Option<Vec<String>> {
    match language {
        SnippetLanguage::Python => |line| begins(line, &["import ", "from "]),
        SnippetLanguage::Javascript => |line| begins(line, &["import "]),
        SnippetLanguage::Csharp => |line| begins(line, &["using System"]),
        SnippetLanguage::Go => go_imports,
        _ => |_| None,
    }
}

fn begins(line: &str, words: &[&str]) -> Option<Vec<String>> {
    let found = words.iter().any(|word| line.starts_with(word));
    found.then(|| vec![format!("{line}\n")])
}

/// `//import bytes io`: a Go file has one list, and refuses what it does not use.
fn go_imports(line: &str) -> Option<Vec<String>> {
    let names = line.strip_prefix("//import ")?.split(' ');
    Some(names.map(|name| format!("\t\"{name}\"\n")).collect())
}
