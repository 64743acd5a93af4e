//! The names of the types: the name in the document, qualified by the owner if two types claim the
//! same name.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use indexmap::IndexMap;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::ir::{Api, Hint, TypeDef, TypeId};
use crate::plan::names::TypeName;
use crate::pointer::Pointer;
use crate::source_file::Source;

/// The name of every type.
#[derive(Debug, Clone, Default)]
pub(crate) struct TypeNames(BTreeMap<TypeId, TypeName>);

impl TypeNames {
    /// The name of a type of the API.
    pub(crate) fn get(&self, id: &TypeId) -> &str {
        self.0.get(id).map_or("", TypeName::as_str)
    }

    /// Whether a type has this name.
    pub(crate) fn contains(&self, name: &str) -> bool {
        self.0.values().any(|known| known.as_str() == name)
    }

    /// Names the types of an API.
    ///
    /// Types that claim the same name and are not components are qualified by their owners, which
    /// is reported. If two types still have the same name, it is an error: a number as a suffix
    /// would depend on the order of the document.
    pub(crate) fn of(api: &Api, source: &Arc<Source>, diagnostics: &mut Diagnostics) -> Self {
        let mut claims: IndexMap<TypeId, TypeName> = api
            .types
            .iter()
            .map(|(id, def)| (id.clone(), TypeName::new(&words(def, &api.types))))
            .collect();
        for _ in 0..MOST_OWNERS {
            let contested = contested(&claims);
            if contested.is_empty() {
                break;
            }
            for id in contested {
                if let Some(def) = api.types.get(&id)
                    && let Some(name) = qualified(def, claims.get(&id), &api.types)
                {
                    let message = format!(
                        "two types claim the same name; this one is `{name}`, after its parent"
                    );
                    diagnostics.push(Diagnostic::new(
                        Code::TypeNameQualified,
                        source,
                        &id.0,
                        message,
                    ));
                    claims.insert(id, name);
                }
            }
        }
        for id in contested(&claims) {
            let name = claims.get(&id).map(TypeName::as_str).unwrap_or_default();
            let same = claims
                .iter()
                .filter(|(other, claim)| **other != id && claim.as_str() == name);
            let others: Vec<String> = same.map(|(other, _)| format!("`{other}`")).collect();
            let message = format!(
                "the type has the same Rust name `{name}` as {}",
                others.join(" and ")
            );
            let diagnostic = Diagnostic::new(Code::TypeNameClash, source, &id.0, message);
            diagnostics.push(diagnostic);
        }
        Self(claims.into_iter().collect())
    }
}

/// The maximum number of owners that qualify a name.
const MOST_OWNERS: usize = 4;

/// The types that share a name with another type.
fn contested(claims: &IndexMap<TypeId, TypeName>) -> Vec<TypeId> {
    let mut seen = BTreeSet::new();
    let doubled: BTreeSet<&str> = claims
        .values()
        .map(TypeName::as_str)
        .filter(|name| !seen.insert(*name))
        .collect();
    let contested = claims
        .iter()
        .filter(|(_, name)| doubled.contains(name.as_str()));
    contested.map(|(id, _)| id.clone()).collect()
}

/// The name qualified by the owner. `None` for components and for names from `x-rust-name`.
fn qualified(
    def: &TypeDef,
    claim: Option<&TypeName>,
    types: &IndexMap<TypeId, TypeDef>,
) -> Option<TypeName> {
    let owner = match &def.hint {
        _ if def.given_name.is_some() => return None,
        Hint::Definition { owner, .. } => words_of_location(&owner.0, types),
        Hint::Property { owner, .. } | Hint::Variant { owner, .. } => {
            let place = owner.0.tokens();
            // The name is already qualified by this owner, so use the next outer one.
            let outer = Pointer::from_tokens(place.iter().take(place.len().saturating_sub(1)));
            words_of_location(&outer, types)
        }
        Hint::Component { .. } | Hint::Alias { .. } | Hint::Operation { .. } => {
            return None;
        }
    };
    let claim = claim?.as_str();
    if owner.trim().is_empty() {
        return None;
    }
    let owner = TypeName::new(&owner);
    (!claim.starts_with(owner.as_str())).then(|| TypeName::new(&format!("{owner} {claim}")))
}

/// The name of a type in the document, before the case is converted.
fn words(def: &TypeDef, types: &IndexMap<TypeId, TypeDef>) -> String {
    if let Some(name) = &def.given_name {
        return name.clone();
    }
    match &def.hint {
        Hint::Component { name } | Hint::Alias { name } | Hint::Definition { name, .. } => {
            name.clone()
        }
        // A property can have the name of a keyword.
        Hint::Property { owner, name } => {
            format!("{} {name}", words_of_location(&owner.0, types))
        }
        Hint::Variant { owner, name } => {
            format!(
                "{} {}",
                words_of_location(&owner.0, types),
                meaningful(name)
            )
        }
        Hint::Operation { id, role } => operation_words(id, role),
    }
}

/// The name of an inline type of a request or response: the operation and the role.
fn operation_words(id: &str, role: &str) -> String {
    format!("{id} {role}")
}

/// The name from the location of a type, or from the nearest enclosing location that has one.
fn words_of_location(place: &Pointer, types: &IndexMap<TypeId, TypeDef>) -> String {
    if let Some(def) = types.get(&TypeId(place.clone())) {
        return words(def, types);
    }
    let tokens = place.tokens();
    let tokens: Vec<&str> = tokens.iter().map(String::as_str).collect();
    let outer = |tokens: &[&str]| words_of_location(&Pointer::from_tokens(tokens), types);
    match tokens.as_slice() {
        [] => String::new(),
        ["components", _, name] | ["paths" | "webhooks", name] => (*name).to_owned(),
        [owner @ .., "properties", name] => format!("{} {name}", outer(owner)),
        [_, .., "definitions" | "$defs", name] => (*name).to_owned(),
        [owner @ .., last] if meaningful(last).is_empty() => outer(owner),
        [owner @ .., last] => format!("{} {last}", outer(owner)),
    }
}

/// A token of a pointer, or an empty string if it is an index or a keyword of OpenAPI.
fn meaningful(token: &str) -> &str {
    const GRAMMAR: &[&str] = &[
        "properties",
        "items",
        "allOf",
        "anyOf",
        "oneOf",
        "additionalProperties",
        "schema",
        "content",
        "application/json",
        "requestBody",
        "responses",
        "parameters",
        "components",
        "schemas",
    ];
    let is_index = token.chars().all(|c| c.is_ascii_digit());
    if is_index || GRAMMAR.contains(&token) {
        ""
    } else {
        token
    }
}
