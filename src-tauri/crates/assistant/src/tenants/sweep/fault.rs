//! Whose fault it is that a customer did not answer.

use crate::error::{ErrorCode, ErrorReport};
use crate::tenants::refusal::is_on_this_side;

/// Whose fault it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// The person ended the sweep.
    Ended,
    /// The partner's own registration, or this computer: every other customer would meet the same.
    Own,
    /// The way to a service. It may be the way to all of them.
    Way,
    /// The customer's tenant, or its service.
    Customers,
}

impl Fault {
    pub(super) fn of(report: &ErrorReport) -> Self {
        match report.code {
            ErrorCode::Cancelled => Self::Ended,
            // A customer in a cloud that is not known here, or has no such API.
            ErrorCode::CloudUnknown | ErrorCode::ApiNotInCloud => Self::Customers,
            ErrorCode::SingleTenant
            | ErrorCode::HuntingEnded
            | ErrorCode::DiskFull
            | ErrorCode::FolderNotWritable
            | ErrorCode::FileNotWritten
            | ErrorCode::ClockWrong
            | ErrorCode::ClockApart => Self::Own,
            code if code.is_of_the_way() => Self::Way,
            code if is_on_this_side(code) => Self::Own,
            _ => Self::Customers,
        }
    }
}

/// The service no longer knows the place where a reading goes on: its link or its skip token is too old.
pub(super) fn is_stale(report: &ErrorReport) -> bool {
    let status = report.trace.as_ref().and_then(|trace| trace.http_status);
    matches!(status, Some(400 | 404 | 410))
}
