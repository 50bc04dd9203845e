//! What the models accept, on the wire.

use serde::{Deserialize, Serialize};
use specta::Type;
use stillwake_core::catalogue::{Cell, Fault, FaultKind, Limit, Model, Role, Source, TYPICAL_S};
use stillwake_core::studio::ModelSnapshot;

use super::{ModelPrice, mirrored};

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

mirrored! {
    /// What a number of pictures means to a model.
    pub enum PictureRole = Role { First, FirstLast, Reference }
}

mirrored! {
    /// Why the person's own file of models was left aside.
    pub enum ModelsFaultKind = FaultKind {
        TooLarge,
        Unreadable,
        Syntax,
        UnknownField,
        WrongValue,
        NoId,
        Twice,
    }
}

/// What is wrong with the person's own file of models; only the built-in ones count then.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ModelsFault {
    /// Why.
    pub kind: ModelsFaultKind,
    /// Counted from 1; null where it is about the whole file.
    pub line: Option<u32>,
    /// A field's name or a model's; empty where neither is meant.
    pub field: String,
}

impl From<&Fault> for ModelsFault {
    fn from(Fault { kind, line, field }: &Fault) -> Self {
        Self { kind: (*kind).into(), line: *line, field: field.clone() }
    }
}

/// What can be known of a model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Type)]
#[serde(rename_all = "camelCase")]
#[allow(missing_docs, reason = "each is a field of the model")]
pub enum ModelCell {
    Text,
    Pictures,
    MaxPictures,
    Roles,
    Ratios,
    Qualities,
    Durations,
    Usual,
    Limits,
    EnglishBest,
}

/// Where all its conditions hold, only these lengths run.
#[derive(Clone, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ModelLimit {
    /// It concerns these qualities; empty: any, and none chosen as well.
    pub qualities: Vec<String>,
    /// It concerns requests with at least so many pictures.
    pub pictures: u32,
    /// Seconds.
    pub durations: Vec<u32>,
}

impl From<&Limit> for ModelLimit {
    fn from(Limit { qualities, pictures, lengths_s }: &Limit) -> Self {
        Self { qualities: qualities.clone(), pictures: *pictures, durations: lengths_s.clone() }
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
    /// What one picture means, what two mean, and so on; empty where unknown.
    pub roles: Vec<PictureRole>,
    /// Empty where unknown.
    pub ratios: Vec<String>,
    /// Empty where unknown.
    pub qualities: Vec<String>,
    /// Seconds; empty where unknown.
    pub durations: Vec<u32>,
    /// The length where none is chosen, seconds; null where unknown.
    pub usual_s: Option<u32>,
    /// What rules what out.
    pub limits: Vec<ModelLimit>,
    /// Understands English prompts best.
    pub english_best: bool,
    /// Typical making time, ms.
    pub typical_ms: i64,
    /// That is what it took here, and not what its vendor says.
    pub typical_here: bool,
    /// Whether the current service lists it for the current key. It can be chosen all the same.
    pub listed: Known,
    /// What is known of it only from others than its service: said as "usually", and never in the
    /// way.
    pub hints: Vec<ModelCell>,
    /// The least that it costs there; null where nobody knows.
    pub price: Option<ModelPrice>,
}

impl From<&ModelSnapshot> for ModelView {
    fn from(ModelSnapshot { model, listed, least, took_ms }: &ModelSnapshot) -> Self {
        let sizes = is(&model.sizes);
        let typical_s = is(&model.typical_s).copied();
        Self {
            id: model.id.clone(),
            name: model.name.clone(),
            maker: model.maker.clone(),
            strengths: Words { en: model.en.clone(), zh: model.zh.clone() },
            text: is(&model.text).copied().into(),
            pictures: is(&model.pictures).copied().into(),
            picture_needed: model.needs_picture(),
            max_pictures: is(&model.max_pictures).copied(),
            roles: list(&model.roles, |role| (*role).into()),
            ratios: list(&model.ratios, Clone::clone),
            qualities: sizes.map_or_else(Vec::new, |sizes| {
                sizes.qualities().into_iter().map(str::to_owned).collect()
            }),
            durations: list(&model.lengths_s, |seconds| *seconds),
            usual_s: is(&model.usual_s).copied(),
            limits: list(&model.limits, |limit| limit.into()),
            english_best: is(&model.english_best) == Some(&true),
            typical_ms: took_ms.unwrap_or(i64::from(typical_s.unwrap_or(TYPICAL_S)) * 1_000),
            typical_here: took_ms.is_some(),
            listed: (*listed).into(),
            hints: hints(model),
            price: least.map(Into::into),
        }
    }
}

fn hints(model: &Model) -> Vec<ModelCell> {
    let cells = [
        (ModelCell::Text, source(&model.text)),
        (ModelCell::Pictures, source(&model.pictures)),
        (ModelCell::MaxPictures, source(&model.max_pictures)),
        (ModelCell::Roles, source(&model.roles)),
        (ModelCell::Ratios, source(&model.ratios)),
        (ModelCell::Qualities, source(&model.sizes)),
        (ModelCell::Durations, source(&model.lengths_s)),
        (ModelCell::Usual, source(&model.usual_s)),
        (ModelCell::Limits, source(&model.limits)),
        (ModelCell::EnglishBest, source(&model.english_best)),
    ];
    let hints = cells.into_iter().filter(|(_, from)| from.is_some_and(|from| !from.is_fact()));
    hints.map(|(cell, _)| cell).collect()
}

fn is<T>(cell: &Option<Cell<T>>) -> Option<&T> {
    cell.as_ref().map(|cell| &cell.is)
}

fn source<T>(cell: &Option<Cell<T>>) -> Option<Source> {
    cell.as_ref().map(|cell| cell.from)
}

fn list<T, U>(cell: &Option<Cell<Vec<T>>>, on_wire: impl Fn(&T) -> U) -> Vec<U> {
    is(cell).map_or_else(Vec::new, |items| items.iter().map(on_wire).collect())
}
