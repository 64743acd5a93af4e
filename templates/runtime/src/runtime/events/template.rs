//! Types of events that are templates, such as `{record}.saved`: found again in the type that was sent.

/// The parts of a text that stand between the given literals, of which there is one more than of parts.
///
/// Each part has at least one character. Where there are several ways to part the text, the earlier parts are the
/// shorter ones.
pub fn template_parts<'t, const PARTS: usize>(
    text: &'t str,
    literals: &[&str],
) -> Option<[&'t str; PARTS]> {
    let [first, middle @ .., last] = literals else {
        return None;
    };
    let mut rest = text.strip_prefix(first)?.strip_suffix(last)?;
    let mut parts = Vec::with_capacity(PARTS);
    for literal in middle {
        let first = rest.chars().next()?.len_utf8();
        let end = first + rest.get(first..)?.find(literal)?;
        parts.push(rest.get(..end)?);
        rest = rest.get(end + literal.len()..)?;
    }
    parts.push(rest);
    let parts: [&'t str; PARTS] = parts.try_into().ok()?;
    (!rest.is_empty()).then_some(parts)
}
