//! Handrail's assistant: from "I have a tenant" to "I hold the incidents in my hands", without a window.
//!
//! [`Assistant`] is the façade, in the order of the journey. What only a desktop or a command line can do comes in
//! through the [`outside`] doors. Nothing here knows the practice tenant: it is just another [`cloud`].

pub mod checklist;
pub mod clock;
pub mod cloud;
pub mod connection;
pub mod defender;
pub mod diagnosis;
mod documents;
pub mod error;
#[cfg(any(test, fuzzing))]
#[doc(hidden)]
pub mod fuzz;
pub mod given;
mod http;
pub mod ids;
mod journey;
mod lock;
pub mod outside;
pub mod registration;
pub mod results;
mod session;
pub mod sign_in;
pub mod snippets;
pub mod support;
mod tenant;
pub mod tenants;
pub mod token;

pub use self::http::{Jitter, Outbound, Timeouts, is_loopback};
pub use self::journey::Assistant;
