//! Removes the characters that must not get into source code, before a description is parsed.

use crate::text::is_bidirectional_control;

/// Columns per tab stop, as defined by CommonMark.
const TAB_WIDTH: usize = 4;

/// Returns the text with `\n` as its only control character.
///
/// All line endings become `\n`; tabs and other white space become spaces. Invisible characters and
/// bidirectional controls are removed: the former can hide text, and rustc rejects the latter.
pub(super) fn clean(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut column = 0;
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\r' | '\n' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
                if character == '\r' {
                    characters.next_if_eq(&'\n');
                }
                clean.push('\n');
                column = 0;
            }
            '\t' => {
                let spaces = TAB_WIDTH - column % TAB_WIDTH;
                clean.extend(std::iter::repeat_n(' ', spaces));
                column += spaces;
            }
            character if is_invisible(character) => {}
            character => {
                clean.push(if character.is_whitespace() {
                    ' '
                } else {
                    character
                });
                column += 1;
            }
        }
    }
    clean
}

fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}'
    ) || is_bidirectional_control(character)
        || (character.is_control() && !character.is_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn removes_invisible_characters() {
        assert_eq!(clean("\u{feff}a\u{200b}b\u{202e}c\u{0}\u{7}d"), "abcd");
    }

    #[test]
    fn replaces_white_space_by_spaces() {
        assert_eq!(clean("a\u{a0}b\u{2009}c\u{b}d"), "a b c d");
        assert_eq!(clean("\ta\tb\n-\tc"), "    a   b\n-   c");
    }

    #[test]
    fn replaces_line_endings_by_line_feeds() {
        assert_eq!(clean("a\r\nb\rc\n\rd\u{2028}e"), "a\nb\nc\n\nd\ne");
    }
}
