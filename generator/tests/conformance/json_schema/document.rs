//! Makes the schemas of groups components of an OpenAPI 3.1 document, and generates its SDK.

use std::collections::BTreeMap;

use sdk_generator::diagnostics::{Code, Diagnostic, Diagnostics, Severity, Style};
use sdk_generator::{GenerateError, Generated, Input};
use serde_json::{Map, Value, json};

use super::suite::Group;
use crate::support::{generate as run, input};

/// Where a component is used: as the body of a response, and as a property of one.
pub(crate) const VIEWS: [&str; 2] = ["body", "property"];
/// The name of the SDK's crate.
pub(crate) const CRATE: &str = "suite-sdk";
/// The property of the second view.
pub(crate) const PROPERTY: &str = "value";

/// What the name of a component with that property ends with.
const HOLDER: &str = "-Holder";

/// The SDK of all groups that are not refused.
pub(crate) struct Sdk {
    pub(crate) generated: Generated,
    /// The calls that return a component, in the order of the SDK's operations: `body/allOf/3`.
    pub(crate) calls: Vec<String>,
}

/// Why the generator refuses a group: the errors, by the identifier of the group.
pub(crate) type Refused = BTreeMap<String, Vec<Refusal>>;

/// An error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Refusal {
    pub(crate) code: Code,
    pub(crate) message: String,
}

/// Generates one SDK of all groups. The errors of a run say which groups are refused; the next run
/// is without them, since a step that fails hides the errors of later steps.
pub(crate) fn generate(suite: &[Group]) -> (Sdk, Refused) {
    let mut accepted: Vec<&Group> = suite.iter().collect();
    let mut refused = Refused::new();
    loop {
        let text = document(&accepted).to_string();
        let (outcome, diagnostics) = run(&input_of(&text));
        match outcome {
            Ok(generated) => {
                let calls = accepted
                    .iter()
                    .flat_map(|group| VIEWS.map(|view| format!("{view}/{}", group.id)));
                let calls = calls.collect();
                return (Sdk { generated, calls }, refused);
            }
            Err(GenerateError::Internal(error)) => panic!("{error}"),
            Err(GenerateError::Input(_)) => {}
        }
        let mut found = attributed(&diagnostics, &accepted);
        if found.is_empty() {
            // The errors are not in a component. A group that is refused alone causes them.
            for group in &accepted {
                let (_, diagnostics) = run(&input_of(&document(&[group]).to_string()));
                let errors = errors(&diagnostics).map(error).collect::<Vec<_>>();
                if !errors.is_empty() {
                    found.insert(group.id.clone(), errors);
                }
            }
        }
        let report = diagnostics.render(Style::Plain);
        assert!(!found.is_empty(), "no group is refused alone\n{report}");
        accepted.retain(|group| !found.contains_key(&group.id));
        refused.append(&mut found);
    }
}

fn errors(diagnostics: &Diagnostics) -> impl Iterator<Item = &Diagnostic> {
    let all = diagnostics.iter();
    all.filter(|one| one.severity() == Severity::Error)
}

fn error(diagnostic: &Diagnostic) -> Refusal {
    Refusal {
        code: diagnostic.code,
        message: diagnostic.message.clone(),
    }
}

/// The distinct errors by the group in whose component or operations they are.
fn attributed(diagnostics: &Diagnostics, groups: &[&Group]) -> Refused {
    let mut found = Refused::new();
    for one in errors(diagnostics) {
        let at = one.pointer.to_string();
        if let Some(group) = groups.iter().find(|group| is_in(&at, group)) {
            let errors = found.entry(group.id.clone()).or_default();
            if !errors.contains(&error(one)) {
                errors.push(error(one));
            }
        }
    }
    found
}

/// Whether a location of the document is in the component or the operations of a group.
fn is_in(at: &str, group: &Group) -> bool {
    let mut tokens = at.split('/').skip(1);
    let (section, second, third) = (tokens.next(), tokens.next(), tokens.next());
    let name = component(group);
    match (section, second, third) {
        (Some("components"), _, Some(found)) => found.trim_end_matches(HOLDER) == name,
        (Some("paths"), Some(found), _) => VIEWS
            .iter()
            .any(|view| found.replace("~1", "/") == format!("/{view}/{}", group.id)),
        _ => false,
    }
}

fn input_of(document: &str) -> Input {
    Input {
        crate_name: Some(CRATE.to_owned()),
        ..input("suite.json", document)
    }
}

