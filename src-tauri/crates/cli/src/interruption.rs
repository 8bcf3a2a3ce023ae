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
    pub(crate) async fn or<T>(
        &mut self,
        work: impl Future<Output = Result<T, Failure>>,
    ) -> Result<T, Failure> {
        tokio::select! {
            outcome = work => outcome,
            () = self.arrived() => Err(ErrorReport::new(ErrorCode::Cancelled).into()),
        }
    }

    /// Does the work to its end. Somebody who ends it before has it told so, and it comes to an orderly end by itself.
    pub(crate) async fn orderly<T>(&mut self, work: impl Future<Output = T>, cancel: impl FnOnce()) -> T {
        let mut work = Box::pin(work);
        tokio::select! {
            done = &mut work => done,
            () = self.arrived() => {
                cancel();
                work.await
            }
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
