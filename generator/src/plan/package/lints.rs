//! Lints of rustc and clippy about names, which an SDK allows if its names need it: they are those of
//! the API.

use crate::ir::{Api, TypeKind};
use crate::plan::names::{FieldName, plain};
use crate::sdk::AllowedLints;

/// Names that clippy takes for placeholders.
const PLACEHOLDERS: &[&str] = &["foo", "baz", "quux"];

/// Methods of the standard library's traits that take `self` and one argument, as setters do.
const OF_SETTERS: &[&str] = &[
    "add", "bitand", "bitor", "bitxor", "div", "mul", "rem", "shl", "shr", "sub",
];

/// Methods of the standard library's traits that take `&self`, as methods of resources do.
const OF_METHODS: &[&str] = &["as_ref", "borrow", "cmp", "deref", "eq", "hash", "index"];

/// The lints that the crate allows, and its tests.
pub(crate) fn allowed(api: &Api) -> AllowedLints {
    let mut found = Found::default();
    api.types.values().for_each(|def| {
        found.name(&def.id.0.last().unwrap_or_default());
        match &def.kind {
            TypeKind::Struct { fields, .. } => {
                for field in fields {
                    let words = field.given_name.as_deref().unwrap_or(&field.wire);
                    found.name(words);
                    found.trait_method(words, OF_SETTERS);
                }
            }
            TypeKind::Enum { values } => values.iter().for_each(|value| found.name(&value.text())),
            TypeKind::Union { variants, .. } => {
                variants
                    .iter()
                    .for_each(|variant| found.name(&variant.name));
            }
            TypeKind::Alias(_) => {}
        }
        found.name(def.given_name.as_deref().unwrap_or_default());
    });
    for resource in &api.resources {
        found.name(&resource.name);
        for operation in &resource.operations {
            found.name(&operation.id);
            let words = operation.given_name.as_deref().unwrap_or(&operation.name);
            found.name(words);
            found.trait_method(words, OF_METHODS);
            for param in &operation.params {
                let words = param.given_name.as_deref().unwrap_or(&param.wire);
                found.name(words);
                found.trait_method(words, OF_SETTERS);
            }
        }
    }
    api.events.iter().for_each(|event| found.name(&event.name));
    api.callbacks
        .iter()
        .for_each(|callback| found.name(&callback.name));
    let mut lints = Vec::new();
    if found.is_unicode {
        lints.extend([
            "confusable_idents",
            "mixed_script_confusables",
            "uncommon_codepoints",
        ]);
    }
    let of_tests = lints.clone();
    if found.has_placeholder {
        lints.push("clippy::disallowed_names");
    }
    if found.has_trait_method {
        lints.push("clippy::should_implement_trait");
    }
    AllowedLints {
        library: lints.join(", "),
        tests: of_tests.join(", "),
    }
}

/// What the names of an API have in common.
#[derive(Default)]
struct Found {
    is_unicode: bool,
    has_placeholder: bool,
    has_trait_method: bool,
}

impl Found {
    fn name(&mut self, words: &str) {
        let name = FieldName::new(words);
        let name = plain(name.as_str());
        self.is_unicode |= !name.is_ascii();
        self.has_placeholder |= PLACEHOLDERS.contains(&name);
    }

    fn trait_method(&mut self, words: &str, methods: &[&str]) {
        let name = FieldName::new(words);
        self.has_trait_method |= methods.contains(&plain(name.as_str()));
    }
}
