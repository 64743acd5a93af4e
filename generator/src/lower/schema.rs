//! Schemas to type references.

use std::collections::BTreeSet;
use std::mem;

use openapiv3::{AdditionalProperties, Schema};

use super::Lower;
use super::view::{SchemaRef, View, flag, location};
use crate::diagnostics::Code;
use crate::extensions::TEXT_DATE_TIME;
use crate::ir::{EnumValue, Hint, Scalar, TypeId, TypeKind, TypeRef};
use crate::pointer::Pointer;

/// The result for a schema: a type that needs a name, or one that does not.
pub(super) enum Shape {
    Kind(TypeKind),
    Ref(TypeRef),
}

/// A component that is defined, but has no kind yet.
pub(super) struct Component<'a> {
    id: TypeId,
    hint: Hint,
    schema: &'a Schema,
}

/// How many components can be completed within each other. A chain of references can be longer than
/// the stack allows.
const MAX_DEPTH: usize = 32;

/// The key of the schema component that a reference refers to.
pub(super) fn component_key(reference: &str) -> Option<String> {
    let pointer = Pointer::parse(reference.strip_prefix('#')?).ok()?;
    let [components, schemas, key] = <[String; 3]>::try_from(pointer.tokens()).ok()?;
    (components == "components" && schemas == "schemas").then_some(key)
}

/// The identity of a component. The key of one that `resolve` moved is its location.
pub(super) fn component_id(key: &str) -> TypeId {
    let lifted = key
        .starts_with('/')
        .then(|| Pointer::parse(key).ok())
        .flatten();
    TypeId(lifted.unwrap_or_else(|| Pointer::from_tokens(["components", "schemas", key])))
}

impl<'a> Lower<'a> {
    /// The type of a schema, without null.
    pub(super) fn type_of(&mut self, schema: SchemaRef<'a>, hint: &Hint) -> TypeRef {
        match schema {
            SchemaRef::Reference(reference) => self.component(reference),
            SchemaRef::Item(schema) => {
                let id = TypeId(location(schema));
                if self.types.contains_key(&id) {
                    return TypeRef::Named(id);
                }
                if let Some(is_needed) = self.unfinished.get_mut(&id) {
                    *is_needed = true;
                    return TypeRef::Named(id);
                }
                match self.shape(schema, &id, hint) {
                    Shape::Ref(ty) => ty,
                    Shape::Kind(kind) => {
                        self.define(&id, hint.clone(), schema, kind);
                        TypeRef::Named(id)
                    }
                }
            }
        }
    }

    /// The type of an array item, map value or variant, with null.
    pub(super) fn item_type(&mut self, schema: SchemaRef<'a>, hint: &Hint) -> TypeRef {
        let ty = self.type_of(schema, hint);
        if schema.is_nullable() {
            TypeRef::Null(Box::new(ty))
        } else {
            ty
        }
    }

    /// The schema of a component, references among components followed.
    pub(super) fn component_schema(&self, reference: &str) -> Option<(String, &'a Schema)> {
        let key = component_key(reference)?;
        match SchemaRef::from(self.components.schemas.get(&key)?) {
            SchemaRef::Item(schema) => Some((key, schema)),
            // Resolved references refer to schemas with content; only alias components are
            // references.
            SchemaRef::Reference(next) => self.component_schema(next),
        }
    }

    pub(super) fn component(&mut self, reference: &str) -> TypeRef {
        let Some((key, schema)) = self.component_schema(reference) else {
            return TypeRef::Any;
        };
        let id = component_id(&key);
        if !self.types.contains_key(&id) {
            // Defined before its parts are lowered, since a part may refer back to it.
            let hint = self.component_hint(&key, &id, schema);
            self.define(&id, hint.clone(), schema, TypeKind::Alias(TypeRef::Any));
            let component = Component {
                id: id.clone(),
                hint,
                schema,
            };
            if self.depth < MAX_DEPTH {
                self.complete(&component);
            } else {
                self.deferred.push_back(component);
            }
        }
        TypeRef::Named(id)
    }

    /// Determines the kind of a component that is defined.
    fn complete(&mut self, component: &Component<'a>) {
        let Component { id, hint, schema } = component;
        self.depth += 1;
        let outer = mem::take(&mut self.combined);
        let kind = match self.shape(schema, id, hint) {
            Shape::Kind(kind) => kind,
            Shape::Ref(ty) => TypeKind::Alias(ty),
        };
        self.combined = outer;
        self.depth -= 1;
        if let Some(def) = self.types.get_mut(id) {
            def.kind = kind;
        }
    }

    /// Completes the components that were too deep.
    pub(super) fn complete_deferred(&mut self) {
        while let Some(component) = self.deferred.pop_front() {
            self.complete(&component);
        }
    }

