//! What was found: files, processes, addresses. Graph describes each kind in a type of its own
//! (microsoft.graph.security.alertEvidence), the Defender APIs in one flat list of fields.

use serde::Serialize;
use serde_json::Value;
use specta::Type;

use super::touched::account_name;
use crate::defender::rows::{list, text};

/// What a piece of evidence is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Type)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum AlertEvidenceKind {
    Process,
    File,
    Url,
    Ip,
    Mail,
    Mailbox,
    Account,
    Device,
    Registry,
    Application,
    Group,
    Other,
}

/// A piece of evidence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct AlertEvidence {
    /// What it is.
    pub kind: AlertEvidenceKind,
    /// What it is called.
    pub title: String,
    /// Where it is, or how it was started.
    pub detail: Option<String>,
    /// SHA-256 of a file or a process's file.
    pub sha256: Option<String>,
    /// What the service thinks of it, in its word.
    pub verdict: Option<String>,
    /// What was done about it, in the service's word.
    pub remediation: Option<String>,
    /// The ids of the alerts that name it.
    pub alerts: Vec<String>,
}

/// The evidence of alerts: each piece once, sorted by kind.
pub(super) fn evidence(alerts: &[&Value]) -> Vec<AlertEvidence> {
    let mut found: Vec<AlertEvidence> = Vec::new();
    for alert in alerts {
        let id = text(alert, "id")
            .or_else(|| text(alert, "alertId"))
            .unwrap_or_default();
        let listed = list(alert, "evidence").chain(list(alert, "entities"));
        for piece in listed.filter_map(piece) {
            let same = |known: &&mut AlertEvidence| {
                (known.kind, &known.title, &known.detail) == (piece.kind, &piece.title, &piece.detail)
            };
            match found.iter_mut().find(same) {
                Some(known) if known.alerts.contains(&id) => {}
                Some(known) => known.alerts.push(id.clone()),
                None => found.push(AlertEvidence {
                    alerts: vec![id.clone()],
                    ..piece
                }),
            }
        }
    }
    found.sort_by_key(|piece| piece.kind);
    found
}

fn piece(raw: &Value) -> Option<AlertEvidence> {
    let (kind, named) = match (text(raw, "@odata.type"), text(raw, "entityType")) {
        (Some(name), _) => of_graph(&name, raw),
        (None, Some(name)) => of_defender(&name, raw),
        (None, None) => return None,
    };
    let (title, detail) = named?;
    let file = raw
        .get("fileDetails")
        .or_else(|| raw.get("imageFile"))
        .unwrap_or(raw);
    Some(AlertEvidence {
        kind,
        title,
        detail,
        sha256: text(file, "sha256"),
        verdict: text(raw, "verdict"),
        remediation: text(raw, "remediationStatus").filter(|word| word != "none"),
        alerts: Vec::new(),
    })
}

/// What it is called, and more of it.
type Named = Option<(String, Option<String>)>;

fn of_graph(name: &str, raw: &Value) -> (AlertEvidenceKind, Named) {
    use AlertEvidenceKind as Kind;
    let name = name.rsplit('.').next().unwrap_or_default();
    let field = |name: &str| text(raw, name);
    let titled = |title: Option<String>, detail: Option<String>| title.map(|title| (title, detail));
    match name {
        "fileEvidence" => (Kind::File, raw.get("fileDetails").and_then(file)),
        "processEvidence" => {
            let image = raw.get("imageFile").and_then(file);
            let command = field("processCommandLine");
            (
                Kind::Process,
                image.map(|(title, path)| (title, command.or(path))),
            )
        }
        "ipEvidence" => (Kind::Ip, titled(field("ipAddress"), None)),
        "urlEvidence" => (Kind::Url, titled(field("url"), None)),
        "mailboxEvidence" => (
            Kind::Mailbox,
            titled(field("primaryAddress"), field("displayName")),
        ),
        "analyzedMessageEvidence" => {
            let sender = raw
                .get("p2Sender")
                .and_then(|sender| text(sender, "emailAddress"));
            let way = way(sender, field("recipientEmailAddress"));
            (
                Kind::Mail,
                titled(field("subject").or_else(|| field("networkMessageId")), way),
            )
        }
        "userEvidence" => {
            let account = raw.get("userAccount");
            let name = account.and_then(account_name);
            (
                Kind::Account,
                titled(name, account.and_then(|account| text(account, "displayName"))),
            )
        }
        "deviceEvidence" => (Kind::Device, titled(field("deviceDnsName"), field("osPlatform"))),
        "registryKeyEvidence" | "registryValueEvidence" => (Kind::Registry, registry(raw)),
        "cloudApplicationEvidence" | "oauthApplicationEvidence" => {
            (Kind::Application, titled(field("displayName"), field("appId")))
        }
        "securityGroupEvidence" => (Kind::Group, titled(field("displayName"), None)),
        other => (
            Kind::Other,
            titled(field("displayName").or(Some(other.to_owned())), None),
        ),
    }
}

