//! What was seen, kept so that "how do I know?" has an answer.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use specta::Type;

use super::StepId;
use crate::clock::rfc3339;
use crate::error::ErrorReport;

/// Kinds of proof.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum EvidenceKind {
    /// The tenant's discovery document was read.
    DiscoveryDocument,
    /// The token endpoint knew the client ID.
    ClientIdKnown,
    /// The token endpoint took the secret.
    SecretAccepted,
    /// The token carries the application permission.
    RolesClaim,
    /// The token carries the delegated permission.
    ScpClaim,
    /// The token endpoint took an assertion signed with the certificate's key.
    CertificateAccepted,
    /// The browser came back to the redirect address.
    RedirectAnswered,
    /// The redirect address was there to ask for consent only, and consent was given.
    ConsentReached,
    /// Tokens were handed out for a device code.
    DeviceCodeRedeemed,
    /// The sign-in service of another tenant knew the registration.
    OtherTenantAnswered,
    /// Entra issued a token: no rule stands in the way any more.
    TokenIssued,
    /// Signature, tenant, client, audience and time of the token are right.
    TokenVerified,
    /// The registration was read through Microsoft Graph.
    RegistrationRead,
    /// The API answered a real call.
    IncidentsAnswered,
}

/// One proof. Never holds a token or a secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
pub struct Evidence {
    /// What kind of proof.
    pub kind: EvidenceKind,
    /// What was seen.
    pub params: BTreeMap<String, String>,
    /// When, RFC 3339 in UTC.
    pub at: String,
}

impl Evidence {
    /// A proof seen at that time.
    pub fn new(kind: EvidenceKind, at: Timestamp) -> Self {
        Self {
            kind,
            params: BTreeMap::new(),
            at: rfc3339(at),
        }
    }

    /// Adds what was seen.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.params.insert(name.to_owned(), value.to_string());
        self
    }
}

/// All that has been seen of a connection so far, a step at a time.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trail {
    seen: BTreeMap<StepId, Seen>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Seen {
    #[serde(default)]
    evidence: Vec<Evidence>,
    #[serde(default)]
    problem: Option<ErrorReport>,
}

impl Trail {
    /// The step is proved: what contradicted it before is gone.
    pub fn prove(&mut self, step: StepId, evidence: Evidence) {
        self.seen.insert(
            step,
            Seen {
                evidence: vec![evidence],
                problem: None,
            },
        );
    }

    /// A finding contradicts the step; an error only says that nothing could be seen, and leaves the proof.
    pub fn object(&mut self, step: StepId, report: ErrorReport) {
        let seen = self.seen.entry(step).or_default();
        if report.finding {
            seen.evidence.clear();
        }
        seen.problem = Some(report);
    }

    /// Adds to the latest proof of a step how long it was waited for.
    pub(crate) fn waited(&mut self, step: StepId, waited_ms: u128) {
        if let Some(evidence) = self.seen.get_mut(&step).and_then(|seen| seen.evidence.last_mut()) {
            evidence
                .params
                .insert("waited_ms".to_owned(), waited_ms.to_string());
        }
    }

    /// The steps that something was seen at, for or against.
    pub fn steps(&self) -> Vec<StepId> {
        let finding = |seen: &Seen| seen.problem.as_ref().is_some_and(|problem| problem.finding);
        let told = self
            .seen
            .iter()
            .filter(|(_, seen)| !seen.evidence.is_empty() || finding(seen));
        told.map(|(step, _)| *step).collect()
    }

    /// Does a finding speak against the step?
    pub fn contradicted(&self, step: StepId) -> bool {
        self.problem(step).is_some_and(|problem| problem.finding)
    }

    /// Nothing is known of these steps any more, as when the value they rest on was replaced.
    pub fn forget(&mut self, steps: &[StepId]) {
        self.seen.retain(|step, _| !steps.contains(step));
    }

    /// Takes over what `after` says otherwise than `before`: of every other step, what is known here stays.
    pub(crate) fn take_over(&mut self, before: &Self, mut after: Self) {
        let steps: BTreeSet<StepId> = before.seen.keys().chain(after.seen.keys()).copied().collect();
        for step in steps {
            let seen = after.seen.remove(&step);
            if seen.as_ref() == before.seen.get(&step) {
                continue;
            }
            match seen {
                Some(seen) => self.seen.insert(step, seen),
                None => self.seen.remove(&step),
            };
        }
    }

    /// Proofs of a step.
    pub fn evidence(&self, step: StepId) -> &[Evidence] {
        self.seen.get(&step).map_or(&[], |seen| &seen.evidence)
    }

    /// What speaks against a step.
    pub fn problem(&self, step: StepId) -> Option<&ErrorReport> {
        self.seen.get(&step).and_then(|seen| seen.problem.as_ref())
    }

    /// Is the step proved, with nothing found against it?
    pub fn proved(&self, step: StepId) -> bool {
        !self.evidence(step).is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorCode;

    fn proof() -> Evidence {
        Evidence::new(EvidenceKind::RolesClaim, Timestamp::UNIX_EPOCH)
    }

    #[test]
    fn a_proved_step_turns_red_when_a_finding_contradicts_it() {
        let mut trail = Trail::default();
        trail.prove(StepId::Consent, proof());
        trail.object(StepId::Consent, ErrorReport::new(ErrorCode::ConsentMissing));
        assert!(!trail.proved(StepId::Consent));
        assert_eq!(
            trail.problem(StepId::Consent).unwrap().code,
            ErrorCode::ConsentMissing
        );
    }

    #[test]
    fn a_lost_network_takes_no_proof_away() {
        let mut trail = Trail::default();
        trail.prove(StepId::Consent, proof());
        trail.object(StepId::Consent, ErrorReport::new(ErrorCode::NetworkUnreachable));
        assert!(trail.proved(StepId::Consent));
    }

    #[test]
    fn what_another_program_saw_of_other_steps_meanwhile_stays() {
        let mut stored = Trail::default();
        stored.prove(StepId::Consent, proof());
        stored.prove(StepId::Tenant, proof());
        let (before, mut mine) = (stored.clone(), stored.clone());
        stored.prove(StepId::Incidents, proof());
        stored.forget(&[StepId::Tenant]);
        mine.object(StepId::Consent, ErrorReport::new(ErrorCode::ConsentMissing));
        mine.prove(StepId::Token, proof());
        stored.take_over(&before, mine);
        assert_eq!(
            stored.steps(),
            [StepId::Consent, StepId::Token, StepId::Incidents]
        );
        assert!(stored.contradicted(StepId::Consent));
        let (before, mut mine) = (stored.clone(), stored.clone());
        mine.forget(&[StepId::Token]);
        stored.take_over(&before, mine);
        assert!(!stored.proved(StepId::Token) && stored.proved(StepId::Incidents));
    }

    #[test]
    fn new_proof_ends_the_problem() {
        let mut trail = Trail::default();
        trail.object(StepId::Consent, ErrorReport::new(ErrorCode::ConsentMissing));
        trail.prove(StepId::Consent, proof());
        assert!(trail.problem(StepId::Consent).is_none());
    }
}
