//! Adds backslashes before the characters that Markdown or rustdoc would interpret, and before no
//! others.

use super::Context;

/// The characters before and after a text, `None` at the start and the end of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Neighbors {
    pub(super) before: Option<char>,
    pub(super) after: Option<char>,
}

/// Escapes a text.
///
/// Emphasis delimiters are escaped if `emphasis` is set, unless their neighbors rule out emphasis:
/// `_` between letters, any delimiter between spaces. Words that would begin a block at the start
/// of a line are not handled here. `open_brackets` counts the escaped `[` of the line without a
/// `]`.
pub(super) fn escape(
    text: &str,
    neighbors: Neighbors,
    context: Context,
    emphasis: bool,
    open_brackets: &mut usize,
) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut rest = text;
    let mut before = neighbors.before;
    loop {
        let (plain, from) = rest
            .split_at_checked(rest.find(is_delimiter).unwrap_or(rest.len()))
            .unwrap_or((rest, ""));
        escaped.push_str(plain);
        before = plain.chars().next_back().or(before);
        rest = from;
        let Some(first) = rest.chars().next() else {
            return escaped;
        };
        let run_end = rest.find(|c| c != first).unwrap_or(rest.len());
        let (run, following) = rest.split_at_checked(run_end).unwrap_or((rest, ""));
        let after = following.chars().next().or(neighbors.after);
        for character in run.chars() {
            let needs_escape = match character {
                '`' => true,
                '\\' => {
                    after.is_none_or(|next| next.is_ascii_punctuation() || next.is_whitespace())
                        || run.len() > 1
                }
                '[' if after == Some(']') && run.len() == 1 && !following.starts_with("](") => {
                    false
                }
                '[' => {
                    *open_brackets += 1;
                    true
                }
                ']' if emphasis => true,
                ']' => {
                    let closes = *open_brackets > 0;
                    *open_brackets = open_brackets.saturating_sub(1);
                    closes
                }
                '<' => after.is_none_or(|next| next.is_ascii_alphabetic() || "/!?".contains(next)),
                '&' => is_character_reference(following),
                '!' => following.is_empty() && neighbors.after == Some('['),
                '|' => context == Context::Cell,
                '*' | '~' => emphasis && !is_between(before, after, char::is_whitespace),
                '_' => {
                    emphasis
                        && !is_between(before, after, char::is_whitespace)
                        && !is_between(before, after, char::is_alphanumeric)
                }
                _ => false,
            };
            if needs_escape {
                escaped.push('\\');
            }
            escaped.push(character);
        }
        before = Some(first);
        rest = following;
    }
}

/// Whether a character may need a backslash.
fn is_delimiter(character: char) -> bool {
    matches!(
        character,
        '`' | '\\' | '[' | ']' | '<' | '&' | '!' | '|' | '*' | '~' | '_'
    )
}

fn is_between(before: Option<char>, after: Option<char>, test: fn(char) -> bool) -> bool {
    before.is_some_and(test) && after.is_some_and(test)
}

/// Whether an ampersand before this text begins a character reference.
fn is_character_reference(following: &str) -> bool {
    let Some((name, _)) = following.split_once(';') else {
        return false;
    };
    let name = name.strip_prefix('#').unwrap_or(name);
    !name.is_empty() && name.len() < 40 && name.chars().all(|c| c.is_ascii_alphanumeric())
}
