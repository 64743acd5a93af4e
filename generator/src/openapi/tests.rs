//! `docs/openapi-support*.md` have a row for each keyword of each object, in agreement with the
//! grammar and with the cases that they name.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::Value;

use super::grammar::{Kind, Shape, keyword, keywords};
use super::walk::{Node, reference, walk};
use crate::diagnostics::Diagnostics;
use crate::pointer::Pointer;
use crate::source::{self, Source};

const SUPPORT: [&str; 3] = [
    include_str!("../../docs/openapi-support.md"),
    include_str!("../../docs/openapi-support-operations.md"),
    include_str!("../../docs/openapi-support-schemas.md"),
];
/// The folders of cases, below `tests`.
const FOLDERS: [&str; 2] = ["documents", "diagnostics"];

/// The keywords of each object in OpenAPI 3.0, 3.1 and 3.2. Those of schemas are also the ones of
/// JSON Schema 2020-12.
const SPECIFIED: &[(&str, &str)] = &[
    (
        "OpenAPI",
        "openapi $self info jsonSchemaDialect servers paths webhooks components security tags \
         externalDocs",
    ),
    (
        "Info",
        "title summary description termsOfService contact license version",
    ),
    ("Contact", "name url email"),
    ("License", "name identifier url"),
    ("Server", "url description name variables"),
    ("Server Variable", "enum default description"),
    (
        "Components",
        "schemas responses parameters examples requestBodies headers securitySchemes links \
         callbacks pathItems mediaTypes",
    ),
    (
        "Path Item",
        "$ref summary description get put post delete options head patch trace query \
         additionalOperations servers parameters",
    ),
    (
        "Operation",
        "tags summary description externalDocs operationId parameters requestBody responses \
         callbacks deprecated security servers",
    ),
    ("External Documentation", "description url"),
    (
        "Parameter",
        "name in description required deprecated allowEmptyValue style explode allowReserved \
         schema content example examples",
    ),
    ("Request Body", "description content required"),
    (
        "Media Type",
        "schema itemSchema example examples encoding prefixEncoding itemEncoding",
    ),
    (
        "Encoding",
        "contentType headers style explode allowReserved encoding prefixEncoding itemEncoding",
    ),
    ("Responses", "default"),
    ("Response", "summary description headers content links"),
    (
        "Example",
        "summary description dataValue serializedValue value externalValue",
    ),
    (
        "Link",
        "operationRef operationId parameters requestBody description server",
    ),
    (
        "Header",
        "description required deprecated allowEmptyValue style explode schema content example \
         examples",
    ),
    ("Tag", "name summary description externalDocs parent kind"),
    ("Reference", "$ref summary description"),
    (
        "Schema",
        "$anchor $comment $defs $dynamicAnchor $dynamicRef $id $ref $schema $vocabulary \
         additionalProperties allOf anyOf contains dependentSchemas else if items not oneOf \
         patternProperties prefixItems properties propertyNames then unevaluatedItems \
         unevaluatedProperties const dependentRequired enum exclusiveMaximum exclusiveMinimum \
         maxContains maxItems maxLength maxProperties maximum minContains minItems minLength \
         minProperties minimum multipleOf pattern required type uniqueItems default deprecated \
         description examples readOnly title writeOnly format contentEncoding contentMediaType \
         contentSchema discriminator example externalDocs nullable xml",
    ),
    ("Discriminator", "propertyName mapping defaultMapping"),
    ("XML", "nodeType name namespace prefix attribute wrapped"),
    (
        "Security Scheme",
        "type description name in scheme bearerFormat flows openIdConnectUrl oauth2MetadataUrl \
         deprecated",
    ),
    (
        "OAuth Flows",
        "implicit password clientCredentials authorizationCode deviceAuthorization",
    ),
    (
        "OAuth Flow",
        "authorizationUrl deviceAuthorizationUrl tokenUrl refreshUrl scopes",
    ),
];

/// Objects that are not a kind: the names in the first are paths, and the second is any object with
/// `$ref` apart from schemas and path items.
const OTHERS: [&str; 2] = ["Paths", "Reference"];

/// A row of the documents.
#[derive(Debug)]
struct Row {
    /// The object, without `Object`.
    object: &'static str,
    keyword: &'static str,
    effect: &'static str,
    /// The path of the case below `tests`: `documents/enums.yaml`.
    case: &'static str,
}

fn rows() -> Vec<Row> {
    let mut rows = Vec::new();
    let mut object = "";
    for line in SUPPORT.iter().flat_map(|text| text.lines()) {
        if let Some(heading) = line.strip_prefix("## ") {
            object = heading.strip_suffix(" Object").unwrap_or_default();
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
            object,
            keyword: keyword.trim_end_matches('`'),
            effect,
            case: case.split_once(')').unwrap_or_default().0,
        });
    }
    rows
}

