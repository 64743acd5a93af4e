//! Pairs of small documents, with the findings of their comparison.
//!
//! A file of `diff` has cases by name, each with an `old` and a `new` part. The names of the files
//! say what they are parts of: whole documents, the operation `POST /a`, or component schemas, of
//! which `A` is compared once as a request body and once as a response. The findings are in the
//! `.txt` file beside it. Every kind of finding has at least one case.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a panic is how a test fails"
)]

mod support;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::sync::{Arc, LazyLock};

use sdk_generator::diagnostics::{Diagnostics, Style};
use sdk_generator::diff::{self, Direction, KINDS, Level, Report, Side};
use sdk_generator::source::Source;
use sdk_generator::{Input, NoFiles};
use serde_json::{Map, Value, json};

use support::{Expectations, folder};

/// What the parts of a file are.
const FILES: &[(&str, &[Part])] = &[
    ("documents", &[Part::Document]),
    ("operations", &[Part::Operation]),
    ("responses", &[Part::Operation]),
    ("schemas", &[Part::Sent, Part::Received]),
    ("types", &[Part::Sent, Part::Received]),
    ("constraints", &[Part::Sent, Part::Received]),
];

/// What an `old` or `new` part of a case is.
#[derive(Clone, Copy)]
enum Part {
    /// A document without its version and title.
    Document,
    /// The operation `POST /a`.
    Operation,
    /// Component schemas, of which `A` is a request body.
    Sent,
    /// Component schemas, of which `A` is a response.
    Received,
}

impl Part {
    fn title(self) -> &'static str {
        match self {
            Self::Document | Self::Operation => "",
            Self::Sent => "sent ",
            Self::Received => "received ",
        }
    }

    /// The document of a part.
    fn document(self, part: &Value) -> Value {
        let content = json!({"application/json": {"schema": {"$ref": "#/components/schemas/A"}}});
        let post = |operation: Value, schemas: &Value| {
            json!({
                "openapi": "3.1.0",
                "info": {"title": "T", "version": "1"},
                "paths": {"/a": {"post": operation}},
                "components": {"schemas": schemas},
            })
        };
        match self {
            Self::Document => {
                let mut document =
                    json!({"openapi": "3.1.0", "info": {"title": "T", "version": "1"}});
                merge(document.as_object_mut().unwrap(), part);
                document
            }
            Self::Operation => {
                let mut operation = json!({"operationId": "a"});
                merge(operation.as_object_mut().unwrap(), part);
                let responses = operation.as_object_mut().unwrap().entry("responses");
                responses.or_insert_with(|| json!({"204": {"description": ""}}));
                let schemas = json!({
                    "Cat": {"type": "object", "properties": {"name": {"type": "string"}}},
                    "Dog": {"type": "object", "properties": {"name": {"type": "string"}}},
                });
                post(operation, &schemas)
            }
            Self::Sent => post(
                json!({
                    "operationId": "a",
                    "requestBody": {"required": true, "content": content},
                    "responses": {"204": {"description": ""}},
                }),
                part,
            ),
            Self::Received => post(
                json!({
                    "operationId": "a",
                    "responses": {"200": {"description": "", "content": content}},
                }),
                part,
            ),
        }
    }
}

fn merge(into: &mut Map<String, Value>, part: &Value) {
    let part = part.as_object().cloned().unwrap_or_default();
    into.extend(part);
}

fn side(document: &Value) -> Side {
    let input = Input {
        spec: Arc::new(Source {
            path: "api.json".to_owned(),
            text: serde_json::to_string_pretty(document).unwrap(),
        }),
        overlays: Vec::new(),
        files: Arc::new(NoFiles),
        settings: None,
        names: None,
        tags: Vec::new(),
        crate_name: None,
        skip_unsupported: false,
        hand_written_files: false,
    };
    let mut diagnostics = Diagnostics::new();
    let side = sdk_generator::side(&input, &mut diagnostics);
    assert!(
        !diagnostics.has_errors(),
        "{}",
        diagnostics.render(Style::Plain)
    );
    side.unwrap()
}

/// Each case of a file, by name, with its old and new documents.
fn pairs(file: &str, parts: &[Part]) -> Vec<(String, Value, Value)> {
    let text = fs::read_to_string(folder("diff").join(format!("{file}.yaml"))).unwrap();
    let cases: Map<String, Value> = serde_yaml::from_str(&text).unwrap();
    let mut pairs = Vec::new();
    for (name, case) in &cases {
        for part in parts {
            let (old, new) = (part.document(&case["old"]), part.document(&case["new"]));
            pairs.push((format!("{}{name}", part.title()), old, new));
        }
    }
    pairs
}

/// A case with everything that the tests need of it.
struct Pair {
    file: &'static str,
    name: String,
    documents: [Value; 2],
    report: Report,
    /// Of each document with itself, and with itself in another order.
    to_itself: [[Report; 2]; 2],
    /// From the old document in another order to the new one.
    reordered: Report,
}

