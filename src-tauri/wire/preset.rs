//! Presets on the wire.

use serde::{Deserialize, Serialize};
use specta::Type;
use stillwake_core::store::preset::Preset;

/// What a person has saved under a name.
#[derive(Clone, Debug, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PresetView {
    /// One line of at most 60 characters, unique.
    pub name: String,
    /// The model's name; null: the first of the catalogue.
    pub model: Option<String>,
    /// The prompt, or its frame; may be empty.
    pub prompt: String,
    /// Such as `16:9`, or null: the service decides.
    pub aspect_ratio: Option<String>,
    /// As chosen, or null.
    pub quality: Option<String>,
    /// Seconds, or null.
    pub duration: Option<u32>,
    /// 1 to 4.
    pub takes: u32,
}

impl From<Preset> for PresetView {
    fn from(preset: Preset) -> Self {
        let Preset { name, model, prompt, aspect_ratio, quality, duration, takes } = preset;
        Self { name, model, prompt, aspect_ratio, quality, duration, takes }
    }
}

impl From<PresetView> for Preset {
    fn from(preset: PresetView) -> Self {
        let PresetView { name, model, prompt, aspect_ratio, quality, duration, takes } = preset;
        Self { name, model, prompt, aspect_ratio, quality, duration, takes }
    }
}
