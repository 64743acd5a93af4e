//! The deprecated aliases of renamed types, methods and resources, after everything else is planned:
//! an alias needs the final name of its target, and must not have the name of another item.

use std::collections::BTreeSet;

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use syn::{FnArg, Pat};

use crate::diagnostics::{Code, Diagnostics, Failed, Reporter};
use crate::input::{Rename, RenameKind, Renames};
use crate::plan::literals;
use crate::plan::names::{
    CLIENT_METHODS, IMPORTED, MethodName, ModuleName, TypeName, ident, plain,
};
use crate::sdk::{self, Crate, ExampleAlias, Model, Resource, ResourceAlias, Tokens, TypeAlias};
use crate::version::Version;

/// Adds the aliases to a planned crate.
///
/// # Errors
///
/// A new name that the crate does not have, an old name that another item has, and a version later
/// than that of the crate.
pub(crate) fn add_aliases(
    krate: &mut Crate,
    renames: &Renames,
    diagnostics: &mut Diagnostics,
) -> Result<(), Failed> {
    let Some(source) = &renames.source else {
        return Ok(());
    };
    let mut aliases = Aliases {
        renames,
        reporter: Reporter::new(source, diagnostics),
    };
    let version = Version::read(&krate.manifest.version);
    let mut valid = Vec::new();
    for rename in &renames.all {
        if version.is_some_and(|version| !aliases.is_current(rename, version)) {
            continue;
        }
        match &rename.kind {
            RenameKind::Type => aliases.of_type(krate, rename),
            RenameKind::Method(resource) => aliases.of_method(krate, resource, rename),
            RenameKind::Resource => aliases.of_resource(krate, rename),
        }
        valid.push(rename);
    }
    krate.example_aliases = example_aliases(krate, &valid);
    aliases.reporter.checked(())
}

struct Aliases<'a> {
    renames: &'a Renames,
    reporter: Reporter<'a>,
}

