//! The positions of all values of a YAML text.

use saphyr_parser::{Event, Parser, Span};

/// A value of the text. All positions are bytes.
#[derive(Debug)]
pub(super) struct Node {
    /// The first byte; of a block scalar, the first byte of its content.
    pub(super) start: usize,
    /// The end of the content, without trailing blank lines and comments.
    pub(super) end: usize,
    pub(super) content: Content,
    /// Whether it is a sequence or mapping in brackets.
    pub(super) is_flow: bool,
}

#[derive(Debug)]
pub(super) enum Content {
    /// A scalar, an alias or an empty value.
    Leaf,
    Sequence(Vec<Node>),
    Mapping(Vec<Entry>),
}

impl Node {
    /// The first byte of the nearest ancestor of a location that is in the text.
    pub(super) fn position(&self, tokens: &[String]) -> usize {
        let Some((first, rest)) = tokens.split_first() else {
            return self.start;
        };
        match &self.content {
            Content::Mapping(entries) => {
                let entry = entries
                    .iter()
                    .find(|entry| entry.key.as_ref() == Some(first));
                match entry {
                    Some(entry) if rest.is_empty() => entry.start,
                    Some(entry) => entry.value.position(rest).max(entry.start),
                    None => self.start,
                }
            }
            Content::Sequence(items) => {
                let item = first.parse().ok().and_then(|index: usize| items.get(index));
                item.map_or(self.start, |item| item.position(rest))
            }
            Content::Leaf => self.start,
        }
    }
}

/// An entry of a mapping.
#[derive(Debug)]
pub(super) struct Entry {
    /// `None` if the key is not a scalar.
    pub(super) key: Option<String>,
    pub(super) start: usize,
    /// The end of the key, before the colon.
    pub(super) end: usize,
    pub(super) value: Node,
}

impl Entry {
    /// The end of the value, or of the key if the value is empty.
    pub(super) fn content_end(&self, text: &str) -> usize {
        if self.value.end > self.end {
            self.value.end
        } else {
            let rest = text.get(self.end..).unwrap_or_default();
            self.end + rest.find(':').map_or(0, |colon| colon + 1)
        }
    }
}

/// A sequence or mapping that is not closed yet.
struct Open {
    start: usize,
    is_mapping: bool,
    /// In a mapping, keys and values alternate.
    children: Vec<(Option<String>, Node)>,
}

/// The root of the first document of a text, or `None` if it is not valid YAML.
pub(super) fn parse(text: &str) -> Option<Node> {
    let offsets = Offsets::of(text);
    let mut open: Vec<Open> = Vec::new();
    for event in Parser::new_from_str(text) {
        let (event, span) = event.ok()?;
        let range = offsets.range(span, text);
        let done = match event {
            Event::Scalar(key, ..) => Some((Some(key.into_owned()), leaf(range))),
            Event::Alias(_) => Some((None, leaf(range))),
            Event::SequenceStart(..) | Event::MappingStart(..) => {
                open.push(Open {
                    start: range.0,
                    is_mapping: matches!(event, Event::MappingStart(..)),
                    children: Vec::new(),
                });
                None
            }
            Event::SequenceEnd | Event::MappingEnd => {
                Some((None, closed(open.pop()?, range.0, text)))
            }
            _ => None,
        };
        match (done, open.last_mut()) {
            (Some(child), Some(parent)) => parent.children.push(child),
            (Some((_, root)), None) => return Some(root),
            (None, _) => {}
        }
    }
    None
}

fn leaf((start, end): (usize, usize)) -> Node {
    Node {
        start,
        end,
        content: Content::Leaf,
        is_flow: false,
    }
}

/// A sequence or mapping whose closing bracket, if it has one, is at `bracket`.
fn closed(open: Open, bracket: usize, text: &str) -> Node {
    let start = after_properties(text, open.start);
    let is_flow = text
        .get(start..)
        .unwrap_or_default()
        .starts_with(['{', '[']);
    let content = if open.is_mapping {
        let mut entries = Vec::new();
        let mut children = open.children.into_iter();
        while let (Some((key, name)), Some((_, value))) = (children.next(), children.next()) {
            entries.push(Entry {
                key,
                start: name.start,
                end: name.end,
                value,
            });
        }
        Content::Mapping(entries)
    } else {
        Content::Sequence(open.children.into_iter().map(|(_, item)| item).collect())
    };
    let last = match &content {
        _ if is_flow => Some(bracket + 1),
        Content::Mapping(entries) => entries.last().map(|entry| entry.content_end(text)),
        Content::Sequence(items) => items.last().map(|item| item.end),
        Content::Leaf => None,
    };
    Node {
        start,
        end: last.unwrap_or(start),
        content,
        is_flow,
    }
}

/// The position after anchors, tags, comments and white space.
pub(super) fn after_properties(text: &str, start: usize) -> usize {
    let mut at = start;
    loop {
        let rest = text.get(at..).unwrap_or_default();
        let trimmed = rest.trim_start();
        at += rest.len() - trimmed.len();
        let skipped = match trimmed.chars().next() {
            Some('#') => trimmed.find('\n'),
            Some('&' | '!') => trimmed.find(char::is_whitespace),
            _ => None,
        };
        match skipped {
            Some(length) => at += length,
            None => return at,
        }
    }
}

/// Converts the parser's positions, which count characters, to bytes.
struct Offsets(Option<Vec<usize>>);

impl Offsets {
    fn of(text: &str) -> Self {
        let offsets = || text.char_indices().map(|(at, _)| at).collect();
        Self((!text.is_ascii()).then(offsets))
    }

    fn byte(&self, index: usize, text: &str) -> usize {
        let byte = match &self.0 {
            None => index,
            Some(offsets) => offsets.get(index).copied().unwrap_or(text.len()),
        };
        byte.min(text.len())
    }

    /// The first byte, and the end without trailing white space.
    fn range(&self, span: Span, text: &str) -> (usize, usize) {
        let (start, end) = (
            self.byte(span.start.index(), text),
            self.byte(span.end.index(), text),
        );
        let inner = text.get(start..end).unwrap_or_default();
        (start, start + inner.trim_end().len())
    }
}
