//! Weaknesses of the tenant as Defender for Endpoint lists them: vulnerabilities, software, recommendations, scores
//! (MicrosoftDocs/defender-docs: defender-endpoint/api/vulnerability.md, software.md, recommendation.md, score.md).

use serde_json::{Value, json};

use crate::data::{SoftwareRow, VULNERABILITIES, VulnerabilityRow};
use crate::odata::{self, Record};
use crate::story::recommendation::Recommendation;
use crate::story::{Device, Story};

/// A published weakness, and how many devices have it.
#[derive(Clone, Debug)]
pub(crate) struct Vulnerability {
    pub(crate) row: &'static VulnerabilityRow,
    exposed: usize,
}

/// A program, and what is known of it at this tenant.
#[derive(Clone, Debug)]
pub(crate) struct Software {
    row: &'static SoftwareRow,
    pub(super) open: Vec<&'static VulnerabilityRow>,
    pub(super) exposed: Vec<Device>,
    pub(super) installed: usize,
}

impl Story {
    /// Every weakness of software that somebody here has.
    pub(crate) fn vulnerabilities(&self) -> impl Iterator<Item = Vulnerability> {
        VULNERABILITIES
            .vulnerabilities
            .iter()
            .map(|row| self.exposure(row))
    }

    fn exposure(&self, row: &'static VulnerabilityRow) -> Vulnerability {
        let exposed = self.devices_open_to(&row.id).len();
        Vulnerability { row, exposed }
    }

    /// By its number, such as `CVE-2024-38063`, in any case.
    pub(crate) fn vulnerability(&self, id: &str) -> Option<Vulnerability> {
        let mut rows = VULNERABILITIES.vulnerabilities.iter();
        rows.find(|row| row.id.eq_ignore_ascii_case(id))
            .map(|row| self.exposure(row))
    }

    /// What one device is open to.
    pub(crate) fn vulnerabilities_of(&self, device: &Device) -> Vec<Vulnerability> {
        let software = self.software_of(device);
        let open = |row: &&VulnerabilityRow| {
            let id = &row.id;
            software
                .iter()
                .any(|one| one.vulnerabilities().any(|row| row.id == *id))
        };
        let rows = VULNERABILITIES.vulnerabilities.iter().filter(open);
        rows.map(|row| self.exposure(row)).collect()
    }

    /// Every program that somebody has.
    pub(crate) fn software(&self) -> impl Iterator<Item = Software> {
        let all = VULNERABILITIES.software.iter().map(|row| self.program(row));
        all.filter(|software| software.installed > 0)
    }

    /// A program, as all devices together have it.
    pub(crate) fn program(&self, row: &'static SoftwareRow) -> Software {
        let mut open: Vec<&'static VulnerabilityRow> = Vec::new();
        for device in self.devices() {
            for installed in self.software_of(&device) {
                if installed.row.id == row.id {
                    let known: Vec<_> = open.iter().map(|one| one.id.as_str()).collect();
                    let new: Vec<_> = installed
                        .vulnerabilities()
                        .filter(|one| !known.contains(&one.id.as_str()))
                        .collect();
                    open.extend(new);
                }
            }
        }
        Software {
            row,
            open,
            exposed: self.devices_exposed_by(&row.id),
            installed: self.devices_that_have(&row.id).len(),
        }
    }

    /// How open the tenant is, from 0 to 100: of each device the scores of its weaknesses, forty together being the
    /// worst there is. The service's formula is not published.
    pub(crate) fn exposure_score(&self) -> f64 {
        const WORST: f64 = 40.0;
        let of_device = |device: Device| {
            let sum: f64 = self
                .vulnerabilities_of(&device)
                .iter()
                .map(|one| one.row.cvss)
                .sum();
            sum.min(WORST) / WORST * 100.0
        };
        let scores: Vec<f64> = self.devices().map(of_device).collect();
        mean(&scores)
    }

    /// How well the devices are set up: the points of every setting, as far as devices have it.
    pub(crate) fn configuration_score(&self) -> f64 {
        let points = |one: Recommendation| {
            let set = one.total.saturating_sub(one.exposed.len());
            one.points * 10.0 * share(set, one.total)
        };
        self.settings().map(points).sum()
    }
}

fn mean(values: &[f64]) -> f64 {
    let sum: f64 = values.iter().sum();
    sum * share(1, values.len())
}

/// `part` of `whole`, and 0 of nothing.
pub(super) fn share(part: usize, whole: usize) -> f64 {
    let number = |number: usize| f64::from(u32::try_from(number).unwrap_or(u32::MAX));
    if whole == 0 {
        0.0
    } else {
        number(part) / number(whole)
    }
}

/// Midnight of a date of the data file.
fn midnight(date: &str) -> String {
    format!("{date}T00:00:00Z")
}

impl Vulnerability {
    /// As an element of `GET /api/vulnerabilities`.
    pub(crate) fn mde(&self) -> Value {
        json!({
            "id": self.row.id,
            "name": self.row.id,
            "description": self.row.description,
            "severity": self.row.severity,
            "cvssV3": self.row.cvss,
            "cvssVector": self.row.vector,
            "exposedMachines": self.exposed,
            "publishedOn": midnight(&self.row.published),
            "updatedOn": midnight(&self.row.updated),
            "publicExploit": self.row.public_exploit,
            "exploitVerified": self.row.exploit_verified,
            "exploitInKit": self.row.exploit_in_kit,
            "exploitTypes": self.row.exploit_types,
            "exploitUris": [],
            "CveSupportability": "supported",
        })
    }
}

impl Record for Vulnerability {
    fn field(&self, name: &str) -> odata::Value<'_> {
        use odata::Value;
        let time = |date: &str| midnight(date).parse().map_or(Value::Null, Value::Time);
        match name {
            "id" | "name" => Value::text(self.row.id.as_str()),
            "description" => Value::text(self.row.description.as_str()),
            "cvssV3" => Value::Number(self.row.cvss),
            "publishedOn" => time(&self.row.published),
            "updatedOn" => time(&self.row.updated),
            "severity" => Value::text(self.row.severity.as_str()),
            _ => Value::Null,
        }
    }
}

impl Software {
    /// As an element of `GET /api/Software`.
    pub(crate) fn mde(&self) -> Value {
        json!({
            "id": self.row.id,
            "name": self.row.name,
            "vendor": self.row.vendor,
            "weaknesses": self.open.len(),
            "publicExploit": self.has_public_exploit(),
            "activeAlert": self.is_under_attack(),
            "exposedMachines": self.exposed.len(),
            "impactScore": self.impact(),
        })
    }

    pub(super) fn has_public_exploit(&self) -> bool {
        self.open.iter().any(|row| row.public_exploit)
    }

    /// A device of high risk has it in a weak version.
    pub(super) fn is_under_attack(&self) -> bool {
        self.exposed.iter().any(|device| device.risk == "High")
    }

    /// What an update would take off the exposure.
    pub(super) fn impact(&self) -> f64 {
        let scores: f64 = self.open.iter().map(|row| row.cvss).sum();
        scores * share(self.exposed.len(), self.installed) / 10.0
    }
}

impl Record for Software {
    fn field(&self, name: &str) -> odata::Value<'_> {
        use odata::Value;
        match name {
            "id" => Value::text(self.row.id.as_str()),
            "name" => Value::text(self.row.name.as_str()),
            "vendor" => Value::text(self.row.vendor.as_str()),
            _ => Value::Null,
        }
    }
}
