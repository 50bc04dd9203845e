//! Streams a clip into its partial file: counted, checked against the length the server named,
//! stopped at a cap, hashed as served. Reading, writing, hashing and bringing it to the disk each
//! have a thread, so that none waits for another. What it is, is checked by `inspect.rs`.

use std::fs::File;
use std::io::Write;
use std::panic::resume_unwind;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;
use std::time::Instant;

use bytes::Bytes;
use sha2::Digest;
use tokio::sync::{Semaphore, mpsc};
use tokio_util::sync::CancellationToken;

use super::part::{Begun, Part, Place, Source};
use crate::blocking::{blocking, in_place};
use crate::error::{Error, Result};
use crate::gateway::fault::{Cause, CauseCode, Charged};
use crate::gateway::{Body, Cut};
use crate::step::{self, Step};

/// No service makes clips near this size; an endless body must not fill the disk.
const CAP: u64 = 4 * 1024 * 1024 * 1024;
/// Pieces that may wait for the disk, and for the hash. The largest have 400 KB.
const AHEAD: usize = 8;
/// After so many bytes the system is told to bring them to the disk: it does that while the next
/// ones come, and little is left to wait for at the end.
const FLUSH: usize = 32 * 1024 * 1024;
/// Bytes that tell a video from an error page.
const HEAD: usize = 8;

/// Why a download ended early.
#[derive(Debug)]
pub enum Fault {
    /// The disk: nothing is wrong with the link.
    Disk(Error),
    /// The line or the server.
    Line(Cause),
    /// The connection broke. What came is kept.
    Cut(Cause),
    /// Next to nothing came for a minute. What came is kept.
    Drips(Cause),
    /// The job is to be let go. What came is kept.
    Stopped,
}

fn trouble(words: &str) -> Cause {
    Cause::new(CauseCode::ServiceTrouble, Charged::Maybe, words.to_owned())
}

impl Part {
    /// Takes in what a server sends, from where the body begins to its end. A body that begins at
    /// the file's first byte replaces what is there, once it looks like a video.
    ///
    /// # Errors
    /// See [`Fault`].
    pub(super) async fn take(
        &mut self,
        body: &mut Body,
        link: &str,
        stop: &CancellationToken,
    ) -> Result<(), Fault> {
        if body.total.is_some_and(|total| total > CAP) {
            return Err(Fault::Line(trouble("the file is too big")));
        }
        let head = if body.from == 0 { head(body, stop).await? } else { Vec::new() };
        let source =
            Source { link: link.to_owned(), validator: body.validator.clone(), total: body.total };
        // Should this work be dropped half-way, the disk is what knows.
        self.looked = false;
        let begun = match self.begun.take() {
            Some(begun) if body.from > 0 && begun.bytes == body.from => Begun { source, ..begun },
            _ if body.from > 0 => {
                return Err(Fault::Line(trouble("not the rest of what is there")));
            }
            _ => Begun { source, bytes: 0, hash: sha2::Sha256::new(), whole: false },
        };
        let place = self.place.clone();
        let (came, written) = if in_place() {
            // Nothing runs beside: what comes is written when all of it has come.
            let (to_disk, inbox) = mpsc::channel(Semaphore::MAX_PERMITS);
            let came = hand_on(body, head, to_disk, stop).await;
            (came, Ok(blocking(move || write(&place, begun, inbox)).await))
        } else {
            let (to_disk, inbox) = mpsc::channel(AHEAD);
            let writing = tokio::spawn(blocking(move || write(&place, begun, inbox)));
            (hand_on(body, head, to_disk, stop).await, writing.await)
        };
        let (begun, written) = match written {
            Ok(written) => written.map_err(Fault::Disk)?,
            Err(fault) if fault.is_panic() => resume_unwind(fault.into_panic()),
            Err(fault) => return Err(Fault::Disk(Error::internal("write a clip", fault))),
        };
        if let Err(Overflow::More) = came {
            self.discard().await.map_err(Fault::Disk)?;
            return Err(Fault::Line(trouble("the file does not end")));
        }
        (self.begun, self.looked) = (Some(begun), true);
        written.map_err(Fault::Disk)?;
        came.map_err(|overflow| match overflow {
            Overflow::Fault(fault) => fault,
            Overflow::More => Fault::Line(trouble("the file does not end")),
        })
    }
}

/// Why reading ended before the end.
enum Overflow {
    Fault(Fault),
    /// More came than was named: nothing that came is to be trusted.
    More,
}

/// The first pieces, until they tell what it is. An error page never gets as far as the disk.
async fn head(body: &mut Body, stop: &CancellationToken) -> Result<Vec<Bytes>, Fault> {
    let (mut pieces, mut start) = (Vec::new(), Vec::new());
    while start.len() < HEAD {
        let Some(piece) = next(body, stop).await? else { break };
        start.extend_from_slice(&piece[..piece.len().min(HEAD)]);
        pieces.push(piece);
    }
    match start.get(4..HEAD) {
        Some(b"ftyp") => Ok(pieces),
        _ => Err(Fault::Line(Cause::new(
            CauseCode::NotAVideo,
            Charged::Maybe,
            "not an MP4".to_owned(),
        ))),
    }
}

