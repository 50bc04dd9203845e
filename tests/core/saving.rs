//! A clip is saved whole or not at all, whatever happens on the way: thousands of dice downloads
//! from a server that cuts, lies and forgets, each compared byte by byte with what was served.

use std::fs;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use stillwake_core::clip::download::Fault;
use stillwake_core::clip::part::{Part, Whole};
use stillwake_core::clip::sources::Sources;
use stillwake_core::clip::{inspect, sha256};
use stillwake_core::gateway::fault::CauseCode;
use stillwake_core::gateway::{Endpoint, Gateway, Wiring};
use stillwake_core::library::Folders;
use stillwake_core::step;
use tempfile::TempDir;
use tokio_util::sync::CancellationToken;

use crate::figures::{Dice, cases, figure};
use crate::files::{Content, DATE, Files, Twist};
use crate::once::{endpoint, task};

/// A job's id, as they look.
const JOB: &str = "01936b3e-7a00-7000-8000-000000000001";
/// Rounds that the runner would make at most before it believes that there is no clip.
const ROUNDS: usize = 6;
/// Downloads at the same time.
const WORKERS: usize = 8;

/// A small clip that players can play.
fn film() -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("film.mp4");
    stillwake_practice::render::numbered(128, 96, 4, &file).unwrap();
    fs::read(file).unwrap()
}

/// The same clip with other bytes behind it, which players pass over: another content of the very
/// length, different all along where it differs.
fn edition(film: &[u8], pad: usize, seed: u64) -> Arc<Vec<u8>> {
    let mut bytes = film.to_vec();
    bytes.extend(u32::try_from(pad + 8).unwrap().to_be_bytes());
    bytes.extend(b"free");
    let mut dice = Dice::new(seed, 0);
    bytes.extend((0..pad).map(|_| dice.next() as u8));
    Arc::new(bytes)
}

/// Walks the top-level boxes to the exact end.
fn walks(bytes: &[u8]) -> bool {
    let mut at = 0;
    while at + 8 <= bytes.len() {
        let size = u32::from_be_bytes(bytes[at..at + 4].try_into().unwrap()) as usize;
        if size < 8 {
            return false;
        }
        at += size;
    }
    at == bytes.len()
}

/// One computer that saves one clip.
struct Computer {
    home: TempDir,
    gateway: Gateway,
    endpoint: Endpoint,
    links: Vec<String>,
    part: Part,
    stop: CancellationToken,
}

impl Computer {
    fn new(links: Vec<String>) -> Self {
        Self::with(gateway(), links)
    }

    /// Setting up connections costs more than a small download: many may share them.
    fn with(gateway: Gateway, links: Vec<String>) -> Self {
        let home = tempfile::tempdir().unwrap();
        let part = part(home.path());
        // Nobody is there to answer the content call.
        let endpoint = endpoint("http://127.0.0.1:1");
        let stop = CancellationToken::new();
        Self { home, gateway, endpoint, links, part, stop }
    }

    async fn round(&mut self) -> Result<Whole, Fault> {
        let sources = Sources {
            gateway: &self.gateway,
            endpoint: &self.endpoint,
            task: &task(),
            links: &self.links,
            stop: &self.stop,
        };
        sources.have(&mut self.part).await
    }

    /// Rounds as the runner makes them, without its waits.
    async fn save(&mut self) -> Result<Whole, Fault> {
        for _ in 1..ROUNDS {
            match self.round().await {
                Err(Fault::Line(_)) => {}
                done => return done,
            }
        }
        self.round().await
    }

    fn file(&self) -> Vec<u8> {
        fs::read(folders(self.home.path()).partial(JOB)).unwrap()
    }

