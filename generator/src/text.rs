//! What several steps need to know about text in Rust source files.

/// The line width that prettyplease uses. Doc comments are wrapped to it, too.
pub(crate) const LINE_WIDTH: usize = 89;

/// Whether a character reorders the text around it. rustc rejects such characters in comments,
/// because they can hide code.
pub(crate) fn is_bidirectional_control(character: char) -> bool {
    matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{61c}')
}
