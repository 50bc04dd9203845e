//! Servers on a bare socket, for what no library would do: answers byte by byte, connections that
//! die at will, TLS with either HTTP. Every connection and every request is counted.

use std::io;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Instant;

use stillwake_core::gateway::Wiring;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};

/// A request as it came: its head, and on which connection and when.
#[derive(Clone, Debug)]
pub struct Seen {
    pub head: String,
    pub connection: usize,
    pub at: Instant,
}

impl Seen {
    pub fn starts(&self, with: &str) -> bool {
        self.head.starts_with(with)
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| {
            let (found, value) = line.split_once(": ")?;
            found.eq_ignore_ascii_case(name).then_some(value)
        })
    }
}

#[derive(Debug, Default)]
struct Counted {
    requests: Vec<Seen>,
    connections: usize,
    open: usize,
    most: usize,
}

/// What a server has seen. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Counts(Arc<Mutex<Counted>>);

impl Counts {
    pub fn requests(&self) -> Vec<Seen> {
        self.0.lock().unwrap().requests.clone()
    }

    pub fn posts(&self) -> usize {
        self.0.lock().unwrap().requests.iter().filter(|seen| seen.starts("POST ")).count()
    }

    /// Connections in all.
    pub fn connections(&self) -> usize {
        self.0.lock().unwrap().connections
    }

    /// Connections at the same time, at the most.
    pub fn most(&self) -> usize {
        self.0.lock().unwrap().most
    }

    pub fn saw(&self, head: String, connection: usize) {
        let seen = Seen { head, connection, at: Instant::now() };
        self.0.lock().unwrap().requests.push(seen);
    }

    pub fn opened(&self) -> usize {
        let mut counted = self.0.lock().unwrap();
        counted.connections += 1;
        counted.open += 1;
        counted.most = counted.most.max(counted.open);
        counted.connections
    }

    pub fn closed(&self) {
        self.0.lock().unwrap().open -= 1;
    }
}

/// What is answered to a request; None closes the connection without a word.
pub type Script = Arc<dyn Fn(&Seen) -> Option<Vec<u8>> + Send + Sync>;

/// A plain server with HTTP/1.1 and connections that stay open.
pub async fn plain(script: Script) -> (SocketAddr, Counts) {
    listen(move |stream, number, counts| {
        let script = Arc::clone(&script);
        async move { talk(stream, number, &counts, &script).await }
    })
    .await
}

/// The same behind TLS; it offers HTTP/1.1 only.
pub async fn secure(script: Script) -> (SocketAddr, Counts) {
    let tls = tls(&["http/1.1"]);
    listen(move |stream, number, counts| {
        let (tls, script) = (tls.clone(), Arc::clone(&script));
        async move { talk(tls.accept(stream).await?, number, &counts, &script).await }
    })
    .await
}

/// Accepts connections for as long as the test runs, and counts them.
pub async fn listen<F, W>(talk: F) -> (SocketAddr, Counts)
where
    F: Fn(TcpStream, usize, Counts) -> W + Send + Sync + 'static,
    W: Future<Output = io::Result<()>> + Send + 'static,
{
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let (address, counts) = (listener.local_addr().unwrap(), Counts::default());
    let counted = counts.clone();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let number = counted.opened();
            let (work, counts) = (talk(stream, number, counted.clone()), counted.clone());
            tokio::spawn(async move {
                let _ = work.await;
                counts.closed();
            });
        }
    });
    (address, counts)
}

/// HTTP/1.1: one request after the other, each noted before it is answered.
pub async fn talk(
    mut stream: impl AsyncRead + AsyncWrite + Unpin,
    number: usize,
    counts: &Counts,
    script: &Script,
) -> io::Result<()> {
    while let Some(head) = head(&mut stream).await? {
        let seen = Seen { head: head.clone(), connection: number, at: Instant::now() };
        let length = seen.header("content-length").and_then(|length| length.parse().ok());
        let mut body = vec![0; length.unwrap_or(0)];
        stream.read_exact(&mut body).await?;
        counts.saw(head, number);
        let Some(answer) = script(&seen) else { return Ok(()) };
        stream.write_all(&answer).await?;
        stream.flush().await?;
    }
    Ok(())
}

/// The head of a request, or None where the other side has gone.
pub async fn head(stream: &mut (impl AsyncRead + Unpin)) -> io::Result<Option<String>> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        match stream.read_u8().await {
            Ok(byte) => head.push(byte),
            Err(_) if head.is_empty() => return Ok(None),
            Err(fault) => return Err(fault),
        }
    }
    Ok(Some(String::from_utf8_lossy(&head).into_owned()))
}

/// An answer with a JSON body.
pub fn json(status: &str, body: &str) -> Vec<u8> {
    let length = body.len();
    let head = format!("HTTP/1.1 {status}\r\nContent-Type: application/json\r\n");
    format!("{head}Content-Length: {length}\r\n\r\n{body}").into_bytes()
}

fn fixture(name: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/tls").join(name)
}

/// TLS for `service.test` and this computer, signed by an authority that only tests trust.
pub fn tls(protocols: &[&str]) -> TlsAcceptor {
    let certificate = CertificateDer::from_pem_file(fixture("server.pem")).unwrap();
    let key = PrivateKeyDer::from_pem_file(fixture("server.key")).unwrap();
    let mut config = ServerConfig::builder()
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .unwrap();
    config.alpn_protocols = protocols.iter().map(|name| name.as_bytes().to_vec()).collect();
    TlsAcceptor::from(Arc::new(config))
}

/// A client that trusts that authority.
pub fn trusting() -> Wiring {
    let authority = std::fs::read(fixture("ca.pem")).unwrap();
    let roots = vec![reqwest::Certificate::from_pem(&authority).unwrap()];
    Wiring { roots, ..Wiring::default() }
}
