//! Sets doc comments aside while a file is formatted.
//!
//! Most lines of emitted code are docs. The parser would make several tokens of each, and the
//! formatter prints it unchanged, apart from the indent and trailing spaces. So the formatter gets
//! one line for each block of docs, with its number (`///\u{1}7`), and [`Docs::put_back`] replaces
//! that line by the block.

/// The character before the number of a block. No template writes it.
const MARK: char = '\u{1}';

/// Blocks that were set aside.
#[derive(Debug, Default)]
pub(super) struct Docs<'t>(Vec<Block<'t>>);

/// Several lines of docs with the same indent.
type Block<'t> = Vec<DocLine<'t>>;

/// A line that consists of an indent and a doc comment.
#[derive(Debug, Clone, Copy)]
struct DocLine<'t> {
    indent: &'t str,
    /// `///` or `//!`.
    opening: &'t str,
    text: &'t str,
}

impl<'t> DocLine<'t> {
    fn of(line: &'t str) -> Option<Self> {
        let line = line.strip_suffix('\n')?;
        let comment = line.trim_start_matches(' ');
        let (opening, text) = comment.split_at_checked("///".len())?;
        // `////` is not a doc comment.
        let is_doc = match opening {
            "///" => !text.starts_with('/'),
            other => other == "//!",
        };
        let indent = line.strip_suffix(comment)?;
        is_doc.then_some(Self {
            indent,
            opening,
            text,
        })
    }

    fn continues(&self, first: &Self) -> bool {
        (self.indent, self.opening) == (first.indent, first.opening)
    }
}

/// The text with one line for each block of docs.
pub(super) fn set_aside(text: &str) -> (String, Docs<'_>) {
    let mut docs = Docs::default();
    let mut short = String::with_capacity(text.len());
    let mut lines = text.split_inclusive('\n').peekable();
    while let Some(line) = lines.next() {
        let Some(first) = DocLine::of(line) else {
            short.push_str(line);
            continue;
        };
        let mut block = vec![first];
        let next = |line: &&str| DocLine::of(line).is_some_and(|next| next.continues(&first));
        while let Some(next) = lines.next_if(next).and_then(DocLine::of) {
            block.push(next);
        }
        if block.len() == 1 {
            short.push_str(line);
            continue;
        }
        // The formatter removes the trailing space from docs, but not from a string that looks like
        // docs.
        let DocLine {
            indent, opening, ..
        } = first;
        short.push_str(&format!("{indent}{opening}{MARK}{} \n", docs.0.len()));
        docs.0.push(block);
    }
    (short, docs)
}

impl Docs<'_> {
    /// The formatted text with the blocks in place of their lines. `None` if one of them is not on
    /// a line of its own.
    pub(super) fn put_back(&self, printed: &str) -> Option<String> {
        let mut text = String::with_capacity(printed.len() * 2);
        let mut count = 0;
        let mut rest = printed;
        while let Some((before, after)) = rest.split_once(MARK) {
            let (number, following) = after.split_once('\n')?;
            let Ok(number) = number.trim_end_matches(' ').parse::<usize>() else {
                // The mark of something else.
                text.push_str(before);
                text.push(MARK);
                rest = after;
                continue;
            };
            let (code, line) = match before.rfind('\n') {
                Some(end) => before.split_at_checked(end + 1)?,
                None => ("", before),
            };
            let is_string = after
                .get(..after.len() - following.len() - 1)?
                .ends_with(' ');
            text.push_str(code);
            for doc in self.0.get(number)? {
                text.push_str(line);
                let doc = doc.text;
                text.push_str(if is_string {
                    doc
                } else {
                    doc.trim_end_matches(' ')
                });
                text.push('\n');
            }
            count += 1;
            rest = following;
        }
        text.push_str(rest);
        (count == self.0.len()).then_some(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text after a formatter that changes the indent of docs and removes trailing spaces.
    fn round_trip(text: &str) -> Option<String> {
        let (short, docs) = set_aside(text);
        let printed = short.replace("    ///", "  ///").replace(" \n", "\n");
        docs.put_back(&printed)
    }

    #[test]
    fn each_block_becomes_one_line_and_is_put_back_at_its_new_indent() {
        let text = "//! A.\n//! \n//! B.\n\nstruct S {\n    /// C.\n    ///\n    /// D. \n    a: u8,\n    /// E.\n}\n";
        let (short, docs) = set_aside(text);
        assert_eq!(
            short,
            "//!\u{1}0 \n\nstruct S {\n    ///\u{1}1 \n    a: u8,\n    /// E.\n}\n"
        );
        assert_eq!(docs.0.len(), 2);
        let expected = "//! A.\n//!\n//! B.\n\nstruct S {\n  /// C.\n  ///\n  /// D.\n    a: u8,\n  /// E.\n}\n";
        assert_eq!(round_trip(text).unwrap(), expected);
    }

    #[test]
    fn lines_of_a_string_are_put_back_unchanged() {
        let text = "const A: &str = r\"\n  /// a \n  ///b\n  ///  \n\";\n";
        let (short, docs) = set_aside(text);
        assert!(short.contains("\n  ///\u{1}0 \n\""), "{short}");
        assert_eq!(docs.put_back(&short).unwrap(), text);
    }

    #[test]
    fn other_comments_and_different_indents_are_no_block() {
        for text in [
            "//// a\n//// b\n",
            "// a\n// b\n",
            "/// a\n  /// b\n",
            "/// a\n//! b\n",
            "f(); /// a\n",
            "/// a\n/// b",
        ] {
            assert_eq!(set_aside(text).0, text);
            assert_eq!(round_trip(text).unwrap(), text);
        }
    }

    #[test]
    fn a_block_that_is_printed_differently_is_noticed() {
        let (short, docs) = set_aside("/// a\n/// b\nfn f() {}\n");
        for printed in ["fn f() {}\n", "#[doc = \"\\u{1}0\"]\nfn f() {}\n"] {
            assert_eq!(docs.put_back(printed), None, "{short}");
        }
    }
}
