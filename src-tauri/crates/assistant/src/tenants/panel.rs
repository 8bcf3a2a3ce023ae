//! One customer as the window shows it, with the answer to "how do I know?".

use serde::Serialize;
use specta::Type;

use super::record::{CustomerRecord, CustomerState, Grant};
use super::refusal::linked;
use crate::checklist::{Evidence, EvidenceKind};
use crate::clock::rfc3339;
use crate::cloud::Cloud;
use crate::connection::{Connection, LastAnswer};
use crate::error::ErrorReport;

/// One customer with everything that is known of it.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CustomerPanelView {
    /// "Directory (tenant) ID".
    pub tenant_id: String,
    /// How people named it.
    pub domain: String,
    /// What people call it.
    pub name: Option<String>,
    /// Its cloud.
    pub cloud_id: String,
    /// When it was added, RFC 3339.
    pub added_at: String,
    /// Left out of looks and sweeps.
    pub skipped: bool,
    /// How far its consent is.
    pub state: CustomerState,
    /// What is granted.
    pub present: Vec<Grant>,
    /// What is wanted and not granted.
    pub missing: Vec<Grant>,
    /// Why it is not green: one cause and one next action.
    pub finding: Option<ErrorReport>,
    /// When it was last looked at, RFC 3339.
    pub seen_at: Option<String>,
    /// When it is looked at next, RFC 3339.
    pub next_look: Option<String>,
    /// The last answer of an API.
    pub last_answer: Option<LastAnswer>,
    /// When the last link was made, RFC 3339.
    pub invited_at: Option<String>,
    /// What was seen of it.
    pub evidence: Vec<Evidence>,
}

impl CustomerPanelView {
    /// A customer of a connection. Where consent helps, the link of its finding is that customer's.
    pub(crate) fn of(record: &CustomerRecord, connection: &Connection, cloud: &Cloud) -> Self {
        let there = connection.at_customer(&record.customer, &record.cloud);
        let seen = record.seen.as_ref();
        let finding = seen.and_then(|seen| seen.finding.clone());
        Self {
            tenant_id: record.customer.tenant_id.to_string(),
            domain: record.customer.domain.clone(),
            name: record.name.clone(),
            cloud_id: record.cloud.clone(),
            added_at: rfc3339(record.added_at),
            skipped: record.skipped,
            state: record.state(),
            present: seen.map(|seen| seen.present.clone()).unwrap_or_default(),
            missing: seen.map(|seen| seen.missing.clone()).unwrap_or_default(),
            finding: finding.map(|report| linked(report, &there, cloud)),
            seen_at: seen.map(|seen| rfc3339(seen.at)),
            next_look: record.next_look.map(rfc3339),
            last_answer: record.last_answer.clone(),
            invited_at: record.invited.as_ref().map(|invited| rfc3339(invited.at)),
            evidence: evidence(record),
        }
    }
}

/// What proves how far a customer is, in the order in which it is asked.
fn evidence(record: &CustomerRecord) -> Vec<Evidence> {
    let tenant = record.customer.tenant_id;
    let found = Evidence::new(EvidenceKind::DiscoveryDocument, record.added_at)
        .with("domain", &record.customer.domain)
        .with("tenant", tenant);
    let mut proofs = vec![found];
    if let Some(seen) = &record.seen {
        let answered = !matches!(seen.state, CustomerState::Unknown | CustomerState::Unreachable);
        if answered {
            proofs.push(Evidence::new(EvidenceKind::OtherTenantAnswered, seen.at).with("tenant", tenant));
        }
        let granted: Vec<&str> = seen
            .present
            .iter()
            .map(|grant| grant.permission.as_str())
            .collect();
        if !granted.is_empty() {
            let claim = Evidence::new(EvidenceKind::RolesClaim, seen.at);
            proofs.push(
                claim
                    .with("permissions", granted.join(" "))
                    .with("tenant", tenant),
            );
        }
    }
    if let Some(answer) = &record.last_answer {
        let at = answer.at.parse().unwrap_or(record.added_at);
        proofs.push(Evidence::new(EvidenceKind::IncidentsAnswered, at).with("rows", answer.rows));
    }
    proofs
}
