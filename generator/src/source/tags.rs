//! The YAML tags that `serde_yaml` ignores.
//!
//! It reports a tag such as `!secret`, but ignores `!!binary` and verbatim tags. A text that may
//! contain one of these, which is rare, is scanned a second time.

use saphyr_parser::{Event, Parser};

/// The tags of YAML's core schema, which have no effect here.
const CORE: [&str; 7] = ["str", "int", "float", "bool", "null", "map", "seq"];

/// The first tag that is not in YAML's core schema, with the line and column of its value.
pub(super) fn foreign(text: &str) -> Option<(String, usize, usize)> {
    if !["!!", "!<", "%TAG"].iter().any(|mark| text.contains(mark)) {
        return None;
    }
    // `serde_yaml` has accepted the text, so an error of this parser is ignored.
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
