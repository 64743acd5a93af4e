//! Bodies of events as files, which begin with a line that says where they are from.

/// What stands below the first line of a file.
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
