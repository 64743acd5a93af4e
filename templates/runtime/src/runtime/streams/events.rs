//! Server-sent events (`text/event-stream`) with decoded data.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use http::{HeaderName, HeaderValue, StatusCode};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::runtime::call::Call;
use crate::runtime::error::Error;
use crate::runtime::json::decode::decode;
use crate::runtime::response::Response;
use crate::runtime::send::exchange::ExpectedBody;
#[cfg(feature = "blocking")]
use crate::runtime::streams::blocking::blocking_stream;
use crate::runtime::streams::event_parser::{EventParser, RawEvent};
use crate::runtime::streams::source::StreamSource;
use crate::runtime::types::boxed::BoxFuture;
use crate::runtime::types::decode_failure::DecodeFailure;

const ACCEPT: &str = "text/event-stream";
const LAST_EVENT_ID: HeaderName = HeaderName::from_static("last-event-id");
/// The wait before connecting again, if the server has not said how long.
const RECONNECTION_TIME: Duration = Duration::from_secs(3);
/// How many connections in a row may end without an event.
const MAX_EMPTY_CONNECTIONS: u32 = 5;
/// What many APIs send after the last event.
const DONE: &str = "[DONE]";

/// A server-sent event.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ServerEvent<T> {
    /// The type of the event, `message` by default.
    pub event: String,
    /// The last id that the server has sent, empty if there is none.
    pub id: String,
    /// The reconnection time that the event sets, if it sets one.
    pub retry: Option<Duration>,
    /// The decoded data.
    pub data: T,
}

/// A type that describes all fields of an event.
pub trait WholeEvent: DeserializeOwned {
    /// Whether the data of events of this type is text, also if it looks like JSON.
    fn has_text(event: &str) -> bool;
}

/// The events of a response: a [`Stream`] of `Result` of a [`ServerEvent`] or an [`Error`].
///
/// Data that cannot be decoded is an error with [`is_decode`](Error::is_decode) and the data as
/// [`body`](Error::body), and the stream continues. After any other error it ends. It also ends at
/// the data `[DONE]`, unless this is a value of the type.
///
/// The attempt timeout applies to the time between two pieces of data. Dropping the stream closes
/// the connection.
#[must_use = "no event is read until the stream is polled"]
pub struct EventStream<T> {
    state: State,
    parser: EventParser,
    decode: fn(&RawEvent) -> Result<T, DecodeFailure>,
    /// Whether the request can be sent again.
    is_replayable: bool,
    reconnects: bool,
    /// How many connections have ended without an event since the last one.
    empty_connections: u32,
}

enum State {
    Open(Box<StreamSource>),
    /// `None` if the server asks not to connect again.
    Reconnecting(BoxFuture<'static, Result<Option<StreamSource>, Error>>),
    Closed,
}

impl<T> EventStream<T> {
    /// Returns the next event, or `None` at the end of the stream.
    ///
    /// Dropping the future loses nothing.
    pub async fn next(&mut self) -> Option<Result<ServerEvent<T>, Error>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// Connects again when the connection ends, after the time that the server has asked for, and
    /// continues after the last event (`Last-Event-ID`). Each request is retried as the client's
    /// other calls. The stream ends when the server responds with 204, when a request fails, and
    /// after five connections without an event.
    ///
    /// A call whose body is a stream cannot be sent again, so its events end with the connection.
    pub fn reconnect(mut self) -> Self {
        self.reconnects = self.is_replayable;
        self
    }

    /// The last id that the server has sent, empty if there is none.
    pub fn last_event_id(&self) -> &str {
        &self.parser.last_id
    }

    /// Prepares the next connection. Returns false if there is none.
    fn start_reconnection(&mut self) -> bool {
        let State::Open(source) = &self.state else {
            return false;
        };
        if !self.reconnects || self.empty_connections >= MAX_EMPTY_CONNECTIONS {
            return false;
        }
        self.empty_connections += 1;
        let mut call = source.attempts.call.clone();
        if !self.parser.last_id.is_empty()
            && let Ok(id) = HeaderValue::from_bytes(self.parser.last_id.as_bytes())
        {
            call.headers.map.insert(LAST_EVENT_ID, id);
        }
        let clock = Arc::clone(&call.client.inner.clock);
        let wait = self.parser.retry.unwrap_or(RECONNECTION_TIME);
        self.parser.reconnected();
        self.state = State::Reconnecting(Box::pin(async move {
            clock.sleep(wait).await;
            let exchange = call.exchange(ACCEPT, ExpectedBody::Stream).await?;
            let is_over = exchange.response.status() == StatusCode::NO_CONTENT;
            Ok((!is_over).then(|| StreamSource::of(exchange)))
        }));
        true
    }

    /// Decodes an event. `None` at the end of the stream.
    fn decoded(&mut self, raw: RawEvent) -> Option<Result<ServerEvent<T>, Error>> {
        self.empty_connections = 0;
        match ((self.decode)(&raw), &self.state) {
            (Ok(data), _) => Some(Ok(ServerEvent {
                event: raw.event,
                id: raw.id,
                retry: raw.retry.map(Duration::from_millis),
                data,
            })),
            (Err(failure), State::Open(source)) if raw.data.trim() != DONE => {
                Some(Err(source.decode_error(failure, raw.data.into())))
            }
            _ => {
                self.state = State::Closed;
                None
            }
        }
    }

