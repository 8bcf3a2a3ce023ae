use jiff::Timestamp;
use serde_json::{Value, json};

use super::example::{connection, target};
use super::*;
use crate::cloud::Api;
use crate::connection::{Connection, Context, Credential, Flow, Tenancy};
use crate::registration::ConsentChoice;
use crate::registration::found::{RoleAssignment, ServicePrincipal};

fn commercial() -> Cloud {
    let mut clouds = Cloud::microsoft().into_iter();
    clouds.find(|cloud| cloud.id == "commercial").unwrap()
}

fn now() -> Timestamp {
    "2026-09-01T08:00:00Z".parse().unwrap()
}

fn planned(
    connection: &Connection,
    choices: &RegistrationChoices,
    looked: Option<&Looked>,
) -> RegistrationPlan {
    let cloud = commercial();
    let ground = Ground::new(connection, &cloud, choices, None, now()).unwrap();
    plan(&ground, looked).unwrap()
}

fn granting() -> RegistrationChoices {
    RegistrationChoices {
        consent: ConsentChoice::Grant,
        ..RegistrationChoices::default()
    }
}

/// One line for each step, and one for each of its requests.
fn outline(plan: &RegistrationPlan) -> Vec<String> {
    let mut lines = Vec::new();
    for step in &plan.steps {
        lines.push(format!("{} {}", word(step.id), word(step.change)));
        lines.extend(
            step.requests
                .iter()
                .map(|one| format!("  {} {}", one.method, one.url)),
        );
    }
    lines
}

fn word(value: impl Serialize) -> String {
    let word = serde_json::to_value(value).unwrap();
    word.as_str().unwrap().to_owned()
}

fn body_of(plan: &RegistrationPlan, id: RequestId) -> Value {
    let mut requests = plan.steps.iter().flat_map(|step| &step.requests);
    let request = requests.find(|request| request.id == id).unwrap();
    serde_json::from_str(request.body.as_deref().unwrap()).unwrap()
}

fn resource(api: Api, connection: &Connection) -> ServicePrincipal {
    let target = Target::of(connection, &RegistrationChoices::default());
    let role =
        |one: &ResolvedPermission| json!({"id": one.id, "value": one.permission.name, "isEnabled": true});
    let offered: Vec<Value> = target.published().unwrap().iter().map(role).collect();
    serde_json::from_value(json!({
        "id": format!("{api}-object"), "appId": api.app_id(), "appRoles": offered,
        "oauth2PermissionScopes": offered,
    }))
    .unwrap()
}

#[test]
fn before_anybody_signed_in_the_whole_way_is_shown_with_ids_that_microsoft_publishes() {
    let connection = connection(Api::Xdr, Context::Application);
    let plan = planned(&connection, &RegistrationChoices::default(), None);
    assert_eq!(
        outline(&plan),
        [
            "application create",
            "  PATCH https://graph.microsoft.com/v1.0/applications(uniqueName='handrail-{run}')",
            "service_principal create",
            "  POST https://graph.microsoft.com/v1.0/servicePrincipals",
            "resource look",
            "  GET https://graph.microsoft.com/v1.0/servicePrincipals(appId='8ee8fdad-f234-4243-8f3b-15c294843740')",
            "  POST https://graph.microsoft.com/v1.0/servicePrincipals",
            "secret create",
            "  POST https://graph.microsoft.com/v1.0/applications/{application}/addPassword",
            "consent in_browser",
            "  GET https://login.microsoftonline.com/11111111-2222-4333-8444-555555555555/adminconsent?client_id={clientId}&redirect_uri=http%3A%2F%2Flocalhost",
            "proof look",
        ]
    );
    assert_eq!(
        body_of(&plan, RequestId::CreateApplication),
        json!({
            "displayName": "Handrail application",
            "signInAudience": "AzureADMyOrg",
            "tags": ["Handrail:application-xdr-own"],
            "web": {"redirectUris": ["http://localhost"]},
            "requiredResourceAccess": [{
                "resourceAppId": "8ee8fdad-f234-4243-8f3b-15c294843740",
                "resourceAccess": [{"id": "a9790345-4595-42e4-971a-ccdc79f19b7c", "type": "Role"}],
            }],
        })
    );
    assert_eq!(
        body_of(&plan, RequestId::AddPassword),
        json!({"passwordCredential": {"displayName": "Handrail {run}", "endDateTime": "2027-02-28T08:00:00Z"}})
    );
    assert!(!plan.looked && plan.problems.is_empty());
}

