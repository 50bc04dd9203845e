//! Many jobs, one service: few connections, a pace that holds, and everybody has a turn.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use stillwake_core::gateway::wire::{Task, Way};
use stillwake_core::gateway::{Base, Gateway, Wiring};
use stillwake_core::job::{Job, State};
use stillwake_core::secret::{ApiKey, Keychain, MemoryKeychain, Secrets};
use stillwake_core::settings::SettingsPatch;
use stillwake_core::store::{self, Store};
use stillwake_core::studio::{Opening, Studio};
use tokio::sync::mpsc;

use crate::bench::{Recorder, SCALE, draft, folders};
use crate::once::{endpoint, task};
use crate::wires::{Counts, Seen, json, plain};

const JOBS: usize = 1_000;
const BURST: usize = 8;

async fn studio(home: &std::path::Path, keychain: &MemoryKeychain) -> Studio {
    let (events, mut heard) = mpsc::unbounded_channel();
    tokio::spawn(async move { while heard.recv().await.is_some() {} });
    let opening = Opening {
        folders: folders(home),
        secrets: Secrets::start(keychain.clone()).unwrap(),
        host: Arc::new(Recorder::silent(events)),
        clock: Arc::new(stillwake_core::host::SystemClock),
        time_scale: SCALE,
        steps: stillwake_core::step::unwatched(),
    };
    Studio::open(opening).await.unwrap()
}

/// Which task each question was about, in order.
fn asked(counts: &Counts) -> Vec<(String, Instant)> {
    let questions = counts.requests().into_iter().filter(|seen| seen.starts("GET /v1/video/query"));
    questions
        .map(|seen| {
            let id = seen.head.split_once("id=").unwrap().1.split(' ').next().unwrap().to_owned();
            (id, seen.at)
        })
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_thousand_jobs_share_a_few_connections_at_an_even_pace() {
    let answer = |seen: &Seen| {
        let body = match seen.starts("POST") {
            true => r#"{"id":"first","status":"queued"}"#,
            false => r#"{"id":"any","status":"processing"}"#,
        };
        Some(json("200 OK", body))
    };
    let (at, counts) = plain(Arc::new(answer)).await;
    let address = format!("http://{at}");
    let (home, keychain) = (tempfile::tempdir().unwrap(), MemoryKeychain::default());
    let key = ApiKey::parse("sk-test-0123456789").unwrap();
    keychain.set(&Base::parse(&address).unwrap().key_name(), &key).unwrap();

    // One job as the studio makes them; the others are like it.
    let first = studio(home.path(), &keychain).await;
    let patch = SettingsPatch { service: Some(address), ..SettingsPatch::default() };
    first.settings_set(patch).await.unwrap();
    let made = first.job_create(draft("Many"), "press".into()).await.unwrap().remove(0).job;
    let job = loop {
        let job = first.job(made.id.clone()).await.unwrap();
        if matches!(job.state, State::Making { .. }) {
            break job;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    };
    first.shutdown().await;
    let others: Vec<Job> = (1..JOBS)
        .map(|number| Job {
            id: format!("{}-{number:04}", job.id),
            press: format!("press-{number}"),
            state: State::Making { task: Task { id: format!("task-{number}"), other: None } },
            ..job.clone()
        })
        .collect();
    let database = Store::open(&folders(home.path()).database()).unwrap();
    database.write(move |db| store::job::insert(db, &others)).await.unwrap();
    drop(database);

    let before = asked(&counts).len();
    let begun = Instant::now();
    let second = studio(home.path(), &keychain).await;
    let wanted = JOBS + 200;
    while asked(&counts).len() < before + wanted {
        assert!(begun.elapsed() < Duration::from_secs(180), "{} asked", asked(&counts).len());
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let questions = asked(&counts).split_off(before);
    second.shutdown().await;

    assert!(counts.most() <= 8, "{} connections at once", counts.most());
    assert!(counts.connections() <= 40, "{} connections in all", counts.connections());
    // In every stretch of a scaled half minute: one a second, and the burst.
    let second = Duration::from_secs(1).mul_f64(SCALE);
    for (from, (_, start)) in questions.iter().enumerate() {
        let stretch = questions[from..].iter().take_while(|(_, at)| *at - *start < 30 * second);
        let count = stretch.count();
        assert!(count <= 30 + BURST, "{count} questions in half a minute");
    }
    // Nobody is asked about twice before everybody was asked about once.
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    for (id, _) in &questions {
        *times.entry(id).or_default() += 1;
    }
    assert_eq!(times.len(), JOBS);
    assert!(times.values().all(|times| *times <= 2), "{times:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wordless_429_holds_back_the_questions_of_all() {
    let limited = Arc::new(AtomicBool::new(true));
    let first = Arc::clone(&limited);
    let (at, counts) = plain(Arc::new(move |_: &_| {
        Some(match first.swap(false, Ordering::SeqCst) {
            true => json("429 Too Many Requests", ""),
            false => json("200 OK", r#"{"id":"any","status":"processing"}"#),
        })
    }))
    .await;
    let time_scale = 0.1;
    let gateway = Gateway::new(Wiring { time_scale, ..Wiring::default() });
    let to = endpoint(&format!("http://{at}"));
    gateway.ask(&to, &task(), Way::default()).await;
    let all = (0..3).map(|_| {
        let (gateway, to) = (gateway.clone(), to.clone());
        tokio::spawn(async move { gateway.ask(&to, &task(), Way::default()).await })
    });
    for one in all.collect::<Vec<_>>() {
        one.await.unwrap();
    }
    let seen = counts.requests();
    let gaps: Vec<f64> =
        seen.windows(2).map(|two| (two[1].at - two[0].at).as_secs_f64() / time_scale).collect();
    assert_eq!(gaps.len(), 3);
    // Two seconds while it is slow; the first good answer brings the old pace back.
    assert!(gaps[0] >= 1.8, "{gaps:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_named_pause_is_kept_by_all() {
    let (at, counts) = plain(Arc::new(|seen: &Seen| {
        let busy = "HTTP/1.1 429 Busy\r\nRetry-After: 3\r\nContent-Length: 2\r\n\r\n{}";
        Some(match seen.starts("POST") {
            true => busy.as_bytes().to_vec(),
            false => json("200 OK", r#"{"id":"any","status":"processing"}"#),
        })
    }))
    .await;
    let time_scale = 0.1;
    let gateway = Gateway::new(Wiring { time_scale, ..Wiring::default() });
    let to = endpoint(&format!("http://{at}"));
    gateway.submit(&to, &crate::once::body(), "i").await;
    gateway.ask(&to, &task(), Way::default()).await;
    let seen = counts.requests();
    assert!((seen[1].at - seen[0].at).as_secs_f64() / time_scale >= 2.8);
    // A person who presses Check does not wait for that.
    let begun = Instant::now();
    gateway.submit(&to, &crate::once::body(), "i").await;
    gateway.check(&to).await;
    assert!(begun.elapsed() < Duration::from_millis(290));
}
