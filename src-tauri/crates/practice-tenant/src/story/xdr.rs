//! Incidents as the Defender XDR API prints them (MicrosoftDocs/defender-docs: defender-xdr/api-list-incidents.md).

use serde_json::{Value, json};

use crate::story::alert::Alert;
use crate::story::cast::Cast;
use crate::story::change::Comment;
use crate::story::device::Device;
use crate::story::entity::Entity;
use crate::story::incident::Told;
use crate::story::words::{detection_source, service_source, time};

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

impl Told<'_> {
    /// The incident with its alerts.
    pub(crate) fn xdr(&self) -> Value {
        json!({
            "incidentId": self.id(),
            "redirectIncidentId": null,
            "incidentName": self.name(),
            "createdTime": time(self.created()),
            "lastUpdateTime": time(self.updated()),
            "assignedTo": self.owner(),
            "classification": self.classification().word(),
            "determination": self.determination().xdr(),
            "status": self.status().incident_word(),
            "severity": self.severity().word(),
            "tags": self.tags(),
            "comments": self.comments().iter().map(comment).collect::<Vec<_>>(),
            "alerts": self.alerts().map(|alert| alert.xdr()).collect::<Vec<_>>(),
        })
    }
}

/// A comment as the Defender APIs, and Graph for incidents, print it.
pub(super) fn comment(comment: &Comment) -> Value {
    json!({"comment": comment.text, "createdBy": comment.by, "createdTime": time(comment.at)})
}

impl Alert<'_> {
    fn xdr(&self) -> Value {
        let cast = self.cast();
        let device = cast.device.as_ref().filter(|_| self.shows("device"));
        json!({
            "alertId": self.id(),
            "incidentId": self.incident.id(),
            "serviceSource": service_source(&self.row.source).1,
            "creationTime": time(self.created),
            "lastUpdatedTime": time(self.updated()),
            "resolvedTime": self.resolved().map(time),
            "firstActivity": time(self.first_activity()),
            "lastActivity": time(self.last_activity()),
            "title": self.row.title,
            "description": self.row.description,
            "category": self.row.category,
            "status": self.status().alert_word(),
            "severity": self.severity().word(),
            "investigationId": self.investigation_id(),
            "investigationState": self.investigation_state(),
            "classification": self.classification().known(),
            "determination": self.determination().mde(),
            "detectionSource": detection_source(&self.row.detection).1,
            "assignedTo": self.owner(),
            "actorName": null,
            "threatFamilyName": self.row.family,
            "mitreTechniques": self.row.techniques,
            "devices": device.map(xdr_device).into_iter().collect::<Vec<_>>(),
            "entities": self.xdr_entities(&cast),
        })
    }

    fn xdr_entities(&self, cast: &Cast) -> Vec<Value> {
        let kinds = self.row.evidence.iter();
        kinds
            .filter_map(|kind| self.xdr_entity(kind, cast))
            .map(|entity| entity.whole(&ENTITY_FIELDS))
            .collect()
    }

    fn xdr_entity(&self, kind: &str, cast: &Cast) -> Option<Entity> {
        match kind {
            "mailbox" => {
                let person = cast.person.as_ref()?;
                Some(Entity::new(
                    "MailBox",
                    json!({
                        "userPrincipalName": person.user_principal_name, "mailboxDisplayName": person.name,
                        "mailboxAddress": person.user_principal_name,
                    }),
                ))
            }
            "mail" => {
                let person = cast.person.as_ref()?;
                Some(Entity::new(
                    "MailMessage",
                    json!({
                        "userPrincipalName": person.user_principal_name, "sender": cast.sender,
                        "recipient": person.user_principal_name, "subject": cast.subject, "deliveryAction": "Delivered",
                    }),
                ))
            }
            "file" | "process" | "registry" => {
                let device_id = cast.device.as_ref().map(|device| &device.id);
                Some(self.entity(kind, cast)?.with(json!({"deviceId": device_id})))
            }
            other => self.entity(other, cast),
        }
    }
}

fn xdr_device(device: &Device) -> Value {
    json!({
        "mdatpDeviceId": device.id,
        "aadDeviceId": device.aad_id,
        "deviceDnsName": device.dns_name,
        "osPlatform": device.row.os_platform,
        "version": device.row.version,
        "osProcessor": "x64",
        "osBuild": device.row.build,
        "healthStatus": device.health,
        "riskScore": device.risk,
        "rbacGroupName": device.row.group,
        "rbacGroupId": device.group_id,
        "firstSeen": time(device.first_seen),
    })
}
