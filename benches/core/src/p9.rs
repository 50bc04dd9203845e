//! P9: what watching many jobs costs. The whole core with 1,000 jobs in the making against a server
//! on this computer, and the loop that the vendor documents (ask, sleep 10 seconds, ask again), one
//! per job, in Python. Both are children of this process, which is the server and counts.
//!
//! Waits are scaled so that ten minutes do not take ten minutes. What the core does by the clock
//! however time is scaled would be counted too low by that: it is measured apart, with jobs that are
//! not due, and added for the minutes that were left out.

use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use serde_json::{Value, json};
use stillwake_core::error::{Error, ErrorKind};
use stillwake_core::gateway::wire::Task;
use stillwake_core::gateway::{Base, Endpoint};
use stillwake_core::host::{Clock, Host, SystemClock};
use stillwake_core::job::{Job, State};
use stillwake_core::library::Folders;
use stillwake_core::secret::{ApiKey, Keychain, MemoryKeychain, Secrets};
use stillwake_core::settings::SettingsPatch;
use stillwake_core::store::{self, Store};
use stillwake_core::studio::{Draft, Event, Opening, Studio};
use tokio::net::TcpListener;

use crate::{Choices, Measured, plain};

/// Ticks of the processor's time in a second, as Linux counts them for everybody.
const TICKS: f64 = 100.0;
/// How long the core is watched while nothing is due.
const STILL: Duration = Duration::from_secs(10);
/// The vendor's loop, once for each job; urllib opens a connection for each question.
const LOOP: &str = r#"
import json, resource, sys, threading, time, urllib.request
address, jobs, seconds, every = sys.argv[1], int(sys.argv[2]), float(sys.argv[3]), float(sys.argv[4])
def cpu():
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime
end = time.monotonic() + seconds
def watch(job):
    time.sleep(every * job / jobs)
    while time.monotonic() < end:
        request = urllib.request.Request(f"{address}/v1/video/query?id=loop-{job}",
            headers={"Authorization": "Bearer sk-bench-0123456789"})
        with urllib.request.urlopen(request) as answer:
            if json.load(answer)["status"] in ("completed", "failed"):
                return
        time.sleep(every)
before = cpu()
threads = [threading.Thread(target=watch, args=(job,)) for job in range(jobs)]
for thread in threads: thread.start()
for thread in threads: thread.join()
print(json.dumps({"cpu": cpu() - before}))
"#;

pub(crate) fn measure(choices: &Choices) -> Measured {
    let (jobs, loops) = (choices.get("jobs", 1_000_usize), choices.get("loops", 50_usize));
    let (minutes, scale) = (choices.get("minutes", 10.0_f64), choices.get("scale", 0.1_f64));
    let seconds = minutes * 60.0 * scale;
    let runtime = tokio::runtime::Runtime::new()?;
    let asked = Arc::new(AtomicUsize::new(0));
    let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0"))?;
    let address = format!("http://{}", listener.local_addr()?);
    let seen = Arc::clone(&asked);
    // Everything is still in the making, for ever.
    let answer: plain::Answer = Arc::new(move |first| {
        if first.starts_with("GET /v1/video/query") {
            seen.fetch_add(1, Ordering::SeqCst);
        }
        r#"{"id":"bench","status":"processing"}"#
    });
    runtime.spawn(plain::serve(listener, answer));
    let requests = || asked.swap(0, Ordering::SeqCst);

    let core = |still: bool| -> Result<f64, Box<dyn std::error::Error>> {
        let (jobs, scale) = (jobs.to_string(), scale.to_string());
        let seconds = if still { STILL.as_secs_f64() } else { seconds }.to_string();
        let mut child = Command::new(std::env::current_exe()?);
        child.args(["p9-core", "--address", &address, "--jobs", &jobs, "--scale", &scale]);
        child.args(["--seconds", &seconds, "--still", if still { "1" } else { "0" }]);
        cpu_of(child)
    };
    let still = core(true)? / STILL.as_secs_f64();
    requests();
    let busy = core(false)?;
    let ours = requests();
    let left_out = (minutes * 60.0 - seconds).max(0.0);
    let cpu = busy + still * left_out;

    let mut python = Command::new("python3");
    let every = (10.0 * scale).to_string();
    python.args(["-c", LOOP, &address, &loops.to_string(), &seconds.to_string(), &every]);
    let python = cpu_of(python)?;
    let theirs = requests();
    let times = jobs as f64 / loops as f64;
    Ok(json!({
        "row": "P9", "jobs": jobs, "minutes": minutes, "scale": scale, "loops": loops,
        "cpu": cpu, "cpuMeasured": busy, "cpuStillPerSecond": still, "requests": ours,
        "plainCpu": python * times, "plainRequests": theirs as f64 * times,
        "ratio": cpu / (python * times),
        "requestsRatio": ours as f64 / (theirs as f64 * times),
    }))
}

/// Runs a child to its end and reads the seconds of processor time that it tells.
fn cpu_of(mut child: Command) -> Result<f64, Box<dyn std::error::Error>> {
    let done = child.stdin(Stdio::null()).stderr(Stdio::inherit()).output()?;
    let told: Value = serde_json::from_slice(&done.stdout)?;
    told["cpu"].as_f64().ok_or_else(|| "a child did not say what it used".into())
}

