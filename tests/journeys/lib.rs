//! The journeys are integration tests: see `main.rs`.
