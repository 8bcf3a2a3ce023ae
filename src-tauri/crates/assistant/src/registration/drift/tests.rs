//! A registration that is in order, then one thing wrong: that is found, and nothing else; what mends it mends it.

mod credentials;
mod permissions;
mod shape;
mod unused;

use jiff::Timestamp;
use serde_json::{Value, json};

use super::{Difference, Seen, Wanted, differences};
use crate::cloud::Api;
use crate::connection::{Connection, Context, Flow, Goal, Purpose};
use crate::defender::permissions::{published_id, sufficient};
use crate::registration::drift::GrantRights;
use crate::registration::found::{
    AppRole, PermissionGrant, PermissionScope, RequiredResource, ResourceAccess, RoleAssignment,
    ServicePrincipal,
};
use crate::registration::plan::example::connection;
use crate::registration::plan::{create_body, required_json};
use crate::registration::run::Act;
use crate::registration::{RegistrationChoices, Target};

const NOW: &str = "2026-11-21T12:00:00Z";
const APP_ID: &str = "99999999-2222-4333-8444-555555555555";

/// What is wanted, beside what is there.
struct Compared {
    wanted: Wanted,
    seen: Seen,
}

fn now() -> Timestamp {
    NOW.parse().unwrap()
}

/// A registration as its goal needs it, in a tenant that knows all APIs.
fn in_order(api: Api, context: Context) -> Compared {
    in_order_for(connection(api, context))
}

fn in_order_for(connection: Connection) -> Compared {
    let target = Target::of(&connection, &RegistrationChoices::default());
    let permissions = target.published().unwrap();
    let mut raw = create_body(&target, &permissions);
    raw["id"] = json!("the-application");
    raw["appId"] = json!(APP_ID);
    let ends = "2027-05-01T00:00:00Z";
    raw["passwordCredentials"] = json!([{"keyId": "in-use", "endDateTime": ends}]);
    let mut seen = Seen::of(raw).unwrap();
    seen.resources = Api::ALL.map(offering).into();
    seen.principal = Some(principal());
    seen.rights = GrantRights::ALL;
    seen.secret = seen.application.password_credentials.first().cloned();
    let wanted = Wanted {
        target,
        used: Vec::new(),
        reads_itself: false,
        certificate: None,
        now: now(),
        connection,
    };
    let mut compared = Compared { wanted, seen };
    for one in &permissions {
        compared.granted(one.permission.api, one.permission.name, None);
    }
    compared
}

fn principal() -> ServicePrincipal {
    ServicePrincipal {
        id: "the-principal".to_owned(),
        app_id: APP_ID.to_owned(),
        account_enabled: true,
        ..ServicePrincipal::default()
    }
}

/// An API with every permission that Handrail knows of it, and one that it does not.
fn offering(api: Api) -> ServicePrincipal {
    let names = |context| {
        let of = move |purpose| {
            let goal = Goal::new(api, context);
            sufficient(Goal { purpose, ..goal }).iter().copied()
        };
        let known = Purpose::ALL.into_iter().flat_map(of);
        let id_of = move |name| match published_id(api, context, name) {
            Some(id) => id.to_owned(),
            None => format!("{api}-{name}"),
        };
        let with_ids = known.map(move |name| (name, id_of(name)));
        with_ids.chain([("User.Read.All", format!("{api}-users"))])
    };
    let roles = names(Context::Application).map(|(name, id)| AppRole {
        id,
        value: Some(name.to_owned()),
        is_enabled: true,
    });
    let scopes = names(Context::User).map(|(name, id)| PermissionScope {
        id,
        value: Some(name.to_owned()),
        is_enabled: true,
    });
    ServicePrincipal {
        id: format!("the-{api}"),
        app_id: api.app_id().to_owned(),
        app_roles: roles.collect(),
        oauth2_permission_scopes: scopes.collect(),
        ..ServicePrincipal::default()
    }
}

