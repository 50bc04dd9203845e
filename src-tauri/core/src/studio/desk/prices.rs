//! The current service's price list: kept from last time, and read anew in the background when it
//! is older than a day or the address changed. Nobody waits for it, and its failing is quiet.

use std::sync::Arc;

use super::Desk;
use crate::gateway::{Base, prices::PriceList};
use crate::host::Millis;
use crate::job::runner::Bench;
use crate::job::{Request, Service};
use crate::money::Micros;
use crate::store;
use crate::studio::money::ask;
use crate::studio::{Command, Priced};

/// A list is as good as new for so long, ms.
const FRESH: Millis = 24 * 3_600 * 1_000;
/// How often it is looked at, whatever came of it last, ms.
const AGAIN: Millis = 3_600 * 1_000;

/// Which service's prices are wanted, and when they are looked at again.
#[derive(Default)]
pub(super) struct Wanted {
    service: Option<Base>,
    due: Millis,
}

impl Desk {
    /// Prices are wanted of the service that new jobs go to, once it has a key: a service that
    /// nobody uses is not spoken to, and practice has no prices.
    pub(super) fn tend_prices(&mut self) {
        let settings = self.parts.settings.borrow().clone();
        let known = self.parts.bench.secrets.known();
        let used = !settings.practice && known.key(&settings.service.key_name()).is_some();
        let service = (used && self.ending.is_none()).then_some(settings.service);
        let now = self.now();
        let moved = service != self.wanted.service;
        if moved {
            // Another address is asked at once, whatever is kept of it.
            let anew = self.wanted.service.is_some();
            self.wanted = Wanted { service: service.clone(), due: now + AGAIN };
            self.put_prices(None);
            self.look_for_prices(service, anew);
        } else if now >= self.wanted.due || self.wanted.due > now + AGAIN {
            self.wanted.due = now + AGAIN;
            self.look_for_prices(service, false);
        }
    }

    fn look_for_prices(&self, service: Option<Base>, anew: bool) {
        let Some(service) = service else { return };
        let (bench, commands) = (self.parts.bench.clone(), self.parts.commands.clone());
        tokio::spawn(async move {
            let kept = kept(&bench, &service).await;
            let now = bench.clock.now();
            let fresh = kept.as_ref().is_some_and(|(at, _)| (0..FRESH).contains(&(now - at)));
            let tell = |read_at, list| {
                let priced = Priced { service: service.clone(), read_at, list };
                // The studio may have ended meanwhile.
                let _ = commands.send(Command::Prices(Arc::new(priced)));
            };
            if let Some((at, list)) = kept {
                tell(at, list);
            }
            if fresh && !anew {
                return;
            }
            let Some(list) = bench.gateway.prices(&service).await else {
                tracing::debug!(service = %service.origin(), "no prices were told");
                return;
            };
            let now = bench.clock.now();
            keep(&bench, &service, &list, now).await;
            tell(now, list);
        });
    }

    /// Takes a list that was found, unless another service is the current one by now.
    pub(super) fn prices_found(&mut self, priced: Arc<Priced>) {
        if self.wanted.service.as_ref() == Some(&priced.service) {
            self.put_prices(Some(priced));
        }
    }

    fn put_prices(&mut self, priced: Option<Arc<Priced>>) {
        let old = self.parts.prices.send_replace(priced.clone());
        if old != priced {
            self.tell_models();
        }
    }

    /// What a job of a request will cost at a service, about.
    pub(super) fn price(&self, request: &Request, service: &Service) -> Option<Micros> {
        let Service::Remote(base) = service else { return None };
        let priced = self.parts.prices.borrow().clone().filter(|priced| priced.service == *base)?;
        let Request { model, quality, duration, pictures, .. } = request;
        let (quality, count) = (quality.as_deref(), pictures.len());
        let ask = ask(&self.parts.catalogue, model, quality, *duration, count);
        priced.list.estimate(&ask).map(|estimate| estimate.micros)
    }
}

/// What is kept of a service. A cache that cannot be read is as good as none.
async fn kept(bench: &Bench, service: &Base) -> Option<(Millis, PriceList)> {
    let origin = service.origin();
    let kept = bench.store.read(move |db| store::price::get(db, &origin)).await;
    kept.unwrap_or_else(|fault| {
        tracing::warn!(fault = %fault.chain(), "kept prices were not read");
        None
    })
}

async fn keep(bench: &Bench, service: &Base, list: &PriceList, now: Millis) {
    let (origin, row) = (service.origin(), list.clone());
    let kept = bench.store.write(move |db| store::price::keep(db, &origin, now, &row)).await;
    if let Err(fault) = kept {
        tracing::warn!(fault = %fault.chain(), "prices were not kept");
    }
}
