//! Watching: when a job in the making is asked about, and what may come in between: a history, a
//! sleep, a clock that was set, a connection that is back, a person.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use stillwake_core::error::ErrorKind;
use stillwake_core::gateway::Base;
use stillwake_core::gateway::wire::Task;
use stillwake_core::host::{Clock, Millis, SystemClock};
use stillwake_core::job::{Job, Note, State};
use stillwake_core::secret::{ApiKey, Keychain, MemoryKeychain, Secrets};
use stillwake_core::settings::SettingsPatch;
use stillwake_core::store::{self, Store};
use stillwake_core::studio::{Opening, Studio};
use tempfile::TempDir;
use tokio::sync::mpsc;

use crate::bench::{Bench, Recorder, SCALE, draft, folders, rand};
use crate::wires::{Counts, Seen, json as answer, plain};

const SECOND: Millis = 1_000;
const MINUTE: Millis = 60 * SECOND;
const HOUR: Millis = 60 * MINUTE;
const DAY: Millis = 24 * HOUR;
/// Generous: whoever waits so long in vain has found a fault.
const PATIENCE: Duration = Duration::from_secs(60);
const RUNNING: &str = r#"{"id":"any","status":"processing"}"#;

/// The system's clock, which a test may set.
#[derive(Clone, Default)]
struct SetClock(Arc<AtomicI64>);

impl SetClock {
    fn set_on(&self, by: Millis) {
        self.0.fetch_add(by, Ordering::SeqCst);
    }
}

impl Clock for SetClock {
    fn now(&self) -> Millis {
        SystemClock.now() + self.0.load(Ordering::SeqCst)
    }
}

/// A home folder whose service is a scripted server on this computer.
struct Place {
    home: TempDir,
    keychain: MemoryKeychain,
    counts: Counts,
    clock: SetClock,
    /// A job in the making, as the studio writes it.
    job: Job,
}

