//! A home folder with its own practice gateway, and the lives of the children that work on it. The
//! gateway lives here in the parent, so it survives every kill and remembers what it accepted.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use stillwake_practice::{Answer, Config, Gateway, On, TaskView};
use tempfile::TempDir;
use tokio::runtime::Handle;

use crate::orders::{MARK, Orders, Said, Stand, VARIABLE, Wanted, Word};

/// Generous, because the machine may be busy: a child that says nothing for so long hangs.
const PATIENCE: Duration = Duration::from_secs(120);
/// A person looks so long after the process has died: what was on its way has arrived by then.
const ON_ITS_WAY: Duration = Duration::from_millis(200);
/// A request that the gateway has seen is carried out within so long, or never.
const CARRIED_OUT: Duration = Duration::from_millis(1_500);
/// Fills the answer to a create call, so that it comes in three pieces.
const FILLER: usize = 2_500;

/// How a life ended.
#[derive(Debug, PartialEq, Eq)]
pub enum End {
    /// It stood where it was told to, and was killed there.
    Stood,
    /// It was killed when its time was over.
    Killed,
    /// Every job had its clip; how often each step was passed.
    Ended(Vec<(String, u32)>),
    /// It was not let into the folder.
    Refused(String),
}

pub struct Stage {
    folder: TempDir,
    gateway: Gateway,
    asked: AtomicUsize,
}

impl Stage {
    pub fn new(runtime: &Handle) -> Self {
        let folder = tempfile::Builder::new().prefix("stillwake-crash-").tempdir().unwrap();
        let config = Config {
            state_dir: Some(folder.path().join("service")),
            queued: Duration::from_millis(20),
            making: Duration::from_millis(130),
            max_seen: 100_000,
            ..Config::default()
        };
        let gateway = runtime.block_on(Gateway::start(config)).unwrap();
        let filler = "·".repeat(FILLER / 2);
        let body = serde_json::json!({"id": "{{id}}", "status": "queued", "note": filler});
        let mut answer = Answer::json(200, &body).accepted().times(0);
        answer.drip = Duration::from_millis(5);
        gateway.script(On::Create, answer);
        fs::write(folder.path().join("picture.png"), picture()).unwrap();
        Self { folder, gateway, asked: AtomicUsize::new(0) }
    }

    pub fn home(&self) -> PathBuf {
        self.folder.path().join("home")
    }

    pub fn picture(&self) -> PathBuf {
        self.folder.path().join("picture.png")
    }

    /// Has the service make something for somebody else, and says its number.
    pub fn make_elsewhere(&self, runtime: &Handle, prompt: &str) -> String {
        let ask = async {
            let body = serde_json::json!({"model": "veo3", "prompt": prompt, "size": "64x64"});
            let url = format!("{}/v1/video/create", self.gateway.origin());
            let client = reqwest::Client::builder().no_proxy().build().unwrap();
            let sent = client.post(url).bearer_auth(self.gateway.key()).json(&body).send();
            sent.await.unwrap().json::<serde_json::Value>().await.unwrap()
        };
        runtime.block_on(ask)["id"].as_str().expect("it has a number").to_owned()
    }

    /// The tasks that the gateway made for this prompt: one is paid once.
    pub fn accepted(&self, prompt: &str) -> Vec<TaskView> {
        self.gateway.tasks().into_iter().filter(|task| task.prompt == prompt).collect()
    }

    /// The bytes of a task's clip, as they are served.
    pub fn served(&self, task: &TaskView) -> Option<Vec<u8>> {
        let name = task.video_url.as_ref()?.rsplit('/').next()?.to_owned();
        fs::read(self.folder.path().join("service/clips").join(name)).ok()
    }

    /// How often a person was asked.
    pub fn asked(&self) -> usize {
        self.asked.load(Ordering::Relaxed)
    }

    /// What the children wrote on their error output, for somebody who looks at a failure.
    pub fn told(&self) -> String {
        fs::read_to_string(self.folder.path().join("stderr")).unwrap_or_default()
    }

