//! A model and its cells: what is known of it, and from whom. The one place that says which sources
//! count as fact. Pure data; nothing here reads a file or decides for a person.

use std::collections::BTreeMap;

/// Where a cell's value comes from: a closed list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// The service's contract text.
    Contract,
    /// The service's own pages, as they stand.
    Vendor,
    /// The service's own pages of February 2026, which are gone since.
    Vendor202602,
    /// The service's published price list.
    Snapshot,
    /// Seen by somebody who used the service.
    Live,
    /// Gateways with the same two calls, other sellers of the model, other routes of the service.
    Relatives,
    /// The maker's documentation.
    Maker,
    /// Read off the model's name.
    Name,
    /// Written by the person into a file of their own.
    Own,
}

impl Source {
    /// The name in the file.
    pub const NAMES: &'static [(&'static str, Self)] = &[
        ("contract", Self::Contract),
        ("vendor", Self::Vendor),
        ("vendor_2026_02", Self::Vendor202602),
        ("snapshot", Self::Snapshot),
        ("live", Self::Live),
        ("relatives", Self::Relatives),
        ("maker", Self::Maker),
        ("name", Self::Name),
        ("own", Self::Own),
    ];

    /// Whether it speaks for this service as it is today, or for the person. Facts may close an
    /// option and refuse a request; everything else is a hint, which explains and never blocks.
    pub fn is_fact(self) -> bool {
        match self {
            Self::Contract | Self::Vendor | Self::Live | Self::Name | Self::Own => true,
            Self::Vendor202602 | Self::Snapshot | Self::Relatives | Self::Maker => false,
        }
    }
}

/// One thing that is known of a model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell<T> {
    /// The value.
    pub is: T,
    /// Who says so.
    pub from: Source,
}

/// What a number of pictures means to a model.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The clip begins with the picture.
    First,
    /// It begins with the first picture and ends with the second.
    FirstLast,
    /// The pictures show what is to appear in it.
    Reference,
}

/// How a model wants `size` written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sizes {
    /// A word such as `720P`, sent as it is.
    Words(Vec<String>),
    /// Quality, then shape, to `WIDTHxHEIGHT` in px.
    Pixels(Vec<(String, BTreeMap<String, String>)>),
}

impl Sizes {
    /// The qualities in the order of the file.
    pub fn qualities(&self) -> Vec<&str> {
        match self {
            Self::Words(words) => words.iter().map(String::as_str).collect(),
            Self::Pixels(sizes) => sizes.iter().map(|(quality, _)| quality.as_str()).collect(),
        }
    }
}

/// A coupled limit: where all its conditions hold, only these lengths run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limit {
    /// It concerns these qualities; empty: any, and none chosen as well.
    pub qualities: Vec<String>,
    /// It concerns requests with at least so many pictures.
    pub pictures: u32,
    /// Seconds.
    pub lengths_s: Vec<u32>,
}

/// One model. A cell that is None is unknown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Model {
    /// The name that is sent.
    pub id: String,
    /// The name that is shown.
    pub name: String,
    /// Who made it; empty where nobody said.
    pub maker: String,
    /// Strengths in plain English; empty where nobody said.
    pub en: String,
    /// Strengths in plain Chinese.
    pub zh: String,
    /// Works from words alone.
    pub text: Option<Cell<bool>>,
    /// Takes pictures.
    pub pictures: Option<Cell<bool>>,
    /// The most pictures in one request.
    pub max_pictures: Option<Cell<u32>>,
    /// What one picture means, what two mean, and so on.
    pub roles: Option<Cell<Vec<Role>>>,
    /// Shapes, such as `16:9`.
    pub ratios: Option<Cell<Vec<String>>>,
    /// Qualities and how they are sent.
    pub sizes: Option<Cell<Sizes>>,
    /// Lengths in seconds.
    pub lengths_s: Option<Cell<Vec<u32>>>,
    /// The length that a clip has where none was chosen, seconds.
    pub usual_s: Option<Cell<u32>>,
    /// What rules what out.
    pub limits: Option<Cell<Vec<Limit>>>,
    /// Understands English prompts best.
    pub english_best: Option<Cell<bool>>,
    /// How long a generation usually takes, seconds.
    pub typical_s: Option<Cell<u32>>,
}

impl Model {
    /// A model of which nothing but the name is known.
    pub fn unknown(id: &str) -> Self {
        Self {
            id: id.to_owned(),
            name: id.to_owned(),
            maker: String::new(),
            en: String::new(),
            zh: String::new(),
            text: None,
            pictures: None,
            max_pictures: None,
            roles: None,
            ratios: None,
            sizes: None,
            lengths_s: None,
            usual_s: None,
            limits: None,
            english_best: None,
            typical_s: None,
        }
    }

    /// The same model at another service than the one these pages are about: what the vendor says
    /// of its own, or was seen there, is a hint elsewhere.
    #[must_use]
    pub fn elsewhere(mut self) -> Self {
        soften(&mut self.text);
        soften(&mut self.pictures);
        soften(&mut self.max_pictures);
        soften(&mut self.roles);
        soften(&mut self.ratios);
        soften(&mut self.sizes);
        soften(&mut self.lengths_s);
        soften(&mut self.usual_s);
        soften(&mut self.limits);
        soften(&mut self.english_best);
        soften(&mut self.typical_s);
        self
    }

    /// Surely cannot start without a picture.
    pub fn needs_picture(&self) -> bool {
        fact(&self.text) == Some(&false)
    }

    /// The most pictures that it surely takes; None where nobody knows for sure.
    pub fn sure_pictures(&self) -> Option<u32> {
        match fact(&self.pictures) {
            Some(false) => Some(0),
            _ => fact(&self.max_pictures).copied(),
        }
    }
}

fn soften<T>(cell: &mut Option<Cell<T>>) {
    if let Some(cell) = cell
        && matches!(cell.from, Source::Vendor | Source::Live)
    {
        cell.from = Source::Relatives;
    }
}

/// The value of a cell that counts as fact.
pub(super) fn fact<T>(cell: &Option<Cell<T>>) -> Option<&T> {
    cell.as_ref().filter(|cell| cell.from.is_fact()).map(|cell| &cell.is)
}
