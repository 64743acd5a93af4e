//! The tree of spans, built from a parser's events.
//!
//! Nodes lie in one list and name each other by their place in it. A node is entered when it begins, and what is
//! inside is added to it event by event: so a text with an error leaves the tree of what comes before.

use std::borrow::Cow;
use std::collections::BTreeMap;

use saphyr_parser::{Event, Parser, ScalarStyle, Span as Marks};

use crate::source::Source;

use super::Span;

/// One value of the text.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) id: usize,
    pub(super) span: Span,
    pub(super) content: Content,
}

/// What a value holds.
#[derive(Debug)]
pub(super) enum Content {
    Scalar,
    List(Vec<usize>),
    Map(Vec<Member>),
    /// The number of an anchor.
    Alias(usize),
}

/// A key, and its value once that has begun.
#[derive(Debug)]
pub(super) struct Member {
    /// The text of a key that is a scalar.
    key: Option<String>,
    /// Whether it stands without quotes.
    plain: bool,
    pub(super) span: Span,
    pub(super) value: Option<usize>,
}

impl Member {
    pub(super) fn is(&self, key: &str) -> bool {
        self.key.as_deref() == Some(key)
    }

    pub(super) fn text(&self) -> Option<&str> {
        self.key.as_deref()
    }

    /// Whether the key may be a number or boolean that is not written as it is read, such as `0x1F` or `True`.
    pub(super) fn may_be_read_otherwise(&self) -> bool {
        let number_like = |c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | 'T' | 'F');
        self.plain
            && self
                .text()
                .is_some_and(|text| text.starts_with(number_like))
    }
}

/// The values of one text.
#[derive(Debug, Default)]
pub(super) struct Tree {
    nodes: Vec<Node>,
    anchors: BTreeMap<usize, usize>,
}

impl Tree {
    /// Parses the first document of a text as far as it goes.
    pub(super) fn of(source: &Source) -> Self {
        let body = source.body();
        let text = if source.is_json() {
            json_as_yaml(body)
        } else {
            Cow::Borrowed(body)
        };
        let mut builder = Builder::new(source);
        for event in Parser::new_from_str(&text) {
            match event {
                Ok((Event::DocumentEnd, _)) | Err(_) => break,
                Ok((event, marks)) => builder.take(event, marks),
            }
        }
        builder.tree
    }

    pub(super) fn root(&self) -> Option<&Node> {
        self.nodes.first()
    }

    pub(super) fn node(&self, id: usize) -> Option<&Node> {
        self.nodes.get(id)
    }

    /// The node itself, or what it is an alias of. An anchor is never on an alias, so one step is enough.
    pub(super) fn resolved(&self, id: usize) -> Option<&Node> {
        let node = self.node(id)?;
        match node.content {
            Content::Alias(anchor) => self.node(*self.anchors.get(&anchor)?),
            _ => Some(node),
        }
    }
}

/// A list or map that is not closed yet.
struct Open {
    id: usize,
    /// In a map: whether a key was read and its value comes next.
    value_next: bool,
}

struct Builder<'s> {
    tree: Tree,
    open: Vec<Open>,
    places: Places<'s>,
    json: bool,
}

impl<'s> Builder<'s> {
    fn new(source: &'s Source) -> Self {
        Self {
            tree: Tree::default(),
            open: Vec::new(),
            places: Places::of(source),
            json: source.is_json(),
        }
    }

    fn take(&mut self, event: Event<'_>, marks: Marks) {
        match event {
            Event::Scalar(text, style, anchor, _) => {
                let plain = style == ScalarStyle::Plain;
                let id = self.enter(Content::Scalar, self.places.span(marks), anchor);
                self.attach(id, Some((text.into_owned(), plain)));
            }
            Event::Alias(anchor) => {
                let id = self.enter(Content::Alias(anchor), self.places.span(marks), 0);
                self.attach(id, None);
            }
            Event::SequenceStart(anchor, _) => self.begin(Content::List(Vec::new()), marks, anchor),
            Event::MappingStart(anchor, _) => self.begin(Content::Map(Vec::new()), marks, anchor),
            Event::SequenceEnd | Event::MappingEnd => self.end(marks),
            Event::Nothing
            | Event::StreamStart
            | Event::StreamEnd
            | Event::DocumentStart(_)
            | Event::DocumentEnd => {}
        }
    }

    fn enter(&mut self, content: Content, span: Span, anchor: usize) -> usize {
        let id = self.tree.nodes.len();
        self.tree.nodes.push(Node { id, span, content });
        if anchor != 0 {
            self.tree.anchors.insert(anchor, id);
        }
        id
    }

    fn begin(&mut self, content: Content, marks: Marks, anchor: usize) {
        let id = self.enter(content, self.places.rest_of_line(marks), anchor);
        self.attach(id, None);
        self.open.push(Open {
            id,
            value_next: false,
        });
    }

