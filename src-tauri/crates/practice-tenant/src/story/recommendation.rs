//! What would make the tenant safer (MicrosoftDocs/defender-docs: defender-endpoint/api/get-all-recommendations.md).

use serde_json::{Value, json};

use crate::data::{SettingRow, SoftwareRow, VULNERABILITIES};
use crate::odata::{self, Record};
use crate::random::Dice;
use crate::story::weakness::share;
use crate::story::{Device, Story};

/// An update of a program, or a setting.
#[derive(Clone, Debug)]
pub(crate) struct Recommendation {
    what: What,
    /// The devices that it concerns.
    pub(super) total: usize,
    /// Those where it is still to be done.
    pub(super) exposed: Vec<Device>,
    /// What a setting is worth, from 0 to 10; 0 for an update.
    pub(super) points: f64,
    weaknesses: usize,
    public_exploit: bool,
    active_alert: bool,
    impact: f64,
}

#[derive(Clone, Copy, Debug)]
enum What {
    Update(&'static SoftwareRow),
    Setting(&'static SettingRow),
}

impl Story {
    /// Everything that is still to be done on some device.
    pub(crate) fn recommendations(&self) -> impl Iterator<Item = Recommendation> {
        let updates = VULNERABILITIES.software.iter().map(|row| self.update(row));
        updates
            .chain(self.settings())
            .filter(|one| !one.exposed.is_empty())
    }

    fn update(&self, row: &'static SoftwareRow) -> Recommendation {
        let software = self.program(row);
        Recommendation {
            what: What::Update(row),
            total: software.installed,
            points: 0.0,
            weaknesses: software.open.len(),
            public_exploit: software.has_public_exploit(),
            active_alert: software.is_under_attack(),
            impact: software.impact(),
            exposed: software.exposed,
        }
    }

    /// Every setting, done or not.
    pub(super) fn settings(&self) -> impl Iterator<Item = Recommendation> {
        VULNERABILITIES.settings.iter().map(|row| self.setting(row))
    }

    fn setting(&self, row: &'static SettingRow) -> Recommendation {
        let concerned: Vec<Device> = self
            .devices()
            .filter(|device| device.row.os_platform.starts_with(&row.system))
            .collect();
        let total = concerned.len();
        let label = |device: &Device| format!("{} {} on {}", self.tenant, row.id, device.number);
        let exposed: Vec<Device> = concerned
            .into_iter()
            .filter(|device| Dice::new(self.seed, &label(device)).chance(35))
            .collect();
        Recommendation {
            what: What::Setting(row),
            total,
            points: row.score,
            weaknesses: 1,
            public_exploit: false,
            active_alert: false,
            impact: row.score * share(exposed.len(), total) / 10.0,
            exposed,
        }
    }
}

impl Recommendation {
    fn id(&self) -> String {
        match self.what {
            What::Update(row) => format!("va-_-{}", row.id),
            What::Setting(row) => format!("sca-_-{}", row.id),
        }
    }

    fn name(&self) -> String {
        match self.what {
            What::Update(row) => format!("Update {} to version {}", row.product, row.newest()),
            What::Setting(row) => row.name.clone(),
        }
    }

    /// Product, vendor, the version to have, and the product's name for people.
    fn product(&self) -> [&'static str; 4] {
        match self.what {
            What::Update(row) => [&row.name, &row.vendor, row.newest(), &row.product],
            What::Setting(_) => ["windows_11", "microsoft", "", "Windows"],
        }
    }

    /// Category, subcategory, and how it is done.
    fn category(&self) -> [&'static str; 3] {
        match self.what {
            What::Update(_) => ["Application", "", "Update"],
            What::Setting(row) => [&row.category, &row.sub_category, "ConfigurationChange"],
        }
    }

    /// As an element of `GET /api/recommendations`.
    pub(crate) fn mde(&self) -> Value {
        let [product, vendor, version, component] = self.product();
        let [category, sub_category, remediation] = self.category();
        let faces_internet = self.exposed.iter().any(Device::is_internet_facing);
        let critical = self
            .exposed
            .iter()
            .filter(|device| device.value == "High")
            .count();
        json!({
            "id": self.id(),
            "productName": product,
            "recommendationName": self.name(),
            "weaknesses": self.weaknesses,
            "vendor": vendor,
            "recommendedVersion": version,
            "recommendedVendor": "",
            "recommendedProgram": "",
            "recommendationCategory": category,
            "subCategory": sub_category,
            "severityScore": self.points,
            "publicExploit": self.public_exploit,
            "activeAlert": self.active_alert,
            "associatedThreats": [],
            "remediationType": remediation,
            "status": "Active",
            "configScoreImpact": self.points,
            "exposureImpact": self.impact,
            "totalMachineCount": self.total,
            "exposedMachinesCount": self.exposed.len(),
            "nonProductivityImpactedAssets": 0,
            "relatedComponent": component,
            "hasUnpatchableCve": false,
            "tags": if faces_internet { vec!["internetFacing"] } else { Vec::new() },
            "exposedCriticalDevices": critical,
        })
    }
}

impl Record for Recommendation {
    fn field(&self, name: &str) -> odata::Value<'_> {
        use odata::Value;
        let [product, vendor, version, _] = self.product();
        let [category, sub_category, remediation] = self.category();
        match name {
            "id" => Value::text(self.id()),
            "productName" => Value::text(product),
            "vendor" => Value::text(vendor),
            "recommendedVersion" => Value::text(version),
            "recommendationCategory" => Value::text(category),
            "subCategory" => Value::text(sub_category),
            "severityScore" => Value::Number(self.points),
            "remediationType" => Value::text(remediation),
            "recommendedProgram" | "recommendedVendor" => Value::text(""),
            "status" => Value::text("Active"),
            _ => Value::Null,
        }
    }
}
