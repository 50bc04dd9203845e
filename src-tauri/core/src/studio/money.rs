//! What the studio says of money: the price of a press, what this month cost, and what is left.
//! Only reads, past the actor; the price comes from memory, so that a button can show it at once.

use std::sync::Arc;

use jiff::tz::TimeZone;

use super::Studio;
use crate::catalogue::Catalogue;
use crate::error::Result;
use crate::gateway::balance::{KeyFacts, Left};
use crate::gateway::prices::{Ask, Estimate, Start};
use crate::gateway::{Base, Endpoint, prices::PriceList};
use crate::host::Millis;
use crate::money::{Micros, Spend, Standing, month_of};
use crate::store;

/// A service's price list and when it was read.
#[derive(Debug, PartialEq, Eq)]
pub struct Priced {
    /// The service.
    pub service: Base,
    /// Unix ms.
    pub read_at: Millis,
    /// Its prices.
    pub list: PriceList,
}

/// What a press of Generate is asked about.
#[derive(Clone, Debug)]
pub struct Press {
    /// The model's name.
    pub model: String,
    /// As chosen.
    pub quality: Option<String>,
    /// Seconds, as chosen.
    pub duration: Option<u32>,
    /// How many pictures.
    pub pictures: usize,
    /// How many jobs of the same.
    pub takes: u32,
}

/// What a press of Generate will cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quote {
    /// For each job; None where nobody knows.
    pub each: Option<Estimate>,
    /// For all of them.
    pub together: Option<Micros>,
    /// When the prices were read; None where there are none.
    pub read_at: Option<Millis>,
    /// How the press stands to the soft limit.
    pub standing: Standing,
    /// The soft limit, and what counts towards it so far.
    pub limit: Option<(Micros, Micros)>,
}

impl Studio {
    /// What a press of Generate will cost at the current service, about. Practice costs nothing
    /// and has no quote: the page does not ask.
    ///
    /// # Errors
    /// When the records of the month cannot be read.
    pub async fn quote(&self, press: &Press) -> Result<Quote> {
        let settings = self.settings();
        let priced = self.prices.borrow().clone();
        let priced = priced.filter(|p| !settings.practice && p.service == settings.service);
        let Press { model, quality, duration, pictures, takes } = press;
        let catalogue = Arc::clone(&self.catalogue.borrow());
        let ask = ask(&catalogue, model, quality.as_deref(), *duration, *pictures);
        let each = priced.as_ref().and_then(|priced| priced.list.estimate(&ask));
        let together = each.and_then(|each| each.micros.checked_mul((*takes).into()));
        let read_at = priced.map(|priced| priced.read_at);
        let quote = Quote { each, together, read_at, standing: Standing::Within, limit: None };
        let Some(limit) = settings.spend_limit.filter(|_| !settings.practice) else {
            return Ok(quote);
        };
        let spend = self.spend().await?;
        let so_far = spend.known.saturating_add(spend.planned);
        let standing = spend.standing(limit, together);
        Ok(Quote { standing, limit: Some((limit, so_far)), ..quote })
    }

    /// What this calendar month cost so far, from our own records of every service.
    ///
    /// # Errors
    /// When they cannot be read.
    pub async fn spend(&self) -> Result<Spend> {
        let (start, end) = month_of(self.clock.now(), &TimeZone::system())?;
        self.store.read(move |db| store::job::spend(db, start, end)).await
    }

    /// What is left on the current service's key; None where that is not told. `asked` where a
    /// person has clicked for it: only then is the call made that services count.
    pub async fn balance(&self, asked: bool) -> Option<Left> {
        let settings = self.settings();
        if settings.practice {
            return None;
        }
        let key = self.secrets.key(&settings.service.key_name()).await?;
        let endpoint = Endpoint { base: settings.service, key };
        let left = self.gateway.left(&endpoint).await;
        if left.is_some() || !asked {
            return left;
        }
        let facts = self.gateway.key_facts(&endpoint, self.clock.now()).await;
        facts.and_then(|KeyFacts { left, .. }| left)
    }
}

/// A request, as far as it decides the price.
pub(super) fn ask<'a>(
    catalogue: &Catalogue,
    model: &'a str,
    quality: Option<&'a str>,
    duration: Option<u32>,
    pictures: usize,
) -> Ask<'a> {
    Ask {
        model,
        start: Start::of(pictures, catalogue.takes_frames(model)),
        quality,
        seconds: duration.or_else(|| catalogue.usual_s(model)),
    }
}
