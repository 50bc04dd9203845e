//! Reference pictures on the wire.

use serde::{Deserialize, Serialize};
use specta::Type;
use stillwake_core::picture::{Glance, Part, Picture, Refusal};
use stillwake_core::studio;

use super::{MediaBase, mirrored};

/// A part of a picture, px of its upload copy.
#[derive(Clone, Copy, Debug, Deserialize, Serialize, Type)]
pub struct PicturePart {
    /// From the left edge.
    pub x: u32,
    /// From the upper edge.
    pub y: u32,
    /// At least 1.
    pub width: u32,
    /// At least 1.
    pub height: u32,
}

impl From<Part> for PicturePart {
    fn from(Part { x, y, width, height }: Part) -> Self {
        Self { x, y, width, height }
    }
}

impl From<PicturePart> for Part {
    fn from(PicturePart { x, y, width, height }: PicturePart) -> Self {
        Self { x, y, width, height }
    }
}

/// A prepared picture.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PictureView {
    /// Opaque; stands for the prepared upload copy.
    pub id: String,
    /// The name of the file that was dropped, for display only.
    pub name: String,
    /// Of the upload copy, px, upright.
    pub width: u32,
    /// Of the upload copy, px, upright.
    pub height: u32,
    /// Of a thumbnail.
    pub url: String,
    /// Where it was cut out of another picture; null for a whole one.
    pub cut: Option<Box<CutView>>,
}

/// Where a picture was cut out of another one.
#[derive(Clone, Debug, Serialize, Type)]
pub struct CutView {
    /// The whole picture; its own `cut` is null, whatever it came from.
    pub source: PictureView,
    /// px of the whole picture's upload copy.
    pub part: PicturePart,
}

impl PictureView {
    /// A picture, with the address of its thumbnail.
    pub fn new(picture: &Picture, media: &MediaBase) -> Self {
        Self {
            id: picture.id.clone(),
            name: picture.name.clone(),
            width: picture.width,
            height: picture.height,
            url: media.picture(&picture.id),
            cut: picture.cut.as_deref().map(|cut| {
                let source = Self::new(&cut.source, media);
                Box::new(CutView { source, part: cut.part.into() })
            }),
        }
    }
}

/// What is being dragged over the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
pub struct DragView {
    /// Pictures.
    pub pictures: u32,
    /// Pictures on the web that would be fetched.
    pub links: u32,
    /// Files and folders that are no pictures.
    pub others: u32,
}

impl From<Glance> for DragView {
    fn from(Glance { pictures, links, others }: Glance) -> Self {
        let count = |many: usize| u32::try_from(many).unwrap_or(u32::MAX);
        Self { pictures: count(pictures), links: count(links), others: count(others) }
    }
}

mirrored! {
    /// Why something was not taken as a picture.
    pub enum PictureRefusal = Refusal {
        Broken,
        DiskFull,
        Empty,
        Folder,
        Heif,
        LinkDead,
        LinkForbidden,
        LinkPage,
        LinkUnreachable,
        NotAPicture,
        TooLarge,
        TooMany,
        Unreadable,
        Video,
    }
}

/// What came of one dropped thing.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(tag = "type", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum PictureOutcome {
    /// It is a picture.
    Added {
        /// The picture.
        picture: PictureView,
    },
    /// It is not.
    Refused {
        /// Its name.
        name: String,
        /// Why.
        why: PictureRefusal,
    },
}

impl PictureOutcome {
    /// What came of it, with addresses for the page.
    pub fn new(outcome: studio::PictureOutcome, media: &MediaBase) -> Self {
        match outcome {
            studio::PictureOutcome::Added(picture) => {
                Self::Added { picture: PictureView::new(&picture, media) }
            }
            studio::PictureOutcome::Refused { name, why } => {
                Self::Refused { name, why: why.into() }
            }
        }
    }
}
