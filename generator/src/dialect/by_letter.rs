//! The schemas that are read by the letter of JSON Schema.
//!
//! Authors of OpenAPI documents omit `type: object` beside `properties`, and mean that a schema
//! lists the properties that matter. JSON Schema means something else: a schema without a type
//! allows values of every type, and an object may have any other properties. A schema that
//! declares the dialect of JSON Schema (`$schema`) is read by the letter, with everything in it,
//! and so is a whole document that does (`jsonSchemaDialect`). The dialect of OpenAPI 3.1 is
//! another one.

use serde_json::Value;

use crate::extensions::AT;
use crate::openapi::Kind;
use crate::pointer::Pointer;

/// Where schemas are read by the letter: below those with `$schema`, or everywhere.
#[derive(Debug, Default)]
pub(super) struct ByLetter(Vec<Pointer>);

impl ByLetter {
    pub(super) fn of(root: &Value, locations: &[(Kind, Pointer)]) -> Self {
        let is_json_schema = |value: &Value, name: &str| {
            let dialect = value.get(name).and_then(Value::as_str);
            dialect.is_some_and(|dialect| dialect.contains("//json-schema.org/"))
        };
        if is_json_schema(root, "jsonSchemaDialect") {
            return Self(vec![Pointer::root()]);
        }
        let schemas = locations.iter().filter(|(kind, _)| *kind == Kind::Schema);
        let schemas = schemas.filter_map(|(_, at)| at.get(root));
        let declaring = schemas.filter(|schema| is_json_schema(schema, "$schema"));
        Self(declaring.map(source_location).collect())
    }

    /// All schemas are read by the letter.
    #[cfg(test)]
    pub(super) fn everywhere() -> Self {
        Self(vec![Pointer::root()])
    }

    /// Whether a schema is read by the letter.
    pub(super) fn contains(&self, schema: &Value) -> bool {
        let is_within = |at: &Pointer| self.0.iter().any(|outer| at.is_within(outer));
        !self.0.is_empty() && is_within(&source_location(schema))
    }
}

/// The location of a schema in the source document.
fn source_location(schema: &Value) -> Pointer {
    let at = schema.get(AT).and_then(Value::as_str).unwrap_or_default();
    Pointer::parse(at).unwrap_or_default()
}
