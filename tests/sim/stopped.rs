//! A real process that is stopped in the middle of its work and goes on later, as a computer that
//! slept: all of its jobs are asked about again, and not as a storm.
#![cfg(unix)]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Child, Command};
use std::sync::Arc;
use std::time::{Duration, Instant};

use stillwake_core::gateway::Base;
use stillwake_core::gateway::wire::Task;
use stillwake_core::host::SystemClock;
use stillwake_core::job::{Job, Service, State};
use stillwake_core::library::Folders;
use stillwake_core::secret::{ApiKey, Keychain, MemoryKeychain, Secrets};
use stillwake_core::settings::SettingsPatch;
use stillwake_core::store;
use stillwake_core::studio::{Opening, Studio};
use stillwake_practice::{Config, Gateway};

use crate::computer::{Nobody, draft};

/// Waits of the app are this much shorter here: one request in 10 ms, and each job every 100 ms.
const SCALE: f64 = 0.01;
const TURN: u128 = 10;
/// So many that without a line they would ask six times as often.
const JOBS: usize = 60;
/// Generous, because the machine may be busy.
const PATIENCE: Duration = Duration::from_secs(120);

async fn open(home: &Path, origin: &str, key: &str) -> Studio {
    let keychain = MemoryKeychain::default();
    let name = Base::parse(origin).unwrap().key_name();
    keychain.set(&name, &ApiKey::parse(key).unwrap()).unwrap();
    let opening = Opening {
        folders: Folders { clips: home.join("clips"), home: home.to_owned() },
        secrets: Secrets::start(keychain).unwrap(),
        host: Arc::new(Nobody),
        clock: Arc::new(SystemClock),
        time_scale: SCALE,
        steps: stillwake_core::step::unwatched(),
    };
    let studio = Studio::open(opening).await.unwrap();
    let patch = SettingsPatch { service: Some(origin.into()), ..SettingsPatch::default() };
    studio.settings_set(patch).await.unwrap();
    studio
}

/// The app, on its own.
#[test]
#[ignore = "the process that the test below stops"]
fn the_app() {
    let said = |name: &str| std::env::var(name).unwrap();
    let home = PathBuf::from(said("SIM_HOME"));
    tokio::runtime::Runtime::new().unwrap().block_on(async {
        let _studio = open(&home, &said("SIM_ORIGIN"), &said("SIM_KEY")).await;
        tokio::time::sleep(2 * PATIENCE).await;
    });
}

/// A folder with jobs that are all in the making at a gateway.
async fn planted(gateway: &Gateway) -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    // Nobody listens there: the one job that is pressed is only the pattern for the others.
    let studio = open(home.path(), "http://127.0.0.1:9", gateway.key()).await;
    let id = studio.job_create(draft(0), "press".into()).await.unwrap().remove(0).job.id;
    let pattern = studio.job(id).await.unwrap();
    studio.shutdown().await;
    let mut jobs = Vec::new();
    for number in 0..JOBS {
        let create = format!("{}/v1/video/create", gateway.origin());
        let asked = reqwest::Client::new().post(create).bearer_auth(gateway.key());
        let body =
            serde_json::json!({"model": "veo3", "prompt": format!("job {number}"), "duration": 1});
        let made: serde_json::Value = asked.json(&body).send().await.unwrap().json().await.unwrap();
        let task = Task { id: made["id"].as_str().unwrap().to_owned(), other: None };
        jobs.push(Job {
            id: format!("{number:04}"),
            press: format!("press {number}"),
            idempotency: format!("{number}"),
            service: Service::Remote(Base::parse(&gateway.origin()).unwrap()),
            key_print: Some(ApiKey::parse(gateway.key()).unwrap().fingerprint()),
            state: State::Making { task },
            sent_at: Some(pattern.created_at),
            due_at: None,
            note: None,
            ..pattern.clone()
        });
    }
    let mut db = rusqlite::Connection::open(home.path().join("stillwake.db")).unwrap();
    db.execute("DELETE FROM job", []).unwrap();
    store::job::insert(&mut db, &jobs).unwrap();
    home
}

/// The tasks that were asked about since the gateway last forgot.
fn asked(gateway: &Gateway) -> BTreeSet<String> {
    let seen = gateway.requests();
    seen.iter().filter(|seen| seen.path.contains("query")).map(|seen| seen.path.clone()).collect()
}

fn until(what: &str, holds: impl Fn() -> bool) {
    let begun = Instant::now();
    while !holds() {
        assert!(begun.elapsed() < PATIENCE, "{what}");
        std::thread::sleep(Duration::from_millis(10));
    }
}

fn signal(child: &Child, name: &str) {
    let sent = Command::new("kill").args([name, &child.id().to_string()]).status().unwrap();
    assert!(sent.success());
}

#[test]
fn a_stopped_process_goes_on_without_a_storm() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let making = Duration::from_secs(3_600);
    let config = Config { queued: making, making, ..Config::default() };
    let gateway = runtime.block_on(Gateway::start(config)).unwrap();
    let home = runtime.block_on(planted(&gateway));
    gateway.forget_requests();
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "stopped::the_app", "--ignored"])
        .env("SIM_HOME", home.path())
        .env("SIM_ORIGIN", gateway.origin())
        .env("SIM_KEY", gateway.key())
        .spawn()
        .unwrap();
    until("every job is asked about", || asked(&gateway).len() == JOBS);
    signal(&child, "-STOP");
    std::thread::sleep(Duration::from_millis(300));
    let still = gateway.counts().requests;
    std::thread::sleep(Duration::from_secs(2));
    assert_eq!(gateway.counts().requests, still, "it is stopped");

    gateway.forget_requests();
    let woken = Instant::now();
    signal(&child, "-CONT");
    std::thread::sleep(Duration::from_secs(1));
    let requests = u128::from(gateway.counts().requests - still);
    let turns = woken.elapsed().as_millis() / TURN;
    // What a rested line lets through at once, those that were under way, and the list of prices.
    assert!(requests <= turns + 16, "{requests} requests in {turns} turns");
    until("every job is asked about again", || asked(&gateway).len() == JOBS);
    child.kill().unwrap();
    child.wait().unwrap();
    runtime.block_on(gateway.stop());
}