impl Place {
    /// `said` answers the questions.
    async fn new(said: impl Fn(&Seen) -> Vec<u8> + Send + Sync + 'static) -> Self {
        let script = move |seen: &Seen| {
            Some(match seen.starts("POST ") {
                true => answer("200 OK", r#"{"id":"first","status":"queued"}"#),
                false if seen.starts("GET /v1/video/query") => said(seen),
                false => answer("404 Not Found", "{}"),
            })
        };
        let (at, counts) = plain(Arc::new(script)).await;
        let (home, keychain) = (tempfile::tempdir().unwrap(), MemoryKeychain::default());
        let address = format!("http://{at}");
        let key = ApiKey::parse("sk-test-0123456789").unwrap();
        keychain.set(&Base::parse(&address).unwrap().key_name(), &key).unwrap();
        let clock = SetClock::default();
        let studio = open(&home, &keychain, &clock, 1.0).await;
        let patch = SettingsPatch { service: Some(address), ..SettingsPatch::default() };
        studio.settings_set(patch).await.unwrap();
        let job = making(&studio).await;
        studio.shutdown().await;
        Self { home, keychain, counts, clock, job }
    }

    /// Starts the app on jobs that were left like these.
    async fn start(&self, time_scale: f64, jobs: Vec<Job>) -> Studio {
        let file = folders(self.home.path()).database();
        // It would know better than the rows of the test.
        let _ = std::fs::remove_file(file.with_extension("journal"));
        let database = Store::open(&file).unwrap();
        database.write(move |db| store::job::insert(db, &jobs)).await.unwrap();
        drop(database);
        open(&self.home, &self.keychain, &self.clock, time_scale).await
    }

    /// A job that was sent so long ago, and is due in so long.
    fn left(&self, age: Millis, due_in: Millis) -> Job {
        let now = self.clock.now();
        Job { sent_at: Some(now - age), due_at: Some(now + due_in), ..self.job.clone() }
    }

    /// The same with a number of its own.
    fn another(&self, job: Job, name: &str) -> Job {
        let task = Task { id: name.to_owned(), other: None };
        let (id, press) = (format!("{}-{name}", job.id), rand());
        Job { id, press, state: State::Making { task }, ..job }
    }

    fn questions(&self) -> usize {
        let seen = self.counts.requests();
        seen.iter().filter(|seen| seen.starts("GET /v1/video/query")).count()
    }

    /// Waits for so many questions in all.
    async fn until_asked(&self, times: usize) {
        let begun = Instant::now();
        while self.questions() < times {
            assert!(begun.elapsed() < PATIENCE, "{} of {times} questions", self.questions());
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}

async fn open(
    home: &TempDir,
    keychain: &MemoryKeychain,
    clock: &SetClock,
    time_scale: f64,
) -> Studio {
    let (events, mut heard) = mpsc::unbounded_channel();
    tokio::spawn(async move { while heard.recv().await.is_some() {} });
    let opening = Opening {
        folders: folders(home.path()),
        secrets: Secrets::start(keychain.clone()).unwrap(),
        host: Arc::new(Recorder::silent(events)),
        clock: Arc::new(clock.clone()),
        time_scale,
        steps: stillwake_core::step::unwatched(),
    };
    Studio::open(opening).await.unwrap()
}

/// A new job, once it is known when it will be asked about first.
async fn making(studio: &Studio) -> Job {
    let made = studio.job_create(draft("Watched"), rand()).await.unwrap().remove(0).job;
    until(studio, &made.id, |job| matches!(job.state, State::Making { .. }) && job.due_at.is_some())
        .await
}

async fn until(studio: &Studio, id: &str, what: impl Fn(&Job) -> bool) -> Job {
    let begun = Instant::now();
    loop {
        let jobs = studio.snapshot().await.unwrap().jobs;
        let job = jobs.into_iter().find(|job| job.job.id == id).expect("the job is known").job;
        if what(&job) {
            return job;
        }
        assert!(begun.elapsed() < PATIENCE, "still {:?} {:?}", job.state, job.note);
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

fn running(_: &Seen) -> Vec<u8> {
    answer("200 OK", RUNNING)
}

// ---- learning

#[tokio::test(flavor = "multi_thread")]
async fn what_was_seen_of_a_job_is_kept_for_the_next_ones() {
    let bench = Bench::start().await;
    bench.gateway.hold(true);
    let job = bench.create(draft("Seen")).await;
    let seen = bench.until(&job.job.id, |job| job.job.running_at.is_some()).await.job;
    assert!(seen.ready_at.is_none());
    bench.gateway.hold(false);
    let done = bench.until_state(&job.job.id, "done").await.job;
    let (sent, running, ready) =
        (done.sent_at.unwrap(), done.running_at.unwrap(), done.ready_at.unwrap());
    assert!(sent <= running && running < ready && ready <= done.ended_at.unwrap());
    bench.studio.shutdown().await;
    let store = Store::open(&folders(bench.home.path()).database()).unwrap();
    let service = done.service.as_text();
    let past = store.read(move |db| store::job::past(db, &service, "veo3")).await.unwrap();
    let length = |from, to| Duration::from_millis(u64::try_from(to - from).unwrap());
    assert_eq!(past.len(), 1);
    assert_eq!((past[0].after, past[0].by), (length(sent, running), length(sent, ready)));
}

/// Jobs of the past that were ready between 195 and 205 s after they were sent.
fn history(place: &Place, running: Option<Millis>) -> Vec<Job> {
    let jobs = (0..30).map(|number| {
        let sent = place.clock.now() - DAY + number * MINUTE;
        let job = place.another(place.left(0, 0), &format!("past-{number}"));
        Job {
            state: State::Done {
                task: Some(Task { id: format!("past-{number}"), other: None }),
                clip: format!("clip-{number}"),
                cause: None,
            },
            sent_at: Some(sent),
            running_at: running.map(|after| sent + after),
            ready_at: Some(sent + 205 * SECOND),
            ended_at: Some(sent + 210 * SECOND),
            due_at: None,
            ..job
        }
    });
    jobs.collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_questions_go_by_this_machines_own_history() {
    let first_wait = |job: &Job| job.due_at.unwrap() - job.sent_at.unwrap();
    let place = Place::new(running).await;
    // Nobody knows a service on this computer: every 10 seconds.
    let plain = first_wait(&place.job);
    assert!((7 * SECOND..20 * SECOND).contains(&plain), "{plain} ms");
    let studio = place.start(1.0, history(&place, Some(195 * SECOND))).await;
    let learnt = making(&studio).await;
    assert!(first_wait(&learnt) > 30 * SECOND, "{} ms", first_wait(&learnt));
    // What a person chooses by: how long the model took here, once the window is there.
    assert_eq!(took(&studio).await, None);
    studio.window_shown();
    let begun = Instant::now();
    while took(&studio).await != Some(210 * SECOND) {
        assert!(begun.elapsed() < PATIENCE, "{:?}", took(&studio).await);
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    studio.shutdown().await;
    // While time is scaled, nothing is learnt.
    let studio = place.start(SCALE, Vec::new()).await;
    making(&studio).await;
    let usual = studio.snapshot().await.unwrap().jobs.remove(0).typical_ms;
    assert_eq!(usual, 300 * SECOND, "the vendor's word");
    studio.window_shown();
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(took(&studio).await, None);
    studio.shutdown().await;
}

async fn took(studio: &Studio) -> Option<Millis> {
    let models = studio.snapshot().await.unwrap().models;
    let veo3 = models.into_iter().find(|one| one.model.id == "veo3");
    veo3.expect("it is one of the contract's").took_ms
}

#[tokio::test(flavor = "multi_thread")]
async fn a_history_that_a_clock_has_spoilt_teaches_nothing() {
    let place = Place::new(running).await;
    let studio = place.start(1.0, history(&place, Some(DAY))).await;
    studio.shutdown().await;
    let store = Store::open(&folders(place.home.path()).database()).unwrap();
    let service = place.job.service.as_text();
    let past = store.read(move |db| store::job::past(db, &service, "veo3")).await.unwrap();
    assert_eq!(past, []);
}

// ---- time

#[tokio::test(flavor = "multi_thread")]
async fn a_clock_that_is_set_back_a_day_leaves_no_job_unasked() {
    let place = Place::new(running).await;
    let studio = place.start(SCALE, Vec::new()).await;
    place.until_asked(2).await;
    place.clock.set_on(-DAY);
    let before = place.questions();
    // One may have been under way.
    place.until_asked(before + 3).await;
    studio.shutdown().await;
    // The due times that it left are a day away at the next start.
    let before = place.questions();
    let studio = place.start(SCALE, vec![place.left(MINUTE, DAY)]).await;
    place.until_asked(before + 2).await;
    studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_waiting_job_is_sent_although_the_clock_was_set_back() {
    let place = Place::new(running).await;
    let waiting = Job { state: State::Waiting, sent_at: None, ..place.left(0, DAY) };
    let before = place.counts.posts();
    let studio = place.start(1.0, vec![waiting]).await;
    until(&studio, &place.job.id, |job| matches!(job.state, State::Making { .. })).await;
    assert_eq!(place.counts.posts(), before + 1);
    studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wake_asks_about_everything_that_became_due_and_is_no_storm() {
    let place = Place::new(running).await;
    let jobs: Vec<Job> = (0..300)
        .map(|number| place.another(place.left(20 * HOUR, 4 * MINUTE), &format!("asleep-{number}")))
        .chain([place.left(20 * HOUR, 4 * MINUTE)])
        .collect();
    let studio = place.start(1.0, jobs).await;
    tokio::time::sleep(Duration::from_secs(2)).await;
    assert_eq!(place.questions(), 0, "none is due");
    // The lid was closed for an hour.
    let woken = Instant::now();
    place.clock.set_on(HOUR);
    place.until_asked(8).await;
    tokio::time::sleep(Duration::from_secs(3)).await;
    let (asked, seconds) = (place.questions(), woken.elapsed().as_secs() as usize);
    assert!(asked <= seconds + 9, "{asked} questions in {seconds} seconds");
    studio.shutdown().await;
}

// ---- trouble

#[tokio::test(flavor = "multi_thread")]
async fn trouble_is_met_with_longer_and_longer_waits_and_a_named_pause_is_kept() {
    let asked = AtomicUsize::new(0);
    let place = Place::new(move |_| match asked.fetch_add(1, Ordering::SeqCst) {
        0..5 => answer("500 Internal Server Error", "{}"),
        _ => b"HTTP/1.1 429 Busy\r\nRetry-After: 1800\r\nContent-Length: 2\r\n\r\n{}".to_vec(),
    })
    .await;
    let studio = place.start(1.0, vec![place.left(MINUTE, HOUR)]).await;
    for (wait, note) in [
        (10, Note::ServiceTrouble),
        (20, Note::ServiceTrouble),
        (40, Note::ServiceTrouble),
        (60, Note::ServiceTrouble),
        (60, Note::ServiceTrouble),
        (1_800, Note::RateLimited),
    ] {
        let before = place.clock.now();
        let job = studio.job_ask(place.job.id.clone()).await.unwrap().job;
        let due = job.due_at.unwrap();
        assert!(due >= before + wait * SECOND, "{wait} s after {:?}", job.troubles);
        assert!(due <= place.clock.now() + wait * SECOND * 5 / 4, "{wait} s");
        assert_eq!(job.note, Some(note));
    }
    studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_service_that_answers_again_is_asked_about_all_that_only_lacked_a_connection() {
    let place = Place::new(running).await;
    let cut_off = |job: Job| Job { note: Some(Note::Offline), troubles: 7, ..job };
    // All of them are overdue: those hold no places.
    let overdue = || place.left(20 * HOUR, 30 * MINUTE);
    let asked = overdue();
    let other = place.another(cut_off(overdue()), "cut-off");
    let busy = place.another(overdue(), "told-to-wait");
    let busy = Job { note: Some(Note::RateLimited), troubles: 7, ..busy };
    let (other_id, busy_id) = (other.id.clone(), busy.id.clone());
    let waiting = Job { state: State::Waiting, sent_at: None, ..cut_off(place.left(0, HOUR)) };
    let waiting = Job { id: format!("{}-new", waiting.id), press: rand(), ..waiting };
    let waiting_id = waiting.id.clone();
    let studio = place.start(1.0, vec![cut_off(asked), other, busy, waiting]).await;
    tokio::time::sleep(Duration::from_secs(1)).await;
    assert_eq!(place.questions(), 0);
    studio.job_ask(place.job.id.clone()).await.unwrap();
    until(&studio, &other_id, |job| job.note.is_none() && job.troubles == 0).await;
    until(&studio, &waiting_id, |job| matches!(job.state, State::Making { .. })).await;
    let busy = until(&studio, &busy_id, |_| true).await;
    assert_eq!(busy.note, Some(Note::RateLimited), "a named pause is kept");
    studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wake_tries_again_what_lacked_a_connection() {
    let place = Place::new(running).await;
    let job = Job { note: Some(Note::Offline), troubles: 7, ..place.left(MINUTE, 70 * MINUTE) };
    let studio = place.start(1.0, vec![job]).await;
    tokio::time::sleep(Duration::from_secs(1)).await;
    // Asleep for ten minutes only: it is not due yet.
    place.clock.set_on(10 * MINUTE);
    until(&studio, &place.job.id, |job| job.note.is_none()).await;
    studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_task_is_believed_to_be_unknown_after_several_answers_and_not_just_after_it_was_made() {
    let known = Arc::new(AtomicBool::new(false));
    let said = Arc::clone(&known);
    let place = Place::new(move |_| match said.load(Ordering::SeqCst) {
        true => answer("200 OK", RUNNING),
        false => answer("404 Not Found", r#"{"code":"task_not_exist","message":"no"}"#),
    })
    .await;
    let ask = async |studio: &Studio| {
        let told = studio.job_ask(place.job.id.clone()).await.unwrap();
        told.job.state.name().name()
    };
    // A service that is slow to know its own tasks.
    let studio = place.start(1.0, vec![place.left(SECOND, HOUR)]).await;
    for _ in 0..4 {
        assert_eq!(ask(&studio).await, "making");
    }
    studio.shutdown().await;
    // Long after: two answers are not enough, three in a row are.
    let studio = place.start(1.0, vec![place.left(10 * MINUTE, HOUR)]).await;
    for denied in [true, true, false, true, true] {
        known.store(!denied, Ordering::SeqCst);
        assert_eq!(ask(&studio).await, "making");
    }
    assert_eq!(ask(&studio).await, "failed");
    let failed = studio.job(place.job.id.clone()).await.unwrap();
    assert_eq!(failed.state.cause().unwrap().code.name(), "task_unknown");
    assert!(failed.state.task().is_some(), "it can be asked about again");
    studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_says_nothing_keeps_a_job_and_is_asked_for_once_a_day_in_the_end() {
    let place = Place::new(|_| answer("200 OK", r#"{"code":"success","data":null}"#)).await;
    let studio = place.start(1.0, vec![place.left(50 * HOUR, 0)]).await;
    let job = until(&studio, &place.job.id, |job| job.running_at.is_some()).await;
    let wait = job.due_at.unwrap() - place.clock.now();
    assert!(matches!(job.state, State::Making { .. }));
    assert!((DAY * 8 / 10..DAY * 12 / 10).contains(&wait), "{wait} ms");
    assert_eq!(place.questions(), 1);
    studio.job_ask(place.job.id.clone()).await.unwrap();
    assert_eq!(place.questions(), 2);
    studio.shutdown().await;
}

// ---- by hand

#[tokio::test(flavor = "multi_thread")]
async fn a_person_can_always_ask_and_it_is_one_question() {
    let place = Place::new(|_| {
        std::thread::sleep(Duration::from_millis(400));
        answer("200 OK", RUNNING)
    })
    .await;
    let in_trouble =
        Job { troubles: 5, note: Some(Note::ServiceTrouble), ..place.left(MINUTE, HOUR) };
    for left in [place.left(20 * HOUR, 4 * MINUTE), in_trouble, place.left(50 * HOUR, DAY)] {
        let studio = place.start(1.0, vec![left]).await;
        tokio::time::sleep(Duration::from_millis(300)).await;
        let before = place.questions();
        let ask = || studio.job_ask(place.job.id.clone());
        let now = place.clock.now();
        let (first, second) = tokio::join!(ask(), ask());
        for told in [first.unwrap().job, second.unwrap().job] {
            assert!(told.running_at >= Some(now), "the answer is in it");
            assert_eq!((told.troubles, told.note), (0, None));
        }
        assert_eq!(place.questions(), before + 1);
        studio.shutdown().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_is_heard_while_a_job_only_goes_to_its_rest() {
    let place = Place::new(running).await;
    for _ in 0..8 {
        // The first word comes while the job is taken up, each next one right behind an answer.
        let studio = place.start(1.0, vec![place.left(MINUTE, HOUR)]).await;
        for _ in 0..8 {
            let now = place.clock.now();
            let told = studio.job_ask(place.job.id.clone()).await.unwrap().job;
            assert!(told.running_at >= Some(now), "the answer is in it");
        }
        studio.shutdown().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_asks_by_hand_goes_ahead_of_the_line() {
    let place = Place::new(running).await;
    let mut jobs: Vec<Job> = (0..200)
        .map(|number| place.another(place.left(MINUTE, 0), &format!("many-{number}")))
        .collect();
    jobs.push(place.left(MINUTE, 0));
    let studio = place.start(1.0, jobs).await;
    place.until_asked(6).await;
    // It stands somewhere in a line of three minutes; whoever is asked for by hand is asked next.
    let snapshot = studio.snapshot().await.unwrap().jobs;
    let last = snapshot.iter().rev().find(|job| job.job.running_at.is_none());
    let last = last.unwrap().job.id.clone();
    let told = studio.job_ask(last).await.unwrap().job;
    assert!(told.running_at.is_some());
    assert!(place.questions() < 60, "not in its turn");
    studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_in_the_making_is_not_asked_about() {
    let bench = Bench::start().await;
    let job = bench.create(draft("Done")).await;
    bench.until_state(&job.job.id, "done").await;
    let refused = bench.studio.job_ask(job.job.id.clone()).await.unwrap_err();
    assert_eq!(refused.kind, ErrorKind::NotNow);
    let unknown = bench.studio.job_ask("nobody".into()).await.unwrap_err();
    assert_eq!(unknown.kind, ErrorKind::JobUnknown);
}
