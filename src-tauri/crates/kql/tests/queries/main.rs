//! Queries and what they answer, through the public door only.

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
