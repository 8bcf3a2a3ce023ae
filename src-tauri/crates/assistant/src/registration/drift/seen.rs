//! What is compared: what a connection wants of its registration, and what was read of it.

use jiff::Timestamp;
use serde::Deserialize as _;
use serde_json::Value;

use crate::cloud::Api;
use crate::connection::{Connection, Context, Purpose, Tenancy};
use crate::defender::permissions;
use crate::error::{ErrorCode, ErrorReport, Result};
use crate::registration::found::{Application, PasswordCredential, PermissionGrant, ServicePrincipal};
use crate::registration::plan::{Granted, ResolvedPermission};
use crate::registration::target::{Target, TargetPermission};
use crate::sign_in::Certificate;

/// What consent to signing in brings along, beside any permission of the goal.
const SIGN_IN: [&str; 4] = ["openid", "profile", "offline_access", "email"];

/// What a connection wants of its registration.
pub(crate) struct Wanted {
    pub(crate) connection: Connection,
    pub(crate) target: Target,
    /// What is used as well, though the goal does not name it: nobody has to ask for it, and it is not too much.
    pub(crate) used: Vec<(Api, Purpose)>,
    /// The app reads its own registration.
    pub(crate) reads_itself: bool,
    pub(crate) certificate: Option<Certificate>,
    pub(crate) now: Timestamp,
}

impl Wanted {
    pub(crate) fn context(&self) -> Context {
        self.connection.goal.context
    }

    /// At a partner, consent counts in the tenants of its customers.
    pub(crate) fn at_customers(&self) -> bool {
        self.connection.goal.tenancy == Tenancy::Customers
    }

    /// Every name that is enough for what is wanted at an API.
    pub(crate) fn sufficient(&self, permission: &TargetPermission) -> &'static [&'static str] {
        self.opening(permission.api, permission.purpose)
    }

    fn opening(&self, api: Api, purpose: Purpose) -> &'static [&'static str] {
        permissions::sufficient(self.connection.toward(api, purpose).goal)
    }

    /// Is there a reason for a permission of this name? `least`: the names that would be enough are all there.
    pub(crate) fn keeps(&self, permission: &Named, has: &dyn Fn(Api, &str) -> bool) -> bool {
        let Some(api) = permission.api else {
            return false;
        };
        let signs_in = permission.kind == "Scope" && SIGN_IN.contains(&permission.name.as_str());
        let itself =
            permission.kind == "Role" && self.reads_itself && permission.name == "Application.Read.All";
        if api == Api::Graph && (signs_in || itself) {
            return true;
        }
        if permission.kind != self.target.kind {
            return false;
        }
        let wanted = self.target.permissions.iter().map(|one| (one.api, one.purpose));
        let reasons = wanted.chain(self.used.iter().copied());
        // A larger one has a reason as long as none of the smaller ones is there.
        reasons.filter(|(at, _)| *at == api).any(|(_, purpose)| {
            let opening = self.opening(api, purpose);
            let smaller = opening.iter().take_while(|name| **name != permission.name);
            opening.contains(&permission.name.as_str()) && !smaller.into_iter().any(|name| has(api, name))
        })
    }
}

/// A permission with its name, as an API's service principal tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Named {
    /// The API where it is one that Handrail knows.
    pub(crate) api: Option<Api>,
    /// Its name for people.
    pub(crate) api_name: String,
    pub(crate) resource_app_id: String,
    /// `Role` or `Scope`.
    pub(crate) kind: String,
    /// Its value; its id where the tenant does not tell the value.
    pub(crate) name: String,
}

/// A permission that an API offers, as the registration asks for it.
pub(crate) fn named(resources: &[ServicePrincipal], app_id: &str, id: &str, kind: &str) -> Named {
    let resource = resources
        .iter()
        .find(|one| one.app_id.eq_ignore_ascii_case(app_id));
    let roles = resource.into_iter().flat_map(|one| &one.app_roles);
    let scopes = resource.into_iter().flat_map(|one| &one.oauth2_permission_scopes);
    let value = if kind == "Role" {
        roles.filter(|one| one.id == id).find_map(|one| one.value.clone())
    } else {
        scopes
            .filter(|one| one.id == id)
            .find_map(|one| one.value.clone())
    };
    let mut named = of_resource(resource, app_id, kind);
    named.name = value.unwrap_or_else(|| id.to_owned());
    named
}

fn of_resource(resource: Option<&ServicePrincipal>, app_id: &str, kind: &str) -> Named {
    let api = Api::ALL
        .into_iter()
        .find(|api| api.app_id().eq_ignore_ascii_case(app_id));
    let told = resource.and_then(|one| one.display_name.clone());
    Named {
        api,
        api_name: api.map_or_else(
            || told.unwrap_or_else(|| app_id.to_owned()),
            |api| api.portal_name().to_owned(),
        ),
        resource_app_id: app_id.to_owned(),
        kind: kind.to_owned(),
        name: String::new(),
    }
}

/// Which permissions whoever looks may grant and take away.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct GrantRights {
    /// Application permissions.
    pub(crate) roles: bool,
    /// Delegated ones.
    pub(crate) scopes: bool,
}

impl GrantRights {
    pub(crate) const ALL: Self = Self {
        roles: true,
        scopes: true,
    };

    /// May it for `Role` or `Scope`?
    pub(crate) fn to(self, kind: &str) -> bool {
        if kind == "Role" { self.roles } else { self.scopes }
    }
}

