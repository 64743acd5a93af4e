//! Cuts a stream into server-sent events, as the HTML Standard interprets it (section 9.2.6).

use std::time::Duration;

use bytes::{Buf, Bytes, BytesMut};
use sseer::parser::{RawEventLineOwned, parse_line_from_buffer};

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// An event before its data is decoded.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct RawEvent {
    /// The type, `message` by default.
    pub(crate) event: String,
    pub(crate) data: String,
    /// The last id of the stream, empty if there is none.
    pub(crate) id: String,
    /// The reconnection time in milliseconds, if the event sets it.
    pub(crate) retry: Option<u64>,
}

/// The state of the interpretation.
#[derive(Default)]
pub(crate) struct EventParser {
    /// The id of the last complete block.
    pub(crate) last_id: String,
    /// How long to wait before connecting again, if the server has said so.
    pub(crate) retry: Option<Duration>,
    has_started: bool,
    /// How much of the buffer is known to have no end of a line.
    scanned: usize,
    event: String,
    data: Option<String>,
    id: String,
    block_retry: Option<u64>,
}

impl EventParser {
    /// Starts with another stream, which continues the last one.
    pub(crate) fn reconnected(&mut self) {
        *self = Self {
            id: self.last_id.clone(),
            last_id: std::mem::take(&mut self.last_id),
            retry: self.retry,
            ..Self::default()
        };
    }

    /// Removes the next complete event from the buffer.
    pub(crate) fn next(&mut self, buffer: &mut BytesMut) -> Option<RawEvent> {
        if !self.has_started {
            if buffer.len() < BYTE_ORDER_MARK.len() && BYTE_ORDER_MARK.starts_with(buffer) {
                return None;
            }
            if buffer.starts_with(BYTE_ORDER_MARK) {
                buffer.advance(BYTE_ORDER_MARK.len());
            }
            self.has_started = true;
        }
        while let Some(line) = parse_line_from_buffer(buffer, &mut self.scanned) {
            match line {
                RawEventLineOwned::Comment => {}
                RawEventLineOwned::Field {
                    field_name,
                    field_value,
                } => self.field(&field_name, &field_value.unwrap_or_default()),
                RawEventLineOwned::Empty => {
                    if let Some(event) = self.dispatch() {
                        return Some(event);
                    }
                }
            }
        }
        None
    }

    fn field(&mut self, name: &[u8], value: &Bytes) {
        let text = || String::from_utf8_lossy(value).into_owned();
        match name {
            b"event" => self.event = text(),
            b"data" => match &mut self.data {
                Some(data) => {
                    data.push('\n');
                    data.push_str(&text());
                }
                None => self.data = Some(text()),
            },
            b"id" if !value.contains(&0) => self.id = text(),
            b"retry" if !value.is_empty() && value.iter().all(u8::is_ascii_digit) => {
                // Beyond 64 bits, no program waits that long.
                self.block_retry = text().parse().ok().or(self.block_retry);
                self.retry = self.block_retry.map(Duration::from_millis).or(self.retry);
            }
            _ => {}
        }
    }

    fn dispatch(&mut self) -> Option<RawEvent> {
        self.last_id.clone_from(&self.id);
        let event = std::mem::take(&mut self.event);
        let retry = self.block_retry.take();
        let data = self.data.take()?;
        Some(RawEvent {
            event: if event.is_empty() {
                "message".to_owned()
            } else {
                event
            },
            data,
            id: self.last_id.clone(),
            retry,
        })
    }
}
