//! Which components are subtypes of which: those that include another one by `allOf`.

use std::collections::BTreeMap;

use openapiv3::{OpenAPI, ReferenceOr, Schema};

use super::schema::{component_id, component_key};
use super::view::{SchemaRef, View};

/// The components that include others by `allOf`, directly or in an inline branch.
#[derive(Debug, Default)]
pub(super) struct Subtypes {
    /// The keys of the subtypes of each component, in document order.
    children: BTreeMap<String, Vec<String>>,
    /// The keys of the components that each component includes.
    parents: BTreeMap<String, Vec<String>>,
}

impl Subtypes {
    pub(super) fn of(openapi: &OpenAPI) -> Self {
        let mut all = Self::default();
        let components = openapi.components.as_ref();
        for (key, schema) in components.iter().flat_map(|found| &found.schemas) {
            let ReferenceOr::Item(schema) = schema else {
                continue;
            };
            // The schema of a property that `resolve` moved only annotates what it refers to.
            if !is_declared(key) {
                continue;
            }
            let mut parents = Vec::new();
            included(schema, openapi, &mut parents);
            for parent in &parents {
                let children = all.children.entry(parent.clone()).or_default();
                children.push(key.clone());
            }
            all.parents.insert(key.clone(), parents);
        }
        all
    }

    /// The direct subtypes of a component.
    pub(super) fn children(&self, key: &str) -> &[String] {
        self.children.get(key).map_or(&[], Vec::as_slice)
    }

    /// The components that a component includes directly.
    pub(super) fn parents(&self, key: &str) -> &[String] {
        self.parents.get(key).map_or(&[], Vec::as_slice)
    }

    /// Whether a component includes another, directly or not.
    pub(super) fn is_below(&self, key: &str, ancestor: &str) -> bool {
        self.ancestors(key).iter().any(|found| found == ancestor)
    }

    /// The components that a component includes, the nearest ones first.
    pub(super) fn ancestors(&self, key: &str) -> Vec<String> {
        let mut found: Vec<String> = self.parents(key).to_vec();
        let mut index = 0;
        while let Some(next) = found.get(index).cloned() {
            for parent in self.parents(&next) {
                if parent != key && !found.contains(parent) {
                    found.push(parent.clone());
                }
            }
            index += 1;
        }
        found
    }
}

/// Whether the document declares a component as a type: in `components`, `definitions` or `$defs`.
fn is_declared(key: &str) -> bool {
    let tokens = component_id(key).0.tokens();
    let parent = tokens.iter().rev().nth(1);
    parent.is_some_and(|name| ["schemas", "definitions", "$defs"].contains(&name.as_str()))
}

/// Adds the components that `allOf` includes.
fn included(schema: &Schema, openapi: &OpenAPI, found: &mut Vec<String>) {
    for branch in View::of(schema).all_of {
        match branch {
            SchemaRef::Item(schema) => included(schema, openapi, found),
            SchemaRef::Reference(reference) => {
                if let Some(key) = target(reference, openapi)
                    && !found.contains(&key)
                {
                    found.push(key);
                }
            }
        }
    }
}

/// The component that a reference leads to, through components that are only references.
fn target(reference: &str, openapi: &OpenAPI) -> Option<String> {
    let schemas = &openapi.components.as_ref()?.schemas;
    let mut key = component_key(reference)?;
    // Circular references were refused before.
    for _ in 0..schemas.len() {
        match schemas.get(&key)? {
            ReferenceOr::Item(_) => return Some(key),
            ReferenceOr::Reference { reference } => key = component_key(reference)?,
        }
    }
    None
}