impl Aliases<'_> {
    /// Whether the crate can have the alias. Reports a later version, and a release that need not
    /// have it.
    fn is_current(&mut self, rename: &Rename, version: Version) -> bool {
        let since = rename.since;
        if since > version {
            let message = format!(
                "`{}` is renamed since {since}, but the version of the crate is {version}",
                rename.old
            );
            let help = format!("set `crate.version` in `sdk.toml` to {since}, or correct `since`");
            self.reporter
                .report_with_help(Code::Names, &rename.at, message, help);
            return false;
        }
        if version >= since.next_incompatible() {
            let message = format!(
                "`{}` is deprecated since {since}, and {version} need not have it",
                rename.old
            );
            self.reporter.report(Code::NamesStale, &rename.at, message);
        }
        true
    }

    /// Reports a new name that the crate does not have, unless it may lack items.
    fn missing(&mut self, rename: &Rename, message: String) {
        if self.renames.is_partial {
            return;
        }
        let mut others = self.renames.all.iter();
        let next = others.find(|one| one.kind == rename.kind && one.old == rename.new);
        let help = match next {
            Some(next) => format!("`{}` is renamed, too: write `{}`", next.old, next.new),
            None => "write a name that the crate has, or delete the entry".to_owned(),
        };
        self.reporter
            .report_with_help(Code::Names, &rename.at, message, help);
    }

    /// Reports an old name that another item has.
    fn taken(&mut self, rename: &Rename, what: &str) {
        // Another revision of the document has the old name and lacks the new one, or has both.
        if self.renames.is_partial {
            return;
        }
        let message = format!("`{}` is also the name of {what}", rename.old);
        let help = "delete the entry, or rename the other item";
        self.reporter
            .report_with_help(Code::Names, &rename.at, message, help);
    }

    /// Adds an alias of a type in `models`, and of the struct with its required properties.
    fn of_type(&mut self, krate: &mut Crate, rename: &Rename) {
        let exports = krate.models.iter().flat_map(|file| &file.exports);
        let exports: BTreeSet<String> = exports
            .chain(krate.type_aliases.iter().map(|alias| &alias.name))
            .map(ToString::to_string)
            .collect();
        if exports.contains(&rename.old) {
            return self.taken(rename, "a type");
        }
        if !krate
            .models
            .iter()
            .any(|file| file.exports.contains(&ident(&rename.new).into()))
        {
            return self.missing(rename, format!("no type is named `{}`", rename.new));
        }
        krate
            .type_aliases
            .push(type_alias(&rename.old, &rename.new, rename));
        let models = krate.models.iter().flat_map(|file| &file.models);
        let required = models.filter_map(|model| match model {
            Model::Struct(model) if model.name == ident(&rename.new) => Some(
                model
                    .constructor
                    .as_ref()?
                    .required
                    .as_ref()?
                    .name
                    .to_string(),
            ),
            _ => None,
        });
        let required: Vec<String> = required.collect();
        for name in required {
            let old = name.replacen(&rename.new, &rename.old, 1);
            if !exports.contains(&old) {
                krate.type_aliases.push(type_alias(&old, &name, rename));
            }
        }
    }

    /// Adds an alias of a method, and of the types that are named after it.
    fn of_method(&mut self, krate: &mut Crate, accessor: &str, rename: &Rename) {
        let mut resources = krate.resources.iter_mut();
        let found = resources.find(|one| plain(&one.accessor.to_string()) == accessor);
        let Some(resource) = found else {
            return self.missing(rename, format!("no resource is named `{accessor}`"));
        };
        let taken = resource.operations.iter().any(|one| {
            let aliases = one.aliases.iter().map(|alias| &alias.method);
            let mut names = aliases.chain([&one.method]).map(ToString::to_string);
            names.any(|name| plain(&name) == rename.old)
        });
        if taken {
            return self.taken(rename, &format!("a method of `{accessor}`"));
        }
        if CLIENT_METHODS.contains(&rename.old.as_str()) {
            return self.taken(rename, "a method of every resource");
        }
        let names = types_of(resource);
        let handle = resource.handle.to_string();
        let mut operations = resource.operations.iter_mut();
        let Some(operation) = operations.find(|one| one.link_name == rename.new) else {
            let message = format!("`{accessor}` has no method `{}`", rename.new);
            return self.missing(rename, message);
        };
        let arguments = operation.arguments.iter().filter_map(argument_name);
        let target = legal(&rename.new);
        operation.aliases.push(sdk::Alias {
            method: legal(&rename.old).into(),
            deprecated: deprecated(rename, &format!("{handle}::{}", rename.new)),
            body: quote!(self.#target(#(#arguments),*)).into(),
        });
        let call = operation.call.to_string();
        let words = [rename.old.clone(), format!("{} call", rename.old)];
        let old = words.iter().map(|words| TypeName::new(words).to_string());
        let Some(old) = old.into_iter().find(|name| !names.contains(name)) else {
            return;
        };
        if let Some(variants) = &operation.variants {
            let name = variants.name.to_string();
            let old = format!("{}Success", old.trim_end_matches('_'));
            if !names.contains(&old) {
                resource.aliases.push(type_alias(&old, &name, rename));
            }
        }
        resource.aliases.push(type_alias(&old, &call, rename));
    }

    /// Adds an alias of the client's method, and of the module with its handle.
    fn of_resource(&mut self, krate: &mut Crate, rename: &Rename) {
        let module = ModuleName::new(&rename.old);
        let accessors = krate
            .resources
            .iter()
            .map(|one| (&one.accessor, &one.module));
        let aliases = krate.resource_aliases.iter();
        let aliases = aliases.map(|one| (&one.accessor, &one.module));
        let taken = accessors.chain(aliases).any(|(accessor, other)| {
            plain(&accessor.to_string()) == rename.old || *other == module
        });
        if taken {
            return self.taken(rename, "a resource");
        }
        if CLIENT_METHODS.contains(&rename.old.as_str()) {
            return self.taken(rename, "a method of `Client`");
        }
        let mut resources = krate.resources.iter();
        let found = resources.find(|one| plain(&one.accessor.to_string()) == rename.new);
        let Some(resource) = found else {
            return self.missing(rename, format!("no resource is named `{}`", rename.new));
        };
        let handle = TypeName::new(&rename.old).to_string();
        let is_free = !types_of(resource).contains(&handle);
        krate.resource_aliases.push(ResourceAlias {
            accessor: legal(&rename.old).into(),
            module: (&module).into(),
            target: resource.accessor.clone(),
            link: rename.new.clone(),
            target_module: resource.module.clone(),
            handle: resource.handle.clone(),
            old_handle: is_free.then(|| ident(&handle).into()),
            deprecated: deprecated(rename, &rename.new),
        });
    }
}

