//! Putting a damaged database together again: the damaged file is copied into a folder of its own
//! first and never deleted; then a new one is made of what can be read of it, of the newest good
//! backup, and of the journal, and takes the old one's place in one step.

use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::Connection;

use super::disk::{beside, remove, sync_folder_of};
use super::journal::Line;
use super::{backup, migrate, prepare, reconcile, salvage};
use crate::error::{Error, ErrorKind, Result};
use crate::host::Millis;

/// Puts the database together again and says where the damaged one is kept.
///
/// # Errors
/// What the disk says; the old file is still in its place then.
pub(super) fn repair(file: &Path, lines: &[Line], now: Millis) -> Result<PathBuf> {
    let kept = set_aside(file, now)?;
    let fresh = beside(file, ".new");
    remove_with_log(&fresh)?;
    let built = build(&fresh, file, lines, now);
    if let Err(fault) = built {
        let _ = remove_with_log(&fresh);
        return Err(fault);
    }
    put_in_place(&fresh, file)?;
    remove(&mark(file))?;
    Ok(kept)
}

/// Puts a finished database in the place of another. Its log belongs to the old one and goes first.
///
/// # Errors
/// What the disk says.
pub(super) fn put_in_place(fresh: &Path, file: &Path) -> Result<()> {
    let tried = "put the database in its place";
    fs::File::options()
        .write(true)
        .open(fresh)
        .and_then(|file| file.sync_all())
        .map_err(|fault| Error::disk(tried, fault))?;
    remove(&beside(file, "-wal"))?;
    remove(&beside(file, "-shm"))?;
    fs::rename(fresh, file).map_err(|fault| Error::disk(tried, fault))?;
    sync_folder_of(file)
}

/// Removes a database with its log.
pub(super) fn remove_with_log(file: &Path) -> Result<()> {
    for ending in ["", "-wal", "-shm"] {
        remove(&beside(file, ending))?;
    }
    Ok(())
}

/// The file that says: damage was seen while the app ran; put it right at the next start.
pub(super) fn mark(file: &Path) -> PathBuf {
    file.with_extension("damaged")
}

/// Copies the damaged files as they are. A file that cannot even be copied is moved.
pub(super) fn set_aside(file: &Path, now: Millis) -> Result<PathBuf> {
    let tried = "set the damaged database aside";
    let date = jiff::Timestamp::from_millisecond(now).unwrap_or_default();
    let folder =
        file.with_file_name("damaged").join(date.strftime("%Y%m%d-%H%M%S-%3f").to_string());
    fs::create_dir_all(&folder).map_err(|fault| Error::disk(tried, fault))?;
    for ending in ["", "-wal", "-shm"] {
        let from = beside(file, ending);
        let Some(name) = from.file_name() else { continue };
        let to = folder.join(name);
        let copied = fs::copy(&from, &to)
            .and_then(|_| fs::File::options().write(true).open(&to)?.sync_all());
        match copied {
            Ok(()) => sync_folder_of(&to)?,
            // Not there, or written back just now by a process of ours that is still ending.
            Err(_) if !from.exists() => {}
            Err(fault) => match Error::disk(tried, fault) {
                full if full.kind == ErrorKind::DiskFull => return Err(full),
                _ => fs::rename(&from, &to).map_err(|fault| Error::disk(tried, fault))?,
            },
        }
    }
    Ok(folder)
}

fn build(fresh: &Path, damaged: &Path, lines: &[Line], now: Millis) -> Result<()> {
    let mut new = Connection::open(fresh)?;
    prepare(&new)?;
    new.pragma_update(None, "foreign_keys", false)?;
    migrate::run(&mut new, None, now)?;
    let mut ids: Vec<String> = lines.iter().map(|line| line.job().to_owned()).collect();
    let older = Older::newest(damaged);
    let known = older.as_ref().map(|older| salvage::job_ids(&older.connection)).unwrap_or_default();
    ids.extend(known.iter().cloned());
    let all = new.transaction()?;
    let mut gaps = salvage::Gaps { pictures: false, any: true };
    // The damaged one first, because it knows of later things.
    if damaged.exists() {
        match salvage::open(damaged) {
            Ok(damaged) => {
                ids.extend(salvage::job_ids(&damaged));
                ids.sort();
                ids.dedup();
                gaps = salvage::copy(&damaged, &all, &ids);
                salvage::drop_strangers(&all)?;
            }
            Err(fault) => tracing::warn!(fault = %fault.chain(), "nothing of it can be read"),
        }
    }
    // Where all could be read, a backup would only bring back what was deleted since.
    if let (true, Some(older)) = (gaps.any, &older) {
        salvage::copy(&older.connection, &all, &ids);
        salvage::drop_strangers(&all)?;
    }
    salvage::fail_without_pictures(&all, gaps, &known)?;
    all.commit()?;
    reconcile::reconcile(&mut new, lines)?;
    salvage::tie_up(&new)?;
    backup::check(&new, "integrity_check")?;
    // One file without a log, so that one rename is all.
    new.pragma_update(None, "journal_mode", "DELETE")?;
    new.close().map_err(|(_, fault)| fault)?;
    Ok(())
}

/// A copy of the newest good backup, brought up to date; it goes with this value.
struct Older {
    connection: Connection,
    _folder: tempfile::TempDir,
}

impl Older {
    fn newest(file: &Path) -> Option<Self> {
        let (_, path) = backup::newest(file)?;
        let folder = tempfile::tempdir_in(file.parent()?).ok()?;
        let copy = folder.path().join("older.db");
        fs::copy(path, &copy).ok()?;
        let mut connection = Connection::open(&copy).ok()?;
        migrate::run(&mut connection, None, 0).ok()?;
        Some(Self { connection, _folder: folder })
    }
}
