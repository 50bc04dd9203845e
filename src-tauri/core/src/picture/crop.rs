//! A part of a picture as a picture of its own. It is cut out of the upload copy, which is upright
//! and bare already; nothing is scaled and no proportion changes.

use std::fs;

use super::prepare::{Prepared, recode, reopen};
use super::{Cut, Picture, Refusal, store};
use crate::library::Folders;

/// A part of a picture, px of its upload copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Part {
    /// From the left edge.
    pub x: u32,
    /// From the upper edge.
    pub y: u32,
    /// At least 1.
    pub width: u32,
    /// At least 1.
    pub height: u32,
}

impl Part {
    /// Whether it lies wholly within a picture.
    pub fn is_within(self, picture: &Picture) -> bool {
        let fits = |from: u32, length: u32, of: u32| {
            length > 0 && from.checked_add(length).is_some_and(|end| end <= of)
        };
        fits(self.x, self.width, picture.width) && fits(self.y, self.height, picture.height)
    }
}

/// Cuts a part out and keeps it as a picture with the same name. Blocking.
///
/// # Errors
/// [`Refusal::Broken`] where the part lies outside, [`Refusal::Unreadable`] where the copy is gone.
pub fn crop(picture: &Picture, part: Part, folders: &Folders) -> Result<Picture, Refusal> {
    if !part.is_within(picture) {
        return Err(Refusal::Broken);
    }
    let bytes = fs::read(picture.file(folders)).map_err(|_| Refusal::Unreadable)?;
    let whole = reopen(&bytes)?;
    if (whole.width(), whole.height()) != (picture.width, picture.height) {
        return Err(Refusal::Broken);
    }
    let ready: Prepared = recode(whole.crop_imm(part.x, part.y, part.width, part.height))?;
    let mut cut = store(ready, &picture.name, folders)?;
    let source = Picture { cut: None, ..picture.clone() };
    cut.cut = Some(Box::new(Cut { source, part }));
    Ok(cut)
}
