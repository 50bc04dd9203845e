//! Taking pictures in: dropped and picked files, and links, which are fetched like any stranger's
//! (no key, no cookie, no referer, no private address, at most 20 MB) and become files like others.
//! Nothing is sent anywhere here.

use std::panic::AssertUnwindSafe;
use std::path::PathBuf;
use std::sync::atomic::Ordering;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use url::Url;

use super::{Event, PictureOutcome, Studio};
use crate::blocking;
use crate::error::{Error, ErrorKind};
use crate::gateway::address;
use crate::gateway::fault::CauseCode;
use crate::picture::{self, Dropped, Part, Picture, Pixels, Refusal, Thing};
use crate::settings::PICTURES_LIMIT;
use crate::store;

/// The most bytes that are fetched from a link.
const LINK_CAP: u64 = 20_000_000;
/// The longest that fetching a link may take.
const LINK_PATIENCE: Duration = Duration::from_secs(60);

/// Where a picture comes from.
enum Source {
    Thing(Thing),
    /// Taken out when its turn comes.
    Pixels(Mutex<Option<Pixels>>),
    /// It was offered, and could not be had.
    Lost(Refusal),
}

impl Source {
    /// Some systems hand an address that is dragged from a browser over as if it were a path.
    fn of(path: PathBuf) -> Self {
        let address = path.to_str().filter(|text| is_address(text)).map(str::to_owned);
        let Some(address) = address else { return Self::Thing(Thing::File(path)) };
        let things = Dropped { uris: vec![address], ..Dropped::default() }.things();
        Self::Thing(things.into_iter().next().unwrap_or(Thing::File(path)))
    }

    fn name(&self) -> String {
        match self {
            Self::Thing(Thing::File(path)) => picture::display_name(path),
            Self::Thing(Thing::Link(link)) => picture::link_name(link),
            Self::Thing(Thing::Bytes(_)) | Self::Pixels(_) | Self::Lost(_) => String::new(),
        }
    }
}

/// Pictures of one drop that are being prepared, as part of the count of all. What is left of it is
/// taken off when this goes, whatever has happened.
struct Landing {
    studio: Studio,
    left: usize,
}

impl Landing {
    fn begin(studio: &Studio, many: usize) -> Self {
        let now = studio.landing.fetch_add(many, Ordering::SeqCst) + many;
        studio.host.emit(Event::Preparing(now));
        Self { studio: studio.clone(), left: many }
    }

    /// One of them is done.
    fn landed(&mut self) {
        let one = self.left.min(1);
        self.left -= one;
        self.take_off(one);
    }

    fn take_off(&self, many: usize) {
        let now = self.studio.landing.fetch_sub(many, Ordering::SeqCst) - many;
        self.studio.host.emit(Event::Preparing(now));
    }
}

impl Drop for Landing {
    fn drop(&mut self) {
        self.take_off(self.left);
    }
}

impl Studio {
    /// Takes dropped or picked files as pictures; what came of each is told as an event.
    pub fn pictures_take(&self, paths: Vec<PathBuf>) {
        self.take_in(paths.into_iter().map(Source::of).collect());
    }

    /// Takes what lies at a link as a picture; what came of it is told as an event.
    pub fn picture_link(&self, link: String) {
        self.take_in(vec![Source::Thing(Thing::Link(link))]);
    }

    /// Takes pixels from the clipboard as a picture; what came of them is told as an event.
    pub fn picture_pixels(&self, pixels: Pixels) {
        self.take_in(vec![Source::Pixels(Mutex::new(Some(pixels)))]);
    }

    /// Takes what was dragged here from another program; what came of it is told as an event.
    pub fn pictures_dropped(&self, dropped: &Dropped) {
        self.take_in(dropped.things().into_iter().map(Source::Thing).collect());
    }

    /// Tells that the clipboard holds a picture which the system cannot hand over.
    pub fn picture_unreadable(&self) {
        self.take_in(vec![Source::Lost(Refusal::Broken)]);
    }

