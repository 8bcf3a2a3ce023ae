//! The Defender APIs: one client for paging, throttling and errors, and a list each.

mod call;
mod cells;
mod client;
mod estimate;
mod exposure;
mod filter;
pub mod hosts;
mod incidents;
mod list;
pub mod permissions;
mod query;
mod questions;
mod reading;
mod request;
mod rows;
mod view;

pub(crate) use self::call::{kind_at, place_of};
pub(crate) use self::client::ApiClient;
pub use self::estimate::Estimate;
pub use self::exposure::{ExposureLevel, ExposureView};
pub use self::list::ListQuery;
pub use self::query::Window;
pub use self::questions::{Question, QuestionCall, QuestionKind, questions};
pub(crate) use self::reading::Reading;
pub(crate) use self::request::ListRequest;
pub(crate) use self::rows::incident as incident_row;
pub use self::view::{
    AlertRow, AppliedBy, FilterField, FilterNote, IncidentDetails, IncidentRow, IncidentsView, LocalFilter,
    ReadProgress, Severity, WhyLocal,
};
