//! Ensures that blocks round-trip: that the printed text parses to the same blocks.

use super::ast::{Block, Inline};
use super::print::{self, Context};
use super::{html, links, no_links, normalize, parse};

/// Narrow enough that nearly every paragraph is wrapped.
const WIDTH: usize = 40;

/// Simplifies the blocks that do not round-trip. `text` is the description that they were parsed
/// from.
pub(super) fn ensure_round_trip(mut blocks: Vec<Block>, text: &str) -> Vec<Block> {
    // The usual case, with one check for all blocks.
    if round_trips(&blocks) {
        return blocks;
    }
    for block in &mut blocks {
        simplify_block(block);
        let alone = std::slice::from_ref(block);
        if !round_trips(alone) {
            *block = parse::preformatted(&print::lines(alone, usize::MAX).join("\n"));
        }
    }
    // Adjacent blocks can still affect each other.
    if round_trips(&blocks) {
        blocks
    } else {
        vec![parse::preformatted(text)]
    }
}

fn round_trips(blocks: &[Block]) -> bool {
    let printed = print::lines(blocks, WIDTH).join("\n");
    parse::parse_printed(&printed).is_some_and(|parsed| parsed == blocks)
}

fn simplify_block(block: &mut Block) {
    match block {
        Block::Paragraph(content) => simplify(content, Context::Paragraph),
        Block::Heading { content, .. } => simplify(content, Context::Heading),
        Block::Quote(inner) => inner.iter_mut().for_each(simplify_block),
        Block::List(list) => list.items.iter_mut().flatten().for_each(simplify_block),
        Block::Table(table) => {
            let cells = table.head.iter_mut().chain(table.rows.iter_mut().flatten());
            cells.for_each(|cell| simplify(cell, Context::Cell));
        }
        Block::Code { .. } | Block::Rule => {}
    }
}

/// Removes what keeps inlines from a round trip: emphasis first, then links, then all other markup.
fn simplify(content: &mut Vec<Inline>, context: Context) {
    let simplifications: [fn(Vec<Inline>) -> Vec<Inline>; 3] = [
        |content| normalize::normalize(without_emphasis(content)),
        |content| with_linked_urls(html::without_links(content)),
        |content| with_linked_urls(vec![Inline::Text(Inline::text_of(&content))]),
    ];
    for simplification in simplifications {
        if print::round_trips(content, context) {
            return;
        }
        *content = simplification(std::mem::take(content));
    }
}

/// The text of a removed link can be a URL, which must not be bare.
fn with_linked_urls(content: Vec<Inline>) -> Vec<Inline> {
    normalize::normalize(links::link_bare_urls(normalize::merge(content), &no_links))
}

fn without_emphasis(content: Vec<Inline>) -> Vec<Inline> {
    let mut plain = Vec::new();
    for inline in content {
        match inline {
            Inline::Emphasis(content)
            | Inline::Strong(content)
            | Inline::Strikethrough(content) => plain.extend(without_emphasis(content)),
            other => plain.push(other.map_content(without_emphasis)),
        }
    }
    plain
}
