//! Incidents and alerts as Microsoft Graph v1.0 prints them
//! (microsoftgraph/microsoft-graph-docs-contrib: security-list-incidents.md).

use serde_json::{Value, json};

use crate::data::STORY;
use crate::random::Dice;
use crate::story::alert::Alert;
use crate::story::cast::{Device, File, Person};
use crate::story::words::{Verdict, detection_source, service_source, small, time};
use crate::story::{Incident, Story};

impl Story {
    /// The incident, with its alerts when they were asked for.
    pub(crate) fn graph_incident(&self, incident: &Incident, with_alerts: bool) -> Value {
        let id = incident.id.to_string();
        let mut body = json!({
            "id": id,
            "incidentWebUrl": format!("https://security.microsoft.com/incidents/{id}?tid={}", self.tenant),
            "redirectIncidentId": null,
            "tenantId": self.tenant,
            "displayName": incident.kind().map(|kind| kind.incident.as_str()),
            "createdDateTime": time(incident.created),
            "lastUpdateDateTime": time(incident.updated),
            "assignedTo": self.owner(incident),
            "classification": incident.verdict.map_or_else(|| "unknown".to_owned(), |one| small(one.classification())),
            "determination": incident.verdict.map_or_else(|| "unknown".to_owned(), Verdict::graph_determination),
            "status": small(incident.status.incident_word()),
            "severity": small(incident.severity().word()),
            "customTags": incident.tags(),
            "comments": self.comments(incident),
            "systemTags": [],
            "description": incident.kind().and_then(|kind| kind.alerts.first()).map(|row| row.description.as_str()),
        });
        if with_alerts {
            body["alerts"] = self.alerts(incident).map(|alert| alert.graph()).collect();
        }
        body
    }

    /// What the owner noted down.
    pub(crate) fn comments(&self, incident: &Incident) -> Vec<Value> {
        let mut dice = Dice::new(incident.seed, "comments");
        let (Some(owner), true) = (self.owner(incident), dice.chance(40)) else {
            return Vec::new();
        };
        let comment = dice.pick(&STORY.comments);
        vec![json!({"comment": comment, "createdBy": owner, "createdTime": time(incident.updated)})]
    }
}

impl Incident {
    /// Tags that somebody put on the incident.
    pub(crate) fn tags(&self) -> Vec<&'static str> {
        let mut dice = Dice::new(self.seed, "tags");
        if dice.chance(20) {
            dice.pick(&STORY.tags).map(String::as_str).into_iter().collect()
        } else {
            Vec::new()
        }
    }
}

impl Alert<'_> {
    fn graph(&self) -> Value {
        let (id, incident) = (self.id(), self.incident.id.to_string());
        let tenant = self.story.tenant;
        let verdict = self.incident.verdict;
        json!({
            "id": id,
            "providerAlertId": id,
            "incidentId": incident,
            "status": small(self.incident.status.alert_word()),
            "severity": small(self.severity().word()),
            "classification": verdict.map_or_else(|| "unknown".to_owned(), |one| small(one.classification())),
            "determination": verdict.map_or_else(|| "unknown".to_owned(), Verdict::graph_determination),
            "serviceSource": service_source(&self.row.source).0,
            "detectionSource": detection_source(&self.row.detection).0,
            "detectorId": self.detector_id(),
            "tenantId": tenant,
            "title": self.row.title,
            "description": self.row.description,
            "recommendedActions": "",
            "category": self.row.category,
            "assignedTo": self.story.owner(self.incident),
            "alertWebUrl": format!("https://security.microsoft.com/alerts/{id}?tid={tenant}"),
            "incidentWebUrl": format!("https://security.microsoft.com/incidents/{incident}?tid={tenant}"),
            "actorDisplayName": null,
            "threatDisplayName": null,
            "threatFamilyName": self.row.family,
            "mitreTechniques": self.row.techniques,
            "createdDateTime": time(self.created),
            "lastUpdateDateTime": time(self.updated),
            "resolvedDateTime": self.resolved().map(time),
            "firstActivityDateTime": time(self.first_activity()),
            "lastActivityDateTime": time(self.last_activity()),
            "comments": [],
            "evidence": self.graph_evidence(),
        })
    }

    fn graph_evidence(&self) -> Vec<Value> {
        let cast = self.cast();
        let mut all = Vec::new();
        for kind in &self.row.evidence {
            let found = match kind.as_str() {
                "device" => cast.device.as_ref().map(device),
                "file" => cast.file.as_ref().map(|one| file(one, cast.device.as_ref())),
                "process" => cast.file.as_ref().map(|one| process(one, cast.device.as_ref(), cast.person.as_ref(), time(self.created))),
                "user" => cast.person.as_ref().map(|one| {
                    ("userEvidence", json!({"userAccount": account(one, &self.story.domain)}))
                }),
                "ip" => Some(("ipEvidence", json!({"ipAddress": cast.ip, "countryLetterCode": null}))),
                "url" => Some(("urlEvidence", json!({"url": cast.url}))),
                "registry" => Some(("registryValueEvidence", json!({
                    "registryHive": "HKEY_LOCAL_MACHINE",
                    "registryKey": "SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Run",
                    "registryValue": "C:\\ProgramData\\Updater\\update-helper.exe /quiet",
                    "registryValueName": "Updater",
                    "registryValueType": "String",
                }))),
                "mailbox" => cast.person.as_ref().map(|one| ("mailboxEvidence", json!({
                    "primaryAddress": one.user_principal_name,
                    "displayName": one.name,
                    "userAccount": account(one, &self.story.domain),
                }))),
                "mail" => cast.person.as_ref().map(|one| ("analyzedMessageEvidence", json!({
                    "subject": cast.subject,
                    "p2Sender": {"emailAddress": cast.sender, "displayName": null, "domainName": cast.sender.split('@').nth(1)},
                    "recipientEmailAddress": one.user_principal_name,
                    "deliveryAction": "delivered",
                }))),
                _ => None,
            };
            all.extend(found.map(|(name, own)| self.evidence(name, own)));
        }
        all
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
        "healthStatus": "active",
        "riskScore": small(device.risk),
        "rbacGroupId": device.group_id,
        "rbacGroupName": device.row.group,
        "onboardingStatus": "onboarded",
        "defenderAvStatus": "updated",
        "ipInterfaces": [device.ip],
        "loggedOnUsers": [],
        "vmMetadata": null,
    });
    ("deviceEvidence", body)
}

fn details(file: &File) -> Value {
    json!({
        "sha1": file.sha1,
        "sha256": file.sha256,
        "fileName": file.row.name,
        "filePath": file.row.path,
        "fileSize": file.size,
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
    person: Option<&Person>,
    created: String,
) -> (&'static str, Value) {
    let body = json!({
        "processId": file.process_id,
        "parentProcessId": file.parent_process_id,
        "processCommandLine": file.row.command,
        "processCreationDateTime": created,
        "parentProcessCreationDateTime": created,
        "detectionStatus": "detected",
        "mdeDeviceId": device.map(|device| &device.id),
        "imageFile": details(file),
        "parentProcessImageFile": {
            "sha1": null, "sha256": null, "fileName": file.row.parent, "filePath": "C:\\Windows\\System32",
            "fileSize": null, "filePublisher": null, "signer": null, "issuer": null,
        },
        "userAccount": person.map(|person| account(person, "")),
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
