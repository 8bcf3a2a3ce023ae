//! What somebody hands on who is stuck: what Handrail saw, without what is nobody else's business, in a form that can be
//! played again.
//!
//! [`recorder`] remembers in memory what went over the network; [`bundle`] joins it with what is known of connections;
//! [`masking`] puts made values in place of ids, names and addresses; [`preview`] is the text that is read before it is
//! saved; [`replay`] makes of a saved bundle what the practice tenant needs to show the same again.

mod bundle;
mod exchange;
mod failed_body;
mod masking;
mod preview;
mod recorder;
mod replay;

pub(crate) use self::bundle::Gathered;
pub use self::bundle::{
    CloudUsed, ConnectionSeen, Counts, FORMAT, Ids, Noted, Program, StepSeen, SupportBundle, Surroundings,
};
pub use self::exchange::{Exchange, Task, TaskKind};
pub(crate) use self::masking::Known;
pub use self::masking::{MaskKind, Masked};
pub use self::preview::SupportPreview;
pub(crate) use self::preview::{Previews, save, save_as};
pub(crate) use self::recorder::{Recorder, Seen};
pub use self::replay::{Expected, Replay, Replayed, Stage};
