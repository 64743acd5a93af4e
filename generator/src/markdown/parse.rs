//! Parses Markdown to blocks with the parser that rustdoc uses.

use std::cell::Cell;

use pulldown_cmark::{BrokenLink, CodeBlockKind, CowStr, Event, LinkType, Options, Parser, Tag};

use super::ast::{Alignment, Block, Inline, Table};
use super::html::{self, Segment};
use super::{Links, links, normalize};

/// The syntax extensions that descriptions use.
pub(super) const EXTENSIONS: Options = Options::ENABLE_TABLES.union(Options::ENABLE_STRIKETHROUGH);

/// The syntax extensions that rustdoc and GitHub enable.
const ALL_EXTENSIONS: Options = EXTENSIONS
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_TASKLISTS);

/// A description with deeper nesting than this becomes a code block.
const MAX_DEPTH: usize = 24;

/// Languages of code blocks that rustdoc does not run. Any other language becomes `text`.
const LANGUAGES: &str = "\
    bash c console cpp csharp css csv curl diff go graphql html http ini java javascript js json \
    json5 jsonc jsx kotlin mermaid php powershell python ruby sh shell sql swift text toml \
    typescript xml yaml";

/// Parses a description.
pub(super) fn parse(text: &str, links: Links<'_>) -> Vec<Block> {
    if depth(Parser::new_ext(text, EXTENSIONS)) > MAX_DEPTH {
        return vec![preformatted(text)];
    }
    let rejected = Cell::new(false);
    let mut reader = Reader {
        events: Parser::new_ext(text, EXTENSIONS),
        links,
        strict: false,
        rejected: &rejected,
    };
    reader.blocks()
}

/// Parses printed text as rustdoc will. Returns `None` if it has syntax that no block stands for,
/// such as HTML, a footnote or a broken link.
pub(super) fn parse_printed(text: &str) -> Option<Vec<Block>> {
    let rejected = Cell::new(false);
    let broken_link = |_: BrokenLink<'_>| -> Option<(CowStr<'_>, CowStr<'_>)> {
        rejected.set(true);
        None
    };
    let events = Parser::new_with_broken_link_callback(text, ALL_EXTENSIONS, Some(broken_link));
    let mut reader = Reader {
        events,
        links: &|destination| Some(destination.to_owned()),
        strict: true,
        rejected: &rejected,
    };
    let blocks = reader.blocks();
    (!rejected.get()).then_some(blocks)
}

/// A code block that shows a text unchanged.
pub(super) fn preformatted(text: &str) -> Block {
    code_block("text", text)
}

struct Reader<'r, I> {
    events: I,
    links: Links<'r>,
    /// Whether to set `rejected` on syntax that no block stands for, instead of converting it.
    strict: bool,
    rejected: &'r Cell<bool>,
}

