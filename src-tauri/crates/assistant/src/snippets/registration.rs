//! The whole registration for somebody who makes it in another way: in five languages, all saying the same plan.
//!
//! Sources: microsoftgraph/microsoft-graph-docs-contrib `application-upsert.md` and those that `registration::request`
//! names; hashicorp/terraform-provider-azuread `docs/index.md`, `docs/data-sources/service_principal.md`, `docs/resources/{application, application_password,
//! application_certificate, service_principal, app_role_assignment, service_principal_delegated_permission_grant}.md`
//! and `internal/helpers/tf/validation/uri.go` (version 3.9); microsoftgraph/msgraph-bicep-types
//! `generated/microsoftgraph/microsoft.graph/v1.0/1.0.0/types.md`; Microsoft, "Microsoft Graph Bicep feature limitations".

mod az;
mod bicep;
mod http;
mod powershell;
mod terraform;
#[cfg(test)]
mod tests;

use url::form_urlencoded::byte_serialize;

use super::call::{Need, SnippetLanguage};
use super::literal;
use super::program::{Caller, origin};
use super::template::Values;
use crate::cloud::Api;
use crate::connection::{Context, Credential};
use crate::registration::{
    ConsentChoice, RegistrationChoices, ResolvedPermission, Target, create_body, setup_scopes,
};

/// A registration as it is wanted, for a language to say.
struct Wanted<'a> {
    caller: &'a Caller<'a>,
    target: Target,
    permissions: Vec<ResolvedPermission>,
    choices: &'a RegistrationChoices,
}

/// An API, and what is wanted of it.
struct Resource<'a> {
    api: Api,
    permissions: Vec<&'a ResolvedPermission>,
}

/// The parts of a script that are there or not, by what is wanted.
struct Parts {
    start: &'static str,
    secret: &'static str,
    certificate: &'static str,
    /// Consent was granted.
    granted: &'static str,
    /// Consent is given by a link.
    link: &'static str,
}

/// The script; `None` in a language that has none, and where a permission has no published id.
pub(super) fn script(
    caller: &Caller<'_>,
    choices: &RegistrationChoices,
    language: SnippetLanguage,
) -> Option<String> {
    let wanted = Wanted::of(caller, choices)?;
    match language {
        SnippetLanguage::Az => Some(az::script(&wanted)),
        SnippetLanguage::PowershellGraph => Some(powershell::script(&wanted)),
        SnippetLanguage::Http => http::script(&wanted),
        SnippetLanguage::Terraform => Some(terraform::script(&wanted)),
        SnippetLanguage::Bicep => Some(bicep::script(&wanted)),
        _ => None,
    }
}

/// What it needs beside its language.
pub(super) fn needs(
    caller: &Caller<'_>,
    choices: &RegistrationChoices,
    language: SnippetLanguage,
) -> Vec<Need> {
    let goal = caller.connection.goal;
    let mut needs = Vec::new();
    if language == SnippetLanguage::Bicep && !is_public(caller) {
        needs.push(Need::PublicCloud);
    }
    needs.push(match choices.consent {
        ConsentChoice::Link => Need::Registrar,
        ConsentChoice::Grant => Need::Administrator,
    });
    let looks_up = match language {
        SnippetLanguage::Terraform => true,
        SnippetLanguage::Bicep => choices.consent == ConsentChoice::Grant,
        _ => false,
    };
    let apis = Target::of(caller.connection, choices).apis();
    if looks_up && !apis.into_iter().all(is_known_everywhere) {
        needs.push(Need::KnownApi);
    }
    let credential = (goal.context == Context::Application).then_some(goal.credential);
    match (credential, language) {
        (Some(Credential::Certificate), _) => needs.push(Need::PublicCertificate),
        (Some(Credential::Secret), SnippetLanguage::Terraform) => needs.push(Need::SecretInState),
        (Some(Credential::Secret), SnippetLanguage::Bicep) => needs.push(Need::SecretAfterwards),
        _ => {}
    }
    needs
}

/// Microsoft's worldwide cloud, whose sign-in service the tenants of GCC share.
fn is_public(caller: &Caller<'_>) -> bool {
    ["commercial", "gcc"].contains(&caller.cloud.id.as_str())
}

