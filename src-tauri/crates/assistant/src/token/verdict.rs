//! Is this token good for this goal? Each check has its own answer, and its own words when it fails.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};

use super::claims::Claims;
use super::view::{Signature, TokenCheck, TokenCheckId, TokenKind, TokenView};
use crate::checklist::StepId;
use crate::clock::{apart, rfc3339};
use crate::cloud::ApiPlace;
use crate::connection::{Context, Goal};
use crate::defender::permissions;
use crate::error::{ErrorCode, ErrorReport};

/// Between the service's clock and this computer's (Microsoft allows five minutes, too).
pub(super) const CLOCKS_DIFFER_BY: SignedDuration = SignedDuration::from_mins(5);

/// What the token has to be.
#[derive(Clone, Debug)]
pub(crate) struct Expected {
    pub(crate) connection_id: String,
    pub(crate) tenant_id: String,
    pub(crate) client_id: String,
    pub(crate) place: ApiPlace,
    pub(crate) goal: Goal,
}

/// A judged token.
#[derive(Clone, Debug)]
pub(crate) struct Judged {
    pub(crate) view: TokenView,
    /// The first check that failed, as one cause and one action.
    pub(crate) problem: Option<ErrorReport>,
}

/// Judges a token's claims and signature.
pub(crate) fn judge(
    claims: &Claims,
    signature: Signature,
    expires: Timestamp,
    expected: &Expected,
    now: Timestamp,
) -> Judged {
    let checks = vec![
        check(TokenCheckId::Signature, signature_passed(signature), &[]),
        tenant(claims, expected),
        compare(TokenCheckId::Client, &expected.client_id, claims.client_id()),
        audience(claims, expected),
        permission(claims, expected.goal),
        time(claims, expires, now),
    ];
    let problem = checks
        .iter()
        .find(|check| check.passed == Some(false))
        .map(|check| report(check, claims, expected, now));
    let lacks = !fits(claims, expected.goal) || !claims.has_any(permissions::sufficient(expected.goal));
    let missing = if lacks {
        vec![permissions::least(expected.goal).to_owned()]
    } else {
        Vec::new()
    };
    let view = TokenView {
        connection_id: expected.connection_id.clone(),
        kind: claims.kind(),
        usable: problem.is_none(),
        issuer_version: claims.version().to_owned(),
        audience: claims.audience().to_owned(),
        tenant_id: claims.tenant_id().to_owned(),
        client_id: claims.client_id().to_owned(),
        account: claims.account().map(str::to_owned),
        permissions: claims.permissions().into_iter().map(str::to_owned).collect(),
        missing,
        issued: claims.time("iat").map(rfc3339).unwrap_or_default(),
        expires: rfc3339(expires),
        signature,
        checks,
        claims: claims.listed(),
    };
    Judged { view, problem }
}

fn signature_passed(signature: Signature) -> Option<bool> {
    match signature {
        Signature::Verified => Some(true),
        Signature::Invalid | Signature::UnknownKey => Some(false),
        Signature::NotChecked => None,
    }
}

fn check(id: TokenCheckId, passed: Option<bool>, params: &[(&str, &str)]) -> TokenCheck {
    let params = params
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    TokenCheck {
        id,
        passed,
        params: params.collect::<BTreeMap<_, _>>(),
    }
}

fn compare(id: TokenCheckId, expected: &str, actual: &str) -> TokenCheck {
    let same = actual.eq_ignore_ascii_case(expected);
    check(id, Some(same), &[("expected", expected), ("actual", actual)])
}

/// The issuer has to be of the same tenant as the claim that names it.
fn tenant(claims: &Claims, expected: &Expected) -> TokenCheck {
    let named = compare(TokenCheckId::Tenant, &expected.tenant_id, claims.tenant_id());
    match claims.issuing_tenant() {
        Some(issuing) if named.passed == Some(true) => {
            compare(TokenCheckId::Tenant, &expected.tenant_id, issuing)
        }
        _ => named,
    }
}

