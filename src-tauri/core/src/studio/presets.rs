//! Presets: kept in the database, so that its backups hold them. They change nothing but themselves.

use super::Studio;
use crate::error::Result;
use crate::store::preset::{self, Preset};

impl Studio {
    /// All presets, by name.
    ///
    /// # Errors
    /// What the database says.
    pub async fn presets(&self) -> Result<Vec<Preset>> {
        self.store.read(|db| preset::list(db)).await
    }

    /// Keeps a preset, in place of one with the same name; gives all of them.
    ///
    /// # Errors
    /// [`crate::error::ErrorKind::PresetNameInvalid`],
    /// [`crate::error::ErrorKind::PresetsTooMany`],
    /// [`crate::error::ErrorKind::PromptTooLong`], or what the disk says.
    pub async fn preset_save(&self, wanted: Preset) -> Result<Vec<Preset>> {
        let wanted = wanted.checked()?;
        self.store
            .write(move |db| {
                preset::put(db, &wanted)?;
                preset::list(db)
            })
            .await
    }

    /// Removes a preset; gives those that are left.
    ///
    /// # Errors
    /// What the disk says.
    pub async fn preset_remove(&self, name: String) -> Result<Vec<Preset>> {
        self.store
            .write(move |db| {
                preset::remove(db, &name)?;
                preset::list(db)
            })
            .await
    }
}
