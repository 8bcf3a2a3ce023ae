//! What an auditor would try: each test counts its cases for `cargo xtask trust`.

mod endurance;
mod faults;
mod files;
mod forger;
#[cfg(unix)]
mod kills;
mod leaks;
mod servers;
mod sign_in;
mod support;
mod tokens;
