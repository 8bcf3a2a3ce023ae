//! A partner's customers: who they are, how far the consent of each one is, and one question asked of all of them.
#![allow(dead_code, reason = "adding, looking and sweeping land next")]

mod record;
mod roster;
mod rosters;
mod sweep;

pub use self::record::{CustomerRecord, CustomerState, Grant, Invited, Seen};
pub use self::roster::Wanted;
pub(crate) use self::rosters::Rosters;
pub use self::sweep::{
    SweepFailure, SweepProgress, SweepQuery, SweepQuestion, SweepView, SweptCustomer, SweptState,
    UnfinishedSweep,
};
