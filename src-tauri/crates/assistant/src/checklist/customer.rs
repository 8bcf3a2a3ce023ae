//! What the sign-in service of a customer says about a registration that its home tenant knows.

use super::place;
use crate::connection::{Connection, Tenancy};
use crate::defender::permissions;
use crate::error::{ErrorCode, ErrorReport};

/// The registration may be used in this tenant, and nobody has consented yet (since 31 March 2026, entra-docs:
/// single-and-multi-tenant-apps.md).
const NOT_INSTALLED: u32 = 7_000_229;

/// The cause as a partner meets it. In a foreign tenant, a registration for a single tenant looks like one that does
/// not exist: AADSTS700016, or 650059 and 50194 where it was installed before it was changed. The home tenant knows
/// it, so it is not the client ID that is wrong.
pub(crate) fn from_customer(report: ErrorReport, connection: &Connection) -> ErrorReport {
    let code = match (aadsts(&report), report.code) {
        (Some(700_016 | 650_059 | 50194), _) => ErrorCode::SingleTenant,
        (Some(NOT_INSTALLED), _) | (_, ErrorCode::ConsentMissing) => ErrorCode::CustomerConsentMissing,
        _ => return report,
    };
    let (goal, facts) = (connection.goal, ErrorReport::new(code));
    let customer = connection.customer.as_ref();
    let domain = customer.map(|customer| customer.domain.clone());
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
}

/// Does the answer show that the registration may be used in tenants other than its own? Entra asks for the
/// enterprise application only after the account types have let the request pass.
pub(crate) fn shows_several_tenants(report: &ErrorReport, connection: &Connection) -> bool {
    connection.goal.tenancy == Tenancy::Customers && aadsts(report) == Some(NOT_INSTALLED)
}

fn aadsts(report: &ErrorReport) -> Option<u32> {
    report.trace.as_ref().and_then(|trace| trace.aadsts)
}
