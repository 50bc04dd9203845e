//! The database itself on the wire: how it stands and what its backups hold, never where they are.

use serde::Serialize;
use specta::Type;
use stillwake_core::store::backup::{self, Listed};
use stillwake_core::store::opening::Mended;
use stillwake_core::studio::Record;

use super::mirrored;

mirrored! {
    /// Why a backup was made.
    pub enum BackupOccasion = backup::Occasion { Daily, Update, Restore }
}

/// How the database itself stands.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct RecordView {
    /// It was damaged and put together again at this start; the damaged file is kept in the folder
    /// of this name, beside the database.
    pub repaired: Option<String>,
    /// The backup of this time was put in its place at this start, Unix ms.
    pub restored: Option<i64>,
    /// Damage was found since; the next start repairs it.
    pub damaged: bool,
}

/// A backup.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct BackupView {
    /// Its name.
    pub id: String,
    /// When it was made, Unix ms.
    pub at: i64,
    /// Why it was made.
    pub occasion: BackupOccasion,
    /// Bytes.
    pub bytes: u64,
    /// Clips in it; null where it is damaged.
    pub clips: Option<u32>,
    /// Jobs in it; null where it is damaged.
    pub jobs: Option<u32>,
}

impl From<Record> for RecordView {
    fn from(record: Record) -> Self {
        let (repaired, restored) = match record.mended {
            Some(Mended::Repaired(folder)) => {
                let name = folder.file_name().unwrap_or_default().to_string_lossy();
                (Some(format!("damaged/{name}")), None)
            }
            Some(Mended::Restored(at)) => (None, Some(at)),
            None => (None, None),
        };
        Self { repaired, restored, damaged: record.damaged }
    }
}

impl From<Listed> for BackupView {
    fn from(listed: Listed) -> Self {
        Self {
            id: listed.backup.id,
            at: listed.backup.at,
            occasion: listed.backup.occasion.into(),
            bytes: listed.bytes,
            clips: listed.holds.map(|holds| holds.clips),
            jobs: listed.holds.map(|holds| holds.jobs),
        }
    }
}
