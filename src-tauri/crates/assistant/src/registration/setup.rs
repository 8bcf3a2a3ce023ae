//! The client through which an administrator lets Handrail change app registrations.

use serde::{Deserialize, Serialize};
use specta::Type;
use uuid::{Uuid, uuid};

use super::choices::{ConsentChoice, RegistrationChoices};
use super::plan::{NeededScope, ScopeReason};
use crate::clock::rfc3339;
use crate::cloud::Api;
use crate::connection::{Accounts, Connection, Context, Credential, Flow, Goal, Purpose, Tenancy};
use crate::error::{ErrorCode, ErrorReport, Result};
use crate::ids::ClientId;
use crate::session::Session;
use crate::token::{AccessToken, Claims};

/// "Microsoft Graph Command Line Tools", a public client of Microsoft's that is known in every tenant and may ask for any
/// delegated permission of Graph (merill/microsoft-info; microsoftgraph/msgraph-sdk-powershell).
const GRAPH_COMMAND_LINE_TOOLS: Uuid = uuid!("14d82eec-204b-4c2f-b7e8-296a70dab67e");

/// With either, an application makes registrations; with the first, it changes only those that it owns.
pub(super) const REGISTERS_AS_AN_APPLICATION: [&str; 2] =
    ["Application.ReadWrite.OwnedBy", "Application.ReadWrite.All"];

/// The client through which somebody signs in to change app registrations.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum SetupClient {
    /// A public client of the organization's own.
    Own {
        /// Its "Application (client) ID", as pasted.
        client_id: String,
    },
    /// Microsoft's, borrowed: consent page and sign-in logs name that product instead of Handrail.
    GraphCommandLineTools,
}

impl SetupClient {
    /// Its client ID; refused where what was pasted is none.
    pub(crate) fn client_id(&self) -> Result<ClientId> {
        match self {
            Self::Own { client_id } => client_id.parse(),
            Self::GraphCommandLineTools => Ok(GRAPH_COMMAND_LINE_TOOLS.into()),
        }
    }
}

/// Somebody who may change app registrations now, until the token ends. Nothing of it is stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SetupView {
    /// Who signed in; `None` where an application did.
    pub user_name: Option<String>,
    /// The client ID that was signed in through.
    pub client_id: String,
    /// What the token carries.
    pub scopes: Vec<String>,
    /// When it ends, RFC 3339.
    pub expires_at: String,
}

/// The least delegated permissions that a set-up needs for these choices (permissions named by the pages of each call:
/// `application-upsert.md`, `serviceprincipal-post-approleassignedto.md`, `oauth2permissiongrant-post.md`).
pub(crate) fn setup_scopes(goal: Goal, choices: &RegistrationChoices) -> Vec<NeededScope> {
    let grant = match goal.context {
        Context::Application => ("AppRoleAssignment.ReadWrite.All", ScopeReason::GrantRoles),
        Context::User => ("DelegatedPermissionGrant.ReadWrite.All", ScopeReason::GrantScopes),
    };
    let mut needed = vec![("Application.ReadWrite.All", ScopeReason::Register)];
    // Either of the two can raise rights: asked for only where a person wants it.
    // At customers nothing is granted by a set-up at home.
    let grants = choices.consent == ConsentChoice::Grant && goal.tenancy == Tenancy::Own;
    needed.extend(grants.then_some(grant));
    let scope = |(scope, reason): (&str, ScopeReason)| NeededScope {
        scope: scope.to_owned(),
        reason,
    };
    needed.into_iter().map(scope).collect()
}

impl SetupView {
    /// Whoever holds this token.
    pub(crate) fn of(setup: &Connection, token: &AccessToken) -> Result<Self> {
        let permissions = token.claims.permissions();
        Ok(Self {
            user_name: token.claims.account().map(str::to_owned),
            client_id: Session::client_id(setup)?.to_string(),
            scopes: permissions.into_iter().map(str::to_owned).collect(),
            expires_at: rfc3339(token.expires),
        })
    }
}

/// Is that a token of the tenant, which carries all that is needed? An application has to carry either permission to
/// make registrations: those it owns, or any.
pub(crate) fn fits(setup: &Connection, claims: &Claims, needed: &[NeededScope]) -> Result<()> {
    let (expected, actual) = (setup.tenant_id.to_string(), claims.tenant_id());
    if !actual.eq_ignore_ascii_case(&expected) {
        return Err(ErrorReport::new(ErrorCode::WrongTenant)
            .with("expected", expected)
            .with("actual", actual)
            .with("domain", &setup.tenant_domain));
    }
    let missing: Vec<&str> = match setup.goal.context {
        Context::User => needed.iter().map(|one| one.scope.as_str()).collect(),
        Context::Application if claims.has_any(&REGISTERS_AS_AN_APPLICATION) => Vec::new(),
        Context::Application => vec![REGISTERS_AS_AN_APPLICATION[0]],
    };
    let missing: Vec<&str> = missing
        .into_iter()
        .filter(|name| !claims.has_any(&[name]))
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    Err(ErrorReport::new(ErrorCode::SetupScopeMissing)
        .with("permission", missing.join(", "))
        .with("client_id", claims.client_id()))
}

