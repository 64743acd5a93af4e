//! A line of text, printed as words that may stand on different lines.
//!
//! What Markdown would take for markup gets a backslash, and little else does: first a form is tried in which `*`, `_`
//! and `~` stand as they are, and only where that reads back differently they are escaped, too.

use super::block::{Alignment, Block, Inline, Table};
use super::escape::{Around, escape};
use super::read;

/// Where the text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Line,
    /// Behind `###`, where nothing else begins and the text takes one line.
    Heading,
    /// In a table, where a bar ends the cell.
    Cell,
}

/// What stands between two places where a line may be broken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Word {
    /// Goes on the line, after a space.
    Fill(String),
    /// Ends the line.
    Break,
}

/// The words of a text. No word but the first of the line needs care to stand first on one, see [`begins_block`].
pub(super) fn words(content: &[Inline], place: Place) -> Vec<Word> {
    let first = place == Place::Line;
    let sparing = print(content, place, false, first);
    if !Inline::text_of(content).contains(['*', '_', '~', ']']) {
        return sparing;
    }
    let careful = print(content, place, true, first);
    if sparing == careful || !reads_back_as(&sparing, content, place) {
        careful
    } else {
        sparing
    }
}

/// The text on one line.
pub(super) fn line(content: &[Inline], place: Place) -> String {
    on_one_line(&words(content, place), place)
}

fn on_one_line(words: &[Word], place: Place) -> String {
    let line = join(words);
    let stem = line.trim_end_matches('#');
    match line.strip_prefix(stem) {
        // Marks at the end of a heading would be taken for its closing.
        Some(marks) if place == Place::Heading && !marks.is_empty() => {
            format!("{stem}\\{marks}")
        }
        _ => line,
    }
}

/// Whether the text can be printed such that it is read back as it is.
pub(super) fn comes_back(content: &[Inline], place: Place) -> bool {
    reads_back_as(&words(content, place), content, place)
}

/// Whether a word at the start of a line would begin something other than text: a list, a heading, a quotation, a
/// fence, a rule, or make a heading or a table of the line before. Backticks can't: they are escaped or a code span,
/// which is one word, and a fence has no backtick behind its first ones.
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

fn reads_back_as(words: &[Word], content: &[Inline], place: Place) -> bool {
    if content.is_empty() {
        return true;
    }
    let text = on_one_line(words, place);
    let content = content.to_vec();
    let (printed, expected) = match place {
        Place::Line => (text, Block::Paragraph(content)),
        Place::Heading => (format!("### {text}"), Block::Heading { level: 3, content }),
        Place::Cell => {
            let table = Table {
                alignments: vec![Alignment::None],
                head: vec![content],
                rows: Vec::new(),
            };
            (format!("| {text} |\n| --- |"), Block::Table(table))
        }
    };
    read::read_back(&printed).is_some_and(|back| back == [expected])
}

