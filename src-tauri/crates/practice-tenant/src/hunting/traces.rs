//! What the alerts of the story left behind in the tables of events. The evidence of an alert is there as it stands in
//! the alert, and around it what its techniques leave: whoever hunts for an encoded command line, for access to LSASS or
//! for a phishing mail that was delivered finds the incidents.

mod access;
mod apps;
mod endpoint;
mod mail;

use uuid::Uuid;

use crate::hunting::pen::Pen;
use crate::hunting::process::Process;
use crate::random::Dice;
use crate::story::{Alert, Cast, Device, Person, Story};

/// So many alerts, the newest, leave rows of events and evidence. A tenant of a hundred thousand incidents is made to be
/// read page by page; its tables would not fit into the memory of a small computer.
const ALERTS: usize = 20_000;

/// The alerts that left something, newest incident first.
pub(super) fn alerts(story: &Story) -> impl Iterator<Item = Alert<'_>> {
    story.alerts().take(ALERTS)
}

/// The message that an alert of Defender for Office 365 is about.
pub(super) fn message_id(alert: &Alert<'_>) -> Uuid {
    Dice::new(alert.seed, "message").guid()
}

const TABLES: [&str; 13] = [
    "DeviceProcessEvents",
    "DeviceNetworkEvents",
    "DeviceFileEvents",
    "DeviceLogonEvents",
    "DeviceRegistryEvents",
    "DeviceEvents",
    "EmailEvents",
    "EmailAttachmentInfo",
    "EmailUrlInfo",
    "UrlClickEvents",
    "IdentityLogonEvents",
    "IdentityDirectoryEvents",
    "CloudAppEvents",
];

pub(super) fn write(story: &Story, pen: &mut Pen) {
    if !TABLES.iter().any(|table| pen.writes(table)) {
        return;
    }
    for alert in alerts(story) {
        let cast = alert.cast();
        let scene = Scene {
            story,
            at: alert.first_activity(),
            dice: Dice::new(alert.seed, "traces"),
            cast: &cast,
            alert,
        };
        match scene.alert.row.source.as_str() {
            "endpoint" => endpoint::write(scene, pen),
            "office" => mail::write(scene, pen),
            "apps" => apps::write(scene, pen),
            _ => access::write(scene, pen),
        }
    }
}

/// One alert, and where and when it happened.
struct Scene<'a> {
    story: &'a Story,
    alert: Alert<'a>,
    cast: &'a Cast,
    /// The first activity of the alert, in milliseconds since 1970.
    at: i64,
    dice: Dice,
}

impl<'a> Scene<'a> {
    /// The alert is about this technique of MITRE ATT&CK.
    fn used(&self, technique: &str) -> bool {
        self.alert.row.techniques.iter().any(|one| one == technique)
    }

    fn device(&self) -> Option<&'a Device> {
        self.cast.device.as_ref()
    }

    fn person(&self) -> Option<&'a Person> {
        self.cast.person.as_ref()
    }

    fn domain(&self) -> &'a str {
        self.story.account_domain()
    }

    /// The process of the evidence, or the one that its file became.
    fn process(&self) -> Option<Process<'a>> {
        Process::of_evidence(self.cast, self.domain(), self.at)
    }

    /// Another device, from which somebody came.
    fn other_device(&mut self) -> Option<Device> {
        let own = self.device().map(|device| device.number);
        let number = Story::thrown_device(self.dice.roll());
        let number = if Some(number) == own {
            Story::thrown_device(number + 1)
        } else {
            number
        };
        self.story.device(number)
    }
}
