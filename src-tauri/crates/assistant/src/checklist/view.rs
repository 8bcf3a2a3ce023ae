//! The checklist as the window shows it.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::{
    CopyName, CopyValue, EntraRole, Evidence, PortalChoice, PortalPage, StepId, StepInput, StepPlan,
    steps_with,
};
use crate::cloud::Cloud;
use crate::connection::{Connection, ConnectionView};
use crate::error::ErrorReport;
use crate::sign_in::consent_url;

/// How a step stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum StepState {
    /// Not looked at, or not yet provable.
    Open,
    /// Evidence was seen.
    Proved,
    /// A finding speaks against it.
    Blocked,
}

/// One step with what has been seen of it.
#[derive(Clone, Debug, Serialize, Type)]
pub struct Step {
    /// Which step.
    pub id: StepId,
    /// How it stands.
    pub state: StepState,
    /// What the person gives back.
    pub input: StepInput,
    /// Where in the portal it is done.
    pub page: Option<PortalPage>,
    /// The deep link to that page.
    pub link: Option<String>,
    /// What to choose there.
    pub choices: Vec<PortalChoice>,
    /// Who can do it: any one of these roles is enough.
    pub roles: Vec<EntraRole>,
    /// What to copy into the portal.
    pub copy: Vec<CopyValue>,
    /// "How do I know?"
    pub evidence: Vec<Evidence>,
    /// The one cause and next action, where there is one.
    pub problem: Option<ErrorReport>,
}

/// All steps of a connection.
#[derive(Clone, Debug, Serialize, Type)]
pub struct Checklist {
    /// The connection.
    pub connection: ConnectionView,
    /// Its steps, in order.
    pub steps: Vec<Step>,
    /// The first step that is not proved; `None` when all are.
    pub current: Option<StepId>,
    /// The step that the person looked at last.
    pub chosen: Option<StepId>,
}

impl Checklist {
    /// The checklist of a connection as it stands.
    pub fn of(connection: &Connection, cloud: &Cloud) -> Self {
        let steps: Vec<Step> = steps_with(connection.goal, &connection.trail.steps())
            .into_iter()
            .map(|plan| step(plan, connection, cloud))
            .collect();
        let current = steps
            .iter()
            .find(|step| step.state != StepState::Proved)
            .map(|step| step.id);
        Self {
            connection: connection.view(cloud),
            chosen: connection
                .chosen_step
                .filter(|chosen| steps.iter().any(|step| step.id == *chosen)),
            steps,
            current,
        }
    }

    /// What speaks against the first step that something speaks against, told at that step.
    pub(crate) fn first_problem(&self) -> Option<ErrorReport> {
        let problem = |step: &Step| Some(step.problem.clone()?.at(step.id));
        let blocked = |step: &&Step| step.state == StepState::Blocked;
        let mut steps = self.steps.iter();
        let first = steps.find(blocked).and_then(problem);
        first.or_else(|| self.steps.iter().find_map(problem))
    }

    /// The step of that name, if this goal has it.
    pub fn step(&self, id: StepId) -> Option<&Step> {
        self.steps.iter().find(|step| step.id == id)
    }
}

/// What to copy that only the connection knows.
fn own_values(id: StepId, connection: &Connection, cloud: &Cloud) -> Option<CopyValue> {
    let (name, value) = match id {
        StepId::Consent => (
            CopyName::ConsentLink,
            consent_url(connection, cloud, None)?.into(),
        ),
        // The list of enterprise applications has a search box and no address for one of them.
        StepId::UserAssignment => (CopyName::ClientId, connection.client_id?.to_string()),
        _ => return None,
    };
    Some(CopyValue { name, value })
}

fn step(plan: StepPlan, connection: &Connection, cloud: &Cloud) -> Step {
    let StepPlan {
        id,
        page,
        choices,
        input,
        mut copy,
        roles,
    } = plan;
    let trail = &connection.trail;
    let problem = trail
        .problem(id)
        .cloned()
        .map(|report| connection.link(report, cloud));
    let blocked = problem.as_ref().is_some_and(|report| report.finding);
    let state = match (trail.proved(id), blocked) {
        (true, false) => StepState::Proved,
        (_, true) => StepState::Blocked,
        (false, false) => StepState::Open,
    };
    for value in &mut copy {
        match value.name {
            CopyName::AppName => value.value = connection.app_name(),
            CopyName::RedirectUri => connection.redirect_uri().clone_into(&mut value.value),
            _ => (),
        }
    }
    copy.extend(own_values(id, connection, cloud));
    let link = page
        .and_then(|page| cloud.portal_link(page, connection.client_id))
        .map(String::from);
    Step {
        id,
        state,
        input,
        page,
        link,
        choices,
        roles,
        copy,
        evidence: trail.evidence(id).to_vec(),
        problem,
    }
}
