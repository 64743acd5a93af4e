//! Patterns of event types: keys of `webhooks` with variable parts, such as `{record}.saved`.

/// An event type with variable parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TypePattern {
    /// The texts around the parts: one more than there are parts.
    pub(crate) literals: Vec<String>,
    /// The names of the parts, in order.
    pub(crate) parts: Vec<String>,
}

impl TypePattern {
    /// Parses a key of `webhooks`; `None` if it has no variable part. An unmatched brace is
    /// literal.
    pub(crate) fn of(name: &str) -> Option<Self> {
        let mut literals = vec![String::new()];
        let mut parts = Vec::new();
        let mut rest = name;
        while let Some((before, inside)) = rest.split_once('{') {
            let Some((part, after)) = inside.split_once('}') else {
                break;
            };
            // In `{a{b}` the part is `b`.
            let (lost, part) = part.rsplit_once('{').unwrap_or(("", part));
            if let Some(literal) = literals.last_mut() {
                literal.push_str(before);
                if inside.starts_with(&format!("{lost}{{")) {
                    literal.push('{');
                    literal.push_str(lost);
                }
            }
            parts.push(part.to_owned());
            literals.push(String::new());
            rest = after;
        }
        if let Some(literal) = literals.last_mut() {
            literal.push_str(rest);
        }
        (!parts.is_empty()).then_some(Self { literals, parts })
    }

    /// The length of the literals. Patterns with a higher weight are matched first.
    pub(crate) fn weight(&self) -> usize {
        self.literals.iter().map(String::len).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(name: &str) -> Option<(String, String)> {
        let pattern = TypePattern::of(name)?;
        Some((pattern.literals.join("|"), pattern.parts.join("|")))
    }

    #[test]
    fn parts_are_found_at_any_position() {
        for (name, literals, parts) in [
            (
                "{dataType}.write.successful",
                "|.write.successful",
                "dataType",
            ),
            ("read.{what}", "read.|", "what"),
            ("a.{b}.c.{d}.e", "a.|.c.|.e", "b|d"),
            ("{a}{b}", "||", "a|b"),
            ("{}", "|", ""),
            ("a{b{c}d", "a{b|d", "c"),
            ("a}b{c}d{e", "a}b|d{e", "c"),
        ] {
            let expected = Some((literals.to_owned(), parts.to_owned()));
            assert_eq!(parsed(name), expected, "{name}");
        }
        for name in ["", "read.completed", "a{b", "a}b", "}{"] {
            assert_eq!(parsed(name), None, "{name}");
        }
        assert_eq!(TypePattern::of("a.{b}.cd").unwrap().weight(), 5);
    }
}