    /// A list or map in brackets that ends on its first line has a shorter span than the rest of that line.
    fn end(&mut self, marks: Marks) {
        let end = self.places.span(marks);
        let closed = self
            .open
            .pop()
            .and_then(|open| self.tree.nodes.get_mut(open.id));
        if let Some(node) = closed.filter(|node| node.span.line == end.line) {
            node.span.end_byte = end.end_byte.clamp(node.span.start_byte, node.span.end_byte);
        }
    }

    /// Gives a new node to what is open: an item, a key or a key's value.
    fn attach(&mut self, id: usize, scalar: Option<(String, bool)>) {
        let Some(span) = self.tree.node(id).map(|node| node.span) else {
            return;
        };
        let Some(open) = self.open.last_mut() else {
            return;
        };
        match self
            .tree
            .nodes
            .get_mut(open.id)
            .map(|node| &mut node.content)
        {
            Some(Content::List(items)) => items.push(id),
            Some(Content::Map(members)) => {
                if !open.value_next {
                    let written = self.json.then(|| self.places.json_string(span)).flatten();
                    let (key, plain) = match scalar {
                        Some((text, plain)) => (Some(written.unwrap_or(text)), plain),
                        None => (None, false),
                    };
                    members.push(Member {
                        key,
                        plain,
                        span,
                        value: None,
                    });
                } else if let Some(member) = members.last_mut() {
                    member.value = Some(id);
                }
                open.value_next = !open.value_next;
            }
            Some(Content::Scalar | Content::Alias(_)) | None => {}
        }
    }
}

/// Makes bytes of the parser's characters.
struct Places<'s> {
    source: &'s Source,
    /// The bytes of a byte-order mark, which the parser does not see.
    skipped: usize,
    /// The byte at which each character starts; empty for a text where they are the same.
    starts: Vec<usize>,
}

impl<'s> Places<'s> {
    fn of(source: &'s Source) -> Self {
        let body = source.body();
        let starts = if body.is_ascii() {
            Vec::new()
        } else {
            body.char_indices().map(|(at, _)| at).collect()
        };
        Self {
            source,
            skipped: source.text.len() - body.len(),
            starts,
        }
    }

    fn byte(&self, character: usize) -> usize {
        let byte = if self.starts.is_empty() {
            character
        } else {
            self.starts.get(character).copied().unwrap_or(usize::MAX)
        };
        byte.saturating_add(self.skipped)
            .min(self.source.text.len())
    }

    /// From here to the end of the line, white space aside.
    fn rest_of_line(&self, marks: Marks) -> Span {
        let start_byte = self.byte(marks.start.index());
        let rest = self.source.text.get(start_byte..).unwrap_or_default();
        let line = rest.split('\n').next().unwrap_or_default();
        Span {
            line: marks.start.line(),
            column: marks.start.col() + 1,
            start_byte,
            end_byte: start_byte + line.trim_end().len(),
        }
    }

    /// The part of it that is on its first line. The parser counts blanks behind a quoted key in.
    fn span(&self, marks: Marks) -> Span {
        let mut span = self.rest_of_line(marks);
        let end = self
            .byte(marks.end.index())
            .clamp(span.start_byte, span.end_byte);
        let text = self
            .source
            .text
            .get(span.start_byte..end)
            .unwrap_or_default();
        span.end_byte = span.start_byte + text.trim_end().len();
        span
    }

    /// What a JSON string at this place says.
    fn json_string(&self, span: Span) -> Option<String> {
        let text = self.source.text.get(span.start_byte..span.end_byte)?;
        serde_json::from_str(text).ok()
    }
}

/// JSON is YAML, but for tabs between values and characters that are escaped as two surrogates. Both are replaced by
/// something of the same length, so that all places stay; keys are read from the text itself.
fn json_as_yaml(text: &str) -> Cow<'_, str> {
    let surrogate = |rest: &str| {
        let digits = rest.get(..6).and_then(|escape| escape.strip_prefix("\\u"));
        let code = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok());
        code.is_some_and(|code| (0xD800..0xE000).contains(&code))
    };
    if !text.contains('\t') && !text.contains("\\u") {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['\t', '\\']) {
        let (before, from) = rest.split_at(at);
        out.push_str(before);
        // A backslash takes the character after it along: `\\\\u` is no escape.
        let (replacement, length) = if from.starts_with('\t') {
            (Some(" "), 1)
        } else if surrogate(from) {
            (Some("\\u0020"), 6)
        } else {
            (None, 1 + from.chars().nth(1).map_or(0, char::len_utf8))
        };
        let (taken, after) = from.split_at_checked(length).unwrap_or((from, ""));
        out.push_str(replacement.unwrap_or(taken));
        rest = after;
    }
    out.push_str(rest);
    Cow::Owned(out)
}