/// Version 1.0 tokens carry the API's URI, version 2.0 tokens its application id.
fn audience(claims: &Claims, expected: &Expected) -> TokenCheck {
    let actual = claims.audience().trim_end_matches('/');
    let right = actual == expected.place.audience || actual == expected.goal.api.app_id();
    check(
        TokenCheckId::Audience,
        Some(right),
        &[("expected", &expected.place.audience), ("actual", actual)],
    )
}

fn permission(claims: &Claims, goal: Goal) -> TokenCheck {
    let has = fits(claims, goal) && claims.has_any(permissions::sufficient(goal));
    let carried = claims.permissions().join(" ");
    check(
        TokenCheckId::Permission,
        Some(has),
        &[("expected", permissions::least(goal)), ("actual", &carried)],
    )
}

/// Microsoft Graph has one name for what an application may do and what a person may do through it.
fn fits(claims: &Claims, goal: Goal) -> bool {
    let needed = match goal.context {
        Context::User => TokenKind::User,
        Context::Application => TokenKind::Application,
    };
    claims.kind() == needed
}

fn time(claims: &Claims, expires: Timestamp, now: Timestamp) -> TokenCheck {
    check(
        TokenCheckId::Time,
        Some(early(claims, now).is_none() && now < expires),
        &[("expires", &rfc3339(expires))],
    )
}

/// How long it is until the token may be used, where that is more than Entra forgives. It was handed out before now, so
/// that the clock of this computer is behind by as much.
fn early(claims: &Claims, now: Timestamp) -> Option<SignedDuration> {
    let early = claims.time("nbf")?.duration_since(now);
    (early > CLOCKS_DIFFER_BY).then_some(early)
}

fn report(check: &TokenCheck, claims: &Claims, expected: &Expected, now: Timestamp) -> ErrorReport {
    let code = match check.id {
        TokenCheckId::Signature => ErrorCode::SignatureInvalid,
        TokenCheckId::Tenant => ErrorCode::WrongTenant,
        TokenCheckId::Client => ErrorCode::WrongClient,
        TokenCheckId::Audience => ErrorCode::WrongAudience,
        TokenCheckId::Permission => return lacking(claims, expected.goal),
        TokenCheckId::Time => match early(claims, now) {
            Some(early) => return apart(now, -early),
            None => ErrorCode::TokenExpired,
        },
    };
    let value = |name: &str| check.params.get(name).cloned().unwrap_or_default();
    ErrorReport::new(code)
        .with("expected", value("expected"))
        .with("actual", value("actual"))
}

/// Why is the permission not there? Nothing granted at all, the other kind of permission, or another one.
pub(crate) fn lacking(claims: &Claims, goal: Goal) -> ErrorReport {
    let least = permissions::least(goal);
    let carried: Vec<&str> = claims
        .permissions()
        .into_iter()
        .filter(|name| !is_sign_in_scope(name))
        .collect();
    let code = match (carried.is_empty(), other_kind(claims, goal)) {
        (_, true) => ErrorCode::PermissionKindWrong,
        (true, false) => ErrorCode::ConsentMissing,
        (false, false) => ErrorCode::PermissionMissing,
    };
    ErrorReport::new(code)
        .with("permission", least)
        .with("permissions", carried.join(", "))
        .with("api", goal.api.portal_name())
        .at(if code == ErrorCode::ConsentMissing {
            StepId::Consent
        } else {
            StepId::Permissions
        })
}

/// Does the token carry the form of the permission that the other context needs?
fn other_kind(claims: &Claims, goal: Goal) -> bool {
    let other = match goal.context {
        Context::User => Goal {
            context: Context::Application,
            ..goal
        },
        Context::Application => Goal {
            context: Context::User,
            ..goal
        },
    };
    let ours = permissions::sufficient(goal);
    if !fits(claims, goal) && claims.has_any(ours) {
        return true;
    }
    permissions::sufficient(other)
        .iter()
        .any(|name| !ours.contains(name) && claims.has_any(&[name]))
}

