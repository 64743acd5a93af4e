//! Unions of scalars that are one type: constants with a title each, enums beside each other, an
//! enum beside a blank one or beside a plain string.
//!
//! An enum accepts other values anyway, so that a plain string adds nothing to it.

use serde_json::Value;

use super::Lower;
use super::scalars::string;
use super::schema::Shape;
use super::view::{Branches, SchemaRef, View, docs, flag, location};
use crate::extensions::TEXT_DATE_TIME;
use crate::ir::{Docs, Scalar, TypeId, TypeRef};
use crate::pointer::Pointer;

/// How many references and unions a scalar may be behind. It is beyond any real document.
const MOST_LEVELS: usize = 32;

/// A branch of a union of scalars.
struct ScalarArm<'a> {
    /// The reference to its component, if it has one.
    reference: Option<&'a str>,
    ty: Option<&'a str>,
    /// The values of an enum. Without any, it is a plain string.
    values: Vec<Value>,
    docs: Docs,
}

/// The branches of a union of scalars, without null.
pub(super) struct ScalarArms<'a>(Vec<ScalarArm<'a>>);

impl<'a> ScalarArms<'a> {
    /// The values of all enums, with the docs of those that are alone.
    pub(super) fn values(&self) -> Vec<(Value, Docs)> {
        let mut all: Vec<(Value, Docs)> = Vec::new();
        for arm in &self.0 {
            let docs = match arm.values.as_slice() {
                [_] => arm.docs.clone(),
                _ => Docs::default(),
            };
            for value in &arm.values {
                if !all.iter().any(|(known, _)| known == value) {
                    all.push((value.clone(), docs.clone()));
                }
            }
        }
        all
    }

    /// The names of the types of the branches.
    pub(super) fn type_names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().flat_map(|arm| {
            let of_values = arm.values.iter().map(type_name);
            let types: Vec<&str> = match arm.ty {
                Some(ty) => vec![ty],
                None => of_values.collect(),
            };
            types
        })
    }

    /// The component of the only enum, if there is just one.
    fn only_enum(&self) -> Option<&'a str> {
        let mut enums = self.0.iter().filter(|arm| !arm.values.is_empty());
        let first = enums.next()?.reference?;
        enums
            .all(|arm| arm.reference == Some(first))
            .then_some(first)
    }
}

impl<'a> Lower<'a> {
    /// The shape of a schema that is nothing but a union of scalars that are one type.
    pub(super) fn scalar_union(&mut self, view: &View<'a>, at: &Pointer) -> Option<Shape> {
        let is_alone = view.all_of.is_empty()
            && view.values.is_empty()
            && view.properties.is_empty()
            && view.required.is_empty()
            && view.additional.is_none()
            && view.items.is_none()
            && view.by_type.is_empty();
        let arms = self.scalar_arms(view).filter(|_| is_alone)?;
        if let Some(reference) = arms.only_enum() {
            return Some(Shape::Ref(self.component(reference)));
        }
        let listed = arms.values();
        if listed.is_empty() {
            return Some(Shape::Ref(TypeRef::Scalar(Scalar::String)));
        }
        let mut types: Vec<&str> = arms.type_names().collect();
        types.dedup();
        let ty = match types.as_slice() {
            ["string"] => Some("string"),
            ["integer"] => Some("integer"),
            ["boolean"] => Some("boolean"),
            [] => view.ty,
            all if all.iter().all(|ty| ["integer", "number"].contains(ty)) => Some("number"),
            _ => None,
        };
        let whole = View {
            ty,
            values: listed.iter().map(|(value, _)| value.clone()).collect(),
            value_docs: listed,
            ..View::default()
        };
        Some(self.scalar(&whole, at))
    }

