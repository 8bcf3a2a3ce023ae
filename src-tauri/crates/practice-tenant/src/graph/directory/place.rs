//! What a path under `/v1.0` names.

/// How one object is named (microsoftgraph/microsoft-graph-docs-contrib: application-get.md, application-upsert.md).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Key {
    /// `applications/{object id}`.
    Object(String),
    /// `applications(appId='{client id}')`.
    App(String),
    /// `applications(uniqueName='{name}')`.
    Unique(String),
}

impl Key {
    /// What stood in the path.
    pub(crate) fn sent(&self) -> &str {
        let (Self::Object(sent) | Self::App(sent) | Self::Unique(sent)) = self;
        sent
    }
}

/// From which side app role assignments are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    /// `appRoleAssignedTo`: the path names the API, and who was given its roles is asked for.
    Resource,
    /// `appRoleAssignments`: the path names the client.
    Client,
}

impl Side {
    /// The name in paths.
    pub(crate) fn segment(self) -> &'static str {
        match self {
            Self::Resource => "appRoleAssignedTo",
            Self::Client => "appRoleAssignments",
        }
    }
}

/// Whose profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Who {
    /// `me`.
    Me,
    /// `users/{object id or user principal name}`.
    Named(String),
}

/// A place of the directory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Applications,
    Application(Key),
    AddPassword(Key),
    RemovePassword(Key),
    AddKey(Key),
    SetVerifiedPublisher(Key),
    UnsetVerifiedPublisher(Key),
    ServicePrincipals,
    ServicePrincipal(Key),
    DeletedApplications,
    DeletedServicePrincipals,
    DeletedItem(String),
    RestoreItem(String),
    Assignments(Key, Side),
    Assignment(Key, Side, String),
    GrantsOf(Key),
    Grants,
    Grant(String),
    Person(Who),
    DirectoryRoles(Who),
    RevokeSessions(Who),
    Organizations,
    Organization(String),
}

impl Place {
    /// Reads a path; `None` for what this directory does not hold.
    pub(crate) fn parse(path: &str) -> Option<Self> {
        let path = path.strip_prefix("/v1.0/")?.trim_end_matches('/');
        let decoded = url::form_urlencoded::parse(
            path.replace('+', "%2B")
                .replace('=', "%3D")
                .replace('&', "%26")
                .as_bytes(),
        )
        .next()
        .map(|(text, _)| text.into_owned())?;
        let segments: Vec<&str> = decoded.split('/').collect();
        let (first, rest) = segments.split_first()?;
        if let Some((collection, key)) = alternate(first) {
            return Self::inside(collection, key, rest);
        }
        match (*first, rest) {
            ("applications", []) => Some(Self::Applications),
            ("servicePrincipals", []) => Some(Self::ServicePrincipals),
            ("applications" | "servicePrincipals", [id, rest @ ..]) => {
                Self::inside(first, Key::Object((*id).to_owned()), rest)
            }
            ("directory", [first, rest @ ..]) if first.eq_ignore_ascii_case("deletedItems") => {
                Self::deleted(rest)
            }
            ("oauth2PermissionGrants", []) => Some(Self::Grants),
            ("oauth2PermissionGrants", [id]) => Some(Self::Grant((*id).to_owned())),
            ("me", rest) => Self::of_person(Who::Me, rest),
            ("users", [id, rest @ ..]) => Self::of_person(Who::Named((*id).to_owned()), rest),
            ("organization", []) => Some(Self::Organizations),
            ("organization", [id]) => Some(Self::Organization((*id).to_owned())),
            _ => None,
        }
    }

