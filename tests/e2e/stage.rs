//! One test's world: a fresh folder, the program opened in it through WebDriver, and its end,
//! restart or sudden death. Knows nothing of what the page holds.

use std::fmt::Display;
use std::fs::{self, File};
use std::net::{TcpListener, TcpStream};
use std::panic::{AssertUnwindSafe, resume_unwind};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use fantoccini::ClientBuilder;
use futures_util::FutureExt;
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;
use tempfile::TempDir;

use crate::page::Page;
use crate::{pointer, processes};

pub(crate) type Outcome<T = ()> = Result<T, Trouble>;

/// Why a test cannot go on, in words.
#[derive(Debug)]
pub(crate) struct Trouble(pub(crate) String);

impl<E: std::error::Error> From<E> for Trouble {
    fn from(error: E) -> Self {
        Self(format!("{error} ({error:?})"))
    }
}

/// Ends the test with a sentence.
pub(crate) fn trouble<T>(sentence: impl Display) -> Outcome<T> {
    Err(Trouble(sentence.to_string()))
}

/// Looks again and again until `look` finds something; `what` says what was waited for.
pub(crate) async fn until<T>(
    what: &str,
    limit: Duration,
    mut look: impl AsyncFnMut() -> Outcome<Option<T>>,
) -> Outcome<T> {
    let end = Instant::now() + limit;
    loop {
        let last = match look().await {
            Ok(Some(found)) => return Ok(found),
            Ok(None) => None,
            // The page may be between two states; only its last word counts.
            Err(trouble) => Some(trouble.0),
        };
        if Instant::now() > end {
            let last = last.map(|words| format!(": {words}")).unwrap_or_default();
            return trouble(format!("waited {} s for {what}{last}", limit.as_secs()));
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

/// How long anything may take that the page does by itself.
pub(crate) const SHORTLY: Duration = Duration::from_secs(30);
/// How long a job may take from Generate to the saved clip.
pub(crate) const A_JOB: Duration = Duration::from_secs(120);

/// How long a picture of a failed test's window may take.
const A_PICTURE: Duration = Duration::from_secs(10);

/// Runs one test on a fresh stage, closes it, and keeps a picture of the window if it failed.
pub(crate) async fn on_stage(name: &str, test: impl AsyncFnOnce(&mut Stage) -> Outcome) {
    let mut stage = Stage::new(name).expect("a temporary folder");
    let outcome = AssertUnwindSafe(test(&mut stage)).catch_unwind().await;
    if !matches!(outcome, Ok(Ok(()))) {
        stage.keep_evidence().await;
    }
    stage.end();
    match outcome {
        Ok(Ok(())) => {}
        Ok(Err(Trouble(words))) => panic!("{name}: {words}"),
        Err(panic) => resume_unwind(panic),
    }
}

pub(crate) struct Stage {
    name: String,
    folder: TempDir,
    open: Option<Open>,
}

struct Open {
    driver: Child,
    app: u32,
    page: Page,
}

impl Stage {
    fn new(name: &str) -> Outcome<Self> {
        let folder = tempfile::Builder::new().prefix("stillwake-e2e-").tempdir()?;
        fs::create_dir(folder.path().join("home"))?;
        Ok(Self { name: name.to_owned(), folder, open: None })
    }

    /// `STILLWAKE_HOME`: all that the program may write to.
    pub(crate) fn home(&self) -> PathBuf {
        self.folder.path().join("home")
    }

    /// A folder for the test's own files, outside the program's.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn page(&self) -> &Page {
        &self.open.as_ref().expect("the program is open").page
    }

    /// The program's number.
    pub(crate) fn app(&self) -> u32 {
        self.open.as_ref().expect("the program is open").app
    }

    /// The program as a person would start it a second time, without WebDriver.
    pub(crate) fn command(&self) -> Command {
        let mut command = Command::new(binary());
        self.environment(&mut command);
        command
    }

    /// Opens the program and waits until its page answers.
    pub(crate) async fn open(&mut self) -> Outcome {
        assert!(self.open.is_none(), "the program is open already");
        let port = free_port()?;
        let log = File::options().append(true).create(true).open(self.log())?;
        let mut command = Command::new("WebKitWebDriver");
        command.arg(format!("--port={port}")).env("TAURI_WEBVIEW_AUTOMATION", "true");
        self.environment(&mut command);
        let driver = command.stdin(Stdio::null()).stdout(log.try_clone()?).stderr(log).spawn()?;
        match Self::session(port, driver.id()).await {
            Ok((page, app)) => {
                self.open = Some(Open { driver, app, page });
                pointer::place_window(app).await
            }
            Err(trouble) => {
                processes::kill_tree(driver.id());
                Err(trouble)
            }
        }
    }

    async fn session(port: u16, driver: u32) -> Outcome<(Page, u32)> {
        let options = json!({ "binary": binary(), "args": [] });
        let wanted = [("webkitgtk:browserOptions".to_owned(), options)].into_iter().collect();
        let origin = format!("http://127.0.0.1:{port}");
        until("WebKitWebDriver to listen", SHORTLY, async || {
            Ok(TcpStream::connect(("127.0.0.1", port)).is_ok().then_some(()))
        })
        .await?;
        let mut builder = ClientBuilder::new(HttpConnector::new());
        let client = builder.capabilities(wanted).connect(&origin).await?;
        let Some(app) = processes::child_running(driver, &binary()) else {
            return trouble("the program ended while it was being opened");
        };
        Ok((Page::new(client), app))
    }

    /// Closes the window as a person does and waits for the program to end.
    pub(crate) async fn quit(&mut self) -> Outcome {
        let app = self.open.as_ref().expect("the program is open").app;
        let mut pressed: Option<Instant> = None;
        until("the program to end after its window was closed", SHORTLY, async || {
            if !processes::is_alive(app) {
                return Ok(Some(()));
            }
            // The window manager loses a key now and then while it moves the focus.
            if pressed.is_none_or(|at| at.elapsed() > Duration::from_secs(6)) {
                pressed = Some(Instant::now());
                pointer::close_window(app).await?;
            }
            Ok(None)
        })
        .await?;
        self.end();
        Ok(())
    }

    /// Closes the window and opens the program again on the same folder.
    pub(crate) async fn restart(&mut self) -> Outcome {
        self.quit().await?;
        self.open().await
    }

    /// Ends the program at once, as a power cut would.
    pub(crate) fn kill(&mut self) -> Outcome {
        let app = self.open.as_ref().expect("the program is open").app;
        processes::kill(app);
        self.end();
        Ok(())
    }

    fn end(&mut self) {
        if let Some(mut open) = self.open.take() {
            processes::kill_tree(open.driver.id());
            let _ = open.driver.wait();
        }
    }

    fn environment(&self, command: &mut Command) {
        command
            .env("STILLWAKE_HOME", self.home())
            .env("STILLWAKE_TIME_SCALE", "0.05")
            // The sentences are compared in one language, whatever this computer speaks.
            .env("LANG", "C.UTF-8")
            .env("LANGUAGE", "en");
    }

    fn log(&self) -> PathBuf {
        self.folder.path().join("output.log")
    }

    async fn keep_evidence(&self) {
        let shots = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/e2e-shots");
        let file = shots.join(format!("{}.png", self.name));
        if let Some(open) = &self.open
            && fs::create_dir_all(&shots).is_ok()
            // The web view now and then never answers this; the test's own words must come all the same.
            && let Ok(Ok(picture)) = tokio::time::timeout(A_PICTURE, open.page.picture()).await
            && fs::write(&file, picture).is_ok()
        {
            eprintln!("what the window showed: {}", file.display());
        }
        if let Ok(output) = fs::read_to_string(self.log()) {
            eprintln!("what the program said:\n{output}");
        }
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        self.end();
    }
}

/// The program under test: the one that cargo built, or another, such as a release.
fn binary() -> PathBuf {
    std::env::var_os("STILLWAKE_BINARY")
        .map_or_else(|| PathBuf::from(env!("CARGO_BIN_EXE_stillwake")), PathBuf::from)
}

fn free_port() -> Outcome<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}
