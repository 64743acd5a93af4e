//! Type definitions and their members.

use openapiv3::Schema;
use serde_json::Value;

use super::Lower;
use super::schema::component_id;
use super::view::{SchemaRef, View, deprecation, docs, flag, place, text};
use crate::dialect::keys;
use crate::ir::{
    Access, Deprecation, Docs, Example, Field, Hint, Presence, TypeDef, TypeId, TypeKind, Usage,
};
use crate::markdown::lead;
use crate::pointer::Pointer;

/// What a schema says beside the shape of its values. A member has the first that anything on the way from it to the
/// schema at the end says.
#[derive(Debug, Default)]
struct Annotations {
    docs: Docs,
    default: Option<Value>,
    example: Option<Value>,
    given_name: Option<String>,
    secret: bool,
    deprecation: Option<Deprecation>,
    read_only: bool,
    write_only: bool,
}

impl<'a> Lower<'a> {
    /// Enters a type; what is there already stays.
    pub(super) fn define(&mut self, id: &TypeId, hint: Hint, schema: &'a Schema, kind: TypeKind) {
        let data = &schema.schema_data;
        let def = TypeDef {
            id: id.clone(),
            hint,
            also_called: Vec::new(),
            given_name: text(&data.extensions, "x-rust-name"),
            kind,
            usage: Usage::Unused,
            deprecated: data.deprecated,
            docs: docs(schema),
            examples: examples(schema),
            at: id.0.clone(),
        };
        self.types.entry(id.clone()).or_insert(def);
    }

    /// What the document calls a component.
    pub(super) fn component_hint(&self, key: &str, id: &TypeId, schema: &Schema) -> Hint {
        let tokens = id.0.tokens();
        let place: Vec<&str> = tokens.iter().map(String::as_str).collect();
        match place.as_slice() {
            ["components", "schemas", name] => Hint::Component {
                name: (*name).to_owned(),
            },
            [owner @ .., "definitions" | "$defs", name] => Hint::Definition {
                owner: TypeId(Pointer::from_tokens(owner)),
                name: (*name).to_owned(),
            },
            _ => match (self.aliases.get(key), place.as_slice()) {
                (Some(name), _) => Hint::Alias { name: name.clone() },
                (None, [owner @ .., "properties", name]) => Hint::Member {
                    owner: TypeId(Pointer::from_tokens(owner)),
                    name: (*name).to_owned(),
                },
                (None, [owner @ .., last]) => Hint::Part {
                    owner: TypeId(Pointer::from_tokens(owner)),
                    // A place in a list says nothing; the title is the author's word for it.
                    name: docs(schema).title.unwrap_or_else(|| format!("part {last}")),
                },
                (None, []) => Hint::Component {
                    name: key.to_owned(),
                },
            },
        }
    }

    /// The members of an object schema at `at`, whose inline types belong to `owner`.
    pub(super) fn fields(&mut self, view: &View<'a>, owner: &TypeId, at: &Pointer) -> Vec<Field> {
        let mut fields = Vec::new();
        for &(name, schema) in &view.properties {
            let here = at.child("properties").child(name);
            let required = view.required.iter().any(|required| required == name);
            fields.push(self.field(name, schema, required, owner, here));
        }
        fields
    }

    fn field(
        &mut self,
        name: &str,
        schema: SchemaRef<'a>,
        required: bool,
        owner: &TypeId,
        at: Pointer,
    ) -> Field {
        let hint = Hint::Member {
            owner: owner.clone(),
            name: name.to_owned(),
        };
        let ty = self.type_of(schema, &hint);
        let mut said = Annotations::default();
        self.annotations(schema, &mut said, 0);
        Field {
            wire: name.to_owned(),
            given_name: said.given_name,
            ty,
            presence: Presence::of(required, schema.is_nullable()),
            access: match (said.read_only, said.write_only) {
                (true, false) => Access::ReadOnly,
                (false, true) => Access::WriteOnly,
                _ => Access::ReadWrite,
            },
            default: said.default,
            example: said.example,
            secret: said.secret,
            deprecation: said.deprecation,
            docs: said.docs,
            at,
        }
    }

