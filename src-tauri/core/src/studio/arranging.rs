//! Putting the library in order: favourites, the trash, names, notes, collections. A file and its row
//! move together, on the writing connection; a file that a crash has left between the two is found
//! again by `looking.rs`, which goes by the row. Clips are moved one by one, so that nothing paid waits
//! for a hundred of them.

use std::collections::HashSet;

use rusqlite::Connection;

use super::{ClipSnapshot, Command, Studio, TrashEmptied};
use crate::clip::Clip;
use crate::error::{Error, ErrorKind, Result};
use crate::host::Millis;
use crate::library::{self, Folders};
use crate::store;
use crate::store::collection::{self, Collection};

/// The longest note, in characters.
const NOTE_LIMIT: usize = 5_000;
/// The longest name of a file that a person types, in characters.
const FILE_NAME_LIMIT: usize = 120;

impl Studio {
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

    /// Marks or unmarks favourites; the ids of those that changed.
    ///
    /// # Errors
    /// What the database says.
    pub async fn clips_favourite(&self, ids: Vec<String>, on: bool) -> Result<Vec<String>> {
        self.store
            .write(move |db| {
                let all = db.transaction()?;
                let mut changed = Vec::new();
                for id in unique(ids) {
                    if store::clip::change_favourite(&all, &id, on)? {
                        changed.push(id);
                    }
                }
                all.commit()?;
                Ok(changed)
            })
            .await
            .inspect(|_| self.library_changed())
    }

    /// Moves a clip and its file into the trash, or back.
    ///
    /// # Errors
    /// [`ErrorKind::ClipUnknown`], or what the disk says.
    pub async fn clip_trash(&self, id: String, into: bool) -> Result<ClipSnapshot> {
        self.shift(id.clone(), into).await?;
        self.library_changed();
        self.clip(id).await
    }

    /// Moves clips and their files into the trash, or back; the ids of those that moved. Where the
    /// disk does not let one go, the others move all the same.
    ///
    /// # Errors
    /// What the disk says, where none could be moved.
    pub async fn clips_trash(&self, ids: Vec<String>, into: bool) -> Result<Vec<String>> {
        let (mut moved, mut failed) = (Vec::new(), None);
        for id in unique(ids) {
            match self.shift(id.clone(), into).await {
                Ok(true) => moved.push(id),
                Ok(false) => {}
                Err(fault) => {
                    tracing::warn!(clip = %id, fault = %fault.chain(), "a clip was not moved");
                    failed = failed.or(Some(fault));
                }
            }
        }
        self.library_changed();
        match failed {
            Some(fault) if moved.is_empty() => Err(fault),
            _ => Ok(moved),
        }
    }

    /// Whether it had to be moved.
    async fn shift(&self, id: String, into: bool) -> Result<bool> {
        let (folders, now) = (self.folders.clone(), self.clock.now());
        self.store.write(move |db| shift(db, &folders, &id, into, now)).await
    }

    /// Removes what is in the trash for good.
    ///
    /// # Errors
    /// What the disk says; what was removed until then is gone.
    pub async fn trash_empty(&self) -> Result<TrashEmptied> {
        self.trash_remove(Millis::MAX).await
    }

    /// Removes what was moved into the trash before a time (Unix ms) for good. A clip whose file is
    /// just being had again stays.
    ///
    /// # Errors
    /// [`ErrorKind::FolderMissing`], or what the disk says; what was removed until then is gone.
    pub(super) async fn trash_remove(&self, before: Millis) -> Result<TrashEmptied> {
        // A disk that is not there has not lost its files, and would keep them for good without their rows.
        if !self.folders.clips.is_dir() {
            return Err(Error::new(ErrorKind::FolderMissing, "empty the trash"));
        }
        let clips = self.store.read(move |db| store::files::trashed_before(db, before)).await?;
        let mut removed = TrashEmptied::default();
        for clip in clips {
            let folders = self.folders.clone();
            let gone = self.store.write(move |db| remove(db, &folders, &clip)).await;
            match gone {
                Ok(Some(bytes)) => {
                    removed.clips += 1;
                    removed.bytes += bytes;
                }
                Ok(None) => {}
                Err(fault) => {
                    self.library_changed();
                    return Err(fault);
                }
            }
        }
        if removed.clips > 0 {
            self.library_changed();
        }
        Ok(removed)
    }

    /// Gives a clip's file another name, in its folder; what no system takes in a name becomes `-`.
    ///
    /// # Errors
    /// [`ErrorKind::NameInvalid`], [`ErrorKind::ClipUnknown`], [`ErrorKind::ClipFileMissing`], or
    /// what the disk says.
    pub async fn clip_rename(&self, id: String, typed: &str) -> Result<ClipSnapshot> {
        // Systems count bytes, of which a letter of some scripts has three or four.
        let (letters, bytes) = (typed.chars().count(), typed.len());
        let fits = (library::NAME_BYTES * letters).checked_div(bytes).unwrap_or(FILE_NAME_LIMIT);
        let limit = FILE_NAME_LIMIT.min(fits);
        let invalid = || Error::new(ErrorKind::NameInvalid, "rename a clip").with("limit", limit);
        let name = library::file_name(typed, FILE_NAME_LIMIT).ok_or_else(invalid)?;
        // Also where it was moved: then it is found first.
        self.clip_file(id.clone()).await?;
        let (folders, row) = (self.folders.clone(), id.clone());
        self.store.write(move |db| rename(db, &folders, &row, &name)).await?;
        self.library_changed();
        self.clip(id).await
    }

