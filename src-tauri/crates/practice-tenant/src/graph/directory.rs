//! Directory objects of Microsoft Graph: app registrations, service principals, what was granted to them, people and the
//! organization (microsoftgraph/microsoft-graph-docs-contrib: api-reference/v1.0).

mod app_role_assignments;
mod application;
mod application_changes;
mod applications;
mod call;
mod collection;
mod deleted_items;
mod key_credentials;
mod organization;
mod passwords;
mod people;
mod permission_grants;
mod place;
mod refusal;
mod required_resource_access;
mod service_principal;
mod service_principals;
mod verified_publisher;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, Method, Uri};
use axum::response::Response;

use crate::address::Address;
use crate::graph::error::{GraphError, unknown_segment};
use crate::practice::Shared;
use call::{Call, Caller, Reply};
use place::Place;

/// Answers everything under `/v1.0` that is no security call.
pub(crate) async fn answer(
    State(practice): State<Shared>,
    address: Address,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let reply = match Place::parse(uri.path()) {
        None => Err(unknown_segment(uri.path())),
        Some(place) => Caller::of(&practice, &headers).and_then(|caller| {
            let query = uri.query().unwrap_or_default();
            let call = Call::new(&practice, &address, &headers, query, &body, caller);
            dispatch(&call, &method, &place)
        }),
    };
    match reply {
        Ok(reply) => reply.response(),
        Err(error) => error.response(&headers, practice.now()),
    }
}

fn dispatch(call: &Call<'_>, method: &Method, place: &Place) -> Result<Reply, GraphError> {
    match (method.as_str(), place) {
        ("GET", Place::Applications) => applications::list(call),
        ("POST", Place::Applications) => applications::create(call),
        ("GET", Place::Application(key)) => applications::one(call, key),
        ("PATCH", Place::Application(key)) => applications::upsert(call, key),
        ("DELETE", Place::Application(key)) => applications::delete(call, key),
        ("POST", Place::AddPassword(key)) => passwords::add(call, key),
        ("POST", Place::RemovePassword(key)) => passwords::remove(call, key),
        ("POST", Place::AddKey(key)) => key_credentials::add(call, key),
        ("POST", Place::SetVerifiedPublisher(key)) => verified_publisher::set(call, key),
        ("POST", Place::UnsetVerifiedPublisher(key)) => verified_publisher::unset(call, key),
        ("GET", Place::ServicePrincipals) => service_principals::list(call),
        ("POST", Place::ServicePrincipals) => service_principals::create(call),
        ("GET", Place::ServicePrincipal(key)) => service_principals::one(call, key),
        ("PATCH", Place::ServicePrincipal(key)) => service_principals::update(call, key),
        ("DELETE", Place::ServicePrincipal(key)) => service_principals::delete(call, key),
        ("GET", Place::DeletedApplications) => deleted_items::applications(call),
        ("GET", Place::DeletedServicePrincipals) => deleted_items::service_principals(call),
        ("GET", Place::DeletedItem(id)) => deleted_items::one(call, id),
        ("DELETE", Place::DeletedItem(id)) => deleted_items::delete(call, id),
        ("POST", Place::RestoreItem(id)) => deleted_items::restore(call, id),
        ("GET", Place::Assignments(key, side)) => app_role_assignments::list(call, key, *side),
        ("POST", Place::Assignments(key, side)) => app_role_assignments::create(call, key, *side),
        ("DELETE", Place::Assignment(key, side, id)) => app_role_assignments::delete(call, key, *side, id),
        ("GET", Place::GrantsOf(key)) => permission_grants::of_client(call, key),
        ("GET", Place::Grants) => permission_grants::list(call),
        ("POST", Place::Grants) => permission_grants::create(call),
        ("GET", Place::Grant(id)) => permission_grants::one(call, id),
        ("PATCH", Place::Grant(id)) => permission_grants::update(call, id),
        ("DELETE", Place::Grant(id)) => permission_grants::delete(call, id),
        ("GET", Place::Person(who)) => people::one(call, who),
        ("GET", Place::DirectoryRoles(who)) => people::directory_roles(call, who),
        ("POST", Place::RevokeSessions(who)) => people::revoke_sessions(call, who),
        ("GET", Place::Organizations) => organization::list(call),
        ("GET", Place::Organization(id)) => organization::one(call, id),
        _ => Err(refusal::wrong_method()),
    }
}
