//! The library as the page reads it: lists, files and frames. Changes nothing but favourites and the
//! trash, which the writing connection puts in order.

use std::path::{Path, PathBuf};

use super::{
    ClipCount, ClipPage, ClipSnapshot, Command, Studio, blocking, clip_snapshot, frame_png, refused,
};
use crate::error::{Error, ErrorKind, Result};
use crate::job::runner::make_poster;
use crate::library::{Storage, UNFINISHED};
use crate::picture::{self, Picture};
use crate::store;
use crate::store::list::{Filter, Query};

impl Studio {
    /// A page of the library.
    ///
    /// # Errors
    /// What the database says.
    pub async fn clips(&self, query: Query) -> Result<ClipPage> {
        let (folders, now) = (self.folders.clone(), self.clock.now());
        self.store
            .read(move |db| {
                let page = store::list::list(db, &query)?;
                let clips = page.clips.into_iter().map(|row| clip_snapshot(row, &folders, now));
                Ok(ClipPage { clips: clips.collect(), next: page.next })
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
            .read(move |db| Ok(clip_snapshot(store::clip::get(db, &id)?, &folders, now)))
            .await
    }

    /// Marks or unmarks a favourite.
    ///
    /// # Errors
    /// [`ErrorKind::ClipUnknown`].
    pub async fn clip_favourite(&self, id: String, on: bool) -> Result<ClipSnapshot> {
        let row = id.clone();
        self.store.write(move |db| store::clip::set_favourite(db, &row, on)).await?;
        self.library_changed();
        self.clip(id).await
    }

    /// Moves a clip and its file into the trash, or back.
    ///
    /// # Errors
    /// [`ErrorKind::ClipUnknown`], or what the disk says.
    pub async fn clip_trash(&self, id: String, into: bool) -> Result<ClipSnapshot> {
        let ClipSnapshot { clip, file, .. } = self.clip(id.clone()).await?;
        if clip.trashed_at.is_some() == into {
            return self.clip(id).await;
        }
        let folders = self.folders.clone();
        let now = self.clock.now();
        self.store
            .write(move |db| {
                let from = folders.clip(&clip.name, !into);
                let to = folders.shelf(into);
                let name = if file.missing {
                    clip.name.clone()
                } else {
                    std::fs::create_dir_all(&to)
                        .map_err(|fault| Error::disk("make the trash", fault))?;
                    crate::library::place(&from, &to, &clip.name)?
                };
                store::clip::set_trashed(db, &clip.id, into.then_some(now), &name)
            })
            .await?;
        self.library_changed();
        self.clip(id).await
    }

    fn library_changed(&self) {
        let _ = self.commands.send(Command::LibraryChanged);
    }

    /// How the library's folder stands now.
    ///
    /// # Errors
    /// A fault of ours.
    pub async fn storage(&self) -> Result<Storage> {
        let folders = self.folders.clone();
        blocking(move || Ok(folders.storage())).await
    }

    /// Where a clip's file lies.
    ///
    /// # Errors
    /// [`ErrorKind::ClipUnknown`] or [`ErrorKind::ClipFileMissing`].
    pub async fn clip_file(&self, id: String) -> Result<PathBuf> {
        let ClipSnapshot { clip, file, .. } = self.clip(id).await?;
        if file.missing {
            return Err(Error::new(ErrorKind::ClipFileMissing, "find a clip's file"));
        }
        Ok(self.folders.clip(&clip.name, clip.trashed_at.is_some()))
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
            blocking(move || make_poster(&folders, &file, &clip.id)).await?;
        }
        Ok(poster)
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
            let part = folder.join(format!(".{}{UNFINISHED}", uuid::Uuid::now_v7()));
            picture::write(&part, &frame_png(&file, number)?)?;
            crate::library::place(&part, &folder, &format!("{stem} frame-{}.png", number + 1))
        })
        .await
    }

    /// Takes a frame (from 0) as a reference picture.
    ///
    /// # Errors
    /// [`ErrorKind::FrameUnreadable`], or what the disk says.
    pub async fn frame_picture(&self, id: String, number: u32) -> Result<Picture> {
        let name = self.clip(id.clone()).await?.clip.name;
        let (file, folders) = (self.clip_file(id).await?, self.folders.clone());
        let png = blocking(move || frame_png(&file, number)).await?;
        let name = format!("{name} #{}", number + 1);
        self.keep_one(move || picture::keep(&png, &name, &folders)).await.map_err(refused)
    }
}
