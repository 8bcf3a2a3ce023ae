//! The checklist as the window shows it.

use serde::Serialize;
use specta::Type;

use super::{CopyName, CopyValue, Evidence, PortalPage, StepId, StepInput, StepPlan, steps};
use crate::cloud::Cloud;
use crate::connection::{Connection, ConnectionView};
use crate::error::ErrorReport;

/// How a step stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
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
}

impl Checklist {
    /// The checklist of a connection as it stands.
    pub fn of(connection: &Connection, cloud: &Cloud) -> Self {
        let steps: Vec<Step> = steps(connection.goal)
            .into_iter()
            .map(|plan| step(plan, connection, cloud))
            .collect();
        let current = steps
            .iter()
            .find(|step| step.state != StepState::Proved)
            .map(|step| step.id);
        Self {
            connection: connection.view(cloud),
            steps,
            current,
        }
    }

    /// The step of that name, if this goal has it.
    pub fn step(&self, id: StepId) -> Option<&Step> {
        self.steps.iter().find(|step| step.id == id)
    }
}

fn step(plan: StepPlan, connection: &Connection, cloud: &Cloud) -> Step {
    let StepPlan {
        id,
        page,
        input,
        mut copy,
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
        if value.name == CopyName::AppName {
            value.value.clone_from(&connection.app_name());
        }
    }
    let link = page
        .and_then(|page| cloud.portal_link(page, connection.client_id))
        .map(String::from);
    Step {
        id,
        state,
        input,
        page,
        link,
        copy,
        evidence: trail.evidence(id).to_vec(),
        problem,
    }
}
