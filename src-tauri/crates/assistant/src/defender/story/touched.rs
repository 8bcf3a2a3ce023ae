//! Which devices and accounts a story is about. Graph puts them among the evidence, Defender XDR beside it, Defender for
//! Endpoint on the alert.

use std::cmp::Reverse;
use std::collections::HashSet;

use serde::Serialize;
use serde_json::Value;
use specta::Type;

use crate::defender::rows::{list, text};

/// A device of the story.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct TouchedDevice {
    /// Its DNS name.
    pub name: String,
    /// Its id in Defender for Endpoint.
    pub id: Option<String>,
    /// Its operating system, in the service's word.
    pub os: Option<String>,
    /// Does it report? In the service's word.
    pub health: Option<String>,
    /// How bad its state is, in the service's word.
    pub risk: Option<String>,
    /// How many alerts name it.
    pub alerts: u32,
}

/// An account of the story.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
pub struct TouchedUser {
    /// Its user principal name, or domain and account.
    pub name: String,
    /// Its object id in Entra.
    pub id: Option<String>,
    /// How many alerts name it.
    pub alerts: u32,
}

/// What alerts name, and how many do.
trait Touched {
    fn name(&self) -> &str;
    fn alerts(&mut self) -> &mut u32;
}

impl Touched for TouchedDevice {
    fn name(&self) -> &str {
        &self.name
    }

    fn alerts(&mut self) -> &mut u32 {
        &mut self.alerts
    }
}

impl Touched for TouchedUser {
    fn name(&self) -> &str {
        &self.name
    }

    fn alerts(&mut self) -> &mut u32 {
        &mut self.alerts
    }
}

/// The devices of alerts, each once, those of most alerts first.
pub(super) fn devices(alerts: &[&Value]) -> Vec<TouchedDevice> {
    let mut found = each_once(alerts, devices_of);
    found.sort_by_key(|device| Reverse(device.alerts));
    found
}

fn devices_of(alert: &Value) -> Vec<TouchedDevice> {
    let device = |raw: &Value, name: &str| {
        let id = ["mdeDeviceId", "mdatpDeviceId", "machineId"];
        Some(TouchedDevice {
            name: text(raw, name)?,
            id: id.iter().find_map(|name| text(raw, name)),
            os: text(raw, "osPlatform"),
            health: text(raw, "healthStatus"),
            risk: text(raw, "riskScore"),
            alerts: 1,
        })
    };
    list(alert, "devices")
        .chain(list(alert, "evidence"))
        .filter_map(|item| device(item, "deviceDnsName"))
        .chain(device(alert, "computerDnsName"))
        .collect()
}

/// The accounts of alerts, each once, those of most alerts first.
pub(super) fn users(alerts: &[&Value]) -> Vec<TouchedUser> {
    let mut found = each_once(alerts, users_of);
    found.sort_by_key(|user| Reverse(user.alerts));
    found
}

fn each_once<T: Touched>(alerts: &[&Value], of: fn(&Value) -> Vec<T>) -> Vec<T> {
    let mut found: Vec<T> = Vec::new();
    for alert in alerts {
        let mut named = HashSet::new();
        for one in of(alert) {
            if !named.insert(one.name().to_owned()) {
                continue;
            }
            match found.iter_mut().find(|known| known.name() == one.name()) {
                Some(known) => *known.alerts() += 1,
                None => found.push(one),
            }
        }
    }
    found
}

fn users_of(alert: &Value) -> Vec<TouchedUser> {
    let flat = list(alert, "entities").chain(list(alert, "evidence"));
    let flat = flat.filter(|item| text(item, "entityType").as_deref() == Some("User"));
    let nested = list(alert, "evidence").filter_map(|item| item.get("userAccount"));
    let mut users: Vec<_> = flat.chain(nested).filter_map(user).collect();
    if users.is_empty() {
        users.extend(alert.get("relatedUser").and_then(related));
    }
    users
}

fn user(raw: &Value) -> Option<TouchedUser> {
    Some(TouchedUser {
        name: account_name(raw)?,
        id: text(raw, "azureAdUserId").or_else(|| text(raw, "aadUserId")),
        alerts: 1,
    })
}

/// A user principal name, or domain and account.
pub(super) fn account_name(raw: &Value) -> Option<String> {
    let whole = || {
        let account = text(raw, "accountName")?;
        Some(match text(raw, "domainName") {
            Some(domain) => format!("{domain}\\{account}"),
            None => account,
        })
    };
    text(raw, "userPrincipalName").or_else(whole)
}

/// An alert of Defender for Endpoint says whose it is also where its evidence names nobody.
fn related(raw: &Value) -> Option<TouchedUser> {
    let account = text(raw, "userName")?;
    let name = match text(raw, "domainName") {
        Some(domain) => format!("{domain}\\{account}"),
        None => account,
    };
    Some(TouchedUser {
        name,
        id: None,
        alerts: 1,
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_same_device_of_three_alerts_is_one_that_is_named_three_times() {
        let graph = json!({"evidence": [{"deviceDnsName": "pc", "mdeDeviceId": "m", "riskScore": "high"},
            {"deviceDnsName": "pc"}]});
        let xdr = json!({"devices": [{"deviceDnsName": "pc"}, {"deviceDnsName": "other"}]});
        let mde = json!({"computerDnsName": "pc", "machineId": "m"});
        let found = devices(&[&graph, &xdr, &mde]);
        let counts: Vec<_> = found.iter().map(|one| (one.name.as_str(), one.alerts)).collect();
        assert_eq!(counts, [("pc", 3), ("other", 1)]);
        assert_eq!(found[0].risk.as_deref(), Some("high"));
    }

    #[test]
    fn an_account_is_named_as_well_as_the_service_knows_it() {
        let alert = json!({"entities": [{"entityType": "User", "userPrincipalName": "ana@contoso.com"},
            {"entityType": "User", "accountName": "SYSTEM", "domainName": "NT AUTHORITY"},
            {"entityType": "Ip", "accountName": "nobody"}]});
        let names: Vec<_> = users(&[&alert]).into_iter().map(|one| one.name).collect();
        assert_eq!(names, ["ana@contoso.com", "NT AUTHORITY\\SYSTEM"]);
        let related = json!({"relatedUser": {"userName": "ben", "domainName": null}});
        assert_eq!(users(&[&related])[0].name, "ben");
    }
}
