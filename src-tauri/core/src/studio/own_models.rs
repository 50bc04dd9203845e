//! The person's own `models.toml`: read under limits when the app starts and whenever it changes.
//! It is hostile until the catalogue has read it; nothing in it can keep the app from opening.

use std::fs::{self, File};
use std::io::Read;
use std::path::Path;
use std::sync::Arc;
use std::time::SystemTime;

use crate::catalogue::{Catalogue, FILE_CAP, FaultKind};
use crate::error::Result;

/// What tells one version of the file from another; None where there is no file.
pub(super) type Stamp = Option<(u64, Option<SystemTime>)>;

/// The catalogue with what the file says.
pub(super) struct Found {
    pub(super) stamp: Stamp,
    pub(super) catalogue: Arc<Catalogue>,
}

/// Reads the file, whatever it is.
///
/// # Errors
/// Only when the catalogue that ships with the app is broken.
pub(super) fn read(path: &Path) -> Result<Found> {
    let stamp = stamp(path);
    let bundled = Catalogue::bundled()?;
    let catalogue = match stamp.map(|_| text(path)) {
        None => bundled,
        Some(Ok(text)) => bundled.with_own(&text),
        Some(Err(kind)) => bundled.with_fault(kind),
    };
    if let Some(fault) = catalogue.fault() {
        tracing::warn!(?fault, "the person's own models.toml is left aside");
    }
    Ok(Found { stamp, catalogue: Arc::new(catalogue) })
}

/// Reads the file if it is another than the last time.
pub(super) fn read_if_changed(path: &Path, last: Stamp) -> Option<Found> {
    if stamp(path) == last {
        return None;
    }
    read(path).ok()
}

fn stamp(path: &Path) -> Stamp {
    // What is there but cannot be looked at is told as unreadable, not taken for absent.
    match fs::metadata(path) {
        Ok(about) => Some((about.len(), about.modified().ok())),
        Err(fault) if fault.kind() == std::io::ErrorKind::NotFound => None,
        Err(_) => Some((0, None)),
    }
}

fn text(path: &Path) -> Result<String, FaultKind> {
    // Looked at before it is opened: opening a pipe would wait for somebody to write.
    let is_file = fs::metadata(path).is_ok_and(|about| about.is_file());
    let file = is_file.then(|| File::open(path).ok()).flatten().ok_or(FaultKind::Unreadable)?;
    let mut raw = Vec::new();
    let most = u64::try_from(FILE_CAP).map_or(u64::MAX, |cap| cap + 1);
    file.take(most).read_to_end(&mut raw).map_err(|_| FaultKind::Unreadable)?;
    if raw.len() > FILE_CAP {
        return Err(FaultKind::TooLarge);
    }
    let text = String::from_utf8(raw).map_err(|_| FaultKind::Unreadable)?;
    // Some editors put a mark before the first sign.
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}
