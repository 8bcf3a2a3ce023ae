//! Somebody wants the process to end: Ctrl+C, or a service manager that says so.

use std::io;

use handrail_assistant::error::{ErrorCode, ErrorReport};
#[cfg(unix)]
use tokio::signal::unix::{Signal, SignalKind, signal};

use crate::failure::Failure;

/// Listens from the moment it is made, so that nothing between start and waiting is missed.
pub(crate) struct Interruption {
    #[cfg(unix)]
    interrupt: Signal,
    #[cfg(unix)]
    terminate: Signal,
}

impl Interruption {
    /// Does the work, unless somebody ends it before: then it is cancelled where it stands.
    pub(crate) async fn or(mut self, work: impl Future<Output = Result<(), Failure>>) -> Result<(), Failure> {
        tokio::select! {
            outcome = work => outcome,
            () = self.arrived() => Err(ErrorReport::new(ErrorCode::Cancelled).into()),
        }
    }
}

#[cfg(unix)]
impl Interruption {
    pub(crate) fn listen() -> io::Result<Self> {
        Ok(Self {
            interrupt: signal(SignalKind::interrupt())?,
            terminate: signal(SignalKind::terminate())?,
        })
    }

    pub(crate) async fn arrived(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => (),
            _ = self.terminate.recv() => (),
        }
    }
}

#[cfg(not(unix))]
impl Interruption {
    #[allow(clippy::unnecessary_wraps, reason = "the same door on every system")]
    pub(crate) fn listen() -> io::Result<Self> {
        Ok(Self {})
    }

    pub(crate) async fn arrived(&mut self) {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}
