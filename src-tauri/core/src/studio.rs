//! The studio: one actor that owns all changing state, behind a cheap handle. A closed set of
//! commands goes in, a closed set of events comes out. Lists and files are read past the actor,
//! because they change nothing.

mod arranging;
mod desk;
mod keeping;
mod keys;
mod looking;
mod money;
mod own_models;
mod pictures;
mod presets;
mod queue;
mod recalling;
mod record;
mod shelf;
mod sweeping;
mod view;

use std::collections::HashSet;
use std::sync::atomic::AtomicUsize;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::sync::{mpsc, oneshot, watch};

use keys::missing_key;
pub use money::{Press, Priced, Quote};
pub use record::Record;
pub use view::{
    Account, ClipCount, ClipFamily, ClipFile, ClipPage, ClipSnapshot, Draft, Event, Exported,
    HeldName, JobSnapshot, Looked, ModelSnapshot, OldJobs, PartKind, PictureOutcome, Queue,
    Recalled, Saved, Snapshot, Standstill, TrashEmptied, WaitingAnswer,
};

use crate::blocking::blocking;
use crate::catalogue::{self, Catalogue};
use crate::clip::Clip;
use crate::error::{Error, ErrorKind, Result};
use crate::gateway::carrier::Carrier;
use crate::gateway::{Base, Endpoint, Gateway, Verdict, Wiring};
use crate::host::{Clock, Host};
use crate::job::runner::Bench;
use crate::job::{Job, Service};
use crate::library::Folders;
use crate::secret::{Held, Known, Secrets};
use crate::settings::{PROMPT_LIMIT, Settings, SettingsPatch};
use crate::step::Steps;
use crate::store::lock::Lock;
use crate::store::opening::{Mended, Opened};
use crate::store::{self, Store};

/// What a studio is opened with.
#[derive(Clone)]
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
    /// Who stands at the durable steps; [`step::unwatched`] outside tests.
    pub steps: Arc<dyn Steps>,
}

type Reply<T> = oneshot::Sender<Result<T>>;

/// What can be asked of the actor.
enum Command {
    Snapshot(Reply<Snapshot>),
    Create { draft: Box<Draft>, press: String, reply: Reply<Vec<JobSnapshot>> },
    Stop { id: String, reply: Reply<JobSnapshot> },
    Watch { id: String, reply: Reply<JobSnapshot> },
    Ask { id: String, reply: Reply<JobSnapshot> },
    Retry { id: String, press: String, reply: Reply<JobSnapshot> },
    SendAgain { id: String, press: String, reply: Reply<JobSnapshot> },
    Adopt { id: String, task: String, reply: Reply<JobSnapshot> },
    Add { task: String, model: String, press: String, reply: Reply<JobSnapshot> },
    Move { id: String, before: Option<String>, reply: Reply<Vec<JobSnapshot>> },
    Clear { ids: Vec<String>, reply: Reply<Vec<String>> },
    BringBack { ids: Vec<String>, reply: Reply<Vec<JobSnapshot>> },
    QueuePause(Reply<Queue>),
    QueueGoOn { over: Standstill, reply: Reply<Queue> },
    Waiting { answer: WaitingAnswer, ids: Vec<String>, reply: Reply<Queue> },
    Download { clip: Box<Clip>, reply: Reply<JobSnapshot> },
    Settings { patch: SettingsPatch, reply: Reply<Settings> },
    KeyChecked { verdict: Verdict, listing: Option<Listing>, reply: Reply<(Account, Settings)> },
    KeyForgotten(Reply<Account>),
    Account(Reply<Account>),
    LibraryChanged,
    WindowShown,
    Listed { asked: desk::Asked, listing: Option<Listing> },
    OwnModels(Option<own_models::Found>),
    Prices(Arc<Priced>),
    Practice(Result<Endpoint>),
    Shutdown(oneshot::Sender<()>),
}

/// The models that a service listed for a key.
struct Listing {
    service: Base,
    key_print: String,
    models: HashSet<String>,
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
    catalogue: watch::Receiver<Arc<Catalogue>>,
    prices: watch::Receiver<Option<Arc<Priced>>>,
    /// What was done to the database at the start.
    mended: Option<Mended>,
    /// Set once the window is there.
    shown: Arc<watch::Sender<bool>>,
    /// Pictures that are being prepared.
    landing: Arc<AtomicUsize>,
    /// Held by whoever prepares a picture.
    preparing: Arc<tokio::sync::Mutex<()>>,
    /// Held by whoever looks for files; how their folders stood when that was done last.
    looking: Arc<tokio::sync::Mutex<looking::Stamp>>,
    /// Files of ours that were dropped and may be taken in.
    recalled: Arc<Mutex<recalling::Recent>>,
}

