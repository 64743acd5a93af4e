//! The tags that `serde_yaml` passes over.
//!
//! It reports a tag such as `!secret`, and reads a value with `!!binary` or a verbatim tag as if there were none. A
//! text that may hold one, which hardly any does, is looked through a second time.

use saphyr_parser::{Event, Parser};

/// The tags that say of a value what it is anyway.
const CORE: [&str; 7] = ["str", "int", "float", "bool", "null", "map", "seq"];

/// The first tag that is not one of YAML's core, with the line and column of its value.
pub(super) fn foreign(text: &str) -> Option<(String, usize, usize)> {
    if !["!!", "!<", "%TAG"].iter().any(|sign| text.contains(sign)) {
        return None;
    }
    // What the other parser has accepted and this one does not is no reason to refuse the text.
    for event in Parser::new_from_str(text) {
        let (event, marks) = event.ok()?;
        let tag = match &event {
            Event::Scalar(_, _, _, tag)
            | Event::SequenceStart(_, tag)
            | Event::MappingStart(_, tag) => tag,
            _ => continue,
        };
        let Some(tag) = tag else { continue };
        let name = format!("{}{}", tag.handle, tag.suffix);
        let core = name.strip_prefix("tag:yaml.org,2002:");
        if !core.is_some_and(|core| CORE.contains(&core)) {
            return Some((name, marks.start.line(), marks.start.col() + 1));
        }
    }
    None
}