    /// Keeps a person's note about a clip.
    ///
    /// # Errors
    /// [`ErrorKind::NoteTooLong`], [`ErrorKind::ClipUnknown`].
    pub async fn clip_note(&self, id: String, note: &str) -> Result<ClipSnapshot> {
        let note = note.trim().to_owned();
        if note.chars().count() > NOTE_LIMIT {
            return Err(Error::new(ErrorKind::NoteTooLong, "keep a note").with("limit", NOTE_LIMIT));
        }
        let row = id.clone();
        self.store.write(move |db| store::files::set_note(db, &row, &note)).await?;
        self.library_changed();
        self.clip(id).await
    }

    /// Every collection, by name.
    ///
    /// # Errors
    /// What the database says.
    pub async fn collections(&self) -> Result<Vec<Collection>> {
        self.store.read(|db| collection::list(db)).await
    }

    /// Makes a collection that holds these clips; gives all of them.
    ///
    /// # Errors
    /// [`ErrorKind::NameInvalid`], or what the disk says.
    pub async fn collection_create(
        &self,
        name: &str,
        clips: Vec<String>,
    ) -> Result<Vec<Collection>> {
        let (name, now) = (collection::checked(name)?, self.clock.now());
        let id = uuid::Uuid::now_v7().to_string();
        self.arrange(move |db| {
            collection::create(db, &id, &name, &clips, now)?;
            collection::list(db)
        })
        .await
    }

    /// Gives a collection another name; gives all of them.
    ///
    /// # Errors
    /// [`ErrorKind::NameInvalid`], [`ErrorKind::CollectionUnknown`].
    pub async fn collection_rename(&self, id: String, name: &str) -> Result<Vec<Collection>> {
        let name = collection::checked(name)?;
        self.arrange(move |db| {
            collection::rename(db, &id, &name)?;
            collection::list(db)
        })
        .await
    }

    /// Removes a collection and no clip; gives the ids of those that it held.
    ///
    /// # Errors
    /// [`ErrorKind::CollectionUnknown`].
    pub async fn collection_remove(&self, id: String) -> Result<Vec<String>> {
        self.arrange(move |db| collection::remove(db, &id)).await
    }

    /// Puts clips into a collection; gives the ids of those that were not in it.
    ///
    /// # Errors
    /// [`ErrorKind::CollectionUnknown`].
    pub async fn collection_add(&self, id: String, clips: Vec<String>) -> Result<Vec<String>> {
        self.arrange(move |db| collection::add(db, &id, &clips)).await
    }

    /// Takes clips out of a collection; gives the ids of those that were in it.
    ///
    /// # Errors
    /// [`ErrorKind::CollectionUnknown`].
    pub async fn collection_take(&self, id: String, clips: Vec<String>) -> Result<Vec<String>> {
        self.arrange(move |db| collection::take(db, &id, &clips)).await
    }

    async fn arrange<R: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Connection) -> Result<R> + Send + 'static,
    ) -> Result<R> {
        let done = self.store.write(work).await?;
        self.library_changed();
        Ok(done)
    }

    pub(super) fn library_changed(&self) {
        let _ = self.commands.send(Command::LibraryChanged);
    }
}

/// In order, each once.
fn unique(ids: Vec<String>) -> Vec<String> {
    let mut seen = HashSet::new();
    ids.into_iter().filter(|id| seen.insert(id.clone())).collect()
}

fn shift(
    db: &mut Connection,
    folders: &Folders,
    id: &str,
    into: bool,
    now: Millis,
) -> Result<bool> {
    let (clip, _) = store::clip::get(db, id)?;
    if clip.trashed_at.is_some() == into {
        return Ok(false);
    }
    let from = folders.clip(&clip.name, !into);
    let name = if library::is_file(&from) {
        // Within the folder that a person moved it to, so that it comes back there.
        let (inside, last) = library::parts(&clip.name);
        let to = inside.map_or(folders.shelf(into), |inside| folders.clip(inside, into));
        std::fs::create_dir_all(&to).map_err(|fault| Error::disk("make a folder", fault))?;
        within(inside, library::place(&from, &to, last)?)
    } else {
        clip.name.clone()
    };
    store::clip::set_trashed(db, id, into.then_some(now), &name)?;
    Ok(true)
}

/// The bytes that are free again; None where it stays. The row goes last: a file without one would
/// lie there for good.
fn remove(db: &mut Connection, folders: &Folders, clip: &Clip) -> Result<Option<u64>> {
    let (now, job) = store::clip::get(db, &clip.id)?;
    if now.trashed_at.is_none() || job.state.is_live() {
        return Ok(None);
    }
    let file = folders.clip(&now.name, true);
    let bytes = std::fs::symlink_metadata(&file).map_or(0, |found| found.len());
    library::discard(&file)?;
    library::discard(&folders.poster(&clip.id))?;
    store::files::forget(db, &clip.id)?;
    Ok(Some(bytes))
}

fn rename(db: &mut Connection, folders: &Folders, id: &str, wanted: &str) -> Result<()> {
    let (clip, _) = store::clip::get(db, id)?;
    let file = folders.clip(&clip.name, clip.trashed_at.is_some());
    if library::last_part(&clip.name) == wanted {
        return Ok(());
    }
    let folder = file.parent().unwrap_or(&folders.clips);
    let placed = library::place(&file, folder, wanted)?;
    // Within the folder that a person moved it to.
    store::files::set_name(db, id, &within(library::parts(&clip.name).0, placed))
}

fn within(inside: Option<&str>, name: String) -> String {
    match inside {
        Some(inside) => format!("{inside}/{name}"),
        None => name,
    }
}
