//! Replaces the parts of a text that differ between two values.

use std::ops::Range;

use serde_json::{Map, Value};

use super::print;
use super::tree::{self, Content, Entry, Node};

/// The text with the value `new`, or why it cannot be changed.
pub(super) fn edit(text: &str, old: &Value, new: &Value) -> Result<String, String> {
    let is_crlf = text.contains("\r\n");
    let mut text = text.replace("\r\n", "\n");
    if !text.ends_with('\n') {
        text.push('\n');
    }
    let root = tree::parse(&text).ok_or("it has a syntax error")?;
    let mut editor = Editor {
        text: &text,
        edits: Vec::new(),
    };
    let changed = match (&root.content, old, new) {
        (Content::Mapping(entries), Value::Object(old), Value::Object(new))
            if !root.is_flow && new.keys().any(|key| old.contains_key(key)) =>
        {
            editor.mapping(entries, old, new)?;
            editor.applied(0..text.len())
        }
        (_, _, Value::Object(new)) => print::document(new),
        _ => return Err("its root is not an object".to_owned()),
    };
    Ok(if is_crlf {
        changed.replace('\n', "\r\n")
    } else {
        changed
    })
}

/// A part of the text and its replacement.
struct Edit {
    range: Range<usize>,
    text: String,
}

/// Where a value is: after `key:` or `-`.
#[derive(Clone, Copy)]
struct Slot {
    /// The end of the key or dash.
    start: usize,
    /// The column of the key or dash.
    column: usize,
    is_item: bool,
}

struct Editor<'t> {
    text: &'t str,
    edits: Vec<Edit>,
}

