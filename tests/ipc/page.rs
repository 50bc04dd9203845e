//! A page in front of a real studio: commands through Tauri's own dispatch on its mock runtime, with
//! the practice gateway behind them and a desktop that does nothing.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use stillwake_app::wire::MediaBase;
use stillwake_app::{Desktop, Pasted};
use stillwake_core::error::{Error, ErrorKind, Result};
use stillwake_core::gateway::{Base, Endpoint};
use stillwake_core::host::{Host, SystemClock};
use stillwake_core::library::Folders;
use stillwake_core::picture::Pixels;
use stillwake_core::secret::{ApiKey, MemoryKeychain, Secrets};
use stillwake_core::studio::{Event, Opening, Studio};
use stillwake_practice::{Config, Gateway};
use tauri::test::{INVOKE_KEY, MockRuntime, mock_builder, mock_context, noop_assets};
use tauri::{WebviewWindow, WebviewWindowBuilder};

struct Surroundings(Endpoint);

#[async_trait::async_trait]
impl Host for Surroundings {
    fn emit(&self, _: Event) {}
    async fn practice_start(&self) -> Result<Endpoint> {
        Ok(self.0.clone())
    }
    async fn practice_stop(&self) {}
}

/// A desktop whose person closes the picker and has a key on the clipboard. Restarts are counted.
struct FakeDesktop(String, Arc<AtomicUsize>);

#[async_trait::async_trait]
impl Desktop for FakeDesktop {
    fn reveal(&self, file: &Path) -> Result<()> {
        assert!(file.is_file());
        Ok(())
    }
    fn open(&self, file: &Path) -> Result<()> {
        self.reveal(file)
    }
    fn browse(&self, address: &str) -> Result<()> {
        assert!(address.ends_with("/console/token"), "{address}");
        Ok(())
    }
    async fn pick_pictures(&self) -> Result<Vec<PathBuf>> {
        Err(Error::new(ErrorKind::Cancelled, "pick pictures"))
    }
    async fn pick_place(&self, file: &Path) -> Result<PathBuf> {
        Ok(file.with_extension("copy.mp4"))
    }
    async fn pick_folder(&self) -> Result<PathBuf> {
        Err(Error::new(ErrorKind::Cancelled, "choose a folder"))
    }
    fn drag(&self, files: Vec<PathBuf>) -> Result<()> {
        assert!(files.iter().all(|file| file.is_file()));
        Ok(())
    }
    async fn copy_picture(&self, picture: Pixels) -> Result<()> {
        assert_eq!(picture.rgba.len(), (picture.width * picture.height * 4) as usize);
        Ok(())
    }
    async fn copy(&self, _: String) -> Result<()> {
        Ok(())
    }
    async fn pasted(&self) -> Result<String> {
        Ok(self.0.clone())
    }
    async fn pasted_pictures(&self) -> Result<Pasted> {
        let rgba = [200, 120, 40, 255].repeat(12);
        Ok(match self.1.load(Ordering::SeqCst) {
            0 => Pasted::Pixels(Pixels { width: 4, height: 3, rgba }),
            _ => Pasted::Nothing,
        })
    }
    fn restart(&self) {
        self.1.fetch_add(1, Ordering::SeqCst);
    }
}

pub struct Page {
    pub window: WebviewWindow<MockRuntime>,
    pub gateway: Gateway,
    pub home: tempfile::TempDir,
    pub restarts: Arc<AtomicUsize>,
}

impl Page {
    pub fn open() -> Self {
        let home = tempfile::tempdir().unwrap();
        let making = Duration::from_millis(100);
        let config = Config { queued: making, making, ..Config::default() };
        let gateway = tauri::async_runtime::block_on(Gateway::start(config)).unwrap();
        let endpoint = Endpoint {
            base: Base::parse(&gateway.origin()).unwrap(),
            key: ApiKey::parse(gateway.key()).unwrap(),
        };
        let opening = Opening {
            folders: Folders { home: home.path().into(), clips: home.path().join("clips") },
            secrets: Secrets::start(MemoryKeychain::default()).unwrap(),
            host: Arc::new(Surroundings(endpoint)),
            clock: Arc::new(SystemClock),
            time_scale: 0.01,
            steps: stillwake_core::step::unwatched(),
        };
        let studio = tauri::async_runtime::block_on(Studio::open(opening)).unwrap();
        let restarts = Arc::default();
        let desktop: Arc<dyn Desktop> =
            Arc::new(FakeDesktop(gateway.key().into(), Arc::clone(&restarts)));
        let app = mock_builder()
            .invoke_handler(stillwake_app::list().invoke_handler())
            .manage(studio)
            .manage(MediaBase("http://127.0.0.1:1/token".into()))
            .manage(desktop)
            .build(mock_context(noop_assets()))
            .unwrap();
        let window = WebviewWindowBuilder::new(&app, "main", Default::default()).build().unwrap();
        Self { window, gateway, home, restarts }
    }

    /// Calls a command as the page does.
    pub fn call(&self, command: &str, arguments: Value) -> std::result::Result<Value, Value> {
        let request = tauri::webview::InvokeRequest {
            cmd: command.into(),
            callback: tauri::ipc::CallbackFn(0),
            error: tauri::ipc::CallbackFn(1),
            url: "tauri://localhost".parse().unwrap(),
            body: arguments.into(),
            headers: Default::default(),
            invoke_key: INVOKE_KEY.to_owned(),
        };
        let answer = tauri::test::get_ipc_response(&self.window, request);
        answer.map(|body| body.deserialize::<Value>().unwrap())
    }

    pub fn good(&self, command: &str, arguments: Value) -> Value {
        self.call(command, arguments).unwrap_or_else(|fault| panic!("{command}: {fault}"))
    }

    pub fn refused(&self, command: &str, arguments: Value) -> Value {
        let fault = self.call(command, arguments).expect_err(command);
        let fields: Vec<&String> = fault.as_object().unwrap().keys().collect();
        assert_eq!(fields, ["code", "params", "retryAfterMs"], "{command}");
        fault
    }

    pub fn job(&self, id: &str, state: &str) -> Value {
        let begun = Instant::now();
        loop {
            let all = self.good("app_state", json!({}));
            let jobs = all["jobs"].as_array().unwrap();
            let job = jobs.iter().find(|job| job["id"] == id).unwrap().clone();
            if job["state"] == state {
                return job;
            }
            assert!(begun.elapsed() < Duration::from_secs(60), "{job}");
            std::thread::sleep(Duration::from_millis(30));
        }
    }
}

pub fn request(prompt: &str) -> Value {
    json!({"model": "veo3", "prompt": prompt, "aspectRatio": "1:1", "quality": null,
        "duration": 1, "pictures": [], "takes": 1, "first": false})
}
