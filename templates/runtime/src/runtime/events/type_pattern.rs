//! Event types with variable parts, such as `{record}.saved`.

/// Returns the variable parts of a string between the given literals. There is one more literal
/// than there are parts.
///
/// Each part has at least one character. If the string can be split in several ways, earlier parts
/// are as short as possible.
pub fn pattern_parts<'t, const PARTS: usize>(
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
