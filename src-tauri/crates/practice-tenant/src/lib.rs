//! A practice tenant: a stand-alone HTTP server that behaves like Entra ID, Microsoft Graph security and the Defender
//! APIs towards somebody who registers an app, signs in and reads incidents.
//!
//! Nothing in it is real. It is strict where the services are strict and answers with their codes, so that a mistake
//! made here is the mistake one would make there. What it follows stands beside the code: an RFC section, a page of
//! Microsoft's documentation, or a row of `data/`.
//!
//! ```no_run
//! # async fn example() -> Result<(), handrail_practice_tenant::StartError> {
//! use handrail_practice_tenant::{Options, start};
//!
//! let tenant = start(Options::default()).await?;
//! println!("portal: {}", tenant.ready().portal);
//! tenant.stop().await;
//! # Ok(())
//! # }
//! ```

mod address;
mod answers;
mod api;
mod api_request;
mod app_management;
mod bearer;
mod calls;
mod catalogue;
mod certificate;
mod clock;
mod control;
mod cookies;
mod customers;
mod data;
mod defender;
mod entra;
mod faults;
mod first_party;
#[cfg(any(test, fuzzing))]
#[doc(hidden)]
pub mod fuzz;
mod graph;
mod hostile;
mod hunting;
mod ids;
mod keys;
mod language;
mod odata;
mod options;
mod paging;
mod portal;
mod practice;
mod propagation;
mod random;
mod rates;
mod ready;
mod scenario;
mod seed;
mod server;
mod start;
mod store;
mod story;
mod stream;
mod tls;

pub use options::{NotAnOrigin, Options, StartError};
pub use ready::{CustomerState, Ready, ReadyApp, ReadyApps, ReadyCustomer, ReadyUser};
pub use scenario::{Scenario, UnknownScenario};
pub use start::{PracticeTenant, start};
