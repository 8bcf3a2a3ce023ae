//! What devices do all day: `DeviceProcessEvents`, `DeviceNetworkEvents`, `DeviceFileEvents`, `DeviceLogonEvents`,
//! `DeviceRegistryEvents`, `DeviceEvents`.

use serde_json::json;

use crate::data::HUNTING;
use crate::hunting::everyday::{DAY, DAYS, moments};
use crate::hunting::pen::Pen;
use crate::hunting::process::{Process, address_type, programs_of};
use crate::random::Dice;
use crate::story::{Device, Image, Person, Story, outside_ip};

const TABLES: [&str; 6] = [
    "DeviceProcessEvents",
    "DeviceNetworkEvents",
    "DeviceFileEvents",
    "DeviceLogonEvents",
    "DeviceRegistryEvents",
    "DeviceEvents",
];

pub(super) fn write(story: &Story, pen: &mut Pen) {
    if !TABLES.iter().any(|table| pen.writes(table)) {
        return;
    }
    for device in story.devices() {
        let people: Vec<Person> = story
            .people_of_device(device.number)
            .into_iter()
            .filter_map(|number| story.person(number))
            .collect();
        let desk = Desk {
            story,
            device,
            people,
        };
        for day in 0..DAYS {
            desk.day(day, pen);
        }
    }
}

/// A device and the people who sign in on it.
struct Desk<'a> {
    story: &'a Story,
    device: Device,
    people: Vec<Person>,
}

