//! The tenant's devices, as alerts name them and as Defender for Endpoint lists them
//! (MicrosoftDocs/defender-docs: defender-endpoint/api/machine.md).

use serde_json::{Value, json};
use uuid::Uuid;

use crate::data::{DeviceRow, STORY};
use crate::odata::{self, Record};
use crate::random::Dice;
use crate::story::Story;
use crate::story::alert::Alert;
use crate::story::cast::outside_ip;
use crate::story::words::{time, time_value};

/// A device of the tenant. Times are milliseconds since 1970.
#[derive(Clone, Debug)]
pub(crate) struct Device {
    /// From 0, the same in every telling.
    pub(crate) number: u64,
    pub(crate) id: String,
    /// Only a device that is joined to Entra has one.
    pub(crate) aad_id: Option<Uuid>,
    pub(crate) dns_name: String,
    pub(crate) row: &'static DeviceRow,
    pub(crate) group_id: usize,
    pub(crate) first_seen: i64,
    pub(crate) last_seen: i64,
    pub(crate) health: &'static str,
    pub(crate) risk: &'static str,
    pub(crate) exposure: &'static str,
    pub(crate) value: &'static str,
    pub(crate) ip: String,
    pub(crate) external_ip: String,
    pub(crate) mac: String,
    pub(crate) tags: Vec<&'static str>,
}

/// All devices of a tenant.
const DEVICES: u64 = 60;
/// The first of them are in use; the rest have not been heard of for weeks, and no alert is about them.
const IN_USE: u64 = 55;
const DAY: i64 = 86_400_000;
const TAGS: [&str; 4] = ["Finance", "Kiosk", "Pilot ring", "Tier 0"];

impl Story {
    /// Every device, whether in use or not.
    pub(crate) fn devices(&self) -> impl Iterator<Item = Device> + Clone {
        (0..DEVICES).filter_map(|number| self.device(number))
    }

    /// The device with this id or, as the API allows, with this full name.
    pub(crate) fn device_named(&self, name: &str) -> Option<Device> {
        self.devices()
            .find(|device| device.id == name || device.dns_name.eq_ignore_ascii_case(name))
    }

    /// A device that is in use, chosen by a throw.
    pub(crate) fn thrown_device(throw: u64) -> u64 {
        throw % IN_USE
    }

    /// The alerts that Defender for Endpoint raised about a device, newest incident first.
    pub(crate) fn alerts_of(&self, device: &Device) -> impl Iterator<Item = Alert<'_>> + Clone {
        let number = device.number;
        self.endpoint_alerts()
            .filter(move |alert| alert.device_number() == number)
    }

    pub(crate) fn device(&self, number: u64) -> Option<Device> {
        let mut dice = Dice::new(self.seed, &format!("{} device {number}", self.tenant));
        let row = dice.pick(&STORY.devices)?;
        let group_id = STORY.devices.iter().position(|one| one.group == row.group)?;
        let in_use = number < IN_USE;
        let ago =
            |dice: &mut Dice, below: i64| i64::try_from(dice.below(below.unsigned_abs())).unwrap_or_default();
        let silent = if in_use {
            ago(&mut dice, 150_000)
        } else {
            DAY * 8 + ago(&mut dice, 20 * DAY)
        };
        let joined = row.os_platform.starts_with("Windows") || row.os_platform == "macOS";
        let risk = dice.pick(&["Low", "Medium", "High"]).copied()?;
        Some(Device {
            number,
            id: dice.hex(40),
            aad_id: Some(dice.guid()).filter(|_| joined),
            dns_name: format!("{}{number:02}.{}", row.prefix, self.domain),
            row,
            group_id: group_id + 1,
            first_seen: self.started - DAY * 90 - ago(&mut dice, 400 * DAY),
            last_seen: self.started - silent,
            health: if in_use { "Active" } else { "Inactive" },
            risk: if in_use { risk } else { "None" },
            exposure: dice.pick(&["Low", "Medium", "High"]).copied()?,
            value: dice
                .pick(&["Normal", "Normal", "Normal", "High", "Low"])
                .copied()?,
            ip: format!("10.{}.{}.{}", dice.below(8), dice.below(250), 2 + dice.below(250)),
            external_ip: outside_ip(&mut dice),
            mac: dice.hex(12).to_ascii_uppercase(),
            tags: TAGS.into_iter().filter(|_| dice.chance(12)).collect(),
        })
    }

    /// The numbers of the people who sign in on a device; the first does so most.
    pub(crate) fn people_of_device(&self, number: u64) -> Vec<usize> {
        let mut dice = Dice::new(self.seed, &format!("{} people of {number}", self.tenant));
        let people = STORY.people.len() as u64;
        let mut all: Vec<usize> = Vec::new();
        for _ in 0..=dice.below(3) {
            let person = usize::try_from(dice.below(people)).unwrap_or_default();
            if !all.contains(&person) {
                all.push(person);
            }
        }
        all
    }
}

