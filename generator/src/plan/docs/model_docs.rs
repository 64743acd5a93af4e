//! The section of a model in `docs/models/`: a table of its fields, values or variants.

use crate::ir::{Access, EnumValue, Field, TypeDef, TypeId, TypeKind, TypeRef, Usage};
use crate::plan::Planner;
use crate::plan::docs::links::Folder;
use crate::plan::models::holding::{Holding, is_asked};
use crate::plan::models::properties::{NamedProperty, named_properties};
use crate::plan::models::structs::ADDITIONAL_PROPERTIES;
use crate::plan::models::variant_names;
use crate::plan::names::plain;
use crate::sdk::ModelDocs;

impl Planner<'_> {
    pub(crate) fn model_docs(&self, id: &TypeId) -> Option<ModelDocs> {
        let def = self.api.types.get(id)?;
        let (columns, rows): (&[&str], Vec<Vec<String>>) = match &def.kind {
            TypeKind::Struct {
                fields, additional, ..
            } => {
                let (properties, mut taken) = named_properties(fields, def.usage);
                let rows = properties.iter();
                let rows = rows.map(|property| self.field_row(property, def.usage));
                let rest = additional.as_ref().map(|ty| {
                    let name = taken.claim(ADDITIONAL_PROPERTIES);
                    self.additional_row(&name, ty)
                });
                (
                    &["Field", "JSON property", "Type", "Presence", "Description"],
                    rows.chain(rest).collect(),
                )
            }
            TypeKind::Enum { values } => (&["Variant", "JSON value"], self.value_rows(values)),
            TypeKind::Union { variants, .. } => (
                &["Variant", "Type"],
                variants
                    .iter()
                    .map(|part| {
                        vec![
                            self.code_cell(&part.name),
                            self.type_link(&part.ty, Folder::Models),
                        ]
                    })
                    .collect(),
            ),
            TypeKind::Alias(_) => return None,
        };
        let parts = [&def.docs.title, &def.docs.description];
        let text: Vec<&str> = parts
            .into_iter()
            .flatten()
            .map(|text| text.trim_end())
            .collect();
        let text = if text.is_empty() {
            self.docs.fallback_of_type(&def.hint)
        } else {
            text.join("\n\n")
        };
        Some(ModelDocs {
            name: self.names.get(id).to_owned(),
            description: self.docs.markdown_lines(&text, Folder::Models),
            usage: usage(def).to_owned(),
            columns: columns.iter().map(|column| (*column).to_owned()).collect(),
            rows,
        })
    }

    fn value_rows(&self, values: &[EnumValue]) -> Vec<Vec<String>> {
        let row = |(name, value): (String, &EnumValue)| {
            vec![format!("`{name}`"), self.code_cell(&value.text())]
        };
        let mut rows: Vec<_> = variant_names(values)
            .into_iter()
            .zip(values)
            .map(row)
            .collect();
        rows.push(vec![
            "`UnknownValue`".to_owned(),
            if values.iter().all(|value| value.wire.is_string()) {
                "any other string".to_owned()
            } else {
                "any other value".to_owned()
            },
        ]);
        rows
    }

    fn code_cell(&self, text: &str) -> String {
        if text.is_empty() {
            return "(empty)".to_owned();
        }
        format!("`{}`", self.docs.code(text).replace('|', "\\|"))
    }

    fn additional_row(&self, name: &str, ty: &TypeRef) -> Vec<String> {
        let map = TypeRef::Map(Box::new(ty.clone()));
        vec![
            format!("`{name}`"),
            "(others)".to_owned(),
            self.type_link(&map, Folder::Models),
            "optional".to_owned(),
            "Properties that the API's document does not list.".to_owned(),
        ]
    }

    fn field_row(&self, property: &NamedProperty<'_>, usage: Usage) -> Vec<String> {
        let field = property.field;
        let docs = field
            .docs
            .description
            .as_ref()
            .or(field.docs.title.as_ref());
        let mut description = docs
            .map(|text| self.docs.cell(text, Folder::Models))
            .unwrap_or_default();
        if let Some(deprecation) = &field.deprecation {
            let text = self.docs.deprecation_of_property(deprecation);
            let notice = self.docs.cell(&text, Folder::Models);
            description = format!("{notice} {description}").trim_end().to_owned();
        }
        vec![
            format!("`{}`", plain(&property.name)),
            self.code_cell(&field.wire),
            if field.secret {
                "`Secret`".to_owned()
            } else {
                self.type_link(&field.ty, Folder::Models)
            },
            presence(field, usage).to_owned(),
            description,
        ]
    }
}

/// Whether the property is present: in requests if the model is sent, else in responses.
fn presence(field: &Field, usage: Usage) -> &'static str {
    match (Holding::of(field, usage), usage.is_sent()) {
        _ if usage.is_sent() && field.access == Access::ReadOnly => "only received",
        (Holding::Plain, true) => "required",
        (Holding::OrNull, true) => "required, may be null",
        (Holding::Optional, true) if is_asked(field) => "required, only sent",
        (Holding::Plain, false) => "always",
        (Holding::OrNull, false) => "always, may be null",
        (Holding::EmptyIfAbsent, _) => "empty if absent",
        (Holding::Optional, false) if field.presence.is_nullable() => "optional, may be null",
        (Holding::Optional, _) => "optional",
        (Holding::Nullable, _) => "optional, may be null",
    }
}

fn usage(def: &TypeDef) -> &'static str {
    match (&def.kind, def.usage) {
        (TypeKind::Struct { .. }, Usage::Sent) => {
            "Used in requests. Create it with `new()` and setters."
        }
        (TypeKind::Struct { .. }, Usage::Both) => {
            "Used in requests and responses. Create it with `new()` and setters."
        }
        (TypeKind::Struct { .. }, _) => "Used in responses.",
        (kind @ TypeKind::Enum { .. }, _) if kind.strings().is_some() => {
            "One of these strings, or another one that the API adds later."
        }
        (TypeKind::Enum { .. }, _) => {
            "One of these values, or another one that the API adds later."
        }
        (TypeKind::Union { .. } | TypeKind::Alias(_), _) => "One of these variants, or `Unknown`.",
    }
}
