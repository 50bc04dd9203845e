//! The library as the page reads it: lists, files and frames. Changes no clip; that is `arranging.rs`.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use rusqlite::Connection;

use super::keeping::write_new;
use super::{ClipCount, ClipFamily, ClipFile, ClipPage, ClipSnapshot, Studio, blocking};
use crate::clip::times::{self, FrameTimes};
use crate::clip::{Clip, frame, poster};
use crate::error::{Error, ErrorKind, Result};
use crate::host::Millis;
use crate::job::Job;
use crate::library::{self, Folders, Storage};
use crate::picture::{self, Picture, Pixels, Refusal};
use crate::store;
use crate::store::list::{Filter, Query};

impl Studio {
    /// A page of the library.
    ///
    /// # Errors
    /// What the database says.
    pub async fn clips(&self, query: Query) -> Result<ClipPage> {
        let (folders, now) = (self.folders.clone(), self.clock.now());
        // Where nothing has come or gone since the folders were looked through, the rows tell.
        let files = if self.is_looked_through() { Files::AsRows } else { Files::Looked };
        self.store
            .read(move |db| {
                let page = store::list::list(db, &query)?;
                let clips = snapshots(db, page.clips, &folders, now, files)?;
                Ok(ClipPage { clips, next: page.next })
            })
            .await
    }

    /// How many clips a filter leaves, and which models the library has. Asked for beside a page,
    /// which does not wait for it.
    ///
    /// # Errors
    /// What the database says.
    pub async fn clips_count(&self, filter: Filter) -> Result<ClipCount> {
        self.store
            .read(move |db| {
                let count = store::list::count(db, &filter)?;
                Ok(ClipCount { count, models: store::list::models(db)? })
            })
            .await
    }

    /// A clip.
    ///
    /// # Errors
    /// [`ErrorKind::ClipUnknown`].
    pub async fn clip(&self, id: String) -> Result<ClipSnapshot> {
        let (folders, now) = (self.folders.clone(), self.clock.now());
        self.store
            .read(move |db| {
                let found = vec![store::clip::get(db, &id)?];
                let found = snapshots(db, found, &folders, now, Files::Looked)?.pop();
                found.ok_or_else(|| Error::new(ErrorKind::ClipUnknown, "show a clip"))
            })
            .await
    }

    /// The clips that a clip continues and that continue it, and the takes of its press.
    ///
    /// # Errors
    /// [`ErrorKind::ClipUnknown`].
    pub async fn clip_family(&self, id: String) -> Result<ClipFamily> {
        let (folders, now) = (self.folders.clone(), self.clock.now());
        self.store
            .read(move |db| {
                let family = store::family::of(db, &id)?;
                Ok(ClipFamily {
                    thread: snapshots(db, family.thread, &folders, now, Files::Looked)?,
                    takes: snapshots(db, family.takes, &folders, now, Files::Looked)?,
                })
            })
            .await
    }

    /// When each frame of a clip is shown.
    ///
    /// # Errors
    /// [`ErrorKind::ClipUnknown`], [`ErrorKind::ClipFileMissing`], [`ErrorKind::FrameUnreadable`].
    pub async fn clip_frames(&self, id: String) -> Result<FrameTimes> {
        let file = self.clip_file(id).await?;
        let unreadable =
            |fault| Error::new(ErrorKind::FrameUnreadable, "time a clip").because(fault);
        blocking(move || times::frame_times(&file).map_err(unreadable)).await
    }

    /// How the library's folder stands now.
    ///
    /// # Errors
    /// A fault of ours.
    pub async fn storage(&self) -> Result<Storage> {
        let folders = self.folders.clone();
        blocking(move || Ok(folders.storage())).await
    }

    /// Where a clip's file lies. One that is not where it was put is looked for first.
    ///
    /// # Errors
    /// [`ErrorKind::ClipUnknown`] or [`ErrorKind::ClipFileMissing`].
    pub async fn clip_file(&self, id: String) -> Result<PathBuf> {
        let mut found = self.clip(id.clone()).await?;
        if found.file.missing {
            self.look_if_changed().await?;
            found = self.clip(id).await?;
        }
        let ClipSnapshot { clip, file, .. } = found;
        if file.missing {
            return Err(Error::new(ErrorKind::ClipFileMissing, "find a clip's file"));
        }
        Ok(self.folders.clip(&clip.name, clip.trashed_at.is_some()))
    }

    /// Where the files of clips lie; those that are not there are left out.
    ///
    /// # Errors
    /// [`ErrorKind::ClipFileMissing`] where none is there.
    pub async fn clip_files(&self, ids: Vec<String>) -> Result<Vec<PathBuf>> {
        let mut files = Vec::new();
        for id in ids {
            match self.clip_file(id).await {
                Ok(file) => files.push(file),
                Err(fault)
                    if matches!(
                        fault.kind,
                        ErrorKind::ClipFileMissing | ErrorKind::ClipUnknown
                    ) => {}
                Err(fault) => return Err(fault),
            }
        }
        match files.is_empty() {
            true => Err(Error::new(ErrorKind::ClipFileMissing, "find the files of clips")),
            false => Ok(files),
        }
    }

    /// Where a clip's poster lies; drawn anew if it is missing.
    ///
    /// # Errors
    /// [`ErrorKind::ClipUnknown`], [`ErrorKind::ClipFileMissing`], [`ErrorKind::FrameUnreadable`].
    pub async fn poster_file(&self, id: String) -> Result<PathBuf> {
        let clip = self.clip(id.clone()).await?.clip;
        let poster = self.folders.poster(&clip.id);
        if !poster.exists() {
            let (folders, file) = (self.folders.clone(), self.clip_file(id).await?);
            blocking(move || poster::draw(&folders, &file, &clip.id)).await?;
        }
        Ok(poster)
    }

