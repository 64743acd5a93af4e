//! What a description consists of, as far as rustdoc is to show it.

/// A part of a description that stands on lines of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A heading.
    Heading {
        /// Three or four.
        level: u8,
        /// What it says.
        content: Vec<Inline>,
    },
    /// Preformatted text.
    Code {
        /// Never empty, and never one that rustdoc would run.
        language: String,
        /// The lines, without a last line break.
        text: String,
    },
    /// A list.
    List(List),
    /// A quotation.
    Quote(Vec<Self>),
    /// A table.
    Table(Table),
    /// A line across.
    Rule,
}

/// A list, with bullets or numbered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List {
    /// The first number, `None` for bullets.
    pub start: Option<u64>,
    /// Whether items are set apart like paragraphs.
    pub loose: bool,
    /// What the items hold; none is empty.
    pub items: Vec<Vec<Block>>,
}

/// A table. Every row has as many cells as there are alignments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// One for each column.
    pub alignments: Vec<Alignment>,
    /// The names of the columns.
    pub head: Vec<Vec<Inline>>,
    /// The rows below.
    pub rows: Vec<Vec<Vec<Inline>>>,
}

/// How a column is aligned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Alignment {
    /// As the reader's program likes.
    None,
    /// To the left.
    Left,
    /// In the middle.
    Center,
    /// To the right.
    Right,
}

/// A part of a line of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inline {
    /// Words. Every run of white space is one space.
    Text(String),
    /// A code span.
    Code(String),
    /// Emphasized.
    Emphasis(Vec<Self>),
    /// Strongly emphasized.
    Strong(Vec<Self>),
    /// Struck out.
    Strikethrough(Vec<Self>),
    /// A link; one whose content is its own URL is printed as `<https://...>`.
    Link {
        /// An absolute URL or the path of an item.
        target: String,
        /// What it says.
        content: Vec<Self>,
    },
    /// The end of a line that is not only the end of the paper.
    Break,
}

impl Inline {
    /// The words alone, without any markup.
    pub(super) fn text_of(content: &[Self]) -> String {
        let mut text = String::new();
        for part in content {
            match part {
                Self::Text(words) | Self::Code(words) => text.push_str(words),
                Self::Emphasis(inner) | Self::Strong(inner) | Self::Strikethrough(inner) => {
                    text.push_str(&Self::text_of(inner));
                }
                Self::Link { content, .. } => text.push_str(&Self::text_of(content)),
                Self::Break => text.push(' '),
            }
        }
        text
    }
}