/// The old names of example responses, which consist of those of resources and methods.
fn example_aliases(krate: &Crate, renames: &[&Rename]) -> Vec<ExampleAlias> {
    let examples = krate.example_responses.iter();
    let mut taken: BTreeSet<String> = examples.map(|one| one.name.to_string()).collect();
    let mut aliases = Vec::new();
    for resource in &krate.resources {
        let accessor = resource.accessor.to_string();
        let accessor = plain(&accessor);
        let resources = names_of(renames, &RenameKind::Resource, accessor);
        let kind = RenameKind::Method(accessor.to_owned());
        for operation in &resource.operations {
            let id = Tokens::from(literals::string(&operation.id));
            let Some(example) = krate.example_responses.iter().find(|one| one.id == id) else {
                continue;
            };
            let methods = names_of(renames, &kind, &operation.link_name);
            for (resource, first) in &resources {
                for (method, second) in &methods {
                    let name = MethodName::new(&format!("{resource} {method}")).to_string();
                    let Some(rename) = second.or(*first) else {
                        continue;
                    };
                    if taken.insert(name.clone()) {
                        let target = example.name.to_string();
                        aliases.push(ExampleAlias {
                            name: ident(&name).into(),
                            target: example.name.clone(),
                            deprecated: deprecated(rename, &target),
                        });
                    }
                }
            }
        }
    }
    aliases
}

/// An item's name, then its old ones, each with its entry.
fn names_of<'r>(
    renames: &[&'r Rename],
    kind: &RenameKind,
    name: &'r str,
) -> Vec<(&'r str, Option<&'r Rename>)> {
    let old = renames
        .iter()
        .filter(|one| one.kind == *kind && one.new == name);
    let old = old.map(|one| (one.old.as_str(), Some(*one)));
    [(name, None)].into_iter().chain(old).collect()
}

/// The names of types in the file of a resource, with those that it imports.
fn types_of(resource: &Resource) -> BTreeSet<String> {
    let operations = resource.operations.iter().flat_map(|one| {
        let variants = one.variants.as_ref().map(|variants| &variants.name);
        [&one.call].into_iter().chain(variants)
    });
    let headers = resource.headers.iter().map(|one| &one.name);
    let aliases = resource.aliases.iter().map(|one| &one.name);
    let own = operations
        .chain(headers)
        .chain(aliases)
        .chain([&resource.handle]);
    let imported = resource.uses.iter().map(ToString::to_string);
    let imported = imported.flat_map(|path| {
        let words = path.split(|c: char| !(c.is_alphanumeric() || c == '_'));
        words.map(str::to_owned).collect::<Vec<_>>()
    });
    let reserved = IMPORTED.iter().map(|name| (*name).to_owned());
    own.map(ToString::to_string)
        .chain(imported)
        .chain(reserved)
        .collect()
}

/// The identifier, with `r#` if it is a keyword.
fn legal(name: &str) -> Ident {
    if syn::parse_str::<Ident>(name).is_ok() {
        ident(name)
    } else {
        ident(&format!("r#{name}"))
    }
}

fn type_alias(old: &str, new: &str, rename: &Rename) -> TypeAlias {
    TypeAlias {
        name: ident(old).into(),
        target: ident(new).into(),
        deprecated: deprecated(rename, new),
    }
}

/// The contents of `#[deprecated(..)]`.
fn deprecated(rename: &Rename, target: &str) -> Tokens {
    let since = literals::string(&rename.since.to_string());
    let note = literals::string(&format!("use `{target}` instead"));
    quote!(since = #since, note = #note).into()
}

/// `company_id` of `company_id: Uuid`.
fn argument_name(argument: &Tokens) -> Option<TokenStream> {
    match syn::parse_str::<FnArg>(&argument.to_string()).ok()? {
        FnArg::Typed(argument) => match *argument.pat {
            Pat::Ident(name) => {
                let name = name.ident;
                Some(quote!(#name))
            }
            _ => None,
        },
        FnArg::Receiver(_) => None,
    }
}
