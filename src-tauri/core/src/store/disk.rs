//! What the store's files need of the disk besides reading and writing.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};

/// A file that was made or renamed is on the disk only once its folder is.
pub(super) fn sync_folder_of(file: &Path) -> Result<()> {
    if let (true, Some(folder)) = (cfg!(unix), file.parent()) {
        fs::File::open(folder)
            .and_then(|folder| folder.sync_all())
            .map_err(|fault| Error::disk("sync a folder", fault))?;
    }
    Ok(())
}

/// The file whose name is another's with something added.
pub(super) fn beside(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// Removes a file that may not be there.
pub(super) fn remove(file: &Path) -> Result<()> {
    match fs::remove_file(file) {
        Err(fault) if fault.kind() != io::ErrorKind::NotFound => {
            Err(Error::disk("remove a file", fault))
        }
        _ => Ok(()),
    }
}

/// Writes a small file whole: it is there with all of this, or as it was before.
pub(super) fn write_whole(file: &Path, text: &str) -> Result<()> {
    let tried = "write a small file";
    let fresh = beside(file, ".new");
    let written = fs::File::create(&fresh).and_then(|mut open| {
        io::Write::write_all(&mut open, text.as_bytes())?;
        open.sync_all()?;
        fs::rename(&fresh, file)
    });
    written.map_err(|fault| Error::disk(tried, fault))?;
    sync_folder_of(file)
}
