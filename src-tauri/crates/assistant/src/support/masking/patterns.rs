//! What names something, wherever it stands in a text.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;
use uuid::Uuid;

use crate::cloud::Api;
use crate::diagnosis::compiled;

/// Ids that Microsoft publishes mean the same everywhere: its own apps and their permissions.
pub(super) static PUBLISHED: LazyLock<BTreeSet<Uuid>> = LazyLock::new(|| {
    let permissions = GUID.find_iter(include_str!("../../../data/permissions.json"));
    let apps = Api::ALL.map(Api::app_id);
    let apps = apps.into_iter().chain([
        "00000002-0000-0000-c000-000000000000",
        "14d82eec-204b-4c2f-b7e8-296a70dab67e",
    ]);
    let texts = permissions.map(|id| id.as_str()).chain(apps);
    texts.filter_map(|id| Uuid::try_parse(id).ok()).collect()
});

pub(super) static GUID: LazyLock<Regex> =
    LazyLock::new(|| compiled(r"(?i)[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}"));
/// What finds an event in Microsoft's logs.
pub(super) static TRACE: LazyLock<Regex> = LazyLock::new(|| {
    compiled(
        r#"(?i)(?:trace|correlation|request)[ _-]?id["']?\s*[:=]\s*["']?([0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12})"#,
    )
});
pub(super) static USER: LazyLock<Regex> =
    LazyLock::new(|| compiled(r"(?i)[\p{L}\p{N}._+#'-]+(?:@|%40|#EXT#@)[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+"));
pub(super) static HOST: LazyLock<Regex> =
    LazyLock::new(|| compiled(r"(?i)(://)?(?:[\p{L}\p{N}_-]+\.)+[\p{L}][\p{L}\p{N}-]*[\p{L}\p{N}]"));
pub(super) static NAMED: LazyLock<Regex> =
    LazyLock::new(|| compiled(r"(?i)(\b(?:named?|directory|tenant)\s+)'([^']+)'"));
pub(super) static APPLICATION: LazyLock<Regex> =
    LazyLock::new(|| compiled(r"(?i)(\bapplication\s+)([^'()]+?)(\s*\(')"));
pub(super) static HEX: LazyLock<Regex> = LazyLock::new(|| compiled(r"(?i)\b[0-9a-f]{32,128}\b"));
pub(super) static DEVICE: LazyLock<Regex> = LazyLock::new(|| {
    compiled(r"(?i)\b(?:DESKTOP|LAPTOP|WIN|SRV|PC|WS|MAC|VM|DC)-[A-Z0-9]+(?:-[A-Z0-9]+)*\b")
});
pub(super) static HOME: LazyLock<Regex> =
    LazyLock::new(|| compiled(r#"(?i)(?:/home/|/Users/|\b[A-Z]:\\+Users\\+)[^/\\\s"':;,]+|/root\b"#));
pub(super) static IP: LazyLock<Regex> =
    LazyLock::new(|| compiled(r"(?i)(?:[0-9]{1,3}\.){3}[0-9]{1,3}|[0-9a-f]*:[0-9a-f:.]*:[0-9a-f.]*"));
/// A number that names something in a path.
pub(super) static NUMBER: LazyLock<Regex> = LazyLock::new(|| compiled(r"/[0-9]+(/|\?|$)"));

/// Ends of names of servers, in texts where they stand without an address around them.
pub(super) const ENDS: [&str; 22] = [
    "com", "net", "org", "edu", "gov", "mil", "io", "info", "biz", "cloud", "app", "dev", "example", "test",
    "local", "internal", "lan", "corp", "home", "intra", "online", "site",
];
/// Ends of files that are ends of countries, too.
pub(super) const ENDS_OF_FILES: [&str; 9] = ["rs", "md", "js", "ts", "py", "sh", "so", "gz", "cs"];
/// Microsoft's own servers.
pub(super) const OF_MICROSOFT: [&str; 12] = [
    "microsoft.com",
    "microsoft.us",
    "microsoftonline.com",
    "microsoftonline.us",
    "microsoftonline-p.com",
    "windows.net",
    "windows.com",
    "azure.com",
    "azure.us",
    "aka.ms",
    "live.com",
    "office.com",
];

/// Names below which Microsoft puts its tenants.
pub(super) const TENANTS_OF_MICROSOFT: [&str; 3] = [".onmicrosoft.com", ".onmicrosoft.us", ".sharepoint.com"];
