//! Incidents as the Defender XDR API prints them (MicrosoftDocs/defender-docs: defender-xdr/api-list-incidents.md).

use serde_json::{Map, Value, json};

use crate::story::alert::{Alert, Cast};
use crate::story::cast::Device;
use crate::story::words::{Verdict, detection_source, service_source, time};
use crate::story::{Incident, Story};

/// Every entity has all of these; those that do not apply are null.
const ENTITY_FIELDS: [&str; 30] = [
    "sha1",
    "sha256",
    "fileName",
    "filePath",
    "processId",
    "processCommandLine",
    "processCreationTime",
    "parentProcessId",
    "parentProcessCreationTime",
    "ipAddress",
    "url",
    "accountName",
    "domainName",
    "userSid",
    "aadUserId",
    "userPrincipalName",
    "mailboxDisplayName",
    "mailboxAddress",
    "clusterBy",
    "sender",
    "recipient",
    "subject",
    "deliveryAction",
    "securityGroupId",
    "securityGroupName",
    "registryHive",
    "registryKey",
    "registryValueType",
    "registryValue",
    "deviceId",
];

impl Story {
    /// The incident with its alerts.
    pub(crate) fn xdr_incident(&self, incident: &Incident) -> Value {
        json!({
            "incidentId": incident.id,
            "redirectIncidentId": null,
            "incidentName": incident.kind().map(|kind| kind.incident.as_str()),
            "createdTime": time(incident.created),
            "lastUpdateTime": time(incident.updated),
            "assignedTo": self.owner(incident),
            "classification": incident.verdict.map_or("Unknown", Verdict::classification),
            "determination": incident.verdict.map_or("NotAvailable", Verdict::determination),
            "status": incident.status.incident_word(),
            "severity": incident.severity().word(),
            "tags": incident.tags(),
            "comments": self.comments(incident),
            "alerts": self.alerts(incident).map(|alert| alert.xdr()).collect::<Vec<_>>(),
        })
    }
}

impl Alert<'_> {
    fn xdr(&self) -> Value {
        let cast = self.cast();
        let has_device = self.row.evidence.iter().any(|kind| kind == "device");
        json!({
            "alertId": self.id(),
            "incidentId": self.incident.id,
            "serviceSource": service_source(&self.row.source).1,
            "creationTime": time(self.created),
            "lastUpdatedTime": time(self.updated),
            "resolvedTime": self.resolved().map(time),
            "firstActivity": time(self.first_activity()),
            "lastActivity": time(self.last_activity()),
            "title": self.row.title,
            "description": self.row.description,
            "category": self.row.category,
            "status": self.incident.status.alert_word(),
            "severity": self.severity().word(),
            "investigationId": self.investigation_id(),
            "investigationState": self.investigation_state(),
            "classification": self.incident.verdict.map(Verdict::classification),
            "determination": self.incident.verdict.map(Verdict::determination),
            "detectionSource": detection_source(&self.row.detection).1,
            "assignedTo": self.story.owner(self.incident),
            "actorName": null,
            "threatFamilyName": self.row.family,
            "mitreTechniques": self.row.techniques,
            "devices": cast.device.as_ref().filter(|_| has_device).map(device).into_iter().collect::<Vec<_>>(),
            "entities": self.xdr_entities(&cast),
        })
    }

    /// Queued, when an automated investigation was started.
    pub(crate) fn investigation_state(&self) -> &'static str {
        if self.investigation_id().is_some() {
            "Queued"
        } else {
            "UnsupportedAlertType"
        }
    }

    fn xdr_entities(&self, cast: &Cast) -> Vec<Value> {
        let kinds = self.row.evidence.iter().filter(|kind| *kind != "device");
        kinds.filter_map(|kind| self.xdr_entity(kind, cast)).collect()
    }

    fn xdr_entity(&self, kind: &str, cast: &Cast) -> Option<Value> {
        let device_id = cast.device.as_ref().map(|device| &device.id);
        let (entity, own) = match kind {
            "user" => {
                let person = cast.person.as_ref()?;
                (
                    "User",
                    json!({
                        "accountName": person.account, "domainName": self.story.domain, "userSid": person.sid,
                        "aadUserId": person.object_id, "userPrincipalName": person.user_principal_name,
                    }),
                )
            }
            "file" => {
                let file = cast.file.as_ref()?;
                (
                    "File",
                    json!({
                        "sha1": file.sha1, "sha256": file.sha256, "fileName": file.row.name, "filePath": file.row.path,
                        "deviceId": device_id,
                    }),
                )
            }
            "process" => {
                let file = cast.file.as_ref()?;
                (
                    "Process",
                    json!({
                        "sha1": file.sha1, "sha256": file.sha256, "fileName": file.row.name, "filePath": file.row.path,
                        "processId": file.process_id, "processCommandLine": file.row.command,
                        "processCreationTime": time(self.first_activity()), "parentProcessId": file.parent_process_id,
                        "parentProcessCreationTime": time(self.first_activity() - 5_000), "deviceId": device_id,
                    }),
                )
            }
            "ip" => ("Ip", json!({"ipAddress": cast.ip})),
            "url" => ("Url", json!({"url": cast.url})),
            "registry" => (
                "Registry",
                json!({
                    "registryHive": "HKEY_LOCAL_MACHINE",
                    "registryKey": "SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Run",
                    "registryValueType": "String",
                    "registryValue": "C:\\ProgramData\\Updater\\update-helper.exe /quiet",
                    "deviceId": device_id,
                }),
            ),
            "mailbox" => {
                let person = cast.person.as_ref()?;
                (
                    "MailBox",
                    json!({
                        "userPrincipalName": person.user_principal_name, "mailboxDisplayName": person.name,
                        "mailboxAddress": person.user_principal_name,
                    }),
                )
            }
            "mail" => {
                let person = cast.person.as_ref()?;
                (
                    "MailMessage",
                    json!({
                        "userPrincipalName": person.user_principal_name, "sender": cast.sender,
                        "recipient": person.user_principal_name, "subject": cast.subject, "deliveryAction": "Delivered",
                    }),
                )
            }
            _ => return None,
        };
        Some(whole(entity, &ENTITY_FIELDS, own))
    }
}

/// An entity with every field that its kind of list has.
pub(super) fn whole(entity: &str, fields: &[&str], own: Value) -> Value {
    let mut body = Map::new();
    body.insert("entityType".to_owned(), entity.into());
    for field in fields {
        body.insert((*field).to_owned(), Value::Null);
    }
    if let Value::Object(own) = own {
        body.extend(own);
    }
    Value::Object(body)
}

fn device(device: &Device) -> Value {
    json!({
        "mdatpDeviceId": device.id,
        "aadDeviceId": device.aad_id,
        "deviceDnsName": device.dns_name,
        "osPlatform": device.row.os_platform,
        "version": device.row.version,
        "osProcessor": "x64",
        "osBuild": device.row.build,
        "healthStatus": "Active",
        "riskScore": device.risk,
        "rbacGroupName": device.row.group,
        "rbacGroupId": device.group_id,
        "firstSeen": time(device.first_seen),
    })
}
