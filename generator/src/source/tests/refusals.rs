//! Texts that can't be used, and what is said about them.

use std::fmt::Write;

use super::*;

#[test]
fn nothing_in_a_file() {
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
error[source-empty]: there is nothing in the file
 --> a.yaml:1:1
  |
1 | # nothing
  | ^
  |
  = at the root
  = help: give an OpenAPI document, or an overlay, in YAML or JSON

1 error, 0 warnings
"
    );
}

#[test]
fn a_root_that_is_no_object() {
    for text in ["- a\n", "text", "3", "null", "[1]"] {
        assert_eq!(code("a.yaml", text), "source-root", "{text:?}");
    }
    assert_eq!(
        refused("a.yaml", "# x\n- a\n"),
        "\
error[source-root]: the file holds a list, not an object
 --> a.yaml:2:1
  |
2 | - a
  | ^^^
  |
  = at the root
  = help: the root of a document is an object, with members such as `openapi: 3.1.0`

1 error, 0 warnings
"
    );
}

#[test]
fn yaml_syntax() {
    assert_eq!(
        refused("a.yaml", "paths:\n  /é:\n    get: b: c\n"),
        "\
error[source-syntax]: not YAML: mapping values are not allowed in this context
 --> a.yaml:3:11
  |
3 |     get: b: c
  |           ^
  |
  = at /paths/~1é
  = help: put a text that holds `: ` in quotes, or look at the indentation

1 error, 0 warnings
"
    );
}

#[test]
fn json_syntax() {
    assert_eq!(
        refused("a.json", "{\"a\": {\n  \"é\": \"ü\" \"b\": 2}}\n"),
        "\
error[source-syntax]: not JSON: expected `,` or `}`
 --> a.json:2:12
  |
2 |   \"é\": \"ü\" \"b\": 2}}
  |            ^^^^
  |
  = at /a
  = help: a file that is named .json, or starts with `{` or `[`, is read as JSON

1 error, 0 warnings
"
    );
}

/// One line for each: code, place, message and help.
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
        assert_eq!(finding.code, "source-syntax");
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
2:1 /a not YAML: found character that cannot start any token, while scanning for the next token | indent by spaces, not by tabs; put a text that starts with `@`, `%` or a backquote in quotes
1:4 /a not YAML: found character that cannot start any token, while scanning for the next token | indent by spaces, not by tabs; put a text that starts with `@`, `%` or a backquote in quotes
1:9 /a not YAML: did not find expected ',' or '}', while parsing a flow mapping at line 1 column 4 | close the bracket, or put a comma between the values
1:6 /a not YAML: found unexpected end of stream, while scanning a quoted scalar at line 1 column 4 | close the quotes
1:4 /a not YAML: unknown anchor | an alias `*name` needs an anchor `&name` before it; put a text that starts with `*` in quotes
1:4  not YAML: recursion limit exceeded | a document has at most 128 levels
2:4  not YAML: control characters are not allowed | delete the character, or write it as an escape in double quotes
2:3  not YAML: mapping values are not allowed in this context | put a text that holds `: ` in quotes, or look at the indentation
1:1  not YAML: found incompatible YAML document | delete the line that starts with `%YAML`
1:9  not JSON: trailing comma | delete the comma before the bracket
1:10  not JSON: trailing characters | delete what follows the document
1:5 /a not JSON: EOF while parsing a value | the file ends too early: close the quotes and brackets
1:9 /a not JSON: control character (\\u0000-\\u001F) found while parsing a string | write it as an escape, a line break as `\\n`
1:11 /a not JSON: number out of range | give a number that fits a 64-bit float
1:2  not JSON: key must be a string | a file that is named .json, or starts with `{` or `[`, is read as JSON
");
}

#[test]
fn a_key_given_twice() {
    assert_eq!(
        refused("a.yaml", "o:\n  200: a\n  b: 1\n  '200': c\n"),
        "\
error[source-duplicate-key]: the key `200` is given twice
 --> a.yaml:4:3
  |
4 |   '200': c
  |   ^^^^^^
  |
  = at /o/200
  = help: delete one of the two; readers disagree about which of them counts

1 error, 0 warnings
"
    );
    assert_eq!(
        refused(
            "a.json",
            "{\"o\": [{\"é\\\"\": 1,\n \"x\": 2, \"é\\\"\": 3}]}"
        ),
        "\
error[source-duplicate-key]: the key `é\"` is given twice
 --> a.json:2:10
  |
2 |  \"x\": 2, \"é\\\"\": 3}]}
  |          ^^^^^^
  |
  = at /o/0/é\"
  = help: delete one of the two; readers disagree about which of them counts

1 error, 0 warnings
"
    );
    assert_eq!(
        code("a.yaml", "a: {<<: {b: 1}, <<: {c: 1}}\n"),
        "source-duplicate-key"
    );
}

#[test]
fn a_key_that_is_no_text() {
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
error[source-key]: a number with a fraction can't be a key
 --> a.yaml:2:3
  |
2 |   1.10: new
  |   ^^^^^
  |
  = at /versions
  = help: put the key in quotes

1 error, 0 warnings
"
    );
}

#[test]
fn a_tag() {
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
error[source-tag]: the tag `!secret` has no meaning here
 --> a.yaml:2:6
  |
2 |   p: !secret x
  |      ^^^^^^^
  |
  = at /o/p
  = help: delete the tag; put a text that starts with `!` in quotes

1 error, 0 warnings
"
    );
}

#[test]
fn a_number_that_is_none() {
    for text in ["a: .nan", "a: .INF", "a: [-.inf]"] {
        assert_eq!(code("a.yaml", text), "source-number", "{text}");
    }
    assert_eq!(
        refused("a.yaml", "o:\n  - 1\n  - .nan\n"),
        "\
error[source-number]: `NaN` is not a number in JSON
 --> a.yaml:3:5
  |
3 |   - .nan
  |     ^^^^
  |
  = at /o/1
  = help: give a finite number, or put the text in quotes

1 error, 0 warnings
"
    );
}

#[test]
fn several_documents() {
    assert_eq!(
        refused("a.yaml", "---\n# one\na: 1\n---\nb: 2\n"),
        "\
error[source-documents]: the file holds several YAML documents
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
fn a_merge_of_something_else_than_objects() {
    assert_eq!(code("a.yaml", "o: {<<: [{a: 1}, 2]}"), "source-merge");
    assert_eq!(
        refused("a.yaml", "o:\n  p: 1\n  <<: text\n"),
        "\
error[source-merge]: the merge key `<<` takes objects, not a text
 --> a.yaml:3:3
  |
3 |   <<: text
  |   ^^
  |
  = at /o/<<
  = help: name an object by its alias, `<<: *name`, or a list of them

1 error, 0 warnings
"
    );
}