    /// The shape of a schema. `id` owns its inline types.
    pub(super) fn shape(&mut self, schema: &'a Schema, id: &TypeId, hint: &Hint) -> Shape {
        let view = View::of(schema);
        let at = location(schema);
        self.check_union(schema, &view, &at);
        if !view.all_of.is_empty() {
            return self.all_of(&view, schema, id, hint, &at);
        }
        if view.one_of.len() > 1 && !constrains_only(&view.one_of) {
            return self.union(&view, schema, id, &at);
        }
        if flag(&schema.schema_data.extensions, TEXT_DATE_TIME) {
            return Shape::Ref(TypeRef::Scalar(Scalar::DateTime));
        }
        match view.ty {
            Some("object") => self.object(&view, id, &at),
            None if !view.properties.is_empty() || view.additional.is_some() => {
                self.object(&view, id, &at)
            }
            Some("array") => Shape::Ref(self.list(&view, hint)),
            None if view.items.is_some() => Shape::Ref(self.list(&view, hint)),
            _ => self.scalar(&view, &at),
        }
    }

    /// The shape of a schema that is neither an object nor an array.
    pub(super) fn scalar(&mut self, view: &View<'a>, at: &Pointer) -> Shape {
        match view.ty {
            Some("boolean") => Shape::Ref(TypeRef::Scalar(Scalar::Boolean)),
            Some("integer") if view.format.as_deref() == Some("int32") => {
                Shape::Ref(TypeRef::Scalar(Scalar::Int32))
            }
            Some("integer") => Shape::Ref(TypeRef::Scalar(Scalar::Int64)),
            Some("number") => Shape::Ref(TypeRef::Scalar(Scalar::Double)),
            Some("string") | None => text(view),
            Some(other) => {
                self.unknown_type(other, at);
                Shape::Ref(TypeRef::Any)
            }
        }
    }

    pub(super) fn unknown_type(&mut self, name: &str, at: &Pointer) {
        let message = format!("the type `{name}` is not part of JSON Schema");
        self.reporter.report(Code::TypeUnknown, at, message);
    }

    /// Refuses combinations that would be misread: a union beside `allOf`, two unions, a
    /// discriminator without a union.
    fn check_union(&mut self, schema: &Schema, view: &View<'a>, at: &Pointer) {
        let is_union = view.one_of.len() > 1 && !constrains_only(&view.one_of);
        if is_union && (!view.all_of.is_empty() || view.has_two_unions) {
            let message = "a union beside `allOf` or another union is not supported";
            self.reporter.report(Code::UnionProperties, at, message);
        }
        if view.one_of.is_empty() && schema.schema_data.discriminator.is_some() {
            let message = "a discriminator without `oneOf` or `anyOf` is not supported: the subtypes are unknown";
            self.reporter.report(Code::DiscriminatorBase, at, message);
        }
    }

    fn list(&mut self, view: &View<'a>, hint: &Hint) -> TypeRef {
        let item = view.items.map(|items| self.item_type(items, hint));
        TypeRef::List(Box::new(item.unwrap_or(TypeRef::Any)))
    }

    fn object(&mut self, view: &View<'a>, id: &TypeId, at: &Pointer) -> Shape {
        let additional = match view.additional {
            Some(AdditionalProperties::Schema(schema)) => {
                let part = Hint::Property {
                    owner: id.clone(),
                    name: "value".to_owned(),
                };
                Some(self.item_type(schema.as_ref().into(), &part))
            }
            _ => None,
        };
        let closed = matches!(view.additional, Some(AdditionalProperties::Any(false)));
        if view.properties.is_empty() && !closed {
            return Shape::Ref(TypeRef::Map(Box::new(additional.unwrap_or(TypeRef::Any))));
        }
        let fields = self.fields(view, id, at);
        let names: BTreeSet<&str> = view.properties.iter().map(|(name, _)| *name).collect();
        let required = view.required.iter().map(String::as_str);
        self.unknown_required(required.filter(|name| !names.contains(name)), at);
        Shape::Kind(TypeKind::Struct {
            fields,
            additional,
            bases: Vec::new(),
        })
    }
}

/// Strings and string enums. Enums of other types have no type of their own.
fn text(view: &View<'_>) -> Shape {
    let values: Option<Vec<String>> = view
        .values
        .iter()
        .map(|value| value.as_str().map(str::to_owned))
        .collect();
    match values {
        Some(values) if !values.is_empty() => {
            let mut unique: Vec<EnumValue> = Vec::new();
            for wire in values {
                if !unique.iter().any(|known| known.wire == wire) {
                    unique.push(EnumValue { wire });
                }
            }
            Shape::Kind(TypeKind::Enum { values: unique })
        }
        _ if view.ty.is_none() => Shape::Ref(TypeRef::Any),
        _ => Shape::Ref(TypeRef::Scalar(match view.format.as_deref() {
            Some("uuid") => Scalar::Uuid,
            Some("binary") => Scalar::Binary,
            _ => Scalar::String,
        })),
    }
}

/// Whether the branches of a union only constrain which properties are present (`required`), as
/// `anyOf` often does.
pub(super) fn constrains_only(branches: &[SchemaRef<'_>]) -> bool {
    branches.iter().all(|branch| match branch {
        SchemaRef::Reference(_) => false,
        SchemaRef::Item(schema) => {
            let view = View::of(schema);
            view.has_only_type() && matches!(view.ty, None | Some("object"))
        }
    })
}
