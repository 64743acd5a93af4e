//! Markdown to blocks, by the parser that rustdoc has.

use std::cell::Cell;

use pulldown_cmark::{BrokenLink, CodeBlockKind, CowStr, Event, LinkType, Options, Parser, Tag};

use super::block::{Alignment, Block, Inline, Table};
use super::html::{self, Part};
use super::{Links, links, tidy};

/// Blocks in blocks beyond this are nobody's intention.
const DEEPEST: usize = 24;

/// Languages that rustdoc shows and never runs. Everything else is shown as plain text.
const LANGUAGES: [&str; 36] = [
    "bash",
    "c",
    "console",
    "cpp",
    "csharp",
    "css",
    "csv",
    "curl",
    "diff",
    "go",
    "graphql",
    "html",
    "http",
    "ini",
    "java",
    "javascript",
    "js",
    "json",
    "json5",
    "jsonc",
    "jsx",
    "kotlin",
    "mermaid",
    "php",
    "powershell",
    "python",
    "ruby",
    "sh",
    "shell",
    "sql",
    "swift",
    "text",
    "toml",
    "typescript",
    "xml",
    "yaml",
];

/// Reads a description as its author meant it.
pub(super) fn read(text: &str, links: Links<'_>) -> Vec<Block> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    if depth(Parser::new_ext(text, options)) > DEEPEST {
        return vec![preformatted(text)];
    }
    let refused = Cell::new(false);
    let mut reader = Reader {
        events: Parser::new_ext(text, options),
        links,
        strict: false,
        refused: &refused,
    };
    reader.blocks()
}

/// Reads what was printed, as rustdoc will; `None` when rustdoc would find something in it that no block stands for.
pub(super) fn read_back(text: &str) -> Option<Vec<Block>> {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_TASKLISTS;
    let refused = Cell::new(false);
    let broken_link = |_: BrokenLink<'_>| -> Option<(CowStr<'_>, CowStr<'_>)> {
        refused.set(true);
        None
    };
    let mut reader = Reader {
        events: Parser::new_with_broken_link_callback(text, options, Some(broken_link)),
        links: &|url| Some(url.to_owned()),
        strict: true,
        refused: &refused,
    };
    let blocks = reader.blocks();
    (!refused.get()).then_some(blocks)
}

/// Text that is shown as it is.
pub(super) fn preformatted(text: &str) -> Block {
    code("text", text)
}

struct Reader<'r, I> {
    events: I,
    links: Links<'r>,
    /// Whether HTML and the like mean that the printed text is wrong.
    strict: bool,
    refused: &'r Cell<bool>,
}

