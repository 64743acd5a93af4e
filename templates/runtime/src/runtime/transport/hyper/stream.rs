//! A connection of the default transport, and whether it leads to a forwarding proxy.
//!
//! Requests to a forwarding proxy contain the full URL. hyper-util writes it if the connection says
//! so.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};

use hyper::rt::{Read, ReadBufCursor, Write};
use hyper_rustls::MaybeHttpsStream;
use hyper_util::client::legacy::connect::{Connected, Connection};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

type Socket = MaybeHttpsStream<TokioIo<TcpStream>>;

/// A stream to a server or to a proxy.
pub(crate) struct Stream {
    socket: Socket,
    is_to_proxy: bool,
    usage: ConnectionUsage,
}

impl Stream {
    pub(crate) fn to_server(socket: Socket) -> Self {
        Self {
            socket,
            is_to_proxy: false,
            usage: ConnectionUsage::default(),
        }
    }

    pub(crate) fn to_proxy(socket: Socket) -> Self {
        Self {
            socket,
            is_to_proxy: true,
            usage: ConnectionUsage::default(),
        }
    }
}

/// Whether a connection has carried a response, so that a further request reuses it.
#[derive(Clone, Default)]
pub(crate) struct ConnectionUsage(Arc<AtomicBool>);

impl ConnectionUsage {
    pub(crate) fn record_response(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    pub(crate) fn has_response(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

impl Connection for Stream {
    fn connected(&self) -> Connected {
        let connected = self.socket.connected().proxy(self.is_to_proxy);
        connected.extra(self.usage.clone())
    }
}

impl Read for Stream {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: ReadBufCursor<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.socket).poll_read(context, buffer)
    }
}

impl Write for Stream {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.socket).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.socket).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.socket).poll_shutdown(context)
    }

    fn is_write_vectored(&self) -> bool {
        self.socket.is_write_vectored()
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        parts: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.socket).poll_write_vectored(context, parts)
    }
}
