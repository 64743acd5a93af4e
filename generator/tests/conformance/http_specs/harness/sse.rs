//! Server-sent events, as they are recorded.

/// An event.
#[derive(Debug, PartialEq, Eq)]
pub struct Event {
    /// The type.
    pub event: String,
    pub id: String,
    pub data: String,
}

/// The events of a stream. Those without data are not dispatched.
pub fn events(stream: &[u8]) -> Vec<Event> {
    let text = String::from_utf8_lossy(stream)
        .replace("\r\n", "\n")
        .replace('\r', "\n");
    let mut events = Vec::new();
    let mut id = String::new();
    for block in text.split("\n\n") {
        let mut event = String::new();
        let mut data: Vec<&str> = Vec::new();
        for line in block.lines() {
            let (field, value) = line.split_once(':').unwrap_or((line, ""));
            let value = value.strip_prefix(' ').unwrap_or(value);
            match field {
                "event" => value.clone_into(&mut event),
                "data" => data.push(value),
                "id" if !value.contains('\0') => value.clone_into(&mut id),
                _ => {}
            }
        }
        if data.is_empty() {
            continue;
        }
        if event.is_empty() {
            "message".clone_into(&mut event);
        }
        events.push(Event {
            event,
            id: id.clone(),
            data: data.join("\n"),
        });
    }
    events
}
