//! Backslashes before characters that Markdown or rustdoc would act on, and before no others.

use super::inline::Place;

/// The characters on both sides of a text, `None` where the line begins or ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Around {
    pub(super) before: Option<char>,
    pub(super) after: Option<char>,
}

/// The text such that it is read as text.
///
/// Emphasis marks are escaped if `careful`, and even then not where they can't be any: between letters, for an
/// underscore, and between spaces. What would begin a block at the start of a line is not looked at here.
/// `open` counts the brackets of the whole line that were escaped and not closed yet.
pub(super) fn escape(
    text: &str,
    around: Around,
    place: Place,
    careful: bool,
    open: &mut usize,
) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut rest = text;
    let mut before = around.before;
    while let Some(first) = rest.chars().next() {
        let run_end = rest.find(|c| c != first).unwrap_or(rest.len());
        let (run, following) = rest.split_at_checked(run_end).unwrap_or((rest, ""));
        let after = following.chars().next().or(around.after);
        for character in run.chars() {
            let needed = match character {
                '`' => true,
                '\\' => {
                    after.is_none_or(|next| next.is_ascii_punctuation() || next.is_whitespace())
                        || run.len() > 1
                }
                '[' if after == Some(']') && run.len() == 1 && !following.starts_with("](") => {
                    false
                }
                '[' => {
                    *open += 1;
                    true
                }
                ']' if careful => true,
                ']' => {
                    let closes = *open > 0;
                    *open = open.saturating_sub(1);
                    closes
                }
                '<' => after.is_none_or(|next| next.is_ascii_alphabetic() || "/!?".contains(next)),
                '&' => is_entity(following),
                '!' => following.is_empty() && around.after == Some('['),
                '|' => place == Place::Cell,
                '*' | '~' => careful && !is_between(before, after, char::is_whitespace),
                '_' => {
                    careful
                        && !is_between(before, after, char::is_whitespace)
                        && !is_between(before, after, char::is_alphanumeric)
                }
                _ => false,
            };
            if needed {
                escaped.push('\\');
            }
            escaped.push(character);
        }
        before = Some(first);
        rest = following;
    }
    escaped
}

fn is_between(before: Option<char>, after: Option<char>, test: fn(char) -> bool) -> bool {
    before.is_some_and(test) && after.is_some_and(test)
}

/// Whether an ampersand before this text begins a character reference.
fn is_entity(following: &str) -> bool {
    let Some((name, _)) = following.split_once(';') else {
        return false;
    };
    let name = name.strip_prefix('#').unwrap_or(name);
    !name.is_empty() && name.len() < 40 && name.chars().all(|c| c.is_ascii_alphanumeric())
}
