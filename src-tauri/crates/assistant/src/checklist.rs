//! What to register for a goal, and what has been seen of it.
//!
//! A step turns green only on evidence, keeps the evidence, and turns red again when contradicted.

mod evidence;
mod plan;
mod probe;
mod view;

pub use self::evidence::{Evidence, EvidenceKind, Trail};
pub use self::plan::{CopyName, CopyValue, PortalPage, StepId, StepInput, StepPlan, steps};
pub(crate) use self::probe::Probe;
pub use self::view::{Checklist, Step, StepState};
