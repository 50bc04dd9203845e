//! The studio: one actor that owns all changing state, behind a cheap handle. A closed set of
//! commands goes in, a closed set of events comes out. Lists and files are read past the actor,
//! because they change nothing.

mod desk;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{mpsc, oneshot, watch};

use crate::catalogue::Catalogue;
use crate::clip::{Clip, frame};
use crate::error::{Error, ErrorKind, Result};
use crate::gateway::{Base, Endpoint, Gateway, Verdict};
use crate::host::{Clock, Host, Millis};
use crate::job::runner::{Bench, make_poster};
use crate::job::{Job, Note, Service};
use crate::library::Folders;
use crate::picture::{self, Picture, Refusal};
use crate::secret::{ApiKey, Held, KeyringState, Known, Secrets};
use crate::settings::{PICTURES_LIMIT, PROMPT_LIMIT, Settings, SettingsPatch};
use crate::store::{self, Store};

/// What a studio is opened with.
pub struct Opening {
    /// Where everything lies.
    pub folders: Folders,
    /// The keys.
    pub secrets: Secrets,
    /// The surroundings.
    pub host: Arc<dyn Host>,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Multiplies waits towards services on this computer; 1 outside tests.
    pub time_scale: f64,
}

/// What a person asks for when pressing Generate.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The model's name.
    pub model: String,
    /// What should happen.
    pub prompt: String,
    /// Such as `16:9`.
    pub aspect_ratio: Option<String>,
    /// As chosen.
    pub quality: Option<String>,
    /// Seconds.
    pub duration: Option<u32>,
    /// Ids of prepared pictures, in order.
    pub pictures: Vec<String>,
    /// 1 to 4 jobs of the same.
    pub takes: u32,
}

/// A job as the page sees it: never a row, always a copy.
#[derive(Clone, Debug)]
pub struct JobSnapshot {
    /// The record.
    pub job: Job,
    /// The clip, once there is one.
    pub clip: Option<Clip>,
    /// What holds it up, also where that concerns the whole queue.
    pub note: Option<Note>,
    /// How long such a job usually takes, ms.
    pub typical_ms: Millis,
    /// It takes unusually long.
    pub overdue: bool,
}

/// A clip as the page sees it.
#[derive(Clone, Debug)]
pub struct ClipSnapshot {
    /// The record.
    pub clip: Clip,
    /// What was asked for.
    pub job: Job,
    /// The file is not where it was put.
    pub missing: bool,
}

/// A page of the library.
#[derive(Clone, Debug)]
pub struct ClipPage {
    /// The clips.
    pub clips: Vec<ClipSnapshot>,
    /// Where the next page begins.
    pub next: Option<store::clip::Key>,
    /// Clips in the whole list.
    pub total: u32,
    /// Models in the library.
    pub models: Vec<String>,
}

/// How it stands with the key of the current service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// The service's origin.
    pub origin: String,
    /// The keyring.
    pub keyring: KeyringState,
    /// The key; None where the keyring has not said.
    pub held: Option<HeldName>,
    /// What the last check in this run said.
    pub verdict: Option<Verdict>,
}

/// Where a key is, without the key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeldName {
    /// In the keyring.
    Kept,
    /// In memory until the app quits.
    InMemory,
    /// Nowhere.
    None,
}

/// Everything at one moment.
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// Events with a lower revision are older.
    pub revision: u64,
    /// Unfinished jobs and those finished since the start, newest first.
    pub jobs: Vec<JobSnapshot>,
    /// The choices.
    pub settings: Settings,
    /// The key.
    pub account: Account,
}

/// What comes of one dropped thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PictureOutcome {
    /// It is a picture.
    Added(Picture),
    /// It is not.
    Refused {
        /// Its name.
        name: String,
        /// Why.
        why: Refusal,
    },
}

