//! How the page gets the bytes of videos, posters and pictures: one handler, two transports. On
//! Linux the web view plays nothing from custom schemes, so a loopback server serves it there;
//! elsewhere a scheme does. Ids are opaque, and nothing here ever answers HTML.

use std::io;
use std::path::PathBuf;
use std::pin::Pin;

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, Method, Request, Response, StatusCode, Uri, header};
use stillwake_core::studio::Studio;
use tokio::fs::File;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncSeekExt, SeekFrom};
use tokio_util::io::ReaderStream;

/// Origins that pages of ours have: the app's scheme on Linux and macOS, the same on Windows.
const PAGES: [&str; 2] = ["tauri://localhost", "http://tauri.localhost"];
/// The page's origin while developing.
const DEV_PAGE: &str = "http://localhost:1420";
/// The first screen's film, which needs no file and no network.
const WELCOME: &[u8] = include_bytes!("../ui/src/assets/first-light.mp4");
/// Read at once where a transport cannot stream, bytes.
const PIECE: u64 = 4 * 1024 * 1024;

/// The loopback server.
pub(crate) struct Server {
    /// Without a trailing slash: `http://127.0.0.1:PORT/TOKEN`.
    pub(crate) address: String,
    listener: std::net::TcpListener,
    host: String,
    token: String,
}

impl Server {
    /// Takes a free port on this computer; answers nothing yet.
    ///
    /// # Errors
    /// When the system gives no port.
    pub(crate) fn bind() -> io::Result<Self> {
        let listener = std::net::TcpListener::bind(("127.0.0.1", 0))?;
        listener.set_nonblocking(true)?;
        let host = format!("127.0.0.1:{}", listener.local_addr()?.port());
        let token = uuid::Uuid::new_v4().simple().to_string();
        Ok(Self { address: format!("http://{host}/{token}"), listener, host, token })
    }

    /// Answers until the app ends.
    ///
    /// # Errors
    /// When the port cannot be used any more.
    pub(crate) async fn serve(self, studio: Studio) -> io::Result<()> {
        let listener = tokio::net::TcpListener::from_std(self.listener)?;
        let (host, token) = (self.host, self.token);
        let router = axum::Router::new().fallback(move |request: Request<Body>| {
            let (studio, host, token) = (studio.clone(), host.clone(), token.clone());
            async move {
                if !is_ours(&request, &host, &token) {
                    return empty(StatusCode::FORBIDDEN);
                }
                let (parts, _) = request.into_parts();
                let path = parts.uri.path().trim_start_matches('/');
                let path = path.strip_prefix(&token).unwrap_or_default();
                let mut reply = match find(&studio, path).await {
                    Some(found) => stream(found, &parts.method, &parts.headers).await,
                    None => empty(StatusCode::NOT_FOUND),
                };
                allow_page(&parts.headers, reply.headers_mut());
                reply
            }
        });
        axum::serve(listener, router).await
    }
}

/// The right name, the right token, and a method that changes nothing.
fn is_ours(request: &Request<Body>, host: &str, token: &str) -> bool {
    let named = request.headers().get(header::HOST).and_then(|value| value.to_str().ok());
    let path = request.uri().path();
    let given = path.trim_start_matches('/').split('/').next().unwrap_or_default();
    named == Some(host)
        && same(given.as_bytes(), token.as_bytes())
        && matches!(*request.method(), Method::GET | Method::HEAD)
}

/// Compares without telling by its time where the difference lies.
fn same(left: &[u8], right: &[u8]) -> bool {
    left.len() == right.len()
        && left.iter().zip(right).fold(0, |differ, (l, r)| differ | (l ^ r)) == 0
}

/// The page may draw frames to a canvas; no other page may.
fn allow_page(asked: &HeaderMap, answer: &mut HeaderMap) {
    let Some(origin) = asked.get(header::ORIGIN).and_then(|value| value.to_str().ok()) else {
        return;
    };
    let known = PAGES.contains(&origin) || (cfg!(debug_assertions) && origin == DEV_PAGE);
    if let (true, Ok(value)) = (known, HeaderValue::from_str(origin)) {
        answer.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, value);
    }
}

/// What may be served.
struct Found {
    source: Source,
    mime: &'static str,
}

/// Where its bytes are.
enum Source {
    File(PathBuf),
    Program(&'static [u8]),
}

/// Its bytes from some place on.
type Reader = Pin<Box<dyn AsyncRead + Send>>;

impl Source {
    async fn length(&self) -> io::Result<u64> {
        match self {
            Self::File(path) => Ok(tokio::fs::metadata(path).await?.len()),
            Self::Program(bytes) => Ok(bytes.len() as u64),
        }
    }

