//! A studio on a folder of its own, against a practice gateway, with everything it says recorded.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant};

use stillwake_core::error::Result;
use stillwake_core::gateway::{Base, Endpoint};
use stillwake_core::host::{Clock, Host, Millis, SystemClock};
use stillwake_core::library::Folders;
use stillwake_core::secret::{ApiKey, Keychain, MemoryKeychain, Secrets};
use stillwake_core::settings::SettingsPatch;
use stillwake_core::step::{Steps, unwatched};
use stillwake_core::studio::{Draft, Event, JobSnapshot, Opening, PictureOutcome, Studio};
use stillwake_practice::{Config, Gateway};
use tempfile::TempDir;
use tokio::sync::mpsc;

/// Waits of the app are this much shorter here: 10 s become 0.1 s.
pub const SCALE: f64 = 0.01;
/// Generous, because the machine may be busy: a test that waits so long has failed.
const PATIENCE: Duration = Duration::from_secs(60);

pub struct Recorder {
    events: mpsc::UnboundedSender<Event>,
    practice: Option<Endpoint>,
}

impl Recorder {
    /// For a test without a practice studio.
    pub fn silent(events: mpsc::UnboundedSender<Event>) -> Self {
        Self { events, practice: None }
    }
}

#[async_trait::async_trait]
impl Host for Recorder {
    fn emit(&self, event: Event) {
        let _ = self.events.send(event);
    }
    async fn practice_start(&self) -> Result<Endpoint> {
        Ok(self.practice.clone().expect("this test has no practice studio"))
    }
    async fn practice_stop(&self) {}
}

/// The system's clock, set forward or back by a test.
#[derive(Clone, Default)]
pub struct Shifted(Arc<AtomicI64>);

impl Shifted {
    pub fn by(&self, ms: Millis) {
        self.0.fetch_add(ms, Ordering::SeqCst);
    }
}

impl Clock for Shifted {
    fn now(&self) -> Millis {
        SystemClock.now() + self.0.load(Ordering::SeqCst)
    }
}

pub struct Bench {
    pub home: TempDir,
    pub gateway: Gateway,
    pub keychain: MemoryKeychain,
    pub studio: Studio,
    pub events: mpsc::UnboundedReceiver<Event>,
    pub clock: Shifted,
}

impl Bench {
    /// A studio whose service is the gateway, with the gateway's key kept.
    pub async fn start() -> Self {
        let config = Config {
            queued: Duration::from_millis(50),
            making: Duration::from_millis(150),
            ..Config::default()
        };
        Self::with(Gateway::start(config).await.unwrap(), tempfile::tempdir().unwrap()).await
    }

    /// The same in a folder that the test chose.
    pub async fn start_in(home: &Path) -> Self {
        std::fs::create_dir_all(home).unwrap();
        let making = Duration::from_millis(50);
        let config = Config { queued: making, making, ..Config::default() };
        let gateway = Gateway::start(config).await.unwrap();
        Self::with(gateway, tempfile::tempdir_in(home).unwrap()).await
    }

    async fn with(gateway: Gateway, home: TempDir) -> Self {
        let keychain = MemoryKeychain::default();
        let key = ApiKey::parse(gateway.key()).unwrap();
        let name = Base::parse(&gateway.origin()).unwrap().key_name();
        keychain.set(&name, &key).unwrap();
        let clock = Shifted::default();
        let (studio, events) =
            open_with(home.path(), &keychain, &gateway, &clock, unwatched()).await;
        let service = Some(gateway.origin());
        let patch = SettingsPatch { service, ..SettingsPatch::default() };
        studio.settings_set(patch).await.unwrap();
        Self { home, gateway, keychain, studio, events, clock }
    }

    /// Opens another studio on the same folder, as a new start of the app does.
    pub async fn restart(&mut self) {
        self.studio.shutdown().await;
        let (studio, events) =
            open_with(self.home.path(), &self.keychain, &self.gateway, &self.clock, unwatched())
                .await;
        self.studio = studio;
        self.events = events;
    }

