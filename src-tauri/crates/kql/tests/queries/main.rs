//! Queries and what they answer, through the public door only.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod aggregates;
mod ask;
mod errors;
mod functions;
mod joins;
mod limits;
mod names;
mod operators;
mod properties;
mod scalars;