fn is_sign_in_scope(name: &str) -> bool {
    matches!(
        name,
        "openid" | "profile" | "email" | "offline_access" | "User.Read"
    )
}

#[cfg(test)]
mod trust;

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::cloud::{Api, Cloud};

    pub(super) const TENANT: &str = "8d1f6f1e-7a7b-4a63-9c7e-0d7e3f5542c7";
    pub(super) const CLIENT: &str = "631a96bc-a705-4eda-9f99-fdaf9f54f6a2";

    fn judged(change: impl FnOnce(&mut serde_json::Value)) -> Judged {
        judged_for(Goal::new(Api::Mde, Context::Application), change)
    }

    pub(super) fn judged_for(goal: Goal, change: impl FnOnce(&mut serde_json::Value)) -> Judged {
        let place = Cloud::microsoft()[0].api(goal.api).unwrap().clone();
        let expected = Expected {
            connection_id: "c".into(),
            tenant_id: TENANT.into(),
            client_id: CLIENT.into(),
            place,
            goal,
        };
        let mut claims = json!({"aud": "https://api.securitycenter.microsoft.com", "tid": TENANT, "appid": CLIENT,
            "roles": ["Alert.Read.All"], "nbf": 1000, "iat": 1000, "exp": 5000, "ver": "1.0"});
        change(&mut claims);
        let claims = Claims::from_map(claims.as_object().unwrap().clone());
        let expires = claims.time("exp").unwrap();
        judge(
            &claims,
            Signature::Verified,
            expires,
            &expected,
            Timestamp::from_second(2000).unwrap(),
        )
    }

    fn code(change: impl FnOnce(&mut serde_json::Value)) -> Option<ErrorCode> {
        judged(change).problem.map(|report| report.code)
    }

    #[test]
    fn a_token_that_fits_is_usable() {
        let judged = judged(|_| ());
        assert!(judged.view.usable && judged.view.missing.is_empty());
    }

    #[test]
    fn the_audience_of_the_other_defender_api_is_told_apart() {
        assert_eq!(
            code(|c| c["aud"] = "https://api.security.microsoft.com".into()),
            Some(ErrorCode::WrongAudience)
        );
        assert_eq!(
            code(|c| c["aud"] = "fc780465-2017-40d4-a0c5-307022471b92".into()),
            None
        );
    }

    #[test]
    fn another_tenant_client_or_time_is_refused() {
        assert_eq!(code(|c| c["tid"] = CLIENT.into()), Some(ErrorCode::WrongTenant));
        assert_eq!(code(|c| c["appid"] = TENANT.into()), Some(ErrorCode::WrongClient));
        assert_eq!(code(|c| c["exp"] = 1500.into()), Some(ErrorCode::TokenExpired));
    }

    #[test]
    fn a_token_that_was_just_handed_out_and_is_not_valid_yet_shows_how_wrong_the_clock_is() {
        let report = judged(|c| c["nbf"] = (2000 + 24 * 3600).into()).problem.unwrap();
        assert_eq!(report.code, ErrorCode::ClockApart);
        assert_eq!(report.params["hours"], "24");
        assert_eq!(report.params["shown"], "1970-01-01T00:33:20Z");
        assert_eq!(report.params["actual"], "1970-01-02T00:33:20Z");
        assert_eq!(code(|c| c["nbf"] = 2200.into()), None);
    }

    #[test]
    fn no_roles_at_all_means_that_nobody_consented() {
        assert_eq!(
            code(|c| _ = c.as_object_mut().unwrap().remove("roles")),
            Some(ErrorCode::ConsentMissing)
        );
    }

    #[test]
    fn another_role_means_that_the_permission_was_not_chosen() {
        let report = judged(|c| c["roles"] = json!(["Machine.Read.All"]))
            .problem
            .unwrap();
        assert_eq!(
            (report.code, report.step),
            (ErrorCode::PermissionMissing, Some(StepId::Permissions))
        );
        assert_eq!(report.params["permissions"], "Machine.Read.All");
    }
}
