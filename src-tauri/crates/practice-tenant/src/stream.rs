//! Bodies that are made while they are sent, so that a large one is never held whole.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::{Body, Bytes, HttpBody};
use http_body::Frame;

/// A body of pieces, each made when the one before it was taken. An error ends the connection in the middle.
pub(crate) fn body(pieces: impl Iterator<Item = io::Result<Bytes>> + Send + Unpin + 'static) -> Body {
    Body::new(Pieces(pieces))
}

struct Pieces<I>(I);

impl<I> HttpBody for Pieces<I>
where
    I: Iterator<Item = io::Result<Bytes>> + Unpin,
{
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        Poll::Ready(self.0.next().map(|piece| piece.map(Frame::data)))
    }
}
