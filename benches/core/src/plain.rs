//! A server on this computer that answers at once, so that only the asking side is measured.

use std::sync::Arc;

use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};

/// The longest body that is read, bytes: an upload copy and what is around it.
const MOST: usize = 8 << 20;

/// From the first line of a request, as soon as that is there, to the JSON that answers it.
pub(crate) type Answer = Arc<dyn Fn(&str) -> &'static str + Send + Sync>;

pub(crate) async fn serve(listener: TcpListener, answer: Answer) {
    while let Ok((stream, _)) = listener.accept().await {
        let answer = Arc::clone(&answer);
        tokio::spawn(async move {
            // A client that goes away in the middle is not this server's trouble.
            let _ = talk(stream, &answer).await;
        });
    }
}

async fn talk(stream: TcpStream, answer: &Answer) -> std::io::Result<()> {
    let mut stream = BufReader::new(stream);
    loop {
        let (mut first, mut length) = (String::new(), 0_usize);
        if stream.read_line(&mut first).await? == 0 {
            return Ok(());
        }
        let body = answer(&first);
        loop {
            let mut line = String::new();
            stream.read_line(&mut line).await?;
            let line = line.trim_end();
            if line.is_empty() {
                break;
            }
            if let Some((name, value)) = line.split_once(':')
                && name.eq_ignore_ascii_case("content-length")
            {
                length = value.trim().parse().unwrap_or(0);
            }
        }
        stream.read_exact(&mut vec![0; length.min(MOST)]).await?;
        let head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
        let whole = format!("{head}Content-Length: {}\r\n\r\n{body}", body.len());
        stream.get_mut().write_all(whole.as_bytes()).await?;
    }
}
