//! What the tests of trust share: how they count, and how they say it.
//!
//! Each test of a module called `trust`, in whichever crate, tells its figures by a [`Tally`]; `cargo xtask trust`
//! runs them all and reads the figures from what they print.

#![allow(
    clippy::missing_panics_doc,
    clippy::panic,
    clippy::unwrap_used,
    reason = "this crate is for tests; a promise that does not hold has to fail one"
)]

mod between;
mod canaries;
mod heard;
mod tally;
mod wrappings;

pub use self::between::{Between, Exchange, Fate, Line, Seen};
pub use self::canaries::{Canaries, holds_token};
pub use self::tally::{Part, Tally, matrix};
