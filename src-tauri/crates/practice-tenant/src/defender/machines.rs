//! `/api/machines` of Defender for Endpoint (MicrosoftDocs/defender-docs: defender-endpoint/api/get-machines.md,
//! get-machine-by-id.md, get-machine-related-alerts.md, get-machine-log-on-users.md), and the alerts of a user.

use axum::extract::Path;

use crate::api_request::{Admitted, ApiRequest};
use crate::bearer::Needs;
use crate::catalogue::Resource;
use crate::defender::alert_parts::USERS;
use crate::defender::alerts;
use crate::defender::error::DefenderError;
use crate::defender::list::{Answer, admitted, entity, options, page, whole};
use crate::odata::{Offer, Schema, Type};
use crate::story::Device;

pub(super) const READ: Needs = Needs {
    resource: Resource::Mde,
    roles: &["Machine.Read.All", "Machine.ReadWrite.All"],
    scopes: &["Machine.Read", "Machine.ReadWrite"],
};

static SCHEMA: Schema = Schema {
    name: "Microsoft.Windows.Defender.Machine",
    fields: &[
        ("computerDnsName", Type::Text),
        ("id", Type::Text),
        ("version", Type::Text),
        ("deviceValue", Type::Enum),
        ("aadDeviceId", Type::Text),
        ("machineTags", Type::Texts),
        ("lastSeen", Type::Time),
        ("exposureLevel", Type::Enum),
        ("onboardingStatus", Type::Enum),
        ("lastIpAddress", Type::Text),
        ("healthStatus", Type::Enum),
        ("osPlatform", Type::Enum),
        ("riskScore", Type::Enum),
        ("rbacGroupId", Type::Number),
    ],
    not_filterable: &[
        "firstSeen",
        "osProcessor",
        "osArchitecture",
        "osBuild",
        "osVersion",
        "lastExternalIpAddress",
        "rbacGroupName",
        "isAadJoined",
        "ipAddresses",
    ],
};

const OFFER: Offer = Offer {
    schema: &SCHEMA,
    expand: &[],
    order_by: false,
    select: false,
};

pub(super) async fn list(request: ApiRequest) -> Answer {
    let caller = admitted(&request, &READ)?;
    let (options, size) = options(&request, &OFFER)?;
    let devices = caller.story.devices();
    Ok(page(
        &request,
        &caller,
        "Machines",
        (&options, size),
        devices,
        Device::mde,
    ))
}

/// By id or by full name.
pub(super) async fn one(request: ApiRequest, Path(id): Path<String>) -> Answer {
    let caller = admitted(&request, &READ)?;
    Ok(entity(&request, "Machines", found(&caller, &id)?.mde()))
}

pub(super) fn found(caller: &Admitted, id: &str) -> Result<Device, DefenderError> {
    let device = caller.story.device_named(id);
    device.ok_or_else(|| DefenderError::not_found(format!("Machine {id} was not found")))
}

pub(super) async fn alerts(request: ApiRequest, Path(id): Path<String>) -> Answer {
    let caller = admitted(&request, &alerts::READ)?;
    let device = found(&caller, &id)?;
    alerts::listed(&request, &caller, caller.story.alerts_of(&device))
}

pub(super) async fn users(request: ApiRequest, Path(id): Path<String>) -> Answer {
    let caller = admitted(&request, &USERS)?;
    let device = found(&caller, &id)?;
    Ok(whole(&request, "Users", caller.story.users_of(&device)))
}

/// By account name, without its domain (get-user-related-alerts.md).
pub(super) async fn alerts_of_user(request: ApiRequest, Path(id): Path<String>) -> Answer {
    let caller = admitted(&request, &alerts::READ)?;
    let alerts = caller.story.alerts_about(&id);
    let alerts = alerts.ok_or_else(|| DefenderError::not_found(format!("User {id} was not found")))?;
    alerts::listed(&request, &caller, alerts)
}
