//! What a registration has to be for a goal: derived, never written down by hand.

use super::choices::{ConsentChoice, RegistrationChoices};
use crate::cloud::Api;
use crate::connection::{Connection, Context, Credential, Flow, Goal, Purpose, Tenancy};
use crate::defender::permissions;

/// A permission that a registration asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct TargetPermission {
    /// At which API.
    pub(crate) api: Api,
    /// What for.
    pub(crate) purpose: Purpose,
    /// Its name, the least that opens it.
    pub(crate) name: &'static str,
}

/// What a registration has to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Target {
    /// "Name".
    pub(crate) name: String,
    /// `signInAudience`.
    pub(crate) audience: &'static str,
    /// Redirect addresses of the platform "Web".
    pub(crate) web: Vec<String>,
    /// Redirect addresses of the platform "Mobile and desktop applications".
    pub(crate) public_client: Vec<String>,
    /// "Allow public client flows".
    pub(crate) public_client_flows: bool,
    /// Delegated ones or application permissions, by the context of the goal.
    pub(crate) permissions: Vec<TargetPermission>,
    /// `Role` of an application, `Scope` on behalf of a user: the type in `requiredResourceAccess`.
    pub(crate) kind: &'static str,
    /// With what the application proves itself; a public client has nothing.
    pub(crate) credential: Option<Credential>,
    /// By which a registration of the same goal is found again.
    pub(crate) tag: String,
}

impl Target {
    /// What the goal of a connection needs.
    pub(crate) fn of(connection: &Connection, choices: &RegistrationChoices) -> Self {
        let goal = connection.goal;
        let named = choices
            .name
            .as_deref()
            .map(str::trim)
            .filter(|name| !name.is_empty());
        let answered = vec![connection.redirect_uri().to_owned()];
        // Entra's consent page needs an address to answer to, also for an application that nobody signs in to.
        let consents = goal.tenancy == Tenancy::Customers || choices.consent == ConsentChoice::Link;
        let user = goal.context == Context::User;
        let browser = user && goal.flow == Flow::AuthorizationCode;
        Self {
            name: named.map_or_else(|| connection.app_name(), str::to_owned),
            audience: match goal.tenancy {
                Tenancy::Own => "AzureADMyOrg",
                Tenancy::Customers => "AzureADMultipleOrgs",
            },
            web: answered.iter().filter(|_| !user && consents).cloned().collect(),
            public_client: if browser || (user && consents) {
                answered
            } else {
                Vec::new()
            },
            public_client_flows: user && goal.flow == Flow::DeviceCode,
            permissions: wanted(goal, &choices.also),
            kind: match goal.context {
                Context::User => "Scope",
                Context::Application => "Role",
            },
            credential: (!user).then_some(goal.credential),
            tag: tag(goal),
        }
    }

    /// The APIs whose permissions it asks for, each once.
    pub(crate) fn apis(&self) -> Vec<Api> {
        let mut apis: Vec<Api> = self.permissions.iter().map(|one| one.api).collect();
        apis.sort_unstable();
        apis.dedup();
        apis
    }
}

/// `Handrail:application-graph-own`.
fn tag(goal: Goal) -> String {
    let context = match goal.context {
        Context::User => "user",
        Context::Application => "application",
    };
    let tenancy = match goal.tenancy {
        Tenancy::Own => "own",
        Tenancy::Customers => "customers",
    };
    format!("Handrail:{context}-{}-{tenancy}", goal.api)
}

/// The least permission of each purpose, at the goal's own API where that has it and at Graph elsewhere.
fn wanted(goal: Goal, also: &[Purpose]) -> Vec<TargetPermission> {
    let mut wanted: Vec<TargetPermission> = Vec::new();
    for purpose in std::iter::once(goal.purpose).chain(also.iter().copied()) {
        let found = [goal.api, Api::Graph, Api::Mde].into_iter().find_map(|api| {
            let name = permissions::least(Goal { api, purpose, ..goal });
            (!name.is_empty()).then_some(TargetPermission { api, purpose, name })
        });
        let found = found.filter(|one| {
            !wanted
                .iter()
                .any(|has| (has.api, has.name) == (one.api, one.name))
        });
        wanted.extend(found);
    }
    wanted
}
