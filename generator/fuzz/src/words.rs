//! What mutations write into documents: keywords with values, names and scalars that are hard to
//! handle.

use serde_json::{Value, json};

use crate::rng::Rng;

/// Names that are hard to make a Rust name, a file name or a literal of.
pub(crate) const NAMES: &[&str] = &[
    "",
    " ",
    "_",
    "-",
    "$",
    "1",
    "3d",
    "self",
    "Self",
    "super",
    "crate",
    "type",
    "r#type",
    "async",
    "gen",
    "try",
    "union",
    "None",
    "Some",
    "Ok",
    "Err",
    "Option",
    "Vec",
    "String",
    "Result",
    "Box",
    "Default",
    "Client",
    "Error",
    "Call",
    "Event",
    "Unknown",
    "UnknownValue",
    "Value",
    "Map",
    "i64",
    "new",
    "with",
    "send",
    "body",
    "build",
    "items",
    "pages",
    "clone",
    "default",
    "mod",
    "main",
    "client",
    "models",
    "runtime",
    "error",
    "con",
    "NUL",
    "aux.txt",
    "a.b",
    "a b",
    "a/b",
    "a~b",
    "a\\b",
    "a\"b",
    "a'b",
    "a`b",
    "{a}",
    "{{ a }}",
    "{% a %}",
    "*/",
    "/*",
    "//",
    "#",
    "?",
    "&",
    "%41",
    "\n",
    "a\r\nb",
    "\u{0}",
    "\u{202e}abc",
    "\u{feff}",
    "é",
    "e\u{301}",
    "ﬁ",
    "名前",
    "🙂",
    "ı",
    "ß",
    "additional_properties",
    "additionalProperties",
    "x-",
    "x-rust-name",
    "x-sdk-at",
    "$ref",
    "null",
    "true",
    "CamelCase",
    "camelCase",
    "camel_case",
    "camel-case",
    "CAMEL_CASE",
    "+1",
    "-1",
    "<",
    ">=",
    "aVeryLongNameThatRepeatsItselfAVeryLongNameThatRepeatsItselfAVeryLongNameThatRepeatsItselfAVeryLongNameThatRepeatsItselfAVeryLongNameThatRepeatsItselfAVeryLongNameThatRepeatsItselfAVeryLongNameThatRepeatsItselfAVeryLongNameThatRepeatsItselfAVeryLongName",
];

/// Texts that are hard to put into docs and literals.
const TEXTS: &[&str] = &[
    "# Heading\n\n```rust\nfn broken(",
    "```\n\u{0}\n```",
    "[link](",
    "[a](#/components/schemas/A)",
    "<b>bold</b><script>",
    "| a | b |\n|---|",
    "*/ /* \"\\",
    "\r\n\t- a\n  - b\n\n    code",
    "`",
    "\u{202e}",
    "https://example.com/{a}/b?c#d",
    "2024-02-30",
    "text/event-stream",
    "application/json; charset=utf-16",
    "multipart/form-data",
    "*/*",
    "^[a-z",
    "$request.body#/a",
    "#/components/schemas/Nothing",
    "#/paths",
    "#",
    "other.yaml#/a",
    "%zz",
];

/// Media types.
pub(crate) const MEDIA_TYPES: &[&str] = &[
    "application/json",
    "application/*+json",
    "application/vnd.a+json",
    "*/*",
    "application/*",
    "application/xml",
    "text/plain",
    "text/plain; charset=latin1",
    "text/html",
    "text/event-stream",
    "application/jsonl",
    "application/json-seq",
    "application/x-ndjson",
    "application/octet-stream",
    "image/png",
    "multipart/form-data",
    "multipart/mixed",
    "application/x-www-form-urlencoded",
    "application/json-patch+json",
    "",
    "nothing",
    "a/b/c",
];

/// Names of keys that the location in a document gives a meaning.
pub(crate) const KEYS: &[&str] = &[
    "get",
    "put",
    "post",
    "delete",
    "options",
    "head",
    "patch",
    "trace",
    "query",
    "200",
    "2XX",
    "204",
    "default",
    "404",
    "4XX",
    "100",
    "allOf",
    "oneOf",
    "anyOf",
    "not",
    "items",
    "properties",
    "prefixItems",
    "patternProperties",
    "additionalProperties",
    "schema",
    "itemSchema",
    "content",
    "parameters",
    "requestBody",
    "responses",
    "headers",
    "callbacks",
    "links",
    "examples",
    "example",
    "schemas",
    "$defs",
    "definitions",
    "enum",
    "const",
    "x-a",
];

/// Types of JSON Schema, and some that are not.
pub(crate) const TYPES: &[&str] = &[
    "string", "number", "integer", "boolean", "array", "object", "null", "any", "file",
];