// ---- the core, in a child

/// Watches jobs for some seconds and tells what it used for that.
pub(crate) fn core(choices: &Choices) -> Measured {
    let runtime = tokio::runtime::Runtime::new()?;
    runtime.block_on(async {
        let (jobs, scale) = (choices.get("jobs", 1_000_usize), choices.get("scale", 0.1_f64));
        let seconds = choices.get("seconds", 60.0_f64);
        let still = choices.get("still", 0_u8) == 1;
        let home = tempfile::tempdir()?;
        let place = Place::new(home.path(), &choices.get("address", String::new()))?;
        place.fill(jobs, scale, still).await?;
        let opening = cpu()?;
        let studio = place.open(scale).await?;
        let before = if still {
            // What is looked at is what goes on by the clock: not the opening, which is counted once.
            tokio::time::sleep(Duration::from_secs(3)).await;
            cpu()?
        } else {
            opening
        };
        tokio::time::sleep(Duration::from_secs_f64(seconds)).await;
        let used = cpu()? - before;
        studio.shutdown().await;
        Ok(json!({"cpu": used}))
    })
}

/// What this process has used so far: user and system, seconds.
fn cpu() -> Result<f64, Box<dyn std::error::Error>> {
    let stat = std::fs::read_to_string("/proc/self/stat")?;
    // The program's name stands in parentheses and may hold anything; user and system time are the
    // 14th and 15th fields, counted with what stands before it.
    let (_, rest) = stat.rsplit_once(')').ok_or("an unknown form of /proc/self/stat")?;
    let ticks = rest.split_whitespace().skip(11).take(2).map(str::parse::<f64>);
    Ok(ticks.sum::<Result<f64, _>>()? / TICKS)
}

struct Place {
    folders: Folders,
    keychain: MemoryKeychain,
    address: String,
}

impl Place {
    fn new(home: &std::path::Path, address: &str) -> Result<Self, Box<dyn std::error::Error>> {
        let keychain = MemoryKeychain::default();
        let key = ApiKey::parse("sk-bench-0123456789")?;
        keychain.set(&Base::parse(address)?.key_name(), &key).map_err(|_| "no keychain")?;
        let folders = Folders { home: home.to_owned(), clips: home.join("clips") };
        Ok(Self { folders, keychain, address: address.to_owned() })
    }

    async fn open(&self, time_scale: f64) -> Result<Studio, Error> {
        let opening = Opening {
            folders: self.folders.clone(),
            secrets: Secrets::start(self.keychain.clone())?,
            host: Arc::new(Nobody),
            clock: Arc::new(SystemClock),
            time_scale,
            steps: stillwake_core::step::unwatched(),
        };
        Studio::open(opening).await
    }

    /// Writes jobs down that are in the making: one as the studio makes it, the others like it.
    async fn fill(
        &self,
        jobs: usize,
        scale: f64,
        still: bool,
    ) -> Result<(), Box<dyn std::error::Error>> {
        let studio = self.open(scale).await?;
        let service = Some(self.address.clone());
        studio.settings_set(SettingsPatch { service, ..SettingsPatch::default() }).await?;
        let draft = Draft {
            model: "veo3".into(),
            prompt: "Many".into(),
            aspect_ratio: None,
            quality: None,
            duration: None,
            pictures: Vec::new(),
            takes: 1,
            first: false,
        };
        let made = studio.job_create(draft, "press".into()).await?;
        let id = made.into_iter().next().ok_or("no job was made")?.job.id;
        let first = loop {
            let job = studio.job(id.clone()).await?;
            if matches!(job.state, State::Making { .. }) && job.due_at.is_some() {
                break job;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        };
        studio.shutdown().await;
        let now = SystemClock.now();
        let rows: Vec<Job> = (0..jobs)
            .map(|number| {
                // Sent within the last minute, and so due within the next; or tomorrow.
                let ago = (60_000.0 * scale * number as f64 / jobs as f64) as i64;
                let own = (number > 0).then(|| format!("{}-{number}", first.id));
                Job {
                    id: own.unwrap_or_else(|| first.id.clone()),
                    press: if number > 0 { format!("press-{number}") } else { first.press.clone() },
                    state: State::Making { task: Task { id: format!("t-{number}"), other: None } },
                    // Long overdue where it is to stay still: then it is asked about once a day.
                    sent_at: Some(now - if still { 30 * 24 * 3_600_000 } else { ago }),
                    due_at: Some(
                        now + if still { (12.0 * 3_600_000.0 * scale) as i64 } else { ago },
                    ),
                    ..first.clone()
                }
            })
            .collect();
        let database = Store::open(&self.folders.database())?;
        database.write(move |db| store::job::insert(db, &rows)).await?;
        Ok(())
    }
}

/// No page, and no practice.
struct Nobody;

#[async_trait::async_trait]
impl Host for Nobody {
    fn emit(&self, _: Event) {}

    async fn practice_start(&self) -> Result<Endpoint, Error> {
        Err(Error::new(ErrorKind::NotNow, "start practice in a benchmark"))
    }

    async fn practice_stop(&self) {}
}