impl<'t, I: Iterator<Item = Event<'t>>> Reader<'_, I> {
    /// Reads blocks up to the end of their container.
    fn blocks(&mut self) -> Vec<Block> {
        self.item().0
    }

    /// Reads blocks up to the end of their container. Returns also whether there is a paragraph
    /// event among them: the text of a tight list item comes without one.
    fn item(&mut self) -> (Vec<Block>, bool) {
        let mut blocks = Vec::new();
        let mut segments = Vec::new();
        let mut has_paragraph = false;
        while let Some(event) = self.events.next() {
            match event {
                Event::End(_) => break,
                Event::Start(tag) if is_inline(&tag) => segments.extend(self.inline(tag)),
                Event::Start(tag) => {
                    has_paragraph |= matches!(tag, Tag::Paragraph);
                    self.end_paragraph(&mut segments, &mut blocks);
                    self.block(tag, &mut blocks);
                }
                Event::Rule => {
                    self.end_paragraph(&mut segments, &mut blocks);
                    blocks.push(Block::Rule);
                }
                other => segments.extend(self.leaf(other)),
            }
        }
        self.end_paragraph(&mut segments, &mut blocks);
        (blocks, has_paragraph)
    }

    fn end_paragraph(&self, segments: &mut Vec<Segment>, blocks: &mut Vec<Block>) {
        let content = self.convert(std::mem::take(segments));
        if !content.is_empty() {
            blocks.push(Block::Paragraph(content));
        }
    }

    /// Notes syntax that no block stands for.
    fn reject(&self) {
        self.rejected.set(self.rejected.get() || self.strict);
    }

    /// Reads the block that begins with this tag.
    fn block(&mut self, tag: Tag<'t>, blocks: &mut Vec<Block>) {
        match tag {
            Tag::Heading { level, .. } => {
                let content = normalize::without_breaks(self.content());
                if !content.is_empty() {
                    let level = level as u8;
                    blocks.push(Block::Heading { level, content });
                }
            }
            Tag::BlockQuote(_) => {
                let inner = self.blocks();
                if !inner.is_empty() {
                    blocks.push(Block::Quote(inner));
                }
            }
            Tag::CodeBlock(kind) => {
                let language = match &kind {
                    CodeBlockKind::Fenced(info) => language(info),
                    CodeBlockKind::Indented => "text",
                };
                blocks.push(code_block(language, &self.raw()));
            }
            Tag::HtmlBlock => {
                self.reject();
                let content = self.raw();
                let content = self.convert(html::split(&content));
                if !content.is_empty() {
                    blocks.push(Block::Paragraph(content));
                }
            }
            Tag::List(start) => blocks.extend(self.list(start)),
            Tag::Table(alignments) => blocks.push(self.table(&alignments)),
            Tag::Paragraph => {
                let content = self.content();
                if !content.is_empty() {
                    blocks.push(Block::Paragraph(content));
                }
            }
            _ => {
                self.reject();
                blocks.extend(self.blocks());
            }
        }
    }

    /// Reads a list. It is loose if an item has a paragraph event.
    fn list(&mut self, start: Option<u64>) -> Option<Block> {
        let mut items = Vec::new();
        let mut loose = false;
        while let Some(event) = self.events.next() {
            match event {
                Event::End(_) => break,
                Event::Start(Tag::Item) => {
                    let (item, has_paragraph) = self.item();
                    loose |= has_paragraph;
                    if !item.is_empty() {
                        items.push(item);
                    }
                }
                _ => {}
            }
        }
        normalize::list(start, loose, items).map(Block::List)
    }

    fn table(&mut self, alignments: &[pulldown_cmark::Alignment]) -> Block {
        let mut rows = Vec::new();
        while let Some(event) = self.events.next() {
            match event {
                Event::End(_) => break,
                Event::Start(_) => rows.push(self.row(alignments.len())),
                _ => {}
            }
        }
        let head = if rows.is_empty() {
            Vec::new()
        } else {
            rows.remove(0)
        };
        let alignments = alignments.iter().map(|alignment| match alignment {
            pulldown_cmark::Alignment::None => Alignment::None,
            pulldown_cmark::Alignment::Left => Alignment::Left,
            pulldown_cmark::Alignment::Center => Alignment::Center,
            pulldown_cmark::Alignment::Right => Alignment::Right,
        });
        Block::Table(Table {
            alignments: alignments.collect(),
            head,
            rows,
        })
    }

    fn row(&mut self, columns: usize) -> Vec<Vec<Inline>> {
        let mut cells = Vec::new();
        while let Some(event) = self.events.next() {
            match event {
                Event::End(_) => break,
                Event::Start(_) => cells.push(normalize::without_breaks(self.content())),
                _ => {}
            }
        }
        cells.resize(columns, Vec::new());
        cells
    }

    /// Reads the text of a block that contains nothing else.
    fn raw(&mut self) -> String {
        let mut raw = String::new();
        for event in self.events.by_ref() {
            match event {
                Event::End(_) => break,
                Event::Text(text) | Event::Html(text) => raw.push_str(&text),
                _ => {}
            }
        }
        raw
    }

    /// Reads the inlines up to the end of their container and normalizes them.
    fn content(&mut self) -> Vec<Inline> {
        let segments = self.segments();
        self.convert(segments)
    }

    fn convert(&self, segments: Vec<Segment>) -> Vec<Inline> {
        let link = |destination: &str, content| links::link(destination, content, self.links);
        let mut content = normalize::merge(html::convert(segments, &link));
        if !self.strict {
            content = links::link_bare_urls(content, self.links);
        }
        normalize::normalize(content)
    }

    fn segments(&mut self) -> Vec<Segment> {
        let mut segments = Vec::new();
        while let Some(event) = self.events.next() {
            segments.extend(match event {
                Event::End(_) => break,
                Event::Start(tag) => self.inline(tag),
                other => self.leaf(other),
            });
        }
        segments
    }

    fn inline(&mut self, tag: Tag<'t>) -> Vec<Segment> {
        let segments = self.segments();
        let link = |destination: &str, content| links::link(destination, content, self.links);
        let content = html::convert(segments, &link);
        let inline = match tag {
            Tag::Emphasis => vec![Inline::Emphasis(content)],
            Tag::Strong => vec![Inline::Strong(content)],
            Tag::Strikethrough => vec![Inline::Strikethrough(content)],
            Tag::Link {
                link_type: LinkType::Email,
                dest_url,
                ..
            } => link(&format!("mailto:{dest_url}"), content),
            Tag::Link { dest_url, .. } => link(&dest_url, content),
            Tag::Image { dest_url, .. } => {
                self.reject();
                link(&dest_url, content)
            }
            _ => content,
        };
        inline.into_iter().map(Segment::Inline).collect()
    }

    fn leaf(&self, event: Event<'t>) -> Vec<Segment> {
        let segment = match event {
            Event::Text(text) => Segment::Inline(Inline::Text(text.into_string())),
            Event::Code(code) => Segment::Inline(Inline::Code(code.trim().to_owned())),
            Event::SoftBreak => Segment::Inline(Inline::Text(" ".to_owned())),
            Event::HardBreak => Segment::Inline(Inline::Break),
            Event::InlineHtml(html) | Event::Html(html) => {
                self.reject();
                Segment::Tag(html.into_string())
            }
            _ => {
                self.reject();
                return Vec::new();
            }
        };
        vec![segment]
    }
}

fn is_inline(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. }
    )
}

/// The depth of the deepest container.
fn depth<'t>(events: impl Iterator<Item = Event<'t>>) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    for event in events {
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}

fn code_block(language: &str, text: &str) -> Block {
    let lines: Vec<_> = text.lines().map(str::trim_end).collect();
    Block::Code {
        language: language.to_owned(),
        text: lines.join("\n").trim_matches('\n').to_owned(),
    }
}

/// The language of an info string, or `text` if rustdoc might run the code block.
fn language(info: &str) -> &'static str {
    let first = info
        .split(|c: char| c.is_whitespace() || ",{".contains(c))
        .next()
        .unwrap_or_default();
    let known = LANGUAGES
        .split(' ')
        .find(|language| first.eq_ignore_ascii_case(language));
    known.unwrap_or("text")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_that_rustdoc_runs_become_text() {
        for info in [
            "",
            "rust",
            "should_panic",
            "no_run",
            "ignore",
            "edition2021",
            "rust,ignore",
            "{.rust}",
            "E0277",
            "unknown",
        ] {
            assert_eq!(language(info), "text", "{info}");
        }
        assert_eq!(language("JSON title=\"x\""), "json");
        assert_eq!(language("yaml,x"), "yaml");
    }
}
