//! How a job's pictures get to its service: by links that are kept while they live, or inside the
//! request. Nothing leaves before the job has its turn, and no byte of a picture is ever written
//! into the database.

use std::sync::Arc;

use super::{Runner, Turn, trouble_note};
use crate::blocking::blocking;
use crate::gateway::Endpoint;
use crate::gateway::fault::{Cause, CauseCode, Charged};
use crate::gateway::upload::{UploadFault, blames_a_link};
use crate::gateway::way::{Luggage, Way, way};
use crate::host::Millis;
use crate::job::{Happened, Note, schedule};
use crate::picture::{self, Picture};
use crate::settings::PictureWay;
use crate::step::Step;
use crate::store;

/// A link is used only if it lives at least so long, ms: the service may fetch it only when the
/// job's turn comes there.
const LINK_MARGIN: Millis = 3_600 * 1_000;
/// How long an uploaded picture lives where the service does not say, ms (section 1.5 of its facts).
const LINK_LIFE: Millis = 48 * 3_600 * 1_000;
/// For so long a service that took no uploads is not asked again, ms. A new start asks as well.
const ROUTE_MEMORY: Millis = 24 * 3_600 * 1_000;
/// The stretch of time over which a service counts what is uploaded, ms.
const DAY: Millis = 24 * 3_600 * 1_000;

/// What the database knows of a job's pictures and of their service.
#[derive(Default)]
struct Known {
    /// For each picture the link under which it came here, where that is to be passed on.
    raw: Vec<Option<String>>,
    /// For each picture the link of an earlier upload that still lives.
    kept: Vec<Option<String>>,
    uploaded: u64,
    no_route: bool,
}

impl Runner {
    /// What stands in `images`, in the order of the pictures.
    pub(super) async fn images(&mut self, endpoint: &Endpoint) -> Result<Vec<String>, Turn> {
        let pictures = self.job.request.pictures.clone();
        if pictures.is_empty() {
            return Ok(Vec::new());
        }
        let stop = self.stop.clone();
        let carried = tokio::select! {
            biased;
            carried = self.carry(endpoint, &pictures) => carried,
            () = stop.cancelled() => return Err(Turn::Rest),
        };
        match carried {
            Ok(images) => Ok(images),
            Err(UploadFault::Later(cause, named)) => {
                self.job.troubles += 1;
                let wait = schedule::backoff(self.job.troubles).max(named.unwrap_or_default());
                Err(self.hold(trouble_note(cause.code), Some(wait)).await)
            }
            Err(UploadFault::Refused(cause)) => {
                Err(self.happen_surely(Happened::Refused(cause)).await)
            }
            Err(UploadFault::NoSuchCall) => {
                let cause = Cause::new(CauseCode::UploadMissing, Charged::No, None);
                Err(self.happen_surely(Happened::Refused(cause)).await)
            }
        }
    }

    async fn carry(
        &mut self,
        endpoint: &Endpoint,
        pictures: &[Picture],
    ) -> Result<Vec<String>, UploadFault> {
        let turn = Arc::clone(&self.picture_turn);
        let _turn = turn.acquire().await;
        let choice = self.bench.settings.borrow().pictures;
        let known = self.known(pictures).await;
        let fresh = pictures.iter().zip(known.raw.iter().zip(&known.kept));
        let fresh = fresh.filter(|(_, links)| *links == (&None, &None)).map(|(one, _)| one.bytes);
        let luggage = Luggage {
            fresh: fresh.clone().sum(),
            largest: fresh.max().unwrap_or(0),
            uploaded: known.uploaded,
            no_route: known.no_route,
        };
        let chosen = way(choice, &luggage).map_err(|code| UploadFault::refused(code, None))?;
        if chosen == Way::Upload {
            match self.upload_all(endpoint, pictures, &known).await {
                Ok(links) => return Ok(links),
                Err(fault) if choice == PictureWay::Automatic && is_no_way(&fault) => {
                    tracing::info!(job = %self.job.id, "pictures travel inside the request");
                }
                Err(fault) => return Err(fault),
            }
        }
        self.embed(pictures, known.raw).await
    }

    async fn known(&self, pictures: &[Picture]) -> Known {
        let pass_links = self.bench.settings.borrow().pass_links;
        let (origin, account) = (self.job.service.origin(), self.job.service.account());
        let (now, count) = (self.now(), pictures.len());
        let ids: Vec<String> = pictures.iter().map(|picture| picture.id.clone()).collect();
        let looked = self.bench.store.write(move |db| {
            let mut known = Known {
                uploaded: store::picture::uploaded(db, &account, now - DAY)?,
                no_route: store::picture::takes_no_uploads(db, &origin, now - ROUTE_MEMORY)?,
                ..Known::default()
            };
            for id in &ids {
                let raw = if pass_links { store::picture::raw_link(db, id)? } else { None };
                known.raw.push(raw);
                known.kept.push(store::picture::link(db, id, &origin, now + LINK_MARGIN)?);
            }
            Ok(known)
        });
        looked.await.unwrap_or_else(|fault| {
            tracing::warn!(fault = %fault.chain(), "kept links could not be read");
            Known { raw: vec![None; count], kept: vec![None; count], ..Known::default() }
        })
    }

