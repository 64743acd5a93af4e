//! Example bodies of events, emitted as files that begin with a generated header line.

/// Returns the content of a file without its first line.
pub const fn event_example(file: &'static str) -> &'static str {
    let mut bytes = file.as_bytes();
    while let [first, rest @ ..] = bytes {
        bytes = rest;
        if *first == b'\n' {
            break;
        }
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => text.trim_ascii(),
        Err(_) => "",
    }
}