impl Device {
    /// Servers answer to the internet.
    pub(crate) fn is_internet_facing(&self) -> bool {
        self.row.group == "Servers"
    }

    /// As an element of `GET /api/machines`.
    pub(crate) fn mde(&self) -> Value {
        json!({
            "id": self.id,
            "mergedIntoMachineId": null,
            "isPotentialDuplication": false,
            "isExcluded": false,
            "exclusionReason": null,
            "computerDnsName": self.dns_name,
            "firstSeen": time(self.first_seen),
            "lastSeen": time(self.last_seen),
            "osPlatform": self.row.os_platform,
            "osVersion": null,
            "osProcessor": "x64",
            "osArchitecture": "64-bit",
            "version": self.row.version,
            "lastIpAddress": self.ip,
            "lastExternalIpAddress": self.external_ip,
            "osBuild": self.row.build,
            "healthStatus": self.health,
            "onboardingStatus": "Onboarded",
            "deviceValue": self.value,
            "rbacGroupId": self.group_id,
            "rbacGroupName": self.row.group,
            "riskScore": self.risk,
            "exposureLevel": self.exposure,
            "isAadJoined": self.aad_id.is_some(),
            "aadDeviceId": self.aad_id,
            "machineTags": self.tags,
            "ipAddresses": [{"ipAddress": self.ip, "macAddress": self.mac, "operationalStatus": "Up"}],
        })
    }

    /// As a list of devices that share something names them (get-machines-by-vulnerability.md).
    pub(crate) fn mde_reference(&self) -> Value {
        json!({
            "id": self.id,
            "computerDnsName": self.dns_name,
            "osPlatform": self.row.os_platform,
            "rbacGroupName": self.row.group,
        })
    }
}

impl Record for Device {
    fn field(&self, name: &str) -> odata::Value<'_> {
        use odata::Value;
        match name {
            "computerDnsName" => Value::text(self.dns_name.as_str()),
            "id" => Value::text(self.id.as_str()),
            "version" => Value::text(self.row.version.as_str()),
            "deviceValue" => Value::text(self.value),
            "aadDeviceId" => self.aad_id.map_or(Value::Null, |id| Value::text(id.to_string())),
            "machineTags" => Value::Texts(self.tags.iter().map(|tag| (*tag).into()).collect()),
            "lastSeen" => time_value(self.last_seen),
            "exposureLevel" => Value::text(self.exposure),
            "onboardingStatus" => Value::text("Onboarded"),
            "lastIpAddress" => Value::text(self.ip.as_str()),
            "healthStatus" => Value::text(self.health),
            "osPlatform" => Value::text(self.row.os_platform.as_str()),
            "riskScore" => Value::text(self.risk),
            "rbacGroupId" => Value::Number(f64::from(u32::try_from(self.group_id).unwrap_or_default())),
            _ => Value::Null,
        }
    }
}