    async fn upload_all(
        &mut self,
        endpoint: &Endpoint,
        pictures: &[Picture],
        known: &Known,
    ) -> Result<Vec<String>, UploadFault> {
        let mut links = Vec::new();
        for (picture, (raw, kept)) in pictures.iter().zip(known.raw.iter().zip(&known.kept)) {
            links.push(match raw.as_ref().or(kept.as_ref()) {
                Some(link) => link.clone(),
                None => self.upload(endpoint, picture).await?,
            });
        }
        Ok(links)
    }

    async fn upload(
        &mut self,
        endpoint: &Endpoint,
        picture: &Picture,
    ) -> Result<String, UploadFault> {
        let Ok(bytes) = tokio::fs::read(picture.file(&self.bench.folders)).await else {
            return Err(UploadFault::refused(CauseCode::PictureMissing, picture.name.clone()));
        };
        self.job.note = Some(Note::Uploading);
        self.show();
        let count = bytes.len() as u64;
        let answer = self.bench.gateway.upload(endpoint, bytes, picture.kind.mime()).await;
        let (origin, account) = (self.job.service.origin(), self.job.service.account());
        let (id, now) = (picture.id.clone(), self.now());
        let written = match &answer {
            Ok(uploaded) => {
                let until = uploaded.expires_at.unwrap_or(now + LINK_LIFE);
                let url = uploaded.url.clone();
                self.bench.store.commit(Step::UploadRow, move |db| {
                    store::picture::count_upload(db, &account, count, now)?;
                    store::picture::keep_link(db, &id, &origin, &url, until)
                })
            }
            Err(UploadFault::NoSuchCall) => {
                return self.no_route(origin, now).await;
            }
            Err(_) => return answer.map(|uploaded| uploaded.url),
        };
        if let Err(fault) = written.await {
            tracing::warn!(fault = %fault.chain(), "a picture's link was not kept");
        }
        answer.map(|uploaded| uploaded.url)
    }

    /// Remembers that the service takes no uploads, so that the next job need not ask.
    async fn no_route(&self, origin: String, now: Millis) -> Result<String, UploadFault> {
        let kept = self.bench.store.write(move |db| store::picture::no_uploads(db, &origin, now));
        if let Err(fault) = kept.await {
            tracing::warn!(fault = %fault.chain(), "a missing call was not remembered");
        }
        Err(UploadFault::NoSuchCall)
    }

    /// The pictures as `data:` addresses, except those that are passed on as links.
    async fn embed(
        &mut self,
        pictures: &[Picture],
        raw: Vec<Option<String>>,
    ) -> Result<Vec<String>, UploadFault> {
        self.job.note = None;
        let folders = self.bench.folders.clone();
        let own = pictures.iter().zip(&raw).filter(|(_, raw)| raw.is_none());
        let own: Vec<Picture> = own.map(|(picture, _)| picture.clone()).collect();
        let written = blocking(move || Ok(picture::embed(&own, &folders, picture::EMBEDDED)));
        let mut embedded = match written.await {
            Ok(Ok(embedded)) => embedded.into_iter(),
            Ok(Err(picture::Lost { name })) => {
                return Err(UploadFault::refused(CauseCode::PictureMissing, name));
            }
            Err(fault) => return Err(UploadFault::refused(CauseCode::Internal, fault.chain())),
        };
        Ok(raw.into_iter().filter_map(|link| link.or_else(|| embedded.next())).collect())
    }

    /// Forgets the links of the job's pictures where the service could not fetch one, so that Try
    /// again uploads anew.
    pub(super) async fn forget_blamed_links(&self, cause: &Cause) {
        let blamed = cause.detail.as_deref().is_some_and(blames_a_link);
        if !blamed || self.job.request.pictures.is_empty() {
            return;
        }
        let origin = self.job.service.origin();
        let pictures = self.job.request.pictures.iter();
        let ids: Vec<String> = pictures.map(|picture| picture.id.clone()).collect();
        let forgotten = self.bench.store.write(move |db| {
            ids.iter().try_for_each(|id| store::picture::forget_link(db, id, &origin))
        });
        if let Err(fault) = forgotten.await {
            tracing::warn!(fault = %fault.chain(), "a dead link was kept");
        }
    }
}

/// Whether pictures cannot be uploaded there for now, though they may travel inside the request.
fn is_no_way(fault: &UploadFault) -> bool {
    match fault {
        UploadFault::NoSuchCall => true,
        UploadFault::Refused(cause) => cause.code == CauseCode::UploadLimit,
        UploadFault::Later(..) => false,
    }
}
