//! Services elsewhere through a proxy that wants a login: a real one on a socket, that opens tunnels,
//! fetches plain links, and writes down who came and what for.

use std::io;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use base64::Engine;
use stillwake_core::error::ErrorKind;
use stillwake_core::gateway::fault::{Asked, CauseCode};
use stillwake_core::gateway::proxy::{Login, ProxyAddress, Route};
use stillwake_core::gateway::wire::Way;
use stillwake_core::gateway::{Base, Gateway, Sent, Verdict, Wiring};
use stillwake_core::secret::{ApiKey, Keychain, Password};
use stillwake_core::settings::{ProxyChoice, SettingsPatch};
use stillwake_core::studio::HeldName;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::bench::{Bench, draft};
use crate::once::{body, endpoint, task};
use crate::wires::{self, Counts, Seen, json, plain};

const SERVICE: &str = "https://service.test";
const PASSWORD: &str = "canary-päss:word";

/// A proxy: whom it lets in, and where it really goes.
#[derive(Clone)]
struct Proxy {
    target: SocketAddr,
    /// What it says to those who may come in and want a tunnel; None opens one.
    says: Arc<Mutex<Option<&'static str>>>,
}

/// Starts one that leads everything to `target`.
async fn proxy(target: SocketAddr) -> (SocketAddr, Counts, Proxy) {
    let proxy = Proxy { target, says: Arc::default() };
    let one = proxy.clone();
    let (at, counts) = wires::listen(move |stream, number, counts| {
        let proxy = one.clone();
        async move { proxy.serve(stream, number, counts).await }
    })
    .await;
    (at, counts, proxy)
}

impl Proxy {
    async fn serve(&self, mut near: TcpStream, number: usize, counts: Counts) -> io::Result<()> {
        while let Some(head) = wires::head(&mut near).await? {
            counts.saw(head.clone(), number);
            let seen = Seen { head, connection: number, at: std::time::Instant::now() };
            let pair = base64::engine::general_purpose::STANDARD.encode(format!("mei:{PASSWORD}"));
            let login = format!("Basic {pair}");
            if seen.header("proxy-authorization") != Some(&login) {
                let words = "Login, please";
                let refusal = json("407 Proxy Authentication Required", words);
                near.write_all(&refusal).await?;
                continue;
            }
            let said = *self.says.lock().unwrap();
            let mut far = TcpStream::connect(self.target).await?;
            if let Some(status) = said {
                near.write_all(&json(status, "")).await?;
                return Ok(());
            }
            if seen.starts("CONNECT ") {
                near.write_all(b"HTTP/1.1 200 Connection established\r\n\r\n").await?;
            } else {
                // Everything but what is meant for the proxy alone is handed on.
                let lines = seen.head.lines().filter(|line| !line.starts_with("proxy-"));
                far.write_all((lines.collect::<Vec<_>>().join("\r\n") + "\r\n").as_bytes()).await?;
            }
            tokio::io::copy_bidirectional(&mut near, &mut far).await?;
            return Ok(());
        }
        Ok(())
    }
}

fn route(at: &str, password: &str) -> Route {
    let login = Login { user: "mei".into(), password: Some(Password::parse(password).unwrap()) };
    Route::Proxy { address: ProxyAddress::parse(at).unwrap(), login: Some(login) }
}

fn through(at: &str, password: &str) -> Gateway {
    Gateway::new(Wiring { route: Some(route(at, password)), ..wires::trusting() })
}

