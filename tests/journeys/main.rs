//! Journeys: the assistant's public API against the practice tenant, over real HTTP, without a window.
//!
//! One module a word. `tenant` starts the practice tenant and an assistant beside it, `person` is the browser with
//! somebody in front of it, `portal` makes registrations by hand, `administrator` is a script at
//! Microsoft Graph, `terminal` is curl, `stranger` is a server that nobody invited, `killing` is a program that ends in the
//! middle, `wire` is a line that is cut. `trust` is what an auditor would try, counted for `cargo xtask trust`.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a journey that cannot go on has failed"
)]

mod accounts;
mod administrator;
mod certificate;
mod changing;
mod changing_incident;
mod checklist;
mod customers;
mod defender;
mod device_code;
mod drifting;
mod evidence;
mod evidence_report;
mod form;
mod hosts;
mod hunting;
mod inviting;
mod killing;
mod leaping;
mod partner;
mod partner_health;
mod partnership;
mod person;
mod planning;
mod portal;
mod programs;
mod questions;
mod reading;
mod registering;
mod registration_by_hand;
mod results;
mod rotating;
mod scenarios;
mod seams;
mod setting_up;
mod sign_in;
mod stranger;
mod support;
mod sweep;
mod taking_away;
mod tenant;
mod terminal;
mod token;
mod trust;
mod undoing;
mod waiting;
mod watching;
mod wire;
mod wrong_turns;