    /// Keeps a poster that the page drew, for a clip whose frames cannot be decoded here. It is read
    /// like any stranger's picture and drawn anew; one that is there already stays.
    ///
    /// # Errors
    /// [`ErrorKind::ClipUnknown`], [`ErrorKind::FrameUnreadable`], or what the disk says.
    pub async fn clip_poster(&self, id: String, drawn: Vec<u8>) -> Result<()> {
        let clip = self.clip(id).await?.clip;
        let folders = self.folders.clone();
        blocking(move || poster::keep(&folders, &clip.id, &drawn)).await
    }

    /// Where a picture's thumbnail lies.
    ///
    /// # Errors
    /// [`ErrorKind::PictureUnknown`].
    pub async fn thumb_file(&self, id: String) -> Result<PathBuf> {
        let folders = self.folders.clone();
        let found = self.store.read(move |db| store::picture::get(db, &id)).await?;
        let picture =
            found.ok_or_else(|| Error::new(ErrorKind::PictureUnknown, "find a picture"))?;
        Ok(Picture::thumb(&picture.id, &folders))
    }

    /// Saves a frame (from 0) as a PNG of full size beside the clips and says its name.
    ///
    /// # Errors
    /// [`ErrorKind::FrameUnreadable`], or what the disk says.
    pub async fn frame_save(&self, id: String, number: u32) -> Result<String> {
        let name = self.clip(id.clone()).await?.clip.name;
        let (file, folder) = (self.clip_file(id).await?, self.folders.clips.clone());
        blocking(move || {
            let stem = Path::new(&name).file_stem().unwrap_or_default().to_string_lossy();
            let png = frame_png(&file, number)?;
            write_new(&folder, &format!("{stem} frame-{}.png", number + 1), &png)
        })
        .await
    }

    /// Takes a frame (from 0) as a reference picture.
    ///
    /// # Errors
    /// [`ErrorKind::FrameUnreadable`], or what the disk says.
    pub async fn frame_picture(&self, id: String, number: u32) -> Result<Picture> {
        let name = self.clip(id.clone()).await?.clip.name;
        let (file, folders) = (self.clip_file(id.clone()).await?, self.folders.clone());
        let png = blocking(move || frame_png(&file, number)).await?;
        let name = format!("{name} #{}", number + 1);
        let kept = self.keep_one(move || picture::keep(&png, &name, &folders)).await;
        let picture = kept.map_err(refused)?;
        let kept = picture.id.clone();
        self.store.write(move |db| store::picture::set_origin(db, &kept, &id, number)).await?;
        Ok(picture)
    }

    /// The pixels of a frame (from 0) in full size.
    ///
    /// # Errors
    /// [`ErrorKind::ClipUnknown`], [`ErrorKind::ClipFileMissing`], [`ErrorKind::FrameUnreadable`].
    pub async fn frame_pixels(&self, id: String, number: u32) -> Result<Pixels> {
        let file = self.clip_file(id).await?;
        blocking(move || {
            let frame = frame_at(&file, number)?;
            let (width, height) = frame.dimensions();
            let rgba = frame.pixels().flat_map(|pixel| [pixel[0], pixel[1], pixel[2], 255]);
            Ok(Pixels { width, height, rgba: rgba.collect() })
        })
        .await
    }
}

fn refused(why: Refusal) -> Error {
    let kind = match why {
        Refusal::DiskFull => ErrorKind::DiskFull,
        _ => ErrorKind::FrameUnreadable,
    };
    Error::new(kind, "keep a frame as a picture")
}

fn frame_at(file: &Path, number: u32) -> Result<image::RgbImage> {
    frame::at(file, number)
        .map_err(|fault| Error::new(ErrorKind::FrameUnreadable, "read a frame").because(fault))
}

fn frame_png(file: &Path, number: u32) -> Result<Vec<u8>> {
    let mut png = std::io::Cursor::new(Vec::new());
    frame_at(file, number)?
        .write_to(&mut png, image::ImageFormat::Png)
        .map_err(|fault| Error::new(ErrorKind::FrameUnreadable, "write a frame").because(fault))?;
    Ok(png.into_inner())
}

/// Who says whether a file is there.
#[derive(Clone, Copy)]
enum Files {
    /// The rows: a look costs as much as all the rest of a page.
    AsRows,
    /// The disk, file by file.
    Looked,
}

/// Clips as the page sees them: with their files' state, and the collections that hold them.
fn snapshots(
    db: &Connection,
    rows: Vec<(Clip, Job)>,
    folders: &Folders,
    now: Millis,
    files: Files,
) -> Result<Vec<ClipSnapshot>> {
    let mut held: HashMap<String, Vec<String>> = HashMap::new();
    if store::collection::is_any(db)? {
        let ids: Vec<&str> = rows.iter().map(|(clip, _)| clip.id.as_str()).collect();
        for (clip, collection) in store::collection::of_clips(db, &ids)? {
            held.entry(clip).or_default().push(collection);
        }
    }
    let snapshot = |(clip, job): (Clip, Job)| ClipSnapshot {
        file: ClipFile {
            missing: match files {
                Files::AsRows => clip.missing,
                Files::Looked => {
                    !library::is_file(&folders.clip(&clip.name, clip.trashed_at.is_some()))
                }
            },
            downloadable: job.is_downloadable(now),
        },
        collections: held.remove(&clip.id).unwrap_or_default(),
        clip,
        job,
    };
    Ok(rows.into_iter().map(snapshot).collect())
}
