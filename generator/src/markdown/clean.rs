//! Characters that have no place in source code: removed before anything else is decided.

/// Columns from one tab stop to the next, as Markdown counts them.
const TAB: usize = 4;

/// The text with `\n` as the only control character.
///
/// A carriage return, alone or not, ends a line; tabs become spaces. What has no width and what reorders the
/// characters around it goes: the first hides text, the second rustc refuses.
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
                let spaces = TAB - column % TAB;
                clean.extend(std::iter::repeat_n(' ', spaces));
                column += spaces;
            }
            character if is_invisible(character) => {}
            character => {
                // No-break spaces, thin spaces and the like.
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
    ) || crate::emit::is_bidirectional_control(character)
        || (character.is_control() && !character.is_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_seen_goes() {
        assert_eq!(clean("\u{feff}a\u{200b}b\u{202e}c\u{0}\u{7}d"), "abcd");
        assert_eq!(clean("a\u{a0}b\u{2009}c\u{b}d"), "a b c d");
    }

    #[test]
    fn line_ends_and_tabs() {
        assert_eq!(clean("a\r\nb\rc\n\rd\u{2028}e"), "a\nb\nc\n\nd\ne");
        assert_eq!(clean("\ta\tb\n-\tc"), "    a   b\n-   c");
    }
}
