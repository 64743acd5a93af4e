//! The tree of values with their extents, built from a parser's events.
//!
//! Nodes are in one vector and refer to each other by index. A node is added when it starts, and
//! its content event by event, so that a text with a syntax error has a tree for the part before
//! it.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use saphyr_parser::{Event, Parser, ScalarStyle, Span as Marks};

use crate::work;

use super::json;
use super::offsets::{Extent, Offsets};

/// One value of the text.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) id: usize,
    pub(super) extent: Extent,
    pub(super) content: Content,
}

/// The content of a value.
#[derive(Debug)]
pub(super) enum Content {
    Scalar,
    Sequence(Vec<usize>),
    Mapping(Box<Entries>),
    /// The id of an anchor.
    Alias(usize),
}

/// The entries of a mapping, in order.
#[derive(Debug, Default)]
pub(super) struct Entries {
    all: Vec<Entry>,
    /// Built for the first lookup, since most mappings have none.
    index: OnceCell<Index>,
}

/// Entries by their number.
#[derive(Debug, Default)]
struct Index {
    /// The first entry with each key.
    by_key: BTreeMap<String, usize>,
    /// The entries whose key may have another canonical form.
    other_forms: Vec<usize>,
}

impl Entries {
    fn index(&self) -> &Index {
        self.index.get_or_init(|| {
            let mut index = Index::default();
            for (number, entry) in self.all.iter().enumerate() {
                work::count();
                if let Some(key) = &entry.key {
                    index.by_key.entry(key.clone()).or_insert(number);
                }
                if entry.may_have_other_form() {
                    index.other_forms.push(number);
                }
            }
            index
        })
    }

    /// The first entry whose key is spelled like this.
    pub(super) fn get(&self, key: &str) -> Option<&Entry> {
        work::count();
        self.all.get(*self.index().by_key.get(key)?)
    }

    /// The entries whose key may be a number or boolean with another canonical form.
    pub(super) fn other_forms(&self) -> impl Iterator<Item = &Entry> {
        self.index()
            .other_forms
            .iter()
            .filter_map(|index| self.all.get(*index))
            .inspect(|_| work::count())
    }
}

/// A key, and its value once it has started.
#[derive(Debug)]
pub(super) struct Entry {
    /// The text, if the key is a scalar.
    key: Option<String>,
    /// Whether it is written without quotes.
    plain: bool,
    pub(super) extent: Extent,
    pub(super) value: Option<usize>,
}

impl Entry {
    pub(super) fn text(&self) -> Option<&str> {
        self.key.as_deref()
    }

    /// Whether the key may be a number or boolean with another canonical form, such as `0x1F` or
    /// `True`.
    fn may_have_other_form(&self) -> bool {
        let number_like = |c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | 'T' | 'F');
        self.plain
            && self
                .text()
                .is_some_and(|text| text.starts_with(number_like))
    }
}

/// The nodes of one text.
#[derive(Debug, Default)]
pub(super) struct Tree {
    nodes: Vec<Node>,
    anchors: BTreeMap<usize, usize>,
}

impl Tree {
    /// Parses the first document of a text, up to a syntax error.
    pub(super) fn of(offsets: &Offsets) -> Self {
        let source = offsets.source();
        let body = source.body();
        let mut builder = Builder {
            tree: Self::default(),
            open: Vec::new(),
            offsets,
            json: source.is_json(),
        };
        if source.is_json() {
            json::events(body, &mut |event, marks| builder.take(event, marks));
            return builder.tree;
        }
        for event in Parser::new_from_str(body) {
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

    /// The node itself, or the target of an alias. An anchor is never on an alias, so one step is
    /// enough.
    pub(super) fn resolved(&self, id: usize) -> Option<&Node> {
        let node = self.node(id)?;
        match node.content {
            Content::Alias(anchor) => self.node(*self.anchors.get(&anchor)?),
            _ => Some(node),
        }
    }
}

/// A sequence or mapping that is not closed yet.
struct Open {
    id: usize,
    /// In a mapping: whether a key was read and its value comes next.
    value_next: bool,
}

struct Builder<'o> {
    tree: Tree,
    open: Vec<Open>,
    offsets: &'o Offsets,
    json: bool,
}

impl Builder<'_> {
    fn take(&mut self, event: Event<'_>, marks: Marks) {
        match event {
            Event::Scalar(text, style, anchor, _) => {
                let plain = style == ScalarStyle::Plain;
                let id = self.enter(Content::Scalar, Extent::of(marks), anchor);
                self.attach(id, Some((text.into_owned(), plain)));
            }
            Event::Alias(anchor) => {
                let id = self.enter(Content::Alias(anchor), Extent::of(marks), 0);
                self.attach(id, None);
            }
            Event::SequenceStart(anchor, _) => {
                self.begin(Content::Sequence(Vec::new()), marks, anchor)
            }
            Event::MappingStart(anchor, _) => {
                self.begin(Content::Mapping(Box::default()), marks, anchor)
            }
            Event::SequenceEnd | Event::MappingEnd => self.end(marks),
            Event::Nothing
            | Event::StreamStart
            | Event::StreamEnd
            | Event::DocumentStart(_)
            | Event::DocumentEnd => {}
        }
    }

    fn enter(&mut self, content: Content, extent: Extent, anchor: usize) -> usize {
        let id = self.tree.nodes.len();
        self.tree.nodes.push(Node {
            id,
            extent,
            content,
        });
        if anchor != 0 {
            self.tree.anchors.insert(anchor, id);
        }
        id
    }

    fn begin(&mut self, content: Content, marks: Marks, anchor: usize) {
        let id = self.enter(content, Extent::open(marks), anchor);
        self.attach(id, None);
        self.open.push(Open {
            id,
            value_next: false,
        });
    }

    /// Sets the end of a flow sequence or mapping that ends on its first line.
    fn end(&mut self, marks: Marks) {
        let closed = self
            .open
            .pop()
            .and_then(|open| self.tree.nodes.get_mut(open.id));
        if let Some(node) = closed {
            node.extent.close(marks);
        }
    }

    /// Attaches a new node to the open one, as an item, a key or the value of a key.
    fn attach(&mut self, id: usize, scalar: Option<(String, bool)>) {
        let Some(extent) = self.tree.node(id).map(|node| node.extent) else {
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
            Some(Content::Sequence(items)) => items.push(id),
            Some(Content::Mapping(entries)) => {
                if !open.value_next {
                    let written = self
                        .json
                        .then(|| self.offsets.json_string(extent))
                        .flatten();
                    let (key, plain) = match scalar {
                        Some((text, plain)) => (Some(written.unwrap_or(text)), plain),
                        None => (None, false),
                    };
                    entries.all.push(Entry {
                        key,
                        plain,
                        extent,
                        value: None,
                    });
                } else if let Some(entry) = entries.all.last_mut() {
                    entry.value = Some(id);
                }
                open.value_next = !open.value_next;
            }
            Some(Content::Scalar | Content::Alias(_)) | None => {}
        }
    }
}
