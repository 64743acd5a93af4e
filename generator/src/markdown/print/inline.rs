//! Prints inlines as words, between which a line can be broken.
//!
//! Few characters are escaped: `*`, `_`, `~` and `]` only if the text does not round-trip without.

use super::Context;
use super::escape::{Neighbors, escape};
use crate::markdown::ast::{Alignment, Block, Inline, Table};
use crate::markdown::parse;

/// A part of a line that cannot be broken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Word {
    /// Printed after a space.
    Text(String),
    /// A hard line break.
    Break,
}

/// Prints inlines. The caller must not begin a line with a word that [`begins_block`].
pub(super) fn words(content: &[Inline], context: Context) -> Vec<Word> {
    let escape_first = context == Context::Paragraph;
    let sparing = print(content, context, false, escape_first);
    if !Inline::text_of(content).contains(['*', '_', '~', ']']) {
        return sparing;
    }
    let careful = print(content, context, true, escape_first);
    if sparing == careful || !parses_to(&sparing, content, context) {
        careful
    } else {
        sparing
    }
}

/// Prints inlines on one line.
pub(super) fn line(content: &[Inline], context: Context) -> String {
    join_line(&words(content, context), context)
}

fn join_line(words: &[Word], context: Context) -> String {
    let line = join(words);
    let stem = line.trim_end_matches('#');
    match line.strip_prefix(stem) {
        // A trailing `#` would be the closing sequence of a heading.
        Some(closing) if context == Context::Heading && !closing.is_empty() => {
            format!("{stem}\\{closing}")
        }
        _ => line,
    }
}

/// Whether printed inlines parse to the same inlines.
pub(in crate::markdown) fn round_trips(content: &[Inline], context: Context) -> bool {
    parses_to(&words(content, context), content, context)
}

/// Whether a word at the start of a line would begin a list, a heading, a block quote, a fence or a
/// thematic break, or would make the line before it a heading or a table header. Backticks would
/// not: they are escaped or part of a code span, and an info string has no backticks.
pub(super) fn begins_block(word: &str) -> bool {
    let only = |set: &str| !word.is_empty() && word.chars().all(|c| set.contains(c));
    let number = word.strip_suffix(['.', ')']);
    only("-+*=_~:|")
        || (only("#") && word.len() <= 6)
        || word.starts_with('>')
        || word.starts_with("~~~")
        || number
            .is_some_and(|digits| !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit()))
}

fn parses_to(words: &[Word], content: &[Inline], context: Context) -> bool {
    if content.is_empty() {
        return true;
    }
    let text = join_line(words, context);
    let content = content.to_vec();
    let (printed, expected) = match context {
        Context::Paragraph => (text, Block::Paragraph(content)),
        Context::Heading => (format!("### {text}"), Block::Heading { level: 3, content }),
        Context::Cell => {
            let table = Table {
                alignments: vec![Alignment::None],
                head: vec![content],
                rows: Vec::new(),
            };
            (format!("| {text} |\n| --- |"), Block::Table(table))
        }
    };
    parse::parse_printed(&printed).is_some_and(|parsed| parsed == [expected])
}

fn join(words: &[Word]) -> String {
    let mut line = String::new();
    for word in words {
        match word {
            Word::Text(word) => {
                if !line.is_empty() && !line.ends_with('\n') {
                    line.push(' ');
                }
                line.push_str(word);
            }
            Word::Break => line.push_str("\\\n"),
        }
    }
    line
}

/// A piece of the output.
enum Piece {
    /// May need escapes.
    Text(String),
    Markup(String),
    Break,
}

/// Prints inlines. `emphasis` escapes the delimiters of emphasis, `escape_first` escapes a first
/// word that would begin a block.
fn print(content: &[Inline], context: Context, emphasis: bool, escape_first: bool) -> Vec<Word> {
    let mut pieces = Vec::new();
    flatten(content, context, &mut pieces);
    let mut words: Vec<Word> = Vec::new();
    let mut current = String::new();
    let mut before = None;
    let mut open_brackets = 0;
    let mut remaining = pieces.iter().peekable();
    while let Some(piece) = remaining.next() {
        match piece {
            Piece::Markup(markup) => current.push_str(markup),
            Piece::Break => {
                end_word(&mut current, &mut words, escape_first);
                words.push(Word::Break);
            }
            Piece::Text(text) => {
                let after = remaining.peek().and_then(|piece| piece.first());
                let neighbors = Neighbors { before, after };
                let escaped = escape(text, neighbors, context, emphasis, &mut open_brackets);
                let mut parts = escaped.split(' ');
                current.push_str(parts.next().unwrap_or_default());
                for part in parts {
                    end_word(&mut current, &mut words, escape_first);
                    current.push_str(part);
                }
            }
        }
        before = piece.last();
    }
    end_word(&mut current, &mut words, escape_first);
    words
}

/// Ends a word. At the start of the text or after a hard line break, a word that would begin a
/// block is escaped.
fn end_word(current: &mut String, words: &mut Vec<Word>, escape_first: bool) {
    let mut word = std::mem::take(current);
    if word.is_empty() {
        return;
    }
    if escape_first && matches!(words.last(), None | Some(Word::Break)) && begins_block(&word) {
        match word.pop() {
            Some(last @ ('.' | ')')) => {
                word.push('\\');
                word.push(last);
            }
            Some(last) => {
                word.push(last);
                word.insert(0, '\\');
            }
            None => {}
        }
    }
    words.push(Word::Text(word));
}

