use reqwest::StatusCode;
use reqwest::header::{HeaderMap, HeaderValue};
use serde_json::{Value, json};

use super::*;
use crate::cloud::Api;
use crate::connection::{Context, FoundTenant};
use crate::error::{Remedy, Trace};
use crate::registration::ScopeReason;

fn answer(status: u16, body: &Value) -> Answer {
    Answer {
        status: StatusCode::from_u16(status).unwrap(),
        headers: HeaderMap::new(),
        body: body.to_string().into_bytes(),
        seen: crate::support::Seen::default(),
        host: "host".to_owned(),
        at: jiff::Timestamp::UNIX_EPOCH,
    }
}

/// On behalf of somebody, with these scopes.
fn somebody(scopes: &str) -> Claims {
    let claims = json!({"scp": scopes, "upn": "ada@contoso.com", "appid": "a"});
    Claims::from_map(claims.as_object().unwrap().clone())
}

fn pipeline(roles: &[&str]) -> Claims {
    let claims = json!({"roles": roles, "app_displayname": "Contoso pipeline", "appid": "a"});
    Claims::from_map(claims.as_object().unwrap().clone())
}

fn judged(request: RequestId, answer: &Answer, claims: &Claims) -> ErrorReport {
    let goal = Goal::new(Api::Graph, Context::User);
    refusal_of(request)(answer, goal, claims)
}

/// Graph's 403, which does not say what is missing.
fn denied() -> Answer {
    answer(
        403,
        &json!({"error": {
            "code": "Authorization_RequestDenied",
            "message": "Insufficient privileges to complete the operation.",
            "innerError": {"request-id": "5b3fd7e1-8f8a-4d7c-9a2f-0a1d6f6b2c11"},
        }}),
    )
}

#[test]
fn a_403_with_the_permission_in_the_token_is_about_the_persons_role() {
    let all =
        "Application.ReadWrite.All AppRoleAssignment.ReadWrite.All DelegatedPermissionGrant.ReadWrite.All";
    for (request, code) in [
        (RequestId::CreateApplication, ErrorCode::SetupForbidden),
        (RequestId::AddPassword, ErrorCode::SetupForbidden),
        (RequestId::AssignRole, ErrorCode::GrantForbidden),
        (RequestId::Grant, ErrorCode::GrantForbidden),
    ] {
        let report = judged(request, &denied(), &somebody(all));
        assert_eq!((report.code, report.finding), (code, true), "{request:?}");
        assert_eq!(report.remedy, Remedy::UseAnotherAccount);
        assert_eq!(report.params["user"], "ada@contoso.com");
        let trace = report.trace.unwrap();
        assert_eq!(trace.http_status, Some(403));
        assert_eq!(
            trace.correlation_id.as_deref(),
            Some("5b3fd7e1-8f8a-4d7c-9a2f-0a1d6f6b2c11")
        );
    }
}

#[test]
fn a_403_without_the_permission_in_the_token_names_the_least_that_is_missing() {
    for (request, permission) in [
        (RequestId::CreateApplication, "Application.ReadWrite.All"),
        (RequestId::AssignRole, "AppRoleAssignment.ReadWrite.All"),
        (RequestId::Grant, "DelegatedPermissionGrant.ReadWrite.All"),
        (RequestId::ListGrants, "DelegatedPermissionGrant.Read.All"),
    ] {
        let report = judged(request, &denied(), &somebody("User.Read openid"));
        assert_eq!(report.code, ErrorCode::SetupScopeMissing, "{request:?}");
        assert_eq!(report.params["permission"], permission);
    }
}

#[test]
fn an_application_that_may_change_only_its_own_apps_has_the_permission() {
    let owner = pipeline(&["Application.ReadWrite.OwnedBy"]);
    let report = judged(RequestId::ChangeApplication, &denied(), &owner);
    assert_eq!(report.code, ErrorCode::SetupForbidden);
    assert_eq!(report.params["user"], "Contoso pipeline");
    let reader = pipeline(&["SecurityIncident.Read.All"]);
    let report = judged(RequestId::ChangeApplication, &denied(), &reader);
    assert_eq!(report.params["permission"], "Application.ReadWrite.OwnedBy");
}

#[test]
fn a_policy_against_secrets_is_answered_with_a_certificate() {
    // As scripts and tools quote it (KelvinTegelaar/CIPP-API, OfficeDev/TeamsFx).
    let body = json!({"error": {
        "code": "CredentialTypeNotAllowedAsPerAppPolicy",
        "message": "Credential type not allowed as per assigned policy.",
    }});
    for status in [400, 403] {
        let report = judged(
            RequestId::AddPassword,
            &answer(status, &body),
            &somebody("Application.ReadWrite.All"),
        );
        assert_eq!(
            (report.code, report.remedy),
            (ErrorCode::SecretForbidden, Remedy::UseCertificate)
        );
    }
}

