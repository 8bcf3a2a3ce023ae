//! A partner's customers: who they are, how far the consent of each one is, and one question asked of all of them.
#![allow(dead_code, reason = "adding and sweeping land next")]

mod board;
mod health;
mod look;
mod pace;
mod panel;
mod record;
mod roster;
mod rosters;
mod sweep;

pub use self::board::{
    BoardChange, BoardView, ChangedCustomer, CustomerLine, LookProgress, StateCount, WantedView,
};
pub(crate) use self::board::{Watched, held, tenants_of};
pub(crate) use self::health::{Examined, examined};
pub use self::health::{HealthId, HealthItem, HealthState, PartnerHealth};
pub(crate) use self::look::{Look, Sight, known_grants};
pub(crate) use self::pace::{AT_ONCE, Allowance, due};
pub use self::panel::CustomerPanelView;
pub use self::record::{CustomerRecord, CustomerState, Grant, Invited, Seen};
pub(crate) use self::roster::Roster;
pub use self::roster::Wanted;
pub(crate) use self::rosters::Rosters;
pub use self::sweep::{
    SweepFailure, SweepProgress, SweepQuery, SweepQuestion, SweepView, SweptCustomer, SweptState,
    UnfinishedSweep,
};