    pub async fn create(&self, draft: Draft) -> JobSnapshot {
        let press = format!("press-{}", rand());
        self.studio.job_create(draft, press).await.unwrap().remove(0)
    }

    /// The job once it is as wanted.
    pub async fn until(&self, id: &str, what: impl Fn(&JobSnapshot) -> bool) -> JobSnapshot {
        let begun = Instant::now();
        loop {
            let jobs = self.studio.snapshot().await.unwrap().jobs;
            let job = jobs.into_iter().find(|job| job.job.id == id).expect("the job is known");
            if what(&job) {
                return job;
            }
            assert!(begun.elapsed() < PATIENCE, "still {:?} {:?}", job.job.state, job.note);
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    pub async fn until_state(&self, id: &str, name: &str) -> JobSnapshot {
        self.until(id, |job| job.job.state.name().name() == name).await
    }

    /// Takes files and says what came of each.
    pub async fn take(&mut self, paths: &[&Path]) -> Vec<PictureOutcome> {
        self.studio.pictures_take(paths.iter().map(|path| path.to_path_buf()).collect());
        self.outcomes().await
    }

    /// What came of the pictures that are being taken.
    pub async fn outcomes(&mut self) -> Vec<PictureOutcome> {
        loop {
            let event = tokio::time::timeout(PATIENCE, self.events.recv()).await.unwrap().unwrap();
            if let Event::Pictures(outcomes) = event {
                return outcomes;
            }
        }
    }

    /// Requests that the gateway saw, but for the price list: that is read in the background.
    pub fn asked(&self) -> usize {
        self.gateway.requests().iter().filter(|seen| seen.path != "/api/pricing").count()
    }

    pub fn clips(&self) -> Vec<String> {
        names(&self.home.path().join("clips"))
    }
}

pub async fn open(
    home: &Path,
    keychain: &MemoryKeychain,
    gateway: &Gateway,
) -> (Studio, mpsc::UnboundedReceiver<Event>) {
    open_watched(home, keychain, gateway, unwatched()).await
}

/// The same with somebody who stands at the durable steps.
pub async fn open_watched(
    home: &Path,
    keychain: &MemoryKeychain,
    gateway: &Gateway,
    steps: Arc<dyn Steps>,
) -> (Studio, mpsc::UnboundedReceiver<Event>) {
    open_with(home, keychain, gateway, &Shifted::default(), steps).await
}

/// The same by a clock of the test's own.
pub async fn open_at(
    home: &Path,
    keychain: &MemoryKeychain,
    gateway: &Gateway,
    clock: &Shifted,
) -> (Studio, mpsc::UnboundedReceiver<Event>) {
    open_with(home, keychain, gateway, clock, unwatched()).await
}

async fn open_with(
    home: &Path,
    keychain: &MemoryKeychain,
    gateway: &Gateway,
    clock: &Shifted,
    steps: Arc<dyn Steps>,
) -> (Studio, mpsc::UnboundedReceiver<Event>) {
    let (events, heard) = mpsc::unbounded_channel();
    let practice = Endpoint {
        base: Base::parse(&gateway.origin()).unwrap(),
        key: ApiKey::parse(gateway.key()).unwrap(),
    };
    let opening = Opening {
        folders: folders(home),
        secrets: Secrets::start(keychain.clone()).unwrap(),
        host: Arc::new(Recorder { events, practice: Some(practice) }),
        clock: Arc::new(clock.clone()),
        time_scale: SCALE,
        steps,
    };
    (Studio::open(opening).await.unwrap(), heard)
}

pub fn folders(home: &Path) -> Folders {
    Folders { home: home.to_owned(), clips: home.join("clips") }
}

pub fn draft(prompt: &str) -> Draft {
    Draft {
        model: "veo3".into(),
        prompt: prompt.into(),
        aspect_ratio: Some("9:16".into()),
        quality: None,
        duration: Some(1),
        pictures: Vec::new(),
        takes: 1,
        first: false,
    }
}

pub fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// Different at every call; that is all that is asked of it.
pub fn rand() -> String {
    uuid::Uuid::new_v4().to_string()
}
