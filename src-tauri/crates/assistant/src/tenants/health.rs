//! Is the partner's own registration in order? Every answer rests on something that was seen: the registration as
//! Microsoft Graph tells it, a token at home, or the answer of a customer's tenant.

use jiff::Timestamp;
use serde::Serialize;
use specta::Type;

use super::look::missing;
use super::record::{CustomerState, Grant};
use super::roster::Roster;
use crate::checklist::{Evidence, EvidenceKind, StepId};
use crate::clock::rfc3339;
use crate::connection::{Connection, ends_soon};
use crate::error::{ErrorCode, ErrorReport, Result};
use crate::ids::TenantId;
use crate::registration::Application;

/// What can be wrong with a partner's registration.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum HealthId {
    /// It may be used in tenants other than its own.
    SeveralTenants,
    /// Entra answers to the address that consent comes back to.
    RedirectUri,
    /// The publisher is verified, and the consent page says so.
    Publisher,
    /// What it proves itself with is accepted.
    Credential,
    /// What is wanted at customers is among its permissions.
    Permissions,
}

/// How one of these stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum HealthState {
    /// Evidence was seen.
    Proved,
    /// It works, and there is something to know or to do before long.
    Caution,
    /// A finding speaks against it.
    Wrong,
    /// Nothing was seen, for or against.
    Unseen,
}

/// One of these with what was seen of it.
#[derive(Clone, Debug, Serialize, Type)]
pub struct HealthItem {
    /// Which.
    pub id: HealthId,
    /// How it stands.
    pub state: HealthState,
    /// "How do I know?"
    pub evidence: Option<Evidence>,
    /// Until when it is good, RFC 3339; of the credential only.
    pub until: Option<String>,
    /// What is wrong, or what would show how it stands.
    pub problem: Option<ErrorReport>,
}

/// The health of a partner's registration.
#[derive(Clone, Debug, Serialize, Type)]
pub struct PartnerHealth {
    /// Always these five, in the order in which they matter to a customer.
    pub items: Vec<HealthItem>,
}

/// What was looked at just now.
pub(crate) struct Examined {
    /// The credential was accepted; what the evidence is.
    pub(crate) credential: Result<Evidence>,
    /// When the credential ends.
    pub(crate) ends: Option<Timestamp>,
    /// What stands in the registration, or why it could not be read.
    pub(crate) registration: Result<Application>,
    /// What the tokens at home carry.
    pub(crate) at_home: Vec<Grant>,
    /// When.
    pub(crate) at: Timestamp,
}

/// Weighs what was seen.
pub(crate) fn examined(connection: &Connection, roster: &Roster, seen: &Examined) -> PartnerHealth {
    let items = vec![
        several_tenants(connection, roster, seen),
        redirect_uri(connection, seen),
        publisher(seen),
        credential(seen),
        permissions(connection, roster, seen),
    ];
    PartnerHealth { items }
}

fn proved(id: HealthId, evidence: Evidence) -> HealthItem {
    HealthItem {
        id,
        state: HealthState::Proved,
        evidence: Some(evidence),
        until: None,
        problem: None,
    }
}

fn wrong(id: HealthId, problem: ErrorReport) -> HealthItem {
    HealthItem {
        id,
        state: HealthState::Wrong,
        evidence: None,
        until: None,
        problem: Some(problem),
    }
}

fn unseen(id: HealthId, problem: ErrorReport) -> HealthItem {
    HealthItem {
        state: HealthState::Unseen,
        ..wrong(id, problem)
    }
}

/// What was read and is not as it should be; the evidence is the reading itself.
fn read_wrong(id: HealthId, at: Timestamp, problem: ErrorReport) -> HealthItem {
    HealthItem {
        evidence: Some(Evidence::new(EvidenceKind::RegistrationRead, at)),
        ..wrong(id, problem)
    }
}

fn several_tenants(connection: &Connection, roster: &Roster, seen: &Examined) -> HealthItem {
    let id = HealthId::SeveralTenants;
    let trail = &connection.trail;
    match &seen.registration {
        Ok(registration) if registration.sign_in_audience == "AzureADMyOrg" => {
            let customer = roster.customers.first().map(|record| &record.customer.domain);
            let problem = ErrorReport::new(ErrorCode::SingleTenant)
                .with("tenant", &connection.tenant_domain)
                .with("customer", customer.map_or("", String::as_str));
            read_wrong(id, seen.at, problem)
        }
        Ok(registration) => {
            let read = Evidence::new(EvidenceKind::RegistrationRead, seen.at);
            proved(id, read.with("audience", &registration.sign_in_audience))
        }
        Err(unread) => match (trail.problem(StepId::AccountTypes), answered(roster)) {
            (Some(problem), _) if problem.finding => wrong(id, problem.clone()),
            (_, Some(evidence)) => proved(id, evidence),
            (_, None) => match trail.evidence(StepId::AccountTypes).last() {
                Some(evidence) => proved(id, evidence.clone()),
                None => unseen(id, unread.clone()),
            },
        },
    }
}

