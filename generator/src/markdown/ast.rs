//! The syntax tree of a sanitized description: blocks that contain inlines, in the terms of
//! CommonMark.

/// A block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Block {
    Paragraph(Vec<Inline>),
    Heading {
        /// Three or four.
        level: u8,
        content: Vec<Inline>,
    },
    /// A fenced code block.
    Code {
        /// Never empty, and never one that rustdoc runs as a test.
        language: String,
        /// The lines, without a trailing line break.
        text: String,
    },
    List(List),
    /// A block quote.
    Quote(Vec<Self>),
    Table(Table),
    /// A thematic break.
    Rule,
}

/// A bullet list or an ordered list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct List {
    /// The first number, `None` for a bullet list.
    pub(crate) start: Option<u64>,
    /// Whether the items are separated by blank lines.
    pub(crate) loose: bool,
    /// The items. None is empty.
    pub(crate) items: Vec<Vec<Block>>,
}

/// A table. Every row has as many cells as there are alignments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Table {
    /// One per column.
    pub(crate) alignments: Vec<Alignment>,
    /// The header row.
    pub(crate) head: Vec<Vec<Inline>>,
    /// The other rows.
    pub(crate) rows: Vec<Vec<Vec<Inline>>>,
}

/// The alignment of a table column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Alignment {
    None,
    Left,
    Center,
    Right,
}

/// An inline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Inline {
    /// Text. Every run of white space in it is one space.
    Text(String),
    /// A code span.
    Code(String),
    Emphasis(Vec<Self>),
    Strong(Vec<Self>),
    Strikethrough(Vec<Self>),
    /// A link. One whose text is its own URL is printed as an autolink: `<https://...>`.
    Link {
        /// An absolute URL or the path of an item.
        destination: String,
        content: Vec<Self>,
    },
    /// A hard line break.
    Break,
}

impl Inline {
    /// The text of inlines, without markup.
    pub(super) fn text_of(content: &[Self]) -> String {
        let mut text = String::new();
        for inline in content {
            match inline {
                Self::Text(part) | Self::Code(part) => text.push_str(part),
                Self::Emphasis(content)
                | Self::Strong(content)
                | Self::Strikethrough(content)
                | Self::Link { content, .. } => text.push_str(&Self::text_of(content)),
                Self::Break => text.push(' '),
            }
        }
        text
    }

    /// The same inline with `change` applied to the inlines that it contains.
    pub(super) fn map_content(self, change: impl FnOnce(Vec<Self>) -> Vec<Self>) -> Self {
        match self {
            Self::Emphasis(content) => Self::Emphasis(change(content)),
            Self::Strong(content) => Self::Strong(change(content)),
            Self::Strikethrough(content) => Self::Strikethrough(change(content)),
            Self::Link {
                destination,
                content,
            } => Self::Link {
                destination,
                content: change(content),
            },
            leaf @ (Self::Text(_) | Self::Code(_) | Self::Break) => leaf,
        }
    }
}
