//! One question asked of many customers: of several at once, each in its own tenant with a token from there.

mod question;
mod view;

pub use self::question::{SweepQuery, SweepQuestion};
pub use self::view::{SweepFailure, SweepProgress, SweepView, SweptCustomer, SweptState, UnfinishedSweep};