impl Compared {
    fn kind(&self) -> &'static str {
        self.wanted.target.kind
    }

    fn id_of(&self, api: Api, name: &str) -> String {
        let api = self.seen.resources.iter().find(|one| one.app_id == api.app_id());
        let (roles, scopes) = (&api.unwrap().app_roles, &api.unwrap().oauth2_permission_scopes);
        let mut ids = roles.iter().map(|one| (&one.value, &one.id)).collect::<Vec<_>>();
        if self.kind() == "Scope" {
            ids = scopes.iter().map(|one| (&one.value, &one.id)).collect();
        }
        let found = ids.into_iter().find(|(value, _)| value.as_deref() == Some(name));
        found.unwrap().1.clone()
    }

    /// Something is written into the registration.
    fn written(mut self, body: &Value) -> Self {
        self.seen.changed(body).unwrap();
        self
    }

    /// The registration asks for exactly these.
    fn asking(self, all: &[(Api, &str)]) -> Self {
        let one = |(api, name): &(Api, &str)| RequiredResource {
            resource_app_id: api.app_id().to_owned(),
            resource_access: vec![ResourceAccess {
                id: self.id_of(*api, name),
                kind: self.kind().to_owned(),
            }],
        };
        let all: Vec<RequiredResource> = all.iter().map(one).collect();
        self.written(&json!({ "requiredResourceAccess": required_json(&all) }))
    }

    /// A permission is granted; a delegated one to everybody, or to one person.
    fn granted(&mut self, api: Api, name: &str, person: Option<&str>) {
        let (resource_id, granted) = (format!("the-{api}"), &self.seen.granted);
        let id = format!("grant-{}", granted.roles.len() + granted.scopes.len());
        if self.kind() == "Role" {
            let app_role_id = self.id_of(api, name);
            self.seen.granted.roles.push(RoleAssignment {
                id,
                app_role_id,
                principal_id: "the-principal".to_owned(),
                resource_id,
            });
            return;
        }
        self.seen.granted.scopes.push(PermissionGrant {
            id,
            client_id: "the-principal".to_owned(),
            consent_type: person.map_or("AllPrincipals", |_| "Principal").to_owned(),
            principal_id: person.map(str::to_owned),
            resource_id,
            scope: name.to_owned(),
        });
    }

    fn granting(mut self, api: Api, name: &str) -> Self {
        self.granted(api, name, None);
        self
    }

    /// Nothing is granted.
    fn without_grants(mut self) -> Self {
        self.seen.granted.roles.clear();
        self.seen.granted.scopes.clear();
        self
    }

    fn differences(&self) -> Vec<Difference> {
        differences(&self.wanted, &self.seen)
    }

    /// What differs, by name.
    fn found(&self) -> Vec<String> {
        self.differences().iter().map(Difference::id).collect()
    }

    /// The one thing that differs.
    fn only(&self) -> Difference {
        let mut all = self.differences();
        assert_eq!(all.len(), 1, "{:?}", self.found());
        all.remove(0)
    }

    /// Mends one as a repair does, with a directory that does what it is asked. Answers what was sent and what the
    /// journal says of it.
    fn mend(&mut self, difference: &Difference) -> (Vec<String>, Vec<Act>) {
        let (mut sent, mut acts) = (Vec::new(), Vec::new());
        for mend in difference.mends() {
            let request = mend.request(&self.seen).unwrap();
            acts.push(mend.act(&self.seen).unwrap());
            sent.push(format!("{} {}", request.method, request.path));
            let mut answer = request.body.unwrap_or_default();
            if request.method == "POST" {
                answer["id"] = json!("made");
                answer["accountEnabled"] = json!(true);
            }
            mend.learn(&mut self.seen, &answer).unwrap();
        }
        (sent, acts)
    }

    /// Mends everything that can be mended, and answers what differs then.
    fn left(mut self) -> Vec<String> {
        for _ in 0..10 {
            let mendable = |one: &Difference| !one.mends().is_empty();
            let Some(next) = self.differences().into_iter().find(mendable) else {
                return self.found();
            };
            self.mend(&next);
        }
        panic!("mending does not end: {:?}", self.found());
    }
}

#[test]
fn what_was_made_for_a_goal_and_granted_is_in_order() {
    for api in Api::ALL {
        for context in [Context::User, Context::Application] {
            assert_eq!(in_order(api, context).found(), [""; 0], "{api} {context:?}");
        }
    }
    let mut by_code = connection(Api::Graph, Context::User);
    by_code.goal.flow = Flow::DeviceCode;
    assert_eq!(in_order_for(by_code).found(), [""; 0]);
}
