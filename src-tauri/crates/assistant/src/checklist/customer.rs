//! What the tenant of a customer says about a registration that its home tenant knows.

use super::place;
use crate::connection::{Connection, Context, Tenancy};
use crate::defender::permissions;
use crate::error::{ErrorCode, ErrorReport};

/// The registration may be used in this tenant, and nobody has consented yet (since 31 March 2026, entra-docs:
/// single-and-multi-tenant-apps.md).
const NOT_INSTALLED: u32 = 7_000_229;
/// The API lets in only applications that hold one of its roles, and this one holds none: nobody consented to any.
const NO_ROLE: u32 = 501_051;
/// The enterprise application is switched off.
const DISABLED: u32 = 7_000_112;

/// The cause as a partner meets it: it names the customer, whose administrator has to act, in a tenant that the
/// partner sees nothing of.
pub(crate) fn from_customer(report: ErrorReport, connection: &Connection) -> ErrorReport {
    let Some(code) = code_at_customer(&report, connection) else {
        return report;
    };
    let (goal, facts) = (connection.goal, ErrorReport::new(code));
    let customer = connection.customer.as_ref();
    let domain = customer.map(|customer| customer.domain.clone());
    let number = aadsts(&report).map(|number| number.to_string());
    ErrorReport {
        step: facts.step.and_then(|step| place(goal, step)),
        trace: report.trace,
        detail: report.detail,
        confidence: report.confidence,
        ..facts
    }
    .with("customer", domain.unwrap_or_default())
    .with("tenant", &connection.tenant_domain)
    .with("permission", permissions::least(goal))
    .with("api", goal.api.portal_name())
    .with("code", number.unwrap_or_default())
}

/// In a foreign tenant, a registration for a single tenant looks like one that does not exist: AADSTS700016, or 650059
/// and 50194 where it was installed before it was changed. The home tenant knows it, so it is not the client ID that is
/// wrong.
fn code_at_customer(report: &ErrorReport, connection: &Connection) -> Option<ErrorCode> {
    let nobody_sits_there = connection.goal.context == Context::Application && connection.customer.is_some();
    match (aadsts(report), report.code) {
        (Some(700_016 | 650_059 | 50194), _) => Some(ErrorCode::SingleTenant),
        (Some(NOT_INSTALLED), _) | (_, ErrorCode::ConsentMissing) => Some(ErrorCode::CustomerConsentMissing),
        _ if !nobody_sits_there => None,
        (Some(NO_ROLE), _) => Some(ErrorCode::CustomerConsentMissing),
        (Some(DISABLED), _) => Some(ErrorCode::CustomerAppDisabled),
        (_, ErrorCode::ConditionalAccess) => Some(ErrorCode::CustomerBlocked),
        // A token that carries everything, or an API that the tenant never had.
        (_, ErrorCode::DefenderNotActive | ErrorCode::ApiForbidden | ErrorCode::ResourceMissing) => {
            Some(ErrorCode::CustomerDefenderNotActive)
        }
        _ => None,
    }
}

/// Does the answer show that the registration may be used in tenants other than its own? Entra asks for the
/// enterprise application only after the account types have let the request pass.
pub(crate) fn shows_several_tenants(report: &ErrorReport, connection: &Connection) -> bool {
    connection.goal.tenancy == Tenancy::Customers && lacks_the_app(report)
}

/// Says the sign-in service that the tenant holds no enterprise application of this registration?
pub(crate) fn lacks_the_app(report: &ErrorReport) -> bool {
    aadsts(report) == Some(NOT_INSTALLED)
}

fn aadsts(report: &ErrorReport) -> Option<u32> {
    report.trace.as_ref().and_then(|trace| trace.aadsts)
}