/// What the page is told.
#[derive(Clone, Debug)]
pub enum Event {
    /// A job changed.
    Job(u64, Box<JobSnapshot>),
    /// The library changed: lists are to be read again.
    Library(u64),
    /// A choice changed.
    Settings(u64, Box<Settings>),
    /// The key or the keyring changed.
    Account(u64, Account),
    /// Pictures were taken or refused.
    Pictures(Vec<PictureOutcome>),
    /// So many dropped files are being prepared.
    Preparing(usize),
}

type Reply<T> = oneshot::Sender<Result<T>>;

/// What can be asked of the actor.
enum Command {
    Snapshot(Reply<Snapshot>),
    Create { draft: Box<Draft>, press: String, reply: Reply<Vec<JobSnapshot>> },
    Stop { id: String, reply: Reply<JobSnapshot> },
    Watch { id: String, reply: Reply<JobSnapshot> },
    Retry { id: String, press: String, reply: Reply<JobSnapshot> },
    SendAgain { id: String, press: String, reply: Reply<JobSnapshot> },
    Adopt { id: String, task: String, reply: Reply<JobSnapshot> },
    Settings { patch: SettingsPatch, reply: Reply<Settings> },
    KeyChecked { verdict: Verdict, reply: Reply<(Account, Settings)> },
    KeyForgotten(Reply<Account>),
    LibraryChanged,
    Practice(Result<Endpoint>),
    Shutdown(oneshot::Sender<()>),
}

/// A handle to the studio. Cheap to clone.
#[derive(Clone)]
pub struct Studio {
    commands: mpsc::UnboundedSender<Command>,
    store: Store,
    gateway: Gateway,
    secrets: Secrets,
    folders: Folders,
    host: Arc<dyn Host>,
    clock: Arc<dyn Clock>,
    settings: watch::Receiver<Settings>,
    catalogue: Arc<Catalogue>,
}

impl Studio {
    /// Opens the database, picks up what was under way, and starts the actor. Must be called inside
    /// a tokio runtime.
    ///
    /// # Errors
    /// When the folders or the database cannot be used.
    pub async fn open(opening: Opening) -> Result<Self> {
        let Opening { mut folders, secrets, host, clock, time_scale } = opening;
        std::fs::create_dir_all(&folders.home)
            .map_err(|fault| Error::disk("make the home folder", fault))?;
        let store = Store::open(&folders.database())?;
        let settings = store.read(|db| store::settings::load(db)).await?;
        if let Some(folder) = &settings.folder {
            folders.clips.clone_from(folder);
        }
        // A library folder that is gone is a state of the app, not a reason to stay shut.
        if let Err(fault) = folders.make() {
            tracing::warn!(fault = %fault.chain(), "a folder could not be made");
        }
        let gateway = Gateway::new()?;
        let catalogue = Arc::new(Catalogue::bundled()?);
        let (commands, inbox) = mpsc::unbounded_channel();
        let (practice_tell, practice) = watch::channel(None);
        let (settings_tell, settings) = watch::channel(settings);
        let (reports, heard) = mpsc::unbounded_channel();
        let bench = Bench {
            store: store.clone(),
            gateway: gateway.clone(),
            secrets: secrets.clone(),
            folders: folders.clone(),
            clock: Arc::clone(&clock),
            practice,
            time_scale,
            reports,
        };
        let desk = desk::Desk::open(desk::Parts {
            bench,
            host: Arc::clone(&host),
            catalogue: Arc::clone(&catalogue),
            settings: settings_tell,
            practice: practice_tell,
            commands: commands.clone(),
        })
        .await?;
        tokio::spawn(desk.run(inbox, heard));
        let studio =
            Self { commands, store, gateway, secrets, folders, host, clock, settings, catalogue };
        studio.look_up_key();
        Ok(studio)
    }

    async fn ask<T>(&self, command: impl FnOnce(Reply<T>) -> Command) -> Result<T> {
        let gone = || Error::new(ErrorKind::Internal, "reach the studio");
        let (reply, answer) = oneshot::channel();
        self.commands.send(command(reply)).map_err(|_| gone())?;
        answer.await.map_err(|_| gone())?
    }

