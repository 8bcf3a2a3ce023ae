//! How things are: devices as they report every day, their networks and programs, and people.
//!
//! `DeviceInfo`, `DeviceNetworkInfo`, `IdentityInfo`, `DeviceTvmSoftwareInventory` and
//! `DeviceTvmSoftwareVulnerabilities` (the pages of these names in defender-xdr,
//! `advanced-hunting-*-table.md`).

use jiff::Timestamp;
use serde_json::json;

use crate::data::{HUNTING, STORY};
use crate::hunting::everyday::{DAY, DAYS};
use crate::hunting::pen::{Pen, Row};
use crate::random::Dice;
use crate::story::{Device, Installed, Person, Story, is_domain_admin};

pub(super) fn write(story: &Story, pen: &mut Pen) {
    devices(story, pen);
    people(story, pen);
    if pen.writes("DeviceTvmSoftwareInventory") || pen.writes("DeviceTvmSoftwareVulnerabilities") {
        for device in story.devices() {
            for installed in story.software_of(&device) {
                software(story, &device, &installed, pen);
            }
        }
    }
}

/// Both tables say how things are now, and have no time.
fn software(story: &Story, device: &Device, installed: &Installed, pen: &mut Pen) {
    let head = |row: &mut Row<'_>| {
        row.on(device)
            .text("OSPlatform", &device.row.os_platform)
            .text("OSVersion", os_version(device))
            .text("OSArchitecture", "x64")
            .text("SoftwareVendor", &installed.row.vendor)
            .text("SoftwareName", &installed.row.name)
            .text("SoftwareVersion", installed.version());
    };
    pen.row("DeviceTvmSoftwareInventory", story.started(), |row| {
        head(row);
        if let Some((status, date)) = end_of_support(story, installed) {
            row.text("EndOfSupportStatus", status)
                .time("EndOfSupportDate", date);
        }
    });
    for vulnerability in installed.vulnerabilities() {
        pen.row("DeviceTvmSoftwareVulnerabilities", story.started(), |row| {
            head(row);
            row.text("CveId", &vulnerability.id)
                .text("VulnerabilitySeverityLevel", &vulnerability.severity)
                .text("RecommendedSecurityUpdate", installed.row.newest())
                .json("CveTags", json!([]));
        });
    }
}

/// Only where an end is known.
fn end_of_support(story: &Story, installed: &Installed) -> Option<(&'static str, i64)> {
    let date: Timestamp = format!("{}T00:00:00Z", installed.row.end_of_support.as_ref()?)
        .parse()
        .ok()?;
    let date = date.as_millisecond();
    let status = if date < story.started() {
        "EOS Version"
    } else {
        "Upcoming EOS Version"
    };
    Some((status, date))
}

/// A device reports in full once a day here; the service's do every hour.
fn devices(story: &Story, pen: &mut Pen) {
    if !pen.writes("DeviceInfo") && !pen.writes("DeviceNetworkInfo") {
        return;
    }
    for device in story.devices() {
        for day in 0..DAYS {
            let at = device.last_seen - day * DAY;
            if at < story.started() - DAYS * DAY {
                break;
            }
            pen.row("DeviceInfo", at, |row| info(story, &device, row));
            pen.row("DeviceNetworkInfo", at, |row| network(&device, row));
        }
    }
}

