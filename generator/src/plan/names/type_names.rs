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
    /// If several types claim the same name, one with a name from `x-rust-name` keeps it, else the
    /// component with that name. The others are qualified by their owners, or else by their
    /// spelling or location, and reported.
    pub(crate) fn of(api: &Api, source: &Arc<Source>, diagnostics: &mut Diagnostics) -> Self {
        let defs: Vec<&TypeDef> = api.types.values().collect();
        let mut words = Words {
            types: &api.types,
            settled: BTreeMap::new(),
        };
        let mut contests = Vec::new();
        // A type is named after the final name of its owner, so a change may lead to others below.
        for _ in 0..MOST_LEVELS {
            let claims: Vec<Claim> = defs.iter().map(|def| words.claim(def)).collect();
            let (found, contested) = settle(&claims, |words| TypeName::new(words).to_string());
            contests = contested;
            let ids = defs.iter().map(|def| &def.id);
            let settled: BTreeMap<&TypeId, String> = ids.zip(found).collect();
            if settled == words.settled {
                break;
            }
            words.settled = settled;
        }
        let names: Vec<TypeName> = defs
            .iter()
            .map(|def| TypeName::new(words.settled.get(&def.id).map_or("", String::as_str)))
            .collect();
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

/// The maximum depth of owners whose final names are taken into account.
const MOST_LEVELS: usize = 8;

/// The words of types and of locations.
struct Words<'a> {
    types: &'a IndexMap<TypeId, TypeDef>,
    /// The words of the names of types, as far as they are settled.
    settled: BTreeMap<&'a TypeId, String>,
}

impl Words<'_> {
    /// The possible names of a type, and whether it keeps one that others claim too.
    fn claim(&self, def: &TypeDef) -> Claim {
        let own = self.own(def);
        let is_exact = TypeName::new(&own).as_str() == own;
        let (rank, keeps) = match &def.hint {
            _ if def.given_name.is_some() => (0, true),
            Hint::Component { .. } if is_exact => (1, true),
            Hint::Component { .. } => (2, true),
            Hint::Alias { .. } => (3, true),
            _ => (4, false),
        };
        let mut names = vec![own.clone()];
        match &def.hint {
            Hint::Variant { owner, .. } => {
                let owner = self.of_location(&owner.0);
                let parts = [properties(def, true), properties(def, false)];
                let parts = parts.into_iter().flatten();
                names.extend(parts.map(|parts| format!("{owner} with {parts}")));
                names.extend(self.qualified(def, &own));
            }
            Hint::Definition { .. } | Hint::Property { .. } => {
                names.extend(self.qualified(def, &own));
            }
            Hint::Operation { id, role } => {
                names.push(format!("{id} {role} {}", kind_of_content(def)));
            }
            Hint::Component { .. } | Hint::Alias { .. } => names.extend(spelled_out(&own)),
        }
        Claim {
            names,
            identity: def.id.to_string(),
            rank,
            keeps,
        }
    }

    /// The name with its owners in front, one after another.
    fn qualified(&self, def: &TypeDef, own: &str) -> Vec<String> {
        let mut place = match &def.hint {
            Hint::Definition { owner, .. } => owner.0.clone(),
            // The name is already qualified by this owner, so the next outer one is used.
            Hint::Property { owner, .. } | Hint::Variant { owner, .. } => outer(&owner.0),
            Hint::Component { .. } | Hint::Alias { .. } | Hint::Operation { .. } => {
                return Vec::new();
            }
        };
        let mut names = Vec::new();
        let mut name = TypeName::new(own).to_string();
        while names.len() < MOST_OWNERS && !place.tokens().is_empty() {
            let owner = self.of_location(&place);
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

    /// The name of a type in the document, before the case is converted.
    fn own(&self, def: &TypeDef) -> String {
        if let Some(name) = &def.given_name {
            return name.clone();
        }
        match &def.hint {
            Hint::Component { name } | Hint::Alias { name } | Hint::Definition { name, .. } => {
                name.clone()
            }
            // A property can have the name of a keyword.
            Hint::Property { owner, name } => format!("{} {name}", self.of_location(&owner.0)),
            Hint::Variant { owner, name } => {
                let constant = constant(def, self.types).filter(|_| is_generic(name));
                let name = constant.unwrap_or_else(|| meaningful(name).to_owned());
                format!("{} {name}", self.of_location(&owner.0))
            }
            Hint::Operation { id, role } => format!("{id} {role}"),
        }
    }

    /// The name from the location of a type, or from the nearest enclosing location that has one.
    fn of_location(&self, place: &Pointer) -> String {
        if let Some(def) = self.types.get(&TypeId(place.clone())) {
            let settled = self.settled.get(&def.id).cloned();
            return settled.unwrap_or_else(|| self.own(def));
        }
        let tokens = place.tokens();
        let tokens: Vec<&str> = tokens.iter().map(String::as_str).collect();
        let outer = |tokens: &[&str]| self.of_location(&Pointer::from_tokens(tokens));
        match tokens.as_slice() {
            [] => String::new(),
            ["components", _, name] | ["paths" | "webhooks", name] => (*name).to_owned(),
            [owner @ .., "properties", name] => format!("{} {name}", outer(owner)),
            [_, .., "definitions" | "$defs", name] => (*name).to_owned(),
            [owner @ .., last] if meaningful(last).is_empty() => outer(owner),
            [owner @ .., last] => format!("{} {last}", outer(owner)),
        }
    }
}

/// The kind of content that an inline type of an operation is.
fn kind_of_content(def: &TypeDef) -> &'static str {
    let tokens = def.id.0.tokens();
    let kinds = tokens.iter().find_map(|token| match token.as_str() {
        "parameters" => Some("parameter"),
        "requestBody" | "requestBodies" => Some("body"),
        "responses" => Some("content"),
        _ => None,
    });
    kinds.unwrap_or_default()
}

/// The names of the first properties, or of the first required ones, if there are any: what
/// distinguishes one untitled object from another.
fn properties(def: &TypeDef, only_required: bool) -> Option<String> {
    const SHOWN: usize = 3;
    let TypeKind::Struct { fields, .. } = &def.kind else {
        return None;
    };
    let fields = fields
        .iter()
        .filter(|field| !only_required || field.presence.is_required());
    let mut names: Vec<&str> = fields.map(|field| field.wire.as_str()).collect();
    names.sort_unstable();
    names.truncate(SHOWN);
    (!names.is_empty()).then(|| names.join(" and "))
}

/// The location that encloses another.
fn outer(place: &Pointer) -> Pointer {
    let tokens = place.tokens();
    Pointer::from_tokens(tokens.iter().take(tokens.len().saturating_sub(1)))
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
                [only] => Some(only.text()),
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
