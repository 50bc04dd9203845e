//! A clip: a finished MP4 in the library's folder, and what is known of the file.

mod atoms;
mod avc;
mod boxes;
mod colours;
pub mod download;
mod film;
pub mod frame;
pub mod gif;
pub mod identity;
pub mod inspect;
pub mod part;
pub mod poster;
pub mod range;
pub mod sources;
pub mod tag;
pub mod times;

use std::path::{Component, Path};

use sha2::{Digest, Sha256};

use crate::error::{Error, Result};
use crate::host::Millis;

/// What was read from the file itself.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Facts {
    /// px.
    pub width: u32,
    /// px.
    pub height: u32,
    /// ms.
    pub duration_ms: u32,
    /// Frames a second.
    pub fps: f64,
    /// Frames in the file.
    pub frames: u32,
}

/// A clip's record.
#[derive(Clone, Debug, PartialEq)]
pub struct Clip {
    /// Unique, time-ordered.
    pub id: String,
    /// The job that made it.
    pub job_id: String,
    /// The file's name within the library's folder (or within its trash).
    pub name: String,
    /// What the file says of itself.
    pub facts: Facts,
    /// The file's size, bytes.
    pub bytes: u64,
    /// Of the bytes as they were served, hex; what is written into the file later does not change it.
    pub sha256: String,
    /// When it was saved.
    pub created_at: Millis,
    /// Marked by a person.
    pub favourite: bool,
    /// When it was moved to the trash.
    pub trashed_at: Option<Millis>,
    /// What a person wrote about it; empty for nothing.
    pub note: String,
    /// What its file is known by under any name, hex; None until it was looked at.
    pub identity: Option<String>,
    /// Its file was missing when the folders were last looked through.
    pub missing: bool,
}

/// The hash of a file's bytes, hex. Blocks.
///
/// # Errors
/// What the disk says.
pub fn sha256(file: &Path) -> Result<String> {
    let read = |fault| Error::disk("read a clip", fault);
    let (mut file, mut hash) = (std::fs::File::open(file).map_err(read)?, Sha256::new());
    std::io::copy(&mut file, &mut hash).map_err(read)?;
    Ok(hex(hash))
}

fn hex(hash: Sha256) -> String {
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Whether a row's name leads to a file within the library's folder: no name of ours leads out of it.
pub(crate) fn is_inside(name: &str) -> bool {
    let plain = |part: Component<'_>| matches!(part, Component::Normal(_));
    !name.is_empty() && Path::new(name).components().all(plain)
}
