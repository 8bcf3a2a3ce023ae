//! The Defender APIs: one client for paging, throttling and errors, and a list each.

mod client;
pub mod hosts;
mod incidents;
mod list;
pub mod permissions;
mod query;
mod rows;
mod view;

pub(crate) use self::client::ApiClient;
pub(crate) use self::incidents::Reading;
pub use self::list::ListQuery;
pub use self::query::Window;
pub(crate) use self::rows::{add_row, columns, incident as incident_row};
pub use self::view::{
    AlertRow, AppliedBy, FilterNote, IncidentDetails, IncidentRow, IncidentsView, ReadProgress, Severity,
};
