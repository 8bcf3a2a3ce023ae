use super::*;
use crate::cloud::Api;
use crate::connection::Context;
use crate::registration::found::ResourceAccess;
use crate::registration::plan::create_body;
use crate::registration::plan::example::target;

/// A registration as `create_body` would have made it.
fn made(target: &Target) -> Application {
    let body = create_body(target, &target.published().unwrap());
    serde_json::from_value(body).unwrap()
}

fn repaired(application: &Application, target: &Target) -> Option<Value> {
    repair_body(application, target, &target.published().unwrap())
}

#[test]
fn what_was_just_made_lacks_nothing() {
    for api in Api::ALL {
        for context in [Context::User, Context::Application] {
            let target = target(api, context);
            assert_eq!(repaired(&made(&target), &target), None);
        }
    }
}

#[test]
fn only_the_members_that_change_are_sent_and_what_is_there_stays() {
    let target = target(Api::Xdr, Context::User);
    let mut application = made(&target);
    application.tags = vec!["payroll".to_owned()];
    application.public_client.redirect_uris = vec!["http://localhost:8400".to_owned()];
    application.required_resource_access = vec![RequiredResource {
        resource_app_id: Api::Xdr.app_id().to_owned(),
        resource_access: vec![ResourceAccess {
            id: "theirs".to_owned(),
            kind: "Scope".to_owned(),
        }],
    }];
    assert_eq!(
        repaired(&application, &target),
        Some(json!({
            "tags": ["payroll", "Handrail:user-xdr-own"],
            "publicClient": {"redirectUris": ["http://localhost:8400", "http://localhost"]},
            "requiredResourceAccess": [{
                "resourceAppId": "8ee8fdad-f234-4243-8f3b-15c294843740",
                "resourceAccess": [
                    {"id": "theirs", "type": "Scope"},
                    {"id": "12c153a4-4204-4224-aa3c-4626e2f47c2b", "type": "Scope"},
                ],
            }],
        }))
    );
}

#[test]
fn an_address_under_the_wrong_platform_moves_since_entra_takes_it_once() {
    let target = target(Api::Graph, Context::User);
    let mut application = made(&target);
    application.public_client = Platform::default();
    application.web.redirect_uris = vec!["https://contoso.com/".to_owned(), "http://localhost".to_owned()];
    assert_eq!(
        repaired(&application, &target),
        Some(json!({
            "web": {"redirectUris": ["https://contoso.com/"]},
            "publicClient": {"redirectUris": ["http://localhost"]},
        }))
    );
}

#[test]
fn a_registration_that_is_open_to_more_tenants_than_needed_is_left_to_a_person() {
    let target = target(Api::Graph, Context::Application);
    let mut application = made(&target);
    application.sign_in_audience = "AzureADMultipleOrgs".to_owned();
    assert_eq!(repaired(&application, &target), None);
}
