//! Makes the descriptions of an API document safe to print in rustdoc and on GitHub.
//!
//! A description is CommonMark of uncertain quality. In a doc comment, a code fence without a
//! language is a test that fails, `[word]` is a broken link, and a bare URL or an HTML tag is a
//! warning. [`sanitize`] parses a description with the parser that rustdoc uses, keeps what is safe
//! and returns it as [`Block`]s. [`wrap`] prints the blocks as lines of a given width, with as few
//! backslashes as possible.
//!
//! The printed text is parsed again and compared with the blocks. A paragraph that does not
//! round-trip loses its emphasis, then its links; any other such block becomes a fenced code block.
//! The output therefore always means what the blocks say, and sanitizing it again changes nothing.

mod ast;
mod clean;
mod html;
mod links;
mod normalize;
mod parse;
mod print;
mod sentence;
#[cfg(test)]
mod tests;
mod verify;

pub(crate) use ast::Block;
pub(crate) use sentence::{end_summary, lead};

use ast::Inline;

/// Maps a link destination to the path of an item of the SDK (`crate::models::Company`).
///
/// For `None`, an absolute URL stays a link and any other link is replaced by its text. A returned
/// path must map to itself, so that a description can be sanitized twice.
pub(crate) type Links<'l> = &'l dyn Fn(&str) -> Option<String>;

/// A [`Links`] that maps nothing.
pub(crate) fn no_links(_destination: &str) -> Option<String> {
    None
}

/// Parses a description and keeps what is safe in rustdoc.
///
/// - Byte-order marks, control characters and HTML comments are removed. Links and line breaks in
///   HTML are converted; other HTML is escaped.
/// - Bare URLs and images become links.
/// - Every code block has a language that rustdoc does not run as a test.
/// - Headings have level three or four, below those that rustdoc uses for `# Errors` and the like.
pub(crate) fn sanitize(text: &str, links: Links<'_>) -> Vec<Block> {
    let text = clean::clean(text);
    let mut blocks = parse::parse(&text, links);
    normalize::demote_headings(&mut blocks);
    verify::ensure_round_trip(blocks, &text)
}

/// Prints blocks as lines of at most `width` characters. Words, code spans, links, headings and
/// tables are not broken.
pub(crate) fn wrap(blocks: &[Block], width: usize) -> Vec<String> {
    print::lines(blocks, width)
}

/// Returns a description as plain text on one line, without any markup.
pub(crate) fn plain_text(text: &str) -> String {
    fn collect(blocks: &[Block], parts: &mut Vec<String>) {
        for block in blocks {
            match block {
                Block::Paragraph(content) | Block::Heading { content, .. } => {
                    parts.push(Inline::text_of(content));
                }
                Block::Code { text, .. } => parts.push(text.clone()),
                Block::Quote(inner) => collect(inner, parts),
                Block::List(list) => {
                    list.items.iter().for_each(|item| collect(item, parts));
                }
                Block::Table(table) => {
                    let cells = table.head.iter().chain(table.rows.iter().flatten());
                    parts.extend(cells.map(|cell| Inline::text_of(cell)));
                }
                Block::Rule => {}
            }
        }
    }
    let mut parts = Vec::new();
    collect(&sanitize(text, &no_links), &mut parts);
    parts
        .join(" ")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}
