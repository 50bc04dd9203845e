//! One create call is one POST on the wire, counted at the socket: whatever the connection does,
//! over HTTP/1.1 and from servers that would rather speak HTTP/2.

use std::io;
use std::sync::Arc;

use stillwake_core::gateway::fault::{Asked, CauseCode};
use stillwake_core::gateway::wire::{CreateBody, Task, Way};
use stillwake_core::gateway::{Base, Endpoint, Gateway, Sent};
use stillwake_core::secret::ApiKey;
use tokio::net::TcpStream;

use crate::wires::{self, Counts, json, plain};

pub fn endpoint(address: &str) -> Endpoint {
    let key = ApiKey::parse("sk-test-0123456789").unwrap();
    Endpoint { base: Base::parse(address).unwrap(), key }
}

pub fn body() -> CreateBody {
    CreateBody {
        model: "veo3".into(),
        prompt: "Once".into(),
        aspect_ratio: None,
        size: None,
        images: Vec::new(),
        duration: None,
    }
}

pub fn task() -> Task {
    Task { id: "video_task_1".into(), other: None }
}

const RUNNING: &str = r#"{"id":"video_task_1","status":"processing"}"#;

#[tokio::test(flavor = "multi_thread")]
async fn a_redirect_of_a_create_call_is_an_answer_and_not_followed() {
    for status in ["301 Moved", "302 Found", "303 See", "307 Again", "308 Again"] {
        for location in ["/v1/video/create", "/elsewhere", "http://127.0.0.1:1/"] {
            let answer =
                format!("HTTP/1.1 {status}\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n");
            let script = Arc::new(move |_: &_| Some(answer.clone().into_bytes()));
            let (at, counts) = plain(script).await;
            let to = endpoint(&format!("http://{at}"));
            let sent = Gateway::default().submit(&to, &body(), "i").await;
            let code: u16 = status[..3].parse().unwrap();
            assert!(matches!(sent, Sent::Answered { status, .. } if status == code), "{sent:?}");
            assert_eq!(counts.requests().len(), 1, "{status} {location}");
            assert_eq!(counts.posts(), 1);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_create_call_never_takes_a_connection_that_was_used_before() {
    let script = Arc::new(|_: &_| Some(json("200 OK", RUNNING)));
    let (at, counts) = plain(script).await;
    let (gateway, to) = (Gateway::default(), endpoint(&format!("http://{at}")));
    for _ in 0..3 {
        assert!(matches!(gateway.ask(&to, &task(), Way::default()).await.asked, Asked::Running(_)));
    }
    let before = counts.connections();
    for posts in 1..=3 {
        let sent = gateway.submit(&to, &body(), "i").await;
        assert!(matches!(sent, Sent::Answered { status: 200, .. }), "{sent:?}");
        assert_eq!((counts.posts(), counts.connections()), (posts, before + posts));
    }
    // And none that a call was made on is taken for anything else.
    gateway.ask(&to, &task(), Way::default()).await;
    let (calls, questions): (Vec<_>, Vec<_>) =
        counts.requests().into_iter().partition(|seen| seen.starts("POST "));
    for call in calls {
        assert!(questions.iter().all(|question| question.connection != call.connection));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_that_dies_under_a_create_call_leaves_one_post_and_no_second() {
    // After a good one, so that anything kept alive would be stale by now.
    let script =
        Arc::new(|seen: &wires::Seen| (seen.connection == 1).then(|| json("200 OK", RUNNING)));
    let (at, counts) = plain(script).await;
    let (gateway, to) = (Gateway::default(), endpoint(&format!("http://{at}")));
    assert!(matches!(gateway.submit(&to, &body(), "i").await, Sent::Answered { .. }));
    for posts in 2..=20 {
        assert_eq!(gateway.submit(&to, &body(), "i").await, Sent::Lost);
        assert_eq!(counts.posts(), posts);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_never_left_is_known_not_to_have_been_sent() {
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let to = endpoint(&format!("http://{}", free.local_addr().unwrap()));
    drop(free);
    assert_eq!(Gateway::default().submit(&to, &body(), "i").await, Sent::NotSent);
    // A certificate that nobody trusts: the POST is not even written.
    let (at, counts) = wires::secure(Arc::new(|_: &_| Some(json("200 OK", RUNNING)))).await;
    let to = endpoint(&format!("https://{at}"));
    assert_eq!(Gateway::default().submit(&to, &body(), "i").await, Sent::NotSent);
    assert_eq!((counts.posts(), counts.connections()), (0, 1));
}

/// What a server does with a request over HTTP/2.
#[derive(Clone, Copy, Debug)]
pub enum Two {
    Answer,
    Refuse,
    GoAway,
}

/// HTTP/2 where the client takes it, HTTP/1.1 otherwise; or HTTP/2 alone.
pub async fn two(what: Two, also_one: bool) -> (String, Counts) {
    let offered: &[&str] = if also_one { &["h2", "http/1.1"] } else { &["h2"] };
    let tls = wires::tls(offered);
    let (at, counts) = wires::listen(move |stream, number, counts| {
        let tls = tls.clone();
        async move { either(tls, stream, number, counts, what).await }
    })
    .await;
    (format!("https://{at}"), counts)
}

async fn either(
    tls: tokio_rustls::TlsAcceptor,
    stream: TcpStream,
    number: usize,
    counts: Counts,
    what: Two,
) -> io::Result<()> {
    let stream = tls.accept(stream).await?;
    if stream.get_ref().1.alpn_protocol() != Some(b"h2") {
        let script: wires::Script = Arc::new(|_: &_| Some(json("200 OK", RUNNING)));
        return wires::talk(stream, number, &counts, &script).await;
    }
    let mut connection = h2::server::handshake(stream).await.map_err(io::Error::other)?;
    while let Some(request) = connection.accept().await {
        let (request, mut respond) = request.map_err(io::Error::other)?;
        let head = format!("{} {} HTTP/2\r\n", request.method(), request.uri().path());
        counts.saw(head, number);
        match what {
            Two::Refuse => respond.send_reset(h2::Reason::REFUSED_STREAM),
            Two::GoAway => connection.abrupt_shutdown(h2::Reason::NO_ERROR),
            Two::Answer => {
                let answer = http::Response::builder().status(200).body(()).unwrap();
                let mut body = respond.send_response(answer, false).map_err(io::Error::other)?;
                body.send_data(RUNNING.into(), true).map_err(io::Error::other)?;
            }
        }
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_create_call_speaks_http_1_where_questions_speak_http_2() {
    let (address, counts) = two(Two::Answer, true).await;
    let (gateway, to) = (Gateway::new(wires::trusting()), endpoint(&address));
    for _ in 0..4 {
        assert!(matches!(gateway.ask(&to, &task(), Way::default()).await.asked, Asked::Running(_)));
    }
    assert!(matches!(gateway.submit(&to, &body(), "i").await, Sent::Answered { .. }));
    let seen = counts.requests();
    let lines: Vec<&str> = seen.iter().map(|seen| seen.head.lines().next().unwrap()).collect();
    assert_eq!(lines[..4], ["GET /v1/video/query HTTP/2"; 4]);
    assert_eq!(lines[4..], ["POST /v1/video/create HTTP/1.1"]);
    assert_eq!(counts.connections(), 2, "one for all questions, one for the call");
}

#[tokio::test(flavor = "multi_thread")]
async fn refused_streams_and_goaway_repeat_nothing() {
    for what in [Two::Refuse, Two::GoAway] {
        let (address, counts) = two(what, true).await;
        let (gateway, to) = (Gateway::new(wires::trusting()), endpoint(&address));
        for asked in 1..=5 {
            let heard = gateway.ask(&to, &task(), Way::default()).await;
            let Asked::Trouble(cause) = heard.asked else { panic!("{heard:?}") };
            assert_eq!(cause.code, CauseCode::NoAnswer);
            assert_eq!(counts.requests().len(), asked, "{what:?}");
        }
        // The call has no part in it: it goes out over HTTP/1.1, once.
        assert!(matches!(gateway.submit(&to, &body(), "i").await, Sent::Answered { .. }));
        assert_eq!(counts.posts(), 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_speaks_http_2_alone_gets_no_call_at_all() {
    let (address, counts) = two(Two::Refuse, false).await;
    let (gateway, to) = (Gateway::new(wires::trusting()), endpoint(&address));
    assert_eq!(gateway.submit(&to, &body(), "i").await, Sent::NotSent);
    assert_eq!(counts.posts(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_the_first_number_does_not_have_is_asked_for_by_the_second() {
    let script = Arc::new(|seen: &wires::Seen| {
        let known = seen.starts("GET /v1/videos/upstream-9/content ");
        Some(if known { json("200 OK", "film") } else { json("404 Not Found", "{}") })
    });
    let (at, counts) = plain(script).await;
    let (gateway, to) = (Gateway::default(), endpoint(&format!("http://{at}")));
    let two = Task { id: "grok:1".into(), other: Some("upstream-9".into()) };
    assert_eq!(gateway.open_content(&to, &two, None).await.ok().unwrap().length, Some(4));
    let asked: Vec<bool> =
        counts.requests().iter().map(|seen| seen.starts("GET /v1/videos/upstream-9/")).collect();
    assert_eq!(asked, [false, true]);
    let Err(cause) = gateway.open_content(&to, &task(), None).await else {
        panic!("there is no file")
    };
    assert_eq!(cause.code, CauseCode::LinkDead);
    assert_eq!(counts.requests().len(), 3, "there is no second number to try");
}
