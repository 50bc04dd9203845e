//! Exact frames out of an H.264 MP4, without the web view and without ffmpeg: the poster, a saved
//! frame, the first picture of the next clip.

use std::path::Path;

use image::RgbImage;

use super::film::{Film, picture};
use super::inspect;

/// Why a frame could not be had.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// The file is gone or broken.
    #[error(transparent)]
    File(#[from] inspect::Fault),
    /// The disk failed.
    #[error("the file cannot be read: {0}")]
    Disk(#[from] std::io::Error),
    /// It is not H.264, or not as the decoder wants it.
    #[error("cannot be decoded here: {0}")]
    Codec(String),
    /// The clip has no such frame.
    #[error("no such frame")]
    NoSuchFrame,
}

/// Decodes the frame with a number, counted from 0 in the order of showing. Blocks.
///
/// # Errors
/// See [`Fault`].
pub fn at(path: &Path, number: u32) -> Result<RgbImage, Fault> {
    let mut found = None;
    let mut film = Film::open(path)?;
    let colours = film.colours();
    film.show(number, number, |_, frame| {
        found = Some(picture(frame, colours)?);
        Ok::<(), Fault>(())
    })?;
    found.ok_or(Fault::NoSuchFrame)
}
