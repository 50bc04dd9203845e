//! Streams a clip into its partial file: hashed as served, counted, checked against the length the
//! server named, stopped at a cap, synced. What it is, is checked by `inspect.rs`.

use std::fs::File;
use std::io::Write;
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::blocking::blocking;
use crate::error::{Error, Result};
use crate::gateway::Body;
use crate::gateway::fault::{Cause, CauseCode, Charged};

/// No service makes clips near this size; an endless body must not fill the disk.
const CAP: u64 = 4 * 1024 * 1024 * 1024;

/// A downloaded, synced, not yet inspected file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Downloaded {
    /// Its size.
    pub bytes: u64,
    /// Of its bytes, hex.
    pub sha256: String,
}

/// Why a download ended early.
#[derive(Debug)]
pub enum Fault {
    /// The disk: nothing is wrong with the link.
    Disk(Error),
    /// The line or the server.
    Line(Cause),
}

/// Writes a body to a partial file, from its first byte on.
///
/// # Errors
/// See [`Fault`].
pub async fn to_file(body: &mut Body, partial: &Path) -> std::result::Result<Downloaded, Fault> {
    let disk = |fault| Error::disk("write a partial clip", fault);
    let line =
        |words: String| Fault::Line(Cause::new(CauseCode::ServiceTrouble, Charged::Maybe, words));
    if body.length.is_some_and(|length| length > CAP) {
        return Err(line("the file is too big".into()));
    }
    let partial = partial.to_owned();
    let made = blocking(move || File::create(partial).map_err(disk)).await;
    let mut file = made.map_err(Fault::Disk)?;
    let mut hash = Sha256::new();
    let mut bytes = 0_u64;
    loop {
        let piece = body.next().await.map_err(|_| line("the download was cut".into()))?;
        let Some(piece) = piece else { break };
        bytes += piece.len() as u64;
        if bytes > CAP {
            return Err(line("the file does not end".into()));
        }
        hash.update(&piece);
        let written = blocking(move || {
            file.write_all(&piece).map_err(disk)?;
            Ok(file)
        });
        file = written.await.map_err(Fault::Disk)?;
    }
    if body.length.is_some_and(|length| length != bytes) {
        return Err(line("the download was cut".into()));
    }
    blocking(move || file.sync_all().map_err(disk)).await.map_err(Fault::Disk)?;
    Ok(Downloaded { bytes, sha256: hex(hash) })
}

/// Of a file's bytes, as [`Downloaded::sha256`]. Blocks.
///
/// # Errors
/// What the disk says.
pub fn sha256(file: &Path) -> Result<String> {
    let read = |fault| Error::disk("read a clip", fault);
    let (mut file, mut hash) = (File::open(file).map_err(read)?, Sha256::new());
    std::io::copy(&mut file, &mut hash).map_err(read)?;
    Ok(hex(hash))
}

fn hex(hash: Sha256) -> String {
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Removes a partial file; a missing one is fine.
///
/// # Errors
/// What the disk says.
pub fn discard(partial: &Path) -> Result<()> {
    match std::fs::remove_file(partial) {
        Err(fault) if fault.kind() != std::io::ErrorKind::NotFound => {
            Err(Error::disk("remove a partial clip", fault))
        }
        _ => Ok(()),
    }
}
