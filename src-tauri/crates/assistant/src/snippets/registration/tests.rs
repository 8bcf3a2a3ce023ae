//! All five say the same plan, whatever was chosen, and a name never leaves its quotes.

use super::*;
use crate::cloud::Cloud;
use crate::connection::{Connection, Flow, FoundTenant, Goal, Purpose, Tenancy};

const LANGUAGES: [SnippetLanguage; 5] = [
    SnippetLanguage::PowershellGraph,
    SnippetLanguage::Http,
    SnippetLanguage::Az,
    SnippetLanguage::Terraform,
    SnippetLanguage::Bicep,
];
const TENANT: &str = "8d1f6f1e-7a7b-4a63-9c7e-0d7e3f5542c7";

fn connection(goal: Goal) -> Connection {
    let tenant = FoundTenant {
        tenant_id: TENANT.to_owned(),
        domain: "contoso.com".to_owned(),
        cloud_id: "commercial".to_owned(),
        cloud_name: String::new(),
        practice: false,
        region: None,
        seen_at: String::new(),
    };
    Connection::new("1".to_owned(), &tenant, TENANT.parse().unwrap(), goal)
}

fn written(
    cloud: &Cloud,
    connection: &Connection,
    choices: &RegistrationChoices,
) -> Vec<(SnippetLanguage, String)> {
    let place = cloud.place(connection.goal.api, None).unwrap();
    let caller = Caller {
        connection,
        cloud,
        place: &place,
    };
    let one = |language| (language, script(&caller, choices, language).unwrap());
    LANGUAGES.into_iter().map(one).collect()
}

fn choices(consent: ConsentChoice) -> RegistrationChoices {
    RegistrationChoices {
        consent,
        also: vec![Purpose::Hunting, Purpose::Machines],
        ..RegistrationChoices::default()
    }
}

fn goals() -> Vec<Goal> {
    let mut goals = Vec::new();
    for api in Api::ALL {
        for context in [Context::Application, Context::User] {
            for tenancy in [Tenancy::Own, Tenancy::Customers] {
                for flow in [Flow::AuthorizationCode, Flow::DeviceCode] {
                    for credential in [Credential::Secret, Credential::Certificate] {
                        goals.push(Goal {
                            tenancy,
                            flow,
                            credential,
                            ..Goal::new(api, context)
                        });
                    }
                }
            }
        }
    }
    goals
}

#[test]
fn every_language_names_every_permission_address_and_tag_of_the_plan() {
    for goal in goals() {
        for consent in [ConsentChoice::Link, ConsentChoice::Grant] {
            let (connection, choices) = (connection(goal), choices(consent));
            let target = Target::of(&connection, &choices);
            for (language, text) in written(&Cloud::microsoft()[0], &connection, &choices) {
                let said = |part: &str| assert!(text.contains(part), "{language:?} {goal:?} {part}\n{text}");
                for one in target.published().unwrap() {
                    said(&one.id);
                    said(one.permission.api.app_id());
                }
                for address in target.web.iter().chain(&target.public_client) {
                    said(address);
                }
                said(&target.name);
                said(target.audience);
                said(&target.tag);
                said(TENANT);
                let links = text.contains("/adminconsent?client_id=");
                assert_eq!(
                    links,
                    consent == ConsentChoice::Link,
                    "{language:?} {goal:?}\n{text}"
                );
                let grants = ["appRoleAssignedTo", "AppRoleAssignedTo", "app_role_assignment"]
                    .into_iter()
                    .chain([
                        "oauth2PermissionGrants",
                        "Oauth2PermissionGrant",
                        "permission_grant",
                    ])
                    .any(|word| text.contains(word));
                assert_eq!(
                    grants,
                    consent == ConsentChoice::Grant,
                    "{language:?} {goal:?}\n{text}"
                );
            }
        }
    }
}