fn info(story: &Story, device: &Device, row: &mut Row<'_>) {
    let users: Vec<_> = story
        .people_of_device(device.number)
        .into_iter()
        .filter_map(|number| story.person(number))
        .map(|person| {
            json!({"UserName": person.account, "DomainName": story.account_domain(), "Sid": person.sid})
        })
        .collect();
    let server = device.row.os_platform.contains("Server") || device.row.os_platform == "Linux";
    row.on(device)
        .text("ClientVersion", "10.8760.26100.1742")
        .text("PublicIP", &device.external_ip)
        .text("OSArchitecture", "64-bit")
        .text("OSPlatform", &device.row.os_platform)
        .number("OSBuild", device.row.build.into())
        .text("OSVersion", os_version(device))
        .text("OSVersionInfo", &device.row.version)
        .flag("IsAzureADJoined", device.aad_id.is_some())
        .text(
            "AadDeviceId",
            device.aad_id.map(|id| id.to_string()).unwrap_or_default(),
        )
        .text("JoinType", device.aad_id.map_or("", |_| "Hybrid Azure AD Join"))
        .json("LoggedOnUsers", json!(users))
        .text("MachineGroup", &device.row.group)
        .text("OnboardingStatus", "Onboarded")
        .text("DeviceCategory", "Endpoint")
        .text("DeviceType", if server { "Server" } else { "Workstation" })
        .flag("IsInternetFacing", device.is_internet_facing())
        .text("SensorHealthState", device.health)
        .flag("IsExcluded", false)
        .flag("IsTransient", false)
        .text("ExposureLevel", device.exposure)
        .text("AssetValue", device.value)
        .json("DeviceManualTags", json!(device.tags));
}

/// `10.0` for every Windows of the tenant.
pub(super) fn os_version(device: &Device) -> &'static str {
    if device.row.os_platform.starts_with("Windows") {
        "10.0"
    } else {
        &device.row.version
    }
}

fn network(device: &Device, row: &mut Row<'_>) {
    let subnet = device.ip.rsplit_once('.').map_or("", |(subnet, _)| subnet);
    let gateway = format!("{subnet}.1");
    row.on(device)
        .text("NetworkAdapterName", "Ethernet0")
        .text("MacAddress", &device.mac)
        .text("NetworkAdapterType", "Ethernet")
        .text("NetworkAdapterStatus", "Up")
        .text("TunnelType", "None")
        .json(
            "ConnectedNetworks",
            json!([{"Name": "Network", "IsConnectedToInternet": true, "Category": "DomainAuthenticated"}]),
        )
        .json("DnsAddresses", json!([gateway]))
        .text("IPv4Dhcp", &gateway)
        .json("DefaultGateways", json!([gateway]))
        .json(
            "IPAddresses",
            json!([{"IPAddress": device.ip, "SubnetPrefix": 24, "AddressType": "Private"}]),
        )
        .text("OnboardingStatus", "Onboarded");
}

/// Everybody is told of once a week.
fn people(story: &Story, pen: &mut Pen) {
    if !pen.writes("IdentityInfo") {
        return;
    }
    for number in 0..STORY.people.len() {
        let Some(person) = story.person(number) else {
            continue;
        };
        for week in 0..DAYS / 7 {
            let at = story.started() - DAY / 2 - week * 7 * DAY;
            pen.row("IdentityInfo", at, |row| identity(story, &person, row));
        }
    }
}

fn identity(story: &Story, person: &Person, row: &mut Row<'_>) {
    let mut dice = Dice::new(0, person.account);
    let (given, surname) = person.name.split_once(' ').unwrap_or((person.name, ""));
    let usual: Vec<_> = HUNTING.places.iter().filter(|place| place.usual).collect();
    let since = story.started() - DAY * (200 + i64::try_from(dice.below(2_000)).unwrap_or_default());
    let roles = if is_domain_admin(person) {
        json!(["Global Administrator"])
    } else {
        json!([])
    };
    row.account(person, story.account_domain())
        .text("OnPremSid", &person.sid)
        .text("AccountDisplayName", person.name)
        .text("GivenName", given)
        .text("Surname", surname)
        .text("Type", "User")
        .text("EmailAddress", &person.user_principal_name)
        .text("SipProxyAddress", &person.user_principal_name)
        .flag("IsAccountEnabled", true)
        .time("CreatedDateTime", since)
        .text("IdentityEnvironment", "Hybrid")
        .json("SourceProviders", json!(["ActiveDirectory", "EntraID"]))
        .json("Tags", json!([]))
        .json("AssignedRoles", roles);
    if let Some(department) = dice.pick(&HUNTING.departments) {
        row.text("Department", &department.name)
            .text("JobTitle", &department.title);
    }
    if let Some(place) = dice.pick(&usual) {
        row.text("City", &place.city).text("Country", &place.country);
    }
}