#[test]
fn a_lifetime_that_a_policy_forbids_is_told_apart_for_secrets_and_certificates() {
    // As quoted in OfficeDev/microsoft-365-agents-toolkit #10998.
    let message = "Credential lifetime exceeds the max value allowed as per assigned policy 'aaaaaaa'.";
    let body = json!({"error": {
        "code": "CredentialInvalidLifetimeAsPerAppPolicy",
        "message": message,
        "details": [{"code": "InvalidKeyEndDate", "message": message, "target": "EndDate"}],
        "innerError": {"date": "2024-03-05T13:14:55", "request-id": "xxxx", "client-request-id": "xxxx"},
    }});
    let claims = somebody("Application.ReadWrite.All");
    let secret = judged(RequestId::AddPassword, &answer(400, &body), &claims);
    assert_eq!(
        (secret.code, secret.remedy),
        (ErrorCode::SecretLifetimeForbidden, Remedy::UseCertificate)
    );
    assert_eq!(secret.params["policy"], "aaaaaaa");
    let certificate = judged(RequestId::ReplaceCertificates, &answer(400, &body), &claims);
    assert_eq!(certificate.code, ErrorCode::CertificateLifetimeForbidden);
}

#[test]
fn what_the_directory_does_not_know_yet_may_be_asked_for_again() {
    let body = json!({"error": {
        "code": "Request_ResourceNotFound",
        "message": "Resource 'x' does not exist or one of its queried reference-property objects are not present.",
    }});
    let claims = somebody("Application.ReadWrite.All");
    let report = judged(RequestId::AddPassword, &answer(404, &body), &claims);
    assert_eq!(
        (report.code, report.retryable),
        (ErrorCode::DirectoryObjectUnknown, true)
    );
}

#[test]
fn a_claims_challenge_is_passed_on_to_the_next_sign_in_as_it_came() {
    let wanted = r#"{"access_token":{"nbf":{"essential":true,"value":"1700000000"}}}"#;
    let header = format!(
        "Bearer error=\"insufficient_claims\", claims=\"{}\"",
        STANDARD.encode(wanted)
    );
    let mut challenged = answer(401, &json!({"error": {"code": "InvalidAuthenticationToken"}}));
    challenged
        .headers
        .insert(WWW_AUTHENTICATE, HeaderValue::from_str(&header).unwrap());
    let claims = somebody("Application.ReadWrite.All");
    let report = judged(RequestId::FindApplication, &challenged, &claims);
    assert_eq!(
        (report.code, report.claims.as_deref()),
        (ErrorCode::ClaimsChallenge, Some(wanted))
    );

    let ended = answer(401, &json!({"error": {"code": "InvalidAuthenticationToken"}}));
    let report = judged(RequestId::FindApplication, &ended, &claims);
    assert_eq!(
        (report.code, report.remedy),
        (ErrorCode::SetupMissing, Remedy::SignIn)
    );
}

#[test]
fn a_refused_sign_in_speaks_of_the_set_ups_own_client() {
    let tenant = FoundTenant {
        tenant_id: "8d1f6f1e-7a7b-4a63-9c7e-0d7e3f5542c7".into(),
        domain: "contoso.com".into(),
        cloud_id: "worldwide".into(),
        cloud_name: String::new(),
        practice: false,
        region: None,
        seen_at: String::new(),
    };
    let client = "631a96bc-a705-4eda-9f99-fdaf9f54f6a2";
    let goal = Goal::new(Api::Graph, Context::User);
    let own = Connection::new("c".into(), &tenant, tenant.tenant_id.parse().unwrap(), goal);
    let setup = own.for_setup(client.parse().unwrap(), Context::User);
    let needed = [NeededScope {
        scope: "Application.ReadWrite.All".into(),
        reason: ScopeReason::Register,
    }];
    let told = |number: u32, code| {
        let trace = Trace {
            aadsts: Some(number),
            ..Trace::default()
        };
        sign_in_refused(&setup, &needed, ErrorReport::new(code).traced(trace))
    };
    for (number, code, expected) in [
        (65_001, ErrorCode::ConsentMissing, ErrorCode::SetupScopeMissing),
        (
            90_094,
            ErrorCode::AdminApprovalNeeded,
            ErrorCode::SetupScopeMissing,
        ),
        (90_008, ErrorCode::EntraRefused, ErrorCode::SetupScopeMissing),
        (700_016, ErrorCode::ClientNotFound, ErrorCode::SetupClientUnknown),
        (65_002, ErrorCode::EntraRefused, ErrorCode::SetupClientNotCleared),
    ] {
        let report = told(number, code);
        assert_eq!(report.code, expected, "{number}");
        assert_eq!(report.params["client_id"], client);
        assert_eq!(report.params["permission"], "Application.ReadWrite.All");
        assert_eq!(report.trace.unwrap().aadsts, Some(number));
    }
    assert_eq!(
        told(50_020, ErrorCode::UserNotInTenant).code,
        ErrorCode::UserNotInTenant
    );
}