    async fn read_from(&self, first: u64) -> io::Result<Reader> {
        match self {
            Self::File(path) => {
                let mut file = File::open(path).await?;
                file.seek(SeekFrom::Start(first)).await?;
                Ok(Box::pin(file))
            }
            Self::Program(bytes) => {
                let first = usize::try_from(first).unwrap_or(usize::MAX);
                Ok(Box::pin(bytes.get(first..).unwrap_or_default()))
            }
        }
    }
}

/// `/clip/ID`, `/poster/ID`, `/picture/ID` or `/film/welcome`, and nothing else.
async fn find(studio: &Studio, path: &str) -> Option<Found> {
    let mut parts = path.trim_start_matches('/').split('/');
    let (kind, id) = (parts.next()?, parts.next()?.to_owned());
    if parts.next().is_some() || id.is_empty() || !id.chars().all(is_id) {
        return None;
    }
    let (path, mime) = match kind {
        "clip" => (studio.clip_file(id).await, "video/mp4"),
        "poster" => (studio.poster_file(id).await, "image/jpeg"),
        "picture" => (studio.thumb_file(id).await, "image/jpeg"),
        "film" if id == "welcome" => {
            return Some(Found { source: Source::Program(WELCOME), mime: "video/mp4" });
        }
        _ => return None,
    };
    Some(Found { source: Source::File(path.ok()?), mime })
}

fn is_id(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '-'
}

/// An inclusive range of bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Span {
    first: u64,
    last: u64,
}

/// What a `Range` header asks of a file: None for the whole file, Err where nothing is left.
fn span(headers: &HeaderMap, length: u64) -> Result<Option<Span>, ()> {
    let Some(text) = headers.get(header::RANGE).and_then(|value| value.to_str().ok()) else {
        return Ok(None);
    };
    // Several ranges or other units: answering the whole file is allowed.
    let Some((first, last)) = text.strip_prefix("bytes=").and_then(|rest| rest.split_once('-'))
    else {
        return Ok(None);
    };
    let end = length.checked_sub(1).ok_or(())?;
    let (first, last) = match (first.parse::<u64>(), last.parse::<u64>()) {
        (Ok(first), Ok(last)) => (first, last.min(end)),
        (Ok(first), Err(_)) if last.is_empty() => (first, end),
        (Err(_), Ok(suffix)) if first.is_empty() && suffix > 0 => {
            (length.saturating_sub(suffix), end)
        }
        _ => return Ok(None),
    };
    if first <= last { Ok(Some(Span { first, last })) } else { Err(()) }
}

/// Opens what was found and says what goes with it: the answer without its body, and what to read.
async fn open(
    found: &Found,
    headers: &HeaderMap,
) -> Result<(Response<()>, Reader, Span), StatusCode> {
    let length = found.source.length().await.map_err(|_| StatusCode::NOT_FOUND)?;
    let wanted = span(headers, length).map_err(|()| StatusCode::RANGE_NOT_SATISFIABLE)?;
    let whole = Span { first: 0, last: length.saturating_sub(1) };
    let part = wanted.unwrap_or(whole);
    let reader = found.source.read_from(part.first).await.map_err(|_| StatusCode::NOT_FOUND)?;
    let size = if length == 0 { 0 } else { part.last - part.first + 1 };
    let mut head = Response::builder()
        .header(header::CONTENT_TYPE, found.mime)
        .header(header::CONTENT_LENGTH, size)
        .header(header::ACCEPT_RANGES, "bytes")
        .header(header::X_CONTENT_TYPE_OPTIONS, "nosniff")
        .header(header::CACHE_CONTROL, "no-store");
    if wanted.is_some() {
        let range = format!("bytes {}-{}/{length}", part.first, part.last);
        head = head.status(StatusCode::PARTIAL_CONTENT).header(header::CONTENT_RANGE, range);
    }
    let head = head.body(()).map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)?;
    Ok((head, reader, part))
}

async fn stream(found: Found, method: &Method, headers: &HeaderMap) -> Response<Body> {
    match open(&found, headers).await {
        Ok((head, _, _)) if method == Method::HEAD => head.map(|()| Body::empty()),
        Ok((head, reader, part)) => {
            let pieces =
                ReaderStream::with_capacity(reader.take(part.last - part.first + 1), 65_536);
            head.map(|()| Body::from_stream(pieces))
        }
        Err(status) => empty(status),
    }
}

fn empty(status: StatusCode) -> Response<Body> {
    let mut answer = Response::new(Body::empty());
    *answer.status_mut() = status;
    answer
}

