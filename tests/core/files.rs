//! A server of files on a bare socket that does what it is told: it cuts, holds, lies about ranges,
//! lengths and ETags, and counts every byte that it hands out.

use std::collections::{HashMap, VecDeque};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWriteExt};

use crate::wires::{self, Seen};

pub const DATE: &str = "Sun, 06 Nov 1994 08:49:37 GMT";
const NOW: &str = "Sun, 06 Nov 1994 09:49:37 GMT";

/// One content of a file.
#[derive(Clone, Debug)]
pub struct Content {
    pub bytes: Arc<Vec<u8>>,
    pub etag: Option<String>,
    pub modified: Option<String>,
}

/// What goes wrong with one answer.
#[derive(Clone, Debug)]
pub enum Twist {
    /// The connection ends after so many bytes of the body.
    Cut(usize),
    /// Nothing more comes after so many bytes, and the connection stays.
    Hold(usize),
    /// No length is named (chunked); cut after so many bytes, and the last chunk never comes.
    Endless(usize),
    /// A range is answered with the whole file.
    Whole,
    /// The condition of a range is not looked at.
    Careless,
    /// This stands in `Content-Range`.
    Range(String),
    /// 416 with this in `Content-Range`.
    Beyond(String),
    /// A body of its own under a status.
    Says(u16, &'static str, Vec<u8>),
    /// The body is packed, under the same ETag, whatever was asked for.
    Packed,
    /// So many bytes are missing at the end, and the length says the same.
    Short(usize),
    /// The length names more bytes than come.
    Long(usize),
}

/// A file and what is to happen to its next answers, in this order.
#[derive(Debug)]
pub struct Shelf {
    pub content: Content,
    pub twists: VecDeque<Twist>,
    /// After the first answer the file has this content.
    pub next: Option<Content>,
    pub log: Vec<Given>,
}

/// An answer as it was given.
#[derive(Clone, Debug)]
pub struct Given {
    pub from: Option<usize>,
    pub status: u16,
    pub bytes: usize,
}

/// All files by their path. Cheap to clone.
#[derive(Clone, Default)]
pub struct Files(Arc<Mutex<HashMap<String, Shelf>>>);

impl Files {
    pub async fn serve() -> (SocketAddr, Self) {
        let files = Self::default();
        let all = files.clone();
        let (at, _) = wires::listen(move |stream, number, _| {
            let all = all.clone();
            async move { all.talk(stream, number).await }
        })
        .await;
        (at, files)
    }

    pub fn put(&self, path: &str, content: Content, twists: Vec<Twist>) {
        let shelf = Shelf { content, twists: twists.into(), next: None, log: Vec::new() };
        self.0.lock().unwrap().insert(path.to_owned(), shelf);
    }

    /// After the next answer the file is another one.
    pub fn then(&self, path: &str, content: Content) {
        self.with(path, |shelf| shelf.next = Some(content));
    }

    pub fn log(&self, path: &str) -> Vec<Given> {
        self.with(path, |shelf| shelf.log.clone()).unwrap_or_default()
    }

    fn with<R>(&self, path: &str, look: impl FnOnce(&mut Shelf) -> R) -> Option<R> {
        self.0.lock().unwrap().get_mut(path).map(look)
    }

