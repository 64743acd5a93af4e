//! Which parts of a document are prose. The rest are facts.
//!
//! Prose is what a person writes for readers: titles, summaries, descriptions and examples. A
//! document of this project has its own, so it is never compared with another document's, and never
//! copied from it.

/// What a key of an object is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// What the API does.
    Fact,
    /// A text for readers.
    Text,
    /// A value for readers.
    Example,
    /// What belongs to the publisher of a document, such as contact data.
    Publisher,
}

/// Keys under which the next keys are names that the API has chosen.
const NAMES: &[&str] = &[
    "$defs",
    "callbacks",
    "content",
    "definitions",
    "dependentSchemas",
    "encoding",
    "headers",
    "links",
    "mapping",
    "parameters",
    "pathItems",
    "paths",
    "patternProperties",
    "properties",
    "requestBodies",
    "responses",
    "schemas",
    "securitySchemes",
    "variables",
    "webhooks",
];

/// Keys whose values are values of the API.
const VALUES: &[&str] = &["const", "default", "enum"];

/// Endings of the names of extensions with prose.
const TEXT_EXTENSIONS: &[&str] = &["description", "descriptions", "message", "summary", "title"];
const EXAMPLE_EXTENSIONS: &[&str] = &["example", "examples"];

/// What the keys of an object are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Keys {
    /// Keywords of OpenAPI and JSON Schema.
    Keywords,
    /// Names that the API has chosen.
    Names,
    /// Properties of a value.
    Values,
}

impl Keys {
    /// What a key is about.
    pub(super) fn part(self, key: &str) -> Part {
        if self != Self::Keywords {
            return Part::Fact;
        }
        let words = key.strip_prefix("x-");
        let ends = |endings: &[&str]| {
            let last = words.and_then(|words| words.rsplit(['-', '_']).next());
            last.is_some_and(|last| endings.contains(&last))
        };
        match key {
            "title" | "summary" | "description" => Part::Text,
            "example" | "examples" => Part::Example,
            "contact" | "termsOfService" | "externalDocs" | "x-stoplight" => Part::Publisher,
            _ if ends(TEXT_EXTENSIONS) => Part::Text,
            _ if ends(EXAMPLE_EXTENSIONS) => Part::Example,
            _ => Part::Fact,
        }
    }

    /// What the keys of the value of a key are. `is_object` is whether it is an object.
    pub(super) fn within(self, key: &str, is_object: bool) -> Self {
        match self {
            Self::Values => Self::Values,
            Self::Keywords if VALUES.contains(&key) => Self::Values,
            Self::Keywords if is_object && NAMES.contains(&key) => Self::Names,
            _ => Self::Keywords,
        }
    }
}
