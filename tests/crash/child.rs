//! The child: opens the studio on a folder, presses Generate as it was told, hands unclear jobs to
//! its parent, and stands still where it was told to, so that it can be killed exactly there.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, BufRead, Write};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use stillwake_core::error::Result;
use stillwake_core::gateway::{Base, Endpoint};
use stillwake_core::host::{Host, SystemClock};
use stillwake_core::job::State;
use stillwake_core::library::Folders;
use stillwake_core::secret::{ApiKey, Keychain, MemoryKeychain, Secrets};
use stillwake_core::settings::SettingsPatch;
use stillwake_core::step::{Moment, Step, Steps};
use stillwake_core::studio::{Draft, Event, Opening, PictureOutcome, Studio};
use tokio::sync::mpsc;

use crate::orders::{MARK, Orders, Said, Stand, VARIABLE, Wanted, Word};

/// Waits are this much shorter: 10 s become 0.1 s.
const SCALE: f64 = 0.01;

fn say(said: &Said) {
    let line = format!("\n{MARK}{}\n", serde_json::to_string(said).unwrap());
    let mut out = io::stdout().lock();
    // A parent that is gone needs no answer.
    let _ = out.write_all(line.as_bytes()).and_then(|()| out.flush());
}

/// Counts the steps and stands still at one of them.
struct Sentry {
    stand_at: Option<Stand>,
    passed: Mutex<BTreeMap<(Step, Moment), u32>>,
}

impl Steps for Sentry {
    fn at(&self, step: Step, moment: Moment) -> io::Result<()> {
        let nth = {
            let mut passed = self.passed.lock().unwrap();
            let count = passed.entry((step, moment)).or_default();
            *count += 1;
            *count
        };
        if self.stand_at.as_ref().is_some_and(|stand| stand.is(step, moment, nth)) {
            say(&Said::Stands);
            loop {
                std::thread::park();
            }
        }
        Ok(())
    }
}

impl Sentry {
    fn passed(&self) -> Vec<(String, u32)> {
        let passed = self.passed.lock().unwrap();
        Step::ALL
            .iter()
            .map(|step| {
                let both =
                    [Moment::Before, Moment::After].map(|moment| passed.get(&(*step, moment)));
                let least = both.map(|count| count.copied().unwrap_or(0)).into_iter().min();
                (step.name().to_owned(), least.unwrap_or(0))
            })
            .collect()
    }
}

struct Page(mpsc::UnboundedSender<Event>);

#[async_trait::async_trait]
impl Host for Page {
    fn emit(&self, event: Event) {
        let _ = self.0.send(event);
    }
    async fn practice_start(&self) -> Result<Endpoint> {
        panic!("nothing is practised here")
    }
    async fn practice_stop(&self) {}
}

/// Only means something as a child of the other tests.
#[test]
#[ignore = "the child of the other tests"]
fn child() {
    let Ok(orders) = std::env::var(VARIABLE) else { return };
    let orders: Orders = serde_json::from_str(&orders).unwrap();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(work(orders));
}

async fn work(orders: Orders) {
    let sentry = Arc::new(Sentry { stand_at: orders.stand_at, passed: Mutex::default() });
    let keychain = MemoryKeychain::default();
    let name = Base::parse(&orders.service).unwrap().key_name();
    keychain.set(&name, &ApiKey::parse(&orders.key).unwrap()).unwrap();
    let (events, mut heard) = mpsc::unbounded_channel();
    let opening = Opening {
        folders: Folders { clips: orders.home.join("clips"), home: orders.home },
        secrets: Secrets::start(keychain).unwrap(),
        host: Arc::new(Page(events)),
        clock: Arc::new(SystemClock),
        time_scale: SCALE,
        steps: Arc::clone(&sentry) as Arc<dyn Steps>,
    };
    let studio = match Studio::open(opening).await {
        Ok(studio) => studio,
        Err(fault) => return say(&Said::Refused(format!("{:?}", fault.kind))),
    };
    say(&Said::Opened);
    let patch = SettingsPatch {
        service: Some(orders.service),
        jobs_at_once: Some(8),
        ..SettingsPatch::default()
    };
    studio.settings_set(patch).await.unwrap();
    for wanted in &orders.wanted {
        press(&studio, &mut heard, wanted).await;
    }
    tokio::spawn(async move { while heard.recv().await.is_some() {} });
    if orders.wanted.is_empty() {
        // The parent wants to see who may open the folder, and ends this.
        std::future::pending::<()>().await;
    }
    until_all_ended(&studio).await;
    studio.shutdown().await;
    say(&Said::Ended(sentry.passed()));
}

/// Generate; the same press in a later life of the process gives the same job.
async fn press(studio: &Studio, heard: &mut mpsc::UnboundedReceiver<Event>, wanted: &Wanted) {
    if let Some(task) = &wanted.task {
        let added = studio.job_add(task.clone(), "veo3".into(), wanted.press.clone());
        added.await.unwrap();
        return;
    }
    let mut pictures = Vec::new();
    if let Some(file) = &wanted.picture {
        studio.pictures_take(vec![file.clone()]);
        while let Some(event) = heard.recv().await {
            let Event::Pictures(outcomes) = event else { continue };
            for outcome in outcomes {
                let PictureOutcome::Added(picture) = outcome else { panic!("{outcome:?}") };
                pictures.push(picture.id);
            }
            break;
        }
    }
    let draft = Draft {
        model: "veo3".into(),
        prompt: wanted.prompt.clone(),
        aspect_ratio: None,
        quality: Some("64x64".into()),
        duration: Some(1),
        pictures,
        takes: 1,
        first: false,
    };
    studio.job_create(draft, wanted.press.clone()).await.unwrap();
}

async fn until_all_ended(studio: &Studio) {
    let words = words();
    let mut asked = BTreeSet::new();
    loop {
        let jobs = studio.snapshot().await.unwrap().jobs;
        if jobs.iter().all(|job| matches!(job.job.state, State::Done { .. })) {
            return;
        }
        for job in jobs {
            let (id, prompt) = (job.job.id.clone(), job.job.request.prompt.clone());
            match job.job.state {
                State::Unclear { .. } => {
                    if asked.insert(id.clone()) {
                        say(&Said::Unclear { job: id, prompt });
                    }
                }
                State::Failed { .. } | State::Stopped { .. } => {
                    let state = format!("{:?}", job.job.state);
                    say(&Said::Failed { prompt, state });
                    return;
                }
                _ => drop(asked.remove(&id)),
            }
        }
        for word in words.try_iter() {
            match word {
                Word::Adopt { job, task } => drop(studio.job_adopt(job, task).await.unwrap()),
                Word::Again { job } => {
                    let press = uuid::Uuid::new_v4().to_string();
                    studio.job_send_again(job, press).await.unwrap();
                }
            }
        }
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

/// What the person says, line by line.
fn words() -> std::sync::mpsc::Receiver<Word> {
    let (tell, words) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        for line in io::stdin().lock().lines().map_while(std::result::Result::ok) {
            let _ = tell.send(serde_json::from_str(&line).unwrap());
        }
    });
    words
}