    fn inside(collection: &str, key: Key, rest: &[&str]) -> Option<Self> {
        if collection != "applications" && matches!(key, Key::Unique(_)) {
            return None;
        }
        match (collection, rest) {
            ("applications", []) => Some(Self::Application(key)),
            ("applications", [action]) => match unqualified(action) {
                "addPassword" => Some(Self::AddPassword(key)),
                "removePassword" => Some(Self::RemovePassword(key)),
                "addKey" => Some(Self::AddKey(key)),
                "setVerifiedPublisher" => Some(Self::SetVerifiedPublisher(key)),
                "unsetVerifiedPublisher" => Some(Self::UnsetVerifiedPublisher(key)),
                _ => None,
            },
            ("servicePrincipals", []) => Some(Self::ServicePrincipal(key)),
            ("servicePrincipals", ["appRoleAssignedTo"]) => Some(Self::Assignments(key, Side::Resource)),
            ("servicePrincipals", ["appRoleAssignments"]) => Some(Self::Assignments(key, Side::Client)),
            ("servicePrincipals", ["appRoleAssignedTo", id]) => {
                Some(Self::Assignment(key, Side::Resource, (*id).to_owned()))
            }
            ("servicePrincipals", ["appRoleAssignments", id]) => {
                Some(Self::Assignment(key, Side::Client, (*id).to_owned()))
            }
            ("servicePrincipals", ["oauth2PermissionGrants"]) => Some(Self::GrantsOf(key)),
            _ => None,
        }
    }

    /// The type has to be said, where a list is meant (directory-deleteditems-list.md, which writes the collection in two ways).
    fn deleted(rest: &[&str]) -> Option<Self> {
        match rest {
            ["microsoft.graph.application"] => Some(Self::DeletedApplications),
            ["microsoft.graph.servicePrincipal"] => Some(Self::DeletedServicePrincipals),
            [id] => Some(Self::DeletedItem((*id).to_owned())),
            [id, "restore" | "microsoft.graph.restore"] => Some(Self::RestoreItem((*id).to_owned())),
            _ => None,
        }
    }

    fn of_person(who: Who, rest: &[&str]) -> Option<Self> {
        match rest {
            [] => Some(Self::Person(who)),
            ["revokeSignInSessions" | "microsoft.graph.revokeSignInSessions"] => {
                Some(Self::RevokeSessions(who))
            }
            ["memberOf" | "transitiveMemberOf"]
            | ["memberOf" | "transitiveMemberOf", "microsoft.graph.directoryRole"] => {
                Some(Self::DirectoryRoles(who))
            }
            _ => None,
        }
    }
}

/// Splits `applications(appId='...')`; a quote in the text is doubled.
fn alternate(segment: &str) -> Option<(&str, Key)> {
    let (collection, rest) = segment.split_once('(')?;
    let (name, quoted) = rest.strip_suffix("')")?.split_once("='")?;
    let text = quoted.replace("''", "'");
    match name {
        "appId" => Some((collection, Key::App(text))),
        "uniqueName" => Some((collection, Key::Unique(text))),
        _ => None,
    }
}

/// An action may be written with its namespace.
fn unqualified(action: &str) -> &str {
    action.strip_prefix("microsoft.graph.").unwrap_or(action)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_object_has_several_names() {
        let id = || "5f".to_owned();
        for (path, key) in [
            ("/v1.0/applications/5f/addPassword", Key::Object(id())),
            ("/v1.0/applications(appId='5f')/addPassword", Key::App(id())),
            ("/v1.0/applications(appId=%275f%27)/addPassword", Key::App(id())),
            (
                "/v1.0/applications/5f/microsoft.graph.addPassword",
                Key::Object(id()),
            ),
            (
                "/v1.0/applications(uniqueName='it''s')/addPassword",
                Key::Unique("it's".to_owned()),
            ),
        ] {
            assert_eq!(Place::parse(path), Some(Place::AddPassword(key)), "{path}");
        }
    }

    #[test]
    fn what_the_directory_does_not_hold_is_no_place() {
        for path in [
            "/v1.0/groups",
            "/v1.0/applications/5f/owners/x",
            "/v1.0/servicePrincipals(uniqueName='x')",
            "/v1.0/applications(displayName='x')",
            "/v1.0/me/messages",
            "/v1.0/",
            "/beta/me",
        ] {
            assert_eq!(Place::parse(path), None, "{path}");
        }
    }
}
