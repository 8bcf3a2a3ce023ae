//! The stories in the real window are integration tests: see `main.rs`.
