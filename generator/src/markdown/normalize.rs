//! The normal form of blocks and inlines, so that printed and parsed blocks compare equal.

use super::ast::{Block, Inline, List};

/// Joins adjacent texts.
pub(super) fn merge(content: Vec<Inline>) -> Vec<Inline> {
    let mut merged: Vec<Inline> = Vec::new();
    for inline in content {
        match (inline, merged.last_mut()) {
            (Inline::Text(more), Some(Inline::Text(text))) => text.push_str(&more),
            (inline, _) => merged.push(inline.map_content(merge)),
        }
    }
    merged
}

/// Collapses white space to single spaces, removes it at both ends, removes empty inlines and joins
/// adjacent texts.
pub(super) fn normalize(content: Vec<Inline>) -> Vec<Inline> {
    // As if after a space: a leading space is dropped.
    let mut after_space = true;
    let mut content = merge(collapse(content, &mut after_space));
    trim_end(&mut content);
    content
}

/// The same, with hard line breaks replaced by spaces: for headings, table cells and link texts.
pub(super) fn without_breaks(content: Vec<Inline>) -> Vec<Inline> {
    fn replace(content: Vec<Inline>) -> Vec<Inline> {
        let inlines = content.into_iter().map(|inline| match inline {
            Inline::Break => Inline::Text(" ".to_owned()),
            other => other.map_content(replace),
        });
        inlines.collect()
    }
    normalize(replace(content))
}

/// Collapses white space. `after_space` is whether the preceding character is a space.
fn collapse(content: Vec<Inline>, after_space: &mut bool) -> Vec<Inline> {
    let mut collapsed = Vec::new();
    for inline in content {
        let inline = match inline {
            Inline::Text(text) => Inline::Text(collapse_text(&text, after_space)),
            Inline::Link {
                destination,
                content,
            } => {
                // A link is printed as one word: spaces at its ends would be lost.
                let mut inside = true;
                let content = without_breaks(content);
                let mut content = merge(collapse(content, &mut inside));
                trim_end(&mut content);
                *after_space = false;
                Inline::Link {
                    destination,
                    content,
                }
            }
            Inline::Code(code) => {
                *after_space = false;
                Inline::Code(code.replace('\n', " "))
            }
            Inline::Break => {
                trim_end(&mut collapsed);
                *after_space = true;
                Inline::Break
            }
            other => other.map_content(|content| collapse(content, after_space)),
        };
        if !is_empty(&inline) {
            collapsed.push(inline);
        }
    }
    collapsed
}

fn collapse_text(text: &str, after_space: &mut bool) -> String {
    let mut collapsed = String::new();
    for character in text.chars() {
        let is_space = character.is_whitespace();
        if !(is_space && *after_space) {
            collapsed.push(if is_space { ' ' } else { character });
        }
        *after_space = is_space;
    }
    collapsed
}

fn is_empty(inline: &Inline) -> bool {
    match inline {
        Inline::Text(text) | Inline::Code(text) => text.is_empty(),
        Inline::Emphasis(content)
        | Inline::Strong(content)
        | Inline::Strikethrough(content)
        | Inline::Link { content, .. } => content.is_empty(),
        Inline::Break => false,
    }
}

/// Removes white space and hard line breaks at the end.
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

/// A list that round-trips: loose where it has to be, with numbers that CommonMark allows.
pub(super) fn list(start: Option<u64>, loose: bool, items: Vec<Vec<Block>>) -> Option<List> {
    /// CommonMark allows nine digits.
    const MAX_NUMBER: u64 = 999_999_999;
    if items.is_empty() {
        return None;
    }
    let start = start.map(|first| match first.checked_add(items.len() as u64) {
        Some(last) if last <= MAX_NUMBER => first,
        _ => 1,
    });
    // Only a blank line between two blocks or two items makes a list loose.
    let can_be_loose = items.len() > 1 || items.iter().any(|item| item.len() > 1);
    let loose = can_be_loose && (loose || !items.iter().all(|item| can_be_tight(item)));
    Some(List {
        start,
        loose,
        items,
    })
}

/// Whether an item needs no blank lines: text, followed by nothing or by a list that can interrupt
/// a paragraph.
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

/// Changes the highest heading level to three and all others to four.
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
