//! Alerts of Defender for Cloud Apps.

use serde_json::json;

use crate::data::{CloudActionRow, HUNTING};
use crate::hunting::pen::Pen;
use crate::hunting::traces::Scene;

pub(super) fn write(scene: Scene<'_>, pen: &mut Pen) {
    for technique in &scene.alert.row.techniques {
        match technique.as_str() {
            "T1564.008" => inbox_rule(&scene, pen),
            "T1530" => downloads(&scene, 40, None, pen),
            "T1528" => app(&scene, pen),
            _ => {}
        }
    }
}

/// An app of Microsoft 365 by something that is done in it on ordinary days.
fn usual(action: &str) -> Option<&'static CloudActionRow> {
    HUNTING.cloud_actions.iter().find(|row| row.action == action)
}

/// One activity of the person concerned, from the address of the evidence.
fn activity(
    scene: &Scene<'_>,
    (at, app): (i64, &CloudActionRow),
    (action, object): (&str, &str),
    raw: serde_json::Value,
    pen: &mut Pen,
) {
    let Some(person) = scene.person() else { return };
    pen.row("CloudAppEvents", at, |row| {
        row.cloud_account(person)
            .text("ActionType", action)
            .text("ActivityType", &app.activity)
            .text("Application", &app.application)
            .number("ApplicationId", app.id.into())
            .text("ObjectType", &app.object)
            .text("ObjectName", object)
            .text("IPAddress", &scene.cast.ip)
            .text("UserAgent", "python-requests/2.32")
            .text("OSPlatform", "Linux")
            .flag("IsAnonymousProxy", true)
            .json("RawEventData", raw);
    });
}

/// A rule that puts warnings where nobody looks.
fn inbox_rule(scene: &Scene<'_>, pen: &mut Pen) {
    let Some(exchange) = usual("Send") else { return };
    let rule = json!({
        "Operation": "New-InboxRule",
        "ClientIP": scene.cast.ip,
        "Parameters": [
            {"Name": "Name", "Value": ".."},
            {"Name": "SubjectOrBodyContainsWords", "Value": "hacked;phish;invoice"},
            {"Name": "MoveToFolder", "Value": "RSS Feeds"},
            {"Name": "MarkAsRead", "Value": "True"},
        ],
    });
    activity(
        scene,
        (scene.at, exchange),
        ("New-InboxRule", "RSS Feeds"),
        rule,
        pen,
    );
}

fn downloads(scene: &Scene<'_>, count: i64, by_app: Option<&str>, pen: &mut Pen) {
    let Some(files) = usual("FileDownloaded") else {
        return;
    };
    for (number, document) in (0..count).zip(HUNTING.documents.iter().cycle()) {
        let at = scene.at - (count - number) * 4_000;
        let name = format!("{number} {document}");
        let raw = json!({"Operation": "FileDownloaded", "ClientIP": scene.cast.ip, "ApplicationDisplayName": by_app});
        activity(scene, (at, files), ("FileDownloaded", &name), raw, pen);
    }
}

/// Somebody consents to an app, and the app takes files.
fn app(scene: &Scene<'_>, pen: &mut Pen) {
    const NAME: &str = "Calendar helper";
    let Some(accounts) = usual("UserLoggedIn") else {
        return;
    };
    let raw = json!({"Operation": "Consent to application.", "Target": NAME, "IsAdminConsent": false});
    let at = scene.at - 3_600_000;
    activity(scene, (at, accounts), ("Consent to application.", NAME), raw, pen);
    downloads(scene, 15, Some(NAME), pen);
}
