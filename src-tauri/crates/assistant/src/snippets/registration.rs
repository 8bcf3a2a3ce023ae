//! The whole registration as a script for an administrator: app, permission, consent, and a secret or a certificate.

use super::call::SnippetLanguage;
use super::literal;
use super::program::{Caller, environment, origin, written};
use super::template::{Values, filled};
use crate::cloud::Api;
use crate::connection::{Context, Credential, Flow, Goal, Tenancy};
use crate::defender::permissions;

/// The parts of a language's registration.
struct Parts {
    app: &'static str,
    role: &'static str,
    scope: &'static str,
    secret: &'static str,
    certificate: &'static str,
    end: &'static str,
}

const AZ: Parts = Parts {
    app: include_str!("programs/az/register.sh"),
    role: "",
    scope: "",
    secret: include_str!("programs/az/register_secret.sh"),
    certificate: include_str!("programs/az/register_certificate.sh"),
    end: include_str!("programs/az/register_end.sh"),
};

const POWERSHELL_GRAPH: Parts = Parts {
    app: include_str!("programs/powershell_graph/register.ps1"),
    role: include_str!("programs/powershell_graph/register_role.ps1"),
    scope: include_str!("programs/powershell_graph/register_scope.ps1"),
    secret: include_str!("programs/powershell_graph/register_secret.ps1"),
    certificate: include_str!("programs/powershell_graph/register_certificate.ps1"),
    end: include_str!("programs/powershell_graph/register_end.ps1"),
};

const HTTP: Parts = Parts {
    app: include_str!("programs/http/register.http"),
    role: include_str!("programs/http/register_role.http"),
    scope: include_str!("programs/http/register_scope.http"),
    secret: include_str!("programs/http/register_secret.http"),
    certificate: include_str!("programs/http/register_certificate.http"),
    end: "",
};

/// The script; `None` in a language that has none, and where the API has no such permission.
pub(super) fn script(caller: &Caller<'_>, language: SnippetLanguage) -> Option<String> {
    let parts = match language {
        SnippetLanguage::Az => AZ,
        SnippetLanguage::PowershellGraph => POWERSHELL_GRAPH,
        SnippetLanguage::Http => HTTP,
        _ => return None,
    };
    let goal = caller.connection.goal;
    let (consent, proof) = match (goal.context, goal.credential) {
        (Context::User, _) => (parts.scope, ""),
        (Context::Application, Credential::Secret) => (parts.role, parts.secret),
        (Context::Application, Credential::Certificate) => (parts.role, parts.certificate),
    };
    let program = [parts.app, consent, proof, parts.end].concat();
    Some(filled(&program, &values(caller, language)?))
}

fn values(caller: &Caller<'_>, language: SnippetLanguage) -> Option<Values> {
    let connection = caller.connection;
    let goal = connection.goal;
    let permission = permissions::least(goal);
    let (kind, grant_scope) = match goal.context {
        Context::Application => ("Role", "AppRoleAssignment.ReadWrite.All"),
        Context::User => ("Scope", "DelegatedPermissionGrant.ReadWrite.All"),
    };
    let audience = match goal.tenancy {
        Tenancy::Own => "AzureADMyOrg",
        Tenancy::Customers => "AzureADMultipleOrgs",
    };
    let graph = caller.cloud.api(Api::Graph)?;
    let quoted = |text: &str| match language {
        SnippetLanguage::PowershellGraph => literal::powershell(text),
        _ => text.to_owned(),
    };
    let name = literal::line(&connection.app_name());
    Some(vec![
        ("comment", literal::line(&connection.name)),
        ("tenant", written(language, &connection.tenant_id.to_string())),
        ("authority", origin(&caller.cloud.authority)),
        ("graph", origin(&graph.host)),
        ("graph_audience", literal::line(&graph.audience)),
        ("environment", environment(caller)),
        (
            "name",
            match language {
                SnippetLanguage::Http => literal::http(&name),
                _ => written(language, &name),
            },
        ),
        ("resource", goal.api.app_id().to_owned()),
        ("permission", permission.to_owned()),
        (
            "permission_id",
            permissions::published_id(goal.api, goal.context, permission)?.to_owned(),
        ),
        ("kind", kind.to_owned()),
        ("grant_scope", quoted(grant_scope)),
        ("audience", quoted(audience)),
        ("platform", platform(caller, language)),
    ])
}

/// Where answers for a person, or for a partner's consent, may be sent; nothing for an application of one's own.
fn platform(caller: &Caller<'_>, language: SnippetLanguage) -> String {
    let goal = caller.connection.goal;
    let redirect = literal::line(caller.connection.redirect_uri());
    if goal.context == Context::User && goal.flow == Flow::DeviceCode {
        return match language {
            SnippetLanguage::Az => " --is-fallback-public-client true",
            SnippetLanguage::PowershellGraph => " -IsFallbackPublicClient",
            _ => "\n  \"isFallbackPublicClient\": true,",
        }
        .to_owned();
    }
    let (az, module, graph) = match (goal.context, goal.tenancy) {
        (Context::User, _) => ("--public-client-redirect-uris", "-PublicClient", "publicClient"),
        (Context::Application, Tenancy::Customers) => ("--web-redirect-uris", "-Web", "web"),
        (Context::Application, Tenancy::Own) => return String::new(),
    };
    match language {
        SnippetLanguage::Az => format!(" {az} {}", literal::bash(&redirect)),
        SnippetLanguage::PowershellGraph => format!(
            " {module} @{{ RedirectUris = @({}) }}",
            literal::powershell(&redirect)
        ),
        _ => format!(
            "\n  \"{graph}\": {{\"redirectUris\": [{}]}},",
            literal::http(&redirect)
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::connection::Purpose;

    #[test]
    fn every_permission_that_a_connection_can_need_has_an_id() {
        for api in Api::ALL {
            for context in [Context::Application, Context::User] {
                for purpose in [
                    Purpose::Incidents,
                    Purpose::Alerts,
                    Purpose::Changing,
                    Purpose::Hunting,
                    Purpose::Machines,
                    Purpose::Vulnerabilities,
                    Purpose::Recommendations,
                    Purpose::Score,
                ] {
                    let goal = Goal {
                        purpose,
                        ..Goal::new(api, context)
                    };
                    let name = permissions::least(goal);
                    assert!(
                        name.is_empty() || permissions::published_id(api, context, name).is_some(),
                        "{goal:?}: {name}"
                    );
                }
            }
        }
    }
}
