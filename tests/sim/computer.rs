//! One simulated computer: a folder, a keyring, a clock, and the app that is started on it again
//! and again. A start ends in the middle of whatever is going on: only what is on the disk is left.

use std::path::Path;
use std::sync::Arc;

use stillwake_core::error::{Error, ErrorKind, Result};
use stillwake_core::gateway::{Base, Endpoint};
use stillwake_core::host::{Clock, Host};
use stillwake_core::job::Job;
use stillwake_core::library::Folders;
use stillwake_core::secret::{ApiKey, Keychain, MemoryKeychain, Secrets};
use stillwake_core::settings::SettingsPatch;
use stillwake_core::store;
use stillwake_core::studio::{Draft, Event, Opening, Studio};
use tempfile::TempDir;

use crate::service::{SERVICE, Service};
use crate::time::Time;
use crate::wire::Wire;

pub const KEY: &str = "sk-simulated-key";

/// A page that nobody looks at.
pub struct Nobody;

#[async_trait::async_trait]
impl Host for Nobody {
    fn emit(&self, _: Event) {}
    async fn practice_start(&self) -> Result<Endpoint> {
        Err(Error::new(ErrorKind::NotNow, "practise in a simulation"))
    }
    async fn practice_stop(&self) {}
}

pub struct Computer {
    pub home: TempDir,
    pub time: Arc<Time>,
    pub service: Arc<Service>,
    keychain: MemoryKeychain,
}

impl Computer {
    /// A computer with a key for the service.
    pub fn new(service: Service) -> Self {
        let memory = Path::new("/dev/shm");
        let home = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() };
        let keychain = MemoryKeychain::default();
        let name = Base::parse(SERVICE).unwrap().key_name();
        keychain.set(&name, &ApiKey::parse(KEY).unwrap()).unwrap();
        Self {
            home: home.unwrap(),
            time: Arc::clone(&service.time),
            service: Arc::new(service),
            keychain,
        }
    }

    pub fn folders(&self) -> Folders {
        Folders { home: self.home.path().to_owned(), clips: self.home.path().join("clips") }
    }

    /// Starts the app, does something with it, and pulls the plug.
    pub fn start<R>(&self, act: impl AsyncFnOnce(&Studio) -> R) -> R {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .start_paused(true)
            .build()
            .unwrap();
        runtime.block_on(async {
            self.time.carry_on();
            self.service.state().starts += 1;
            self.service.note("start".into());
            let opening = Opening {
                folders: self.folders(),
                secrets: Secrets::start(self.keychain.clone()).unwrap(),
                host: Arc::new(Nobody),
                clock: Arc::clone(&self.time) as Arc<dyn Clock>,
                time_scale: 1.0,
                steps: stillwake_core::step::unwatched(),
            };
            let wire = Arc::new(Wire(Arc::clone(&self.service)));
            let studio = Studio::carried(opening, Some(wire)).await.unwrap();
            let service = Some(SERVICE.to_owned());
            let patch =
                SettingsPatch { service, jobs_at_once: Some(10), ..SettingsPatch::default() };
            studio.settings_set(patch).await.unwrap();
            let acted = act(&studio).await;
            self.service.note("plug pulled".into());
            self.time.hold();
            acted
        })
    }

    /// Until a true time.
    pub async fn until(&self, at: u64) {
        let left = at.saturating_sub(self.time.true_now());
        tokio::time::sleep(std::time::Duration::from_millis(left)).await;
    }

    /// The computer sleeps so long; what was on the wire then breaks.
    pub fn sleep(&self, millis: u64) {
        self.service.note(format!("sleeps {millis} ms"));
        self.time.sleep(millis);
        self.service.broken.send_modify(|times| *times += 1);
    }

    /// All jobs as they stand in the database, oldest first.
    pub fn jobs(&self) -> Vec<Job> {
        let db = self.database();
        let mut ids = db.prepare("SELECT id FROM job ORDER BY id").unwrap();
        let ids = ids.query_map([], |row| row.get::<_, String>(0)).unwrap();
        ids.map(|id| store::job::get(&db, &id.unwrap()).unwrap().unwrap()).collect()
    }

    pub fn database(&self) -> rusqlite::Connection {
        rusqlite::Connection::open(self.folders().database()).unwrap()
    }
}

pub fn draft(job: u64) -> Draft {
    Draft {
        model: "veo3".into(),
        prompt: format!("job {job}"),
        aspect_ratio: None,
        quality: None,
        duration: None,
        pictures: Vec::new(),
        takes: 1,
        first: false,
    }
}

/// The person's number of a job.
pub fn number(job: &Job) -> u64 {
    job.request.prompt.trim_start_matches("job ").parse().unwrap()
}
