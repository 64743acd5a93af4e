//! Texts that are refused, and the diagnostics.

use std::fmt::Write;

use super::*;

#[test]
fn refuses_an_empty_file() {
    for text in [
        "",
        "\n \n",
        "# only\n  # comments\n",
        "---\n",
        "\u{feff}",
        "---\n...\n",
    ] {
        assert_eq!(code("a.yaml", text), "source-empty", "{text:?}");
    }
    assert_eq!(code("a.json", " \n"), "source-empty");
    assert_eq!(
        refused("a.yaml", "# nothing\n"),
        "\
error[source-empty]: the file is empty
 --> a.yaml:1:1
  |
1 | # nothing
  | ^
  |
  = at the root
  = help: provide an OpenAPI document or an overlay in YAML or JSON

1 error, 0 warnings
"
    );
}

#[test]
fn refuses_a_root_that_is_not_an_object() {
    for text in ["- a\n", "text", "3", "null", "[1]"] {
        assert_eq!(code("a.yaml", text), "source-root", "{text:?}");
    }
    assert_eq!(
        refused("a.yaml", "# x\n- a\n"),
        "\
error[source-root]: the root must be an object, not an array
 --> a.yaml:2:1
  |
2 | - a
  | ^^^
  |
  = at the root
  = help: start the file with keys such as `openapi: 3.1.0`

1 error, 0 warnings
"
    );
}

#[test]
fn reports_yaml_syntax_errors() {
    assert_eq!(
        refused("a.yaml", "paths:\n  /é:\n    get: b: c\n"),
        "\
error[source-syntax]: invalid YAML: mapping values are not allowed in this context
 --> a.yaml:3:11
  |
3 |     get: b: c
  |           ^
  |
  = at /paths/~1é
  = help: quote a string that contains `: `, or check the indentation

1 error, 0 warnings
"
    );
}

#[test]
fn reports_json_syntax_errors() {
    assert_eq!(
        refused("a.json", "{\"a\": {\n  \"é\": \"ü\" \"b\": 2}}\n"),
        "\
error[source-syntax]: invalid JSON: expected `,` or `}`
 --> a.json:2:12
  |
2 |   \"é\": \"ü\" \"b\": 2}}
  |            ^^^^
  |
  = at /a
  = help: a file is read as JSON if its name ends in `.json` or it starts with `{` or `[`

1 error, 0 warnings
"
    );
}

