//! Schemas to type references: what a place in the document holds.

use openapiv3::{AdditionalProperties, Schema};

use super::Lower;
use super::view::{SchemaRef, View, flag, place};
use crate::ir::{EnumValue, Hint, Scalar, TypeId, TypeKind, TypeRef};
use crate::pointer::Pointer;

/// What a schema turns out to be: a type that wants a name, or one that needs none.
pub(super) enum Shape {
    Kind(TypeKind),
    Ref(TypeRef),
}

/// The key of the component that a reference names.
pub(super) fn component_key(reference: &str) -> Option<String> {
    let pointer = Pointer::parse(reference.strip_prefix('#')?).ok()?;
    let [components, schemas, key] = <[String; 3]>::try_from(pointer.tokens()).ok()?;
    (components == "components" && schemas == "schemas").then_some(key)
}

/// The identity of a component: lifted ones have their place as key.
pub(super) fn component_id(key: &str) -> TypeId {
    let lifted = key
        .starts_with('/')
        .then(|| Pointer::parse(key).ok())
        .flatten();
    TypeId(lifted.unwrap_or_else(|| Pointer::from_tokens(["components", "schemas", key])))
}

impl<'a> Lower<'a> {
    /// The type of a place, null aside.
    pub(super) fn type_of(&mut self, schema: SchemaRef<'a>, hint: &Hint) -> TypeRef {
        match schema {
            SchemaRef::Reference(reference) => self.component(reference),
            SchemaRef::Item(schema) => {
                let id = TypeId(place(schema));
                if self.types.contains_key(&id) {
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

    /// The type of a place in a list or map, null included.
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
            // Resolved references name what says something; only an alias component refers on.
            SchemaRef::Reference(next) => self.component_schema(next),
        }
    }

    pub(super) fn component(&mut self, reference: &str) -> TypeRef {
        let Some((key, schema)) = self.component_schema(reference) else {
            return TypeRef::Any;
        };
        let id = component_id(&key);
        if !self.types.contains_key(&id) {
            // A place in the list before the parts are lowered: a part may refer back.
            let hint = self.component_hint(&key, &id, schema);
            self.define(&id, hint.clone(), schema, TypeKind::Alias(TypeRef::Any));
            let kind = match self.shape(schema, &id, &hint) {
                Shape::Kind(kind) => kind,
                Shape::Ref(ty) => TypeKind::Alias(ty),
            };
            if let Some(def) = self.types.get_mut(&id) {
                def.kind = kind;
            }
        }
        TypeRef::Named(id)
    }

    /// What a schema is. `id` owns the parts that it names.
    pub(super) fn shape(&mut self, schema: &'a Schema, id: &TypeId, hint: &Hint) -> Shape {
        let view = View::of(schema);
        let at = place(schema);
        self.check_union(schema, &view, &at);
        if !view.all_of.is_empty() {
            return self.all_of(&view, id, hint, &at);
        }
        if view.one_of.len() > 1 && !constrains_only(&view.one_of) {
            return self.union(&view, schema, id, &at);
        }
        if flag(&schema.schema_data.extensions, "x-sdk-text-date-time") {
            return Shape::Ref(TypeRef::Scalar(Scalar::DateTime));
        }
        match view.ty {
            Some("object") => self.object(&view, id, &at),
            None if !view.properties.is_empty() || view.additional.is_some() => {
                self.object(&view, id, &at)
            }
            Some("array") => Shape::Ref(self.list(&view, hint)),
            None if view.items.is_some() => Shape::Ref(self.list(&view, hint)),
            Some("boolean") => Shape::Ref(TypeRef::Scalar(Scalar::Boolean)),
            Some("integer") if view.format.as_deref() == Some("int32") => {
                Shape::Ref(TypeRef::Scalar(Scalar::Int32))
            }
            Some("integer") => Shape::Ref(TypeRef::Scalar(Scalar::Int64)),
            Some("number") => Shape::Ref(TypeRef::Scalar(Scalar::Double)),
            Some("string") | None => text(&view),
            Some(other) => {
                let message = format!("`{other}` is not a type of JSON Schema");
                let help = "use string, number, integer, boolean, array or object";
                self.error("type-unknown", &at, message, help);
                Shape::Ref(TypeRef::Any)
            }
        }
    }

    /// Refuses what would be read as something else: a union beside `allOf`, two unions, a base that names its heirs.
    fn check_union(&mut self, schema: &Schema, view: &View<'a>, at: &Pointer) {
        let is_union = view.one_of.len() > 1 && !constrains_only(&view.one_of);
        if is_union && (!view.all_of.is_empty() || view.has_two_unions) {
            let message = "a union stands beside `allOf` or another union";
            let help = "give what is common to the parts of one union, in an overlay";
            self.error("union-members", at, message, help);
        }
        if view.one_of.is_empty() && schema.schema_data.discriminator.is_some() {
            let message =
                "a discriminator without `oneOf` or `anyOf` leaves the heirs of the object unnamed";
            let help = "list them in `oneOf` where one of them is meant, or remove the discriminator, in an overlay";
            self.error("discriminator-base", at, message, help);
        }
    }

    fn list(&mut self, view: &View<'a>, hint: &Hint) -> TypeRef {
        let item = view.items.map(|items| self.item_type(items, hint));
        TypeRef::List(Box::new(item.unwrap_or(TypeRef::Any)))
    }

    fn object(&mut self, view: &View<'a>, id: &TypeId, at: &Pointer) -> Shape {
        let additional = match view.additional {
            Some(AdditionalProperties::Schema(schema)) => {
                let part = Hint::Member {
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
        let required: Vec<&String> = view.required.iter().collect();
        self.check_required(&required, &fields, at);
        Shape::Kind(TypeKind::Struct {
            fields,
            additional,
            bases: Vec::new(),
        })
    }
}

/// Texts and enums of texts. Values of other types are no enum: nothing would be gained by a name for them.
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

/// Whether the branches of a union only say which members go together (`required`), as `anyOf` is often used.
fn constrains_only(branches: &[SchemaRef<'_>]) -> bool {
    branches.iter().all(|branch| match branch {
        SchemaRef::Reference(_) => false,
        SchemaRef::Item(schema) => {
            let view = View::of(schema);
            view.says_nothing_but_type() && matches!(view.ty, None | Some("object"))
        }
    })
}
