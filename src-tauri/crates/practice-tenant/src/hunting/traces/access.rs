//! Sign-ins that were not the person's own: alerts of Entra ID Protection and Defender for Identity, and whoever moves
//! from device to device.

use serde_json::json;

use crate::data::{HUNTING, PlaceRow, STORY};
use crate::hunting::pen::Pen;
use crate::hunting::process::address_type;
use crate::hunting::traces::Scene;
use crate::story::Person;

pub(super) fn write(mut scene: Scene<'_>, pen: &mut Pen) {
    let techniques = &scene.alert.row.techniques;
    for technique in techniques {
        match technique.as_str() {
            "T1110.003" => spray(&mut scene, pen),
            "T1078.004" => foreign_sign_in(&mut scene, pen),
            "T1078" => travel(&mut scene, pen),
            "T1003.006" => replication(&scene, pen),
            "T1087.002" => reconnaissance(&scene, pen),
            "T1550.002" => {
                pass_the_hash(&mut scene, pen);
                over_the_network(&mut scene, pen);
            }
            _ => {}
        }
    }
}

fn place(scene: &mut Scene<'_>, usual: bool) -> Option<&'static PlaceRow> {
    let places: Vec<_> = HUNTING
        .places
        .iter()
        .filter(|place| place.usual == usual)
        .collect();
    scene.dice.pick(&places).copied()
}

/// A sign-in with the address of the evidence; it failed when there is a reason.
fn sign_in(
    scene: &Scene<'_>,
    person: &Person,
    (at, place): (i64, Option<&PlaceRow>),
    reason: &str,
    pen: &mut Pen,
) {
    pen.row("IdentityLogonEvents", at, |row| {
        row.account(person, scene.domain())
            .text("AccountDisplayName", person.name)
            .text(
                "ActionType",
                if reason.is_empty() {
                    "LogonSuccess"
                } else {
                    "LogonFailed"
                },
            )
            .text("FailureReason", reason)
            .text("Application", "Microsoft 365")
            .text("LogonType", "OAuth2:Token")
            .text("Protocol", "OAuth2")
            .text("IPAddress", &scene.cast.ip)
            .text("OSPlatform", "Linux");
        if let Some(place) = place {
            row.text("Location", format!("{}, {}", place.city, place.country));
        }
    });
}

/// Two passwords for everybody, and one of them was somebody's.
fn spray(scene: &mut Scene<'_>, pen: &mut Pen) {
    let from = place(scene, false);
    let mut at = scene.at - 30 * 60_000;
    for _ in 0..2 {
        for number in 0..STORY.people.len() {
            if let Some(person) = scene.story.person(number) {
                sign_in(scene, &person, (at, from), "WrongPassword", pen);
            }
            at += 40_000;
        }
    }
    if let Some(person) = scene.person() {
        sign_in(scene, person, (scene.at, from), "", pen);
    }
}

fn foreign_sign_in(scene: &mut Scene<'_>, pen: &mut Pen) {
    let from = place(scene, false);
    if let Some(person) = scene.person() {
        sign_in(scene, person, (scene.at, from), "", pen);
    }
}

fn travel(scene: &mut Scene<'_>, pen: &mut Pen) {
    let (home, away) = (place(scene, true), place(scene, false));
    if let Some(person) = scene.person() {
        sign_in(scene, person, (scene.at - 40 * 60_000, home), "", pen);
        sign_in(scene, person, (scene.at, away), "", pen);
    }
}

/// A computer that is no domain controller asks for passwords.
fn replication(scene: &Scene<'_>, pen: &mut Pen) {
    let (Some(device), Some(person)) = (scene.device(), scene.person()) else {
        return;
    };
    pen.row("IdentityDirectoryEvents", scene.at, |row| {
        row.account(person, scene.domain())
            .text("AccountDisplayName", person.name)
            .text("ActionType", "Directory Services replication")
            .text("Application", "Active Directory")
            .text("Protocol", "Drsr")
            .text("DeviceName", &device.dns_name)
            .text("IPAddress", &device.ip)
            .text("DestinationDeviceName", format!("dc-main.{}", scene.story.domain))
            .number("DestinationPort", 135)
            .json("AdditionalFields", json!({"Count": "1"}));
    });
}

fn reconnaissance(scene: &Scene<'_>, pen: &mut Pen) {
    let (Some(device), Some(process)) = (scene.device(), scene.process()) else {
        return;
    };
    let groups = [
        "Domain Admins",
        "Enterprise Admins",
        "Schema Admins",
        "Account Operators",
    ];
    for (number, group) in (0..).zip(groups) {
        pen.row("DeviceEvents", scene.at + number * 3_000, |row| {
            row.on(device)
                .text("ActionType", "LdapSearch")
                .json(
                    "AdditionalFields",
                    json!({"SearchFilter": format!("(&(objectClass=group)(cn={group}))"), "Scope": ["Subtree"]}),
                )
                .initiated_by(&process);
        });
    }
}

fn pass_the_hash(scene: &mut Scene<'_>, pen: &mut Pen) {
    let other = scene.other_device();
    let (Some(from), Some(device), Some(person)) = (other, scene.device(), scene.person()) else {
        return;
    };
    pen.row("IdentityLogonEvents", scene.at, |row| {
        row.account(person, scene.domain())
            .text("AccountDisplayName", person.name)
            .text("ActionType", "LogonSuccess")
            .text("Application", "Active Directory")
            .text("LogonType", "Resource access")
            .text("Protocol", "Ntlm")
            .text("DeviceName", &from.dns_name)
            .text("IPAddress", &from.ip)
            .text("TargetDeviceName", &device.dns_name)
            .text("DestinationIPAddress", &device.ip);
    });
}

/// Passwords are tried from another device until one fits; a session by remote desktop follows.
pub(super) fn over_the_network(scene: &mut Scene<'_>, pen: &mut Pen) {
    let other = scene.other_device();
    let (Some(from), Some(device), Some(person)) = (other, scene.device(), scene.person()) else {
        return;
    };
    for attempt in 0..25 {
        let at = scene.at - 600_000 + attempt * 20_000;
        let (action, reason) = if attempt < 24 {
            ("LogonFailed", "InvalidUserNameOrPassword")
        } else {
            ("LogonSuccess", "")
        };
        pen.row("DeviceLogonEvents", at, |row| {
            row.on(device)
                .account(person, scene.domain())
                .text("ActionType", action)
                .text("FailureReason", reason)
                .text(
                    "LogonType",
                    if attempt < 24 {
                        "Network"
                    } else {
                        "RemoteInteractive"
                    },
                )
                .text("Protocol", "NTLM")
                .text("RemoteDeviceName", &from.dns_name)
                .text("RemoteIP", &from.ip)
                .text("RemoteIPType", address_type(&from.ip))
                .number("RemotePort", 3_389)
                .number("LogonId", 900_000 + attempt)
                .flag("IsLocalAdmin", attempt == 24);
        });
    }
}
