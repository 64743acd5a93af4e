//! The Rust side of a document: the names that its parts have in the planned crate.

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::{Operation, Scalar, TypeId, TypeRef};
use crate::sdk::{self, Crate, Model, Tokens};

/// The public items of a planned crate, by the parts of the document.
pub(super) struct Surface<'a> {
    pub(super) krate: &'a Crate,
    methods: BTreeMap<&'a str, Method<'a>>,
    types: BTreeMap<&'a str, &'a str>,
    models: BTreeMap<String, &'a Model>,
    /// The paths of deprecated aliases, `models::OldCompany` and `companies().find`, with the ids of
    /// operations, and without id for types.
    aliases: BTreeSet<(String, String)>,
}

/// The method of an operation.
pub(super) struct Method<'a> {
    /// `companies().list`
    pub(super) path: String,
    pub(super) planned: &'a sdk::Operation,
}

impl Method<'_> {
    /// A call with its arguments: `companies().get(company_id)`.
    pub(super) fn call(&self) -> String {
        let arguments = self.planned.arguments.iter().map(argument_name);
        let arguments: Vec<String> = arguments.collect();
        format!("{}({})", self.path, arguments.join(", "))
    }
}

/// `company_id: Uuid` without its type.
fn argument_name(argument: &Tokens) -> String {
    let text = code(argument);
    text.split(':').next().unwrap_or_default().trim().to_owned()
}

impl<'a> Surface<'a> {
    pub(super) fn of(krate: &'a Crate) -> Self {
        let mut methods = BTreeMap::new();
        for resource in &krate.resources {
            for planned in &resource.operations {
                let path = format!("{}().{}", resource.accessor, planned.method);
                methods.insert(planned.id.as_str(), Method { path, planned });
            }
        }
        let types = krate.names.iter();
        let types = types.map(|named| (named.pointer.as_str(), named.name.as_str()));
        let models = krate.models.iter().flat_map(|file| &file.models);
        Self {
            krate,
            methods,
            types: types.collect(),
            models: models.map(|model| (model_name(model), model)).collect(),
            aliases: aliases(krate),
        }
    }

    /// The end of a migration from a path that remains as a deprecated alias: of the operation with
    /// this id or, without one, of a type.
    pub(super) fn remainder(&self, path: &str, id: &str) -> Option<String> {
        let is_alias = self.aliases.contains(&(path.to_owned(), id.to_owned()));
        is_alias.then(|| format!("; `{path}` remains for one release as a deprecated alias"))
    }

    pub(super) fn method(&self, operation: &Operation) -> Option<&Method<'a>> {
        self.methods.get(operation.id.as_str())
    }

    /// The path of the method of an operation, empty if it has none.
    pub(super) fn method_path(&self, operation: &Operation) -> String {
        let method = self.method(operation);
        method.map_or_else(String::new, |method| method.path.clone())
    }

    /// The name of a type, or its location if the crate has none.
    pub(super) fn type_name(&self, id: &TypeId) -> String {
        let location = id.to_string();
        let name = self.types.get(location.as_str());
        name.map_or(location.clone(), |name| (*name).to_owned())
    }

    pub(super) fn model(&self, id: &TypeId) -> Option<&'a Model> {
        self.models.get(&self.type_name(id)).copied()
    }

    /// The field of a property.
    pub(super) fn field(&self, id: &TypeId, wire: &str) -> Option<&'a sdk::Field> {
        let Model::Struct(model) = self.model(id)? else {
            return None;
        };
        let mut fields = model.fields.iter();
        fields.find(|field| field.wire.as_deref() == Some(wire))
    }

    /// The name of the field of a property: `models::Company::tags`.
    pub(super) fn field_path(&self, id: &TypeId, wire: &str) -> String {
        let field = self.field(id, wire);
        let name = field.map_or_else(|| wire.to_owned(), |field| field.name.to_string());
        format!("models::{}::{name}", self.type_name(id))
    }

    /// The names of the variants of an enum or union, in the order of the document.
    pub(super) fn variants(&self, id: &TypeId) -> Vec<String> {
        match self.model(id) {
            Some(Model::Enum(model)) => names(model.variants.iter().map(|one| &one.name)),
            Some(Model::Values(model)) => names(model.variants.iter().map(|one| &one.name)),
            Some(Model::Union(model)) => names(model.variants.iter().map(|one| &one.name)),
            Some(Model::Struct(_)) | None => Vec::new(),
        }
    }

    /// A type in words: `array of Company`.
    pub(super) fn words(&self, ty: &TypeRef) -> String {
        match ty {
            TypeRef::Named(id) | TypeRef::Recursive(id) => format!("`{}`", self.type_name(id)),
            TypeRef::Scalar(scalar) => scalar_words(*scalar).to_owned(),
            TypeRef::List(item) => format!("array of {}", self.words(item)),
            TypeRef::Map(value) => format!("map of {}", self.words(value)),
            TypeRef::Null(inner) => format!("{} or null", self.words(inner)),
            TypeRef::Any => "any value".to_owned(),
        }
    }
}

