//! What each registration of the seed asks for.

use std::collections::BTreeSet;

use crate::catalogue::{Kind, Permission, Resource};

pub(super) const WANTED_BY_AN_APPLICATION: [(Resource, &str); 12] = [
    (Resource::Graph, "SecurityIncident.Read.All"),
    (Resource::Graph, "SecurityAlert.Read.All"),
    (Resource::Graph, "ThreatHunting.Read.All"),
    (Resource::Xdr, "Incident.Read.All"),
    (Resource::Xdr, "AdvancedHunting.Read.All"),
    (Resource::Mde, "Alert.Read.All"),
    (Resource::Mde, "Machine.Read.All"),
    (Resource::Mde, "AdvancedQuery.Read.All"),
    (Resource::Mde, "Vulnerability.Read.All"),
    (Resource::Mde, "Software.Read.All"),
    (Resource::Mde, "SecurityRecommendation.Read.All"),
    (Resource::Mde, "Score.Read.All"),
];

/// What the application may change beside. Those of the partner and of those who gave no consent only read.
pub(super) const CHANGED_BY_AN_APPLICATION: [(Resource, &str); 4] = [
    (Resource::Graph, "SecurityIncident.ReadWrite.All"),
    (Resource::Graph, "SecurityAlert.ReadWrite.All"),
    (Resource::Xdr, "Incident.ReadWrite.All"),
    (Resource::Mde, "Alert.ReadWrite.All"),
];

pub(super) const WANTED_FOR_A_USER: [(Resource, &str); 13] = [
    (Resource::Graph, "User.Read"),
    (Resource::Graph, "SecurityIncident.Read.All"),
    (Resource::Graph, "SecurityAlert.Read.All"),
    (Resource::Graph, "ThreatHunting.Read.All"),
    (Resource::Xdr, "Incident.Read"),
    (Resource::Xdr, "AdvancedHunting.Read"),
    (Resource::Mde, "Alert.Read"),
    (Resource::Mde, "Machine.Read"),
    (Resource::Mde, "AdvancedQuery.Read"),
    (Resource::Mde, "Vulnerability.Read"),
    (Resource::Mde, "Software.Read"),
    (Resource::Mde, "SecurityRecommendation.Read"),
    (Resource::Mde, "Score.Read"),
];

pub(super) const CHANGED_FOR_A_USER: [(Resource, &str); 4] = [
    (Resource::Graph, "SecurityIncident.ReadWrite.All"),
    (Resource::Graph, "SecurityAlert.ReadWrite.All"),
    (Resource::Xdr, "Incident.ReadWrite"),
    (Resource::Mde, "Alert.ReadWrite"),
];

/// What a person's own app needs to make a whole registration by script.
pub(super) const WANTED_FOR_SETUP: [(Resource, &str); 5] = [
    (Resource::Graph, "Application.ReadWrite.All"),
    (Resource::Graph, "AppRoleAssignment.ReadWrite.All"),
    (Resource::Graph, "DelegatedPermissionGrant.ReadWrite.All"),
    (Resource::Graph, "User.Read"),
    (Resource::Graph, "Organization.Read.All"),
];

/// What a pipeline needs to make registrations of its own without a person.
pub(super) const WANTED_BY_A_PIPELINE: [(Resource, &str); 3] = [
    (Resource::Graph, "Application.ReadWrite.OwnedBy"),
    (Resource::Graph, "AppRoleAssignment.ReadWrite.All"),
    (Resource::Graph, "DelegatedPermissionGrant.ReadWrite.All"),
];

pub(super) fn permissions(kind: Kind, names: &[(Resource, &str)]) -> BTreeSet<Permission> {
    names
        .iter()
        .filter_map(|(resource, name)| resource.permission(kind, name))
        .collect()
}
