use serde_json::{Value, json};

use super::*;

fn source(path: &str, text: &str) -> Source {
    Source {
        path: path.to_owned(),
        text: text.to_owned(),
    }
}

/// The text after a change of its value.
fn changed_in(
    path: &str,
    text: &str,
    change: impl FnOnce(&mut Value),
) -> Result<String, EditError> {
    let source = source(path, text);
    let old = read(&source).unwrap();
    let mut new = old.clone();
    change(&mut new);
    with_value(&source, &old, &new)
}

#[track_caller]
fn changed(text: &str, change: impl FnOnce(&mut Value)) -> String {
    changed_in("a.yaml", text, change).unwrap()
}

const DOCUMENT: &str = "\
# The whole document.
info:   {title: 'A', version: \"1\"}  # in brackets

paths:
  # The first path.
  '/a':
    get: # a comment behind a key
      tags: [x, y]
      description: |
        Two

        lines.
      deprecated: true
  /b: &b
    post: {}
list:
  # one
  - name: one   # behind
    value: 1

  # A section.

  # two
  - name: two
    value: 2
  - three
";

#[test]
fn keeps_a_text_whose_value_is_the_same() {
    assert_eq!(changed(DOCUMENT, |_| ()), DOCUMENT);
}

#[test]
fn replaces_scalars_and_nothing_else() {
    let text = changed(DOCUMENT, |value| {
        value["paths"]["/a"]["get"]["deprecated"] = json!(false);
        value["list"][0]["value"] = json!("1");
    });
    let expected = DOCUMENT
        .replace("deprecated: true", "deprecated: false")
        .replace("value: 1", "value: '1'");
    assert_eq!(text, expected);
}

#[test]
fn replaces_a_block_scalar() {
    let text = changed(DOCUMENT, |value| {
        value["paths"]["/a"]["get"]["description"] = json!("One line: short.");
    });
    let block = "description: |\n        Two\n\n        lines.\n";
    let expected = DOCUMENT.replace(block, "description: 'One line: short.'\n");
    assert_eq!(text, expected);
}

#[test]
fn adds_entries_after_their_predecessors() {
    let text = changed(DOCUMENT, |value| {
        let get = value["paths"]["/a"]["get"].as_object_mut().unwrap();
        get.shift_insert(1, "operationId".to_owned(), json!("getA"));
        get.insert(
            "responses".to_owned(),
            json!({"200": {"description": "Two\nlines."}, "x": []}),
        );
        get.shift_insert(0, "summary".to_owned(), json!("- first"));
    });
    let expected = DOCUMENT
        .replace(
            "      tags: [x, y]\n",
            "      summary: '- first'\n      tags: [x, y]\n      operationId: getA\n",
        )
        .replace(
            "      deprecated: true\n",
            "      deprecated: true\n      responses:\n        '200':\n          description: |-\n            Two\n            lines.\n        x: []\n",
        );
    assert_eq!(text, expected);
}

#[test]
fn removes_entries_with_their_comments() {
    let text = changed(DOCUMENT, |value| {
        value["paths"].as_object_mut().unwrap().shift_remove("/a");
    });
    let (before, rest) = DOCUMENT.split_once("  # The first path.\n").unwrap();
    let (_, after) = rest.split_once("  /b:").unwrap();
    assert_eq!(text, format!("{before}  /b:{after}"));
}

#[test]
fn removes_the_entry_behind_a_dash() {
    let text = changed(DOCUMENT, |value| {
        value["list"][1]
            .as_object_mut()
            .unwrap()
            .shift_remove("name");
    });
    assert_eq!(
        text,
        DOCUMENT.replace("- name: two\n    value: 2", "- value: 2")
    );
}

#[test]
fn removes_items_and_keeps_the_comments_of_their_sections() {
    let text = changed(DOCUMENT, |value| {
        value["list"].as_array_mut().unwrap().remove(0);
    });
    let item = "  # one\n  - name: one   # behind\n    value: 1\n";
    assert_eq!(text, DOCUMENT.replace(item, ""));
}

#[test]
fn moves_items_with_their_comments() {
    let text = changed(DOCUMENT, |value| {
        value["list"] = json!(["three", {"name": "new"}, {"name": "two", "value": 3}]);
    });
    let list = "list:\n\n  # A section.\n\n  - three\n  - name: new\n  # two\n  - name: two\n    value: 3\n";
    let (before, _) = DOCUMENT.split_once("list:\n").unwrap();
    assert_eq!(text.replace("\n\n\n", "\n\n"), format!("{before}{list}"));
}

#[test]
fn replaces_what_is_in_brackets_or_empty() {
    let text = changed(DOCUMENT, |value| {
        value["info"]["version"] = json!("2");
        value["paths"]["/a"]["get"]["tags"] = json!([]);
        value["paths"]["/b"]["post"] = json!({"tags": ["z"]});
    });
    let expected = DOCUMENT
        .replace(
            "   {title: 'A', version: \"1\"}",
            "\n  title: A\n  version: '2'",
        )
        .replace("[x, y]", "[]")
        .replace("post: {}", "post:\n      tags:\n        - z");
    assert_eq!(text, expected);
}

#[test]
fn keeps_line_breaks_and_a_byte_order_mark() {
    let text = changed("\u{feff}a: 1\r\nb: 2\r\n", |value| {
        value["a"] = json!({"c": 3})
    });
    assert_eq!(text, "\u{feff}a:\r\n  c: 3\r\nb: 2\r\n");
}

#[test]
fn quotes_strings_that_are_something_else_without_quotes() {
    for text in [
        "",
        "1",
        "1e3",
        "true",
        "~",
        "null",
        "a: b",
        "a #b",
        "#a",
        "2022-01-01",
        "'",
        "\u{7}",
        " a",
        "a:",
        "*a",
        "=",
        "a\n",
        "\n a",
        "no",
    ] {
        let changed = changed("a: 1\nb: 2\n", |value| value["a"] = json!(text));
        let value = read(&source("a.yaml", &changed)).unwrap();
        assert_eq!(value, json!({"a": text, "b": 2}), "{changed}");
    }
}

#[test]
fn refuses_to_change_an_alias_by_its_anchor() {
    let text = "a: &a\n  x: 1\nb: *a\n";
    let error = changed_in("a.yaml", text, |value| value["a"]["x"] = json!(2)).unwrap_err();
    assert!(error.to_string().contains("anchor"), "{error}");
    assert_eq!(
        changed(text, |value| value["b"] = json!(2)),
        "a: &a\n  x: 1\nb: 2\n"
    );
}

#[test]
fn refuses_to_change_merged_entries() {
    let text = "a: &a\n  x: 1\nb:\n  <<: *a\n  y: 2\n";
    let error = changed_in("a.yaml", text, |value| value["b"]["y"] = json!(3)).unwrap_err();
    assert!(error.to_string().contains("line 4"), "{error}");
}

#[test]
fn prints_json_with_its_own_indentation() {
    let text = changed_in("a.json", "{\n    \"a\": [1]\n}\n", |value| {
        value["b"] = json!({})
    });
    assert_eq!(
        text.unwrap(),
        "{\n    \"a\": [\n        1\n    ],\n    \"b\": {}\n}\n"
    );
}

#[test]
fn finds_lines() {
    let document = source("a.yaml", DOCUMENT);
    let tokens =
        |pointer: &[&str]| -> Vec<String> { pointer.iter().map(|one| (*one).to_owned()).collect() };
    for (pointer, expected) in [
        (vec!["paths", "/a", "get", "deprecated"], 13),
        (vec!["paths", "/a", "get", "missing"], 8),
        (vec!["list", "1"], 24),
        (vec!["list", "1", "value"], 25),
    ] {
        assert_eq!(line(&document, &tokens(&pointer)), expected, "{pointer:?}");
    }
}

/// Some parts of the document of this project are removed and added again.
#[test]
fn changes_any_part_of_the_document_of_this_project() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../spec/codat-platform.yaml");
    let text = std::fs::read_to_string(path).unwrap();
    let document = source("codat-platform.yaml", &text);
    let old = read(&document).unwrap();
    for parent in ["/paths", "/components/schemas"] {
        let keys = old.pointer(parent).unwrap().as_object().unwrap().keys();
        for key in keys.step_by(18) {
            let mut new = old.clone();
            let object = new.pointer_mut(parent).unwrap().as_object_mut().unwrap();
            object.shift_remove(key);
            let without = with_value(&document, &old, &new).unwrap();
            assert!(without.len() < text.len());
            let again = with_value(&source("codat-platform.yaml", &without), &new, &old).unwrap();
            assert_eq!(read(&source("codat-platform.yaml", &again)).unwrap(), old);
        }
    }
}