impl Editor<'_> {
    /// The part of the text with the edits.
    fn applied(mut self, range: Range<usize>) -> String {
        self.edits
            .sort_by_key(|edit| (edit.range.start, edit.range.end));
        let mut result = String::new();
        let mut at = range.start;
        for edit in &self.edits {
            result += self.text.get(at..edit.range.start).unwrap_or_default();
            result += &edit.text;
            at = edit.range.end;
        }
        result + self.text.get(at..range.end).unwrap_or_default()
    }

    fn value(&mut self, slot: Slot, node: &Node, old: &Value, new: &Value) -> Result<(), String> {
        if old == new {
            return Ok(());
        }
        match (&node.content, old, new) {
            _ if node.is_flow => self.replace(slot, node, new),
            (Content::Mapping(entries), Value::Object(old), Value::Object(new))
                if new.keys().any(|key| old.contains_key(key)) =>
            {
                self.mapping(entries, old, new)?;
            }
            (Content::Sequence(items), Value::Array(old), Value::Array(updated))
                if !updated.is_empty() && self.is_on_own_line(node.start) =>
            {
                self.sequence(node, items, (old, updated))?;
            }
            _ => self.replace(slot, node, new),
        }
        Ok(())
    }

    fn replace(&mut self, slot: Slot, node: &Node, new: &Value) {
        let colon = if slot.is_item { "" } else { ":" };
        let text = print::after(new, slot.column, slot.is_item);
        let mut end = node.end.max(slot.start);
        if !slot.is_item {
            let rest = self.text.get(slot.start..).unwrap_or_default();
            end = end.max(slot.start + rest.find(':').map_or(0, |at| at + 1));
        }
        self.edits.push(Edit {
            range: slot.start..end,
            text: format!("{colon}{text}"),
        });
    }

    fn mapping(
        &mut self,
        entries: &[Entry],
        old: &Map<String, Value>,
        new: &Map<String, Value>,
    ) -> Result<(), String> {
        let named = entries.iter().filter_map(|entry| entry.key.as_deref());
        let is_known =
            named.clone().count() == old.len() && named.clone().all(|key| old.contains_key(key));
        if !is_known {
            return Err(format!(
                "line {} has a merge key or unusual keys",
                self.line(entries.first().map_or(0, |entry| entry.start))
            ));
        }
        let is_kept = |entry: &&Entry| entry.key.as_ref().is_some_and(|key| new.contains_key(key));
        let Some(first_kept) = entries.iter().find(is_kept) else {
            return Err("an object would lose all of its properties".to_owned());
        };
        let compact = entries
            .first()
            .is_some_and(|first| !self.is_on_own_line(first.start));
        let column = entries.first().map_or(0, |first| self.column(first.start));
        let mut previous_end = None;
        for entry in entries {
            let key = entry.key.as_deref().unwrap_or_default();
            if let (Some(old), Some(new)) = (old.get(key), new.get(key)) {
                let slot = Slot {
                    start: entry.end,
                    column,
                    is_item: false,
                };
                self.value(slot, &entry.value, old, new)?;
            } else if compact && entry.start < first_kept.start {
                // The first entry is behind a dash, which the next one takes over.
                if previous_end.is_none() {
                    self.delete(entry.start..first_kept.start);
                }
            } else {
                let end = self.line_end(entry.content_end(self.text));
                self.delete(self.chunk_start(entry.start, previous_end)..end);
            }
            previous_end = Some(self.line_end(entry.content_end(self.text)));
        }
        self.insert(entries, new, first_kept, compact);
        Ok(())
    }

    /// Inserts the new entries of a mapping, each after its predecessor.
    fn insert(
        &mut self,
        entries: &[Entry],
        new: &Map<String, Value>,
        first_kept: &Entry,
        compact: bool,
    ) {
        let find = |key: &str| {
            entries
                .iter()
                .find(|entry| entry.key.as_deref() == Some(key))
        };
        let column = entries.first().map_or(0, |first| self.column(first.start));
        let after = |entry: &Entry| self.line_end(entry.content_end(self.text));
        let mut at = if compact {
            after(first_kept)
        } else {
            self.chunk_start(first_kept.start, None)
        };
        let mut inserted = Vec::new();
        for (key, value) in new {
            match find(key) {
                Some(entry) => at = after(entry),
                None => inserted.push(Edit {
                    range: at..at,
                    text: print::entry(key, value, column) + "\n",
                }),
            }
        }
        self.edits.extend(inserted);
    }

    fn delete(&mut self, range: Range<usize>) {
        self.edits.push(Edit {
            range,
            text: String::new(),
        });
    }

    fn sequence(
        &mut self,
        node: &Node,
        items: &[Node],
        (old, new): (&[Value], &[Value]),
    ) -> Result<(), String> {
        let dashes = self
            .dashes(node, items)
            .ok_or("a sequence has an unusual layout")?;
        let pairs = pairs(old, new);
        let slot = |index: usize| -> Option<(Slot, &Node)> {
            let dash = *dashes.get(index)?;
            let slot = Slot {
                start: dash + 1,
                column: self.column(dash),
                is_item: true,
            };
            Some((slot, items.get(index)?))
        };
        let mut chunks = Vec::new();
        for (value, pair) in new.iter().zip(&pairs) {
            let Some((index, before)) = pair.and_then(|index| Some((index, old.get(index)?)))
            else {
                let column = dashes.first().map_or(0, |dash| self.column(*dash));
                chunks.push(print::item(value, column) + "\n");
                continue;
            };
            let (slot, item) = slot(index).ok_or("a sequence has an unusual layout")?;
            let mut inner = Editor {
                text: self.text,
                edits: Vec::new(),
            };
            inner.value(slot, item, before, value)?;
            let gap = self.gap(index, &dashes, items);
            chunks.push(inner.applied(self.chunk(index, &dashes, items)) + gap);
        }
        for index in 0..items.len() {
            let gap = self.gap(index, &dashes, items);
            // A comment that is separated by a blank line is not about the removed item.
            if !pairs.contains(&Some(index)) && gap.contains('#') {
                let at = pairs.iter().flatten().filter(|pair| **pair < index).count();
                chunks.insert(at.min(chunks.len()), gap.to_owned());
            }
        }
        let last = items.len().saturating_sub(1);
        let start = self.chunk(0, &dashes, items).start;
        self.edits.push(Edit {
            range: start..self.chunk(last, &dashes, items).end,
            text: chunks.concat(),
        });
        Ok(())
    }

    /// The lines of an item, with the comments directly above it.
    fn chunk(&self, index: usize, dashes: &[usize], items: &[Node]) -> Range<usize> {
        let end_of = |index: usize| {
            let end = items.get(index).map_or(0, |item| item.end);
            let dash = dashes.get(index).map_or(0, |dash| dash + 1);
            self.line_end(end.max(dash))
        };
        let previous = index.checked_sub(1).map(end_of);
        let dash = dashes.get(index).copied().unwrap_or_default();
        self.chunk_start(dash, previous)..end_of(index)
    }

    /// The text between the lines of an item and those of the next one.
    fn gap(&self, index: usize, dashes: &[usize], items: &[Node]) -> &str {
        if index + 1 >= items.len() {
            return "";
        }
        let (end, start) = (
            self.chunk(index, dashes, items).end,
            self.chunk(index + 1, dashes, items).start,
        );
        self.text.get(end..start).unwrap_or_default()
    }

    /// The positions of the dashes of a sequence.
    fn dashes(&self, node: &Node, items: &[Node]) -> Option<Vec<usize>> {
        let mut dashes: Vec<usize> = Vec::new();
        for index in 0..items.len() {
            let from = match index
                .checked_sub(1)
                .map(|before| (items.get(before), dashes.get(before)))
            {
                None => node.start,
                Some((item, dash)) => self.line_end(item?.end.max(dash? + 1)),
            };
            let dash = tree::after_properties(self.text, from);
            if !self.text.get(dash..)?.starts_with('-') {
                return None;
            }
            dashes.push(dash);
        }
        Some(dashes)
    }

    /// The start of the line, or of the comments directly above it with the same indentation.
    fn chunk_start(&self, at: usize, previous_end: Option<usize>) -> usize {
        let mut start = self.line_start(at);
        let column = at - start;
        while start > previous_end.unwrap_or_default() {
            let above = self.line_start(start - 1);
            let line = self.text.get(above..start).unwrap_or_default();
            let is_comment = line.trim_start().starts_with('#');
            if !is_comment || line.len() - line.trim_start().len() != column {
                break;
            }
            start = above;
        }
        start
    }

    fn line_start(&self, at: usize) -> usize {
        let before = self.text.get(..at).unwrap_or_default();
        before.rfind('\n').map_or(0, |line_break| line_break + 1)
    }

    /// The start of the next line.
    fn line_end(&self, at: usize) -> usize {
        let rest = self.text.get(at..).unwrap_or_default();
        rest.find('\n')
            .map_or(self.text.len(), |line_break| at + line_break + 1)
    }

    fn column(&self, at: usize) -> usize {
        let line = self.text.get(self.line_start(at)..at).unwrap_or_default();
        line.chars().count()
    }

    fn line(&self, at: usize) -> usize {
        self.text
            .get(..at)
            .unwrap_or_default()
            .matches('\n')
            .count()
            + 1
    }

    /// Whether there is nothing but spaces in front of a position on its line.
    fn is_on_own_line(&self, at: usize) -> bool {
        let line = self.text.get(self.line_start(at)..at).unwrap_or_default();
        line.trim().is_empty()
    }
}

/// For each new item the old item that it replaces: an equal one, otherwise the next one that has no
/// equal.
fn pairs(old: &[Value], new: &[Value]) -> Vec<Option<usize>> {
    let mut used = vec![false; old.len()];
    let mut take = |is_match: &dyn Fn(&Value) -> bool| {
        let mut candidates = old.iter().zip(used.iter_mut()).enumerate();
        let (index, (_, used)) =
            candidates.find(|(_, (value, used))| !**used && is_match(value))?;
        *used = true;
        Some(index)
    };
    let mut pairs: Vec<_> = new
        .iter()
        .map(|item| take(&|value| value == item))
        .collect();
    for (pair, item) in pairs.iter_mut().zip(new) {
        if pair.is_none() && (item.is_object() || item.is_array()) {
            *pair = take(&|value| is_similar(value, item));
        }
    }
    pairs
}

/// Whether an item may be a changed version of another: objects that share a property with its
/// value.
fn is_similar(old: &Value, new: &Value) -> bool {
    match (old, new) {
        (Value::Object(old), Value::Object(new)) => {
            new.iter().any(|(key, value)| old.get(key) == Some(value))
        }
        _ => false,
    }
}
