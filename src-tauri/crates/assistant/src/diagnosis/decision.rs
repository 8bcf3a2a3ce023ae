//! One cause, decided: the report, who can put it right, and what else it could be.

use super::catalogue::Entry;
use super::view::{Alternative, Who};
use crate::checklist::{PortalPage, StepId};
use crate::error::{Confidence, ErrorCode, ErrorReport, Remedy};

/// What a room of rules made of the clues.
#[derive(Clone, Debug)]
pub(super) struct Decision {
    pub(super) report: ErrorReport,
    pub(super) who: Option<Who>,
    pub(super) alternatives: Vec<Alternative>,
}

impl Decision {
    /// A cause that Handrail knows more of than a number says.
    pub(super) fn of(code: ErrorCode) -> Self {
        let report = ErrorReport::new(code);
        let who = report.step.map(usual_fixer);
        Self {
            report,
            who,
            alternatives: Vec::new(),
        }
    }

    /// A number of the catalogue: its step, its words, and the usual remedy of that step.
    pub(super) fn number(entry: &Entry, code: ErrorCode) -> Self {
        let (remedy, page) = usual_remedy(entry.step, entry.who_can_fix);
        let mut report = ErrorReport::new(code)
            .with("code", entry.code)
            .at(entry.step)
            .in_words_of(entry.code);
        report.finding = true;
        report.retryable = entry.retryable;
        // A cause of our own knows its remedy better than its step does.
        if code == ErrorCode::EntraRefused {
            (report.remedy, report.page) = (remedy, page);
        }
        Self {
            report,
            who: Some(entry.who_can_fix),
            alternatives: Vec::new(),
        }
    }

    pub(super) fn at(mut self, step: StepId) -> Self {
        let who = self.who.unwrap_or_else(|| usual_fixer(step));
        if self.report.step != Some(step) {
            (self.report.remedy, self.report.page) = usual_remedy(step, who);
        }
        self.report = self.report.at(step);
        self
    }

    pub(super) fn by(mut self, who: Who) -> Self {
        self.who = Some(who);
        self
    }

    pub(super) fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.report = self.report.with(name, value);
        self
    }

    /// No more certain than this.
    pub(super) fn sure(mut self, confidence: Confidence) -> Self {
        self.report = self.report.confidence(confidence);
        self
    }

    pub(super) fn likely(self) -> Self {
        self.sure(Confidence::Likely)
    }

    pub(super) fn unsure(self) -> Self {
        self.sure(Confidence::Unsure)
    }

    pub(super) fn retryable(mut self) -> Self {
        self.report = self.report.retryable();
        self
    }

    /// What else it could be: a cause of Handrail's own.
    pub(super) fn or(mut self, step: StepId, code: ErrorCode) -> Self {
        self.add(step, format!("errors.{}", code.name()));
        self
    }

    /// What else it could be: a number of the catalogue.
    pub(super) fn or_number(mut self, entry: &Entry) -> Self {
        self.add(entry.step, format!("aadsts.{}", entry.code));
        self
    }

    fn add(&mut self, step: StepId, words: String) {
        let own = match self.report.entry {
            Some(number) => format!("aadsts.{number}"),
            None => format!("errors.{}", self.report.code.name()),
        };
        if words != own && self.alternatives.iter().all(|known| known.words != words) {
            self.alternatives.push(Alternative { step, words });
        }
    }
}

/// What is done at a step, and on which page of the portal.
fn usual_remedy(step: StepId, who: Who) -> (Remedy, Option<PortalPage>) {
    let portal = |page| (Remedy::OpenPortal, Some(page));
    match step {
        StepId::RedirectUri | StepId::PublicClientFlag | StepId::AccountTypes => {
            portal(PortalPage::Authentication)
        }
        StepId::Permissions | StepId::Consent => portal(PortalPage::ApiPermissions),
        StepId::Secret | StepId::Certificate => portal(PortalPage::CertificatesSecrets),
        StepId::Ids | StepId::Register => portal(PortalPage::Overview),
        StepId::Tenant | StepId::Customer => (Remedy::EnterAgain, None),
        StepId::SignIn if who == Who::Admin => (Remedy::AskAdmin, None),
        StepId::SignIn | StepId::Token => (Remedy::SignIn, None),
        StepId::ConditionalAccess if who == Who::User => (Remedy::SignIn, None),
        StepId::ConditionalAccess | StepId::UserAssignment | StepId::Incidents => (Remedy::AskAdmin, None),
        StepId::Network => (Remedy::CheckNetwork, None),
        StepId::Service => (Remedy::Retry, None),
        StepId::RequestBug | StepId::Unknown => (Remedy::None, None),
    }
}

fn usual_fixer(step: StepId) -> Who {
    match step {
        StepId::RequestBug | StepId::Token => Who::Developer,
        StepId::Service => Who::Microsoft,
        StepId::SignIn | StepId::Tenant | StepId::Network | StepId::Unknown | StepId::Ids => Who::User,
        _ => Who::Admin,
    }
}

/// The page of the portal where a step is done, by whoever may.
pub(super) fn page_of(step: StepId) -> Option<PortalPage> {
    match step {
        StepId::UserAssignment => Some(PortalPage::UsersAndGroups),
        StepId::ConditionalAccess => Some(PortalPage::ConditionalAccess),
        _ => usual_remedy(step, Who::Admin).1,
    }
}
