//! Whether the current service lists the catalogue's models. Known only from a check in this run,
//! and only for the address and the key that it was made with.

use super::Desk;
use crate::secret::ApiKey;
use crate::studio::{Event, Listing, ModelSnapshot};

impl Desk {
    pub(super) fn models(&self) -> Vec<ModelSnapshot> {
        let models = self.parts.catalogue.models().iter().cloned().zip(self.listed());
        let prices = self.parts.prices.borrow().clone();
        let least = |id: &str| prices.as_ref()?.list.least(id);
        models
            .map(|(model, listed)| ModelSnapshot { least: least(&model.id), model, listed })
            .collect()
    }

    /// For each model of the catalogue; None where nobody knows.
    fn listed(&self) -> Vec<Option<bool>> {
        let listing = self.listing.as_ref().filter(|listing| self.is_current(listing));
        // What is made while practice is on goes to no service.
        let listing = listing.filter(|_| !self.parts.settings.borrow().practice);
        let models = self.parts.catalogue.models().iter();
        models.map(|model| Some(listing?.models.contains(&model.id))).collect()
    }

    /// Forgets a list of another address or key, and tells the page what that changes.
    pub(super) fn tend_listing(&mut self) {
        if self.listing.as_ref().is_some_and(|listing| !self.is_current(listing)) {
            self.listing = None;
        }
        let listed = self.listed();
        if listed != self.told {
            self.told = listed;
            let revision = self.next_revision();
            self.parts.host.emit(Event::Models(revision, self.models()));
        }
    }

    fn is_current(&self, listing: &Listing) -> bool {
        let service = &self.parts.settings.borrow().service;
        let known = self.parts.bench.secrets.known();
        let key = known.key(&service.key_name()).map(ApiKey::fingerprint);
        listing.service == *service && key.as_ref() == Some(&listing.key_print)
    }
}
