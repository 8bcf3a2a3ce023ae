//! The three APIs of the tenant and the permissions that each offers.

use crate::data::{PERMISSIONS, PermissionRow, ResourceRow};
use crate::ids::ClientId;
use uuid::Uuid;

/// An API that tokens are issued for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Resource {
    /// Microsoft Graph.
    Graph,
    /// Defender XDR, "Microsoft Threat Protection" in the portal.
    Xdr,
    /// Defender for Endpoint, `WindowsDefenderATP` in the portal.
    Mde,
}

/// Delegated (claim `scp`) or application (claim `roles`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Kind {
    /// On behalf of a signed-in user.
    Delegated,
    /// As the application itself.
    Application,
}

impl Kind {
    /// The word in the forms and in the data file.
    pub(crate) fn id(self) -> &'static str {
        match self {
            Self::Delegated => "delegated",
            Self::Application => "application",
        }
    }

    /// The other way round.
    pub(crate) fn parse(id: &str) -> Option<Self> {
        [Self::Delegated, Self::Application]
            .into_iter()
            .find(|kind| kind.id() == id)
    }
}

/// One permission of one API.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Permission {
    pub(crate) resource: Resource,
    pub(crate) kind: Kind,
    pub(crate) value: &'static str,
}

impl Permission {
    /// The catalogue's row. Every `Permission` is made from one, so there is one.
    pub(crate) fn row(self) -> Option<&'static PermissionRow> {
        self.resource.rows(self.kind).find(|row| row.value == self.value)
    }

    /// True when an ordinary user may not consent to it.
    pub(crate) fn needs_admin(self) -> bool {
        self.row().is_none_or(|row| row.admin_consent)
    }
}

/// The delegated permissions of OpenID Connect. They belong to Graph and say nothing about which API is meant.
pub(crate) const OPENID_SCOPES: [&str; 4] = ["openid", "profile", "email", "offline_access"];

impl Resource {
    /// All three, in the order of the portal.
    pub(crate) const ALL: [Self; 3] = [Self::Graph, Self::Xdr, Self::Mde];

    /// The short name used in paths and data files.
    pub(crate) fn id(self) -> &'static str {
        match self {
            Self::Graph => "graph",
            Self::Xdr => "xdr",
            Self::Mde => "mde",
        }
    }

    /// The other way round.
    pub(crate) fn parse(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|resource| resource.id() == id)
    }

    /// The API of that application id.
    pub(crate) fn of_app(app_id: Uuid) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.app_id() == app_id)
    }

    /// Its application id as that of a client: an API has a service principal in each tenant, like any app.
    pub(crate) fn client_id(self) -> ClientId {
        ClientId(self.app_id())
    }

    /// The permission of that id.
    pub(crate) fn permission_with_id(self, kind: Kind, id: Uuid) -> Option<Permission> {
        let row = self.rows(kind).find(|row| row.id == id)?;
        Some(Permission {
            resource: self,
            kind,
            value: &row.value,
        })
    }

    fn row(self) -> Option<&'static ResourceRow> {
        PERMISSIONS.resources.iter().find(|row| row.id == self.id())
    }

    /// The name of the service principal, never translated.
    pub(crate) fn name(self) -> &'static str {
        self.row().map_or("", |row| &row.name)
    }

    /// Its application id, the same in every tenant.
    pub(crate) fn app_id(self) -> Uuid {
        self.row().map_or(Uuid::nil(), |row| row.app_id)
    }

    /// The identifier URI that stands in `aud`.
    pub(crate) fn identifier_uri(self) -> &'static str {
        match self {
            Self::Graph => "https://graph.microsoft.com",
            Self::Xdr => "https://api.security.microsoft.com",
            Self::Mde => "https://api.securitycenter.microsoft.com",
        }
    }

    /// All its identifier URIs.
    pub(crate) fn identifier_uris(self) -> Vec<String> {
        self.row()
            .map(|row| row.identifier_uris.clone())
            .unwrap_or_default()
    }

    /// The API that an identifier URI or an application id names; a final slash does not matter.
    pub(crate) fn named(uri: &str) -> Option<Self> {
        let uri = uri.trim_end_matches('/');
        Self::ALL.into_iter().find(|resource| {
            resource.row().is_some_and(|row| {
                row.identifier_uris.iter().any(|known| known == uri) || row.app_id.to_string() == uri
            })
        })
    }

    fn rows(self, kind: Kind) -> impl Iterator<Item = &'static PermissionRow> {
        PERMISSIONS
            .permissions
            .iter()
            .filter(move |row| row.resource == self.id() && row.kind == kind.id())
    }

    /// Everything that it offers of one kind.
    pub(crate) fn permissions(self, kind: Kind) -> impl Iterator<Item = Permission> {
        self.rows(kind).map(move |row| Permission {
            resource: self,
            kind,
            value: &row.value,
        })
    }

    /// The permission of that name. As at Entra the case does not matter in a request.
    pub(crate) fn permission(self, kind: Kind, value: &str) -> Option<Permission> {
        self.permissions(kind)
            .find(|permission| permission.value.eq_ignore_ascii_case(value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_api_is_found_by_any_of_its_names() {
        assert_eq!(
            Resource::named("https://api.security.microsoft.com/"),
            Some(Resource::Xdr)
        );
        assert_eq!(
            Resource::named("https://securitycenter.onmicrosoft.com/windowsatpservice"),
            Some(Resource::Mde)
        );
        assert_eq!(
            Resource::named("00000003-0000-0000-c000-000000000000"),
            Some(Resource::Graph)
        );
        assert_eq!(
            Resource::named("https://api.security.microsoft.com.default"),
            None
        );
    }

    #[test]
    fn defender_drops_all_for_delegated_permissions() {
        assert!(
            Resource::Xdr
                .permission(Kind::Delegated, "Incident.Read")
                .is_some()
        );
        assert!(
            Resource::Xdr
                .permission(Kind::Delegated, "Incident.Read.All")
                .is_none()
        );
        assert!(
            Resource::Xdr
                .permission(Kind::Application, "Incident.Read.All")
                .is_some()
        );
    }

    #[test]
    fn every_api_has_its_row() {
        for resource in Resource::ALL {
            assert!(!resource.name().is_empty());
            assert_eq!(Resource::named(resource.identifier_uri()), Some(resource));
        }
    }
}