    /// The branches of the only union among the keywords of a schema, if they are scalars of one
    /// type.
    pub(super) fn scalar_arms(&self, view: &View<'a>) -> Option<ScalarArms<'a>> {
        let [union] = view.unions.as_slice() else {
            return None;
        };
        if union.is_open {
            return None;
        }
        let mut arms = Vec::new();
        self.add_scalars(union, MOST_LEVELS, &mut arms)?;
        let is_plain = |arm: &&ScalarArm<'a>| arm.values.is_empty();
        if arms.iter().any(|arm| is_plain(&arm)) {
            let mut listed = arms.iter().flat_map(|arm| &arm.values);
            listed.all(Value::is_string).then_some(())?;
        }
        (!arms.is_empty()).then_some(ScalarArms(arms))
    }

    fn add_scalars(
        &self,
        union: &Branches<'a>,
        levels: usize,
        arms: &mut Vec<ScalarArm<'a>>,
    ) -> Option<()> {
        for schema in &union.schemas {
            self.add_scalar(*schema, levels, arms)?;
        }
        Some(())
    }

    fn add_scalar(
        &self,
        schema: SchemaRef<'a>,
        levels: usize,
        arms: &mut Vec<ScalarArm<'a>>,
    ) -> Option<()> {
        let levels = levels.checked_sub(1)?;
        let mut found = Docs::default();
        let (reference, schema) = self.annotated(schema, &mut found)?;
        let view = View::of(schema);
        if view.is_null {
            return Some(());
        }
        let is_plain = view.all_of.is_empty()
            && view.properties.is_empty()
            && view.additional.is_none()
            && view.items.is_none()
            && view.by_type.is_empty()
            && !flag(&schema.schema_data.extensions, TEXT_DATE_TIME);
        if !is_plain {
            return None;
        }
        if let [union] = view.unions.as_slice()
            && !union.is_open
        {
            return self.add_scalars(union, levels, arms);
        }
        let has_scalars = view.unions.is_empty() && view.values.iter().all(is_scalar);
        let is_text = || {
            let format = view.format.as_deref().unwrap_or_default();
            view.ty == Some("string") && string(format) == Scalar::String
        };
        if !has_scalars || (view.values.is_empty() && !is_text()) {
            return None;
        }
        arms.push(ScalarArm {
            reference,
            ty: view.ty,
            values: view.values,
            docs: found,
        });
        Some(())
    }

    /// The schema behind references and behind schemas that only annotate it, with the last
    /// reference and the outermost docs.
    pub(super) fn annotated(
        &self,
        mut schema: SchemaRef<'a>,
        found: &mut Docs,
    ) -> Option<(Option<&'a str>, &'a openapiv3::Schema)> {
        let mut last = None;
        for _ in 0..MOST_LEVELS {
            let item = match schema {
                SchemaRef::Item(item) => item,
                SchemaRef::Reference(reference) => {
                    last = Some(reference);
                    self.component_schema(reference)?.1
                }
            };
            let own = docs(item);
            found.title = found.title.take().or(own.title);
            found.description = found.description.take().or(own.description);
            let view = View::of(item);
            match view.all_of.as_slice() {
                [only] if view.has_only_all_of() => schema = *only,
                _ => return Some((last, item)),
            }
        }
        None
    }

    /// The only value that the schema of a property allows, null included.
    pub(super) fn constant_of(&mut self, schema: SchemaRef<'a>, nullable: bool) -> Option<Value> {
        if !nullable {
            return self.only_value(schema);
        }
        let (_, item) = self.annotated(schema, &mut Docs::default())?;
        View::of(item).is_null.then_some(Value::Null)
    }

    /// The only value that a schema allows.
    pub(super) fn only_value(&mut self, schema: SchemaRef<'a>) -> Option<Value> {
        let (_, item) = self.annotated(schema, &mut Docs::default())?;
        let view = View::of(item);
        let values = match self.scalar_arms(&view) {
            Some(arms) if view.values.is_empty() => {
                let is_open = arms.0.iter().any(|arm| arm.values.is_empty());
                let values = arms.values().into_iter().map(|(value, _)| value);
                values.filter(|_| !is_open).collect()
            }
            _ if view.all_of.is_empty() => view.values,
            _ => self
                .constraints(item, &TypeId(location(item)))
                .only_values(),
        };
        let [value] = <[Value; 1]>::try_from(values).ok()?;
        Some(value)
    }
}

fn is_scalar(value: &Value) -> bool {
    !value.is_object() && !value.is_array()
}

fn type_name(value: &Value) -> &'static str {
    match value {
        Value::String(_) => "string",
        Value::Bool(_) => "boolean",
        Value::Number(number) if number.is_f64() => "number",
        Value::Number(_) => "integer",
        _ => "object",
    }
}
