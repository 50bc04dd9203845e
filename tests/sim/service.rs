//! A service in memory that speaks the contract and misbehaves as its climate says. It counts what
//! it accepted for each `Idempotency-Key`, and knows of every clip which bytes it served.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock};
use std::time::Duration;

use bytes::Bytes;
use sha2::{Digest, Sha256};
use url::Url;

use crate::climate::{Climate, Fate};
use crate::dice::Dice;
use crate::flow::Flow;
use crate::shapes::{Shape, Shapes, shapes};
use crate::time::Time;

pub const SERVICE: &str = "https://service.example";
pub const FILES: &str = "https://files.example";

/// What the service makes of a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// A clip under links.
    Clip,
    /// A clip that only the content call brings.
    ContentOnly,
    /// Nothing: it fails.
    Fails,
    /// It says done, and the file is gone.
    Gone,
}

/// A task that was accepted.
#[derive(Debug)]
pub struct Task {
    pub id: String,
    /// The number by which alone it is known, where the create answer named two.
    pub other: Option<String>,
    /// The person's number of the job.
    pub job: u64,
    /// The header of its create call.
    pub key: String,
    pub end: End,
    pub bytes: Bytes,
    /// When it was asked about, true ms.
    pub asked: Vec<u64>,
    ready_at: u64,
    appears_at: u64,
    /// When each of its links was given out, and how long links live.
    links: Vec<u64>,
    link_life: u64,
    fetched: u64,
}

/// A request as it left the app, whether it arrived or not.
#[derive(Clone, Debug)]
pub struct Left {
    pub at: u64,
    pub origin: String,
    pub path: String,
    /// It stands in the service's line.
    pub paced: bool,
    /// The start of the app that sent it.
    pub start: u64,
}

#[derive(Debug, Default)]
pub struct State {
    pub tasks: Vec<Task>,
    /// Everything that happened, in words.
    pub log: Vec<String>,
    pub left: Vec<Left>,
    pub starts: u64,
    /// When each create call for a job of the person left, arrived or not.
    pub creates: BTreeMap<u64, Vec<u64>>,
}

/// The service, its files and the line between.
#[derive(Debug)]
pub struct Service {
    pub seed: u64,
    pub time: Arc<Time>,
    pub climate: Mutex<Climate>,
    /// How long a task takes, ms; None lets the dice say.
    pub makes_in: Option<u64>,
    state: Mutex<State>,
    /// Changes when all connections break at once.
    pub broken: tokio::sync::watch::Sender<u64>,
}

/// A request, as far as the service looks at it.
#[derive(Clone, Debug)]
pub struct Call {
    pub post: bool,
    pub url: Url,
    pub key: String,
    pub body: Bytes,
    pub range: Option<usize>,
}

/// What the wire does with a request: nothing arrives, it breaks, or an answer comes.
#[derive(Debug)]
pub enum Reply {
    Never(Duration),
    Breaks(Duration),
    Answer(Duration, Answer),
}

/// An answer.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub headers: Vec<(&'static str, String)>,
    pub body: Flow,
}

impl From<&Shape> for Answer {
    fn from(shape: &Shape) -> Self {
        let headers = shape.retry_after.iter().map(|wait| ("retry-after", wait.clone())).collect();
        Self { status: shape.status, headers, body: Flow::whole(shape.body.clone().into()) }
    }
}

fn words(status: u16, body: &'static str) -> Answer {
    Answer { status, headers: Vec::new(), body: Flow::whole(Bytes::from_static(body.as_bytes())) }
}

impl Service {
    pub fn new(seed: u64, climate: Climate, makes_in: Option<u64>) -> Self {
        Self {
            seed,
            time: Arc::default(),
            climate: Mutex::new(climate),
            makes_in,
            state: Mutex::default(),
            broken: tokio::sync::watch::Sender::new(0),
        }
    }

