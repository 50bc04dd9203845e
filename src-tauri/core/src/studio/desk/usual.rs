//! How long jobs take, learnt from this machine's own history of a model at a service. Practice never
//! counts, and nothing is learnt while time is scaled. Decides no waits; `job/schedule.rs` does.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use super::Desk;
use crate::error::Result;
use crate::host::Millis;
use crate::job::schedule::Usual;
use crate::job::{Job, Service};
use crate::store;

/// The practice studio renders a clip of five seconds in about so long.
const PRACTICE: Duration = Duration::from_secs(15);

/// How long models took at a service.
pub(super) struct Took {
    service: String,
    by_model: BTreeMap<String, Millis>,
    /// Nothing has been saved since it was looked up.
    is_whole: bool,
}

impl Desk {
    /// What is known of jobs like this one. It is read once for all of them, and again when one of
    /// them has been saved.
    pub(super) async fn usual(&mut self, job: &Job) -> Result<Arc<Usual>> {
        let key = (job.service.as_text(), job.request.model.clone());
        if let Some(known) = self.usuals.get(&key) {
            return Ok(Arc::clone(known));
        }
        let usual = Arc::new(self.learnt(&job.service, &job.request.model).await?);
        self.usuals.insert(key, Arc::clone(&usual));
        Ok(usual)
    }

    /// How long a model took here, as far as that was looked up.
    pub(super) fn took_ms(&self, model: &str) -> Option<Millis> {
        self.took.as_ref().and_then(|took| took.by_model.get(model).copied())
    }

    /// Looks up how long the models took at the current service, once the window is there; again when
    /// that is another one, and when there is more to learn from.
    pub(super) async fn tend_times(&mut self) {
        let scaled = (self.parts.bench.time_scale - 1.0).abs() > f64::EPSILON;
        if !self.shown || self.ending.is_some() || scaled {
            return;
        }
        let service = Service::Remote(self.parts.settings.borrow().service.clone()).as_text();
        if self.took.as_ref().is_some_and(|took| took.service == service && took.is_whole) {
            return;
        }
        let models: Vec<String> =
            self.parts.catalogue.models().iter().map(|model| model.id.clone()).collect();
        let name = service.clone();
        let read = self.parts.bench.store.read(move |db| {
            let mut took = BTreeMap::new();
            for model in models {
                if let Some(ms) = store::job::typical_ms(db, &name, &model)? {
                    took.insert(model, ms);
                }
            }
            Ok(took)
        });
        let by_model = read.await.unwrap_or_else(|fault| {
            tracing::warn!(fault = %fault.chain(), "nothing is known of how long models took");
            BTreeMap::new()
        });
        let before = self.took.replace(Took { service, by_model, is_whole: true });
        let now = self.took.as_ref().map(|took| &took.by_model);
        if before.as_ref().map(|took| &took.by_model) != now {
            self.tell_models();
        }
    }

    async fn learnt(&self, service: &Service, model: &str) -> Result<Usual> {
        let Service::Remote(base) = service else { return Ok(Usual::plain(PRACTICE)) };
        let vendor = length(self.parts.catalogue.typical_ms(model));
        let scaled = (self.parts.bench.time_scale - 1.0).abs() > f64::EPSILON;
        let (name, model) = (service.as_text(), model.to_owned());
        let store = &self.parts.bench.store;
        let (typical, past) = match scaled {
            true => (None, Vec::new()),
            false => {
                let read = move |db: &mut rusqlite::Connection| {
                    let typical = store::job::typical_ms(db, &name, &model)?;
                    Ok((typical, store::job::past(db, &name, &model)?))
                };
                store.read(read).await?
            }
        };
        let typical = typical.map_or(vendor, length);
        // What the vendor says of its models says nothing of a service on this computer.
        Ok(match base.is_local() && past.is_empty() {
            true => Usual::plain(typical),
            false => Usual::learnt(typical, vendor, &past),
        })
    }

    /// A job of this kind was saved: there is more to learn from.
    pub(super) async fn learn(&mut self, id: &str) {
        let Some(job) = self.jobs.get(id).map(|live| live.job.clone()) else { return };
        self.usuals.remove(&(job.service.as_text(), job.request.model.clone()));
        if let Some(took) = &mut self.took {
            took.is_whole = false;
        }
        let usual = match self.usual(&job).await {
            Ok(usual) => usual,
            Err(fault) => {
                tracing::warn!(fault = %fault.chain(), "nothing was learnt");
                return;
            }
        };
        let alike = self.jobs.values_mut().filter(|live| {
            live.job.service == job.service && live.job.request.model == job.request.model
        });
        for live in alike {
            live.usual = Arc::clone(&usual);
        }
    }
}

fn length(millis: Millis) -> Duration {
    Duration::from_millis(u64::try_from(millis).unwrap_or(0))
}
