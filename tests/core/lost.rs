//! R3 and R4 of RELIABILITY.md, counted at the socket: whatever becomes of the answer to a create
//! POST, there is one POST for each job, and only a person has it sent again.

use std::collections::BTreeSet;
use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use futures_util::future::join_all;
use stillwake_core::gateway::carrier::Errand;
use stillwake_core::gateway::wire::Way;
use stillwake_core::gateway::{Base, Gateway, Sent, Wiring};
use stillwake_core::secret::{ApiKey, Keychain, MemoryKeychain, Secrets};
use stillwake_core::settings::SettingsPatch;
use stillwake_core::studio::{Draft, JobSnapshot, Opening, Studio};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::mpsc;

use crate::bench::{Recorder, SCALE, draft, folders};
use crate::once::{Two, body, endpoint, task, two};
use crate::wires::{self, Counts, Seen, json, listen, plain};

/// How often every shape is met.
const EACH: usize = 20;
/// Long enough for anything that would send again: a hundred scaled waits.
const LONG_ENOUGH: Duration = Duration::from_millis(1_000);
const PATIENCE: Duration = Duration::from_secs(60);

/// What becomes of the answer once the service has taken the request.
#[derive(Clone, Debug)]
enum Shape {
    /// The connection is reset.
    Reset,
    /// It is closed in good order after so long.
    Closed(Duration),
    /// A whole answer.
    Whole(Vec<u8>),
    /// The beginning of an answer, then the end of the connection.
    Cut(&'static str),
}

fn shapes() -> Vec<Shape> {
    let html = "<html><h1>504 Gateway Time-out</h1></html>";
    let page = |status: &str| {
        let length = html.len();
        let head = format!("HTTP/1.1 {status}\r\nContent-Type: text/html\r\n");
        Shape::Whole(format!("{head}Content-Length: {length}\r\n\r\n{html}").into_bytes())
    };
    let moved = |status: &str| {
        let head = format!("HTTP/1.1 {status}\r\nLocation: /v1/video/create\r\n");
        Shape::Whole(format!("{head}Content-Length: 0\r\n\r\n").into_bytes())
    };
    let said = |status: &str, body: &str| Shape::Whole(json(status, body));
    vec![
        Shape::Reset,
        Shape::Closed(Duration::ZERO),
        Shape::Closed(Duration::from_millis(300)),
        Shape::Cut("HTTP/1.1 20"),
        Shape::Cut("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"),
        Shape::Cut("HTTP/1.1 200 OK\r\nContent-Length: 60\r\n\r\n{\"id\":\"video_ta"),
        page("200 OK"),
        page("502 Bad Gateway"),
        page("504 Gateway Time-out"),
        said("200 OK", ""),
        said("200 OK", "{\"id\":\"video_ta"),
        said("200 OK", "{\"status\":\"processing\"}"),
        said("202 Accepted", "[]"),
        said("204 No Content", ""),
        said("408 Request Timeout", "{}"),
        said("409 Conflict", "{}"),
        said("500 Internal", "{\"error\":{\"message\":\"try again\"}}"),
        said("503 Busy", "{\"error\":{\"code\":\"rate_limit_exceeded\"}}"),
        moved("301 Moved"),
        moved("302 Found"),
        moved("303 See"),
        moved("307 Again"),
        moved("308 Again"),
    ]
}

/// A service that takes every create POST, and answers like this.
async fn service(shape: Shape) -> (String, Counts) {
    let (at, counts) = listen(move |stream, number, counts| {
        let shape = shape.clone();
        async move { serve(stream, number, &counts, &shape).await }
    })
    .await;
    (format!("http://{at}"), counts)
}

async fn serve(
    mut stream: TcpStream,
    number: usize,
    counts: &Counts,
    shape: &Shape,
) -> io::Result<()> {
    while let Some(head) = wires::head(&mut stream).await? {
        let seen = Seen { head: head.clone(), connection: number, at: Instant::now() };
        counts.saw(head, number);
        if !seen.starts("POST /v1/video/create ") {
            stream.write_all(&json("404 Not Found", "{}")).await?;
            continue;
        }
        // A body that nobody has read makes the system reset the connection when it is closed.
        if matches!(shape, Shape::Reset) {
            stream.readable().await?;
            return Ok(());
        }
        let length = seen.header("content-length").and_then(|length| length.parse().ok());
        stream.read_exact(&mut vec![0; length.unwrap_or(0)]).await?;
        match shape {
            Shape::Reset => {}
            Shape::Closed(after) => {
                tokio::time::sleep(*after).await;
                return Ok(());
            }
            Shape::Whole(answer) => stream.write_all(answer).await?,
            Shape::Cut(answer) => return stream.write_all(answer.as_bytes()).await,
        }
    }
    Ok(())
}

/// A studio whose service is at this address.
async fn studio(home: &Path, service: &str) -> Studio {
    let keychain = MemoryKeychain::default();
    let name = Base::parse(service).unwrap().key_name();
    keychain.set(&name, &ApiKey::parse("sk-test-0123456789").unwrap()).unwrap();
    let (events, mut heard) = mpsc::unbounded_channel();
    tokio::spawn(async move { while heard.recv().await.is_some() {} });
    let opening = Opening {
        folders: folders(home),
        secrets: Secrets::start(keychain).unwrap(),
        host: Arc::new(Recorder::silent(events)),
        clock: Arc::new(stillwake_core::host::SystemClock),
        time_scale: SCALE,
        steps: stillwake_core::step::unwatched(),
    };
    let studio = Studio::open(opening).await.unwrap();
    let patch = SettingsPatch {
        service: Some(service.to_owned()),
        jobs_at_once: Some(10),
        ..SettingsPatch::default()
    };
    studio.settings_set(patch).await.unwrap();
    studio
}

async fn jobs(studio: &Studio) -> Vec<JobSnapshot> {
    studio.snapshot().await.unwrap().jobs
}

/// Waits until every job is in this state.
async fn until(studio: &Studio, state: &str) -> Vec<JobSnapshot> {
    let begun = Instant::now();
    loop {
        let jobs = jobs(studio).await;
        if jobs.iter().all(|job| job.job.state.name().name() == state) {
            return jobs;
        }
        let states: Vec<_> = jobs.iter().map(|job| job.job.state.name().name()).collect();
        assert!(begun.elapsed() < PATIENCE, "{states:?} instead of {state}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// The Idempotency-Key of every create POST, in order.
fn keys(counts: &Counts) -> Vec<String> {
    let posts = counts.requests().into_iter().filter(|seen| seen.starts("POST "));
    posts.map(|seen| seen.header("idempotency-key").unwrap().to_owned()).collect()
}

/// Sends jobs whose answers are lost like this; says how many POSTs there were.
async fn lose(shape: Shape) -> usize {
    let name = format!("{shape:?}");
    let (address, counts) = service(shape).await;
    let home = tempfile::tempdir().unwrap();
    let first = studio(home.path(), &address).await;
    for press in 0..EACH / 4 {
        let four = Draft { takes: 4, ..draft("Sent once") };
        first.job_create(four, format!("press {press}")).await.unwrap();
    }
    let unclear = until(&first, "unclear").await;
    assert_eq!(unclear.len(), EACH, "{name}");
    assert!(unclear.iter().all(|job| job.job.state.cause().unwrap().charged.name() == "maybe"));
    tokio::time::sleep(LONG_ENOUGH).await;
    first.shutdown().await;

    let second = studio(home.path(), &address).await;
    tokio::time::sleep(LONG_ENOUGH).await;
    let still = until(&second, "unclear").await;
    assert_eq!(still.len(), EACH, "{name}: every one is asked after a restart as well");
    let keys = keys(&counts);
    let jobs: BTreeSet<_> = still.into_iter().map(|job| job.job.idempotency).collect();
    assert_eq!(keys.iter().cloned().collect::<BTreeSet<_>>(), jobs, "{name}");
    assert_eq!(keys.len(), EACH, "{name}: one POST for each job");
    second.shutdown().await;
    keys.len()
}

#[tokio::test(flavor = "multi_thread")]
async fn r3_a_lost_answer_is_asked_about_and_never_sent_again() {
    let shapes = shapes();
    let count = shapes.len();
    let posts: usize = join_all(shapes.into_iter().map(lose)).await.into_iter().sum();
    println!(
        "R3 shapes={count} jobs={} posts={posts} double={}",
        count * EACH,
        posts - count * EACH
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn r3_an_answer_that_takes_too_long_is_lost() {
    assert!(Wiring::default().submit_limit.is_none());
    assert_eq!(Errand::Submit.limits().whole, Some(Duration::from_secs(180)));
    let (address, counts) = service(Shape::Closed(PATIENCE)).await;
    let limit = Duration::from_millis(500);
    let gateway = Gateway::new(Wiring { submit_limit: Some(limit), ..Wiring::default() });
    let to = endpoint(&address);
    let body = body();
    let sent = join_all((0..EACH).map(|_| gateway.submit(&to, &body, "i"))).await;
    assert_eq!(sent, vec![Sent::Lost; EACH]);
    assert_eq!(counts.posts(), EACH);
    println!("R3 shape=time-out jobs={EACH} posts={} double=0", counts.posts());
}

#[tokio::test(flavor = "multi_thread")]
async fn r4_what_invites_a_repeat_gets_none() {
    // A server that drops a connection silently once it was used: a second request on it is lost.
    let used = Mutex::new(BTreeSet::new());
    let script = Arc::new(move |seen: &Seen| {
        used.lock()
            .unwrap()
            .insert(seen.connection)
            .then(|| json("200 OK", r#"{"id":"video_task_1","status":"processing"}"#))
    });
    let (at, counts) = plain(script).await;
    let (gateway, to) = (Gateway::default(), endpoint(&format!("http://{at}")));
    for posts in 1..=EACH {
        gateway.ask(&to, &task(), Way::default()).await;
        let sent = gateway.submit(&to, &body(), "i").await;
        assert!(matches!(sent, Sent::Answered { status: 200, .. }), "{sent:?}");
        assert_eq!(counts.posts(), posts, "stale keep-alive");
    }
    // Servers that turn requests over HTTP/2 away unread: the call goes to them over HTTP/1.1, or
    // not at all.
    let mut sent_in_all = counts.posts();
    for what in [Two::Refuse, Two::GoAway] {
        for also_one in [true, false] {
            let (address, counts) = two(what, also_one).await;
            let (gateway, to) = (Gateway::new(wires::trusting()), endpoint(&address));
            for jobs in 1..=EACH {
                let sent = gateway.submit(&to, &body(), "i").await;
                let taken = matches!(sent, Sent::Answered { status: 200, .. });
                assert!(taken || sent == Sent::NotSent, "{what:?} {sent:?}");
                assert_eq!(taken, also_one, "{what:?} {sent:?}");
                assert_eq!(counts.posts(), if also_one { jobs } else { 0 }, "{what:?}");
            }
            sent_in_all += counts.posts();
        }
    }
    println!("R4 shapes=5 jobs={} posts={sent_in_all} double={}", 3 * EACH, sent_in_all - 3 * EACH);
    assert_eq!(sent_in_all, 3 * EACH);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_job_keeps_its_idempotency_key_and_a_new_try_gets_another() {
    let posts = AtomicUsize::new(0);
    let script = Arc::new(move |seen: &Seen| {
        if !seen.starts("POST ") {
            return Some(json("200 OK", r#"{"id":"video_task_1","status":"processing"}"#));
        }
        match posts.fetch_add(1, Ordering::Relaxed) {
            0 => Some(json("429 Too Many Requests", "{}")),
            1 => None,
            2 => Some(json("400 Bad Request", r#"{"error":{"code":"invalid_request"}}"#)),
            _ => Some(json("200 OK", r#"{"id":"video_task_1","status":"processing"}"#)),
        }
    });
    let (at, counts) = plain(script).await;
    let home = tempfile::tempdir().unwrap();
    let studio = studio(home.path(), &format!("http://{at}")).await;
    let job = studio.job_create(draft("Once"), "first".into()).await.unwrap().remove(0).job;
    until(&studio, "unclear").await;
    studio.job_send_again(job.id.clone(), "again".into()).await.unwrap();
    until(&studio, "failed").await;
    studio.job_retry(job.id, "new".into()).await.unwrap();
    let begun = Instant::now();
    while !jobs(&studio).await.iter().any(|job| job.job.state.name().name() == "making") {
        assert!(begun.elapsed() < PATIENCE);
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let keys = keys(&counts);
    assert_eq!(keys.len(), 4);
    assert_eq!(keys[0], job.idempotency);
    assert_eq!(keys[..3], [keys[0].as_str(); 3], "a busy service, and a person's word");
    assert_ne!(keys[3], keys[0], "a new job");
    studio.shutdown().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_service_without_a_trusted_certificate_is_no_connection() {
    let (at, counts) = wires::secure(Arc::new(|_: &_| Some(json("200 OK", "{}")))).await;
    let home = tempfile::tempdir().unwrap();
    let studio = studio(home.path(), &format!("https://{at}")).await;
    studio.job_create(draft("Once"), "press".into()).await.unwrap();
    let begun = Instant::now();
    let waiting = loop {
        let job = jobs(&studio).await.remove(0);
        if job.note.is_some() && counts.connections() > 1 {
            break job;
        }
        assert!(begun.elapsed() < PATIENCE, "{job:?}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    };
    assert_eq!(waiting.note.unwrap().name(), "offline");
    assert_eq!(waiting.job.state.name().name(), "waiting", "it goes by itself once it can");
    assert_eq!(counts.posts(), 0);
    studio.shutdown().await;
}