    /// Asks the keyring for the current service's key, without waiting for the answer.
    fn look_up_key(&self) {
        let (secrets, name) = (self.secrets.clone(), self.settings.borrow().service.key_name());
        tokio::spawn(async move { secrets.look_up(&name).await });
    }

    // ---- state

    /// Everything at one moment.
    ///
    /// # Errors
    /// When the studio has ended.
    pub async fn snapshot(&self) -> Result<Snapshot> {
        self.ask(Command::Snapshot).await
    }

    /// What the models accept.
    pub fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    /// The folders of this installation.
    pub fn folders(&self) -> &Folders {
        &self.folders
    }

    /// The choices as they are now.
    pub fn settings(&self) -> Settings {
        self.settings.borrow().clone()
    }

    /// Changes choices.
    ///
    /// # Errors
    /// An address that is not taken; nothing is changed then.
    pub async fn settings_set(&self, patch: SettingsPatch) -> Result<Settings> {
        let moved = patch.service.is_some();
        let settings = self.ask(|reply| Command::Settings { patch, reply }).await?;
        if moved {
            self.look_up_key();
        }
        Ok(settings)
    }

    // ---- jobs

    /// Makes the jobs of one press of Generate. The same press again gives the same jobs.
    ///
    /// # Errors
    /// What is wrong with the request, before anything is sent.
    pub async fn job_create(&self, draft: Draft, press: String) -> Result<Vec<JobSnapshot>> {
        let draft = Draft { prompt: draft.prompt.trim().to_owned(), ..draft };
        let count = draft.prompt.chars().count();
        if count == 0 {
            return Err(Error::new(ErrorKind::PromptEmpty, "check a request"));
        }
        if count > PROMPT_LIMIT {
            return Err(Error::new(ErrorKind::PromptTooLong, "check a request")
                .with("limit", PROMPT_LIMIT)
                .with("count", count));
        }
        self.catalogue.check(&draft.model, draft.pictures.len())?;
        let settings = self.settings();
        if !settings.practice && self.secrets.key(&settings.service.key_name()).await.is_none() {
            return Err(Error::new(missing_key(&self.secrets.known()), "check a request"));
        }
        let draft = Box::new(draft);
        self.ask(|reply| Command::Create { draft, press, reply }).await
    }

    /// Stops watching a job, or gives an unclear one up. The service has no cancel.
    ///
    /// # Errors
    /// When the job has ended already.
    pub async fn job_stop(&self, id: String) -> Result<JobSnapshot> {
        self.ask(|reply| Command::Stop { id, reply }).await
    }

    /// Watches a stopped or failed job again.
    ///
    /// # Errors
    /// When it has no task number.
    pub async fn job_watch(&self, id: String) -> Result<JobSnapshot> {
        self.ask(|reply| Command::Watch { id, reply }).await
    }

    /// A new job with the request of a failed or stopped one, at the same service.
    ///
    /// # Errors
    /// When the job is neither.
    pub async fn job_retry(&self, id: String, press: String) -> Result<JobSnapshot> {
        self.ask(|reply| Command::Retry { id, press, reply }).await
    }

    /// Sends an unclear job again, because a person has checked that it was not made.
    ///
    /// # Errors
    /// When the job is not unclear.
    pub async fn job_send_again(&self, id: String, press: String) -> Result<JobSnapshot> {
        self.ask(|reply| Command::SendAgain { id, press, reply }).await
    }

    /// Watches an unclear job under a number that a person found.
    ///
    /// # Errors
    /// When the job is not unclear, or the number is empty.
    pub async fn job_adopt(&self, id: String, task: String) -> Result<JobSnapshot> {
        self.ask(|reply| Command::Adopt { id, task, reply }).await
    }

    /// A job's record.
    ///
    /// # Errors
    /// [`ErrorKind::JobUnknown`].
    pub async fn job(&self, id: String) -> Result<Job> {
        let found = self.store.read(move |db| store::job::get(db, &id)).await?;
        found.ok_or_else(|| Error::new(ErrorKind::JobUnknown, "find a job"))
    }