async fn next(body: &mut Body, stop: &CancellationToken) -> Result<Option<Bytes>, Fault> {
    let piece = tokio::select! {
        piece = body.next() => piece,
        () = stop.cancelled() => return Err(Fault::Stopped),
    };
    piece.map_err(|cut| match cut {
        Cut::Broken(_) => Fault::Cut(trouble("the download was cut")),
        Cut::Drips => Fault::Drips(trouble("the download only drips")),
    })
}

/// Hands everything on to the disk, and tells it when that was all.
async fn hand_on(
    body: &mut Body,
    head: Vec<Bytes>,
    to_disk: mpsc::Sender<Option<Bytes>>,
    stop: &CancellationToken,
) -> Result<(), Overflow> {
    let came = read(body, head, &to_disk, stop).await;
    if came.is_ok() {
        // Should the disk have failed by now, it says so where its work is waited for.
        let _ = to_disk.send(None).await;
    }
    came
}

/// Hands every piece on to the disk and waits for it where it is slow.
async fn read(
    body: &mut Body,
    head: Vec<Bytes>,
    to_disk: &mpsc::Sender<Option<Bytes>>,
    stop: &CancellationToken,
) -> Result<(), Overflow> {
    let rest = body.total.map(|total| total.saturating_sub(body.from));
    let limit = body.length.or(rest).unwrap_or(CAP);
    let mut bytes = 0_u64;
    let mut head = head.into_iter();
    loop {
        let piece = match head.next() {
            Some(piece) => piece,
            None => {
                let next = tokio::select! {
                    next = next(body, stop) => next.map_err(Overflow::Fault)?,
                    // The disk has failed: nobody waits for the rest.
                    () = to_disk.closed() => None,
                };
                match next {
                    Some(piece) => piece,
                    None => break,
                }
            }
        };
        bytes += piece.len() as u64;
        if bytes > limit {
            return Err(Overflow::More);
        }
        let taken = tokio::select! {
            taken = to_disk.send(Some(piece)) => taken.is_ok(),
            () = stop.cancelled() => return Err(Overflow::Fault(Fault::Stopped)),
        };
        if !taken {
            break;
        }
    }
    let short = body.length.is_some_and(|length| length != bytes)
        || body.total.is_some_and(|total| total != body.from + bytes);
    match short {
        true => Err(Overflow::Fault(Fault::Cut(trouble("the download was cut")))),
        false => Ok(()),
    }
}

/// Writes what comes until it ends, and says what is there then. Blocks.
fn write(
    place: &Place,
    begun: Begun,
    inbox: mpsc::Receiver<Option<Bytes>>,
) -> Result<(Begun, Result<()>)> {
    let file = place.open(&begun)?;
    let (to_hash, written) = sync_channel(AHEAD);
    let (to_flush, due) = sync_channel(1);
    let (mut begun, ended) = thread::scope(|threads| {
        let hasher = threads.spawn(move || hash(place, begun, &written));
        let flushed = &file;
        threads.spawn(move || {
            for () in due {
                // What fails here fails again when it is waited for.
                let _ = flushed.sync_data();
            }
        });
        let ended = pieces(place, &file, inbox, to_hash, to_flush);
        (hasher.join().unwrap_or_else(|panic| resume_unwind(panic)), ended)
    });
    let written = match ended {
        Ok(true) => {
            begun.whole = true;
            begun.source.total = Some(begun.bytes);
            place.note(&begun, None)
        }
        other => {
            record(place, &begun);
            other.map(|_| ())
        }
    };
    Ok((begun, written))
}

/// Whether the last piece came.
fn pieces(
    place: &Place,
    mut file: &File,
    mut inbox: mpsc::Receiver<Option<Bytes>>,
    to_hash: SyncSender<Bytes>,
    to_flush: SyncSender<()>,
) -> Result<bool> {
    let mut since = 0;
    let mut next = || if in_place() { inbox.try_recv().ok() } else { inbox.blocking_recv() };
    while let Some(piece) = next() {
        let Some(piece) = piece else { return Ok(true) };
        step::done(&*place.steps, Step::PartPiece, || {
            file.write_all(&piece).map_err(|fault| Error::disk("write a partial clip", fault))
        })?;
        since += piece.len();
        if since >= FLUSH {
            since = 0;
            // While it is still at the last ones, these wait for the next time.
            let _ = to_flush.try_send(());
        }
        // It only ends before its sender when it panics, which is seen where it is waited for.
        let _ = to_hash.send(piece);
    }
    Ok(false)
}

/// Hashes what was written, and records from time to time how far that is.
fn hash(place: &Place, mut begun: Begun, written: &Receiver<Bytes>) -> Begun {
    let mut recorded = Instant::now();
    for piece in written {
        begun.hash.update(&piece);
        begun.bytes += piece.len() as u64;
        if recorded.elapsed() >= place.every {
            record(place, &begun);
            recorded = Instant::now();
        }
    }
    begun
}

/// Records how far a download is, where that is of use. A record that cannot be written costs
/// nothing but a second download.
fn record(place: &Place, begun: &Begun) {
    if begun.bytes == 0 || begun.source.validator.is_none() {
        return;
    }
    if let Err(fault) = place.note(begun, None) {
        tracing::info!(fault = %fault.chain(), "a partial clip was not recorded");
    }
}