    /// Downloads until so many bytes are recorded, then ends as if killed: what lies on the disk at
    /// that moment is all that the next start finds.
    async fn killed_at(&mut self, bytes: usize) {
        let record = folders(self.home.path()).part_record(JOB);
        let recorded = async {
            let begun = Instant::now();
            let wanted = format!("\"bytes\":{bytes},");
            while !fs::read_to_string(&record).is_ok_and(|text| text.contains(&wanted)) {
                assert!(begun.elapsed() < Duration::from_secs(60), "{bytes} were never recorded");
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
            let next = tempfile::tempdir().unwrap();
            let clips = folders(next.path()).clips;
            fs::create_dir(&clips).unwrap();
            for entry in fs::read_dir(folders(self.home.path()).clips).unwrap().flatten() {
                let _ = fs::copy(entry.path(), clips.join(entry.file_name()));
            }
            next
        };
        let sources = Sources {
            gateway: &self.gateway,
            endpoint: &self.endpoint,
            task: &task(),
            links: &self.links,
            stop: &self.stop,
        };
        let next = tokio::select! {
            next = recorded => next,
            done = sources.have(&mut self.part) => panic!("it was held, but {done:?}"),
        };
        self.part = part(next.path());
        self.home = next;
    }
}

fn gateway() -> Gateway {
    Gateway::new(Wiring { time_scale: 0.000_001, ..Wiring::default() })
}

fn folders(home: &Path) -> Folders {
    Folders { home: home.to_owned(), clips: home.join("clips") }
}

fn part(home: &Path) -> Part {
    fs::create_dir_all(home.join("clips")).unwrap();
    Part::new(&folders(home), JOB, step::unwatched()).recorded_every(Duration::ZERO)
}

/// What a case must come to.
struct Outcome {
    right: bool,
    resumed: bool,
}

/// What names the content: the four that servers use.
fn names(dice: &mut Dice, content: &Arc<Vec<u8>>) -> Content {
    let etag = |weak: &str| Some(format!("{weak}\"{:x}\"", content.len() * 31 + 7));
    let bytes = Arc::clone(content);
    match dice.within(0, 6) {
        0..=2 => Content { bytes, etag: etag(""), modified: Some(DATE.into()) },
        3 => Content { bytes, etag: etag("W/"), modified: Some(DATE.into()) },
        4 => Content { bytes, etag: None, modified: Some(DATE.into()) },
        _ => Content { bytes, etag: None, modified: None },
    }
}

fn strong(content: &Arc<Vec<u8>>, etag: &str) -> Content {
    Content {
        bytes: Arc::clone(content),
        etag: Some(format!("\"{etag}\"")),
        modified: Some(DATE.into()),
    }
}

const KINDS: [&str; 16] = [
    "cut",
    "cut often",
    "etag changed",
    "changed and careless",
    "200 to a range",
    "416 full",
    "416 not full",
    "short length",
    "long length",
    "wrong content-range",
    "link expired",
    "second source",
    "page at the link",
    "packed",
    "killed",
    "damaged part",
];

async fn case(
    number: usize,
    at: SocketAddr,
    files: Files,
    film: Arc<Vec<u8>>,
    gateway: Gateway,
) -> Outcome {
    let mut dice = Dice::new(number as u64, 0);
    let kind = KINDS[number % KINDS.len()];
    let pad = dice.within(16, 12_000);
    let (one, two) = (edition(&film, pad, dice.next()), edition(&film, pad, dice.next()));
    let size = one.len();
    let cut = dice.within(9, size);
    let (first, second) = (format!("/{number}/a.mp4"), format!("/{number}/b.mp4"));
    let link = |path: &str| format!("http://{at}{path}?signature={number}");
    let mut links = vec![link(&first)];
    // What has to be there in the end, and from which byte on it must have been gone on with.
    let (mut wanted, mut on, mut gone_on_at) = (Arc::clone(&one), &first, None);
    let content = match kind {
        "cut" | "cut often" | "killed" => names(&mut dice, &one),
        _ => strong(&one, "one"),
    };
    let resumable = Content::can_go_on(&content);
    match kind {
        "cut" => {
            files.put(&first, content, vec![Twist::Cut(cut)]);
            gone_on_at = resumable.then_some(cut);
        }
        "cut often" => {
            let mut left = size;
            let twists = (0..dice.within(2, 5)).map(|_| {
                let piece = dice.within(9, 9 + left / 2);
                left = left.saturating_sub(piece).max(16);
                Twist::Cut(piece)
            });
            let twists: Vec<_> = twists.collect();
            files.put(&first, content, twists);
        }
        "etag changed" => {
            files.put(&first, content, vec![Twist::Cut(cut)]);
            files.then(&first, strong(&two, "two"));
            wanted = two;
        }
        "changed and careless" => {
            files.put(&first, content, vec![Twist::Cut(cut), Twist::Careless]);
            files.then(&first, strong(&two, "two"));
            wanted = two;
        }
        "200 to a range" => files.put(&first, content, vec![Twist::Cut(cut), Twist::Whole]),
        "416 full" => {
            files.put(&first, content, vec![Twist::Endless(size)]);
            gone_on_at = Some(size);
        }
        "416 not full" => {
            let said = [format!("bytes */{cut}"), format!("bytes */{}", size + 1), "*".into()];
            let beyond = Twist::Beyond(dice.one_of(&said).clone());
            files.put(&first, content, vec![Twist::Cut(cut), beyond]);
        }
        "short length" => {
            // Less than the least box behind the film, so that no box ends there.
            let less = dice.within(1, pad + 8);
            files.put(&first, content, vec![Twist::Short(less)]);
        }
        "long length" => {
            let more = dice.within(1, 5_000);
            files.put(&first, content, vec![Twist::Long(more), Twist::Whole]);
        }
        "wrong content-range" => {
            let last = size - 1;
            let said = [
                format!("bytes {}-{last}/{size}", cut + 1),
                format!("bytes 0-{last}/{size}"),
                format!("bytes {cut}-{last}/*"),
                format!("bytes {cut}-{last}/{}", size + 1),
                format!("bytes {cut}-{size}/{size}"),
                "nonsense".into(),
            ];
            let range = Twist::Range(dice.one_of(&said).clone());
            files.put(&first, content, vec![Twist::Cut(cut), range]);
        }
        "link expired" => {
            let status = *dice.one_of(&[403, 404, 410]);
            let gone = Twist::Says(status, "text/xml", b"<Error>expired</Error>".to_vec());
            files.put(&first, content, vec![Twist::Cut(cut), gone.clone(), gone]);
            files.put(&second, strong(&one, "one"), Vec::new());
            links.push(link(&second));
            (on, gone_on_at) = (&second, Some(cut));
        }
        "second source" => {
            let gone = Twist::Says(404, "text/xml", b"<Error/>".to_vec());
            files.put(&first, content, vec![Twist::Cut(cut), gone.clone(), gone]);
            files.put(&second, strong(&two, "two"), Vec::new());
            links.push(link(&second));
            (wanted, on) = (two, &second);
        }
        "page at the link" => {
            let page = b"<!doctype html><title>Please wait</title>".to_vec();
            let json = br#"{"error":{"message":"not ready"}}"#.to_vec();
            let says = match dice.within(0, 2) {
                0 => Twist::Says(200, "text/html", page),
                _ => Twist::Says(200, "application/json", json),
            };
            let after_a_cut = dice.within(0, 2) == 0;
            let twists = match after_a_cut {
                true => vec![Twist::Cut(cut), says.clone(), says],
                false => vec![says.clone(), says],
            };
            files.put(&first, content, twists);
            files.put(&second, strong(&one, "one"), Vec::new());
            links.push(link(&second));
            (on, gone_on_at) = (&second, after_a_cut.then_some(cut));
        }
        "packed" => {
            let twists = match dice.within(0, 2) {
                0 => vec![Twist::Packed],
                _ => vec![Twist::Cut(cut), Twist::Packed],
            };
            files.put(&first, content, twists);
        }
        "killed" => {
            let twists = if resumable { vec![Twist::Hold(cut)] } else { vec![Twist::Cut(cut)] };
            files.put(&first, content, twists);
            gone_on_at = resumable.then_some(cut);
        }
        "damaged part" => files.put(&first, content, vec![Twist::Hold(cut)]),
        other => panic!("{other}"),
    }
    let mut computer = Computer::with(gateway, links);
    if (kind == "killed" && resumable) || kind == "damaged part" {
        computer.killed_at(cut).await;
    }
    if kind == "damaged part" {
        damage(&folders(computer.home.path()).partial(JOB), &mut dice, cut);
    }
    let whole = computer.save().await;
    let log = files.log(on);
    let resumed = log.iter().any(|given| matches!(given.status, 206 | 416));
    let right = whole.as_ref().is_ok_and(|whole| {
        let file = computer.file();
        file == **wanted
            && whole.bytes == file.len() as u64
            && whole.sha256 == sha256(&folders(computer.home.path()).partial(JOB)).unwrap()
            && walks(&file)
            && inspect::inspect(&folders(computer.home.path()).partial(JOB)).is_ok()
    });
    // What is gone on with is not had a second time.
    let went_on = gone_on_at.is_none_or(|from| {
        let served: usize = log.last().map_or(0, |given| given.bytes);
        log.last().is_some_and(|given| given.from == Some(from)) && served == size - from
    });
    if !right || !went_on {
        println!("case {number} ({kind}): {size} bytes, cut at {cut}: {whole:?}\n  {log:?}");
    }
    Outcome { right: right && went_on, resumed: resumed && right }
}

impl Content {
    /// Whether a part of it can be gone on with, by the rules of HTTP.
    fn can_go_on(&self) -> bool {
        let strong = self.etag.as_ref().is_some_and(|etag| etag.starts_with('"'));
        strong || self.modified.is_some()
    }
}

/// What power cuts and other programs do to a file.
fn damage(file: &Path, dice: &mut Dice, length: usize) {
    let mut bytes = fs::read(file).unwrap();
    match dice.within(0, 4) {
        0 => bytes[dice.within(0, length)] ^= 0x10,
        1 => bytes.truncate(dice.within(0, length)),
        2 => bytes[length / 2..].fill(0),
        _ => bytes.iter_mut().for_each(|byte| *byte = !*byte),
    }
    fs::write(file, bytes).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn r9_whatever_happens_on_the_way_the_bytes_are_those_that_were_served() {
    let numbers = cases(figure(2_000, 2_000, 100_000));
    let (at, files) = Files::serve().await;
    let film = Arc::new(film());
    let next = Arc::new(std::sync::Mutex::new(numbers.into_iter()));
    let (mut wrong, mut resumed, mut done) = (0, 0, 0);
    let mut workers = tokio::task::JoinSet::new();
    for _ in 0..WORKERS {
        let (next, files, film) = (Arc::clone(&next), files.clone(), Arc::clone(&film));
        workers.spawn(async move {
            let (gateway, mut outcomes) = (gateway(), Vec::new());
            loop {
                let Some(number) = next.lock().unwrap().next() else { break outcomes };
                let (files, film) = (files.clone(), Arc::clone(&film));
                outcomes.push(case(number, at, files, film, gateway.clone()).await);
            }
        });
    }
    while let Some(outcomes) = workers.join_next().await {
        for outcome in outcomes.unwrap() {
            done += 1;
            wrong += usize::from(!outcome.right);
            resumed += usize::from(outcome.resumed);
        }
    }
    println!("R9 cases={done} wrong={wrong} resumed={resumed}");
    assert_eq!(wrong, 0);
    assert!(done == 1 || resumed * 4 > done, "downloads are gone on with");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_download_that_is_let_go_of_keeps_what_came_and_goes_on_there() {
    let (at, files) = Files::serve().await;
    let content = edition(&film(), 9_000, 1);
    let size = content.len();
    files.put("/a.mp4", strong(&content, "a"), vec![Twist::Hold(5_000)]);
    let mut computer = Computer::new(vec![format!("http://{at}/a.mp4?sign=1")]);
    let (stop, record) = (computer.stop.clone(), folders(computer.home.path()).part_record(JOB));
    tokio::spawn(async move {
        while !fs::read_to_string(&record).is_ok_and(|text| text.contains("\"bytes\":5000,")) {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        stop.cancel();
    });
    assert!(matches!(computer.round().await, Err(Fault::Stopped)));
    // A new run with another signature in the link.
    computer.part = part(computer.home.path());
    computer.stop = CancellationToken::new();
    computer.links = vec![format!("http://{at}/a.mp4?sign=2")];
    let whole = computer.round().await.unwrap();
    assert_eq!((whole.bytes, computer.file()), (size as u64, content.to_vec()));
    let log = files.log("/a.mp4");
    assert_eq!((log[1].from, log[1].bytes, log.len()), (Some(5_000), size - 5_000, 2));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_never_touches_what_is_there() {
    let (at, files) = Files::serve().await;
    let content = edition(&film(), 9_000, 2);
    let page = Twist::Says(200, "text/html", b"<html>come back later</html>".to_vec());
    files.put("/a.mp4", strong(&content, "a"), vec![Twist::Cut(4_000), page.clone(), page]);
    let mut computer = Computer::new(vec![format!("http://{at}/a.mp4")]);
    for _ in 0..2 {
        let Err(Fault::Line(cause)) = computer.round().await else {
            panic!("there is only a page")
        };
        assert_eq!(cause.code, CauseCode::NotAVideo);
        assert_eq!(computer.file(), content[..4_000]);
    }
    computer.round().await.unwrap();
    assert_eq!(files.log("/a.mp4").last().unwrap().from, Some(4_000));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_ends_early_is_no_clip_also_where_its_last_box_has_no_end() {
    let (at, files) = Files::serve().await;
    let film = film();
    // The last box reaches to the end of the file, wherever that is.
    let mut open = film.clone();
    let (mut at_box, mut last) = (0, 0);
    while at_box < open.len() {
        last = at_box;
        at_box += u32::from_be_bytes(open[at_box..at_box + 4].try_into().unwrap()) as usize;
    }
    assert_eq!(&open[last + 4..last + 8], b"mdat", "the frames stand last in this film");
    open[last..last + 4].fill(0);
    let content = Arc::new(open);
    files.put("/open.mp4", strong(&content, "o"), vec![Twist::Short(40), Twist::Short(40)]);
    let mut computer = Computer::new(vec![format!("http://{at}/open.mp4")]);
    let Err(Fault::Line(cause)) = computer.round().await else { panic!("it is not whole") };
    assert_eq!(cause.code, CauseCode::ClipUnreadable);
    assert!(!folders(computer.home.path()).partial(JOB).exists(), "nothing of it stays");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_in_the_place_of_the_partial_file_is_not_followed() {
    let (at, files) = Files::serve().await;
    let content = edition(&film(), 3_000, 3);
    files.put("/a.mp4", strong(&content, "a"), Vec::new());
    let mut computer = Computer::new(vec![format!("http://{at}/a.mp4")]);
    let (victim, spot) =
        (computer.home.path().join("victim"), folders(computer.home.path()).partial(JOB));
    fs::write(&victim, "mine").unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink(&victim, &spot).unwrap();
    computer.round().await.unwrap();
    assert_eq!(fs::read_to_string(&victim).unwrap(), "mine");
    assert!(fs::symlink_metadata(&spot).unwrap().is_file());
}
