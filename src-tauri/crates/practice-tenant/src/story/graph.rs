//! Incidents and alerts as Microsoft Graph v1.0 prints them
//! (microsoftgraph/microsoft-graph-docs-contrib: security-list-incidents.md).

use serde_json::{Value, json};

use crate::story::alert::Alert;
use crate::story::cast::{Cast, File, Person};
use crate::story::change::Comment;
use crate::story::device::Device;
use crate::story::entity::{HIVE, KEY, VALUE, VALUE_NAME};
use crate::story::incident::Told;
use crate::story::words::{detection_source, service_source, small, time};
use crate::story::xdr::comment;

impl Told<'_> {
    /// The incident, with its alerts when they were asked for.
    pub(crate) fn graph(&self, with_alerts: bool) -> Value {
        let id = self.id().to_string();
        let tenant = self.story.tenant;
        let mut body = json!({
            "id": id,
            "incidentWebUrl": format!("https://security.microsoft.com/incidents/{id}?tid={tenant}"),
            "redirectIncidentId": null,
            "tenantId": tenant,
            "displayName": self.name(),
            "createdDateTime": time(self.created()),
            "lastUpdateDateTime": time(self.updated()),
            "assignedTo": self.owner(),
            "classification": small(self.classification().word()),
            "determination": self.determination().graph(),
            "status": small(self.status().incident_word()),
            "severity": small(self.severity().word()),
            "customTags": self.tags(),
            "comments": self.comments().iter().map(comment).collect::<Vec<_>>(),
            "systemTags": [],
            "description": self.kind().and_then(|kind| kind.alerts.first()).map(|row| row.description.as_str()),
        });
        if with_alerts {
            body["alerts"] = self.alerts().map(|alert| alert.graph()).collect();
        }
        body
    }

    /// The comments as the call that adds one prints them (security-incident-post-comments.md).
    pub(crate) fn graph_comments(&self) -> Value {
        self.comments().iter().map(alert_comment).collect()
    }
}

/// A comment as the resource type `alertComment` has it.
fn alert_comment(comment: &Comment) -> Value {
    json!({
        "comment": comment.text, "createdByDisplayName": comment.by, "createdDateTime": time(comment.at),
    })
}

impl Alert<'_> {
    pub(crate) fn graph(&self) -> Value {
        let (id, incident) = (self.id(), self.incident.id().to_string());
        let tenant = self.story().tenant;
        json!({
            "id": id,
            "providerAlertId": id,
            "incidentId": incident,
            "status": small(self.status().alert_word()),
            "severity": small(self.severity().word()),
            "classification": small(self.classification().word()),
            "determination": self.determination().graph(),
            "serviceSource": service_source(&self.row.source).0,
            "detectionSource": detection_source(&self.row.detection).0,
            "detectorId": self.detector_id(),
            "tenantId": tenant,
            "title": self.row.title,
            "description": self.row.description,
            "recommendedActions": "",
            "category": self.row.category,
            "assignedTo": self.owner(),
            "alertWebUrl": format!("https://security.microsoft.com/alerts/{id}?tid={tenant}"),
            "incidentWebUrl": format!("https://security.microsoft.com/incidents/{incident}?tid={tenant}"),
            "actorDisplayName": null,
            "threatDisplayName": null,
            "threatFamilyName": self.row.family,
            "mitreTechniques": self.row.techniques,
            "createdDateTime": time(self.created),
            "lastUpdateDateTime": time(self.updated()),
            "resolvedDateTime": self.resolved().map(time),
            "firstActivityDateTime": time(self.first_activity()),
            "lastActivityDateTime": time(self.last_activity()),
            "comments": self.comments().iter().map(alert_comment).collect::<Vec<_>>(),
            "evidence": self.graph_evidence(),
            "systemTags": [],
        })
    }

    fn graph_evidence(&self) -> Vec<Value> {
        let cast = self.cast();
        let kinds = self.row.evidence.iter();
        kinds
            .flat_map(|kind| self.shown(kind, &cast))
            .map(|(name, own)| self.evidence(name, own))
            .collect()
    }

    /// The resource types of one kind of evidence, with the fields of their own.
    fn shown(&self, kind: &str, cast: &Cast) -> Vec<(&'static str, Value)> {
        let (device, domain) = (cast.device.as_ref(), self.story().account_domain());
        let person = cast.person.as_ref().map(|one| account(one, domain));
        let found = match kind {
            "device" => device.map(self::device),
            "file" => cast.file.as_ref().map(|one| file(one, device)),
            "process" => cast
                .file
                .as_ref()
                .map(|one| process(one, device, person, self.first_activity())),
            "user" => person.map(|account| ("userEvidence", json!({"userAccount": account}))),
            "ip" => Some((
                "ipEvidence",
                json!({"ipAddress": cast.ip, "countryLetterCode": null}),
            )),
            "url" => Some(("urlEvidence", json!({"url": cast.url}))),
            "registry" => return registry(),
            "mailbox" => cast.person.as_ref().map(|one| mailbox(one, domain)),
            "mail" => cast.person.as_ref().map(|one| mail(one, cast)),
            _ => None,
        };
        found.into_iter().collect()
    }

    fn evidence(&self, name: &str, own: Value) -> Value {
        let mut body = json!({
            "@odata.type": format!("#microsoft.graph.security.{name}"),
            "createdDateTime": time(self.created),
            "verdict": "suspicious",
            "remediationStatus": "none",
            "remediationStatusDetails": null,
            "roles": [],
            "detailedRoles": [],
            "tags": [],
        });
        if let (Some(body), Value::Object(own)) = (body.as_object_mut(), own) {
            body.extend(own);
        }
        body
    }
}

