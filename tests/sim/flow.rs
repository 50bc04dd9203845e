//! The body of a simulated answer: pieces that come when they come, and an end that may be none.
//! The time limits of its connection hold.

use std::collections::VecDeque;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use tokio::time::{Instant, Sleep, sleep_until};

/// The connection broke.
#[derive(Debug)]
pub struct Broken;

impl std::fmt::Display for Broken {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the connection broke")
    }
}
impl std::error::Error for Broken {}

/// How an answer's body comes.
#[derive(Debug, Default)]
pub struct Flow {
    /// Each with the wait before it.
    pub pieces: VecDeque<(Duration, Bytes)>,
    /// After the last piece the connection breaks.
    pub breaks: bool,
    /// The length that the server names.
    pub length: Option<u64>,
    /// The longest wait for a piece.
    pub stall: Option<Duration>,
    /// When everything must be there.
    pub until: Option<Instant>,
    waiting: Option<(Pin<Box<Sleep>>, bool)>,
}

impl Flow {
    /// All at once.
    pub fn whole(bytes: Bytes) -> Self {
        let length = Some(bytes.len() as u64);
        Self { pieces: [(Duration::ZERO, bytes)].into(), length, ..Self::default() }
    }

    /// A part at once, and then nothing.
    pub fn cut(bytes: Bytes, at: usize) -> Self {
        let length = Some(bytes.len() as u64);
        let pieces = [(Duration::ZERO, bytes.slice(..at))].into();
        Self { pieces, breaks: true, length, ..Self::default() }
    }

    /// In so many pieces with waits between.
    pub fn slow(bytes: &Bytes, pieces: usize, wait: Duration) -> Self {
        let size = bytes.len().div_ceil(pieces).max(1);
        let piece = |at: usize| bytes.slice(at..(at + size).min(bytes.len()));
        let pieces = (0..bytes.len()).step_by(size).map(|at| (wait, piece(at))).collect();
        Self { pieces, length: Some(bytes.len() as u64), ..Self::default() }
    }
}

impl Body for Flow {
    type Data = Bytes;
    type Error = Broken;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Broken>>> {
        let wait = match self.pieces.front() {
            Some((wait, _)) => *wait,
            None if self.breaks => {
                self.breaks = false;
                return Poll::Ready(Some(Err(Broken)));
            }
            None => return Poll::Ready(None),
        };
        if self.waiting.is_none() {
            let now = Instant::now();
            let limit = self.stall.map(|stall| now + stall).into_iter().chain(self.until).min();
            let due = now + wait;
            let late = limit.is_some_and(|limit| limit < due);
            let until = limit.filter(|_| late).unwrap_or(due);
            self.waiting = Some((Box::pin(sleep_until(until)), late));
        }
        let Some((sleep, late)) = &mut self.waiting else { return Poll::Pending };
        let late = *late;
        if !wait.is_zero() && sleep.as_mut().poll(context).is_pending() {
            return Poll::Pending;
        }
        self.waiting = None;
        if late {
            self.pieces.clear();
            self.breaks = false;
            return Poll::Ready(Some(Err(Broken)));
        }
        let piece = self.pieces.pop_front().map(|(_, bytes)| Ok(Frame::data(bytes)));
        Poll::Ready(piece)
    }

    fn is_end_stream(&self) -> bool {
        self.pieces.is_empty() && !self.breaks
    }

    fn size_hint(&self) -> SizeHint {
        self.length.map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}
