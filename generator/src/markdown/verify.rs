//! Makes sure that what is printed reads back as what it was printed from.

use super::block::{Block, Inline};
use super::inline::Place;
use super::layout::layout;
use super::{inline, links, no_links, read, tidy};

/// Narrow enough for nearly everything to be wrapped.
const WIDTH: usize = 40;

/// The blocks, those simplified that would not come back.
pub(super) fn settle(mut blocks: Vec<Block>, text: &str) -> Vec<Block> {
    // Nearly always, and then it was one look.
    if comes_back(&blocks) {
        return blocks;
    }
    for block in &mut blocks {
        settle_content(block);
        let alone = std::slice::from_ref(block);
        if !comes_back(alone) {
            *block = read::preformatted(&layout(alone, usize::MAX).join("\n"));
        }
    }
    // Each comes back alone; side by side they may not.
    if comes_back(&blocks) {
        blocks
    } else {
        vec![read::preformatted(text)]
    }
}

fn comes_back(blocks: &[Block]) -> bool {
    let printed = layout(blocks, WIDTH).join("\n");
    read::read_back(&printed).is_some_and(|back| back == blocks)
}

fn settle_content(block: &mut Block) {
    match block {
        Block::Paragraph(content) => {
            *content = settle_inline(std::mem::take(content), Place::Line);
        }
        Block::Heading { content, .. } => {
            *content = settle_inline(std::mem::take(content), Place::Heading);
        }
        Block::Quote(inner) => inner.iter_mut().for_each(settle_content),
        Block::List(list) => list.items.iter_mut().flatten().for_each(settle_content),
        Block::Table(table) => {
            let cells = table.head.iter_mut().chain(table.rows.iter_mut().flatten());
            cells.for_each(|cell| *cell = settle_inline(std::mem::take(cell), Place::Cell));
        }
        Block::Code { .. } | Block::Rule => {}
    }
}

/// Takes away what does not come back: first emphasis, then links, then all that is not words.
pub(super) fn settle_inline(mut content: Vec<Inline>, place: Place) -> Vec<Inline> {
    let simpler: [fn(Vec<Inline>) -> Vec<Inline>; 3] = [
        |content| tidy::tidy(without_emphasis(content)),
        |content| bare_urls(super::html::unlink(content)),
        |content| bare_urls(vec![Inline::Text(Inline::text_of(&content))]),
    ];
    let mut steps = simpler.into_iter();
    while !inline::comes_back(&content, place) {
        match steps.next() {
            Some(step) => content = step(content),
            None => break,
        }
    }
    content
}

/// What was a link may have said its URL, which must not stand bare.
fn bare_urls(content: Vec<Inline>) -> Vec<Inline> {
    tidy::tidy(links::find_urls(tidy::merge(content), &no_links))
}

fn without_emphasis(content: Vec<Inline>) -> Vec<Inline> {
    let mut plain = Vec::new();
    for part in content {
        match part {
            Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Strikethrough(inner) => {
                plain.extend(without_emphasis(inner));
            }
            Inline::Link { target, content } => plain.push(Inline::Link {
                target,
                content: without_emphasis(content),
            }),
            other => plain.push(other),
        }
    }
    plain
}