impl Studio {
    /// Opens the database, picks up what was under way, and starts the actor. Must be called inside
    /// a tokio runtime.
    ///
    /// # Errors
    /// [`ErrorKind::AlreadyOpen`] where another studio works on the same folder; else when the
    /// folders or the database cannot be used.
    pub async fn open(opening: Opening) -> Result<Self> {
        Self::carried(opening, None).await
    }

    /// The same with somebody who carries its requests in place of the network: for tests alone.
    ///
    /// # Errors
    /// See [`Studio::open`].
    pub async fn carried(opening: Opening, carrier: Option<Arc<dyn Carrier>>) -> Result<Self> {
        let file = opening.folders.database();
        match Self::open_once(opening.clone(), carrier.clone()).await {
            // Damage that shows only while jobs are taken in is repaired like any other.
            Err(fault) if store::opening::is_damage(&fault) => {
                tracing::error!(fault = %fault.chain(), "the database is damaged");
                store::opening::note_damage(&file)?;
                Self::open_once(opening, carrier).await
            }
            opened => opened,
        }
    }

    async fn open_once(opening: Opening, carrier: Option<Arc<dyn Carrier>>) -> Result<Self> {
        let Opening { mut folders, secrets, host, clock, time_scale, steps } = opening;
        std::fs::create_dir_all(&folders.home)
            .map_err(|fault| Error::disk("make the home folder", fault))?;
        let lock = Lock::take(&folders.home)?;
        let opened = store::opening::open(&folders.database(), clock.now(), Arc::clone(&steps))?;
        let Opened { store, journal, mended } = opened;
        let settings = store.read(|db| store::settings::load(db)).await?;
        if let Some(folder) = &settings.folder {
            folders.clips.clone_from(folder);
        }
        // A library folder that is gone is a state of the app, not a reason to stay shut.
        if let Err(fault) = folders.make() {
            tracing::warn!(fault = %fault.chain(), "a folder could not be made");
        }
        let unfinished = folders.clone();
        let swept = blocking(move || unfinished.sweep_unfinished());
        if let Err(fault) = swept.await {
            tracing::warn!(fault = %fault.chain(), "unfinished files were not removed");
        }
        if let Err(fault) = store.write(|db| store::picture::forget_no_uploads(db)).await {
            tracing::warn!(fault = %fault.chain(), "services without uploads are not asked again");
        }
        let gateway =
            Gateway::new(Wiring { route: None, time_scale, carrier, ..Wiring::default() });
        let own = own_models::read(&folders.own_models())?;
        let (catalogue_tell, catalogue) = watch::channel(Arc::clone(&own.catalogue));
        let (commands, inbox) = mpsc::unbounded_channel();
        let (practice_tell, practice) = watch::channel(None);
        let (settings_tell, settings) = watch::channel(settings);
        let (prices_tell, prices) = watch::channel(None);
        let (reports, heard) = mpsc::unbounded_channel();
        let (wake, wakes) = watch::channel(0);
        let bench = Bench {
            store: store.clone(),
            journal,
            gateway: gateway.clone(),
            secrets: secrets.clone(),
            folders: folders.clone(),
            clock: Arc::clone(&clock),
            settings: settings.clone(),
            practice,
            time_scale,
            steps,
            reports,
            wakes,
        };
        let desk = desk::Desk::open(desk::Parts {
            lock,
            bench,
            host: Arc::clone(&host),
            catalogue: Arc::clone(&own.catalogue),
            catalogue_tell,
            own_stamp: own.stamp,
            settings: settings_tell,
            practice: practice_tell,
            prices: prices_tell,
            commands: commands.clone(),
            wake,
        })
        .await?;
        tokio::spawn(desk.run(inbox, heard));
        let studio = Self {
            commands,
            store,
            gateway,
            secrets,
            folders,
            host,
            clock,
            settings,
            prices,
            catalogue,
            mended,
            shown: Arc::new(watch::Sender::new(false)),
            landing: Arc::default(),
            preparing: Arc::default(),
            looking: Arc::default(),
            recalled: Arc::default(),
        };
        studio.look_up_key();
        studio.keep_record();
        studio.keep_tidy();
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
        self.look_up_proxy_password();
    }

    /// The same for the password of the proxy, where one is named.
    fn look_up_proxy_password(&self) {
        let Some(name) = self.settings.borrow().proxy_key_name() else { return };
        let secrets = self.secrets.clone();
        tokio::spawn(async move { secrets.look_up(&name).await });
    }