/// The latest answer of a customer's tenant that knew the app.
fn answered(roster: &Roster) -> Option<Evidence> {
    let seen = roster
        .customers
        .iter()
        .filter_map(|record| Some((record.seen.as_ref()?, record)));
    let knew =
        seen.filter(|(seen, _)| !matches!(seen.state, CustomerState::Unknown | CustomerState::Unreachable));
    let (seen, record) = knew.max_by_key(|(seen, _)| seen.at)?;
    let evidence = Evidence::new(EvidenceKind::OtherTenantAnswered, seen.at);
    Some(evidence.with("tenant", record.customer.tenant_id))
}

fn redirect_uri(connection: &Connection, seen: &Examined) -> HealthItem {
    let id = HealthId::RedirectUri;
    let (trail, own) = (&connection.trail, connection.redirect_uri());
    match &seen.registration {
        Ok(registration) => {
            let platforms = [&registration.web, &registration.public_client];
            let mut all = platforms.into_iter().flat_map(|platform| &platform.redirect_uris);
            if all.any(|uri| uri.trim_end_matches('/') == own.trim_end_matches('/')) {
                let read = Evidence::new(EvidenceKind::RegistrationRead, seen.at);
                return proved(id, read.with("redirect_uri", own));
            }
            let problem = ErrorReport::new(ErrorCode::RedirectUriMismatch).with("redirect_uri", own);
            read_wrong(id, seen.at, problem)
        }
        Err(unread) => match (
            trail.problem(StepId::RedirectUri),
            trail.evidence(StepId::RedirectUri).last(),
        ) {
            (Some(problem), _) if problem.finding => wrong(id, problem.clone()),
            (_, Some(evidence)) => proved(id, evidence.clone()),
            (_, None) => unseen(id, unread.clone()),
        },
    }
}

fn publisher(seen: &Examined) -> HealthItem {
    let id = HealthId::Publisher;
    let registration = match &seen.registration {
        Ok(registration) => registration,
        Err(unread) => return unseen(id, unread.clone()),
    };
    let verified = registration
        .verified_publisher
        .as_ref()
        .filter(|publisher| publisher.verified_publisher_id.is_some());
    match verified {
        Some(publisher) => {
            let read = Evidence::new(EvidenceKind::RegistrationRead, seen.at);
            proved(
                id,
                read.with("publisher", publisher.display_name.as_deref().unwrap_or_default()),
            )
        }
        // Customers can consent all the same.
        None => HealthItem {
            state: HealthState::Caution,
            ..read_wrong(id, seen.at, ErrorReport::new(ErrorCode::PublisherUnverified))
        },
    }
}

fn credential(seen: &Examined) -> HealthItem {
    let id = HealthId::Credential;
    let item = match &seen.credential {
        Ok(evidence) => proved(id, evidence.clone()),
        Err(report) if report.finding => wrong(id, report.clone()),
        Err(report) => unseen(id, report.clone()),
    };
    let soon = seen.ends.is_some_and(|ends| ends_soon(ends, seen.at));
    HealthItem {
        state: match item.state {
            HealthState::Proved if soon => HealthState::Caution,
            state => state,
        },
        until: seen.ends.map(rfc3339),
        ..item
    }
}

/// The tokens at home show what was chosen and granted; those of a customer show it as well, since a customer can only
/// grant what was chosen.
fn permissions(connection: &Connection, roster: &Roster, seen: &Examined) -> HealthItem {
    let id = HealthId::Permissions;
    let wanted = roster.all_wanted(connection.goal);
    let lacking = |grants: &[Grant]| missing(&wanted, grants, connection.goal);
    let at_home = lacking(&seen.at_home);
    let Some(first) = at_home.first() else {
        return proved(id, claim(&seen.at_home, connection.tenant_id, seen.at));
    };
    let abroad = roster.customers.iter().find_map(|record| {
        let seen = record.seen.as_ref()?;
        let whole = lacking(&seen.present).is_empty();
        whole.then(|| claim(&seen.present, record.customer.tenant_id, seen.at))
    });
    if let Some(evidence) = abroad {
        return proved(id, evidence);
    }
    let problem = ErrorReport::new(ErrorCode::PermissionMissing)
        .with("permission", &first.permission)
        .with("permissions", names(&seen.at_home))
        .with("api", first.api.portal_name());
    // Nothing granted anywhere may mean that nobody consented yet, at home or abroad.
    if seen.at_home.is_empty() {
        unseen(id, problem)
    } else {
        wrong(id, problem)
    }
}

fn claim(grants: &[Grant], tenant: TenantId, at: Timestamp) -> Evidence {
    let claim = Evidence::new(EvidenceKind::RolesClaim, at);
    claim.with("permissions", names(grants)).with("tenant", tenant)
}

fn names(grants: &[Grant]) -> String {
    let names: Vec<&str> = grants.iter().map(|grant| grant.permission.as_str()).collect();
    names.join(" ")
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;

    use super::*;

    #[test]
    fn a_credential_that_works_is_looked_at_again_a_month_before_its_end() {
        let at = Timestamp::UNIX_EPOCH;
        let accepted_until = |days: i64| {
            let ends = at.checked_add(SignedDuration::from_hours(24 * days)).ok();
            credential(&Examined {
                credential: Ok(Evidence::new(EvidenceKind::SecretAccepted, at)),
                ends,
                registration: Err(ErrorReport::new(ErrorCode::RegistrationUnread)),
                at_home: Vec::new(),
                at,
            })
        };
        assert_eq!(accepted_until(31).state, HealthState::Proved);
        assert_eq!(accepted_until(29).state, HealthState::Caution);
    }
}
