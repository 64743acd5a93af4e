//! Schemas to type references.

use std::collections::BTreeSet;
use std::mem;

use openapiv3::{AdditionalProperties, Schema};

use super::Lower;
use super::all_of::{Constraints, Target};
use super::view::{SchemaRef, View, flag, location};
use crate::extensions::TEXT_DATE_TIME;
use crate::ir::{Hint, Scalar, TypeId, TypeKind, TypeRef};
use crate::pointer::Pointer;

/// The result for a schema: a type that needs a name, or one that does not.
pub(super) enum Shape {
    Kind(TypeKind),
    Ref(TypeRef),
}

/// A component that is defined, but has no kind yet.
pub(super) struct Component<'a> {
    key: String,
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
                if let Some(def) = self.types.get_mut(&id) {
                    def.hint.settle_with(hint);
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
        self.component_of(&key, schema)
    }

    /// The type of the component with this key.
    pub(super) fn component_of(&mut self, key: &str, schema: &'a Schema) -> TypeRef {
        let id = component_id(key);
        if !self.types.contains_key(&id) {
            // Defined before its parts are lowered, since a part may refer back to it.
            let hint = self.component_hint(key, &id, schema);
            self.define(&id, hint.clone(), schema, TypeKind::Alias(TypeRef::Any));
            let component = Component {
                key: key.to_owned(),
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
        let Component {
            key,
            id,
            hint,
            schema,
        } = component;
        self.depth += 1;
        let outer = mem::take(&mut self.combined);
        let shape = match self.hierarchy(key, id) {
            Some(shape) => shape,
            None => self.shape(schema, id, hint),
        };
        let mut kind = match shape {
            Shape::Kind(kind) => kind,
            Shape::Ref(ty) => TypeKind::Alias(ty),
        };
        self.set_implied_tags(key, &mut kind);
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
        if let Some(shape) = self.scalar_union(&view, &at) {
            return shape;
        }
        if !view.all_of.is_empty() || !view.unions.is_empty() {
            return self.all_of(&view, schema, id, hint, &at);
        }
        if !view.by_type.is_empty() {
            let subject = "the schema";
            let all = Constraints::by_type(&view, id, &at);
            return self.alternatives(&all, &Target { id, hint, subject });
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
        let mut fields = self.fields(view, id, at);
        let names: BTreeSet<&str> = view.properties.iter().map(|(name, _)| *name).collect();
        let required = view.required.iter().map(String::as_str);
        let unknown = required.filter(|name| !names.contains(name));
        let holder = holder(additional.is_some(), closed);
        fields.extend(self.unknown_required(unknown, holder, at));
        Shape::Kind(TypeKind::Struct {
            fields,
            additional,
            bases: Vec::new(),
        })
    }
}

/// What has the values of properties that an object does not list, apart from fields.
pub(super) fn holder(has_additional: bool, is_closed: bool) -> Option<&'static str> {
    match (has_additional, is_closed) {
        (true, _) => Some("it is one of the additional properties"),
        (false, true) => Some("it is ignored, since `additionalProperties` is `false`"),
        (false, false) => None,
    }
}
