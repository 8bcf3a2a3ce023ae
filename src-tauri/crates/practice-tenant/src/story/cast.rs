//! Who and what an alert is about: people, devices, files, addresses.

use uuid::Uuid;

use crate::data::{DeviceRow, FileRow, STORY};
use crate::random::Dice;
use crate::story::{Incident, Story};

/// Somebody who works at the tenant.
#[derive(Clone, Debug)]
pub(crate) struct Person {
    pub(crate) name: &'static str,
    pub(crate) account: &'static str,
    pub(crate) user_principal_name: String,
    pub(crate) object_id: Uuid,
    pub(crate) sid: String,
}

/// A device of the tenant.
#[derive(Clone, Debug)]
pub(crate) struct Device {
    pub(crate) id: String,
    pub(crate) aad_id: Uuid,
    pub(crate) dns_name: String,
    pub(crate) row: &'static DeviceRow,
    pub(crate) group_id: usize,
    /// Milliseconds since 1970.
    pub(crate) first_seen: i64,
    pub(crate) risk: &'static str,
    pub(crate) ip: String,
}

/// A file with its hashes.
#[derive(Clone, Debug)]
pub(crate) struct File {
    pub(crate) row: &'static FileRow,
    pub(crate) sha1: String,
    pub(crate) sha256: String,
    pub(crate) size: u64,
    pub(crate) process_id: u64,
    pub(crate) parent_process_id: u64,
}

const DEVICES: u64 = 60;
const DAY: i64 = 86_400_000;

impl Story {
    /// The person of that number; numbers wrap round.
    pub(crate) fn person(&self, number: usize) -> Option<Person> {
        let row = STORY.people.get(number.checked_rem(STORY.people.len())?)?;
        let mut dice = Dice::new(self.seed, &format!("{} {}", self.tenant, row.account));
        Some(Person {
            name: &row.name,
            account: &row.account,
            user_principal_name: format!("{}@{}", row.account, self.domain),
            object_id: dice.guid(),
            sid: format!(
                "S-1-5-21-{}-{}-{}",
                1_000_000 + dice.below(99_000_000),
                dice.below(999_999_999),
                1100 + number
            ),
        })
    }

    /// The mail address of whoever works on an incident.
    pub(crate) fn owner(&self, incident: &Incident) -> Option<String> {
        Some(self.person(incident.owner?)?.user_principal_name)
    }

    /// A device of the tenant, chosen by a throw.
    pub(crate) fn device(&self, throw: u64, seen_by: i64) -> Option<Device> {
        let number = throw % DEVICES;
        let mut dice = Dice::new(self.seed, &format!("{} device {number}", self.tenant));
        let row = dice.pick(&STORY.devices)?;
        let group_id = STORY.devices.iter().position(|one| one.group == row.group)?;
        Some(Device {
            id: dice.hex(40),
            aad_id: dice.guid(),
            dns_name: format!("{}{number:02}.{}", row.prefix, self.domain),
            row,
            group_id: group_id + 1,
            first_seen: seen_by - DAY * (90 + i64::try_from(dice.below(400)).unwrap_or_default()),
            risk: dice.pick(&["None", "Low", "Medium", "High"]).copied()?,
            ip: format!("10.{}.{}.{}", dice.below(8), dice.below(250), 2 + dice.below(250)),
        })
    }
}

/// A file, chosen and numbered by throws.
pub(crate) fn file(dice: &mut Dice) -> Option<File> {
    let row = dice.pick(&STORY.files)?;
    let mut hashes = Dice::new(0, &row.name);
    Some(File {
        row,
        sha1: hashes.hex(40),
        sha256: hashes.hex(64),
        size: 20_000 + hashes.below(4_000_000),
        process_id: 1000 + 4 * dice.below(4000),
        parent_process_id: 600 + 4 * dice.below(4000),
    })
}

/// An address of the ranges reserved for documentation (RFC 5737).
pub(crate) fn outside_ip(dice: &mut Dice) -> String {
    let range = dice
        .pick(&["192.0.2", "198.51.100", "203.0.113"])
        .copied()
        .unwrap_or("192.0.2");
    format!("{range}.{}", 1 + dice.below(254))
}
