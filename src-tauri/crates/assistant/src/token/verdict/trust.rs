//! Tokens that are properly signed, and good for something else.

use ::trust::{Part, Tally};
use serde_json::{Value, json};

use super::tests::{CLIENT, TENANT, judged_for};
use super::*;
use crate::cloud::Api;

const OTHER: &str = "5c2f7f0e-93d1-4c58-8b1a-6de0a1f4c3b7";

/// The cause that is found where these claims stand in place of the right ones.
fn found(api: Api, context: Context, changes: &Value) -> Option<ErrorCode> {
    let judged = judged_for(Goal::new(api, context), |claims| {
        for (name, value) in changes.as_object().unwrap() {
            claims[name] = value.clone();
        }
    });
    assert_eq!(judged.view.usable, judged.problem.is_none());
    judged.problem.map(|report| report.code)
}

fn refused(tally: &mut Tally, code: ErrorCode, changes: &Value) {
    let found = found(Api::Mde, Context::Application, changes);
    tally.case(format!("{changes}: {found:?}"), found == Some(code));
}

#[test]
fn a_token_for_another_audience_is_refused() {
    let mut tally = Tally::of(Part::Attacks, "tokens: audience");
    let own = "https://api.securitycenter.microsoft.com";
    for audience in [
        json!(null),
        json!(""),
        json!([own]),
        json!([own, "https://graph.microsoft.com"]),
        json!({ own: true }),
        json!("https://graph.microsoft.com"),
        json!("https://api.security.microsoft.com"),
        json!("https://api.securitycenter.microsoft.com.evil.example"),
        json!("https://api.securitycenter.microsoft.co"),
        json!("HTTPS://API.SECURITYCENTER.MICROSOFT.COM"),
        json!("http://api.securitycenter.microsoft.com"),
        json!("https://evil.example/https://api.securitycenter.microsoft.com"),
        json!(" https://api.securitycenter.microsoft.com"),
        json!("api.securitycenter.microsoft.com"),
        json!(CLIENT),
        json!("00000003-0000-0000-c000-000000000000"),
    ] {
        refused(&mut tally, ErrorCode::WrongAudience, &json!({ "aud": audience }));
    }
    tally.tell();
}

#[test]
fn a_token_of_another_tenant_or_client_is_refused() {
    let mut tally = Tally::of(Part::Attacks, "tokens: tenant and client");
    for tenant in [
        json!(null),
        json!(""),
        json!(OTHER),
        json!([TENANT]),
        json!("contoso.com"),
    ] {
        refused(&mut tally, ErrorCode::WrongTenant, &json!({ "tid": tenant }));
    }
    for issuer in [
        format!("https://sts.windows.net/{OTHER}/"),
        format!("https://login.microsoftonline.com/{OTHER}/v2.0"),
        format!("https://sts.windows.net/common/{TENANT}/"),
        format!("https://{TENANT}/{OTHER}"),
        TENANT.to_owned(),
        String::new(),
    ] {
        refused(&mut tally, ErrorCode::WrongTenant, &json!({ "iss": issuer }));
    }
    for issuer in ["https://sts.windows.net", "https://login.microsoftonline.com"] {
        let changes = json!({"iss": format!("{issuer}/{TENANT}/")});
        tally.case(issuer, found(Api::Mde, Context::Application, &changes).is_none());
    }
    for client in [json!(null), json!(""), json!(OTHER), json!([CLIENT])] {
        refused(&mut tally, ErrorCode::WrongClient, &json!({ "appid": client }));
    }
    // Version 1.0 and 2.0 name the client in two ways; a mixture names two.
    refused(&mut tally, ErrorCode::WrongClient, &json!({"azp": OTHER}));
    refused(
        &mut tally,
        ErrorCode::WrongClient,
        &json!({"appid": OTHER, "azp": CLIENT}),
    );
    tally.tell();
}

#[test]
fn a_permission_of_another_form_is_none() {
    let mut tally = Tally::of(Part::Attacks, "tokens: permissions");
    for roles in [
        json!(null),
        json!("Alert.Read.All"),
        json!({"Alert.Read.All": true}),
        json!([["Alert.Read.All"]]),
        json!([1, null]),
        json!([]),
    ] {
        refused(&mut tally, ErrorCode::ConsentMissing, &json!({ "roles": roles }));
    }
    for roles in [
        json!(["alert.read.all"]),
        json!(["Alert.Read.All "]),
        json!(["Alert.Read"]),
        json!(["Alert.Read.All.Not"]),
        json!(["Machine.Read.All"]),
    ] {
        let found = found(Api::Mde, Context::Application, &json!({ "roles": roles }));
        tally.case(
            format!("{roles}: {found:?}"),
            matches!(
                found,
                Some(ErrorCode::PermissionMissing | ErrorCode::PermissionKindWrong)
            ),
        );
    }
    // In Microsoft Graph both kinds of permission have one name.
    let graph = "https://graph.microsoft.com";
    let name = "SecurityIncident.Read.All";
    let of_a_person = json!({"aud": graph, "scp": name, "roles": [name]});
    let of_an_app = json!({"aud": graph, "roles": [name]});
    for (context, own, other) in [
        (Context::Application, &of_an_app, &of_a_person),
        (Context::User, &of_a_person, &of_an_app),
    ] {
        let own = found(Api::Graph, context, own);
        tally.case(format!("{context:?}: {own:?}"), own.is_none());
        let wrong = found(Api::Graph, context, other);
        tally.case(
            format!("the other kind for {context:?}: {wrong:?}"),
            wrong == Some(ErrorCode::PermissionKindWrong),
        );
    }
    tally.tell();
}

#[test]
fn a_time_is_a_number_of_seconds_within_the_calendar() {
    let mut tally = Tally::of(Part::Attacks, "tokens: times");
    for begin in [json!(9000), json!(253_402_207_200_i64)] {
        refused(&mut tally, ErrorCode::ClockApart, &json!({ "nbf": begin }));
    }
    refused(&mut tally, ErrorCode::TokenExpired, &json!({"exp": 1999}));
    for odd in [
        json!("5000"),
        json!(5000.5),
        json!(1e300),
        json!(i64::MAX),
        json!(u64::MAX),
        json!([5000]),
        json!(null),
    ] {
        let claims = json!({ "exp": odd });
        let claims = Claims::from_map(claims.as_object().unwrap().clone());
        tally.case(&odd, claims.time("exp").is_none());
    }
    tally.tell();
}
