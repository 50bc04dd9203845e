//! What the models accept, read from `models.toml` and from a file of the same form that a person
//! may put beside their database. Pure: no file is opened here. It answers what the request needs
//! (`size`, the usual length) and what surely cannot work; unknown and hints never block.

mod merge;
mod model;
mod read;
mod value;

pub use model::{Cell, Limit, Model, Role, Sizes, Source};
pub use read::{FILE_CAP, Fault, FaultKind};
pub use value::{NAME_LIMIT, SIZE_LIMIT, model_name, size_text};

use read::Origin;

use crate::error::{Error, ErrorKind, Result};
use crate::settings::PICTURES_LIMIT;

/// All models that the app knows, in the order of the picker.
#[derive(Clone, Debug, PartialEq)]
pub struct Catalogue {
    models: Vec<Model>,
    fault: Option<Fault>,
}

/// The contract's words for how long a generation takes are 1 to 5 minutes.
pub const TYPICAL_S: u32 = 180;
/// The shape of a pixel size where a quality was chosen and no shape: pixels need one.
const PLAIN_RATIO: &str = "16:9";

impl Catalogue {
    /// The catalogue that ships with the app.
    ///
    /// # Errors
    /// When the file is not well formed, which a test rules out.
    pub fn bundled() -> Result<Self> {
        let read = read::entries(include_str!("models.toml"), Origin::Bundled);
        let entries = read.map_err(|fault| {
            Error::internal("read the catalogue", std::io::Error::other(format!("{fault:?}")))
        })?;
        let mut models = Vec::new();
        merge::lay(&mut models, entries);
        Ok(Self { models, fault: None })
    }

    /// The same with a person's own file laid over it. A file with a fault counts for nothing, and
    /// the fault is told.
    #[must_use]
    pub fn with_own(mut self, text: &str) -> Self {
        match read::entries(text, Origin::Own) {
            Ok(entries) => merge::lay(&mut self.models, entries),
            Err(fault) => self.fault = Some(fault),
        }
        self
    }

    /// The same with a person's own file that could not even be read.
    #[must_use]
    pub fn with_fault(self, kind: FaultKind) -> Self {
        Self { fault: Some(Fault::whole(kind)), ..self }
    }

    /// The same for another service than the one that the catalogue's pages are about.
    #[must_use]
    pub fn elsewhere(&self) -> Self {
        let models = self.models.iter().cloned().map(Model::elsewhere).collect();
        Self { models, fault: self.fault.clone() }
    }

    /// Every model.
    pub fn models(&self) -> &[Model] {
        &self.models
    }

    /// What is wrong with the person's own file.
    pub fn fault(&self) -> Option<&Fault> {
        self.fault.as_ref()
    }

    /// A model by the name that is sent.
    pub fn model(&self, id: &str) -> Option<&Model> {
        self.models.iter().find(|model| model.id == id)
    }

    /// The length that a clip usually has where none was chosen, seconds.
    pub fn usual_s(&self, id: &str) -> Option<u32> {
        self.model(id)?.usual_s.as_ref().map(|cell| cell.is)
    }

    /// The most pictures in one request, also where it is only a hint.
    pub fn max_pictures(&self, id: &str) -> Option<usize> {
        let cell = self.model(id)?.max_pictures.as_ref();
        cell.and_then(|cell| usize::try_from(cell.is).ok())
    }

    /// Whether two pictures are a first and a last frame to a model, also where that is a hint.
    pub fn takes_frames(&self, id: &str) -> bool {
        let roles = self.model(id).and_then(|model| model.roles.as_ref());
        roles.is_some_and(|cell| cell.is.get(1) == Some(&Role::FirstLast))
    }

    /// How long a generation usually takes, ms, before there is a history.
    pub fn typical_ms(&self, id: &str) -> i64 {
        let known = self.model(id).and_then(|model| model.typical_s.as_ref());
        i64::from(known.map_or(TYPICAL_S, |cell| cell.is)) * 1_000
    }

    /// The `size` to send for a quality and a shape. What nobody knows is sent as it was typed.
    pub fn size(&self, id: &str, quality: Option<&str>, ratio: Option<&str>) -> Option<String> {
        let quality = quality?;
        let sizes = self.model(id).and_then(|model| model.sizes.as_ref()).map(|cell| &cell.is);
        let known = match sizes {
            Some(Sizes::Pixels(sizes)) => sizes.iter().find(|(name, _)| name == quality),
            _ => None,
        };
        match known {
            Some((_, shapes)) => shapes.get(ratio.unwrap_or(PLAIN_RATIO)).cloned(),
            None => Some(quality.to_owned()),
        }
    }

    /// What is surely wrong with a request for a model, before it is paid for. Only facts count.
    ///
    /// # Errors
    /// [`ErrorKind::PictureNeeded`] or [`ErrorKind::PicturesTooMany`].
    pub fn check(&self, id: &str, pictures: usize) -> Result<()> {
        let model = self.model(id);
        if pictures == 0 && model.is_some_and(Model::needs_picture) {
            return Err(Error::new(ErrorKind::PictureNeeded, "check a request"));
        }
        let sure = model.and_then(Model::sure_pictures);
        let limit = sure.and_then(|most| usize::try_from(most).ok()).unwrap_or(PICTURES_LIMIT);
        if pictures > limit {
            return Err(
                Error::new(ErrorKind::PicturesTooMany, "check a request").with("limit", limit)
            );
        }
        Ok(())
    }
}