    /// The window is there and usable: what can wait until then may begin.
    pub fn window_shown(&self) {
        // A studio that has ended has nothing left to begin.
        let _ = self.commands.send(Command::WindowShown);
        self.shown.send_replace(true);
    }

    // ---- state

    /// Everything at one moment.
    ///
    /// # Errors
    /// When the studio has ended.
    pub async fn snapshot(&self) -> Result<Snapshot> {
        self.ask(Command::Snapshot).await
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
        let (moved, other_proxy) = (patch.service.is_some(), patch.proxy_address.is_some());
        let settings = self.ask(|reply| Command::Settings { patch, reply }).await?;
        if moved {
            self.look_up_key();
        } else if other_proxy {
            self.look_up_proxy_password();
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
        let draft = checked(draft)?;
        let settings = self.settings();
        let catalogue = Arc::clone(&self.catalogue.borrow());
        match settings.service.is_vendor() {
            true => catalogue.check(&draft.model, draft.pictures.len())?,
            false => catalogue.elsewhere().check(&draft.model, draft.pictures.len())?,
        }
        self.check_key("check a request").await?;
        let draft = Box::new(draft);
        self.ask(|reply| Command::Create { draft, press, reply }).await
    }

    /// Whether the service of now can be asked for anything; practice needs no key.
    async fn check_key(&self, tried: &str) -> Result<()> {
        let settings = self.settings();
        if !settings.practice && self.secrets.key(&settings.service.key_name()).await.is_none() {
            return Err(Error::new(missing_key(&self.secrets.known()), tried));
        }
        Ok(())
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

    /// Asks about a job in the making now, and gives it as it stands after the answer; after ten
    /// seconds, as it stands then. Asked for again meanwhile, it is still one question.
    ///
    /// # Errors
    /// When it is not in the making.
    pub async fn job_ask(&self, id: String) -> Result<JobSnapshot> {
        self.ask(|reply| Command::Ask { id, reply }).await
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

    /// Has the lost file of a clip again. It costs nothing: its service is asked for it under the
    /// number of the job, and nothing is made anew.
    ///
    /// # Errors
    /// [`ErrorKind::NotNow`] when the file is where it was put, or nobody can be asked for it.
    pub async fn clip_download(&self, id: String) -> Result<JobSnapshot> {
        let ClipSnapshot { clip, file, .. } = self.clip(id).await?;
        if !(file.missing && file.downloadable) {
            return Err(Error::new(ErrorKind::NotNow, "download a clip again"));
        }
        let clip = Box::new(clip);
        self.ask(|reply| Command::Download { clip, reply }).await
    }

    /// A job's record.
    ///
    /// # Errors
    /// [`ErrorKind::JobUnknown`].
    pub async fn job(&self, id: String) -> Result<Job> {
        let found = self.store.read(move |db| store::job::get(db, &id)).await?;
        found.ok_or_else(|| Error::new(ErrorKind::JobUnknown, "find a job"))
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

/// A draft with its typed parts as they are sent; one that is empty is left out.
fn checked(draft: Draft) -> Result<Draft> {
    let wrong = |kind| Error::new(kind, "check a request");
    let model =
        catalogue::model_name(&draft.model).ok_or_else(|| wrong(ErrorKind::ModelInvalid))?;
    let typed = draft.quality.as_deref().filter(|typed| !typed.trim().is_empty());
    let size = |typed| {
        let limit = catalogue::SIZE_LIMIT;
        catalogue::size_text(typed)
            .ok_or_else(|| wrong(ErrorKind::SizeInvalid).with("limit", limit))
    };
    let quality = typed.map(size).transpose()?;
    Ok(Draft { model, quality, ..draft })
}

fn account(settings: &Settings, known: &Known, verdict: Option<Verdict>) -> Account {
    let held = |name: &str| {
        known.held(name).map(|held| match held {
            Held::Kept(_) => HeldName::Kept,
            Held::InMemory(_) => HeldName::InMemory,
            Held::None => HeldName::None,
        })
    };
    let proxy_password = match settings.proxy_key_name() {
        Some(name) => held(&name),
        None => Some(HeldName::None),
    };
    let (origin, key) = (settings.service.origin(), held(&settings.service.key_name()));
    Account { origin, keyring: known.keyring, held: key, verdict, proxy_password }
}

/// Whether a waiting job's hindrance is gone, as far as the studio can tell.
fn may_go(job: &Job, known: &Known, practice_runs: bool) -> bool {
    match &job.service {
        Service::Practice => practice_runs,
        Service::Remote(base) => known.key(&base.key_name()).is_some(),
    }
}
