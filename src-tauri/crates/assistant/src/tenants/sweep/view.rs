//! What the window and the command line learn of a sweep.

use serde::{Deserialize, Serialize};
use specta::Type;

use super::SweepQuestion;
use crate::error::ErrorReport;
use crate::results::{ResultKind, SavedFile};
use crate::tenants::CustomerState;

/// How far one customer is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub enum SweptState {
    /// Not begun, or begun and not at its end.
    #[default]
    Waiting,
    /// Is asked at this moment.
    Running,
    /// Everything is there.
    Done,
    /// Could not be asked to the end.
    Failed,
    /// Left out because the partner said so.
    Skipped,
}

/// One customer of a sweep.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SweptCustomer {
    /// "Directory (tenant) ID".
    pub tenant_id: String,
    /// The domain by which it was named.
    pub domain: String,
    /// What people call it.
    pub name: Option<String>,
    /// How far it is.
    pub state: SweptState,
    /// How far its consent is, as the sweep saw it; as the board did where the sweep saw nothing of it.
    pub consent: CustomerState,
    /// Rows so far.
    pub rows: u32,
    /// Calls answered.
    pub requests: u32,
    /// Its service asked for this pause.
    pub waiting_seconds: Option<u32>,
    /// Why it failed.
    pub problem: Option<ErrorReport>,
    /// The first of its files.
    pub file: Option<String>,
}

/// How far a sweep is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SweepProgress {
    /// Customers that came to an end, one way or the other.
    pub done: u32,
    /// Customers that are asked.
    pub of: u32,
    /// Those that failed.
    pub failed: u32,
    /// Rows of all.
    pub rows: u32,
    /// Calls answered.
    pub requests: u32,
    /// How long it will take at the rate measured so far, rounded; `None` before there is a rate.
    pub seconds_left: Option<u32>,
    /// The customer that this message is about.
    pub customer: Option<SweptCustomer>,
}

/// The customers that failed for the same reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SweepFailure {
    /// The reason, as the first of them met it.
    pub problem: ErrorReport,
    /// Their tenant IDs.
    pub tenant_ids: Vec<String>,
}

/// A sweep that ended, or was ended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SweepView {
    /// Where its files are.
    pub folder: String,
    /// All rows in one table, with the columns `customer` and `tenant` first.
    pub result_id: String,
    /// What the rows are.
    pub kind: ResultKind,
    /// What was asked, with the time fixed at the start.
    pub question: SweepQuestion,
    /// When it began, RFC 3339.
    pub started_at: String,
    /// Everyone, in the order of the board.
    pub customers: Vec<SweptCustomer>,
    /// How many have answered to the end.
    pub succeeded: u32,
    /// How many could not be asked to the end.
    pub failed: u32,
    /// How many were left out because the partner said so.
    pub skipped: u32,
    /// Rows of all.
    pub rows: u32,
    /// Calls answered.
    pub requests: u32,
    /// How often a service asked to wait.
    pub throttled: u32,
    /// The time that this run took.
    pub elapsed_ms: u32,
    /// Every customer came to an end. Otherwise the sweep can go on.
    pub complete: bool,
    /// Why it stopped before, unless the person ended it: something of the partner's own.
    pub stopped: Option<ErrorReport>,
    /// Who failed, by the reason, the most frequent first.
    pub failures: Vec<SweepFailure>,
    /// The files with all rows.
    pub files: Vec<SavedFile>,
}

/// A sweep that can go on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct UnfinishedSweep {
    /// Where its files are.
    pub folder: String,
    /// When it began, RFC 3339.
    pub started_at: String,
    /// What was asked.
    pub question: SweepQuestion,
    /// Customers that have answered to the end.
    pub done: u32,
    /// Customers that are asked.
    pub of: u32,
    /// Those of the rest that failed, and are asked again.
    pub failed: u32,
}