#[test]
fn a_person_needs_an_address_of_a_public_client_and_no_credential() {
    let connection = connection(Api::Graph, Context::User);
    let plan = planned(&connection, &granting(), None);
    assert_eq!(
        outline(&plan)[2..],
        [
            "service_principal create",
            "  POST https://graph.microsoft.com/v1.0/servicePrincipals",
            "resource look",
            "  GET https://graph.microsoft.com/v1.0/servicePrincipals(appId='00000003-0000-0000-c000-000000000000')",
            "consent create",
            "  POST https://graph.microsoft.com/v1.0/oauth2PermissionGrants",
            "proof look",
        ]
    );
    let made = body_of(&plan, RequestId::CreateApplication);
    assert_eq!(
        made["publicClient"],
        json!({"redirectUris": ["http://localhost"]})
    );
    assert_eq!(made.get("web"), None);
    assert_eq!(
        body_of(&plan, RequestId::Grant),
        json!({
            "clientId": "{servicePrincipal}",
            "consentType": "AllPrincipals",
            "resourceId": "{resource:graph}",
            "scope": "SecurityIncident.Read.All",
        })
    );
}

#[test]
fn sign_in_with_a_code_takes_the_switch_for_public_clients() {
    let mut connection = connection(Api::Graph, Context::User);
    connection.goal.flow = Flow::DeviceCode;
    let made = body_of(
        &planned(&connection, &granting(), None),
        RequestId::CreateApplication,
    );
    assert_eq!(made["isFallbackPublicClient"], json!(true));
    assert_eq!(made.get("publicClient"), None);
}

#[test]
fn a_certificate_is_put_beside_those_that_are_there() {
    let mut connection = connection(Api::Graph, Context::Application);
    connection.goal.credential = Credential::Certificate;
    let theirs = json!({"keyId": "theirs", "type": "AsymmetricX509Cert"});
    let looked = Looked {
        application: Some(Application {
            id: "object".to_owned(),
            key_credentials: vec![theirs.clone()],
            ..Application::default()
        }),
        ..Looked::default()
    };
    let plan = planned(&connection, &RegistrationChoices::default(), Some(&looked));
    let body = body_of(&plan, RequestId::ReplaceCertificates);
    assert_eq!(body["keyCredentials"][0], theirs);
    assert_eq!(body["keyCredentials"][1]["key"], "{certificate}");
}

#[test]
fn what_is_as_it_has_to_be_is_kept_and_nothing_is_sent() {
    let mut connection = connection(Api::Graph, Context::Application);
    connection.client_id = "9f0c4b52-0b6e-4d7a-9a41-77c0d2e5b918".parse().ok();
    connection.secret = Some(crate::outside::KeptIn::Keychain);
    let (target, graph) = (
        target(Api::Graph, Context::Application),
        resource(Api::Graph, &connection),
    );
    let permissions = target.published().unwrap();
    let mut application: Application = serde_json::from_value(create_body(&target, &permissions)).unwrap();
    application.app_id = "9F0C4B52-0B6E-4D7A-9A41-77C0D2E5B918".to_owned();
    let assigned = RoleAssignment {
        app_role_id: permissions[0].id.clone(),
        resource_id: graph.id.clone(),
        ..RoleAssignment::default()
    };
    let looked = Looked {
        resources: vec![graph],
        application: Some(application),
        principal: Some(ServicePrincipal::default()),
        granted: Granted {
            roles: vec![assigned],
            scopes: Vec::new(),
        },
        existing: Vec::new(),
        ..Looked::default()
    };
    for choices in [RegistrationChoices::default(), granting()] {
        assert_eq!(
            outline(&planned(&connection, &choices, Some(&looked))),
            [
                "application keep",
                "service_principal keep",
                "resource keep",
                "secret keep",
                "consent keep",
                "proof look",
            ]
        );
    }
}

#[test]
fn an_api_that_the_tenant_lacks_is_brought_in_by_somebody_with_a_greater_role() {
    let connection = connection(Api::Mde, Context::Application);
    let plan = planned(&connection, &granting(), Some(&Looked::default()));
    let (ours, theirs) = (&plan.steps[1].requests[0], &plan.steps[2].requests[0]);
    assert_eq!(outline(&plan)[4], "resource create");
    assert!(ours.body.as_ref().unwrap().contains("{clientId}"));
    assert!(
        theirs
            .body
            .as_ref()
            .unwrap()
            .contains("fc780465-2017-40d4-a0c5-307022471b92")
    );
    assert_eq!(plan.roles, [EntraRole::CloudApplicationAdministrator]);
}

