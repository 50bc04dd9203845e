//! What the models accept, read from `models.toml`. Pure data and translation: quality and shape
//! to the `size` that a model wants. Unknown stays unknown and never blocks.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::error::{Error, ErrorKind, Result};
use crate::settings::PICTURES_LIMIT;

/// All models that the app knows, in the order of the picker.
#[derive(Clone, Debug)]
pub struct Catalogue {
    models: Vec<Model>,
}

/// How a model wants `size` written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SizeForm {
    /// `720P`, `1080P`.
    Quality,
    /// `WIDTHxHEIGHT` in px.
    Pixels,
}

/// One model. None and empty lists mean unknown.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Model {
    /// The name that is sent.
    pub id: String,
    /// The name that is shown.
    pub name: String,
    /// Who made it.
    pub maker: String,
    /// Works from words alone.
    pub text: Option<bool>,
    /// Takes pictures.
    pub pictures: Option<bool>,
    /// Cannot start without a picture.
    #[serde(default)]
    pub picture_needed: bool,
    /// The most pictures in one request.
    pub max_pictures: Option<usize>,
    /// Shapes.
    #[serde(default)]
    pub ratios: Vec<String>,
    /// How `size` is written.
    pub form: Option<SizeForm>,
    /// Qualities, as shown.
    #[serde(default)]
    pub qualities: Vec<String>,
    /// For pixel sizes: quality, then shape, to `WIDTHxHEIGHT`.
    #[serde(default)]
    pub sizes: BTreeMap<String, BTreeMap<String, String>>,
    /// Lengths in seconds.
    #[serde(default)]
    pub lengths_s: Vec<u32>,
    /// Understands English prompts best.
    #[serde(default)]
    pub english_best: bool,
    /// How long a generation usually takes, seconds.
    pub typical_s: u32,
    /// Strengths in plain English.
    pub en: String,
    /// Strengths in plain Chinese.
    pub zh: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    model: Vec<Model>,
}

/// The vendor's own words for how long a generation takes are 1 to 5 minutes.
const TYPICAL_S: u32 = 180;

impl Catalogue {
    /// The catalogue that ships with the app.
    ///
    /// # Errors
    /// When the file is not well formed, which a test rules out.
    pub fn bundled() -> Result<Self> {
        Self::parse(include_str!("models.toml"))
    }

    fn parse(text: &str) -> Result<Self> {
        let file: File =
            toml::from_str(text).map_err(|fault| Error::internal("read the catalogue", fault))?;
        Ok(Self { models: file.model })
    }

    /// Every model.
    pub fn models(&self) -> &[Model] {
        &self.models
    }

    /// A model by the name that is sent.
    pub fn model(&self, id: &str) -> Option<&Model> {
        self.models.iter().find(|model| model.id == id)
    }

    /// How long a generation usually takes, ms, before there is a history.
    pub fn typical_ms(&self, id: &str) -> i64 {
        i64::from(self.model(id).map_or(TYPICAL_S, |model| model.typical_s)) * 1_000
    }

    /// How long a clip usually is, seconds, where the request leaves that to the service.
    pub fn usual_s(&self, id: &str) -> Option<u32> {
        Some(if id.starts_with("veo") { 8 } else { 5 })
    }

    /// Whether two pictures are a first and a last frame to a model: those that take two and no
    /// more take them so.
    pub fn takes_frames(&self, id: &str) -> bool {
        self.model(id).is_some_and(|model| model.max_pictures == Some(2))
    }

    /// The `size` to send for a quality and a shape. A model that nobody knows gets the text as it
    /// was typed.
    pub fn size(&self, id: &str, quality: Option<&str>, ratio: Option<&str>) -> Option<String> {
        let quality = quality?;
        let Some(model) = self.model(id) else { return Some(quality.to_owned()) };
        match model.form {
            Some(SizeForm::Pixels) => {
                let by_ratio = model.sizes.get(quality)?;
                by_ratio.get(ratio.unwrap_or("16:9")).cloned()
            }
            _ => Some(quality.to_owned()),
        }
    }

    /// What is surely wrong with a request for a model, before it is paid for.
    ///
    /// # Errors
    /// [`ErrorKind::PictureNeeded`] or [`ErrorKind::PicturesTooMany`].
    pub fn check(&self, id: &str, pictures: usize) -> Result<()> {
        let model = self.model(id);
        if pictures == 0 && model.is_some_and(|model| model.picture_needed) {
            return Err(Error::new(ErrorKind::PictureNeeded, "check a request"));
        }
        let limit = match model {
            Some(Model { pictures: Some(false), .. }) => 0,
            Some(Model { max_pictures: Some(limit), .. }) => *limit,
            _ => PICTURES_LIMIT,
        };
        if pictures > limit {
            return Err(
                Error::new(ErrorKind::PicturesTooMany, "check a request").with("limit", limit)
            );
        }
        Ok(())
    }
}
