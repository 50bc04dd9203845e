//! Files that leave the library as copies, and parts of clips that are saved beside it. A copy is
//! written under a name of its own and renamed when it is whole; the clip's own file is never touched.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::{ClipSnapshot, Exported, PartKind, Saved, Studio, blocking};
use crate::clip::range::Cut;
use crate::clip::{gif, inspect, range, tag};
use crate::error::{Error, ErrorKind, Result};
use crate::library;

/// The name of the list of prompts beside exported clips.
const PROMPTS: &str = "prompts.txt";

impl Studio {
    /// Copies a clip's file to a path that a person chose, in place of what is there, but inside the
    /// library under a name that is free; `clean` leaves prompt and settings out of the copy.
    ///
    /// # Errors
    /// [`ErrorKind::ClipUnknown`], [`ErrorKind::ClipFileMissing`], or what the disk says.
    pub async fn clip_copy(&self, id: String, to: PathBuf, clean: bool) -> Result<Saved> {
        let (file, clips) = (self.clip_file(id).await?, self.folders.clips.clone());
        blocking(move || {
            let folder = to.parent().unwrap_or(Path::new("."));
            let part = copied(&file, folder, clean)?;
            let name = to.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let real = |folder: &Path| fs::canonicalize(folder).ok();
            let ours =
                real(folder).zip(real(&clips)).is_some_and(|(to, ours)| to.starts_with(ours));
            let name = match ours {
                // In the library every file is somebody's: none is replaced, and never the clip itself.
                true => library::place(&kept(part)?, folder, &name)?,
                false => {
                    part.persist(&to).map_err(|fault| Error::disk("place a copy", fault.error))?;
                    name
                }
            };
            Ok(Saved { name, encoded: false, silent: false })
        })
        .await
    }

    /// Copies clips into a folder that a person chose, never in place of another file, and writes
    /// their prompts beside them.
    ///
    /// # Errors
    /// What the disk says; what was copied until then stays.
    pub async fn clips_export(
        &self,
        ids: Vec<String>,
        folder: PathBuf,
        clean: bool,
    ) -> Result<Exported> {
        let (mut lines, mut missing) = (String::new(), Vec::new());
        let mut clips = 0;
        for id in ids {
            let file = match self.clip_file(id.clone()).await {
                Ok(file) => file,
                Err(fault) if fault.kind == ErrorKind::ClipUnknown => continue,
                Err(fault) if fault.kind == ErrorKind::ClipFileMissing => {
                    missing.push(self.clip(id).await?.clip.name);
                    continue;
                }
                Err(fault) => return Err(fault),
            };
            let ClipSnapshot { clip, job, .. } = self.clip(id).await?;
            let into = folder.clone();
            let name = blocking(move || {
                let part = kept(copied(&file, &into, clean)?)?;
                library::place(&part, &into, library::last_part(&clip.name))
            })
            .await?;
            lines.push_str(&format!("{name}\n{}\n\n", job.request.prompt));
            clips += 1;
        }
        let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if clips > 0 {
            blocking(move || write_new(&folder, PROMPTS, lines.as_bytes())).await?;
        }
        Ok(Exported { folder: name, clips, missing })
    }

    /// Saves the frames from one to another (from 0, both in it) as a file beside the clips.
    ///
    /// # Errors
    /// [`ErrorKind::ClipUnknown`], [`ErrorKind::ClipFileMissing`], [`ErrorKind::FrameUnreadable`], or
    /// what the disk says.
    pub async fn clip_part(
        &self,
        id: String,
        first: u32,
        last: u32,
        kind: PartKind,
    ) -> Result<Saved> {
        let name = self.clip(id.clone()).await?.clip.name;
        let (file, folder) = (self.clip_file(id).await?, self.folders.clips.clone());
        blocking(move || {
            let stem = Path::new(&name).file_stem().unwrap_or_default().to_string_lossy();
            let part = scratch(&folder)?;
            let (Cut { encoded, silent }, ending) = match kind {
                PartKind::Mp4 => {
                    let cut = range::cut(&file, part.path(), first, last);
                    (cut.map_err(not_saved)?, "mp4")
                }
                PartKind::Gif => {
                    gif::gif(&file, part.path(), first, last).map_err(not_saved)?;
                    // Nobody expects to hear one.
                    (Cut { encoded: true, silent: false }, "gif")
                }
            };
            let wanted = format!("{stem} {}-{}.{ending}", first + 1, last + 1);
            let name = library::place(&kept(part)?, &folder, &wanted)?;
            Ok(Saved { name, encoded, silent })
        })
        .await
    }
}

fn not_saved(fault: range::Fault) -> Error {
    let tried = "save a part of a clip";
    match fault {
        range::Fault::Disk(fault) => Error::disk(tried, fault),
        fault => Error::new(ErrorKind::FrameUnreadable, tried).because(fault),
    }
}

/// A copy that is only there for a moment, whole and on the disk.
fn copied(file: &Path, folder: &Path, clean: bool) -> Result<NamedTempFile> {
    let copy = |fault| Error::disk("copy a clip", fault);
    let part = scratch(folder)?;
    match clean.then(|| tag::strip(file, part.path())) {
        Some(Ok(())) => return Ok(part),
        Some(Err(tag::Fault::Disk(fault) | tag::Fault::File(inspect::Fault::Disk(fault)))) => {
            return Err(copy(fault));
        }
        // What cannot be written into has nothing of ours in it, as a rule.
        Some(Err(fault)) if tag::read(file).is_ok_and(|told| told.is_some()) => {
            return Err(
                Error::new(ErrorKind::NotNow, "copy a clip without settings").because(fault)
            );
        }
        Some(Err(_)) | None => {}
    }
    fs::copy(file, part.path()).map_err(copy)?;
    // By its name: what could not be written may have been taken away.
    let whole = fs::File::options().write(true).open(part.path()).map_err(copy)?;
    whole.sync_all().map_err(copy)?;
    Ok(part)
}

fn scratch(folder: &Path) -> Result<NamedTempFile> {
    library::scratch(folder).map_err(|fault| Error::disk("begin a copy", fault))
}

/// Its path, for whoever gives it its name.
fn kept(part: NamedTempFile) -> Result<PathBuf> {
    let (_, path) = part.keep().map_err(|fault| Error::disk("keep a copy", fault.error))?;
    Ok(path)
}

/// A new file of ours in a person's folder: whole or not at all, under a name that is free, which is
/// given back.
pub(super) fn write_new(folder: &Path, name: &str, bytes: &[u8]) -> Result<String> {
    let write = |fault| Error::disk("write a new file", fault);
    let mut part = scratch(folder)?;
    part.write_all(bytes).map_err(write)?;
    part.as_file().sync_all().map_err(write)?;
    library::place(&kept(part)?, folder, name)
}
