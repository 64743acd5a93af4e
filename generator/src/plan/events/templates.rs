//! Names of events under `webhooks`: a type of event, or a template of types with `{name}` in it.

/// A name with parts in it that differ from event to event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Template {
    /// What stands around the parts: one more than there are of these.
    pub(crate) literals: Vec<String>,
    /// What the parts are called, in order.
    pub(crate) parts: Vec<String>,
}

impl Template {
    /// `None` where the name is a type of event as it is. A brace without its counterpart is a sign like any other.
    pub(crate) fn of(name: &str) -> Option<Self> {
        let mut literals = vec![String::new()];
        let mut parts = Vec::new();
        let mut rest = name;
        while let Some((before, inside)) = rest.split_once('{') {
            let Some((part, after)) = inside.split_once('}') else {
                break;
            };
            // Of `{a{b}` the part is the innermost.
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

    /// How many characters are given: the more, the sooner it is tried.
    pub(crate) fn weight(&self) -> usize {
        self.literals.iter().map(String::len).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(name: &str) -> Option<(String, String)> {
        let template = Template::of(name)?;
        Some((template.literals.join("|"), template.parts.join("|")))
    }

    #[test]
    fn parts_may_stand_anywhere() {
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
        assert_eq!(Template::of("a.{b}.cd").unwrap().weight(), 5);
    }
}