    // ---- the key

    /// Checks a typed key, or the kept one, and keeps a typed one unless it is wrong. A good key
    /// leaves practice mode.
    ///
    /// # Errors
    /// What was typed cannot be a key, or there is none to check.
    pub async fn key_check(&self, typed: Option<&str>) -> Result<(Verdict, Account, Settings)> {
        let base = self.settings().service;
        let name = base.key_name();
        let (key, is_new) = match typed {
            Some(typed) => (ApiKey::parse(typed)?, true),
            None => {
                let key = self.secrets.key(&name).await;
                let missing = || Error::new(missing_key(&self.secrets.known()), "check a key");
                (key.ok_or_else(missing)?, false)
            }
        };
        let verdict = self.gateway.check(&Endpoint { base, key: key.clone() }).await;
        if is_new && verdict != Verdict::Wrong {
            self.secrets.keep(&name, key).await;
        }
        let (account, settings) = self.ask(|reply| Command::KeyChecked { verdict, reply }).await?;
        Ok((verdict, account, settings))
    }

    /// Forgets the key of the current service.
    ///
    /// # Errors
    /// When the keyring did not confirm it.
    pub async fn key_clear(&self) -> Result<Account> {
        let forgotten = self.secrets.forget(&self.settings().service.key_name()).await;
        let account = self.ask(Command::KeyForgotten).await?;
        forgotten.map(|()| account)
    }

    // ---- pictures

    /// Takes dropped or picked files as pictures; what came of each is told as an event.
    pub fn pictures_take(&self, paths: Vec<PathBuf>) {
        let studio = self.clone();
        tokio::spawn(async move { studio.take_all(paths).await });
    }

    async fn take_all(&self, paths: Vec<PathBuf>) {
        let mut outcomes = Vec::new();
        let (taken, surplus) = paths.split_at(paths.len().min(PICTURES_LIMIT));
        for (done, path) in taken.iter().enumerate() {
            self.host.emit(Event::Preparing(taken.len() - done));
            outcomes.push(self.take_one(path.clone()).await);
        }
        outcomes.extend(surplus.iter().map(|path| PictureOutcome::Refused {
            name: picture::display_name(path),
            why: Refusal::TooMany,
        }));
        self.host.emit(Event::Preparing(0));
        self.host.emit(Event::Pictures(outcomes));
    }

    async fn take_one(&self, path: PathBuf) -> PictureOutcome {
        let folders = self.folders.clone();
        let name = picture::display_name(&path);
        let taken = tokio::task::spawn_blocking(move || picture::take(&path, &folders)).await;
        let kept = match taken {
            Ok(Ok(picture)) => self.picture_keep(picture).await,
            Ok(Err(why)) => Err(why),
            // A decoder that panics has met a broken picture.
            Err(_) => Err(Refusal::Broken),
        };
        match kept {
            Ok(picture) => PictureOutcome::Added(picture),
            Err(why) => PictureOutcome::Refused { name, why },
        }
    }

    async fn picture_keep(&self, picture: Picture) -> Result<Picture, Refusal> {
        let (row, now) = (picture.clone(), self.clock.now());
        let kept = self.store.write(move |db| store::picture::insert(db, &row, now)).await;
        kept.map(|()| picture).map_err(|fault| match fault.kind {
            ErrorKind::DiskFull => Refusal::DiskFull,
            _ => Refusal::Unreadable,
        })
    }

    // ---- the library

    /// A page of the library.
    ///
    /// # Errors
    /// What the database says.
    pub async fn clips(&self, query: store::clip::Query) -> Result<ClipPage> {
        let folders = self.folders.clone();
        self.store
            .read(move |db| {
                let page = store::clip::list(db, &query)?;
                let clips = page.clips.into_iter().map(|row| clip_snapshot(row, &folders));
                Ok(ClipPage {
                    clips: clips.collect(),
                    next: page.next,
                    total: page.total,
                    models: page.models,
                })
            })
            .await
    }