impl<'a> Wanted<'a> {
    fn of(caller: &'a Caller<'a>, choices: &'a RegistrationChoices) -> Option<Self> {
        let mut target = Target::of(caller.connection, choices);
        target.name = literal::line(&target.name);
        Some(Self {
            caller,
            permissions: target.published().ok()?,
            target,
            choices,
        })
    }

    /// A name of the registration's own in its tenant, so that a second run finds what the first one made.
    fn unique_name(&self) -> String {
        self.target.tag.replace(':', "-").to_lowercase()
    }

    fn resources(&self) -> impl Iterator<Item = Resource<'_>> {
        let of = |api| {
            let permissions = self.permissions.iter();
            Resource {
                api,
                permissions: permissions.filter(|one| one.permission.api == api).collect(),
            }
        };
        self.target.apis().into_iter().map(of)
    }

    fn grants(&self) -> bool {
        self.choices.consent == ConsentChoice::Grant
    }

    fn is_application(&self) -> bool {
        self.target.context() == Context::Application
    }

    /// The registration as the directory takes it, with line breaks.
    fn body(&self) -> String {
        let body = create_body(&self.target, &self.permissions);
        serde_json::to_string_pretty(&body).unwrap_or_default()
    }

    /// The least scopes for whoever runs it.
    fn scopes(&self) -> impl Iterator<Item = String> {
        let needed = setup_scopes(self.caller.connection.goal, self.choices);
        needed.into_iter().map(|one| one.scope)
    }

    /// Where an administrator consents, with what stands for the client ID in the language.
    fn consent_page(&self, client_id: &str, redirect_uri: &str) -> String {
        let authority = origin(&self.caller.cloud.authority);
        let redirect: String = byte_serialize(redirect_uri.as_bytes()).collect();
        let tenant = self.caller.connection.tenant_id;
        let state = self.unique_name();
        format!(
            "{authority}/{tenant}/adminconsent?client_id={client_id}&redirect_uri={redirect}&state={state}"
        )
    }

    /// The address to which the consent page answers, as it is registered.
    fn redirect_uri(&self) -> &str {
        let addresses = self.target.web.iter().chain(&self.target.public_client);
        addresses.map(String::as_str).next().unwrap_or_default()
    }

    /// The parts that are wanted, one behind the other; grants stand before a credential is made.
    fn assembled(&self, parts: &Parts, grants: &str) -> String {
        let credential = match self.target.credential {
            None => "",
            Some(Credential::Secret) => parts.secret,
            Some(Credential::Certificate) => parts.certificate,
        };
        let (grants, end) = match self.choices.consent {
            ConsentChoice::Grant => (grants, parts.granted),
            ConsentChoice::Link => ("", parts.link),
        };
        [parts.start, grants, credential, end].concat()
    }

    /// The holes that every language has; `sign` begins a comment in it.
    fn values(&self, sign: &str) -> Values {
        vec![
            ("comment", literal::line(&self.caller.connection.name)),
            ("unrepaired", self.unrepaired(sign)),
            ("unique_name", self.unique_name()),
        ]
    }

    /// Says of a registration that was chosen to be repaired that it is not: a script has to be the same whatever is there.
    fn unrepaired(&self, sign: &str) -> String {
        let chosen = self.choices.repair.as_deref().map(literal::line);
        let said =
            |id| format!("{sign} It makes an app of its own, and leaves the registration {id} as it is.\n");
        chosen.map(said).unwrap_or_default()
    }
}

/// Every tenant knows Microsoft Graph; the APIs of Defender only where they came with a licence or were added.
fn is_known_everywhere(api: Api) -> bool {
    api == Api::Graph
}

impl Resource<'_> {
    /// Says in a language that only looks an API up what to do where it is not found.
    fn unknown(&self, sign: &str) -> String {
        if is_known_everywhere(self.api) {
            return String::new();
        }
        let id = self.api.app_id();
        format!("{sign} Where the tenant does not know it yet: az ad sp create --id {id}\n")
    }

    /// What its permissions are called, with blanks between, as a grant of delegated permissions has them.
    fn scope(&self) -> String {
        let names: Vec<&str> = self.permissions.iter().map(|one| one.permission.name).collect();
        names.join(" ")
    }
}