static PAIRS: LazyLock<Vec<Pair>> = LazyLock::new(|| {
    let pair = |file, (name, old, new): (String, Value, Value)| {
        let (old_side, new_side) = (side(&old), side(&new));
        let (old_reversed, new_reversed) = (side(&reversed(&old)), side(&reversed(&new)));
        let both = |one: &Side, other: &Side| [diff::compare(one, one), diff::compare(one, other)];
        Pair {
            file,
            name,
            report: diff::compare(&old_side, &new_side),
            to_itself: [
                both(&old_side, &old_reversed),
                both(&new_side, &new_reversed),
            ],
            reordered: diff::compare(&old_reversed, &new_side),
            documents: [old, new],
        }
    };
    let files = FILES.iter();
    files
        .flat_map(|(file, parts)| {
            pairs(file, parts)
                .into_iter()
                .map(|found| pair(*file, found))
        })
        .collect()
});

/// The findings as text: the class, the effects in source and on the wire, and what has changed.
fn text(report: &Report) -> String {
    let mut text = format!("{}, {} on the wire\n", report.class, report.wire);
    for one in &report.findings {
        let direction = match one.direction {
            Some(Direction::Sent) => " sent",
            Some(Direction::Received) => " received",
            Some(Direction::Both) => " both",
            None => "",
        };
        let hint = if one.hint { " (hint)" } else { "" };
        let _ = writeln!(
            text,
            "  {} {}/{}{direction}{hint}\n    {}: {}",
            one.kind.id(),
            one.source,
            one.wire,
            one.subject,
            one.message
        );
        if let Some(migration) = &one.migration {
            let _ = writeln!(text, "    -> {migration}");
        }
    }
    text
}

#[test]
fn each_pair_has_the_expected_findings() {
    let mut expectations = Expectations::default();
    for (file, _) in FILES {
        let mut expected = String::new();
        for pair in PAIRS.iter().filter(|pair| pair.file == *file) {
            let _ = writeln!(expected, "{}: {}", pair.name, text(&pair.report));
        }
        expectations.check(&folder("diff").join(format!("{file}.txt")), &expected);
    }
}

#[test]
fn each_kind_has_a_pair() {
    let findings = PAIRS.iter().flat_map(|pair| &pair.report.findings);
    let found: BTreeSet<&str> = findings.map(|finding| finding.kind.id()).collect();
    let missing: Vec<&str> = KINDS
        .iter()
        .map(|rule| rule.id)
        .filter(|id| !found.contains(id))
        .collect();
    assert_eq!(missing, Vec::<&str>::new());
}

#[test]
fn each_breaking_finding_says_what_to_write_instead_and_where_it_is() {
    for Pair {
        name,
        documents: [old, new],
        report,
        ..
    } in PAIRS.iter()
    {
        for one in &report.findings {
            let id = one.kind.id();
            if one.is_breaking() {
                assert!(one.migration.is_some(), "{name}: {id} has no migration");
            }
            for (document, location) in [(old, &one.old), (new, &one.new)] {
                if let Some(location) = location {
                    let found = document.pointer(location);
                    assert!(found.is_some(), "{name}: {id} at {location}");
                }
            }
        }
    }
}

#[test]
fn the_same_document_has_no_findings_and_another_order_only_docs() {
    for pair in PAIRS.iter() {
        for [same, reordered] in &pair.to_itself {
            assert_eq!(same.class, Level::None, "{}", pair.name);
            assert_eq!(same.findings, [], "{}", pair.name);
            let class = reordered.class;
            assert!(
                class <= Level::DocsOnly,
                "{}: {}",
                pair.name,
                text(reordered)
            );
        }
    }
}

#[test]
fn fingerprints_do_not_depend_on_the_order_of_a_document() {
    let fingerprints = |report: &Report| -> BTreeSet<(&str, String)> {
        let findings = report.findings.iter();
        // Examples in another order are other docs.
        let decisive = findings.filter(|one| !one.hint && one.level() > Level::DocsOnly);
        decisive
            .map(|one| (one.kind.id(), one.fingerprint.clone()))
            .collect()
    };
    for pair in PAIRS.iter() {
        let findings = &pair.report.findings;
        let all: BTreeSet<_> = findings.iter().map(|one| &one.fingerprint).collect();
        assert_eq!(all.len(), findings.len(), "{}", pair.name);
        let (found, other) = (fingerprints(&pair.report), fingerprints(&pair.reordered));
        assert_eq!(found, other, "{}", pair.name);
    }
}

/// A document with the properties of each object in reverse order.
fn reversed(value: &Value) -> Value {
    match value {
        Value::Object(object) => {
            let pairs = object.iter().rev();
            Value::Object(
                pairs
                    .map(|(name, value)| (name.clone(), reversed(value)))
                    .collect(),
            )
        }
        Value::Array(items) => Value::Array(items.iter().map(reversed).collect()),
        other => other.clone(),
    }
}