    /// A draft's pictures by their ids, in that order; those that are not there any more are left
    /// out. Whoever asks for a picture keeps it from [`Studio::pictures_sweep`].
    ///
    /// # Errors
    /// What the database says.
    pub async fn pictures(&self, ids: Vec<String>) -> Result<Vec<Picture>, Error> {
        let (folders, now) = (self.folders.clone(), self.clock.now());
        self.store
            .write(move |db| {
                let mut found = Vec::new();
                for id in ids.iter().take(PICTURES_LIMIT) {
                    if let Err(fault) = store::picture::see(db, id, now) {
                        tracing::warn!(fault = %fault.chain(), "a picture may be swept");
                    }
                    found.extend(store::picture::get(db, id)?);
                }
                found.retain(|picture| picture.file(&folders).is_file());
                Ok(found)
            })
            .await
    }

    /// A part of a picture as a picture of its own, to be sent in its place.
    ///
    /// # Errors
    /// [`ErrorKind::PictureUnknown`] where the picture, its file or the part is not there, or what
    /// the disk says.
    pub async fn picture_crop(&self, id: String, part: Part) -> Result<Picture, Error> {
        let unknown = || Error::new(ErrorKind::PictureUnknown, "cut a picture");
        let found = self.store.read(move |db| store::picture::get(db, &id)).await?;
        let (picture, folders) = (found.ok_or_else(unknown)?, self.folders.clone());
        let kept = self.keep_one(move || picture::crop(&picture, part, &folders)).await;
        kept.map_err(|why| match why {
            Refusal::DiskFull => Error::new(ErrorKind::DiskFull, "cut a picture"),
            _ => unknown(),
        })
    }

    fn take_in(&self, sources: Vec<Source>) {
        // Counted before anything is done, so that nobody generates without what has just landed.
        let landing = Landing::begin(self, sources.len().min(PICTURES_LIMIT));
        let studio = self.clone();
        tokio::spawn(async move { studio.take_all(sources, landing).await });
    }

    async fn take_all(&self, sources: Vec<Source>, mut landing: Landing) {
        let sources = self.without_ours(sources).await;
        let mut outcomes = Vec::new();
        let (taken, surplus) = sources.split_at(sources.len().min(PICTURES_LIMIT));
        for (done, source) in taken.iter().enumerate() {
            outcomes.push(match self.take_one(source).await {
                Ok(picture) => PictureOutcome::Added(picture),
                Err(why) => PictureOutcome::Refused { name: source.name(), why },
            });
            if done + 1 < taken.len() {
                landing.landed();
            }
        }
        outcomes.extend(
            surplus.iter().map(|source| PictureOutcome::Refused {
                name: source.name(),
                why: Refusal::TooMany,
            }),
        );
        // Told before the count goes down to nought: whoever waits for that has the pictures then.
        self.host.emit(Event::Pictures(outcomes));
        drop(landing);
    }

    /// Clips of ours among what was dropped tell what they were made with, and are no pictures.
    async fn without_ours(&self, sources: Vec<Source>) -> Vec<Source> {
        let mut others = Vec::new();
        for source in sources {
            let is_ours = match &source {
                Source::Thing(Thing::File(path)) => self.recall(path).await,
                _ => false,
            };
            if !is_ours {
                others.push(source);
            }
        }
        others
    }

    async fn take_one(&self, source: &Source) -> Result<Picture, Refusal> {
        match source {
            Source::Thing(Thing::File(path)) => {
                let (path, folders) = (path.clone(), self.folders.clone());
                self.keep_one(move || picture::take(&path, &folders)).await
            }
            Source::Thing(Thing::Link(link)) => self.take_link(link).await,
            Source::Thing(Thing::Bytes(bytes)) => {
                let (bytes, folders) = (bytes.clone(), self.folders.clone());
                self.keep_one(move || picture::keep(&bytes, "", &folders)).await
            }
            Source::Lost(why) => Err(*why),
            Source::Pixels(pixels) => {
                let taken = pixels.lock().unwrap_or_else(PoisonError::into_inner).take();
                let (pixels, folders) = (taken.ok_or(Refusal::Broken)?, self.folders.clone());
                self.keep_one(move || picture::keep_pixels(pixels, &folders)).await
            }
        }
    }