/// The same for a custom scheme, which takes whole answers: at most a piece at a time.
pub(crate) async fn answer(studio: &Studio, uri: &Uri, headers: &HeaderMap) -> Response<Vec<u8>> {
    let plain = |status: StatusCode| {
        let mut answer = Response::new(Vec::new());
        *answer.status_mut() = status;
        answer
    };
    let Some(found) = find(studio, uri.path()).await else { return plain(StatusCode::NOT_FOUND) };
    let (mut head, reader, part) = match open(&found, headers).await {
        Ok(opened) => opened,
        Err(status) => return plain(status),
    };
    let size = (part.last - part.first + 1).min(PIECE);
    let mut bytes = Vec::new();
    if reader.take(size).read_to_end(&mut bytes).await.is_err() {
        return plain(StatusCode::NOT_FOUND);
    }
    if head.status() == StatusCode::PARTIAL_CONTENT {
        let total = head
            .headers()
            .get(header::CONTENT_RANGE)
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.rsplit('/').next())
            .unwrap_or("*")
            .to_owned();
        let last = part.first + bytes.len() as u64 - 1;
        let range = format!("bytes {}-{last}/{total}", part.first);
        if let Ok(value) = HeaderValue::from_str(&range) {
            head.headers_mut().insert(header::CONTENT_RANGE, value);
        }
        head.headers_mut().insert(header::CONTENT_LENGTH, HeaderValue::from(bytes.len()));
    }
    head.map(|()| bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_read_as_the_standard_says() {
        let ask = |text: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::RANGE, HeaderValue::from_str(text).unwrap());
            span(&headers, 100)
        };
        assert_eq!(ask("bytes=0-"), Ok(Some(Span { first: 0, last: 99 })));
        assert_eq!(ask("bytes=10-19"), Ok(Some(Span { first: 10, last: 19 })));
        assert_eq!(ask("bytes=90-900"), Ok(Some(Span { first: 90, last: 99 })));
        assert_eq!(ask("bytes=-5"), Ok(Some(Span { first: 95, last: 99 })));
        assert_eq!(ask("bytes=100-"), Err(()));
        assert_eq!(ask("bytes=0-1,5-6"), Ok(None));
        assert_eq!(ask("lines=1-2"), Ok(None));
        assert_eq!(span(&HeaderMap::new(), 100), Ok(None));
    }

    struct Nobody;

    #[async_trait::async_trait]
    impl stillwake_core::host::Host for Nobody {
        fn emit(&self, _: stillwake_core::studio::Event) {}
        async fn practice_start(
            &self,
        ) -> stillwake_core::error::Result<stillwake_core::gateway::Endpoint> {
            Err(stillwake_core::error::Error::new(
                stillwake_core::error::ErrorKind::PracticeUnavailable,
                "practise in a test without practice",
            ))
        }
        async fn practice_stop(&self) {}
    }

    async fn studio() -> (tempfile::TempDir, Studio) {
        let home = tempfile::tempdir().unwrap();
        let folders = stillwake_core::library::Folders {
            home: home.path().into(),
            clips: home.path().join("clips"),
        };
        let keychain = stillwake_core::secret::MemoryKeychain::default();
        let studio = Studio::open(stillwake_core::studio::Opening {
            folders,
            secrets: stillwake_core::secret::Secrets::start(keychain).unwrap(),
            host: std::sync::Arc::new(Nobody),
            clock: std::sync::Arc::new(stillwake_core::host::SystemClock),
            time_scale: 1.0,
            steps: stillwake_core::step::unwatched(),
        })
        .await
        .unwrap();
        (home, studio)
    }

    async fn serving() -> (tempfile::TempDir, String, String) {
        let (home, studio) = studio().await;
        let server = Server::bind().unwrap();
        let (host, token) = (server.host.clone(), server.token.clone());
        tokio::spawn(server.serve(studio));
        (home, host, token)
    }

    /// Sends a request as it stands and gives the answer's head and body.
    async fn ask(host: &str, request: String) -> (String, Vec<u8>) {
        use tokio::io::AsyncWriteExt;
        let mut line = tokio::net::TcpStream::connect(host).await.unwrap();
        line.write_all(request.as_bytes()).await.unwrap();
        let mut answer = Vec::new();
        line.read_to_end(&mut answer).await.unwrap();
        let end = answer.windows(4).position(|at| at == b"\r\n\r\n").unwrap() + 4;
        let body = answer.split_off(end);
        (String::from_utf8(answer).unwrap().to_ascii_lowercase(), body)
    }

    #[tokio::test]
    async fn only_our_page_is_answered_and_never_with_html() {
        let (_home, host, token) = serving().await;
        let request = |method: &str, path: &str, named: &str| {
            format!("{method} {path} HTTP/1.1\r\nHost: {named}\r\nConnection: close\r\n\r\n")
        };
        let unknown = format!("/{token}/clip/0192-unknown");
        let cases = [
            (request("GET", &unknown, &host), "404"),
            (request("GET", "/clip/0192-unknown", &host), "403"),
            (request("GET", &unknown.replace(&token, &"0".repeat(32)), &host), "403"),
            (request("GET", &unknown, "evil.example"), "403"),
            (request("GET", &unknown, &host.replace("127.0.0.1", "localhost")), "403"),
            (request("POST", &unknown, &host), "403"),
            (request("GET", &format!("/{token}/clip/../../stillwake.db"), &host), "404"),
            (request("GET", &format!("/{token}/clip/..%2f..%2fstillwake.db"), &host), "404"),
            (request("GET", &format!("/{token}/picture/..."), &host), "404"),
            (request("GET", &format!("/{token}/index.html"), &host), "404"),
        ];
        for (request, status) in cases {
            let (answer, body) = ask(&host, request.clone()).await;
            assert!(answer.starts_with(&format!("http/1.1 {status}")), "{request}\n{answer}");
            assert!(body.is_empty(), "{request}");
            assert!(!answer.contains("html") && !answer.contains("access-control"), "{answer}");
        }
    }

    #[tokio::test]
    async fn the_first_screens_film_is_served_like_a_clip() {
        let (_home, host, token) = serving().await;
        let request = |method: &str, path: &str, more: &str| {
            let head = format!("{method} {path} HTTP/1.1\r\nHost: {host}\r\n{more}");
            ask(&host, format!("{head}Connection: close\r\n\r\n"))
        };
        let (film, length) = (format!("/{token}/film/welcome"), WELCOME.len());
        assert_eq!(WELCOME.get(4..8), Some(&b"ftyp"[..]), "it is an MP4");

        let (head, body) = request("GET", &film, "").await;
        assert!(head.starts_with("http/1.1 200"), "{head}");
        for line in ["content-type: video/mp4", "accept-ranges: bytes", "options: nosniff"] {
            assert!(head.contains(line), "{line}\n{head}");
        }
        assert!(body == WELCOME, "the whole film");
        let (head, body) = request("HEAD", &film, "").await;
        assert!(head.contains(&format!("content-length: {length}\r\n")), "{head}");
        assert!(body.is_empty());

        let (head, body) = request("GET", &film, "Range: bytes=100-299\r\n").await;
        assert!(head.starts_with("http/1.1 206"), "{head}");
        assert!(head.contains(&format!("content-range: bytes 100-299/{length}\r\n")), "{head}");
        assert!(Some(&body[..]) == WELCOME.get(100..300));
        let (head, body) = request("GET", &film, "Range: bytes=-5\r\n").await;
        assert!(head.starts_with("http/1.1 206"), "{head}");
        assert!(Some(&body[..]) == WELCOME.get(length - 5..));
        let past = format!("Range: bytes={length}-\r\n");
        assert!(request("GET", &film, &past).await.0.starts_with("http/1.1 416"));

        let page = request("GET", &film, "Origin: tauri://localhost\r\n").await.0;
        assert!(page.contains("access-control-allow-origin: tauri://localhost\r\n"), "{page}");
        let other = request("GET", &film, "Origin: https://evil.example\r\n").await.0;
        assert!(!other.contains("access-control"), "{other}");
        let wrong = film.replace(&token, &"0".repeat(32));
        for (path, status) in [
            ("/film/welcome", "403"),
            (wrong.as_str(), "403"),
            (&film.replace("welcome", "other"), "404"),
            (&film.replace("film", "clip"), "404"),
        ] {
            let (head, body) = request("GET", path, "").await;
            assert!(head.starts_with(&format!("http/1.1 {status}")), "{path}\n{head}");
            assert!(body.is_empty(), "{path}");
        }
    }

    #[tokio::test]
    async fn a_scheme_serves_the_film_in_pieces() {
        let (_home, studio) = studio().await;
        let uri: Uri = "media://localhost/film/welcome".parse().unwrap();
        let whole = answer(&studio, &uri, &HeaderMap::new()).await;
        assert_eq!(whole.status(), StatusCode::OK);
        assert_eq!(whole.headers()[header::CONTENT_TYPE], "video/mp4");
        let mut headers = HeaderMap::new();
        headers.insert(header::RANGE, HeaderValue::from_static("bytes=8-11"));
        let part = answer(&studio, &uri, &headers).await;
        assert_eq!(part.status(), StatusCode::PARTIAL_CONTENT);
        let range = format!("bytes 8-11/{}", WELCOME.len());
        assert_eq!(part.headers()[header::CONTENT_RANGE], range.as_str());
        assert_eq!(Some(&part.body()[..]), WELCOME.get(8..12));
    }
}