#[test]
fn a_permission_that_is_not_offered_here_is_said_and_not_asked_for() {
    let connection = connection(Api::Graph, Context::Application);
    let mut graph = resource(Api::Graph, &connection);
    graph.app_roles.clear();
    let looked = Looked {
        resources: vec![graph],
        ..Looked::default()
    };
    let plan = planned(&connection, &granting(), Some(&looked));
    assert_eq!(
        plan.problems[0].code,
        crate::error::ErrorCode::PermissionNotOffered
    );
    assert_eq!(
        body_of(&plan, RequestId::CreateApplication)["requiredResourceAccess"],
        json!([])
    );
}

#[test]
fn roles_and_scopes_are_the_least_for_the_choices() {
    let scopes = |plan: &RegistrationPlan| {
        let scopes = plan.scopes.iter().map(|one| one.scope.clone());
        scopes.collect::<Vec<String>>()
    };
    let application = connection(Api::Graph, Context::Application);
    let plan = planned(&application, &RegistrationChoices::default(), None);
    assert_eq!(plan.roles, [EntraRole::ApplicationDeveloper]);
    assert_eq!(plan.consent_roles, [EntraRole::PrivilegedRoleAdministrator]);
    assert_eq!(scopes(&plan), ["Application.ReadWrite.All"]);
    let plan = planned(&connection(Api::Xdr, Context::Application), &granting(), None);
    assert_eq!(plan.consent_roles, [EntraRole::CloudApplicationAdministrator]);
    assert_eq!(
        scopes(&plan),
        ["Application.ReadWrite.All", "AppRoleAssignment.ReadWrite.All"]
    );
}

#[test]
fn one_more_purpose_at_graph_takes_graphs_own_role_for_consent() {
    let choices = RegistrationChoices {
        also: vec![crate::connection::Purpose::Vulnerabilities],
        ..RegistrationChoices::default()
    };
    let plan = planned(&connection(Api::Graph, Context::Application), &choices, None);
    let details: Vec<&DetailId> = plan.steps[0].details.iter().map(|one| &one.id).collect();
    assert_eq!(
        details,
        [
            &DetailId::SingleTenant,
            &DetailId::WebAddress,
            &DetailId::Role,
            &DetailId::Role,
            &DetailId::Tag
        ]
    );
    assert_eq!(plan.consent_roles, [EntraRole::PrivilegedRoleAdministrator]);
}

#[test]
fn a_partners_customers_consent_and_nothing_is_granted_at_home() {
    let mut connection = connection(Api::Graph, Context::Application);
    connection.goal.tenancy = Tenancy::Customers;
    let plan = planned(&connection, &granting(), None);
    assert_eq!(
        body_of(&plan, RequestId::CreateApplication)["signInAudience"],
        "AzureADMultipleOrgs"
    );
    let lines = outline(&plan);
    assert_eq!(lines[8], "consent in_browser");
    assert!(lines[9].starts_with(
        "  GET https://login.microsoftonline.com/{customerTenant}/adminconsent?client_id={clientId}&"
    ));
    assert_eq!(plan.scopes.len(), 1);
}

#[test]
fn in_each_cloud_requests_go_to_its_own_graph_and_its_own_sign_in() {
    for cloud in Cloud::microsoft().into_iter().filter(Cloud::has_apis) {
        for api in Api::ALL.into_iter().filter(|api| cloud.api(*api).is_some()) {
            let connection = connection(api, Context::Application);
            let choices = RegistrationChoices::default();
            let ground = Ground::new(&connection, &cloud, &choices, None, now()).unwrap();
            let plan = plan(&ground, None).unwrap();
            let graph = cloud.api(Api::Graph).unwrap().host.as_str();
            for request in plan.steps.iter().flat_map(|step| &step.requests) {
                let own = match request.id {
                    RequestId::OpenConsent => cloud.authority.as_str(),
                    _ => graph,
                };
                assert!(request.url.starts_with(own), "{}: {}", cloud.id, request.url);
            }
            let asked = &body_of(&plan, RequestId::CreateApplication)["requiredResourceAccess"];
            assert_eq!(asked[0]["resourceAppId"], api.app_id());
        }
    }
}

#[test]
fn a_registration_of_another_of_handrails_goals_is_not_taken_for_one_of_this() {
    let target = target(Api::Graph, Context::Application);
    let found = |tags: &[&str]| {
        let application = Application {
            id: "object".to_owned(),
            tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
            ..Application::default()
        };
        FoundRegistration::of(&application, &target, &commercial())
    };
    assert_eq!(found(&["Handrail:user-graph-own"]), None);
    assert!(found(&["Handrail:application-graph-own"]).unwrap().tagged);
    assert!(!found(&["payroll"]).unwrap().tagged);
}
