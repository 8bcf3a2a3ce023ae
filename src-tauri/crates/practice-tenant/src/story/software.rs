//! What is installed on the tenant's devices, and which of it is known to be weak.

use crate::data::{SoftwareRow, VULNERABILITIES, VulnerabilityRow};
use crate::random::Dice;
use crate::story::{Device, Story};

/// A program on a device.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Installed {
    pub(crate) row: &'static SoftwareRow,
    /// Place in the row's list of versions, the oldest first.
    place: usize,
}

impl Installed {
    pub(crate) fn version(&self) -> &'static str {
        self.row.versions.get(self.place).map_or("", String::as_str)
    }

    /// What this version is open to.
    pub(crate) fn vulnerabilities(&self) -> impl Iterator<Item = &'static VulnerabilityRow> + use<> {
        let installed = *self;
        VULNERABILITIES
            .vulnerabilities
            .iter()
            .filter(move |row| installed.is_open_to(row))
    }

    fn is_open_to(&self, row: &VulnerabilityRow) -> bool {
        let of_this = row.affects.iter().find(|one| one.software == self.row.id);
        let fixed = of_this.and_then(|one| {
            self.row
                .versions
                .iter()
                .position(|version| *version == one.fixed_in)
        });
        fixed.is_some_and(|fixed| self.place < fixed)
    }
}

impl SoftwareRow {
    /// The version without known weaknesses.
    pub(crate) fn newest(&self) -> &str {
        self.versions.last().map_or("", String::as_str)
    }
}

impl Story {
    /// The programs of a device, in the order of the file.
    pub(crate) fn software_of(&self, device: &Device) -> Vec<Installed> {
        let mut dice = Dice::new(
            self.seed,
            &format!("{} software of {}", self.tenant, device.number),
        );
        let mut all = Vec::new();
        for row in &VULNERABILITIES.software {
            // Thrown in any case, so that a program more or less changes nothing of the others.
            let (there, throw) = (dice.chance(row.share), dice.roll());
            if there && device.row.os_platform.starts_with(&row.system) {
                let count = row.versions.len().max(1) as u64;
                let place = usize::try_from(throw % count).unwrap_or_default();
                all.push(Installed { row, place });
            }
        }
        all
    }

    /// The devices on which that vulnerability was found.
    pub(crate) fn devices_open_to(&self, id: &str) -> Vec<Device> {
        self.devices_with(|installed| installed.vulnerabilities().any(|row| row.id == id))
    }

    /// The devices that have this software in a version that is open to anything.
    pub(crate) fn devices_exposed_by(&self, software: &str) -> Vec<Device> {
        self.devices_with(|installed| {
            installed.row.id == software && installed.vulnerabilities().next().is_some()
        })
    }

    /// The devices that have this software.
    pub(crate) fn devices_that_have(&self, software: &str) -> Vec<Device> {
        self.devices_with(|installed| installed.row.id == software)
    }

    fn devices_with(&self, is: impl Fn(&Installed) -> bool) -> Vec<Device> {
        self.devices()
            .filter(|device| self.software_of(device).iter().any(&is))
            .collect()
    }
}
