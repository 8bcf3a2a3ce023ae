//! One question asked of all customers: each in its own tenant, nobody in the way of another, nothing twice.

mod answers;
mod cable;
mod ended_early;
pub(crate) mod partner;
mod torn;
mod whose;
