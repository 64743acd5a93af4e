//! Schemas: types, enums, limits, formats and discriminators.

use serde_json::Value;

use super::context::Context;
use super::effective::{UNIONS, branches, own_types};
use super::{Findings, Rule};
use crate::openapi::Kind;
use crate::pointer::Pointer;

/// The keywords that apply to one type only.
const TYPED: [(&str, &[&str]); 4] = [
    (
        "object",
        &[
            "properties",
            "required",
            "additionalProperties",
            "minProperties",
            "maxProperties",
            "patternProperties",
        ],
    ),
    (
        "array",
        &[
            "items",
            "minItems",
            "maxItems",
            "uniqueItems",
            "prefixItems",
            "contains",
        ],
    ),
    ("string", &["minLength", "maxLength", "pattern"]),
    (
        "number",
        &[
            "minimum",
            "maximum",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
        ],
    ),
];

/// The formats with a type of their own.
const FORMATS: [(&str, &[&str]); 2] = [
    (
        "number",
        &[
            "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "float",
            "double",
        ],
    ),
    (
        "string",
        &[
            "date-time",
            "date",
            "time",
            "duration",
            "uuid",
            "uri",
            "uri-reference",
            "email",
            "hostname",
            "ipv4",
            "ipv6",
            "byte",
            "binary",
            "password",
            "regex",
        ],
    ),
];

pub(super) fn check(context: &Context<'_>, findings: &mut Findings) {
    for node in context.of(Kind::Schema) {
        let (at, schema) = (&node.at, node.value);
        enums(at, schema, findings);
        required(context, at, schema, findings);
        types(at, schema, findings);
        limits(at, schema, findings);
        nullable(at, schema, findings);
        discriminator(context, at, schema, findings);
        let is_array = own_types(schema).contains(&"array");
        let has_items = ["items", "prefixItems", "$ref"]
            .iter()
            .any(|one| schema.get(one).is_some());
        if is_array && !has_items {
            findings.add(Rule::ArrayItems, at, "the array has no `items`");
        }
    }
}

fn enums(at: &Pointer, schema: &Value, findings: &mut Findings) {
    let listed = schema.get("enum").and_then(Value::as_array);
    let mut known = Vec::new();
    for (index, value) in listed.into_iter().flatten().enumerate() {
        let at = at.child("enum").child(index.to_string());
        if known.contains(&value) {
            let message = format!("the value `{value}` is listed twice");
            findings.add(Rule::EnumDuplicate, &at, message);
        }
        known.push(value);
        enum_type(&at, schema, value, findings);
    }
    if let Some(value) = schema.get("const") {
        enum_type(&at.child("const"), schema, value, findings);
    }
}

fn enum_type(at: &Pointer, schema: &Value, value: &Value, findings: &mut Findings) {
    let types = own_types(schema);
    let is_nullable = schema.get("nullable") == Some(&Value::Bool(true));
    let fits = |one: &&str| is_of_type(value, one);
    if types.is_empty() || types.iter().any(fits) || (value.is_null() && is_nullable) {
        return;
    }
    let message = format!(
        "the value `{value}` is not of the type {}",
        types.join(" or ")
    );
    findings.add(Rule::EnumType, at, message);
}

fn is_of_type(value: &Value, name: &str) -> bool {
    match name {
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "number" => value.is_number(),
        "integer" => {
            value.is_i64()
                || value.is_u64()
                || value.as_f64().is_some_and(|number| number.fract() == 0.0)
        }
        "array" => value.is_array(),
        "object" => value.is_object(),
        "null" => value.is_null(),
        _ => true,
    }
}

fn required(context: &Context<'_>, at: &Pointer, schema: &Value, findings: &mut Findings) {
    let Some(names) = schema.get("required").and_then(Value::as_array) else {
        return;
    };
    // A branch may require a property that is beside it, or in another branch.
    let owners = enclosing(at);
    let mut known: Vec<&str> = Vec::new();
    for owner in &owners {
        known.extend(context.properties(owner).keys());
        for union in UNIONS {
            let value = owner.get(context.root).unwrap_or(&Value::Null);
            for branch in branches(owner, value, union) {
                known.extend(context.properties(&branch).keys());
            }
        }
    }
    let is_open = known.is_empty() && schema.get("type").is_none();
    for (index, name) in names.iter().enumerate() {
        let Some(name) = name.as_str() else { continue };
        if !known.contains(&name) && !is_open {
            let at = at.child("required").child(index.to_string());
            let message = match similar(name, &known) {
                Some(other) => format!("there is no property `{name}`, but `{other}`"),
                None => format!("there is no property `{name}`"),
            };
            findings.add(Rule::RequiredUndefined, &at, message);
        }
    }
}

/// A schema, and the schemas whose `allOf`, `oneOf` or `anyOf` it is in.
fn enclosing(at: &Pointer) -> Vec<Pointer> {
    let mut found = vec![at.clone()];
    let mut here = at.clone();
    loop {
        let list = here.parent();
        let keyword = list.as_ref().and_then(Pointer::last);
        let owner = list.as_ref().and_then(Pointer::parent);
        match (keyword.as_deref(), owner) {
            (Some("allOf" | "oneOf" | "anyOf"), Some(owner)) => {
                found.push(owner.clone());
                here = owner;
            }
            _ => return found,
        }
    }
}