fn device(device: &Device) -> (&'static str, Value) {
    let body = json!({
        "firstSeenDateTime": time(device.first_seen),
        "mdeDeviceId": device.id,
        "azureAdDeviceId": device.aad_id,
        "deviceDnsName": device.dns_name,
        "osPlatform": device.row.os_platform,
        "osBuild": device.row.build,
        "version": device.row.version,
        "healthStatus": small(device.health),
        "riskScore": small(device.risk),
        "rbacGroupId": device.group_id,
        "rbacGroupName": device.row.group,
        "onboardingStatus": "onboarded",
        "defenderAvStatus": "updated",
        "ipInterfaces": [device.ip],
        "tags": device.tags,
        "loggedOnUsers": [],
        "vmMetadata": null,
    });
    ("deviceEvidence", body)
}

fn registry() -> Vec<(&'static str, Value)> {
    let key = json!({"registryHive": HIVE, "registryKey": KEY});
    let value = json!({
        "registryHive": HIVE, "registryKey": KEY, "registryValue": VALUE, "registryValueName": VALUE_NAME,
        "registryValueType": "String",
    });
    vec![("registryKeyEvidence", key), ("registryValueEvidence", value)]
}

fn mailbox(person: &Person, domain: &str) -> (&'static str, Value) {
    let body = json!({
        "primaryAddress": person.user_principal_name,
        "displayName": person.name,
        "userAccount": account(person, domain),
    });
    ("mailboxEvidence", body)
}

fn mail(person: &Person, cast: &Cast) -> (&'static str, Value) {
    let sender = json!({"emailAddress": cast.sender, "displayName": null, "domainName": cast.host});
    let body = json!({
        "subject": cast.subject,
        "p2Sender": sender,
        "recipientEmailAddress": person.user_principal_name,
        "deliveryAction": "delivered",
    });
    ("analyzedMessageEvidence", body)
}

fn details(file: &File) -> Value {
    json!({
        "sha1": file.image.sha1,
        "sha256": file.image.sha256,
        "fileName": file.row.name,
        "filePath": file.row.path,
        "fileSize": file.image.size,
        "filePublisher": null,
        "signer": null,
        "issuer": null,
    })
}

fn file(file: &File, device: Option<&Device>) -> (&'static str, Value) {
    let body = json!({
        "detectionStatus": "detected",
        "mdeDeviceId": device.map(|device| &device.id),
        "fileDetails": details(file),
    });
    ("fileEvidence", body)
}

fn process(
    file: &File,
    device: Option<&Device>,
    account: Option<Value>,
    started: i64,
) -> (&'static str, Value) {
    let body = json!({
        "processId": file.process_id,
        "parentProcessId": file.parent_process_id,
        "processCommandLine": file.row.command,
        "processCreationDateTime": time(started),
        "parentProcessCreationDateTime": time(started - 5_000),
        "detectionStatus": "detected",
        "mdeDeviceId": device.map(|device| &device.id),
        "imageFile": details(file),
        "parentProcessImageFile": {
            "sha1": null, "sha256": null, "fileName": file.row.parent, "filePath": "C:\\Windows\\System32",
            "fileSize": null, "filePublisher": null, "signer": null, "issuer": null,
        },
        "userAccount": account,
    });
    ("processEvidence", body)
}

fn account(person: &Person, domain: &str) -> Value {
    json!({
        "accountName": person.account,
        "domainName": domain,
        "userSid": person.sid,
        "azureAdUserId": person.object_id,
        "userPrincipalName": person.user_principal_name,
        "displayName": person.name,
    })
}
