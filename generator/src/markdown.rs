//! Descriptions of a document, made safe as rustdoc.
//!
//! A description is CommonMark of uncertain quality, and it ends up in doc comments, where a code fence without a language is
//! a test that fails, `[word]` a link that is broken, and a bare URL or a tag a warning. So: [`sanitize`] reads it with the
//! parser that rustdoc has, keeps what rustdoc can show safely, and gives [`Block`]s; [`wrap`] prints those as lines of a
//! given width, with no backslash that is not needed; [`doc_comment`] puts `///` before them.
//!
//! What is printed is read back. A paragraph that would not come back as it was loses its emphasis, then its links;
//! a block of another kind that would not is shown as preformatted text. So the output means what the
//! blocks say, whatever the input was, and sanitizing it again changes nothing.

mod block;
mod clean;
mod escape;
mod html;
mod inline;
mod layout;
mod links;
mod read;
mod summary;
#[cfg(test)]
mod tests;
mod tidy;
mod verify;

pub use block::{Alignment, Block, Inline, List, Table};
pub use summary::{plain, summary};

/// Gives the target of a link in place of its URL: a path to an item of the SDK (`crate::models::Company`).
///
/// `None` leaves an absolute URL as it is, and makes any other link its text. A path that it gave before, it should give
/// again, so that a text may be sanitized twice.
pub type Links<'l> = &'l dyn Fn(&str) -> Option<String>;

/// Leaves all links as they are.
#[must_use]
pub fn no_links(_url: &str) -> Option<String> {
    None
}

/// Reads a description, and keeps of it what is safe in rustdoc.
///
/// Byte-order marks, control characters and HTML comments are dropped; other HTML is shown as text, links and line
/// breaks written in HTML excepted; bare URLs become links; every code block has a language that rustdoc does not run;
/// headings are of level three and four; images become links.
#[must_use]
pub fn sanitize(text: &str, links: Links<'_>) -> Vec<Block> {
    let text = clean::clean(text);
    let mut blocks = read::read(&text, links);
    tidy::demote_headings(&mut blocks);
    verify::settle(blocks, &text)
}

/// Prints blocks as lines of at most this width, as far as words, links, code and tables can be broken at all.
#[must_use]
pub fn wrap(blocks: &[Block], width: usize) -> Vec<String> {
    layout::layout(blocks, width)
}

/// The width that is left for text in a doc comment which is indented by so many columns.
#[must_use]
pub fn doc_width(indent: usize) -> usize {
    crate::emit::MAX_WIDTH.saturating_sub(indent + "/// ".len())
}

/// A doc comment of these lines, each ended by a line break.
#[must_use]
pub fn doc_comment(lines: &[String], indent: usize) -> String {
    let mut comment = String::new();
    for line in lines {
        let space = if line.is_empty() { "" } else { " " };
        comment.push_str(&format!("{:indent$}///{space}{line}\n", ""));
    }
    comment
}
