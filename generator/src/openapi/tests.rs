//! `docs/openapi-support.md` has a row for each keyword of a schema, in agreement with the grammar
//! and with the cases that it names.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::grammar::{Kind, keyword, keywords};
use super::walk::{Node, walk};
use crate::diagnostics::Diagnostics;
use crate::pointer::Pointer;
use crate::source::{self, Source};

const SUPPORT: &str = include_str!("../../docs/openapi-support.md");
/// The folders of cases, below `tests`.
const FOLDERS: [&str; 2] = ["documents", "diagnostics"];

/// The keywords of JSON Schema 2020-12 and of the Schema Objects of OpenAPI 3.0 and 3.1.
const SPECIFIED: &[&str] = &[
    "$anchor $comment $defs $dynamicAnchor $dynamicRef $id $ref $schema $vocabulary",
    "additionalProperties allOf anyOf contains dependentSchemas else if items not oneOf",
    "patternProperties prefixItems properties propertyNames then",
    "unevaluatedItems unevaluatedProperties",
    "const dependentRequired enum exclusiveMaximum exclusiveMinimum maxContains maxItems",
    "maxLength maxProperties maximum minContains minItems minLength minProperties minimum",
    "multipleOf pattern required type uniqueItems",
    "default deprecated description examples readOnly title writeOnly",
    "format contentEncoding contentMediaType contentSchema",
    "discriminator example externalDocs nullable xml",
];

/// A row of the document.
#[derive(Debug)]
struct Row {
    kind: Kind,
    keyword: &'static str,
    effect: &'static str,
    /// The path of the case below `tests`: `documents/enums.yaml`.
    case: &'static str,
}

fn rows() -> Vec<Row> {
    let mut rows = Vec::new();
    let mut kind = Kind::Schema;
    for line in SUPPORT.lines() {
        match line {
            "## Schema Object" => kind = Kind::Schema,
            "## Discriminator Object" => kind = Kind::Discriminator,
            _ => {}
        }
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let ["", keyword, _, effect, _, case, ""] = cells.as_slice() else {
            continue;
        };
        let Some(keyword) = keyword.strip_prefix('`') else {
            continue;
        };
        let case = case.split_once("](../tests/").unwrap_or_default().1;
        rows.push(Row {
            kind,
            keyword: keyword.trim_end_matches('`'),
            effect,
            case: case.split_once(')').unwrap_or_default().0,
        });
    }
    rows
}

#[test]
fn each_keyword_has_a_row_that_agrees_with_the_grammar() {
    let rows = rows();
    let mut wrong = Vec::new();
    for kind in [Kind::Schema, Kind::Discriminator] {
        for keyword in keywords(kind) {
            let effects: Vec<&str> = rows
                .iter()
                .filter(|row| row.kind == kind && row.keyword == keyword.name)
                .map(|row| row.effect)
                .collect();
            let allowed: &[&str] = if keyword.modelled {
                &["generated", "fallback", "refused"]
            } else {
                &["listed"]
            };
            if effects.is_empty() {
                wrong.push(missing(kind, keyword.name, allowed));
            }
            for effect in effects.iter().filter(|effect| !allowed.contains(effect)) {
                wrong.push(format!(
                    "`{}` is `{effect}`, but the grammar allows only {allowed:?}",
                    keyword.name
                ));
            }
        }
    }
    for row in &rows {
        let is_known = row.keyword == "$ref" || keyword(row.kind, row.keyword).is_some();
        if !is_known && row.effect != "ignored" {
            wrong.push(format!(
                "`{}` is `{}`, but not in the grammar, so it is `ignored`",
                row.keyword, row.effect
            ));
        }
    }
    let specified = SPECIFIED.iter().flat_map(|names| names.split(' '));
    for name in specified.filter(|name| keyword(Kind::Schema, name).is_none()) {
        if !rows.iter().any(|row| row.keyword == name) {
            wrong.push(missing(Kind::Schema, name, &["ignored"]));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The row to add for a keyword.
fn missing(kind: Kind, name: &str, effects: &[&str]) -> String {
    let cases: Vec<String> = cases()
        .into_iter()
        .filter(|case| has_keyword(case, kind, name))
        .collect();
    format!(
        "docs/openapi-support.md has no row for `{name}` of {}; add one of {effects:?} with one of these cases: {}",
        kind.with_article(),
        cases.join(", ")
    )
}

#[test]
fn each_row_names_a_case_with_the_keyword() {
    let rows = rows();
    assert!(rows.len() > 50, "{} rows", rows.len());
    let mut wrong = Vec::new();
    for row in &rows {
        if !path(row.case).is_file() {
            wrong.push(format!("`{}`: no case `{}`", row.keyword, row.case));
        } else if !has_keyword(row.case, row.kind, row.keyword) {
            wrong.push(format!("`{}` is not in {}", row.keyword, row.case));
        } else if let Some(severity) = reported(row.effect) {
            let report = path(row.case).with_extension("txt");
            let report = fs::read_to_string(report).unwrap_or_default();
            if !report.contains(severity) {
                wrong.push(format!(
                    "`{}` is `{}`, but {} has no report with `{severity}`",
                    row.keyword, row.effect, row.case
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What the expected report of a case with this effect has, if there must be one.
fn reported(effect: &str) -> Option<&'static str> {
    match effect {
        "ignored" => Some("warning["),
        "refused" => Some("error["),
        _ => None,
    }
}

fn path(case: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests")
        .join(case)
}

/// All cases.
fn cases() -> BTreeSet<String> {
    let mut cases = BTreeSet::new();
    for folder in FOLDERS {
        for entry in fs::read_dir(path(folder)).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            if name.ends_with(".yaml") {
                cases.insert(format!("{folder}/{name}"));
            }
        }
    }
    cases
}

/// Whether an object of the kind has the keyword.
fn has_keyword(case: &str, kind: Kind, name: &str) -> bool {
    let source = Arc::new(Source {
        path: case.to_owned(),
        text: fs::read_to_string(path(case)).unwrap(),
    });
    let Ok(document) = source::read(source, &mut Diagnostics::new()) else {
        return false;
    };
    let mut found = false;
    let root = Node {
        kind: Kind::OpenApi,
        at: Pointer::root(),
        value: &document.value,
    };
    walk(root, &mut |node| {
        found |= node.kind == kind && node.value.get(name).is_some();
    });
    found
}