    /// Lets a child work on the folder: to the end, to where it is told to stand, or for so long.
    pub fn live(&self, wanted: &[Wanted], stand_at: Option<Stand>, time: Option<Duration>) -> End {
        let orders = Orders {
            home: self.home(),
            service: self.gateway.origin(),
            key: self.gateway.key().to_owned(),
            wanted: wanted.to_vec(),
            stand_at,
        };
        let mut life = Life::begin(&orders, &self.folder.path().join("stderr"));
        let begun = Instant::now();
        loop {
            let left = time.map_or(PATIENCE, |time| time.saturating_sub(begun.elapsed()));
            match life.said.recv_timeout(left) {
                Ok(Said::Opened) => {}
                Ok(Said::Refused(why)) => return End::Refused(why),
                Ok(Said::Stands) => {
                    life.kill();
                    return End::Stood;
                }
                Ok(Said::Unclear { job, prompt }) => {
                    let word = self.person_looks(job, &prompt);
                    // It may have been killed meanwhile by nobody but us: the pipe is open.
                    life.tell(&word);
                }
                Ok(Said::Failed { prompt, state }) => panic!("{prompt} ended as {state}"),
                Ok(Said::Ended(passed)) => return End::Ended(passed),
                Err(RecvTimeoutError::Timeout) if time.is_some() => {
                    life.kill();
                    return End::Killed;
                }
                Err(fault) => panic!("the child hangs or died ({fault}): {}", self.told()),
            }
        }
    }

    /// What a person does with an unclear job: looks at the service whether it was made.
    fn person_looks(&self, job: String, prompt: &str) -> Word {
        self.asked.fetch_add(1, Ordering::Relaxed);
        std::thread::sleep(ON_ITS_WAY);
        let asked = |seen: &stillwake_practice::Seen| {
            seen.json.as_ref().is_some_and(|json| json["prompt"] == prompt)
        };
        let begun = Instant::now();
        loop {
            if let Some(task) = self.accepted(prompt).pop() {
                return Word::Adopt { job, task: task.id };
            }
            let arrived = self.gateway.requests().iter().any(asked);
            if !arrived || begun.elapsed() > CARRIED_OUT {
                return Word::Again { job };
            }
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

/// A child process. It never outlives its test.
pub struct Life {
    child: Child,
    input: ChildStdin,
    pub said: Receiver<Said>,
}

impl Life {
    pub fn begin(orders: &Orders, stderr: &Path) -> Self {
        let stderr = File::options().create(true).append(true).open(stderr).unwrap();
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "child::child", "--ignored", "--nocapture", "--test-threads=1"])
            .env(VARIABLE, serde_json::to_string(orders).unwrap())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(stderr)
            .spawn()
            .unwrap();
        let (input, output) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
        let (tell, said) = channel();
        std::thread::spawn(move || {
            for line in BufReader::new(output).lines().map_while(Result::ok) {
                if let Some(json) = line.strip_prefix(MARK) {
                    let _ = tell.send(serde_json::from_str(json).unwrap());
                }
            }
        });
        Self { child, input, said }
    }

    fn tell(&mut self, word: &Word) {
        // A child that is gone meanwhile is noticed where its next word is waited for.
        let _ = writeln!(self.input, "{}", serde_json::to_string(word).unwrap());
    }

    /// What it says first.
    pub fn first_word(&self) -> Said {
        self.said.recv_timeout(PATIENCE).expect("a child says whether it could open the folder")
    }

    /// SIGKILL: nothing in the process can object, flush or clean up.
    pub fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Life {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A small picture with something in it.
fn picture() -> Vec<u8> {
    let pixels = image::RgbImage::from_fn(64, 64, |x, y| image::Rgb([x as u8, y as u8, 99]));
    let mut png = std::io::Cursor::new(Vec::new());
    pixels.write_to(&mut png, image::ImageFormat::Png).unwrap();
    png.into_inner()
}
