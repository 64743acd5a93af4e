//! Wire names in serde's attributes: a case for the whole struct, and the exceptions from it.

/// A rule of `#[serde(rename_all = "..")]`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Case {
    Camel,
    Pascal,
    Kebab,
    ScreamingSnake,
    ScreamingKebab,
}

impl Case {
    const ALL: [Self; 5] = [
        Self::Camel,
        Self::Pascal,
        Self::Kebab,
        Self::ScreamingSnake,
        Self::ScreamingKebab,
    ];

    /// The value of the attribute.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Camel => "camelCase",
            Self::Pascal => "PascalCase",
            Self::Kebab => "kebab-case",
            Self::ScreamingSnake => "SCREAMING_SNAKE_CASE",
            Self::ScreamingKebab => "SCREAMING-KEBAB-CASE",
        }
    }

    /// The wire name that serde makes of a field's name.
    fn apply(self, field: &str) -> String {
        match self {
            Self::Camel => lower_first(&pascal(field)),
            Self::Pascal => pascal(field),
            Self::Kebab => field.replace('_', "-"),
            Self::ScreamingSnake => field.to_ascii_uppercase(),
            Self::ScreamingKebab => field.to_ascii_uppercase().replace('_', "-"),
        }
    }

    /// The case with which the fewest fields need a name of their own, if any is better than none.
    /// Names are those of the fields without `r#`, each with the property's.
    pub(crate) fn of<'n>(names: impl Iterator<Item = (&'n str, &'n str)> + Clone) -> Option<Self> {
        let exceptions = |case: Option<Self>| {
            let names = names.clone();
            names
                .filter(|(field, wire)| needs_rename(case, field, wire))
                .count()
        };
        let mut best = (exceptions(None), None);
        for case in Self::ALL {
            let count = exceptions(Some(case));
            if count < best.0 {
                best = (count, Some(case));
            }
        }
        best.1
    }
}

/// Whether a field needs a name of its own beside the case of the struct.
pub(crate) fn needs_rename(case: Option<Case>, field: &str, wire: &str) -> bool {
    // serde's rules are for ASCII; the derive even panics at some names that are not.
    if !field.is_ascii() {
        return true;
    }
    match case {
        Some(case) => case.apply(field) != wire,
        None => field != wire,
    }
}

fn pascal(field: &str) -> String {
    let mut name = String::new();
    for word in field.split('_') {
        let mut letters = word.chars();
        name.extend(letters.next().map(|first| first.to_ascii_uppercase()));
        name.push_str(letters.as_str());
    }
    name
}

fn lower_first(name: &str) -> String {
    let mut letters = name.chars();
    let first = letters.next().map(|first| first.to_ascii_lowercase());
    first.into_iter().chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn case(names: &[(&str, &str)]) -> Option<&'static str> {
        Case::of(names.iter().copied()).map(Case::as_str)
    }

    #[test]
    fn the_case_with_the_fewest_exceptions_is_chosen() {
        assert_eq!(
            case(&[("id", "id"), ("event_types", "eventTypes")]),
            Some("camelCase")
        );
        assert_eq!(
            case(&[("id", "Id"), ("event_type", "EventType")]),
            Some("PascalCase")
        );
        assert_eq!(
            case(&[("event_type", "EVENT_TYPE")]),
            Some("SCREAMING_SNAKE_CASE")
        );
        assert_eq!(
            case(&[("x_rate", "x-rate"), ("id", "id")]),
            Some("kebab-case")
        );
        assert_eq!(case(&[("x_rate", "X-RATE")]), Some("SCREAMING-KEBAB-CASE"));
    }

    #[test]
    fn no_case_is_chosen_if_it_saves_nothing() {
        assert_eq!(case(&[("id", "id"), ("event_type", "event_type")]), None);
        assert_eq!(case(&[("links", "_links")]), None);
        assert_eq!(case(&[("a_b", "aB"), ("c_d", "c_d")]), None);
        assert_eq!(case(&[]), None);
    }

    #[test]
    fn names_that_are_not_ascii_are_always_spelled_out() {
        assert!(needs_rename(Some(Case::Camel), "ünder_score", "ünderScore"));
        assert!(needs_rename(None, "日本", "日本"));
        assert!(!needs_rename(Some(Case::Camel), "a_b", "aB"));
    }

    /// The rules are serde's own: this decodes one name of each case.
    #[test]
    fn cases_agree_with_serde() {
        macro_rules! check {
            ($case:ident, $rule:literal) => {{
                #[derive(serde::Serialize)]
                #[serde(rename_all = $rule)]
                struct Fields {
                    id: u8,
                    event_type_2: u8,
                    _leading: u8,
                }
                let fields = Fields {
                    id: 0,
                    event_type_2: 0,
                    _leading: 0,
                };
                let value = serde_json::to_value(fields).unwrap();
                let keys: Vec<&String> = value.as_object().unwrap().keys().collect();
                let names = ["id", "event_type_2", "_leading"];
                assert_eq!(keys, names.map(|name| Case::$case.apply(name)).each_ref());
                assert_eq!(Case::$case.as_str(), $rule);
            }};
        }
        check!(Camel, "camelCase");
        check!(Pascal, "PascalCase");
        check!(Kebab, "kebab-case");
        check!(ScreamingSnake, "SCREAMING_SNAKE_CASE");
        check!(ScreamingKebab, "SCREAMING-KEBAB-CASE");
    }
}