const FORMATS: &[&str] = &[
    "int32",
    "int64",
    "uint64",
    "uint8",
    "float",
    "double",
    "decimal",
    "date",
    "date-time",
    "time",
    "duration",
    "uuid",
    "uri",
    "email",
    "byte",
    "binary",
    "password",
    "ipv4",
    "unknown",
];

/// A scalar of any type, or an empty container.
pub(crate) fn scalar(rng: &mut Rng) -> Value {
    match rng.below(10) {
        0 => Value::Null,
        1 => json!(rng.one_in(2)),
        2 => json!(0),
        3 => json!(u64::MAX),
        4 => json!(-1.5),
        5 => json!(1e300),
        6 => json!({}),
        7 => json!([]),
        _ => text(rng),
    }
}

/// A string.
pub(crate) fn text(rng: &mut Rng) -> Value {
    let texts = if rng.one_in(2) { TEXTS } else { NAMES };
    json!(rng.pick(texts))
}

/// A name, or two in one.
pub(crate) fn name(rng: &mut Rng) -> String {
    let mut part = || rng.pick(NAMES).copied().unwrap_or_default();
    let (first, second) = (part(), part());
    match rng.below(4) {
        0 => format!("{first}{second}"),
        1 => format!("{first}_{second}"),
        _ => first.to_owned(),
    }
}

/// A type, or an array of types.
pub(crate) fn types(rng: &mut Rng) -> Value {
    if rng.one_in(3) {
        let count = rng.below(4);
        return (0..count).map(|_| json!(rng.pick(TYPES))).collect();
    }
    json!(rng.pick(TYPES))
}

/// A keyword with a value that often fits it.
pub(crate) fn keyword(rng: &mut Rng, schema: &Value, reference: &str) -> (&'static str, Value) {
    let names = || json!(["a", "id", "type", ""]);
    match rng.below(44) {
        0 => ("type", types(rng)),
        1 => ("format", json!(rng.pick(FORMATS))),
        2 => ("nullable", json!(true)),
        3 => ("enum", json!(["a", "A", null, 1, 1.0, true, {"a": 1}, ""])),
        4 => (
            "enum",
            json!([rng.pick(NAMES), rng.pick(NAMES), rng.pick(NAMES)]),
        ),
        5 => ("const", scalar(rng)),
        6 => ("default", scalar(rng)),
        7 => ("example", scalar(rng)),
        8 => ("examples", json!([scalar(rng), {"value": 1}])),
        9 => ("required", names()),
        10 => (
            "properties",
            json!({name(rng): schema, name(rng): {"$ref": reference}}),
        ),
        11 => ("additionalProperties", schema.clone()),
        12 => ("additionalProperties", json!(rng.one_in(2))),
        13 => (
            "patternProperties",
            json!({"^a": schema, "b": {"type": "integer"}}),
        ),
        14 => ("items", schema.clone()),
        15 => (
            "prefixItems",
            json!([schema, {"$ref": reference}, true, false]),
        ),
        16 => ("allOf", json!([schema, {"$ref": reference}])),
        17 => (
            "oneOf",
            json!([schema, {"$ref": reference}, {"type": "null"}]),
        ),
        18 => ("anyOf", json!([schema, schema, {"required": ["a"]}])),
        19 => ("not", schema.clone()),
        20 => (
            "discriminator",
            json!({"propertyName": rng.pick(&["type", "kind", "a", ""])}),
        ),
        21 => (
            "discriminator",
            json!({"propertyName": "type", "mapping": {name(rng): reference, "b": "B"}}),
        ),
        22 => (
            "discriminator",
            json!({"propertyName": "type", "defaultMapping": reference}),
        ),
        23 => ("readOnly", json!(true)),
        24 => ("writeOnly", json!(true)),
        25 => ("deprecated", json!(true)),
        26 => ("title", json!(name(rng))),
        27 => ("description", text(rng)),
        28 => ("$ref", json!(reference)),
        29 => ("$id", json!("https://example.com/a")),
        30 => ("$anchor", json!("a")),
        31 => ("$dynamicRef", json!("#a")),
        32 => ("$dynamicAnchor", json!("a")),
        33 => (
            "$schema",
            json!("https://json-schema.org/draft/2020-12/schema"),
        ),
        34 => ("contentMediaType", json!("image/png")),
        35 => ("contentEncoding", json!("base64")),
        36 => ("x-rust-name", json!(name(rng))),
        37 => (
            "style",
            json!(rng.pick(&[
                "form",
                "simple",
                "deepObject",
                "matrix",
                "pipeDelimited",
                "cookie"
            ])),
        ),
        38 => ("explode", json!(rng.one_in(2))),
        39 => ("security", json!([{}, {"a": []}, {name(rng): ["read"]}])),
        40 => (
            "servers",
            json!([{"url": "https://{a}.example.com", "variables": {"a": {"enum": [name(rng)], "default": "b"}}}]),
        ),
        41 => ("tags", json!([name(rng)])),
        42 => ("operationId", json!(name(rng))),
        _ => ("summary", text(rng)),
    }
}
