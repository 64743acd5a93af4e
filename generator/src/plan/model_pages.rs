//! The section of a model in its page: a table of members, values or variants.

use super::Planner;
use super::links::Folder;
use super::naming::{FieldName, plain};
use crate::ir::{Field, Presence, TypeDef, TypeId, TypeKind, Usage};
use crate::sdk::ModelPage;

impl Planner<'_> {
    pub(super) fn model_page(&self, id: &TypeId) -> Option<ModelPage> {
        let def = self.api.types.get(id)?;
        let (columns, rows): (&[&str], Vec<Vec<String>>) = match &def.kind {
            TypeKind::Struct { fields, .. } => (
                &["Member", "On the wire", "Type", "Presence", "Description"],
                fields.iter().map(|field| self.member_row(field)).collect(),
            ),
            TypeKind::Enum { values } => (
                &["Value"],
                values.iter().map(|value| vec![self.code_cell(&value.wire)]).collect(),
            ),
            TypeKind::Union { variants, .. } => (
                &["Part", "Type"],
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
        let text: Vec<&str> =
            parts.into_iter().flatten().map(|text| text.trim_end()).collect();
        Some(ModelPage {
            name: self.names.get(id).to_owned(),
            description: self.docs.page_lines(&text.join("\n\n"), Folder::Models),
            usage: usage(def).to_owned(),
            columns: columns.iter().map(|column| (*column).to_owned()).collect(),
            rows,
        })
    }

    fn code_cell(&self, text: &str) -> String {
        if text.is_empty() {
            return "(empty)".to_owned();
        }
        format!("`{}`", self.docs.code(text).replace('|', "\\|"))
    }

    fn member_row(&self, field: &Field) -> Vec<String> {
        let words = field.rust_name.as_deref().unwrap_or(&field.wire);
        let name = FieldName::new(words);
        let docs = field.docs.description.as_ref().or(field.docs.title.as_ref());
        let mut description =
            docs.map(|text| self.docs.cell(text, Folder::Models)).unwrap_or_default();
        if field.deprecated {
            description = format!("**Deprecated.** {description}").trim_end().to_owned();
        }
        vec![
            format!("`{}`", plain(name.as_str())),
            self.code_cell(&field.wire),
            self.type_link(&field.ty, Folder::Models),
            presence(field.presence).to_owned(),
            description,
        ]
    }
}

fn presence(presence: Presence) -> &'static str {
    match presence {
        Presence::Required => "always",
        Presence::Optional => "optional",
        Presence::Nullable => "always, may be null",
        Presence::OptionalNullable => "optional, may be null",
    }
}

fn usage(def: &TypeDef) -> &'static str {
    match (&def.kind, def.usage) {
        (TypeKind::Struct { .. }, Usage::Sent) => "Sent: built by `new()` and setters.",
        (TypeKind::Struct { .. }, Usage::Both) => {
            "Sent and received: built by `new()` and setters."
        }
        (TypeKind::Struct { .. }, _) => "Received.",
        (TypeKind::Enum { .. }, _) => {
            "One of these texts, or another that the API adds later."
        }
        (TypeKind::Union { .. } | TypeKind::Alias(_), _) => {
            "One of these, or something else."
        }
    }
}
