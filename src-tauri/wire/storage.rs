//! The folder of clips on the wire: how it stands, never where it is.

use serde::Serialize;
use specta::Type;
use stillwake_core::library;

use super::mirrored;

mirrored! {
    /// How the folder of clips stands.
    pub enum StorageState = library::StorageState { Ready, Missing, ReadOnly, Full }
}

/// The folder of clips at one moment.
#[derive(Clone, Copy, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct StorageView {
    /// How it stands.
    pub state: StorageState,
    /// Free on its disk, where that is known.
    pub free_bytes: Option<u64>,
}

impl From<library::Storage> for StorageView {
    fn from(storage: library::Storage) -> Self {
        Self { state: storage.state.into(), free_bytes: storage.free }
    }
}
