//! Bodies that are made while they are sent, so that a large one is never held whole.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::{Body, Bytes, HttpBody};
use http_body::Frame;

/// A body of pieces, each made when the one before it was taken. An error ends the connection in the middle.
pub(crate) fn body(pieces: impl Iterator<Item = io::Result<Bytes>> + Send + Unpin + 'static) -> Body {
    Body::new(Pieces { pieces, failed: None })
}

struct Pieces<I> {
    pieces: I,
    /// An error that waits for its turn.
    failed: Option<io::Error>,
}

impl<I> HttpBody for Pieces<I>
where
    I: Iterator<Item = io::Result<Bytes>> + Unpin,
{
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        if let Some(error) = self.failed.take() {
            return Poll::Ready(Some(Err(error)));
        }
        match self.pieces.next() {
            None => Poll::Ready(None),
            Some(Ok(piece)) => Poll::Ready(Some(Ok(Frame::data(piece)))),
            // The connection is dropped with all that was not written yet: first it gets a turn to write.
            Some(Err(error)) => {
                self.failed = Some(error);
                context.waker().wake_by_ref();
                Poll::Pending
            }
        }
    }
}
