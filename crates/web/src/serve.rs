//! The site on a socket.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tokio::runtime;
use tokio::sync::Semaphore;
use tokio::time::{sleep, timeout};

use crate::attend::attend;

/// How long the lines before a request's body may take.
const HEAD: Duration = Duration::from_secs(10);
/// How large they may be, in bytes.
const LARGEST_HEAD: usize = 64 * 1024;
/// How many connections there are at once.
const CONNECTIONS: usize = 1024;
/// How long answers under way are waited for at the end.
const LAST: Duration = Duration::from_secs(10);

/// Serves the site that `site` makes of the address it is at, until the process is told to end; meanwhile `tick` is
/// called on this thread every `every`.
pub fn serve(
    address: SocketAddr,
    site: impl FnOnce(SocketAddr) -> Router,
    every: Duration,
    tick: impl FnMut(),
) -> io::Result<()> {
    let runtime = runtime::Builder::new_multi_thread().enable_all().build()?;
    let listener = runtime.block_on(TcpListener::bind(address))?;
    let router = site(listener.local_addr()?);
    attend(every, tick, move || {
        runtime.block_on(accept(listener, router, told_to_end()));
        Ok(())
    })
}

/// Waits for Ctrl-C, or for the system to ask for the end.
async fn told_to_end() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    let _ = tokio::signal::ctrl_c().await;
}

async fn accept(listener: TcpListener, router: Router, end: impl Future<Output = ()>) {
    let graceful = GracefulShutdown::new();
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    let mut end = std::pin::pin!(end);
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut end => break,
        };
        let Ok((stream, _)) = accepted else {
            // The system is out of something; it may have more in a moment.
            sleep(Duration::from_millis(50)).await;
            continue;
        };
        let Ok(place) = Arc::clone(&places).acquire_owned().await else { break };
        let service = TowerToHyperService::new(router.clone());
        let mut builder = http1::Builder::new();
        builder.timer(TokioTimer::new()).header_read_timeout(HEAD).max_buf_size(LARGEST_HEAD);
        let connection = graceful.watch(builder.serve_connection(TokioIo::new(stream), service));
        tokio::spawn(async move {
            // A connection that breaks is the affair of whoever made it.
            let _ = connection.await;
            drop(place);
        });
    }
    let _ = timeout(LAST, graceful.shutdown()).await;
}