/// A service behind TLS that lists a model, takes a job, and says that it is being made.
async fn service() -> (SocketAddr, Counts) {
    wires::secure(Arc::new(|seen: &Seen| {
        Some(json(
            "200 OK",
            match seen.starts("GET /v1/models") {
                true => r#"{"data":[{"id":"veo3"}]}"#,
                false => r#"{"id":"video_task_1","status":"processing"}"#,
            },
        ))
    }))
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_goes_through_a_tunnel_with_the_login() {
    let (target, served) = service().await;
    let (at, counts, _) = proxy(target).await;
    let (gateway, to) = (through(&at.to_string(), PASSWORD), endpoint(SERVICE));
    assert_eq!(gateway.check(&to).await.verdict, Verdict::Good);
    assert!(matches!(gateway.submit(&to, &body(), "i").await, Sent::Answered { status: 200, .. }));
    assert!(matches!(gateway.ask(&to, &task(), Way::default()).await.asked, Asked::Running(_)));
    assert_eq!(served.posts(), 1);
    assert!(counts.requests().iter().all(|seen| seen.starts("CONNECT service.test:443 ")));
    let posts = served.requests().into_iter().filter(|seen| seen.starts("POST "));
    let calls: Vec<usize> = posts.map(|seen| seen.connection).collect();
    let alone = served.requests().iter().filter(|seen| calls.contains(&seen.connection)).count();
    assert_eq!((calls.len(), alone), (1, 1), "the call has a tunnel of its own");
    assert!(counts.connections() <= 3);
    for seen in served.requests() {
        assert_eq!(seen.header("proxy-authorization"), None, "the service learns nothing of it");
        assert_eq!(seen.header("authorization"), Some("Bearer sk-test-0123456789"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_login_has_a_cause_of_its_own_and_nothing_was_sent() {
    let (target, served) = service().await;
    let (at, _, _) = proxy(target).await;
    let nobody =
        Route::Proxy { address: ProxyAddress::parse(&at.to_string()).unwrap(), login: None };
    for route in [route(&at.to_string(), "wrong"), nobody] {
        let gateway = Gateway::new(Wiring { route: Some(route), ..wires::trusting() });
        let to = endpoint(SERVICE);
        assert_eq!(gateway.submit(&to, &body(), "i").await, Sent::ProxyRefused);
        let Asked::Trouble(cause) = gateway.ask(&to, &task(), Way::default()).await.asked else {
            panic!()
        };
        assert_eq!(cause.code, CauseCode::ProxyRefused);
        assert_eq!(gateway.check(&to).await.verdict, Verdict::Unchecked);
        // A plain link is fetched by the proxy itself; its 407 says nothing about the link.
        let refused = gateway.open(&to.base, "http://cdn.test/clip.mp4").await.err().unwrap();
        assert_eq!(refused.code, CauseCode::ProxyRefused);
        let refused = gateway.open(&to.base, "https://cdn.test/clip.mp4").await.err().unwrap();
        assert_eq!(refused.code, CauseCode::ProxyRefused);
    }
    assert_eq!(served.connections(), 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proxy_that_cannot_or_is_not_there_is_being_offline() {
    let (target, served) = service().await;
    let (at, counts, proxy) = proxy(target).await;
    let (gateway, to) = (through(&at.to_string(), PASSWORD), endpoint(SERVICE));
    for status in ["502 Bad Gateway", "503 Unavailable", "403 Forbidden", "200"] {
        *proxy.says.lock().unwrap() = Some(status);
        assert_eq!(gateway.submit(&to, &body(), "i").await, Sent::NotSent, "{status}");
        let Asked::Trouble(cause) = gateway.ask(&to, &task(), Way::default()).await.asked else {
            panic!()
        };
        assert_eq!(cause.code, CauseCode::NoAnswer, "{status}");
    }
    assert_eq!((served.requests().len(), counts.connections()), (0, 8));
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let gone = free.local_addr().unwrap().to_string();
    drop(free);
    for scheme in ["http", "socks5"] {
        let gateway = through(&format!("{scheme}://{gone}"), PASSWORD);
        assert_eq!(gateway.submit(&to, &body(), "i").await, Sent::NotSent, "{scheme}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_proxy_with_a_private_name_fetches_links_but_none_leads_to_it() {
    let clip = Arc::new(|_: &Seen| Some(json("200 OK", "bytes of a clip")));
    let (target, served) = plain(clip).await;
    let (at, counts, _) = proxy(target).await;
    let named = format!("http://localhost:{}", at.port());
    let (gateway, base) = (through(&named, PASSWORD), Base::parse(SERVICE).unwrap());
    let mut body = gateway.open(&base, "http://cdn.test/clip.mp4").await.unwrap();
    assert_eq!(body.next().await.unwrap().unwrap(), "bytes of a clip");
    let (seen, asked) = (served.requests(), counts.requests());
    assert!(asked[0].starts("GET http://cdn.test/clip.mp4 "), "{asked:?}");
    assert_eq!(seen[0].header("authorization"), None, "no key");
    assert_eq!(seen[0].header("referer"), None);
    let corporate = through("http://proxy.corp.test:3128", PASSWORD);
    for (gateway, link) in [
        (&gateway, named.clone()),
        (&gateway, "http://127.0.0.1/".into()),
        (&gateway, "http://10.0.0.1/".into()),
        (&gateway, "http://printer.local/".into()),
        (&gateway, "file:///etc/passwd".into()),
        (&corporate, "http://proxy.corp.test:3128/".into()),
        (&corporate, "http://PROXY.corp.test./admin".into()),
    ] {
        let refused = gateway.open(&base, &link).await.err().unwrap();
        assert_eq!(refused.code, CauseCode::LinkDead, "{link}");
    }
    assert_eq!(counts.requests().len(), 1, "no other link got so far as the proxy");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_service_on_this_computer_is_reached_directly_and_a_change_holds_at_once() {
    let answer = Arc::new(|_: &Seen| Some(json("200 OK", r#"{"data":[{"id":"veo3"}]}"#)));
    let (near, served) = plain(answer).await;
    let (at, counts, _) = proxy(near).await;
    let gateway = through(&at.to_string(), PASSWORD);
    let local = endpoint(&format!("http://{near}"));
    assert_eq!(gateway.check(&local).await.verdict, Verdict::Good);
    assert_eq!((served.requests().len(), counts.connections()), (1, 0));
    // Until it is known which way, nothing leaves at all; then the way that was said last.
    let gateway = Gateway::new(Wiring { route: None, ..wires::trusting() });
    let to = endpoint(SERVICE);
    assert_eq!(gateway.submit(&to, &body(), "i").await, Sent::NotSent);
    gateway.take_route(route(&at.to_string(), "wrong"));
    assert_eq!(gateway.submit(&to, &body(), "i").await, Sent::ProxyRefused);
    gateway.take_route(route(&at.to_string(), PASSWORD));
    assert_eq!(gateway.submit(&to, &body(), "i").await, Sent::NotSent, "no TLS behind this one");
    assert_eq!(counts.connections(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_download_under_way_ends_on_the_way_on_which_it_began() {
    let (target, _) =
        plain(Arc::new(|_: &Seen| Some(json("200 OK", &"x".repeat(4_000_000))))).await;
    let (at, _, _) = proxy(target).await;
    let (gateway, base) = (through(&at.to_string(), PASSWORD), Base::parse(SERVICE).unwrap());
    let mut body = gateway.open(&base, "http://cdn.test/clip.mp4").await.unwrap();
    gateway.take_route(Route::Direct);
    let mut bytes = 0;
    while let Some(piece) = body.next().await.unwrap() {
        bytes += piece.len();
    }
    assert_eq!((bytes, body.length), (4_000_000, Some(4_000_000)));
}

/// A SOCKS proxy with a login; it notes the name that it is asked for.
async fn socks(target: SocketAddr) -> (SocketAddr, Counts) {
    wires::listen(move |mut near, number, counts| async move {
        let count = {
            near.read_u8().await?;
            near.read_u8().await?
        };
        near.read_exact(&mut vec![0; count.into()]).await?;
        near.write_all(&[5, 2]).await?;
        near.read_u8().await?;
        let user = text(&mut near).await?;
        let good = (user, text(&mut near).await?) == ("mei".into(), PASSWORD.into());
        near.write_all(&[1, u8::from(!good)]).await?;
        if !good {
            return Ok(());
        }
        let mut head = [0; 4];
        near.read_exact(&mut head).await?;
        assert_eq!(head, [5, 1, 0, 3], "a name, not an address that was looked up here");
        let name = text(&mut near).await?;
        counts.saw(format!("{name}:{}", near.read_u16().await?), number);
        near.write_all(&[5, 0, 0, 1, 0, 0, 0, 0, 0, 0]).await?;
        let mut far = TcpStream::connect(target).await?;
        tokio::io::copy_bidirectional(&mut near, &mut far).await.map(|_| ())
    })
    .await
}

async fn text(near: &mut TcpStream) -> io::Result<String> {
    let mut text = vec![0; near.read_u8().await?.into()];
    near.read_exact(&mut text).await?;
    Ok(String::from_utf8_lossy(&text).into_owned())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_socks_proxy_is_handed_names_and_the_login() {
    let (target, served) = service().await;
    let (at, counts) = socks(target).await;
    let to = endpoint(SERVICE);
    let gateway = through(&format!("socks5://{at}"), PASSWORD);
    assert_eq!(gateway.check(&to).await.verdict, Verdict::Good);
    assert!(matches!(gateway.submit(&to, &body(), "i").await, Sent::Answered { .. }));
    assert!(counts.requests().iter().all(|seen| seen.head == "service.test:443"));
    assert_eq!(served.posts(), 1);
    let gateway = through(&format!("socks5://{at}"), "wrong");
    assert_eq!(gateway.submit(&to, &body(), "i").await, Sent::ProxyRefused);
}

fn chosen(proxy: ProxyChoice, address: Option<String>) -> SettingsPatch {
    let proxy_login = address.is_some().then(|| "mei".to_owned());
    let proxy_address = address;
    SettingsPatch { proxy: Some(proxy), proxy_address, proxy_login, ..SettingsPatch::default() }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_choice_is_kept_and_its_password_only_in_the_keyring() {
    let mut bench = Bench::start().await;
    let bare = bench.studio.settings_set(chosen(ProxyChoice::Address, None)).await.unwrap_err();
    assert_eq!(bare.kind, ErrorKind::ProxyInvalid, "a proxy without an address is none");
    let no_proxy = bench.studio.proxy_password_set(PASSWORD).await.unwrap_err();
    assert_eq!(no_proxy.kind, ErrorKind::ProxyInvalid);
    for (typed, kind) in
        [("http://mei:secret@h:1", ErrorKind::ProxyInvalid), ("ftp://h", ErrorKind::ProxyInvalid)]
    {
        let patch = chosen(ProxyChoice::Address, Some(typed.into()));
        assert_eq!(bench.studio.settings_set(patch).await.unwrap_err().kind, kind, "{typed}");
    }
    let (target, served) = service().await;
    let (at, counts, _) = proxy(target).await;
    let key = ApiKey::parse("sk-test-0123456789").unwrap();
    bench.keychain.set(SERVICE, &key).unwrap();
    let service = Some(SERVICE.to_owned());
    let patch = chosen(ProxyChoice::Address, Some(at.to_string()));
    let patch = SettingsPatch { service, jobs_at_once: Some(99), ..patch };
    let settings = bench.studio.settings_set(patch).await.unwrap();
    assert_eq!(settings.jobs_at_once, 10, "ten at the most");
    let login = SettingsPatch { proxy_login: Some("a:b".into()), ..SettingsPatch::default() };
    let refused = bench.studio.settings_set(login).await.unwrap_err();
    assert_eq!(refused.kind, ErrorKind::ProxyLoginInvalid);

    // Without a password the proxy turns the job away; it waits and says why.
    let job = bench.create(draft("Through the proxy")).await;
    let held = bench.until(&job.job.id, |job| job.note.is_some()).await;
    assert_eq!(held.note.unwrap().name(), "proxy_refused");
    assert_eq!(held.job.state.name().name(), "waiting");
    assert_eq!(served.connections(), 0);

    let account = bench.studio.proxy_password_set(PASSWORD).await.unwrap();
    assert_eq!(account.proxy_password, Some(HeldName::Kept));
    bench
        .until(&job.job.id, |job| {
            // The tunnel is there now; behind it is a certificate that this computer does not trust.
            job.note.is_some_and(|note| note.name() == "offline")
        })
        .await;
    assert!(served.connections() > 0 && served.posts() == 0);
    assert!(counts.requests().iter().any(|seen| seen.header("proxy-authorization").is_some()));

    bench.restart().await;
    let settings = bench.studio.settings();
    let address = settings.proxy_address.clone().unwrap();
    assert_eq!(address.as_text(), format!("http://{at}"));
    assert_eq!((settings.proxy_login.as_str(), settings.jobs_at_once), ("mei", 10));
    let before = served.connections();
    tokio::time::timeout(Duration::from_secs(30), async {
        while served.connections() == before {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    })
    .await
    .expect("the password is found again after a restart");
    let account = bench.studio.proxy_password_clear().await.unwrap();
    assert_eq!(account.proxy_password, Some(HeldName::None));
    bench.studio.shutdown().await;
    let kept = bench.keychain.get(&address.key_name()).unwrap();
    assert!(kept.is_none(), "forgotten in the keyring as well");
    let travelling = base64::engine::general_purpose::STANDARD.encode(format!("mei:{PASSWORD}"));
    let mut told = String::new();
    while let Ok(event) = bench.events.try_recv() {
        told += &format!("{event:?}");
    }
    for secret in [PASSWORD, &travelling] {
        assert!(!told.contains(secret), "told to the page");
        assert!(!written(bench.home.path(), secret.as_bytes()), "written to the disk");
    }
}

/// Whether some file in a folder holds these bytes.
fn written(folder: &std::path::Path, bytes: &[u8]) -> bool {
    std::fs::read_dir(folder).unwrap().flatten().any(|entry| {
        let path = entry.path();
        if path.is_dir() {
            return written(&path, bytes);
        }
        let file = std::fs::read(path).unwrap();
        file.windows(bytes.len()).any(|window| window == bytes)
    })
}