fn of_defender(name: &str, raw: &Value) -> (AlertEvidenceKind, Named) {
    use AlertEvidenceKind as Kind;
    let field = |name: &str| text(raw, name);
    let titled = |title: Option<String>, detail: Option<String>| title.map(|title| (title, detail));
    // The pages and the services write `Mailbox` and `MailBox`.
    match name.to_ascii_lowercase().as_str() {
        "file" => (Kind::File, file(raw)),
        "process" => {
            let command = field("processCommandLine");
            (
                Kind::Process,
                file(raw).map(|(title, path)| (title, command.or(path))),
            )
        }
        "ip" => (Kind::Ip, titled(field("ipAddress"), None)),
        "url" => (Kind::Url, titled(field("url"), None)),
        "mailbox" => {
            let address = field("mailboxAddress").or_else(|| field("userPrincipalName"));
            (Kind::Mailbox, titled(address, field("mailboxDisplayName")))
        }
        "mailmessage" | "mailcluster" => {
            let title = field("subject").or_else(|| field("clusterBy"));
            (
                Kind::Mail,
                titled(title, way(field("sender"), field("recipient"))),
            )
        }
        "user" => (Kind::Account, titled(account_name(raw), None)),
        "machine" | "device" => (Kind::Device, titled(field("deviceDnsName"), None)),
        "registry" | "registrykey" | "registryvalue" => (Kind::Registry, registry(raw)),
        "cloudapplication" | "oauthapplication" => {
            (Kind::Application, titled(field("applicationName"), None))
        }
        "securitygroup" => (Kind::Group, titled(field("securityGroupName"), None)),
        _ => (Kind::Other, titled(Some(name.to_owned()), None)),
    }
}

/// A name; its whole path behind it.
fn file(raw: &Value) -> Named {
    let (name, folder) = (text(raw, "fileName"), text(raw, "filePath"));
    match (name, folder) {
        (Some(name), Some(folder)) => {
            let separator = if folder.contains('/') { '/' } else { '\\' };
            let path = format!("{}{separator}{name}", folder.trim_end_matches(separator));
            Some((name, Some(path)))
        }
        (Some(name), None) => Some((name, None)),
        (None, Some(path)) => Some((path, None)),
        (None, None) => text(raw, "sha256")
            .or_else(|| text(raw, "sha1"))
            .map(|hash| (hash, None)),
    }
}

fn registry(raw: &Value) -> Named {
    let key = text(raw, "registryKey")?;
    let title = match text(raw, "registryHive") {
        Some(hive) => format!("{hive}\\{key}"),
        None => key,
    };
    let (name, value) = (text(raw, "registryValueName"), text(raw, "registryValue"));
    let detail = match (name, value) {
        (Some(name), Some(value)) => Some(format!("{name} = {value}")),
        (name, value) => name.or(value),
    };
    Some((title, detail))
}

fn way(from: Option<String>, to: Option<String>) -> Option<String> {
    match (from, to) {
        (Some(from), Some(to)) => Some(format!("{from} → {to}")),
        (from, to) => from.or(to),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn only(raw: Value) -> AlertEvidence {
        let alert = json!({"id": "a", "evidence": [raw]});
        evidence(&[&alert]).remove(0)
    }

    #[test]
    fn the_two_ways_to_describe_a_process_say_the_same() {
        let graph = only(
            json!({"@odata.type": "#microsoft.graph.security.processEvidence", "verdict": "suspicious",
            "processCommandLine": "rundll32 a.dll", "imageFile": {"fileName": "rundll32.exe", "sha256": "ab"}}),
        );
        let flat = only(
            json!({"entityType": "Process", "fileName": "rundll32.exe", "sha256": "ab",
            "filePath": "C:\\Windows", "processCommandLine": "rundll32 a.dll"}),
        );
        assert_eq!(
            (&graph.kind, &graph.title, &graph.detail, &graph.sha256),
            (&flat.kind, &flat.title, &flat.detail, &flat.sha256)
        );
        assert_eq!(graph.verdict.as_deref(), Some("suspicious"));
    }

    #[test]
    fn each_kind_is_called_what_a_person_would_look_for() {
        let of = |name: &str| format!("#microsoft.graph.security.{name}");
        for (raw, kind, title, detail) in [
            (
                json!({"@odata.type": of("fileEvidence"), "fileDetails": {"fileName": "a.exe", "filePath": "C:\\t"}}),
                AlertEvidenceKind::File,
                "a.exe",
                Some("C:\\t\\a.exe"),
            ),
            (
                json!({"@odata.type": of("registryValueEvidence"), "registryHive": "H", "registryKey": "K",
                "registryValueName": "N", "registryValue": "V"}),
                AlertEvidenceKind::Registry,
                "H\\K",
                Some("N = V"),
            ),
            (
                json!({"@odata.type": of("analyzedMessageEvidence"), "subject": "Hi", "recipientEmailAddress": "b@c",
                "p2Sender": {"emailAddress": "a@b"}}),
                AlertEvidenceKind::Mail,
                "Hi",
                Some("a@b → b@c"),
            ),
            (
                json!({"@odata.type": of("kubernetesPodEvidence")}),
                AlertEvidenceKind::Other,
                "kubernetesPodEvidence",
                None,
            ),
            (
                json!({"entityType": "Url", "url": "https://x.test"}),
                AlertEvidenceKind::Url,
                "https://x.test",
                None,
            ),
            (
                json!({"entityType": "MailBox", "mailboxAddress": "a@b", "mailboxDisplayName": "Ana"}),
                AlertEvidenceKind::Mailbox,
                "a@b",
                Some("Ana"),
            ),
        ] {
            let found = only(raw);
            assert_eq!(
                (found.kind, found.title.as_str(), found.detail.as_deref()),
                (kind, title, detail)
            );
        }
    }

    #[test]
    fn the_same_address_of_two_alerts_is_one_piece_that_both_name() {
        let ip = json!({"entityType": "Ip", "ipAddress": "203.0.113.9"});
        let (first, second) = (
            json!({"alertId": "a", "entities": [ip, ip]}),
            json!({"alertId": "b", "entities": [ip]}),
        );
        let found = evidence(&[&first, &second]);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].alerts, ["a", "b"]);
    }
}
