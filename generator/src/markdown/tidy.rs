//! One form for what can be written in several ways, so that what is printed and read back compares equal.

use super::block::{Block, Inline, List};

/// Joins neighbouring words.
pub(super) fn merge(content: Vec<Inline>) -> Vec<Inline> {
    let mut merged: Vec<Inline> = Vec::new();
    for part in content {
        match (part, merged.last_mut()) {
            (Inline::Text(more), Some(Inline::Text(text))) => text.push_str(&more),
            (Inline::Emphasis(inner), _) => merged.push(Inline::Emphasis(merge(inner))),
            (Inline::Strong(inner), _) => merged.push(Inline::Strong(merge(inner))),
            (Inline::Strikethrough(inner), _) => merged.push(Inline::Strikethrough(merge(inner))),
            (Inline::Link { target, content }, _) => merged.push(Inline::Link {
                target,
                content: merge(content),
            }),
            (part, _) => merged.push(part),
        }
    }
    merged
}

/// White space as single spaces and none at the ends, nothing empty, neighbouring words joined.
pub(super) fn tidy(content: Vec<Inline>) -> Vec<Inline> {
    // At the start there is nothing for a space to stand after.
    let mut spaced = true;
    let mut content = merge(squeeze(content, &mut spaced));
    trim_end(&mut content);
    content
}

/// The same with a space for each line break, for places that have one line only.
pub(super) fn without_breaks(content: Vec<Inline>) -> Vec<Inline> {
    fn each(content: Vec<Inline>) -> Vec<Inline> {
        content
            .into_iter()
            .map(|part| match part {
                Inline::Break => Inline::Text(" ".to_owned()),
                Inline::Emphasis(inner) => Inline::Emphasis(each(inner)),
                Inline::Strong(inner) => Inline::Strong(each(inner)),
                Inline::Strikethrough(inner) => Inline::Strikethrough(each(inner)),
                Inline::Link { target, content } => Inline::Link {
                    target,
                    content: each(content),
                },
                other => other,
            })
            .collect()
    }
    tidy(each(content))
}

fn squeeze(content: Vec<Inline>, spaced: &mut bool) -> Vec<Inline> {
    let mut squeezed = Vec::new();
    for part in content {
        let part = match part {
            Inline::Text(text) => {
                let mut words = String::new();
                for character in text.chars() {
                    let space = character.is_whitespace();
                    if !(space && *spaced) {
                        words.push(if space { ' ' } else { character });
                    }
                    *spaced = space;
                }
                Inline::Text(words)
            }
            Inline::Emphasis(inner) => Inline::Emphasis(squeeze(inner, spaced)),
            Inline::Strong(inner) => Inline::Strong(squeeze(inner, spaced)),
            Inline::Strikethrough(inner) => Inline::Strikethrough(squeeze(inner, spaced)),
            Inline::Link { target, content } => {
                // A link is one word to the printer, so spaces at its ends are not its own.
                let mut inside = true;
                let mut content = merge(squeeze(without_breaks(content), &mut inside));
                trim_end(&mut content);
                *spaced = false;
                Inline::Link { target, content }
            }
            Inline::Code(code) => {
                *spaced = false;
                Inline::Code(code.replace('\n', " "))
            }
            Inline::Break => {
                trim_end(&mut squeezed);
                *spaced = true;
                Inline::Break
            }
        };
        if !is_empty(&part) {
            squeezed.push(part);
        }
    }
    squeezed
}

fn is_empty(part: &Inline) -> bool {
    match part {
        Inline::Text(text) | Inline::Code(text) => text.is_empty(),
        Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Strikethrough(inner) => {
            inner.is_empty()
        }
        Inline::Link { content, .. } => content.is_empty(),
        Inline::Break => false,
    }
}

fn trim_end(content: &mut Vec<Inline>) {
    while let Some(last) = content.last_mut() {
        match last {
            Inline::Break => {}
            Inline::Text(text) => {
                text.truncate(text.trim_end().len());
                if !text.is_empty() {
                    return;
                }
            }
            _ => return,
        }
        content.pop();
    }
}

/// A list whose form survives printing: loose where it has to be, numbered within what Markdown can count.
pub(super) fn list(start: Option<u64>, loose: bool, items: Vec<Vec<Block>>) -> Option<List> {
    /// Markdown reads nine digits.
    const LARGEST: u64 = 999_999_999;
    if items.is_empty() {
        return None;
    }
    let start = start.map(|first| match first.checked_add(items.len() as u64) {
        Some(last) if last <= LARGEST => first,
        _ => 1,
    });
    // A single paragraph in a single item leaves no place for the empty line that makes a list loose.
    let has_room = items.len() > 1 || items.iter().any(|item| item.len() > 1);
    let loose = has_room && (loose || !items.iter().all(|item| can_be_tight(item)));
    Some(List {
        start,
        loose,
        items,
    })
}

/// Whether an item reads the same without empty lines: only text, and lists that may interrupt it.
fn can_be_tight(item: &[Block]) -> bool {
    let rest = match item {
        [Block::Paragraph(_), rest @ ..] => rest,
        all => all,
    };
    match rest {
        [] => true,
        [Block::List(list)] => matches!(list.start, None | Some(1)),
        _ => false,
    }
}

/// Headings start at level three, below rustdoc's own `# Errors` and the like, and have two levels.
pub(super) fn demote_headings(blocks: &mut [Block]) {
    let Some(top) = top_level(blocks) else {
        return;
    };
    for_each_heading(blocks, &mut |level| {
        *level = if *level <= top { 3 } else { 4 }
    });
}

fn top_level(blocks: &mut [Block]) -> Option<u8> {
    let mut top = None;
    for_each_heading(blocks, &mut |level| {
        top = Some(top.map_or(*level, |top: u8| top.min(*level)))
    });
    top
}

fn for_each_heading(blocks: &mut [Block], visit: &mut dyn FnMut(&mut u8)) {
    for block in blocks {
        match block {
            Block::Heading { level, .. } => visit(level),
            Block::Quote(inner) => for_each_heading(inner, visit),
            Block::List(list) => list
                .items
                .iter_mut()
                .for_each(|item| for_each_heading(item, visit)),
            _ => {}
        }
    }
}
