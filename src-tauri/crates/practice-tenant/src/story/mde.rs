//! Alerts as the Defender for Endpoint API prints them (MicrosoftDocs/defender-docs: defender-endpoint/api/get-alerts.md),
//! and what is asked of one alert: files, addresses, domains.

use serde_json::{Value, json};

use crate::random::Dice;
use crate::story::alert::Alert;
use crate::story::cast::Cast;
use crate::story::device::Device;
use crate::story::entity::{Entity, VALUE_NAME};
use crate::story::words::{detection_source, time};
use crate::story::xdr::comment;

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

const DAY: i64 = 86_400_000;

impl Alert<'_> {
    /// The alert; `evidence` is empty unless it was asked for.
    pub(crate) fn mde(&self, with_evidence: bool) -> Value {
        let cast = self.cast();
        let device = cast.device.as_ref();
        let evidence = if with_evidence {
            self.mde_evidence(&cast)
        } else {
            Vec::new()
        };
        json!({
            "id": self.id(),
            "incidentId": self.incident.id(),
            "investigationId": self.investigation_id(),
            "assignedTo": self.owner(),
            "severity": self.severity().word(),
            "status": self.status().alert_word(),
            "classification": self.classification().known(),
            "determination": self.determination().mde(),
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
            "lastUpdateTime": time(self.updated()),
            "resolvedTime": self.resolved().map(time),
            "machineId": device.map(|device| &device.id),
            "computerDnsName": device.map(|device| &device.dns_name),
            "rbacGroupName": device.map(|device| &device.row.group),
            "aadTenantId": self.story().tenant,
            "threatName": null,
            "mitreTechniques": self.row.techniques,
            "relatedUser": cast.person.as_ref().map(|person| {
                json!({"userName": person.account, "domainName": self.story().account_domain()})
            }),
            "comments": self.comments().iter().map(comment).collect::<Vec<_>>(),
            "evidence": evidence,
        })
    }

    fn mde_evidence(&self, cast: &Cast) -> Vec<Value> {
        let kinds = self.row.evidence.iter();
        kinds
            .filter_map(|kind| self.mde_entity(kind, cast))
            .map(|entity| {
                let created = json!({"evidenceCreationTime": time(self.created)});
                entity.with(created).whole(&EVIDENCE_FIELDS)
            })
            .collect()
    }

    fn mde_entity(&self, kind: &str, cast: &Cast) -> Option<Entity> {
        let entity = self.entity(kind, cast)?;
        Some(match kind {
            "file" => entity.with(json!({"detectionStatus": "Detected"})),
            "process" => entity.with(json!({
                "parentProcessFileName": cast.file.as_ref()?.row.parent,
                "parentProcessFilePath": "C:\\Windows\\System32", "detectionStatus": "Detected",
            })),
            "registry" => Entity {
                of: "RegistryValue",
                ..entity.with(json!({"registryValueName": VALUE_NAME}))
            },
            _ => entity,
        })
    }

    /// The device concerned.
    pub(crate) fn machine(&self) -> Option<Device> {
        self.story().device(self.device_number())
    }

    /// The files of the evidence (get-alert-related-files-info.md).
    pub(crate) fn files(&self) -> Vec<Value> {
        let cast = self.cast();
        let shown = self.shows("file") || self.shows("process");
        let Some(file) = cast.file.as_ref().filter(|_| shown) else {
            return Vec::new();
        };
        let mut dice = Dice::new(0, &file.image.sha1);
        vec![json!({
            "sha1": file.image.sha1,
            "sha256": file.image.sha256,
            "md5": file.image.md5,
            "globalPrevalence": 1 + dice.below(5000),
            "globalFirstObserved": time(self.first_activity() - 400 * DAY),
            "globalLastObserved": time(self.last_activity()),
            "size": file.image.size,
            "fileType": null,
            "isPeFile": true,
            "filePublisher": null,
            "fileProductName": null,
            "signer": null,
            "issuer": null,
            "signerHash": null,
            "isValidCertificate": null,
            "determinationType": "Unknown",
            "determinationValue": null,
        })]
    }

    /// The addresses of the evidence (get-alert-related-ip-info.md).
    pub(crate) fn ips(&self) -> Vec<Value> {
        if self.shows("ip") {
            vec![json!({"id": self.cast().ip})]
        } else {
            Vec::new()
        }
    }

    /// The domains of the evidence (get-alert-related-domain-info.md).
    pub(crate) fn domains(&self) -> Vec<Value> {
        if self.shows("url") {
            vec![json!({"host": self.cast().host})]
        } else {
            Vec::new()
        }
    }
}