fn flatten(content: &[Inline], context: Context, pieces: &mut Vec<Piece>) {
    for inline in content {
        match inline {
            Inline::Text(text) => pieces.push(Piece::Text(text.clone())),
            Inline::Code(code) => pieces.push(Piece::Markup(code_span(code, context))),
            Inline::Emphasis(inner) => delimited("_", inner, context, pieces),
            Inline::Strong(inner) => delimited("**", inner, context, pieces),
            Inline::Strikethrough(inner) => delimited("~~", inner, context, pieces),
            Inline::Link {
                destination,
                content,
            } => {
                pieces.push(Piece::Markup(link(destination, content, context)));
            }
            Inline::Break => pieces.push(Piece::Break),
        }
    }
}

fn delimited(delimiter: &str, inner: &[Inline], context: Context, pieces: &mut Vec<Piece>) {
    pieces.push(Piece::Markup(delimiter.to_owned()));
    flatten(inner, context, pieces);
    pieces.push(Piece::Markup(delimiter.to_owned()));
}

fn code_span(code: &str, context: Context) -> String {
    let mut longest = 0;
    let mut run = 0;
    for character in code.chars() {
        run = if character == '`' { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    let delimiter = "`".repeat(longest + 1);
    let pad = if code.starts_with('`') || code.ends_with('`') {
        " "
    } else {
        ""
    };
    let code = match context {
        Context::Paragraph | Context::Heading => code.to_owned(),
        Context::Cell => code.replace('|', "\\|"),
    };
    format!("{delimiter}{pad}{code}{pad}{delimiter}")
}

fn link(destination: &str, content: &[Inline], context: Context) -> String {
    let escape_bars = |text: &str| match context {
        Context::Paragraph | Context::Heading => text.to_owned(),
        Context::Cell => text.replace('|', "\\|"),
    };
    if let [Inline::Text(text)] = content
        && (text == destination || destination.strip_prefix("mailto:") == Some(text))
        && (destination.contains("://") || destination.starts_with("mailto:"))
    {
        return format!("<{}>", escape_bars(text));
    }
    let destination = if destination.contains([' ', '(', ')', '<', '>']) {
        format!("<{}>", destination.replace('<', "\\<").replace('>', "\\>"))
    } else {
        destination.to_owned()
    };
    let destination = escape_bars(&destination);
    // The content cannot begin a block: a bracket is before it.
    let content = join(&print(content, context, true, false));
    format!("[{content}]({destination})")
}

impl Piece {
    fn first(&self) -> Option<char> {
        match self {
            Self::Text(text) | Self::Markup(text) => text.chars().next(),
            Self::Break => Some('\n'),
        }
    }

    fn last(&self) -> Option<char> {
        match self {
            Self::Text(text) | Self::Markup(text) => text.chars().next_back(),
            Self::Break => Some('\n'),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> String {
        line(&[Inline::Text(text.to_owned())], Context::Paragraph)
    }

    #[test]
    fn escapes_nothing_that_is_plain_text() {
        for plain in [
            "snake_case and _ and a_b_c",
            "2 * 3 * 4",
            "a < b > c",
            "x & y",
            "50% ~ 60%",
            "C:\\dir",
            "items[]",
            "name~Toft",
            "\"quoted\" 'text'",
            "{companyId}",
            "a */ b",
            "foo(bar)",
            "#1 is it",
            "-5 and +5",
            "1.5",
            "key: value",
            "a | b",
            "wow!",
            "{a: {b: 1}}",
            "$20 and £15",
            "_leading",
            "*",
            "AT&T",
        ] {
            let expected = if plain == "*" { "\\*" } else { plain };
            assert_eq!(text(plain), expected);
        }
    }

    #[test]
    fn escapes_what_would_be_markup() {
        for (plain, printed) in [
            ("[foo]", r"\[foo\]"),
            ("a[0]", r"a\[0\]"),
            ("Vec<String>", r"Vec\<String>"),
            ("</div>", r"\</div>"),
            ("&amp;", r"\&amp;"),
            ("a `b", r"a \`b"),
            ("*a* b", r"\*a\* b"),
            ("_a_ b_c", r"\_a\_ b_c"),
            ("~a~", r"\~a\~"),
            ("- a", r"\- a"),
            ("1. a", r"1\. a"),
            ("12) a", r"12\) a"),
            ("# a", r"\# a"),
            ("> a", r"\> a"),
            ("---", r"\---"),
            ("a\\*b", r"a\\*b"),
        ] {
            assert_eq!(text(plain), printed);
        }
    }

    #[test]
    fn code_spans_can_contain_backticks_and_bars() {
        for (code, printed) in [
            ("a", "`a`"),
            ("a`b", "``a`b``"),
            ("`a", "`` `a ``"),
            ("a|b", "`a|b`"),
        ] {
            assert_eq!(
                line(&[Inline::Code(code.to_owned())], Context::Paragraph),
                printed
            );
        }
        assert_eq!(
            line(&[Inline::Code("a|b".to_owned())], Context::Cell),
            "`a\\|b`"
        );
    }

    #[test]
    fn recognizes_words_that_begin_a_block() {
        for word in [
            "-", "+", "*", "1.", "123)", "#", "######", ">", ">a", "~~~x", "---", "===", ":--",
            "|", "|--|",
        ] {
            assert!(begins_block(word), "{word}");
        }
        for word in [
            "-a",
            "1.5",
            "a",
            "#a",
            "#######",
            "`a`",
            "```a`b```",
            "**a**",
            "1",
            "<a>",
            "",
        ] {
            assert!(!begins_block(word), "{word}");
        }
    }
}
