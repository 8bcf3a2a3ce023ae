//! `AlertInfo` and `AlertEvidence` (advanced-hunting-alertinfo-table.md, advanced-hunting-alertevidence-table.md).

use serde_json::json;

use crate::data::HUNTING;
use crate::hunting::pen::{Pen, Row};
use crate::hunting::traces;
use crate::story::{Alert, Cast, HIVE, KEY, Story, VALUE, VALUE_NAME};

pub(super) fn write(story: &Story, pen: &mut Pen) {
    if pen.writes("AlertInfo") {
        for alert in story.alerts() {
            pen.row("AlertInfo", alert.created, |row| {
                head(&alert, row);
                row.text("Category", &alert.row.category);
            });
        }
    }
    if pen.writes("AlertEvidence") {
        for alert in traces::alerts(story) {
            let cast = alert.cast();
            for kind in &alert.row.evidence {
                evidence(story, &alert, kind, &cast, pen);
            }
        }
    }
}

/// What both tables say of an alert.
fn head(alert: &Alert<'_>, row: &mut Row<'_>) {
    let techniques: Vec<String> = alert.row.techniques.iter().map(|id| technique(id)).collect();
    row.text("AlertId", alert.id())
        .text("Title", &alert.row.title)
        .text("Severity", alert.severity().word())
        .text("ServiceSource", service(&alert.row.source))
        .text("DetectionSource", detection(&alert.row.detection));
    if !techniques.is_empty() {
        row.json("AttackTechniques", json!(techniques));
    }
}

/// `PowerShell (T1059.001)`.
fn technique(id: &str) -> String {
    let name = HUNTING.techniques.get(id).map_or("", String::as_str);
    format!("{name} ({id})")
}

fn evidence(story: &Story, alert: &Alert<'_>, kind: &str, cast: &Cast, pen: &mut Pen) {
    let Some((entity, role)) = entity(kind) else {
        return;
    };
    pen.row("AlertEvidence", alert.created, |row| {
        head(alert, row);
        row.json("Categories", json!([alert.row.category]))
            .text("EntityType", entity)
            .text("EvidenceRole", role)
            .text("ThreatFamily", alert.row.family.as_deref().unwrap_or_default());
        if let Some(device) = cast
            .device
            .as_ref()
            .filter(|_| alert.is_endpoint() || kind == "device")
        {
            row.on(device);
        }
        fields(story, alert, kind, cast, row);
    });
}

/// The table's words for a kind of evidence, and whether it was harmed or is only concerned.
fn entity(kind: &str) -> Option<(&'static str, &'static str)> {
    Some(match kind {
        "device" => ("Machine", "Impacted"),
        "user" => ("User", "Impacted"),
        "mailbox" => ("Mailbox", "Impacted"),
        "process" => ("Process", "Related"),
        "file" => ("File", "Related"),
        "ip" => ("Ip", "Related"),
        "url" => ("Url", "Related"),
        "registry" => ("RegistryValue", "Related"),
        "mail" => ("MailMessage", "Related"),
        _ => return None,
    })
}

fn fields(story: &Story, alert: &Alert<'_>, kind: &str, cast: &Cast, row: &mut Row<'_>) {
    match (kind, cast.person.as_ref(), cast.file.as_ref()) {
        ("user" | "mailbox", Some(person), _) => {
            row.account(person, story.account_domain());
        }
        ("process" | "file", _, Some(file)) => {
            row.file(&file.row.name, &file.row.path, &file.image)
                .text("FolderPath", &file.row.path);
            if kind == "process" {
                row.text("ProcessCommandLine", &file.row.command);
            }
        }
        ("ip", ..) => {
            row.text("RemoteIP", &cast.ip);
        }
        ("url", ..) => {
            row.text("RemoteUrl", &cast.url);
        }
        ("registry", ..) => {
            row.text("RegistryKey", format!("{HIVE}\\{KEY}"))
                .text("RegistryValueName", VALUE_NAME)
                .text("RegistryValueData", VALUE);
        }
        ("mail", Some(person), _) => {
            row.text("NetworkMessageId", traces::message_id(alert).to_string())
                .text("EmailSubject", cast.subject)
                .text("AccountUpn", &person.user_principal_name);
        }
        _ => {}
    }
}

/// The product that raised an alert, by its name.
fn service(source: &str) -> &'static str {
    match source {
        "endpoint" => "Microsoft Defender for Endpoint",
        "office" => "Microsoft Defender for Office 365",
        "identity" => "Microsoft Defender for Identity",
        "apps" => "Microsoft Defender for Cloud Apps",
        _ => "AAD Identity Protection",
    }
}

/// What detected it.
fn detection(detection: &str) -> &'static str {
    match detection {
        "antivirus" => "Antivirus",
        "behaviour" => "EDR",
        "indicator" => "Custom TI",
        "office" => "Microsoft Defender for Office 365",
        "identity" => "Microsoft Defender for Identity",
        "cloudapps" => "Microsoft Defender for Cloud Apps",
        _ => "AAD Identity Protection",
    }
}