#[test]
fn a_cloud_is_named_where_its_language_has_a_name_for_it() {
    let clouds = Cloud::microsoft();
    let cloud = |id: &str| clouds.iter().find(|cloud| cloud.id == id).unwrap();
    let connection = connection(Goal::new(Api::Graph, Context::Application));
    let say = |id: &str, language| {
        let texts = written(cloud(id), &connection, &RegistrationChoices::default());
        texts.into_iter().find(|(one, _)| *one == language).unwrap().1
    };
    assert!(say("gcc-high", SnippetLanguage::Terraform).contains(r#"environment = "usgovernmentl4""#));
    assert!(say("dod", SnippetLanguage::Terraform).contains(r#"environment = "usgovernmentl5""#));
    assert!(!say("gcc", SnippetLanguage::Terraform).contains("environment ="));
    assert!(say("dod", SnippetLanguage::Az).contains("--name AzureUSGovernment"));
    assert!(say("dod", SnippetLanguage::Az).contains("graph='https://dod-graph.microsoft.us'"));
    assert!(say("gcc-high", SnippetLanguage::Bicep).contains("worldwide cloud only"));
    assert!(!say("gcc", SnippetLanguage::Bicep).contains("worldwide cloud only"));
}

#[test]
fn what_has_no_word_in_a_language_is_said_as_a_need() {
    let clouds = Cloud::microsoft();
    let needs_of = |cloud: &Cloud, credential, language| {
        let connection = connection(Goal {
            credential,
            ..Goal::new(Api::Graph, Context::Application)
        });
        let place = cloud.place(Api::Graph, None).unwrap();
        let caller = Caller {
            connection: &connection,
            cloud,
            place: &place,
        };
        needs(&caller, &RegistrationChoices::default(), language)
    };
    let (public, high) = (
        &clouds[0],
        clouds.iter().find(|one| one.id == "gcc-high").unwrap(),
    );
    assert_eq!(
        needs_of(public, Credential::Secret, SnippetLanguage::Terraform),
        [Need::Registrar, Need::SecretInState]
    );
    assert_eq!(
        needs_of(high, Credential::Secret, SnippetLanguage::Bicep),
        [Need::PublicCloud, Need::Registrar, Need::SecretAfterwards]
    );
    assert_eq!(
        needs_of(public, Credential::Certificate, SnippetLanguage::Az),
        [Need::Registrar, Need::PublicCertificate]
    );
}

#[test]
fn what_only_looks_an_api_up_needs_a_tenant_that_knows_it() {
    use SnippetLanguage::{Az, Bicep, Terraform};
    let cloud = &Cloud::microsoft()[0];
    let asks = |api, language, consent| {
        let connection = connection(Goal::new(api, Context::Application));
        let place = cloud.place(api, None).unwrap();
        let caller = Caller {
            connection: &connection,
            cloud,
            place: &place,
        };
        let choices = RegistrationChoices {
            consent,
            ..RegistrationChoices::default()
        };
        let needed = needs(&caller, &choices, language).contains(&Need::KnownApi);
        let said = script(&caller, &choices, language)
            .unwrap()
            .contains("az ad sp create --id");
        assert_eq!(needed, said, "{api} {language:?}");
        needed
    };
    assert!(asks(Api::Xdr, Terraform, ConsentChoice::Link));
    assert!(asks(Api::Mde, Bicep, ConsentChoice::Grant));
    assert!(!asks(Api::Mde, Bicep, ConsentChoice::Link));
    assert!(!asks(Api::Xdr, Az, ConsentChoice::Grant));
    assert!(!asks(Api::Graph, Terraform, ConsentChoice::Grant));
}

#[test]
fn a_registration_that_was_to_be_repaired_is_said_to_stay_as_it_is() {
    let connection = connection(Goal::new(Api::Graph, Context::Application));
    let chosen = RegistrationChoices {
        repair: Some("5f0c4a2e-0000-4000-8000-000000000001\nexit".to_owned()),
        ..RegistrationChoices::default()
    };
    let cloud = &Cloud::microsoft()[0];
    let plain = written(cloud, &connection, &RegistrationChoices::default());
    for ((language, text), (_, plain)) in written(cloud, &connection, &chosen).iter().zip(plain) {
        let said: Vec<_> = text.lines().filter(|line| line.contains("5f0c4a2e")).collect();
        assert_eq!(said.len(), 1, "{language:?}\n{text}");
        assert!(said[0].starts_with(['#', '/']), "{language:?}\n{text}");
        assert_eq!(text.replace(&format!("{}\n", said[0]), ""), plain);
    }
}

#[test]
fn a_name_with_every_sign_in_it_changes_nothing_but_the_name() {
    let connection = connection(Goal::new(Api::Graph, Context::Application));
    let named = |name: &str| RegistrationChoices {
        name: Some(name.to_owned()),
        ..RegistrationChoices::default()
    };
    let ugly = "É'\"\\ ${x} $${y} %{z} {{w}} $(id) `id`\n\u{2028}'; exit «name»";
    let cloud = &Cloud::microsoft()[0];
    let plain = written(cloud, &connection, &named("plain"));
    for ((language, ugly), (_, plain)) in written(cloud, &connection, &named(ugly)).iter().zip(&plain) {
        let differing: Vec<_> = ugly.lines().zip(plain.lines()).filter(|(a, b)| a != b).collect();
        assert_eq!(
            ugly.lines().count(),
            plain.lines().count(),
            "{language:?}\n{ugly}"
        );
        assert_eq!(differing.len(), 1, "{language:?}\n{ugly}");
        assert!(differing[0].0.contains('É'), "{language:?}\n{ugly}");
    }
}
