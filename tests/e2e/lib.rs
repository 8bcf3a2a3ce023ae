//! The stories are integration tests: see `main.rs`.
