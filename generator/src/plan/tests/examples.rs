//! Example values as code.

use crate::testing::{document, planned};

/// The call that shows an operation, from an example of its body.
fn example(schema: &str, value: &str) -> String {
    let text = document(&format!(
        "
        paths:
          /a:
            post:
              operationId: a
              requestBody:
                required: true
                content:
                  application/json:
                    schema: {{$ref: '#/components/schemas/A'}}
                    example: {value}
              responses: {{'204': {{}}}}
        components: {{schemas: {{A: {schema}}}}}
        "
    ));
    let operation = planned(&text).resources.remove(0).operations.remove(0);
    let example = operation.section.examples.into_iter().next();
    let code = example
        .map(|example| example.code.concat())
        .unwrap_or_default();
    code.split_whitespace().collect()
}

#[test]
fn examples_are_code() {
    for (ty, value, code) in [
        ("{type: string}", "a\"b", r#".a("a\"b")"#),
        ("{type: integer}", "3", ".a(3)"),
        ("{type: number}", "3", ".a(3.0)"),
        ("{type: boolean}", "true", ".a(true)"),
        ("{type: string, enum: [x]}", "y", r#".a("y")"#),
        ("{type: string, nullable: true}", "null", ".a_null()"),
        (
            "{type: array, items: {type: string}}",
            "[a, b]",
            r#".a(["a","b"])"#,
        ),
        (
            "{type: array, items: {type: string}}",
            "[]",
            ".a(Vec::<String>::new())",
        ),
        (
            "{type: array, items: {type: integer}}",
            "[5000000000]",
            ".a([5000000000])",
        ),
        (
            "{type: array, items: {type: array, items: {type: string}}}",
            "[[a], [b, c]]",
            r#".a([vec!["a".into()],vec!["b".into(),"c".into()]"#,
        ),
        (
            "{type: array, items: {type: [string, 'null']}}",
            "[a, null]",
            r#".a([Some("a".into()),None])"#,
        ),
        (
            "{type: object, additionalProperties: {type: integer}}",
            "{k: 1}",
            r#".a([("k",1)])"#,
        ),
        (
            "{type: object, additionalProperties: {type: object, additionalProperties: {type: integer}}}",
            "{k: {l: 1}}",
            r#".a([("k",BTreeMap::from([("l".into(),1)]))])"#,
        ),
        (
            "{type: object, additionalProperties: {type: integer}}",
            "{}",
            "BTreeMap::<String,i64>::new()",
        ),
        ("{type: string, readOnly: true}", "x", "A::new()"),
        ("{}", "[1]", r##"serde_json::from_str::<Value>(r#"[1]"#)?"##),
    ] {
        let found = example(
            &format!("{{properties: {{a: {ty}}}}}"),
            &format!("{{a: {value}}}"),
        );
        assert!(
            found.contains(code),
            "{ty} {value}: {code} is not in {found}"
        );
    }
    // If the value does not have the type, the example has no values.
    let empty = example("{properties: {a: {type: integer}}}", "{a: text}");
    assert!(empty.contains(".a(A::new())"), "{empty}");
    assert!(example("{type: string}", "text").contains("(\"text\".into())"));
    assert!(example("{type: array, items: {type: integer}}", "[1]").contains("(vec![1])"));
}

#[test]
fn examples_pass_required_properties_to_constructors() {
    let required = |names: &str, value: &str| {
        let properties = "\
            a: {type: string}, \
            b: {type: integer, nullable: true}, \
            c: {type: array, items: {type: string}}, \
            d: {type: string, enum: [x, z]}, \
            e: {type: string, format: uuid}";
        example(
            &format!("{{required: [{names}], properties: {{{properties}}}}}"),
            value,
        )
    };
    let code = required("a, b, c", "{a: x, b: 1, c: [y], d: z}");
    assert!(
        code.contains(r#"(A::new("x",Some(1),["y"]).d("z"))"#),
        "{code}"
    );
    let code = required("a, b", "{a: a, b: null}");
    assert!(code.contains(r#"(A::new("a",None))"#), "{code}");
    let code = required(
        "a, b, c, d, e",
        "{a: x, b: 1, c: [y], d: z, e: 67e55044-10b1-426f-9247-bb680e5fe0c8}",
    );
    let expected = r#"(A::new(ARequired{a:"x".into(),b:Some(1),c:vec!["y".into()],d:"z".into(),e:"67e55044-10b1-426f-9247-bb680e5fe0c8".parse()?,})"#;
    assert!(code.contains(expected), "{code}");
    assert!(code.contains("models::{A,ARequired}"), "{code}");
}

#[test]
fn examples_name_the_variant_of_a_union() {
    let variants = "{oneOf: [\
        {title: One, required: [kind], properties: {kind: {type: string}}}, \
        {title: Two, required: [x], properties: {x: {type: integer}}}]}";
    let schema = format!("{{required: [u], properties: {{u: {variants}}}}}");
    let code = example(&schema, "{u: {x: 1}}");
    assert!(code.contains("(A::new(AU::Two(AUTwo::new(1))))"), "{code}");
    let code = example(&schema, "{}");
    assert!(
        code.contains("(A::new(AU::One(AUOne::new(\"kind\"))))"),
        "{code}"
    );
}
