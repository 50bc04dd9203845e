//! Connections: accepting them, limiting them, and ending them in good order.
//! What a request gets is decided in `respond`.

use std::sync::Arc;
use std::time::Duration;

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::respond::respond;
use crate::state::State;

/// How long answers under way may take once the gateway stops.
const FAREWELL: Duration = Duration::from_secs(2);
/// How long a client may take to send its headers, and an idle connection may stay open.
const HEADERS: Duration = Duration::from_secs(60);
/// The most room for a request's line and headers, in bytes.
const MAX_HEADERS: usize = 64 << 10;

/// Accepts connections to one of the gateway's ports until it stops.
pub(crate) async fn accept(listener: TcpListener, port: u16, state: Arc<State>) {
    let places = Arc::new(Semaphore::new(state.config.max_connections.max(1)));
    let mut open = JoinSet::new();
    loop {
        let next = async {
            let place = Arc::clone(&places).acquire_owned().await;
            (place, listener.accept().await)
        };
        tokio::select! {
            () = state.stopping.cancelled() => break,
            Some(_) = open.join_next(), if !open.is_empty() => {}
            (place, accepted) = next => match accepted {
                Ok((stream, _)) => {
                    let state = Arc::clone(&state);
                    open.spawn(async move {
                        serve(stream, port, state).await;
                        drop(place);
                    });
                }
                Err(error) => {
                    // Out of file handles, for one: trying again at once would only spin.
                    tracing::warn!(%error, "could not accept a connection");
                    tokio::time::sleep(Duration::from_millis(100)).await;
                }
            },
        }
    }
    drop(listener);
    let all = async { while open.join_next().await.is_some() {} };
    if tokio::time::timeout(FAREWELL, all).await.is_err() {
        open.shutdown().await;
    }
}

async fn serve(stream: TcpStream, port: u16, state: Arc<State>) {
    let stopping: CancellationToken = state.stopping.clone();
    // Small answers should not wait for more to send.
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "could not switch off the delay of small packets");
    }
    let service = service_fn(move |request| {
        let state = Arc::clone(&state);
        async move { respond(&state, request, port).await }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEADERS)
        .max_buf_size(MAX_HEADERS)
        .serve_connection(TokioIo::new(stream), service);
    let mut connection = std::pin::pin!(connection);
    let ended = tokio::select! {
        ended = connection.as_mut() => ended,
        () = stopping.cancelled() => {
            connection.as_mut().graceful_shutdown();
            connection.await
        }
    };
    if let Err(error) = ended {
        tracing::debug!(%error, "a connection ended early");
    }
}
