//! What a person chooses: settings, checked before they are kept, and what a check of a key changes.

use super::{Asked, Desk, network};
use crate::error::Result;
use crate::gateway::{Base, Verdict};
use crate::job::Service;
use crate::money::limit_of;
use crate::settings::{JOBS_AT_ONCE, Settings, SettingsPatch};
use crate::store;
use crate::studio::{Account, Event, Listing};

impl Desk {
    pub(super) async fn change_settings(&mut self, patch: SettingsPatch) -> Result<Settings> {
        let old = self.parts.settings.borrow().clone();
        let mut settings = old.clone();
        if let Some(typed) = patch.service {
            settings.service = Base::parse(&typed)?;
        }
        if let Some(typed) = patch.spend_limit {
            settings.spend_limit = limit_of(&typed)?;
        }
        settings.language = patch.language.unwrap_or(settings.language);
        settings.theme = patch.theme.unwrap_or(settings.theme);
        settings.motion = patch.motion.unwrap_or(settings.motion);
        settings.practice = patch.practice.unwrap_or(settings.practice);
        settings.onboarded = patch.onboarded.unwrap_or(settings.onboarded);
        network::patch(&mut settings, patch.proxy, patch.proxy_address, patch.proxy_login)?;
        if let Some(jobs) = patch.jobs_at_once {
            let (from, to) = JOBS_AT_ONCE;
            settings.jobs_at_once = jobs.clamp(from, to);
        }
        settings.pictures = patch.pictures.unwrap_or(settings.pictures);
        settings.pass_links = patch.pass_links.unwrap_or(settings.pass_links);
        settings.tag_clips = patch.tag_clips.unwrap_or(settings.tag_clips);
        if settings == old {
            return Ok(settings);
        }
        let moved = settings.service != old.service;
        let other_proxy = settings.proxy_key_name() != old.proxy_key_name();
        self.keep_settings(settings.clone()).await?;
        if other_proxy {
            self.tell_account();
        }
        if moved {
            self.verdict = None;
            self.let_all_go().await;
            self.tell_account();
        }
        Ok(settings)
    }

    pub(super) async fn keep_settings(&mut self, settings: Settings) -> Result<()> {
        let row = settings.clone();
        self.parts.bench.store.write(move |db| store::settings::save(db, &row)).await?;
        self.parts.settings.send_replace(settings.clone());
        let revision = self.next_revision();
        self.parts.host.emit(Event::Settings(revision, Box::new(settings)));
        Ok(())
    }

    pub(super) async fn key_checked(
        &mut self,
        verdict: Verdict,
        listing: Option<Listing>,
    ) -> Result<(Account, Settings)> {
        self.verdict = Some(verdict);
        let mut settings = self.parts.settings.borrow().clone();
        if matches!(verdict, Verdict::Good | Verdict::OutOfCredit) {
            self.asked = listing.as_ref().map(Asked::answered);
            self.listing = listing;
        }
        if verdict == Verdict::Good {
            self.let_go(&Service::Remote(settings.service.clone())).await;
            settings.practice = false;
            settings.onboarded = true;
            if settings != *self.parts.settings.borrow() {
                self.keep_settings(settings.clone()).await?;
            }
        }
        self.tell_account();
        Ok((self.account(), settings))
    }
}
