//! Account types, addresses, flows, and the enterprise application.

use serde_json::{Value, json};

use super::{Compared, in_order, in_order_for};
use crate::cloud::Api;
use crate::connection::{Connection, Context, Flow, Tenancy};
use crate::error::ErrorCode;
use crate::registration::plan::example::connection;

fn application() -> Compared {
    in_order(Api::Graph, Context::Application)
}

fn person() -> Compared {
    in_order(Api::Graph, Context::User)
}

fn partner() -> Connection {
    let mut partner = connection(Api::Graph, Context::Application);
    partner.goal.tenancy = Tenancy::Customers;
    partner
}

/// Written into a registration in order, exactly this differs; mended, nothing does.
fn is(compared: Compared, body: &Value, id: &str, choice: bool) {
    let compared = compared.written(body);
    let only = compared.only();
    assert_eq!((only.id().as_str(), only.choice), (id, choice));
    assert_eq!(compared.left(), [""; 0], "{id}");
}

#[test]
fn a_setting_that_stands_wrong_is_found_and_put_right() {
    let wide = json!({"signInAudience": "AzureADMultipleOrgs"});
    is(
        application(),
        &wide,
        "account_types_too_wide AzureADMultipleOrgs",
        true,
    );
    let narrow = json!({"signInAudience": "AzureADMyOrg"});
    is(
        in_order_for(partner()),
        &narrow,
        "account_types_too_narrow AzureADMyOrg",
        false,
    );
    let on = json!({"isFallbackPublicClient": true});
    is(person(), &on, "public_client_flows_on", true);
    let mut by_code = connection(Api::Graph, Context::User);
    by_code.goal.flow = Flow::DeviceCode;
    let off = json!({"isFallbackPublicClient": null});
    is(in_order_for(by_code), &off, "public_client_flows_off", false);
    for token in ["enableIdTokenIssuance", "enableAccessTokenIssuance"] {
        let on = json!({"web": {"implicitGrantSettings": {token: true}}});
        is(application(), &on, "implicit_grant_on", true);
    }
}

#[test]
fn an_address_is_found_missing_on_another_platform_or_too_many() {
    let none = json!({"publicClient": {"redirectUris": []}});
    is(person(), &none, "redirect_uri_missing http://localhost", false);
    for platform in ["web", "spa"] {
        let mut elsewhere = none.clone();
        elsewhere[platform] = json!({"redirectUris": ["http://localhost"]});
        let wrong = "redirect_uri_on_other_platform http://localhost";
        is(person(), &elsewhere, wrong, false);
    }
    let other = json!({"spa": {"redirectUris": ["https://contoso.com"]}});
    is(
        person(),
        &other,
        "redirect_uri_extra spa https://contoso.com",
        true,
    );
    let none = json!({"web": {"redirectUris": []}});
    is(
        application(),
        &none,
        "redirect_uri_missing http://localhost",
        false,
    );
}

#[test]
fn each_wrong_platform_is_told_by_its_own_words() {
    let on = |platform: &str| {
        let mut body = json!({"publicClient": {"redirectUris": []}});
        body[platform] = json!({"redirectUris": ["http://localhost"]});
        person().written(&body).only().problem.code
    };
    assert_eq!(on("web"), ErrorCode::PlatformIsWeb);
    assert_eq!(on("spa"), ErrorCode::PlatformIsSinglePage);
}

#[test]
fn a_slash_at_the_end_of_an_address_counts_where_there_is_a_path() {
    let mut partner = partner();
    partner.own_redirect_uri = Some("https://partner.example/answer".parse().unwrap());
    let in_order = in_order_for(partner);
    let slash = json!({"web": {"redirectUris": ["https://partner.example/answer/"]}});
    let found = in_order.written(&slash).found();
    let missing = "redirect_uri_missing https://partner.example/answer";
    let extra = "redirect_uri_extra web https://partner.example/answer/";
    assert_eq!(found, [missing, extra]);
    let slash = json!({"publicClient": {"redirectUris": ["http://localhost/"]}});
    assert_eq!(person().written(&slash).found(), [""; 0]);
}

#[test]
fn an_enterprise_app_that_is_switched_off_or_closed_is_opened_where_somebody_picks_it() {
    let mut compared = person();
    let principal = compared.seen.principal.as_mut().unwrap();
    (principal.account_enabled, principal.app_role_assignment_required) = (false, true);
    assert_eq!(
        compared.found(),
        ["enterprise_app_disabled", "assignment_required"]
    );
    assert!(compared.differences().iter().all(|one| one.choice));
    assert_eq!(compared.left(), [""; 0]);

    let mut compared = application();
    let principal = compared.seen.principal.as_mut().unwrap();
    principal.app_role_assignment_required = true;
    assert_eq!(compared.found(), [""; 0], "nobody signs in to it");
}

#[test]
fn a_missing_enterprise_app_is_made_and_granted_what_it_needs() {
    let mut compared = application().without_grants();
    compared.seen.principal = None;
    let missing = compared.only();
    assert_eq!(missing.id(), "enterprise_app_missing");
    compared.mend(&missing);
    assert_eq!(
        compared.found(),
        ["grant_missing graph SecurityIncident.Read.All"]
    );
    assert_eq!(compared.left(), [""; 0]);

    let mut at_customers = in_order_for(partner());
    at_customers.seen.principal = None;
    assert_eq!(at_customers.found(), [""; 0]);
}