    #[cfg(feature = "blocking")]
    pub(super) fn call(&self) -> Option<&Call> {
        match &self.state {
            State::Open(source) => Some(&source.attempts.call),
            State::Reconnecting(_) | State::Closed => None,
        }
    }

    /// The stream, in place of which a closed one remains.
    #[cfg(feature = "blocking")]
    pub(super) fn take(&mut self) -> Self {
        Self {
            state: std::mem::replace(&mut self.state, State::Closed),
            parser: std::mem::take(&mut self.parser),
            ..*self
        }
    }
}

impl<T> Stream for EventStream<T> {
    type Item = Result<ServerEvent<T>, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        loop {
            match &mut this.state {
                State::Open(source) => {
                    if let Some(raw) = this.parser.next(&mut source.buffer) {
                        return Poll::Ready(this.decoded(raw));
                    }
                    let end = match ready!(source.poll_more(context)) {
                        Some(Ok(())) => continue,
                        Some(Err(error)) => Some(Err(error)),
                        None => None,
                    };
                    if !this.start_reconnection() {
                        this.state = State::Closed;
                        return Poll::Ready(end);
                    }
                }
                State::Reconnecting(connecting) => {
                    let connected = ready!(connecting.as_mut().poll(context));
                    this.state = match connected {
                        Ok(Some(source)) => State::Open(Box::new(source)),
                        Ok(None) => State::Closed,
                        Err(error) => {
                            this.state = State::Closed;
                            return Poll::Ready(Some(Err(error)));
                        }
                    };
                }
                State::Closed => return Poll::Ready(None),
            }
        }
    }
}

#[cfg(feature = "blocking")]
blocking_stream!(EventStream, ServerEvent<T>);

impl<T> fmt::Debug for EventStream<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EventStream")
            .field("last_event_id", &self.parser.last_id)
            .finish_non_exhaustive()
    }
}

impl Call {
    /// Sends the call and returns its events, whose data is text.
    ///
    /// # Errors
    ///
    /// See [`Error`].
    #[allow(dead_code, reason = "not used if the data of all events is JSON")]
    pub async fn text_events(self) -> Result<Response<EventStream<String>>, Error> {
        self.events(|raw| Ok(raw.data.clone())).await
    }

    /// Sends the call and returns its events, whose data is JSON, or a string of the type.
    ///
    /// # Errors
    ///
    /// See [`Error`].
    #[allow(dead_code, reason = "not used if the data of all events is text")]
    pub async fn json_events<T: DeserializeOwned>(self) -> Result<Response<EventStream<T>>, Error> {
        self.events(|raw| decode(raw.data.as_bytes()).or_else(|first| text_data(raw, first)))
            .await
    }

    /// Sends the call and returns its events, whose type describes all fields of an event: `event`,
    /// `id`, `retry` and `data`, which is JSON or a string.
    ///
    /// # Errors
    ///
    /// See [`Error`].
    #[allow(dead_code, reason = "used if the document describes whole events")]
    pub async fn whole_events<T: WholeEvent>(self) -> Result<Response<EventStream<T>>, Error> {
        self.events(|raw| {
            let text = || Value::String(raw.data.clone());
            if T::has_text(&raw.event) {
                return decode(&whole(raw, text()));
            }
            let data = serde_json::from_str(&raw.data);
            let decoded = decode(&whole(raw, data.unwrap_or_else(|_| text())));
            decoded.or_else(|first| decode(&whole(raw, text())).map_err(|_| first))
        })
        .await
    }

    async fn events<T>(
        self,
        decode: fn(&RawEvent) -> Result<T, DecodeFailure>,
    ) -> Result<Response<EventStream<T>>, Error> {
        let is_replayable = self.has_replayable_body();
        let mut exchange = self.exchange(ACCEPT, ExpectedBody::Stream).await?;
        let meta = exchange.response.meta.clone();
        exchange.response.body = Bytes::new();
        let body = EventStream {
            state: State::Open(Box::new(StreamSource::of(exchange))),
            parser: EventParser::default(),
            decode,
            is_replayable,
            reconnects: false,
            empty_connections: 0,
        };
        Ok(Response { meta, body })
    }
}

/// Data that is a string of the type and not JSON.
fn text_data<T: DeserializeOwned>(
    raw: &RawEvent,
    first: DecodeFailure,
) -> Result<T, DecodeFailure> {
    let text = Value::String(raw.data.clone()).to_string();
    decode(text.as_bytes()).map_err(|_| first)
}

/// An event as a JSON object.
fn whole(raw: &RawEvent, data: Value) -> Vec<u8> {
    let mut event = json!({ "event": raw.event, "data": data });
    if let Some(fields) = event.as_object_mut() {
        if !raw.id.is_empty() {
            fields.insert("id".to_owned(), raw.id.clone().into());
        }
        if let Some(retry) = raw.retry {
            fields.insert("retry".to_owned(), retry.into());
        }
    }
    event.to_string().into_bytes()
}