/// One line for each: position, pointer, message and help.
#[test]
fn syntax_errors_have_line_column_and_help() {
    let mut found = String::new();
    for (path, text) in [
        ("a.yaml", "a:\n\t- b\n"),
        ("a.yaml", "a: @x\n"),
        ("a.yaml", "a: {b: 1\n"),
        ("a.yaml", "a: 'x\n"),
        ("a.yaml", "a: *x\n"),
        ("a.yaml", "a: &a [*a]\n"),
        ("a.yaml", "a: 1\nb: \u{1}\n"),
        ("a.yaml", "a: 1\n b: 2\n"),
        ("a.yaml", "%YAML 3.0\n---\na: 1\n"),
        ("a.json", "{\"a\": 1,}"),
        ("a.json", "{\"a\": 1} x"),
        ("a.json", "{\"a\":"),
        ("a.json", "{\"a\": \"x\ny\"}"),
        ("a.json", "{\"a\": 1e999}"),
        ("a.json", "{a: 1}"),
    ] {
        let diagnostics = attempt(path, text).expect_err(text);
        let finding = diagnostics.iter().next().unwrap();
        assert_eq!(finding.code.name(), "source-syntax");
        let (line, column) = finding.position.unwrap();
        let help = finding.help.as_deref().unwrap();
        let pointer = finding.pointer.to_string();
        writeln!(
            found,
            "{line}:{column} {pointer} {} | {help}",
            finding.message
        )
        .unwrap();
    }
    assert_eq!(found, "\
2:1 /a invalid YAML: found character that cannot start any token, while scanning for the next token | indent with spaces, not with tabs; quote a string that starts with `@`, `%` or a backtick
1:4 /a invalid YAML: found character that cannot start any token, while scanning for the next token | indent with spaces, not with tabs; quote a string that starts with `@`, `%` or a backtick
1:9 /a invalid YAML: did not find expected ',' or '}', while parsing a flow mapping at line 1 column 4 | close the bracket, or add a comma between the values
1:6 /a invalid YAML: found unexpected end of stream, while scanning a quoted scalar at line 1 column 4 | close the quotes
1:4 /a invalid YAML: unknown anchor | define the anchor `&name` before the alias `*name`; quote a string that starts with `*`
1:4  invalid YAML: recursion limit exceeded | reduce the nesting to at most 128 levels
2:4  invalid YAML: control characters are not allowed | delete the character, or escape it in double quotes
2:3  invalid YAML: mapping values are not allowed in this context | quote a string that contains `: `, or check the indentation
1:1  invalid YAML: found incompatible YAML document | delete the line that starts with `%YAML`
1:9  invalid JSON: trailing comma | delete the comma before the bracket
1:10  invalid JSON: trailing characters | delete what follows the document
1:5 /a invalid JSON: EOF while parsing a value | the file ends too early: close the quotes and brackets
1:9 /a invalid JSON: control character (\\u0000-\\u001F) found while parsing a string | write it as an escape, a line break as `\\n`
1:11 /a invalid JSON: number out of range | use a number that fits a 64-bit float
1:2  invalid JSON: key must be a string | a file is read as JSON if its name ends in `.json` or it starts with `{` or `[`
");
}

#[test]
fn refuses_duplicate_keys() {
    assert_eq!(
        refused("a.yaml", "o:\n  200: a\n  b: 1\n  '200': c\n"),
        "\
error[source-duplicate-key]: duplicate key `200`; the first one is in line 2
 --> a.yaml:4:3
  |
4 |   '200': c
  |   ^^^^^^
  |
  = at /o/200
  = help: delete one of them; parsers disagree about which one counts

1 error, 0 warnings
"
    );
    assert_eq!(
        refused(
            "a.json",
            "{\"o\": [{\"é\\\"\": 1,\n \"x\": 2, \"é\\\"\": 3}]}"
        ),
        "\
error[source-duplicate-key]: duplicate key `é\"`; the first one is in line 1
 --> a.json:2:10
  |
2 |  \"x\": 2, \"é\\\"\": 3}]}
  |          ^^^^^^
  |
  = at /o/0/é\"
  = help: delete one of them; parsers disagree about which one counts

1 error, 0 warnings
"
    );
    assert_eq!(
        code("a.yaml", "a: {<<: {b: 1}, <<: {c: 1}}\n"),
        "source-duplicate-key"
    );
}

#[test]
fn refuses_keys_that_are_not_scalars_or_are_ambiguous() {
    for key in ["~", "null", "1.5", ".inf", "? [a]\n ", "? {a: b}\n "] {
        assert_eq!(
            code("a.yaml", &format!("{key}: 1\n")),
            "source-key",
            "{key}"
        );
    }
    assert_eq!(
        refused("a.yaml", "versions:\n  1.10: new\n"),
        "\
error[source-key]: a number with a fraction cannot be a key
 --> a.yaml:2:3
  |
2 |   1.10: new
  |   ^^^^^
  |
  = at /versions
  = help: quote the key

1 error, 0 warnings
"
    );
}

#[test]
fn refuses_yaml_tags() {
    for text in [
        "a: ! x",
        "a: !m\n  b: 1",
        "a: !l [1]",
        "!k a: 1",
        "!r\na: 1",
    ] {
        assert_eq!(code("a.yaml", text), "source-tag", "{text}");
    }
    for text in [
        "a: !!binary aGk=",
        "a: !!set {b: ~}",
        "a: !<tag:x,1:a> b",
        "%TAG ! tag:x,1:\n---\na: !b c",
    ] {
        assert_eq!(code("a.yaml", text), "source-tag", "{text}");
    }
    assert_eq!(
        refused("a.yaml", "o:\n  p: !secret x\n"),
        "\
error[source-tag]: the YAML tag `!secret` is not supported
 --> a.yaml:2:6
  |
2 |   p: !secret x
  |      ^^^^^^^
  |
  = at /o/p
  = help: delete the tag, or quote a string that starts with `!`

1 error, 0 warnings
"
    );
}

#[test]
fn refuses_numbers_that_json_lacks() {
    for text in ["a: .nan", "a: .INF", "a: [-.inf]"] {
        assert_eq!(code("a.yaml", text), "source-number", "{text}");
    }
    assert_eq!(
        refused("a.yaml", "o:\n  - 1\n  - .nan\n"),
        "\
error[source-number]: `NaN` is not a JSON number
 --> a.yaml:3:5
  |
3 |   - .nan
  |     ^^^^
  |
  = at /o/1
  = help: use a finite number, or quote the string

1 error, 0 warnings
"
    );
}

#[test]
fn refuses_several_documents() {
    assert_eq!(
        refused("a.yaml", "---\n# one\na: 1\n---\nb: 2\n"),
        "\
error[source-documents]: the file contains several YAML documents
 --> a.yaml:4:1
  |
4 | ---
  | ^^^
  |
  = at the root
  = help: keep one, and delete the line `---` or `...` between them

1 error, 0 warnings
"
    );
    let diagnostics = attempt("a.yaml", "a: |\n  ---\n...\n\n# two\nb: 2\n").unwrap_err();
    assert_eq!(diagnostics.iter().next().unwrap().position, Some((6, 1)));
}

#[test]
fn refuses_merge_keys_that_are_not_objects() {
    assert_eq!(code("a.yaml", "o: {<<: [{a: 1}, 2]}"), "source-merge");
    assert_eq!(
        refused("a.yaml", "o:\n  p: 1\n  <<: text\n"),
        "\
error[source-merge]: the merge key `<<` must be an object or an array of objects, not a string
 --> a.yaml:3:3
  |
3 |   <<: text
  |   ^^
  |
  = at /o/<<
  = help: use the alias of an object, or an array of such aliases

1 error, 0 warnings
"
    );
}
