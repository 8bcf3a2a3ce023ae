//! What to register for a goal, and what has been seen of it.
//!
//! A step turns green only on evidence, keeps the evidence, and turns red again when contradicted.

mod customer;
mod evidence;
mod patience;
mod plan;
mod probe;
mod recommendation;
mod step;
mod view;

pub(crate) use self::customer::{from_customer, lacks_the_app};
pub use self::evidence::{Evidence, EvidenceKind, Trail};
pub use self::patience::CheckProgress;
pub(crate) use self::patience::{PATIENCE, pause, worth_waiting};
pub(crate) use self::plan::{LOOPBACK_REDIRECT, credential_step, token_step};
pub use self::plan::{StepPlan, place, steps, steps_with};
pub(crate) use self::probe::Probe;
pub use self::recommendation::{Against, Answers, Reader, Reason, Recommendation, Subject, recommend};
pub use self::step::{CopyName, CopyValue, EntraRole, PortalChoice, PortalPage, StepId, StepInput};
pub use self::view::{Checklist, Step, StepState};