/// The kinds of objects that a document can have.
fn kinds() -> Vec<Kind> {
    let mut kinds = vec![Kind::OpenApi];
    let mut next = 0;
    while let Some(&kind) = kinds.get(next) {
        next += 1;
        let inside = keywords(kind).iter().map(|keyword| match keyword.shape {
            Shape::One(kind)
            | Shape::OneOrBoolean(kind)
            | Shape::OneOrList(kind)
            | Shape::List(kind)
            | Shape::Map(kind) => Some(kind),
            _ => None,
        });
        let named = match kind {
            Kind::Responses => Some(Kind::Response),
            Kind::Callback => Some(Kind::PathItem),
            _ => None,
        };
        for kind in inside.chain([named]).flatten() {
            if !kinds.contains(&kind) {
                kinds.push(kind);
            }
        }
    }
    kinds
}

fn kind_of(object: &str) -> Option<Kind> {
    kinds().into_iter().find(|kind| kind.name() == object)
}

#[test]
fn each_keyword_has_a_row_that_agrees_with_the_grammar() {
    let rows = rows();
    let mut wrong = Vec::new();
    for kind in kinds() {
        if !rows.iter().any(|row| row.object == kind.name()) {
            wrong.push(format!("no rows for {} Objects", kind.name()));
        }
        for keyword in keywords(kind) {
            let effects: Vec<&str> = rows
                .iter()
                .filter(|row| row.object == kind.name() && row.keyword == keyword.name)
                .map(|row| row.effect)
                .collect();
            let allowed: &[&str] = if keyword.modelled {
                &["generated", "fallback", "refused"]
            } else {
                &["listed"]
            };
            if effects.is_empty() {
                wrong.push(missing(kind.name(), keyword.name, allowed));
            }
            for effect in effects.iter().filter(|effect| !allowed.contains(effect)) {
                wrong.push(format!(
                    "`{}` of {} is `{effect}`, but the grammar allows only {allowed:?}",
                    keyword.name,
                    kind.name()
                ));
            }
        }
    }
    for row in &rows {
        let is_known = match kind_of(row.object) {
            Some(kind) => {
                row.keyword == "$ref"
                    || kind.has_free_names()
                    || keyword(kind, row.keyword).is_some()
            }
            None => OTHERS.contains(&row.object),
        };
        if !is_known && row.effect != "ignored" {
            wrong.push(format!(
                "`{}` of {} is `{}`, but not in the grammar, so it is `ignored`",
                row.keyword, row.object, row.effect
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn each_specified_keyword_has_a_row() {
    let rows = rows();
    let mut wrong = Vec::new();
    for (object, names) in SPECIFIED {
        for name in names.split_whitespace() {
            if !rows
                .iter()
                .any(|row| row.object == *object && row.keyword == name)
            {
                wrong.push(missing(object, name, &["ignored"]));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The row to add for a keyword.
fn missing(object: &str, name: &str, effects: &[&str]) -> String {
    let cases: Vec<String> = cases()
        .into_iter()
        .filter(|case| has_keyword(case, object, name))
        .collect();
    format!(
        "docs/openapi-support*.md have no row for `{name}` of {object} Objects; add one of {effects:?} with one of these cases: {}",
        cases.join(", ")
    )
}

#[test]
fn each_row_names_a_case_with_the_keyword() {
    let rows = rows();
    assert!(rows.len() > 200, "{} rows", rows.len());
    let mut wrong = Vec::new();
    for row in &rows {
        let row_name = format!("`{}` of {}", row.keyword, row.object);
        if !path(row.case).is_file() {
            wrong.push(format!("{row_name}: no case `{}`", row.case));
        } else if !has_keyword(row.case, row.object, row.keyword) {
            wrong.push(format!("{row_name} is not in {}", row.case));
        } else if let Some(severity) = reported(row.effect) {
            let report = path(row.case).with_extension("txt");
            let report = fs::read_to_string(report).unwrap_or_default();
            if !report.contains(severity) {
                wrong.push(format!(
                    "{row_name} is `{}`, but {} has no report with `{severity}`",
                    row.effect, row.case
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

/// Whether such an object of the case has the keyword. A name in braces is any name.
fn has_keyword(case: &str, object: &str, name: &str) -> bool {
    let source = Arc::new(Source {
        path: case.to_owned(),
        text: fs::read_to_string(path(case)).unwrap(),
    });
    let Ok(document) = source::read(source, &mut Diagnostics::new()) else {
        return false;
    };
    let is_any = name.contains('{');
    let has = |value: &Value| match value.as_object() {
        Some(object) => object.contains_key(name) || (is_any && !object.is_empty()),
        None => false,
    };
    if object == "Paths" {
        return document.value.get("paths").is_some_and(has);
    }
    let mut found = false;
    let root = Node {
        kind: Kind::OpenApi,
        at: Pointer::root(),
        value: &document.value,
    };
    walk(root, &mut |node| {
        let is_reference = node.kind.has_reference_objects() && reference(node.value).is_some();
        let is_object = match object {
            "Reference" => is_reference,
            object => node.kind.name() == object && !is_reference,
        };
        found |= is_object && has(node.value);
    });
    found
}