    /// Title, description, default and example of a place, its own first.
    pub(super) fn value_notes(
        &self,
        schema: SchemaRef<'a>,
    ) -> (Docs, Option<Value>, Option<Value>) {
        let mut said = Annotations::default();
        self.annotations(schema, &mut said, 0);
        (said.docs, said.default, said.example)
    }

    fn annotations(&self, schema: SchemaRef<'a>, said: &mut Annotations, depth: usize) {
        // Longer chains than any author's: a circle of annotated references was refused before.
        if depth > 32 {
            return;
        }
        let schema = match schema {
            SchemaRef::Item(schema) => {
                said.take(schema);
                schema
            }
            SchemaRef::Reference(reference) => {
                let Some((key, schema)) = self.component_schema(reference) else {
                    return;
                };
                let is_silent = said.docs.description.is_none();
                said.take(schema);
                // The type has the whole description; the property needs only its beginning.
                let place = component_id(&key).0.tokens();
                let is_member = place
                    .iter()
                    .rev()
                    .nth(1)
                    .is_some_and(|token| token == "properties");
                if is_silent && !is_member {
                    let description = said.docs.description.take();
                    said.docs.description = description.map(|text| lead(&text));
                }
                schema
            }
        };
        let view = View::of(schema);
        // The one that it annotates, where it only annotates; a merged object's parts describe themselves.
        let parts = view.all_of.iter().copied();
        let shaped: Vec<_> = parts.filter(|part| !self.is_annotation(*part)).collect();
        if shaped.len() == 1 && view.properties.is_empty() {
            for part in &view.all_of {
                self.annotations(*part, said, depth + 1);
            }
        }
    }

    /// Whether a schema only annotates another.
    pub(super) fn is_annotation(&self, schema: SchemaRef<'a>) -> bool {
        matches!(schema, SchemaRef::Item(schema) if View::of(schema).is_annotation())
    }

    /// Tells of names under `required` that no member has.
    pub(super) fn check_required(&mut self, required: &[&String], fields: &[Field], at: &Pointer) {
        for name in required {
            if !fields.iter().any(|field| field.wire == **name) {
                let message = format!("`required` names `{name}`, which is no member");
                let help = "correct the name in an overlay; it is passed over";
                self.warning("required-unknown", &at.child("required"), message, help);
            }
        }
    }
}

impl Annotations {
    /// Adds what a schema says and nothing before it said.
    fn take(&mut self, schema: &Schema) {
        let data = &schema.schema_data;
        let own = docs(schema);
        self.docs.title = self.docs.title.take().or(own.title);
        self.docs.description = self.docs.description.take().or(own.description);
        self.default = self.default.take().or_else(|| data.default.clone());
        self.example = self.example.take().or_else(|| data.example.clone());
        let given_name = text(&data.extensions, "x-rust-name");
        // A type's own Rust name is not that of a member that holds it.
        if place(schema)
            .tokens()
            .iter()
            .rev()
            .nth(1)
            .is_some_and(|token| token == "properties")
        {
            self.given_name = self.given_name.take().or(given_name);
        }
        self.secret |= flag(&data.extensions, "x-sdk-secret");
        let deprecated = || deprecation(data.deprecated, &data.extensions);
        self.deprecation = self.deprecation.take().or_else(deprecated);
        self.read_only |= data.read_only;
        self.write_only |= data.write_only;
    }
}

/// The examples that a schema gives of its values.
fn examples(schema: &Schema) -> Vec<Example> {
    let data = &schema.schema_data;
    let unnamed = |value: &Value| Example {
        name: String::new(),
        summary: None,
        value: value.clone(),
    };
    match data.extensions.get(keys::EXAMPLES) {
        Some(Value::Array(list)) => list.iter().map(unnamed).collect(),
        Some(Value::Object(map)) => map
            .iter()
            .map(|(name, value)| Example {
                name: name.clone(),
                ..unnamed(value)
            })
            .collect(),
        _ => data.example.iter().map(unnamed).collect(),
    }
}
