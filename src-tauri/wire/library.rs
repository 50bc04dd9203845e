//! The library beyond single clips on the wire: what hangs together, collections, files that were saved,
//! and what was found.

use serde::Serialize;
use specta::Type;
use stillwake_core::clip::times;
use stillwake_core::store::collection::Collection;
use stillwake_core::studio;

use super::{ClipView, MediaBase, mirrored};

/// What hangs together with a clip.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ClipFamily {
    /// The clips that it continues, the clip itself, and those that continue it, oldest first; of a
    /// clip that stands alone only itself.
    pub thread: Vec<ClipView>,
    /// The clips of the same press outside the trash, in their order; at least the clip itself.
    pub takes: Vec<ClipView>,
}

impl ClipFamily {
    /// With addresses for the page.
    pub fn new(family: &studio::ClipFamily, media: &MediaBase) -> Self {
        let views = |clips: &[studio::ClipSnapshot]| {
            clips.iter().map(|clip| ClipView::of(clip, media)).collect()
        };
        Self { thread: views(&family.thread), takes: views(&family.takes) }
    }
}

/// When frames are shown.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct FrameTimes {
    /// When each frame begins, in seconds of the film, in the order of showing.
    pub starts: Vec<f64>,
    /// When the last one ends, in seconds.
    pub end: f64,
}

impl From<times::FrameTimes> for FrameTimes {
    fn from(times: times::FrameTimes) -> Self {
        Self { starts: times.starts, end: times.end }
    }
}

/// A person's own set of clips.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct CollectionView {
    /// Unique.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Clips outside the trash.
    pub clips: u32,
    /// Of the newest clip; null where it is empty.
    pub poster_url: Option<String>,
}

impl CollectionView {
    /// All, with addresses for the page.
    pub fn all(collections: &[Collection], media: &MediaBase) -> Vec<Self> {
        let view = |one: &Collection| Self {
            id: one.id.clone(),
            name: one.name.clone(),
            clips: one.clips,
            poster_url: one.newest.as_ref().map(|clip| media.poster(clip)),
        };
        collections.iter().map(view).collect()
    }
}

mirrored! {
    /// What a part of a clip is saved as.
    pub enum PartKind = studio::PartKind { Mp4, Gif }
}

impl From<PartKind> for studio::PartKind {
    fn from(kind: PartKind) -> Self {
        match kind {
            PartKind::Mp4 => Self::Mp4,
            PartKind::Gif => Self::Gif,
        }
    }
}

/// A file that was saved.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SavedFile {
    /// The file's name.
    pub name: String,
    /// It had to be encoded anew; else the pictures in it are those of the clip, bit for bit.
    pub encoded: bool,
    /// The clip has sound of a kind that cannot be cut here; it was left out.
    pub silent: bool,
}

impl From<studio::Saved> for SavedFile {
    fn from(saved: studio::Saved) -> Self {
        Self { name: saved.name, encoded: saved.encoded, silent: saved.silent }
    }
}

/// What came of an export.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ExportView {
    /// The folder's name.
    pub folder: String,
    /// Clips that were copied.
    pub clips: u32,
    /// Names of clips whose file was not there.
    pub missing: Vec<String>,
}

impl From<studio::Exported> for ExportView {
    fn from(exported: studio::Exported) -> Self {
        let studio::Exported { folder, clips, missing } = exported;
        Self { folder, clips: clips as u32, missing }
    }
}

/// What was removed for good.
#[derive(Clone, Copy, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct TrashView {
    /// Clips.
    pub clips: u32,
    /// Their size, bytes.
    pub bytes: u64,
}

impl From<studio::TrashEmptied> for TrashView {
    fn from(emptied: studio::TrashEmptied) -> Self {
        Self { clips: emptied.clips as u32, bytes: emptied.bytes }
    }
}

/// What a look at the whole library found.
#[derive(Clone, Copy, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RepairView {
    /// Clips that were looked at.
    pub checked: u32,
    /// Clips whose file was somewhere else and is known again.
    pub found: u32,
    /// Clips whose file is not there.
    pub missing: u32,
    /// Clips whose file is not the one that was saved.
    pub changed: u32,
    /// Posters that were drawn anew.
    pub posters: u32,
    /// Videos in the folder that belong to no clip; they are left alone.
    pub strangers: u32,
    /// The record itself is damaged; the next start puts it together again.
    pub damaged: bool,
}

impl From<studio::Looked> for RepairView {
    fn from(looked: studio::Looked) -> Self {
        Self {
            checked: looked.checked as u32,
            found: looked.found as u32,
            missing: looked.missing as u32,
            changed: looked.changed as u32,
            posters: looked.posters as u32,
            strangers: looked.strangers as u32,
            damaged: looked.damaged,
        }
    }
}

/// What an MP4 of ours tells that was dropped.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RecalledClip {
    /// The file's name.
    pub name: String,
    /// The clip in the library that it is; null where it is not there.
    pub clip: Option<String>,
    /// For `clip_import`, where it is not there.
    pub import: Option<String>,
    /// What was asked for.
    pub prompt: String,
    /// The model's name.
    pub model: String,
    /// As asked.
    pub aspect_ratio: Option<String>,
    /// As asked.
    pub quality: Option<String>,
    /// As asked, seconds.
    pub duration: Option<u32>,
}

impl From<studio::Recalled> for RecalledClip {
    fn from(recalled: studio::Recalled) -> Self {
        let studio::Recalled { name, clip, import, tag } = recalled;
        Self {
            name,
            clip,
            import,
            prompt: tag.prompt,
            model: tag.model,
            aspect_ratio: tag.aspect_ratio,
            quality: tag.quality,
            duration: tag.duration,
        }
    }
}