/// A document with an operation for each group and view, all of one resource. Each component is
/// sent as well as received.
fn document(groups: &[&Group]) -> Value {
    let mut schemas = Map::new();
    let mut paths = Map::new();
    for group in groups {
        let name = component(group);
        let holder = format!("{name}{HOLDER}");
        let reference = json!({"$ref": format!("#/components/schemas/{name}")});
        schemas.insert(name.clone(), embedded(&group.schema, &name));
        schemas.insert(
            holder.clone(),
            json!({
                "type": "object",
                "required": [PROPERTY],
                "properties": {PROPERTY: reference},
            }),
        );
        for (view, component) in VIEWS.iter().zip([&name, &holder]) {
            let reference = json!({"$ref": format!("#/components/schemas/{component}")});
            let content = json!({"application/json": {"schema": reference}});
            paths.insert(
                format!("/{view}/{}", group.id),
                json!({"post": {
                    "operationId": format!("{view}-{name}"),
                    "tags": ["suite"],
                    "requestBody": {"content": content},
                    "responses": {"200": {"description": "The value.", "content": content}},
                }}),
            );
        }
    }
    json!({
        "openapi": "3.1.0",
        "info": {"title": "Suite", "version": "1"},
        "servers": [{"url": "https://suite.example"}],
        "paths": paths,
        "components": {"schemas": schemas},
    })
}

/// `allOf-3`
fn component(group: &Group) -> String {
    let is_allowed = |character: char| character.is_ascii_alphanumeric();
    let name = group.id.chars();
    name.map(|character| {
        if is_allowed(character) {
            character
        } else {
            '-'
        }
    })
    .collect()
}

/// The schema of a group as a component. A schema with an `$id` is a resource of its own, in which
/// references stay as they are. So is one with anchors, which gets an `$id`, since its anchors must
/// not be those of other groups. In all others, references to the root of the schema are adapted.
fn embedded(schema: &Value, name: &str) -> Value {
    let mut schema = schema.clone();
    let anchors = ["$anchor", "$dynamicAnchor", "$dynamicRef"];
    if anchors.iter().any(|keyword| has_keyword(&schema, keyword))
        && let Some(object) = schema.as_object_mut()
        && !object.contains_key("$id")
    {
        object.insert(
            "$id".to_owned(),
            json!(format!("https://suite.example/{name}")),
        );
    }
    adapt_references(&mut schema, &format!("#/components/schemas/{name}"));
    schema
}

fn has_keyword(schema: &Value, keyword: &str) -> bool {
    schema.get(keyword).is_some_and(Value::is_string)
        || subschemas(&mut schema.clone())
            .into_iter()
            .any(|inner| has_keyword(inner, keyword))
}

fn adapt_references(schema: &mut Value, root: &str) {
    if schema.get("$id").is_some_and(Value::is_string) {
        return;
    }
    if let Some(Value::String(reference)) = schema.get_mut("$ref")
        && let Some(fragment) = reference.strip_prefix('#')
    {
        *reference = format!("{root}{fragment}");
    }
    for inner in subschemas(schema) {
        adapt_references(inner, root);
    }
}

/// The schemas directly inside a schema, but not those in values such as `const` and `enum`.
fn subschemas(schema: &mut Value) -> Vec<&mut Value> {
    let Some(object) = schema.as_object_mut() else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for (keyword, value) in object {
        match keyword.as_str() {
            "additionalProperties"
            | "contains"
            | "contentSchema"
            | "else"
            | "if"
            | "items"
            | "not"
            | "propertyNames"
            | "then"
            | "unevaluatedItems"
            | "unevaluatedProperties" => {
                found.push(value);
            }
            "allOf" | "anyOf" | "oneOf" | "prefixItems" => {
                found.extend(value.as_array_mut().into_iter().flatten());
            }
            "$defs" | "definitions" | "dependentSchemas" | "patternProperties" | "properties" => {
                let schemas = value.as_object_mut().into_iter().flatten();
                found.extend(schemas.map(|(_, schema)| schema));
            }
            _ => {}
        }
    }
    found
}

#[test]
fn references_to_the_root_of_a_schema_are_adapted() {
    let schema = json!({
        "$ref": "#/$defs/a",
        "properties": {"$ref": {"$ref": "#"}},
        "const": {"$ref": "#/kept"},
        "$defs": {"a": {"$id": "http://other.example/", "$ref": "#/kept"}},
    });
    let expected = json!({
        "$ref": "#/components/schemas/X/$defs/a",
        "properties": {"$ref": {"$ref": "#/components/schemas/X"}},
        "const": {"$ref": "#/kept"},
        "$defs": {"a": {"$id": "http://other.example/", "$ref": "#/kept"}},
    });
    assert_eq!(embedded(&schema, "X"), expected);
    let anchored = json!({"items": {"$anchor": "a"}, "$ref": "#a"});
    let expected =
        json!({"items": {"$anchor": "a"}, "$ref": "#a", "$id": "https://suite.example/X"});
    assert_eq!(embedded(&anchored, "X"), expected);
}
