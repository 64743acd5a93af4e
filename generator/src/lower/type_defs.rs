//! Type definitions and their properties.

use openapiv3::Schema;
use serde_json::Value;

use super::Lower;
use super::schema::component_id;
use super::view::{SchemaRef, View, deprecation, docs, flag, location, strings, text};
use crate::diagnostics::Code;
use crate::extensions::{ARGUMENTS, EXAMPLES, NAME, SECRET};
use crate::files;
use crate::ir::{
    Access, Deprecation, Docs, Example, Field, Hint, Presence, Scalar, TypeDef, TypeId, TypeKind,
    TypeRef, Usage,
};
use crate::markdown::lead;
use crate::pointer::Pointer;

/// The annotations of a schema. A property has the first one on the way from its own schema to the
/// schema that it refers to.
#[derive(Debug, Default)]
struct Annotations {
    docs: Docs,
    default: Option<Value>,
    example: Option<Value>,
    given_name: Option<String>,
    secret: bool,
    /// `format: password`.
    is_password: bool,
    deprecation: Option<Deprecation>,
    read_only: bool,
    write_only: bool,
}

impl<'a> Lower<'a> {
    /// Adds a type, unless it is defined already.
    pub(super) fn define(&mut self, id: &TypeId, hint: Hint, schema: &'a Schema, kind: TypeKind) {
        let data = &schema.schema_data;
        let def = TypeDef {
            id: id.clone(),
            hint,
            also_called: Vec::new(),
            given_name: text(&data.extensions, NAME),
            arguments: strings(&data.extensions, ARGUMENTS),
            kind,
            usage: Usage::Unused,
            deprecated: data.deprecated,
            docs: docs(schema),
            examples: examples(schema),
            at: id.0.clone(),
        };
        self.types.entry(id.clone()).or_insert(def);
    }

    /// The naming hint of a component.
    pub(super) fn component_hint(&self, key: &str, id: &TypeId, schema: &Schema) -> Hint {
        let (file, inner) = files::split(&id.0).unzip();
        let tokens = inner.as_ref().unwrap_or(&id.0).tokens();
        let location: Vec<&str> = tokens.iter().map(String::as_str).collect();
        let owned_by = |owner: &[&str]| {
            let inner = Pointer::from_tokens(owner);
            TypeId(match &file {
                Some(path) => files::location(path, &inner),
                None => inner,
            })
        };
        match location.as_slice() {
            ["components", "schemas", name] => Hint::Component {
                name: (*name).to_owned(),
            },
            // A file can be one schema, or an object with schemas by their names.
            [] if file.is_some() => Hint::Component {
                name: files::stem(file.as_deref().unwrap_or_default()),
            },
            [name] | ["definitions" | "$defs" | "schemas", name] if file.is_some() => {
                Hint::Component {
                    name: (*name).to_owned(),
                }
            }
            [owner @ .., "definitions" | "$defs", name] => Hint::Definition {
                owner: owned_by(owner),
                name: (*name).to_owned(),
            },
            _ => match (self.aliases.get(key), location.as_slice()) {
                (Some(name), _) => Hint::Alias { name: name.clone() },
                (None, [owner @ .., "properties", name]) => Hint::Property {
                    owner: owned_by(owner),
                    name: (*name).to_owned(),
                },
                (None, [owner @ .., last]) => Hint::Variant {
                    owner: owned_by(owner),
                    // The title is a better name than an index.
                    name: docs(schema).title.unwrap_or_else(|| format!("part {last}")),
                },
                (None, []) => Hint::Component {
                    name: key.to_owned(),
                },
            },
        }
    }