    pub fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap()
    }

    pub fn note(&self, words: String) {
        let now = self.time.true_now();
        self.state().log.push(format!("{now} {words}"));
    }

    fn fate(&self, dice: &mut Dice) -> Fate {
        self.climate.lock().unwrap().fate(self.time.true_now(), dice)
    }

    /// Which tasks were made for a job's header: what a person sees in the service's own list.
    pub fn made_for(&self, key: &str) -> Vec<String> {
        let state = self.state();
        let those = state.tasks.iter().filter(|task| task.key == key);
        those.map(|task| task.other.as_ref().unwrap_or(&task.id).clone()).collect()
    }

    /// Takes a request that leaves the app, and says what becomes of it.
    pub fn take(&self, call: &Call) -> Reply {
        let (path, now) = (call.url.path().to_owned(), self.time.true_now());
        let paced = call.url.as_str().starts_with(SERVICE) && path.contains("/v1/video");
        let origin = call.url.origin().ascii_serialization();
        {
            let mut state = self.state();
            let start = state.starts;
            state.left.push(Left { at: now, origin, path: path.clone(), paced, start });
        }
        let (what, reply) = match path.as_str() {
            "/v1/video/create" if call.post => self.create(call),
            "/v1/video/query" => self.query(call),
            "/v1/models" => self.plain(words(200, r#"{"data":[{"id":"veo3"}]}"#)),
            _ if path.ends_with("/content") => self.content(call),
            _ if call.url.as_str().starts_with(FILES) => self.link(call),
            _ => self.plain(words(404, r#"{"error":{"message":"Invalid URL"}}"#)),
        };
        let how = match &reply {
            Reply::Never(after) => format!("never leaves after {after:?}"),
            Reply::Breaks(after) => format!("breaks after {after:?}"),
            Reply::Answer(after, answer) => format!("{} after {after:?}", answer.status),
        };
        self.note(format!("{what}: {how}"));
        reply
    }

    fn plain(&self, answer: Answer) -> (String, Reply) {
        let mut dice = Dice::of(self.seed, "plain", &[self.time.true_now()]);
        let reply = match self.fate(&mut dice) {
            Fate::NeverLeaves(after) => Reply::Never(after),
            Fate::Breaks(after) => Reply::Breaks(after),
            Fate::Fine(after) => Reply::Answer(after, answer),
            Fate::Trouble(_) => Reply::Answer(Duration::ZERO, words(502, "<html>")),
        };
        ("other".into(), reply)
    }

    fn create(&self, call: &Call) -> (String, Reply) {
        let body: serde_json::Value = serde_json::from_slice(&call.body).unwrap();
        let job: u64 = body["prompt"].as_str().unwrap().trim_start_matches("job ").parse().unwrap();
        let tried = {
            let mut state = self.state();
            let all = state.creates.entry(job).or_default();
            all.push(self.time.true_now());
            all.len() as u64
        };
        let mut dice = Dice::of(self.seed, "create", &[job, tried]);
        let fate = self.fate(&mut dice);
        let what = format!("create {job} #{tried}");
        let accept = |dice: &mut Dice| self.accept(job, tried, &call.key, dice);
        let any = |all: &'static [Shape], dice: &mut Dice| {
            Answer::from(&all[dice.next() as usize % all.len()])
        };
        let soon = Duration::from_millis(dice.within(20..3_000));
        let reply = match fate {
            Fate::NeverLeaves(after) => Reply::Never(after),
            Fate::Breaks(after) => {
                if dice.chance(50) {
                    accept(&mut dice);
                }
                Reply::Breaks(after)
            }
            Fate::Fine(after) => Reply::Answer(after, Answer::from(&accept(&mut dice))),
            Fate::Trouble(0..30) => Reply::Answer(soon, any(&shapes().busy, &mut dice)),
            Fate::Trouble(30..40) => Reply::Answer(soon, any(&shapes().refused, &mut dice)),
            Fate::Trouble(40..45) => {
                let mut answer = any(&shapes().refused, &mut dice);
                if (400..500).contains(&answer.status) && answer.status != 408 {
                    answer.body = Flow::cut(Bytes::from_static(b"{\"error\":"), 3);
                }
                Reply::Answer(soon, answer)
            }
            Fate::Trouble(45..75) => {
                if dice.chance(50) {
                    accept(&mut dice);
                }
                Reply::Answer(soon, any(&shapes().unclear, &mut dice))
            }
            Fate::Trouble(75..90) => {
                let whole = Bytes::from(accept(&mut dice).body);
                let at = dice.within(0..whole.len() as u64) as usize;
                let mut answer = words(200, "");
                answer.body = if dice.chance(50) {
                    Flow::cut(whole, at)
                } else {
                    Flow::whole(whole.slice(..at))
                };
                Reply::Answer(soon, answer)
            }
            Fate::Trouble(_) => {
                let whole = Bytes::from(accept(&mut dice).body);
                let mut answer = words(200, "");
                answer.body = Flow::slow(&whole, 4, Duration::from_secs(dice.within(1..80)));
                Reply::Answer(soon, answer)
            }
        };
        (what, reply)
    }

    /// Makes a task, and says so.
    fn accept(&self, job: u64, tried: u64, key: &str, dice: &mut Dice) -> Shape {
        let now = self.time.true_now();
        let mut state = self.state();
        let number = state.tasks.len();
        let id = format!("video_{}_{number}", self.seed);
        let other = dice.chance(25).then(|| format!("upstream_{number}"));
        let end = match dice.within(0..100) {
            0..80 => End::Clip,
            80..87 => End::ContentOnly,
            87..94 => End::Fails,
            _ => End::Gone,
        };
        let makes_in = match dice.within(0..100) {
            0..3 => dice.within(20..30) * 60_000,
            _ => dice.within(20..240) * 1_000,
        };
        let shape = Shapes::accepted(dice.next(), &id, other.as_deref());
        state.log.push(format!("{now} made {id} for {job} #{tried}: {end:?}"));
        state.tasks.push(Task {
            bytes: clip(&id),
            id,
            other,
            job,
            key: key.to_owned(),
            end: if self.makes_in.is_some() { End::Clip } else { end },
            asked: Vec::new(),
            ready_at: now + self.makes_in.unwrap_or(makes_in),
            appears_at: now + if dice.chance(15) { dice.within(1..25) * 1_000 } else { 0 },
            links: Vec::new(),
            link_life: if dice.chance(15) { dice.within(20..90) } else { 3_600 * 48 } * 1_000,
            fetched: 0,
        });
        shape
    }

    /// A task that was accepted before the story begins, and is ready in so many ms.
    pub fn plant(&self, job: u64, key: &str, ready_in: u64) -> (usize, String) {
        let now = self.time.true_now();
        let mut state = self.state();
        let at = state.tasks.len();
        let id = format!("video_{}_{at}", self.seed);
        state.tasks.push(Task {
            bytes: clip(&id),
            id: id.clone(),
            other: None,
            job,
            key: key.to_owned(),
            end: End::Clip,
            asked: Vec::new(),
            ready_at: now + ready_in,
            appears_at: now,
            links: vec![now],
            link_life: 48 * 3_600_000,
            fetched: 0,
        });
        (at, id)
    }

    fn query(&self, call: &Call) -> (String, Reply) {
        let now = self.time.true_now();
        let asked: BTreeMap<_, _> = call.url.query_pairs().into_owned().collect();
        let mut state = self.state();
        let of_task = |task: &Task| match &task.other {
            Some(other) => asked.values().any(|id| id == other),
            None => asked.get("id") == Some(&task.id),
        };
        // Also a question under the wrong number is one about this task.
        let meant = |task: &Task| asked.values().any(|id| *id == task.id) || of_task(task);
        let Some(at) = state.tasks.iter().position(meant) else {
            drop(state);
            return self.plain(Answer::from(&shapes().unknown[0]));
        };
        let task = &mut state.tasks[at];
        task.asked.push(now);
        let what = format!("query {} #{}", task.id, task.asked.len());
        let mut dice = Dice::of(self.seed, "query", &[at as u64, task.asked.len() as u64]);
        let known = of_task(task) && now >= task.appears_at;
        let fate = self.climate.lock().unwrap().fate(now, &mut dice);
        let mut honest = |dice: &mut Dice| {
            let any = |all: &'static [Shape], dice: &mut Dice| {
                Answer::from(&all[dice.next() as usize % all.len()])
            };
            match task.end {
                _ if !known => any(&shapes().unknown, dice),
                _ if now < task.ready_at => any(&shapes().running, dice),
                End::Fails => any(&shapes().failed, dice),
                End::ContentOnly => words(200, r#"{"id":"t","status":"completed","video_url":""}"#),
                End::Clip | End::Gone => {
                    task.links.push(now);
                    let link = format!("{FILES}/{at}/{}.mp4", task.links.len() - 1);
                    Answer::from(&shapes().ready(dice.next(), &link))
                }
            }
        };
        let soon = Duration::from_millis(dice.within(20..3_000));
        let reply = match fate {
            Fate::NeverLeaves(after) => Reply::Never(after),
            Fate::Breaks(after) => Reply::Breaks(after),
            Fate::Fine(after) => Reply::Answer(after, honest(&mut dice)),
            Fate::Trouble(0..15) => {
                let mut answer = honest(&mut dice);
                answer.body.breaks = true;
                answer.body.length = None;
                Reply::Answer(soon, answer)
            }
            Fate::Trouble(which) => {
                let all = &shapes().trouble;
                Reply::Answer(soon, Answer::from(&all[which as usize % all.len()]))
            }
        };
        (what, reply)
    }

    fn content(&self, call: &Call) -> (String, Reply) {
        let id = call.url.path_segments().and_then(|mut parts| parts.nth(2)).unwrap_or_default();
        let mut state = self.state();
        let of_task = |task: &Task| task.other.as_ref().unwrap_or(&task.id) == id;
        let Some(at) = state.tasks.iter().position(of_task) else {
            return ("content".into(), Reply::Answer(Duration::ZERO, words(404, "{}")));
        };
        let task = &mut state.tasks[at];
        let there = matches!(task.end, End::Clip | End::ContentOnly);
        let reply = self.file(at, task, there, false, call);
        (format!("content of {at} #{}", task.fetched), reply)
    }

    fn link(&self, call: &Call) -> (String, Reply) {
        let path = call.url.path().trim_matches('/').trim_end_matches(".mp4").to_owned();
        let (at, given) = path.split_once('/').unwrap();
        let (at, given): (usize, usize) = (at.parse().unwrap(), given.parse().unwrap());
        let mut state = self.state();
        let task = &mut state.tasks[at];
        let lives = self.time.true_now() < task.links[given] + task.link_life;
        let there = task.end == End::Clip && lives;
        let reply = self.file(at, task, there, given == 0, call);
        (format!("link {given} of {at} #{}", task.fetched), reply)
    }

    /// Serves a task's file. Only its first link may be dead or lead to a page though there is a
    /// clip: a service that goes on denying it cannot be told from one that has lost it.
    fn file(&self, at: usize, task: &mut Task, there: bool, first: bool, call: &Call) -> Reply {
        task.fetched += 1;
        let mut dice = Dice::of(self.seed, "file", &[at as u64, task.fetched]);
        let fate = self.climate.lock().unwrap().fate(self.time.true_now(), &mut dice);
        let from = call.range.filter(|from| *from > 0);
        let mut file = match from {
            None => words(200, ""),
            Some(from) if from >= task.bytes.len() => words(416, ""),
            Some(_) if dice.chance(20) => words(200, ""),
            Some(_) => words(206, ""),
        };
        let (start, total) = (from.filter(|_| file.status == 206).unwrap_or(0), task.bytes.len());
        let bytes = task.bytes.slice(start..);
        match file.status {
            206 => {
                file.headers.push(("content-range", format!("bytes {start}-{}/{total}", total - 1)))
            }
            416 => file.headers.push(("content-range", format!("bytes */{total}"))),
            _ => {}
        }
        file.headers.push(("etag", format!("\"{}\"", task.id)));
        file.headers.push(("content-type", "video/mp4".into()));
        let cut = dice.within(0..bytes.len() as u64) as usize;
        let wait = Duration::from_millis(dice.within(100..70_000));
        let soon = Duration::from_millis(dice.within(20..3_000));
        if file.status != 416 {
            file.body = Flow::whole(bytes.clone());
        }
        match fate {
            Fate::NeverLeaves(after) => Reply::Never(after),
            Fate::Breaks(after) => Reply::Breaks(after),
            _ if !there => {
                let status = if dice.chance(50) { 403 } else { 404 };
                Reply::Answer(soon, words(status, "<Error><Code>AccessDenied</Code></Error>"))
            }
            Fate::Fine(after) => Reply::Answer(after, file),
            Fate::Trouble(0..20) if first => Reply::Answer(soon, words(404, "<Error/>")),
            Fate::Trouble(20..40) if first => {
                Reply::Answer(soon, words(200, "<!doctype html><title>Sign in</title>"))
            }
            Fate::Trouble(40..45) if first => {
                Reply::Answer(soon, words(200, r#"{"error":"expired"}"#))
            }
            Fate::Trouble(0..30) => Reply::Answer(soon, words(503, "<html>")),
            Fate::Trouble(30..60) if file.status != 416 => {
                file.body = Flow::cut(bytes, cut);
                Reply::Answer(soon, file)
            }
            Fate::Trouble(_) if file.status != 416 => {
                file.body = Flow::slow(&bytes, 5, wait);
                Reply::Answer(soon, file)
            }
            Fate::Trouble(_) => Reply::Answer(soon, file),
        }
    }
}

/// A tiny whole MP4 that no other task has.
fn clip(id: &str) -> Bytes {
    static MOVIE: OnceLock<Vec<u8>> = OnceLock::new();
    let movie = MOVIE.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("clip.mp4");
        stillwake_practice::render::numbered(64, 64, 4, &file).unwrap();
        std::fs::read(file).unwrap()
    });
    let mut bytes = movie.clone();
    bytes.extend(u32::try_from(8 + id.len()).unwrap().to_be_bytes());
    bytes.extend(b"free");
    bytes.extend(id.as_bytes());
    bytes.into()
}

pub fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
