//! Alerts of Defender for Office 365.

use crate::hunting::Sender;
use crate::hunting::pen::Pen;
use crate::hunting::traces::{Scene, message_id};

pub(super) fn write(scene: Scene<'_>, pen: &mut Pen) {
    if scene.alert.shows("mail") || scene.alert.shows("mailbox") {
        message(&scene, pen);
    }
    // Whoever is named beside a link opened it.
    if scene.alert.shows("url") && scene.alert.shows("user") {
        click(&scene, pen);
    }
}

/// The message was delivered; what became of it later is another matter.
fn message(scene: &Scene<'_>, pen: &mut Pen) {
    let Some(person) = scene.person() else { return };
    let id = message_id(&scene.alert).to_string();
    let sender = Sender {
        name: "Service",
        address: &scene.cast.sender,
        ip: scene.cast.ip.clone(),
    };
    let with_file = scene.alert.shows("file");
    let with_link = scene.alert.shows("url");
    let removed = with_link && !scene.alert.shows("user");
    let threat = if with_file { "Malware" } else { "Phish" };
    pen.row("EmailEvents", scene.at, |row| {
        row.message(&id, &sender, person)
            .text("Subject", scene.cast.subject)
            .text("EmailDirection", "Inbound")
            .text("DeliveryAction", "Delivered")
            .text("DeliveryLocation", "Inbox/folder")
            .text(
                "LatestDeliveryAction",
                if removed {
                    "Moved to quarantine"
                } else {
                    "Delivered"
                },
            )
            .text(
                "LatestDeliveryLocation",
                if removed { "Quarantine" } else { "Inbox/folder" },
            )
            .text("ThreatTypes", threat)
            .text(
                "DetectionMethods",
                format!("{{\"{threat}\":[\"URL detonation\"]}}"),
            )
            .text("ConfidenceLevel", format!("{{\"{threat}\":\"High\"}}"))
            .text(
                "AuthenticationDetails",
                "{\"SPF\":\"fail\",\"DKIM\":\"none\",\"DMARC\":\"fail\"}",
            )
            .text("EmailLanguage", "en")
            .number("AttachmentCount", with_file.into())
            .number("UrlCount", with_link.into());
    });
    if let Some(file) = scene.cast.file.as_ref().filter(|_| with_file) {
        pen.row("EmailAttachmentInfo", scene.at, |row| {
            row.message(&id, &sender, person)
                .attachment(&file.row.name)
                .text("ThreatTypes", threat);
        });
    }
    if with_link {
        pen.row("EmailUrlInfo", scene.at, |row| {
            row.link(&id, &scene.cast.url, scene.cast.host);
        });
    }
}

fn click(scene: &Scene<'_>, pen: &mut Pen) {
    let Some(person) = scene.person() else { return };
    let by_mail = scene.alert.shows("mailbox");
    pen.row("UrlClickEvents", scene.at + 60_000, |row| {
        row.text("Url", &scene.cast.url)
            .text("ActionType", "ClickAllowed")
            .text("AccountUpn", &person.user_principal_name)
            .text("Workload", if by_mail { "Email" } else { "Teams" })
            .text("ThreatTypes", "Phish")
            .text("DetectionMethods", "URL detonation reputation")
            .text("IPAddress", &scene.cast.ip)
            .flag("IsClickedThrough", true)
            .json("UrlChain", serde_json::json!([scene.cast.url]));
        if by_mail {
            row.text("NetworkMessageId", message_id(&scene.alert).to_string());
        }
    });
}
