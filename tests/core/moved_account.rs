//! The address or the key is changed while jobs are in flight: every job is asked and saved at its
//! own origin with the key it was ordered with, no key ever reaches a foreign one, and what the
//! service denies to another key fails nothing.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use futures_util::future::join_all;
use stillwake_core::gateway::{Base, Verdict};
use stillwake_core::job::{Note, StateName};
use stillwake_core::secret::{ApiKey, Keychain, MemoryKeychain, Secrets};
use stillwake_core::settings::SettingsPatch;
use stillwake_core::studio::{JobSnapshot, Opening, Studio};
use tempfile::TempDir;
use tokio::sync::mpsc;

use crate::bench::{Recorder, SCALE, draft, folders, rand};
use crate::figures::figure;
use crate::wires::{self, Counts, Seen, json};

/// Generous, because the machine may be busy: a test that waits so long has failed.
const PATIENCE: Duration = Duration::from_secs(90);

/// A clip that can be saved.
const CLIP: &[u8] = include_bytes!("../ui/fixtures/square.mp4");

/// What a service may say to a key that does not own the task.
const DENIALS: [(&str, &str); 7] = [
    ("401 Unauthorized", r#"{"error":{"message":"Invalid token"}}"#),
    ("403 Forbidden", r#"{"error":{"message":"forbidden"}}"#),
    ("403 Forbidden", r#"{"error":{"message":"quota","code":"insufficient_user_quota"}}"#),
    ("404 Not Found", r#"{"error":{"code":"task_not_exist","message":"task_not_exist"}}"#),
    ("404 Not Found", "<html>not found</html>"),
    ("400 Bad Request", r#"{"code":"task_not_exist","message":"task_not_exist","data":null}"#),
    ("200 OK", r#"{"code":"task_not_exist","message":"task_not_exist","data":null}"#),
];

/// How a service behaves at the moment.
#[derive(Default)]
struct Mood {
    /// Tasks and the key that ordered each.
    owners: BTreeMap<String, String>,
    ready: bool,
    /// The clip's link is dead; the content call is left, which wants the owner's key.
    dead_links: bool,
    denial: usize,
}

/// A service with several accounts: a task is known to the key that ordered it, and to no other.
struct Service {
    name: &'static str,
    address: String,
    mood: Arc<Mutex<Mood>>,
    counts: Counts,
}

impl Service {
    async fn start(name: &'static str, denial: usize) -> Self {
        let mood = Arc::new(Mutex::new(Mood { denial, ..Mood::default() }));
        let known = Arc::clone(&mood);
        let script: wires::Script = Arc::new(move |seen| Some(answer(seen, name, &known)));
        let (at, counts) = wires::plain(script).await;
        Self { name, address: format!("http://{at}"), mood, counts }
    }

    fn set(&self, change: impl FnOnce(&mut Mood)) {
        change(&mut self.mood.lock().unwrap());
    }

    /// Requests with a key that is none of these, or about a task that is not its own.
    fn foreign(&self, keys: &[&str]) -> usize {
        let foreign = |seen: &Seen| {
            let key = seen.header("authorization").map(|key| key.trim_start_matches("Bearer "));
            let task = seen.head.split("task-").nth(1);
            key.is_some_and(|key| !keys.contains(&key))
                || task.is_some_and(|task| !task.starts_with(self.name))
        };
        self.counts.requests().iter().filter(|seen| foreign(seen)).count()
    }
}

fn answer(seen: &Seen, name: &str, mood: &Mutex<Mood>) -> Vec<u8> {
    let mut mood = mood.lock().unwrap();
    let key = seen.header("authorization").unwrap_or_default().to_owned();
    let line = seen.head.lines().next().unwrap_or_default();
    if line.starts_with("POST /v1/video/create ") {
        let task = format!("task-{name}-{}", mood.owners.len());
        mood.owners.insert(task.clone(), key);
        return json("200 OK", &format!(r#"{{"id":"{task}","status":"processing"}}"#));
    }
    if line.starts_with("GET /v1/models ") {
        // Nobody can say whether the key is good: it is kept all the same.
        return json("500 Trouble", "{}");
    }
    if line.starts_with("GET /clip.mp4 ") {
        return if mood.dead_links { json("403 Forbidden", "{}") } else { film() };
    }
    let task = mood
        .owners
        .iter()
        .find(|(task, _)| line.split(['=', '/', ' ', '&']).any(|part| part == task.as_str()));
    let Some((task, owner)) = task else { return json("404 Not Found", "{}") };
    if *owner != key {
        let (status, body) = DENIALS[mood.denial % DENIALS.len()];
        return json(status, body);
    }
    if line.contains("/content") {
        return film();
    }
    let host = seen.header("host").unwrap_or_default();
    let state = match mood.ready {
        true => format!(r#""status":"completed","video_url":"http://{host}/clip.mp4""#),
        false => r#""status":"processing""#.to_owned(),
    };
    json("200 OK", &format!(r#"{{"id":"{task}",{state}}}"#))
}

fn film() -> Vec<u8> {
    let head = "HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nContent-Length:";
    let mut answer = format!("{head} {}\r\n\r\n", CLIP.len()).into_bytes();
    answer.extend_from_slice(CLIP);
    answer
}

/// A studio of its own in front of two services.
struct Run {
    studio: Studio,
    here: Service,
    there: Service,
    _home: TempDir,
}

const HERE: &str = "sk-the-key-of-here";
const OTHER: &str = "sk-another-account-here";
const THERE: &str = "sk-the-key-of-there";

impl Run {
    async fn start(number: usize) -> Self {
        let here = Service::start("here", number).await;
        let there = Service::start("there", number).await;
        let (home, keychain) = (tempfile::tempdir().unwrap(), MemoryKeychain::default());
        for (service, key) in [(&here, HERE), (&there, THERE)] {
            let name = Base::parse(&service.address).unwrap().key_name();
            keychain.set(&name, &ApiKey::parse(key).unwrap()).unwrap();
        }
        let (events, mut heard) = mpsc::unbounded_channel();
        tokio::spawn(async move { while heard.recv().await.is_some() {} });
        let opening = Opening {
            folders: folders(home.path()),
            secrets: Secrets::start(keychain).unwrap(),
            host: Arc::new(Recorder::silent(events)),
            clock: Arc::new(stillwake_core::host::SystemClock),
            time_scale: SCALE,
            steps: stillwake_core::step::unwatched(),
        };
        let studio = Studio::open(opening).await.unwrap();
        let run = Self { studio, here, there, _home: home };
        run.go(&run.here).await;
        run
    }

    async fn go(&self, to: &Service) {
        let service = Some(to.address.clone());
        let patch = SettingsPatch { service, ..SettingsPatch::default() };
        self.studio.settings_set(patch).await.unwrap();
    }

    async fn key(&self, key: &str) {
        let (verdict, ..) = self.studio.key_check(Some(key)).await.unwrap();
        assert_eq!(verdict, Verdict::Unchecked, "kept without a check");
    }

    async fn create(&self, prompt: &str) -> String {
        self.studio.job_create(draft(prompt), rand()).await.unwrap().remove(0).job.id
    }

    async fn until(&self, id: &str, what: impl Fn(&JobSnapshot) -> bool) {
        let begun = Instant::now();
        loop {
            let jobs = self.studio.snapshot().await.unwrap().jobs;
            let job = jobs.into_iter().find(|job| job.job.id == id).unwrap();
            if what(&job) {
                return;
            }
            assert!(job.job.state.name() != StateName::Failed, "{:?}", job.job.state);
            assert!(begun.elapsed() < PATIENCE, "still {:?} {:?}", job.job.state, job.note);
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    async fn until_state(&self, id: &str, state: StateName) {
        self.until(id, |job| job.job.state.name() == state).await;
    }

    async fn until_note(&self, id: &str, note: Note) {
        self.until(id, |job| job.note == Some(note)).await;
    }

    /// All clips are ready, and every job is saved.
    async fn all_done(&self, ids: &[&String]) {
        self.here.set(|mood| mood.ready = true);
        self.there.set(|mood| mood.ready = true);
        for id in ids {
            self.until_state(id, StateName::Done).await;
        }
    }
}

/// The address is changed while one job is being made; the next one goes to the new address.
async fn another_address(run: &Run) {
    let one = run.create("Made here").await;
    run.until_state(&one, StateName::Making).await;
    run.go(&run.there).await;
    let two = run.create("Made there").await;
    run.until_state(&two, StateName::Making).await;
    run.all_done(&[&one, &two]).await;
}

/// A job that waits when the address is changed goes where it was pressed for, or nowhere.
async fn another_address_before_it_was_sent(run: &Run) {
    run.studio.queue_pause().await.unwrap();
    let one = run.create("Waits for here").await;
    run.studio.key_clear().await.unwrap();
    run.go(&run.there).await;
    let two = run.create("Made there").await;
    let pause = stillwake_core::store::queue::Pause::Asked;
    let over = stillwake_core::studio::Standstill::Paused(pause);
    run.studio.queue_go_on(over).await.unwrap();
    run.until_state(&two, StateName::Making).await;
    run.until_note(&one, Note::KeyNeeded).await;
    assert_eq!(run.here.counts.posts(), 0);
    run.go(&run.here).await;
    run.key(HERE).await;
    run.all_done(&[&one, &two]).await;
    assert_eq!((run.here.counts.posts(), run.there.counts.posts()), (1, 1));
}

/// The key is replaced by that of another account while a job is being made, and put back.
async fn another_key_while_making(run: &Run) {
    let one = run.create("Ordered with the first").await;
    run.until_state(&one, StateName::Making).await;
    run.key(OTHER).await;
    let two = run.create("Ordered with the second").await;
    run.until_note(&one, Note::KeyOther).await;
    run.until_state(&two, StateName::Making).await;
    run.here.set(|mood| mood.ready = true);
    run.until_state(&two, StateName::Done).await;
    run.until_note(&one, Note::KeyOther).await;
    run.key(HERE).await;
    run.all_done(&[&one, &two]).await;
}

/// The same while its clip is being saved, and only the call with its own key is left.
async fn another_key_while_saving(run: &Run) {
    run.here.set(|mood| mood.dead_links = true);
    let one = run.create("Saved with the first").await;
    run.until_state(&one, StateName::Making).await;
    run.key(OTHER).await;
    run.until_note(&one, Note::KeyOther).await;
    run.go(&run.there).await;
    let two = run.create("Made there").await;
    run.until_state(&two, StateName::Making).await;
    run.go(&run.here).await;
    run.key(HERE).await;
    run.all_done(&[&one, &two]).await;
}

/// The key is removed while a job is being made: nobody is asked without one, and it stays.
async fn no_key(run: &Run) {
    let one = run.create("Made without a key").await;
    run.until_state(&one, StateName::Making).await;
    run.studio.key_clear().await.unwrap();
    run.until_note(&one, Note::KeyNeeded).await;
    run.go(&run.there).await;
    let two = run.create("Made there").await;
    run.go(&run.here).await;
    run.key(HERE).await;
    run.all_done(&[&one, &two]).await;
}

async fn one_run(number: usize) -> usize {
    let run = Run::start(number).await;
    match number % 5 {
        0 => another_address(&run).await,
        1 => another_address_before_it_was_sent(&run).await,
        2 => another_key_while_making(&run).await,
        3 => another_key_while_saving(&run).await,
        _ => no_key(&run).await,
    }
    run.studio.shutdown().await;
    run.here.foreign(&[HERE, OTHER]) + run.there.foreign(&[THERE])
}

#[tokio::test(flavor = "multi_thread")]
async fn r14_every_job_stays_with_its_origin_and_its_key() {
    let runs = figure(50, 50, 1_000);
    let mut foreign = 0;
    let numbers: Vec<usize> = (0..runs).collect();
    for some in numbers.chunks(10) {
        let together = some.iter().map(|number| one_run(*number));
        foreign += join_all(together).await.iter().sum::<usize>();
    }
    assert_eq!(foreign, 0, "keys or tasks at a foreign origin");
    println!("R14 runs={runs} foreign=0 lost=0");
}

#[test]
fn the_three_addresses_of_the_vendor_share_one_key_and_nobody_else_has_it() {
    let name = |address: &str| Base::parse(address).unwrap().key_name();
    let vendor = name("https://crazyrouter.com");
    for address in ["https://api.crazyrouter.com", "https://cn.crazyrouter.com/v1"] {
        assert_eq!(name(address), vendor);
    }
    for address in ["https://www.crazyrouter.com", "https://crazyrouter.com:444"] {
        assert_ne!(name(address), vendor, "{address}");
    }
}
