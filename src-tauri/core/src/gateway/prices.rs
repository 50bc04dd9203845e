//! What a clip costs, from the price list that a service shows everybody (`GET /api/pricing`), kept
//! as the few rows that matter. Choosing is here and pure; the list is read in `read.rs`.
//! Nothing in it is ever free: a price of nought is one that the list does not tell. The rules come
//! from sections 1.8 and 4e of the service's facts.

mod read;

use std::collections::BTreeMap;

pub use read::read;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::address::Base;
use super::{Gateway, LIST_CAP};
use crate::money::Micros;

/// The prices that a service tells, by the name of the model that is sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PriceList {
    models: BTreeMap<String, Vec<Rate>>,
}

/// One price and the requests that it is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Rate {
    per: Per,
    /// None for whatever it starts from.
    start: Option<Start>,
    /// Such as `720p`; None for every one.
    resolution: Option<String>,
    /// From and to, seconds; None for every length.
    lengths: Option<(u32, u32)>,
    /// The list says that it is without sound, rather than nothing.
    silent: bool,
    verified: bool,
    micros: Micros,
}

/// What a price is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Per {
    /// A second of the clip.
    Second,
    /// A whole clip.
    Clip,
}

/// What a clip starts from: price lists tell these apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Start {
    /// Words alone.
    Words,
    /// One picture.
    Picture,
    /// A first and a last frame.
    Frames,
    /// Pictures to go by.
    References,
}

impl Start {
    /// What so many pictures are; `frames` where two of them are the first and the last frame.
    pub fn of(pictures: usize, frames: bool) -> Self {
        match pictures {
            0 => Self::Words,
            1 => Self::Picture,
            2 if frames => Self::Frames,
            _ => Self::References,
        }
    }
}

/// A request, as far as it decides the price.
#[derive(Clone, Copy, Debug)]
pub struct Ask<'a> {
    /// The model's name, as sent.
    pub model: &'a str,
    /// What it starts from.
    pub start: Start,
    /// As chosen or typed, such as `720P` or `1280x720`; None lets the service decide.
    pub quality: Option<&'a str>,
    /// The chosen length, else the usual one, where that is known.
    pub seconds: Option<u32>,
}

/// What one clip will cost, about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Estimate {
    /// For one clip.
    pub micros: Micros,
    /// It is the price of another name that probably means the same model.
    pub guess: bool,
}

/// The least that a model costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Least {
    /// For one of what `per` says.
    pub micros: Micros,
    /// What the price is for.
    pub per: Per,
}

/// A name that the service takes, and the name in its price list that is likely the same model.
/// The vendor's price list has no `veo-3.1-quality`, and its pages have no `veo-3.1`: a guess.
const GUESSES: [(&str, &str); 1] = [("veo-3.1-quality", "veo-3.1")];
/// What services make where no quality is asked for, as far as they have it.
const USUAL: &str = "720p";

impl PriceList {
    /// What a clip will cost; None where the list does not tell.
    pub fn estimate(&self, ask: &Ask<'_>) -> Option<Estimate> {
        let (rates, guess) = self.rates(ask.model)?;
        let fitting: Vec<&Rate> = rates.iter().filter(|rate| rate.fits(ask)).collect();
        let of = |resolution: Option<&str>| {
            let those = fitting.iter().filter(|rate| rate.resolution.as_deref() == resolution);
            best(those.copied())
        };
        let wanted = ask.quality.map_or_else(|| USUAL.to_owned(), resolution);
        let chosen = of(Some(&wanted)).or_else(|| of(None)).or_else(|| {
            // Where nothing was asked for and there is only one, it will be that one.
            let only = fitting.first()?.resolution.as_deref();
            let sole = fitting.iter().all(|rate| rate.resolution.as_deref() == only);
            if ask.quality.is_none() && sole { of(only) } else { None }
        })?;
        let times = match chosen.per {
            Per::Second => ask.seconds.filter(|seconds| *seconds > 0)?,
            Per::Clip => 1,
        };
        let micros = chosen.micros.checked_mul(times.into())?;
        Some(Estimate { micros, guess })
    }

    /// The least that a model costs, for its row in the picker.
    pub fn least(&self, model: &str) -> Option<Least> {
        let (rates, _) = self.rates(model)?;
        let sure = rates.iter().any(|rate| rate.verified);
        let counted = rates.iter().filter(|rate| rate.verified || !sure);
        let cheapest = counted.min_by_key(|rate| (rate.per, rate.micros))?;
        Some(Least { micros: cheapest.micros, per: cheapest.per })
    }

    fn rates(&self, model: &str) -> Option<(&[Rate], bool)> {
        if let Some(rates) = self.models.get(model) {
            return Some((rates, false));
        }
        let (_, other) = GUESSES.iter().find(|(name, _)| *name == model)?;
        self.models.get(*other).map(|rates| (rates.as_slice(), true))
    }
}

impl Rate {
    fn fits(&self, ask: &Ask<'_>) -> bool {
        let long = |(from, to): (u32, u32)| ask.seconds.is_some_and(|s| (from..=to).contains(&s));
        self.start.is_none_or(|start| start == ask.start) && self.lengths.is_none_or(long)
    }
}

/// The row that counts among several: verified before not, said to be silent before nothing said,
/// for this length before for all, for this start before for all, and then the dearest, because an
/// estimate that is too low is the worse lie.
fn best<'a>(rates: impl Iterator<Item = &'a Rate>) -> Option<&'a Rate> {
    rates.max_by_key(|rate| {
        (rate.verified, rate.silent, rate.lengths.is_some(), rate.start.is_some(), rate.micros)
    })
}

/// One spelling for `720P`, `1280*720`, `1280x720` and, of the same area, `960x960`.
pub(crate) fn resolution(text: &str) -> String {
    let text: String = text.trim().to_lowercase().split_whitespace().collect();
    let sides = text.split_once(['x', '*', '×']);
    let sides = sides.and_then(|(a, b)| Some((a.parse::<u32>().ok()?, b.parse::<u32>().ok()?)));
    let Some((width, height)) = sides else {
        return match text.as_str() {
            "2160p" | "uhd" => "4k".into(),
            _ => text,
        };
    };
    let area = u64::from(width) * u64::from(height);
    let names =
        [("480p", 832 * 480), ("720p", 1280 * 720), ("1080p", 1920 * 1080), ("4k", 3840 * 2160)];
    // Shapes of one quality differ by a few per cent in area; the qualities by more than twice.
    let near = names.iter().find(|(_, size)| area.abs_diff(*size).saturating_mul(5) <= *size);
    near.map_or(text, |(name, _)| (*name).to_owned())
}

impl Gateway {
    /// Reads a service's price list; None where it shows none. No key is sent.
    pub async fn prices(&self, base: &Base) -> Option<PriceList> {
        match self.get_public(base, base.at("/api/pricing"), LIST_CAP).await {
            Some(Ok((200, raw))) => read(&serde_json::from_str::<Value>(&raw).ok()?),
            _ => None,
        }
    }
}