    /// A clip.
    ///
    /// # Errors
    /// [`ErrorKind::ClipUnknown`].
    pub async fn clip(&self, id: String) -> Result<ClipSnapshot> {
        let folders = self.folders.clone();
        self.store.read(move |db| Ok(clip_snapshot(store::clip::get(db, &id)?, &folders))).await
    }

    /// Marks or unmarks a favourite.
    ///
    /// # Errors
    /// [`ErrorKind::ClipUnknown`].
    pub async fn clip_favourite(&self, id: String, on: bool) -> Result<ClipSnapshot> {
        let row = id.clone();
        self.store.write(move |db| store::clip::set_favourite(db, &row, on)).await?;
        self.library_changed();
        self.clip(id).await
    }

    /// Moves a clip and its file into the trash, or back.
    ///
    /// # Errors
    /// [`ErrorKind::ClipUnknown`], or what the disk says.
    pub async fn clip_trash(&self, id: String, into: bool) -> Result<ClipSnapshot> {
        let ClipSnapshot { clip, missing, .. } = self.clip(id.clone()).await?;
        if clip.trashed_at.is_some() == into {
            return self.clip(id).await;
        }
        let folders = self.folders.clone();
        let now = self.clock.now();
        self.store
            .write(move |db| {
                let from = folders.clip(&clip.name, !into);
                let to = if into { folders.trash() } else { folders.clips.clone() };
                let name = if missing {
                    clip.name.clone()
                } else {
                    std::fs::create_dir_all(&to)
                        .map_err(|fault| Error::disk("make the trash", fault))?;
                    crate::library::place(&from, &to, &clip.name)?
                };
                store::clip::set_trashed(db, &clip.id, into.then_some(now), &name)
            })
            .await?;
        self.library_changed();
        self.clip(id).await
    }

    fn library_changed(&self) {
        let _ = self.commands.send(Command::LibraryChanged);
    }

    /// Where a clip's file lies.
    ///
    /// # Errors
    /// [`ErrorKind::ClipUnknown`] or [`ErrorKind::ClipFileMissing`].
    pub async fn clip_file(&self, id: String) -> Result<PathBuf> {
        let ClipSnapshot { clip, missing, .. } = self.clip(id).await?;
        if missing {
            return Err(Error::new(ErrorKind::ClipFileMissing, "find a clip's file"));
        }
        Ok(self.folders.clip(&clip.name, clip.trashed_at.is_some()))
    }

    /// Where a clip's poster lies; drawn anew if it is missing.
    ///
    /// # Errors
    /// [`ErrorKind::ClipUnknown`], [`ErrorKind::ClipFileMissing`], [`ErrorKind::FrameUnreadable`].
    pub async fn poster_file(&self, id: String) -> Result<PathBuf> {
        let clip = self.clip(id.clone()).await?.clip;
        let poster = self.folders.poster(&clip.id);
        if !poster.exists() {
            let (folders, file) = (self.folders.clone(), self.clip_file(id).await?);
            blocking(move || make_poster(&folders, &file, &clip.id)).await?;
        }
        Ok(poster)
    }

    /// Where a picture's thumbnail lies.
    ///
    /// # Errors
    /// [`ErrorKind::PictureUnknown`].
    pub async fn thumb_file(&self, id: String) -> Result<PathBuf> {
        let folders = self.folders.clone();
        let found = self.store.read(move |db| store::picture::get(db, &id)).await?;
        let picture =
            found.ok_or_else(|| Error::new(ErrorKind::PictureUnknown, "find a picture"))?;
        Ok(Picture::thumb(&picture.id, &folders))
    }