impl Desk<'_> {
    fn day(&self, day: i64, pen: &mut Pen) {
        // A device that has not been heard of since then did nothing.
        if self.device.last_seen < self.story.started() - day * DAY - DAY {
            return;
        }
        let label = |what: &str| format!("{what} on {}", self.device.number);
        let moments = |what: &str, most: u64| {
            let last = self.device.last_seen;
            moments(self.story, &label(what), day, most).filter(move |(at, _)| *at <= last)
        };
        if pen.writes("DeviceProcessEvents") || pen.writes("DeviceNetworkEvents") {
            for (at, dice) in moments("programs", 4) {
                self.program(at, dice, pen);
            }
        }
        if pen.writes("DeviceFileEvents") {
            for (at, dice) in moments("documents", 2) {
                self.document(at, dice, pen);
            }
        }
        if pen.writes("DeviceLogonEvents") {
            for (at, dice) in moments("sessions", 2) {
                self.session(at, dice, pen);
            }
        }
        if pen.writes("DeviceRegistryEvents") || pen.writes("DeviceEvents") {
            for (at, dice) in moments("settings", 1) {
                self.setting(at, dice, pen);
            }
        }
    }

    fn person(&self, dice: &mut Dice) -> Option<&Person> {
        dice.pick(&self.people)
    }

    /// A program that starts and, often, asks the network for something.
    fn program(&self, at: i64, mut dice: Dice, pen: &mut Pen) {
        let programs = programs_of(&self.device);
        let (Some(row), person) = (dice.pick(&programs).copied(), self.person(&mut dice)) else {
            return;
        };
        let who = (person, self.story.account_domain());
        let process = Process::of_program(row, who, (&mut dice, at));
        pen.row("DeviceProcessEvents", at, |row| {
            row.on(&self.device)
                .text("ActionType", "ProcessCreated")
                .started(&process);
        });
        let (Some(site), true) = (dice.pick(&HUNTING.sites), dice.chance(60)) else {
            return;
        };
        let address = outside_ip(&mut Dice::new(0, site));
        pen.row("DeviceNetworkEvents", at + 800, |row| {
            row.on(&self.device)
                .text("ActionType", "ConnectionSuccess")
                .text("RemoteUrl", site)
                .text("RemoteIP", &address)
                .number("RemotePort", 443)
                .text("RemoteIPType", address_type(&address))
                .text("LocalIP", &self.device.ip)
                .number(
                    "LocalPort",
                    49_152 + i64::try_from(process.id).unwrap_or_default(),
                )
                .text("LocalIPType", address_type(&self.device.ip))
                .text("Protocol", "Tcp")
                .initiated_by(&process);
        });
    }

    fn document(&self, at: i64, mut dice: Dice, pen: &mut Pen) {
        let actions = [
            "FileCreated",
            "FileModified",
            "FileModified",
            "FileRenamed",
            "FileDeleted",
        ];
        let programs = programs_of(&self.device);
        let (Some(name), Some(action), Some(program)) = (
            dice.pick(&HUNTING.documents),
            dice.pick(&actions).copied(),
            dice.pick(&programs).copied(),
        ) else {
            return;
        };
        let person = self.person(&mut dice);
        let who = (person, self.story.account_domain());
        let process = Process::of_program(program, who, (&mut dice, at - 60_000));
        let folder = self.home(person);
        pen.row("DeviceFileEvents", at, |row| {
            row.on(&self.device)
                .text("ActionType", action)
                .file(name, &folder, &Image::of(name))
                .initiated_by(&process);
            if action == "FileRenamed" {
                row.text("PreviousFileName", format!("Copy of {name}"))
                    .text("PreviousFolderPath", &folder);
            }
        });
    }

    /// Where a person keeps documents.
    fn home(&self, person: Option<&Person>) -> String {
        let account = person.map_or("Public", |person| person.account);
        match self.device.row.os_platform.as_str() {
            "macOS" => format!("/Users/{account}/Documents"),
            "Linux" => format!("/home/{account}"),
            _ => format!("C:\\Users\\{account}\\Documents"),
        }
    }

    fn session(&self, at: i64, mut dice: Dice, pen: &mut Pen) {
        let Some(person) = self.person(&mut dice) else {
            return;
        };
        let mistyped = dice.chance(6);
        let kinds = [
            "Interactive",
            "Interactive",
            "Unlock",
            "Network",
            "CachedInteractive",
        ];
        let kind = dice.pick(&kinds).copied().unwrap_or("Interactive");
        let admin = dice.chance(5);
        pen.row("DeviceLogonEvents", at, |row| {
            row.on(&self.device)
                .account(person, self.story.account_domain())
                .text(
                    "ActionType",
                    if mistyped { "LogonFailed" } else { "LogonSuccess" },
                )
                .text(
                    "FailureReason",
                    if mistyped { "InvalidUserNameOrPassword" } else { "" },
                )
                .text("LogonType", kind)
                .text(
                    "Protocol",
                    if kind == "Network" {
                        "Kerberos"
                    } else {
                        "Negotiate"
                    },
                )
                .number("LogonId", at / 1_000 % 10_000_000)
                .flag("IsLocalAdmin", admin);
        });
    }

    /// Updates that write the registry, and an antivirus that scans.
    fn setting(&self, at: i64, mut dice: Dice, pen: &mut Pen) {
        if !self.device.row.os_platform.starts_with("Windows") || dice.chance(50) {
            return;
        }
        let Some(row) = HUNTING.programs.iter().find(|row| row.name == "svchost.exe") else {
            return;
        };
        let process = Process::of_program(row, (None, ""), (&mut dice, at - DAY / 24));
        pen.row("DeviceRegistryEvents", at, |row| {
            row.on(&self.device)
                .text("ActionType", "RegistryValueSet")
                .text(
                    "RegistryKey",
                    "HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\WindowsUpdate",
                )
                .text("RegistryValueName", "LastSuccessTime")
                .text("RegistryValueType", "String")
                .text("RegistryValueData", at.to_string())
                .initiated_by(&process);
        });
        pen.row("DeviceEvents", at + 30_000, |row| {
            row.on(&self.device)
                .text("ActionType", "AntivirusScanCompleted")
                .json(
                    "AdditionalFields",
                    json!({"ScanTypeIndex": "Quick", "User": "SYSTEM"}),
                )
                .initiated_by(&process);
        });
    }
}