fn similar<'n>(name: &str, known: &[&'n str]) -> Option<&'n str> {
    known
        .iter()
        .copied()
        .find(|other| other.eq_ignore_ascii_case(name))
}

/// The name of the type for the tables: an integer is a number.
fn family(name: &str) -> &str {
    if name == "integer" { "number" } else { name }
}

fn types(at: &Pointer, schema: &Value, findings: &mut Findings) {
    let types = own_types(schema);
    let allows = |name: &str| types.iter().any(|one| family(one) == name);
    if types.is_empty() {
        return;
    }
    for (name, keywords) in TYPED {
        for keyword in keywords
            .iter()
            .filter(|keyword| schema.get(**keyword).is_some())
        {
            if !allows(name) {
                let message = format!(
                    "`{keyword}` does not apply to the type {}",
                    types.join(" or ")
                );
                findings.add(Rule::TypeMismatch, &at.child(keyword), message);
            }
        }
    }
    let Some(format) = schema.get("format").and_then(Value::as_str) else {
        return;
    };
    let owner = FORMATS
        .iter()
        .find(|(_, formats)| formats.contains(&format));
    // Numbers may be sent as strings.
    if let Some((name, _)) = owner
        && !allows(name)
        && !(*name == "number" && allows("string"))
    {
        let message = format!(
            "the format `{format}` does not belong to the type {}",
            types.join(" or ")
        );
        findings.add(Rule::TypeFormat, &at.child("format"), message);
    }
}

/// The pairs of a lower and an upper limit.
const LIMITS: [(&str, &str); 4] = [
    ("minimum", "maximum"),
    ("minLength", "maxLength"),
    ("minItems", "maxItems"),
    ("minProperties", "maxProperties"),
];

fn limits(at: &Pointer, schema: &Value, findings: &mut Findings) {
    let number = |keyword: &str| schema.get(keyword).and_then(Value::as_f64);
    for (lower, upper) in LIMITS {
        if let (Some(least), Some(most)) = (number(lower), number(upper))
            && least > most
        {
            let message = format!("`{lower}` is greater than `{upper}`");
            findings.add(Rule::NumberRange, &at.child(lower), message);
        }
    }
    for (limit, exclusive) in [
        ("minimum", "exclusiveMinimum"),
        ("maximum", "exclusiveMaximum"),
    ] {
        let flag = schema.get(exclusive).is_some_and(Value::is_boolean);
        if number(limit).is_some() && number(exclusive).is_some() {
            let message = format!("both `{limit}` and `{exclusive}` are set");
            findings.add(Rule::NumberRange, &at.child(exclusive), message);
        } else if flag && number(limit).is_none() {
            let message = format!("`{exclusive}` has no `{limit}` beside it");
            findings.add(Rule::NumberRange, &at.child(exclusive), message);
        }
    }
}

fn nullable(at: &Pointer, schema: &Value, findings: &mut Findings) {
    if schema.get("nullable") == Some(&Value::Bool(true)) && schema.get("type").is_none() {
        let message = "`nullable` has no `type` beside it";
        findings.add(Rule::NullableSibling, &at.child("nullable"), message);
    }
}

fn discriminator(context: &Context<'_>, at: &Pointer, schema: &Value, findings: &mut Findings) {
    let Some(discriminator) = schema
        .get("discriminator")
        .filter(|value| value.is_object())
    else {
        return;
    };
    let here = at.child("discriminator");
    let variants: Vec<_> = UNIONS
        .iter()
        .flat_map(|union| branches(at, schema, union))
        .collect();
    let mapping = discriminator.get("mapping").and_then(Value::as_object);
    let is_base = context.of(Kind::Schema).any(|node| {
        branches(&node.at, node.value, "allOf")
            .iter()
            .any(|branch| context.resolved(branch).0 == *at)
    });
    if variants.is_empty() && mapping.is_none() && !is_base {
        findings.add(
            Rule::Discriminator,
            &here,
            "the discriminator has no variants",
        );
    }
    for (value, target) in mapping.into_iter().flatten() {
        let Some(target) = target.as_str() else {
            continue;
        };
        let is_name = Pointer::from_tokens(["components", "schemas", target])
            .get(context.root)
            .is_some();
        let is_found = match target.split_once('#') {
            Some(("", fragment)) => Pointer::parse_fragment(fragment)
                .is_ok_and(|target| target.get(context.root).is_some()),
            // Files are not followed from here.
            Some(_) => true,
            None => is_name || target.contains(['/', '.']),
        };
        if !is_found {
            let at = here.child("mapping").child(value);
            findings.add(
                Rule::Discriminator,
                &at,
                format!("the mapping of `{value}` to `{target}` has no target"),
            );
        }
    }
    let Some(name) = discriminator.get("propertyName").and_then(Value::as_str) else {
        findings.add(
            Rule::Discriminator,
            &here,
            "the discriminator has no `propertyName`",
        );
        return;
    };
    for variant in variants {
        let is_union = |part: &Value| UNIONS.iter().any(|union| part.get(union).is_some());
        let parts = context.parts(&variant);
        let is_known = parts.iter().any(|(_, part)| is_union(part))
            || context.properties(&variant).contains_key(name);
        if !is_known {
            findings.add(
                Rule::Discriminator,
                &variant,
                format!("the variant has no property `{name}`"),
            );
        }
    }
}