impl<'t, I: Iterator<Item = Event<'t>>> Reader<'_, I> {
    /// The blocks up to the end of the one that holds them.
    fn blocks(&mut self) -> Vec<Block> {
        self.item().0
    }

    /// The same, and whether there was a paragraph among them: items of a tight list hold text without one around it.
    fn item(&mut self) -> (Vec<Block>, bool) {
        let mut blocks = Vec::new();
        let mut bare = Vec::new();
        let mut with_paragraphs = false;
        while let Some(event) = self.events.next() {
            match event {
                Event::End(_) => break,
                Event::Start(tag) if is_inline(&tag) => bare.extend(self.inline(tag)),
                Event::Start(tag) => {
                    with_paragraphs |= matches!(tag, Tag::Paragraph);
                    self.end_paragraph(&mut bare, &mut blocks);
                    self.block(tag, &mut blocks);
                }
                Event::Rule => {
                    self.end_paragraph(&mut bare, &mut blocks);
                    blocks.push(Block::Rule);
                }
                other => bare.extend(self.leaf(other)),
            }
        }
        self.end_paragraph(&mut bare, &mut blocks);
        (blocks, with_paragraphs)
    }

    fn end_paragraph(&mut self, parts: &mut Vec<Part>, blocks: &mut Vec<Block>) {
        let content = self.settle(std::mem::take(parts));
        if !content.is_empty() {
            blocks.push(Block::Paragraph(content));
        }
    }

    fn block(&mut self, tag: Tag<'t>, blocks: &mut Vec<Block>) {
        match tag {
            Tag::Heading { level, .. } => {
                let content = tidy::without_breaks(self.content());
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
                blocks.push(code(language, &self.raw()));
            }
            Tag::HtmlBlock => {
                self.refused.set(self.refused.get() || self.strict);
                let content = self.raw();
                let content = self.settle(html::cut(&content));
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
                self.refused.set(self.refused.get() || self.strict);
                blocks.extend(self.blocks());
            }
        }
    }

    /// A list is loose when an item has a paragraph.
    fn list(&mut self, start: Option<u64>) -> Option<Block> {
        let mut items = Vec::new();
        let mut loose = false;
        while let Some(event) = self.events.next() {
            match event {
                Event::End(_) => break,
                Event::Start(Tag::Item) => {
                    let (item, with_paragraphs) = self.item();
                    loose |= with_paragraphs;
                    if !item.is_empty() {
                        items.push(item);
                    }
                }
                _ => {}
            }
        }
        tidy::list(start, loose, items).map(Block::List)
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
                Event::Start(_) => cells.push(tidy::without_breaks(self.content())),
                _ => {}
            }
        }
        cells.resize(columns, Vec::new());
        cells
    }

    /// The text up to the end of a block that holds nothing else.
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

    /// The text up to the end of a block, in its final form.
    fn content(&mut self) -> Vec<Inline> {
        let parts = self.parts();
        self.settle(parts)
    }

    fn settle(&self, parts: Vec<Part>) -> Vec<Inline> {
        let link = |url: &str, content| links::link(url, content, self.links);
        let mut content = tidy::merge(html::settle(parts, &link));
        if !self.strict {
            content = links::find_urls(content, self.links);
        }
        tidy::tidy(content)
    }

    fn parts(&mut self) -> Vec<Part> {
        let mut parts = Vec::new();
        while let Some(event) = self.events.next() {
            parts.extend(match event {
                Event::End(_) => break,
                Event::Start(tag) => self.inline(tag),
                other => self.leaf(other),
            });
        }
        parts
    }

    fn inline(&mut self, tag: Tag<'t>) -> Vec<Part> {
        let parts = self.parts();
        let link = |url: &str, content| links::link(url, content, self.links);
        let content = html::settle(parts, &link);
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
                self.refused.set(self.refused.get() || self.strict);
                link(&dest_url, content)
            }
            _ => content,
        };
        inline.into_iter().map(Part::Done).collect()
    }

    fn leaf(&self, event: Event<'t>) -> Vec<Part> {
        let part = match event {
            Event::Text(text) => Part::Done(Inline::Text(text.into_string())),
            Event::Code(code) => Part::Done(Inline::Code(code.trim().to_owned())),
            Event::SoftBreak => Part::Done(Inline::Text(" ".to_owned())),
            Event::HardBreak => Part::Done(Inline::Break),
            Event::InlineHtml(html) | Event::Html(html) => {
                self.refused.set(self.refused.get() || self.strict);
                Part::Html(html.into_string())
            }
            _ => {
                self.refused.set(self.refused.get() || self.strict);
                return Vec::new();
            }
        };
        vec![part]
    }
}

fn is_inline(tag: &Tag<'_>) -> bool {
    matches!(
        tag,
        Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. }
    )
}

fn depth<'t>(events: impl Iterator<Item = Event<'t>>) -> usize {
    let (mut now, mut deepest) = (0_usize, 0);
    for event in events {
        match event {
            Event::Start(_) => now += 1,
            Event::End(_) => now = now.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(now);
    }
    deepest
}

fn code(language: &str, text: &str) -> Block {
    let lines: Vec<_> = text.lines().map(str::trim_end).collect();
    Block::Code {
        language: language.to_owned(),
        text: lines.join("\n").trim_matches('\n').to_owned(),
    }
}

/// The language of a fence, when rustdoc would only show it.
fn language(info: &str) -> &'static str {
    let first = info
        .split(|c: char| c.is_whitespace() || ",{".contains(c))
        .next()
        .unwrap_or_default();
    let known = LANGUAGES
        .iter()
        .find(|language| first.eq_ignore_ascii_case(language));
    known.copied().unwrap_or("text")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_language_that_rustdoc_runs() {
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