/// What was read of a registration and around it.
pub(crate) struct Seen {
    /// As it came: what a change leaves alone is not known here in full.
    raw: Value,
    pub(crate) application: Application,
    pub(crate) principal: Option<ServicePrincipal>,
    /// The service principals of the APIs that it asks for or was granted something of.
    pub(crate) resources: Vec<ServicePrincipal>,
    pub(crate) granted: Granted,
    /// Why the delegated permissions that were granted could not be read.
    pub(crate) scopes_unread: Option<ErrorReport>,
    /// The secret in use among those of the registration, where it was recognised.
    pub(crate) secret: Option<PasswordCredential>,
    /// The secret that is kept is none of the registration's.
    pub(crate) secret_gone: bool,
    pub(crate) rights: GrantRights,
}

impl Seen {
    /// Begins with the registration as the directory printed it.
    pub(crate) fn of(raw: Value) -> Result<Self> {
        let application = parsed(&raw)?;
        Ok(Self {
            raw,
            application,
            principal: None,
            resources: Vec::new(),
            granted: Granted::default(),
            scopes_unread: None,
            secret: None,
            secret_gone: false,
            rights: GrantRights::default(),
        })
    }

    /// The permissions that the target names, with the ids of this tenant.
    pub(crate) fn offered(&self, wanted: &Wanted) -> (Vec<ResolvedPermission>, Vec<ErrorReport>) {
        wanted.target.offered(&self.resources)
    }

    /// What the registration asks for, by name.
    pub(crate) fn asked(&self) -> Vec<Named> {
        let required = &self.application.required_resource_access;
        let of = |resource: &str, id: &str, kind: &str| named(&self.resources, resource, id, kind);
        required
            .iter()
            .flat_map(|one| {
                let all = one.resource_access.iter();
                all.map(|access| of(&one.resource_app_id, &access.id, &access.kind))
            })
            .collect()
    }

    /// What was granted, by name, each once.
    pub(crate) fn granted(&self) -> Vec<Named> {
        let resource = |id: &str| self.resources.iter().find(|one| one.id == id);
        let app_id = |id: &str| resource(id).map_or(id, |one| one.app_id.as_str()).to_owned();
        let roles = self.granted.roles.iter().map(|one| {
            named(
                &self.resources,
                &app_id(&one.resource_id),
                &one.app_role_id,
                "Role",
            )
        });
        let scopes = self.granted.scopes.iter().flat_map(|grant| {
            let names = grant.scope.split_whitespace();
            names.map(|name| Named {
                name: name.to_owned(),
                ..of_resource(resource(&grant.resource_id), &app_id(&grant.resource_id), "Scope")
            })
        });
        let mut all: Vec<Named> = Vec::new();
        for one in roles.chain(scopes) {
            if !all.contains(&one) {
                all.push(one);
            }
        }
        all
    }

    /// Grants of delegated permissions that hold a name at an API.
    pub(crate) fn grants_of(&self, app_id: &str, name: &str) -> Vec<&PermissionGrant> {
        let of_api = |grant: &&PermissionGrant| {
            let resource = self.resources.iter().find(|one| one.id == grant.resource_id);
            resource.is_some_and(|one| one.app_id.eq_ignore_ascii_case(app_id))
        };
        let holds = |grant: &&PermissionGrant| grant.scope.split_whitespace().any(|one| one == name);
        self.granted.scopes.iter().filter(of_api).filter(holds).collect()
    }

    /// The APIs of which something was granted and nothing else is known.
    pub(crate) fn unknown_resources(&self) -> Vec<String> {
        let roles = self.granted.roles.iter().map(|one| &one.resource_id);
        let scopes = self.granted.scopes.iter().map(|one| &one.resource_id);
        let known = |id: &&String| !self.resources.iter().any(|one| one.id == **id);
        let mut all: Vec<String> = roles.chain(scopes).filter(known).cloned().collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// What stands in the members that a body changes.
    pub(crate) fn before(&self, body: &Value) -> Value {
        standing(&self.raw, body)
    }

    /// The registration was changed: what is looked at next is what was written.
    pub(crate) fn changed(&mut self, body: &Value) -> Result<()> {
        written(&mut self.raw, body);
        self.application = parsed(&self.raw)?;
        Ok(())
    }
}

fn parsed(raw: &Value) -> Result<Application> {
    Application::deserialize(raw)
        .map_err(|error| ErrorReport::new(ErrorCode::AnswerNotUnderstood).with("message", error))
}

/// The members of `body` as they stand in `whole`.
fn standing(whole: &Value, body: &Value) -> Value {
    match body {
        Value::Object(members) => members
            .iter()
            .map(|(name, inner)| (name.clone(), standing(&whole[name.as_str()], inner)))
            .collect(),
        _ => whole.clone(),
    }
}

/// Members are replaced, objects member by member, as Graph does with a PATCH.
fn written(whole: &mut Value, body: &Value) {
    match (whole, body) {
        (Value::Object(there), Value::Object(members)) => {
            for (name, inner) in members {
                written(there.entry(name.clone()).or_insert(Value::Null), inner);
            }
        }
        (whole, body) => *whole = body.clone(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_stood_before_is_noted_for_the_members_that_change_and_for_no_others() {
        let raw = json!({
            "displayName": "Reader", "web": {"redirectUris": ["a"], "homePageUrl": null},
        });
        let mut seen = Seen::of(raw).unwrap();
        let body = json!({"web": {"redirectUris": ["b"]}});
        assert_eq!(seen.before(&body), json!({"web": {"redirectUris": ["a"]}}));
        seen.changed(&body).unwrap();
        assert_eq!(seen.application.web.redirect_uris, ["b"]);
        assert_eq!(seen.application.display_name, "Reader");
        assert_eq!(seen.raw["web"]["homePageUrl"], Value::Null);
    }
}
