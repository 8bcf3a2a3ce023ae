//! The Defender APIs: one client for paging, throttling and errors, and a list each.

mod call;
mod cells;
mod change;
mod client;
mod estimate;
mod exposure;
mod filter;
#[cfg(any(test, fuzzing))]
pub(crate) mod fuzz;
pub mod hosts;
mod hunting;
mod list;
pub mod permissions;
mod query;
mod questions;
mod reading;
mod request;
mod rows;
mod smallest;
mod story;
mod turn;
mod view;

pub(crate) use self::call::{kind_at, place_of};
pub(crate) use self::cells::{columns, newest_by};
pub use self::change::{
    Change, ChangeCall, ChangeField, ChangePreview, Classification, Determination, Difference, WorkStatus,
};
pub(crate) use self::change::{Planned, calls, differences, kept};
pub(crate) use self::client::{ApiClient, Refusal};
pub use self::estimate::Estimate;
pub use self::exposure::{ExposureLevel, ExposureView};
pub(crate) use self::filter::quoted;
pub use self::hunting::{
    AnswerColumn, HuntQuery, HuntView, HuntingColumn, HuntingLimits, HuntingPlace, HuntingSchema,
    HuntingTable, Meaning, SavedQuery, Timespan, starters,
};
pub(crate) use self::hunting::{HuntingAnswer, SavedQueries, ended, places};
pub use self::list::ListQuery;
pub(crate) use self::query::Window;
pub use self::questions::{Question, QuestionCall, QuestionKind, questions};
pub(crate) use self::reading::{Page, Reading};
pub(crate) use self::request::ListRequest;
pub(crate) use self::smallest::{list_of, smallest_call};
pub use self::story::{
    AlertEvidence, AlertEvidenceKind, CommentRow, IncidentDetails, StoryAlert, Technique, TouchedDevice,
    TouchedUser,
};
pub(crate) use self::turn::Turn;
pub use self::view::{
    AlertRow, AppliedBy, FilterField, FilterNote, LocalFilter, ReadProgress, Severity, WhyLocal,
};
