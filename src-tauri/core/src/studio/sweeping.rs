//! What is put in order when nobody waits for anything: files that were moved are looked for, old trash
//! goes, settings that were not written into their clips are. And pictures that nobody needs any more: dropped and never sent, or cut out on the way to another
//! frame. What a job has is kept for good, and so is what that was cut out of: its settings can be
//! used again. A draft is the page's, which asks for its pictures at every start and so keeps them.

use std::fs;
use std::io;
use std::path::Path;
use std::time::Duration;

use super::Studio;
use crate::clip::Clip;
use crate::error::{Error, Result};
use crate::host::Millis;
use crate::job::tags;
use crate::picture::Picture;
use crate::step;
use crate::store;

/// So long after the page is there, its draft has asked for its pictures.
const LATER: Duration = Duration::from_secs(300);
const DAY_MS: Millis = 24 * 3_600 * 1_000;
/// A frame is cut out anew whenever it is needed.
const CUTS_MS: Millis = DAY_MS;
/// A draft that was cleared by mistake, or written anew in another profile.
const OTHERS_MS: Millis = 30 * DAY_MS;
/// For so long a clip can be had back out of the trash.
const TRASH_MS: Millis = 30 * DAY_MS;
/// How often the trash is looked through while the app runs.
const AGAIN: Duration = Duration::from_secs(6 * 3_600);

impl Studio {
    /// Removes what nobody needs once in a run, when nobody waits for anything.
    pub(super) fn keep_tidy(&self) {
        let studio = self.clone();
        tokio::spawn(async move {
            let (mut shown, ended) = (studio.shown.subscribe(), studio.commands.clone());
            let work = async {
                if shown.wait_for(|shown| *shown).await.is_err() {
                    return;
                }
                if let Err(fault) = studio.look().await {
                    tracing::warn!(fault = %fault.chain(), "the library's files were not looked for");
                }
                tokio::time::sleep(LATER).await;
                if let Err(fault) = studio.pictures_sweep().await {
                    tracing::warn!(fault = %fault.chain(), "old pictures were not removed");
                }
                studio.tags_write().await;
                loop {
                    if let Err(fault) = studio.trash_sweep().await {
                        tracing::warn!(fault = %fault.chain(), "the trash was not emptied");
                    }
                    tokio::time::sleep(AGAIN).await;
                }
            };
            tokio::select! {
                () = work => {}
                () = ended.closed() => {}
            }
        });
    }

    /// Removes what has been in the trash for 30 days, for good. Returns how many clips.
    ///
    /// # Errors
    /// What the database or the disk says; what was removed until then stays removed.
    pub async fn trash_sweep(&self) -> Result<usize> {
        // An empty folder may stand where a disk is put in.
        if !self.folders.trash().is_dir() {
            return Ok(0);
        }
        Ok(self.trash_remove(self.clock.now() - TRASH_MS).await?.clips)
    }

    /// Writes settings into clips for which that was cut off. What fails again waits for another start.
    pub async fn tags_write(&self) {
        let Ok(clips) = self.store.read(|db| store::files::untagged(db)).await else { return };
        for clip in clips {
            let id = clip.id.clone();
            let written = self.tag_write(clip).await;
            if let Err(fault) = written {
                tracing::info!(clip = %id, fault = %fault.chain(), "a clip has no settings in it yet");
            }
        }
    }

    async fn tag_write(&self, clip: Clip) -> Result<u64> {
        let (job, wanted) = (self.clip(clip.id.clone()).await?.job, self.settings().tag_clips);
        tags::write(&self.store, &self.folders, &clip, &job, wanted, step::unwatched()).await
    }

    /// Removes pictures that no job has, that nothing a job has was cut out of, and that no draft
    /// has asked for lately: 1 day for what was cut out, 30 days for the rest. Returns how many.
    ///
    /// # Errors
    /// What the database or the disk says; what was removed until then stays removed.
    pub async fn pictures_sweep(&self) -> Result<usize> {
        // What is being prepared may be one of them, dropped again.
        let _turn = self.preparing.lock().await;
        let (folders, now) = (self.folders.clone(), self.clock.now());
        self.store
            .write(move |db| {
                let unused = store::picture::unused(db, now - CUTS_MS, now - OTHERS_MS)?;
                for picture in &unused {
                    // The row goes last: a file without one would lie there for good.
                    remove(&picture.file(&folders))?;
                    remove(&Picture::thumb(&picture.id, &folders))?;
                    store::picture::forget(db, &picture.id)?;
                }
                Ok(unused.len())
            })
            .await
    }
}

fn remove(file: &Path) -> Result<()> {
    match fs::remove_file(file) {
        Err(fault) if fault.kind() != io::ErrorKind::NotFound => {
            Err(Error::disk("remove an old picture", fault))
        }
        _ => Ok(()),
    }
}