    /// One request a connection.
    async fn talk(&self, mut stream: tokio::net::TcpStream, number: usize) -> std::io::Result<()> {
        let Some(head) = wires::head(&mut stream).await? else { return Ok(()) };
        let seen = Seen { head, connection: number, at: std::time::Instant::now() };
        let target = seen.head.split(' ').nth(1).unwrap_or_default().to_owned();
        let path = target.split('?').next().unwrap_or_default().to_owned();
        let answer = self.with(&path, |shelf| shelf.answer(&seen));
        let answer = answer.unwrap_or_else(|| Answer::plain(404, "text/plain", b"gone".to_vec()));
        stream.write_all(answer.head.as_bytes()).await?;
        // In pieces, as a network brings them.
        for piece in answer.body.chunks(1_500) {
            stream.write_all(piece).await?;
        }
        stream.flush().await?;
        if answer.holds {
            wait_for_end(&mut stream).await;
        }
        stream.shutdown().await
    }
}

/// Until the other side has gone.
async fn wait_for_end(stream: &mut (impl AsyncRead + Unpin)) {
    let gone = tokio::io::AsyncReadExt::read_u8(stream);
    let _ = tokio::time::timeout(Duration::from_secs(60), gone).await;
}

struct Answer {
    head: String,
    body: Vec<u8>,
    holds: bool,
}

impl Answer {
    fn plain(status: u16, mime: &str, body: Vec<u8>) -> Self {
        let head = format!(
            "HTTP/1.1 {status} X\r\nContent-Type: {mime}\r\nContent-Length: {}\r\n\
             Connection: close\r\n\r\n",
            body.len()
        );
        Self { head, body, holds: false }
    }
}

impl Shelf {
    fn answer(&mut self, seen: &Seen) -> Answer {
        let twist = self.twists.pop_front();
        let from = seen.header("range").and_then(|range| {
            range.strip_prefix("bytes=")?.strip_suffix('-')?.parse::<usize>().ok()
        });
        let (status, answer) = self.told(seen, from, twist.as_ref());
        self.log.push(Given { from, status, bytes: answer.body.len() });
        if let Some(next) = self.next.take() {
            self.content = next;
        }
        answer
    }

    fn told(&self, seen: &Seen, from: Option<usize>, twist: Option<&Twist>) -> (u16, Answer) {
        if let Some(Twist::Says(status, mime, body)) = twist {
            return (*status, Answer::plain(*status, mime, body.clone()));
        }
        let Content { bytes, etag, modified } = &self.content;
        let asked = seen.header("if-range");
        let named = [etag.as_deref(), modified.as_deref()];
        let same = asked.is_none_or(|asked| named.contains(&Some(asked)));
        let holds = same || matches!(twist, Some(Twist::Careless));
        let part = from.filter(|_| holds && !matches!(twist, Some(Twist::Whole)));
        let beyond = part.filter(|from| *from >= bytes.len());
        let (mut status, mut body) = match part {
            Some(_) if beyond.is_some() => (416, Vec::new()),
            Some(from) => (206, bytes[from..].to_vec()),
            None => (200, bytes.to_vec()),
        };
        let mut lines = vec![format!("Date: {NOW}"), "Connection: close".to_owned()];
        lines.extend(etag.iter().map(|etag| format!("ETag: {etag}")));
        lines.extend(modified.iter().map(|modified| format!("Last-Modified: {modified}")));
        let mut range = match (status, part) {
            (206, Some(from)) => Some(format!("bytes {from}-{}/{}", bytes.len() - 1, bytes.len())),
            (416, _) => Some(format!("bytes */{}", bytes.len())),
            _ => None,
        };
        let (mut length, mut chunked, mut stays) = (None, false, false);
        match twist {
            Some(Twist::Cut(at)) => {
                length = Some(body.len());
                body.truncate(*at);
            }
            Some(Twist::Hold(at)) => {
                length = Some(body.len());
                body.truncate(*at);
                stays = true;
            }
            Some(Twist::Endless(at)) if status == 200 => {
                body.truncate(*at);
                chunked = true;
            }
            Some(Twist::Range(said)) if status == 206 => range = Some(said.clone()),
            Some(Twist::Beyond(said)) if from.is_some() => {
                (status, range) = (416, Some(said.clone()));
                body.clear();
            }
            Some(Twist::Packed) => {
                lines.push("Content-Encoding: gzip".to_owned());
                body.iter_mut().for_each(|byte| *byte ^= 0x5a);
            }
            Some(Twist::Short(less)) => body.truncate(body.len().saturating_sub(*less)),
            Some(Twist::Long(more)) => length = Some(body.len() + more),
            _ => {}
        }
        lines.extend(range.map(|range| format!("Content-Range: {range}")));
        match chunked {
            true => {
                lines.push("Transfer-Encoding: chunked".to_owned());
                let mut chunk = format!("{:x}\r\n", body.len()).into_bytes();
                chunk.extend(body);
                chunk.extend(b"\r\n");
                body = chunk;
            }
            false => lines.push(format!("Content-Length: {}", length.unwrap_or(body.len()))),
        }
        let head = format!("HTTP/1.1 {status} X\r\n{}\r\n\r\n", lines.join("\r\n"));
        (status, Answer { head, body, holds: stays })
    }
}
