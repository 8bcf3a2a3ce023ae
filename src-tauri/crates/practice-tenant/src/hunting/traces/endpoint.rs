//! Alerts of Defender for Endpoint.

use serde_json::json;

use crate::data::HUNTING;
use crate::hunting::pen::{Pen, Row};
use crate::hunting::process::{Process, address_type};
use crate::hunting::traces::{Scene, access};
use crate::story::{Device, HIVE, Image, KEY, VALUE, VALUE_NAME};

pub(super) fn write(mut scene: Scene<'_>, pen: &mut Pen) {
    let (Some(device), Some(process)) = (scene.device(), scene.process()) else {
        return;
    };
    let deed = Deed {
        scene: &scene,
        device,
        process,
    };
    deed.evidence(pen);
    deed.techniques(pen);
    let moved = ["T1021.002", "T1569.002"].iter().any(|one| scene.used(one));
    if moved {
        access::over_the_network(&mut scene, pen);
    }
}

/// What one process did on one device.
struct Deed<'a> {
    scene: &'a Scene<'a>,
    device: &'a Device,
    process: Process<'a>,
}

const SYSTEM: &str = "C:\\Windows\\System32";
const POWERSHELL: &str = "C:\\Windows\\System32\\WindowsPowerShell\\v1.0";

impl Deed<'_> {
    /// The rows behind each kind of evidence.
    fn evidence(&self, pen: &mut Pen) {
        let shows = |kind| self.scene.alert.shows(kind);
        if shows("process") {
            pen.row("DeviceProcessEvents", self.scene.at, |row| {
                row.on(self.device)
                    .text("ActionType", "ProcessCreated")
                    .started(&self.process);
            });
        }
        if shows("file") || self.scene.alert.row.detection == "antivirus" {
            self.file_came(pen);
        }
        if shows("url") || shows("ip") {
            self.connection(self.scene.at, pen);
        }
        if shows("registry") {
            pen.row("DeviceRegistryEvents", self.scene.at + 2_000, |row| {
                self.registry(row, &format!("{HIVE}\\{KEY}"), VALUE_NAME, VALUE);
            });
        }
        if self.scene.alert.row.detection == "antivirus" {
            self.antivirus(pen);
        }
    }

    fn techniques(&self, pen: &mut Pen) {
        for technique in &self.scene.alert.row.techniques {
            match technique.as_str() {
                "T1486" => self.encrypted(pen),
                "T1490" => self.ran("vssadmin.exe", "vssadmin.exe delete shadows /all /quiet", pen),
                "T1003.001" => self.lsass(pen),
                "T1059.001" => self.encoded_command(pen),
                "T1071.001" => self.beacons(pen),
                "T1564.001" => self.ran("attrib.exe", "attrib.exe +h +s C:\\ProgramData\\cache.dll", pen),
                "T1053.005" => self.scheduled_task(pen),
                "T1562.001" => self.protection_off(pen),
                "T1219" => self.connection(self.scene.at + 10_000, pen),
                "T1569.002" => self.service(pen),
                _ => {}
            }
        }
    }

    /// The file of the evidence arrives by the browser.
    fn file_came(&self, pen: &mut Pen) {
        let Some(browser) = HUNTING.programs.iter().find(|row| row.name == "msedge.exe") else {
            return;
        };
        let mut dice = self.scene.dice.clone();
        let who = (self.scene.person(), self.scene.domain());
        let browser = Process::of_program(browser, who, (&mut dice, self.scene.at - 600_000));
        pen.row("DeviceFileEvents", self.scene.at - 30_000, |row| {
            row.on(self.device)
                .text("ActionType", "FileCreated")
                .file(
                    self.process.name,
                    self.process.folder,
                    &Image::of(self.process.name),
                )
                .text("FileOriginUrl", &self.scene.cast.url)
                .text("FileOriginIP", &self.scene.cast.ip)
                .initiated_by(&browser);
        });
    }

    fn antivirus(&self, pen: &mut Pen) {
        let family = self
            .scene
            .alert
            .row
            .family
            .as_deref()
            .unwrap_or("UnwantedProgram");
        pen.row("DeviceEvents", self.scene.at, |row| {
            row.on(self.device)
                .text("ActionType", "AntivirusDetection")
                .file(self.process.name, self.process.folder, &Image::of(self.process.name))
                .json(
                    "AdditionalFields",
                    json!({"ThreatName": format!("Trojan:Win32/{family}"), "WasExecutingWhileDetected": false, "Action": 2}),
                )
                .initiated_by(&self.process);
        });
    }

    fn connection(&self, at: i64, pen: &mut Pen) {
        pen.row("DeviceNetworkEvents", at, |row| {
            row.on(self.device)
                .text("ActionType", "ConnectionSuccess")
                .text("RemoteUrl", &self.scene.cast.url)
                .text("RemoteIP", &self.scene.cast.ip)
                .number("RemotePort", 443)
                .text("RemoteIPType", address_type(&self.scene.cast.ip))
                .text("LocalIP", &self.device.ip)
                .number("LocalPort", 50_211)
                .text("LocalIPType", address_type(&self.device.ip))
                .text("Protocol", "Tcp")
                .initiated_by(&self.process);
        });
    }

    /// Every five minutes, for an hour.
    fn beacons(&self, pen: &mut Pen) {
        for beat in 1..12 {
            self.connection(self.scene.at - beat * 300_000, pen);
        }
    }

    fn registry(&self, row: &mut Row<'_>, key: &str, name: &str, value: &str) {
        row.on(self.device)
            .text("ActionType", "RegistryValueSet")
            .text("RegistryKey", key)
            .text("RegistryValueName", name)
            .text("RegistryValueType", "String")
            .text("RegistryValueData", value)
            .initiated_by(&self.process);
    }

    /// A child of the process, by its command line.
    fn ran(&self, name: &str, command: &str, pen: &mut Pen) {
        self.ran_by(name, command, self.process.name, self.scene.at + 15_000, pen);
    }

    fn ran_by(&self, name: &str, command: &str, parent: &str, at: i64, pen: &mut Pen) {
        let folder = if name == "powershell.exe" {
            POWERSHELL
        } else {
            SYSTEM
        };
        let mut dice = self.scene.dice.clone();
        let who = (self.scene.person(), self.scene.domain());
        let child = Process::new((name, folder, command), parent, who, (&mut dice, at));
        pen.row("DeviceProcessEvents", at, |row| {
            row.on(self.device)
                .text("ActionType", "ProcessCreated")
                .started(&child);
        });
    }

    /// Forty documents, one after the other.
    fn encrypted(&self, pen: &mut Pen) {
        let folder = "C:\\Users\\Public\\Documents";
        for (number, document) in (0..40).zip(HUNTING.documents.iter().cycle()) {
            let name = format!("{number} {document}");
            pen.row("DeviceFileEvents", self.scene.at + 1_000 + number * 250, |row| {
                row.on(self.device)
                    .text("ActionType", "FileRenamed")
                    .file(&format!("{name}.locked"), folder, &Image::of(&name))
                    .text("PreviousFileName", &name)
                    .text("PreviousFolderPath", folder)
                    .initiated_by(&self.process);
            });
        }
    }

    fn lsass(&self, pen: &mut Pen) {
        pen.row("DeviceEvents", self.scene.at + 1_000, |row| {
            row.on(self.device)
                .text("ActionType", "OpenProcessApiCall")
                .file("lsass.exe", SYSTEM, &Image::of("lsass.exe"))
                .text("ProcessCommandLine", "lsass.exe")
                .number("ProcessId", 712)
                .json("AdditionalFields", json!({"DesiredAccess": 5_136}))
                .initiated_by(&self.process);
        });
    }

    /// Word starts PowerShell with a command that nobody can read, and it fetches more.
    fn encoded_command(&self, pen: &mut Pen) {
        let command = "powershell.exe -nop -w hidden -enc SQBFAFgAIAAoAE4AZQB3AC0ATwBiAGoAZQBjAHQA";
        self.ran_by(
            "powershell.exe",
            command,
            "winword.exe",
            self.scene.at - 10_000,
            pen,
        );
        pen.row("DeviceEvents", self.scene.at - 9_000, |row| {
            row.on(self.device)
                .text("ActionType", "PowerShellCommand")
                .json("AdditionalFields", json!({"Command": "Invoke-Expression"}))
                .initiated_by(&self.process);
        });
        self.connection(self.scene.at - 8_000, pen);
    }

    fn scheduled_task(&self, pen: &mut Pen) {
        let command = "schtasks.exe /create /tn Updater /sc minute /mo 15 /tr C:\\ProgramData\\Updater\\update-helper.exe";
        self.ran("schtasks.exe", command, pen);
        pen.row("DeviceEvents", self.scene.at + 16_000, |row| {
            row.on(self.device)
                .text("ActionType", "ScheduledTaskCreated")
                .json("AdditionalFields", json!({"TaskName": "\\Updater"}))
                .initiated_by(&self.process);
        });
    }

    fn protection_off(&self, pen: &mut Pen) {
        let command = "powershell.exe Set-MpPreference -DisableRealtimeMonitoring $true";
        self.ran("powershell.exe", command, pen);
        let key = "HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\Windows Defender";
        pen.row("DeviceRegistryEvents", self.scene.at + 17_000, |row| {
            self.registry(row, key, "DisableAntiSpyware", "1");
        });
        pen.row("DeviceEvents", self.scene.at + 18_000, |row| {
            row.on(self.device)
                .text("ActionType", "TamperingAttempt")
                .json(
                    "AdditionalFields",
                    json!({"Status": "Blocked", "TamperingAction": "RegistryModification"}),
                )
                .initiated_by(&self.process);
        });
    }

    fn service(&self, pen: &mut Pen) {
        pen.row("DeviceEvents", self.scene.at + 3_000, |row| {
            row.on(self.device)
                .text("ActionType", "ServiceInstalled")
                .file(
                    self.process.name,
                    self.process.folder,
                    &Image::of(self.process.name),
                )
                .json(
                    "AdditionalFields",
                    json!({"ServiceName": "RemoteHelper", "ServiceStartType": 2}),
                )
                .initiated_by(&self.process);
        });
    }
}