    /// Saves a frame (from 0) as a PNG of full size beside the clips and says its name.
    ///
    /// # Errors
    /// [`ErrorKind::FrameUnreadable`], or what the disk says.
    pub async fn frame_save(&self, id: String, number: u32) -> Result<String> {
        let name = self.clip(id.clone()).await?.clip.name;
        let (file, folder) = (self.clip_file(id).await?, self.folders.clips.clone());
        blocking(move || {
            let stem = Path::new(&name).file_stem().unwrap_or_default().to_string_lossy();
            let part = folder.join(format!(".{}.frame", uuid::Uuid::now_v7()));
            picture::write(&part, &frame_png(&file, number)?)?;
            crate::library::place(&part, &folder, &format!("{stem} frame-{}.png", number + 1))
        })
        .await
    }

    /// Takes a frame (from 0) as a reference picture.
    ///
    /// # Errors
    /// [`ErrorKind::FrameUnreadable`], or what the disk says.
    pub async fn frame_picture(&self, id: String, number: u32) -> Result<Picture> {
        let name = self.clip(id.clone()).await?.clip.name;
        let (file, folders) = (self.clip_file(id).await?, self.folders.clone());
        let picture = blocking(move || {
            let png = frame_png(&file, number)?;
            let name = format!("{name} #{}", number + 1);
            picture::keep(&png, &name, &folders).map_err(refused)
        })
        .await?;
        self.picture_keep(picture).await.map_err(refused)
    }

    /// Ends the studio: nothing new is sent, a POST under way is waited for, all else stops.
    pub async fn shutdown(&self) {
        let (done, ended) = oneshot::channel();
        if self.commands.send(Command::Shutdown(done)).is_ok() {
            let _ = ended.await;
        }
    }
}

/// Longest wait at the end for a create POST: connecting and its answer.
const LAST_POST: Duration = Duration::from_secs(200);
/// Longest wait at the end for everything else.
const LAST_WORK: Duration = Duration::from_secs(5);

fn missing_key(known: &Known) -> ErrorKind {
    match known.keyring {
        KeyringState::Locked => ErrorKind::KeyringLocked,
        KeyringState::Denied => ErrorKind::KeyringDenied,
        KeyringState::Waiting => ErrorKind::KeyringSlow,
        KeyringState::Ready | KeyringState::Absent => ErrorKind::KeyMissing,
    }
}

fn refused(why: Refusal) -> Error {
    let kind = match why {
        Refusal::DiskFull => ErrorKind::DiskFull,
        _ => ErrorKind::FrameUnreadable,
    };
    Error::new(kind, "keep a frame as a picture")
}

fn frame_png(file: &Path, number: u32) -> Result<Vec<u8>> {
    let unreadable = |fault| Error::new(ErrorKind::FrameUnreadable, "read a frame").because(fault);
    let pixels = frame::at(file, number)
        .map_err(|fault| Error::new(ErrorKind::FrameUnreadable, "read a frame").because(fault))?;
    let mut png = std::io::Cursor::new(Vec::new());
    pixels.write_to(&mut png, image::ImageFormat::Png).map_err(unreadable)?;
    Ok(png.into_inner())
}

fn clip_snapshot((clip, job): (Clip, Job), folders: &Folders) -> ClipSnapshot {
    let missing = !folders.clip(&clip.name, clip.trashed_at.is_some()).is_file();
    ClipSnapshot { clip, job, missing }
}

fn account(service: &Base, known: &Known, verdict: Option<Verdict>) -> Account {
    let held = known.held(&service.key_name()).map(|held| match held {
        Held::Kept(_) => HeldName::Kept,
        Held::InMemory(_) => HeldName::InMemory,
        Held::None => HeldName::None,
    });
    Account { origin: service.origin(), keyring: known.keyring, held, verdict }
}

/// Whether a waiting job's hindrance is gone, as far as the studio can tell.
fn may_go(job: &Job, known: &Known, practice_runs: bool) -> bool {
    match &job.service {
        Service::Practice => practice_runs,
        Service::Remote(base) => known.key(&base.key_name()).is_some(),
    }
}

async fn blocking<R: Send + 'static>(
    work: impl FnOnce() -> Result<R> + Send + 'static,
) -> Result<R> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|fault| Error::internal("finish blocking work", fault))?
}
