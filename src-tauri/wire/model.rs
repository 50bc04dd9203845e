//! What the models accept, on the wire.

use serde::{Deserialize, Serialize};
use specta::Type;
use stillwake_core::studio::ModelSnapshot;

use super::ModelPrice;

/// Yes, no, or nobody knows. Unknown never blocks.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "the values say it")]
pub enum Known {
    Yes,
    No,
    Unknown,
}

impl From<Option<bool>> for Known {
    fn from(value: Option<bool>) -> Self {
        match value {
            Some(true) => Self::Yes,
            Some(false) => Self::No,
            None => Self::Unknown,
        }
    }
}

/// The catalogue's plain words in both languages.
#[derive(Clone, Debug, Serialize, Type)]
pub struct Words {
    /// English.
    pub en: String,
    /// Simplified Chinese.
    pub zh: String,
}

/// A model.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ModelView {
    /// The name that is sent.
    pub id: String,
    /// The name that is shown.
    pub name: String,
    /// Who made it.
    pub maker: String,
    /// What it is good at.
    pub strengths: Words,
    /// Works from words alone.
    pub text: Known,
    /// Takes pictures.
    pub pictures: Known,
    /// Cannot start without a picture.
    pub picture_needed: bool,
    /// Null where unknown.
    pub max_pictures: Option<u32>,
    /// Empty where unknown.
    pub ratios: Vec<String>,
    /// Empty where unknown.
    pub qualities: Vec<String>,
    /// Seconds; empty where unknown.
    pub durations: Vec<u32>,
    /// Understands English prompts best.
    pub english_best: bool,
    /// Typical making time, ms.
    pub typical_ms: i64,
    /// Whether the current service lists it for the current key. It can be chosen all the same.
    pub listed: Known,
    /// The least that it costs there; null where nobody knows.
    pub price: Option<ModelPrice>,
}

impl From<&ModelSnapshot> for ModelView {
    fn from(ModelSnapshot { model, listed, least }: &ModelSnapshot) -> Self {
        Self {
            id: model.id.clone(),
            name: model.name.clone(),
            maker: model.maker.clone(),
            strengths: Words { en: model.en.clone(), zh: model.zh.clone() },
            text: model.text.into(),
            pictures: model.pictures.into(),
            picture_needed: model.picture_needed,
            max_pictures: model.max_pictures.and_then(|limit| u32::try_from(limit).ok()),
            ratios: model.ratios.clone(),
            qualities: model.qualities.clone(),
            durations: model.lengths_s.clone(),
            english_best: model.english_best,
            typical_ms: i64::from(model.typical_s) * 1_000,
            listed: (*listed).into(),
            price: least.map(Into::into),
        }
    }
}
