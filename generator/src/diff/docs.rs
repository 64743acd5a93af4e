//! Docs and examples.

use super::comparison::Comparison;
use super::finding::Finding;
use super::kinds::Kind;
use super::operations::title;
use crate::ir::{Docs, Event, Example, Operation, Param, TypeDef, TypeKind};
use crate::pointer::Pointer;

/// The docs of the API, its tags, servers and security schemes.
pub(super) fn api(comparison: &mut Comparison<'_>) {
    let (old, new) = (comparison.old.api, comparison.new.api);
    let root = Pointer::root();
    if old.info.version != new.info.version {
        let message = format!(
            "the version was `{}`, and is now `{}`",
            old.info.version, new.info.version
        );
        let finding = Finding::new(Kind::VersionChanged, None, "API", message);
        comparison.push(finding.between(&root, &root));
    }
    let mut changed = Vec::new();
    if old.info.title != new.info.title || old.info.docs != new.info.docs {
        changed.push("the API".to_owned());
    }
    for resource in &old.resources {
        let mut others = new.resources.iter();
        let other = others.find(|other| other.name == resource.name);
        if other.is_some_and(|other| other.docs != resource.docs) {
            changed.push(format!("the tag `{}`", resource.name));
        }
    }
    for scheme in &old.security.schemes {
        let mut others = new.security.schemes.iter();
        let other = others.find(|other| other.name == scheme.name);
        if other.is_some_and(|other| other.docs != scheme.docs) {
            changed.push(format!("the security scheme `{}`", scheme.name));
        }
    }
    for server in &old.servers {
        let other = new.servers.iter().find(|other| other.url == server.url);
        if other.is_some_and(|other| other.description != server.description) {
            changed.push(format!("the server `{}`", server.url));
        }
    }
    for subject in changed {
        let message = format!("the docs of {subject} have changed");
        let finding = Finding::new(Kind::ApiDocsChanged, None, "API", message).detail(&subject);
        comparison.push(finding.between(&root, &root));
    }
}

/// The docs and examples of an operation, its parameters, body and responses.
pub(super) fn of_operation(comparison: &mut Comparison<'_>, old: &Operation, new: &Operation) {
    let is_same = old.docs == new.docs
        && agree(&params(&old.params), &params(&new.params))
        && (body(old) == body(new) || old.body.is_none() || new.body.is_none())
        && agree(&responses(old), &responses(new));
    if !is_same {
        let message = "the docs or examples of the operation have changed";
        let finding = Finding::new(Kind::OperationDocsChanged, None, title(old), message)
            .between(&old.at, &new.at)
            .rust(comparison.old.surface.method_path(old));
        comparison.push(finding);
    }
}

/// The docs and examples of a type, its properties and values.
pub(super) fn of_type(comparison: &mut Comparison<'_>, old: &TypeDef, new: &TypeDef) {
    let is_same = old.docs == new.docs
        && examples(&old.examples) == examples(&new.examples)
        && agree(&parts(&old.kind), &parts(&new.kind));
    if !is_same {
        let name = comparison.old.surface.type_name(&old.id);
        let message = "the docs or examples of the type have changed";
        let finding = Finding::new(Kind::SchemaDocsChanged, None, &name, message)
            .between(&old.at, &new.at)
            .rust(format!("models::{name}"));
        comparison.push(finding);
    }
}

pub(super) fn of_event(comparison: &mut Comparison<'_>, old: &Event, new: &Event) {
    if old.docs != new.docs || examples(&old.examples) != examples(&new.examples) {
        let message = "the docs or examples of the event have changed";
        let subject = format!("event {}", old.name);
        let finding = Finding::new(Kind::EventDocsChanged, None, subject, message);
        comparison.push(finding.between(&old.at, &new.at));
    }
}

/// Docs by name, sorted, because their order has no meaning.
type Sorted<T> = Vec<(String, T)>;

/// Whether the docs with the same name are the same. Others are of parts that are added or removed.
fn agree<T: PartialEq>(old: &Sorted<T>, new: &Sorted<T>) -> bool {
    old.iter().all(|(name, docs)| {
        let mut others = new.iter().filter(|(other, _)| other == name);
        others.next().is_none_or(|(_, other)| other == docs)
    })
}

fn sorted<T>(pairs: impl Iterator<Item = (String, T)>) -> Sorted<T> {
    let mut pairs: Vec<_> = pairs.collect();
    pairs.sort_by(|a, b| a.0.cmp(&b.0));
    pairs
}

fn params(params: &[Param]) -> Sorted<(&Docs, Option<&serde_json::Value>)> {
    let docs = |param: &'_ Param| format!("{:?} {}", param.location, param.wire);
    sorted(
        params
            .iter()
            .map(|param| (docs(param), (&param.docs, param.example.as_ref()))),
    )
}

fn examples(examples: &[Example]) -> Sorted<(Option<&String>, &serde_json::Value)> {
    let key = |example: &Example| {
        if example.name.is_empty() {
            example.value.to_string()
        } else {
            example.name.clone()
        }
    };
    sorted(
        examples
            .iter()
            .map(|one| (key(one), (one.summary.as_ref(), &one.value))),
    )
}

type DescribedExamples<'a> = (
    &'a Docs,
    Sorted<(Option<&'a String>, &'a serde_json::Value)>,
);

fn body(operation: &Operation) -> Option<DescribedExamples<'_>> {
    let body = operation.body.as_ref();
    body.map(|body| (&body.docs, examples(&body.examples)))
}

fn responses(operation: &Operation) -> Sorted<DescribedExamples<'_>> {
    let success = operation
        .success
        .iter()
        .map(|one| (one.status.to_string(), (&one.docs, examples(&one.examples))));
    let failures = operation.failures.iter().map(|one| {
        let status = one.status.map(|status| status.to_string());
        (
            status.unwrap_or_default(),
            (&one.docs, examples(&one.examples)),
        )
    });
    sorted(success.chain(failures))
}

fn parts(kind: &TypeKind) -> Sorted<(&Docs, Option<&serde_json::Value>)> {
    match kind {
        TypeKind::Struct { fields, .. } => sorted(
            fields
                .iter()
                .map(|field| (field.wire.clone(), (&field.docs, field.example.as_ref()))),
        ),
        TypeKind::Enum { values } => sorted(
            values
                .iter()
                .map(|value| (value.text(), (&value.docs, None))),
        ),
        TypeKind::Union { .. } | TypeKind::Alias(_) => Vec::new(),
    }
}