    /// The properties of an object schema at `at`, whose inline types belong to `owner`.
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
        let hint = Hint::Property {
            owner: owner.clone(),
            name: name.to_owned(),
        };
        let ty = self.type_of(schema, &hint);
        let nullable = schema.is_nullable();
        let mut field = self.field_of(name, ty, &[schema], (required, nullable), at);
        if required {
            field.constant = self.constant_of(schema, nullable);
        }
        field
    }

    /// A property with the annotations of its schemas, which take precedence in this order.
    pub(super) fn field_of(
        &self,
        name: &str,
        ty: TypeRef,
        schemas: &[SchemaRef<'a>],
        (required, nullable): (bool, bool),
        at: Pointer,
    ) -> Field {
        let mut notes = Annotations::default();
        for schema in schemas {
            self.annotations(*schema, &mut notes, 0);
        }
        let is_password = notes.is_password && ty == TypeRef::Scalar(Scalar::String);
        Field {
            wire: name.to_owned(),
            given_name: notes.given_name,
            ty,
            presence: Presence::of(required, nullable),
            access: match (notes.read_only, notes.write_only) {
                (true, false) => Access::ReadOnly,
                (false, true) => Access::WriteOnly,
                _ => Access::ReadWrite,
            },
            constant: None,
            default: notes.default,
            example: notes.example,
            secret: notes.secret || is_password,
            deprecation: notes.deprecation,
            docs: notes.docs,
            at,
        }
    }

    /// Title, description, default and example of a schema, its own first.
    pub(super) fn value_notes(
        &self,
        schema: SchemaRef<'a>,
    ) -> (Docs, Option<Value>, Option<Value>) {
        let mut notes = Annotations::default();
        self.annotations(schema, &mut notes, 0);
        (notes.docs, notes.default, notes.example)
    }

    fn annotations(&self, schema: SchemaRef<'a>, notes: &mut Annotations, depth: usize) {
        // The limit is beyond any real chain; a cycle of annotated references was refused before.
        if depth > 32 {
            return;
        }
        let schema = match schema {
            SchemaRef::Item(schema) => {
                notes.take(schema);
                schema
            }
            SchemaRef::Reference(reference) => {
                let Some((key, schema)) = self.component_schema(reference) else {
                    return;
                };
                let has_no_docs = notes.docs.description.is_none();
                notes.take(schema);
                // A named type has its own docs, so the property needs only the first paragraph.
                let location = component_id(&key).0.tokens();
                let is_property = location
                    .iter()
                    .rev()
                    .nth(1)
                    .is_some_and(|token| token == "properties");
                if has_no_docs && !is_property {
                    let description = notes.docs.description.take();
                    notes.docs.description = description.map(|text| lead(&text));
                }
                schema
            }
        };
        let view = View::of(schema);
        // Continues with the annotated schema. The parts of a merged object have their own docs.
        let parts = view.all_of.iter().copied();
        let shaped: Vec<_> = parts.filter(|part| !self.is_annotation(*part)).collect();
        if shaped.len() == 1 && view.properties.is_empty() {
            for part in &view.all_of {
                self.annotations(*part, notes, depth + 1);
            }
        }
    }

    /// Whether a schema only annotates another.
    pub(super) fn is_annotation(&self, schema: SchemaRef<'a>) -> bool {
        matches!(schema, SchemaRef::Item(schema) if View::of(schema).is_annotation())
    }

    /// Reports names in `required` that no property has, and returns them as free values. They are
    /// optional, since the name is often a mistake. `holder` is what else keeps their values.
    pub(super) fn unknown_required<'n>(
        &mut self,
        names: impl Iterator<Item = &'n str>,
        holder: Option<&str>,
        at: &Pointer,
    ) -> Vec<Field> {
        let at = at.child("required");
        let mut fields = Vec::new();
        for name in names {
            let what = holder.unwrap_or("it is an optional property of any value");
            let message = format!("`required` contains `{name}`, which is not a property; {what}");
            self.reporter.report(Code::RequiredUnknown, &at, message);
            if holder.is_none() {
                let presence = (false, true);
                fields.push(self.field_of(name, TypeRef::Any, &[], presence, at.clone()));
            }
        }
        fields
    }
}

impl Annotations {
    /// Adds the annotations of a schema that are not set yet.
    fn take(&mut self, schema: &Schema) {
        let data = &schema.schema_data;
        let own = docs(schema);
        self.docs.title = self.docs.title.take().or(own.title);
        self.docs.description = self.docs.description.take().or(own.description);
        self.default = self.default.take().or_else(|| data.default.clone());
        self.example = self.example.take().or_else(|| data.example.clone());
        let given_name = text(&data.extensions, NAME);
        // The given name of a type is not that of a property with this type.
        if location(schema)
            .tokens()
            .iter()
            .rev()
            .nth(1)
            .is_some_and(|token| token == "properties")
        {
            self.given_name = self.given_name.take().or(given_name);
        }
        self.secret |= flag(&data.extensions, SECRET);
        self.is_password |= View::of(schema).format.as_deref() == Some("password");
        let deprecated = || deprecation(data.deprecated, &data.extensions);
        self.deprecation = self.deprecation.take().or_else(deprecated);
        self.read_only |= data.read_only;
        self.write_only |= data.write_only;
    }
}

/// The examples of a schema.
fn examples(schema: &Schema) -> Vec<Example> {
    let data = &schema.schema_data;
    let at = location(schema);
    let example = |name: &str, value: &Value, at: Pointer| Example {
        name: name.to_owned(),
        summary: None,
        value: value.clone(),
        at,
    };
    match data.extensions.get(EXAMPLES) {
        Some(Value::Array(list)) => {
            let at = at.child("examples");
            let values = list.iter().enumerate();
            values
                .map(|(index, value)| example("", value, at.child(index.to_string())))
                .collect()
        }
        Some(Value::Object(map)) => map
            .iter()
            .map(|(name, value)| example(name, value, at.child("examples").child(name)))
            .collect(),
        _ => data
            .example
            .iter()
            .map(|value| example("", value, at.child("example")))
            .collect(),
    }
}
