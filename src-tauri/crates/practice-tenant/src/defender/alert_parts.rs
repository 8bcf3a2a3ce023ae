//! What an alert is about: `/api/alerts/{id}/machine`, `user`, `files`, `ips` and `domains`
//! (MicrosoftDocs/defender-docs: defender-endpoint/api/get-alert-related-*.md).

use axum::extract::Path;

use crate::api_request::ApiRequest;
use crate::bearer::Needs;
use crate::catalogue::Resource;
use crate::defender::alerts::found;
use crate::defender::error::DefenderError;
use crate::defender::list::{Answer, admitted, entity, whole};
use crate::defender::machines;

pub(super) const USERS: Needs = Needs {
    resource: Resource::Mde,
    roles: &["User.Read.All"],
    scopes: &["User.Read.All"],
};

const FILES: Needs = Needs {
    resource: Resource::Mde,
    roles: &["File.Read.All"],
    scopes: &["File.Read.All"],
};

const IPS: Needs = Needs {
    resource: Resource::Mde,
    roles: &["Ip.Read.All"],
    scopes: &["Ip.Read.All"],
};

/// The page writes URL.Read.All; the permission is called Url.Read.All.
const DOMAINS: Needs = Needs {
    resource: Resource::Mde,
    roles: &["Url.Read.All"],
    scopes: &["Url.Read.All"],
};

pub(super) async fn machine(request: ApiRequest, Path(id): Path<String>) -> Answer {
    let caller = admitted(&request, &machines::READ)?;
    let machine = found(&caller, &id)?.machine();
    let machine =
        machine.ok_or_else(|| DefenderError::not_found(format!("Machine of alert {id} was not found")))?;
    Ok(entity(&request, "Machines", machine.mde()))
}

pub(super) async fn user(request: ApiRequest, Path(id): Path<String>) -> Answer {
    let caller = admitted(&request, &USERS)?;
    let user = found(&caller, &id)?.user();
    let user = user.ok_or_else(|| DefenderError::not_found(format!("User of alert {id} was not found")))?;
    Ok(entity(&request, "Users", user))
}

pub(super) async fn files(request: ApiRequest, Path(id): Path<String>) -> Answer {
    let caller = admitted(&request, &FILES)?;
    Ok(whole(&request, "Files", found(&caller, &id)?.files()))
}

pub(super) async fn ips(request: ApiRequest, Path(id): Path<String>) -> Answer {
    let caller = admitted(&request, &IPS)?;
    Ok(whole(&request, "Ips", found(&caller, &id)?.ips()))
}

pub(super) async fn domains(request: ApiRequest, Path(id): Path<String>) -> Answer {
    let caller = admitted(&request, &DOMAINS)?;
    Ok(whole(&request, "Domains", found(&caller, &id)?.domains()))
}