fn aliases(krate: &Crate) -> BTreeSet<(String, String)> {
    let types = krate.type_aliases.iter();
    let types = types.map(|alias| (format!("models::{}", alias.name), String::new()));
    let mut aliases: BTreeSet<_> = types.collect();
    for resource in &krate.resources {
        let own = &resource.accessor;
        let others = krate.resource_aliases.iter();
        let others = others.filter(|alias| alias.target == *own);
        let others = others.map(|alias| &alias.accessor);
        for accessor in others.chain([own]) {
            for operation in &resource.operations {
                let methods = operation.aliases.iter().map(|alias| &alias.method);
                let methods = methods.chain([&operation.method]);
                let old = methods.filter(|method| accessor != own || **method != operation.method);
                let paths = old.map(|method| format!("{accessor}().{method}"));
                aliases.extend(paths.map(|path| (path, operation.id.clone())));
            }
        }
    }
    aliases
}

fn names<'t>(tokens: impl Iterator<Item = &'t Tokens>) -> Vec<String> {
    tokens.map(ToString::to_string).collect()
}

fn model_name(model: &Model) -> String {
    match model {
        Model::Struct(model) => model.name.to_string(),
        Model::Enum(model) => model.name.to_string(),
        Model::Values(model) => model.name.to_string(),
        Model::Union(model) => model.name.to_string(),
    }
}

fn scalar_words(scalar: Scalar) -> &'static str {
    match scalar {
        Scalar::String => "string",
        Scalar::Uuid => "UUID",
        Scalar::DateTime => "date-time",
        Scalar::Boolean => "boolean",
        Scalar::Int8 => "8-bit integer",
        Scalar::Int16 => "16-bit integer",
        Scalar::Int32 => "32-bit integer",
        Scalar::Int64 => "64-bit integer",
        Scalar::UInt8 => "unsigned 8-bit integer",
        Scalar::UInt16 => "unsigned 16-bit integer",
        Scalar::UInt32 => "unsigned 32-bit integer",
        Scalar::UInt64 => "unsigned 64-bit integer",
        Scalar::Integer => "integer of any size",
        Scalar::Double => "number",
        Scalar::Decimal => "decimal number",
        Scalar::Binary => "bytes",
        Scalar::File => "file",
    }
}

/// Code as a person writes it: `Option<String>` instead of `Option < String >`.
pub(super) fn code(tokens: &Tokens) -> String {
    let text = tokens.to_string();
    let mut tight = text.replace(" :: ", "::").replace(":: ", "::");
    for (spaced, plain) in [
        (" < ", "<"),
        (" >", ">"),
        ("< ", "<"),
        (" ,", ","),
        (" : ", ": "),
        ("& ", "&"),
        (" (", "("),
        ("[ ", "["),
        (" ]", "]"),
    ] {
        tight = tight.replace(spaced, plain);
    }
    tight
}
