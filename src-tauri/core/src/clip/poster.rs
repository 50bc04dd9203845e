//! Posters: the first frame of a clip as a small JPEG. Where it cannot be decoded here the page draws one,
//! which is read like any stranger's picture and encoded anew.

use std::path::Path;

use super::frame;
use crate::error::{Error, ErrorKind, Result};
use crate::library::Folders;
use crate::picture;

/// The longest side of a poster, px.
const SIDE: u32 = 960;
/// More bytes than a small JPEG has.
const DRAWN_CAP: usize = 4_000_000;

/// Draws a clip's poster. Blocks.
///
/// # Errors
/// [`ErrorKind::FrameUnreadable`], or what the disk says.
pub fn draw(folders: &Folders, clip: &Path, id: &str) -> Result<()> {
    let first = frame::at(clip, 0)
        .map_err(|fault| Error::new(ErrorKind::FrameUnreadable, "draw a poster").because(fault))?;
    let bytes = picture::shrink(&first, SIDE)
        .ok_or_else(|| Error::new(ErrorKind::FrameUnreadable, "shrink a poster"))?;
    picture::write(&folders.poster(id), &bytes)
}

/// Keeps one that the page drew; one that is there already stays. Blocks.
///
/// # Errors
/// [`ErrorKind::FrameUnreadable`] for what is no picture, or what the disk says.
pub(crate) fn keep(folders: &Folders, id: &str, drawn: &[u8]) -> Result<()> {
    let file = folders.poster(id);
    if file.exists() {
        return Ok(());
    }
    let fits = drawn.len() <= DRAWN_CAP;
    let bytes = fits.then(|| picture::redraw(drawn, SIDE)).flatten();
    let bytes = bytes
        .ok_or_else(|| Error::new(ErrorKind::FrameUnreadable, "read a poster that was drawn"))?;
    picture::write(&file, &bytes)
}
