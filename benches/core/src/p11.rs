//! P11: from Generate to the request leaving, with a photo of 24 megapixels that lands in the very
//! moment of the press: the picture's own preparation, and whatever the whole core adds to it (the
//! database and its syncs, the upload, the request). The same preparation alone takes turns with it.
//! The service is a plain one that answers at once: what the practice gateway does with a picture is
//! no work of the app's.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use serde_json::json;
use stillwake_core::error::{Error, ErrorKind};
use stillwake_core::gateway::{Base, Endpoint};
use stillwake_core::host::{Host, SystemClock};
use stillwake_core::library::Folders;
use stillwake_core::secret::{ApiKey, Keychain, MemoryKeychain, Secrets};
use stillwake_core::settings::SettingsPatch;
use stillwake_core::studio::{Draft, Event, Opening, PictureOutcome, Studio};
use tokio::net::TcpListener;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::sync::oneshot;

use crate::{Choices, Measured, median, p6, plain};

/// Longer than anything here takes.
const PATIENCE: Duration = Duration::from_secs(60);

/// Hears what the studio says.
pub(crate) struct Ear(pub(crate) UnboundedSender<Event>);

#[async_trait::async_trait]
impl Host for Ear {
    fn emit(&self, event: Event) {
        // Nobody listens any more when the studio ends.
        let _ = self.0.send(event);
    }

    async fn practice_start(&self) -> Result<Endpoint, Error> {
        Err(Error::new(ErrorKind::Internal, "nothing is practised here"))
    }

    async fn practice_stop(&self) {}
}

/// Measures the row. `--runs 10` may be given.
pub(crate) fn measure(choices: &Choices) -> Measured {
    let runs: usize = choices.get("runs", 10);
    let folder = tempfile::tempdir()?;
    let runtime = tokio::runtime::Runtime::new()?;
    let (mut ours, mut alone) = (Vec::new(), Vec::new());
    for run in 0..=runs {
        // Another photo each time: the same one would not be uploaded again.
        let file = folder.path().join(format!("{run}.jpg"));
        let photo = p6::photo(folder.path(), (6_000, 4_000 - 2 * run as u32))?;
        std::fs::rename(photo, &file)?;
        let preparation = p6::core(&file)?;
        let press = runtime.block_on(press(folder.path(), file, run))?;
        if run > 0 {
            ours.push(press);
            alone.push(preparation);
        }
    }
    Ok(json!({
        "row": "P11", "runs": runs, "ratio": median(&ours) / median(&alone),
        "ours": ours, "anchor": alone,
    }))
}

/// One life of the core: from the picture landing and the press to the request at the gateway, ms.
async fn press(
    within: &Path,
    file: PathBuf,
    run: usize,
) -> Result<f64, Box<dyn std::error::Error>> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = format!("http://{}", listener.local_addr()?);
    let (left, leaving) = oneshot::channel();
    let left = Mutex::new(Some(left));
    // Takes every picture, and tells when the request for a clip comes in.
    let answer: plain::Answer = Arc::new(move |first| {
        if first.starts_with("POST /v1/files") {
            return r#"{"url":"http://127.0.0.1:9/picture.jpg"}"#;
        }
        let create = first.starts_with("POST /v1/video/create");
        if create && let Some(left) = left.lock().unwrap_or_else(PoisonError::into_inner).take() {
            // Nobody waits any more where it took too long.
            let _ = left.send(());
        }
        r#"{"id":"bench","status":"processing"}"#
    });
    tokio::spawn(plain::serve(listener, answer));
    let home = within.join(format!("home-{run}"));
    std::fs::create_dir_all(&home)?;
    let keychain = MemoryKeychain::default();
    let key = ApiKey::parse("sk-bench-0123456789")?;
    let name = Base::parse(&address)?.key_name();
    keychain.set(&name, &key).map_err(|_| "no keychain")?;
    let (tell, mut hear) = unbounded_channel();
    let studio = Studio::open(Opening {
        folders: Folders { clips: home.join("clips"), home },
        secrets: Secrets::start(keychain)?,
        host: Arc::new(Ear(tell)),
        clock: Arc::new(SystemClock),
        time_scale: 1.0,
        steps: stillwake_core::step::unwatched(),
    })
    .await?;
    let service = Some(address);
    studio.settings_set(SettingsPatch { service, ..SettingsPatch::default() }).await?;
    let begun = Instant::now();
    studio.pictures_take(vec![file]);
    let picture = landed(&mut hear).await?;
    let draft = Draft {
        model: "wan-ai/wan2.1-i2v-14b-720p".into(),
        prompt: "The light moves".into(),
        aspect_ratio: None,
        quality: None,
        duration: None,
        pictures: vec![picture],
        takes: 1,
        first: false,
    };
    studio.job_create(draft, format!("press-{run}")).await?;
    tokio::time::timeout(PATIENCE, leaving).await??;
    let took = begun.elapsed().as_secs_f64() * 1_000.0;
    studio.shutdown().await;
    Ok(took)
}

async fn landed(hear: &mut UnboundedReceiver<Event>) -> Result<String, Box<dyn std::error::Error>> {
    while let Some(event) = tokio::time::timeout(PATIENCE, hear.recv()).await? {
        if let Event::Pictures(outcomes) = event {
            return match outcomes.into_iter().next() {
                Some(PictureOutcome::Added(picture)) => Ok(picture.id),
                other => Err(format!("{other:?}").into()),
            };
        }
    }
    Err("nothing landed".into())
}
