//! The practice tenant over real HTTP.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "clippy knows test functions, but not the helpers of a test binary"
)]

mod assertion;
mod device;
mod harness;

mod admin_consent;
mod alerts_v2;
mod api_faults;
mod api_refusals;
mod apis;
mod authorize;
mod budget;
mod certificates;
mod client_assertion;
mod client_credentials;
mod control;
mod customers;
mod device_code;
mod directory;
mod discovery;
mod enterprise_apps;
mod every_code;
mod faults;
mod first_party;
mod guests;
mod hunting;
mod machines;
mod mistakes;
mod open_pages;
mod password;
mod policy;
mod portal;
mod program;
mod publisher;
mod rates;
mod redemption;
mod refresh;
mod samples;
mod sign_in;
mod sign_in_faults;
mod updates;
mod user_consent;
mod weaknesses;
mod wire;
