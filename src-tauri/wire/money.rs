//! Money on the wire: prices, what a month cost, and what is left. Amounts are millionths of a US
//! dollar and always estimates.

use serde::{Deserialize, Serialize};
use specta::Type;
use stillwake_core::gateway::balance::Left;
use stillwake_core::gateway::prices::{Least, Per};
use stillwake_core::money::{Spend, Standing};
use stillwake_core::studio::{Press, Quote};

use super::mirrored;

mirrored! {
    /// What a price is for.
    pub enum PricePer = Per { Second, Clip }
}

mirrored! {
    /// How a press stands to the soft limit. It warns and never blocks.
    pub enum LimitStanding = Standing { Within, Crosses, Reached }
}

/// The least that a model costs.
#[derive(Clone, Copy, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct ModelPrice {
    /// Millionths of a dollar.
    pub micros: u64,
    /// What that is for.
    pub per: PricePer,
}

impl From<Least> for ModelPrice {
    fn from(Least { micros, per }: Least) -> Self {
        Self { micros, per: per.into() }
    }
}

/// What a press of Generate is asked about.
#[derive(Clone, Debug, Deserialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct PriceRequest {
    /// The model's name, as it is sent.
    pub model: String,
    /// As chosen or typed, or null.
    pub quality: Option<String>,
    /// Seconds, or null.
    pub duration: Option<u32>,
    /// How many pictures.
    pub pictures: u32,
    /// 1 to 4 jobs of the same.
    pub takes: u32,
}

impl From<PriceRequest> for Press {
    fn from(request: PriceRequest) -> Self {
        Self {
            model: request.model,
            quality: request.quality,
            duration: request.duration,
            pictures: request.pictures as usize,
            takes: request.takes,
        }
    }
}

/// The soft limit, where there is one.
#[derive(Clone, Copy, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct LimitView {
    /// How the press stands to it.
    pub standing: LimitStanding,
    /// Millionths of a dollar a month.
    pub limit_micros: u64,
    /// What counts towards it so far, with what waits to be sent.
    pub so_far_micros: u64,
}

/// What a press of Generate will cost, about.
#[derive(Clone, Copy, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct QuoteView {
    /// For each job; null where nobody knows.
    pub each_micros: Option<u64>,
    /// For all of them.
    pub together_micros: Option<u64>,
    /// It is the price of another name that probably means the same model.
    pub guess: bool,
    /// When the prices were read, Unix ms; null where there are none.
    pub read_at_ms: Option<i64>,
    /// The soft limit, where there is one.
    pub limit: Option<LimitView>,
}

impl From<Quote> for QuoteView {
    fn from(quote: Quote) -> Self {
        let standing = quote.standing.into();
        let limit =
            |(limit_micros, so_far_micros)| LimitView { standing, limit_micros, so_far_micros };
        Self {
            each_micros: quote.each.map(|each| each.micros),
            together_micros: quote.together,
            guess: quote.each.is_some_and(|each| each.guess),
            read_at_ms: quote.read_at,
            limit: quote.limit.map(limit),
        }
    }
}

/// What this calendar month cost so far, from the app's own records of all services.
#[derive(Clone, Copy, Debug, Serialize, Type)]
#[serde(rename_all = "camelCase")]
pub struct SpendView {
    /// Estimates of clips that were accepted or may have been.
    pub known_micros: u64,
    /// Such clips whose price nobody knew.
    pub unknown: u32,
}

impl From<Spend> for SpendView {
    fn from(spend: Spend) -> Self {
        Self { known_micros: spend.known, unknown: spend.unknown }
    }
}

/// What is left on the current service's key.
#[derive(Clone, Copy, Debug, Serialize, Type)]
#[serde(tag = "type", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum BalanceView {
    /// So much, in millionths of a dollar; may be below nought.
    Left {
        /// The amount.
        micros: i64,
    },
    /// The key has no limit of its own.
    Unlimited,
    /// The service does not tell.
    Untold,
}

impl From<Option<Left>> for BalanceView {
    fn from(left: Option<Left>) -> Self {
        match left {
            Some(Left::Amount(micros)) => Self::Left { micros },
            Some(Left::Unlimited) => Self::Unlimited,
            None => Self::Untold,
        }
    }
}