    /// Prepares one and writes it down. One at a time, however many drops there were: each may need
    /// as much memory as is safe.
    pub(super) async fn keep_one(
        &self,
        work: impl FnOnce() -> Result<Picture, Refusal> + Send + 'static,
    ) -> Result<Picture, Refusal> {
        let _turn = self.preparing.lock().await;
        let picture = blocking(work).await?;
        self.picture_keep(picture).await
    }

    async fn take_link(&self, link: &str) -> Result<Picture, Refusal> {
        let fetched = tokio::time::timeout(LINK_PATIENCE, self.fetch(link)).await;
        let bytes = fetched.map_err(|_| Refusal::LinkUnreachable)??;
        let (name, folders) = (picture::link_name(link), self.folders.clone());
        let kept = self.keep_one(move || picture::keep(&bytes, &name, &folders)).await;
        let picture = kept.map_err(of_a_link)?;
        if self.settings().pass_links {
            let (id, link) = (picture.id.clone(), link.to_owned());
            let kept = self.store.write(move |db| store::picture::keep_raw_link(db, &id, &link));
            if let Err(fault) = kept.await {
                // Then it is uploaded like any other picture.
                tracing::warn!(fault = %fault.chain(), "a picture's own link was not kept");
            }
        }
        Ok(picture)
    }

    async fn fetch(&self, link: &str) -> Result<Vec<u8>, Refusal> {
        let base = self.settings().service;
        let parsed = Url::parse(link).map_err(|_| Refusal::LinkForbidden)?;
        if !address::link_allowed(&parsed, base.is_local()) {
            return Err(Refusal::LinkForbidden);
        }
        let opened = self.gateway.open(&base, parsed.as_str()).await;
        let mut body = opened.map_err(|cause| match cause.code {
            CauseCode::LinkDead => Refusal::LinkDead,
            _ => Refusal::LinkUnreachable,
        })?;
        if body.length.is_some_and(|length| length > LINK_CAP) {
            return Err(Refusal::TooLarge);
        }
        let mut bytes = Vec::new();
        while let Some(piece) = body.next().await.map_err(|_| Refusal::LinkUnreachable)? {
            bytes.extend_from_slice(&piece);
            if bytes.len() as u64 > LINK_CAP {
                return Err(Refusal::TooLarge);
            }
        }
        if bytes.is_empty() { Err(Refusal::LinkPage) } else { Ok(bytes) }
    }

    async fn picture_keep(&self, picture: Picture) -> Result<Picture, Refusal> {
        let (row, now) = (picture.clone(), self.clock.now());
        let kept = self.store.write(move |db| store::picture::insert(db, &row, now)).await;
        kept.map(|()| picture).map_err(|fault| match fault.kind {
            ErrorKind::DiskFull => Refusal::DiskFull,
            _ => Refusal::Unreadable,
        })
    }
}

fn is_address(text: &str) -> bool {
    let begins =
        |with: &str| text.get(..with.len()).is_some_and(|head| head.eq_ignore_ascii_case(with));
    begins("http://") || begins("https://") || begins("data:")
}

/// What is wrong with bytes from a link: mostly they are the page around a picture.
fn of_a_link(why: Refusal) -> Refusal {
    match why {
        Refusal::NotAPicture => Refusal::LinkPage,
        other => other,
    }
}

async fn blocking(
    work: impl FnOnce() -> Result<Picture, Refusal> + Send + 'static,
) -> Result<Picture, Refusal> {
    // A decoder that panics has met a broken picture.
    let caught = move || Ok(std::panic::catch_unwind(AssertUnwindSafe(work)));
    match blocking::blocking(caught).await {
        Ok(Ok(taken)) => taken,
        _ => Err(Refusal::Broken),
    }
}
