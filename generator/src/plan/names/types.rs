//! The names of the types: the name in the document, qualified by the owner if two types claim the
//! same name.

use std::collections::BTreeMap;
use std::sync::Arc;

use indexmap::IndexMap;

use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::ir::{Api, Field, Hint, TypeDef, TypeId, TypeKind, TypeRef};
use crate::plan::names::TypeName;
use crate::plan::names::settle::{Claim, settle};
use crate::plan::names::words::spelled_out;
use crate::pointer::Pointer;
use crate::text::Source;

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
    /// If several types claim the same name, one with a name from `x-rust-name` keeps it, else the
    /// component with that name. The others are qualified by their owners, or else by their spelling
    /// or location, and reported.
    pub(crate) fn of(api: &Api, source: &Arc<Source>, diagnostics: &mut Diagnostics) -> Self {
        let defs: Vec<&TypeDef> = api.types.values().collect();
        let claims: Vec<Claim> = defs.iter().map(|def| claim(def, &api.types)).collect();
        let key = |words: &str| TypeName::new(words).to_string();
        let (words, contests) = settle(&claims, key);
        let names: Vec<TypeName> = words.iter().map(|words| TypeName::new(words)).collect();
        for contest in contests {
            for index in &contest.claimants {
                let (Some(def), Some(name)) = (defs.get(*index), names.get(*index)) else {
                    continue;
                };
                if name.as_str() == contest.key {
                    continue;
                }
                let others = contest.claimants.iter().filter(|other| *other != index);
                let others = others.filter_map(|other| Some(&defs.get(*other)?.id));
                let message = format!(
                    "the name `{}` is also that of {}; this type is `{name}`",
                    contest.key,
                    listed(others)
                );
                let code = match def.hint {
                    _ if def.given_name.is_some() => Code::TypeNameClash,
                    Hint::Component { .. } | Hint::Alias { .. } => Code::TypeNameClash,
                    _ => Code::TypeNameQualified,
                };
                diagnostics.push(Diagnostic::new(code, source, &def.id.0, message));
            }
        }
        let ids = defs.iter().map(|def| def.id.clone());
        Self(ids.zip(names).collect())
    }
}

/// Two of several locations, and the number of the others.
fn listed<'i>(ids: impl Iterator<Item = &'i TypeId>) -> String {
    const SHOWN: usize = 2;
    let mut ids: Vec<&TypeId> = ids.collect();
    ids.sort();
    let shown = ids.iter().take(SHOWN).map(|id| format!("`{id}`"));
    let shown = shown.collect::<Vec<_>>().join(" and ");
    match ids.len().saturating_sub(SHOWN) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}

/// The maximum number of owners that qualify a name.
const MOST_OWNERS: usize = 4;

/// The possible names of a type, and whether it keeps one that others claim too.
fn claim(def: &TypeDef, types: &IndexMap<TypeId, TypeDef>) -> Claim {
    let own = match &def.given_name {
        Some(given) => given.clone(),
        None => words(def, types),
    };
    let is_exact = TypeName::new(&own).as_str() == own;
    let (rank, keeps) = match &def.hint {
        _ if def.given_name.is_some() => (0, true),
        Hint::Component { .. } if is_exact => (1, true),
        Hint::Component { .. } => (2, true),
        Hint::Alias { .. } => (3, true),
        _ => (4, false),
    };
    let mut names = vec![own.clone()];
    if let Hint::Variant { owner, .. } = &def.hint
        && let Some(properties) = required_properties(def)
    {
        names.push(format!(
            "{} with {properties}",
            words_of_location(&owner.0, types)
        ));
    }
    names.extend(qualified(def, &own, types));
    names.extend(match &def.hint {
        Hint::Operation { id, role } => {
            let tokens = def.id.0.tokens();
            let kind = tokens.iter().find_map(|token| match token.as_str() {
                "parameters" => Some("parameter"),
                "requestBody" | "requestBodies" => Some("body"),
                "responses" => Some("content"),
                _ => None,
            });
            Some(format!("{id} {role} {}", kind.unwrap_or_default()))
        }
        _ => None,
    });
    names.push(spelled_out(&own));
    Claim {
        names,
        identity: def.id.to_string(),
        rank,
        keeps,
    }
}

/// The names of the first required properties, if there are any: what distinguishes one untitled
/// object from another.
fn required_properties(def: &TypeDef) -> Option<String> {
    const SHOWN: usize = 3;
    let TypeKind::Struct { fields, .. } = &def.kind else {
        return None;
    };
    let required = fields.iter().filter(|field| field.presence.is_required());
    let mut names: Vec<&str> = required.map(|field| field.wire.as_str()).collect();
    names.sort_unstable();
    names.truncate(SHOWN);
    (!names.is_empty()).then(|| names.join(" and "))
}

/// The name with its owners in front, one after another. None for components.
fn qualified(def: &TypeDef, own: &str, types: &IndexMap<TypeId, TypeDef>) -> Vec<String> {
    let mut place = match &def.hint {
        Hint::Definition { owner, .. } => owner.0.clone(),
        // The name is already qualified by this owner, so the next outer one is used.
        Hint::Property { owner, .. } | Hint::Variant { owner, .. } => outer(&owner.0),
        Hint::Component { .. } | Hint::Alias { .. } | Hint::Operation { .. } => return Vec::new(),
    };
    let mut names = Vec::new();
    let mut name = TypeName::new(own).to_string();
    while names.len() < MOST_OWNERS && !place.tokens().is_empty() {
        let owner = words_of_location(&place, types);
        if !owner.trim().is_empty() {
            let owner = TypeName::new(&owner);
            if !name.starts_with(owner.as_str()) {
                name = format!("{owner} {name}");
                names.push(name.clone());
            }
        }
        place = outer(&place);
    }
    names
}

/// The location that encloses another.
fn outer(place: &Pointer) -> Pointer {
    let tokens = place.tokens();
    Pointer::from_tokens(tokens.iter().take(tokens.len().saturating_sub(1)))
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
            let constant = constant(def, types).filter(|_| is_generic(name));
            let name = constant.unwrap_or_else(|| meaningful(name).to_owned());
            format!("{} {name}", words_of_location(&owner.0, types))
        }
        Hint::Operation { id, role } => operation_words(id, role),
    }
}

/// Whether the name of a variant says nothing but its type or its position.
pub(super) fn is_generic(name: &str) -> bool {
    const TYPES: &[&str] = &["object", "array", "string", "number", "integer", "boolean"];
    TYPES.contains(&name) || name.starts_with("part")
}

/// The only value of a property that identifies an object: of a required one, if there is any.
fn constant(def: &TypeDef, types: &IndexMap<TypeId, TypeDef>) -> Option<String> {
    let TypeKind::Struct { fields, .. } = &def.kind else {
        return None;
    };
    let value = |field: &Field| match &field.ty {
        TypeRef::Named(id) => match &types.get(id)?.kind {
            TypeKind::Enum { values } => match values.as_slice() {
                [only] => Some(only.wire.clone()),
                _ => None,
            },
            _ => None,
        },
        _ => None,
    };
    let mut constants: Vec<_> = fields
        .iter()
        .filter_map(|field| Some((!field.presence.is_required(), &field.wire, value(field)?)))
        .collect();
    constants.sort();
    constants.into_iter().next().map(|(_, _, value)| value)
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