fn join(words: &[Word]) -> String {
    let mut line = String::new();
    for word in words {
        match word {
            Word::Fill(word) => {
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

/// A piece of the output: words that may need escapes, or markup.
enum Piece {
    Words(String),
    Markup(String),
    Break,
}

/// `careful` escapes all that may be emphasis, `first` what would begin a block at the start.
fn print(content: &[Inline], place: Place, careful: bool, first: bool) -> Vec<Word> {
    let mut pieces = Vec::new();
    flatten(content, place, &mut pieces);
    let mut words: Vec<Word> = Vec::new();
    let mut current = String::new();
    let mut before = None;
    let mut open = 0;
    let mut rest = pieces.iter().peekable();
    while let Some(piece) = rest.next() {
        match piece {
            Piece::Markup(markup) => current.push_str(markup),
            Piece::Break => {
                end_word(&mut current, &mut words, first);
                words.push(Word::Break);
            }
            Piece::Words(text) => {
                let after = rest.peek().and_then(|piece| piece.first());
                let escaped = escape(text, Around { before, after }, place, careful, &mut open);
                let mut parts = escaped.split(' ');
                current.push_str(parts.next().unwrap_or_default());
                for part in parts {
                    end_word(&mut current, &mut words, first);
                    current.push_str(part);
                }
            }
        }
        before = piece.last();
    }
    end_word(&mut current, &mut words, first);
    words
}

/// Ends a word, and escapes it when it begins the text or a forced line and would begin a block.
fn end_word(current: &mut String, words: &mut Vec<Word>, first: bool) {
    let mut word = std::mem::take(current);
    if word.is_empty() {
        return;
    }
    if first && matches!(words.last(), None | Some(Word::Break)) && begins_block(&word) {
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
    words.push(Word::Fill(word));
}

fn flatten(content: &[Inline], place: Place, pieces: &mut Vec<Piece>) {
    for part in content {
        match part {
            Inline::Text(text) => pieces.push(Piece::Words(text.clone())),
            Inline::Code(code) => pieces.push(Piece::Markup(code_span(code, place))),
            Inline::Emphasis(inner) => around("_", inner, place, pieces),
            Inline::Strong(inner) => around("**", inner, place, pieces),
            Inline::Strikethrough(inner) => around("~~", inner, place, pieces),
            Inline::Link { target, content } => {
                pieces.push(Piece::Markup(link(target, content, place)))
            }
            Inline::Break => pieces.push(Piece::Break),
        }
    }
}

fn around(mark: &str, inner: &[Inline], place: Place, pieces: &mut Vec<Piece>) {
    pieces.push(Piece::Markup(mark.to_owned()));
    flatten(inner, place, pieces);
    pieces.push(Piece::Markup(mark.to_owned()));
}

fn code_span(code: &str, place: Place) -> String {
    let mut longest = 0;
    let mut run = 0;
    for character in code.chars() {
        run = if character == '`' { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    let fence = "`".repeat(longest + 1);
    let pad = if code.starts_with('`') || code.ends_with('`') {
        " "
    } else {
        ""
    };
    let code = match place {
        Place::Line | Place::Heading => code.to_owned(),
        Place::Cell => code.replace('|', "\\|"),
    };
    format!("{fence}{pad}{code}{pad}{fence}")
}

fn link(target: &str, content: &[Inline], place: Place) -> String {
    let bars = |text: &str| match place {
        Place::Line | Place::Heading => text.to_owned(),
        Place::Cell => text.replace('|', "\\|"),
    };
    if let [Inline::Text(text)] = content
        && (text == target || target.strip_prefix("mailto:") == Some(text))
        && (target.contains("://") || target.starts_with("mailto:"))
    {
        return format!("<{}>", bars(text));
    }
    let target = if target.contains([' ', '(', ')', '<', '>']) {
        format!("<{}>", target.replace('<', "\\<").replace('>', "\\>"))
    } else {
        target.to_owned()
    };
    let target = bars(&target);
    // Not the first of a line, where the content could begin a block: the bracket is before it.
    format!("[{}]({target})", join(&print(content, place, true, false)))
}

impl Piece {
    fn first(&self) -> Option<char> {
        match self {
            Self::Words(text) | Self::Markup(text) => text.chars().next(),
            Self::Break => Some('\n'),
        }
    }

    fn last(&self) -> Option<char> {
        match self {
            Self::Words(text) | Self::Markup(text) => text.chars().next_back(),
            Self::Break => Some('\n'),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> String {
        line(&[Inline::Text(text.to_owned())], Place::Line)
    }

    #[test]
    fn few_backslashes() {
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
    fn backslashes_where_it_matters() {
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
    fn code_spans_hold_anything() {
        for (code, printed) in [
            ("a", "`a`"),
            ("a`b", "``a`b``"),
            ("`a", "`` `a ``"),
            ("a|b", "`a|b`"),
        ] {
            assert_eq!(line(&[Inline::Code(code.to_owned())], Place::Line), printed);
        }
        assert_eq!(
            line(&[Inline::Code("a|b".to_owned())], Place::Cell),
            "`a\\|b`"
        );
    }

    #[test]
    fn what_begins_a_block() {
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
