//! Alerts as the Defender for Endpoint API prints them (MicrosoftDocs/defender-docs: defender-endpoint/api/get-alerts.md).

use serde_json::{Value, json};

use crate::story::alert::{Alert, Cast};
use crate::story::words::{Verdict, detection_source, time};
use crate::story::xdr::whole;

const EVIDENCE_FIELDS: [&str; 25] = [
    "evidenceCreationTime",
    "sha1",
    "sha256",
    "fileName",
    "filePath",
    "processId",
    "processCommandLine",
    "processCreationTime",
    "parentProcessId",
    "parentProcessCreationTime",
    "parentProcessFileName",
    "parentProcessFilePath",
    "ipAddress",
    "url",
    "registryKey",
    "registryHive",
    "registryValueType",
    "registryValue",
    "accountName",
    "domainName",
    "userSid",
    "aadUserId",
    "userPrincipalName",
    "detectionStatus",
    "registryValueName",
];

impl Alert<'_> {
    /// The alert; `evidence` is empty unless it was asked for.
    pub(crate) fn mde(&self, with_evidence: bool) -> Value {
        let cast = self.cast();
        let evidence = if with_evidence {
            self.mde_evidence(&cast)
        } else {
            Vec::new()
        };
        json!({
            "id": self.id(),
            "incidentId": self.incident.id,
            "investigationId": self.investigation_id(),
            "assignedTo": self.story.owner(self.incident),
            "severity": self.severity().word(),
            "status": self.incident.status.alert_word(),
            "classification": self.incident.verdict.map(Verdict::classification),
            "determination": self.incident.verdict.map(Verdict::determination),
            "investigationState": self.investigation_state(),
            "detectionSource": detection_source(&self.row.detection).1,
            "detectorId": self.detector_id(),
            "category": self.row.category,
            "threatFamilyName": self.row.family,
            "title": self.row.title,
            "description": self.row.description,
            "alertCreationTime": time(self.created),
            "firstEventTime": time(self.first_activity()),
            "lastEventTime": time(self.last_activity()),
            "lastUpdateTime": time(self.updated),
            "resolvedTime": self.resolved().map(time),
            "machineId": cast.device.as_ref().map(|device| &device.id),
            "computerDnsName": cast.device.as_ref().map(|device| &device.dns_name),
            "rbacGroupName": cast.device.as_ref().map(|device| &device.row.group),
            "aadTenantId": self.story.tenant,
            "threatName": null,
            "mitreTechniques": self.row.techniques,
            "relatedUser": cast.person.as_ref().map(|person| {
                json!({"userName": person.account, "domainName": self.story.domain})
            }),
            "comments": self.story.comments(self.incident),
            "evidence": evidence,
        })
    }

    fn mde_evidence(&self, cast: &Cast) -> Vec<Value> {
        let kinds = self.row.evidence.iter();
        kinds.filter_map(|kind| self.mde_entity(kind, cast)).collect()
    }

    fn mde_entity(&self, kind: &str, cast: &Cast) -> Option<Value> {
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
                        "detectionStatus": "Detected",
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
                        "parentProcessCreationTime": time(self.first_activity() - 5_000),
                        "parentProcessFileName": file.row.parent, "parentProcessFilePath": "C:\\Windows\\System32",
                        "detectionStatus": "Detected",
                    }),
                )
            }
            "ip" => ("Ip", json!({"ipAddress": cast.ip})),
            "url" => ("Url", json!({"url": cast.url})),
            "registry" => (
                "RegistryValue",
                json!({
                    "registryHive": "HKEY_LOCAL_MACHINE",
                    "registryKey": "SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Run",
                    "registryValueName": "Updater",
                    "registryValueType": "String",
                    "registryValue": "C:\\ProgramData\\Updater\\update-helper.exe /quiet",
                }),
            ),
            _ => return None,
        };
        let mut body = whole(entity, &EVIDENCE_FIELDS, own);
        body["evidenceCreationTime"] = time(self.created).into();
        Some(body)
    }
}
