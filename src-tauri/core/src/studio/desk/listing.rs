//! What is known of the models at this moment: the catalogue with the person's own file, and whether
//! the current service lists each. A list belongs to the address and the key that it was asked with.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::Instant;

use super::Desk;
use crate::blocking;
use crate::catalogue::Model;
use crate::gateway::{Base, Endpoint};
use crate::secret::ApiKey;
use crate::studio::own_models::{self, Found};
use crate::studio::{Command, Event, Listing, ModelSnapshot};

/// A list that was had is asked for again after so long.
const LIST_AGAIN: Duration = Duration::from_secs(3_600);
/// One that was not had, after so long.
const LIST_AGAIN_AFTER_NONE: Duration = Duration::from_secs(300);
/// How often the person's own file is looked at.
const OWN_AGAIN: Duration = Duration::from_secs(3);

/// Whose list was asked for, and when it may be asked for again.
pub(in crate::studio) struct Asked {
    service: Base,
    key_print: String,
    again: Instant,
}

impl Asked {
    /// A person's check has brought the list.
    pub(super) fn answered(listing: &Listing) -> Self {
        Self {
            service: listing.service.clone(),
            key_print: listing.key_print.clone(),
            again: Instant::now() + LIST_AGAIN,
        }
    }
}

impl Desk {
    pub(super) fn models(&self) -> Vec<ModelSnapshot> {
        let at_vendor = self.at_vendor();
        let models = self.parts.catalogue.models().iter().cloned().zip(self.listed());
        let here = |model: Model| if at_vendor { model } else { model.elsewhere() };
        let prices = self.parts.prices.borrow().clone();
        let least = |id: &str| prices.as_ref()?.list.least(id);
        models
            .map(|(model, listed)| ModelSnapshot {
                least: least(&model.id),
                took_ms: self.took_ms(&model.id),
                model: here(model),
                listed,
            })
            .collect()
    }

    /// The catalogue's pages are about the current service.
    fn at_vendor(&self) -> bool {
        self.parts.settings.borrow().service.is_vendor()
    }

    /// For each model of the catalogue; None where nobody knows.
    fn listed(&self) -> Vec<Option<bool>> {
        let listing = self.listing.as_ref().filter(|listing| self.is_current(listing));
        // What is made while practice is on goes to no service.
        let listing = listing.filter(|_| !self.parts.settings.borrow().practice);
        let models = self.parts.catalogue.models().iter();
        models.map(|model| Some(listing?.models.contains(&model.id))).collect()
    }

    /// Forgets a list of another address or key, asks for the one that is wanted, and tells the page
    /// what that changes.
    pub(super) fn tend_listing(&mut self) {
        if self.listing.as_ref().is_some_and(|listing| !self.is_current(listing)) {
            self.listing = None;
        }
        self.ask_for_listing();
        if self.told != (self.at_vendor(), self.listed()) {
            self.tell_models();
        }
    }

    pub(super) fn tell_models(&mut self) {
        self.told = (self.at_vendor(), self.listed());
        let revision = self.next_revision();
        let fault = self.parts.catalogue.fault().cloned();
        self.parts.host.emit(Event::Models(revision, self.models(), fault));
    }

    /// `GET /v1/models` is free, and is asked once the window is there: for the key of the current
    /// service, outside practice, and then once an hour at most.
    fn ask_for_listing(&mut self) {
        let settings = self.parts.settings.borrow().clone();
        if !self.shown || self.ending.is_some() || settings.practice {
            return;
        }
        let known = self.parts.bench.secrets.known();
        let Some(key) = known.key(&settings.service.key_name()) else { return };
        let (service, key_print) = (settings.service, key.fingerprint());
        let now = Instant::now();
        let same = |asked: &Asked| asked.service == service && asked.key_print == key_print;
        if self.asked.as_ref().is_some_and(|asked| same(asked) && now < asked.again) {
            return;
        }
        let asked = |again| Asked {
            service: service.clone(),
            key_print: key_print.clone(),
            again: now + again,
        };
        self.asked = Some(asked(LIST_AGAIN));
        let none = asked(LIST_AGAIN_AFTER_NONE);
        let endpoint = Endpoint { base: service.clone(), key: key.clone() };
        let (gateway, commands) = (self.parts.bench.gateway.clone(), self.parts.commands.clone());
        tokio::spawn(async move {
            let models = gateway.check(&endpoint).await.models;
            let listing = (!models.is_empty()).then(|| Listing {
                service,
                key_print,
                models: models.into_iter().collect(),
            });
            let _ = commands.send(Command::Listed { asked: none, listing });
        });
    }

    /// What came of asking. A list of an address or key that is not current any more is dropped, and
    /// none at all leaves what is known as it was.
    pub(super) fn listed_by(&mut self, asked: Asked, listing: Option<Listing>) {
        match listing {
            Some(listing) if self.is_current(&listing) => self.listing = Some(listing),
            Some(_) => {}
            None => self.asked = Some(asked),
        }
    }

    fn is_current(&self, listing: &Listing) -> bool {
        let service = &self.parts.settings.borrow().service;
        let known = self.parts.bench.secrets.known();
        let key = known.key(&service.key_name()).map(ApiKey::fingerprint);
        listing.service == *service && key.as_ref() == Some(&listing.key_print)
    }

    // ---- the person's own file

    /// Looks now and then whether the file changed; the disk is never waited for here.
    pub(super) fn tend_own_models(&mut self) {
        let due = self.looked.is_some_and(|at| at.elapsed() >= OWN_AGAIN);
        if !due || self.ending.is_some() {
            return;
        }
        self.looked = None;
        let path = self.parts.bench.folders.own_models();
        let (stamp, commands) = (self.parts.own_stamp, self.parts.commands.clone());
        blocking::begin(move || {
            let _ = commands.send(Command::OwnModels(own_models::read_if_changed(&path, stamp)));
        });
    }

    pub(super) fn own_models_read(&mut self, found: Option<Found>) {
        self.looked = Some(Instant::now());
        let Some(Found { stamp, catalogue }) = found else { return };
        self.parts.own_stamp = stamp;
        self.parts.catalogue = Arc::clone(&catalogue);
        self.parts.catalogue_tell.send_replace(catalogue);
        self.usuals.clear();
        self.tell_models();
    }
}
