//! The built program as an auditor would try it: each test counts its cases for `cargo xtask trust`.

mod content;
mod leaks;