impl Connection {
    /// The same tenant, as seen by whoever sets up: another client, another token, never a refresh token. A `context`
    /// of [`Context::Application`] is a pipeline's.
    pub(crate) fn for_setup(&self, client_id: ClientId, context: Context) -> Self {
        let mut setup = self.clone();
        setup.id = format!("{}/setup", self.id);
        setup.client_id = Some(client_id);
        setup.host = None;
        setup.accounts = Accounts::default();
        setup.customer = None;
        setup.goal.api = Api::Graph;
        setup.goal.context = context;
        setup.goal.tenancy = Tenancy::Own;
        setup.goal.flow = Flow::AuthorizationCode;
        setup.goal.credential = Credential::Secret;
        setup.goal.purpose = Purpose::Incidents;
        setup
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::connection::FoundTenant;

    fn scopes(context: Context, consent: ConsentChoice) -> Vec<String> {
        let choices = RegistrationChoices {
            consent,
            ..RegistrationChoices::default()
        };
        let needed = setup_scopes(Goal::new(Api::Mde, context), &choices);
        needed.into_iter().map(|one| one.scope).collect()
    }

    const HOME: &str = "8d1f6f1e-7a7b-4a63-9c7e-0d7e3f5542c7";

    fn setup(context: Context) -> Connection {
        let tenant = FoundTenant {
            tenant_id: HOME.into(),
            domain: "contoso.com".into(),
            cloud_id: "worldwide".into(),
            cloud_name: String::new(),
            practice: false,
            region: None,
            seen_at: String::new(),
        };
        let goal = Goal::new(Api::Mde, Context::Application);
        let connection = Connection::new("c".into(), &tenant, HOME.parse().unwrap(), goal);
        connection.for_setup(GRAPH_COMMAND_LINE_TOOLS.into(), context)
    }

    fn judged(context: Context, claims: serde_json::Value) -> Result<()> {
        let goal = Goal::new(Api::Mde, Context::Application);
        let choices = RegistrationChoices {
            consent: ConsentChoice::Grant,
            ..RegistrationChoices::default()
        };
        let claims = Claims::from_map(serde_json::from_value(claims).unwrap());
        fits(&setup(context), &claims, &setup_scopes(goal, &choices))
    }

    #[test]
    fn a_token_of_another_tenant_sets_nothing_up_whatever_it_carries() {
        let elsewhere = "3c62ac97-29eb-4aed-a3c8-add0298508da";
        let all = "Application.ReadWrite.All AppRoleAssignment.ReadWrite.All";
        let report = judged(Context::User, json!({"tid": elsewhere, "scp": all})).unwrap_err();
        assert_eq!(report.code, ErrorCode::WrongTenant);
        assert_eq!(
            (
                report.params["expected"].as_str(),
                report.params["actual"].as_str()
            ),
            (HOME, elsewhere)
        );
        judged(Context::User, json!({"tid": HOME, "scp": all})).unwrap();
    }

    #[test]
    fn what_the_token_lacks_is_named() {
        let some = json!({"tid": HOME, "scp": "Application.ReadWrite.All openid"});
        let report = judged(Context::User, some).unwrap_err();
        assert_eq!(
            (report.code, report.params["permission"].as_str()),
            (ErrorCode::SetupScopeMissing, "AppRoleAssignment.ReadWrite.All")
        );
        let other = json!({"tid": HOME, "appid": "a", "roles": ["SecurityIncident.Read.All"]});
        let report = judged(Context::Application, other).unwrap_err();
        assert_eq!(report.params["permission"], "Application.ReadWrite.OwnedBy");
        assert_eq!(report.params["client_id"], "a");
        for role in REGISTERS_AS_AN_APPLICATION {
            judged(
                Context::Application,
                json!({"tid": HOME, "appid": "a", "roles": [role]}),
            )
            .unwrap();
        }
    }

    #[test]
    fn a_permission_that_can_raise_rights_is_needed_only_where_a_person_wants_to_grant() {
        for context in [Context::Application, Context::User] {
            assert_eq!(
                scopes(context, ConsentChoice::Link),
                ["Application.ReadWrite.All"]
            );
        }
        assert_eq!(
            scopes(Context::Application, ConsentChoice::Grant),
            ["Application.ReadWrite.All", "AppRoleAssignment.ReadWrite.All"]
        );
        assert_eq!(
            scopes(Context::User, ConsentChoice::Grant),
            [
                "Application.ReadWrite.All",
                "DelegatedPermissionGrant.ReadWrite.All"
            ]
        );
    }
}
